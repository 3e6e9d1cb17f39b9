//! Where messages and notices are forwarded to, in which form ([`kinds`]), and by which [`rules`].
//!
//! Sends nothing; that is `delivery`'s.

pub mod health;
pub mod http;
mod kind_name;
pub mod kinds;
pub mod letter;
pub mod outgoing;
pub mod rules;
mod sql;
mod stored;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::{check_name, present};
use crate::id::{ChannelId, DeliveryId, UserId};
use crate::secrets::Keyring;
pub use kind_name::KindName;
use kinds::Settings;
pub use sql::list_sealed;
pub use stored::Stored;

/// Channels of a team.
pub const MOST_CHANNELS: i64 = 100;
/// Retries of a delivery.
const MOST_RETRIES: usize = 10;
/// The last retry, in seconds after the first attempt.
const LATEST_RETRY: i32 = 24 * 60 * 60;
/// When a failed delivery is tried again unless the channel says otherwise, in seconds after the
/// first attempt.
const USUAL_RETRIES: [i32; 5] = [5, 30, 60, 120, 300];
/// How long a replaced signing secret still signs.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// A channel, without its secrets.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Channel {
    pub id: ChannelId,
    /// What it is, of `GET /channels/kinds`.
    pub kind: KindName,
    /// What the team calls it.
    pub name: String,
    /// The host that it goes to, or the addresses of an e-mail; null where its settings can't be
    /// decrypted and have to be entered again.
    #[schema(required)]
    pub target: Option<String>,
    /// Whether it only says that a code came, and leaves code and text out.
    pub is_thin: bool,
    /// When a failed delivery is tried again, in seconds after the first attempt.
    pub retry_at_seconds: Vec<i32>,
    /// Why nothing is forwarded to it.
    #[schema(required)]
    pub disabled_reason: Option<DisabledReason>,
    /// The first failed attempt since the last success.
    #[schema(required)]
    pub failing_since: Option<DateTime<Utc>>,
    /// Until when a replaced signing secret still signs.
    #[schema(required)]
    pub old_secret_ends_at: Option<DateTime<Utc>>,
    /// Who last said where it goes, or had it get codes and texts. Of restricted numbers it gets only
    /// what they may read.
    #[schema(required)]
    pub set_by: Option<SetBy>,
    /// Rules that are switched on and name it.
    pub rules: i64,
    /// The latest delivery that was tried.
    #[schema(required)]
    pub last_delivery: Option<LastDelivery>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// Why nothing is forwarded to a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum DisabledReason {
    /// Its receiver answered that it is no more.
    Gone,
    /// A member switched it off.
    ByMember,
    /// Whoever last set it up has left, or may not set channels up any more.
    Orphaned,
}

/// A member who set something up.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SetBy {
    /// The member.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

/// What became of a delivery, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastDelivery {
    pub id: DeliveryId,
    /// `waiting`, `delivered` or `failed`.
    pub status: String,
    /// When its last attempt began.
    pub at: DateTime<Utc>,
    /// How long that took, in milliseconds.
    pub duration_ms: i32,
    /// What went wrong, in words.
    #[schema(required)]
    pub detail: Option<String>,
    /// The receiver's status.
    #[schema(required)]
    pub answer_status: Option<i32>,
    /// The first 1,000 characters of its answer.
    #[schema(required)]
    pub answer: Option<String>,
}

/// A channel to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateChannel {
    /// What the team calls it, 1 to 100 characters.
    pub name: String,
    /// Where it goes.
    pub settings: Settings,
    /// Whether it only says that a code came.
    #[serde(default)]
    pub is_thin: bool,
    /// When a failed delivery is tried again, in seconds after the first attempt: up to 10 rising
    /// numbers from 1 to 86,400.
    #[serde(default)]
    pub retry_at_seconds: Option<Vec<i32>>,
}

/// What changes of a channel; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateChannel {
    /// What the team calls it.
    #[serde(default)]
    name: Option<String>,
    /// Where it goes, all of it; of the same kind.
    #[serde(default)]
    settings: Option<Settings>,
    /// Whether it only says that a code came.
    #[serde(default)]
    is_thin: Option<bool>,
    /// When a failed delivery is tried again; null: as usual.
    #[serde(default, with = "present")]
    #[schema(value_type = Option<Vec<i32>>)]
    retry_at_seconds: Option<Option<Vec<i32>>>,
    /// Whether anything is forwarded to it.
    #[serde(default)]
    is_enabled: Option<bool>,
}

impl UpdateChannel {
    /// Whether messages may go elsewhere, more of them, or again.
    fn sends_more(&self) -> bool {
        self.settings.is_some() || self.is_thin == Some(false) || self.is_enabled == Some(true)
    }
}

/// All channels, the oldest first.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<Channel>> {
    Ok(sql::list_channels(&context.pool, &context.keys, caller, None).await?)
}

/// One channel.
pub async fn get(context: &Context, caller: &Caller, id: ChannelId) -> Result<Channel> {
    let found = sql::list_channels(&context.pool, &context.keys, caller, Some(id)).await?.pop();
    found.ok_or_else(|| not_found!("channel"))
}

/// Adds a channel; returns its signing secret, of a webhook.
pub async fn add(
    context: &Context,
    caller: &Caller,
    new: CreateChannel,
) -> Result<(Channel, Option<SecretString>)> {
    let name = check_name(&new.name)?;
    let retries = check_retries(new.retry_at_seconds)?;
    let settings = check_settings(context, new.settings).await?;
    let stored = Stored::new(settings);
    let (kind, target) = (stored.settings.kind(), stored.settings.target());
    let now = context.clock.now();
    let id = ChannelId::new(now);
    let mut transaction = context.pool.begin().await?;
    let row = sql::Row {
        id,
        name: name.clone(),
        settings: Some(seal(&context.keys, id, &stored)?),
        is_thin: new.is_thin,
        retry_at_seconds: retries,
        disabled_reason: None,
        set_by: Some(caller.user_id),
    };
    if !sql::insert_channel(&mut *transaction, &row, kind, now, MOST_CHANNELS).await? {
        return Err(full!(MOST_CHANNELS, "channels", "remove one first"));
    }
    let entry = caller.did(Action::ChannelAdded).on("channel", id, &name);
    let entry = entry.with(json!({"kind": kind.id, "target": target}));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok((get(context, caller, id).await?, stored.secret))
}

/// Changes a channel.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: ChannelId,
    change: UpdateChannel,
) -> Result<Channel> {
    let before = get(context, caller, id).await?;
    let UpdateChannel { name, settings, is_thin, retry_at_seconds, is_enabled } = change;
    let name = name.map(|name| check_name(&name)).transpose()?;
    let retries = retry_at_seconds.map(check_retries).transpose()?;
    let settings = match settings {
        Some(settings) if settings.kind().id != before.kind.as_str() => {
            let rule = say!("can't change; add another channel");
            return Err(Error::invalid("settings.kind", rule));
        }
        Some(settings) => Some(check_settings(context, settings).await?),
        None => None,
    };
    let mut transaction = context.pool.begin().await?;
    rules::changed(&mut transaction).await?;
    let mut row = lock(&mut transaction, id).await?;
    let mut details = serde_json::Map::new();
    if let Some(name) = name {
        row.name = name;
    }
    if let Some(is_thin) = is_thin {
        // Whoever has more of a message go out has to be allowed to read it.
        if row.is_thin && !is_thin {
            row.set_by = Some(caller.user_id);
        }
        row.is_thin = is_thin;
        details.insert("is_thin".to_owned(), is_thin.into());
    }
    if let Some(retries) = retries {
        row.retry_at_seconds = retries;
    }
    if let Some(is_enabled) = is_enabled {
        // Whoever switches it on again answers for where it goes.
        if is_enabled && row.disabled_reason == Some(DisabledReason::Orphaned) {
            row.set_by = Some(caller.user_id);
        }
        row.disabled_reason = match is_enabled {
            true => None,
            false => row.disabled_reason.or(Some(DisabledReason::ByMember)),
        };
        details.insert("is_enabled".to_owned(), is_enabled.into());
    }
    if let Some(settings) = settings {
        details.insert("target".to_owned(), settings.target().into());
        let stored = match open(&context.keys, &row) {
            Some(stored) => Stored { settings, ..stored },
            None => Stored::new(settings),
        };
        row.settings = Some(seal(&context.keys, id, &stored)?);
        row.set_by = Some(caller.user_id);
    }
    sql::update_channel(&mut *transaction, &row).await?;
    let entry = caller.did(Action::ChannelUpdated).on("channel", id, &row.name);
    audit::record(context, &mut transaction, &[entry.with(Value::Object(details))]).await?;
    transaction.commit().await?;
    get(context, caller, id).await
}

/// Replaces a channel's signing secret; the one until now also signs for 24 hours.
pub async fn rotate(
    context: &Context,
    caller: &Caller,
    id: ChannelId,
) -> Result<(Channel, SecretString)> {
    let mut transaction = context.pool.begin().await?;
    let mut row = lock(&mut transaction, id).await?;
    let mut stored = open(&context.keys, &row).ok_or_else(|| {
        Error::Conflict(say!("Its settings can't be decrypted; enter its address again."))
    })?;
    if !stored.settings.kind().is_signed {
        return Err(Error::Conflict(say!("Only webhooks are signed with a secret of ours.")));
    }
    let secret = stored.rotate(context.clock.now() + OVERLAP);
    row.settings = Some(seal(&context.keys, id, &stored)?);
    sql::update_channel(&mut *transaction, &row).await?;
    let entry = caller.did(Action::ChannelRotated).on("channel", id, &row.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok((get(context, caller, id).await?, secret))
}

/// Removes a channel: its address and secrets are gone, its log stays for its 30 days.
pub async fn remove(context: &Context, caller: &Caller, id: ChannelId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    rules::changed(&mut transaction).await?;
    let row = lock(&mut transaction, id).await?;
    sql::mark_removed(&mut *transaction, id, context.clock.now()).await?;
    let entry = caller.did(Action::ChannelRemoved).on("channel", id, &row.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// A channel that its member has left behind.
pub struct Orphan {
    /// The channel.
    pub id: ChannelId,
    /// What the team calls it.
    pub name: String,
    /// Whether anything was forwarded to it until now.
    pub was_on: bool,
}

/// Switches off what a member last set up, who may not say any more where messages go; they come on
/// again when somebody else takes them over.
pub async fn orphan(
    connection: &mut PgConnection,
    user_id: UserId,
) -> Result<Vec<Orphan>, sqlx::Error> {
    rules::changed(&mut *connection).await?;
    sql::mark_orphaned(connection, user_id).await
}

async fn lock(connection: &mut PgConnection, id: ChannelId) -> Result<sql::Row> {
    sql::lock_channel(connection, id).await?.ok_or_else(|| not_found!("channel"))
}

/// The settings, with all that can be wrong looked at, its address on the network too.
async fn check_settings(context: &Context, settings: Settings) -> Result<Settings> {
    let settings = settings.checked()?;
    if let Some((field, url)) = settings.address() {
        let checked = context.egress.check(&url).await;
        checked.map_err(|refused| field.broken(refused.said()))?;
    }
    if let Some(field) = settings.kind().mail_field().filter(|_| context.mailer.is_none()) {
        let rule =
            say!("need a mail server: set SMTP_URL and SMTP_FROM and start the server again");
        return Err(field.broken(rule));
    }
    Ok(settings)
}

fn check_retries(seconds: Option<Vec<i32>>) -> Result<Vec<i32>> {
    let seconds = seconds.unwrap_or_else(|| USUAL_RETRIES.to_vec());
    let is_right = seconds.len() <= MOST_RETRIES
        && seconds.iter().all(|second| (1..=LATEST_RETRY).contains(second))
        && seconds.is_sorted_by(|earlier, later| earlier < later);
    match is_right {
        true => Ok(seconds),
        false => {
            let rule = say!("must be up to 10 rising numbers of seconds from 1 to 86400");
            Err(Error::invalid("retry_at_seconds", rule))
        }
    }
}

fn seal(keys: &Keyring, id: ChannelId, stored: &Stored) -> Result<Vec<u8>> {
    let json = stored.write().map_err(Error::internal)?;
    keys.encrypt(&purpose(id), json.expose_secret().as_bytes()).map_err(Error::internal)
}

/// The settings; `None` where the key is another one, or they were tampered with.
fn open(keys: &Keyring, row: &sql::Row) -> Option<Stored> {
    open_sealed(keys, row.id, row.settings.as_deref()?)
}

/// The settings behind what is stored.
pub fn open_sealed(keys: &Keyring, id: ChannelId, sealed: &[u8]) -> Option<Stored> {
    let opened = keys.decrypt(&purpose(id), sealed).ok()?;
    Stored::read(opened.expose_secret())
}

fn purpose(id: ChannelId) -> String {
    format!("channel settings {id}")
}
