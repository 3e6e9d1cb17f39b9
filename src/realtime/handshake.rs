//! Lets a client in by its access token, into the rooms of the numbers that it may read.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use socketioxide::extract::{Data, Extension, SocketRef, State};

use super::listener::end;
use super::room;
use crate::auth::{Caller, authenticate as authenticate_token, is_live};
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
    let token = auth.token.expose_secret();
    let caller = authenticate_token(&context.pool, &context.keys, &context.clock, token).await?;
    socket.extensions.insert(Rooms(rooms(&caller, &context).await?));
    socket.extensions.insert(caller);
    Ok(())
}

/// The rooms that a socket joins first.
#[derive(Clone)]
pub struct Rooms(Vec<String>);

/// Joins the rooms at once, since the client refetches as soon as it is connected; then looks again,
/// for what changed between the handshake and now was told to those who were connected.
pub async fn connected(
    socket: SocketRef,
    Extension(caller): Extension<Caller>,
    Extension(Rooms(first)): Extension<Rooms>,
    State(context): State<Context>,
) {
    socket.join(first.clone());
    let looked_again = async {
        let is_live = is_live(&context.pool, &context.clock, &caller).await?;
        Ok::<_, Error>((is_live, rooms(&caller, &context).await?))
    };
    match looked_again.await {
        Ok((true, now)) => {
            let gone: Vec<String> = first.into_iter().filter(|room| !now.contains(room)).collect();
            socket.leave(gone);
            socket.join(now);
        }
        Ok((false, _)) => end(&socket),
        Err(error) => {
            tracing::warn!(%error, "a socket could not join its rooms");
            socket.leave_all();
            let _ = socket.disconnect();
        }
    }
}

async fn rooms(caller: &Caller, context: &Context) -> Result<Vec<String>> {
    let sees_new = caller.role.sees_new_numbers();
    let visible = numbers::sql::list_visible_ids(&context.pool, sees_new).await?;
    Ok(visible.into_iter().map(room).collect())
}
