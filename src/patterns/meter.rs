//! What searches take of the processor. Time of the thread, not of the clock: a busy machine makes no
//! pattern slow.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tokio_util::sync::CancellationToken;

/// A search of this length is far beyond what a pattern that was checked can take.
const FAR: Duration = Duration::from_millis(100);
/// A pattern that takes this part of a budget which was spent is one of those that spent it.
const PART: u32 = 10;
/// How often it may be.
const MOST_STRIKES: u32 = 3;

/// A budget for searches, and what each pattern took of it. For one thread.
pub struct Meter<K> {
    budget: Duration,
    left: Duration,
    costs: HashMap<K, Cost>,
    cancelled: CancellationToken,
}

/// What one pattern took.
#[derive(Clone, Copy, Default)]
struct Cost {
    sum: Duration,
    longest: Duration,
}

impl<K: Copy + Eq + Hash> Meter<K> {
    /// So much of the processor.
    pub fn new(budget: Duration) -> Self {
        Self::until(budget, CancellationToken::new())
    }

    /// The same until nobody waits for it any more.
    pub fn until(budget: Duration, cancelled: CancellationToken) -> Self {
        Self { budget, left: budget, costs: HashMap::new(), cancelled }
    }

    /// Searches with a pattern; finds nothing once the budget is spent.
    pub fn search<T>(&mut self, pattern: K, search: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.is_spent() {
            return None;
        }
        let begun = thread_time();
        let found = search();
        self.add(pattern, thread_time().saturating_sub(begun));
        found
    }

    fn add(&mut self, pattern: K, took: Duration) {
        self.left = self.left.saturating_sub(took);
        let cost = self.costs.entry(pattern).or_default();
        cost.sum += took;
        cost.longest = cost.longest.max(took);
    }

    /// Whether nothing is left, or nobody waits any more.
    pub fn is_spent(&self) -> bool {
        self.left.is_zero() || self.cancelled.is_cancelled()
    }
}

/// How often each pattern spent a budget.
pub struct Strikes<K>(HashMap<K, u32>);

impl<K> Default for Strikes<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Copy + Eq + Hash> Strikes<K> {
    /// The patterns that are too slow to go on: by far, or time and again.
    pub fn count(&mut self, meter: &Meter<K>) -> Vec<K> {
        let is_spent = meter.left.is_zero();
        // However many share it, one of them took the most.
        let most = meter.costs.values().map(|cost| cost.sum).max().unwrap_or_default();
        let much = most.min(meter.budget / PART);
        let mut slow = Vec::new();
        for (pattern, cost) in &meter.costs {
            let is_far = cost.longest > FAR;
            if is_spent && cost.sum >= much {
                *self.0.entry(*pattern).or_default() += 1;
            }
            if is_far || self.0.get(pattern).is_some_and(|strikes| *strikes >= MOST_STRIKES) {
                slow.push(*pattern);
            }
        }
        slow
    }

    /// Forgets a pattern, which was switched off.
    pub fn forget(&mut self, pattern: &K) {
        self.0.remove(pattern);
    }
}

/// What this thread has taken of the processor so far.
fn thread_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Duration = Duration::from_millis(20);

    fn metered(costs: &[(char, u64)]) -> Meter<char> {
        let mut meter = Meter::new(BUDGET);
        for (pattern, milliseconds) in costs {
            meter.add(*pattern, Duration::from_millis(*milliseconds));
        }
        meter
    }

    #[test]
    fn a_pattern_is_too_slow_that_spends_budgets_time_and_again_or_takes_far_too_long() {
        let mut strikes = Strikes::default();
        for expected in [&[][..], &[], &['s']] {
            assert_eq!(strikes.count(&metered(&[('s', 19), ('q', 1)])), expected);
        }
        assert_eq!(strikes.count(&metered(&[('f', 101)])), ['f']);
        // What does not spend the budget is as slow as it may be.
        for _ in 0..5 {
            assert!(strikes.count(&metered(&[('n', 19)])).is_empty());
        }
    }

    #[test]
    fn of_many_patterns_that_spend_a_budget_together_the_slowest_are_too_slow() {
        let mut strikes = Strikes::default();
        let mut many: Vec<(char, u64)> = ('a'..='s').map(|pattern| (pattern, 1)).collect();
        many.push(('z', 2));
        for _ in 0..2 {
            assert!(strikes.count(&metered(&many)).is_empty());
        }
        assert_eq!(strikes.count(&metered(&many)), ['z']);
    }

    #[test]
    fn nothing_is_searched_any_more_once_the_budget_is_spent_or_nobody_waits() {
        let mut spent = metered(&[('s', 20)]);
        assert_eq!(spent.search('q', || Some(())), None);
        let cancelled = CancellationToken::new();
        let mut meter = Meter::until(BUDGET, cancelled.clone());
        assert_eq!(meter.search('q', || Some(())), Some(()));
        cancelled.cancel();
        assert_eq!(meter.search('q', || Some(())), None);
    }
}
