//! Microsoft Teams, by a workflow that takes Adaptive Cards. Source: Microsoft Learn, "Create
//! incoming webhooks with Workflows for Microsoft Teams" and "Adaptive Cards schema".

use serde_json::{Value, json};

use super::Kind;
use crate::channels::letter::Letter;
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::BoxError;
use crate::fields::Field;

const URL: Field = Field::secret_url("url", words!("Address of the webhook"))
    .about(
        words!("In Teams: the channel’s menu, “Workflows”, “Send webhook alerts to a channel”. Copy the address that it shows in the end."),
    )
    .example("https://…");

pub const KIND: Kind = Kind {
    id: "teams",
    name: "Microsoft Teams",
    about: words!("Into a channel or chat of Teams, by a workflow."),
    fields: &[URL],
    is_signed: false,
    check: |_| Ok(()),
    render,
    repeats_message: false,
    retry_after: |_| None,
};

/// One Adaptive Card, with the code in its largest size.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
    let title = letter.title();
    let mut body = vec![rich(&title, "Medium", "Bolder")];
    if let Some(code) = letter.code() {
        body.push(rich(code, "ExtraLarge", "Bolder"));
    }
    if let Some(text) = letter.text() {
        body.push(rich(&text, "Default", "Default"));
    }
    for (name, value) in letter.facts() {
        body.push(rich(&format!("{name}: {value}"), "Default", "Default"));
    }
    let card = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        // Markdown too, so that nothing from outside stands in it.
        "fallbackText": letter.link_words(),
        "body": body,
        "actions": [{
            "type": "Action.OpenUrl",
            "title": letter.link_words(),
            "url": letter.url(),
        }],
    });
    let attachment =
        json!({"contentType": "application/vnd.microsoft.card.adaptive", "content": card});
    let body = json!({"type": "message", "attachments": [attachment]});
    Ok(Request::json(stored.settings.get(&URL), &body)?.into())
}

/// A text that is shown as it is: a TextBlock and a FactSet would read Markdown in it.
fn rich(text: &str, size: &str, weight: &str) -> Value {
    json!({
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": text, "size": size, "weight": weight}],
    })
}
