//! SealRoute, and other systems that have their codes sent by a phone webhook: what comes in is to be
//! sent out.
//!
//! Source: sealroute.com/docs/webhooks/phone-otp-webhook. A code without `event_type` is of the job, one
//! of `otp_verification` of the form; `invitation` leads to a document. Each retry brings another code.

use secrecy::SecretString;
use serde_json::{Value, json};

use super::guide::{Guide, SecretWay, Step};
use super::payload::{self, Unmapped};
use super::signature::{Algorithm, Layout, Scheme};
use super::{Endpoint, Event, Provider, Sample};
use crate::otp::{Relay, Relayed};

pub const PROVIDER: Provider = Provider {
    id: "sealroute",
    name: "SealRoute",
    guide: GUIDE,
    scheme: Some(scheme),
    relays: true,
    parse,
    sample,
};

const GUIDE: Guide = Guide {
    secured_by: words!(
        "Requests codes, which go out over your gateways. A token in a header proves each request is genuine."
    ),
    docs_url: Some("https://sealroute.com/docs/webhooks/phone-otp-webhook"),
    steps: &[
        Step::new(words!("No gateway yet? Set one up under Sends to send your codes.")),
        Step::new(words!("In SealRoute, open the settings of phone codes and choose a webhook.")),
        Step::with_secret(words!(
            "Enter the address above, and the secret as the bearer token. If SealRoute already has a token, enter that one here instead."
        )),
        Step::new(words!(
            "Have SealRoute send a code to your own phone. Find the code under Sends, where you also set the company name for codes."
        )),
    ],
    // Its form takes whatever token is entered.
    secret_ways: &[SecretWay::Make, SecretWay::Paste],
    number_hint: Guide::USUAL_NUMBER_HINT,
    open_format: None,
};

/// A token as bearer.
fn scheme() -> Scheme {
    let layout = Layout::Prefix { prefix: "Bearer ".to_owned(), is_optional: false };
    Scheme { algorithm: Algorithm::Token, layout, ..Scheme::hmac_sha256_hex("authorization", "") }
}

fn parse(body: &[u8], _: &Endpoint) -> Result<Vec<Event>, Unmapped> {
    let body = payload::json(body)?;
    let kind = body.get("event_type").and_then(Value::as_str).unwrap_or_default();
    let content = match kind {
        "" | "otp_verification" => Relayed::Code(secret(&body, "/otp")?),
        "invitation" => Relayed::Invitation {
            message: payload::text(&body, "/message")?,
            url: secret(&body, "/sign_url")?,
        },
        other => return Ok(vec![Event::Notice { event: other.to_owned(), news: None }]),
    };
    let issued_at = payload::find_time(&body, "/timestamp");
    Ok(vec![Event::Relay(Relay {
        to: payload::text(&body, "/phone_number")?,
        issued_at: issued_at.ok_or_else(|| Unmapped::Field("/timestamp".to_owned()))?,
        recipient_id: payload::text(&body, "/submitter_id")?,
        content,
    })])
}

fn secret(body: &Value, pointer: &str) -> Result<SecretString, Unmapped> {
    payload::text(body, pointer).map(SecretString::from)
}

fn sample(sample: &Sample, _: &Endpoint) -> String {
    json!({
        "phone_number": sample.to,
        "otp": "246810",
        "timestamp": sample.received_at.to_rfc3339(),
        "submitter_id": sample.id,
        "submission_id": sample.id,
        "template_name": "Example",
    })
    .to_string()
}
