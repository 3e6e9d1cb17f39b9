//! `codebell serve`

use std::process::ExitCode;

use secrecy::ExposeSecret;

use super::{CommandResult, print};
use crate::accounts::sign_in::setup;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::installation;

pub async fn run(config: Config) -> CommandResult {
    let clock = Clock::system();
    let (database, keys) = installation::open_for_server(&config).await?;
    let app = App::start(config, clock, database, keys).await?;
    let url = app.context.public_url.clone();
    say(&format!(
        "Codebell {} listens at {} and is reached at {url}",
        env!("CARGO_PKG_VERSION"),
        app.address()?
    ));
    if let Some(token) = setup::renew_token(&app.context).await? {
        // After the # it is never sent to a server, nor written into a log of one.
        let link = format!("{url}/setup#token={}", token.expose_secret());
        say(&format!("There is no user yet. Make the first Owner within an hour: {link}"));
    }
    app.run().await?;
    Ok(ExitCode::SUCCESS)
}

/// A server serves on where nobody reads what it prints.
fn say(text: &str) {
    if let Err(error) = print::line(text) {
        tracing::warn!(%error, "the address could not be printed");
    }
}
