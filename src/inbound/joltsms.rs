//! JoltSMS. Three body shapes have been published: the "Jolt Events v1" envelope, the flat one of
//! the getting-started page, and the nested one of its article on building an inbox. All are read.
//!
//! Source: joltsms.com/developers/webhooks, joltsms.com/docs/getting-started/receive-otps. The
//! signature header's layout is not public; the default here can be overridden by the source.

use serde_json::{Value, json};

use super::guide::{Guide, SecretWay, Step};
use super::payload::{self, Unmapped};
use super::signature::{Layout, Scheme};
use super::{Endpoint, Event, News, Provider, Sample};
use crate::messages::Incoming;
use crate::notices::NoticeKind;
use crate::numbers::PhoneNumber;
use crate::pointer::find_text;

pub const PROVIDER: Provider = Provider {
    id: "joltsms",
    name: "JoltSMS",
    guide: GUIDE,
    scheme: Some(scheme),
    relays: false,
    parse,
    sample,
};

const GUIDE: Guide = Guide {
    secured_by: words!(
        "Signs each webhook together with its time, so that forged and replayed ones are refused."
    ),
    docs_url: Some("https://joltsms.com/developers/webhooks"),
    steps: &[
        Step::new(words!(
            "In the JoltSMS dashboard, add a webhook endpoint with the address above."
        )),
        Step::new(words!(
            "Subscribe the endpoint to the event sms.received. Other events are fine too; Codebell logs them below."
        )),
        Step::with_secret(words!(
            "Make sure the endpoint’s signing secret matches the one entered here. If the secrets differ or this one is missing, enter it now."
        )),
        Step::new(words!("Send an SMS to one of your numbers.")),
    ],
    secret_ways: &[SecretWay::Later, SecretWay::Paste],
    number_hint: Guide::USUAL_NUMBER_HINT,
    open_format: None,
};

/// Where the fields of a shape are.
struct Shape {
    event: &'static str,
    message_event: &'static str,
    ids: &'static [&'static str],
    from: &'static str,
    to: &'static str,
    text: &'static str,
    received_at: &'static str,
    code: &'static str,
}

const SHAPES: [Shape; 3] = [
    Shape {
        event: "/type",
        message_event: "sms.received",
        ids: &["/data/messageId", "/id"],
        from: "/data/from",
        to: "/data/to",
        text: "/data/body",
        received_at: "/data/receivedAt",
        code: "/data/otp",
    },
    Shape {
        event: "/event",
        message_event: "sms.received",
        ids: &["/metadata/message_id"],
        from: "/from",
        to: "/number",
        text: "/message",
        received_at: "/received_at_utc",
        code: "/detected_code",
    },
    Shape {
        event: "/data/event_type",
        message_event: "message.received",
        ids: &["/data/payload/id", "/data/id"],
        from: "/data/payload/from/phone_number",
        to: "/data/payload/to/0/phone_number",
        text: "/data/payload/text",
        received_at: "/data/payload/received_at",
        code: "/data/payload/otp",
    },
];

fn scheme() -> Scheme {
    Scheme {
        layout: Layout::KeyValue {
            signature_key: "v1".to_owned(),
            timestamp_key: Some("t".to_owned()),
        },
        ..Scheme::hmac_sha256_hex("X-Jolt-Signature", "{timestamp}.{body}")
    }
}

fn parse(body: &[u8], endpoint: &Endpoint) -> Result<Vec<Event>, Unmapped> {
    let body = payload::json(body)?;
    let found = SHAPES.iter().find_map(|shape| {
        body.pointer(shape.event).and_then(Value::as_str).map(|event| (shape, event))
    });
    let (shape, event) = found.ok_or_else(|| Unmapped::Field("/type".to_owned()))?;
    if event != shape.message_event {
        return Ok(vec![Event::Notice { event: event.to_owned(), news: news(&body, event) }]);
    }
    Ok(vec![Event::Message(Incoming {
        provider_message_id: shape.ids.iter().find_map(|id| find_text(&body, id)),
        sender: payload::sender(&body, shape.from),
        recipient: payload::recipient(&body, shape.to, endpoint),
        body: payload::message_text(&body, shape.text)?,
        received_at: payload::find_time(&body, shape.received_at),
        code: find_text(&body, shape.code),
    })])
}

/// What people have to know of an event that is no message. The fields of these events are not
/// public; they are looked for where the provider's other events have the like.
fn news(body: &Value, event: &str) -> Option<News> {
    let (kind, days) = match event {
        "number.expiring.7d" => (NoticeKind::NumberExpiring, Some(7)),
        "number.expiring.1d" => (NoticeKind::NumberExpiring, Some(1)),
        "billing.issue" => (NoticeKind::BillingIssue, None),
        _ => return None,
    };
    let find = |pointers: &[&str]| pointers.iter().find_map(|at| find_text(body, at));
    let number = ["/data/number", "/data/phoneNumber", "/data/to", "/number"];
    Some(News {
        kind,
        days,
        number: find(&number).as_deref().and_then(PhoneNumber::parse),
        id: find(&["/id", "/metadata/event_id"]),
        text: find(&["/data/message", "/data/reason", "/message"]),
    })
}

fn sample(sample: &Sample, _: &Endpoint) -> String {
    let received_at = sample.received_at.to_rfc3339();
    json!({
        "id": format!("evt_sms_{}", sample.id),
        "type": "sms.received",
        "createdAt": received_at,
        "accountId": "user_simulated",
        "numberId": "num_simulated",
        "data": {
            "messageId": format!("msg_{}", sample.id),
            "from": sample.from,
            "to": sample.to,
            "body": sample.text,
            "receivedAt": received_at,
        },
    })
    .to_string()
}
