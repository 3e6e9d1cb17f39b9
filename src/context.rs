//! What every request handler may reach.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use crate::audit::{self, Entry, Refusals, Repeated};
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
    /// Refusals that are not in the audit log yet.
    pub refusals: Refusals,
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

    /// Writes a refusal, or what was asked for again, into the audit log: the first of its kind in a
    /// minute at once, the others as one entry when the minute has ended.
    pub async fn refuse(&self, entry: Entry) -> Result<()> {
        let Some(first) = self.refusals.count(entry, self.clock.now()) else { return Ok(()) };
        let written = self.record_alone(std::slice::from_ref(&first)).await;
        if written.is_err() {
            // Not forgotten: it is among the others then.
            self.refusals.count(first, self.clock.now());
        }
        written
    }

    /// Writes the refusals of minutes that have ended by `now`, or all of them.
    pub async fn write_refusals(&self, now: Option<DateTime<Utc>>) -> Result<()> {
        let repeated = self.refusals.take(now);
        if repeated.is_empty() {
            return Ok(());
        }
        let entries: Vec<Entry> = repeated.iter().map(Repeated::entry).collect();
        let written = self.record_alone(&entries).await;
        if written.is_err() {
            self.refusals.put_back(repeated);
        }
        written
    }
}
