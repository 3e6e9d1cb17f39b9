//! Statements on failed sign-ins and the setup link.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// How many there were and until when the next is refused; locked until the transaction ends.
pub async fn lock_failures(
    executor: impl PgExecutor<'_>,
    key: &[u8],
    now: DateTime<Utc>,
) -> Result<(i32, DateTime<Utc>)> {
    let row = sqlx::query!(
        "INSERT INTO login_failures (key, failures, last_failed_at, blocked_until)
         VALUES ($1, 0, $2, $2)
         ON CONFLICT (key) DO UPDATE SET failures = login_failures.failures
         RETURNING failures, blocked_until",
        key,
        now,
    )
    .fetch_one(executor)
    .await?;
    Ok((row.failures, row.blocked_until))
}

pub async fn update_failures(
    executor: impl PgExecutor<'_>,
    key: &[u8],
    failures: i32,
    now: DateTime<Utc>,
    blocked_until: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE login_failures SET failures = $2, last_failed_at = $3, blocked_until = $4
         WHERE key = $1",
        key,
        failures,
        now,
        blocked_until,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn delete_failures(executor: impl PgExecutor<'_>, key: &[u8]) -> Result<()> {
    sqlx::query!("DELETE FROM login_failures WHERE key = $1", key).execute(executor).await?;
    Ok(())
}

/// Forgets those who have not failed since. Rows that somebody is just counting are left to them.
pub async fn delete_failures_before(
    executor: impl PgExecutor<'_>,
    before: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "DELETE FROM login_failures WHERE key IN
           (SELECT key FROM login_failures WHERE last_failed_at < $1 FOR UPDATE SKIP LOCKED)",
        before,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn replace_setup_link(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO setup_links (token_hash, expires_at) VALUES ($1, $2)
         ON CONFLICT (singleton) DO UPDATE SET token_hash = $1, expires_at = $2",
        hash,
        expires_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Whether the link was there and valid; it is gone then.
pub async fn take_setup_link(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let taken = sqlx::query!(
        "DELETE FROM setup_links WHERE token_hash = $1 AND expires_at > $2",
        hash,
        now,
    )
    .execute(executor)
    .await?;
    Ok(taken.rows_affected() == 1)
}
