//! Token buckets by key, within this process.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::error::{Error, Result};
use crate::sentence::Sentence;

/// How many keys may be remembered before full buckets are forgotten.
const MANY_KEYS: usize = 10_000;

/// A bucket for each key; clones share them.
#[derive(Clone)]
pub struct RateLimit<K: Clone + Hash + Eq> {
    buckets: Arc<DefaultKeyedRateLimiter<K>>,
    detail: Sentence,
}

impl<K: Clone + Hash + Eq> RateLimit<K> {
    /// So many at once, and as many again over each minute; `detail` says what there was too much of.
    pub fn per_minute(most: u32, detail: Sentence) -> Self {
        let most = NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN);
        Self { buckets: Arc::new(RateLimiter::keyed(Quota::per_minute(most))), detail }
    }

    /// So many a second.
    pub fn per_second(most: NonZeroU32, detail: Sentence) -> Self {
        Self { buckets: Arc::new(RateLimiter::keyed(Quota::per_second(most))), detail }
    }

    /// Takes one from the key's bucket; an empty one is [`Error::TooManyRequests`].
    pub fn take(&self, key: &K) -> Result<()> {
        if self.buckets.len() > MANY_KEYS {
            self.buckets.retain_recent();
        }
        self.buckets.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Error::TooManyRequests {
                detail: self.detail.clone(),
                retry_after_seconds: wait.as_secs().saturating_add(1),
            }
        })
    }
}
