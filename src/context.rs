//! What every request handler may reach.

use std::sync::Arc;

use sqlx::{PgConnection, PgPool};

use crate::audit::{self, Entry};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::events::Events;
use crate::db::reads::Reads;
use crate::egress::Egress;
use crate::error::Result;
use crate::mail::Mailer;
use crate::patterns::Trials;
use crate::secrets::Keyring;

/// Shared state of the HTTP handlers and workers; clones are cheap.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub pool: PgPool,
    /// The same for lists and searches.
    pub reads: Reads,
    /// The time.
    pub clock: Clock,
    /// Encryption of stored secrets and signing of tokens.
    pub keys: Keyring,
    /// The settings.
    pub config: Arc<Config>,
    /// The URL that browsers and providers use, without a slash at its end.
    pub public_url: Arc<str>,
    /// E-mail, where it is set up.
    pub mailer: Option<Mailer>,
    /// HTTP requests to receivers of messages.
    pub egress: Egress,
    /// What was committed, as this process hears of it.
    pub events: Events,
    /// Patterns that are being tried out.
    pub trials: Trials,
}

impl Context {
    /// The same over other connections.
    pub fn over(&self, pool: PgPool) -> Self {
        Self { pool, ..self.clone() }
    }

    /// Adds entries to the audit log in the transaction of `connection`, as its last statement.
    pub async fn record(&self, connection: &mut PgConnection, entries: &[Entry]) -> Result<()> {
        let entries: Vec<&Entry> = entries.iter().collect();
        Ok(audit::record(connection, &self.keys, self.clock.now(), &entries).await?)
    }

    /// Adds entries to the audit log in a transaction of their own.
    pub async fn record_alone(&self, entries: &[Entry]) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        self.record(&mut transaction, entries).await?;
        Ok(transaction.commit().await?)
    }
}
