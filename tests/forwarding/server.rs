//! The release binary, serving, and the provider that posts to it.

use std::collections::HashMap;
use std::ops::Range;
use std::process::Stdio;
use std::time::{Duration, Instant};

use codebell::accounts::{NewUser, add_user};
use codebell::auth::Role;
use codebell::clock::Clock;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sha2::Sha256;
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const PASSWORD: &str = "correct horse battery staple";
const SECRET: &str = "whsec_bench";

pub struct Server {
    address: String,
    database_url: String,
    client: Client,
    process: Child,
    data_dir: TempDir,
}

impl Server {
    pub async fn start(database_url: String) -> Self {
        let data_dir = tempfile::tempdir().expect("a directory");
        let (process, address) = spawn(&database_url, &data_dir, "127.0.0.1:0").await;
        Self { address, database_url, client: Client::new(), process, data_dir }
    }

    /// SIGKILL, and the same server again.
    pub async fn kill_and_start_again(&mut self) {
        self.process.kill().await.expect("killed");
        let (process, _) = spawn(&self.database_url, &self.data_dir, &self.address).await;
        self.process = process;
    }

    /// A webhook channel for each, and one rule that sends every message to all.
    pub async fn forward_to(&self, urls: impl Iterator<Item = &str>) {
        let pool = self.pool().await;
        let owner =
            NewUser::parse("bench@example.com", "Bench", Role::Owner, PASSWORD.to_owned().into());
        let mut connection = pool.acquire().await.expect("a connection");
        let owner = owner.expect("valid").hash().await.expect("hashed");
        add_user(&mut connection, &Clock::system(), owner).await.expect("added");
        let who = json!({"email": "bench@example.com", "password": PASSWORD});
        let token = self.call("auth/login", "", &who).await["access_token"].clone();
        let token = token.as_str().expect("a token");
        let mut ids = Vec::new();
        for url in urls {
            let new = json!({"name": url, "settings": {"kind": "webhook", "url": url}});
            ids.push(self.call("channels", token, &new).await["channel"]["id"].clone());
        }
        let rule = json!({"event": "message", "name": "All", "channel_ids": ids});
        assert!(self.call("rules", token, &rule).await["id"].is_string());
    }

    async fn call(&self, path: &str, token: &str, body: &Value) -> Value {
        let request = self.client.post(format!("http://{}/api/v1/{path}", self.address));
        let answer = request.bearer_auth(token).json(body).send().await.expect("an answer");
        answer.json().await.expect("JSON")
    }

    /// Posts so many messages a second, each until it is accepted; when each was answered, by its id.
    pub async fn post(&self, ids: Range<u64>, a_second: u64) -> HashMap<String, Instant> {
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / a_second as u32);
        let mut posts = Vec::new();
        for id in ids {
            ticks.tick().await;
            let (client, url) =
                (self.client.clone(), format!("http://{}/webhooks/receivesms", self.address));
            posts.push(tokio::spawn(async move { post_one(&client, &url, id).await }));
        }
        let mut answered = HashMap::new();
        for post in posts {
            let (id, at) = post.await.expect("posted");
            answered.insert(id, at);
        }
        answered
    }

    /// From the commit to what was written down as delivered: median, p99 and most, in seconds.
    pub async fn seconds_to_delivered(&self) -> (f64, f64, f64) {
        sqlx::query_as(
            "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds),
                    percentile_cont(0.99) WITHIN GROUP (ORDER BY seconds), max(seconds)
             FROM (SELECT extract(epoch FROM finished_at - created_at)::float8 AS seconds
                   FROM deliveries WHERE status = 'delivered') AS delivered",
        )
        .fetch_one(&self.pool().await)
        .await
        .expect("figures")
    }

    /// Depth and age of the queue.
    pub async fn outbox_metrics(&self) -> String {
        let url = format!("http://{}/metrics", self.address);
        let text =
            self.client.get(url).send().await.expect("an answer").text().await.expect("text");
        let lines = text.lines().filter(|line| {
            line.starts_with("codebell_outbox_waiting")
                || line.starts_with("codebell_outbox_oldest")
        });
        lines.collect::<Vec<_>>().join(", ")
    }

    pub async fn stop(mut self) {
        let pid =
            self.process.id().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
        kill_process(pid, Signal::TERM).expect("signalled");
        assert!(self.process.wait().await.expect("a status").success());
    }

    async fn pool(&self) -> PgPool {
        PgPool::connect(&self.database_url).await.expect("connected")
    }
}

async fn spawn(database_url: &str, data_dir: &TempDir, listen: &str) -> (Child, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_codebell"))
        .arg("serve")
        .env("CODEBELL_LISTEN", listen)
        .env("CODEBELL_DATA_DIR", data_dir.path())
        .env("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8")
        .env("CODEBELL_LOG", "warn")
        .env("DATABASE_URL", database_url)
        .env("RECEIVESMS_WEBHOOK_SECRET", SECRET)
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
    (process, address)
}

/// Posts as a provider that comes back until it is accepted; the message's id, and when it was.
async fn post_one(client: &Client, url: &str, id: u64) -> (String, Instant) {
    let body = json!({
        "event": "sms.received",
        "version": "1",
        "data": {
            "messageId": id,
            "from": "+14155551234",
            "to": format!("+120255501{:02}", id % 50),
            "body": format!("Your Acme Bank verification code is {:06}.", id % 1_000_000),
            "receivedAt": "2026-03-01T15:30:00.000Z",
        },
    })
    .to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    mac.update(body.as_bytes());
    let signature = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
    loop {
        let request = client.post(url).header("x-webhook-signature", &signature);
        if let Ok(answer) = request.body(body.clone()).send().await
            && answer.status().is_success()
        {
            let at = Instant::now();
            let answer: Value = answer.json().await.expect("JSON");
            return (answer["message_id"].as_str().expect("an id").to_owned(), at);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
