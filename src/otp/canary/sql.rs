//! Statements on canaries.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use super::{Canary, CanaryRun, SetCanary};
use crate::auth::Reader;
use crate::id::{GatewayId, NumberId, UserId};
use crate::numbers::NumberRef;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Canaries of numbers that the reader sees, with their last runs.
pub async fn list_canaries(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    only: Option<NumberId>,
    runs: i64,
) -> Result<Vec<Canary>> {
    let rows = sqlx::query!(
        r#"SELECT numbers.id AS "number_id: NumberId", numbers.phone_number, numbers.label,
                  every_minutes, within_seconds, gateway_id AS "gateway_id: GatewayId", next_at,
                  (SELECT COALESCE(json_agg(run), '[]') FROM (
                     SELECT started_at, returned_at, is_missing, detail FROM canary_runs
                     WHERE canary_runs.number_id = canaries.number_id ORDER BY id DESC LIMIT $4
                   ) AS run) AS "runs!: Json<Vec<CanaryRun>>"
           FROM canaries JOIN numbers ON numbers.id = canaries.number_id
           WHERE numbers.id IN (SELECT number_id FROM number_readers WHERE user_id = $1)
             AND ($2::uuid[] IS NULL OR numbers.id = ANY($2))
             AND ($3::uuid IS NULL OR numbers.id = $3)
           ORDER BY numbers.phone_number"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
        only as Option<NumberId>,
        runs,
    )
    .fetch_all(executor)
    .await?;
    let canaries = rows.into_iter().map(|row| Canary {
        number: NumberRef { id: row.number_id, phone_number: row.phone_number, label: row.label },
        every_minutes: row.every_minutes,
        within_seconds: row.within_seconds,
        gateway_id: row.gateway_id,
        next_at: row.next_at,
        runs: row.runs.0,
    });
    Ok(canaries.collect())
}

/// A number's phone number, where the reader sees it.
pub async fn find_readable(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    id: NumberId,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "SELECT phone_number FROM numbers
         WHERE id = $1 AND id IN (SELECT number_id FROM number_readers WHERE user_id = $2)
           AND ($3::uuid[] IS NULL OR id = ANY($3))",
        id as NumberId,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
    )
    .fetch_optional(executor)
    .await
}

/// Whether there is such a gateway.
pub async fn has_gateway(executor: impl PgExecutor<'_>, id: GatewayId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM gateways WHERE id = $1) AS "is_there!""#,
        id as GatewayId,
    )
    .fetch_one(executor)
    .await
}

/// Adds or changes a canary, which is due at once.
pub async fn upsert_canary(
    executor: impl PgExecutor<'_>,
    number_id: NumberId,
    set: &SetCanary,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO canaries
           (number_id, every_minutes, within_seconds, gateway_id, next_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $5)
         ON CONFLICT (number_id) DO UPDATE
         SET every_minutes = EXCLUDED.every_minutes, within_seconds = EXCLUDED.within_seconds,
             gateway_id = EXCLUDED.gateway_id, next_at = EXCLUDED.next_at",
        number_id as NumberId,
        set.every_minutes,
        set.within_seconds,
        set.gateway_id as Option<GatewayId>,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Removes a canary with its runs; whether it was there.
pub async fn delete_canary(executor: impl PgExecutor<'_>, number_id: NumberId) -> Result<bool> {
    let deleted = sqlx::query!("DELETE FROM canaries WHERE number_id = $1", number_id as NumberId)
        .execute(executor)
        .await?;
    Ok(deleted.rows_affected() > 0)
}

/// A canary whose time has come.
pub struct Due {
    pub number_id: NumberId,
    pub phone_number: String,
    pub within_seconds: i32,
    pub gateway_id: Option<GatewayId>,
}

/// Takes a canary whose time has come, and says when it is due again; each by one node.
pub async fn claim_due(executor: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<Option<Due>> {
    sqlx::query_as!(
        Due,
        r#"UPDATE canaries SET next_at = $1::timestamptz + make_interval(mins => every_minutes)
           FROM numbers
           WHERE numbers.id = canaries.number_id AND canaries.number_id = (
             SELECT number_id FROM canaries WHERE next_at <= $1 ORDER BY next_at LIMIT 1
             FOR UPDATE SKIP LOCKED)
           RETURNING numbers.id AS "number_id: NumberId", numbers.phone_number, within_seconds,
                     gateway_id AS "gateway_id: GatewayId""#,
        now,
    )
    .fetch_optional(executor)
    .await
}

/// Begins a run.
pub async fn insert_run(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    number_id: NumberId,
    token: &str,
    now: DateTime<Utc>,
    late_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO canary_runs (id, number_id, token, started_at, late_at)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        number_id as NumberId,
        token,
        now,
        late_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Says why a run's message could not be sent.
pub async fn update_detail(executor: impl PgExecutor<'_>, id: Uuid, detail: &str) -> Result<()> {
    sqlx::query!("UPDATE canary_runs SET detail = $2 WHERE id = $1", id, detail)
        .execute(executor)
        .await?;
    Ok(())
}

/// A run whose message came back.
pub struct Returned {
    pub started_at: DateTime<Utc>,
    /// Whether it was not back before.
    pub is_first: bool,
}

/// Notes that a run's message came back to its number; the first time counts.
pub async fn mark_returned(
    executor: impl PgExecutor<'_>,
    token: &str,
    to: &str,
    now: DateTime<Utc>,
) -> Result<Option<Returned>> {
    sqlx::query_as!(
        Returned,
        r#"UPDATE canary_runs SET returned_at = COALESCE(returned_at, $3)
           FROM numbers
           WHERE numbers.id = canary_runs.number_id AND token = $1 AND numbers.phone_number = $2
           RETURNING started_at, returned_at = $3 AS "is_first!""#,
        token,
        to,
        now,
    )
    .fetch_optional(executor)
    .await
}

/// A run whose message is not back in time.
pub struct Missing {
    pub id: Uuid,
    pub number_id: NumberId,
    pub phone_number: String,
    pub started_at: DateTime<Utc>,
    pub detail: Option<String>,
    pub was_missing_before: bool,
}

/// Takes the runs that are late now.
pub async fn mark_missing(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<Missing>> {
    sqlx::query_as!(
        Missing,
        r#"UPDATE canary_runs SET is_missing = true
           FROM numbers
           WHERE numbers.id = canary_runs.number_id AND late_at <= $1 AND returned_at IS NULL
             AND NOT is_missing
           RETURNING canary_runs.id, numbers.id AS "number_id: NumberId", numbers.phone_number,
                     started_at, detail,
                     COALESCE((SELECT before.is_missing AND before.returned_at IS NULL
                               FROM canary_runs AS before
                               WHERE before.number_id = canary_runs.number_id
                                 AND before.id < canary_runs.id
                               ORDER BY before.id DESC LIMIT 1), false) AS "was_missing_before!""#,
        now,
    )
    .fetch_all(executor)
    .await
}

/// Deletes runs that began before a time.
pub async fn purge(executor: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM canary_runs WHERE started_at < $1", before).execute(executor).await?;
    Ok(())
}
