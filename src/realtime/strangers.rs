//! Sessions that have not shown a token yet: how many there may be, in all and of one address.

use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{FromRef, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use metrics::gauge;
use socketioxide::extract::SocketRef;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::places::{Place, Places};
use crate::origin::Origin;

const PATH: &str = "/socket.io";
/// Sessions without a token, which each last as long as a handshake may take.
const MOST: usize = 4096;
/// Of one address: a whole office that comes back at once.
const MOST_OF_ONE_ADDRESS: usize = 100;
const RETRY_AFTER_SECONDS: u64 = 5;

/// What the counting needs.
#[derive(Clone, FromRef)]
pub(super) struct Strangers {
    context: Context,
    places: Arc<Places>,
}

impl Strangers {
    pub(super) fn new(context: Context) -> Self {
        let gauge = gauge!("codebell_sockets_without_token");
        Self { context, places: Places::new(MOST, MOST_OF_ONE_ADDRESS, gauge) }
    }
}

/// The place of a session among them. The session keeps the request that opened it, and with it this.
#[derive(Clone)]
struct Stranger(Arc<Mutex<Option<Place>>>);

/// Lets a request open a session only where there is a place for it.
pub(super) async fn admit(
    State(strangers): State<Strangers>,
    request: Request,
    next: Next,
) -> Result<Response> {
    if !opens_session(&request) {
        return Ok(next.run(request).await);
    }
    let (mut parts, body) = request.into_parts();
    let origin = Origin::from_request_parts(&mut parts, &strangers).await?;
    let place = strangers.places.take(Some(origin.limit_key()));
    let place = place.map_err(|_| Error::TooManyRequests {
        detail: say!("Too many live connections wait to be signed in; try again in 5 seconds."),
        retry_after_seconds: RETRY_AFTER_SECONDS,
    })?;
    parts.extensions.insert(Stranger(Arc::new(Mutex::new(Some(place)))));
    // A key may be for some networks only.
    parts.extensions.insert(origin);
    Ok(next.run(Request::from_parts(parts, body)).await)
}

/// Frees the place of a session that has shown its token.
pub(super) fn introduce(socket: &SocketRef) {
    if let Some(Stranger(place)) = socket.req_parts().extensions.get() {
        place.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

/// Whether it is a request to Socket.IO that names no session.
fn opens_session(request: &Request) -> bool {
    let query = request.uri().query().unwrap_or_default();
    request.uri().path().starts_with(PATH) && !query.split('&').any(|pair| pair.starts_with("sid="))
}
