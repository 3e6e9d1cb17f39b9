//! Who is asking.

use axum::RequestPartsExt;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::{Capability, Role, authenticate, refused};
use crate::audit::{self, Action, Actor, ActorKind, Entry};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{ApiKeyId, SessionId, UserId};
use crate::origin::Origin;

/// What is kept of a path that was refused.
const LONGEST_PATH: usize = 200;

/// Who is asking, and from where.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The member; of a key, the one who made it.
    pub user_id: UserId,
    /// The member's role now.
    pub role: Role,
    /// The member's name.
    pub name: String,
    /// What they are known by.
    pub credential: Credential,
    /// Whether the team demands a second factor that this session or key's maker has not shown.
    pub is_held_up: bool,
    /// When their session ends unless it is refreshed, or their key does.
    pub expires_at: Option<DateTime<Utc>>,
    /// Where the request comes from.
    pub origin: Option<Origin>,
}

/// What a caller is known by.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A signed-in browser.
    Session(SessionId),
    /// Whoever has the command line of the server, on behalf of a member.
    CommandLine,
    /// A program.
    ApiKey {
        /// The key.
        id: ApiKeyId,
        /// What its maker calls it.
        name: String,
        /// What it may do of what its maker may.
        scopes: Vec<Capability>,
        /// The numbers it may read of those its maker reads; `None`: all of them.
        number_ids: Option<Vec<Uuid>>,
    },
}

/// Whose numbers are read: what a member sees, and of that what a key is limited to.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The member.
    pub user_id: UserId,
    /// The key, if it is a program.
    pub api_key_id: Option<ApiKeyId>,
    /// The numbers that a key is limited to.
    pub number_ids: Option<Vec<Uuid>>,
}

impl Caller {
    /// Whether they may do this now.
    pub fn can(&self, capability: Capability) -> bool {
        let is_in_scope = match &self.credential {
            Credential::Session(_) | Credential::CommandLine => true,
            Credential::ApiKey { scopes, number_ids, .. } => {
                let is_limited = number_ids.is_some() && capability.is_of_all_numbers();
                capability.is_scope() && scopes.contains(&capability) && !is_limited
            }
        };
        is_in_scope && self.role.has(capability) && !self.is_held_up
    }

    /// All that they may do now.
    pub fn capabilities(&self) -> Vec<Capability> {
        Capability::ALL.iter().copied().filter(|capability| self.can(*capability)).collect()
    }

    /// Whose numbers they read.
    pub fn reader(&self) -> Reader {
        let (api_key_id, number_ids) = match &self.credential {
            Credential::Session(_) | Credential::CommandLine => (None, None),
            Credential::ApiKey { id, number_ids, .. } => (Some(*id), number_ids.clone()),
        };
        Reader { user_id: self.user_id, api_key_id, number_ids }
    }

    /// The session, of a signed-in browser.
    pub fn session_id(&self) -> Option<SessionId> {
        match self.credential {
            Credential::Session(id) => Some(id),
            Credential::ApiKey { .. } | Credential::CommandLine => None,
        }
    }

    /// An entry of the log: they did this.
    pub fn did(&self, action: Action) -> Entry {
        Entry::new(self.actor(), self.origin.as_ref(), action)
    }

    fn actor(&self) -> Actor {
        match &self.credential {
            Credential::Session(_) => Actor::user(self.user_id, &self.name),
            Credential::CommandLine => Actor::command_line(),
            Credential::ApiKey { id, name, .. } => Actor {
                kind: ActorKind::ApiKey,
                id: Some((*id).into()),
                name: Some(format!("{name} ({})", self.name)),
            },
        }
    }

    /// The caller, if they may do this; a refusal is written down.
    pub(super) async fn who_may<S>(
        capability: Capability,
        parts: &mut Parts,
        state: &S,
    ) -> Result<Self>
    where
        S: Send + Sync,
        Context: FromRef<S>,
    {
        let context = Context::from_ref(state);
        let caller = Self::from_parts(parts, &context).await?;
        if caller.can(capability) {
            return Ok(caller);
        }
        let entry = caller.did(Action::AccessRefused).with(json!({
            "capability": capability.as_str(),
            "method": parts.method.as_str(),
            "path": parts.uri.path().chars().take(LONGEST_PATH).collect::<String>(),
        }));
        audit::refuse(&context, entry).await?;
        Err(caller.refusal(capability))
    }

    fn refusal(&self, capability: Capability) -> Error {
        if self.is_held_up {
            return Error::SecondFactorSetupRequired;
        }
        let name = capability.as_str();
        Error::Forbidden(match &self.credential {
            _ if !self.role.has(capability) => {
                let roles = Role::names_with(capability).join(" or ");
                say!("This needs the role {roles}; yours is {role}.", roles, role = self.role)
            }
            Credential::ApiKey { number_ids: Some(_), .. } if capability.is_of_all_numbers() => {
                say!("This key is limited to some numbers, and {name} is about all.", name)
            }
            Credential::ApiKey { .. } if capability.is_scope() => {
                say!("This key does not have the scope {name}.", name)
            }
            _ => say!("A key can't do this; sign in."),
        })
    }

    async fn from_parts(parts: &mut Parts, context: &Context) -> Result<Self> {
        let bearer: TypedHeader<Authorization<Bearer>> =
            parts.extract().await.map_err(|_| refused())?;
        let origin = Origin::from_request_parts(parts, context).await?;
        authenticate(context, bearer.token(), Some(origin)).await
    }
}

/// A signed-in member who looks after their own account; also one who is held up for a second
/// factor, and never a program.
#[derive(Clone, Debug)]
pub struct Myself {
    /// The member.
    pub caller: Caller,
    /// Their session.
    pub session_id: SessionId,
}

impl AsRef<Caller> for Myself {
    fn as_ref(&self) -> &Caller {
        &self.caller
    }
}

impl<S> FromRequestParts<S> for Myself
where
    S: Send + Sync,
    Context: FromRef<S>,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let caller = Caller::from_parts(parts, &Context::from_ref(state)).await?;
        match caller.session_id() {
            Some(session_id) => Ok(Self { caller, session_id }),
            None => Err(Error::Forbidden(say!("A key can't do this; sign in."))),
        }
    }
}
