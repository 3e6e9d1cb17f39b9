//! The secrets of sources, encrypted: at most two are valid at once, so that one can be replaced without
//! a gap.

mod sql;

use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sqlx::{PgConnection, PgExecutor};

use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{SourceId, new_v7};
use crate::secrets::Keyring;
pub use sql::delete;

/// How many are valid at once.
pub const MOST_SECRETS: usize = 2;
/// How long a replaced one stays valid.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// The valid secrets of a source as the provider shows them, the oldest first.
pub async fn list(
    context: &Context,
    executor: impl PgExecutor<'_>,
    id: SourceId,
) -> Result<Vec<SecretSlice<u8>>> {
    let sealed = sql::list(executor, id, context.clock.now()).await?;
    let opened = sealed.iter().map(|sealed| context.keys.decrypt(&purpose(id), sealed));
    opened.collect::<Result<_, _>>().map_err(Error::internal)
}

/// Whether a source's valid secrets are these; one that can't be decrypted is none of them.
pub async fn are(
    context: &Context,
    executor: impl PgExecutor<'_>,
    id: SourceId,
    wanted: &[SecretString],
) -> Result<bool> {
    let sealed = sql::list(executor, id, context.clock.now()).await?;
    let is_wanted = |sealed: &Vec<u8>| {
        let stored = context.keys.decrypt(&purpose(id), sealed);
        stored.is_ok_and(|stored| {
            wanted.iter().any(|one| one.expose_secret().as_bytes() == stored.expose_secret())
        })
    };
    Ok(sealed.len() == wanted.len() && sealed.iter().all(is_wanted))
}

/// The names of sources with a secret that can't be decrypted.
pub async fn list_lost(executor: impl PgExecutor<'_>, keys: &Keyring) -> Result<Vec<String>> {
    let stored = sql::list_all(executor).await?;
    let is_lost = |(id, _, sealed): &(SourceId, String, Vec<u8>)| {
        keys.decrypt(&purpose(*id), sealed).is_err()
    };
    let mut lost: Vec<String> =
        stored.into_iter().filter(is_lost).map(|(_, name, _)| name).collect();
    lost.dedup();
    Ok(lost)
}

/// Stores a secret; the one until now stays valid for a while.
pub async fn replace(
    context: &Context,
    connection: &mut PgConnection,
    id: SourceId,
    secret: &SecretString,
) -> Result<()> {
    let ends_at = context.clock.now() + OVERLAP;
    sql::expire(&mut *connection, id, ends_at).await?;
    insert(context, connection, id, secret).await
}

/// The secrets of a setting: one, or two separated by a comma.
pub fn split_secrets(setting: &SecretString) -> Vec<SecretString> {
    let parts = setting.expose_secret().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.to_owned().into()).collect()
}

/// Refuses more than can be valid at once.
pub fn check(secrets: &[SecretString]) -> Result<()> {
    if secrets.len() > MOST_SECRETS {
        return Err(Error::invalid("secret", say!("at most two secrets can be valid at once")));
    }
    Ok(())
}

/// Stores one.
pub async fn insert(
    context: &Context,
    connection: &mut PgConnection,
    id: SourceId,
    secret: &SecretString,
) -> Result<()> {
    let now = context.clock.now();
    let sealed = context.keys.encrypt(&purpose(id), secret.expose_secret().as_bytes());
    let sealed = sealed.map_err(Error::internal)?;
    Ok(sql::insert(connection, new_v7(now), id, &sealed, now).await?)
}

fn purpose(id: SourceId) -> String {
    format!("source secret {id}")
}
