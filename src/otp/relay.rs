//! Codes and invitations of other systems, which have them sent through a source.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};

use super::code::Code;
use super::request::{LONGEST_COMPANY, check_recipient};
use super::send::{Asker, CodeMessage, Draft, Message, send};
use super::text::{self, Filling};
use super::texts::{self, Brand, For};
use super::{Purpose, Status, Wire};
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::id::SourceId;

/// What is older is not sent any more, and what is further ahead is from a wrong clock.
const LATEST: TimeDelta = TimeDelta::minutes(10);
/// How long such a code is good for.
const TTL_SECONDS: i64 = 600;
/// Characters of an invitation.
const LONGEST_MESSAGE: usize = 1000;

/// Something that another system has sent. Not printable.
pub struct Relay {
    /// The number, as it was written.
    pub to: String,
    /// When it was made.
    pub issued_at: DateTime<Utc>,
    /// Who it is for, by the other system's id; with what is sent, what makes it the same when it comes
    /// twice.
    pub recipient_id: String,
    /// What is sent.
    pub content: Relayed,
}

/// What another system has sent. Not printable.
pub enum Relayed {
    /// A code of its own.
    Code(SecretString),
    /// An invitation.
    Invitation {
        /// Its text.
        message: String,
        /// The address that it leads to, which is as good as a password.
        url: SecretString,
    },
}

impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Relay")
    }
}

/// Sends something for a source, and returns once a gateway has it. The same once more is not sent
/// again and gets the first one's answer.
pub async fn relay(
    wire: &Wire,
    source_id: SourceId,
    source_name: &str,
    entry: Entry,
    relay: Relay,
) -> Result<()> {
    let context = &wire.context;
    let age = context.clock.now() - relay.issued_at;
    if age.abs() > LATEST {
        let seconds = age.num_seconds();
        return Err(Error::BadRequest(say!(
            "The field timestamp is {seconds} s old; 600 s are tolerated. Is a clock wrong?",
            seconds
        )));
    }
    let (to, country) = check_recipient(&relay.to)
        .map_err(|_| Error::BadRequest(say!("The field phone_number is no phone number.")))?;
    let brand = texts::find_brand(&context.pool, source_id).await?;
    let brand = brand.unwrap_or_else(|| Brand {
        company: source_name.chars().take(LONGEST_COMPANY).collect(),
        language: "en".to_owned(),
    });
    let source: uuid::Uuid = source_id.into();
    let (purpose, secret, message) = match relay.content {
        Relayed::Code(secret) => {
            let code = Code::given(secret.expose_secret())
                .ok_or_else(|| Error::BadRequest(say!("The field otp is not 4 to 8 digits.")))?;
            let wording = text::wording(Some(&brand.language));
            let own =
                texts::find(&context.pool, Some(source_id), For::Code, wording.language).await?;
            let filling = Filling {
                code: &code,
                company: &brand.company,
                ttl_seconds: TTL_SECONDS,
                comment: None,
                webotp_domain: None,
            };
            let text = text::write(wording, own.as_deref(), &filling).into();
            let message = CodeMessage {
                code,
                is_made_here: false,
                ttl_seconds: TTL_SECONDS,
                comment: None,
                webotp_domain: None,
                text,
            };
            (Purpose::Relay, secret, Message::Code(message))
        }
        Relayed::Invitation { message, url } => {
            let own = texts::find(&context.pool, Some(source_id), For::Invitation, &brand.language);
            let text =
                texts::write_invitation(own.await?.as_deref(), &message, url.expose_secret());
            if text.chars().count() > LONGEST_MESSAGE {
                return Err(Error::BadRequest(say!("The field message is too long.")));
            }
            (Purpose::Text, url, Message::Secret(text.into()))
        }
    };
    let once = context.keys.keyed_hash(&[
        b"relay",
        source.as_bytes(),
        relay.recipient_id.as_bytes(),
        secret.expose_secret().as_bytes(),
    ]);
    let draft = Draft {
        purpose,
        to,
        country,
        company: Some(brand.company),
        language: Some(brand.language),
        message,
        gateway: None,
        once: Some((once.to_vec(), Vec::new())),
    };
    let asker = Asker {
        user_id: None,
        api_key_id: None,
        source_id: Some(source_id),
        reader: None,
        network: None,
        entry,
    };
    let sent = send(wire, draft, asker).await.map_err(|error| match error {
        // Which gateways there are is nothing that another system has to know.
        Error::BadGateway(_) => Error::BadGateway(say!("No gateway took it; nothing was sent.")),
        other => other,
    });
    match sent?.status {
        Status::Sending | Status::Unknown | Status::Refused => Err(Error::BadGateway(say!(
            "The gateway didn't confirm it; the message may have been sent."
        ))),
        Status::Accepted
        | Status::Queued
        | Status::Delivered
        | Status::Failed
        | Status::Blocked => Ok(()),
    }
}
