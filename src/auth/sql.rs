//! Statements on sessions and refresh tokens.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::sessions::{Session, SignIn};
use super::{Caller, Credential, Role};
use crate::id::{SessionId, UserId};
use crate::origin::Origin;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A refresh token of a live session.
pub struct RefreshToken {
    pub session_id: SessionId,
    pub user_id: UserId,
    pub name: String,
    pub role: Role,
    pub is_used: bool,
    pub began_at: DateTime<Utc>,
}

/// When somebody last proved in a session that it is them, and what they could prove it with.
pub struct LastProof {
    pub proven_at: Option<DateTime<Utc>>,
    pub has_totp: bool,
    pub has_passkey: bool,
    pub has_recovery_code: bool,
}

/// A role as it is stored.
pub fn role(text: &str) -> Result<Role> {
    text.parse().map_err(|error: super::role::NotARole| sqlx::Error::Decode(error.into()))
}

pub async fn find_caller(
    executor: impl PgExecutor<'_>,
    session_id: SessionId,
    now: DateTime<Utc>,
) -> Result<Option<Caller>> {
    let row = sqlx::query!(
        r#"SELECT users.id AS "user_id: UserId", users.role, users.name,
                  sessions.expires_at,
                  team.require_second_factor AND sessions.mfa_verified_at IS NULL AS "is_held_up!"
           FROM sessions JOIN users ON users.id = sessions.user_id CROSS JOIN team
           WHERE sessions.id = $1 AND sessions.ended_at IS NULL AND sessions.expires_at > $2
             AND users.disabled_at IS NULL"#,
        session_id as SessionId,
        now,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        Ok(Caller {
            user_id: row.user_id,
            role: role(&row.role)?,
            name: row.name,
            credential: Credential::Session(session_id),
            is_held_up: row.is_held_up,
            expires_at: Some(row.expires_at),
            origin: None,
        })
    })
    .transpose()
}

/// The member with this address, else the longest-standing with one of these roles, for the command line.
pub async fn find_operator(
    executor: impl PgExecutor<'_>,
    email: Option<&str>,
    roles: &[String],
) -> Result<Option<Caller>> {
    let row = sqlx::query!(
        r#"SELECT id AS "user_id: UserId", role, name FROM users
           WHERE removed_at IS NULL AND disabled_at IS NULL
             AND CASE WHEN $1::text IS NULL THEN role = ANY($2)
                      ELSE lower(email) = lower($1) END
           ORDER BY id LIMIT 1"#,
        email,
        roles,
    );
    row.fetch_optional(executor)
        .await?
        .map(|row| {
            Ok(Caller {
                user_id: row.user_id,
                role: role(&row.role)?,
                name: row.name,
                credential: Credential::CommandLine,
                is_held_up: false,
                expires_at: None,
                origin: None,
            })
        })
        .transpose()
}

pub async fn insert_session(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    sign_in: &SignIn<'_>,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sessions
           (id, user_id, created_at, last_used_at, expires_at, address, user_agent, mfa_verified_at,
            proven_at)
         VALUES ($1, $2, $3, $3, $4, $5::text::inet, $6, $7, $3)",
        id as SessionId,
        sign_in.user_id as UserId,
        now,
        expires_at,
        sign_in.origin.address.to_string(),
        sign_in.origin.user_agent,
        sign_in.has_second_factor.then_some(now),
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// The user's live sessions, the latest first.
pub async fn list_sessions(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    current: SessionId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>> {
    sqlx::query_as!(
        Session,
        r#"SELECT id AS "id: SessionId", created_at, last_used_at, expires_at,
                  host(address) AS address, user_agent, mfa_verified_at, id = $2 AS "is_current!"
           FROM sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $3
           ORDER BY last_used_at DESC, id DESC"#,
        user_id as UserId,
        current as SessionId,
        now,
    )
    .fetch_all(executor)
    .await
}

/// The ids of a user's live sessions: one of them, or all but one.
pub async fn list_live_ids(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    only: Option<SessionId>,
    except: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<Vec<SessionId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: SessionId" FROM sessions
           WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $4
             AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR id <> $3)
           FOR UPDATE"#,
        user_id as UserId,
        only as Option<SessionId>,
        except as Option<SessionId>,
        now,
    )
    .fetch_all(executor)
    .await
}

pub async fn extend_session(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    origin: &Origin,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET last_used_at = $2, expires_at = $3, address = $4::text::inet, user_agent = $5
         WHERE id = $1",
        id as SessionId,
        now,
        expires_at,
        origin.address.to_string(),
        origin.user_agent,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn mark_mfa_verified(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("UPDATE sessions SET mfa_verified_at = $2 WHERE id = $1", id as SessionId, now)
        .execute(executor)
        .await?;
    Ok(())
}

pub async fn get_last_proof(executor: impl PgExecutor<'_>, id: SessionId) -> Result<LastProof> {
    sqlx::query_as!(
        LastProof,
        r#"SELECT proven_at,
                  EXISTS (SELECT FROM totp_secrets
                          WHERE user_id = sessions.user_id AND confirmed_at IS NOT NULL) AS "has_totp!",
                  EXISTS (SELECT FROM passkeys WHERE user_id = sessions.user_id) AS "has_passkey!",
                  EXISTS (SELECT FROM recovery_codes
                          WHERE user_id = sessions.user_id AND used_at IS NULL) AS "has_recovery_code!"
           FROM sessions WHERE id = $1"#,
        id as SessionId,
    )
    .fetch_one(executor)
    .await
}

pub async fn mark_proven(
    executor: impl PgExecutor<'_>,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("UPDATE sessions SET proven_at = $2 WHERE id = $1", id as SessionId, now)
        .execute(executor)
        .await?;
    Ok(())
}

pub async fn clear_mfa_verified(executor: impl PgExecutor<'_>, user_id: UserId) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET mfa_verified_at = NULL WHERE user_id = $1",
        user_id as UserId
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn end_sessions(
    executor: impl PgExecutor<'_>,
    ids: &[SessionId],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sessions SET ended_at = $2 WHERE id = ANY($1) AND ended_at IS NULL",
        ids as &[SessionId],
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
                  users.name, users.role, sessions.created_at,
                  refresh_tokens.used_at IS NOT NULL AS "is_used!"
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
            name: row.name,
            role: role(&row.role)?,
            is_used: row.is_used,
            began_at: row.created_at,
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
