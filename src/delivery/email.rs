//! E-mail: the same as plain text and as HTML.

use super::payload::Letter;
use crate::mail::Mail;

/// The mail; its subject has the code, unless that stays out.
pub fn render(letter: &Letter<'_>, to: &[String]) -> Mail {
    let title = letter.title();
    let facts = letter.facts();
    let mut text = format!("{title}\n");
    let mut html = format!("<p style=\"font-size:16px\"><b>{}</b></p>", escaped(&title));
    if let Some(code) = letter.code() {
        text.push_str(&format!("\n    {code}\n"));
        html.push_str(&format!(
            "<p style=\"font:700 32px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:2px\">{}</p>",
            escaped(code)
        ));
    }
    if let Some(body) = letter.text() {
        text.push_str(&format!("\n{body}\n"));
        html.push_str(&format!("<p style=\"white-space:pre-wrap\">{}</p>", escaped(&body)));
    }
    text.push('\n');
    for (name, value) in &facts {
        text.push_str(&format!("{name}: {value}\n"));
        html.push_str(&format!("<div>{name}: {}</div>", escaped(value)));
    }
    text.push_str(&format!("\n{}: {}\n", letter.link_words(), letter.url()));
    html.push_str(&format!(
        "<p><a href=\"{}\">{}</a></p>",
        escaped(&letter.url()),
        letter.link_words()
    ));
    Mail {
        to: to.to_vec(),
        subject: title,
        text,
        html: format!("<!doctype html><html><body>{html}</body></html>"),
        message_id: format!("<{}@codebell>", letter.id),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
