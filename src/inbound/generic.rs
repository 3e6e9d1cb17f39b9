//! Any provider that signs with an HMAC and sends JSON: the source says how, and where the fields
//! are.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::guide::{Guide, OpenFormat, SecretWay, Step};
use super::payload::{self, Unmapped};
use super::presets::PRESETS;
use super::signature::{Layout, Scheme};
use super::{Endpoint, Event, Provider, ReceiptEvent, Sample};
use crate::messages::Incoming;
use crate::otp::Receipt;
use crate::pointer::{find_text, put};

pub const PROVIDER: Provider = Provider {
    id: "generic",
    name: "Generic HMAC",
    guide: GUIDE,
    scheme: Some(scheme),
    relays: false,
    parse,
    sample,
};

const GUIDE: Guide = Guide {
    secured_by: words!("You say which header has the signature, and what it covers."),
    docs_url: None,
    steps: &[
        Step::new(words!(
            "At your provider, enter the address above as the webhook for incoming SMS (POST, JSON)."
        )),
        Step::with_secret(words!(
            "Use the same secret on both sides: paste this one at your provider, or paste theirs here."
        )),
        Step::new(words!("Send an SMS to one of your numbers.")),
    ],
    secret_ways: &[SecretWay::Paste, SecretWay::Make],
    number_hint: Guide::USUAL_NUMBER_HINT,
    open_format: Some(OpenFormat {
        offered_as: words!("Any other provider that signs with HMAC"),
        presets: PRESETS,
    }),
};

/// Where the fields of a message are, as JSON pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fields {
    /// Who sent the SMS.
    pub from: String,
    /// The number that received it; may be absent where the source names its number.
    pub to: String,
    pub text: String,
    /// The provider's id of the message; may be absent.
    pub id: String,
    /// When the provider received it, RFC 3339 or Unix time; may be absent.
    pub received_at: String,
    /// What tells a message from other events; without it everything is a message.
    pub event: Option<EventField>,
    /// What a receipt for a message that went out has, of gateways that tell by a source like this.
    pub receipt: Option<ReceiptFields>,
}

/// The fields of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFields {
    /// Where the gateway's id of the message is.
    pub id: String,
    /// Where what became of it is: accepted, queued, sent, delivered, failed, blocked and the like.
    pub status: String,
}

/// The field that says what a body is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventField {
    /// Where it is.
    pub pointer: String,
    /// What it says for a message.
    pub message: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            from: "/from".to_owned(),
            to: "/to".to_owned(),
            text: "/text".to_owned(),
            id: "/id".to_owned(),
            received_at: "/received_at".to_owned(),
            event: None,
            receipt: None,
        }
    }
}

impl Fields {
    /// The pointers of a source, or which of them is none.
    pub fn parse(value: Value) -> Result<Self, String> {
        let fields: Self = serde_json::from_value(value).map_err(|error| error.to_string())?;
        let event = fields.event.as_ref().map(|event| &event.pointer);
        let all = [&fields.from, &fields.to, &fields.text, &fields.id, &fields.received_at];
        let receipt = fields.receipt.iter().flat_map(|receipt| [&receipt.id, &receipt.status]);
        let all = all.into_iter().chain(event).chain(receipt);
        if let Some(wrong) = all.into_iter().find(|pointer| !pointer.starts_with('/')) {
            return Err(format!(
                "\"{wrong}\" is no JSON pointer; it starts with a slash, as in /data/from"
            ));
        }
        Ok(fields)
    }
}

fn scheme() -> Scheme {
    Scheme {
        layout: Layout::Prefix { prefix: "sha256=".to_owned(), is_optional: true },
        ..Scheme::hmac_sha256_hex("X-Signature", "{body}")
    }
}

fn parse(body: &[u8], endpoint: &Endpoint) -> Result<Vec<Event>, Unmapped> {
    let body = payload::json(body)?;
    let fields = &endpoint.fields;
    if let Some(receipt) = receipt(&body, fields) {
        return Ok(vec![Event::Receipt(receipt)]);
    }
    if let Some(event) = &fields.event {
        let name = payload::text(&body, &event.pointer)?;
        if name != event.message {
            return Ok(vec![Event::Notice { event: name, news: None }]);
        }
    }
    Ok(vec![Event::Message(Incoming {
        provider_message_id: find_text(&body, &fields.id),
        sender: payload::sender(&body, &fields.from),
        recipient: payload::recipient(&body, &fields.to, endpoint),
        body: payload::message_text(&body, &fields.text)?,
        received_at: payload::find_time(&body, &fields.received_at),
        code: None,
    })])
}

/// The receipt in a body that is no message.
fn receipt(body: &Value, fields: &Fields) -> Option<ReceiptEvent> {
    let pointers = fields.receipt.as_ref()?;
    let is_message = match &fields.event {
        Some(event) => find_text(body, &event.pointer)? == event.message,
        None => body.pointer(&fields.text).is_some(),
    };
    let message_id = find_text(body, &pointers.id).filter(|_| !is_message)?;
    let status = find_text(body, &pointers.status)?;
    let receipt = Receipt::from_word(&status);
    Some(ReceiptEvent { message_id: Some(message_id), receipt, status })
}

fn sample(sample: &Sample, endpoint: &Endpoint) -> String {
    let fields = &endpoint.fields;
    let mut body = json!({});
    let values = [
        (&fields.id, json!(sample.id)),
        (&fields.from, json!(sample.from)),
        (&fields.to, json!(sample.to)),
        (&fields.text, json!(sample.text)),
        (&fields.received_at, json!(sample.received_at.to_rfc3339())),
    ];
    for (pointer, value) in values {
        put(&mut body, pointer, value);
    }
    if let Some(event) = &fields.event {
        put(&mut body, &event.pointer, json!(event.message));
    }
    body.to_string()
}
