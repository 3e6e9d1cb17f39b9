//! Statements on channels.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::health::Failing;
use super::kinds::Kind;
use super::{Channel, DisabledReason, KindName, LastDelivery, Orphan, SetBy, open_sealed};
use crate::auth::Caller;
use crate::id::{ChannelId, DeliveryId, UserId};
use crate::secrets::Keyring;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A channel as it is stored. Not printable.
pub struct Row {
    pub id: ChannelId,
    pub name: String,
    pub settings: Option<Vec<u8>>,
    pub is_thin: bool,
    pub retry_at_seconds: Vec<i32>,
    pub disabled_reason: Option<DisabledReason>,
    pub set_by: Option<UserId>,
}

/// All channels or one, the oldest first, with the last delivery that the caller may see.
pub async fn list_channels(
    executor: impl PgExecutor<'_>,
    keys: &Keyring,
    caller: &Caller,
    only: Option<ChannelId>,
) -> Result<Vec<Channel>> {
    let reader = caller.reader();
    let rows = sqlx::query!(
        r#"SELECT channels.id AS "id: ChannelId", channels.kind AS "kind: KindName", channels.name,
                  channels.settings, channels.is_thin, channels.retry_at_seconds,
                  channels.disabled_reason AS "disabled_reason: DisabledReason",
                  channels.failing_since, channels.created_at,
                  users.id AS "set_by_id?: UserId", users.name AS "set_by_name?",
                  (SELECT count(*) FROM rule_channels
                   JOIN rules ON rules.id = rule_channels.rule_id
                   WHERE rule_channels.channel_id = channels.id AND rules.is_enabled) AS "rules!",
                  last.id AS "last_id?: DeliveryId", last.status AS "last_status?",
                  last.started_at AS "last_at?", last.duration_ms AS "last_duration_ms?",
                  last.detail AS last_detail, last.answer_status AS last_answer_status,
                  last.answer AS last_answer
           FROM channels
           LEFT JOIN users ON users.id = channels.set_by
           LEFT JOIN LATERAL (
             SELECT deliveries.id, deliveries.status, attempts.started_at, attempts.duration_ms,
                    attempts.detail, attempts.answer_status, attempts.answer
             FROM deliveries
             JOIN delivery_attempts AS attempts
               ON attempts.delivery_id = deliveries.id AND attempts.attempt = deliveries.attempts
             WHERE deliveries.channel_id = channels.id
               AND (deliveries.number_id IS NULL OR deliveries.number_id IN (
                      SELECT number_id FROM number_readers WHERE user_id = $1))
               AND ($2::uuid[] IS NULL OR deliveries.number_id = ANY($2))
             ORDER BY deliveries.id DESC LIMIT 1
           ) AS last ON true
           WHERE channels.removed_at IS NULL AND ($3::uuid IS NULL OR channels.id = $3)
           ORDER BY channels.id"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
        only as Option<ChannelId>,
    )
    .fetch_all(executor)
    .await?;
    let channels = rows.into_iter().map(|row| {
        let stored = row.settings.and_then(|sealed| open_sealed(keys, row.id, &sealed));
        let set_by = row.set_by_id.zip(row.set_by_name);
        let last = (row.last_id, row.last_status, row.last_at, row.last_duration_ms);
        Channel {
            id: row.id,
            kind: row.kind,
            name: row.name,
            target: stored.as_ref().map(|stored| stored.settings.target()),
            is_thin: row.is_thin,
            retry_at_seconds: row.retry_at_seconds,
            disabled_reason: row.disabled_reason,
            failing_since: row.failing_since,
            old_secret_ends_at: stored.and_then(|stored| stored.old_secret).map(|old| old.ends_at),
            set_by: set_by.map(|(id, name)| SetBy { id, name }),
            rules: row.rules,
            last_delivery: match last {
                (Some(id), Some(status), Some(at), Some(duration_ms)) => Some(LastDelivery {
                    id,
                    status,
                    at,
                    duration_ms,
                    detail: row.last_detail,
                    answer_status: row.last_answer_status,
                    answer: row.last_answer,
                }),
                _ => None,
            },
            created_at: row.created_at,
        }
    });
    Ok(channels.collect())
}

/// The names and encrypted settings of all channels.
pub async fn list_sealed(
    executor: impl PgExecutor<'_>,
) -> Result<Vec<(ChannelId, String, Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ChannelId", name, settings AS "settings!" FROM channels
           WHERE removed_at IS NULL AND settings IS NOT NULL ORDER BY id"#,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name, row.settings)).collect())
}

/// A channel, locked until the transaction ends.
pub async fn lock_channel(executor: impl PgExecutor<'_>, id: ChannelId) -> Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: ChannelId", name, settings, is_thin, retry_at_seconds,
                  disabled_reason AS "disabled_reason: DisabledReason", set_by AS "set_by: UserId"
           FROM channels WHERE id = $1 AND removed_at IS NULL FOR NO KEY UPDATE"#,
        id as ChannelId,
    )
    .fetch_optional(executor)
    .await
}

/// Adds a channel unless there are `most` already; whether it was added.
pub async fn insert_channel(
    executor: impl PgExecutor<'_>,
    row: &Row,
    kind: &Kind,
    now: DateTime<Utc>,
    most: i64,
) -> Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO channels
           (id, kind, name, settings, is_thin, retry_at_seconds, set_by, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
         WHERE (SELECT count(*) FROM channels WHERE removed_at IS NULL) < $9",
        row.id as ChannelId,
        kind.id,
        row.name,
        row.settings,
        row.is_thin,
        &row.retry_at_seconds,
        row.set_by as Option<UserId>,
        now,
        most,
    )
    .execute(executor)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// Stores what changed; one that is switched on begins without its failures.
pub async fn update_channel(executor: impl PgExecutor<'_>, row: &Row) -> Result<()> {
    sqlx::query!(
        "UPDATE channels
         SET name = $2, settings = $3, is_thin = $4, retry_at_seconds = $5, set_by = $7,
             failing_since = CASE WHEN disabled_reason IS NULL OR $6::text IS NOT NULL
                                  THEN failing_since END,
             told_at = CASE WHEN disabled_reason IS NULL OR $6::text IS NOT NULL THEN told_at END,
             disabled_reason = $6
         WHERE id = $1",
        row.id as ChannelId,
        row.name,
        row.settings,
        row.is_thin,
        &row.retry_at_seconds,
        row.disabled_reason as Option<DisabledReason>,
        row.set_by as Option<UserId>,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn mark_removed(
    executor: impl PgExecutor<'_>,
    id: ChannelId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH left_rules AS (DELETE FROM rule_channels WHERE channel_id = $1)
         UPDATE channels SET removed_at = $2, settings = NULL WHERE id = $1",
        id as ChannelId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn mark_well(executor: impl PgExecutor<'_>, ids: &[ChannelId]) -> Result<()> {
    sqlx::query!(
        "UPDATE channels SET failing_since = NULL, told_at = NULL
         WHERE id = ANY($1) AND failing_since IS NOT NULL",
        ids as &[ChannelId],
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn mark_failing(
    executor: impl PgExecutor<'_>,
    ids: &[ChannelId],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE channels SET failing_since = $2 WHERE id = ANY($1) AND failing_since IS NULL",
        ids as &[ChannelId],
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// A channel that has failed since before a time and of which nobody was told yet.
pub async fn mark_told(
    executor: impl PgExecutor<'_>,
    id: ChannelId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<Failing>> {
    sqlx::query_as!(
        Failing,
        r#"UPDATE channels SET told_at = $3
           WHERE id = $1 AND told_at IS NULL AND failing_since <= $2 AND removed_at IS NULL
           RETURNING failing_since AS "since!",
                     (SELECT name FROM users WHERE users.id = channels.set_by) AS owner"#,
        id as ChannelId,
        before,
        now,
    )
    .fetch_optional(executor)
    .await
}

/// Switches a channel off, and returns its name if it was on.
pub async fn mark_gone(executor: impl PgExecutor<'_>, id: ChannelId) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "UPDATE channels SET disabled_reason = 'gone'
         WHERE id = $1 AND disabled_reason IS NULL AND removed_at IS NULL RETURNING name",
        id as ChannelId,
    )
    .fetch_optional(executor)
    .await
}

/// Switches off all channels of a member, also those that are off for another reason, so that nobody
/// has one of them go on for that member.
pub async fn mark_orphaned(executor: impl PgExecutor<'_>, user_id: UserId) -> Result<Vec<Orphan>> {
    sqlx::query_as!(
        Orphan,
        r#"WITH of_member AS (
             SELECT id, disabled_reason IS NULL AS was_on FROM channels
             WHERE set_by = $1 AND removed_at IS NULL ORDER BY id FOR NO KEY UPDATE
           )
           UPDATE channels SET disabled_reason = 'orphaned' FROM of_member
           WHERE channels.id = of_member.id
           RETURNING channels.id AS "id: ChannelId", channels.name, of_member.was_on AS "was_on!""#,
        user_id as UserId,
    )
    .fetch_all(executor)
    .await
}
