//! Where the attacks go.

use std::net::SocketAddr;

use codebell::auth::Role;

use crate::harness::provider::Webhook;
use crate::harness::server::Server;

/// Attackers behind a proxy come from here.
pub const PROXY: [u8; 4] = [127, 7, 7, 7];

/// A server, and the tokens of two members.
#[derive(Clone)]
pub struct Target {
    pub address: SocketAddr,
    pub owner: String,
    pub manager: String,
}

impl Target {
    /// The server with an Owner and a Manager, when it has read its first message: the first waits for
    /// the words of all languages.
    pub async fn of(server: &Server) -> Self {
        let owner = server.sign_in(Role::Owner).await;
        let manager = server.sign_in(Role::Manager).await;
        let first = Webhook::new(1).request(&server.client, server.address);
        assert_eq!(first.send().await.expect("an answer").status(), 200);
        Self { address: server.address, owner, manager }
    }
}
