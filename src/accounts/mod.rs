//! People who sign in: the first one by the setup link, passwords, login.
//!
//! Sessions and roles belong to `auth`.

mod email;
pub mod http;
pub mod password;
pub mod setup;
mod sql;

use std::sync::LazyLock;

pub use email::EmailAddress;
use secrecy::SecretString;
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::auth::Role;
use crate::auth::sessions::{self, Tokens};
use crate::clock::Clock;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;

/// A member as others see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The address they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their role in the team.
    pub role: Role,
}

/// Someone who does not exist yet.
#[derive(Debug)]
pub struct NewUser {
    /// The address to sign in with.
    pub email: EmailAddress,
    /// Their name, 1 to 100 characters.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their password.
    pub password: SecretString,
}

impl NewUser {
    /// Checks every rule and names each field that breaks one.
    pub fn parse(email: &str, name: &str, role: Role, password: SecretString) -> Result<Self> {
        let mut errors = Vec::new();
        let mut check = |result: Result<()>| {
            if let Err(Error::Invalid(found)) = result {
                errors.extend(found);
            }
        };
        let email = email.parse::<EmailAddress>();
        let rule = |error: &email::NotAnAddress| Error::invalid("email", error.to_string());
        check(email.as_ref().map(|_| ()).map_err(rule));
        let name = name.trim().to_owned();
        let is_name = (1..=100).contains(&name.chars().count()) && !name.contains(char::is_control);
        check(if is_name {
            Ok(())
        } else {
            Err(Error::invalid(
                "name",
                "must have 1 to 100 characters, none of them a control character",
            ))
        });
        check(password::check_strength(&password));
        match email {
            Ok(email) if errors.is_empty() => Ok(Self { email, name, role, password }),
            _ => Err(Error::Invalid(errors)),
        }
    }
}

/// Adds a user; its e-mail address may not be taken.
pub async fn add_user(connection: &mut PgConnection, clock: &Clock, new: NewUser) -> Result<User> {
    let password_hash = password::hash(new.password).await?;
    let now = clock.now();
    let user =
        User { id: UserId::new(now), email: new.email.to_string(), name: new.name, role: new.role };
    match sql::insert_user(connection, &user, &password_hash, now).await {
        Ok(()) => Ok(user),
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("users_email_key") => {
            Err(Error::Conflict("There is a user with this e-mail address already.".into()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Signs in with e-mail and password. An unknown address takes as long as a wrong password.
pub async fn log_in(
    context: &Context,
    email: &str,
    password: SecretString,
) -> Result<(User, Tokens)> {
    // What is no address belongs to nobody, and is not asked for.
    let found = match email.parse::<EmailAddress>() {
        Ok(email) => sql::find_user_by_email(&context.pool, &email.to_string()).await?,
        Err(_) => None,
    };
    let (user, hash) = match found {
        Some((user, hash)) => (Some(user), hash),
        None => (None, NOBODYS_HASH.clone()),
    };
    let is_right = password::verify(password, hash).await?;
    let Some(user) = user.filter(|_| is_right) else {
        return Err(Error::Unauthorized("The e-mail address or the password is wrong.".into()));
    };
    let mut transaction = context.pool.begin().await?;
    let tokens = sessions::begin(&mut transaction, context, user.id, user.role).await?;
    transaction.commit().await?;
    Ok((user, tokens))
}

/// The user with this id.
pub async fn get_user(context: &Context, id: UserId) -> Result<User> {
    Ok(sql::get_user(&context.pool, id).await?)
}

/// A hash of a password that nobody knows.
static NOBODYS_HASH: LazyLock<String> = LazyLock::new(password::unknowable_hash);
