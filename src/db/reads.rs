//! Lists and searches: on connections of their own, so many at once, so long, and not for nobody.

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Connection, PgConnection, PgPool, Postgres};
use tokio::runtime::Handle;

use crate::error::Result;
use crate::id::UserId;
use crate::turns::{Turn, Turns};

/// Reads of all members at once, and of one: the database has other work.
pub const MOST_AT_ONCE: u32 = 6;
const MOST_OWN: usize = 2;
/// How long a read may take.
pub const LONGEST: Duration = Duration::from_secs(5);

/// Who reads now; clones share it.
#[derive(Clone)]
pub struct Reads {
    pool: PgPool,
    /// Where a read is called off over: its own connection is busy.
    others: PgPool,
    turns: Turns,
}

impl Reads {
    /// Reads over the connections of `pool`.
    pub fn new(pool: PgPool, others: PgPool) -> Self {
        let detail = say!("You are running too many searches at once. Wait for them to finish.");
        Self { pool, others, turns: Turns::new(MOST_OWN, MOST_AT_ONCE as usize, detail) }
    }

    /// Waits for the member's turn to read.
    pub async fn begin(&self, who: UserId) -> Result<Reading> {
        let turn = self.turns.take(who).await?;
        let mut connection = self.pool.acquire().await?;
        let backend = sqlx::query_scalar!(r#"SELECT pg_backend_pid() AS "pid!""#)
            .fetch_one(&mut *connection)
            .await?;
        let held = Some((connection, turn));
        Ok(Reading { held, backend, others: self.others.clone() })
    }
}

/// A member's turn to read. When it is dropped before it was ended, its caller has gone away, and the
/// database is told to stop.
pub struct Reading {
    held: Option<(PoolConnection<Postgres>, Turn)>,
    backend: i32,
    others: PgPool,
}

impl Reading {
    /// The connection to read over.
    pub fn connection(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        let held = self.held.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        Ok(&mut held.0)
    }

    /// Gives the connection back.
    pub fn end(mut self) {
        self.held = None;
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some((mut connection, turn)) = self.held.take() else { return };
        let Ok(runtime) = Handle::try_current() else { return };
        let (backend, others) = (self.backend, self.others.clone());
        runtime.spawn(async move {
            let cancel = sqlx::query!("SELECT pg_cancel_backend($1)", backend);
            if let Err(error) = cancel.fetch_one(&others).await {
                tracing::debug!(%error, "a read could not be called off");
            }
            // Only what has ended makes room for the next.
            if connection.ping().await.is_err() {
                connection.close_on_drop();
            }
            drop(turn);
        });
    }
}
