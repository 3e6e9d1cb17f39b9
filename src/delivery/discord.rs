//! Discord's webhooks. Source: Discord's developer documentation, "Execute Webhook".

use serde_json::{Value, json};

use super::outgoing::Request;
use super::payload::{Letter, shortened};
use crate::error::BoxError;

/// Characters of an embed's title.
const LONGEST_TITLE: usize = 255;

/// The message: one embed, with the code as its title.
pub fn render(letter: &Letter<'_>, url: &str) -> Result<Request, BoxError> {
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
    Request::json(url, &body)
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
