//! Gateways: what sends an SMS, which is asked first, and for which countries.

mod from_settings;
pub mod http;
pub mod kinds;
pub mod outcome;
mod sql;
pub mod tokens;
pub mod wire;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;

use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::egress::Egress;
use crate::error::{Error, Result};
use crate::http::json::{check_name, present};
use crate::id::GatewayId;
use crate::secrets::Keyring;
use from_settings::SETTING;
pub use from_settings::ensure_from_settings;
pub use kinds::{Kind, Outbound, Settings};
use outcome::Outcome;
use wire::Wire;

use super::country::{self, Country};

/// Gateways of a team.
const MOST_GATEWAYS: i64 = 20;

/// A gateway, without its secrets.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Gateway {
    pub id: GatewayId,
    /// What it is, of `GET /gateways/kinds`.
    pub kind: String,
    /// What the team calls it.
    pub name: String,
    /// What it was told, without secrets; null where that can't be decrypted and has to be entered
    /// again.
    #[schema(required)]
    pub settings: Option<BTreeMap<&'static str, String>>,
    /// The only countries that it is asked for, as two letters of ISO 3166; empty: all.
    pub countries: Vec<String>,
    /// Whether it is asked at all.
    pub is_enabled: bool,
    /// The setting of the server that makes it; such a gateway is not changed here.
    #[schema(required)]
    pub managed_by: Option<&'static str>,
    /// What came of it the last time.
    #[schema(required)]
    pub last: Option<LastAnswer>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// What a gateway said the last time it was asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LastAnswer {
    /// When.
    pub at: DateTime<Utc>,
    /// `accepted`, `refused` or `unknown`.
    pub result: String,
    /// What was wrong, in words.
    #[schema(required)]
    pub detail: Option<String>,
    #[schema(required)]
    pub answer_status: Option<i32>,
    /// The beginning of an answer that says that nothing was sent, without secrets.
    #[schema(required)]
    pub answer: Option<String>,
}

/// A gateway to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateGateway {
    /// What it is, of `GET /gateways/kinds`.
    pub kind: String,
    /// What the team calls it, 1 to 100 characters.
    pub name: String,
    /// What it needs to be told, by the names of its kind's fields.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, String>)]
    pub settings: BTreeMap<String, SecretString>,
    /// The only countries that it is asked for; empty: all.
    #[serde(default)]
    pub countries: Vec<String>,
}

/// What changes of a gateway; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateGateway {
    /// What the team calls it.
    #[serde(default)]
    name: Option<String>,
    /// What it is told, all of it. Secrets that are left out stay, unless its address changes.
    #[serde(default)]
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    settings: Option<BTreeMap<String, SecretString>>,
    /// The only countries that it is asked for; null or empty: all.
    #[serde(default, with = "present")]
    #[schema(value_type = Option<Vec<String>>)]
    countries: Option<Option<Vec<String>>>,
    /// Whether it is asked at all.
    #[serde(default)]
    is_enabled: Option<bool>,
}

/// All gateways, in the order in which they are asked.
pub async fn list(context: &Context) -> Result<Vec<Gateway>> {
    let rows = sql::list_gateways(&context.pool, None).await?;
    Ok(rows.into_iter().filter_map(|row| view(context, row)).collect())
}

/// One gateway.
pub async fn get(context: &Context, id: GatewayId) -> Result<Gateway> {
    let row = sql::list_gateways(&context.pool, Some(id)).await?.pop();
    row.and_then(|row| view(context, row)).ok_or_else(|| not_found!("gateway"))
}

/// Adds a gateway, which is asked last.
pub async fn add(context: &Context, caller: &Caller, new: CreateGateway) -> Result<Gateway> {
    let kind = kinds::find(&new.kind).ok_or_else(|| {
        let names = kinds::ALL.map(|kind| kind.id).join(", ");
        Error::invalid("kind", say!("must be one of {names}", names))
    })?;
    let name = check_name(&new.name)?;
    let countries = check_countries("countries", &new.countries)?;
    let settings = Settings::parse(kind, &new.settings, None)?;
    check_address(context, kind, &settings).await?;
    let now = context.clock.now();
    let id = GatewayId::new(now);
    let row = sql::NewRow {
        id,
        kind: kind.id,
        name: &name,
        settings: seal(&context.keys, id, &settings)?,
        countries: &countries,
        setting: None,
    };
    let mut transaction = context.pool.begin().await?;
    if !sql::insert_gateway(&mut *transaction, &row, now, MOST_GATEWAYS).await? {
        return Err(full!(MOST_GATEWAYS, "gateways", "remove one first"));
    }
    let entry = caller.did(Action::GatewayAdded).on("gateway", id, &name);
    let entry = entry.with(json!({"kind": kind.id, "target": target(kind, &settings)}));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    get(context, id).await
}

/// Changes a gateway that no setting makes.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: GatewayId,
    change: UpdateGateway,
) -> Result<Gateway> {
    let UpdateGateway { name, settings, countries, is_enabled } = change;
    let name = name.map(|name| check_name(&name)).transpose()?;
    let countries =
        countries.map(|countries| check_countries("countries", &countries.unwrap_or_default()));
    let countries = countries.transpose()?;
    let before = sql::list_gateways(&context.pool, Some(id)).await?.pop();
    let before = before.ok_or_else(|| not_found!("gateway"))?;
    let kind = kind_of(&before)?;
    let mut details = serde_json::Map::new();
    let settings = match settings {
        Some(entered) => {
            refuse_managed(&before)?;
            let settings = Settings::parse(kind, &entered, open(&context.keys, &before).as_ref())?;
            check_address(context, kind, &settings).await?;
            details.insert("target".to_owned(), target(kind, &settings).into());
            Some(seal(&context.keys, id, &settings)?)
        }
        None => None,
    };
    if let Some(is_enabled) = is_enabled {
        details.insert("is_enabled".to_owned(), is_enabled.into());
    }
    if let Some(countries) = &countries {
        details.insert("countries".to_owned(), json!(countries));
    }
    let mut transaction = context.pool.begin().await?;
    let change = sql::Change {
        name: name.as_deref(),
        settings: settings.as_deref(),
        countries: countries.as_deref(),
        is_enabled,
    };
    let name = sql::update_gateway(&mut *transaction, id, &change).await?;
    let name = name.ok_or_else(|| not_found!("gateway"))?;
    let entry = caller.did(Action::GatewayUpdated).on("gateway", id, &name);
    audit::record(context, &mut transaction, &[entry.with(Value::Object(details))]).await?;
    transaction.commit().await?;
    get(context, id).await
}

/// Removes a gateway and its settings; what was sent over it stays in the list.
pub async fn remove(context: &Context, caller: &Caller, id: GatewayId) -> Result<()> {
    let row = sql::list_gateways(&context.pool, Some(id)).await?.pop();
    let row = row.ok_or_else(|| not_found!("gateway"))?;
    refuse_managed(&row)?;
    let mut transaction = context.pool.begin().await?;
    sql::delete_gateway(&mut *transaction, id).await?;
    let entry = caller.did(Action::GatewayRemoved).on("gateway", id, &row.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// Says in which order gateways are asked; all of them, each once.
pub async fn order(context: &Context, caller: &Caller, ids: &[GatewayId]) -> Result<Vec<Gateway>> {
    let mut transaction = context.pool.begin().await?;
    let ordered = sql::update_order(&mut transaction, ids).await?;
    if !ordered {
        return Err(Error::invalid("ids", say!("must name all gateways, each once")));
    }
    let entry = caller.did(Action::GatewaysOrdered).with(json!({ "ids": ids }));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    list(context).await
}

/// A gateway that can be asked.
pub struct Ready {
    pub id: GatewayId,
    pub kind: &'static Kind,
    /// What the team calls it.
    pub name: String,
    settings: Settings,
    countries: Vec<String>,
}

impl Ready {
    /// Whether it is asked for numbers of a country.
    pub fn serves(&self, country: Option<Country>) -> bool {
        self.countries.is_empty()
            || country
                .is_some_and(|country| self.countries.iter().any(|one| one == country.as_str()))
    }

    /// Asks it to send something, once; what is kept of its answer holds no secret.
    pub async fn send(&self, wire: &Wire, outbound: &Outbound<'_>) -> (Outcome, Duration) {
        let started = std::time::Instant::now();
        let outcome = (self.kind.send)(wire, &self.settings, outbound).await;
        let secrets = self.settings.secrets(self.kind);
        (outcome.redacted(outbound, &secrets), started.elapsed())
    }
}

/// The gateways that are switched on, in the order in which they are asked.
pub async fn list_ready(context: &Context) -> Result<Vec<Ready>> {
    let rows = sql::list_gateways(&context.pool, None).await?;
    let ready = rows.into_iter().filter(|row| row.is_enabled).filter_map(|row| {
        Some(Ready {
            kind: kinds::find(&row.kind)?,
            settings: open(&context.keys, &row)?,
            id: row.id,
            name: row.name,
            countries: row.countries,
        })
    });
    Ok(ready.collect())
}

/// All gateways by name, and what keeps one from being asked: settings that can't be decrypted, or an
/// address that requests may not go to.
pub async fn check_all(
    pool: &PgPool,
    keys: &Keyring,
    egress: &Egress,
) -> Result<Vec<(String, Option<String>)>> {
    let mut checked = Vec::new();
    for row in sql::list_gateways(pool, None).await? {
        let kind = kind_of(&row)?;
        let fault = match open(keys, &row) {
            None => Some("can't be decrypted".to_owned()),
            Some(settings) => match settings.address(kind) {
                Some((_, url)) => egress.check(&url).await.err().map(|refused| refused.to_string()),
                None => None,
            },
        };
        checked.push((row.name, fault));
    }
    Ok(checked)
}

/// Writes down what a gateway said.
pub async fn note(
    connection: &mut PgConnection,
    id: GatewayId,
    result: &str,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sql::update_last(connection, id, result, outcome, now).await
}

fn view(context: &Context, row: sql::Row) -> Option<Gateway> {
    let kind = kinds::find(&row.kind)?;
    let settings = open(&context.keys, &row);
    Some(Gateway {
        id: row.id,
        kind: row.kind,
        name: row.name,
        settings: settings.map(|settings| settings.shown(kind)),
        countries: row.countries,
        is_enabled: row.is_enabled,
        managed_by: row.setting.as_deref().filter(|setting| *setting == SETTING).map(|_| SETTING),
        last: row.last_at.zip(row.last_result).map(|(at, result)| LastAnswer {
            at,
            result,
            detail: row.last_detail,
            answer_status: row.last_answer_status,
            answer: row.last_answer,
        }),
        created_at: row.created_at,
    })
}

fn kind_of(row: &sql::Row) -> Result<&'static Kind> {
    kinds::find(&row.kind).ok_or_else(|| Error::internal("a gateway of an unknown kind"))
}

fn refuse_managed(row: &sql::Row) -> Result<()> {
    match &row.setting {
        Some(setting) => Err(Error::Conflict(say!(
            "The setting {setting} makes this gateway; change it there.",
            setting
        ))),
        None => Ok(()),
    }
}

/// Countries as two capital letters, each once.
pub fn check_countries(field: &'static str, countries: &[String]) -> Result<Vec<String>> {
    let mut checked = Vec::with_capacity(countries.len());
    for country in countries {
        let Some(country) = country::parse(country) else {
            let rule = say!("must be two letters of ISO 3166 each, such as NZ");
            return Err(Error::invalid(field, rule));
        };
        checked.push(country.as_str().to_owned());
    }
    checked.sort_unstable();
    checked.dedup();
    Ok(checked)
}

/// Looks where a gateway's address leads.
async fn check_address(context: &Context, kind: &Kind, settings: &Settings) -> Result<()> {
    let Some((field, url)) = settings.address(kind) else { return Ok(()) };
    let checked = context.egress.check(&url).await;
    checked.map_err(|refused| Error::invalid(field, refused.said()))
}

/// What people may know of where a gateway is: its host.
fn target(kind: &Kind, settings: &Settings) -> String {
    let url = settings.address(kind).map(|(_, url)| url);
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

fn seal(keys: &Keyring, id: GatewayId, settings: &Settings) -> Result<Vec<u8>> {
    let text = SecretString::from(serde_json::to_string(settings).map_err(Error::internal)?);
    keys.encrypt(&purpose(id), text.expose_secret().as_bytes()).map_err(Error::internal)
}

/// The settings; `None` where the key is another one, or they were tampered with.
fn open(keys: &Keyring, row: &sql::Row) -> Option<Settings> {
    let opened = keys.decrypt(&purpose(row.id), &row.settings).ok()?;
    serde_json::from_slice(opened.expose_secret()).ok()
}

fn purpose(id: GatewayId) -> String {
    format!("gateway settings {id}")
}
