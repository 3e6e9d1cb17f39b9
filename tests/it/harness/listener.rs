//! The official Socket.IO client, in Node.js.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

const PATIENCE: Duration = Duration::from_secs(20);

/// A client that says what it hears.
pub struct Listener {
    /// What it was told when it had connected.
    pub ready: Value,
    lines: Lines<BufReader<ChildStdout>>,
    // Ends the client when it is dropped.
    _process: Child,
}

impl Listener {
    /// Begins to connect.
    pub fn start(url: &str, token: &str, transport: &str) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/testing/socket-listener.mjs");
        let mut process = Command::new("node")
            .arg(script)
            .args([url, token, transport])
            // A proxy's certificate is its own here.
            .env("NODE_TLS_REJECT_UNAUTHORIZED", if url.starts_with("https") { "0" } else { "1" })
            .env("NODE_NO_WARNINGS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node.js starts");
        let stdout = process.stdout.take().expect("stdout");
        Self { ready: Value::Null, lines: BufReader::new(stdout).lines(), _process: process }
    }

    /// A client that is connected, and hears of everything from here on.
    pub async fn connect(url: &str, token: &str, transport: &str) -> Self {
        let mut listener = Self::start(url, token, transport);
        listener.expect("connect").await;
        let ready = listener.line().await;
        assert_eq!(ready["event"], "ready", "{ready}");
        listener.ready = ready["data"].clone();
        listener
    }

    /// The next occurrence; that it is ready is no news to one that has connected again.
    pub async fn next(&mut self) -> Value {
        loop {
            let heard = self.line().await;
            if heard["event"] != "ready" {
                return heard;
            }
        }
    }

    async fn line(&mut self) -> Value {
        let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
        let line =
            line.expect("something is heard in time").expect("readable").expect("the client lives");
        serde_json::from_str(&line).expect("JSON")
    }

    /// The next occurrence, which has to be this event.
    pub async fn expect(&mut self, event: &str) -> Value {
        let heard = self.next().await;
        assert_eq!(heard["event"], event, "{heard}");
        heard
    }
}
