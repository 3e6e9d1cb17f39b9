//! E-mail over SMTP, where `SMTP_URL` is set.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;

use crate::config::Config;
use crate::error::{BoxError, chain};

const PATIENCE: Duration = Duration::from_secs(10);

/// Sends e-mail; clones share its connections.
#[derive(Clone)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// An e-mail as plain text and HTML. Not printable: it may hold a code.
pub struct Mail {
    /// Addresses.
    pub to: Vec<String>,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The same over all attempts, so that a mail that arrives twice is known as one.
    pub message_id: String,
}

/// What a mail server said of a mail that it took.
#[derive(Debug)]
pub struct Accepted {
    /// Its SMTP code.
    pub code: u16,
    /// Its words.
    pub text: String,
}

/// Why a mail was not taken.
#[derive(Debug)]
pub struct NotSent {
    /// The SMTP code, where the server gave one.
    pub code: Option<u16>,
    /// Whether another attempt would be refused too.
    pub is_permanent: bool,
    /// What the server said, or what kept it from being asked; never the password.
    pub text: String,
}

impl NotSent {
    fn permanent(error: &dyn std::error::Error) -> Self {
        Self { code: None, is_permanent: true, text: error.to_string() }
    }
}

/// Why no e-mail can be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// `SMTP_URL` can't be read; it may hold a password and is left out.
    #[error("SMTP_URL is not an SMTP URL; it looks like smtps://user:password@mail.example.com")]
    NotAUrl,
    /// `SMTP_FROM` is missing or no address.
    #[error(
        "SMTP_FROM must be the address that e-mail comes from, such as Codebell <codes@example.com>"
    )]
    NotAnAddress,
}

impl Mailer {
    /// The mailer of the settings; `None` where they name no server.
    pub fn new(config: &Config) -> Result<Option<Self>, MailError> {
        let Some(url) = &config.smtp_url else { return Ok(None) };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret());
        let transport = builder.map_err(|_| MailError::NotAUrl)?.timeout(Some(PATIENCE)).build();
        let from = config.smtp_from.as_deref().unwrap_or_default();
        let from = from.parse().map_err(|_| MailError::NotAnAddress)?;
        Ok(Some(Self { transport, from }))
    }

    /// Connects and signs in, and sends nothing.
    ///
    /// # Errors
    /// What the mail server said; never the password.
    pub async fn check(&self) -> Result<(), BoxError> {
        match tokio::time::timeout(PATIENCE, self.transport.test_connection()).await?? {
            true => Ok(()),
            false => Err("it closed the connection".into()),
        }
    }

    /// Sends a plain text.
    ///
    /// # Errors
    /// What the mail server said, for the log.
    pub async fn send(&self, to: &str, subject: &str, text: String) -> Result<(), BoxError> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(to.parse()?)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        tokio::time::timeout(PATIENCE, self.transport.send(message)).await??;
        Ok(())
    }
}

impl Mailer {
    /// Sends a mail to some of its addresses, all at once.
    ///
    /// # Errors
    /// What the mail server said.
    pub async fn send_with_html(&self, mail: &Mail, to: &[String]) -> Result<Accepted, NotSent> {
        let mut builder = Message::builder()
            .from(self.from.clone())
            .subject(&mail.subject)
            .message_id(Some(mail.message_id.clone()));
        for address in to {
            let address = address.parse().map_err(|error| NotSent::permanent(&error))?;
            builder = builder.to(Mailbox::new(None, address));
        }
        let both = MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone());
        let message = builder.multipart(both).map_err(|error| NotSent::permanent(&error))?;
        match self.transport.send(message).await {
            Ok(answer) => Ok(Accepted {
                code: answer.code().into(),
                text: answer.message().collect::<Vec<_>>().join("\n"),
            }),
            Err(error) => Err(NotSent {
                code: error.status().map(u16::from),
                is_permanent: error.is_permanent(),
                text: chain(&error),
            }),
        }
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer").field("from", &self.from).finish_non_exhaustive()
    }
}
