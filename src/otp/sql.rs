//! Statements on sends.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::status::{Receipt, Status};
use super::{Filter, Purpose, Send, SendEvent};
use crate::auth::Reader;
use crate::id::{ApiKeyId, GatewayId, SendId, SourceId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A send to be stored.
pub struct NewRow<'a> {
    pub id: SendId,
    pub purpose: Purpose,
    pub recipient: &'a str,
    pub country: Option<&'a str>,
    pub company: Option<&'a str>,
    pub language: Option<&'a str>,
    pub code_mac: Option<&'a [u8]>,
    pub expires_at: Option<DateTime<Utc>>,
    pub user_id: Option<UserId>,
    pub api_key_id: Option<ApiKeyId>,
    pub source_id: Option<SourceId>,
    pub network: Option<&'a str>,
}

/// Waits until no other transaction that has asked for the same is under way.
pub async fn lock(executor: impl PgExecutor<'_>, what: &[u8]) -> Result<()> {
    let what = hex::encode(what);
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", what)
        .execute(executor)
        .await?;
    Ok(())
}

/// The send that a key of the last 24 hours stands for, and what it was asked with.
pub async fn find_by_key(
    executor: impl PgExecutor<'_>,
    key_mac: &[u8],
    since: DateTime<Utc>,
) -> Result<Option<(SendId, Vec<u8>)>> {
    let found = sqlx::query!(
        r#"SELECT send_id AS "send_id: SendId", body_mac FROM send_keys
           WHERE key_mac = $1 AND created_at > $2"#,
        key_mac,
        since,
    )
    .fetch_optional(executor)
    .await?;
    Ok(found.map(|row| (row.send_id, row.body_mac)))
}

/// Has a key stand for a send.
pub async fn insert_key(
    executor: impl PgExecutor<'_>,
    key_mac: &[u8],
    body_mac: &[u8],
    send_id: SendId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO send_keys (key_mac, body_mac, send_id, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (key_mac) DO UPDATE
         SET body_mac = EXCLUDED.body_mac, send_id = EXCLUDED.send_id, created_at = EXCLUDED.created_at",
        key_mac,
        body_mac,
        send_id as SendId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Lets a send's key stand for nothing any more.
pub async fn delete_key(executor: impl PgExecutor<'_>, send_id: SendId) -> Result<()> {
    sqlx::query!("DELETE FROM send_keys WHERE send_id = $1", send_id as SendId)
        .execute(executor)
        .await?;
    Ok(())
}

/// When the last sends to a number were, the latest first, of those that a gateway may have
/// taken, or that were guessed at.
pub async fn list_times_to(
    executor: impl PgExecutor<'_>,
    recipient: &str,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "SELECT created_at FROM sends
         WHERE recipient = $1 AND created_at > $2 AND (status <> 'refused' OR attempts > 0)
         ORDER BY created_at DESC LIMIT $3",
        recipient,
        since,
        most,
    )
    .fetch_all(executor)
    .await
}

/// The same of those that a key, or a source, asked for; refused ones count.
pub async fn list_times_by(
    executor: impl PgExecutor<'_>,
    api_key_id: Option<ApiKeyId>,
    source_id: Option<SourceId>,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "SELECT created_at FROM sends
         WHERE (api_key_id = $1 OR source_id = $2) AND created_at > $3
         ORDER BY created_at DESC LIMIT $4",
        api_key_id as Option<ApiKeyId>,
        source_id as Option<SourceId>,
        since,
        most,
    )
    .fetch_all(executor)
    .await
}

/// The same of those that were asked for from a network; refused ones count.
pub async fn list_times_from(
    executor: impl PgExecutor<'_>,
    network: &str,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "SELECT created_at FROM sends WHERE network = $1 AND created_at > $2
         ORDER BY created_at DESC LIMIT $3",
        network,
        since,
        most,
    )
    .fetch_all(executor)
    .await
}

/// Counts one more of a day unless there were `most` already; whether it was counted.
pub async fn count_up(executor: impl PgExecutor<'_>, day: NaiveDate, most: i32) -> Result<bool> {
    let counted = sqlx::query!(
        "INSERT INTO send_days AS days (day, count) SELECT $1, 1 WHERE $2 > 0
         ON CONFLICT (day) DO UPDATE SET count = days.count + 1 WHERE days.count < $2",
        day,
        most,
    )
    .execute(executor)
    .await?;
    Ok(counted.rows_affected() > 0)
}

/// Takes one that no gateway took off its day.
pub async fn count_down(executor: impl PgExecutor<'_>, day: NaiveDate) -> Result<()> {
    sqlx::query!("UPDATE send_days SET count = count - 1 WHERE day = $1", day)
        .execute(executor)
        .await?;
    Ok(())
}

/// Lets no earlier code for a number be checked any more.
pub async fn void_codes(
    executor: impl PgExecutor<'_>,
    recipient: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sends SET code_mac = NULL, voided_at = $2
         WHERE recipient = $1 AND code_mac IS NOT NULL",
        recipient,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Adds a send that gateways are asked for now.
pub async fn insert_send(
    executor: impl PgExecutor<'_>,
    row: &NewRow<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sends (id, kind, recipient, country, company, language, status, code_mac,
                            expires_at, user_id, api_key_id, source_id, network, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'sending', $7, $8, $9, $10, $11, $12, $13)",
        row.id as SendId,
        row.purpose as Purpose,
        row.recipient,
        row.country,
        row.company,
        row.language,
        row.code_mac,
        row.expires_at,
        row.user_id as Option<UserId>,
        row.api_key_id as Option<ApiKeyId>,
        row.source_id as Option<SourceId>,
        row.network,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// What a gateway's answer makes of a send.
pub struct Answered<'a> {
    pub id: SendId,
    pub status: Status,
    pub gateway: Option<(GatewayId, &'a str, &'a str)>,
    pub message_id: Option<&'a str>,
    /// Of a code that the gateway made.
    pub code_mac: Option<&'a [u8]>,
    pub now: DateTime<Utc>,
}

/// Writes down what gateways answered, unless nobody waits for it any more; no code can be checked
/// that no gateway took.
pub async fn mark_answered(executor: impl PgExecutor<'_>, answered: &Answered<'_>) -> Result<()> {
    let (gateway_id, kind, name) = answered
        .gateway
        .map_or((None, None, None), |(id, kind, name)| (Some(id), Some(kind), Some(name)));
    sqlx::query!(
        "UPDATE sends SET status = $2, gateway_id = $3, gateway_kind = $4, gateway_name = $5,
                provider_message_id = $6,
                code_mac = CASE WHEN $2 = 'refused' OR code_mac IS NULL THEN NULL
                                ELSE COALESCE($7, code_mac) END,
                delivered_at = CASE WHEN $2 = 'delivered' THEN $8::timestamptz END
         WHERE id = $1 AND status IN ('sending', 'unknown')",
        answered.id as SendId,
        answered.status as Status,
        gateway_id as Option<GatewayId>,
        kind,
        name,
        answered.message_id,
        answered.code_mac,
        answered.now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Adds to a send's timeline.
pub async fn insert_event(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    send_id: SendId,
    event: &SendEvent,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO send_events
           (id, send_id, event, gateway_name, result, detail, answer_status, duration_ms, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        send_id as SendId,
        event.event,
        event.gateway,
        event.result,
        event.detail,
        event.answer_status,
        event.duration_ms,
        event.at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// A send's timeline.
pub async fn list_events(executor: impl PgExecutor<'_>, id: SendId) -> Result<Vec<SendEvent>> {
    sqlx::query_as!(
        SendEvent,
        "SELECT event, gateway_name AS gateway, result, detail, answer_status, duration_ms, at
         FROM send_events WHERE send_id = $1 ORDER BY at, id",
        id as SendId,
    )
    .fetch_all(executor)
    .await
}

/// The send that a gateway of these kinds knows by an id, locked, with its status.
pub async fn lock_by_message(
    executor: impl PgExecutor<'_>,
    gateway_kinds: &[String],
    message_id: &str,
) -> Result<Option<(SendId, Status)>> {
    let found = sqlx::query!(
        r#"SELECT id AS "id: SendId", status AS "status: Status" FROM sends
           WHERE gateway_kind = ANY($1) AND provider_message_id = $2
           ORDER BY id DESC LIMIT 1 FOR NO KEY UPDATE"#,
        gateway_kinds,
        message_id,
    )
    .fetch_optional(executor)
    .await?;
    Ok(found.map(|row| (row.id, row.status)))
}

/// Writes down what became of a send.
pub async fn update_status(
    executor: impl PgExecutor<'_>,
    id: SendId,
    status: Status,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sends SET status = $2,
                delivered_at = CASE WHEN $2 = 'delivered' THEN $3::timestamptz ELSE delivered_at END
         WHERE id = $1",
        id as SendId,
        status as Status,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Keeps a receipt for a send that is not known by this id yet.
pub async fn insert_early_receipt(
    executor: impl PgExecutor<'_>,
    provider: &str,
    message_id: &str,
    receipt: Receipt,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO early_receipts (provider, provider_message_id, receipt, at)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        provider,
        message_id,
        receipt as Receipt,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Takes the receipts that came before the answer, in their order.
pub async fn take_early_receipts(
    executor: impl PgExecutor<'_>,
    provider: &str,
    message_id: &str,
) -> Result<Vec<(Receipt, DateTime<Utc>)>> {
    let mut taken: Vec<_> = sqlx::query!(
        r#"DELETE FROM early_receipts WHERE provider = $1 AND provider_message_id = $2
           RETURNING receipt AS "receipt: Receipt", at"#,
        provider,
        message_id,
    )
    .fetch_all(executor)
    .await?
    .into_iter()
    .map(|row| (row.receipt, row.at))
    .collect();
    taken.sort_by_key(|(_, at)| *at);
    Ok(taken)
}

/// The send whose code can be checked for a number.
pub async fn find_live(executor: impl PgExecutor<'_>, recipient: &str) -> Result<Option<SendId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: SendId" FROM sends WHERE recipient = $1 AND code_mac IS NOT NULL"#,
        recipient,
    )
    .fetch_optional(executor)
    .await
}

/// What came of a guess.
pub struct Guessed {
    pub is_right: bool,
    pub attempts: i16,
    pub recipient: String,
}

/// Takes a guess at a code: counts it and, if it is right, uses the code up, in one statement, so that
/// guesses at once neither use it twice nor are more than `most`. `None`: there is nothing to guess.
///
/// What is compared are keyed hashes: how alike they are says nothing of how alike the codes are.
pub async fn guess(
    executor: impl PgExecutor<'_>,
    id: SendId,
    code_mac: &[u8],
    most: i16,
    now: DateTime<Utc>,
) -> Result<Option<Guessed>> {
    sqlx::query_as!(
        Guessed,
        r#"UPDATE sends SET
             attempts = attempts + 1,
             verified_at = CASE WHEN code_mac = $2 THEN $4::timestamptz END,
             code_mac = CASE WHEN code_mac = $2 OR attempts + 1 >= $3 THEN NULL ELSE code_mac END
           WHERE id = $1 AND code_mac IS NOT NULL AND attempts < $3 AND expires_at > $4
             AND status <> 'refused'
           RETURNING verified_at IS NOT NULL AS "is_right!", attempts, recipient"#,
        id as SendId,
        code_mac,
        most,
        now,
    )
    .fetch_optional(executor)
    .await
}

/// Sends that match, the latest first; of one key where one is named.
pub async fn list_sends(
    executor: impl PgExecutor<'_>,
    filter: &Filter,
    api_key_id: Option<ApiKeyId>,
    only: Option<SendId>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Send>> {
    sqlx::query_as!(
        Send,
        r#"SELECT sends.id AS "id: SendId", sends.kind AS "kind: Purpose", sends.recipient AS "to",
                  sends.country, sends.company, sends.language, sends.status AS "status: Status",
                  sends.attempts AS "attempts?", sends.expires_at, sends.verified_at,
                  sends.voided_at, sends.delivered_at,
                  sends.gateway_id AS "gateway_id: GatewayId", sends.gateway_name AS gateway,
                  COALESCE(sources.name, api_keys.name, users.name) AS sent_by, sends.created_at
           FROM sends
           LEFT JOIN users ON users.id = sends.user_id
           LEFT JOIN api_keys ON api_keys.id = sends.api_key_id
           LEFT JOIN sources ON sources.id = sends.source_id
           WHERE ($1::uuid IS NULL OR sends.api_key_id = $1)
             AND ($2::uuid IS NULL OR sends.id = $2)
             AND ($3::text IS NULL OR sends.status = $3)
             AND ($4::text IS NULL OR sends.kind = $4)
             AND ($5::uuid IS NULL OR sends.gateway_id = $5)
             AND ($6::text IS NULL OR sends.country = $6)
             AND ($7::text IS NULL OR sends.recipient = $7)
             AND ($8::timestamptz IS NULL OR sends.created_at >= $8)
             AND ($9::timestamptz IS NULL OR sends.created_at < $9)
             AND ($10::uuid IS NULL OR sends.id < $10)
           ORDER BY sends.id DESC LIMIT $11"#,
        api_key_id as Option<ApiKeyId>,
        only as Option<SendId>,
        filter.status as Option<Status>,
        filter.kind as Option<Purpose>,
        filter.gateway_id as Option<GatewayId>,
        filter.country.as_deref(),
        filter.to.as_deref(),
        filter.since,
        filter.until,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await
}

/// Sends that a process left behind while it asked: nobody knows what came of them.
pub async fn mark_left_behind(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "UPDATE sends SET status = 'unknown' WHERE status = 'sending' AND created_at < $1
         RETURNING id",
        before,
    )
    .fetch_all(connection)
    .await
}

/// Deletes what is older than it is kept: sends, and keys and early receipts that nothing asks for.
pub async fn purge(
    connection: &mut PgConnection,
    sends_before: DateTime<Utc>,
    keys_before: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("DELETE FROM sends WHERE created_at < $1", sends_before)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("DELETE FROM send_keys WHERE created_at < $1", keys_before)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("DELETE FROM early_receipts WHERE at < $1", keys_before)
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "UPDATE sends SET code_mac = NULL WHERE code_mac IS NOT NULL AND expires_at < $1",
        keys_before,
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a number is one of this inbox that the reader sees; without a reader, one of all.
pub async fn is_own_number(
    executor: impl PgExecutor<'_>,
    phone_number: &str,
    reader: Option<&Reader>,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
             SELECT FROM numbers
             WHERE phone_number = $1
               AND ($2::uuid IS NULL
                    OR id IN (SELECT number_id FROM number_readers WHERE user_id = $2))
               AND ($3::uuid[] IS NULL OR id = ANY($3))) AS "is_there!""#,
        phone_number,
        reader.map(|reader| reader.user_id) as Option<UserId>,
        reader.and_then(|reader| reader.number_ids.as_deref()),
    )
    .fetch_one(executor)
    .await
}
