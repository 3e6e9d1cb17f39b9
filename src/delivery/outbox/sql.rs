//! Statements that fill the outbox and tell how full it is.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::NewDelivery;
use crate::channels::KindName;
use crate::db::notify::CHANNEL;
use crate::delivery::state::Event;
use crate::id::{ChannelId, DeliveryId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Adds deliveries and wakes all nodes when the transaction commits; returns those that were added.
pub async fn insert_deliveries(
    executor: impl PgExecutor<'_>,
    new: &[NewDelivery],
    now: DateTime<Utc>,
) -> Result<Vec<DeliveryId>> {
    fn column<T>(new: &[NewDelivery], of: impl Fn(&NewDelivery) -> T) -> Vec<T> {
        new.iter().map(of).collect()
    }
    let optional = |id: Option<Uuid>| id;
    sqlx::query_scalar!(
        r#"WITH inserted AS (
             INSERT INTO deliveries
               (id, channel_id, rule_id, event, message_id, notice_id, number_id, payload,
                created_at, next_attempt_at, expires_at)
             SELECT new.id, new.channel_id, new.rule_id, new.event, new.message_id, new.notice_id,
                    new.number_id, new.payload, $9::timestamptz,
                    -- In their order, also those of one commit; never in the future.
                    $9::timestamptz
                      - interval '1 microsecond' * (cardinality($1::uuid[]) - new.place),
                    new.expires_at
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[],
                         $7::uuid[], $8::text[], $10::timestamptz[]) WITH ORDINALITY
               AS new (id, channel_id, rule_id, event, message_id, notice_id, number_id, payload,
                       expires_at, place)
             JOIN channels ON channels.id = new.channel_id
             WHERE channels.removed_at IS NULL
               AND (channels.disabled_reason IS NULL OR new.event = 'test')
             ON CONFLICT DO NOTHING
             RETURNING id, channel_id
           ), told AS (
             SELECT count(pg_notify($11, 'delivery.queued:' || channel_id)::text)
             FROM (SELECT channel_id FROM inserted LIMIT 1) AS queued
           )
           SELECT id AS "id: DeliveryId" FROM inserted, told"#,
        &column(new, |new| Uuid::from(new.id)),
        &column(new, |new| Uuid::from(new.channel_id)),
        &column(new, |new| optional(new.rule_id.map(Uuid::from))) as &[Option<Uuid>],
        &column(new, |new| new.event) as &[Event],
        &column(new, |new| optional(new.message_id.map(Uuid::from))) as &[Option<Uuid>],
        &column(new, |new| optional(new.notice_id.map(Uuid::from))) as &[Option<Uuid>],
        &column(new, |new| optional(new.number_id.map(Uuid::from))) as &[Option<Uuid>],
        &column(new, |new| new.payload.clone()),
        now,
        &column(new, |new| new.expires_at) as &[Option<DateTime<Utc>>],
        CHANNEL,
    )
    .fetch_all(executor)
    .await
}

/// How much waits for a kind of channel.
pub struct Depth {
    pub kind: KindName,
    /// Deliveries that wait for their first or another attempt.
    pub waiting: i64,
    /// When the oldest of them was made.
    pub oldest_at: Option<DateTime<Utc>>,
    /// Failed deliveries that nobody has reviewed.
    pub needs_review: i64,
}

/// How much waits, of each kind that there is a channel of.
pub async fn depths(executor: impl PgExecutor<'_>) -> Result<Vec<Depth>> {
    sqlx::query_as!(
        Depth,
        r#"WITH failed AS (
             SELECT channel_id, count(*) AS count FROM deliveries
             WHERE status = 'failed' AND reviewed_at IS NULL GROUP BY channel_id
           )
           SELECT channels.kind AS "kind: KindName",
                  coalesce(sum(waiting.count), 0)::int8 AS "waiting!",
                  min(waiting.oldest_at) AS oldest_at,
                  coalesce(sum(failed.count), 0)::int8 AS "needs_review!"
           FROM channels
           CROSS JOIN LATERAL (
             SELECT count(*) AS count, min(created_at) AS oldest_at FROM deliveries
             WHERE channel_id = channels.id AND status = 'waiting'
           ) AS waiting
           LEFT JOIN failed ON failed.channel_id = channels.id
           WHERE channels.removed_at IS NULL GROUP BY channels.kind"#,
    )
    .fetch_all(executor)
    .await
}

/// The channels that work, but for one: those of some kinds before others, those that last delivered
/// something first.
pub async fn list_well_channels(
    executor: impl PgExecutor<'_>,
    failing: Option<ChannelId>,
    first: &[String],
) -> Result<Vec<ChannelId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: ChannelId" FROM channels
           WHERE removed_at IS NULL AND disabled_reason IS NULL AND failing_since IS NULL
             AND id IS DISTINCT FROM $1
           ORDER BY kind = ANY($2) DESC,
                    (SELECT deliveries.id FROM deliveries
                     WHERE channel_id = channels.id AND status = 'delivered'
                     ORDER BY deliveries.id DESC LIMIT 1) DESC NULLS LAST"#,
        failing as Option<ChannelId>,
        first,
    )
    .fetch_all(executor)
    .await
}
