//! `codebell source`

use std::io::{self, Read};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::{CommandError, CommandResult, over_database, print};
use crate::config::{self, Config};
use crate::inbound::setup::Draft;
use crate::inbound::signature::Scheme;
use crate::inbound::{self, Fields, Provider};
use crate::sources::{self, Slug};

#[derive(Subcommand)]
pub enum Command {
    /// Add a source and print the URL that its provider posts to
    Add(Box<Add>),
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

fn parse_provider(id: &str) -> Result<&'static Provider, String> {
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

pub async fn run(config: &Config, command: Command) -> CommandResult {
    let Command::Add(add) = command;
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
        Ok(sources::add(context, new, sources::added_by_system()).await?)
    });
    added.await?;
    print::line(format!("{}/webhooks/{slug}", config.public_url(config.listen)))?;
    if let Some(secret) = made {
        print::note(format!(
            "The secret, shown this once, to enter at the provider: {}",
            secret.expose_secret()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn given_secrets(add: &Add) -> Result<Vec<SecretString>, CommandError> {
    let given = if let Some(name) = &add.secret_env {
        let value = config::variable(name)
            .ok_or_else(|| format!("the environment has no variable {name}"))?;
        sources::split_secrets(&value)
    } else if add.secret_stdin {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(|line| line.to_owned().into()).collect()
    } else {
        return Ok(Vec::new());
    };
    match given.is_empty() {
        true => Err("the secret is empty".into()),
        false => Ok(given),
    }
}
