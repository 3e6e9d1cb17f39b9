//! ReceiveSMS.ink. Signs the raw body; no timestamp, so that the message id alone guards against
//! replays.
//!
//! Source: the provider's webhook documentation, version "1".

use serde_json::{Value, json};

use super::guide::{Guide, SecretWay, Step};
use super::payload::{self, Unmapped};
use super::signature::{Layout, Scheme};
use super::{Endpoint, Event, Provider, Sample};
use crate::messages::Incoming;

pub const PROVIDER: Provider = Provider {
    id: "receivesms",
    name: "ReceiveSMS.ink",
    guide: GUIDE,
    scheme: Some(scheme),
    relays: false,
    parse,
    sample,
};

const GUIDE: Guide = Guide {
    secured_by: words!("Signs the body of each webhook. Codebell spots replays by the message id."),
    docs_url: None,
    steps: &[
        Step::new(words!(
            "At ReceiveSMS.ink, open your inbox page and find the card for webhooks."
        )),
        Step::new(words!(
            "Enter the address above and save. The provider then creates a signing secret."
        )),
        Step::with_secret(words!("Copy that secret and enter it here.")),
        Step::new(words!("Send an SMS to your private number.")),
    ],
    // It makes the secret when the address is saved there.
    secret_ways: &[SecretWay::Later, SecretWay::Paste],
    number_hint: Guide::USUAL_NUMBER_HINT,
    open_format: None,
};

fn scheme() -> Scheme {
    Scheme {
        layout: Layout::Prefix { prefix: "sha256=".to_owned(), is_optional: false },
        ..Scheme::hmac_sha256_hex("X-Webhook-Signature", "{body}")
    }
}

fn parse(body: &[u8], endpoint: &Endpoint) -> Result<Vec<Event>, Unmapped> {
    let body = payload::json(body)?;
    match body.pointer("/event").and_then(Value::as_str) {
        Some("sms.received") => {}
        Some(event) => return Ok(vec![Event::Notice { event: event.to_owned(), news: None }]),
        None => return Err(Unmapped::Field("/event".to_owned())),
    }
    Ok(vec![Event::Message(Incoming {
        provider_message_id: Some(payload::text(&body, "/data/messageId")?),
        sender: payload::sender(&body, "/data/from"),
        recipient: payload::recipient(&body, "/data/to", endpoint),
        body: payload::message_text(&body, "/data/body")?,
        received_at: payload::find_time(&body, "/data/receivedAt"),
        code: None,
    })])
}

fn sample(sample: &Sample, _: &Endpoint) -> String {
    json!({
        "event": "sms.received",
        "version": "1",
        "data": {
            "messageId": sample.id,
            "from": sample.from,
            "to": sample.to,
            "body": sample.text,
            "receivedAt": sample.received_at.to_rfc3339(),
        },
    })
    .to_string()
}
