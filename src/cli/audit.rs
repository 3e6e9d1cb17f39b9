//! `codebell audit`

use std::process::ExitCode;

use clap::Subcommand;

use super::{CommandError, CommandResult};
use crate::audit::verify::{Verdict, verify};
use crate::config::Config;
use crate::db::{Database, embedded};
use crate::secrets::Keyring;

#[derive(Subcommand)]
pub enum Command {
    /// Walk the audit log; exit with 1 and name the first entry that was changed, removed or put in
    Verify,
}

pub async fn run(config: &Config, command: Command) -> CommandResult {
    let Command::Verify = command;
    let database = Database::open(config, embedded::Role::Command).await?;
    let verdict = match Keyring::load(config) {
        Ok(keys) => verify(&database.pool, &keys).await.map_err(CommandError::from),
        Err(error) => Err(error.into()),
    };
    database.close().await;
    match verdict? {
        Verdict::Whole { rows } => {
            println!("The audit log is whole: {rows} entries.");
            Ok(ExitCode::SUCCESS)
        }
        Verdict::Broken { seq, reason } => {
            Err(format!("the audit log is broken at entry {seq}: {reason}").into())
        }
    }
}
