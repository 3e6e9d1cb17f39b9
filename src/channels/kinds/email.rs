//! E-mail: the same as plain text and as HTML.

use super::{Kind, Settings};
use crate::channels::letter::{Letter, html};
use crate::channels::outgoing::Outgoing;
use crate::channels::stored::Stored;
use crate::error::{BoxError, Result};
use crate::fields::Field;
use crate::mail::Mail;

const TO: Field = Field::addresses("to", words!("Addresses"))
    .about(words!("One on each line, up to 20. The mail goes over the server’s SMTP settings."))
    .example("ops@example.com");
const MOST_ADDRESSES: usize = 20;

pub const KIND: Kind = Kind {
    id: "email",
    name: words!("E-mail"),
    about: words!("To up to 20 addresses, over the server’s mail."),
    fields: &[TO],
    is_signed: false,
    check,
    render,
    repeats_message: false,
    retry_after: |_| None,
};

fn check(settings: &Settings) -> Result<()> {
    match (1..=MOST_ADDRESSES).contains(&settings.list(&TO).len()) {
        true => Ok(()),
        false => Err(TO.broken(say!("must have 1 to 20 addresses"))),
    }
}

/// The mail; its subject has the code, unless that stays out.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
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
    Ok(Outgoing::Mail(Mail {
        to: stored.settings.list(&TO).into_iter().map(str::to_owned).collect(),
        subject: title,
        text,
        html: format!("<!doctype html><html><body>{page}</body></html>"),
        message_id: format!("<{}@codebell>", letter.id),
    }))
}
