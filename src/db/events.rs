//! What was committed, told inside this process: the one listener to the database feeds it, whoever
//! waits for something subscribes.

use std::sync::Arc;

use tokio::sync::broadcast;
use uuid::Uuid;

use super::notify::Topic;

/// Events that a subscriber may be behind before it misses some.
const MOST_WAITING: usize = 1024;

/// Something that was committed, with the ids of what it is about.
pub type Event = (Topic, Arc<[Uuid]>);

/// The bus; clones share it.
#[derive(Clone)]
pub struct Events(broadcast::Sender<Event>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::Sender::new(MOST_WAITING))
    }
}

impl Events {
    /// Tells all who wait now. One that is too far behind, or that asks while the database is away,
    /// misses it: nobody may rely on events alone.
    pub fn tell(&self, topic: Topic, ids: &[Uuid]) {
        // Nobody may be waiting.
        let _ = self.0.send((topic, ids.into()));
    }

    /// All events from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}
