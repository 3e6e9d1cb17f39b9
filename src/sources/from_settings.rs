//! Sources that settings name.

use secrecy::SecretString;

use super::secrets::{self, split_secrets};
use super::{NewSource, Source, USUAL_TOLERANCE_SECONDS, Which, add, added_by_system, find};
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

/// The setting that a source's secret comes from, if it does.
pub fn setting_of(config: &Config, source: &Source) -> Option<&'static str> {
    let named = settings(config).into_iter().find(|(slug, _, _, value)| {
        *slug == source.slug && *slug == source.provider && value.is_some()
    });
    named.map(|(_, _, setting, _)| setting)
}

/// Makes the sources that settings name, and gives those that are there the secrets of the settings.
pub async fn ensure_from_settings(context: &Context) -> Result<()> {
    for (provider, name, _, setting) in settings(&context.config) {
        let Some(setting) = setting else { continue };
        let wanted = split_secrets(setting);
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
                result => drop(result?),
            }
            continue;
        };
        if !secrets::are(context, &context.pool, source.id, &wanted).await? {
            replace_secrets(context, &source, &wanted).await?;
        }
    }
    Ok(())
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
