//! Ends sockets whose sessions have expired: nothing is committed then that anybody could hear of.

use std::time::Duration;

use socketioxide::SocketIo;
use tokio::time::MissedTickBehavior;

use super::listener::{callers, renew_callers};
use crate::context::Context;

/// How often is looked, and so how much longer than its session a socket may live.
const PERIOD: Duration = Duration::from_secs(1);

/// Looks until it is aborted. A session that was refreshed meanwhile has another end, which the
/// database knows; while that is away the socket hears nothing, and is looked at again.
pub async fn run(context: Context, io: SocketIo) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let now = context.clock.now();
        let due = callers(io.sockets())
            .into_iter()
            .filter(|(_, caller)| caller.expires_at.is_some_and(|at| at <= now))
            .map(|(socket, _)| socket)
            .collect::<Vec<_>>();
        if !due.is_empty()
            && let Err(error) = renew_callers(&context, due).await
        {
            tracing::warn!(%error, "sockets of expired sessions wait for their end");
        }
    }
}
