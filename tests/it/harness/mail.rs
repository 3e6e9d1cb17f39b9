//! A real mail server, which keeps nothing and says what it gets.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A mail server on loopback.
pub struct MailServer {
    pub port: String,
    lines: Lines<BufReader<ChildStdout>>,
    _process: Child,
}

impl MailServer {
    pub async fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/testing/smtp-receiver.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node.js starts");
        let stdout = process.stdout.take().expect("stdout");
        let mut server =
            Self { port: String::new(), lines: BufReader::new(stdout).lines(), _process: process };
        server.port = server.next_line().await;
        server
    }

    /// The next mail: from, to, subject, messageId, text, html.
    pub async fn next(&mut self) -> Value {
        serde_json::from_str(&self.next_line().await).expect("JSON")
    }

    async fn next_line(&mut self) -> String {
        let line = tokio::time::timeout(Duration::from_secs(20), self.lines.next_line()).await;
        line.expect("in time").expect("readable").expect("the mail server lives")
    }
}
