//! A topic of ntfy. Source: docs.ntfy.sh/publish, "Publish as JSON".

use serde_json::json;

use super::outgoing::Request;
use super::payload::Letter;
use crate::error::BoxError;

/// Of 1 to 5: a long vibration and a notification on top.
const HIGH: u8 = 4;

/// The notification: the code is in its title.
pub fn render(
    letter: &Letter<'_>,
    topic: &str,
    token: Option<&str>,
    server: &str,
) -> Result<Request, BoxError> {
    let facts = letter.facts().into_iter().map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> = letter.text().into_iter().chain(facts).collect();
    let body = json!({
        "topic": topic,
        "title": letter.title(),
        "message": lines.join("\n"),
        "priority": HIGH,
        "click": letter.url(),
    });
    // Published to the server's own address, which keeps the topic out of proxies' logs.
    let mut request = Request::json_below(server, "", &body)?;
    request.headers.extend(token.map(|token| ("authorization", format!("Bearer {token}"))));
    Ok(request)
}
