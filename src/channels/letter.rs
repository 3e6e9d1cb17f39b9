//! What is forwarded, as it was when it came: the outbox keeps it, every kind of channel writes it for
//! its receiver.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{DeliveryId, MessageId, NoticeId};
use crate::notices::NoticeKind;

/// Characters of a message's text that are forwarded to people; programs get all of it.
const LONGEST_TEXT: usize = 1500;
/// Shorter texts are no codes, and in every answer.
const SHORTEST_SECRET: usize = 4;

/// What is forwarded. Not printable: it may hold a code.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Payload {
    /// A message that came in.
    Message(Box<Message>),
    /// A notice.
    Notice(Notice),
}

/// A message. Not printable.
#[derive(Clone, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    /// The number that received it.
    pub number: String,
    /// Who sent it.
    pub sender: String,
    /// Its text.
    pub body: String,
    pub code: Option<String>,
    /// Whose code it is.
    pub service: Option<String>,
    /// How sure that is, 0 to 1.
    pub confidence: Option<f32>,
    /// When the code stops working.
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Whether the message says so.
    pub expiry_stated: bool,
    /// The site that the code is bound to.
    pub domain: Option<String>,
    /// The first link in the text.
    pub link: Option<String>,
    /// When the provider received it.
    pub received_at: DateTime<Utc>,
    /// Made up to try a channel.
    #[serde(default)]
    pub is_test: bool,
}

/// A notice, in words.
#[derive(Clone, Serialize, Deserialize)]
pub struct Notice {
    pub id: NoticeId,
    /// What it is.
    pub kind: NoticeKind,
    /// One line.
    pub title: String,
    /// What is to be done.
    pub text: String,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

/// A delivery as every kind of channel renders it. Not printable.
pub struct Letter<'a> {
    /// The delivery, the same over all attempts.
    pub id: DeliveryId,
    /// What is told.
    pub payload: &'a Payload,
    /// What the team calls the number.
    pub label: Option<&'a str>,
    /// Whether code and text stay out.
    pub is_thin: bool,
    /// The page's address, without a slash at its end.
    pub public_url: &'a str,
    /// When this attempt is made.
    pub now: DateTime<Utc>,
}

impl Letter<'_> {
    /// Whether it is made up to try a channel.
    pub fn is_test(&self) -> bool {
        matches!(self.payload, Payload::Message(message) if message.is_test)
    }

    /// The code, to be shown large.
    pub fn code(&self) -> Option<&str> {
        match self.payload {
            Payload::Message(message) if !self.is_thin => message.code.as_deref(),
            _ => None,
        }
    }

    /// What it is, in one line, with the code where that is told.
    pub fn title(&self) -> String {
        match self.payload {
            Payload::Notice(notice) => notice.title.clone(),
            Payload::Message(message) => {
                let from = message.service.as_deref().unwrap_or(&message.sender);
                let title = match (&message.code, self.is_thin) {
                    (Some(code), false) => format!("{code} is the code of {from}"),
                    (Some(_), true) => format!("A code of {from} arrived"),
                    (None, false) => format!("SMS from {from}"),
                    (None, true) => format!("An SMS from {from} arrived"),
                };
                let title = title.replace(char::is_control, " ");
                if message.is_test { format!("Test: {title}") } else { title }
            }
        }
    }

    /// The text; `None` where it stays out.
    pub fn text(&self) -> Option<String> {
        let text = match self.payload {
            Payload::Notice(notice) => &notice.text,
            Payload::Message(_) if self.is_thin => return None,
            Payload::Message(message) => &message.body,
        };
        Some(shortened(text, LONGEST_TEXT))
    }

    /// Facts beside it: name and value.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        let Payload::Message(message) = self.payload else { return Vec::new() };
        let number = match self.label {
            Some(label) => format!("{label} ({})", message.number),
            None => message.number.clone(),
        };
        let mut facts = vec![("From", message.sender.clone()), ("To", number)];
        if let Some(at) = message.code_expires_at.filter(|_| message.expiry_stated) {
            facts.push(("Valid until", at.format("%H:%M UTC").to_string()));
        }
        facts
    }

    /// Where the page shows it.
    pub fn url(&self) -> String {
        match self.payload {
            Payload::Message(message) if message.is_test => {
                format!("{}/forwarding", self.public_url)
            }
            Payload::Message(message) => format!("{}/?message={}", self.public_url, message.id),
            Payload::Notice(_) => format!("{}/notices", self.public_url),
        }
    }

    /// What the link to the page says.
    pub fn link_words(&self) -> &'static str {
        match self.payload {
            Payload::Message(message) if self.is_thin && message.code.is_some() => "Open the code",
            _ => "Open in Codebell",
        }
    }
}

/// The beginning of a text, with a sign where something was left out.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text as HTML shows it, also within an attribute.
pub fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl Payload {
    /// Texts that may not stand in the log of deliveries, as receivers repeat them: plain, or within
    /// JSON in its usual spellings.
    pub fn secrets(&self) -> Vec<String> {
        let Self::Message(message) = self else { return Vec::new() };
        let shown = shortened(&message.body, LONGEST_TEXT);
        let lines = message.body.lines().map(str::trim).filter(|line| has_code(line, message));
        let texts = [message.body.as_str(), shown.as_str()].into_iter().chain(lines);
        let texts = texts.chain(message.link.as_deref()).chain(message.code.as_deref());
        let mut secrets: Vec<String> = texts
            .filter(|text| text.len() >= SHORTEST_SECRET)
            .flat_map(|text| {
                let json = Value::from(text).to_string();
                let json = json.trim_matches('"').to_owned();
                let ascii: String = json.chars().map(escaped).collect();
                [text.to_owned(), json.replace('/', "\\/"), ascii.replace('/', "\\/"), json, ascii]
            })
            .collect();
        // The longest first: what is left of it would not be found any more.
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        secrets.dedup();
        secrets
    }
}

/// Whether a code, however it is grouped, may be in a line.
fn has_code(line: &str, message: &Message) -> bool {
    let only = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    message.code.as_deref().is_some_and(|code| only(line).contains(&only(code)))
}

/// A character as JSON in ASCII has it.
fn escaped(c: char) -> String {
    match c {
        ' '..='~' => c.to_string(),
        _ => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_out_of_the_log_however_a_receiver_repeats_it() {
        let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
        let body = "Dein \"Code\" für a/b:\n482 913";
        let message = Message {
            id: MessageId::new(now),
            number: "+12025550100".to_owned(),
            sender: "A".to_owned(),
            body: body.to_owned(),
            code: Some("482913".to_owned()),
            service: None,
            confidence: None,
            code_expires_at: None,
            expiry_stated: false,
            domain: None,
            link: Some("https://example.com/in?t=1".to_owned()),
            received_at: now,
            is_test: false,
        };
        let secrets = Payload::Message(Box::new(message)).secrets();
        for answer in [
            body.to_owned(),
            serde_json::json!({"text": format!("482913: {body}")}).to_string(),
            r#"{"text":"Dein \"Code\" f\u00fcr a\/b:\n482 913"}"#.to_owned(),
            "your 482913, or 482 913, at https://example.com/in?t=1".to_owned(),
        ] {
            let left = secrets.iter().fold(answer, |text, secret| text.replace(secret, ""));
            for part in ["482913", "482 913", "Code", "in?t=1"] {
                assert!(!left.contains(part), "{part} is in {left}");
            }
        }
    }
}
