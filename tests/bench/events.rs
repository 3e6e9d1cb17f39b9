//! What an open page waits for.

use std::path::Path;
use std::process::Stdio;

use codebell::auth::Role;
use tokio::process::Command;

use crate::harness::server::Server;

/// What `web/testing/event-latency.mjs` prints.
pub async fn latency(server: &Server) -> String {
    let (url, token) = (format!("http://{}", server.address), server.sign_in(Role::Owner).await);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/testing/event-latency.mjs");
    let output =
        Command::new("node").arg(script).args([url, token]).stderr(Stdio::inherit()).output();
    String::from_utf8(output.await.expect("Node.js runs").stdout).expect("text").trim().to_owned()
}
