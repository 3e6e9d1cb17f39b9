//! Statements that find messages.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::filter::{Filter, contains_pattern, words};
use crate::auth::Reader;
use crate::id::{ApiKeyId, MessageId, NumberId, SourceId, UserId};
use crate::inbox::message::{Claimer, Message, Payment, SourceRef};
use crate::messages::CodeSpan;
use crate::numbers::NumberRef;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A number that a reader sees.
pub struct VisibleNumber {
    pub id: NumberId,
    /// What it is found by, in lower case.
    pub words: String,
}

/// The numbers that a reader sees.
pub async fn list_visible_numbers(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
) -> Result<Vec<VisibleNumber>> {
    sqlx::query_as!(
        VisibleNumber,
        r#"SELECT numbers.id AS "id: NumberId",
                  lower(concat_ws(' ', numbers.phone_number, numbers.label)) AS "words!"
           FROM numbers
           JOIN number_readers ON number_readers.number_id = numbers.id
           WHERE number_readers.user_id = $1 AND ($2::uuid[] IS NULL OR numbers.id = ANY($2))"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
    )
    .fetch_all(executor)
    .await
}

/// Messages that match of these numbers, the latest first; without a reader, of all numbers.
///
/// The conditions are such that the planner expects many hits and walks the messages by id: a page
/// costs what it shows, however many messages there are.
pub async fn list_messages(
    executor: impl PgExecutor<'_>,
    seen: Option<(&Reader, &[VisibleNumber])>,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Message>> {
    let reader = seen.map(|(reader, _)| reader);
    let numbers = seen.map(|(_, numbers)| ids_where(numbers, |_| true));
    let words = filter.q.as_deref().map(words).unwrap_or_default();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    // A word that is a number's counts for all its messages.
    let of = |at: usize| {
        let numbers = seen.map(|(_, numbers)| numbers).unwrap_or_default();
        ids_where(numbers, |number| number.words.contains(word(at)))
    };
    let rows = sqlx::query!(
        r#"SELECT messages.id AS "id: MessageId", messages.sender, messages.body, messages.code,
                  messages.code_start, messages.code_end,
                  messages.service, messages.confidence, messages.code_expires_at,
                  messages.expiry_stated, messages.domain, messages.link, messages.payment_amount,
                  messages.payment_merchant, messages.received_at,
                  messages.stored_at, messages.claimed_at,
                  numbers.id AS "number_id: NumberId", numbers.phone_number, numbers.label,
                  sources.id AS "source_id: SourceId", sources.name AS source_name, sources.provider,
                  sources.is_demo,
                  claimer.id AS "claimer_id?: UserId", claimer.name AS "claimer_name?",
                  (kept_unread.user_id IS NULL
                   AND (message_reads.read_at IS NOT NULL
                        OR coalesce(messages.id <= own.read_up_to, false))) AS "read!"
           FROM messages
           JOIN numbers ON numbers.id = messages.number_id
           JOIN sources ON sources.id = messages.source_id
           LEFT JOIN users AS claimer ON claimer.id = messages.claimed_by
           LEFT JOIN message_reads
                  ON message_reads.message_id = messages.id AND message_reads.user_id = $1
                 AND message_reads.api_key_id IS NOT DISTINCT FROM $14
           LEFT JOIN read_watermarks AS own ON own.user_id = $1 AND $14::uuid IS NULL
           LEFT JOIN kept_unread
                  ON kept_unread.user_id = $1 AND kept_unread.number_id = messages.number_id
                 AND kept_unread.message_id = messages.id AND $14::uuid IS NULL
           WHERE ($2::uuid[] IS NULL OR messages.number_id = ANY($2))
             AND ($3::uuid[] IS NULL OR messages.id = ANY($3))
             AND ($4::uuid IS NULL OR messages.id < $4)
             AND ($5::uuid IS NULL OR messages.number_id = $5)
             AND ($6::text IS NULL OR messages.sender ILIKE $6)
             AND ($7::text IS NULL OR lower(messages.service) = lower($7))
             AND ($8::timestamptz IS NULL OR messages.received_at >= $8)
             AND ($9::timestamptz IS NULL OR messages.received_at < $9)
             AND ($10::text = '' OR strpos(messages.search_text, $10) > 0 OR messages.number_id = ANY($15))
             AND ($16::text = '' OR strpos(messages.search_text, $16) > 0 OR messages.number_id = ANY($17))
             AND ($18::text = '' OR strpos(messages.search_text, $18) > 0 OR messages.number_id = ANY($19))
             AND ($20::text = '' OR strpos(messages.search_text, $20) > 0 OR messages.number_id = ANY($21))
             AND ($11::bool IS NULL OR (messages.code IS NOT NULL) = $11)
             AND ($22::bool IS NULL OR messages.code_missed = $22)
             AND ($12::bool IS NULL OR
                  (kept_unread.user_id IS NOT NULL
                   OR (message_reads.read_at IS NULL
                       AND coalesce(messages.id > own.read_up_to, true))) = $12)
           ORDER BY messages.id DESC
           LIMIT $13"#,
        reader.map(|reader| reader.user_id) as Option<UserId>,
        numbers.as_deref(),
        filter.ids.as_deref() as Option<&[MessageId]>,
        filter.before as Option<MessageId>,
        filter.number_id as Option<NumberId>,
        filter.sender.as_deref().map(contains_pattern),
        filter.service,
        filter.since,
        filter.until,
        word(0),
        filter.has_code,
        filter.unread,
        limit,
        reader.and_then(|reader| reader.api_key_id) as Option<ApiKeyId>,
        &of(0),
        word(1),
        &of(1),
        word(2),
        &of(2),
        word(3),
        &of(3),
        filter.code_missed,
    )
    .fetch_all(executor)
    .await?;
    let messages = rows.into_iter().map(|row| Message {
        id: row.id,
        number: NumberRef { id: row.number_id, phone_number: row.phone_number, label: row.label },
        source: SourceRef {
            id: row.source_id,
            name: row.source_name,
            provider: row.provider,
            is_demo: row.is_demo,
        },
        sender: row.sender,
        body: row.body,
        code: row.code,
        code_span: row.code_start.zip(row.code_end).map(|(start, end)| CodeSpan { start, end }),
        service: row.service,
        confidence: row.confidence,
        code_expires_at: row.code_expires_at,
        expiry_stated: row.expiry_stated,
        domain: row.domain,
        link: row.link,
        payment: row
            .payment_amount
            .map(|amount| Payment { amount, merchant: row.payment_merchant }),
        received_at: row.received_at,
        stored_at: row.stored_at,
        read: row.read,
        claimed_by: row.claimer_id.zip(row.claimer_name).map(|(id, name)| Claimer { id, name }),
        claimed_at: row.claimed_at,
    });
    Ok(messages.collect())
}

fn ids_where(numbers: &[VisibleNumber], fits: impl Fn(&VisibleNumber) -> bool) -> Vec<Uuid> {
    numbers.iter().filter(|number| fits(number)).map(|number| number.id.into()).collect()
}

pub async fn list_ids_since(
    executor: impl PgExecutor<'_>,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MessageId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: MessageId" FROM messages WHERE id >= $1 ORDER BY id DESC LIMIT $2"#,
        crate::id::first_at(since),
        limit,
    )
    .fetch_all(executor)
    .await
}

/// Ids of messages of some numbers above one, and up to another, the lowest first.
pub async fn list_ids_after(
    executor: impl PgExecutor<'_>,
    numbers: &[VisibleNumber],
    after: Uuid,
    up_to: Option<Uuid>,
    limit: Option<i64>,
) -> Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "SELECT id FROM messages
         WHERE id > $1 AND ($2::uuid IS NULL OR id <= $2) AND number_id = ANY($3)
         ORDER BY id LIMIT $4",
        after,
        up_to,
        &ids_where(numbers, |_| true),
        limit,
    )
    .fetch_all(executor)
    .await
}
