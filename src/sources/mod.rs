//! Providers' endpoints: their addresses, encrypted secrets, and the log of what came in and is no
//! message.
//!
//! Does not know what a provider's requests look like; that is `inbound`'s.

pub mod deliveries;
pub mod http;
mod slug;
mod sql;
pub mod status;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::audit::{self, Action, Actor, Entry};
use crate::auth::{Caller, Capability};
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::SourceId;
use crate::secrets::Keyring;
pub use slug::Slug;
pub use sql::{Which, delete_demo_sources};

/// At most so many secrets are valid at once, so that one can be replaced without a gap.
pub const MOST_SECRETS: usize = 2;
/// How far a signed timestamp may be from now unless the source says otherwise.
pub const USUAL_TOLERANCE_SECONDS: i32 = 300;

/// How long a replaced secret stays valid.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// A provider's endpoint, without its secrets. Not printable: its address may be one.
#[derive(Clone)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// The last part of its address.
    pub slug: String,
    /// The provider's id.
    pub provider: String,
    /// What the team calls it.
    pub name: String,
    /// Its own signature scheme, in place of the provider's.
    pub scheme: Option<Value>,
    /// Where the fields of a generic body are.
    pub fields: Option<Value>,
    /// The recipient of messages that name none.
    pub default_number: Option<String>,
    /// How far a signed timestamp may be from now.
    pub tolerance_seconds: i32,
    /// Whether what comes through it is a demonstration.
    pub is_demo: bool,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// Until when a replaced secret is valid beside the new one.
    pub old_secret_ends_at: Option<DateTime<Utc>>,
}

/// A source to be made. Not printable: its address may be its secret.
pub struct NewSource {
    /// The last part of its address.
    pub slug: Slug,
    /// The provider's id.
    pub provider: &'static str,
    /// What the team calls it, 1 to 100 characters.
    pub name: String,
    /// Its own signature scheme.
    pub scheme: Option<Value>,
    /// Where the fields of a generic body are.
    pub fields: Option<Value>,
    /// The recipient of messages that name none.
    pub default_number: Option<String>,
    /// How far a signed timestamp may be from now, 60 to 900.
    pub tolerance_seconds: i32,
    /// Whether what comes through it is a demonstration.
    pub is_demo: bool,
    /// One or two, as the provider shows them.
    pub secrets: Vec<SecretString>,
}

/// Sources that fit, the latest first.
pub async fn list(context: &Context, which: Which<'_>, limit: i64) -> Result<Vec<Source>> {
    Ok(sql::list_sources(&context.pool, which, context.clock.now(), limit).await?)
}

/// The first source that fits.
pub async fn find(pool: &PgPool, clock: &Clock, which: Which<'_>) -> Result<Option<Source>> {
    Ok(sql::list_sources(pool, which, clock.now(), 1).await?.pop())
}

/// One source.
pub async fn get(context: &Context, id: SourceId) -> Result<Source> {
    let which = Which { id: Some(id), ..Which::default() };
    let found = find(&context.pool, &context.clock, which).await?;
    found.ok_or_else(|| Error::not_found("source"))
}

/// The valid secrets of a source as the provider shows them, the oldest first.
pub async fn secrets(
    pool: &PgPool,
    keys: &Keyring,
    clock: &Clock,
    id: SourceId,
) -> Result<Vec<SecretSlice<u8>>> {
    opened(keys, id, &sql::list_secrets(pool, id, clock.now()).await?)
}

fn opened(keys: &Keyring, id: SourceId, sealed: &[Vec<u8>]) -> Result<Vec<SecretSlice<u8>>> {
    let opened = sealed.iter().map(|sealed| keys.decrypt(&purpose(id), sealed));
    opened.collect::<Result<_, _>>().map_err(Error::internal)
}

/// Adds a source; its slug may not be taken. `entry` says in the audit log who did.
pub async fn add(
    pool: &PgPool,
    keys: &Keyring,
    clock: &Clock,
    new: NewSource,
    entry: Entry,
) -> Result<SourceId> {
    check_secrets(&new.secrets)?;
    let now = clock.now();
    let id = SourceId::new(now);
    let mut transaction = pool.begin().await?;
    match sql::insert_source(&mut *transaction, id, &new, now).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("sources_slug_key") => {
            return Err(Error::Conflict(
                "There is a source at this address already; choose another slug.".into(),
            ));
        }
        result => result?,
    }
    for secret in &new.secrets {
        insert_secret(&mut transaction, keys, clock, id, secret).await?;
    }
    let entry = entry.on("source", id, &new.name).with(json!({ "provider": new.provider }));
    audit::record(&mut transaction, keys, now, &[&entry]).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Who adds sources on the command line and from the settings.
pub fn added_by_system() -> Entry {
    Entry::new(Actor::system(), None, Action::SourceAdded)
}

/// Which source.
#[derive(Clone, Copy)]
pub enum Fed<'a> {
    /// This one.
    By(SourceId),
    /// Those that were at an address.
    At(&'a Slug),
}

/// Refuses whoever does not read every restricted number that a source feeds: whose messages came
/// through it, or that is its default number.
///
/// Whoever changes a source decides where its messages land, how they are read and whether they come.
pub async fn check_reach(
    executor: impl PgExecutor<'_>,
    caller: &Caller,
    fed: Fed<'_>,
) -> Result<()> {
    match sql::feeds_unread(executor, fed, caller.user_id).await? {
        false => Ok(()),
        true => Err(Error::Forbidden(
            "This source feeds a restricted number that you do not read; ask an Owner.".into(),
        )),
    }
}

/// The default number of a source, where the caller sees it or no message came to it yet.
pub async fn visible_default(
    context: &Context,
    caller: &Caller,
    source: &Source,
) -> Result<Option<String>> {
    let Some(number) = &source.default_number else { return Ok(None) };
    let is_visible = caller.can(Capability::ReadMessages)
        && !sql::is_hidden(&context.pool, number, &caller.reader()).await?;
    Ok(is_visible.then(|| number.clone()))
}

/// Changes a source: `change` says what of it, and the secret of another scheme if there is one.
pub async fn change(
    context: &Context,
    caller: &Caller,
    id: SourceId,
    change: impl FnOnce(&mut Source, &[SecretSlice<u8>]) -> Result<Option<SecretString>>,
) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, id).await?;
    check_reach(&mut *transaction, caller, Fed::By(id)).await?;
    let now = context.clock.now();
    let which = Which { id: Some(id), ..Which::default() };
    let found = sql::list_sources(&mut *transaction, which, now, 1).await?.pop();
    let mut source = found.ok_or_else(|| Error::not_found("source"))?;
    let stored = opened(&context.keys, id, &sql::list_secrets(&mut *transaction, id, now).await?)?;
    let secret = change(&mut source, &stored)?;
    sql::update_source(&mut *transaction, &source).await?;
    let mut entries = vec![caller.did(Action::SourceUpdated).on("source", source.id, &source.name)];
    if let Some(secret) = secret {
        replace_secret(context, &mut transaction, id, &secret).await?;
        entries.push(rotated(caller, &source, "secret"));
    }
    context.record(&mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}

/// Removes a source: its address and secrets are gone, its messages stay.
pub async fn remove(context: &Context, caller: &Caller, source: &Source) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, source.id).await?;
    check_reach(&mut *transaction, caller, Fed::By(source.id)).await?;
    sql::mark_removed(&mut *transaction, source.id, context.clock.now()).await?;
    sql::delete_secrets(&mut *transaction, source.id).await?;
    let entry = caller.did(Action::SourceRemoved).on("source", source.id, &source.name);
    context.record(&mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// What is replaced.
pub enum Replacement<'a> {
    /// The secret; the one until now stays valid for 24 hours.
    Secret(&'a SecretString),
    /// The address, of a source whose address is its secret; the old one stops at once.
    Address(&'a Slug),
}

/// Replaces what keeps strangers out of a source.
pub async fn rotate(
    context: &Context,
    caller: &Caller,
    source: &Source,
    replacement: Replacement<'_>,
) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, source.id).await?;
    check_reach(&mut *transaction, caller, Fed::By(source.id)).await?;
    let what = match replacement {
        Replacement::Secret(secret) => {
            replace_secret(context, &mut transaction, source.id, secret).await?;
            "secret"
        }
        Replacement::Address(slug) => {
            sql::update_slug(&mut *transaction, source.id, slug.as_str()).await?;
            "address"
        }
    };
    context.record(&mut transaction, &[rotated(caller, source, what)]).await?;
    Ok(transaction.commit().await?)
}

fn rotated(caller: &Caller, source: &Source, what: &str) -> Entry {
    caller
        .did(Action::SourceRotated)
        .on("source", source.id, &source.name)
        .with(json!({ "replaced": what }))
}

/// Stores a secret; the one until now stays valid for a while.
async fn replace_secret(
    context: &Context,
    connection: &mut PgConnection,
    id: SourceId,
    secret: &SecretString,
) -> Result<()> {
    let ends_at = context.clock.now() + OVERLAP;
    sql::expire_secrets(&mut *connection, id, ends_at).await?;
    insert_secret(connection, &context.keys, &context.clock, id, secret).await
}

async fn lock(connection: &mut PgConnection, id: SourceId) -> Result<()> {
    match sql::lock_source(connection, id).await? {
        true => Ok(()),
        false => Err(Error::not_found("source")),
    }
}

/// Sources that settings name: provider, name, setting and its value.
fn settings(
    config: &Config,
) -> [(&'static str, &'static str, &'static str, Option<&SecretString>); 3] {
    [
        ("joltsms", "JoltSMS", "JOLTSMS_WEBHOOK_SECRET", config.joltsms_webhook_secret.as_ref()),
        (
            "receivesms",
            "ReceiveSMS.ink",
            "RECEIVESMS_WEBHOOK_SECRET",
            config.receivesms_webhook_secret.as_ref(),
        ),
        (
            "sealroute",
            "SealRoute",
            "SEALROUTE_WEBHOOK_TOKEN",
            config.sealroute_webhook_token.as_ref(),
        ),
    ]
}

/// The setting that a source's secret comes from, if it does.
pub fn setting_of(config: &Config, source: &Source) -> Option<&'static str> {
    let named = settings(config).into_iter().find(|(slug, _, _, value)| {
        *slug == source.slug && *slug == source.provider && value.is_some()
    });
    named.map(|(_, _, setting, _)| setting)
}

/// Makes the sources that settings name, and gives those that are there the secrets of the settings.
pub async fn ensure_from_settings(
    pool: &PgPool,
    keys: &Keyring,
    clock: &Clock,
    config: &Config,
) -> Result<()> {
    for (provider, name, _, setting) in settings(config) {
        let Some(setting) = setting else { continue };
        let wanted = split_secrets(setting);
        let which = Which { slug: Some(provider), ..Which::default() };
        let Some(source) = find(pool, clock, which).await? else {
            let new = NewSource {
                slug: provider.parse()?,
                provider,
                name: name.to_owned(),
                scheme: None,
                fields: None,
                default_number: None,
                tolerance_seconds: USUAL_TOLERANCE_SECONDS,
                is_demo: false,
                secrets: wanted,
            };
            match add(pool, keys, clock, new, added_by_system()).await {
                // Another node was first, with the same settings.
                Err(Error::Conflict(_)) => {}
                result => drop(result?),
            }
            continue;
        };
        let stored = secrets(pool, keys, clock, source.id).await?;
        let is_same = stored.len() == wanted.len()
            && stored.iter().all(|secret| {
                wanted
                    .iter()
                    .any(|other| other.expose_secret().as_bytes() == secret.expose_secret())
            });
        if !is_same {
            replace_secrets(pool, keys, clock, &source, &wanted).await?;
        }
    }
    Ok(())
}

/// The secrets of a setting: one, or two separated by a comma.
pub fn split_secrets(setting: &SecretString) -> Vec<SecretString> {
    let parts = setting.expose_secret().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.to_owned().into()).collect()
}

fn check_secrets(secrets: &[SecretString]) -> Result<()> {
    if secrets.len() > MOST_SECRETS {
        return Err(Error::invalid("secret", "at most two secrets can be valid at once"));
    }
    Ok(())
}

async fn replace_secrets(
    pool: &PgPool,
    keys: &Keyring,
    clock: &Clock,
    source: &Source,
    secrets: &[SecretString],
) -> Result<()> {
    check_secrets(secrets)?;
    let mut transaction = pool.begin().await?;
    sql::delete_secrets(&mut *transaction, source.id).await?;
    for secret in secrets {
        insert_secret(&mut transaction, keys, clock, source.id, secret).await?;
    }
    let entry = Entry::new(Actor::system(), None, Action::SourceRotated).on(
        "source",
        source.id,
        &source.name,
    );
    audit::record(&mut transaction, keys, clock.now(), &[&entry]).await?;
    Ok(transaction.commit().await?)
}

async fn insert_secret(
    connection: &mut PgConnection,
    keys: &Keyring,
    clock: &Clock,
    id: SourceId,
    secret: &SecretString,
) -> Result<()> {
    let now = clock.now();
    let sealed =
        keys.encrypt(&purpose(id), secret.expose_secret().as_bytes()).map_err(Error::internal)?;
    Ok(sql::insert_secret(connection, crate::id::new_v7(now), id, &sealed, now).await?)
}

fn purpose(id: SourceId) -> String {
    format!("source secret {id}")
}
