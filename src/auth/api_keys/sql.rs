//! Statements on keys for programs.

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use sqlx::PgExecutor;
use uuid::Uuid;

use super::ApiKey;
use crate::auth::sql::role;
use crate::auth::{Caller, Capability, Credential};
use crate::id::{ApiKeyId, UserId};
use crate::origin::Origin;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A key that is neither revoked nor expired, and who uses it.
pub struct FoundKey {
    pub id: ApiKeyId,
    pub caller: Caller,
    pub networks: Vec<IpNet>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub last_used_address: Option<String>,
}

fn networks(texts: &[String]) -> Result<Vec<IpNet>> {
    let parsed = texts.iter().map(|text| text.parse::<IpNet>());
    parsed.collect::<std::result::Result<_, _>>().map_err(|error| sqlx::Error::Decode(error.into()))
}

/// Scopes that a newer version wrote are not known and count nothing.
fn scopes(names: &[String]) -> Vec<Capability> {
    names.iter().filter_map(|name| Capability::from_name(name)).collect()
}

/// By its hash or by its id.
pub async fn find_key(
    executor: impl PgExecutor<'_>,
    hash: Option<&[u8]>,
    id: Option<ApiKeyId>,
    now: DateTime<Utc>,
) -> Result<Option<FoundKey>> {
    let row = sqlx::query!(
        r#"SELECT api_keys.id AS "id: ApiKeyId", api_keys.name, scopes, number_ids,
                  networks, last_used_at, expires_at,
                  host(last_used_address) AS last_used_address,
                  users.id AS "user_id: UserId", users.name AS user_name, users.role,
                  team.require_second_factor
                  AND NOT EXISTS (SELECT FROM totp_secrets
                                  WHERE user_id = users.id AND confirmed_at IS NOT NULL)
                  AND NOT EXISTS (SELECT FROM passkeys WHERE user_id = users.id) AS "is_held_up!"
           FROM api_keys JOIN users ON users.id = api_keys.user_id CROSS JOIN team
           WHERE (key_hash = $1 OR api_keys.id = $3) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
             AND users.disabled_at IS NULL"#,
        hash,
        now,
        id as Option<ApiKeyId>,
    )
    .fetch_optional(executor)
    .await?;
    row.map(|row| {
        let caller = Caller {
            user_id: row.user_id,
            role: role(&row.role)?,
            name: row.user_name,
            credential: Credential::ApiKey {
                id: row.id,
                name: row.name,
                scopes: scopes(&row.scopes),
                number_ids: row.number_ids,
            },
            is_held_up: row.is_held_up,
            expires_at: row.expires_at,
            origin: None,
        };
        Ok(FoundKey {
            id: row.id,
            caller,
            networks: networks(&row.networks)?,
            last_used_at: row.last_used_at,
            last_used_address: row.last_used_address,
        })
    })
    .transpose()
}

pub async fn mark_used(
    executor: impl PgExecutor<'_>,
    id: ApiKeyId,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE api_keys SET last_used_at = $2, last_used_address = $3::text::inet WHERE id = $1",
        id as ApiKeyId,
        now,
        origin.address.to_string(),
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// How many of these numbers a member reads.
pub async fn count_readable(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    ids: &[Uuid],
) -> Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM number_readers
           WHERE user_id = $1 AND number_id = ANY($2)"#,
        user_id as UserId,
        ids,
    )
    .fetch_one(executor)
    .await
}

/// Until the transaction ends.
pub async fn lock_member(executor: impl PgExecutor<'_>, user_id: UserId) -> Result<()> {
    sqlx::query!("SELECT FROM users WHERE id = $1 FOR UPDATE", user_id as UserId)
        .execute(executor)
        .await?;
    Ok(())
}

pub async fn count_keys(executor: impl PgExecutor<'_>, user_id: UserId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM api_keys WHERE user_id = $1 AND revoked_at IS NULL"#,
        user_id as UserId,
    )
    .fetch_one(executor)
    .await
}

pub async fn insert_key(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    key: &ApiKey,
    hash: &[u8],
) -> Result<()> {
    let networks: Vec<String> = key.networks.iter().map(IpNet::to_string).collect();
    let scopes: Vec<String> = key.scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    sqlx::query!(
        "INSERT INTO api_keys
           (id, user_id, name, key_hash, prefix, scopes, number_ids, networks, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        key.id as ApiKeyId,
        user_id as UserId,
        key.name,
        hash,
        key.prefix,
        &scopes,
        key.number_ids.as_deref(),
        &networks,
        key.created_at,
        key.expires_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn list_keys(executor: impl PgExecutor<'_>, user_id: UserId) -> Result<Vec<ApiKey>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ApiKeyId", name, prefix, scopes, number_ids,
                  networks, created_at, expires_at, last_used_at,
                  host(last_used_address) AS last_used_address
           FROM api_keys WHERE user_id = $1 AND revoked_at IS NULL ORDER BY id DESC"#,
        user_id as UserId,
    )
    .fetch_all(executor)
    .await?;
    let keys = rows.into_iter().map(|row| {
        Ok(ApiKey {
            id: row.id,
            name: row.name,
            prefix: row.prefix,
            scopes: scopes(&row.scopes),
            number_ids: row.number_ids,
            networks: networks(&row.networks)?,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
            last_used_address: row.last_used_address,
        })
    });
    keys.collect()
}

/// The name of the key, if it was there.
pub async fn revoke_key(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    id: ApiKeyId,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "UPDATE api_keys SET revoked_at = $3
         WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL RETURNING name",
        id as ApiKeyId,
        user_id as UserId,
        now,
    )
    .fetch_optional(executor)
    .await
}

/// Revokes all keys of a member; their ids and names.
pub async fn revoke_keys_of(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<(ApiKeyId, String)>> {
    let rows = sqlx::query!(
        r#"UPDATE api_keys SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL
           RETURNING id AS "id: ApiKeyId", name"#,
        user_id as UserId,
        now,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
