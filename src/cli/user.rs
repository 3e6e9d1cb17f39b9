//! `codebell user`

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};

use super::{CommandResult, over_database, print};
use crate::accounts::{self, NewUser};
use crate::audit::{Action, Actor, Entry};
use crate::auth::Role;
use crate::config::Config;
use crate::random;

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
    let added = over_database(config, async |context| {
        let entry = Entry::new(Actor::system(), None, Action::UserAdded);
        Ok(accounts::members::add(context, new.hash().await?, entry).await?)
    });
    let added = added.await?;
    print::line(added.id.to_string())?;
    if !password_stdin {
        print::note(format!("The password, shown this once: {}", password.expose_secret()));
    }
    Ok(ExitCode::SUCCESS)
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
