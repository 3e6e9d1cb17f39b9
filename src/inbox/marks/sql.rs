//! Statements on who has read and copied what.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Activity, UnreadOfNumber, Use, Who};
use crate::auth::Reader;
use crate::id::{ApiKeyId, MessageId, NumberId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A message that was not marked as read by this reader before.
pub struct FirstRead {
    pub message_id: MessageId,
    pub phone_number: String,
}

/// Marks messages as read, those that the reader sees; returns those that were not before.
pub async fn insert_reads(
    executor: impl PgExecutor<'_>,
    ids: &[MessageId],
    reader: &Reader,
    now: DateTime<Utc>,
) -> Result<Vec<FirstRead>> {
    sqlx::query_as!(
        FirstRead,
        r#"WITH inserted AS (
             INSERT INTO message_reads (user_id, message_id, api_key_id, read_at)
             SELECT $1, messages.id, $2, $3
             FROM messages
             JOIN number_readers ON number_readers.number_id = messages.number_id
                                AND number_readers.user_id = $1
             WHERE messages.id = ANY($4)
               AND ($5::uuid[] IS NULL OR messages.number_id = ANY($5))
             -- In one order, so that two tabs never wait for each other.
             ORDER BY messages.id
             ON CONFLICT DO NOTHING
             RETURNING message_id
           )
           SELECT inserted.message_id AS "message_id: MessageId", numbers.phone_number
           FROM inserted
           JOIN messages ON messages.id = inserted.message_id
           JOIN numbers ON numbers.id = messages.number_id
           ORDER BY inserted.message_id"#,
        reader.user_id as UserId,
        reader.api_key_id as Option<ApiKeyId>,
        now,
        ids as &[MessageId],
        reader.number_ids.as_deref(),
    )
    .fetch_all(executor)
    .await
}

/// Moves how far a member has read forward, at most to the latest message, without an id right
/// there.
pub async fn upsert_read_up_to(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    id: Option<MessageId>,
) -> Result<()> {
    // Up to a message that is there, or a made-up id would have all future ones read.
    sqlx::query!(
        "INSERT INTO read_watermarks (user_id, read_up_to)
           SELECT $1, id FROM messages WHERE $2::uuid IS NULL OR id <= $2 ORDER BY id DESC LIMIT 1
           ON CONFLICT (user_id) DO UPDATE
           SET read_up_to = greatest(read_watermarks.read_up_to, excluded.read_up_to)",
        user_id as UserId,
        id as Option<MessageId>,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Has messages that a member marked as unread count as read again: these, and all up to one.
pub async fn delete_kept_unread(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    ids: &[MessageId],
    up_to: Option<MessageId>,
) -> Result<Vec<MessageId>> {
    sqlx::query_scalar!(
        r#"DELETE FROM kept_unread
           WHERE user_id = $1 AND (message_id = ANY($2) OR message_id <= $3)
           RETURNING message_id AS "id: MessageId""#,
        user_id as UserId,
        ids as &[MessageId],
        up_to as Option<MessageId>,
    )
    .fetch_all(executor)
    .await
}

/// Has messages count as unread for a member who sees them; returns which.
pub async fn insert_kept_unread(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    ids: &[MessageId],
) -> Result<Vec<MessageId>> {
    sqlx::query_scalar!(
        r#"INSERT INTO kept_unread (user_id, number_id, message_id)
           SELECT $1, messages.number_id, messages.id
           FROM messages
           JOIN number_readers ON number_readers.number_id = messages.number_id
                              AND number_readers.user_id = $1
           WHERE messages.id = ANY($2)
           -- In one order, so that two tabs never wait for each other.
           ORDER BY messages.id
           ON CONFLICT DO NOTHING
           RETURNING message_id AS "id: MessageId""#,
        user_id as UserId,
        ids as &[MessageId],
    )
    .fetch_all(executor)
    .await
}

/// How much a reader has not read of each number, up to 100 messages.
pub async fn count_unread(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
) -> Result<Vec<UnreadOfNumber>> {
    sqlx::query_as!(
        UnreadOfNumber,
        r#"SELECT number_readers.number_id AS "number_id!: NumberId", count(*) AS "unread!"
           FROM number_readers
           LEFT JOIN read_watermarks AS own
                  ON own.user_id = number_readers.user_id AND $2::uuid IS NULL
           CROSS JOIN LATERAL (
             (SELECT id FROM messages
              WHERE messages.number_id = number_readers.number_id
                AND messages.id > coalesce(own.read_up_to, '00000000-0000-0000-0000-000000000000')
                AND NOT EXISTS (
                  SELECT FROM message_reads
                  WHERE message_reads.message_id = messages.id AND message_reads.user_id = $1
                    AND message_reads.api_key_id IS NOT DISTINCT FROM $2)
              ORDER BY id DESC LIMIT 100)
             -- Of both at once a message counts once.
             UNION
             (SELECT message_id FROM kept_unread
              WHERE kept_unread.user_id = $1 AND $2::uuid IS NULL
                AND kept_unread.number_id = number_readers.number_id
              LIMIT 100)
             LIMIT 100
           ) AS unread
           WHERE number_readers.user_id = $1
             AND ($3::uuid[] IS NULL OR number_readers.number_id = ANY($3))
           GROUP BY number_readers.number_id"#,
        reader.user_id as UserId,
        reader.api_key_id as Option<ApiKeyId>,
        reader.number_ids.as_deref(),
    )
    .fetch_all(executor)
    .await
}

pub async fn insert_copy(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    message_id: MessageId,
    reader: &Reader,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO message_copies (id, message_id, user_id, api_key_id, copied_at)
         VALUES ($1, $2, $3, $4, $5)",
        id,
        message_id as MessageId,
        reader.user_id as UserId,
        reader.api_key_id as Option<ApiKeyId>,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Who saw and who copied a message, and when first.
pub async fn list_activity(executor: impl PgExecutor<'_>, id: MessageId) -> Result<Activity> {
    let rows = sqlx::query!(
        r#"SELECT uses.is_copy AS "is_copy!", users.id AS "user_id: UserId",
                  users.name AS user_name, api_keys.id AS "api_key_id?: ApiKeyId",
                  api_keys.name AS "api_key_name?", min(uses.at) AS "at!"
           FROM (SELECT false AS is_copy, user_id, api_key_id, read_at AS at
                 FROM message_reads WHERE message_id = $1
                 UNION ALL
                 SELECT true, user_id, api_key_id, copied_at
                 FROM message_copies WHERE message_id = $1) AS uses
           JOIN users ON users.id = uses.user_id
           LEFT JOIN api_keys ON api_keys.id = uses.api_key_id
           GROUP BY uses.is_copy, users.id, users.name, api_keys.id, api_keys.name
           ORDER BY min(uses.at), users.id"#,
        id as MessageId,
    )
    .fetch_all(executor)
    .await?;
    let mut activity = Activity { seen_by: Vec::new(), copied_by: Vec::new() };
    for row in rows {
        let who = Who::of((row.user_id, row.user_name), row.api_key_id.zip(row.api_key_name));
        let list = if row.is_copy { &mut activity.copied_by } else { &mut activity.seen_by };
        list.push(Use { who, at: row.at });
    }
    Ok(activity)
}
