//! The built binary, serving.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use codebell::config::search_path;
use codebell::secrets::Keyring;
use reqwest::{Client, Response};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::cluster::TestDatabase;

/// A start includes making a cluster on the embedded database, on a busy machine.
const START: Duration = Duration::from_secs(60);

/// Settings of a server that is not started yet.
pub struct Builder {
    settings: BTreeMap<&'static str, String>,
    data_dir: TempDir,
    database: Option<TestDatabase>,
}

/// A running server with a data directory and a database of its own.
pub struct Server {
    /// Where it answers.
    pub url: String,
    /// What it printed to be opened by its first user, if it has none.
    pub setup_token: Option<String>,
    pub client: Client,
    settings: BTreeMap<&'static str, String>,
    data_dir: TempDir,
    database: Option<TestDatabase>,
    process: Child,
}

impl Server {
    /// A server on a database of the tests' cluster, with the usual sources.
    pub async fn start() -> Self {
        Self::builder().await.start().await
    }

    pub async fn builder() -> Builder {
        Self::builder_on(TestDatabase::create().await)
    }

    pub fn builder_on(database: TestDatabase) -> Builder {
        let builder = Self::builder_on_embedded_database();
        let builder = builder.set("DATABASE_URL", &database.url());
        Builder { database: Some(database), ..builder }
    }

    pub fn builder_on_embedded_database() -> Builder {
        let data_dir = tempfile::Builder::new().prefix("cb").tempdir().expect("a directory");
        // PostgreSQL's account has to get in when the tests run as root.
        std::fs::set_permissions(
            data_dir.path(),
            std::os::unix::fs::PermissionsExt::from_mode(0o711),
        )
        .expect("permissions");
        let builder = Builder { settings: BTreeMap::new(), data_dir, database: None };
        let data_dir = builder.data_dir.path().display().to_string();
        builder
            .set("CODEBELL_DATA_DIR", &data_dir)
            .set("CODEBELL_LISTEN", "127.0.0.1:0")
            .set("CODEBELL_LOG", "codebell=debug")
            .set("JOLTSMS_WEBHOOK_SECRET", "jolt_whsec")
            .set("RECEIVESMS_WEBHOOK_SECRET", "whsec_demo")
    }

    /// Another node on the same database and keys.
    pub async fn start_another_node(&self) -> Self {
        self.another(&[("CODEBELL_SECRET_KEY", &self.secret_key())]).start().await
    }

    /// Another node on the same database, with a data directory of its own.
    pub fn another(&self, changed: &[(&'static str, &str)]) -> Builder {
        let data_dir = tempfile::tempdir().expect("a directory");
        let mut settings = self.settings.clone();
        settings.insert("CODEBELL_LISTEN", "127.0.0.1:0".to_owned());
        settings.insert("CODEBELL_DATA_DIR", data_dir.path().display().to_string());
        settings.extend(changed.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Builder { settings, data_dir, database: None }
    }

    /// What an operator hands over to another node.
    pub fn secret_key(&self) -> String {
        let made = || std::fs::read_to_string(self.data_dir().join("secret.key"));
        let key = self.settings.get("CODEBELL_SECRET_KEY").cloned();
        key.unwrap_or_else(|| made().expect("a key").trim().to_owned())
    }

    /// The same server again, after it was stopped or killed.
    pub async fn start_again(self) -> Self {
        let Self { settings, data_dir, database, .. } = self;
        Self::spawn(Builder { settings, data_dir, database }).await
    }

    /// The same with another setting.
    pub async fn start_again_with(mut self, name: &'static str, value: &str) -> Self {
        self.settings.insert(name, value.to_owned());
        self.start_again().await
    }

    /// The same with one setting less.
    pub async fn start_again_without(mut self, name: &str) -> Self {
        self.settings.remove(name);
        self.start_again().await
    }

    async fn spawn(builder: Builder) -> Self {
        let Builder { mut settings, data_dir, database } = builder;
        let mut process = command(&settings, data_dir.path())
            .arg("serve")
            .stdout(Stdio::piped())
            .stderr(log(data_dir.path()))
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(process.stdout.take().expect("stdout")).lines();
        let ready = tokio::time::timeout(START, lines.next_line()).await;
        let Ok(Ok(Some(line))) = ready else {
            panic!("the server did not start: {}", read_log(data_dir.path()));
        };
        let address = line.split(' ').nth(4).expect("an address").to_owned();
        let url = format!("http://{address}");
        settings.insert("CODEBELL_LISTEN", address);
        let client = Client::builder().timeout(Duration::from_secs(30)).build().expect("a client");
        let mut server =
            Self { url, setup_token: None, client, settings, data_dir, database, process };
        if server.is_setup_open().await {
            let line = lines.next_line().await.expect("readable").expect("a setup link");
            server.setup_token = line.split_once("#token=").map(|(_, token)| token.to_owned());
        }
        server
    }

    async fn is_setup_open(&self) -> bool {
        let answer: Value = self.get("/api/v1/setup").await.json().await.expect("JSON");
        answer["open"].as_bool().expect("a boolean")
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).send().await.expect("an answer")
    }

    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    pub fn database(&self) -> &TestDatabase {
        self.database.as_ref().expect("the server has a database of the tests' cluster")
    }

    pub async fn pool(&self) -> PgPool {
        let url = &self.settings["DATABASE_URL"];
        PgPool::connect(url).await.expect("connected")
    }

    /// The keys that the server encrypts with.
    pub fn keys(&self) -> Keyring {
        let config =
            super::provider::config(&["--data-dir", &self.data_dir.path().display().to_string()]);
        Keyring::find(&config).expect("keys").expect("a key")
    }

    /// A shell with the server's settings.
    pub fn shell(&self) -> Command {
        let mut shell = Command::new("bash");
        shell.env_clear().envs(&self.settings).kill_on_drop(true);
        shell
    }

    /// A further command with the server's settings.
    pub fn command(&self) -> Command {
        command(&self.settings, self.data_dir.path())
    }

    /// What the server wrote to its log so far.
    pub fn log(&self) -> String {
        read_log(self.data_dir.path())
    }

    pub fn signal(&self, signal: Signal) {
        let pid = self.process.id().and_then(|pid| Pid::from_raw(pid.cast_signed()));
        kill_process(pid.expect("a process"), signal).expect("signalled");
    }

    /// SIGTERM, and how it ended.
    pub async fn stop(&mut self) -> ExitStatus {
        self.signal(Signal::TERM);
        let ended = tokio::time::timeout(Duration::from_secs(30), self.process.wait()).await;
        ended.expect("the server stops within 30 s").expect("a status")
    }

    /// SIGKILL: no chance to finish anything.
    pub async fn kill(&mut self) {
        self.process.kill().await.expect("killed");
    }
}

impl Builder {
    pub fn set(mut self, name: &'static str, value: &str) -> Self {
        self.settings.insert(name, value.to_owned());
        self
    }

    pub fn unset(mut self, name: &str) -> Self {
        self.settings.remove(name);
        self
    }

    pub async fn start(self) -> Server {
        Server::spawn(self).await
    }

    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    pub fn database(&self) -> &TestDatabase {
        self.database.as_ref().expect("the server has a database of the tests' cluster")
    }

    /// A command with these settings.
    pub fn command(&self) -> Command {
        command(&self.settings, self.data_dir.path())
    }
}

/// The binary with these settings and nothing of our environment that could steer it.
fn command(settings: &BTreeMap<&'static str, String>, directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codebell"));
    command
        .env_clear()
        .env("PATH", std::env::join_paths(search_path()).expect("a PATH"))
        .envs(settings)
        .current_dir(directory)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    command
}

fn log(directory: &Path) -> std::fs::File {
    let path = directory.join("server.log");
    std::fs::OpenOptions::new().create(true).append(true).open(path).expect("a log")
}

fn read_log(directory: &Path) -> String {
    std::fs::read_to_string(directory.join("server.log")).expect("a log")
}
