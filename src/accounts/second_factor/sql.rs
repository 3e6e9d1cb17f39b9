//! Statements on second factors.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgExecutor;

use super::Factor;
use super::passkeys::PasskeyView;
use crate::id::{ChallengeId, PasskeyId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// What a user has.
pub struct Counts {
    pub has_totp: bool,
    pub passkeys: i64,
    pub recovery_codes: i64,
}

impl Counts {
    /// Whether there is a second factor at all; recovery codes are none.
    pub fn has_factor(&self) -> bool {
        self.has_totp || self.passkeys > 0
    }

    /// The ways in which a second factor can be shown.
    pub fn methods(&self) -> Vec<&'static str> {
        let has = [
            (self.has_totp, Factor::Totp),
            (self.passkeys > 0, Factor::Passkey),
            (self.recovery_codes > 0, Factor::RecoveryCode),
        ];
        has.iter().filter(|(has, _)| *has).map(|(_, factor)| factor.as_str()).collect()
    }
}

pub async fn count_factors(executor: impl PgExecutor<'_>, id: UserId) -> Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"SELECT EXISTS (SELECT FROM totp_secrets
                          WHERE user_id = $1 AND confirmed_at IS NOT NULL) AS "has_totp!",
                  (SELECT count(*) FROM passkeys WHERE user_id = $1) AS "passkeys!",
                  (SELECT count(*) FROM recovery_codes
                   WHERE user_id = $1 AND used_at IS NULL) AS "recovery_codes!""#,
        id as UserId,
    )
    .fetch_one(executor)
    .await
}

/// A code app's secret.
pub struct FoundTotp {
    pub ciphertext: Vec<u8>,
    pub is_confirmed: bool,
    pub last_step: i64,
}

pub async fn lock_totp(executor: impl PgExecutor<'_>, id: UserId) -> Result<Option<FoundTotp>> {
    sqlx::query_as!(
        FoundTotp,
        r#"SELECT ciphertext, confirmed_at IS NOT NULL AS "is_confirmed!", last_step
           FROM totp_secrets WHERE user_id = $1 FOR UPDATE"#,
        id as UserId,
    )
    .fetch_optional(executor)
    .await
}

/// False where there is one that counts.
pub async fn replace_unconfirmed_totp(
    executor: impl PgExecutor<'_>,
    id: UserId,
    ciphertext: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let replaced = sqlx::query!(
        "INSERT INTO totp_secrets (user_id, ciphertext, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET ciphertext = $2, created_at = $3
         WHERE totp_secrets.confirmed_at IS NULL",
        id as UserId,
        ciphertext,
        now,
    )
    .execute(executor)
    .await?;
    Ok(replaced.rows_affected() == 1)
}

pub async fn confirm_totp(
    executor: impl PgExecutor<'_>,
    id: UserId,
    step: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE totp_secrets SET confirmed_at = $3, last_step = $2 WHERE user_id = $1",
        id as UserId,
        step,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn use_totp_step(executor: impl PgExecutor<'_>, id: UserId, step: i64) -> Result<()> {
    sqlx::query!("UPDATE totp_secrets SET last_step = $2 WHERE user_id = $1", id as UserId, step)
        .execute(executor)
        .await?;
    Ok(())
}

/// Whether there was one that counts.
pub async fn delete_totp(executor: impl PgExecutor<'_>, id: UserId) -> Result<bool> {
    let deleted = sqlx::query_scalar!(
        r#"DELETE FROM totp_secrets WHERE user_id = $1 RETURNING confirmed_at IS NOT NULL AS "was!""#,
        id as UserId,
    )
    .fetch_optional(executor)
    .await?;
    Ok(deleted.unwrap_or(false))
}

pub async fn insert_recovery_codes(
    executor: impl PgExecutor<'_>,
    id: UserId,
    hashes: &[Vec<u8>],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[])",
        id as UserId,
        hashes,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Whether it was there and unused.
pub async fn mark_recovery_code_used(
    executor: impl PgExecutor<'_>,
    id: UserId,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool> {
    let used = sqlx::query!(
        "UPDATE recovery_codes SET used_at = $3
         WHERE user_id = $1 AND code_hash = $2 AND used_at IS NULL",
        id as UserId,
        hash,
        now,
    )
    .execute(executor)
    .await?;
    Ok(used.rows_affected() == 1)
}

pub async fn delete_recovery_codes(executor: impl PgExecutor<'_>, id: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM recovery_codes WHERE user_id = $1", id as UserId)
        .execute(executor)
        .await?;
    Ok(())
}

pub async fn list_passkeys(executor: impl PgExecutor<'_>, id: UserId) -> Result<Vec<PasskeyView>> {
    sqlx::query_as!(
        PasskeyView,
        r#"SELECT id AS "id: PasskeyId", name, created_at, last_used_at
           FROM passkeys WHERE user_id = $1 ORDER BY id DESC"#,
        id as UserId,
    )
    .fetch_all(executor)
    .await
}

pub async fn list_stored_passkeys(executor: impl PgExecutor<'_>, id: UserId) -> Result<Vec<Value>> {
    sqlx::query_scalar!("SELECT passkey FROM passkeys WHERE user_id = $1", id as UserId)
        .fetch_all(executor)
        .await
}

pub async fn lock_passkey(
    executor: impl PgExecutor<'_>,
    id: UserId,
    credential_id: &[u8],
) -> Result<Option<Value>> {
    sqlx::query_scalar!(
        "SELECT passkey FROM passkeys WHERE user_id = $1 AND credential_id = $2 FOR UPDATE",
        id as UserId,
        credential_id,
    )
    .fetch_optional(executor)
    .await
}

pub async fn insert_passkey(
    executor: impl PgExecutor<'_>,
    id: UserId,
    view: &PasskeyView,
    credential_id: &[u8],
    passkey: &Value,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO passkeys (id, user_id, name, credential_id, passkey, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        view.id as PasskeyId,
        id as UserId,
        view.name,
        credential_id,
        passkey,
        view.created_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn update_passkey(
    executor: impl PgExecutor<'_>,
    id: UserId,
    credential_id: &[u8],
    passkey: &Value,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE passkeys SET passkey = $3, last_used_at = $4
         WHERE user_id = $1 AND credential_id = $2",
        id as UserId,
        credential_id,
        passkey,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// The name of the passkey, if it was there.
pub async fn delete_passkey(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    id: PasskeyId,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING name",
        user_id as UserId,
        id as PasskeyId,
    )
    .fetch_optional(executor)
    .await
}

pub async fn delete_passkeys(executor: impl PgExecutor<'_>, id: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM passkeys WHERE user_id = $1", id as UserId).execute(executor).await?;
    Ok(())
}

pub async fn insert_challenge(
    executor: impl PgExecutor<'_>,
    id: ChallengeId,
    user_id: UserId,
    purpose: &str,
    state: &Value,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO passkey_challenges (id, user_id, purpose, state, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
        id as ChallengeId,
        user_id as UserId,
        purpose,
        state,
        expires_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// What is remembered of a challenge that is still valid; it is gone then.
pub async fn take_challenge(
    executor: impl PgExecutor<'_>,
    id: ChallengeId,
    user_id: UserId,
    purpose: &str,
    now: DateTime<Utc>,
) -> Result<Option<Value>> {
    sqlx::query_scalar!(
        "DELETE FROM passkey_challenges
         WHERE id = $1 AND user_id = $2 AND purpose = $3 AND expires_at > $4 RETURNING state",
        id as ChallengeId,
        user_id as UserId,
        purpose,
        now,
    )
    .fetch_optional(executor)
    .await
}

pub async fn delete_expired_challenges(
    executor: impl PgExecutor<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("DELETE FROM passkey_challenges WHERE expires_at <= $1", now)
        .execute(executor)
        .await?;
    Ok(())
}
