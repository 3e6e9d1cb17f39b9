//! Providers' endpoints: their addresses, encrypted secrets, and the log of what came in and is no
//! message.
//!
//! Does not know what a provider's requests look like; that is `inbound`'s.

pub mod deliveries;
pub mod http;
mod slug;
mod sql;

use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::audit::{self, Action, Actor, Entry};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::id::SourceId;
use crate::random;
use crate::secrets::Keyring;
pub use slug::Slug;

/// At most so many secrets are valid at once, so that one can be replaced without a gap.
pub const MOST_SECRETS: usize = 2;

/// A provider's endpoint.
#[derive(Debug)]
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
    /// The secrets as the provider shows them.
    pub secrets: Vec<SecretSlice<u8>>,
}

/// A source to be made.
#[derive(Debug)]
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
    /// One or two, as the provider shows them.
    pub secrets: Vec<SecretString>,
}

/// The source at an address.
pub async fn find_by_slug(pool: &PgPool, keys: &Keyring, slug: &str) -> Result<Option<Source>> {
    let Some(mut source) = sql::find_source_by_slug(pool, slug).await? else {
        return Ok(None);
    };
    source.secrets = secrets(pool, keys, source.id).await?;
    Ok(Some(source))
}

/// A source of a provider, if there is one; the oldest of several.
pub async fn find_by_provider(
    pool: &PgPool,
    keys: &Keyring,
    provider: &str,
) -> Result<Option<Source>> {
    match sql::find_slug_by_provider(pool, provider).await? {
        Some(slug) => find_by_slug(pool, keys, &slug).await,
        None => Ok(None),
    }
}

/// Adds a source; its slug may not be taken.
pub async fn add(pool: &PgPool, keys: &Keyring, clock: &Clock, new: NewSource) -> Result<SourceId> {
    if !(1..=100).contains(&new.name.chars().count()) {
        return Err(Error::invalid("name", "must have 1 to 100 characters"));
    }
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
    // Sources come from the command line and the settings alone.
    let entry = Entry::new(Actor::system(), None, Action::SourceAdded)
        .on("source", id, &new.name)
        .with(json!({ "provider": new.provider }));
    audit::record(&mut transaction, keys, now, &[&entry]).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Makes the sources that settings name, and gives those that are there the secrets of the settings.
pub async fn ensure_from_settings(
    pool: &PgPool,
    keys: &Keyring,
    clock: &Clock,
    config: &Config,
) -> Result<()> {
    for (provider, name, setting) in [
        ("joltsms", "JoltSMS", &config.joltsms_webhook_secret),
        ("receivesms", "ReceiveSMS.ink", &config.receivesms_webhook_secret),
    ] {
        let Some(setting) = setting else { continue };
        let wanted = split_secrets(setting);
        let slug: Slug = provider.parse()?;
        let Some(source) = find_by_slug(pool, keys, provider).await? else {
            let new = NewSource {
                slug,
                provider,
                name: name.to_owned(),
                scheme: None,
                fields: None,
                default_number: None,
                secrets: wanted,
            };
            match add(pool, keys, clock, new).await {
                // Another node was first, with the same settings.
                Err(Error::Conflict(_)) => {}
                result => drop(result?),
            }
            continue;
        };
        let is_same = source.secrets.len() == wanted.len()
            && source.secrets.iter().all(|secret| {
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

/// A secret for a provider that lets its user choose one.
pub fn new_secret() -> SecretString {
    random::token()
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
    connection: &mut sqlx::PgConnection,
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

async fn secrets(pool: &PgPool, keys: &Keyring, id: SourceId) -> Result<Vec<SecretSlice<u8>>> {
    let stored = sql::list_secrets(pool, id).await?;
    let opened = stored.iter().map(|sealed| keys.decrypt(&purpose(id), sealed));
    opened.collect::<Result<_, _>>().map_err(Error::internal)
}

fn purpose(id: SourceId) -> String {
    format!("source secret {id}")
}
