//! Keeps a cluster alive: a PostgreSQL that dies is started again, whoever killed it.

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::account::Account;
use super::process::Postgres;
use super::programs::Programs;
use super::{EmbeddedError, lock, wait_until_ready};

/// What PostgreSQL says when processes of a killed one still use the cluster.
const STILL_IN_USE: &str = "shared memory block";
const ORPHAN_TIMEOUT: Duration = Duration::from_secs(15);
const ORPHAN_POLL: Duration = Duration::from_millis(200);
/// One that answered for so long did not die at once.
const LIVED: Duration = Duration::from_secs(1);
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A death of the database that was mended.
#[derive(Clone, Debug)]
pub struct Restart {
    /// How the process ended.
    pub how: String,
    /// From its end to the first answer of the next one.
    pub away: Duration,
}

/// What PostgreSQL is started from, the first time and after each death.
pub struct Launcher {
    pub programs: Programs,
    pub home: PathBuf,
    pub account: Option<Account>,
}

impl Launcher {
    /// Starts PostgreSQL and waits until it answers, as long as it lives. What a killed one left
    /// behind is ended first.
    pub async fn launch(&self) -> Result<Postgres, EmbeddedError> {
        lock::end_orphan(&self.home).await?;
        let deadline = Instant::now() + ORPHAN_TIMEOUT;
        let mut postgres = self.spawn()?;
        loop {
            match wait_until_ready(&self.home, Some(&mut postgres)).await {
                Ok(()) => return Ok(postgres),
                // Ending it would only make the next one begin again from the start.
                Err(EmbeddedError::Failed { output, .. }) if postgres.ended_how().is_none() => {
                    tracing::warn!(output, "the database is still starting");
                }
                // Backends of a PostgreSQL that was killed end by themselves, a moment later.
                Err(EmbeddedError::Failed { output, .. })
                    if output.contains(STILL_IN_USE) && Instant::now() < deadline =>
                {
                    tokio::time::sleep(ORPHAN_POLL).await;
                    postgres = self.spawn()?;
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn spawn(&self) -> Result<Postgres, EmbeddedError> {
        Postgres::spawn(&self.programs, &self.home, self.account.as_ref())
    }
}

/// The task that looks after a cluster.
pub struct Supervisor {
    task: JoinHandle<()>,
    stopping: CancellationToken,
    restarts: Option<UnboundedReceiver<Restart>>,
}

impl Supervisor {
    /// Looks after `postgres` from now on.
    pub fn start(launcher: Launcher, postgres: Postgres) -> Self {
        let stopping = CancellationToken::new();
        let (tell, restarts) = mpsc::unbounded_channel();
        let task = tokio::spawn(supervise(launcher, postgres, stopping.clone(), tell));
        Self { task, stopping, restarts: Some(restarts) }
    }

    /// Every restart, told once the database answers again. Only the first caller hears.
    pub fn take_restarts(&mut self) -> Option<UnboundedReceiver<Restart>> {
        self.restarts.take()
    }

    /// Stops the cluster and starts it no more.
    pub async fn stop(self) {
        self.stopping.cancel();
        let _ = self.task.await;
    }
}

async fn supervise(
    launcher: Launcher,
    mut postgres: Postgres,
    stopping: CancellationToken,
    tell: UnboundedSender<Restart>,
) {
    let mut pause = Duration::ZERO;
    loop {
        let answered_at = Instant::now();
        let how = tokio::select! {
            () = stopping.cancelled() => return postgres.stop().await,
            how = postgres.ended() => how,
        };
        let died_at = Instant::now();
        tracing::error!(how, "the database died and is started again");
        if died_at - answered_at >= LIVED {
            pause = Duration::ZERO;
        }
        let started = async {
            loop {
                tokio::time::sleep(pause).await;
                pause = next_pause(pause);
                match launcher.launch().await {
                    Ok(postgres) => return postgres,
                    Err(error) => {
                        tracing::error!(%error, ?pause, "the database can't be started; trying again after a pause");
                    }
                }
            }
        };
        postgres = tokio::select! {
            // One that is just starting ends with this process.
            () = stopping.cancelled() => return,
            postgres = started => postgres,
        };
        let away = died_at.elapsed();
        metrics::counter!("codebell_database_restarts_total").increment(1);
        tracing::warn!(milliseconds = away.as_millis(), "the database answers again");
        // A command does not listen.
        let _ = tell.send(Restart { how, away });
    }
}

/// How long is waited before the start after the next: it doubles, and goes on for ever.
fn next_pause(pause: Duration) -> Duration {
    (pause * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_dies_at_once_is_started_ever_more_rarely_and_for_ever() {
        let pauses = std::iter::successors(Some(Duration::ZERO), |pause| Some(next_pause(*pause)));
        let millis: Vec<u128> = pauses.take(12).map(|pause| pause.as_millis()).collect();
        let expected = [0, 100, 200, 400, 800, 1600, 3200, 6400, 12_800, 25_600, 30_000, 30_000];
        assert_eq!(millis, expected);
    }
}
