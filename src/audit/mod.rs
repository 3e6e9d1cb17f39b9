//! The audit log: one row for everything that somebody did or was refused, in a chain of keyed
//! hashes that shows any later change.
//!
//! Never holds a code, a message's text or a secret.

mod action;
pub mod anchor;
mod chain;
mod export;
pub mod head;
pub mod http;
mod quarantine;
mod refusals;
mod sql;
pub mod verify;
pub mod watch;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::origin::Origin;
use crate::secrets::Keyring;
pub use action::Action;
pub use refusals::{Refusals, Repeated};

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// What they are.
    pub kind: ActorKind,
    /// Which one.
    pub id: Option<Uuid>,
    /// What it was called then.
    pub name: Option<String>,
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A member.
    User,
    /// A program with a key.
    ApiKey,
    /// A provider's endpoint.
    Source,
    /// Codebell itself, or whoever has its command line.
    System,
    /// Somebody unknown.
    Nobody,
}

impl ActorKind {
    /// The name in the database and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::ApiKey => "api_key",
            Self::Source => "source",
            Self::System => "system",
            Self::Nobody => "nobody",
        }
    }
}

impl Actor {
    /// A member.
    pub fn user(id: impl Into<Uuid>, name: &str) -> Self {
        Self { kind: ActorKind::User, id: Some(id.into()), name: Some(name.to_owned()) }
    }

    /// A provider's endpoint.
    pub fn source(id: impl Into<Uuid>, name: &str) -> Self {
        Self { kind: ActorKind::Source, id: Some(id.into()), name: Some(name.to_owned()) }
    }

    /// Codebell itself, or whoever has its command line.
    pub fn system() -> Self {
        Self { kind: ActorKind::System, id: None, name: None }
    }

    /// Somebody unknown.
    pub fn nobody() -> Self {
        Self { kind: ActorKind::Nobody, id: None, name: None }
    }
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Target {
    /// "user", "number", "message", …
    #[schema(value_type = String)]
    pub kind: std::borrow::Cow<'static, str>,
    /// Which one.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// What it was called then.
    #[schema(required)]
    pub name: Option<String>,
}

/// Something that was done or refused.
#[derive(Clone, Debug)]
pub struct Entry {
    actor: Actor,
    action: Action,
    target: Option<Target>,
    origin: Option<Origin>,
    details: Value,
}

impl Entry {
    /// `actor` did it; without an origin, on the command line or by itself.
    pub fn new(actor: Actor, origin: Option<&Origin>, action: Action) -> Self {
        Self { actor, action, target: None, origin: origin.cloned(), details: json!({}) }
    }

    /// What it was done to.
    pub fn on(mut self, kind: &'static str, id: impl Into<Uuid>, name: &str) -> Self {
        let name = Some(name.to_owned());
        self.target = Some(Target { kind: kind.into(), id: Some(id.into()), name });
        self
    }

    /// What else is to be known of it; an object.
    pub fn with(mut self, details: Value) -> Self {
        self.details = details;
        self
    }
}

/// Seals the empty chain of a database that nobody has used yet. What is not sealed later was
/// changed.
pub async fn begin(pool: &PgPool, keys: &Keyring) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    let stored = sql::lock_head(&mut transaction).await?;
    if stored.seal.is_none() && quarantine::fault(&mut transaction, keys, &stored).await?.is_none()
    {
        sql::update_seal(&mut *transaction, &chain::seal(keys, &stored.head)).await?;
    }
    transaction.commit().await
}

/// Adds entries to the chain, in the transaction of `connection`. Where the chain does not end as
/// Codebell sealed it, they go into another.
///
/// From here to the end of that transaction nobody else can add any, so that it comes last in it.
pub async fn record(
    connection: &mut PgConnection,
    keys: &Keyring,
    now: DateTime<Utc>,
    entries: &[&Entry],
) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let stored = sql::lock_head(&mut *connection).await?;
    let mut head = stored.head.clone();
    let mut rows = Vec::with_capacity(entries.len() + 1);
    if let Some(reason) = quarantine::fault(&mut *connection, keys, &stored).await? {
        let first = quarantine::open(&mut *connection, keys, now, &stored.head, reason).await?;
        head = first.head();
        rows.push(first);
    }
    for entry in entries {
        let row = chain::Row::new(keys, entry, &head, now);
        head = row.head();
        rows.push(row);
    }
    sql::append(connection, &rows, &head, &chain::seal(keys, &head)).await
}
