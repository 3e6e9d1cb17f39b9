//! The one place that asks what time it is, so that a test can own the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// A source of the current time; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds since 1970 when the clock stands still; 0 when it follows the system.
    stopped_at: Arc<AtomicI64>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `time` until it is [set](Self::set).
    pub fn stopped_at(time: DateTime<Utc>) -> Self {
        let clock = Self::default();
        clock.set(time);
        clock
    }

    /// Stops the clock at `time`.
    pub fn set(&self, time: DateTime<Utc>) {
        self.stopped_at.store(time.timestamp_millis(), Ordering::Relaxed);
    }

    /// The current time in UTC, in whole microseconds as PostgreSQL keeps it.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> DateTime<Utc> {
        let stopped_at = self.stopped_at.load(Ordering::Relaxed);
        if let Some(time) =
            (stopped_at != 0).then(|| DateTime::from_timestamp_millis(stopped_at)).flatten()
        {
            return time;
        }
        let now = Utc::now();
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }
}
