//! Socket.IO: who may listen, to which numbers, and what they hear.
//!
//! Every node listens to the database and tells its own sockets, so that nodes need no other link.

mod expiry;
mod handshake;
mod listener;
mod rooms;

use axum::Router;
use socketioxide::SocketIo;
use socketioxide::handler::ConnectHandler;
use tokio::task::JoinHandle;

use crate::context::Context;

/// A client has nothing to send but its token.
const LARGEST_PAYLOAD: u64 = 16 * 1024;
/// Events that may wait for a slow client before its connection is dropped.
const MOST_BUFFERED: usize = 1024;

/// Live connections of this node.
pub struct Realtime {
    io: SocketIo,
    listener: JoinHandle<()>,
    expiry: JoinHandle<()>,
}

impl Realtime {
    /// Adds `/socket.io` to `router` and starts to listen to the database.
    pub async fn start(context: Context, router: Router) -> Result<(Self, Router), sqlx::Error> {
        let (layer, io) = SocketIo::builder()
            .with_state(context.clone())
            .max_payload(LARGEST_PAYLOAD)
            .max_buffer_size(MOST_BUFFERED)
            .build_layer();
        io.ns("/", handshake::connected.with(handshake::authenticate));
        let heard = listener::connect(&context).await?;
        let expiry = tokio::spawn(expiry::run(context.clone(), io.clone()));
        let listener = tokio::spawn(listener::run(heard, context, io.clone()));
        Ok((Self { io, listener, expiry }, router.layer(layer)))
    }

    /// Closes all connections; their clients try to connect again.
    pub async fn stop(self) {
        self.listener.abort();
        self.expiry.abort();
        self.io.close().await;
    }
}
