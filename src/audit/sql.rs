//! Statements on the log.

use futures_util::stream::BoxStream;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::chain::{Head, Row};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The end of the chain as it is stored, with what seals it.
pub struct Stored {
    pub head: Head,
    pub seal: Option<Vec<u8>>,
}

/// The end of the chain, locked until the transaction ends.
pub async fn lock_head(connection: &mut PgConnection) -> Result<Stored> {
    loop {
        let row = sqlx::query!("SELECT chain, seq, hash, seal FROM audit_head FOR UPDATE")
            .fetch_optional(&mut *connection)
            .await?;
        if let Some(row) = row {
            let head = Head { chain: row.chain, seq: row.seq, hash: row.hash };
            return Ok(Stored { head, seal: row.seal });
        }
        // Somebody took it away: what takes its place is not sealed, and counts as changed.
        let empty = Head::empty();
        sqlx::query!(
            "INSERT INTO audit_head (chain, seq, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            empty.chain,
            empty.seq,
            empty.hash,
        )
        .execute(&mut *connection)
        .await?;
    }
}

/// The end of the chain.
pub async fn find_head(executor: impl PgExecutor<'_>) -> Result<Option<Stored>> {
    let row = sqlx::query!("SELECT chain, seq, hash, seal FROM audit_head")
        .fetch_optional(executor)
        .await?;
    Ok(row.map(|row| Stored {
        head: Head { chain: row.chain, seq: row.seq, hash: row.hash },
        seal: row.seal,
    }))
}

/// Seals an end of the chain that is there.
pub async fn update_seal(executor: impl PgExecutor<'_>, seal: &[u8]) -> Result<()> {
    sqlx::query!("UPDATE audit_head SET seal = $1", seal).execute(executor).await?;
    Ok(())
}

/// Whether nobody has ever done anything that is written down.
pub async fn is_unused(executor: impl PgExecutor<'_>) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT NOT (EXISTS (SELECT FROM audit_log) OR EXISTS (SELECT FROM users)
                       OR EXISTS (SELECT FROM messages)) AS "is_unused!""#
    )
    .fetch_one(executor)
    .await
}

/// What rows there are at and beyond the end of the chain.
pub struct Tail {
    /// The last row's number.
    pub last: Option<i64>,
    /// The hash of the row at the end of the chain.
    pub hash: Option<Vec<u8>>,
    /// The hash of the row that was once seen at the end.
    pub seen_hash: Option<Vec<u8>>,
}

/// The rows at an end of the chain, and at one that was seen before.
pub async fn get_tail(executor: impl PgExecutor<'_>, seq: i64, seen: i64) -> Result<Tail> {
    sqlx::query_as!(
        Tail,
        "SELECT (SELECT max(seq) FROM audit_log) AS last,
                (SELECT hash FROM audit_log WHERE seq = $1) AS hash,
                (SELECT hash FROM audit_log WHERE seq = $2) AS seen_hash",
        seq,
        seen,
    )
    .fetch_one(executor)
    .await
}

/// The last row's number and the highest chain.
pub async fn get_last(executor: impl PgExecutor<'_>) -> Result<(i64, i32)> {
    let row = sqlx::query!(
        r#"SELECT coalesce(max(seq), 0) AS "seq!",
                  coalesce((SELECT max(chain) FROM audit_log WHERE action = 'audit.broken'), 1) AS "chain!"
           FROM audit_log"#
    )
    .fetch_one(executor)
    .await?;
    Ok((row.seq, row.chain))
}

/// The rows that began another chain, the oldest first.
pub async fn list_breaks(executor: impl PgExecutor<'_>) -> Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT seq, chain, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                  target_name, address, user_agent, request_id, details::text AS "details!",
                  previous_hash, hash
           FROM audit_log WHERE action = 'audit.broken' ORDER BY seq"#,
    )
    .fetch_all(executor)
    .await
}

/// Adds rows of one chain and moves its end behind them, in one statement.
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
        "WITH moved AS (UPDATE audit_head SET seq = $16, hash = $17, seal = $18, chain = $19)
         INSERT INTO audit_log
           (seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name,
            address, user_agent, request_id, details, previous_hash, hash, chain)
         SELECT seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                target_name, address, user_agent, request_id, details::json, previous_hash, hash, $19
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
        head.chain,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// All rows, the oldest first, as they arrive.
pub fn stream_rows(connection: &mut PgConnection) -> BoxStream<'_, Result<Row>> {
    sqlx::query_as!(
        Row,
        r#"SELECT seq, chain, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                  target_name, address, user_agent, request_id, details::text AS "details!",
                  previous_hash, hash
           FROM audit_log ORDER BY seq"#,
    )
    .fetch(connection)
}
