//! Webhooks in: a provider's request becomes events.
//!
//! A provider is a pure function of the request, the endpoint's settings and the time, and what people
//! are told who connect it. Nothing here stores a message.

pub mod endpoints;
mod generic;
pub mod guide;
pub mod http;
mod joltsms;
mod news;
pub mod payload;
pub mod presets;
mod receivesms;
pub mod sample;
mod sealroute;
pub mod setup;
pub mod signature;
mod websms;

use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use secrecy::SecretSlice;
use serde_json::Value;

use crate::messages::Incoming;
use crate::notices::NoticeKind;
use crate::numbers::PhoneNumber;
use crate::otp::{Receipt, Relay};
use crate::sources::arrivals::Reason;
pub use generic::{Fields, ReceiptFields};
use guide::Guide;
use payload::Unmapped;
use signature::{Refusal, Scheme};

/// All providers, by the name that sources carry.
pub const PROVIDERS: [Provider; 5] = [
    joltsms::PROVIDER,
    receivesms::PROVIDER,
    websms::PROVIDER,
    sealroute::PROVIDER,
    generic::PROVIDER,
];

/// A kind of sender of webhooks.
#[derive(Debug)]
pub struct Provider {
    /// The name in settings, the database and the API.
    pub id: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// What the page's wizard tells of it.
    pub guide: Guide,
    /// How it signs unless the source says otherwise; `None`: it does not, so that the address
    /// itself must be a secret.
    pub scheme: Option<fn() -> Scheme>,
    /// Whether what it posts is sent on: none of it is kept then, also where it can't be read.
    pub relays: bool,
    /// Reads an authentic body.
    pub parse: fn(&[u8], &Endpoint) -> Result<Vec<Event>, Unmapped>,
    /// Writes a body as the provider would, for the simulator and tests.
    pub sample: fn(&Sample, &Endpoint) -> String,
}

impl Provider {
    /// How a source of this provider signs: its `own` way where it has one, else the provider's.
    ///
    /// # Errors
    /// Why the source's own can't be a scheme.
    pub fn scheme_of(&self, own: Option<&Value>) -> Result<Option<Scheme>, String> {
        match own {
            Some(own) => Scheme::parse(own.clone()).map(Some),
            None => Ok(self.scheme.map(|scheme| scheme())),
        }
    }
}

/// The provider with this name.
pub fn provider(id: &str) -> Option<&'static Provider> {
    const { &PROVIDERS }.iter().find(|provider| provider.id == id)
}

/// A message to be written as a provider would post it.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The provider's id of the message.
    pub id: u64,
    /// Who sent the SMS.
    pub from: String,
    /// The number that received it.
    pub to: String,
    pub text: String,
    /// When the provider received it.
    pub received_at: DateTime<Utc>,
}

/// A source as its webhooks need it.
#[derive(Debug)]
pub struct Endpoint {
    /// How requests are signed; `None`: they are not.
    pub scheme: Option<Scheme>,
    /// The keys that may have signed, decoded.
    pub secrets: Vec<SecretSlice<u8>>,
    /// How far a signed timestamp may be from now, in seconds.
    pub tolerance_seconds: i64,
    /// Where the fields of a generic body are.
    pub fields: Fields,
    /// The recipient of messages that name none, where the source has one.
    pub default_number: Option<PhoneNumber>,
    /// The recipient of all others that can't be read; no other source has it.
    pub own_number: PhoneNumber,
}

/// A request as it came. Not printable: the body may hold a code.
pub struct Request<'a> {
    pub headers: &'a HeaderMap,
    /// The URL as the provider was given it, with the query.
    pub url: &'a str,
    /// The body, untouched.
    pub body: &'a [u8],
    /// When it came.
    pub now: DateTime<Utc>,
}

/// What a provider tells.
#[derive(Debug)]
pub enum Event {
    /// A message came in.
    Message(Incoming),
    /// What became of a message that went out.
    Receipt(ReceiptEvent),
    /// Something that is to be sent for somebody else.
    Relay(Relay),
    /// Something about the account or a number, by the provider's name for it.
    Notice {
        /// Such as `number.expiring.7d`.
        event: String,
        /// What people have to know of it.
        news: Option<News>,
    },
    /// The provider tries whether the address answers.
    Handshake,
}

/// What a provider tells of a message that went out.
#[derive(Debug)]
pub struct ReceiptEvent {
    /// The provider's id of the message, where it names one.
    pub message_id: Option<String>,
    /// What became of it, where that is known.
    pub receipt: Option<Receipt>,
    /// The provider's word for it.
    pub status: String,
}

/// Something that a provider tells and that people have to know.
#[derive(Debug)]
pub struct News {
    /// What it is.
    pub kind: NoticeKind,
    /// The number that it is about.
    pub number: Option<PhoneNumber>,
    /// In how many days, of a number that ends.
    pub days: Option<u32>,
    /// The provider's id of the event.
    pub id: Option<String>,
    /// The provider's own words.
    pub text: Option<String>,
}

/// Why a request brings no events.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// It may not be from the provider.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It is from the provider and can't be read.
    #[error(transparent)]
    Unmapped(#[from] Unmapped),
}

impl Rejection {
    /// The same for programs.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Refused(Refusal::HeaderMissing(_)) => Reason::HeaderMissing,
            Self::Refused(Refusal::HeaderMalformed(_)) => Reason::HeaderMalformed,
            Self::Refused(Refusal::Mismatch) => Reason::SignatureMismatch,
            Self::Refused(Refusal::Stale { .. }) => Reason::StaleTimestamp,
            Self::Unmapped(Unmapped::NotJson) => Reason::NotJson,
            Self::Unmapped(Unmapped::Field(_)) => Reason::FieldMissing,
        }
    }
}

/// Checks that a request is authentic and reads it.
pub fn receive(
    provider: &Provider,
    endpoint: &Endpoint,
    request: &Request<'_>,
) -> Result<Vec<Event>, Rejection> {
    if let Some(scheme) = &endpoint.scheme {
        signature::verify(scheme, &endpoint.secrets, endpoint.tolerance_seconds, request)?;
    }
    Ok((provider.parse)(request.body, endpoint)?)
}
