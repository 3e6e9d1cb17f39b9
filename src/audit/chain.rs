//! The chain: each row's hash is an HMAC, with a key that the database does not have, over the hash
//! before it and the row as canonical JSON.
//!
//! Rows of before had a bare SHA-256 there. The first keyed one holds them fast; after it none may
//! follow.

use chrono::{DateTime, Utc};
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::entry::Entry;
use crate::secrets::Keyring;

/// A row as it is stored.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Row {
    pub seq: i64,
    pub chain: i32,
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

/// The end of a chain: which one, and the last row's number and hash.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Head {
    pub chain: i32,
    pub seq: i64,
    pub hash: Vec<u8>,
}

impl Head {
    /// Before the first row.
    pub fn empty() -> Self {
        Self { chain: 1, seq: 0, hash: vec![0; 32] }
    }
}

/// What a row's hash shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Only this installation can have written it.
    Keyed,
    /// It is as whoever wrote it did; its row is from before hashes were keyed, or is forged.
    Bare,
}

impl Row {
    /// The row that follows `head`.
    pub fn new(keys: &Keyring, entry: &Entry, head: &Head, now: DateTime<Utc>) -> Self {
        let target = entry.target.as_ref();
        let origin = entry.origin.as_ref();
        let mut row = Self {
            seq: head.seq.saturating_add(1),
            chain: head.chain,
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
        row.hash = row.mac(keys);
        row
    }

    /// Where the chain ends with this row.
    pub fn head(&self) -> Head {
        Head { chain: self.chain, seq: self.seq, hash: self.hash.clone() }
    }

    /// What the row's hash shows; `None` if it is not the row's.
    pub fn proof(&self, keys: &Keyring) -> Option<Proof> {
        if self.hash.ct_eq(&self.mac(keys)).into() {
            Some(Proof::Keyed)
        } else if self.hash.ct_eq(&self.bare_hash()).into() {
            Some(Proof::Bare)
        } else {
            None
        }
    }

    fn mac(&self, keys: &Keyring) -> Vec<u8> {
        let chain = self.chain.to_be_bytes();
        keys.audit_mac(&[&self.previous_hash, &chain, &self.canonical()]).to_vec()
    }

    fn bare_hash(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        hasher.update(&self.previous_hash);
        hasher.update(self.canonical());
        hasher.finalize().to_vec()
    }

    fn canonical(&self) -> Vec<u8> {
        let canonical = serde_json::to_vec(&(
            (self.seq, self.at.timestamp_micros(), &self.action),
            (&self.actor_kind, self.actor_id, &self.actor_name),
            (&self.target_kind, self.target_id, &self.target_name),
            (&self.address, &self.user_agent, &self.request_id),
            // As their text: another way to write the same JSON is a change.
            &self.details,
        ));
        canonical.unwrap_or_default()
    }
}

/// What shows that the end of the chain is the one that Codebell wrote.
pub fn seal(keys: &Keyring, head: &Head) -> Vec<u8> {
    let named = json!(["audit head", head.chain, head.seq, hex::encode(&head.hash)]);
    keys.seal(named.to_string().as_bytes()).to_vec()
}

/// Whether a seal is that of `head`. Before hashes were keyed there was one chain, and its seal did
/// not name it.
pub fn is_sealed(keys: &Keyring, head: &Head, seal: &[u8]) -> bool {
    let unnamed = json!([head.seq, hex::encode(&head.hash)]);
    let unnamed = keys.seal(unnamed.to_string().as_bytes());
    let is_named = seal.ct_eq(&self::seal(keys, head));
    (is_named | (seal.ct_eq(&unnamed) & u8::from(head.chain == 1).into())).into()
}
