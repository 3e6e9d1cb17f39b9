//! Claims what is due and sends it, each channel on its own.
//!
//! A channel's first attempts begin in the order in which their messages came: the next one waits
//! until the one before has been answered, or has had a moment's start. So a slow receiver gets
//! several at once and a quick one gets them in order.

mod answer;
mod ledger;
mod schedule;
mod send;
mod sql;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::channels;
use crate::channels::letter::{Letter, Payload};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::delivery::state::{Event, Reason, Status};
use crate::error::Result;
use crate::id::{ChannelId, DeliveryId};
use crate::random;
use answer::Verdict;
use ledger::Finished;
use schedule::Next;
use send::{Outcome, send};
use sql::{Claimed, Done};

/// Deliveries over one channel that are sent at a time.
const MOST_IN_FLIGHT: i32 = 8;
/// How much earlier than the next an attempt over the same channel begins that is not answered yet.
const HEAD_START: Duration = Duration::from_millis(20);
/// How long a claim holds: longer than an attempt may take.
const LEASE: TimeDelta = TimeDelta::seconds(15);
/// How often is looked for what nobody told of: retries that are due, leases of nodes that are gone.
const POLL: Duration = Duration::from_millis(500);
/// Attempts beyond those that are planned, of which nobody knows what came of them: the server was
/// killed or failed meanwhile.
const MOST_LOST: usize = 5;
/// Attempts that wait to be written down.
const MOST_UNWRITTEN: usize = 1024;

/// What is being sent over a channel.
struct Lane {
    queue: mpsc::UnboundedSender<Claimed>,
    in_flight: InFlight,
}

/// Deliveries that are being sent, or are not written down yet.
type InFlight = Arc<Mutex<Vec<DeliveryId>>>;

fn held(in_flight: &InFlight) -> MutexGuard<'_, Vec<DeliveryId>> {
    in_flight.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The worker of this node.
struct Worker {
    context: Context,
    lanes: HashMap<ChannelId, Lane>,
    /// Something ended or came: there may be more to claim.
    wake: Arc<Notify>,
    finished: mpsc::Sender<Finished>,
}

/// Starts to forward. It ends once `stopping` is cancelled and what was being sent is written down.
pub fn start(context: Context, stopping: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let wake = Arc::new(Notify::new());
        let listening = tokio::spawn(listen(context.clone(), wake.clone()));
        let (finished, results) = mpsc::channel(MOST_UNWRITTEN);
        let ledger = tokio::spawn(ledger::write_all(context.clone(), results));
        let worker = Worker { context, lanes: HashMap::new(), wake, finished };
        worker.run(stopping).await;
        listening.abort();
        // The lanes are closed: they end with what they have, and the ledger after them.
        let _ = ledger.await;
    })
}

/// Wakes the worker when something was queued.
async fn listen(context: Context, wake: Arc<Notify>) {
    let mut events = context.events.subscribe();
    loop {
        match events.recv().await {
            Ok((Topic::DeliveryQueued, _)) => wake.notify_one(),
            Ok(_) => {}
            Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => wake.notify_one(),
            Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
        }
    }
}

impl Worker {
    async fn run(mut self, stopping: CancellationToken) {
        let mut polls = tokio::time::interval(POLL);
        polls.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let done = tokio::select! {
                () = self.wake.notified() => self.dispatch().await,
                _ = polls.tick() => match self.give_up().await {
                    Ok(()) => self.dispatch().await,
                    failed => failed,
                },
                () = stopping.cancelled() => return,
            };
            if let Err(error) = done {
                // The next look finds what this one missed.
                tracing::warn!(%error, "deliveries wait for the database");
            }
        }
    }

    /// Gives up what waits for channels that were switched off or removed.
    async fn give_up(&self) -> Result<(), sqlx::Error> {
        let pool = &self.context.pool;
        let given_up = sql::fail_unreachable(pool, self.context.clock.now()).await?;
        let ids: Vec<_> = given_up.into_iter().map(Into::into).collect();
        notify::publish(pool, Topic::DeliveryUpdated, &ids).await
    }

    /// Claims what is due and hands it to its lanes.
    async fn dispatch(&mut self) -> Result<(), sqlx::Error> {
        let now = self.context.clock.now();
        let in_flight: Vec<(ChannelId, DeliveryId)> = self
            .lanes
            .iter()
            .flat_map(|(channel, lane)| {
                held(&lane.in_flight).iter().map(|id| (*channel, *id)).collect::<Vec<_>>()
            })
            .collect();
        let claimed =
            sql::claim(&self.context.pool, &in_flight, MOST_IN_FLIGHT, now, now + LEASE).await?;
        for delivery in claimed {
            let id = delivery.channel_id;
            let lane = self.lanes.entry(id).or_insert_with(|| {
                let (queue, deliveries) = mpsc::unbounded_channel();
                let in_flight = InFlight::default();
                let lane = LaneWorker {
                    context: self.context.clone(),
                    in_flight: in_flight.clone(),
                    wake: self.wake.clone(),
                    finished: self.finished.clone(),
                };
                tokio::spawn(lane.run(deliveries));
                Lane { queue, in_flight }
            });
            held(&lane.in_flight).push(delivery.id);
            // Its lane lives as long as this worker.
            let _ = lane.queue.send(delivery);
        }
        Ok(())
    }
}

/// Sends over one channel.
#[derive(Clone)]
struct LaneWorker {
    context: Context,
    in_flight: InFlight,
    wake: Arc<Notify>,
    finished: mpsc::Sender<Finished>,
}

impl LaneWorker {
    async fn run(self, mut deliveries: mpsc::UnboundedReceiver<Claimed>) {
        while let Some(delivery) = deliveries.recv().await {
            let lane = self.clone();
            let attempt = tokio::spawn(async move { lane.attempt(delivery).await });
            // Whichever is first; the attempt goes on.
            let _ = tokio::time::timeout(HEAD_START, attempt).await;
        }
    }

    async fn attempt(self, delivery: Claimed) {
        let _room = Room(&self, delivery.id);
        let started_at = self.context.clock.now();
        let outcome = try_once(&self.context, &delivery, started_at).await;
        let finished = finish(delivery, started_at, self.context.clock.now(), outcome);
        let (written, is_written) = tokio::sync::oneshot::channel();
        let finished = Finished { written: Some(written), ..finished };
        if self.finished.send(finished).await.is_ok() {
            // Until it is written down it takes its channel's room.
            let _ = is_written.await;
        }
    }
}

/// What an attempt takes of its channel's room; given back also when the attempt fails in a way
/// that nobody thought of.
struct Room<'a>(&'a LaneWorker, DeliveryId);

impl Drop for Room<'_> {
    fn drop(&mut self) {
        held(&self.0.in_flight).retain(|id| *id != self.1);
        self.0.wake.notify_one();
    }
}

/// Sends a delivery once.
async fn try_once(context: &Context, delivery: &Claimed, now: DateTime<Utc>) -> Outcome {
    let unreadable = |detail: &str| Outcome::given_up(Reason::ChannelUnreadable, detail);
    let sealed = delivery.settings.as_deref();
    let stored =
        sealed.and_then(|sealed| channels::open_sealed(&context.keys, delivery.channel_id, sealed));
    let Some(stored) = stored else {
        return unreadable("the channel's settings can't be decrypted; enter them again");
    };
    if !delivery.is_allowed {
        let detail = "whoever last set the channel up has left or may not read the number";
        return Outcome::given_up(Reason::NotAllowed, detail);
    }
    let is_again = delivery.attempts - delivery.attempts_before > 1 && !delivery.is_taken_over;
    if is_again && delivery.expires_at.is_some_and(|at| at <= now) {
        let detail = "the code expired before it could be delivered";
        return Outcome::given_up(Reason::CodeExpired, detail);
    }
    let planned = delivery.retry_at_seconds.len() + 1;
    let attempts = usize::try_from(delivery.attempts - delivery.attempts_before);
    if attempts.is_ok_and(|attempts| attempts > planned + MOST_LOST) {
        return unreadable("attempts ended without a result; the server's log may say why");
    }
    let payload = delivery.payload.as_deref().map(serde_json::from_str::<Payload>);
    let Some(Ok(payload)) = payload else {
        return unreadable("what was to be sent can't be read");
    };
    let letter = Letter {
        id: delivery.id,
        payload: &payload,
        label: delivery.label.as_deref(),
        is_thin: delivery.is_thin,
        public_url: &context.public_url,
        now,
    };
    send(context, &stored, &letter).await
}

/// What an attempt means for its delivery.
fn finish(
    delivery: Claimed,
    started_at: DateTime<Utc>,
    ended_at: DateTime<Utc>,
    outcome: Outcome,
) -> Finished {
    let attempts = delivery.attempts - delivery.attempts_before;
    let next = match (outcome.verdict, delivery.event) {
        (Verdict::Later, Event::Message | Event::Notice) => {
            let retry_after = outcome.retry_after;
            let failed = schedule::Failed {
                retry_at_seconds: &delivery.retry_at_seconds,
                attempts: usize::try_from(attempts).unwrap_or_default(),
                first_at: delivery.first_attempt_at,
                ended_at,
                retry_after: retry_after.and_then(|after| TimeDelta::from_std(after).ok()),
                expires_at: delivery.expires_at,
            };
            schedule::next(&failed, random::jitter())
        }
        _ => Next::Exhausted,
    };
    let detail = outcome.detail.clone();
    let (status, reason, detail, at) = match (outcome.verdict, next) {
        (Verdict::Delivered, _) => (Status::Delivered, None, None, ended_at),
        (_, Next::At(at)) => (Status::Waiting, outcome.reason, detail, at),
        (_, Next::Exhausted) => (Status::Failed, outcome.reason, detail, ended_at),
        (_, Next::Expired) => {
            let last = detail.unwrap_or_default();
            let detail = format!("the code expired before it could be delivered; at last: {last}");
            (Status::Failed, Some(Reason::CodeExpired), Some(detail), ended_at)
        }
    };
    let done = Done {
        id: delivery.id,
        attempt: delivery.attempts,
        status,
        reason,
        detail,
        at,
        started_at,
        duration_ms: i32::try_from(outcome.duration.as_millis()).unwrap_or(i32::MAX),
        attempt_reason: outcome.reason,
        attempt_detail: outcome.detail,
        answer_status: outcome.status.map(i32::from),
        answer: outcome.answer,
        request: Some(outcome.request).filter(|_| delivery.event == Event::Test),
    };
    Finished { delivery, verdict: outcome.verdict, done, written: None }
}
