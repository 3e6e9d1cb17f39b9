//! Statements on messages that come in.

use std::collections::{HashMap, HashSet};

use sqlx::PgExecutor;
use uuid::Uuid;

use super::NewMessage;
use crate::db::notify::CHANNEL;
use crate::id::{MessageId, NumberId, SourceId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Where a message that was seen before is.
pub struct Seen {
    pub id: MessageId,
    pub source_id: SourceId,
    pub dedupe_key: String,
}

/// Inserts messages and tells all nodes, in one statement and so in one commit; returns the ids of
/// those that were never seen before.
pub async fn insert_messages(
    executor: impl PgExecutor<'_>,
    messages: &[&NewMessage],
    numbers: &HashMap<String, NumberId>,
) -> Result<HashSet<MessageId>> {
    fn column<T>(messages: &[&NewMessage], of: impl Fn(&NewMessage) -> T) -> Vec<T> {
        messages.iter().map(|message| of(message)).collect()
    }
    let ids = column(messages, |m| Uuid::from(m.id));
    let sources = column(messages, |m| Uuid::from(m.source_id));
    let numbers = messages
        .iter()
        .map(|m| numbers.get(m.recipient.as_str()).map(|id| Uuid::from(*id)))
        .collect::<Option<Vec<_>>>()
        .ok_or(sqlx::Error::RowNotFound)?;
    let keys = column(messages, |m| m.dedupe_key.clone());
    let senders = column(messages, |m| m.sender.to_string());
    let bodies = column(messages, |m| m.body.clone());
    let codes = column(messages, |m| m.otp.as_ref().map(|otp| otp.code.clone()));
    let services = column(messages, |m| m.otp.as_ref().and_then(|otp| otp.service.clone()));
    let confidences = column(messages, |m| m.otp.as_ref().map(|otp| otp.confidence));
    let expiries = column(messages, NewMessage::code_expires_at);
    let stated = column(messages, |m| m.otp.as_ref().is_some_and(|otp| otp.expires_in.is_some()));
    let domains = column(messages, |m| m.otp.as_ref().and_then(|otp| otp.domain.clone()));
    let links = column(messages, |m| m.link.clone());
    let received = column(messages, |m| m.received_at);
    let stored = column(messages, |m| m.stored_at);
    let search_texts = column(messages, NewMessage::search_text);
    let missed = column(messages, |m| m.code_missed);
    let payment = |m: &NewMessage| m.otp.as_ref().and_then(|otp| otp.payment.clone());
    let amounts = column(messages, |m| payment(m).map(|payment| payment.amount));
    let merchants = column(messages, |m| payment(m).and_then(|payment| payment.merchant));
    let inserted = sqlx::query_scalar!(
        r#"WITH inserted AS (
             INSERT INTO messages
               (id, source_id, number_id, dedupe_key, sender, body, code, service, confidence,
                code_expires_at, expiry_stated, domain, link, received_at, stored_at, search_text,
                code_missed, payment_amount, payment_merchant)
             SELECT * FROM unnest(
               $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
               $8::text[], $9::real[], $10::timestamptz[], $11::bool[], $12::text[], $13::text[],
               $14::timestamptz[], $15::timestamptz[], $16::text[], $18::bool[], $19::text[],
               $20::text[])
             ON CONFLICT (source_id, dedupe_key) DO NOTHING
             RETURNING id
           ), chunks AS (
             SELECT string_agg(id::text, ',') AS ids
             FROM (SELECT id, (row_number() OVER () - 1) / 200 AS chunk FROM inserted) AS numbered
             GROUP BY chunk
           ), told AS (
             SELECT count(pg_notify($17, 'message.received:' || ids)::text) FROM chunks
           )
           SELECT id AS "id: MessageId" FROM inserted, told"#,
        &ids,
        &sources,
        &numbers,
        &keys,
        &senders,
        &bodies,
        &codes as &[Option<String>],
        &services as &[Option<String>],
        &confidences as &[Option<f32>],
        &expiries as &[Option<chrono::DateTime<chrono::Utc>>],
        &stated,
        &domains as &[Option<String>],
        &links as &[Option<String>],
        &received,
        &stored,
        &search_texts,
        CHANNEL,
        &missed,
        &amounts as &[Option<String>],
        &merchants as &[Option<String>],
    )
    .fetch_all(executor)
    .await?;
    Ok(inserted.into_iter().collect())
}

/// Where the messages with these keys are.
pub async fn list_ids_by_dedupe_key(
    executor: impl PgExecutor<'_>,
    messages: &[&NewMessage],
) -> Result<Vec<Seen>> {
    let sources: Vec<Uuid> = messages.iter().map(|m| m.source_id.into()).collect();
    let keys: Vec<String> = messages.iter().map(|m| m.dedupe_key.clone()).collect();
    sqlx::query_as!(
        Seen,
        r#"SELECT id AS "id: MessageId", source_id AS "source_id: SourceId", dedupe_key
           FROM messages
           WHERE (source_id, dedupe_key) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))"#,
        &sources,
        &keys,
    )
    .fetch_all(executor)
    .await
}

/// Deletes what came through demo sources; returns the number of each message.
pub async fn delete_demo_messages(executor: impl PgExecutor<'_>) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"DELETE FROM messages USING sources
           WHERE sources.id = messages.source_id AND sources.is_demo
           RETURNING messages.number_id AS "number_id: NumberId""#,
    )
    .fetch_all(executor)
    .await
}
