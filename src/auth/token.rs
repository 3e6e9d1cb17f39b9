//! Access tokens: JWTs of 15 minutes, signed with HMAC-SHA256 by this installation's key.

use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Role;
use crate::clock::Clock;
use crate::id::{SessionId, UserId};
use crate::secrets::Keyring;

/// How long an access token is valid.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// How far clocks of nodes may be apart.
const LEEWAY_SECONDS: i64 = 30;
const ISSUER: &str = "codebell";

/// What a token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// The user.
    pub sub: UserId,
    /// The user's role when it was issued, for the page; the server asks the database.
    pub role: Role,
    /// The session.
    pub sid: SessionId,
    /// Issued at, Unix seconds.
    pub iat: i64,
    /// Expires at, Unix seconds.
    pub exp: i64,
    /// Always `codebell`.
    pub iss: String,
}

/// A new token.
pub fn issue(
    keys: &Keyring,
    clock: &Clock,
    sub: UserId,
    role: Role,
    sid: SessionId,
) -> Result<String, jsonwebtoken::errors::Error> {
    let now = clock.now();
    let exp = (now + LIFETIME).timestamp();
    let claims = Claims { sub, role, sid, iat: now.timestamp(), exp, iss: ISSUER.to_owned() };
    let key = EncodingKey::from_secret(keys.signing_key());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key)
}

/// The claims of a token that this installation signed and that is valid now.
pub fn verify(keys: &Keyring, clock: &Clock, token: &str) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss", "sub"]);
    // The library would ask the system for the time; ours comes from the clock.
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(keys.signing_key());
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation).ok()?.claims;
    let now = clock.now().timestamp();
    let is_current = claims.exp + LEEWAY_SECONDS > now && claims.iat - LEEWAY_SECONDS <= now;
    is_current.then_some(claims)
}
