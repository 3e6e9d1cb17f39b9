//! Webhooks to one's own program: the body and signature of ReceiveSMS.ink, and at once the headers
//! of Standard Webhooks, so that receivers written for either verify it.
//!
//! Source: the provider's webhook documentation, version "1"; the Standard Webhooks specification,
//! version 1.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::SecondsFormat;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

use super::Kind;
use crate::channels::letter::{Letter, Message, Payload};
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::BoxError;
use crate::fields::Field;

const URL: Field = Field::secret_url("url", words!("Address"))
    .about(
        words!("The address where your program accepts POST requests. Codebell signs each request, so your program can tell real ones from fakes."),
    )
    .example("https://example.com/codes");

pub const KIND: Kind = Kind {
    id: "webhook",
    name: "Webhook",
    about: words!("To your own program, as signed JSON."),
    fields: &[URL],
    is_signed: true,
    check: |_| Ok(()),
    render,
    repeats_message: false,
    retry_after: |_| None,
};

const SIGNATURE: &str = "x-webhook-signature";
/// Numbers up to this are exact in every language's JSON.
const LARGEST_EXACT: u128 = (1 << 53) - 1;

/// The request, signed with each secret, the newest first.
///
/// Standard Webhooks has room for several signatures. ReceiveSMS.ink's header has room for one: it is
/// the newest secret's, and the older one's in a second request where the first is refused.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
    let secrets: Vec<&str> =
        stored.signing_secrets(letter.now).into_iter().map(ExposeSecret::expose_secret).collect();
    let mut request = Request::json(stored.settings.get(&URL), &body(letter))?;
    let id = format!("msg_{}", Uuid::from(letter.id).simple());
    let timestamp = letter.now.timestamp();
    let signed = format!("{id}.{timestamp}.{}", request.body);
    let mut standard = Vec::new();
    for secret in &secrets {
        let key = STANDARD.decode(secret.trim_start_matches("whsec_"))?;
        standard.push(format!("v1,{}", STANDARD.encode(mac(&key, signed.as_bytes())?)));
    }
    let mut plain = Vec::new();
    for secret in &secrets {
        let mac = mac(secret.as_bytes(), request.body.as_bytes())?;
        plain.push(format!("sha256={}", hex::encode(mac)));
    }
    let mut plain = plain.into_iter();
    request.headers = vec![
        ("webhook-id", id),
        ("webhook-timestamp", timestamp.to_string()),
        ("webhook-signature", standard.join(" ")),
    ];
    request.headers.extend(plain.next().map(|signature| (SIGNATURE, signature)));
    request.instead = plain.next().map(|signature| (SIGNATURE, signature));
    Ok(request.into())
}

fn mac(key: &[u8], data: &[u8]) -> Result<Vec<u8>, BoxError> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key)?;
    mac.update(data);
    Ok(mac.finalize().into_bytes().to_vec())
}

fn body(letter: &Letter<'_>) -> Value {
    match letter.payload {
        Payload::Message(message) => {
            json!({"event": "sms.received", "version": "1", "data": data(letter, message)})
        }
        Payload::Notice(notice) => json!({
            "event": notice.kind,
            "version": "1",
            "data": {
                "id": notice.id,
                "title": notice.title,
                "text": notice.text,
                "createdAt": notice.created_at.to_rfc3339_opts(SecondsFormat::Millis, true),
            },
        }),
    }
}

fn data(letter: &Letter<'_>, message: &Message) -> Value {
    let received_at = message.received_at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let expires_at =
        message.code_expires_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true));
    let is_told = !letter.is_thin;
    json!({
        "messageId": number_of(message.id.into()),
        "from": message.sender,
        "to": message.number,
        "body": if is_told { message.body.as_str() } else { "" },
        "receivedAt": received_at,
        "id": message.id,
        "label": letter.label,
        "hasCode": message.code.is_some(),
        "code": message.code.as_ref().filter(|_| is_told),
        "service": message.service,
        "confidence": message.confidence,
        "codeExpiresAt": expires_at,
        "expiryStated": message.expiry_stated,
        "domain": message.domain,
        "link": message.link.as_ref().filter(|_| is_told),
        "url": letter.url(),
        "test": message.is_test,
    })
}

/// A message's id as the number that receivers written for ReceiveSMS.ink expect: bits of it that are
/// random.
fn number_of(id: Uuid) -> u64 {
    u64::try_from(id.as_u128() & LARGEST_EXACT).unwrap_or_default()
}
