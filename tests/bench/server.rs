//! The release binary, serving.

use std::path::Path;
use std::process::Stdio;

use codebell::accounts::{NewUser, add_user};
use codebell::auth::Role;
use codebell::clock::Clock;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const PASSWORD: &str = "correct horse battery staple";

pub struct Server {
    pub address: String,
    database_url: String,
    process: Child,
    _data_dir: TempDir,
}

impl Server {
    pub async fn start(database_url: String) -> Self {
        Self::start_with(database_url, &[]).await
    }

    /// The same with further settings.
    pub async fn start_with(database_url: String, settings: &[(&str, &str)]) -> Self {
        let data_dir = tempfile::tempdir().expect("a directory");
        let mut process = Command::new(env!("CARGO_BIN_EXE_codebell"))
            .arg("serve")
            .env("CODEBELL_LISTEN", "127.0.0.1:0")
            .env("CODEBELL_DATA_DIR", data_dir.path())
            .env("DATABASE_URL", &database_url)
            .env("RECEIVESMS_WEBHOOK_SECRET", "whsec_bench")
            .envs(settings.iter().copied())
            .current_dir(data_dir.path())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(process.stdout.take().expect("stdout")).lines();
        let line = lines.next_line().await.expect("readable").expect("the server starts");
        let address = line.split(' ').nth(4).expect("an address").to_owned();
        // Read on, or the server would fail to print.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { address, database_url, process, _data_dir: data_dir }
    }

    pub async fn stored(&self) -> u64 {
        let pool = PgPool::connect(&self.database_url).await.expect("connected");
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM messages")
            .fetch_one(&pool)
            .await
            .expect("a count");
        count.unsigned_abs()
    }

    /// The access token of an Owner, who is added.
    pub async fn sign_in(&self) -> String {
        let pool = PgPool::connect(&self.database_url).await.expect("connected");
        let owner =
            NewUser::parse("bench@example.com", "Bench", Role::Owner, PASSWORD.to_owned().into());
        let mut connection = pool.acquire().await.expect("a connection");
        let owner = owner.expect("valid").hash().await.expect("hashed");
        add_user(&mut connection, &Clock::system(), owner).await.expect("added");
        let url = format!("http://{}", self.address);
        let login = json!({"email": "bench@example.com", "password": PASSWORD});
        let answer =
            reqwest::Client::new().post(format!("{url}/api/v1/auth/login")).json(&login).send();
        let answer: Value = answer.await.expect("an answer").json().await.expect("JSON");
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// What `web/testing/event-latency.mjs` prints.
    pub async fn event_latency(&self) -> String {
        let (url, token) = (format!("http://{}", self.address), self.sign_in().await);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/testing/event-latency.mjs");
        let output =
            Command::new("node").arg(script).args([url, token]).stderr(Stdio::inherit()).output();
        String::from_utf8(output.await.expect("Node.js runs").stdout)
            .expect("text")
            .trim()
            .to_owned()
    }

    pub async fn stop(mut self) {
        let pid =
            self.process.id().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
        kill_process(pid, Signal::TERM).expect("signalled");
        assert!(self.process.wait().await.expect("a status").success());
    }
}
