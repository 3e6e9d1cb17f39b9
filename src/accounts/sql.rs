//! Statements on users and the setup link.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::User;
use crate::id::UserId;

type Result<T> = std::result::Result<T, sqlx::Error>;

fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

pub async fn insert_user(
    executor: impl PgExecutor<'_>,
    user: &User,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO users (id, email, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        user.id as UserId,
        user.email,
        user.name,
        user.role.as_str(),
        password_hash,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// The user who is not disabled, and the hash of their password.
pub async fn find_user_by_email(
    executor: impl PgExecutor<'_>,
    email: &str,
) -> Result<Option<(User, String)>> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: UserId", email, name, role, password_hash FROM users
           WHERE lower(email) = lower($1) AND disabled_at IS NULL"#,
        email,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        let role = row.role.parse().map_err(decode)?;
        Ok((User { id: row.id, email: row.email, name: row.name, role }, row.password_hash))
    })
    .transpose()
}

pub async fn get_user(executor: impl PgExecutor<'_>, id: UserId) -> Result<User> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: UserId", email, name, role FROM users WHERE id = $1"#,
        id as UserId,
    )
    .fetch_one(executor)
    .await?;
    Ok(User {
        id: row.id,
        email: row.email,
        name: row.name,
        role: row.role.parse().map_err(decode)?,
    })
}

pub async fn has_users(executor: impl PgExecutor<'_>) -> Result<bool> {
    sqlx::query_scalar!(r#"SELECT EXISTS (SELECT FROM users) AS "exists!""#)
        .fetch_one(executor)
        .await
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
