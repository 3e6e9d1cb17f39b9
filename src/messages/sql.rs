//! All statements that write messages.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Correction, NewMessage, Reading};
use crate::db::notify::CHANNEL;
use crate::id::{MessageId, NumberId, SourceId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Where a message that was seen before is.
pub struct Seen {
    pub id: MessageId,
    /// The source that it came through.
    pub source_id: SourceId,
    /// What makes it the same.
    pub dedupe_key: String,
}

/// What readings are stored as, a list a column.
#[derive(Default)]
struct Columns {
    codes: Vec<Option<String>>,
    starts: Vec<Option<i32>>,
    ends: Vec<Option<i32>>,
    services: Vec<Option<String>>,
    confidences: Vec<Option<f32>>,
    expiries: Vec<Option<DateTime<Utc>>>,
    stated: Vec<bool>,
    domains: Vec<Option<String>>,
    missed: Vec<bool>,
    amounts: Vec<Option<String>>,
    merchants: Vec<Option<String>>,
    search_texts: Vec<String>,
}

impl Columns {
    fn push(&mut self, reading: &Reading, received_at: DateTime<Utc>, search_text: String) {
        let otp = reading.otp.as_ref();
        let payment = otp.and_then(|otp| otp.payment.as_ref());
        self.codes.push(otp.map(|otp| otp.code.clone()));
        self.starts.push(reading.code_span.map(|span| span.start));
        self.ends.push(reading.code_span.map(|span| span.end));
        self.services.push(reading.service.clone());
        self.confidences.push(otp.map(|otp| otp.confidence));
        self.expiries.push(reading.code_expires_at(received_at));
        self.stated.push(reading.states_expiry());
        self.domains.push(otp.and_then(|otp| otp.domain.clone()));
        self.missed.push(reading.code_missed);
        self.amounts.push(payment.map(|payment| payment.amount.clone()));
        self.merchants.push(payment.and_then(|payment| payment.merchant.clone()));
        self.search_texts.push(search_text);
    }
}

/// Lets messages that are known by their text alone come again: those with the same text that were stored
/// before a time give their key away.
pub async fn release_texts(
    executor: impl PgExecutor<'_>,
    messages: &[&NewMessage],
    before: DateTime<Utc>,
) -> Result<()> {
    let of_text = messages.iter().filter(|message| message.is_known_by_text);
    let (sources, keys): (Vec<Uuid>, Vec<String>) =
        of_text.map(|message| (Uuid::from(message.source_id), message.dedupe_key.clone())).unzip();
    if keys.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        // In one order on every node.
        "WITH older AS (
           SELECT id FROM messages
           WHERE (source_id, dedupe_key) IN (SELECT * FROM unnest($1::uuid[], $2::text[]))
             AND stored_at < $3
           ORDER BY source_id, dedupe_key FOR UPDATE
         )
         UPDATE messages SET dedupe_key = dedupe_key || ':' || messages.id
         FROM older WHERE messages.id = older.id",
        &sources,
        &keys,
        before,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Inserts messages and tells all nodes, in one statement and so in one commit; returns the ids of
/// those that were never seen before.
pub async fn insert(
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
    let links = column(messages, |m| m.reading.link.clone());
    let received = column(messages, |m| m.received_at);
    let stored = column(messages, |m| m.stored_at);
    let mut read = Columns::default();
    for m in messages {
        let search_text = m.reading.search_text(&m.body, m.sender.as_str());
        read.push(&m.reading, m.received_at, search_text);
    }
    let inserted = sqlx::query_scalar!(
        r#"WITH inserted AS (
             INSERT INTO messages
               (id, source_id, number_id, dedupe_key, sender, body, code, service, confidence,
                code_expires_at, expiry_stated, domain, link, received_at, stored_at, search_text,
                code_missed, payment_amount, payment_merchant, code_start, code_end)
             SELECT * FROM unnest(
               $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
               $8::text[], $9::real[], $10::timestamptz[], $11::bool[], $12::text[], $13::text[],
               $14::timestamptz[], $15::timestamptz[], $16::text[], $18::bool[], $19::text[],
               $20::text[], $21::integer[], $22::integer[])
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
        &read.codes as &[Option<String>],
        &read.services as &[Option<String>],
        &read.confidences as &[Option<f32>],
        &read.expiries as &[Option<DateTime<Utc>>],
        &read.stated,
        &read.domains as &[Option<String>],
        &links as &[Option<String>],
        &received,
        &stored,
        &read.search_texts,
        CHANNEL,
        &read.missed,
        &read.amounts as &[Option<String>],
        &read.merchants as &[Option<String>],
        &read.starts as &[Option<i32>],
        &read.ends as &[Option<i32>],
    )
    .fetch_all(executor)
    .await?;
    Ok(inserted.into_iter().collect())
}

/// Where the messages with these keys are.
pub async fn list_by_dedupe_key(
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

/// Writes what messages say anew.
pub async fn update_readings(
    executor: impl PgExecutor<'_>,
    corrections: &[Correction],
) -> Result<()> {
    let ids: Vec<Uuid> = corrections.iter().map(|correction| correction.id.into()).collect();
    let mut read = Columns::default();
    for Correction { reading, received_at, search_text, .. } in corrections {
        read.push(reading, *received_at, search_text.clone());
    }
    sqlx::query!(
        r#"UPDATE messages
           SET code = read.code, service = read.service, confidence = read.confidence,
               code_expires_at = read.expires_at, expiry_stated = read.stated, domain = read.domain,
               code_missed = read.missed, payment_amount = read.payment_amount,
               payment_merchant = read.payment_merchant, search_text = read.search_text,
               code_start = read.code_start, code_end = read.code_end
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::real[], $5::timestamptz[], $6::bool[],
                       $7::text[], $8::bool[], $9::text[], $10::text[], $11::text[],
                       $12::integer[], $13::integer[])
                AS read (id, code, service, confidence, expires_at, stated, domain, missed,
                         payment_amount, payment_merchant, search_text, code_start, code_end)
           WHERE messages.id = read.id"#,
        &ids,
        &read.codes as &[Option<String>],
        &read.services as &[Option<String>],
        &read.confidences as &[Option<f32>],
        &read.expiries as &[Option<DateTime<Utc>>],
        &read.stated,
        &read.domains as &[Option<String>],
        &read.missed,
        &read.amounts as &[Option<String>],
        &read.merchants as &[Option<String>],
        &read.search_texts,
        &read.starts as &[Option<i32>],
        &read.ends as &[Option<i32>],
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Notes that no code was missed in these messages.
pub async fn clear_missed(executor: impl PgExecutor<'_>, ids: &[MessageId]) -> Result<()> {
    sqlx::query!(
        "UPDATE messages SET code_missed = false WHERE code_missed AND id = ANY($1)",
        ids as &[MessageId],
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

/// A message that was deleted, and the number that received it.
pub struct Deleted {
    pub id: MessageId,
    pub number_id: NumberId,
}

/// Deletes what came through demo sources.
pub async fn delete_demo(executor: impl PgExecutor<'_>) -> Result<Vec<Deleted>> {
    sqlx::query_as!(
        Deleted,
        r#"DELETE FROM messages USING sources
           WHERE sources.id = messages.source_id AND sources.is_demo
           RETURNING messages.id AS "id: MessageId", messages.number_id AS "number_id: NumberId""#,
    )
    .fetch_all(executor)
    .await
}

/// When the last message was stored, whichever it is.
pub async fn last_stored_at(executor: impl PgExecutor<'_>) -> Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("SELECT stored_at FROM messages ORDER BY id DESC LIMIT 1")
        .fetch_optional(executor)
        .await
}
