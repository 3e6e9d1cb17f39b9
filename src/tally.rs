//! Counts what comes again and again: of each kind the first of a minute is done at once, the
//! others are counted and done as one at its end.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// How long is counted before it is done.
const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// Kinds that are told apart in a minute; what comes beyond is counted by coarser ones.
const MOST: usize = 256;

/// What came again; clones share it.
#[derive(Clone)]
pub struct Tally<K, V>(Arc<Mutex<HashMap<K, Minute<V>>>>);

struct Minute<V> {
    began_at: DateTime<Utc>,
    count: u32,
    last: Option<V>,
}

/// What came again within a minute.
#[derive(Debug, PartialEq, Eq)]
pub struct Counted<K, V> {
    /// Of which kind.
    pub key: K,
    /// When the first came, which was done at once.
    pub began_at: DateTime<Utc>,
    /// How many came after it.
    pub count: u32,
    /// The last of them.
    pub last: V,
}

impl<K, V> Default for Tally<K, V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Hash + Eq + Clone, V> Tally<K, V> {
    /// Gives `value` back to be done now, or counts it.
    pub fn count(&self, key: K, coarse: K, value: V, now: DateTime<Utc>) -> Option<V> {
        let mut minutes = self.minutes();
        let is_full = minutes.len() >= MOST && !minutes.contains_key(&key);
        let key = if is_full { coarse } else { key };
        if let Some(minute) = minutes.get_mut(&key) {
            minute.count = minute.count.saturating_add(1);
            minute.last = Some(value);
            return None;
        }
        minutes.insert(key, Minute { began_at: now, count: 0, last: None });
        Some(value)
    }

    /// Takes what was counted in minutes that have ended by `now`, or all of it where there is none.
    pub fn take(&self, now: Option<DateTime<Utc>>) -> Vec<Counted<K, V>> {
        let is_over = |minute: &Minute<V>| now.is_none_or(|now| now - minute.began_at >= MINUTE);
        let ended = self.minutes().extract_if(|_, minute| is_over(minute)).collect::<Vec<_>>();
        let counted = ended.into_iter().filter_map(|(key, minute)| {
            let Minute { began_at, count, last } = minute;
            Some(Counted { key, began_at, count, last: last? })
        });
        counted.collect()
    }

    /// Counts again what was taken and could not be done.
    pub fn put_back(&self, counted: Vec<Counted<K, V>>) {
        let mut minutes = self.minutes();
        for Counted { key, began_at, count, last } in counted {
            let minute = minutes.entry(key).or_insert(Minute { began_at, count: 0, last: None });
            minute.began_at = minute.began_at.min(began_at);
            minute.count = minute.count.saturating_add(count);
            minute.last.get_or_insert(last);
        }
    }

    fn minutes(&self) -> MutexGuard<'_, HashMap<K, Minute<V>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn the_first_of_a_minute_is_done_at_once_and_the_others_as_one() {
        let tally = Tally::default();
        assert_eq!(tally.count("a", "any", 1, at(0)), Some(1));
        assert_eq!(tally.count("a", "any", 2, at(1)), None);
        assert_eq!(tally.count("a", "any", 3, at(59)), None);
        assert_eq!(tally.count("b", "any", 4, at(59)), Some(4));
        assert_eq!(tally.take(Some(at(59))), []);
        let counted = Counted { key: "a", began_at: at(0), count: 2, last: 3 };
        assert_eq!(tally.take(Some(at(60))), [counted]);
        assert_eq!(tally.count("a", "any", 5, at(60)), Some(5), "another minute");
        assert_eq!(tally.take(None), [], "nothing came again");
    }

    #[test]
    fn what_could_not_be_done_is_done_later_with_what_came_meanwhile() {
        let tally = Tally::default();
        for value in 1..=3 {
            tally.count("a", "any", value, at(0));
        }
        let taken = tally.take(Some(at(60)));
        assert_eq!(tally.count("a", "any", 4, at(61)), Some(4));
        assert_eq!(tally.count("a", "any", 5, at(61)), None);
        tally.put_back(taken);
        let counted = Counted { key: "a", began_at: at(0), count: 3, last: 5 };
        assert_eq!(tally.take(Some(at(61))), [counted]);
    }

    #[test]
    fn however_many_kinds_come_only_so_many_are_told_apart() {
        let tally = Tally::default();
        let done = (0..10_000_u32).filter_map(|kind| tally.count(kind, u32::MAX, (), at(0)));
        assert_eq!(done.count(), MOST + 1);
        let rest = Counted { key: u32::MAX, began_at: at(0), count: 10_000 - 256 - 1, last: () };
        assert_eq!(tally.take(None), [rest]);
    }
}
