//! Writes what waits, a batch a commit.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sqlx::Connection;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::rules::Rules;
use super::{Job, Queued, Stored, unavailable};
use crate::audit::{self, Entry};
use crate::channels::rules as forward;
use crate::context::Context;
use crate::delivery;
use crate::error::{Error, Result, chain, is_outage};
use crate::id::{MessageId, NumberId, SourceId};
use crate::messages::{self, NewMessage};

/// Rows of one statement.
const LARGEST_BATCH: usize = 256;
/// How long a commit may take before the providers are told to come back.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a message may have waited for its turn: its provider has given up by then, and comes back.
const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(30);
/// Numbers that are remembered.
const MOST_NUMBERS: usize = 100_000;

/// Ids of numbers that are there.
type Numbers = HashMap<String, NumberId>;

/// Has the messages obey the rules for codes.
async fn obey(
    context: &Context,
    rules: &mut Rules,
    numbers: &mut Numbers,
    messages: Vec<Queued>,
) -> Result<Vec<Queued>, sqlx::Error> {
    rules.renew(context).await?;
    if !rules.say_codes() {
        return Ok(messages);
    }
    let mut connection = context.pool.acquire().await?;
    match learn_numbers(&mut connection, numbers, &messages).await {
        Err(error) if is_outage(&error) => return Err(error),
        // A number that can't be kept fails alone, when its message is written.
        _ => {}
    }
    let nowhere = || Uuid::nil().into();
    let ids = messages.iter().map(|message| number_of(numbers, message).unwrap_or_else(nowhere));
    let ids: Vec<NumberId> = ids.collect();
    let readers = forward::readers(&mut *connection, &ids).await?;
    drop(connection);
    rules.obey(messages, ids, readers).await.map_err(|_| sqlx::Error::WorkerCrashed)
}

/// Writes until the queue is closed and empty.
pub async fn write_all(context: Context, mut queue: mpsc::Receiver<Job>) {
    let mut numbers = Numbers::new();
    let mut rules = Rules::default();
    let mut jobs = Vec::with_capacity(LARGEST_BATCH);
    while queue.recv_many(&mut jobs, LARGEST_BATCH).await > 0 {
        // Who follows the messages relies on it that an id is committed soon after it was made.
        let now = context.clock.now();
        let (fresh, late): (Vec<_>, Vec<_>) =
            jobs.drain(..).partition(|job| now - job.queued.message.stored_at < LONGEST_WAIT);
        for job in late {
            let _ = job.answer.send(Err(unavailable("it waited for too long")));
        }
        if fresh.is_empty() {
            continue;
        }
        let (messages, answers): (Vec<_>, Vec<_>) =
            fresh.into_iter().map(|job| (job.queued, job.answer)).unzip();
        let obey = obey(&context, &mut rules, &mut numbers, messages);
        let results = match tokio::time::timeout(PATIENCE, obey).await {
            Ok(Ok(messages)) => write(&context, &mut rules, &mut numbers, messages.into()).await,
            // None is stored with a code that a rule would have taken away.
            Ok(Err(error)) => refuse(answers.len(), &error),
            Err(_) => refuse(answers.len(), &sqlx::Error::PoolTimedOut),
        };
        for (result, answer) in results.into_iter().zip(answers) {
            // Nobody waits any more when the provider has hung up; the message is stored all the same.
            let _ = answer.send(result);
        }
        if numbers.len() > MOST_NUMBERS {
            numbers.clear();
        }
        if let Err(error) = rules.switch_off_slow(&context).await {
            tracing::warn!(cause = %chain(&error), "a slow rule could not be switched off yet");
        }
    }
}

/// Has the providers come back later.
fn refuse(messages: usize, error: &sqlx::Error) -> Vec<Result<Stored>> {
    let cause = error.to_string();
    (0..messages).map(|_| Err(unavailable(cause.clone()))).collect()
}

/// One result a message, in their order. A row that the database refuses fails alone.
async fn write(
    context: &Context,
    rules: &mut Rules,
    numbers: &mut Numbers,
    messages: Arc<[Queued]>,
) -> Vec<Result<Stored>> {
    let all = commit(context, rules, numbers, &messages);
    let committed = match tokio::time::timeout(PATIENCE, all).await {
        Ok(committed) => committed,
        // Whether it was committed is unknown; a message that is sent again is a duplicate then.
        Err(_) => Err(sqlx::Error::PoolTimedOut),
    };
    match committed {
        Ok(stored) => stored.into_iter().map(Ok).collect(),
        Err(error) if is_outage(&error) => refuse(messages.len(), &error),
        // Also when a remembered number was deleted meanwhile.
        Err(_) => {
            numbers.clear();
            let mut results = Vec::with_capacity(messages.len());
            for message in messages.iter() {
                let message = Arc::from([message.clone()]);
                let single = commit(context, rules, numbers, &message).await;
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
    rules: &mut Rules,
    numbers: &mut Numbers,
    messages: &Arc<[Queued]>,
) -> Result<Vec<Stored>, sqlx::Error> {
    let mut connection = context.pool.acquire().await?;
    learn_numbers(&mut connection, numbers, messages).await?;
    // Before anything is locked: patterns may take their time.
    let now = context.clock.now();
    let mut deliveries = Vec::new();
    if rules.forward() {
        let ids = messages.iter().map(|message| number_of(numbers, message));
        let ids: Vec<_> = ids.collect::<Option<_>>().ok_or(sqlx::Error::RowNotFound)?;
        let readers = forward::readers(&mut *connection, &ids).await?;
        let routes = rules.routes(messages, ids, readers, now).await;
        deliveries = routes.map_err(sqlx::Error::Encode)?;
    }
    // In one order on every node, so that two batches with the same messages never deadlock.
    let mut sorted: Vec<&NewMessage> = messages.iter().map(|queued| &queued.message).collect();
    sorted.sort_by(|a, b| (a.source_id, &a.dedupe_key).cmp(&(b.source_id, &b.dedupe_key)));
    let mut transaction = connection.begin().await?;
    messages::release_texts(&mut *transaction, &sorted, now - messages::SAME_TEXT).await?;
    let new = messages::insert(&mut *transaction, &sorted, numbers).await?;
    deliveries.retain(|delivery| delivery.message_id.is_some_and(|id| new.contains(&id)));
    delivery::enqueue(&mut transaction, &deliveries, now).await?;
    let first = messages.iter().filter(|queued| new.contains(&queued.message.id));
    let entries: Vec<&Entry> = first.map(|queued| &queued.entry).collect();
    audit::append(&mut transaction, &context.keys, context.clock.now(), &entries).await?;
    transaction.commit().await?;
    let mut ids: HashMap<(SourceId, &str), MessageId> = HashMap::new();
    if new.len() < messages.len() {
        let seen: Vec<&NewMessage> =
            sorted.iter().copied().filter(|message| !new.contains(&message.id)).collect();
        let rows = messages::list_by_dedupe_key(&mut *connection, &seen).await?;
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
        .map(|Queued { message, .. }| {
            let is_new = new.contains(&message.id);
            let first = ids.get(&(message.source_id, message.dedupe_key.as_str())).copied();
            Stored { id: if is_new { message.id } else { first.unwrap_or(message.id) }, is_new }
        })
        .collect())
}

fn number_of(numbers: &Numbers, queued: &Queued) -> Option<NumberId> {
    numbers.get(queued.message.recipient.as_str()).copied()
}

/// Makes the numbers that are not there yet, so that no message is ever without one.
async fn learn_numbers(
    connection: &mut sqlx::PgConnection,
    numbers: &mut Numbers,
    messages: &[Queued],
) -> Result<(), sqlx::Error> {
    let mut unknown: Vec<String> = messages
        .iter()
        .map(|queued| queued.message.recipient.as_str())
        .filter(|number| !numbers.contains_key(*number))
        .map(str::to_owned)
        .collect();
    if let [first, ..] = messages
        && !unknown.is_empty()
    {
        unknown.sort();
        unknown.dedup();
        numbers
            .extend(crate::numbers::ensure(connection, &unknown, first.message.stored_at).await?);
    }
    Ok(())
}
