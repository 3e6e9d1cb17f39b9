//! A link for a new password, which an Owner makes for somebody who forgot theirs.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;

use super::sql;
use crate::accounts::sign_in::throttle::{self, Key};
use crate::accounts::{members, password, sql as users};
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::sessions::{self, Which};
use crate::auth::{Caller, api_keys};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::origin::Origin;
use crate::random;
use crate::secrets::token_hash;

/// How long a link is valid.
const LIFETIME: TimeDelta = TimeDelta::hours(24);

/// A link to hand over.
#[derive(Serialize, ToSchema)]
pub struct PasswordResetLink {
    /// Where to choose the new password; told this once.
    pub url: String,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}

/// Whom a link is for.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasswordResetOffer {
    /// The address they sign in with.
    pub email: String,
    /// How many keys for programs they have.
    pub api_keys: i64,
}

/// Makes a link, which makes an earlier one useless.
pub async fn create(context: &Context, caller: &Caller, id: UserId) -> Result<PasswordResetLink> {
    let token = random::token();
    let hash = token_hash(token.expose_secret());
    let expires_at = context.clock.now() + LIFETIME;
    let mut transaction = context.pool.begin().await?;
    let member = members::get(&mut *transaction, id).await?;
    sql::replace_password_reset(&mut *transaction, id, &hash, expires_at, caller.user_id).await?;
    let entry = caller.did(Action::PasswordResetLinked).on("user", id, &member.email);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    let url = format!("{}/password-reset#token={}", context.public_url, token.expose_secret());
    Ok(PasswordResetLink { url, expires_at })
}

/// Whom a valid link is for.
pub async fn look_up(context: &Context, token: &SecretString) -> Result<PasswordResetOffer> {
    let hash = token_hash(token.expose_secret());
    let found = sql::find_password_reset(&context.pool, &hash, context.clock.now()).await?;
    let (id, email, _) = found.ok_or_else(gone)?;
    let api_keys = api_keys::count(&context.pool, id).await?;
    Ok(PasswordResetOffer { email, api_keys })
}

/// Sets the new password; all sessions end, and keys for programs unless they are to stay. A second factor is still asked for afterwards.
pub async fn accept(
    context: &Context,
    token: &SecretString,
    new: SecretString,
    revoke_api_keys: bool,
    origin: &Origin,
) -> Result<()> {
    let token_hash = token_hash(token.expose_secret());
    let now = context.clock.now();
    let found = sql::find_password_reset(&context.pool, &token_hash, now).await?;
    let (id, email, name) = found.ok_or_else(gone)?;
    password::check_strength("password", &new, &[&email, &name])?;
    let password_hash = password::hash(new).await?;
    let mut transaction = context.pool.begin().await?;
    if !sql::take_password_reset(&mut *transaction, &token_hash, now).await? {
        return Err(gone());
    }
    users::update_password(&mut *transaction, id, &password_hash).await?;
    sessions::end_of_user(&mut transaction, id, Which::AllBut(None), now).await?;
    let did = |action| Entry::new(Actor::user(id, &name), Some(origin), action);
    let mut entries = vec![did(Action::PasswordReset).on("user", id, &email)];
    if revoke_api_keys {
        entries.extend(api_keys::revoke_all(&mut transaction, context, id, did).await?);
    }
    audit::record(context, &mut transaction, &entries).await?;
    transaction.commit().await?;
    // Whoever came by this link need not wait for somebody else's failures.
    throttle::succeed(context, Key::account(&email)).await
}

fn gone() -> Error {
    Error::NotFound(say!("The link is used, expired or replaced; ask an Owner for a new one."))
}
