//! WebSMS Connexus (New Zealand).
//!
//! Source: websms.co.nz/api/connexus, and the clients that WebSMS publishes for four languages: a token
//! is kept until 5 minutes before its end, and a 401 is answered by a new one, once.

use chrono::TimeDelta;
use secrecy::ExposeSecret;
use serde_json::Value;

use super::{Content, Kind, Outbound, Sending, Settings};
use crate::fields::{Field, below};
use crate::otp::code::Code;
use crate::otp::gateways::outcome::{Accepted, Answer, Outcome};
use crate::otp::gateways::tokens::{Fetched, Token};
use crate::otp::gateways::wire::Wire;
use crate::pointer::find_text;

/// Where the API is.
const USUAL_SERVER: &str = "https://websms.co.nz/api/connexus";
/// How long a token is good for where the answer does not say, in seconds.
const USUAL_EXPIRY: i64 = 86_400;
/// No token is believed to be good for longer.
const LONGEST_EXPIRY: i64 = 10 * 365 * 86_400;
/// Words by which the API says no with a status that says yes.
const REFUSALS: [&str; 8] =
    ["error", "failed", "failure", "fail", "rejected", "invalid", "denied", "blocked"];

pub const KIND: Kind = Kind {
    id: "websms",
    name: "WebSMS Connexus",
    about: words!("Sends codes through WebSMS, which writes the text."),
    fields: &[
        Field::line("client_id", words!("Client ID")).about(words!("From Members Area, API Keys")),
        Field::secret("client_secret", words!("Client secret")),
        Field::choice("code_by", words!("Who makes codes"), &["codebell", "websms"])
            .about(words!("Codes supplied by an application are sent unchanged")),
        Field::url("server", words!("API address"), USUAL_SERVER),
    ],
    receipts_by: "websms",
    check: |_| Ok(()),
    send: |wire, settings, outbound| -> Sending<'_> { Box::pin(send(wire, settings, outbound)) },
};

async fn send(wire: &Wire, settings: &Settings, outbound: &Outbound<'_>) -> Outcome {
    let to = outbound.to.trim_start_matches('+');
    let is_theirs = match &outbound.content {
        Content::Code(content) => content.is_made_here && settings.get("code_by") == "websms",
        Content::Text(_) | Content::Secret(_) => false,
    };
    let (path, form) = match &outbound.content {
        Content::Text(text) | Content::Secret(text) => {
            ("sms/out", vec![("to", to), ("body", *text)])
        }
        Content::Code(content) => {
            let given = (!is_theirs).then(|| content.code.digits());
            let more = [
                ("msgCode", given),
                ("msgComment", content.comment),
                ("webOtpDomain", content.webotp_domain),
            ];
            let more = more.into_iter().filter_map(|(name, value)| Some((name, value?)));
            (
                "sms/otp",
                [("to", to), ("msgCompany", content.company)].into_iter().chain(more).collect(),
            )
        }
    };
    let mut refused = None;
    loop {
        let token = match token(wire, settings, refused.as_ref()).await {
            Ok(token) => token,
            Err(outcome) => return outcome,
        };
        let url = below(settings.get("server"), path);
        let answer =
            wire.post(url, |request| request.bearer_auth(token.bearer.expose_secret()).form(&form));
        match answer.await {
            Err(outcome) => return outcome,
            Ok(answer) if answer.status == 401 && refused.is_none() => refused = Some(token),
            Ok(answer) => {
                let outcome = read(&answer, outbound, is_theirs);
                let bearer = [token.bearer.expose_secret().to_owned()];
                // A code of theirs is not known where they say no.
                let answer = outcome.answer.filter(|_| !is_theirs);
                return Outcome { answer, ..outcome }.redacted(outbound, &bearer);
            }
        }
    }
}

/// The token that is kept, or another one.
async fn token(
    wire: &Wire,
    settings: &Settings,
    refused: Option<&Token>,
) -> Result<Token, Outcome> {
    let server = settings.get("server");
    let (client_id, client_secret) = (settings.get("client_id"), settings.get("client_secret"));
    let fetch = async || {
        let form = [("client_id", client_id), ("client_secret", client_secret)];
        let answer = wire.post(below(server, "auth/token"), |request| request.form(&form)).await;
        // Whatever went wrong with the token: no message was sent yet.
        let answer = answer.map_err(|outcome| {
            Outcome::not_sent(format!("gave no token: {}", outcome.detail.unwrap_or_default()))
        })?;
        fetched(&answer).ok_or_else(|| {
            let hint = match answer.status {
                400 | 401 | 403 => ": are client id and secret right?",
                _ => "",
            };
            Outcome::not_sent(format!("gave no token: answered {}{hint}", answer.status))
        })
    };
    let clock = &wire.context.clock;
    wire.tokens.get(clock, &["websms", server, client_id, client_secret], refused, fetch).await
}

fn fetched(answer: &Answer) -> Option<Fetched> {
    let body = answer.json().filter(|_| answer.failure().is_none())?;
    let bearer = body.get("access_token")?.as_str().filter(|bearer| !bearer.is_empty())?;
    let expires_in = find_text(&body, "/expires_in").and_then(|text| text.parse().ok());
    let seconds: i64 = expires_in.unwrap_or(USUAL_EXPIRY);
    let expires_in = TimeDelta::seconds(seconds.clamp(0, LONGEST_EXPIRY));
    Some(Fetched { bearer: bearer.to_owned().into(), expires_in })
}

/// What an answer to a send means. That a code was sent is said by the status `success` with a code.
fn read(answer: &Answer, outbound: &Outbound<'_>, is_theirs: bool) -> Outcome {
    if let Some(outcome) = answer.failure() {
        return outcome;
    }
    let Some(body) = answer.json().filter(Value::is_object) else {
        return answer.unclear("without JSON");
    };
    let status = find_text(&body, "/status").unwrap_or_default().to_lowercase();
    if body.get("success") == Some(&Value::Bool(false)) || REFUSALS.contains(&status.as_str()) {
        return Outcome::not_sent("says that it was not sent").with(answer);
    }
    let message_id = find_text(&body, "/message_id");
    match &outbound.content {
        Content::Code(_) => match find_text(&body, "/code").as_deref().and_then(Code::given) {
            Some(code) if status == "success" => {
                let code = is_theirs.then_some(code);
                Outcome::accepted(Accepted { message_id, code, is_delivered: false })
            }
            Some(_) => answer.unclear("without the status success"),
            None => answer.unclear("without a code"),
        },
        _ if ["success", "accepted"].contains(&status.as_str()) => {
            Outcome::accepted(Accepted { message_id, ..Accepted::default() })
        }
        Content::Text(_) | Content::Secret(_) => answer.unclear("without the status accepted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::otp::gateways::outcome::Verdict;

    fn verdict(status: u16, text: &str) -> &'static str {
        let content = Content::Text("Hello");
        let code = Code::given("482174").expect("a code");
        let content_of_code = Content::Code(super::super::CodeContent {
            code: &code,
            is_made_here: true,
            company: "MyApp",
            comment: None,
            webotp_domain: None,
            text: "",
        });
        let read_as = |content| {
            let outbound =
                Outbound { id: uuid::Uuid::nil(), to: "+6421234567", reader: None, content };
            let answer = Answer { status, says_when: false, text: text.to_owned() };
            read(&answer, &outbound, true).verdict
        };
        match (read_as(content_of_code), read_as(content)) {
            (Verdict::Accepted(accepted), _) => {
                assert_eq!(accepted.code.expect("a code").digits(), "482174");
                "accepted"
            }
            (Verdict::NotSent, Verdict::NotSent) => "not sent",
            (Verdict::Unknown, Verdict::Accepted(_)) => "unknown of a code",
            (Verdict::Unknown, _) => "unknown",
            (Verdict::NotSent, _) => "differs",
        }
    }

    #[test]
    fn only_success_with_a_code_is_a_code_that_was_sent() {
        let success = r#"{"status":"success","message_id":"77","to":"6421234567","from":"552","code":"482174","parts":1}"#;
        assert_eq!(verdict(200, success), "accepted");
        assert_eq!(verdict(200, &success.replace(r#""482174""#, "482174")), "accepted");
        assert_eq!(verdict(200, r#"{"status":"success","message_id":"77"}"#), "unknown of a code");
        assert_eq!(verdict(200, r#"{"status":"accepted","code":"482174"}"#), "unknown of a code");
        assert_eq!(verdict(200, r#"{"status":"pending"}"#), "unknown");
        for text in ["", "<html>", "[]", "null", "\"success\""] {
            assert_eq!(verdict(200, text), "unknown", "{text}");
        }
    }

    #[test]
    fn a_no_in_any_form_means_that_nothing_was_sent() {
        for status in [400, 401, 403, 404, 422, 429] {
            assert_eq!(verdict(status, r#"{"status":"success","code":"482174"}"#), "not sent");
        }
        assert_eq!(verdict(200, r#"{"status":"error","error":"insufficient funds"}"#), "not sent");
        assert_eq!(verdict(200, r#"{"success":false}"#), "not sent");
        for status in [303, 408, 409, 500, 502, 503, 504] {
            assert_eq!(verdict(status, "{}"), "unknown", "{status}");
        }
    }
}
