//! `codebell secrets`

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::{CommandResult, print};
use crate::config::Config;
use crate::installation;

#[derive(Subcommand)]
pub enum Command {
    /// Let the database take the secret key that is set, in place of one that is lost
    ///
    /// What the lost key encrypted stays unreadable: secrets of sources, channels, gateways and
    /// authenticator apps have to be entered again, and everybody signs in again. The audit log goes on in another
    /// chain.
    Reset {
        /// Said on purpose: there is no way back without the lost key
        #[arg(long, required = true)]
        yes: bool,
    },
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    let Command::Reset { yes: _ } = command;
    let fingerprint = installation::reset_key(config).await?;
    if as_json {
        print::json(&json!({ "fingerprint": fingerprint }))?;
        return Ok(ExitCode::SUCCESS);
    }
    print::line(format!(
        "The database belongs to the key {fingerprint} now. Start the server again."
    ))?;
    Ok(ExitCode::SUCCESS)
}
