//! Checks codes that people type.

use metrics::counter;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::code::Code;
use super::request::check_recipient;
use super::send::code_mac;
use super::sql;
use crate::audit::{self, Action};
use crate::auth::{Caller, Capability};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::http::rate_limit::RateLimit;
use crate::id::SendId;

/// Guesses at one code.
const MOST_ATTEMPTS: i16 = 5;
/// Checks by one key or member, and of one number or send, in a minute.
const PER_KEY_A_MINUTE: u32 = 600;
const PER_NUMBER_A_MINUTE: u32 = 10;

/// A code that somebody typed, for a number or for a send.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyCode {
    /// The number that it was sent to.
    #[serde(default)]
    #[schema(example = "+6421234567")]
    to: Option<String>,
    /// The send, in place of the number.
    #[serde(default)]
    id: Option<SendId>,
    /// What was typed: digits of any script, with spaces or dashes between them.
    #[schema(value_type = String, format = Password, example = "482174")]
    code: SecretString,
}

/// Whether it was the right code. What was wrong with a wrong one is not told.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerifiedCode {
    /// Whether it is right, and was used up by this.
    #[schema(example = true)]
    pub verified: bool,
    /// Guesses that are left; told to keys with the scope `otp:attempts` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = 4)]
    pub attempts_remaining: Option<i16>,
}

/// How often may be guessed; clones share it.
#[derive(Clone)]
pub struct Guesses {
    by_caller: RateLimit<Uuid>,
    at: RateLimit<String>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            by_caller: RateLimit::per_minute(
                PER_KEY_A_MINUTE,
                say!("Too many codes were checked."),
            ),
            at: RateLimit::per_minute(
                PER_NUMBER_A_MINUTE,
                say!("Too many codes were checked for this number."),
            ),
        }
    }
}

/// Checks a code and uses it up.
pub async fn verify(
    context: &Context,
    caller: &Caller,
    guesses: &Guesses,
    request: VerifyCode,
) -> Result<VerifiedCode> {
    let code = Code::typed(request.code.expose_secret());
    let code = code.ok_or_else(|| Error::invalid("code", say!("must be 4 to 8 digits")))?;
    let by: Uuid = match caller.reader().api_key_id {
        Some(id) => id.into(),
        None => caller.user_id.into(),
    };
    guesses.by_caller.take(&by)?;
    let id = match (request.id, request.to) {
        (Some(id), None) => {
            guesses.at.take(&id.to_string())?;
            Some(id)
        }
        (None, Some(to)) => {
            let (to, _) = check_recipient(&to)?;
            guesses.at.take(&to)?;
            sql::find_live(&context.pool, &to).await?
        }
        _ => return Err(Error::invalid("to", say!("or id is needed, and not both"))),
    };
    // What is not there is guessed at as well, so that it takes as long.
    let id = id.unwrap_or(SendId::from(Uuid::nil()));
    let now = context.clock.now();
    let mac = code_mac(context, id, &code);
    let mut transaction = context.pool.begin().await?;
    let guessed = sql::guess(&mut *transaction, id, &mac, MOST_ATTEMPTS, now).await?;
    let verified = guessed.as_ref().is_some_and(|guessed| guessed.is_right);
    if let Some(guessed) = &guessed {
        notify::publish(&mut *transaction, Topic::SendUpdated, &[id.into()]).await?;
        if verified {
            let entry = caller.did(Action::CodeVerified).on("send", id, &guessed.recipient);
            audit::record(context, &mut transaction, &[entry]).await?;
        }
    }
    transaction.commit().await?;
    let result = if verified { "right" } else { "wrong" };
    counter!("codebell_code_checks_total", "result" => result).increment(1);
    let left = guessed.filter(|_| !verified).map_or(0, |guessed| MOST_ATTEMPTS - guessed.attempts);
    let is_told = caller.can(Capability::CountAttempts);
    Ok(VerifiedCode { verified, attempts_remaining: is_told.then_some(left) })
}
