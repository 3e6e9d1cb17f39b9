//! Socket.IO: who may listen, to which numbers, and what they hear.
//!
//! Every node listens to the database and tells its own sockets, so that nodes need no other link.

pub mod events;
mod expiry;
mod handshake;
mod listener;
mod rooms;
mod strangers;

use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use socketioxide::handler::ConnectHandler;
use socketioxide::{ParserConfig, SocketIo};
use tokio::task::JoinHandle;

use crate::context::Context;
use strangers::Strangers;

/// A client has nothing to send but its token, and a probe that is answered at once.
const LARGEST_PAYLOAD: usize = 16 * 1024;
/// How long a client may take to show it.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(5);
/// How often a client is asked whether it is there, and how long it may take to answer. Both together are
/// how long a connection may look open that is not.
const PING_INTERVAL: Duration = Duration::from_secs(10);
const PING_TIMEOUT: Duration = Duration::from_secs(10);
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
        let without_attachments =
            ParserConfig::common().max_incoming_binaries(0).max_incoming_binary_buf_size(0);
        let (layer, io) = SocketIo::builder()
            .with_state(context.clone())
            .max_payload(LARGEST_PAYLOAD as u64)
            .ws_max_message_size(LARGEST_PAYLOAD)
            .ws_max_frame_size(LARGEST_PAYLOAD)
            .max_buffer_size(MOST_BUFFERED)
            .connect_timeout(HANDSHAKE_TIMEOUT)
            .ping_interval(PING_INTERVAL)
            .ping_timeout(PING_TIMEOUT)
            .with_parser(without_attachments)
            .build_layer();
        io.ns("/", handshake::connected.with(handshake::authenticate));
        let router = router
            .layer(layer)
            .layer(from_fn_with_state(Strangers::new(context.clone()), strangers::admit));
        let heard = listener::connect(&context).await?;
        let expiry = tokio::spawn(expiry::run(context.clone(), io.clone()));
        let listener = tokio::spawn(listener::run(heard, context, io.clone()));
        Ok((Self { io, listener, expiry }, router))
    }

    /// Closes all connections; their clients try to connect again.
    pub async fn stop(self) {
        self.listener.abort();
        self.expiry.abort();
        self.io.close().await;
    }
}
