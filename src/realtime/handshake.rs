//! Lets a client in by its access token, into the rooms of the numbers that it may read.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use socketioxide::extract::{Data, Extension, SocketRef, State};

use super::room;
use crate::auth::{Caller, authenticate as authenticate_token};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::numbers;

/// `auth` of the handshake.
#[derive(Deserialize)]
pub struct Auth {
    token: SecretString,
}

/// Refuses the connection unless the token is valid.
pub async fn authenticate(
    socket: SocketRef,
    Data(auth): Data<Auth>,
    State(context): State<Context>,
) -> Result<(), Error> {
    let caller = authenticate_token(
        &context.pool,
        &context.keys,
        &context.clock,
        auth.token.expose_secret(),
    )
    .await?;
    socket.extensions.insert(caller);
    Ok(())
}

/// Joins the rooms. The client refetches once it is connected, so that nothing falls in between.
pub async fn connected(
    socket: SocketRef,
    Extension(caller): Extension<Caller>,
    State(context): State<Context>,
) {
    if let Err(error) = join_rooms(&socket, &caller, &context).await {
        tracing::warn!(%error, "a socket could not join its rooms");
        let _ = socket.disconnect();
    }
}

async fn join_rooms(socket: &SocketRef, caller: &Caller, context: &Context) -> Result<()> {
    let visible =
        numbers::sql::list_visible_ids(&context.pool, caller.role.sees_new_numbers()).await?;
    socket.join(visible.into_iter().map(room).collect::<Vec<_>>());
    Ok(())
}
