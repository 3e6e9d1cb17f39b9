//! What every request handler may reach.

use std::sync::Arc;

use sqlx::PgPool;

use crate::clock::Clock;
use crate::config::Config;
use crate::secrets::Keyring;

/// Shared state of the HTTP handlers and workers; clones are cheap.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub pool: PgPool,
    /// The time.
    pub clock: Clock,
    /// Encryption of stored secrets and signing of tokens.
    pub keys: Keyring,
    /// The settings.
    pub config: Arc<Config>,
    /// The URL that browsers and providers use, without a slash at its end.
    pub public_url: Arc<str>,
}
