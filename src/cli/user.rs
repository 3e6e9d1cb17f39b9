//! `codebell user`

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{CommandError, CommandResult};
use crate::accounts::{self, NewUser};
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::Role;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, embedded};
use crate::error::Error;
use crate::random;
use crate::secrets::Keyring;

#[derive(Subcommand)]
pub enum Command {
    /// Add a user and print the new id
    Add {
        /// The address to sign in with
        #[arg(long, env = "CODEBELL_USER_EMAIL")]
        email: String,
        /// The user's name
        #[arg(long, env = "CODEBELL_USER_NAME")]
        name: String,
        /// The user's role in the team
        #[arg(long, env = "CODEBELL_USER_ROLE", value_enum)]
        role: Role,
        /// Read the password from standard input instead of making one and printing it
        #[arg(long, env = "CODEBELL_USER_PASSWORD_STDIN")]
        password_stdin: bool,
    },
}

pub async fn run(config: &Config, command: Command) -> CommandResult {
    let Command::Add { email, name, role, password_stdin } = command;
    let password = if password_stdin { read_password()? } else { random::token() };
    let new = NewUser::parse(&email, &name, role, password.clone())?;
    let database = Database::open(config, embedded::Role::Command).await?;
    let added = add(config, &database, new).await;
    database.close().await;
    println!("{}", added?.id);
    if !password_stdin {
        eprintln!("The password, shown this once: {}", password.expose_secret());
    }
    Ok(ExitCode::SUCCESS)
}

async fn add(
    config: &Config,
    database: &Database,
    new: NewUser,
) -> Result<accounts::User, CommandError> {
    let keys = Keyring::load(config)?;
    let clock = Clock::system();
    let new = new.hash().await?;
    audit::begin(&database.pool, &keys).await.map_err(Error::from)?;
    let mut transaction = database.pool.begin().await.map_err(Error::from)?;
    let user = accounts::members::add(&mut transaction, config.max_members, &clock, new).await?;
    let entry = Entry::new(Actor::system(), None, Action::UserAdded)
        .on("user", user.id, &user.email)
        .with(json!({ "role": user.role }));
    audit::record(&mut transaction, &keys, clock.now(), &[&entry]).await.map_err(Error::from)?;
    transaction.commit().await.map_err(Error::from)?;
    Ok(user)
}

/// The first line of standard input.
fn read_password() -> io::Result<SecretString> {
    if io::stdin().is_terminal() {
        eprint!("Password: ");
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned().into())
}
