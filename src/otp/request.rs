//! What programs and members ask to be sent, checked field by field.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Host;
use utoipa::ToSchema;
use uuid::Uuid;

use super::code::{Code, DIGITS, USUAL_DIGITS};
use super::country::{self, Country};
use super::send::{Asker, CodeMessage, Draft, Message, send};
use super::text::Filling;
use super::{Purpose, Status, Wire, limits, text, texts};
use crate::audit::Action;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{GatewayId, SendId};

/// How long a code is good for, in seconds.
const TTL: std::ops::RangeInclusive<i64> = 60..=3600;
const USUAL_TTL: i64 = 300;
/// Characters of a company.
pub const LONGEST_COMPANY: usize = 40;
/// Characters of what is said beside a code.
const LONGEST_COMMENT: usize = 100;
/// Characters of an idempotency key.
const LONGEST_KEY: usize = 255;

/// A code to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendCode {
    /// The number, in E.164.
    #[schema(example = "+6421234567")]
    to: String,
    /// Whose code it is, 1 to 40 characters.
    #[schema(example = "MyApp")]
    company: String,
    /// The code, 4 to 8 digits; one is made where none is given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    code: Option<SecretString>,
    /// Digits of a code that is made, 4 to 8.
    #[serde(default)]
    #[schema(minimum = 4, maximum = 8, default = 6)]
    digits: Option<usize>,
    /// What is said beside the code, up to 100 characters.
    #[serde(default)]
    comment: Option<String>,
    /// How long the code is good for.
    #[serde(default)]
    #[schema(minimum = 60, maximum = 3600, default = 300)]
    ttl_seconds: Option<i64>,
    /// The host of the site whose form takes the code by itself.
    #[serde(default)]
    #[schema(example = "example.com")]
    webotp_domain: Option<String>,
    /// The language of the text, as BCP 47 writes it.
    #[serde(default)]
    #[schema(example = "en")]
    language: Option<String>,
    /// The only gateway that is asked, in place of all that serve the country.
    #[serde(default)]
    gateway: Option<GatewayId>,
}

/// A code that was sent; never the code itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentCode {
    /// The send's id, by which its code can be checked.
    #[schema(example = "0195f1c2-7a3b-7c4d-8e5f-60718293a4b5")]
    pub id: SendId,
    /// The number.
    #[schema(example = "+6421234567")]
    pub to: String,
    /// Until when the code is good.
    #[schema(example = "2026-01-31T12:05:00Z")]
    pub expires_at: DateTime<Utc>,
    /// What is known of it.
    #[schema(example = "accepted")]
    pub status: Status,
    /// When another one can be sent to the number.
    #[schema(example = "2026-01-31T12:00:30Z")]
    pub resend_after: DateTime<Utc>,
}

/// Sends a code that is checked here.
pub async fn send_code(
    wire: &Wire,
    caller: &Caller,
    request: SendCode,
    idempotency_key: Option<&str>,
) -> Result<SentCode> {
    let context = &wire.context;
    let once = idempotency_key.map(|key| once(context, caller, key, &request)).transpose()?;
    let draft = request.check(context, once).await?;
    let limits = limits::get(&context.pool).await?;
    let sent = send(wire, draft, Asker::caller(caller, Action::CodeSent)).await?;
    let missing = || Error::internal("a code without an end");
    Ok(SentCode {
        id: sent.id,
        to: sent.to,
        expires_at: sent.expires_at.ok_or_else(missing)?,
        status: sent.status,
        resend_after: sent.created_at + TimeDelta::seconds(limits.seconds_between.into()),
    })
}

/// Tries one gateway with a text of ours.
pub async fn send_test(
    wire: &Wire,
    caller: &Caller,
    gateway: GatewayId,
    to: &str,
) -> Result<SendId> {
    let (to, country) = check_recipient(to)?;
    let draft = Draft {
        purpose: Purpose::Test,
        to,
        country,
        company: None,
        language: None,
        message: Message::Text("This is a test from Codebell."),
        gateway: Some(gateway),
        once: None,
    };
    let sent = send(wire, draft, Asker::caller(caller, Action::GatewayTested)).await?;
    Ok(sent.id)
}

impl SendCode {
    async fn check(self, context: &Context, once: Option<(Vec<u8>, Vec<u8>)>) -> Result<Draft> {
        let (to, country) = check_recipient(&self.to)?;
        let company = check_line("company", &self.company, LONGEST_COMPANY)?;
        let comment = self.comment.filter(|comment| !comment.trim().is_empty());
        let comment =
            comment.map(|comment| check_line("comment", &comment, LONGEST_COMMENT)).transpose()?;
        let digits = self.digits.unwrap_or(USUAL_DIGITS);
        if !DIGITS.contains(&digits) {
            return Err(Error::invalid("digits", say!("must be from 4 to 8")));
        }
        let code = self.code.as_ref().map(|code| Code::given(code.expose_secret()));
        let is_made_here = code.is_none();
        let code = code.unwrap_or_else(|| Some(Code::random(digits)));
        let code =
            code.ok_or_else(|| Error::invalid("code", say!("must be 4 to 8 digits from 0 to 9")))?;
        let ttl_seconds = self.ttl_seconds.unwrap_or(USUAL_TTL);
        if !TTL.contains(&ttl_seconds) {
            return Err(Error::invalid("ttl_seconds", say!("must be from 60 to 3600")));
        }
        let webotp_domain = self.webotp_domain.as_deref().map(check_host).transpose()?;
        let language = self.language.as_deref().map(check_language).transpose()?;
        let wording = text::wording(language.as_deref());
        let own = texts::find(&context.pool, None, texts::For::Code, wording.language).await?;
        let filling = Filling {
            code: &code,
            company: &company,
            ttl_seconds,
            comment: comment.as_deref(),
            webotp_domain: webotp_domain.as_deref(),
        };
        let text = text::write(wording, own.as_deref(), &filling).into();
        Ok(Draft {
            purpose: Purpose::Code,
            to,
            country,
            company: Some(company),
            language: Some(wording.language.to_owned()),
            message: Message::Code(CodeMessage {
                code,
                is_made_here,
                ttl_seconds,
                comment,
                webotp_domain,
                text,
            }),
            gateway: self.gateway,
            once,
        })
    }
}

/// What makes two requests of a caller one, and what they have to have in common.
fn once(
    context: &Context,
    caller: &Caller,
    key: &str,
    request: &SendCode,
) -> Result<(Vec<u8>, Vec<u8>)> {
    let is_key =
        (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if !is_key {
        let rule = say!("must have 1 to 255 characters of ASCII, without spaces");
        return Err(Error::invalid("Idempotency-Key", rule));
    }
    let who: Uuid = match caller.reader().api_key_id {
        Some(id) => id.into(),
        None => caller.user_id.into(),
    };
    let body: SecretString = json!([
        request.to,
        request.company,
        request.code.as_ref().map(ExposeSecret::expose_secret),
        request.digits,
        request.comment,
        request.ttl_seconds,
        request.webotp_domain,
        request.language,
        request.gateway,
    ])
    .to_string()
    .into();
    let hash = |parts: &[&[u8]]| context.keys.keyed_hash(parts).to_vec();
    Ok((
        hash(&[b"key", who.as_bytes(), key.as_bytes()]),
        hash(&[b"body", body.expose_secret().as_bytes()]),
    ))
}

/// A number that something can be sent to.
pub fn check_recipient(to: &str) -> Result<(String, Option<Country>)> {
    country::recipient(to).ok_or_else(|| {
        let rule = say!("must be a phone number in international form, such as +6421234567");
        Error::invalid("to", rule)
    })
}

/// One line of text.
pub fn check_line(field: &'static str, text: &str, longest: usize) -> Result<String> {
    let text = text.trim();
    let is_line =
        (1..=longest).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    match is_line {
        true => Ok(text.to_owned()),
        false => {
            let rule = say!("must have 1 to {most} characters on one line", most = longest);
            Err(Error::invalid(field, rule))
        }
    }
}

/// A host alone, without scheme, port and path.
fn check_host(host: &str) -> Result<String> {
    let parsed = Host::parse(host).ok().filter(|_| host.is_ascii());
    match parsed {
        Some(Host::Domain(domain))
            if domain == host.to_ascii_lowercase() && !domain.ends_with('.') =>
        {
            Ok(domain)
        }
        _ => {
            Err(Error::invalid("webotp_domain", say!("must be a host alone, such as example.com")))
        }
    }
}

/// A language as BCP 47 writes it.
pub fn check_language(language: &str) -> Result<String> {
    let language = language.trim();
    let is_language = (2..=35).contains(&language.len())
        && language.split(['-', '_']).all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    match is_language {
        true => Ok(language.to_owned()),
        false => Err(Error::invalid(
            "language",
            say!("must be a language of BCP 47, such as en or pt-BR"),
        )),
    }
}
