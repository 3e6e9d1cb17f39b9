//! Patterns tried on messages that are there, while somebody waits for what comes of it.

use std::hash::Hash;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::Meter;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::turns::Turns;

/// Trials of all members at once: others need the processor as well.
const MOST_AT_ONCE: usize = 2;
/// What a trial may take of the processor.
const BUDGET: Duration = Duration::from_secs(2);

/// Who tries patterns out now, a trial a member; clones share it.
#[derive(Clone)]
pub struct Trials {
    turns: Turns,
    budget: Duration,
}

impl Default for Trials {
    fn default() -> Self {
        let detail = say!("You are trying another rule out; wait until that has ended.");
        Self { turns: Turns::new(1, MOST_AT_ONCE, detail), budget: BUDGET }
    }
}

impl Trials {
    /// Does the work of a trial on a thread that nobody else waits for, with a budget. It ends early when
    /// the caller goes away, and `field` is refused when the budget is spent.
    pub async fn run<K, T>(
        &self,
        who: UserId,
        field: &'static str,
        work: impl FnOnce(&mut Meter<K>) -> T + Send + 'static,
    ) -> Result<T>
    where
        K: Copy + Eq + Hash + Send + 'static,
        T: Send + 'static,
    {
        let turn = self.turns.take(who).await?;
        let gone = CancellationToken::new();
        let mut meter = Meter::until(self.budget, gone.clone());
        let _gone = gone.drop_guard();
        let worked = tokio::task::spawn_blocking(move || {
            let result = work(&mut meter);
            // The turn ends with the work, not with the caller.
            drop(turn);
            (!meter.is_spent()).then_some(result)
        });
        let result = worked.await.map_err(Error::internal)?;
        result.ok_or_else(|| {
            let seconds = self.budget.as_secs_f64();
            let words =
                say!("takes more than {seconds} s on the last messages: repeat less", seconds);
            Error::invalid(field, words)
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;
    use crate::clock::Clock;

    #[tokio::test]
    async fn a_trial_ends_when_its_caller_goes_away_and_makes_room_for_the_next() {
        let trials = Trials::default();
        let who = UserId::new(Clock::system().now());
        let ((begun, has_begun), (ended, has_ended)) = (oneshot::channel(), oneshot::channel());
        let endless = trials.run(who, "pattern", |meter: &mut Meter<()>| {
            let _ = begun.send(());
            while !meter.is_spent() {
                std::thread::yield_now();
            }
            let _ = ended.send(());
        });
        tokio::select! {
            _ = endless => panic!("it has no end"),
            begun = has_begun => begun.expect("begun"),
        }
        has_ended.await.expect("ended");
        let next = trials.run(who, "pattern", |_: &mut Meter<()>| 7).await;
        assert_eq!(next.expect("a turn"), 7);
    }

    #[tokio::test]
    async fn a_trial_that_takes_too_long_says_so_of_the_pattern() {
        let trials = Trials { budget: Duration::from_millis(5), ..Trials::default() };
        let who = UserId::new(Clock::system().now());
        let endless = |meter: &mut Meter<()>| while meter.search((), || Some(())).is_some() {};
        let error = trials.run(who, "pattern", endless).await.expect_err("an end");
        assert!(error.to_string().contains("pattern: takes more than 0.005 s"), "{error}");
    }
}
