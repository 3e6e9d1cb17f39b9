//! A message on its way into the database.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::audit::Entry;
use crate::channels::letter::Message as ForwardedMessage;
use crate::channels::rules::{MessageSubject, Readers};
use crate::code_rules::{CodeRules, Subject};
use crate::extraction::rule::{self, Verdict};
use crate::extraction::{self, Otp, USUAL_VALIDITY};
use crate::id::{CodeRuleId, MessageId, NumberId, SourceId};
use crate::numbers::PhoneNumber;
use crate::patterns::Meter;

/// Times of a provider beyond this are mistakes.
const LARGEST_CLOCK_ERROR: TimeDelta = TimeDelta::days(1);

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

/// A message as it will be stored.
#[derive(Clone)]
pub struct NewMessage {
    pub(super) id: MessageId,
    pub(super) source_id: SourceId,
    pub(super) recipient: PhoneNumber,
    pub(super) dedupe_key: String,
    pub(super) sender: PhoneNumber,
    pub(super) body: String,
    pub(super) otp: Option<Otp>,
    pub(super) code_missed: bool,
    pub(super) link: Option<String>,
    pub(super) received_at: DateTime<Utc>,
    pub(super) stored_at: DateTime<Utc>,
    pub(super) entry: Entry,
}

impl NewMessage {
    /// When its code stops working: as it says, else after the usual time.
    pub(super) fn code_expires_at(&self) -> Option<DateTime<Utc>> {
        let otp = self.otp.as_ref()?;
        Some(self.received_at + otp.expires_in.unwrap_or(USUAL_VALIDITY))
    }

    /// When forwarding it makes no sense any more. What the message does not say is counted from
    /// when it came here: a late message is forwarded all the same.
    pub(super) fn delivery_expires_at(&self) -> Option<DateTime<Utc>> {
        let otp = self.otp.as_ref()?;
        Some(match otp.expires_in {
            Some(stated) => self.received_at + stated,
            None => self.stored_at + USUAL_VALIDITY,
        })
    }

    /// What rules for forwarding are about.
    pub(super) fn subject(&self, number_id: NumberId) -> MessageSubject<'_> {
        MessageSubject {
            number_id,
            sender: self.sender.as_str(),
            service: self.otp.as_ref().and_then(|otp| otp.service.as_deref()),
            body: &self.body,
            has_code: self.otp.is_some(),
        }
    }

    /// It as it is forwarded.
    pub(super) fn forwarded(&self) -> ForwardedMessage {
        let otp = self.otp.as_ref();
        ForwardedMessage {
            id: self.id,
            number: self.recipient.to_string(),
            sender: self.sender.to_string(),
            body: self.body.clone(),
            code: otp.map(|otp| otp.code.clone()),
            service: otp.and_then(|otp| otp.service.clone()),
            confidence: otp.map(|otp| otp.confidence),
            code_expires_at: self.code_expires_at(),
            expiry_stated: otp.is_some_and(|otp| otp.expires_in.is_some()),
            domain: otp.and_then(|otp| otp.domain.clone()),
            link: self.link.clone(),
            received_at: self.received_at,
            is_test: false,
        }
    }

    /// Has the team's own rules say what its code is.
    pub(super) fn obey(
        &mut self,
        rules: &CodeRules,
        readers: &Readers,
        number_id: NumberId,
        meter: &mut Meter<CodeRuleId>,
    ) {
        let sender = self.sender.as_str();
        let found = self.otp.as_ref().and_then(|otp| otp.service.clone());
        let service = found.or_else(|| extraction::service(&self.body, Some(sender)));
        let service = service.as_deref();
        let subject = Subject { number_id, sender, service, body: &self.body };
        match rules.verdict(&subject, readers, meter) {
            Some(Verdict::Code(span)) => {
                self.otp = Some(rule::read_at(&self.body, Some(self.sender.as_str()), &span));
            }
            Some(Verdict::NoCode) => self.otp = None,
            None => return,
        }
        self.code_missed = false;
    }

    /// What a search looks in.
    pub(super) fn search_text(&self) -> String {
        let service = self.otp.as_ref().and_then(|otp| otp.service.as_deref());
        [&self.body, self.sender.as_str(), service.unwrap_or_default()].join(" ").to_lowercase()
    }

    /// Finds the code and what makes the message the same when it comes twice. `entry` says in the
    /// audit log where it came from.
    pub fn prepare(
        source_id: SourceId,
        incoming: Incoming,
        entry: Entry,
        now: DateTime<Utc>,
    ) -> Self {
        let dedupe_key = dedupe_key(&incoming);
        // PostgreSQL's text has no place for NUL.
        let body = incoming.body.replace('\0', "\u{FFFD}");
        let received_at = incoming
            .received_at
            .filter(|time| (*time - now) < LARGEST_CLOCK_ERROR && time.timestamp() > 0)
            .unwrap_or(now);
        let found = extraction::read(&body, Some(incoming.sender.as_str()));
        let otp = found.otp.or_else(|| provider_code(&body, incoming.code.as_deref()));
        let id = MessageId::new(now);
        Self {
            id,
            entry: entry.on("message", id, incoming.recipient.as_str()),
            source_id,
            recipient: incoming.recipient,
            dedupe_key,
            sender: incoming.sender,
            link: extraction::link(&body).map(str::to_owned),
            code_missed: otp.is_none() && found.is_missed,
            body,
            otp,
            received_at,
            stored_at: now,
        }
    }
}

/// The provider's own finding, if the text holds it.
fn provider_code(body: &str, code: Option<&str>) -> Option<Otp> {
    let span = rule::locate(body, code?)?;
    let code = extraction::typed(&body[span.clone()]);
    Some(Otp {
        candidates: vec![code.clone()],
        code,
        span,
        service: None,
        confidence: 0.5,
        expires_in: None,
        domain: None,
        payment: None,
    })
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
    use crate::audit::{Action, Actor};

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

    fn prepared(incoming: Incoming) -> NewMessage {
        let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
        let entry = Entry::new(Actor::system(), None, Action::MessageReceived);
        NewMessage::prepare(SourceId::new(now), incoming, entry, now)
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
    fn a_stated_validity_counts_from_the_providers_time_and_a_missing_one_is_estimated() {
        let stated = prepared(incoming(None, "Your code is 482913. Valid for 5 minutes."));
        assert_eq!(stated.code_expires_at(), Some(stated.received_at + TimeDelta::minutes(5)));
        let estimated = prepared(incoming(None, "Your code is 482913."));
        assert_eq!(estimated.code_expires_at(), Some(estimated.received_at + USUAL_VALIDITY));
        assert_eq!(prepared(incoming(None, "Hello")).code_expires_at(), None);
    }

    #[test]
    fn the_providers_own_finding_is_used_only_when_the_text_holds_it() {
        let with_code = |body: &str| {
            let mut incoming = incoming(None, body);
            incoming.code = Some("4711".to_owned());
            prepared(incoming).otp.map(|otp| otp.code)
        };
        assert_eq!(with_code("Sesame: 4711"), Some("4711".to_owned()));
        assert_eq!(with_code("Sesame"), None);
    }

    #[test]
    fn nothing_in_a_text_keeps_it_from_being_stored_or_shows_in_debug_output() {
        let message = prepared(incoming(None, "a\0b 482913"));
        assert_eq!(message.body, "a\u{FFFD}b 482913");
        assert!(!format!("{:?}", incoming(None, "Your code is 482913")).contains("482913"));
    }
}
