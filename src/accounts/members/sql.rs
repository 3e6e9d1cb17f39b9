//! Statements on the team and its members.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::{Member, Person};
use crate::auth::{Capability, Role, stored_role as role};
use crate::id::{SessionId, UserId};
use crate::numbers::members::NumberRole;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Lets changes of the team come one after the other, until the transaction ends.
pub async fn lock_team(executor: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query!("SELECT FROM team FOR UPDATE").execute(executor).await?;
    Ok(())
}

/// Members who can sign in, and invitations that can be accepted.
pub async fn count_team(connection: &mut PgConnection, now: DateTime<Utc>) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM users WHERE disabled_at IS NULL) AS "members!",
                  (SELECT count(*) FROM invitations WHERE expires_at > $1) AS "invitations!""#,
        now,
    )
    .fetch_one(connection)
    .await?;
    Ok((row.members, row.invitations))
}

/// Members, all or one, after `cursor`, the latest first.
pub async fn list_members(
    executor: impl PgExecutor<'_>,
    only: Option<UserId>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Member>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: UserId", email, name, role, created_at, disabled_at,
                  (SELECT max(last_used_at) FROM sessions WHERE user_id = users.id) AS last_seen_at,
                  EXISTS (SELECT FROM totp_secrets
                          WHERE user_id = users.id AND confirmed_at IS NOT NULL)
                  OR EXISTS (SELECT FROM passkeys WHERE user_id = users.id)
                  AS "has_second_factor!"
           FROM users
           WHERE removed_at IS NULL AND ($1::uuid IS NULL OR id = $1)
             AND ($2::uuid IS NULL OR id < $2)
           ORDER BY id DESC LIMIT $3"#,
        only as Option<UserId>,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await?;
    let members = rows.into_iter().map(|row| {
        let role = role(&row.role)?;
        Ok(Member {
            id: row.id,
            email: row.email,
            name: row.name,
            role,
            created_at: row.created_at,
            disabled_at: row.disabled_at,
            last_seen_at: row.last_seen_at,
            has_second_factor: row.has_second_factor,
            gains_by_numbers: NumberRole::of(role).is_some(),
        })
    });
    members.collect()
}

/// Everybody who is or was in the team, after `cursor`, the latest first.
pub async fn list_people(
    executor: impl PgExecutor<'_>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Person>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: UserId", email, name, role, removed_at FROM users
           WHERE $1::uuid IS NULL OR id < $1
           ORDER BY id DESC LIMIT $2"#,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await?;
    let people = rows.into_iter().map(|row| {
        Ok(Person {
            id: row.id,
            email: row.email,
            name: row.name,
            role: role(&row.role)?,
            removed_at: row.removed_at,
        })
    });
    people.collect()
}

/// Everybody who is in the team.
pub async fn list_user_ids(executor: impl PgExecutor<'_>) -> Result<Vec<Uuid>> {
    sqlx::query_scalar!("SELECT id FROM users WHERE removed_at IS NULL").fetch_all(executor).await
}

/// Whether somebody else is an Owner who can sign in: one who looks after the team.
pub async fn has_other_owner(executor: impl PgExecutor<'_>, id: UserId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM users
                          WHERE role = ANY($2) AND disabled_at IS NULL AND id <> $1)
                  OR NOT EXISTS (SELECT FROM users
                                 WHERE role = ANY($2) AND disabled_at IS NULL AND id = $1)
           AS "exists!""#,
        id as UserId,
        &Role::names_with(Capability::WriteTeam),
    )
    .fetch_one(executor)
    .await
}

pub async fn update_role(executor: impl PgExecutor<'_>, id: UserId, role: Role) -> Result<()> {
    sqlx::query!("UPDATE users SET role = $2 WHERE id = $1", id as UserId, role.as_str())
        .execute(executor)
        .await?;
    Ok(())
}

pub async fn set_disabled(
    executor: impl PgExecutor<'_>,
    id: UserId,
    disabled_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!("UPDATE users SET disabled_at = $2 WHERE id = $1", id as UserId, disabled_at)
        .execute(executor)
        .await?;
    Ok(())
}

/// The password goes; the row stays for the names in the trail of who saw what.
pub async fn remove_user(
    executor: impl PgExecutor<'_>,
    id: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE users
         SET removed_at = $2, disabled_at = coalesce(disabled_at, $2), password_hash = ''
         WHERE id = $1",
        id as UserId,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Whether the team demands a second factor.
pub async fn requires_second_factor(executor: impl PgExecutor<'_>) -> Result<bool> {
    sqlx::query_scalar!("SELECT require_second_factor FROM team").fetch_one(executor).await
}

pub async fn set_requires_second_factor(
    executor: impl PgExecutor<'_>,
    is_required: bool,
) -> Result<()> {
    sqlx::query!("UPDATE team SET require_second_factor = $1", is_required)
        .execute(executor)
        .await?;
    Ok(())
}

/// Whether a second factor was shown in a session.
pub async fn is_verified(executor: impl PgExecutor<'_>, id: SessionId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT mfa_verified_at IS NOT NULL AS "is_verified!" FROM sessions WHERE id = $1"#,
        id as SessionId,
    )
    .fetch_one(executor)
    .await
}
