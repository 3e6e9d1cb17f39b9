//! Proving again, within a session, that it is still its member: by the password or a second factor.

pub mod http;

use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::second_factor::{self, PasskeyAnswer, Proof};
use super::sign_in::throttle::{self, Key};
use super::{password, sql};
use crate::audit::{self, Action};
use crate::auth::{Caller, Myself, sessions};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};

/// What somebody proves it with: one of these.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreshProof {
    /// The caller's password.
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<SecretString>,
    /// Six digits of a code app, or a recovery code.
    #[schema(value_type = Option<String>)]
    totp: Option<SecretString>,
    /// What the browser signed.
    passkey: Option<PasskeyAnswer>,
}

/// Makes the session's proof a fresh one. Wrong ones count as failed sign-ins do.
pub async fn prove(context: &Context, myself: &Myself, given: FreshProof) -> Result<()> {
    match (given.password, given.totp, given.passkey) {
        (Some(password), None, None) => {
            confirm_password(context, &myself.caller, "password", password).await?;
            let mut transaction = context.pool.begin().await?;
            note(&mut transaction, context, myself, "password").await?;
            Ok(transaction.commit().await?)
        }
        (None, Some(code), None) => {
            prove_by_factor(context, myself, "totp", &Proof::Code(code)).await
        }
        (None, None, Some(answer)) => {
            prove_by_factor(context, myself, "passkey", &Proof::Passkey(Box::new(answer))).await
        }
        _ => Err(Error::invalid("password", say!("is needed, or totp or passkey in its place"))),
    }
}

async fn prove_by_factor(
    context: &Context,
    myself: &Myself,
    field: &'static str,
    proof: &Proof,
) -> Result<()> {
    let caller = &myself.caller;
    let key = Key::member(caller.user_id);
    throttle::begin(context, key).await?;
    let mut transaction = context.pool.begin().await?;
    let factor = second_factor::verify(&mut transaction, context, caller.user_id, proof).await?;
    let Some(factor) = factor else {
        // A passkey's challenge is used up by a wrong answer too.
        transaction.commit().await?;
        refuse(context, caller, "second factor").await?;
        return Err(Error::invalid(field, say!("is wrong, too old or was used before")));
    };
    sessions::mark_verified(&mut transaction, myself.session_id, context.clock.now()).await?;
    // Who was held up for a second factor has shown one.
    notify::publish(&mut *transaction, Topic::AccessUpdated, &[caller.user_id.into()]).await?;
    note(&mut transaction, context, myself, factor.as_str()).await?;
    transaction.commit().await?;
    throttle::succeed(context, key).await
}

/// The last statements of a transaction in which a proof was right.
async fn note(
    connection: &mut sqlx::PgConnection,
    context: &Context,
    myself: &Myself,
    method: &'static str,
) -> Result<()> {
    let Myself { caller, session_id } = myself;
    sessions::mark_proven(&mut *connection, *session_id, context.clock.now()).await?;
    let entry = caller
        .did(Action::SessionProven)
        .on("session", *session_id, &caller.name)
        .with(json!({ "method": method }));
    audit::record(context, connection, &[entry]).await
}

/// Asks for one's own password again. The error is of the field `field`, the value the hash that
/// was right.
pub async fn confirm_password(
    context: &Context,
    caller: &Caller,
    field: &'static str,
    given: SecretString,
) -> Result<String> {
    let key = Key::member(caller.user_id);
    throttle::begin(context, key).await?;
    let hash = sql::get_password_hash(&context.pool, caller.user_id).await?;
    if !password::verify(given, hash.clone()).await? {
        refuse(context, caller, "password").await?;
        return Err(Error::invalid(field, say!("is not your password")));
    }
    throttle::succeed(context, key).await?;
    Ok(hash)
}

async fn refuse(context: &Context, caller: &Caller, what: &str) -> Result<()> {
    let entry = caller
        .did(Action::LoginRefused)
        .on("user", caller.user_id, &caller.name)
        .with(json!({ "reason": format!("{what}, asked for again in a session") }));
    audit::refuse(context, entry).await
}
