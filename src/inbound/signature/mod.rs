//! HMAC signatures of requests: one configurable scheme, of which the providers' are presets.
//!
//! Compares what was sent with the expected text of the signature, in constant time and in full, so
//! that one signature has exactly one spelling.

mod layout;
mod scheme;
mod template;

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use subtle::{Choice, ConstantTimeEq};

use super::Request;
pub use layout::Layout;
pub use scheme::{Algorithm, Encoding, Scheme, SecretEncoding, TimeUnit};
pub use template::Template;
use template::{Part, Values};

/// Why a request may not be from the provider.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A header is missing.
    #[error("The header {0} is missing.")]
    HeaderMissing(String),
    /// A header is not laid out as it should be.
    #[error("The header {0} is not laid out as this source expects.")]
    HeaderMalformed(String),
    /// No secret of the source makes this signature.
    #[error(
        "The signature does not match: the secret differs, or the body was changed on its way."
    )]
    Mismatch,
    /// The signature is right and too old, or from the future.
    #[error(
        "The signed timestamp is {seconds} s {direction}; {tolerance_seconds} s are tolerated. Is a clock wrong?"
    )]
    Stale {
        /// How far off.
        seconds: i64,
        /// `old` or `ahead`.
        direction: &'static str,
        /// How far off it may be.
        tolerance_seconds: i64,
    },
}

/// Checks that one of `secrets` signed the request, and when.
pub fn verify(
    scheme: &Scheme,
    secrets: &[SecretSlice<u8>],
    tolerance_seconds: i64,
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let header = single(request.headers, &scheme.header)?;
    let malformed = || Refusal::HeaderMalformed(scheme.header.clone());
    let sent = scheme.layout.read(header).ok_or_else(malformed)?;
    let optional = |name: &Option<String>| {
        name.as_deref().map(|name| single(request.headers, name)).transpose()
    };
    let timestamp = match sent.timestamp {
        Some(timestamp) => Some(timestamp),
        None => optional(&scheme.timestamp_header)?,
    };
    let values = Values {
        body: request.body,
        url: request.url,
        timestamp: timestamp.unwrap_or_default(),
        id: optional(&scheme.id_header)?.unwrap_or_default(),
        nonce: optional(&scheme.nonce_header)?.unwrap_or_default(),
    };
    let mut is_match = Choice::from(0);
    for secret in secrets {
        let expected = usual(scheme, &signature(scheme, secret.expose_secret(), &values));
        for signature in &sent.signatures {
            is_match |= usual(scheme, signature).as_bytes().ct_eq(expected.as_bytes());
        }
    }
    if !bool::from(is_match) {
        return Err(Refusal::Mismatch);
    }
    match timestamp {
        Some(timestamp) if scheme.template.contains(Part::Timestamp) => {
            let name = scheme.timestamp_header.as_ref().unwrap_or(&scheme.header);
            let malformed = || Refusal::HeaderMalformed(name.clone());
            let signed_at = scheme.timestamp_unit.parse(timestamp).ok_or_else(malformed)?;
            check_age(signed_at, request.now, tolerance_seconds)
        }
        _ => Ok(()),
    }
}

/// The headers that a provider with this scheme would send.
pub fn sign(
    scheme: &Scheme,
    secret: &[u8],
    url: &str,
    body: &[u8],
    now: DateTime<Utc>,
    id: &str,
) -> Vec<(String, String)> {
    let timestamp = scheme.timestamp_unit.format(now);
    let values = Values { body, url, timestamp: &timestamp, id, nonce: id };
    let header = scheme.layout.write(&signature(scheme, secret, &values), &timestamp);
    let mut headers = vec![(scheme.header.clone(), header)];
    for (name, value) in [
        (&scheme.timestamp_header, timestamp.as_str()),
        (&scheme.id_header, id),
        (&scheme.nonce_header, id),
    ] {
        headers.extend(name.iter().map(|name| (name.clone(), value.to_owned())));
    }
    headers
}

/// One spelling of all that mean the same bytes: hex in lower or in upper case, Base64 with or without
/// padding and in the alphabet of URLs, white space around it. No program mixes cases.
fn usual(scheme: &Scheme, signature: &str) -> String {
    match (scheme.algorithm, scheme.encoding) {
        (Algorithm::Token, _) => signature.to_owned(),
        (_, Encoding::Hex) => {
            let signature = signature.trim();
            match signature.bytes().any(|byte| byte.is_ascii_lowercase()) {
                true => signature.to_owned(),
                false => signature.to_ascii_lowercase(),
            }
        }
        (_, Encoding::Base64) => {
            signature.trim().trim_end_matches('=').replace('-', "+").replace('_', "/")
        }
    }
}

fn check_age(
    signed_at: DateTime<Utc>,
    now: DateTime<Utc>,
    tolerance_seconds: i64,
) -> Result<(), Refusal> {
    // Whole seconds, as providers send them: 300 s old is tolerated, 301 s is not.
    let age = now.timestamp() - signed_at.timestamp();
    if age.abs() <= tolerance_seconds {
        return Ok(());
    }
    let direction = if age > 0 { "old" } else { "ahead" };
    Err(Refusal::Stale { seconds: age.abs(), direction, tolerance_seconds })
}

/// A header that is there once.
fn single<'a>(headers: &'a HeaderMap, name: &str) -> Result<&'a str, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().ok_or_else(|| Refusal::HeaderMissing(name.to_owned()))?;
    match (first.to_str(), values.next()) {
        (Ok(value), None) => Ok(value),
        _ => Err(Refusal::HeaderMalformed(name.to_owned())),
    }
}

fn signature(scheme: &Scheme, secret: &[u8], values: &Values<'_>) -> String {
    let digest = match scheme.algorithm {
        Algorithm::Token => return String::from_utf8_lossy(secret).into_owned(),
        Algorithm::Sha1 => hmac::<Hmac<Sha1>>(secret, &scheme.template, values),
        Algorithm::Sha256 => hmac::<Hmac<Sha256>>(secret, &scheme.template, values),
        Algorithm::Sha512 => hmac::<Hmac<Sha512>>(secret, &scheme.template, values),
    };
    match scheme.encoding {
        Encoding::Hex => hex::encode(digest),
        Encoding::Base64 => STANDARD.encode(digest),
    }
}

#[allow(clippy::expect_used)]
fn hmac<M: Mac + KeyInit>(secret: &[u8], template: &Template, values: &Values<'_>) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(secret).expect("HMAC takes a key of any length");
    template.for_each(values, |bytes| mac.update(bytes));
    mac.finalize().into_bytes().to_vec()
}
