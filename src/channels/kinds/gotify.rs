//! An application of Gotify. Source: gotify.net/docs/pushmsg and /docs/msgextras.

use serde_json::json;

use super::{Kind, check_token};
use crate::channels::letter::Letter;
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::BoxError;
use crate::fields::Field;

const SERVER: Field = Field::secret_url("server", words!("Address of the server"))
    .about(words!("The address where you open Gotify."))
    .example("https://gotify.example.com");
const TOKEN: Field = Field::secret("token", words!("Token of the application"))
    .about(words!("In Gotify under Apps: create an application, and show its token."));

pub const KIND: Kind = Kind {
    id: "gotify",
    name: "Gotify",
    about: words!("To a Gotify server of your own."),
    fields: &[SERVER, TOKEN],
    is_signed: false,
    check: |settings| check_token(&TOKEN, settings.get(&TOKEN)),
    render,
    repeats_message: true,
    retry_after: |_| None,
};

/// Above 7 the apps make a sound and show it on top.
const HIGH: u8 = 8;

/// The message: the code is in its title.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
    let settings = &stored.settings;
    let facts = letter.facts().into_iter().map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> = letter.text().into_iter().chain(facts).collect();
    let body = json!({
        "title": letter.title(),
        "message": lines.join("\n"),
        "priority": HIGH,
        "extras": {"client::notification": {"click": {"url": letter.url()}}},
    });
    let mut request = Request::json_below(settings.get(&SERVER), "message", &body)?;
    request.secret_headers.push(("x-gotify-key", settings.get(&TOKEN).into()));
    Ok(request.into())
}
