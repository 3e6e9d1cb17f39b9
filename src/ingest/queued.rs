//! A message that waits for its commit, and what the commit does with it.

use chrono::{DateTime, Utc};

use crate::audit::Entry;
use crate::channels::letter::Message as ForwardedMessage;
use crate::channels::rules::{MessageSubject, Readers};
use crate::code_rules::{CodeRules, Subject};
use crate::extraction::{self, USUAL_VALIDITY};
use crate::id::{CodeRuleId, NumberId};
use crate::messages::NewMessage;
use crate::patterns::Meter;

/// A message in the queue.
#[derive(Clone)]
pub struct Queued {
    pub message: NewMessage,
    /// What the audit log says of it.
    pub entry: Entry,
}

impl Queued {
    /// A message that came from where `entry` says.
    pub fn new(message: NewMessage, entry: Entry) -> Self {
        let entry = entry.on("message", message.id, message.recipient.as_str());
        Self { message, entry }
    }

    /// When forwarding it makes no sense any more. What the message does not say is counted from
    /// when it came here: a late message is forwarded all the same.
    pub fn delivery_expires_at(&self) -> Option<DateTime<Utc>> {
        let otp = self.message.reading.otp.as_ref()?;
        Some(match otp.expires_in {
            Some(stated) => self.message.received_at + stated,
            None => self.message.stored_at + USUAL_VALIDITY,
        })
    }

    /// What rules for forwarding are about.
    pub fn subject(&self, number_id: NumberId) -> MessageSubject<'_> {
        let message = &self.message;
        MessageSubject {
            number_id,
            sender: message.sender.as_str(),
            service: message.reading.service.as_deref(),
            body: &message.body,
            has_code: message.reading.otp.is_some(),
        }
    }

    /// It as it is forwarded.
    pub fn forwarded(&self) -> ForwardedMessage {
        let message = &self.message;
        let reading = &message.reading;
        let otp = reading.otp.as_ref();
        ForwardedMessage {
            id: message.id,
            number: message.recipient.to_string(),
            sender: message.sender.to_string(),
            body: message.body.clone(),
            code: otp.map(|otp| otp.code.clone()),
            service: reading.service.clone(),
            confidence: otp.map(|otp| otp.confidence),
            code_expires_at: reading.code_expires_at(message.received_at),
            expiry_stated: reading.states_expiry(),
            domain: otp.and_then(|otp| otp.domain.clone()),
            link: reading.link.clone(),
            received_at: message.received_at,
            is_test: false,
        }
    }

    /// Has the team's own rules say what its code is.
    pub fn obey(
        &mut self,
        rules: &CodeRules,
        readers: &Readers,
        number_id: NumberId,
        meter: &mut Meter<CodeRuleId>,
    ) {
        let NewMessage { sender, body, reading, .. } = &mut self.message;
        let sender = sender.as_str();
        let named = reading.service.clone();
        let service = named.or_else(|| extraction::service(body, Some(sender)));
        let subject = Subject { number_id, sender, service: service.as_deref(), body };
        if let Some(verdict) = rules.verdict(&subject, readers, meter) {
            reading.apply(body, sender, &verdict);
        }
    }
}
