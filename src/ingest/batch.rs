//! Writes what waits, a batch a commit.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::Connection;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{Job, NewMessage, Stored, sql, unavailable};
use crate::audit::{self, Entry};
use crate::channels::rules::{self as forward, Subject};
use crate::code_rules::{self, CodeRules, Version};
use crate::context::Context;
use crate::delivery::{self, NewDelivery, Payload};
use crate::error::{Error, Result, is_outage};
use crate::id::{DeliveryId, MessageId, NumberId, SourceId};

/// Rows of one statement.
const LARGEST_BATCH: usize = 256;
/// How long a commit may take before the providers are told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
/// Numbers that are remembered.
const MOST_NUMBERS: usize = 100_000;

/// Ids of numbers that are there.
type Numbers = HashMap<String, NumberId>;

/// The team's rules, and which they are.
#[derive(Default)]
struct Rules {
    codes: CodeRules,
    codes_version: Version,
    forwarding: forward::Rules,
    forwarding_version: Option<i64>,
}

impl Rules {
    /// Reads the rules again when they changed.
    async fn renew(&mut self, context: &Context) -> Result<(), sqlx::Error> {
        let version = code_rules::version(&context.pool).await?;
        if version != self.codes_version {
            self.codes = code_rules::load(&context.pool).await?;
            self.codes_version = version;
        }
        let version = Some(forward::version(&context.pool).await?);
        if version != self.forwarding_version {
            let mut connection = context.pool.acquire().await?;
            self.forwarding = forward::load(&mut connection).await?;
            self.forwarding_version = version;
        }
        Ok(())
    }

    /// Has the messages obey the rules for codes.
    async fn obey(
        &mut self,
        context: &Context,
        numbers: &mut Numbers,
        messages: &mut [NewMessage],
    ) -> Result<(), sqlx::Error> {
        self.renew(context).await?;
        if self.codes.is_empty() {
            return Ok(());
        }
        let mut connection = context.pool.acquire().await?;
        match learn_numbers(&mut connection, numbers, messages).await {
            Err(error) if is_outage(&error) => return Err(error),
            // A number that can't be kept fails alone, when its message is written.
            _ => {}
        }
        let readers = forward::readers(&mut *connection, &numbers_of(numbers, messages)).await?;
        for message in messages {
            let number_id = numbers.get(message.recipient.as_str()).copied();
            message.obey(&self.codes, &readers, number_id.unwrap_or_else(|| Uuid::nil().into()));
        }
        Ok(())
    }
}

/// Writes until the queue is closed and empty.
pub async fn write_all(context: Context, mut queue: mpsc::Receiver<Job>) {
    let mut numbers = Numbers::new();
    let mut rules = Rules::default();
    let mut jobs = Vec::with_capacity(LARGEST_BATCH);
    while queue.recv_many(&mut jobs, LARGEST_BATCH).await > 0 {
        let (mut messages, answers): (Vec<_>, Vec<_>) =
            jobs.drain(..).map(|job| (job.message, job.answer)).unzip();
        let obey = rules.obey(&context, &mut numbers, &mut messages);
        let results = match tokio::time::timeout(PATIENCE, obey).await {
            Ok(Ok(())) => write(&context, &rules.forwarding, &mut numbers, messages).await,
            // None is stored with a code that a rule would have taken away.
            Ok(Err(error)) => refuse(&messages, &error),
            Err(_) => refuse(&messages, &sqlx::Error::PoolTimedOut),
        };
        for (result, answer) in results.into_iter().zip(answers) {
            // Nobody waits any more when the provider has hung up; the message is stored all the same.
            let _ = answer.send(result);
        }
        if numbers.len() > MOST_NUMBERS {
            numbers.clear();
        }
    }
}

/// Has the providers come back later.
fn refuse(messages: &[NewMessage], error: &sqlx::Error) -> Vec<Result<Stored>> {
    let cause = error.to_string();
    messages.iter().map(|_| Err(unavailable(cause.clone()))).collect()
}

/// One result a message, in their order. A row that the database refuses fails alone.
async fn write(
    context: &Context,
    forwarding: &forward::Rules,
    numbers: &mut Numbers,
    messages: Vec<NewMessage>,
) -> Vec<Result<Stored>> {
    let all = commit(context, forwarding, numbers, &messages);
    let committed = match tokio::time::timeout(PATIENCE, all).await {
        Ok(committed) => committed,
        // Whether it was committed is unknown; a message that is sent again is a duplicate then.
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    };
    match committed {
        Ok(stored) => stored.into_iter().map(Ok).collect(),
        Err(error) if is_outage(&error) => refuse(&messages, &error),
        // Also when a remembered number was deleted meanwhile.
        Err(_) => {
            numbers.clear();
            let mut results = Vec::with_capacity(messages.len());
            for message in &messages {
                let message = std::slice::from_ref(message);
                let single = commit(context, forwarding, numbers, message).await;
                let single = single.map(|mut stored| stored.pop());
                results.push(match single {
                    Ok(Some(stored)) => Ok(stored),
                    Ok(None) => Err(Error::internal("a message was neither stored nor found")),
                    Err(error) => Err(error.into()),
                });
            }
            results
        }
    }
}

/// Commits all messages or none.
async fn commit(
    context: &Context,
    forwarding: &forward::Rules,
    numbers: &mut Numbers,
    messages: &[NewMessage],
) -> Result<Vec<Stored>, sqlx::Error> {
    let mut connection = context.pool.acquire().await?;
    learn_numbers(&mut connection, numbers, messages).await?;
    // Before anything is locked: patterns may take their time.
    let now = context.clock.now();
    let mut deliveries = Vec::new();
    if !forwarding.is_empty() {
        let ids = numbers_of(numbers, messages);
        let readers = forward::readers(&mut *connection, &ids).await?;
        deliveries = forward(forwarding, &readers, numbers, messages, now)?;
    }
    // In one order on every node, so that two batches with the same messages never deadlock.
    let mut sorted: Vec<&NewMessage> = messages.iter().collect();
    sorted.sort_by(|a, b| (a.source_id, &a.dedupe_key).cmp(&(b.source_id, &b.dedupe_key)));
    let mut transaction = connection.begin().await?;
    let new = sql::insert_messages(&mut *transaction, &sorted, numbers).await?;
    let first: Vec<&NewMessage> =
        messages.iter().filter(|message| new.contains(&message.id)).collect();
    deliveries.retain(|delivery| delivery.message_id.is_some_and(|id| new.contains(&id)));
    delivery::enqueue(&mut transaction, &deliveries, now).await?;
    let entries: Vec<&Entry> = first.iter().map(|message| &message.entry).collect();
    audit::record(&mut transaction, &context.keys, context.clock.now(), &entries).await?;
    transaction.commit().await?;
    let mut ids: HashMap<(SourceId, &str), MessageId> = HashMap::new();
    if new.len() < messages.len() {
        let seen: Vec<&NewMessage> =
            sorted.iter().copied().filter(|message| !new.contains(&message.id)).collect();
        let rows = sql::list_ids_by_dedupe_key(&mut *connection, &seen).await?;
        for message in seen {
            let row = rows.iter().find(|row| {
                row.source_id == message.source_id && row.dedupe_key == message.dedupe_key
            });
            let row = row.ok_or(sqlx::Error::RowNotFound)?;
            ids.insert((message.source_id, &message.dedupe_key), row.id);
        }
    }
    Ok(messages
        .iter()
        .map(|message| {
            let is_new = new.contains(&message.id);
            let first = ids.get(&(message.source_id, message.dedupe_key.as_str())).copied();
            Stored { id: if is_new { message.id } else { first.unwrap_or(message.id) }, is_new }
        })
        .collect())
}

fn numbers_of(numbers: &Numbers, messages: &[NewMessage]) -> Vec<NumberId> {
    messages.iter().filter_map(|message| numbers.get(message.recipient.as_str()).copied()).collect()
}

/// What of messages is forwarded where.
fn forward(
    rules: &forward::Rules,
    readers: &forward::Readers,
    numbers: &Numbers,
    messages: &[NewMessage],
    now: DateTime<Utc>,
) -> Result<Vec<NewDelivery>, sqlx::Error> {
    let mut deliveries = Vec::new();
    for message in messages {
        let number_id = numbers.get(message.recipient.as_str()).copied();
        let number_id = number_id.ok_or(sqlx::Error::RowNotFound)?;
        let routes = rules.routes(&Subject::Message(message.subject(number_id)), readers, now);
        if routes.is_empty() {
            continue;
        }
        let payload = Payload::Message(Box::new(message.forwarded()));
        let payload = serde_json::to_string(&payload);
        let payload = payload.map_err(|error| sqlx::Error::Encode(error.into()))?;
        deliveries.extend(routes.into_iter().map(|route| NewDelivery {
            id: DeliveryId::new(now),
            channel_id: route.channel_id,
            rule_id: Some(route.rule_id),
            event: delivery::Event::Message,
            message_id: Some(message.id),
            notice_id: None,
            number_id: Some(number_id),
            payload: payload.clone(),
            expires_at: message.delivery_expires_at(),
        }));
    }
    Ok(deliveries)
}

/// Makes the numbers that are not there yet, so that no message is ever without one.
async fn learn_numbers(
    connection: &mut sqlx::PgConnection,
    numbers: &mut Numbers,
    messages: &[NewMessage],
) -> Result<(), sqlx::Error> {
    let mut unknown: Vec<String> = messages
        .iter()
        .map(|message| message.recipient.as_str())
        .filter(|number| !numbers.contains_key(*number))
        .map(str::to_owned)
        .collect();
    if let [first, ..] = messages
        && !unknown.is_empty()
    {
        unknown.sort();
        unknown.dedup();
        numbers.extend(crate::numbers::ensure(connection, &unknown, first.stored_at).await?);
    }
    Ok(())
}
