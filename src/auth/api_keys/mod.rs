//! Keys for programs: shown once, hashed at rest, and never worth more than what their makers may
//! do now.

pub mod http;
mod sql;

use chrono::{DateTime, TimeDelta, Utc};
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Caller, Capability};
use crate::audit::{self, Action, Entry};
use crate::config::network;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::http::json::{check_name, check_year};
use crate::id::{ApiKeyId, UserId};
use crate::origin::Origin;
use crate::random;
use crate::secrets::token_hash;

/// What every key begins with.
pub const PREFIX: &str = "cbk_";
/// Characters of a key that its maker sees again.
const SHOWN: usize = 12;
/// Keys of one member.
const MOST_KEYS: i64 = 50;
/// Numbers or networks of one key.
const MOST_LIMITS: usize = 100;
/// How exactly the last use is known.
const LAST_USE: TimeDelta = TimeDelta::seconds(60);

/// A key as its maker sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// What its maker calls it.
    pub name: String,
    /// How it begins.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<Capability>,
    /// The numbers that it may read; null: all that its maker reads.
    #[schema(required)]
    pub number_ids: Option<Vec<Uuid>>,
    /// Where it may be used from (CIDR); empty: anywhere.
    #[schema(value_type = Vec<String>)]
    pub networks: Vec<IpNet>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    #[schema(required)]
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was last used, to the minute.
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
    /// Where from.
    #[schema(required)]
    pub last_used_address: Option<String>,
}

/// A key to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateApiKey {
    /// What it is called, 1 to 100 characters.
    pub name: String,
    /// What it may do, of what the caller may do.
    pub scopes: Vec<Capability>,
    /// Up to 100 numbers that it may read; absent: all that its maker reads.
    pub number_ids: Option<Vec<Uuid>>,
    /// Up to 100 networks (CIDR) or addresses that it may be used from; absent: anywhere.
    #[serde(default)]
    pub networks: Vec<String>,
    /// When it ends; absent: never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Makes a key; what its text is can't be found out later.
pub async fn create(
    context: &Context,
    caller: &Caller,
    new: CreateApiKey,
) -> Result<(ApiKey, SecretString)> {
    let now = context.clock.now();
    let key: SecretString = format!("{PREFIX}{}", random::token().expose_secret()).into();
    let api_key = check(caller, new, &key, now)?;
    let mut transaction = context.pool.begin().await?;
    if let Some(ids) = &api_key.number_ids
        && sql::count_readable(&mut *transaction, caller.user_id, ids).await?
            != i64::try_from(ids.len()).unwrap_or(i64::MAX)
    {
        let rule = say!("must be ids of numbers that you see, each once");
        return Err(Error::invalid("number_ids", rule));
    }
    // The member's row is locked, so that two requests at once can't pass the limit.
    sql::lock_member(&mut *transaction, caller.user_id).await?;
    if sql::count_keys(&mut *transaction, caller.user_id).await? >= MOST_KEYS {
        return Err(full!(MOST_KEYS, "keys of yours", "revoke one first"));
    }
    let hash = token_hash(key.expose_secret());
    sql::insert_key(&mut *transaction, caller.user_id, &api_key, &hash).await?;
    let entry = caller
        .did(Action::ApiKeyCreated)
        .on("api_key", api_key.id, &api_key.name)
        .with(json!({ "scopes": api_key.scopes, "prefix": api_key.prefix }));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok((api_key, key))
}

fn check(
    caller: &Caller,
    new: CreateApiKey,
    key: &SecretString,
    now: DateTime<Utc>,
) -> Result<ApiKey> {
    let name = check_name(&new.name)?;
    let mut scopes = new.scopes;
    scopes.sort_by_key(|scope| scope.as_str());
    scopes.dedup();
    if scopes.is_empty() {
        return Err(Error::invalid("scopes", say!("must name at least one scope")));
    }
    if let Some(scope) = scopes.iter().find(|scope| !scope.is_scope()) {
        let rule = say!("{scope} can't be given to a key", scope = scope.as_str());
        return Err(Error::invalid("scopes", rule));
    }
    if let Some(scope) = scopes.iter().find(|scope| !caller.can(**scope)) {
        let (scope, role) = (scope.as_str(), caller.role);
        let rule = say!(
            "You can't give {scope} to a key: the role {role} doesn't include it",
            scope,
            role
        );
        return Err(Error::invalid("scopes", rule));
    }
    if new.number_ids.is_some()
        && let Some(scope) = scopes.iter().find(|scope| scope.is_of_all_numbers())
    {
        let rule = say!(
            "{scope} is about all numbers: leave it or number_ids out",
            scope = scope.as_str()
        );
        return Err(Error::invalid("scopes", rule));
    }
    if new.number_ids.as_ref().is_some_and(|ids| !(1..=MOST_LIMITS).contains(&ids.len())) {
        let rule =
            say!("must have 1 to {most} entries, or be absent for all numbers", most = MOST_LIMITS);
        return Err(Error::invalid("number_ids", rule));
    }
    if new.networks.len() > MOST_LIMITS {
        return Err(Error::invalid(
            "networks",
            say!("must have at most {most} entries", most = MOST_LIMITS),
        ));
    }
    let networks = new.networks.iter().map(|text| network::parse(text));
    let networks = networks.collect::<Result<_, _>>().map_err(|_| {
        Error::invalid("networks", say!("must be addresses or networks such as 192.0.2.0/24"))
    })?;
    check_year("expires_at", new.expires_at.as_ref())?;
    if new.expires_at.is_some_and(|at| at <= now) {
        return Err(Error::invalid("expires_at", say!("must be in the future")));
    }
    Ok(ApiKey {
        id: ApiKeyId::new(now),
        name,
        prefix: key.expose_secret().chars().take(SHOWN).collect(),
        scopes,
        number_ids: new.number_ids,
        networks,
        created_at: now,
        expires_at: new.expires_at,
        last_used_at: None,
        last_used_address: None,
    })
}

/// Takes one's own key back; it stops working at once.
pub async fn revoke(context: &Context, caller: &Caller, id: ApiKeyId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let now = context.clock.now();
    let name = sql::revoke_key(&mut *transaction, caller.user_id, id, now).await?;
    let name = name.ok_or_else(|| not_found!("API key"))?;
    let entry = caller.did(Action::ApiKeyRevoked).on("api_key", id, &name);
    audit::record(context, &mut transaction, &[entry]).await?;
    notify::publish(&mut *transaction, Topic::AccessUpdated, &[caller.user_id.into()]).await?;
    Ok(transaction.commit().await?)
}

/// Takes all keys of a member back in the transaction of `connection`, for somebody who sets a new
/// password; their entries for the log.
pub async fn revoke_all(
    connection: &mut PgConnection,
    context: &Context,
    user_id: UserId,
    did: impl Fn(Action) -> Entry,
) -> Result<Vec<Entry>> {
    let revoked = sql::revoke_keys_of(&mut *connection, user_id, context.clock.now()).await?;
    notify::publish(connection, Topic::AccessUpdated, &[user_id.into()]).await?;
    let entry =
        |(id, name): &(ApiKeyId, String)| did(Action::ApiKeyRevoked).on("api_key", *id, name);
    Ok(revoked.iter().map(entry).collect())
}

/// Who uses a key that is valid from there.
pub async fn find_caller(
    context: &Context,
    key: &str,
    origin: Option<&Origin>,
) -> Result<Option<Caller>> {
    let now = context.clock.now();
    let Some(origin) = origin else { return Ok(None) };
    let hash = token_hash(key);
    let Some(found) = sql::find_key(&context.pool, Some(&hash), None, now).await? else {
        return Ok(None);
    };
    let is_allowed = found.networks.is_empty()
        || found.networks.iter().any(|network| network.contains(&origin.address));
    if !is_allowed {
        // The sign of a key that was stolen.
        let caller = Caller { origin: Some(origin.clone()), ..found.caller };
        let entry = caller
            .did(Action::AccessRefused)
            .with(json!({ "reason": "the key is not allowed from this address" }));
        audit::refuse(context, entry).await?;
        return Ok(None);
    }
    let address = origin.address.to_string();
    let is_noted = found.last_used_at.is_some_and(|at| now - at < LAST_USE)
        && found.last_used_address.as_deref() == Some(&address);
    if !is_noted {
        sql::mark_used(&context.pool, found.id, origin, now).await?;
    }
    Ok(Some(found.caller))
}

/// Who uses a key that was valid from there, as they are now.
pub async fn renew(
    context: &Context,
    id: ApiKeyId,
    origin: Option<&Origin>,
) -> Result<Option<Caller>> {
    let found = sql::find_key(&context.pool, None, Some(id), context.clock.now()).await?;
    Ok(found.map(|found| Caller { origin: origin.cloned(), ..found.caller }))
}

/// How many keys of a member are not revoked.
pub async fn count(pool: &PgPool, user_id: UserId) -> Result<i64> {
    Ok(sql::count_keys(pool, user_id).await?)
}

/// The keys of a member that are not revoked, the latest first.
pub async fn list(context: &Context, user_id: UserId) -> Result<Vec<ApiKey>> {
    Ok(sql::list_keys(&context.pool, user_id).await?)
}
