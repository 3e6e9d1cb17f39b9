//! Kinds of channels: a file each with all that is its own, and one list.
//!
//! What a kind needs to be told is a list of fields. The API and its document, the page's form, what is
//! encrypted, what may be shown and what is taken out of logs come from it; the rest of a kind is how a
//! message is written for its receiver, and what is odd about the answers.

mod discord;
mod email;
mod gotify;
mod ntfy;
mod schema;
mod settings;
mod slack;
mod teams;
mod telegram;
mod webhook;

use std::time::Duration;

use url::Url;

use super::letter::Letter;
use super::outgoing::Outgoing;
use super::stored::Stored;
use crate::error::{BoxError, Result};
use crate::fields::{Field, Input, address_field};
use crate::sentence::Sentence;
pub(in crate::channels) use settings::Exposed;
pub use settings::Settings;

/// All of them, in the order in which the page offers them.
pub const ALL: &[&Kind] = &[
    &slack::KIND,
    &discord::KIND,
    &teams::KIND,
    &email::KIND,
    &telegram::KIND,
    &ntfy::KIND,
    &gotify::KIND,
    &webhook::KIND,
];

/// The names of all of them.
pub static IDS: [&str; ALL.len()] = {
    let mut ids = [""; ALL.len()];
    let mut at = 0;
    while at < ALL.len() {
        ids[at] = ALL[at].id;
        at += 1;
    }
    ids
};

/// A kind of channel.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the database, the API and metrics.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Where messages get to, in one sentence.
    pub about: &'static str,
    /// What it needs to be told. What is no secret is shown to the team as where the channel goes.
    pub fields: &'static [Field],
    /// Whether what is sent is signed with a secret that is made here.
    pub is_signed: bool,
    /// Looks at what its fields do not say by themselves.
    pub check: fn(&Settings) -> Result<()>,
    /// Writes a message for its receiver.
    pub render: fn(&Letter<'_>, &Stored) -> Result<Outgoing, BoxError>,
    /// Whether an answer repeats the message that was taken, written anew, so that nothing of it may be
    /// kept.
    pub repeats_message: bool,
    /// How long the receiver wants to be left alone, where the body of its answer alone says so.
    pub retry_after: fn(&str) -> Option<Duration>,
}

impl Kind {
    /// The field of the address that requests go to, where there is one.
    pub fn address_field(&self) -> Option<&'static Field> {
        address_field(self.fields)
    }

    /// The field of the mailboxes, where it goes by mail.
    pub fn mail_field(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.input == Input::Addresses)
    }
}

/// The kind with this name.
pub fn find(id: &str) -> Option<&'static Kind> {
    ALL.iter().copied().find(|kind| kind.id == id)
}

/// The names of those that go by mail, which reaches people where a chat does not.
pub fn by_mail() -> Vec<String> {
    let kinds = ALL.iter().filter(|kind| kind.mail_field().is_some());
    kinds.map(|kind| kind.id.to_owned()).collect()
}

/// The address that those alone enter who run the service themselves.
const fn own_server(usual: &'static str) -> Field {
    let field = Field::secret_url("server", words!("Address of the server")).optional();
    Field { default: usual, example: usual, ..field }
}

/// Whether a text has letters, digits, - and _ alone.
fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Refuses an address of a service that is none of its webhooks: what people take for one is often that
/// of a channel.
fn check_webhook(
    settings: &Settings,
    service: &str,
    is_webhook: fn(&Url) -> bool,
    rule: Sentence,
) -> Result<()> {
    let Some((field, url)) = settings.address() else { return Ok(()) };
    let below = url.host_str().and_then(|host| host.strip_suffix(service));
    let is_of_service = below.is_some_and(|below| below.is_empty() || below.ends_with('.'));
    match is_of_service && !is_webhook(&url) {
        true => Err(field.broken(rule)),
        false => Ok(()),
    }
}

/// Refuses what can stand in no header.
fn check_token(field: &Field, token: &str) -> Result<()> {
    match !token.is_empty() && token.chars().all(|c| c.is_ascii_graphic()) {
        true => Ok(()),
        false => {
            Err(field.broken(say!("must have only letters, digits and symbols, without spaces")))
        }
    }
}
