//! Statements on the log.

use futures_util::stream::BoxStream;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::chain::{Head, Row};
use super::http::Filter;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The end of the chain, locked until the transaction ends.
pub async fn lock_head(executor: impl PgExecutor<'_>) -> Result<Head> {
    sqlx::query_as!(Head, "SELECT seq, hash FROM audit_head FOR UPDATE").fetch_one(executor).await
}

/// The end of the chain and its seal.
pub async fn get_head(executor: impl PgExecutor<'_>) -> Result<(Head, Option<Vec<u8>>)> {
    let row = sqlx::query!("SELECT seq, hash, seal FROM audit_head").fetch_one(executor).await?;
    Ok((Head { seq: row.seq, hash: row.hash }, row.seal))
}

/// Adds rows and moves the end of the chain behind them, in one statement.
pub async fn append(
    executor: impl PgExecutor<'_>,
    rows: &[Row],
    head: &Head,
    seal: &[u8],
) -> Result<()> {
    fn column<'a, T>(rows: &'a [Row], of: impl Fn(&'a Row) -> T) -> Vec<T> {
        rows.iter().map(of).collect()
    }
    sqlx::query!(
        "WITH moved AS (UPDATE audit_head SET seq = $16, hash = $17, seal = $18)
         INSERT INTO audit_log
           (seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name,
            address, user_agent, request_id, details, previous_hash, hash)
         SELECT seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                target_name, address, user_agent, request_id, details::json, previous_hash, hash
         FROM unnest(
           $1::int8[], $2::timestamptz[], $3::text[], $4::uuid[], $5::text[], $6::text[],
           $7::text[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
           $14::bytea[], $15::bytea[])
           AS rows (seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                    target_name, address, user_agent, request_id, details, previous_hash, hash)",
        &column(rows, |row| row.seq),
        &column(rows, |row| row.at),
        &column(rows, |row| row.actor_kind.as_str()) as &[&str],
        &column(rows, |row| row.actor_id) as &[Option<Uuid>],
        &column(rows, |row| row.actor_name.as_deref()) as &[Option<&str>],
        &column(rows, |row| row.action.as_str()) as &[&str],
        &column(rows, |row| row.target_kind.as_deref()) as &[Option<&str>],
        &column(rows, |row| row.target_id) as &[Option<Uuid>],
        &column(rows, |row| row.target_name.as_deref()) as &[Option<&str>],
        &column(rows, |row| row.address.as_deref()) as &[Option<&str>],
        &column(rows, |row| row.user_agent.as_deref()) as &[Option<&str>],
        &column(rows, |row| row.request_id.as_deref()) as &[Option<&str>],
        &column(rows, |row| row.details.as_str()) as &[&str],
        &column(rows, |row| row.previous_hash.as_slice()) as &[&[u8]],
        &column(rows, |row| row.hash.as_slice()) as &[&[u8]],
        head.seq,
        head.hash,
        seal,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Rows that match, the latest first.
pub async fn list_rows(
    executor: impl PgExecutor<'_>,
    filter: &Filter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                  target_name, address, user_agent, request_id, details::text AS "details!",
                  previous_hash, hash
           FROM audit_log
           WHERE ($1::uuid IS NULL OR actor_id = $1)
             AND ($2::text IS NULL OR action LIKE $2)
             AND ($3::uuid IS NULL OR target_id = $3)
             AND ($4::timestamptz IS NULL OR at >= $4)
             AND ($5::timestamptz IS NULL OR at < $5)
             AND ($6::int8 IS NULL OR seq < $6)
           ORDER BY seq DESC LIMIT $7"#,
        filter.actor_id,
        filter.action_pattern(),
        filter.target_id,
        filter.since,
        filter.until,
        before,
        limit,
    )
    .fetch_all(executor)
    .await
}

/// All rows, the oldest first, as they arrive.
pub fn stream_rows(connection: &mut PgConnection) -> BoxStream<'_, Result<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                  target_name, address, user_agent, request_id, details::text AS "details!",
                  previous_hash, hash
           FROM audit_log ORDER BY seq"#,
    )
    .fetch(connection)
}

/// Rows that match after one and up to another, the oldest first.
pub async fn list_rows_between(
    executor: impl PgExecutor<'_>,
    filter: &Filter,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                  target_name, address, user_agent, request_id, details::text AS "details!",
                  previous_hash, hash
           FROM audit_log
           WHERE ($1::uuid IS NULL OR actor_id = $1)
             AND ($2::text IS NULL OR action LIKE $2)
             AND ($3::uuid IS NULL OR target_id = $3)
             AND ($4::timestamptz IS NULL OR at >= $4)
             AND ($5::timestamptz IS NULL OR at < $5)
             AND seq > $6 AND seq <= $7
           ORDER BY seq LIMIT $8"#,
        filter.actor_id,
        filter.action_pattern(),
        filter.target_id,
        filter.since,
        filter.until,
        after,
        last,
        limit,
    )
    .fetch_all(executor)
    .await
}
