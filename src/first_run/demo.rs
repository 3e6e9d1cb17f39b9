//! Demo data: messages that go the way of every webhook, and leave together.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use super::samples;
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::MessageId;
use crate::inbound::endpoints::{self, Resolved};
use crate::inbound::setup::{Draft, webhook_url};
use crate::inbound::{self, Event, Request, sample};
use crate::ingest::Ingest;
use crate::messages::{self, NewMessage};
use crate::numbers;
use crate::sources::{self, NewSource, Which};

/// The provider that is played.
const PROVIDER: &str = "receivesms";
/// Numbers that are reserved for fiction, and what they are called here.
const NUMBERS: [(&str, &str); 3] = [
    ("+12025550171", "Demo: operations"),
    ("+12025550172", "Demo: marketing"),
    ("+12025550173", "Demo: finance"),
];

/// Adds messages to the demo source, which is made with its numbers where it is not there.
pub async fn simulate(
    context: &Context,
    caller: &Caller,
    ingest: &Ingest,
    count: usize,
) -> Result<Vec<MessageId>> {
    let source = source(context, caller).await?;
    numbers::demo::insert(&context.pool, &NUMBERS, context.clock.now()).await?;
    let first = samples::any();
    let mut ids = Vec::with_capacity(count);
    for at in first..first + count {
        // Each a moment later than the one before, since the provider's id is the time.
        let now = context.clock.now() + TimeDelta::microseconds((at - first) as i64);
        let (sample, _) = samples::write(at, NUMBERS[at % NUMBERS.len()].0, now);
        ids.push(receive(context, caller, ingest, &source, &sample).await?);
    }
    Ok(ids)
}

/// Has the source accept a message as if its provider had posted it.
async fn receive(
    context: &Context,
    caller: &Caller,
    ingest: &Ingest,
    source: &Resolved,
    sample: &inbound::Sample,
) -> Result<MessageId> {
    let now = context.clock.now();
    let signed = sample::write(source, sample, webhook_url(context, "demo"), now);
    let headers = signed
        .headers
        .into_iter()
        .map(|header| Ok((header.name.parse()?, header.value.parse()?)))
        .collect::<Result<_, axum::http::Error>>()
        .map_err(Error::internal)?;
    let request =
        Request { headers: &headers, url: &signed.url, body: signed.body.as_bytes(), now };
    let events = inbound::receive(source.provider, &source.endpoint, &request);
    let event = events.map_err(Error::internal)?.pop();
    let Some(Event::Message(incoming)) = event else {
        return Err(Error::internal("the sample is no message"));
    };
    let entry = caller.did(Action::MessageReceived);
    let message = NewMessage { is_demo: true, ..NewMessage::prepare(source.id, incoming, now) };
    Ok(ingest.submit(message, entry).await?.id)
}

async fn source(context: &Context, caller: &Caller) -> Result<Resolved> {
    let which = Which { provider: Some(PROVIDER), is_demo: Some(true), ..Which::default() };
    let found = sources::find(context, which).await?;
    let source = match found {
        Some(source) => source,
        None => {
            let entry = caller.did(Action::SourceAdded);
            let new = new_source(PROVIDER, "Demo".to_owned())?;
            let id = sources::add(context, new, entry).await?;
            sources::get(context, id).await?
        }
    };
    endpoints::open(context, source).await
}

/// A source for a demonstration, with a secret and an address of its own.
pub fn new_source(provider: &str, name: String) -> Result<NewSource> {
    let provider = inbound::provider(provider)
        .ok_or_else(|| Error::invalid("provider", say!("is not known")))?;
    let draft = Draft {
        provider,
        name,
        slug: None,
        secrets: Vec::new(),
        default_number: None,
        tolerance_seconds: None,
        scheme: None,
        fields: None,
    };
    let (new, _) = draft.finish()?;
    Ok(NewSource { is_demo: true, ..new })
}

/// Removes all demo data: sources, their messages, and the numbers that were there for them alone.
pub async fn remove(context: &Context, caller: &Caller) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let numbers = messages::delete_demo(&mut transaction).await?;
    let messages = numbers.len();
    let mut touched: Vec<Uuid> = numbers.into_iter().map(Uuid::from).collect();
    touched.sort_unstable();
    touched.dedup();
    let deleted = numbers::demo::delete(&mut *transaction, &touched).await?;
    sources::delete_demo_sources(&mut *transaction).await?;
    touched.extend(deleted.into_iter().map(Uuid::from));
    notify::publish(&mut *transaction, Topic::NumberUpdated, &touched).await?;
    let entry = caller.did(Action::DemoRemoved).with(json!({ "messages": messages }));
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}
