//! `codebell user`

use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;

use clap::Subcommand;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

use super::{
    CommandError, CommandResult, MOST_AT_ONCE, every_page, operator, over_database, print,
};
use crate::accounts::members::{self, Member, UpdateMember};
use crate::accounts::{self, NewUser};
use crate::audit::{Action, Actor, Entry};
use crate::auth::Role;
use crate::config::Config;
use crate::context::Context;
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
    /// List the members
    List,
    /// Keep a member from signing in, and end their sessions
    Disable { email: String },
    /// Let a disabled member sign in again
    Enable { email: String },
    /// Print a link with which a member chooses a new password, within 24 hours
    ResetPassword { email: String },
    /// Take a member's authenticator app and passkeys away
    RemoveSecondFactor { email: String },
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    match command {
        Command::Add { email, name, role, password_stdin } => {
            add(config, as_json, (&email, &name, role), password_stdin).await?;
        }
        Command::List => {
            let all = over_database(config, all).await?;
            let names = ["E-MAIL", "ROLE", "NAME", "SECOND FACTOR", "LAST SEEN", "DISABLED"];
            print::list(as_json, &all, names, |member| {
                let has = if member.has_second_factor { "yes" } else { "no" };
                [
                    member.email.clone(),
                    member.role.to_string(),
                    member.name.clone(),
                    has.to_owned(),
                    print::time(member.last_seen_at),
                    print::time(member.disabled_at),
                ]
            })?;
        }
        Command::Disable { email } => set_disabled(config, as_json, &email, true).await?,
        Command::Enable { email } => set_disabled(config, as_json, &email, false).await?,
        Command::ResetPassword { email } => {
            let link = over_database(config, async |context| {
                let by = operator(context, None).await?;
                let id = find(context, &email).await?.id;
                Ok(accounts::links::password_resets::create(context, &by, id).await?)
            });
            let link = link.await?;
            match as_json {
                true => print::json(&link)?,
                false => print::line(link.url)?,
            }
        }
        Command::RemoveSecondFactor { email } => {
            let removed = over_database(config, async |context| {
                let by = operator(context, None).await?;
                let id = find(context, &email).await?.id;
                Ok(members::remove_second_factor(context, &by, id).await?)
            });
            removed.await?;
            print::note(format!("{email} signs in with the password alone now."));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn add(
    config: &Config,
    as_json: bool,
    (email, name, role): (&str, &str, Role),
    password_stdin: bool,
) -> Result<(), CommandError> {
    let password = if password_stdin { read_password()? } else { random::token() };
    let new = NewUser::parse(email, name, role, password.clone())?;
    let added = over_database(config, async |context| {
        let entry = Entry::new(Actor::command_line(), None, Action::UserAdded);
        Ok(members::add(context, new.hash().await?, entry).await?)
    });
    let added = added.await?;
    // First: where the id can't be printed, the password would be lost.
    if !password_stdin {
        print::note(format!("The password, shown this once: {}", password.expose_secret()));
    }
    match as_json {
        true => print::json(&json!({ "id": added.id }))?,
        false => print::line(added.id.to_string())?,
    }
    Ok(())
}

async fn set_disabled(
    config: &Config,
    as_json: bool,
    email: &str,
    disabled: bool,
) -> Result<(), CommandError> {
    let changed = over_database(config, async |context| {
        let by = operator(context, None).await?;
        let id = find(context, email).await?.id;
        let update = UpdateMember { name: None, role: None, disabled: Some(disabled) };
        Ok(members::update(context, &by, id, update).await?)
    });
    let member = changed.await?;
    if as_json {
        print::json(&member)?;
    } else if disabled {
        print::note(format!("{} can't sign in any more.", member.email));
    } else {
        print::note(format!("{} can sign in again.", member.email));
    }
    Ok(())
}

/// All members, the first first.
async fn all(context: &Context) -> Result<Vec<Member>, CommandError> {
    let page = async |cursor| members::list(context, cursor, MOST_AT_ONCE).await;
    let mut all = every_page(page).await?;
    all.reverse();
    Ok(all)
}

async fn find(context: &Context, email: &str) -> Result<Member, CommandError> {
    let members = all(context).await?;
    let found = members.into_iter().find(|member| member.email.eq_ignore_ascii_case(email));
    found.ok_or_else(|| {
        format!("there is no member {email}; codebell user list shows them all").into()
    })
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
