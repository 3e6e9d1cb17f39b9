//! Sources that settings name.

use secrecy::SecretString;

use super::secrets::{self, split_secrets};
use super::{
    NewSource, Source, USUAL_TOLERANCE_SECONDS, Which, add, added_by_system, delete, find, sql,
};
use crate::audit::{self, Action, Actor, Entry};
use crate::config::Config;
use crate::context::Context;
use crate::error::{Error, Result};

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

/// Whether a setting that makes a source is set here.
pub fn is_set(config: &Config, setting: &str) -> bool {
    settings(config).iter().any(|(_, _, name, secret)| *name == setting && secret.is_some())
}

/// A setting that made a source and is not set any more, and that source's provider.
///
/// Another node may have the setting, and the provider would be refused from now on, so that it is for
/// people to say which of them goes.
pub async fn find_unset(context: &Context) -> Result<Option<(&'static str, &'static str)>> {
    for (provider, _, setting, secret) in settings(&context.config) {
        if secret.is_none() && sql::find_of_setting(&context.pool, setting).await?.is_some() {
            return Ok(Some((setting, provider)));
        }
    }
    Ok(None)
}

/// Follows settings that changed while the server runs: the source of one that was taken away goes with
/// it.
pub async fn follow_settings(context: &Context, before: &Config) -> Result<()> {
    ensure_from_settings(context).await?;
    let had = settings(before).map(|(.., secret)| secret.is_some());
    for ((_, _, setting, secret), had) in settings(&context.config).into_iter().zip(had) {
        if had && secret.is_none() {
            remove(context, setting).await?;
        }
    }
    Ok(())
}

/// Makes the sources that settings name, and gives those that are there the secrets of the settings.
pub async fn ensure_from_settings(context: &Context) -> Result<()> {
    for (provider, name, setting, secret) in settings(&context.config) {
        let Some(secret) = secret else { continue };
        let wanted = split_secrets(secret);
        let which = Which { slug: Some(provider), ..Which::default() };
        let Some(source) = find(context, which).await? else {
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
            match add(context, new, added_by_system()).await {
                // Another node was first, with the same settings.
                Err(Error::Conflict(_)) => {}
                added => sql::update_setting(&context.pool, added?, setting).await?,
            }
            continue;
        };
        sql::update_setting(&context.pool, source.id, setting).await?;
        if !secrets::are(context, &context.pool, source.id, &wanted).await? {
            replace_secrets(context, &source, &wanted).await?;
        }
    }
    Ok(())
}

/// Removes the source that a setting made.
async fn remove(context: &Context, setting: &str) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let Some((id, name)) = sql::find_of_setting(&mut *transaction, setting).await? else {
        return Ok(());
    };
    tracing::warn!(setting, source = name, "removing the source of a setting that is gone");
    let entry = Entry::new(Actor::system(), None, Action::SourceRemoved).on("source", id, &name);
    delete(context, &mut transaction, id, entry).await?;
    Ok(transaction.commit().await?)
}

async fn replace_secrets(
    context: &Context,
    source: &Source,
    wanted: &[SecretString],
) -> Result<()> {
    secrets::check(wanted)?;
    let mut transaction = context.pool.begin().await?;
    secrets::delete(&mut *transaction, source.id).await?;
    for secret in wanted {
        secrets::insert(context, &mut transaction, source.id, secret).await?;
    }
    let entry = Entry::new(Actor::system(), None, Action::SourceRotated).on(
        "source",
        source.id,
        &source.name,
    );
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}
