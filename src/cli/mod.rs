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
mod reference;
mod secrets;
mod serve;
mod setup_link;
mod simulate;
mod source;
mod status;
mod user;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;
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

/// The version, and what it was built from.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CODEBELL_BUILD"), ")");

/// A self-hosted 2FA inbox for teams.
#[derive(Parser)]
#[command(
    name = "codebell",
    version = VERSION,
    max_term_width = 100,
    long_about = "A self-hosted 2FA inbox for teams.\n\nSettings can be given as options, as environment \
                  variables, or in a file .env in the working directory. A secret can also stand in a \
                  file of its own, which the variable with _FILE at the end of its name names."
)]
struct Cli {
    /// Print lists and what was made as JSON
    #[arg(long, env = "CODEBELL_JSON", hide_env = true, global = true)]
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
    /// Show versions, servers, the last message, what waits, and the room that is left
    Status,
    /// Print the OpenAPI document of the API
    Openapi,
    /// Look after the secret key
    #[command(subcommand)]
    Secrets(secrets::Command),
    /// Look after the settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print the manual page, with all settings
    Man,
    /// Print what a shell completes
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Read all settings, without a database, and name the first that can't work
    Check,
    /// List all settings: what each says now, and where that stands
    List,
}

/// Runs the program; the exit code is 0 done, 1 failed, 2 wrong usage.
pub fn main() -> ExitCode {
    let completed = environment::complete(&Cli::command());
    let parsed = reference::brief(Cli::command()).try_get_matches();
    let (settings, matches) = match (completed, parsed) {
        // Whoever asks for help is helped, whatever the settings are.
        (_, Err(said)) if !said.use_stderr() => return print::help(&said),
        (Err(error), _) => return print::failure(&error.into()),
        (_, Err(said)) => return print::help(&said),
        (Ok(settings), Ok(matches)) => (settings, matches),
    };
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    start(cli, &matches, settings).unwrap_or_else(|error| print::failure(&error))
}

fn start(cli: Cli, matches: &ArgMatches, settings: (Settings, Values)) -> CommandResult {
    // What only tells of the program needs no setting that works.
    match cli.command {
        Some(Command::Man) => return reference::manual(Cli::command()),
        Some(Command::Completions { shell }) => {
            return reference::completions(Cli::command(), shell);
        }
        Some(Command::Config(ConfigCommand::List)) => {
            let placed = settings.0.read_placed()?;
            reference::settings(&Cli::command(), matches, &placed, cli.json)?;
            return Ok(ExitCode::SUCCESS);
        }
        _ => {}
    }
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
        Command::SetupLink => setup_link::run(&cli.config, cli.json).await,
        Command::Audit(command) => audit::run(&cli.config, cli.json, command).await,
        Command::Simulate(options) => simulate::run(&cli.config, options).await,
        Command::Extract(options) => extract::run(options),
        Command::Doctor => doctor::run(&cli.config, cli.json).await,
        Command::Status => status::run(&cli.config, cli.json).await,
        Command::Openapi => openapi::run(),
        Command::Secrets(command) => secrets::run(&cli.config, cli.json, command).await,
        Command::Config(ConfigCommand::Check) => {
            Keyring::find(&cli.config)?;
            Mailer::new(&cli.config)?;
            db::check_address(&cli.config)?;
            print::line("All settings can be used.")?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Man | Command::Completions { .. } | Command::Config(ConfigCommand::List) => {
            unreachable!("they were answered without settings")
        }
    }
}
