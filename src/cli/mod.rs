//! The command line: a file a command.

mod audit;
mod channel;
mod doctor;
mod extract;
mod key;
mod migrate;
mod number;
mod openapi;
mod print;
mod secrets;
mod serve;
mod setup_link;
mod simulate;
mod source;
mod user;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use uuid::Uuid;

use crate::auth::{self, Caller};
use crate::clock::Clock;
use crate::config::Config;
use crate::config::environment::{self, Settings, Values};
use crate::context::Context;
use crate::db;
use crate::error::Error;
use crate::http::pagination::Page;
use crate::installation;
use crate::mail::Mailer;
use crate::secrets::Keyring;
use crate::telemetry;

/// Entries of a page.
const MOST_AT_ONCE: i64 = 200;

/// Any error of a command; printed as one line.
type CommandError = Box<dyn std::error::Error>;
type CommandResult = Result<ExitCode, CommandError>;

/// A self-hosted 2FA inbox for teams.
///
/// Settings can be given as options, as environment variables, or in a file .env in the working
/// directory. A secret can also stand in a file of its own, which the variable with _FILE at the end of
/// its name names.
#[derive(Parser)]
#[command(name = "codebell", version, max_term_width = 100)]
struct Cli {
    /// Print lists and what was made as JSON
    #[arg(long, env = "CODEBELL_JSON", global = true)]
    json: bool,

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
    /// Manage API keys
    #[command(subcommand)]
    Key(key::Command),
    /// Look at the channels that messages are forwarded over
    #[command(subcommand)]
    Channel(channel::Command),
    /// Look at the numbers
    #[command(subcommand)]
    Number(number::Command),
    /// Print a new setup link, while there is no user
    SetupLink,
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
    /// Look after the secret key
    #[command(subcommand)]
    Secrets(secrets::Command),
    /// Look after the settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Read all settings, without a database, and name the first that can't work
    Check,
}

/// Runs the program; the exit code is 0 done, 1 failed, 2 wrong usage.
pub fn main() -> ExitCode {
    let completed = environment::complete(&Cli::command());
    let settings = match completed {
        Ok(read) => read,
        Err(error) => {
            // Whoever asks for help is helped all the same.
            let asks = |error: &clap::Error| !error.use_stderr();
            if let Some(help) = Cli::try_parse().err().filter(asks) {
                help.exit();
            }
            return print::failure(&error.into());
        }
    };
    start(Cli::parse(), settings).unwrap_or_else(|error| print::failure(&error))
}

fn start(cli: Cli, settings: (Settings, Values)) -> CommandResult {
    cli.config.check()?;
    telemetry::start(&cli.config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(cli, settings))
}

/// Does what a command does over the installation's database, which is closed whatever comes of it.
async fn over_database<T>(
    config: &Config,
    work: impl AsyncFnOnce(&Context) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let (database, keys) = installation::open_for_command(config).await?;
    let public_url = config.public_url(config.listen);
    let context = Context::open(config.clone(), Clock::system(), &database, keys, public_url);
    let done = match context {
        Ok(context) => work(&context).await,
        Err(error) => Err(error.into()),
    };
    database.close().await;
    done
}

/// All of a list that is read page by page, in its order. `page` reads the one after a cursor.
async fn every_page<T>(
    page: impl AsyncFn(Option<Uuid>) -> Result<Page<T>, Error>,
) -> Result<Vec<T>, CommandError> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let Page { data, next_cursor } = page(cursor).await?;
        all.extend(data);
        match next_cursor {
            Some(next) => cursor = Some(next.parse()?),
            None => return Ok(all),
        }
    }
}

/// Who acts: whoever has the command line, on behalf of a member or of the first Owner.
async fn operator(context: &Context, email: Option<&str>) -> Result<Caller, CommandError> {
    let found = auth::find_operator(context, email).await?;
    found.ok_or_else(|| match email {
        Some(email) => {
            format!("there is no member {email}; codebell user list shows them all").into()
        }
        None => {
            "there is no Owner yet; open the setup link (codebell setup-link), or add one with \
                 codebell user add"
                .into()
        }
    })
}

async fn run(cli: Cli, settings: (Settings, Values)) -> CommandResult {
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(cli.config, settings).await,
        Command::Migrate(options) => migrate::run(&cli.config, options).await,
        Command::User(command) => user::run(&cli.config, cli.json, command).await,
        Command::Source(command) => source::run(&cli.config, cli.json, command).await,
        Command::Key(command) => key::run(&cli.config, cli.json, command).await,
        Command::Channel(command) => channel::run(&cli.config, cli.json, command).await,
        Command::Number(command) => number::run(&cli.config, cli.json, command).await,
        Command::SetupLink => setup_link::run(&cli.config).await,
        Command::Audit(command) => audit::run(&cli.config, command).await,
        Command::Simulate(options) => simulate::run(&cli.config, options).await,
        Command::Extract(options) => extract::run(options),
        Command::Doctor => doctor::run(&cli.config).await,
        Command::Openapi => openapi::run(),
        Command::Secrets(command) => secrets::run(&cli.config, command).await,
        Command::Config(ConfigCommand::Check) => {
            Keyring::find(&cli.config)?;
            Mailer::new(&cli.config)?;
            db::check_address(&cli.config)?;
            print::line("All settings can be used.")?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
