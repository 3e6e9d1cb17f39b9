//! People who sign in: how they join, prove who they are and leave.
//!
//! Sessions, roles and permissions belong to `auth`.

mod advice;
mod email;
pub mod http;
pub mod links;
pub mod members;
pub mod password;
pub mod profile;
pub mod proof;
pub mod second_factor;
pub mod sign_in;
mod sql;

pub use email::EmailAddress;
use secrecy::SecretString;
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::auth::Role;
use crate::clock::Clock;
use crate::error::{Error, FieldError, OnConstraint, Result};
use crate::http::json::check_name;
use crate::id::UserId;
use crate::inbox;

/// A member as others see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct User {
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
        let strength = password::check_strength("password", &password, &[email, name]);
        let email = collect(parse_email(email), &mut errors);
        let name = collect(check_name(name), &mut errors);
        collect(strength, &mut errors);
        match (email, name) {
            (Some(email), Some(name)) if errors.is_empty() => {
                Ok(Self { email, name, role, password })
            }
            _ => Err(Error::Invalid(errors)),
        }
    }
}

impl NewUser {
    /// Hashes the password, which takes its time: before a transaction begins, not in one.
    pub async fn hash(self) -> Result<HashedUser> {
        let password_hash = password::hash(self.password).await?;
        Ok(HashedUser { email: self.email, name: self.name, role: self.role, password_hash })
    }
}

/// Someone who is about to be stored.
pub struct HashedUser {
    email: EmailAddress,
    name: String,
    role: Role,
    password_hash: String,
}

/// The value, or `None` with its broken rules among `errors`.
fn collect<T>(result: Result<T>, errors: &mut Vec<FieldError>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(Error::Invalid(found)) => {
            errors.extend(found);
            None
        }
        Err(_) => None,
    }
}

/// An e-mail address as it was typed.
fn parse_email(text: &str) -> Result<EmailAddress> {
    text.parse::<EmailAddress>().map_err(|_| {
        Error::invalid("email", say!("must be an e-mail address, such as ana@example.com"))
    })
}

/// Adds a user; its e-mail address may not be taken. The caller looks after the room in the team
/// and the log.
pub async fn add_user(
    connection: &mut PgConnection,
    clock: &Clock,
    new: HashedUser,
) -> Result<User> {
    let now = clock.now();
    let user =
        User { id: UserId::new(now), email: new.email.to_string(), name: new.name, role: new.role };
    let inserted = sql::insert_user(&mut *connection, &user, &new.password_hash, now).await;
    inserted.on_constraint("users_email_key", || {
        Error::Conflict(say!("There is a member with this e-mail address already."))
    })?;
    inbox::begin(connection, user.id).await?;
    Ok(user)
}
