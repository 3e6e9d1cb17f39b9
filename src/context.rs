//! What every request handler may reach.

use std::sync::Arc;

use sqlx::PgPool;

use crate::audit::refusals::Refusals;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::db::events::Events;
use crate::db::reads::Reads;
use crate::egress::Egress;
use crate::error::Error;
use crate::mail::{MailError, Mailer};
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

/// Why what all share can't be put together.
#[derive(Debug, thiserror::Error)]
pub enum ContextError {
    /// The mail server can't be used.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// Something on the way.
    #[error(transparent)]
    Other(#[from] Error),
}

impl Context {
    /// What a server or a command works with, over an open database and its key. `public_url` has no
    /// slash at its end.
    pub fn open(
        config: Config,
        clock: Clock,
        database: &Database,
        keys: Keyring,
        public_url: String,
    ) -> Result<Self, ContextError> {
        Ok(Self {
            keys,
            mailer: Mailer::new(&config)?,
            egress: Egress::new(&config).map_err(Error::internal)?,
            events: Events::default(),
            refusals: Refusals::default(),
            trials: Trials::default(),
            reads: Reads::new(database.reads.clone(), database.pool.clone()),
            pool: database.pool.clone(),
            clock,
            public_url: public_url.into(),
            config: Arc::new(config),
        })
    }

    /// The same over other connections.
    pub fn over(&self, pool: PgPool) -> Self {
        Self { pool, ..self.clone() }
    }
}
