//! Slack's incoming webhooks, and those of programs that speak its language. Source: docs.slack.dev,
//! "Sending messages using incoming webhooks" and "Blocks"; docs.mattermost.com, "Incoming webhooks",
//! which says that blocks are not read.

use serde_json::{Value, json};
use url::Url;

use super::outgoing::Request;
use super::payload::{Letter, shortened};
use crate::error::BoxError;

/// Characters of a header block.
const LONGEST_HEADER: usize = 149;

/// The message: the code as a header, which is the largest text there is, and the rest below.
pub fn render(letter: &Letter<'_>, url: &str) -> Result<Request, BoxError> {
    let title = letter.title();
    let header = letter.code().unwrap_or(&title);
    let mut blocks = vec![json!({
        "type": "header",
        "text": plain(&shortened(header, LONGEST_HEADER)),
    })];
    if let Some(text) = letter.text().filter(|text| !text.trim().is_empty()) {
        // Plain, so that nothing in an SMS is a mention, a link or markup.
        blocks.push(json!({"type": "section", "text": plain(&text)}));
    }
    let facts = letter.facts().into_iter().map(|(name, value)| plain(&format!("{name}: {value}")));
    let link = json!({
        "type": "mrkdwn",
        "text": format!("<{}|{}>", letter.url(), letter.link_words()),
    });
    let elements: Vec<Value> = facts.chain([link]).collect();
    blocks.push(json!({"type": "context", "elements": elements}));
    let body = json!({
        // What Slack shows in notifications alone, and others instead of the blocks.
        "text": if is_slack(url) { escaped(&title) } else { whole(letter, &title) },
        "blocks": blocks,
        "unfurl_links": false,
        "unfurl_media": false,
    });
    Request::json(url, &body)
}

fn is_slack(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| url.host_str() == Some("hooks.slack.com"))
}

/// Everything as one text: what an SMS says stands in a block of code, where nothing is a mention or
/// a link.
fn whole(letter: &Letter<'_>, title: &str) -> String {
    let code = |text: &str| format!("```\n{}\n```", text.replace('`', "'"));
    let facts = letter.facts().into_iter().map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> =
        [title.to_owned()].into_iter().chain(letter.text()).chain(facts).collect();
    format!("{}\n<{}|{}>", code(&lines.join("\n")), letter.url(), letter.link_words())
}

fn plain(text: &str) -> Value {
    json!({"type": "plain_text", "text": text, "emoji": false})
}

/// Without what Slack reads as links and mentions.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
