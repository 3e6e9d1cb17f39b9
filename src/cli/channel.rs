//! `codebell channel`

use std::process::ExitCode;
use std::time::Duration;

use clap::Subcommand;
use tokio::time::Instant;

use super::{CommandError, CommandResult, operator, over_database, print};
use crate::auth::Caller;
use crate::channels::{self, Channel};
use crate::config::Config;
use crate::context::Context;
use crate::db;
use crate::delivery::Status;
use crate::delivery::log::{self, DeliveryDetail, trial};

/// Another process does the work: it is asked so often whether it has.
const PAUSE: Duration = Duration::from_millis(100);

#[derive(Subcommand)]
pub enum Command {
    /// List the channels that messages are forwarded over
    List,
    /// Send a made-up message over a channel, and tell what its receiver answered
    Test {
        /// The channel's name, or its id
        channel: String,
    },
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    match command {
        Command::List => list(config, as_json).await,
        Command::Test { channel } => test(config, as_json, &channel).await,
    }
}

async fn list(config: &Config, as_json: bool) -> CommandResult {
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

async fn test(config: &Config, as_json: bool, named: &str) -> CommandResult {
    let outcome = over_database(config, async |context| {
        let by = operator(context, None).await?;
        let channel = find(context, &by, named).await?;
        if db::list_nodes(&context.pool).await?.is_empty() {
            return Err(
                "no server is running, and the server is what sends; start codebell serve".into()
            );
        }
        let id = trial::begin(context, &by, channel.id).await?;
        let end = Instant::now() + trial::LONGEST;
        loop {
            let found = log::get(context, &by, id).await?;
            if found.delivery.status != Status::Waiting || Instant::now() > end {
                return Ok(found);
            }
            tokio::time::sleep(PAUSE).await;
        }
    });
    let outcome = outcome.await?;
    if as_json {
        print::json(&outcome)?;
    }
    let DeliveryDetail { delivery, attempts } = outcome;
    match (delivery.status, attempts.last().and_then(|attempt| attempt.detail.clone())) {
        (Status::Delivered, _) if as_json => {}
        (Status::Delivered, _) => print::line("The test arrived.")?,
        (_, Some(detail)) => return Err(format!("the test did not arrive: {detail}").into()),
        (_, None) => {
            return Err("the test still waits; codebell status shows how much does".into());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The one channel of that name, or with that id.
async fn find(context: &Context, by: &Caller, named: &str) -> Result<Channel, CommandError> {
    let all = channels::list(context, by).await?;
    let mut meant = all.into_iter().filter(|one| one.name == named || one.id.to_string() == named);
    match (meant.next(), meant.next()) {
        (Some(channel), None) => Ok(channel),
        (None, _) => Err(format!(
            "there is no channel {named}; codebell channel list shows them all"
        )
        .into()),
        (Some(_), Some(_)) => Err(format!(
            "several channels are called {named}; give the id, which codebell --json channel list shows"
        )
        .into()),
    }
}
