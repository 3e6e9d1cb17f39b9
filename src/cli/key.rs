//! `codebell key`

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use secrecy::ExposeSecret;
use serde_json::json;
use uuid::Uuid;

use super::{CommandError, CommandResult, operator, over_database, print};
use crate::auth::Capability;
use crate::auth::api_keys::{self, CreateApiKey};
use crate::config::Config;

#[derive(Subcommand)]
pub enum Command {
    /// Make an API key for a member and print it, this once
    Create(Create),
    /// List a member's API keys
    List {
        /// The member [default: the Owner who has been there longest]
        #[arg(long = "for", env = "CODEBELL_KEY_FOR", value_name = "EMAIL")]
        member: Option<String>,
    },
    /// Take a member's API key back; it stops working at once
    Revoke {
        /// Its id, of the list
        id: Uuid,
        /// The member [default: the Owner who has been there longest]
        #[arg(long = "for", env = "CODEBELL_KEY_FOR", value_name = "EMAIL")]
        member: Option<String>,
    },
}

#[derive(Args)]
pub struct Create {
    /// What it is called
    #[arg(long, env = "CODEBELL_KEY_NAME")]
    name: String,
    /// What it may do, separated by commas, of what the member may do
    #[arg(long, env = "CODEBELL_KEY_SCOPES", value_delimiter = ',', required = true, value_parser = parse_scope)]
    scopes: Vec<Capability>,
    /// The member [default: the Owner who has been there longest]
    #[arg(long = "for", env = "CODEBELL_KEY_FOR", value_name = "EMAIL")]
    member: Option<String>,
    /// Networks or addresses that it may be used from, separated by commas [default: anywhere]
    #[arg(long, env = "CODEBELL_KEY_NETWORKS", value_delimiter = ',')]
    networks: Vec<String>,
    /// When it ends, such as 2027-01-31T00:00:00Z [default: never]
    #[arg(long, env = "CODEBELL_KEY_EXPIRES_AT")]
    expires_at: Option<DateTime<Utc>>,
}

fn parse_scope(text: &str) -> Result<Capability, String> {
    let scopes = || Capability::ALL.iter().copied().filter(|scope| scope.is_scope());
    scopes().find(|scope| scope.as_str() == text.trim()).ok_or_else(|| {
        let names: Vec<&str> = scopes().map(Capability::as_str).collect();
        format!("choose of {}", names.join(", "))
    })
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    match command {
        Command::Create(new) => create(config, as_json, new).await?,
        Command::List { member } => {
            let all = over_database(config, async |context| {
                let by = operator(context, member.as_deref()).await?;
                Ok(api_keys::list(context, by.user_id).await?)
            });
            let names = ["ID", "NAME", "BEGINS", "SCOPES", "ENDS", "LAST USED"];
            print::list(as_json, &all.await?, names, |key| {
                let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
                [
                    key.id.to_string(),
                    key.name.clone(),
                    key.prefix.clone(),
                    scopes.join(","),
                    print::time(key.expires_at),
                    print::time(key.last_used_at),
                ]
            })?;
        }
        Command::Revoke { id, member } => {
            let revoked = over_database(config, async |context| {
                let by = operator(context, member.as_deref()).await?;
                Ok(api_keys::revoke(context, &by, id.into()).await?)
            });
            revoked.await?;
            print::note("The key has stopped working.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn create(config: &Config, as_json: bool, new: Create) -> Result<(), CommandError> {
    let Create { name, scopes, member, networks, expires_at } = new;
    let made = over_database(config, async |context| {
        let by = operator(context, member.as_deref()).await?;
        let new = CreateApiKey { name, scopes, number_ids: None, networks, expires_at };
        Ok(api_keys::create(context, &by, new).await?)
    });
    let (made, key) = made.await?;
    match as_json {
        true => print::json(&json!({ "id": made.id, "key": key.expose_secret() }))?,
        false => print::line(key.expose_secret())?,
    }
    Ok(())
}
