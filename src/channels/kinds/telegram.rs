//! A bot of Telegram. Source: core.telegram.org/bots/api, "sendMessage".

use std::time::Duration;

use serde_json::{Value, json};

use super::{Kind, Settings, is_word, own_server};
use crate::channels::letter::{Letter, html};
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::{BoxError, Result};
use crate::fields::Field;

const TOKEN: Field = Field::secret("token", words!("Token of the bot"))
    .about(words!("Message @BotFather in Telegram: /newbot creates a bot and shows its token."));
const CHAT_ID: Field = Field::line("chat_id", words!("Chat")).about(
    words!("A chat ID, such as -1001234567890, or @channel. Add the bot to the chat, then call getUpdates in the Bot API to find its ID."),
);
const SERVER: Field = own_server("https://api.telegram.org");
/// Characters of a token behind the bot's number.
const SHORTEST_TOKEN: usize = 20;

pub const KIND: Kind = Kind {
    id: "telegram",
    name: "Telegram",
    about: words!("Into a chat, by a bot of yours."),
    fields: &[TOKEN, CHAT_ID, SERVER],
    is_signed: false,
    check,
    render,
    repeats_message: true,
    retry_after,
};

fn check(settings: &Settings) -> Result<()> {
    let (bot, token) = settings.get(&TOKEN).split_once(':').unwrap_or_default();
    if bot.parse::<u64>().is_err() || token.len() < SHORTEST_TOKEN || !is_word(token) {
        return Err(TOKEN.broken(say!("must be a bot's token, such as 123456789:AA…")));
    }
    let chat_id = settings.get(&CHAT_ID);
    let is_channel =
        chat_id.strip_prefix('@').is_some_and(|name| !name.is_empty() && is_word(name));
    match is_channel || chat_id.parse::<i64>().is_ok() {
        true => Ok(()),
        false => Err(CHAT_ID.broken(say!("must be a chat's number or @channel"))),
    }
}

/// The message: the code as text that a tap copies, and a button that copies it.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
    let settings = &stored.settings;
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
        "chat_id": settings.get(&CHAT_ID),
        "text": lines.join("\n"),
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": true},
    });
    if let Some(code) = letter.code() {
        let button = json!({"text": format!("Copy {code}"), "copy_text": {"text": code}});
        body["reply_markup"] = json!({"inline_keyboard": [[button]]});
    }
    let path = format!("bot{}/sendMessage", settings.get(&TOKEN));
    Ok(Request::json_below(settings.get(&SERVER), &path, &body)?.into())
}

/// How long Telegram wants to be left alone, which it says in the body alone.
fn retry_after(answer: &str) -> Option<Duration> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    answer.pointer("/parameters/retry_after")?.as_u64().map(Duration::from_secs)
}
