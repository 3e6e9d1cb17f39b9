//! The gateway that the settings of the server name.

use std::collections::BTreeMap;

use secrecy::SecretString;

use super::kinds::{self, Settings};
use super::{open, seal, sql};
use crate::audit::{self, Action, Actor, Entry};
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::GatewayId;

/// Makes the gateway that the settings of the server name, or gives it what they say now. Without
/// settings it is removed.
pub async fn ensure_from_settings(context: &Context) -> Result<()> {
    let found = sql::find_managed(&context.pool, SETTING).await?;
    let Some(entered) = named(&context.config) else {
        if let Some(row) = found {
            let mut transaction = context.pool.begin().await?;
            sql::delete_gateway(&mut *transaction, row.id).await?;
            let entry = by_system(Action::GatewayRemoved).on("gateway", row.id, &row.name);
            audit::record(context, &mut transaction, &[entry]).await?;
            transaction.commit().await?;
        }
        return Ok(());
    };
    let kind = kinds::find("websms").ok_or_else(|| Error::internal("no kind websms"))?;
    let settings = Settings::parse(kind, &entered, None)?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let entry = match found {
        Some(row) => {
            let is_same = open(&context.keys, &row).is_some_and(|stored| {
                let told = |settings: &Settings| serde_json::to_value(settings).ok();
                told(&stored) == told(&settings)
            });
            if is_same {
                return Ok(());
            }
            let sealed = seal(&context.keys, row.id, &settings)?;
            let change = sql::Change { settings: Some(&sealed), ..sql::Change::default() };
            sql::update_gateway(&mut *transaction, row.id, &change).await?;
            by_system(Action::GatewayUpdated).on("gateway", row.id, &row.name)
        }
        None => {
            let id = GatewayId::new(now);
            let row = sql::NewRow {
                id,
                kind: kind.id,
                name: kind.name,
                settings: seal(&context.keys, id, &settings)?,
                countries: &[],
                setting: Some(SETTING),
            };
            if !sql::insert_gateway(&mut *transaction, &row, now, i64::MAX).await? {
                // Another node was first, with the same settings.
                return Ok(());
            }
            by_system(Action::GatewayAdded).on("gateway", id, kind.name)
        }
    };
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// The setting by which a gateway of the server's settings is known.
pub const SETTING: &str = "WEBSMS_CLIENT_ID";

fn named(config: &Config) -> Option<BTreeMap<String, SecretString>> {
    let (client_id, client_secret) =
        (config.websms_client_id.clone()?, config.websms_client_secret.clone()?);
    let mut entered = BTreeMap::from([
        ("client_id".to_owned(), client_id.into()),
        ("client_secret".to_owned(), client_secret),
    ]);
    let server = config.websms_base_url.as_str();
    entered.insert("server".to_owned(), server.to_owned().into());
    Some(entered)
}

fn by_system(action: Action) -> Entry {
    Entry::new(Actor::system(), None, action)
}
