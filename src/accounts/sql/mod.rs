//! Statements on users and the setup link.

mod failures;
mod links;
mod members;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgExecutor;

use super::User;
use crate::auth::stored_role as role;
use crate::id::UserId;
pub use failures::{delete_failures, delete_failures_before, lock_failures, update_failures};
pub use links::{
    NewInvitation, delete_invitation, delete_links_of, delete_password_reset, find_invitation,
    find_invitation_by_token, find_password_reset, insert_invitation, list_invitations,
    mark_emailed, renew_invitation, replace_password_reset, take_invitation, take_password_reset,
};
pub use members::{
    count_team, has_other_owner, is_verified, list_members, list_people, list_user_ids, lock_team,
    remove_user, requires_second_factor, set_disabled, set_requires_second_factor, update_name,
    update_role,
};

type Result<T> = std::result::Result<T, sqlx::Error>;

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
           WHERE lower(email) = lower($1) AND removed_at IS NULL AND disabled_at IS NULL"#,
        email,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        let user = User { id: row.id, email: row.email, name: row.name, role: role(&row.role)? };
        Ok((user, row.password_hash))
    })
    .transpose()
}

/// Whether an address is a member's, disabled or not.
pub async fn is_member(executor: impl PgExecutor<'_>, email: &str) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM users
                          WHERE lower(email) = lower($1) AND removed_at IS NULL) AS "exists!""#,
        email,
    )
    .fetch_one(executor)
    .await
}

pub async fn get_user(executor: impl PgExecutor<'_>, id: UserId) -> Result<User> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: UserId", email, name, role FROM users WHERE id = $1"#,
        id as UserId,
    )
    .fetch_one(executor)
    .await?;
    Ok(User { id: row.id, email: row.email, name: row.name, role: role(&row.role)? })
}

pub async fn get_password_hash(executor: impl PgExecutor<'_>, id: UserId) -> Result<String> {
    sqlx::query_scalar!("SELECT password_hash FROM users WHERE id = $1", id as UserId)
        .fetch_one(executor)
        .await
}

/// Whether a user still has this password and is not disabled; both stay so until the transaction
/// ends.
pub async fn lock_credentials(
    executor: impl PgExecutor<'_>,
    id: UserId,
    password_hash: &str,
) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT true AS "found!" FROM users
           WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL FOR UPDATE"#,
        id as UserId,
        password_hash,
    )
    .fetch_optional(executor)
    .await?;
    Ok(found.is_some())
}

pub async fn update_password(
    executor: impl PgExecutor<'_>,
    id: UserId,
    password_hash: &str,
) -> Result<()> {
    sqlx::query!("UPDATE users SET password_hash = $2 WHERE id = $1", id as UserId, password_hash)
        .execute(executor)
        .await?;
    Ok(())
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

pub async fn get_preferences(executor: impl PgExecutor<'_>, id: UserId) -> Result<Value> {
    sqlx::query_scalar!("SELECT preferences FROM users WHERE id = $1", id as UserId)
        .fetch_one(executor)
        .await
}

pub async fn update_preferences(
    executor: impl PgExecutor<'_>,
    id: UserId,
    preferences: &Value,
) -> Result<()> {
    sqlx::query!("UPDATE users SET preferences = $2 WHERE id = $1", id as UserId, preferences)
        .execute(executor)
        .await?;
    Ok(())
}
