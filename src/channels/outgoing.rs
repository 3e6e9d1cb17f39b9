//! What goes over the wire, whatever kind of channel it is for.

use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use crate::error::BoxError;
use crate::mail::Mail;

/// Something to be sent. Not printable: nearly all of it is secret.
pub enum Outgoing {
    /// A POST of JSON.
    Http(Request),
    /// An e-mail.
    Mail(Mail),
}

/// A POST of JSON.
pub struct Request {
    /// Where to.
    pub url: Url,
    /// Headers beside Content-Type that may be shown.
    pub headers: Vec<(&'static str, String)>,
    /// Headers whose values are shown nowhere.
    pub secret_headers: Vec<(&'static str, SecretString)>,
    /// JSON.
    pub body: String,
    /// What to send in place of a header when the receiver refuses the first.
    pub instead: Option<(&'static str, String)>,
}

impl From<Request> for Outgoing {
    fn from(request: Request) -> Self {
        Self::Http(request)
    }
}

impl Request {
    /// A POST of JSON to an address that was checked when it was stored.
    pub fn json(address: &str, body: &Value) -> Result<Self, BoxError> {
        let url = Url::parse(address)?;
        Ok(Self {
            url,
            headers: Vec::new(),
            secret_headers: Vec::new(),
            body: body.to_string(),
            instead: None,
        })
    }

    /// The same, to a path below a server's address.
    pub fn json_below(server: &str, path: &str, body: &Value) -> Result<Self, BoxError> {
        Self::json(&format!("{}/{path}", server.trim_end_matches('/')), body)
    }
}
