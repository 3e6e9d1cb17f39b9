//! A message on its way into the database.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::Reading;
use crate::id::{MessageId, SourceId};
use crate::numbers::PhoneNumber;

/// How long a message that only its text tells from others is taken for the same one.
pub const SAME_TEXT: TimeDelta = TimeDelta::minutes(10);

/// A message as a provider tells it.
#[derive(Clone)]
pub struct Incoming {
    /// The provider's id, where it has one.
    pub provider_message_id: Option<String>,
    /// Who sent the SMS.
    pub sender: PhoneNumber,
    /// The number that received it.
    pub recipient: PhoneNumber,
    /// Its text.
    pub body: String,
    /// When the provider received it, where it says so.
    pub received_at: Option<DateTime<Utc>>,
    /// The code that the provider found, for when we find none.
    pub code: Option<String>,
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming")
            .field("provider_message_id", &self.provider_message_id)
            .field("recipient", &self.recipient)
            .finish_non_exhaustive()
    }
}

/// A message as it will be stored. Not printable: it holds the text.
#[derive(Clone)]
pub struct NewMessage {
    pub id: MessageId,
    /// The source that it came through.
    pub source_id: SourceId,
    /// The number that received it.
    pub recipient: PhoneNumber,
    /// What makes it the same when it comes twice through its source.
    pub dedupe_key: String,
    /// Who sent it.
    pub sender: PhoneNumber,
    /// Its text.
    pub body: String,
    /// What it says.
    pub reading: Reading,
    /// When the provider received it.
    pub received_at: DateTime<Utc>,
    /// When it came here.
    pub stored_at: DateTime<Utc>,
    /// Whether nothing but its text says that it is another one: the provider gives neither id nor time.
    pub is_known_by_text: bool,
    /// Whether it is made up for a demonstration: it leaves for no channel.
    pub is_demo: bool,
}

impl NewMessage {
    /// Reads a message that came in `now`.
    pub fn prepare(source_id: SourceId, incoming: Incoming, now: DateTime<Utc>) -> Self {
        let dedupe_key = dedupe_key(&incoming);
        let is_known_by_text = incoming.received_at.is_none() && !dedupe_key.starts_with("id");
        // PostgreSQL's text has no place for NUL.
        let body = incoming.body.replace('\0', "\u{FFFD}");
        let received_at = incoming
            .received_at
            .filter(|time| time.timestamp() > 0)
            // A code that came in the future would look valid for longer than it is.
            .map_or(now, |time| time.min(now));
        Self {
            id: MessageId::new(now),
            source_id,
            recipient: incoming.recipient,
            dedupe_key,
            reading: Reading::of(&body, incoming.sender.as_str(), incoming.code.as_deref()),
            sender: incoming.sender,
            body,
            received_at,
            stored_at: now,
            is_known_by_text,
            is_demo: false,
        }
    }
}

/// The provider's id, else a hash of all that the provider tells.
fn dedupe_key(incoming: &Incoming) -> String {
    if let Some(id) = incoming.provider_message_id.as_deref().filter(|id| !id.is_empty()) {
        // An id of any length, with any characters, still fits an index.
        return match id.len() {
            ..=200 if !id.contains('\0') => format!("id:{id}"),
            _ => format!("id-sha256:{}", hex::encode(Sha256::digest(id))),
        };
    }
    let received_at = incoming.received_at.map(|time| time.to_rfc3339()).unwrap_or_default();
    let mut hash = Sha256::new();
    for part in
        [incoming.sender.as_str(), incoming.recipient.as_str(), &received_at, &incoming.body]
    {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    format!("sha256:{}", hex::encode(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(id: Option<&str>, body: &str) -> Incoming {
        let number = |text| PhoneNumber::parse(text).expect("a number");
        Incoming {
            provider_message_id: id.map(str::to_owned),
            sender: number("+12025550199"),
            recipient: number("+12025550100"),
            body: body.to_owned(),
            received_at: None,
            code: None,
        }
    }

    #[test]
    fn messages_are_the_same_by_the_providers_id_or_else_by_everything_it_told() {
        assert_eq!(dedupe_key(&incoming(Some("7"), "a")), dedupe_key(&incoming(Some("7"), "b")));
        assert_eq!(dedupe_key(&incoming(None, "a")), dedupe_key(&incoming(None, "a")));
        assert_ne!(dedupe_key(&incoming(None, "a")), dedupe_key(&incoming(None, "b")));
        assert_ne!(dedupe_key(&incoming(Some(""), "a")), dedupe_key(&incoming(Some(""), "b")));
        assert!(dedupe_key(&incoming(Some(&"7".repeat(5000)), "a")).len() < 100);
    }

    #[test]
    fn nothing_in_a_text_keeps_it_from_being_stored_or_shows_in_debug_output() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
        let message = NewMessage::prepare(SourceId::new(now), incoming(None, "a\0b 482913"), now);
        assert_eq!(message.body, "a\u{FFFD}b 482913");
        assert!(!format!("{:?}", incoming(None, "Your code is 482913")).contains("482913"));
    }
}
