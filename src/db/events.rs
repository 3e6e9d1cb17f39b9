//! What was committed, told inside this process: the one listener to the database feeds it, whoever
//! waits for something subscribes.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::broadcast;
use uuid::Uuid;

use super::notify::Topic;

/// Events that a subscriber may be behind before it misses some.
const MOST_WAITING: usize = 1024;

/// Something that was committed, with the ids of what it is about.
pub type Event = (Topic, Arc<[Uuid]>);

/// The bus; clones share it.
#[derive(Clone)]
pub struct Events {
    told: broadcast::Sender<Event>,
    last_at: Arc<Mutex<Instant>>,
}

impl Default for Events {
    fn default() -> Self {
        let last_at = Arc::new(Mutex::new(Instant::now()));
        Self { told: broadcast::Sender::new(MOST_WAITING), last_at }
    }
}

impl Events {
    /// Tells all who wait now. One that is too far behind, or that asks while the database is away,
    /// misses it: nobody may rely on events alone.
    pub fn tell(&self, topic: Topic, ids: &[Uuid]) {
        self.stir();
        // Nobody may be waiting.
        let _ = self.told.send((topic, ids.into()));
    }

    /// Something may have been committed that is not told here: nobody listened.
    pub fn stir(&self) {
        *self.last_at.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// How long nothing was committed, as far as this process knows; at most since it began.
    pub fn quiet_for(&self) -> Duration {
        self.last_at.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }

    /// All events from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.told.subscribe()
    }
}
