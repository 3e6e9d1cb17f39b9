//! Kinds of gateways: a file each with all that is its own, and one list.
//!
//! What a kind needs to be told is a list of fields: the API, the page's form and what may be shown
//! come from it.

mod http;
mod loopback;
mod settings;
mod sms_gate;
mod twilio;
mod websms;

use std::pin::Pin;

use uuid::Uuid;

use super::outcome::Outcome;
use super::wire::Wire;
use crate::auth::Reader;
use crate::error::Result;
use crate::fields::{Field, address_field};
use crate::otp::code::Code;
pub use settings::Settings;

/// All of them, in the order in which the page offers them.
pub const ALL: [&Kind; 5] =
    [&websms::KIND, &twilio::KIND, &sms_gate::KIND, &http::KIND, &loopback::KIND];

/// A kind of gateway.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the database and the API.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// What it needs to be told.
    pub fields: &'static [Field],
    /// The provider whose sources bring its receipts; empty: it has none.
    pub receipts_by: &'static str,
    /// Looks at what no single field shows.
    pub check: fn(&Settings) -> Result<()>,
    /// Asks it to send something, once.
    pub send: for<'a> fn(&'a Wire, &'a Settings, &'a Outbound<'a>) -> Sending<'a>,
}

/// A send on its way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

impl Kind {
    /// The field of the address that requests go to, where there is one.
    fn address_field(&self) -> Option<&'static Field> {
        address_field(self.fields)
    }
}

/// The kind with this name.
pub fn find(id: &str) -> Option<&'static Kind> {
    ALL.into_iter().find(|kind| kind.id == id)
}

/// The kinds whose receipts a provider's sources bring.
pub fn told_of_by(provider: &str) -> Vec<String> {
    let kinds = ALL.into_iter().filter(|kind| kind.receipts_by == provider);
    kinds.map(|kind| kind.id.to_owned()).collect()
}

/// Something to be sent. Not printable.
pub struct Outbound<'a> {
    /// Its id here, for gateways that take one.
    pub id: Uuid,
    /// The number in E.164.
    pub to: &'a str,
    /// Whose it is, where a member or program asked for it.
    pub reader: Option<&'a Reader>,
    /// What it says.
    pub content: Content<'a>,
}

/// What is sent.
pub enum Content<'a> {
    /// A code.
    Code(CodeContent<'a>),
    /// Any other text.
    Text(&'a str),
    /// One that is as good as a password.
    Secret(&'a str),
}

/// A code on its way.
pub struct CodeContent<'a> {
    pub code: &'a Code,
    /// Whether it was made here, so that a gateway may make one of its own instead.
    pub is_made_here: bool,
    /// Whose code it is.
    pub company: &'a str,
    /// What is said beside it.
    pub comment: Option<&'a str>,
    /// The site whose form takes it by itself.
    pub webotp_domain: Option<&'a str>,
    /// All of it as text, for gateways that write none of their own.
    pub text: &'a str,
}

impl Content<'_> {
    /// The SMS, where the gateway writes none of its own.
    pub fn text(&self) -> &str {
        match self {
            Self::Code(content) => content.text,
            Self::Text(text) | Self::Secret(text) => text,
        }
    }
}
