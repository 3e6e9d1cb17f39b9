//! A bot of Telegram. Source: core.telegram.org/bots/api, "sendMessage".

use std::time::Duration;

use serde_json::{Value, json};

use super::outgoing::Request;
use super::payload::{Letter, html};
use crate::error::BoxError;

/// The message: the code as text that a tap copies, and a button that copies it.
pub fn render(
    letter: &Letter<'_>,
    token: &str,
    chat_id: &str,
    server: &str,
) -> Result<Request, BoxError> {
    let mut lines = vec![format!("<b>{}</b>", html(&letter.title()))];
    if let Some(code) = letter.code() {
        lines.push(format!("<code>{}</code>", html(code)));
    }
    if let Some(text) = letter.text() {
        lines.push(html(&text));
    }
    for (name, value) in letter.facts() {
        lines.push(format!("{name}: {}", html(&value)));
    }
    lines.push(format!("<a href=\"{}\">{}</a>", html(&letter.url()), letter.link_words()));
    let mut body = json!({
        "chat_id": chat_id,
        "text": lines.join("\n"),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": true},
    });
    if let Some(code) = letter.code() {
        let button = json!({"text": format!("Copy {code}"), "copy_text": {"text": code}});
        body["reply_markup"] = json!({"inline_keyboard": [[button]]});
    }
    Request::json_below(server, &format!("bot{token}/sendMessage"), &body)
}

/// How long Telegram wants to be left alone, which it says in the body alone.
pub fn retry_after(answer: &str) -> Option<Duration> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    answer.pointer("/parameters/retry_after")?.as_u64().map(Duration::from_secs)
}
