//! A topic of ntfy. Source: docs.ntfy.sh/publish, "Publish as JSON".

use serde_json::json;

use super::{Kind, Settings, check_token, is_word, own_server};
use crate::channels::letter::Letter;
use crate::channels::outgoing::{Outgoing, Request};
use crate::channels::stored::Stored;
use crate::error::{BoxError, Result};
use crate::fields::Field;

const TOPIC: Field = Field::secret("topic", words!("Topic")).about(
    words!("The topic you subscribe to in ntfy. Anyone who knows the name can read along, so make it hard to guess."),
);
const TOKEN: Field = Field::secret("token", words!("Access token, if the topic needs one"))
    .optional()
    .about(words!("In ntfy’s web app under Account, “Access tokens”."));
const SERVER: Field = own_server("https://ntfy.sh");

pub const KIND: Kind = Kind {
    id: "ntfy",
    name: "ntfy",
    about: words!("To phones and computers that follow a topic."),
    fields: &[TOPIC, TOKEN, SERVER],
    is_signed: false,
    check,
    render,
    repeats_message: true,
    retry_after: |_| None,
};

/// Of 1 to 5: a long vibration and a notification on top.
const HIGH: u8 = 4;

fn check(settings: &Settings) -> Result<()> {
    let topic = settings.get(&TOPIC);
    if !(1..=64).contains(&topic.len()) || !is_word(topic) {
        return Err(TOPIC.broken(say!("must have 1 to 64 letters, digits, - and _")));
    }
    settings.find(&TOKEN).map_or(Ok(()), |token| check_token(&TOKEN, token))
}

/// The notification: the code is in its title.
fn render(letter: &Letter<'_>, stored: &Stored) -> Result<Outgoing, BoxError> {
    let settings = &stored.settings;
    let facts = letter.facts().into_iter().map(|(name, value)| format!("{name}: {value}"));
    let lines: Vec<String> = letter.text().into_iter().chain(facts).collect();
    let body = json!({
        "topic": settings.get(&TOPIC),
        "title": letter.title(),
        "message": lines.join("\n"),
        "priority": HIGH,
        "click": letter.url(),
    });
    // Published to the server's own address, which keeps the topic out of proxies' logs.
    let mut request = Request::json_below(settings.get(&SERVER), "", &body)?;
    let bearer = settings.find(&TOKEN).map(|token| format!("Bearer {token}").into());
    request.secret_headers.extend(bearer.map(|bearer| ("authorization", bearer)));
    Ok(request.into())
}
