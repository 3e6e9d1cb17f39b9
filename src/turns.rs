//! How much may be under way at once, of one member and of all, within this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};
use crate::id::UserId;
use crate::sentence::Sentence;

/// How long is waited for others to end.
const PATIENCE: Duration = Duration::from_secs(2);
/// When asking again makes sense.
const RETRY_AFTER_SECONDS: u64 = 2;

/// Turns at something that costs; clones share them.
#[derive(Clone)]
pub struct Turns {
    all: Arc<Semaphore>,
    own: Arc<Mutex<HashMap<UserId, Arc<Semaphore>>>>,
    most_own: usize,
    detail: Sentence,
}

/// The right to do it now, until it is dropped.
pub struct Turn {
    _of_all: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
}

impl Turns {
    /// So many at once of one member and of all; `detail` says what there was too much of.
    pub fn new(most_own: usize, most: usize, detail: Sentence) -> Self {
        Self { all: Arc::new(Semaphore::new(most)), own: Arc::default(), most_own, detail }
    }

    /// Waits shortly for a turn; without one it is [`Error::TooManyRequests`].
    pub async fn take(&self, who: UserId) -> Result<Turn> {
        let own = self.of(who);
        let turn = async {
            // The member's own first: who has many waiting takes no place from others.
            let own = own.acquire_owned().await.map_err(Error::internal)?;
            let of_all = self.all.clone().acquire_owned().await.map_err(Error::internal)?;
            Ok(Turn { _of_all: of_all, _own: own })
        };
        tokio::time::timeout(PATIENCE, turn).await.unwrap_or_else(|_| {
            Err(Error::TooManyRequests {
                detail: self.detail.clone(),
                retry_after_seconds: RETRY_AFTER_SECONDS,
            })
        })
    }

    fn of(&self, who: UserId) -> Arc<Semaphore> {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        // Those who have nothing under way need no place.
        own.retain(|_, turns| Arc::strong_count(turns) > 1);
        own.entry(who).or_insert_with(|| Arc::new(Semaphore::new(self.most_own))).clone()
    }
}
