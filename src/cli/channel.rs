//! `codebell channel`

use std::process::ExitCode;

use clap::Subcommand;

use super::{CommandResult, operator, over_database, print};
use crate::channels;
use crate::config::Config;

#[derive(Subcommand)]
pub enum Command {
    /// List the channels that messages are forwarded over
    List,
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    let Command::List = command;
    let all = over_database(config, async |context| {
        let by = operator(context, None).await?;
        Ok(channels::list(context, &by).await?)
    });
    let names = ["NAME", "KIND", "TARGET", "RULES", "FAILING SINCE"];
    print::list(as_json, &all.await?, names, |channel| {
        [
            channel.name.clone(),
            channel.kind.as_str().to_owned(),
            channel.target.clone().unwrap_or_else(|| "can't be decrypted".to_owned()),
            channel.rules.to_string(),
            print::time(channel.failing_since),
        ]
    })?;
    Ok(ExitCode::SUCCESS)
}
