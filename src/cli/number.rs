//! `codebell number`

use std::process::ExitCode;

use clap::Subcommand;

use super::{CommandResult, MOST_AT_ONCE, every_page, operator, over_database, print};
use crate::config::Config;
use crate::numbers;

#[derive(Subcommand)]
pub enum Command {
    /// List the numbers, with who sees them and when their last message came
    List,
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    let Command::List = command;
    let all = over_database(config, async |context| {
        let reader = operator(context, None).await?.reader();
        let page = async |cursor| numbers::list(context, &reader, cursor, MOST_AT_ONCE).await;
        every_page(page).await
    });
    let names = ["NUMBER", "LABEL", "ACCESS", "LAST MESSAGE"];
    print::list(as_json, &all.await?, names, |number| {
        [
            number.phone_number.clone(),
            number.label.clone().unwrap_or_else(|| "-".to_owned()),
            number.access.as_str().to_owned(),
            print::time(number.last_message_at),
        ]
    })?;
    Ok(ExitCode::SUCCESS)
}
