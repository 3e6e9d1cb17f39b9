//! Signing in with e-mail, password and, where there is one, a second factor.

mod cookies;
pub mod http;
pub mod setup;
mod sql;
pub mod throttle;

use std::sync::LazyLock;

use secrecy::SecretString;
use serde_json::json;

use super::second_factor::{self, Proof};
use super::{EmailAddress, User, password, sql as users};
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::sessions::{self, SignIn, Tokens};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::rate_limit::RateLimit;
use crate::origin::Origin;
use throttle::Key;

/// What somebody signs in with.
pub struct Attempt {
    /// The e-mail address, as it was typed.
    pub email: String,
    pub password: SecretString,
    /// The second factor, if they sent one.
    pub proof: Option<Proof>,
    /// The mark of a browser that has signed in before.
    pub device: Option<String>,
}

/// A hash of a password that nobody knows.
static NOBODYS_HASH: LazyLock<String> = LazyLock::new(password::unknowable_hash);

/// Signs in. An unknown address takes as long as a wrong password, and is told the same.
/// `limit` is a bucket for each account or known browser.
pub async fn log_in(
    context: &Context,
    attempt: Attempt,
    origin: &Origin,
    limit: &RateLimit<Key>,
) -> Result<(User, Tokens)> {
    // What is no address belongs to nobody, and is not asked for.
    let email = attempt.email.parse::<EmailAddress>().ok();
    let found = match &email {
        Some(email) => users::find_user_by_email(&context.pool, &email.to_string()).await?,
        None => None,
    };
    let mark = attempt.device.as_deref().zip(found.as_ref());
    let device =
        mark.and_then(|(mark, (user, _))| throttle::device_key(&context.keys, mark, user.id));
    let address = found.as_ref().map(|(user, _)| user.email.clone());
    let address = address.or_else(|| email.as_ref().map(ToString::to_string));
    let key = device.or_else(|| address.as_deref().map(Key::account));
    if let Some(key) = key {
        limit.take(&key)?;
        throttle::begin(context, key).await?;
    }
    let (user, hash) = match found {
        Some((user, hash)) => (Some(user), hash),
        None => (None, NOBODYS_HASH.clone()),
    };
    let is_right = password::verify(attempt.password.clone(), hash.clone()).await?;
    let Some(user) = user.as_ref().filter(|_| is_right) else {
        refuse(context, user.as_ref(), origin, "password").await?;
        return Err(wrong());
    };
    let ways = second_factor::ways(context, user.id, attempt.proof.is_none()).await?;
    // Made before the transaction begins: hashing takes its time.
    let renewed = match password::is_outdated(&hash) {
        true => Some(password::hash(attempt.password).await?),
        false => None,
    };
    let mut transaction = context.pool.begin().await?;
    // What was just verified may have been changed meanwhile, or its user disabled.
    if !users::lock_credentials(&mut *transaction, user.id, &hash).await? {
        return Err(wrong());
    }
    let mut method = "password";
    if let Some(ways) = &ways {
        let Some(proof) = &attempt.proof else {
            drop(transaction);
            refuse(context, Some(user), origin, "second factor missing").await?;
            return Err(Error::SecondFactorRequired {
                detail: say!("A second factor is needed."),
                ways: ways.clone(),
            });
        };
        match second_factor::verify(&mut transaction, context, user.id, proof).await? {
            Some(factor) => method = factor.as_str(),
            None => {
                // A passkey's challenge is used up by a wrong answer too.
                transaction.commit().await?;
                refuse(context, Some(user), origin, "second factor").await?;
                return Err(Error::SecondFactorRequired {
                    detail: say!("The code is wrong, too old or was used before."),
                    ways: second_factor::ways(context, user.id, true)
                        .await?
                        .unwrap_or(ways.clone()),
                });
            }
        }
    }
    if let Some(hash) = renewed {
        users::update_password(&mut *transaction, user.id, &hash).await?;
    }
    let sign_in = SignIn {
        user_id: user.id,
        name: &user.name,
        role: user.role,
        origin,
        method,
        has_second_factor: ways.is_some(),
    };
    let tokens = sessions::begin(&mut transaction, context, sign_in).await?;
    transaction.commit().await?;
    if let Some(key) = key {
        throttle::succeed(context, key).await?;
    }
    Ok((user.clone(), tokens))
}

fn wrong() -> Error {
    Error::Unauthorized(say!("The e-mail address or the password is wrong."))
}

/// Writes a refusal down. The address is kept only where it is an account's: people type passwords
/// into the wrong field.
async fn refuse(
    context: &Context,
    user: Option<&User>,
    origin: &Origin,
    reason: &str,
) -> Result<()> {
    let entry = Entry::new(Actor::nobody(), Some(origin), Action::LoginRefused)
        .with(json!({ "reason": reason }));
    let entry = match user {
        Some(user) => entry.on("user", user.id, &user.email),
        None => entry,
    };
    audit::refuse(context, entry).await
}

/// Exchanges a refresh token for a new one; whose it is.
pub async fn refresh(
    context: &Context,
    refresh_token: &str,
    origin: &Origin,
) -> Result<(User, Tokens)> {
    let (user_id, tokens) = sessions::refresh(context, refresh_token, origin).await?;
    Ok((users::get_user(&context.pool, user_id).await?, tokens))
}
