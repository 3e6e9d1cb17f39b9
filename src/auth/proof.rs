//! A fresh proof that it is still the member who sits there: what a stolen or forgotten session must
//! not do asks for one.
//!
//! Which proofs there are and whether one is right is `accounts`' to say.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use chrono::TimeDelta;

use super::{Caller, sql};
use crate::context::Context;
use crate::error::{Error, Result};

/// How long a proof is fresh.
const FRESH: TimeDelta = TimeDelta::minutes(10);

/// A permission in the hands of somebody who proved lately that it is them: `Proven<WriteChannels>`.
#[derive(Clone, Debug)]
pub struct Proven<P>(pub P);

impl<S, P> FromRequestParts<S> for Proven<P>
where
    S: Send + Sync,
    Context: FromRef<S>,
    P: FromRequestParts<S, Rejection = Error> + AsRef<Caller> + Send,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let permission = P::from_request_parts(parts, state).await?;
        permission.as_ref().require_fresh_proof(&Context::from_ref(state)).await?;
        Ok(Self(permission))
    }
}

impl Caller {
    /// Refuses a session whose last proof is older than 10 minutes, and says how to prove anew. For
    /// handlers of which only some requests need it; others take [`Proven`].
    pub async fn require_fresh_proof(&self, context: &Context) -> Result<()> {
        let Some(session_id) = self.session_id() else {
            return Err(Error::Forbidden(say!("A key can't do this; sign in.")));
        };
        let found = sql::get_last_proof(&context.pool, session_id).await?;
        let now = context.clock.now();
        if found.proven_at.is_some_and(|at| now < at + FRESH) {
            return Ok(());
        }
        let methods = [
            (true, "password"),
            (found.has_totp, "totp"),
            (found.has_passkey, "passkey"),
            (found.has_recovery_code, "recovery_code"),
        ];
        let methods = methods.iter().filter(|(has, _)| *has).map(|(_, method)| *method).collect();
        Err(Error::FreshProofRequired { methods })
    }
}
