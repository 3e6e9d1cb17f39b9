//! Slack's incoming webhooks, and those of programs that speak its language. Source: docs.slack.dev,
//! "Sending messages using incoming webhooks" and "Blocks"; docs.mattermost.com, "Incoming webhooks",
//! which says that blocks are not read.

use serde_json::{Value, json};
use url::Url;

use super::{Kind, Settings, check_webhook};
use crate::channels::letter::{Letter, shortened};
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::{BoxError, Result};
use crate::fields::Field;

const URL: Field = Field::secret_url("url", words!("Address of the webhook"))
    .about(
        words!("At api.slack.com/apps: your app, “Incoming Webhooks”, “Add New Webhook”. In Mattermost and Rocket.Chat: Integrations, “Incoming”."),
    )
    .example("https://hooks.slack.com/services/…");

pub const KIND: Kind = Kind {
    id: "slack",
    name: "Slack",
    about: words!("Into a channel of Slack, Mattermost or Rocket.Chat."),
    fields: &[URL],
    is_signed: false,
    check,
    render,
    repeats_message: false,
    retry_after: |_| None,
};

/// Characters of a header block.
const LONGEST_HEADER: usize = 149;

fn check(settings: &Settings) -> Result<()> {
    let is_webhook = |url: &Url| is_slack(url) && url.path().matches('/').count() >= 3;
    let rule = say!("is no incoming webhook of Slack: https://hooks.slack.com/services/…");
    check_webhook(settings, "slack.com", is_webhook, rule)
}

/// The message: the code as a header, which is the largest text there is, and the rest below.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
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
    let reads_blocks = stored.settings.address().is_some_and(|(_, url)| is_slack(&url));
    let body = json!({
        // What Slack shows in notifications alone, and others instead of the blocks.
        "text": if reads_blocks { escaped(&title) } else { whole(letter, &title) },
        "blocks": blocks,
        "unfurl_links": false,
        "unfurl_media": false,
    });
    Ok(Request::json(stored.settings.get(&URL), &body)?.into())
}

/// Whether it is Slack itself that takes webhooks there.
fn is_slack(url: &Url) -> bool {
    url.host_str() == Some("hooks.slack.com")
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
