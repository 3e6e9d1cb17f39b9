//! The setup link: makes the first Owner, once, while there is no user.

use chrono::TimeDelta;
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;

use super::sql;
use crate::accounts::{NewUser, User, add_user, members, sql as users};
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::sessions::{self, SignIn, Tokens};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::origin::Origin;
use crate::random;
use crate::secrets::token_hash;

/// How long a link is valid.
pub const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// Whether there is no user yet.
pub async fn is_open(pool: &PgPool) -> Result<bool> {
    Ok(!users::has_users(pool).await?)
}

/// Refuses what only the first Owner needs.
pub async fn require_open(pool: &PgPool) -> Result<()> {
    if is_open(pool).await? { Ok(()) } else { Err(gone()) }
}

/// A new token for the link, which makes earlier ones useless; `None` when there is a user.
pub async fn renew_token(context: &Context) -> Result<Option<SecretString>> {
    if !is_open(&context.pool).await? {
        return Ok(None);
    }
    let token = random::token();
    let hash = token_hash(token.expose_secret());
    sql::replace_setup_link(&context.pool, &hash, context.clock.now() + LIFETIME).await?;
    Ok(Some(token))
}

/// Makes the first Owner and signs them in.
pub async fn set_up(
    context: &Context,
    token: &str,
    owner: NewUser,
    origin: &Origin,
) -> Result<(User, Tokens)> {
    let owner = owner.hash().await?;
    let mut transaction = context.pool.begin().await?;
    members::lock_team(&mut *transaction).await?;
    // The row's lock lets of two requests with the same link only one through.
    let hash = token_hash(token);
    if !sql::take_setup_link(&mut *transaction, &hash, context.clock.now()).await?
        || users::has_users(&mut *transaction).await?
    {
        return Err(gone());
    }
    let user = add_user(&mut transaction, &context.clock, owner).await?;
    let entry = Entry::new(Actor::user(user.id, &user.name), Some(origin), Action::SetupCompleted)
        .on("user", user.id, &user.email);
    audit::record(context, &mut transaction, &[entry]).await?;
    let sign_in = SignIn {
        user_id: user.id,
        name: &user.name,
        role: user.role,
        origin,
        method: "setup",
        has_second_factor: false,
    };
    let tokens = sessions::begin(&mut transaction, context, sign_in).await?;
    transaction.commit().await?;
    Ok((user, tokens))
}

fn gone() -> Error {
    let text =
        say!("The setup link is used, expired or replaced; restart the server for a new one.");
    Error::Unauthorized(text)
}
