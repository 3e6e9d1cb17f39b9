//! Statements on deliveries as people see them.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::figures::DeliveryFigures;
use super::{Attempt, ChannelRef, Delivery, Failures, Filter};
use crate::auth::Reader;
use crate::channels::KindName;
use crate::delivery::state::{Event, Reason, Status};
use crate::id::{ChannelId, DeliveryId, MessageId, NoticeId, NumberId, RuleId, UserId, first_at};
use crate::numbers::NumberRef;

type Result<T> = std::result::Result<T, sqlx::Error>;

struct Row {
    id: DeliveryId,
    channel_id: ChannelId,
    channel_name: String,
    kind: KindName,
    event: Event,
    message_id: Option<MessageId>,
    notice_id: Option<NoticeId>,
    number_id: Option<NumberId>,
    phone_number: Option<String>,
    label: Option<String>,
    sender: Option<String>,
    service: Option<String>,
    rule_id: Option<RuleId>,
    status: Status,
    reason: Option<Reason>,
    detail: Option<String>,
    attempts: i32,
    created_at: DateTime<Utc>,
    next_attempt_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    answer_status: Option<i32>,
    reviewed_at: Option<DateTime<Utc>>,
}

impl From<Row> for Delivery {
    fn from(row: Row) -> Self {
        let number = row.number_id.zip(row.phone_number);
        Self {
            id: row.id,
            channel: ChannelRef { id: row.channel_id, name: row.channel_name, kind: row.kind },
            event: row.event,
            message_id: row.message_id,
            notice_id: row.notice_id,
            number: number.map(|(id, phone_number)| NumberRef {
                id,
                phone_number,
                label: row.label,
            }),
            sender: row.sender,
            service: row.service,
            rule_id: row.rule_id,
            status: row.status,
            reason: row.reason,
            detail: row.detail,
            attempts: row.attempts,
            created_at: row.created_at,
            next_attempt_at: (row.status == Status::Waiting).then_some(row.next_attempt_at),
            finished_at: row.finished_at,
            answer_status: row.answer_status,
            needs_review: row.status == Status::Failed && row.reviewed_at.is_none(),
        }
    }
}

/// Deliveries that match of numbers that the reader sees, the latest first; without a reader, of all.
pub async fn list_deliveries(
    executor: impl PgExecutor<'_>,
    reader: Option<&Reader>,
    filter: &Filter,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT deliveries.id AS "id: DeliveryId", channels.id AS "channel_id: ChannelId",
                  channels.name AS channel_name, channels.kind AS "kind: KindName",
                  deliveries.event AS "event: Event",
                  deliveries.message_id AS "message_id: MessageId",
                  deliveries.notice_id AS "notice_id: NoticeId",
                  numbers.id AS "number_id?: NumberId", numbers.phone_number AS "phone_number?",
                  numbers.label, messages.sender AS "sender?", messages.service,
                  deliveries.rule_id AS "rule_id: RuleId", deliveries.status AS "status: Status",
                  deliveries.reason AS "reason: Reason", deliveries.detail, deliveries.attempts,
                  deliveries.created_at, deliveries.next_attempt_at, deliveries.finished_at,
                  attempts.answer_status AS "answer_status?", deliveries.reviewed_at
           FROM deliveries
           JOIN channels ON channels.id = deliveries.channel_id
           LEFT JOIN numbers ON numbers.id = deliveries.number_id
           LEFT JOIN messages ON messages.id = deliveries.message_id
           LEFT JOIN delivery_attempts AS attempts
             ON attempts.delivery_id = deliveries.id AND attempts.attempt = deliveries.attempts
           WHERE ($1::uuid IS NULL OR deliveries.number_id IS NULL OR deliveries.number_id IN (
                    SELECT number_id FROM number_readers WHERE user_id = $1))
             AND ($2::uuid[] IS NULL OR deliveries.number_id = ANY($2))
             AND ($3::uuid IS NULL OR deliveries.channel_id = $3)
             AND ($4::uuid IS NULL OR deliveries.message_id = $4)
             AND ($5::uuid IS NULL OR deliveries.number_id = $5)
             AND ($6::text IS NULL OR deliveries.status = $6)
             AND ($7::text IS NULL OR deliveries.event = $7)
             AND ($8::bool IS NULL OR $8 = (deliveries.status = 'failed'
                                            AND deliveries.reviewed_at IS NULL))
             AND ($9::timestamptz IS NULL OR deliveries.created_at >= $9)
             AND ($10::timestamptz IS NULL OR deliveries.created_at < $10)
             AND ($11::uuid[] IS NULL OR deliveries.id = ANY($11))
             AND ($12::uuid IS NULL OR deliveries.id < $12)
           ORDER BY deliveries.id DESC LIMIT $13"#,
        reader.map(|reader| reader.user_id) as Option<UserId>,
        reader.and_then(|reader| reader.number_ids.as_deref()),
        filter.channel_id as Option<ChannelId>,
        filter.message_id as Option<MessageId>,
        filter.number_id as Option<NumberId>,
        filter.status as Option<Status>,
        filter.event as Option<Event>,
        filter.needs_review,
        filter.since,
        filter.until,
        filter.ids.as_deref() as Option<&[DeliveryId]>,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(Delivery::from).collect())
}

/// What became of deliveries by day, of numbers that the reader sees.
pub async fn count_by_day(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    since: DateTime<Utc>,
) -> Result<Vec<DeliveryFigures>> {
    sqlx::query_as!(
        DeliveryFigures,
        r#"SELECT (created_at AT TIME ZONE 'UTC')::date AS "day!",
                  count(*) FILTER (WHERE status = 'delivered') AS "delivered!",
                  count(*) FILTER (WHERE status = 'failed') AS "failed!",
                  count(*) FILTER (WHERE status = 'waiting') AS "waiting!",
                  percentile_cont(0.5) WITHIN GROUP (
                    ORDER BY 1000 * extract(epoch FROM finished_at - created_at)::float8
                  ) FILTER (WHERE status = 'delivered') AS median_ms
           FROM deliveries
           WHERE id >= $1 AND created_at >= $2 AND event <> 'test'
             AND (number_id IS NULL OR number_id IN (
                    SELECT number_id FROM number_readers WHERE user_id = $3))
             AND ($4::uuid[] IS NULL OR number_id = ANY($4))
           GROUP BY 1 ORDER BY 1"#,
        first_at(since),
        since,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
    )
    .fetch_all(executor)
    .await
}

/// The attempts of a delivery, the first first.
pub async fn list_attempts(executor: impl PgExecutor<'_>, id: DeliveryId) -> Result<Vec<Attempt>> {
    sqlx::query_as!(
        Attempt,
        r#"SELECT attempt, started_at, duration_ms, is_success, reason AS "reason: Reason", detail,
                  answer_status, answer, request, next_attempt_at
           FROM delivery_attempts WHERE delivery_id = $1 ORDER BY attempt"#,
        id as DeliveryId,
    )
    .fetch_all(executor)
    .await
}

/// A delivery that is tried again.
pub struct Retried {
    pub id: DeliveryId,
    pub channel_id: ChannelId,
}

/// Has failed deliveries tried again that the reader may see and whose channels are on, `most` at a
/// time; those of codes that have expired only where they are named.
pub async fn retry(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    failures: &Failures,
    is_single: bool,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Retried>> {
    sqlx::query_as!(
        Retried,
        r#"UPDATE deliveries
           SET status = 'waiting', reason = NULL, detail = NULL, attempts_before = attempts,
               first_attempt_at = NULL, next_attempt_at = $5, leased_until = NULL,
               finished_at = NULL, reviewed_at = NULL
           WHERE id IN (
             SELECT deliveries.id FROM deliveries
             JOIN channels ON channels.id = deliveries.channel_id
             WHERE channels.removed_at IS NULL AND channels.disabled_reason IS NULL
               AND deliveries.status = 'failed' AND deliveries.event <> 'test'
               AND deliveries.payload IS NOT NULL
               AND (deliveries.number_id IS NULL OR deliveries.number_id IN (
                      SELECT number_id FROM number_readers WHERE user_id = $1))
               AND ($2::uuid[] IS NULL OR deliveries.id = ANY($2))
               AND ($3::uuid IS NULL OR deliveries.channel_id = $3)
               AND ($4 OR deliveries.reviewed_at IS NULL
                          AND (deliveries.expires_at IS NULL OR deliveries.expires_at > $5))
             ORDER BY deliveries.id LIMIT $6
             FOR UPDATE OF deliveries
           )
           RETURNING deliveries.id AS "id: DeliveryId",
                     deliveries.channel_id AS "channel_id: ChannelId""#,
        reader.user_id as UserId,
        failures.ids.as_deref() as Option<&[DeliveryId]>,
        failures.channel_id as Option<ChannelId>,
        is_single,
        now,
        most,
    )
    .fetch_all(executor)
    .await
}

/// Says of failed deliveries that the reader may see that somebody knows of them.
pub async fn mark_reviewed(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    failures: &Failures,
    now: DateTime<Utc>,
) -> Result<Vec<DeliveryId>> {
    sqlx::query_scalar!(
        r#"UPDATE deliveries SET reviewed_at = $4
           WHERE status = 'failed' AND reviewed_at IS NULL
             AND (number_id IS NULL OR number_id IN (
                    SELECT number_id FROM number_readers WHERE user_id = $1))
             AND ($2::uuid[] IS NULL OR id = ANY($2))
             AND ($3::uuid IS NULL OR channel_id = $3)
           RETURNING id AS "id: DeliveryId""#,
        reader.user_id as UserId,
        failures.ids.as_deref() as Option<&[DeliveryId]>,
        failures.channel_id as Option<ChannelId>,
        now,
    )
    .fetch_all(executor)
    .await
}

/// Deletes what was made before a time.
pub async fn purge(executor: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64> {
    let deleted = sqlx::query!("DELETE FROM deliveries WHERE id < $1", first_at(before))
        .execute(executor)
        .await?;
    Ok(deleted.rows_affected())
}
