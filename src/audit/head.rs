//! The end of the chain with a signature, for everybody: who keeps one can tell later that the log
//! was cut off or set back.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use tokio::sync::watch::Receiver;

use super::chain::Head;
use crate::error::{Error, Result};
use crate::secrets::Keyring;

/// How long whoever asked may keep the answer.
const CACHE: &str = "public, max-age=5";

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

/// What the route answers with.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    head: SignedHead,
    public_key: String,
}

#[derive(Clone)]
struct Heads {
    latest: Receiver<Option<SignedHead>>,
    keys: Keyring,
}

/// `GET /.well-known/codebell-audit-head`. It asks no database: strangers may ask as often as they
/// like.
pub fn router(latest: Receiver<Option<SignedHead>>, keys: Keyring) -> Router {
    let route = "/.well-known/codebell-audit-head";
    Router::new().route(route, get(show)).with_state(Heads { latest, keys })
}

async fn show(State(heads): State<Heads>) -> Result<impl IntoResponse> {
    let head = heads.latest.borrow().clone();
    let head =
        head.ok_or_else(|| Error::Unavailable("the audit log was not looked at yet".into()))?;
    let public_key = STANDARD.encode(heads.keys.public_key());
    Ok(([(header::CACHE_CONTROL, CACHE)], Json(Answer { head, public_key })))
}
