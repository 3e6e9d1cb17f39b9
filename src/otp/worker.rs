//! What is due without anybody asking: canaries, and sends that were left behind.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use super::{Wire, canary, sql};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::Result;

/// How often is looked for what is due.
const LOOK: Duration = Duration::from_secs(1);
/// A send that is still being asked for after so long was left behind by a process that died.
const LEFT_BEHIND: TimeDelta = TimeDelta::seconds(60);
/// How long sends and runs of canaries are kept.
const KEPT: TimeDelta = TimeDelta::days(90);
/// How long keys of requests and early receipts are.
const KEYS_KEPT: TimeDelta = TimeDelta::hours(24);

/// Starts to look. It ends once `stopping` is cancelled.
pub fn start(wire: Wire, stopping: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = looks.tick() => {}
                () = stopping.cancelled() => return,
            }
            if let Err(error) = look(&wire).await {
                // The next look finds what this one missed.
                tracing::warn!(%error, "sends and canaries wait for the database");
            }
        }
    })
}

async fn look(wire: &Wire) -> Result<()> {
    let context = &wire.context;
    let now = context.clock.now();
    canary::send_due(wire).await?;
    canary::tell_missing(context).await?;
    let mut connection = context.pool.acquire().await?;
    let left = sql::mark_left_behind(&mut connection, now - LEFT_BEHIND).await?;
    if !left.is_empty() {
        notify::publish(&mut *connection, Topic::SendUpdated, &left).await?;
    }
    Ok(())
}

/// Deletes sends, keys of requests, early receipts and runs of canaries that are kept no longer.
pub async fn purge(context: &Context) -> Result<()> {
    let now = context.clock.now();
    let mut connection = context.pool.acquire().await?;
    sql::purge(&mut connection, now - KEPT, now - KEYS_KEPT).await?;
    canary::purge(&mut connection, now - KEPT).await
}
