//! Requests as a provider would send them, signed with the source's own secret: for the simulator,
//! for demo data, and for people who try their set-up with curl.

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use serde::Serialize;
use utoipa::ToSchema;

use super::endpoints::Resolved;
use super::{Sample, signature};
use crate::id;

/// A signed request.
#[derive(Serialize, ToSchema)]
pub struct SignedRequest {
    /// Always `POST`.
    pub method: &'static str,
    /// Where to.
    pub url: String,
    /// The content type and the signature.
    pub headers: Vec<Header>,
    /// The body that is signed.
    pub body: String,
}

/// A header of a request.
#[derive(Serialize, ToSchema)]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// Writes a message as the source's provider posts it to `url`; without a signature where the
/// address is the secret.
pub fn write(source: &Resolved, sample: &Sample, url: String, now: DateTime<Utc>) -> SignedRequest {
    let endpoint = &source.endpoint;
    let body = (source.provider.sample)(sample, endpoint);
    let mut headers =
        vec![Header { name: "Content-Type".to_owned(), value: "application/json".to_owned() }];
    if let (Some(scheme), Some(secret)) = (&endpoint.scheme, endpoint.secrets.last()) {
        let id = id::new_v7(now).to_string();
        let signed =
            signature::sign(scheme, secret.expose_secret(), &url, body.as_bytes(), now, &id);
        headers.extend(signed.into_iter().map(|(name, value)| Header { name, value }));
    }
    SignedRequest { method: "POST", url, headers, body }
}
