//! What the log says: who did what to what, and from where.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::action::Action;
use crate::origin::Origin;

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

names! {
    /// What an actor is.
    pub enum ActorKind in the API {
        /// A member.
        User = "user",
        /// A program with a key.
        ApiKey = "api_key",
        /// A provider's endpoint.
        Source = "source",
        /// Codebell itself, or whoever has its command line.
        System = "system",
        /// Somebody unknown.
        Nobody = "nobody",
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

    /// Codebell itself.
    pub fn system() -> Self {
        Self { kind: ActorKind::System, id: None, name: None }
    }

    /// Whoever has the command line of the server.
    pub fn command_line() -> Self {
        Self { kind: ActorKind::System, id: None, name: Some("command line".to_owned()) }
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
    pub kind: Cow<'static, str>,
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
    pub(super) actor: Actor,
    pub(super) action: Action,
    pub(super) target: Option<Target>,
    pub(super) origin: Option<Origin>,
    pub(super) details: Value,
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
