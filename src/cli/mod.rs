//! The command line: a file a command.

mod audit;
mod doctor;
mod extract;
mod migrate;
mod openapi;
mod serve;
mod simulate;
mod source;
mod user;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::clock::Clock;
use crate::config::Config;
use crate::context::Context;
use crate::db::Database;
use crate::telemetry;

/// Any error of a command; printed as one line.
type CommandError = Box<dyn std::error::Error>;
type CommandResult = Result<ExitCode, CommandError>;

/// A self-hosted 2FA inbox for teams.
///
/// Settings can be given as options, as environment variables, or in a file .env in the working
/// directory.
#[derive(Parser)]
#[command(name = "codebell", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    config: Config,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the page, the API and the webhooks (the default)
    Serve,
    /// Migrate the database as the owner of its tables, and let another role serve
    Migrate(migrate::Options),
    /// Manage users
    #[command(subcommand)]
    User(user::Command),
    /// Manage the sources that messages come from
    #[command(subcommand)]
    Source(source::Command),
    /// Look after the audit log
    #[command(subcommand)]
    Audit(audit::Command),
    /// Post realistic, correctly signed webhooks to the running server
    Simulate(simulate::Options),
    /// Find the code in a text
    Extract(extract::Options),
    /// Check the installation, a line each, with what to mend
    Doctor,
    /// Print the OpenAPI document of the API
    Openapi,
}

/// Runs the program; the exit code is 0 done, 1 failed, 2 wrong usage.
pub fn main() -> ExitCode {
    // What is set in the environment wins over the file.
    let loaded = dotenvy::dotenv();
    let cli = Cli::parse();
    if let Err(error) = loaded
        && !error.not_found()
    {
        eprintln!("codebell: the file .env can't be read: {error}");
        return ExitCode::FAILURE;
    }
    let result = telemetry::start(&cli.config).map_err(CommandError::from).and_then(|()| {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(run(cli))
    });
    result.unwrap_or_else(|error| {
        eprintln!("codebell: {error}");
        ExitCode::FAILURE
    })
}

/// What a command works with, over an open database.
fn context(config: &Config, database: &Database) -> Result<Context, CommandError> {
    let public_url = config.public_url(config.listen);
    Ok(Context::open(config.clone(), Clock::system(), database, public_url)?)
}

async fn run(cli: Cli) -> CommandResult {
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(cli.config).await,
        Command::Migrate(options) => migrate::run(&cli.config, options).await,
        Command::User(command) => user::run(&cli.config, command).await,
        Command::Source(command) => source::run(&cli.config, command).await,
        Command::Audit(command) => audit::run(&cli.config, command).await,
        Command::Simulate(options) => simulate::run(&cli.config, options).await,
        Command::Extract(options) => extract::run(options),
        Command::Doctor => doctor::run(&cli.config).await,
        Command::Openapi => openapi::run(),
    }
}
