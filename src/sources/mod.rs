//! Providers' endpoints: their addresses, encrypted secrets, and the log of what came in and is no
//! message.
//!
//! Does not know what a provider's requests look like; that is `inbound`'s.

pub mod arrivals;
mod from_settings;
pub mod http;
pub mod secrets;
mod slug;
mod sql;
pub mod status;

use chrono::{DateTime, Utc};
use secrecy::{SecretSlice, SecretString};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use crate::audit::{self, Action, Actor, Entry};
use crate::auth::{Caller, Capability};
use crate::context::Context;
use crate::error::{Error, OnConstraint, Result};
use crate::id::SourceId;
pub use from_settings::{ensure_from_settings, find_unset, follow_settings, is_set};
pub use secrets::{MOST_SECRETS, split_secrets};
pub use slug::Slug;
pub use sql::{Which, delete_demo_sources};

/// How far a signed timestamp may be from now unless the source says otherwise.
pub const USUAL_TOLERANCE_SECONDS: i32 = 300;

/// A provider's endpoint, without its secrets. Not printable: its address may be one.
#[derive(Clone)]
pub struct Source {
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
    /// The setting of the server that it comes from.
    pub setting: Option<String>,
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
pub async fn find(context: &Context, which: Which<'_>) -> Result<Option<Source>> {
    Ok(list(context, which, 1).await?.pop())
}

/// One source.
pub async fn get(context: &Context, id: SourceId) -> Result<Source> {
    let which = Which { id: Some(id), ..Which::default() };
    let found = find(context, which).await?;
    found.ok_or_else(|| not_found!("source"))
}

/// Adds a source; its slug may not be taken. `entry` says in the audit log who did.
pub async fn add(context: &Context, new: NewSource, entry: Entry) -> Result<SourceId> {
    secrets::check(&new.secrets)?;
    let now = context.clock.now();
    let id = SourceId::new(now);
    let mut transaction = context.pool.begin().await?;
    sql::insert_source(&mut *transaction, id, &new, now).await.on_constraint(
        "sources_slug_key",
        || {
            let text = say!("There is a source at this address already; choose another slug.");
            Error::Conflict(text)
        },
    )?;
    for secret in &new.secrets {
        secrets::insert(context, &mut transaction, id, secret).await?;
    }
    let entry = entry.on("source", id, &new.name).with(json!({ "provider": new.provider }));
    audit::record(context, &mut transaction, &[entry]).await?;
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
        true => Err(Error::Forbidden(say!(
            "This source feeds a restricted number that you do not read; ask an Owner."
        ))),
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
    let mut source = found.ok_or_else(|| not_found!("source"))?;
    let stored = secrets::list(context, &mut *transaction, id).await?;
    let secret = change(&mut source, &stored)?;
    sql::update_source(&mut *transaction, &source).await?;
    let mut entries = vec![caller.did(Action::SourceUpdated).on("source", source.id, &source.name)];
    if let Some(secret) = secret {
        secrets::replace(context, &mut transaction, id, &secret).await?;
        entries.push(rotated(caller, &source, "secret"));
    }
    audit::record(context, &mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}

/// Removes a source: its address and secrets are gone, its messages stay.
pub async fn remove(context: &Context, caller: &Caller, source: &Source) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, source.id).await?;
    check_reach(&mut *transaction, caller, Fed::By(source.id)).await?;
    let entry = caller.did(Action::SourceRemoved).on("source", source.id, &source.name);
    delete(context, &mut transaction, source.id, entry).await?;
    Ok(transaction.commit().await?)
}

/// Takes a source's address and secrets away; `entry` says in the audit log who did.
async fn delete(
    context: &Context,
    connection: &mut PgConnection,
    id: SourceId,
    entry: Entry,
) -> Result<()> {
    sql::mark_removed(&mut *connection, id, context.clock.now()).await?;
    secrets::delete(&mut *connection, id).await?;
    audit::record(context, connection, &[entry]).await
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
            secrets::replace(context, &mut transaction, source.id, secret).await?;
            "secret"
        }
        Replacement::Address(slug) => {
            sql::update_slug(&mut *transaction, source.id, slug.as_str()).await?;
            "address"
        }
    };
    audit::record(context, &mut transaction, &[rotated(caller, source, what)]).await?;
    Ok(transaction.commit().await?)
}

fn rotated(caller: &Caller, source: &Source, what: &str) -> Entry {
    caller
        .did(Action::SourceRotated)
        .on("source", source.id, &source.name)
        .with(json!({ "replaced": what }))
}

async fn lock(connection: &mut PgConnection, id: SourceId) -> Result<()> {
    match sql::lock_source(connection, id).await? {
        true => Ok(()),
        false => Err(not_found!("source")),
    }
}
