//! Statements on invitations and links for new passwords.

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use crate::accounts::EmailAddress;
use crate::accounts::links::invitations::{Invitation, Inviter};
use crate::auth::{Role, stored_role as role};
use crate::id::{InvitationId, NumberId, UserId};
use crate::numbers::NumberRef;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// An invitation to be stored.
pub struct NewInvitation<'a> {
    pub id: InvitationId,
    pub email: &'a EmailAddress,
    pub role: Role,
    pub hash: &'a [u8],
}

pub async fn insert_invitation(
    executor: impl PgExecutor<'_>,
    new: NewInvitation<'_>,
    invited_by: UserId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO invitations (id, email, role, token_hash, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        new.id as InvitationId,
        new.email.to_string(),
        new.role.as_str(),
        new.hash,
        invited_by as UserId,
        now,
        expires_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Invitations, all or one, after `cursor`, the latest first.
pub async fn list_invitations(
    executor: impl PgExecutor<'_>,
    only: Option<InvitationId>,
    cursor: Option<Uuid>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Invitation>> {
    let rows = sqlx::query!(
        r#"SELECT invitations.id AS "id: InvitationId", invitations.email, invitations.role,
                  invitations.created_at, expires_at, emailed_at, expires_at <= $4 AS "is_expired!",
                  inviter.id AS "inviter_id?: UserId", inviter.name AS "inviter_name?",
                  (SELECT coalesce(json_agg(json_build_object('id', numbers.id,
                              'phone_number', phone_number, 'label', label) ORDER BY numbers.id), '[]')
                   FROM numbers JOIN invitation_numbers ON number_id = numbers.id
                   WHERE invitation_id = invitations.id) AS "numbers!: Json<Vec<NumberRef>>"
           FROM invitations
           LEFT JOIN users AS inviter
                  ON inviter.id = invitations.invited_by AND inviter.removed_at IS NULL
           WHERE ($1::uuid IS NULL OR invitations.id = $1)
             AND ($2::uuid IS NULL OR invitations.id < $2)
           ORDER BY invitations.id DESC LIMIT $3"#,
        only as Option<InvitationId>,
        cursor,
        limit,
        now,
    )
    .fetch_all(executor)
    .await?;
    let invitations = rows.into_iter().map(|row| {
        let invited_by = row.inviter_id.zip(row.inviter_name);
        Ok(Invitation {
            id: row.id,
            email: row.email,
            role: role(&row.role)?,
            invited_by: invited_by.map(|(id, name)| Inviter { id, name }),
            created_at: row.created_at,
            expires_at: row.expires_at,
            emailed_at: row.emailed_at,
            is_expired: row.is_expired,
            numbers: row.numbers.0,
        })
    });
    invitations.collect()
}

pub async fn find_invitation(
    executor: impl PgExecutor<'_>,
    id: InvitationId,
    now: DateTime<Utc>,
) -> Result<Option<Invitation>> {
    Ok(list_invitations(executor, Some(id), None, 1, now).await?.pop())
}

/// The address and role of an invitation that can be accepted.
pub async fn find_invitation_by_token(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<(String, Role)>> {
    let row = sqlx::query!(
        "SELECT email, role FROM invitations WHERE token_hash = $1 AND expires_at > $2",
        hash,
        now,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| Ok((row.email, role(&row.role)?))).transpose()
}

/// Whether it was there.
pub async fn renew_invitation(
    executor: impl PgExecutor<'_>,
    id: InvitationId,
    hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<bool> {
    let renewed = sqlx::query!(
        "UPDATE invitations SET token_hash = $2, expires_at = $3, emailed_at = NULL WHERE id = $1",
        id as InvitationId,
        hash,
        expires_at,
    )
    .execute(executor)
    .await?;
    Ok(renewed.rows_affected() == 1)
}

pub async fn mark_emailed(
    executor: impl PgExecutor<'_>,
    id: InvitationId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("UPDATE invitations SET emailed_at = $2 WHERE id = $1", id as InvitationId, now)
        .execute(executor)
        .await?;
    Ok(())
}

/// The address, if it was there.
pub async fn delete_invitation(
    executor: impl PgExecutor<'_>,
    id: InvitationId,
) -> Result<Option<String>> {
    sqlx::query_scalar!("DELETE FROM invitations WHERE id = $1 RETURNING email", id as InvitationId)
        .fetch_optional(executor)
        .await
}

/// The invitation of a valid link, which nobody else can accept until the transaction ends.
pub async fn lock_invitation(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<(InvitationId, Role)>> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: InvitationId", role FROM invitations
           WHERE token_hash = $1 AND expires_at > $2 FOR UPDATE"#,
        hash,
        now,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| Ok((row.id, role(&row.role)?))).transpose()
}

/// Those of `number_ids` that are there.
pub async fn insert_numbers(
    executor: impl PgExecutor<'_>,
    id: InvitationId,
    number_ids: &[NumberId],
) -> Result<Vec<NumberId>> {
    let ids: Vec<Uuid> = number_ids.iter().map(|id| Uuid::from(*id)).collect();
    sqlx::query_scalar!(
        r#"INSERT INTO invitation_numbers (invitation_id, number_id)
           SELECT $1, id FROM numbers WHERE id = ANY($2)
           RETURNING number_id AS "number_id: NumberId""#,
        id as InvitationId,
        &ids,
    )
    .fetch_all(executor)
    .await
}

/// The numbers of an invitation, which nobody deletes until the transaction ends.
pub async fn lock_numbers(
    executor: impl PgExecutor<'_>,
    id: InvitationId,
) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"SELECT numbers.id AS "id: NumberId"
           FROM numbers JOIN invitation_numbers ON number_id = numbers.id
           WHERE invitation_id = $1 ORDER BY numbers.id FOR UPDATE OF numbers"#,
        id as InvitationId,
    )
    .fetch_all(executor)
    .await
}

pub async fn replace_password_reset(
    executor: impl PgExecutor<'_>,
    id: UserId,
    hash: &[u8],
    expires_at: DateTime<Utc>,
    created_by: UserId,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO password_resets (user_id, token_hash, expires_at, created_by)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id) DO UPDATE SET token_hash = $2, expires_at = $3, created_by = $4",
        id as UserId,
        hash,
        expires_at,
        created_by as UserId,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Makes all links useless that somebody made who may make none any more.
pub async fn delete_links_of(connection: &mut PgConnection, id: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM invitations WHERE invited_by = $1", id as UserId)
        .execute(&mut *connection)
        .await?;
    sqlx::query!("DELETE FROM password_resets WHERE created_by = $1 OR user_id = $1", id as UserId)
        .execute(connection)
        .await?;
    Ok(())
}

/// Makes a link useless, if there is one.
pub async fn delete_password_reset(executor: impl PgExecutor<'_>, id: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM password_resets WHERE user_id = $1", id as UserId)
        .execute(executor)
        .await?;
    Ok(())
}

/// The user of a valid link, with address and name.
pub async fn find_password_reset(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<(UserId, String, String)>> {
    let row = sqlx::query!(
        r#"SELECT users.id AS "id: UserId", users.email, users.name
           FROM password_resets JOIN users ON users.id = password_resets.user_id
           WHERE token_hash = $1 AND expires_at > $2 AND users.removed_at IS NULL"#,
        hash,
        now,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| (row.id, row.email, row.name)))
}

/// Whether the link was there and valid; it is gone then.
pub async fn take_password_reset(
    executor: impl PgExecutor<'_>,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let taken = sqlx::query!(
        "DELETE FROM password_resets WHERE token_hash = $1 AND expires_at > $2",
        hash,
        now,
    )
    .execute(executor)
    .await?;
    Ok(taken.rows_affected() == 1)
}
