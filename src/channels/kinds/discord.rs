//! Discord's webhooks. Source: Discord's developer documentation, "Execute Webhook".

use serde_json::{Value, json};
use url::Url;

use super::{Kind, Settings, check_webhook};
use crate::channels::letter::{Letter, shortened};
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::{BoxError, Result};
use crate::fields::Field;

const URL: Field = Field::secret_url("url", words!("Address of the webhook"))
    .about(words!(
        "In Discord: Edit Channel, “Integrations”, “Webhooks”, “New Webhook”, “Copy Webhook URL”."
    ))
    .example("https://discord.com/api/webhooks/…");

pub const KIND: Kind = Kind {
    id: "discord",
    name: "Discord",
    about: words!("Into a channel of a Discord server."),
    fields: &[URL],
    is_signed: false,
    check,
    render,
    repeats_message: false,
    retry_after: |_| None,
};

/// Characters of an embed's title.
const LONGEST_TITLE: usize = 255;

fn check(settings: &Settings) -> Result<()> {
    let is_webhook = |url: &Url| url.path().starts_with("/api/webhooks/");
    let rule = say!("is no webhook of Discord: https://discord.com/api/webhooks/…");
    check_webhook(settings, "discord.com", is_webhook, rule)
}

/// The message: one embed, with the code as its title.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
    let title = letter.title();
    let fields: Vec<Value> = letter
        .facts()
        .into_iter()
        .map(|(name, value)| json!({"name": name, "value": escaped(&value), "inline": true}))
        .collect();
    let body = json!({
        // What a notification on a phone shows.
        "content": escaped(&shortened(&title, LONGEST_TITLE)),
        "embeds": [{
            "title": escaped(&shortened(letter.code().unwrap_or(&title), LONGEST_TITLE)),
            "description": letter.text().map(|text| escaped(&text)),
            "url": letter.url(),
            "fields": fields,
        }],
        // Nothing in an SMS calls anybody.
        "allowed_mentions": {"parse": []},
    });
    Ok(Request::json(stored.settings.get(&URL), &body)?.into())
}

/// Without what Discord reads as markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\*_~`|>#[]()<@".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
