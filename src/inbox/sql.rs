//! Statements on messages that are read.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::filter::{Filter, contains_pattern};
use super::{Claimer, Message, NumberRef, SourceRef};
use crate::id::{MessageId, NumberId, SourceId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

pub async fn list_messages(
    executor: impl PgExecutor<'_>,
    reader: UserId,
    sees_new: bool,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Message>> {
    let rows = sqlx::query!(
        r#"SELECT messages.id AS "id: MessageId", messages.sender, messages.body, messages.code,
                  messages.service, messages.confidence, messages.code_expires_at,
                  messages.expiry_stated, messages.domain, messages.link, messages.received_at,
                  messages.stored_at, messages.claimed_at,
                  numbers.id AS "number_id: NumberId", numbers.phone_number, numbers.label,
                  sources.id AS "source_id: SourceId", sources.name AS source_name, sources.provider,
                  claimer.id AS "claimer_id?: UserId", claimer.name AS "claimer_name?",
                  message_reads.read_at IS NOT NULL AS "read!"
           FROM messages
           JOIN numbers ON numbers.id = messages.number_id
           JOIN sources ON sources.id = messages.source_id
           LEFT JOIN users AS claimer ON claimer.id = messages.claimed_by
           LEFT JOIN message_reads ON message_reads.message_id = messages.id AND message_reads.user_id = $1
           WHERE (numbers.access = 'team' OR $2)
             AND ($3::uuid[] IS NULL OR messages.id = ANY($3))
             AND ($4::uuid IS NULL OR messages.id < $4)
             AND ($5::uuid IS NULL OR messages.number_id = $5)
             AND ($6::text IS NULL OR messages.sender ILIKE $6)
             AND ($7::text IS NULL OR lower(messages.service) = lower($7))
             AND ($8::timestamptz IS NULL OR messages.received_at >= $8)
             AND ($9::timestamptz IS NULL OR messages.received_at < $9)
             AND ($10::text IS NULL OR messages.body ILIKE $10 OR messages.sender ILIKE $10
                  OR messages.service ILIKE $10 OR numbers.phone_number ILIKE $10 OR numbers.label ILIKE $10)
             AND ($11::bool IS NULL OR (messages.code IS NOT NULL) = $11)
             AND ($12::bool IS NULL OR (message_reads.read_at IS NULL) = $12)
           ORDER BY messages.id DESC
           LIMIT $13"#,
        reader as UserId,
        sees_new,
        filter.ids.as_deref() as Option<&[MessageId]>,
        filter.before as Option<MessageId>,
        filter.number_id as Option<NumberId>,
        filter.sender.as_deref().map(contains_pattern),
        filter.service,
        filter.since,
        filter.until,
        filter.q.as_deref().map(contains_pattern),
        filter.has_code,
        filter.unread,
        limit,
    )
    .fetch_all(executor)
    .await?;
    let messages = rows.into_iter().map(|row| Message {
        id: row.id,
        number: NumberRef { id: row.number_id, phone_number: row.phone_number, label: row.label },
        source: SourceRef { id: row.source_id, name: row.source_name, provider: row.provider },
        sender: row.sender,
        body: row.body,
        code: row.code,
        service: row.service,
        confidence: row.confidence,
        code_expires_at: row.code_expires_at,
        expiry_stated: row.expiry_stated,
        domain: row.domain,
        link: row.link,
        received_at: row.received_at,
        stored_at: row.stored_at,
        read: row.read,
        claimed_by: row.claimer_id.zip(row.claimer_name).map(|(id, name)| Claimer { id, name }),
        claimed_at: row.claimed_at,
    });
    Ok(messages.collect())
}

pub async fn list_ids_since(
    executor: impl PgExecutor<'_>,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MessageId>> {
    // Ids begin with the time, so that the primary key serves as the index.
    sqlx::query_scalar!(
        r#"SELECT id AS "id: MessageId" FROM messages WHERE id >= $1 ORDER BY id DESC LIMIT $2"#,
        first_id_at(since),
        limit,
    )
    .fetch_all(executor)
    .await
}

/// The smallest id that a message of this time can have.
fn first_id_at(time: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    Uuid::from_u128(u128::from(millis) << 80)
}

pub async fn insert_copy(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    message_id: MessageId,
    user_id: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO message_copies (id, message_id, user_id, copied_at) VALUES ($1, $2, $3, $4)",
        id,
        message_id as MessageId,
        user_id as UserId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn insert_reads(
    executor: impl PgExecutor<'_>,
    ids: &[MessageId],
    user_id: UserId,
    sees_new: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO message_reads (user_id, message_id, read_at)
         SELECT $1, messages.id, $2 FROM messages JOIN numbers ON numbers.id = messages.number_id
         WHERE messages.id = ANY($3) AND (numbers.access = 'team' OR $4)
         ON CONFLICT DO NOTHING",
        user_id as UserId,
        now,
        ids as &[MessageId],
        sees_new,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn update_claim(
    executor: impl PgExecutor<'_>,
    id: MessageId,
    claim: Option<(UserId, DateTime<Utc>)>,
) -> Result<()> {
    let (claimed_by, claimed_at) = claim.unzip();
    sqlx::query!(
        "UPDATE messages SET claimed_by = $2, claimed_at = $3 WHERE id = $1",
        id as MessageId,
        claimed_by as Option<UserId>,
        claimed_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}
