//! `codebell source`

use std::io::{self, Read};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::{Value, json};

use super::{CommandError, CommandResult, operator, over_database, print};
use crate::audit::{Action, Actor, Entry};
use crate::config::{self, Config};
use crate::context::Context;
use crate::inbound::setup::{self, Draft};
use crate::inbound::signature::Scheme;
use crate::inbound::{self, Fields, Provider};
use crate::sources::{self, Slug, Source, Which};

#[derive(Subcommand)]
pub enum Command {
    /// Add a source and print the URL that its provider posts to
    Add(Box<Add>),
    /// List the sources
    List,
    /// Remove a source: its address stops at once, its messages stay
    Remove {
        /// The last part of its URL
        slug: Slug,
    },
    /// Replace the secret of a source, or its address where that is the secret
    ///
    /// The secret until now stays valid for 24 hours; an address stops at once.
    Rotate {
        /// The last part of its URL
        slug: Slug,
        /// Read the new secret from standard input instead of making one and printing it
        #[arg(long, env = "CODEBELL_SOURCE_SECRET_STDIN")]
        secret_stdin: bool,
    },
}

#[derive(Args)]
pub struct Add {
    #[arg(long, env = "CODEBELL_SOURCE_PROVIDER", value_parser = parse_provider, help = provider_help())]
    provider: &'static Provider,
    /// What the team calls the source
    #[arg(long, env = "CODEBELL_SOURCE_NAME")]
    name: String,
    /// The last part of the URL [default: random]
    #[arg(long, env = "CODEBELL_SOURCE_SLUG")]
    slug: Option<Slug>,
    /// Environment variable with the secret; two, separated by a comma, are both accepted
    #[arg(
        long,
        value_name = "VAR",
        env = "CODEBELL_SOURCE_SECRET_ENV",
        conflicts_with = "secret_stdin"
    )]
    secret_env: Option<String>,
    /// Read the secret from standard input; on two lines, both are accepted
    #[arg(long, env = "CODEBELL_SOURCE_SECRET_STDIN")]
    secret_stdin: bool,
    /// The number of messages that name none
    #[arg(long, env = "CODEBELL_SOURCE_NUMBER", value_name = "+E164")]
    number: Option<String>,
    /// How requests are signed, as JSON, in place of the provider's own way (see docs/generic-hmac.md)
    #[arg(long, env = "CODEBELL_SOURCE_SCHEME", value_name = "JSON", value_parser = parse_scheme)]
    scheme: Option<Json>,
    /// Where a generic provider's fields are, as JSON pointers in JSON (see docs/generic-hmac.md)
    #[arg(long, env = "CODEBELL_SOURCE_FIELDS", value_name = "JSON", value_parser = parse_fields)]
    fields: Option<Json>,
}

/// A checked JSON value, stored as it was given.
#[derive(Clone)]
struct Json(Value);

fn provider_help() -> String {
    format!("The provider: {}", inbound::PROVIDERS.map(|provider| provider.id).join(", "))
}

pub fn parse_provider(id: &str) -> Result<&'static Provider, String> {
    let names = inbound::PROVIDERS.map(|provider| provider.id).join(", ");
    inbound::provider(id).ok_or_else(|| format!("choose one of {names}"))
}

fn parse_scheme(text: &str) -> Result<Json, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Scheme::parse(value.clone()).map(|_| Json(value))
}

fn parse_fields(text: &str) -> Result<Json, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    Fields::parse(value.clone()).map(|_| Json(value))
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    match command {
        Command::Add(new) => add(config, as_json, *new).await?,
        Command::List => list(config, as_json).await?,
        Command::Remove { slug } => {
            let removed = over_database(config, async |context| {
                let by = operator(context, None).await?;
                let source = find(context, &slug).await?;
                let setting = source.setting.as_deref();
                if setting.is_some_and(|setting| !sources::is_set(&context.config, setting)) {
                    // Nothing makes it again.
                    return Ok(sources::remove(context, &by, &source).await?);
                }
                Ok(setup::remove(context, &by, source.id).await?)
            });
            removed.await?;
            print::note("The source is removed; its messages stay.");
        }
        Command::Rotate { slug, secret_stdin } => {
            let secret = if secret_stdin { read_secrets()?.pop() } else { None };
            if secret_stdin && secret.is_none() {
                return Err("the secret is empty".into());
            }
            let rotated = over_database(config, async |context| {
                let by = operator(context, None).await?;
                let id = find(context, &slug).await?.id;
                Ok(setup::rotate(context, &by, id, secret).await?)
            });
            let (source, made) = rotated.await?;
            tell(config, as_json, &source.slug, made)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A source as it is listed.
#[derive(Serialize)]
struct Listed {
    name: String,
    provider: String,
    url: String,
    setting: Option<String>,
    created_at: DateTime<Utc>,
}

async fn list(config: &Config, as_json: bool) -> Result<(), CommandError> {
    let all = over_database(config, async |context| {
        Ok(sources::list(context, Which::default(), i64::MAX).await?)
    });
    let listed = all.await?.into_iter().map(|source| Listed {
        name: source.name,
        provider: source.provider,
        url: webhook_url(config, &source.slug),
        setting: source.setting,
        created_at: source.created_at,
    });
    let names = ["NAME", "PROVIDER", "URL", "SETTING", "ADDED"];
    print::list(as_json, &listed.collect::<Vec<_>>(), names, |source| {
        [
            source.name.clone(),
            source.provider.clone(),
            source.url.clone(),
            source.setting.clone().unwrap_or_else(|| "-".to_owned()),
            print::time(Some(source.created_at)),
        ]
    })?;
    Ok(())
}

async fn find(context: &Context, slug: &Slug) -> Result<Source, CommandError> {
    let which = Which { slug: Some(slug.as_str()), ..Which::default() };
    sources::find(context, which).await?.ok_or_else(|| {
        format!("there is no source at /webhooks/{slug}; codebell source list shows them all")
            .into()
    })
}

fn webhook_url(config: &Config, slug: &str) -> String {
    format!("{}/webhooks/{slug}", config.public_url(config.listen))
}

/// Prints where a source is reached, and its secret if it was made here.
fn tell(
    config: &Config,
    as_json: bool,
    slug: &str,
    made: Option<SecretString>,
) -> Result<(), CommandError> {
    let url = webhook_url(config, slug);
    if as_json {
        let secret = made.as_ref().map(ExposeSecret::expose_secret);
        print::json(&json!({ "url": url, "secret": secret }))?;
        return Ok(());
    }
    // First: where the URL can't be printed, the secret would be lost.
    if let Some(secret) = made {
        print::note(format!(
            "The secret, shown this once, to enter at the provider: {}",
            secret.expose_secret()
        ));
    }
    print::line(url)?;
    Ok(())
}

async fn add(config: &Config, as_json: bool, add: Add) -> Result<(), CommandError> {
    let draft = Draft {
        provider: add.provider,
        secrets: given_secrets(&add)?,
        name: add.name,
        slug: add.slug,
        default_number: add.number,
        tolerance_seconds: None,
        scheme: add.scheme.map(|json| json.0),
        fields: add.fields.map(|json| json.0),
    };
    let (new, made) = draft.finish()?;
    let slug = new.slug.clone();
    let added = over_database(config, async |context| {
        let entry = Entry::new(Actor::command_line(), None, Action::SourceAdded);
        Ok(sources::add(context, new, entry).await?)
    });
    added.await?;
    tell(config, as_json, slug.as_str(), made)
}

fn given_secrets(add: &Add) -> Result<Vec<SecretString>, CommandError> {
    let given = if let Some(name) = &add.secret_env {
        let value = config::variable(name)
            .ok_or_else(|| format!("the environment has no variable {name}"))?;
        sources::split_secrets(&value)
    } else if add.secret_stdin {
        read_secrets()?
    } else {
        return Ok(Vec::new());
    };
    match given.is_empty() {
        true => Err("the secret is empty".into()),
        false => Ok(given),
    }
}

/// A secret a line of standard input.
fn read_secrets() -> io::Result<Vec<SecretString>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(|line| line.to_owned().into()).collect())
}
