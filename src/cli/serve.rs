//! `codebell serve`

use std::process::ExitCode;

use secrecy::ExposeSecret;

use super::CommandResult;
use crate::accounts::sign_in::setup;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::db::embedded::Role;

pub async fn run(config: Config) -> CommandResult {
    let clock = Clock::system();
    let database = Database::open(&config, Role::Server).await?;
    let app = App::start(config, clock, database).await?;
    let url = app.context.public_url.clone();
    println!(
        "Codebell {} listens at {} and is reached at {url}",
        env!("CARGO_PKG_VERSION"),
        app.address()?
    );
    if let Some(token) = setup::renew_token(&app.context).await? {
        // After the # it is never sent to a server, nor written into a log of one.
        let link = format!("{url}/setup#token={}", token.expose_secret());
        println!("There is no user yet. Make the first Owner within an hour: {link}");
    }
    app.run().await?;
    Ok(ExitCode::SUCCESS)
}
