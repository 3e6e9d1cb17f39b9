//! An application of Gotify. Source: gotify.net/docs/pushmsg and /docs/msgextras.

use serde_json::json;

use super::outgoing::Request;
use super::payload::Letter;
use crate::error::BoxError;

/// Above 7 the apps make a sound and show it on top.
const HIGH: u8 = 8;

/// The message: the code is in its title.
pub fn render(letter: &Letter<'_>, server: &str, token: &str) -> Result<Request, BoxError> {
    let facts = letter.facts().into_iter().map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> = letter.text().into_iter().chain(facts).collect();
    let body = json!({
        "title": letter.title(),
        "message": lines.join("\n"),
        "priority": HIGH,
        "extras": {"client::notification": {"click": {"url": letter.url()}}},
    });
    let mut request = Request::json_below(server, "message", &body)?;
    request.headers.push(("x-gotify-key", token.to_owned()));
    Ok(request)
}
