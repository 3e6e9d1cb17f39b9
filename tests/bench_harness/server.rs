//! The release binary, serving.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::process::Stdio;

use codebell::accounts::{NewUser, add_user};
use codebell::auth::Role;
use codebell::clock::Clock;
use reqwest::Client;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::cluster::Cluster;
use super::provider::SECRET;

const PASSWORD: &str = "correct horse battery staple";

/// A running server with a data directory and a database of its own.
pub struct Server {
    /// Where it answers.
    pub address: SocketAddr,
    pub client: Client,
    /// Connections to its database.
    pub pool: PgPool,
    settings: BTreeMap<&'static str, String>,
    process: Child,
    data_dir: TempDir,
}

impl Server {
    /// A server without any data, with these settings beside those that every measurement needs.
    pub async fn start(cluster: &Cluster, settings: &[(&'static str, &str)]) -> Self {
        let database_url = cluster.new_database().await;
        let needed = [
            ("CODEBELL_LISTEN", "127.0.0.1:0"),
            ("DATABASE_URL", database_url.as_str()),
            ("RECEIVESMS_WEBHOOK_SECRET", SECRET),
        ];
        let settings = needed.iter().chain(settings);
        let settings = settings.map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self::spawn(settings, tempfile::tempdir().expect("a directory")).await
    }

    /// SIGKILL, and the same server again.
    pub async fn kill_and_start_again(self) -> Self {
        let Self { address, mut settings, mut process, data_dir, .. } = self;
        process.kill().await.expect("killed");
        settings.insert("CODEBELL_LISTEN", address.to_string());
        Self::spawn(settings, data_dir).await
    }

    async fn spawn(settings: BTreeMap<&'static str, String>, data_dir: TempDir) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_codebell"))
            .arg("serve")
            .env("CODEBELL_DATA_DIR", data_dir.path())
            .envs(&settings)
            .current_dir(data_dir.path())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(process.stdout.take().expect("stdout")).lines();
        let line = lines.next_line().await.expect("readable").expect("the server starts");
        let address = line.split(' ').nth(4).and_then(|word| word.parse().ok());
        let address = address.expect("an address");
        // Read on, or the server would fail to print.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let pool = PgPool::connect(&settings["DATABASE_URL"]).await.expect("connected");
        Self { address, client: Client::new(), pool, settings, process, data_dir }
    }

    /// The access token of a member, who is added.
    pub async fn sign_in(&self, role: Role) -> String {
        let email = format!("{role}@example.com");
        let new = NewUser::parse(&email, "Ana", role, PASSWORD.to_owned().into()).expect("valid");
        let new = new.hash().await.expect("hashed");
        let mut transaction = self.pool.begin().await.expect("a transaction");
        add_user(&mut transaction, &Clock::system(), new).await.expect("added");
        transaction.commit().await.expect("committed");
        let who = json!({"email": email, "password": PASSWORD});
        let answer = self.call("auth/login", "", &who).await;
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// The answer to a POST.
    pub async fn call(&self, path: &str, token: &str, body: &Value) -> Value {
        let request = self.client.post(self.api(path)).bearer_auth(token).json(body);
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// The address of a part of the API.
    pub fn api(&self, path: &str) -> String {
        format!("http://{}/api/v1/{path}", self.address)
    }

    pub fn process_id(&self) -> u32 {
        self.process.id().expect("a process")
    }

    /// SIGTERM, and its end.
    pub async fn stop(mut self) {
        let pid = Pid::from_raw(self.process_id().cast_signed()).expect("a process");
        kill_process(pid, Signal::TERM).expect("signalled");
        assert!(self.process.wait().await.expect("a status").success());
    }
}
