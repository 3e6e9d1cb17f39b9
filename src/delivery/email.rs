//! E-mail: the same as plain text and as HTML.

use super::payload::{Letter, html};
use crate::mail::Mail;

/// The mail; its subject has the code, unless that stays out.
pub fn render(letter: &Letter<'_>, to: &[String]) -> Mail {
    let title = letter.title();
    let facts = letter.facts();
    let mut text = format!("{title}\n");
    let mut page = format!("<p style=\"font-size:16px\"><b>{}</b></p>", html(&title));
    if let Some(code) = letter.code() {
        text.push_str(&format!("\n    {code}\n"));
        page.push_str(&format!(
            "<p style=\"font:700 32px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:2px\">{}</p>",
            html(code)
        ));
    }
    if let Some(body) = letter.text() {
        text.push_str(&format!("\n{body}\n"));
        page.push_str(&format!("<p style=\"white-space:pre-wrap\">{}</p>", html(&body)));
    }
    text.push('\n');
    for (name, value) in &facts {
        text.push_str(&format!("{name}: {value}\n"));
        page.push_str(&format!("<div>{name}: {}</div>", html(value)));
    }
    text.push_str(&format!("\n{}: {}\n", letter.link_words(), letter.url()));
    page.push_str(&format!(
        "<p><a href=\"{}\">{}</a></p>",
        html(&letter.url()),
        letter.link_words()
    ));
    Mail {
        to: to.to_vec(),
        subject: title,
        text,
        html: format!("<!doctype html><html><body>{page}</body></html>"),
        message_id: format!("<{}@codebell>", letter.id),
    }
}
