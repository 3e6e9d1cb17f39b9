//! What is due every hour, on one node at a time: each slice deletes what it keeps no longer, and
//! says what it finds.

use std::time::Duration;

use sqlx::PgExecutor;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::context::Context;
use crate::error::Result;
use crate::notices::silence;
use crate::{delivery, otp};

const PERIOD: Duration = Duration::from_secs(60 * 60);
/// The lock of whoever is at it; any number that nobody else takes.
const LOCK: i64 = 0x636f_6465_686f_7573;

/// Does it at once and then every hour, until `stopping` is cancelled.
pub fn start(context: Context, stopping: CancellationToken) -> JoinHandle<()> {
    tokio::spawn(async move {
        let every_hour = async {
            loop {
                if let Err(error) = run(&context).await {
                    tracing::warn!(%error, "what is due every hour waits for the next");
                }
                tokio::time::sleep(PERIOD).await;
            }
        };
        stopping.run_until_cancelled(every_hour).await;
    })
}

/// Does what is due, once no other node is at it. What fails keeps nothing else from being done.
///
/// # Errors
/// The first that there was.
pub async fn run(context: &Context) -> Result<()> {
    let mut turn = context.pool.acquire().await?;
    // The lock goes with its connection, however this ends.
    turn.close_on_drop();
    take_turn(&mut *turn).await?;
    let done =
        [delivery::purge(context).await, otp::purge(context).await, tell_of_silence(context).await];
    done.into_iter().collect()
}

async fn take_turn(executor: impl PgExecutor<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!("SELECT pg_advisory_lock($1)", LOCK).execute(executor).await?;
    Ok(())
}

/// Tells of numbers that have been silent for longer than usual.
async fn tell_of_silence(context: &Context) -> Result<()> {
    for notice in silence::find(&context.pool, context.clock.now()).await? {
        let mut transaction = context.pool.begin().await?;
        delivery::announce(context, &mut transaction, &notice).await?;
        transaction.commit().await?;
    }
    Ok(())
}
