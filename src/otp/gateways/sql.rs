//! Statements on gateways.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::outcome::Outcome;
use crate::id::GatewayId;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A gateway as it is stored. Not printable.
pub struct Row {
    pub id: GatewayId,
    pub kind: String,
    pub name: String,
    pub settings: Vec<u8>,
    pub countries: Vec<String>,
    pub is_enabled: bool,
    pub setting: Option<String>,
    pub last_at: Option<DateTime<Utc>>,
    pub last_result: Option<String>,
    pub last_detail: Option<String>,
    pub last_answer_status: Option<i32>,
    pub last_answer: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// A gateway to be stored.
pub struct NewRow<'a> {
    pub id: GatewayId,
    pub kind: &'a str,
    pub name: &'a str,
    pub settings: Vec<u8>,
    pub countries: &'a [String],
    pub setting: Option<&'a str>,
}

/// What changes; what is absent stays.
#[derive(Default)]
pub struct Change<'a> {
    pub name: Option<&'a str>,
    pub settings: Option<&'a [u8]>,
    pub countries: Option<&'a [String]>,
    pub is_enabled: Option<bool>,
}

/// All gateways or one, in the order in which they are asked.
pub async fn list_gateways(
    executor: impl PgExecutor<'_>,
    only: Option<GatewayId>,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: GatewayId", kind, name, settings, countries, is_enabled, setting, last_at,
                  last_result, last_detail, last_answer_status, last_answer, created_at
           FROM gateways WHERE $1::uuid IS NULL OR id = $1 ORDER BY position, id"#,
        only as Option<GatewayId>,
    )
    .fetch_all(executor)
    .await
}

/// The gateway that a setting of the server makes.
pub async fn find_managed(executor: impl PgExecutor<'_>, setting: &str) -> Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: GatewayId", kind, name, settings, countries, is_enabled, setting, last_at,
                  last_result, last_detail, last_answer_status, last_answer, created_at
           FROM gateways WHERE setting = $1"#,
        setting,
    )
    .fetch_optional(executor)
    .await
}

/// Adds a gateway at the end unless there are `most` already, or its setting has made one; whether it
/// was added.
pub async fn insert_gateway(
    executor: impl PgExecutor<'_>,
    row: &NewRow<'_>,
    now: DateTime<Utc>,
    most: i64,
) -> Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO gateways (id, kind, name, settings, countries, setting, created_at, position)
         SELECT $1, $2, $3, $4, $5, $6, $7, COALESCE(max(position) + 1, 0) FROM gateways
         HAVING count(*) < $8
         ON CONFLICT (setting) DO NOTHING",
        row.id as GatewayId,
        row.kind,
        row.name,
        row.settings,
        row.countries,
        row.setting,
        now,
        most,
    )
    .execute(executor)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// Changes a gateway; returns what it is called then.
pub async fn update_gateway(
    executor: impl PgExecutor<'_>,
    id: GatewayId,
    change: &Change<'_>,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "UPDATE gateways SET name = COALESCE($2, name), settings = COALESCE($3, settings),
                countries = COALESCE($4, countries), is_enabled = COALESCE($5, is_enabled)
         WHERE id = $1 RETURNING name",
        id as GatewayId,
        change.name,
        change.settings,
        change.countries,
        change.is_enabled,
    )
    .fetch_optional(executor)
    .await
}

/// Removes a gateway.
pub async fn delete_gateway(executor: impl PgExecutor<'_>, id: GatewayId) -> Result<()> {
    sqlx::query!("DELETE FROM gateways WHERE id = $1", id as GatewayId).execute(executor).await?;
    Ok(())
}

/// Puts gateways into an order, if `ids` are all of them, each once.
pub async fn update_order(connection: &mut PgConnection, ids: &[GatewayId]) -> Result<bool> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| (*id).into()).collect();
    sqlx::query!("LOCK TABLE gateways IN SHARE ROW EXCLUSIVE MODE")
        .execute(&mut *connection)
        .await?;
    let updated = sqlx::query!(
        "UPDATE gateways SET position = wanted.position
         FROM (SELECT DISTINCT ON (id) id, position::integer
               FROM unnest($1::uuid[]) WITH ORDINALITY AS each (id, position)) AS wanted
         WHERE gateways.id = wanted.id",
        &ids,
    )
    .execute(&mut *connection)
    .await?;
    let all = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM gateways"#)
        .fetch_one(connection)
        .await?;
    let updated = i64::try_from(updated.rows_affected()).unwrap_or_default();
    Ok(updated == all && i64::try_from(ids.len()).unwrap_or_default() == all)
}

/// Writes down what came of asking a gateway, where it differs from what was written lately.
pub async fn update_last(
    executor: impl PgExecutor<'_>,
    id: GatewayId,
    result: &str,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE gateways SET last_at = $2, last_result = $3, last_detail = $4,
                last_answer_status = $5, last_answer = $6
         WHERE id = $1 AND (last_at IS NULL OR last_at < $2::timestamptz - interval '1 second'
                            OR last_result <> $3 OR last_detail IS DISTINCT FROM $4
                            OR last_answer IS DISTINCT FROM $6)",
        id as GatewayId,
        now,
        result,
        outcome.detail,
        outcome.answer_status.map(i32::from),
        outcome.answer,
    )
    .execute(executor)
    .await?;
    Ok(())
}
