//! Stores messages, exactly once each: the rules are obeyed, the row written, the audit log added to,
//! and all nodes told, in one commit.

mod batch;
mod queued;
mod rules;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::audit::Entry;
use crate::context::Context;
use crate::error::{BoxError, Error, Result};
use crate::id::MessageId;
use crate::messages::NewMessage;
use queued::Queued;

/// Messages that may wait for a commit; beyond it the provider is told to come back.
const LONGEST_QUEUE: usize = 4096;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id; of a message that was seen before, the first one's.
    pub id: MessageId,
    /// Whether it was never seen before.
    pub is_new: bool,
}

/// The queue to the one task that writes; clones share it.
///
/// Messages that arrive while a batch is written form the next batch, so that under load many
/// share a commit and alone none waits.
#[derive(Clone)]
pub struct Ingest {
    queue: mpsc::Sender<Job>,
}

struct Job {
    queued: Queued,
    answer: oneshot::Sender<Result<Stored>>,
}

impl Ingest {
    /// Starts the writer. It ends when the last clone of the queue is gone and all is written.
    pub fn start(context: Context) -> (Self, JoinHandle<()>) {
        let (queue, jobs) = mpsc::channel(LONGEST_QUEUE);
        (Self { queue }, tokio::spawn(batch::write_all(context, jobs)))
    }

    /// Stores a message and waits until it is committed. `entry` says in the audit log where it came
    /// from.
    pub async fn submit(&self, message: NewMessage, entry: Entry) -> Result<Stored> {
        let queued = Queued::new(message, entry);
        let (answer, stored) = oneshot::channel();
        self.queue.try_send(Job { queued, answer }).map_err(unavailable)?;
        stored.await.map_err(unavailable)?
    }
}

fn unavailable(cause: impl Into<BoxError>) -> Error {
    Error::Unavailable(cause.into())
}
