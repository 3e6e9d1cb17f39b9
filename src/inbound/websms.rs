//! WebSMS Connexus (New Zealand). It signs nothing, so that the address is the secret.
//!
//! Source: websms.co.nz/api/connexus. Replies are of type `mo` there and `SMS` in its reference;
//! anything that is not JSON, or JSON without a message, tries whether the address answers.

use serde_json::{Value, json};

use super::guide::{Guide, Step};
use super::payload::{self, Unmapped};
use super::{Endpoint, Event, Provider, ReceiptEvent, Sample};
use crate::messages::Incoming;
use crate::otp::Receipt;
use crate::pointer::find_text;

pub const PROVIDER: Provider = Provider {
    id: "websms",
    name: "WebSMS Connexus",
    guide: GUIDE,
    scheme: None,
    relays: false,
    parse,
    sample,
};

const GUIDE: Guide = Guide {
    secured_by: words!(
        "Not signed. The long random URL is the secret: anyone who has it can post."
    ),
    docs_url: Some("https://websms.co.nz/api/connexus"),
    steps: &[
        Step::new(words!(
            "In the members area of WebSMS, open the API keys, and the key to be used."
        )),
        Step::new(words!(
            "Enter the address above as the webhook for this key. The address receives replies and delivery reports; reports appear below."
        )),
        Step::new(words!("Send an SMS to your number, or reply to one that you sent.")),
    ],
    secret_ways: &[],
    number_hint: words!("Used when Connexus doesn’t say which number received a message."),
    open_format: None,
};

fn parse(body: &[u8], endpoint: &Endpoint) -> Result<Vec<Event>, Unmapped> {
    let Ok(body) = payload::json(body) else {
        return Ok(vec![Event::Handshake]);
    };
    let id = find_text(&body, "/messageId");
    let has_text = body.get("body").is_some();
    let kind = body.get("type").and_then(Value::as_str).unwrap_or_default().to_lowercase();
    match kind.as_str() {
        "dlr" if id.is_some() => {
            let status = find_text(&body, "/status").unwrap_or_default();
            let code = find_text(&body, "/statusCode");
            let receipt = receipt(code.as_deref().unwrap_or(&status));
            return Ok(vec![Event::Receipt(ReceiptEvent { message_id: id, receipt, status })]);
        }
        "dlr" => return Ok(vec![Event::Handshake]),
        _ if id.is_none() && !has_text => return Ok(vec![Event::Handshake]),
        // A message of a kind that is not known yet may hold a code all the same.
        "mo" | "sms" => {}
        _ if has_text => {}
        _ => return Ok(vec![Event::Notice { event: kind, news: None }]),
    }
    Ok(vec![Event::Message(Incoming {
        provider_message_id: id,
        sender: payload::sender(&body, "/from"),
        recipient: payload::recipient(&body, "/to", endpoint),
        body: payload::message_text(&body, "/body")?,
        received_at: payload::find_time(&body, "/timestamp"),
        code: None,
    })])
}

/// What a receipt's code, or where there is none its word, says.
fn receipt(told: &str) -> Option<Receipt> {
    match told.trim() {
        "1" => Some(Receipt::Delivered),
        "2" | "16" => Some(Receipt::Failed),
        "4" => Some(Receipt::Queued),
        "8" => Some(Receipt::Accepted),
        "-1" => Some(Receipt::Blocked),
        word => Receipt::from_word(word),
    }
}

fn sample(sample: &Sample, _: &Endpoint) -> String {
    json!({
        "type": "mo",
        "messageId": sample.id.to_string(),
        "from": sample.from,
        "to": sample.to,
        "body": sample.text,
        "timestamp": sample.received_at.timestamp(),
    })
    .to_string()
}
