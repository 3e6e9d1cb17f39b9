//! Statements that take deliveries out of the outbox and write down what came of them.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::auth::{Capability, Role};
use crate::channels::KindName;
use crate::delivery::state::{Event, Reason, Status};
use crate::id::{ChannelId, DeliveryId, MessageId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A delivery that is to be sent now. Not printable.
pub struct Claimed {
    pub id: DeliveryId,
    pub channel_id: ChannelId,
    pub channel_name: String,
    pub kind: KindName,
    pub settings: Option<Vec<u8>>,
    pub is_thin: bool,
    pub retry_at_seconds: Vec<i32>,
    pub event: Event,
    pub message_id: Option<MessageId>,
    pub phone_number: Option<String>,
    pub label: Option<String>,
    pub payload: Option<String>,
    pub attempts: i32,
    pub attempts_before: i32,
    pub created_at: DateTime<Utc>,
    pub first_attempt_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether an attempt began of which nobody knows what came of it.
    pub is_taken_over: bool,
    /// Whether whoever last said where the channel goes is there and may read the number.
    pub is_allowed: bool,
}

/// What came of an attempt, for the log.
pub struct Done {
    pub id: DeliveryId,
    pub attempt: i32,
    pub status: Status,
    pub reason: Option<Reason>,
    pub detail: Option<String>,
    /// When it is tried again, else when it ended.
    pub at: DateTime<Utc>,
    pub started_at: DateTime<Utc>,
    pub duration_ms: i32,
    pub attempt_reason: Option<Reason>,
    pub attempt_detail: Option<String>,
    pub answer_status: Option<i32>,
    pub answer: Option<String>,
    pub request: Option<String>,
}

/// Takes deliveries that are due, of each channel as many as `most` leaves room for beside those
/// that are being sent: what was never tried first, each in the order in which it became due.
pub async fn claim(
    executor: impl PgExecutor<'_>,
    in_flight: &[(ChannelId, DeliveryId)],
    most: i32,
    now: DateTime<Utc>,
    leased_until: DateTime<Utc>,
) -> Result<Vec<Claimed>> {
    let (channels, sending): (Vec<Uuid>, Vec<Uuid>) =
        in_flight.iter().map(|(channel, id)| (Uuid::from(*channel), Uuid::from(*id))).unzip();
    sqlx::query_as!(
        Claimed,
        r#"WITH due AS (
             SELECT due.id, due.is_taken_over FROM channels
             LEFT JOIN (SELECT channel_id, count(*) FROM unnest($1::uuid[]) AS sending (channel_id)
                        GROUP BY channel_id) AS sending
               ON sending.channel_id = channels.id
             CROSS JOIN LATERAL (
               SELECT deliveries.id, deliveries.leased_until IS NOT NULL AS is_taken_over
               FROM deliveries
               WHERE deliveries.channel_id = channels.id AND deliveries.status = 'waiting'
                 AND deliveries.next_attempt_at <= $4
                 AND (deliveries.leased_until IS NULL OR deliveries.leased_until < $4)
                 AND (channels.disabled_reason IS NULL OR deliveries.event = 'test')
                 AND deliveries.id <> ALL($2)
               ORDER BY deliveries.attempts > 0, deliveries.next_attempt_at, deliveries.id
               LIMIT greatest($3 - coalesce(sending.count, 0), 0)
               FOR UPDATE OF deliveries SKIP LOCKED
             ) AS due
             WHERE channels.removed_at IS NULL
           ), claimed AS (
             UPDATE deliveries
             SET leased_until = $5, attempts = attempts + 1,
                 first_attempt_at = coalesce(first_attempt_at, $4)
             FROM due WHERE deliveries.id = due.id
             RETURNING deliveries.*, due.is_taken_over
           )
           SELECT claimed.id AS "id!: DeliveryId", channels.id AS "channel_id: ChannelId",
                  channels.name AS channel_name, channels.kind AS "kind: KindName", channels.settings,
                  channels.is_thin, channels.retry_at_seconds, claimed.event AS "event!: Event",
                  claimed.message_id AS "message_id: MessageId",
                  numbers.phone_number AS "phone_number?", numbers.label, claimed.payload,
                  claimed.attempts AS "attempts!", claimed.attempts_before AS "attempts_before!",
                  claimed.created_at AS "created_at!",
                  claimed.first_attempt_at AS "first_attempt_at!", claimed.expires_at,
                  claimed.is_taken_over AS "is_taken_over!",
                  (claimed.event = 'test' OR setter.id IS NULL
                   OR setter.disabled_at IS NULL AND setter.role = ANY($6))
                  AND (numbers.access IS DISTINCT FROM 'restricted'
                       OR EXISTS (SELECT FROM number_readers
                                  WHERE number_readers.number_id = numbers.id
                                    AND number_readers.user_id = channels.set_by))
                  AS "is_allowed!"
           FROM claimed
           JOIN channels ON channels.id = claimed.channel_id
           LEFT JOIN users AS setter ON setter.id = channels.set_by
           LEFT JOIN numbers ON numbers.id = claimed.number_id
           ORDER BY claimed.attempts > 1, claimed.next_attempt_at, claimed.id"#,
        &channels,
        &sending,
        i64::from(most),
        now,
        leased_until,
        &Role::names_with(Capability::WriteChannels),
    )
    .fetch_all(executor)
    .await
}

/// Writes attempts down and what came of their deliveries, in one statement. An attempt whose lease
/// another one has taken over counts only where it succeeded.
pub async fn mark_done(executor: impl PgExecutor<'_>, done: &[&Done]) -> Result<()> {
    fn column<'a, T>(done: &[&'a Done], of: impl Fn(&'a Done) -> T) -> Vec<T> {
        done.iter().map(|done| of(done)).collect()
    }
    sqlx::query!(
        "WITH done AS (
           SELECT * FROM unnest($1::uuid[], $2::int4[], $3::text[], $4::text[], $5::text[],
                                $6::timestamptz[], $7::timestamptz[], $8::int4[], $9::text[],
                                $10::text[], $11::int4[], $12::text[], $13::text[])
             AS done (id, attempt, status, reason, detail, at, started_at, duration_ms,
                      attempt_reason, attempt_detail, answer_status, answer, request)
         ), marked AS (
           UPDATE deliveries
           SET status = done.status, reason = done.reason, detail = done.detail,
               leased_until = NULL,
               next_attempt_at = CASE WHEN done.status = 'waiting' THEN done.at
                                      ELSE next_attempt_at END,
               finished_at = CASE WHEN done.status = 'waiting' THEN NULL ELSE done.at END,
               -- Whoever tests sees what came of it.
               reviewed_at = CASE WHEN deliveries.event = 'test' THEN done.at END,
               payload = CASE WHEN done.status = 'delivered' THEN NULL ELSE payload END
           FROM done
           WHERE deliveries.id = done.id AND deliveries.status = 'waiting'
             AND (deliveries.attempts = done.attempt OR done.status = 'delivered')
         )
         INSERT INTO delivery_attempts
           (delivery_id, attempt, started_at, duration_ms, is_success, reason, detail,
            answer_status, answer, request, next_attempt_at)
         SELECT done.id, done.attempt, done.started_at, done.duration_ms, done.status = 'delivered',
                done.attempt_reason, done.attempt_detail, done.answer_status, done.answer,
                done.request, CASE WHEN done.status = 'waiting' THEN done.at END
         FROM done JOIN deliveries ON deliveries.id = done.id
         ON CONFLICT DO NOTHING",
        &column(done, |done| Uuid::from(done.id)),
        &column(done, |done| done.attempt),
        &column(done, |done| done.status) as &[Status],
        &column(done, |done| done.reason) as &[Option<Reason>],
        &column(done, |done| done.detail.as_deref()) as &[Option<&str>],
        &column(done, |done| done.at),
        &column(done, |done| done.started_at),
        &column(done, |done| done.duration_ms),
        &column(done, |done| done.attempt_reason) as &[Option<Reason>],
        &column(done, |done| done.attempt_detail.as_deref()) as &[Option<&str>],
        &column(done, |done| done.answer_status) as &[Option<i32>],
        &column(done, |done| done.answer.as_deref()) as &[Option<&str>],
        &column(done, |done| done.request.as_deref()) as &[Option<&str>],
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Gives up what waits for channels that were switched off or removed meanwhile.
pub async fn fail_unreachable(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<DeliveryId>> {
    sqlx::query_scalar!(
        r#"UPDATE deliveries
           SET status = 'failed', finished_at = $1, leased_until = NULL,
               reason = CASE WHEN channels.removed_at IS NULL THEN 'channel_disabled'
                             ELSE 'channel_removed' END,
               detail = CASE WHEN channels.removed_at IS NULL
                             THEN 'the channel was switched off before it was delivered'
                             ELSE 'the channel was removed before it was delivered' END,
               payload = CASE WHEN channels.removed_at IS NULL THEN payload END,
               reviewed_at = CASE WHEN channels.removed_at IS NULL THEN NULL ELSE $1 END
           FROM channels
           WHERE channels.id = deliveries.channel_id AND deliveries.status = 'waiting'
             AND (channels.removed_at IS NOT NULL
                  OR channels.disabled_reason IS NOT NULL AND deliveries.event <> 'test')
             AND (deliveries.leased_until IS NULL OR deliveries.leased_until < $1)
           RETURNING deliveries.id AS "id: DeliveryId""#,
        now,
    )
    .fetch_all(executor)
    .await
}
