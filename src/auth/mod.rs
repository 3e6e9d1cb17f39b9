//! Who is asking and what they may do: roles, access tokens, sessions, and the extractors that
//! handlers name as their permission.
//!
//! Never decides what a thing looks like or where it is stored.

mod extractors;
mod role;
pub mod sessions;
mod sql;
pub mod token;

pub use extractors::{Caller, Manager, Owner, Viewer};
pub use role::{Capability, Role};

use sqlx::PgPool;

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::secrets::Keyring;

/// The caller behind an access token whose session lives and whose user is not disabled.
///
/// The role is the database's, so that a demotion works at once.
pub async fn authenticate(
    pool: &PgPool,
    keys: &Keyring,
    clock: &Clock,
    token: &str,
) -> Result<Caller> {
    let claims = token::verify(keys, clock, token).ok_or_else(refused)?;
    let caller = sql::find_caller(pool, claims.sid, clock.now()).await?;
    caller.filter(|caller| caller.user_id == claims.sub).ok_or_else(refused)
}

/// Whether a caller's session still lives and the role is the same.
pub async fn is_live(pool: &PgPool, clock: &Clock, caller: &Caller) -> Result<bool> {
    let now = sql::find_caller(pool, caller.session_id, clock.now()).await?;
    Ok(now.is_some_and(|now| now.role == caller.role))
}

fn refused() -> Error {
    Error::Unauthorized(
        "The access token is missing, expired or no longer valid; sign in again.".into(),
    )
}
