//! Delivers to the inbox's own numbers without any SMS: for tests, demonstrations and the canary.

use serde_json::json;

use super::{Kind, Outbound, Sending, Settings};
use crate::audit::{Action, Actor, Entry};
use crate::error::{Error, Result};
use crate::messages::{Incoming, NewMessage};
use crate::numbers::PhoneNumber;
use crate::otp::gateways::outcome::{Accepted, Outcome};
use crate::otp::gateways::wire::Wire;
use crate::otp::{canary, sql};
use crate::random;
use crate::sources::{self, NewSource, USUAL_TOLERANCE_SECONDS, Which};

pub const KIND: Kind = Kind {
    id: "loopback",
    name: "Loopback",
    about: words!("Delivers messages straight to numbers in this inbox, without sending an SMS."),
    fields: &[],
    receipts_by: "",
    check: |_| Ok(()),
    send: |wire, settings, outbound| -> Sending<'_> { Box::pin(send(wire, settings, outbound)) },
};

/// The source that its messages come from.
const SLUG: &str = "loopback";
const NAME: &str = "Loopback";
/// What its messages are from.
const SENDER: &str = "Codebell";

async fn send(wire: &Wire, _: &Settings, outbound: &Outbound<'_>) -> Outcome {
    match deliver(wire, outbound).await {
        Ok(true) => Outcome::accepted(Accepted {
            message_id: Some(outbound.id.to_string()),
            code: None,
            is_delivered: true,
        }),
        Ok(false) => Outcome::not_sent("is for numbers of this inbox that you read"),
        // The message may be committed though its answer was lost.
        Err(error) => Outcome::unknown(format!("could not put it into the inbox: {error}")),
    }
}

/// Whether the number is one of this inbox that the asker reads, whose message is stored then.
async fn deliver(wire: &Wire, outbound: &Outbound<'_>) -> Result<bool> {
    let context = &wire.context;
    if !sql::is_own_number(&context.pool, outbound.to, outbound.reader).await? {
        return Ok(false);
    }
    let text = outbound.content.text();
    if canary::came_back(context, outbound.to, text).await? {
        return Ok(true);
    }
    let number = |text| PhoneNumber::parse(text).ok_or_else(|| Error::internal("no number"));
    let incoming = Incoming {
        provider_message_id: Some(outbound.id.to_string()),
        sender: number(SENDER)?,
        recipient: number(outbound.to)?,
        body: text.to_owned(),
        received_at: None,
        code: None,
    };
    let source_id = source(wire).await?;
    let entry = Entry::new(Actor::source(source_id, NAME), None, Action::MessageReceived);
    let entry = entry.with(json!({ "send": outbound.id }));
    let message = NewMessage::prepare(source_id, incoming, context.clock.now());
    wire.ingest.submit(message, entry).await?;
    Ok(true)
}

/// The source, which is made where it is not there; nobody has its secret.
async fn source(wire: &Wire) -> Result<crate::id::SourceId> {
    let context = &wire.context;
    let which = Which { slug: Some(SLUG), ..Which::default() };
    if let Some(source) = sources::find(context, which).await? {
        return Ok(source.id);
    }
    let new = NewSource {
        slug: SLUG.parse()?,
        provider: "generic",
        name: NAME.to_owned(),
        scheme: None,
        fields: None,
        default_number: None,
        tolerance_seconds: USUAL_TOLERANCE_SECONDS,
        is_demo: false,
        secrets: vec![random::token()],
    };
    let added = sources::added_by_system();
    match sources::add(context, new, added).await {
        // Another send was first.
        Err(Error::Conflict(_)) => {
            let found = sources::find(context, which).await?;
            found.map(|source| source.id).ok_or_else(|| not_found!("source"))
        }
        added => added,
    }
}
