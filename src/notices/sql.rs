//! Statements on notices.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{NewNotice, Notice, NoticeKind};
use crate::auth::Reader;
use crate::id::{ChannelId, NoticeId, NumberId, SourceId, UserId};
use crate::numbers::NumberRef;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Adds a notice unless it is there already.
pub async fn insert(
    executor: impl PgExecutor<'_>,
    notice: &NewNotice,
    now: DateTime<Utc>,
) -> Result<Option<NoticeId>> {
    sqlx::query_scalar!(
        r#"INSERT INTO notices
             (id, kind, source_id, number_id, channel_id, title, text, details, dedupe_key,
              created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT DO NOTHING RETURNING id AS "id: NoticeId""#,
        NoticeId::new(now) as NoticeId,
        notice.kind as NoticeKind,
        notice.source_id as Option<SourceId>,
        notice.number_id as Option<NumberId>,
        notice.channel_id as Option<ChannelId>,
        notice.title,
        notice.text,
        notice.details,
        notice.dedupe_key,
        now,
    )
    .fetch_optional(executor)
    .await
}

/// Notices of these kinds and of numbers that the reader sees, the latest first.
pub async fn list_notices(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    kinds: &[NoticeKind],
    is_open: Option<bool>,
    only: Option<NoticeId>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let rows = sqlx::query!(
        r#"SELECT notices.id AS "id: NoticeId", notices.kind AS "kind: NoticeKind", notices.title,
                  notices.text, notices.details, notices.source_id AS "source_id: SourceId",
                  notices.channel_id AS "channel_id: ChannelId", notices.created_at,
                  notices.dismissed_at, numbers.id AS "number_id?: NumberId",
                  numbers.phone_number AS "phone_number?", numbers.label
           FROM notices
           LEFT JOIN numbers ON numbers.id = notices.number_id
           WHERE (notices.number_id IS NULL OR notices.number_id IN (
                    SELECT number_id FROM number_readers WHERE user_id = $1))
             AND ($2::uuid[] IS NULL OR notices.number_id = ANY($2))
             AND ($3::bool IS NULL OR $3 = (notices.dismissed_at IS NULL))
             AND ($4::uuid IS NULL OR notices.id = $4)
             AND ($5::uuid IS NULL OR notices.id < $5)
             AND notices.kind = ANY($7)
           ORDER BY notices.id DESC LIMIT $6"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
        is_open,
        only as Option<NoticeId>,
        cursor,
        limit,
        &kinds.iter().map(|kind| kind.as_str().to_owned()).collect::<Vec<_>>(),
    )
    .fetch_all(executor)
    .await?;
    let notices = rows.into_iter().map(|row| Notice {
        id: row.id,
        kind: row.kind,
        title: row.title,
        text: row.text,
        details: row.details,
        source_id: row.source_id,
        number: row.number_id.zip(row.phone_number).map(|(id, phone_number)| NumberRef {
            id,
            phone_number,
            label: row.label,
        }),
        channel_id: row.channel_id,
        created_at: row.created_at,
        dismissed_at: row.dismissed_at,
    });
    Ok(notices.collect())
}

pub async fn mark_dismissed(
    executor: impl PgExecutor<'_>,
    id: NoticeId,
    user_id: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE notices SET dismissed_at = $3, dismissed_by = $2
         WHERE id = $1 AND dismissed_at IS NULL",
        id as NoticeId,
        user_id as UserId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// A number that has been silent for longer than usual.
pub struct Silent {
    pub id: NumberId,
    pub phone_number: String,
    pub label: Option<String>,
    pub last_at: DateTime<Utc>,
}

/// Numbers whose last message is older than `least`, and than `times` the longest pause between
/// their last 50 messages, of which there are `enough`.
pub async fn list_silent(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
    least: chrono::TimeDelta,
    times: f64,
    enough: i64,
) -> Result<Vec<Silent>> {
    sqlx::query_as!(
        Silent,
        r#"SELECT numbers.id AS "id: NumberId", numbers.phone_number, numbers.label,
                  pauses.last_at AS "last_at!"
           FROM numbers
           CROSS JOIN LATERAL (
             SELECT max(stored_at) AS last_at, count(*) AS messages, max(pause) AS longest
             FROM (SELECT stored_at, stored_at - lead(stored_at) OVER (ORDER BY id DESC) AS pause
                   FROM messages WHERE number_id = numbers.id ORDER BY id DESC LIMIT 50) AS latest
           ) AS pauses
           WHERE pauses.messages >= $3 AND pauses.last_at < $2
             AND $1 - pauses.last_at > pauses.longest * $4 AND NOT numbers.is_demo"#,
        now,
        now - least,
        enough,
        times,
    )
    .fetch_all(executor)
    .await
}
