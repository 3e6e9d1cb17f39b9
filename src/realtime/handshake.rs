//! Lets a client in by its access token or key, into the rooms of the numbers that it may read.

use std::collections::HashSet;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use socketioxide::extract::{AckSender, Data, Extension, SocketRef, State};

use super::events::{READY, Ready};
use super::listener::{RETRY, renew_callers};
use super::{rooms, strangers};
use crate::auth::{Caller, authenticate as authenticate_token};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::origin::Origin;

/// `auth` of the handshake.
#[derive(Deserialize)]
pub struct Auth {
    token: SecretString,
}

/// The rooms that a socket joins first.
#[derive(Clone)]
pub struct Rooms(HashSet<String>);

/// Refuses the connection unless the token is a session's or a program's key.
pub async fn authenticate(
    socket: SocketRef,
    Data(auth): Data<Auth>,
    State(context): State<Context>,
) -> Result<(), Error> {
    let origin = socket.req_parts().extensions.get::<Origin>().cloned();
    let caller = authenticate_token(&context, auth.token.expose_secret(), origin).await?;
    socket.extensions.insert(Rooms(rooms::of(&context, &caller).await?));
    socket.extensions.insert(caller);
    strangers::introduce(&socket);
    Ok(())
}

/// Joins the rooms at once, since the client refetches as soon as it is connected; then looks again,
/// for what changed between the handshake and now was told to those who were connected.
pub async fn connected(
    socket: SocketRef,
    Extension(Rooms(first)): Extension<Rooms>,
    State(context): State<Context>,
) {
    socket.on("probe", async |answer: AckSender| {
        // Whoever has gone meanwhile needs no answer.
        let _ = answer.send(&());
    });
    socket.join(first.into_iter().collect::<Vec<_>>());
    // What a program has read is not what its maker has.
    if let Some(caller) = socket.extensions.get::<Caller>().filter(|one| one.session_id().is_some())
    {
        socket.join(rooms::room_of(caller.user_id));
    }
    // A client that the server hangs up on does not come back by itself: a database that is away just
    // now is waited for. Until then there is nothing to hear.
    while socket.connected()
        && let Err(error) = renew_callers(&context, vec![socket.clone()]).await
    {
        tracing::warn!(%error, "a socket waits for its rooms");
        tokio::time::sleep(RETRY).await;
    }
    let quiet_ms = u64::try_from(context.events.quiet_for().as_millis()).unwrap_or(u64::MAX);
    // Whoever has gone meanwhile asks anew when it is back.
    let _ = socket.emit(READY, &Ready { quiet_ms });
}
