//! Refusals, counted: whoever is refused again and again does not fill the log. Of each actor,
//! action, target and network the first of a minute is written at once, the others as one entry.

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use serde_json::json;
use uuid::Uuid;

use super::action::Action;
use super::entry::{ActorKind, Entry};
use crate::origin::Origin;
use crate::tally::{Counted, Tally};

/// What makes refusals one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    actor: (ActorKind, Option<Uuid>),
    action: Action,
    target_id: Option<Uuid>,
    /// None where there were too many of them.
    network: Option<IpNet>,
}

/// The refusals of this process that are not written yet; clones share them.
#[derive(Clone, Default)]
pub struct Refusals(Tally<Kind, Entry>);

/// A refusal that came again.
pub type Repeated = Counted<Kind, Entry>;

impl Refusals {
    /// Gives an entry back that is to be written now, or counts it.
    pub fn count(&self, entry: Entry, now: DateTime<Utc>) -> Option<Entry> {
        let kind = Kind {
            actor: (entry.actor.kind, entry.actor.id),
            action: entry.action,
            target_id: entry.target.as_ref().and_then(|target| target.id),
            network: entry.origin.as_ref().map(Origin::network),
        };
        let coarse = Kind { network: None, ..kind.clone() };
        self.0.count(kind, coarse, entry, now)
    }

    /// Takes what was counted in minutes that have ended by `now`, or all of it.
    pub fn take(&self, now: Option<DateTime<Utc>>) -> Vec<Repeated> {
        self.0.take(now)
    }

    /// Keeps what was taken and could not be written.
    pub fn put_back(&self, repeated: Vec<Repeated>) {
        self.0.put_back(repeated);
    }
}

impl Repeated {
    /// The one entry of all: the last of them, with how many there were.
    pub fn entry(&self) -> Entry {
        let mut entry = self.last.clone();
        if let Some(details) = entry.details.as_object_mut() {
            details.insert("count".to_owned(), json!(self.count));
            details.insert("since".to_owned(), json!(self.began_at));
            details.insert("network".to_owned(), json!(self.key.network));
        }
        entry
    }
}
