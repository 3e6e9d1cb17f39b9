//! `codebell serve`

use std::process::ExitCode;
use std::sync::Arc;

use secrecy::ExposeSecret;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{CommandResult, print, setup_link};
use crate::accounts::sign_in::setup;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::config::environment::{Settings, Values};
use crate::context::Context;
use crate::{installation, sources, telemetry};

pub async fn run(config: Config, (settings, before): (Settings, Values)) -> CommandResult {
    let clock = Clock::system();
    // From the first moment on: a hangup would end a process that does not expect it.
    let hangups = signal(SignalKind::hangup())?;
    let (database, keys) = installation::open_for_server(&config).await?;
    let app = App::start(config, clock, database, keys).await?;
    let url = app.context.public_url.clone();
    say(&format!(
        "Codebell {} listens at {} and is reached at {url}",
        env!("CARGO_PKG_VERSION"),
        app.address()?
    ));
    if let Some(token) = setup::renew_token(&app.context).await? {
        let link = setup_link::link(&url, token.expose_secret());
        say(&format!("There is no user yet. Make the first Owner within an hour: {link}"));
    }
    reload_on_request(app.context.clone(), settings, before, hangups);
    app.run().await?;
    Ok(ExitCode::SUCCESS)
}

/// A server serves on where nobody reads what it prints.
fn say(text: &str) {
    if let Err(error) = print::line(text) {
        tracing::warn!(%error, "the address could not be printed");
    }
}

/// SIGHUP: reads the settings again, and goes on with those that can change while the server runs.
fn reload_on_request(
    mut context: Context,
    settings: Settings,
    mut before: Values,
    mut hangups: Signal,
) {
    tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            match reload(&mut context, &settings, &mut before).await {
                Ok(()) => tracing::info!("the settings were read again"),
                Err(error) => tracing::error!(%error, "the settings stay as they were"),
            }
        }
    });
}

async fn reload(
    context: &mut Context,
    settings: &Settings,
    before: &mut Values,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let now = settings.read()?;
    let config = context.config.reloaded(before, &now);
    config.check()?;
    telemetry::check(&config)?;
    let renewed = Context { config: Arc::new(config), ..context.clone() };
    sources::follow_settings(&renewed, &context.config).await?;
    telemetry::reload(&renewed.config)?;
    *context = renewed;
    *before = now;
    Ok(())
}
