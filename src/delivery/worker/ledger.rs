//! Writes down what came of attempts, many to a commit.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::answer::Verdict;
use super::sql::{self, Claimed, Done};
use crate::audit::{self, Action, Actor, Entry};
use crate::channels::health;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::delivery::outbox::announce;
use crate::delivery::state::{Event, Reason, Status};
use crate::error::{Error, Result, chain};
use crate::id::ChannelId;
use crate::notices::{NewNotice, NoticeKind};

/// Attempts of one commit.
const LARGEST_BATCH: usize = 256;
/// How long is waited before the database is asked again.
const RETRY: Duration = Duration::from_millis(500);
/// How long a channel may fail before somebody is told, where nothing was given up before.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// An attempt that ended. Not printable.
pub struct Finished {
    /// What was sent.
    pub delivery: Claimed,
    /// What the receiver made of it.
    pub verdict: Verdict,
    /// What it means.
    pub done: Done,
    /// Who waits until it is written down.
    pub written: Option<oneshot::Sender<()>>,
}

impl Finished {
    fn is_test(&self) -> bool {
        self.delivery.event == Event::Test
    }
}

/// Writes until nothing can come any more. While the database is away it waits: what was sent must
/// not be forgotten, or it would be sent again.
pub async fn write_all(context: Context, mut queue: mpsc::Receiver<Finished>) {
    let mut batch = Vec::with_capacity(LARGEST_BATCH);
    while queue.recv_many(&mut batch, LARGEST_BATCH).await > 0 {
        write_until_done(&context, &batch).await;
        let now = context.clock.now();
        for mut finished in batch.drain(..) {
            count(&finished, now);
            if let Some(written) = finished.written.take() {
                // Nobody waits any more when the server stops.
                let _ = written.send(());
            }
        }
    }
}

/// Writes attempts down, however long the database is away. One that it refuses fails alone; its
/// delivery is tried again once its lease has ended.
async fn write_until_done(context: &Context, batch: &[Finished]) {
    loop {
        match write(context, batch).await {
            Ok(()) => return,
            Err(error @ Error::Unavailable(_)) => {
                tracing::warn!(%error, "what was delivered could not be written down yet");
                tokio::time::sleep(RETRY).await;
            }
            Err(_) if batch.len() > 1 => {
                for single in batch {
                    Box::pin(write_until_done(context, std::slice::from_ref(single))).await;
                }
                return;
            }
            Err(error) => {
                let cause = chain(&error);
                tracing::error!(%cause, "what came of a delivery could not be written down");
                return;
            }
        }
    }
}

/// Counts an attempt for the metrics.
fn count(finished: &Finished, now: DateTime<Utc>) {
    let kind = finished.delivery.kind.as_str().to_owned();
    let outcome = match finished.done.status {
        Status::Delivered => "delivered",
        Status::Waiting => "retried",
        Status::Failed => "failed",
    };
    let labels = [("kind", kind.clone()), ("outcome", outcome.to_owned())];
    metrics::counter!("codebell_delivery_attempts_total", &labels).increment(1);
    if finished.done.status == Status::Delivered {
        let took = (now - finished.delivery.created_at).as_seconds_f64();
        metrics::histogram!("codebell_delivery_seconds", "kind" => kind).record(took);
    }
}

async fn write(context: &Context, batch: &[Finished]) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let now = context.clock.now();
    let done: Vec<_> = batch.iter().map(|finished| &finished.done).collect();
    sql::mark_done(&mut *transaction, &done).await?;
    let channels_where = |is_it: &dyn Fn(&Finished) -> bool| {
        let found = batch.iter().filter(|finished| is_it(finished));
        let mut ids: Vec<ChannelId> = found.map(|finished| finished.delivery.channel_id).collect();
        // In one order on every node, so that two never wait for each other.
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let is_well = |finished: &Finished| finished.verdict == Verdict::Delivered;
    // What nobody may send says nothing of the receiver.
    let fails = |finished: &Finished| {
        let is_kept_back = finished.done.reason == Some(Reason::NotAllowed);
        !is_well(finished) && !finished.is_test() && !is_kept_back
    };
    let is_lost = |finished: &Finished| fails(finished) && finished.done.status == Status::Failed;
    let well = channels_where(&is_well);
    let lost = channels_where(&is_lost);
    let mut failing = channels_where(&fails);
    failing.retain(|id| lost.contains(id) || !well.contains(id));
    health::mark_well(&mut transaction, &well).await?;
    health::mark_failing(&mut transaction, &failing, now).await?;
    let mut entries = Vec::new();
    for finished in batch {
        if finished.verdict == Verdict::Gone && !finished.is_test() {
            entries.extend(tell_gone(context, &mut transaction, finished).await?);
            failing.retain(|id| *id != finished.delivery.channel_id);
        }
    }
    for id in failing {
        let of_channel = |finished: &&Finished| finished.delivery.channel_id == id;
        let Some(last) = batch.iter().filter(of_channel).rfind(|last| fails(last)) else {
            continue;
        };
        let before = if lost.contains(&id) { now } else { now - PATIENCE };
        tell_failing(context, &mut transaction, last, before).await?;
    }
    entries.extend(batch.iter().filter_map(forwarded));
    let ids: Vec<Uuid> = batch.iter().map(|finished| finished.done.id.into()).collect();
    notify::publish(&mut *transaction, Topic::DeliveryUpdated, &ids).await?;
    audit::record(context, &mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}

/// The log's entry of a message that went out.
fn forwarded(finished: &Finished) -> Option<Entry> {
    let delivery = &finished.delivery;
    let id = delivery.message_id.filter(|_| finished.done.status == Status::Delivered)?;
    let number = delivery.phone_number.as_deref().unwrap_or_default();
    let entry = Entry::new(Actor::system(), None, Action::MessageForwarded);
    Some(entry.on("message", id, number).with(json!({
        "channel_id": delivery.channel_id,
        "channel": delivery.channel_name,
        "thin": delivery.is_thin,
    })))
}

/// Switches off a channel whose receiver is no more, and says so.
async fn tell_gone(
    context: &Context,
    connection: &mut sqlx::PgConnection,
    finished: &Finished,
) -> Result<Option<Entry>> {
    let delivery = &finished.delivery;
    let Some(entry) = health::mark_gone(connection, delivery.channel_id).await? else {
        return Ok(None);
    };
    let name = &delivery.channel_name;
    let notice = NewNotice {
        kind: NoticeKind::ChannelGone,
        source_id: None,
        number_id: None,
        channel_id: Some(delivery.channel_id),
        title: format!("The channel {name} was switched off: its receiver is gone"),
        text: "It answered 410. Messages are not forwarded there any more; give the channel its \
               new address and switch it on."
            .to_owned(),
        details: json!({"channel": name}),
        dedupe_key: format!("channel.gone:{}:{}", delivery.channel_id, delivery.id),
    };
    announce(context, connection, &notice).await?;
    Ok(Some(entry))
}

/// Says once in a row of failures that a channel fails, if it began before a time.
async fn tell_failing(
    context: &Context,
    connection: &mut sqlx::PgConnection,
    finished: &Finished,
    before: DateTime<Utc>,
) -> Result<()> {
    let delivery = &finished.delivery;
    let now = context.clock.now();
    let told = health::begin_telling(connection, delivery.channel_id, before, now).await?;
    let Some(failing) = told else { return Ok(()) };
    let name = &delivery.channel_name;
    let owner = failing.owner.map(|owner| format!(" {owner} set it up.")).unwrap_or_default();
    let detail = finished.done.detail.as_deref().unwrap_or_default();
    let since = failing.since.format("%Y-%m-%d %H:%M UTC");
    let notice = NewNotice {
        kind: NoticeKind::ChannelFailing,
        source_id: None,
        number_id: None,
        channel_id: Some(delivery.channel_id),
        title: format!("Messages do not reach the channel {name}"),
        text: format!("It fails since {since}: {detail}.{owner} Deliveries lists what was lost."),
        details: json!({"channel": name, "since": failing.since, "detail": detail}),
        dedupe_key: format!("channel.failing:{}:{}", delivery.channel_id, failing.since),
    };
    announce(context, connection, &notice).await
}
