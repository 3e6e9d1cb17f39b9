//! Passkeys (WebAuthn): what a phone, laptop or security key signs for this site alone.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::PgConnection;
use url::Url;
use utoipa::ToSchema;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::{after_removal, recovery_codes, sql};
use crate::accounts;
use crate::audit::{self, Action};
use crate::auth::{Caller, Myself, sessions};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, OnConstraint, Result};
use crate::http::json::check_name;
use crate::id::{ChallengeId, PasskeyId, UserId};

/// How long a browser has to answer.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
/// Passkeys of one member.
const MOST_PASSKEYS: usize = 20;

/// A passkey as its member sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Passkey)]
pub struct PasskeyView {
    pub id: PasskeyId,
    /// What its member calls it.
    pub name: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it was last signed in with.
    #[schema(required)]
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What a browser signed to sign in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// Which challenge it answers.
    pub challenge_id: ChallengeId,
    /// What `PublicKeyCredential.toJSON()` gives.
    #[schema(value_type = Object)]
    pub credential: PublicKeyCredential,
}

/// What a browser signed to add a passkey.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePasskey {
    /// Which challenge it answers.
    pub challenge_id: ChallengeId,
    /// What it is called, 1 to 100 characters.
    pub name: String,
    /// What `PublicKeyCredential.toJSON()` gives.
    #[schema(value_type = Object)]
    pub credential: RegisterPublicKeyCredential,
}

/// What a browser is to sign.
#[derive(Debug, Serialize, ToSchema)]
pub struct PasskeyChallenge {
    /// To be sent back with the answer, within 5 minutes.
    pub challenge_id: ChallengeId,
    /// `{"publicKey": …}` for `navigator.credentials`.
    #[schema(value_type = Object)]
    pub options: Value,
}

/// What a browser is to sign to add a passkey.
pub async fn begin(context: &Context, caller: &Caller) -> Result<PasskeyChallenge> {
    let webauthn = webauthn(context)?;
    let user = accounts::sql::get_user(&context.pool, caller.user_id).await?;
    let known = sql::list_stored_passkeys(&context.pool, user.id).await?;
    check_room(known.len())?;
    let known: Vec<Passkey> = read_all(known)?;
    let exclude = known.iter().map(|passkey| passkey.cred_id().clone()).collect();
    let (options, state) = webauthn
        .start_passkey_registration(user.id.into(), &user.email, &user.name, Some(exclude))
        .map_err(Error::internal)?;
    let challenge_id = remember(context, user.id, "register", &state).await?;
    Ok(PasskeyChallenge { challenge_id, options: to_value(&options)? })
}

/// Adds a passkey; recovery codes where there are none yet.
pub async fn add(
    context: &Context,
    myself: &Myself,
    new: CreatePasskey,
) -> Result<(PasskeyView, Vec<String>)> {
    let caller = &myself.caller;
    let name = check_name(&new.name)?;
    let webauthn = webauthn(context)?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let state: Option<PasskeyRegistration> =
        recall(&mut transaction, context, caller.user_id, new.challenge_id, "register").await?;
    let finished =
        state.and_then(|state| webauthn.finish_passkey_registration(&new.credential, &state).ok());
    let Some(passkey) = finished else {
        // The challenge is used up by a wrong answer too.
        transaction.commit().await?;
        return Err(Error::invalid("credential", say!("was not accepted; begin again")));
    };
    let known = sql::list_stored_passkeys(&mut *transaction, caller.user_id).await?;
    check_room(known.len())?;
    let view = PasskeyView { id: PasskeyId::new(now), name, created_at: now, last_used_at: None };
    let credential_id: &[u8] = passkey.cred_id().as_ref();
    let stored = to_value(&passkey)?;
    sql::insert_passkey(&mut *transaction, caller.user_id, &view, credential_id, &stored)
        .await
        .on_constraint("passkeys_credential_id_key", || {
            Error::Conflict(say!("This passkey was added before."))
        })?;
    let codes = recovery_codes::ensure(&mut transaction, context, caller.user_id).await?;
    sessions::mark_verified(&mut transaction, myself.session_id, now).await?;
    notify::publish(&mut *transaction, Topic::AccessUpdated, &[caller.user_id.into()]).await?;
    let entry = caller.did(Action::PasskeyAdded).on("passkey", view.id, &view.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok((view, codes))
}

fn check_room(passkeys: usize) -> Result<()> {
    match passkeys < MOST_PASSKEYS {
        true => Ok(()),
        false => Err(full!(MOST_PASSKEYS, "passkeys of yours", "remove one first")),
    }
}

/// The caller's passkeys, the latest first.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<PasskeyView>> {
    Ok(sql::list_passkeys(&context.pool, caller.user_id).await?)
}

/// Takes a passkey away.
pub async fn remove(context: &Context, caller: &Caller, id: PasskeyId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let name = sql::delete_passkey(&mut *transaction, caller.user_id, id).await?;
    let name = name.ok_or_else(|| not_found!("passkey"))?;
    after_removal(&mut transaction, caller.user_id).await?;
    let entry = caller.did(Action::PasskeyRemoved).on("passkey", id, &name);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// What a browser is to sign to sign in, or to prove in a session that it is still its member; `None`
/// where there is no passkey, or this server can't have any more.
pub async fn challenge(context: &Context, id: UserId) -> Result<Option<PasskeyChallenge>> {
    let Ok(webauthn) = webauthn(context) else { return Ok(None) };
    let known: Vec<Passkey> = read_all(sql::list_stored_passkeys(&context.pool, id).await?)?;
    if known.is_empty() {
        return Ok(None);
    }
    let (options, state) =
        webauthn.start_passkey_authentication(&known).map_err(Error::internal)?;
    let challenge_id = remember(context, id, "sign_in", &state).await?;
    Ok(Some(PasskeyChallenge { challenge_id, options: to_value(&options)? }))
}

/// Whether a browser's answer is right; the challenge is used up then.
pub async fn verify(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
    answer: &PasskeyAnswer,
) -> Result<bool> {
    let state: Option<PasskeyAuthentication> =
        recall(&mut *connection, context, id, answer.challenge_id, "sign_in").await?;
    let (Some(state), Ok(webauthn)) = (state, webauthn(context)) else { return Ok(false) };
    let Ok(result) = webauthn.finish_passkey_authentication(&answer.credential, &state) else {
        return Ok(false);
    };
    let credential_id: &[u8] = result.cred_id().as_ref();
    let Some(stored) = sql::lock_passkey(&mut *connection, id, credential_id).await? else {
        return Ok(false);
    };
    let mut passkey: Passkey = read(stored)?;
    passkey.update_credential(&result);
    let now = context.clock.now();
    sql::update_passkey(connection, id, credential_id, &to_value(&passkey)?, now).await?;
    Ok(true)
}

/// The server as browsers know it: passkeys belong to its domain name.
fn webauthn(context: &Context) -> Result<Arc<Webauthn>> {
    let mut url = Url::parse(&context.public_url).map_err(Error::internal)?;
    url.set_path("");
    let needs_a_name = || {
        Error::Conflict(say!(
            "Passkeys belong to a domain name, and this server is reached by an address; set CODEBELL_PUBLIC_URL to https:// and its name."
        ))
    };
    let domain = url.domain().ok_or_else(needs_a_name)?;
    let builder = WebauthnBuilder::new(domain, &url).map_err(|_| needs_a_name())?;
    builder.rp_name("Codebell").build().map(Arc::new).map_err(Error::internal)
}

async fn remember(
    context: &Context,
    id: UserId,
    purpose: &str,
    state: &impl Serialize,
) -> Result<ChallengeId> {
    let now = context.clock.now();
    let challenge_id = ChallengeId::new(now);
    let state = to_value(state)?;
    sql::delete_expired_challenges(&context.pool, now).await?;
    sql::insert_challenge(&context.pool, challenge_id, id, purpose, &state, now + PATIENCE).await?;
    Ok(challenge_id)
}

async fn recall<T: DeserializeOwned>(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
    challenge_id: ChallengeId,
    purpose: &str,
) -> Result<Option<T>> {
    let now = context.clock.now();
    let state = sql::take_challenge(connection, challenge_id, id, purpose, now).await?;
    state.map(read).transpose()
}

fn to_value(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(Error::internal)
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(Error::internal)
}

fn read_all<T: DeserializeOwned>(values: Vec<Value>) -> Result<Vec<T>> {
    values.into_iter().map(read).collect()
}
