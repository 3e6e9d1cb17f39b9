//! Sends one delivery once, and says what came of it without any secret in it.

use std::time::{Duration, Instant};

use http_body_util::BodyExt;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::{Client, Response};
use secrecy::{ExposeSecret, SecretString};

use super::answer::{self, Verdict};
use crate::channels::Stored;
use crate::channels::kinds::Kind;
use crate::channels::letter::{Letter, shortened};
use crate::channels::outgoing::{Outgoing, Request};
use crate::context::Context;
use crate::delivery::state::Reason;
use crate::egress::{PATIENCE, Refused};
use crate::error::{causes, chain};
use crate::mail::{Accepted, Mail, NotSent};

/// How long an attempt may take in all: [`PATIENCE`] until its answer begins, and a moment for the rest.
const LONGEST: Duration = Duration::from_secs(PATIENCE.as_secs() + 1);
/// How long is waited for the rest of an answer that has begun.
const REST: Duration = Duration::from_millis(500);
/// Bytes of an answer that are read.
const LARGEST_ANSWER: usize = 16 << 10;
/// Characters of an answer that are kept.
const LONGEST_ANSWER: usize = 1000;
/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// What came of an attempt.
pub struct Outcome {
    /// What is done about it.
    pub verdict: Verdict,
    /// Why it is not delivered.
    pub reason: Option<Reason>,
    /// The same in words.
    pub detail: Option<String>,
    /// The receiver's status.
    pub status: Option<u16>,
    /// The beginning of its answer.
    pub answer: Option<String>,
    /// What was sent, without secrets.
    pub request: String,
    /// How long the receiver wants to be left alone.
    pub retry_after: Option<Duration>,
    /// How long it took.
    pub duration: Duration,
}

impl Outcome {
    /// Nothing is sent.
    pub fn given_up(reason: Reason, detail: &str) -> Self {
        Self::failed(Verdict::Refused, reason, detail)
    }

    fn failed(verdict: Verdict, reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            verdict,
            reason: Some(reason),
            detail: Some(detail.into()),
            status: None,
            answer: None,
            request: String::new(),
            retry_after: None,
            duration: Duration::ZERO,
        }
    }
}

/// Renders and sends a delivery, in [`PATIENCE`] at most.
pub async fn send(context: &Context, stored: &Stored, letter: &Letter<'_>) -> Outcome {
    let started = Instant::now();
    let kind = stored.settings.kind();
    let mut secrets = stored.settings.secrets();
    secrets.extend(stored.signing_secrets(letter.now).into_iter().cloned());
    let (mut outcome, request) = match (kind.render)(letter, stored) {
        Ok(outgoing) => {
            let request = describe(&outgoing);
            let sent = tokio::time::timeout(LONGEST, deliver(context, kind, &outgoing)).await;
            (sent.unwrap_or_else(|_| late()), request)
        }
        // Its settings were checked when they were stored, by a version that knew less or more.
        Err(error) => {
            let detail = format!("the channel's settings can't be used: {error}; enter them again");
            (Outcome::given_up(Reason::ChannelUnreadable, &detail), String::new())
        }
    };
    outcome.duration = started.elapsed();
    outcome.request = redacted(request, &secrets);
    secrets.extend(letter.payload.secrets().into_iter().map(SecretString::from));
    if kind.repeats_message && outcome.verdict == Verdict::Delivered && !letter.is_test() {
        outcome.answer = None;
    }
    outcome.detail = outcome.detail.map(|detail| redacted(detail, &secrets));
    outcome.answer = outcome
        .answer
        .map(|answer| shortened(&redacted(answer, &secrets), LONGEST_ANSWER))
        .filter(|answer| !answer.trim().is_empty());
    outcome
}

async fn deliver(context: &Context, kind: &Kind, outgoing: &Outgoing) -> Outcome {
    match outgoing {
        Outgoing::Http(request) => match context.egress.client_for(&request.url) {
            Ok(client) => post(client, request, kind, context.clock.now().timestamp()).await,
            Err(refused) => address_refused(&refused),
        },
        Outgoing::Mail(mail) => mail_out(context, mail).await,
    }
}

async fn post(client: &Client, request: &Request, kind: &Kind, now: i64) -> Outcome {
    let started = Instant::now();
    let mut answer = post_once(client, request, None, PATIENCE).await;
    if let (Ok(refused), Some(instead)) = (&answer, &request.instead)
        && answer::verdict(refused.status().as_u16()) == Verdict::Refused
    {
        let rest = PATIENCE.saturating_sub(started.elapsed());
        answer = post_once(client, request, Some(instead), rest).await;
    }
    match answer {
        Ok(answer) => read(answer, kind, now).await,
        Err(error) if error.is_timeout() => late(),
        Err(error) => {
            let refused = causes(&error).find_map(|cause| cause.downcast_ref::<Refused>());
            match refused {
                Some(refused @ Refused::Private(_)) => address_refused(refused),
                Some(refused) => {
                    Outcome::failed(Verdict::Later, Reason::Unreachable, refused.to_string())
                }
                None => {
                    let detail = format!("can't be reached: {}", chain(&error.without_url()));
                    Outcome::failed(Verdict::Later, Reason::Unreachable, detail)
                }
            }
        }
    }
}

/// The receiver did not answer in time.
fn late() -> Outcome {
    let detail = format!("no answer within {} s", PATIENCE.as_secs());
    Outcome::failed(Verdict::Later, Reason::Timeout, detail)
}

async fn post_once(
    client: &Client,
    request: &Request,
    instead: Option<&(&'static str, String)>,
    patience: Duration,
) -> Result<Response, reqwest::Error> {
    let post = client.post(request.url.clone()).timeout(patience);
    let mut post = post.header(CONTENT_TYPE, "application/json");
    for (name, value) in &request.headers {
        let value = instead.filter(|(other, _)| other == name).map_or(value, |(_, value)| value);
        post = post.header(*name, value);
    }
    for (name, value) in &request.secret_headers {
        post = post.header(*name, value.expose_secret());
    }
    post.body(request.body.clone()).send().await
}

/// What the receiver answered.
async fn read(answer: Response, kind: &Kind, now: i64) -> Outcome {
    let status = answer.status().as_u16();
    let header = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let retry_after = header.and_then(|header| answer::retry_after(header, now));
    let text = text(answer).await;
    let verdict = answer::verdict(status);
    let (reason, detail) = match verdict {
        Verdict::Delivered => (None, None),
        Verdict::Gone => (Some(Reason::Gone), Some("answered 410: it is no more".to_owned())),
        Verdict::Refused => (Some(Reason::Refused), Some(format!("answered {status}"))),
        Verdict::Later if (300..400).contains(&status) => {
            let detail = format!("answered {status}: redirects are not followed");
            (Some(Reason::ReceiverFailed), Some(detail))
        }
        Verdict::Later => (Some(Reason::ReceiverFailed), Some(format!("answered {status}"))),
    };
    Outcome {
        verdict,
        reason,
        detail,
        status: Some(status),
        retry_after: retry_after.or_else(|| (kind.retry_after)(&text)),
        answer: Some(text),
        request: String::new(),
        duration: Duration::ZERO,
    }
}

/// The beginning of an answer. One that ends too early or late has been given all the same.
async fn text(answer: Response) -> String {
    let mut body = reqwest::Body::from(answer);
    let mut bytes = Vec::new();
    let read = async {
        while let Some(Ok(frame)) = body.frame().await {
            bytes.extend(frame.data_ref().map(AsRef::<[u8]>::as_ref).unwrap_or_default());
            if bytes.len() >= LARGEST_ANSWER {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(REST, read).await;
    bytes.truncate(LARGEST_ANSWER);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn address_refused(refused: &Refused) -> Outcome {
    Outcome::failed(Verdict::Refused, Reason::AddressRefused, format!("its address {refused}"))
}

/// Sends a mail to all its addresses at once, or one by one where the server refuses that for good: a
/// mailbox that is gone keeps the mail from no other.
async fn mail_out(context: &Context, mail: &Mail) -> Outcome {
    let Some(mailer) = &context.mailer else {
        let detail = "there is no mail server: set SMTP_URL and SMTP_FROM";
        return Outcome::failed(Verdict::Later, Reason::Unreachable, detail);
    };
    let refused = match mailer.send_with_html(mail, &mail.to).await {
        Ok(accepted) => return taken(accepted, None),
        Err(refused) => refused,
    };
    if !refused.is_permanent || mail.to.len() == 1 {
        return not_taken(&refused);
    }
    let mut missing = Vec::new();
    let mut answer = None;
    for address in &mail.to {
        match mailer.send_with_html(mail, std::slice::from_ref(address)).await {
            Ok(accepted) => answer = Some(accepted),
            Err(_) => missing.push(address.as_str()),
        }
    }
    match answer {
        Some(accepted) => taken(accepted, Some(format!("not taken for {}", missing.join(", ")))),
        None => not_taken(&refused),
    }
}

fn taken(accepted: Accepted, detail: Option<String>) -> Outcome {
    Outcome {
        verdict: Verdict::Delivered,
        reason: None,
        detail,
        status: Some(accepted.code),
        answer: Some(accepted.text),
        request: String::new(),
        retry_after: None,
        duration: Duration::ZERO,
    }
}

fn not_taken(refused: &NotSent) -> Outcome {
    let (verdict, reason) = match (refused.is_permanent, refused.code) {
        (true, _) => (Verdict::Refused, Reason::Refused),
        (false, Some(_)) => (Verdict::Later, Reason::ReceiverFailed),
        (false, None) => (Verdict::Later, Reason::Unreachable),
    };
    let detail = format!("the mail server: {}", refused.text);
    Outcome { status: refused.code, ..Outcome::failed(verdict, reason, detail) }
}

/// What is sent, for people; secrets are taken out of it later.
fn describe(outgoing: &Outgoing) -> String {
    match outgoing {
        Outgoing::Http(request) => {
            let mut lines = vec![
                // The path may be the secret.
                format!("POST {}/…", request.url.origin().ascii_serialization()),
                "content-type: application/json".to_owned(),
            ];
            lines.extend(request.headers.iter().map(|(name, value)| format!("{name}: {value}")));
            let secret = request.secret_headers.iter();
            lines.extend(secret.map(|(name, _)| format!("{name}: {REDACTED}")));
            lines.push(String::new());
            lines.push(request.body.clone());
            lines.join("\n")
        }
        Outgoing::Mail(mail) => {
            format!("To: {}\nSubject: {}\n\n{}", mail.to.join(", "), mail.subject, mail.text)
        }
    }
}

/// The text without secrets, and without what PostgreSQL has no place for.
fn redacted(text: String, secrets: &[SecretString]) -> String {
    let text = if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text };
    let secrets = secrets.iter().map(ExposeSecret::expose_secret);
    secrets.filter(|secret| !secret.is_empty()).fold(text, |text, secret| {
        if text.contains(secret) { text.replace(secret, REDACTED) } else { text }
    })
}
