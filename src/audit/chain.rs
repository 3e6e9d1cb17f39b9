//! The chain: each row's hash is SHA-256 over the hash before it and the row as canonical JSON.

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Entry;
use crate::secrets::Keyring;

/// A row as it is stored.
#[derive(Clone, Debug)]
pub struct Row {
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: Option<String>,
    pub action: String,
    pub target_kind: Option<String>,
    pub target_id: Option<Uuid>,
    pub target_name: Option<String>,
    pub address: Option<String>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
    /// JSON, as its text.
    pub details: String,
    pub previous_hash: Vec<u8>,
    pub hash: Vec<u8>,
}

/// The end of the chain: the last row's number and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub seq: i64,
    pub hash: Vec<u8>,
}

impl Head {
    /// Before the first row.
    pub fn empty() -> Self {
        Self { seq: 0, hash: vec![0; 32] }
    }
}

impl Row {
    /// The row that follows `head`.
    pub fn new(entry: &Entry, head: &Head, now: DateTime<Utc>) -> Self {
        let target = entry.target.as_ref();
        let origin = entry.origin.as_ref();
        let mut row = Self {
            seq: head.seq + 1,
            at: now,
            actor_kind: entry.actor.kind.as_str().to_owned(),
            actor_id: entry.actor.id,
            actor_name: entry.actor.name.clone(),
            action: entry.action.as_str().to_owned(),
            target_kind: target.map(|target| target.kind.clone().into_owned()),
            target_id: target.and_then(|target| target.id),
            target_name: target.and_then(|target| target.name.clone()),
            address: origin.map(|origin| origin.address.to_string()),
            user_agent: origin.and_then(|origin| origin.user_agent.clone()),
            request_id: origin.map(|origin| origin.request_id.clone()),
            details: entry.details.to_string(),
            previous_hash: head.hash.clone(),
            hash: Vec::new(),
        };
        row.hash = row.computed_hash();
        row
    }

    /// What the row's hash has to be.
    pub fn computed_hash(&self) -> Vec<u8> {
        let canonical = serde_json::to_vec(&(
            (self.seq, self.at.timestamp_micros(), &self.action),
            (&self.actor_kind, self.actor_id, &self.actor_name),
            (&self.target_kind, self.target_id, &self.target_name),
            (&self.address, &self.user_agent, &self.request_id),
            // As their text: another way to write the same JSON is a change.
            &self.details,
        ));
        let mut hasher = Sha256::new();
        hasher.update(&self.previous_hash);
        hasher.update(canonical.unwrap_or_default());
        hasher.finalize().to_vec()
    }
}

/// What shows that the end of the chain is the one that Codebell wrote.
pub fn seal(keys: &Keyring, head: &Head) -> Vec<u8> {
    keys.seal(json!([head.seq, hex::encode(&head.hash)]).to_string().as_bytes()).to_vec()
}
