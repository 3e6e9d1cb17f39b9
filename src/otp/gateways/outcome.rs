//! What came of asking a gateway, and what of it may be kept.

use serde_json::Value;

use super::kinds::{Content, Outbound};
use crate::otp::code::Code;
use crate::otp::status::Status;

/// Characters of an answer that are kept.
const LONGEST: usize = 500;
/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// What came of asking a gateway. Not printable: it may hold a code.
pub struct Outcome {
    /// Whether it took it.
    pub verdict: Verdict,
    /// Why not, in words that hold no secret.
    pub detail: Option<String>,
    pub answer_status: Option<u16>,
    /// The beginning of an answer that says that nothing was sent; of others nothing is kept, since
    /// they may hold a code that is not known.
    pub answer: Option<String>,
}

/// Whether a gateway took something.
pub enum Verdict {
    /// It took it.
    Accepted(Accepted),
    /// It did not, and nothing was sent: another gateway may be asked.
    NotSent,
    /// It may have.
    Unknown,
}

/// What a gateway says of what it took.
#[derive(Default)]
pub struct Accepted {
    /// What receipts name it by.
    pub message_id: Option<String>,
    /// The code, where the gateway made it.
    pub code: Option<Code>,
    /// Whether it is on the phone already.
    pub is_delivered: bool,
}

impl Accepted {
    /// The status of the send.
    pub fn status(&self) -> Status {
        if self.is_delivered { Status::Delivered } else { Status::Accepted }
    }
}

/// Characters of a gateway's id of a message.
pub const LONGEST_ID: usize = 200;

impl Outcome {
    /// It took it.
    pub fn accepted(accepted: Accepted) -> Self {
        let message_id = accepted.message_id.filter(|id| (1..=LONGEST_ID).contains(&id.len()));
        Self {
            verdict: Verdict::Accepted(Accepted { message_id, ..accepted }),
            detail: None,
            answer_status: None,
            answer: None,
        }
    }

    /// Nothing was sent.
    pub fn not_sent(detail: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::NotSent,
            detail: Some(detail.into()),
            answer_status: None,
            answer: None,
        }
    }

    /// Nobody knows.
    pub fn unknown(detail: impl Into<String>) -> Self {
        Self { verdict: Verdict::Unknown, ..Self::not_sent(detail) }
    }

    /// With the answer that it is about.
    pub fn with(self, answer: &Answer) -> Self {
        let is_told = matches!(self.verdict, Verdict::NotSent);
        Self {
            answer_status: Some(answer.status),
            answer: is_told.then(|| answer.text.clone()),
            ..self
        }
    }

    /// Without the code and the gateway's secrets, and short.
    pub fn redacted(mut self, outbound: &Outbound<'_>, secrets: &[String]) -> Self {
        // What it repeats could be written in another way.
        if matches!(outbound.content, Content::Secret(_)) {
            self.answer = None;
        }
        let clean = |text: String| {
            let mut text = text.replace('\0', "\u{FFFD}");
            if let Content::Code(content) = &outbound.content {
                text = text.replace(content.code.digits(), REDACTED);
            }
            let text = secrets.iter().fold(text, |text, secret| text.replace(secret, REDACTED));
            text.chars().take(LONGEST).collect::<String>()
        };
        self.detail = self.detail.map(clean);
        self.answer = self.answer.map(clean).filter(|answer| !answer.trim().is_empty());
        self
    }
}

/// An answer of a gateway's server. Not printable: it may hold a code.
pub struct Answer {
    pub status: u16,
    /// Whether it says when to ask again.
    pub says_when: bool,
    /// Its beginning.
    pub text: String,
}

impl Answer {
    /// What an answer that is no success means.
    ///
    /// A gateway that failed on the way may have sent all the same, and so may one behind a proxy that lost
    /// it; one that found fault with the request, or says when to come back, has not.
    pub fn failure(&self) -> Option<Outcome> {
        let status = self.status;
        let outcome = match status {
            200..=299 => return None,
            301 | 302 | 307 | 308 => {
                Outcome::not_sent(format!("answered {status}: redirects are not followed"))
            }
            400..=406 | 410..=415 | 422 | 429 => Outcome::not_sent(format!("answered {status}")),
            // Who says when to come back has not begun.
            503 if self.says_when => Outcome::not_sent(format!("answered {status}")),
            _ => Outcome::unknown(format!("answered {status}; it may have been sent")),
        };
        Some(outcome.with(self))
    }

    /// The answer where it is a success; of another, what it means.
    pub fn success(self) -> Result<Self, Outcome> {
        match self.failure() {
            Some(outcome) => Err(outcome),
            None => Ok(self),
        }
    }

    /// The answer as JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.text).ok()
    }

    /// It says neither yes nor no.
    pub fn unclear(&self, why: &str) -> Outcome {
        Outcome::unknown(format!("answered {} {why}; it may have been sent", self.status))
            .with(self)
    }
}
