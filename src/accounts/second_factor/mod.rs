//! What is asked for beside the password: a code app, a passkey, or a recovery code where both are
//! lost.

pub mod http;
mod passkeys;
mod recovery_codes;
mod sql;
mod totp;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use secrecy::SecretString;
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;

use crate::auth::{Caller, Myself, Proven, sessions};
use crate::context::Context;
use crate::error::{Error, Result, SecondFactors};
use crate::http::docs::{Argument, Demands};
use crate::id::UserId;
pub use passkeys::{PasskeyAnswer, PasskeyChallenge, challenge as passkey_challenge};

/// What somebody shows beside the password.
#[derive(Debug)]
pub enum Proof {
    /// Six digits of a code app, or a recovery code.
    Code(SecretString),
    /// What a browser signed.
    Passkey(Box<PasskeyAnswer>),
}

names! {
    /// What was shown.
    pub enum Factor {
        /// A code app's six digits.
        Totp = "totp",
        /// A recovery code.
        RecoveryCode = "recovery_code",
        /// A passkey.
        Passkey = "passkey",
    }
}

/// One's own second factors.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SecondFactorStatus {
    /// Whether a code app is set up.
    pub totp: bool,
    /// How many passkeys there are.
    pub passkeys: i64,
    /// How many recovery codes are unused.
    pub recovery_codes_left: i64,
    /// Whether the team demands a second factor.
    pub required: bool,
    /// Whether this session is held up until one is set up.
    pub setup_required: bool,
}

/// The ways in which a user can show a second factor, if they have one. With a challenge for their
/// passkeys where that is wanted.
pub async fn ways(
    context: &Context,
    id: UserId,
    with_challenge: bool,
) -> Result<Option<SecondFactors>> {
    let counts = sql::count_factors(&context.pool, id).await?;
    if !counts.has_factor() {
        return Ok(None);
    }
    let methods = counts.methods();
    let passkey = if with_challenge && counts.passkeys > 0 {
        passkeys::challenge(context, id).await?
    } else {
        None
    };
    let passkey = passkey.map(serde_json::to_value).transpose().map_err(Error::internal)?;
    Ok(Some(SecondFactors { methods, passkey }))
}

/// One's own second factors, and whether more is needed.
pub async fn status(context: &Context, caller: &Caller) -> Result<SecondFactorStatus> {
    let counts = sql::count_factors(&context.pool, caller.user_id).await?;
    Ok(SecondFactorStatus {
        totp: counts.has_totp,
        passkeys: counts.passkeys,
        recovery_codes_left: counts.recovery_codes,
        required: super::members::requires_second_factor(&context.pool).await?,
        setup_required: caller.is_held_up,
    })
}

/// A member who proved lately that it is them, for changing or adding second factors of their own. A
/// session in which none was shown though its user has one is older than the factor: there the password
/// alone is no proof.
struct ChangeFactors(Myself);

impl<S> FromRequestParts<S> for ChangeFactors
where
    S: Send + Sync,
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let context = Context::from_ref(state);
        let myself = Myself::from_request_parts(parts, state).await?;
        let counts = sql::count_factors(&context.pool, myself.caller.user_id).await?;
        let is_shown = super::members::is_verified(&context.pool, myself.session_id);
        if counts.has_factor() && !is_shown.await? {
            return Err(Error::FreshProofRequired { methods: counts.methods() });
        }
        myself.caller.require_fresh_proof(&context).await?;
        Ok(Self(myself))
    }
}

impl Argument for ChangeFactors {
    fn demand(demands: &mut Demands) {
        Proven::<Myself>::demand(demands);
        demands.forbid("A second factor of one's own was not shown in this session");
    }
}

/// Which factor a proof is, in the transaction of `connection`; `None`: it is wrong, too old, or was
/// used before.
pub async fn verify(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
    proof: &Proof,
) -> Result<Option<Factor>> {
    match proof {
        Proof::Passkey(answer) => {
            let is_right = passkeys::verify(connection, context, id, answer).await?;
            Ok(is_right.then_some(Factor::Passkey))
        }
        Proof::Code(code) => {
            if totp::verify(connection, context, id, code).await? {
                Ok(Some(Factor::Totp))
            } else if recovery_codes::spend(connection, context, id, code).await? {
                Ok(Some(Factor::RecoveryCode))
            } else {
                Ok(None)
            }
        }
    }
}

/// Takes all of a user's second factors away.
pub async fn remove_all(connection: &mut PgConnection, id: UserId) -> Result<()> {
    sql::delete_totp(&mut *connection, id).await?;
    sql::delete_passkeys(&mut *connection, id).await?;
    forget(connection, id).await
}

/// Without a second factor there is nothing to recover, and no session has shown one.
async fn forget(connection: &mut PgConnection, id: UserId) -> Result<()> {
    sql::delete_recovery_codes(&mut *connection, id).await?;
    sessions::clear_verified(connection, id).await
}

/// Refuses to take the last second factor away where the team demands one; recovery codes go with
/// the last one. The factor in question is gone already in this transaction.
async fn after_removal(connection: &mut PgConnection, id: UserId) -> Result<()> {
    let counts = sql::count_factors(&mut *connection, id).await?;
    if counts.has_factor() {
        return Ok(());
    }
    if super::members::requires_second_factor(&mut *connection).await? {
        return Err(Error::Conflict(say!(
            "Your team demands a second factor; set up another one before you remove this."
        )));
    }
    forget(connection, id).await
}
