//! The end of the chain for everybody.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use tokio::sync::watch::Receiver;

use crate::audit::head::SignedHead;
use crate::error::{Error, Result};
use crate::secrets::Keyring;

/// How long whoever asked may keep the answer.
const CACHE: &str = "public, max-age=5";

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
