//! The end of the chain with a signature: who keeps one can tell later that the log was cut off or set
//! back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::chain::Head;
use crate::secrets::Keyring;

/// The end of the chain at some time, with this installation's signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// Which chain: the first one, unless that was found changed.
    pub chain: i32,
    /// The last entry's number.
    pub count: i64,
    /// Its hash, in hex.
    pub hash: String,
    /// When it was the last one.
    pub time: DateTime<Utc>,
    /// Ed25519 over the others, in base64.
    pub signature: String,
}

impl SignedHead {
    /// Signs an end of the chain.
    pub(super) fn new(keys: &Keyring, head: &Head, time: DateTime<Utc>) -> Self {
        let hash = hex::encode(&head.hash);
        let mut signed =
            Self { chain: head.chain, count: head.seq, hash, time, signature: String::new() };
        signed.signature = STANDARD.encode(keys.sign(signed.text().as_bytes()));
        signed
    }

    /// Whether this installation signed it.
    pub fn is_genuine(&self, keys: &Keyring) -> bool {
        let signature = STANDARD.encode(keys.sign(self.text().as_bytes()));
        self.signature.as_bytes().ct_eq(signature.as_bytes()).into()
    }

    /// Whether it is of the same entry.
    pub fn is_same_entry(&self, other: &Self) -> bool {
        (self.chain, self.count, &self.hash) == (other.chain, other.count, &other.hash)
    }

    /// What is signed.
    fn text(&self) -> String {
        let time = self.time.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let Self { chain, count, hash, .. } = self;
        format!("codebell audit head\n{chain}\n{count}\n{hash}\n{time}\n")
    }
}
