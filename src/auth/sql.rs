//! Statements on sessions and refresh tokens.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::sessions::Session;
use super::{Caller, Role};
use crate::id::{SessionId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A refresh token of a live session.
pub struct RefreshToken {
    pub session_id: SessionId,
    pub user_id: UserId,
    pub role: Role,
    pub is_used: bool,
}

fn role(text: &str) -> Result<Role> {
    text.parse().map_err(|error: super::role::NotARole| sqlx::Error::Decode(error.into()))
}

pub async fn find_caller(
    executor: impl PgExecutor<'_>,
    session_id: SessionId,
    now: DateTime<Utc>,
) -> Result<Option<Caller>> {
    let row = sqlx::query!(
        r#"SELECT users.id AS "user_id: UserId", users.role, users.name
           FROM sessions JOIN users ON users.id = sessions.user_id
           WHERE sessions.id = $1 AND sessions.ended_at IS NULL AND sessions.expires_at > $2
             AND users.disabled_at IS NULL"#,
        session_id as SessionId,
        now,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(Caller { user_id: row.user_id, session_id, role: role(&row.role)?, name: row.name })
    })
    .transpose()
}

pub async fn insert_session(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    user_id: UserId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $3, $4)",
        id as SessionId,
        user_id as UserId,
        now,
        expires_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn get_session(executor: impl PgExecutor<'_>, id: SessionId) -> Result<Session> {
    sqlx::query_as!(
        Session,
        r#"SELECT id AS "id: SessionId", created_at, last_used_at, expires_at FROM sessions WHERE id = $1"#,
        id as SessionId,
    )
    .fetch_one(executor)
    .await
}

pub async fn extend_session(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1",
        id as SessionId,
        now,
        expires_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn end_session(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
        id as SessionId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn insert_refresh_token(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    session_id: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO refresh_tokens (token_hash, session_id, created_at) VALUES ($1, $2, $3)",
        hash,
        session_id as SessionId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Locks the session too, so that two refreshes at once are one after the other.
pub async fn lock_refresh_token(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<RefreshToken>> {
    let row = sqlx::query!(
        r#"SELECT sessions.id AS "session_id: SessionId", sessions.user_id AS "user_id: UserId",
                  users.role, refresh_tokens.used_at IS NOT NULL AS "is_used!"
           FROM refresh_tokens
           JOIN sessions ON sessions.id = refresh_tokens.session_id
           JOIN users ON users.id = sessions.user_id
           WHERE refresh_tokens.token_hash = $1 AND sessions.ended_at IS NULL
             AND sessions.expires_at > $2 AND users.disabled_at IS NULL
           FOR UPDATE OF refresh_tokens, sessions"#,
        hash,
        now,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(RefreshToken {
            session_id: row.session_id,
            user_id: row.user_id,
            role: role(&row.role)?,
            is_used: row.is_used,
        })
    })
    .transpose()
}

pub async fn mark_refresh_token_used(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("UPDATE refresh_tokens SET used_at = $2 WHERE token_hash = $1", hash, now)
        .execute(executor)
        .await?;
    Ok(())
}
