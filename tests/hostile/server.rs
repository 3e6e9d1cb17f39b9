//! The release binary, serving, and what it takes of the machine.

use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use codebell::accounts::{NewUser, add_user};
use codebell::auth::Role;
use codebell::clock::Clock;
use hmac::{Hmac, KeyInit, Mac};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use sha2::Sha256;
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

const PASSWORD: &str = "correct horse battery staple";
const SECRET: &[u8] = b"whsec_bench";
/// Attackers behind a proxy come from here.
pub const PROXY: [u8; 4] = [127, 7, 7, 7];

/// Where the attacks go, and the tokens of two members.
#[derive(Clone)]
pub struct Target {
    pub address: SocketAddr,
    pub owner: String,
    pub manager: String,
}

pub struct Server {
    pub started: Instant,
    address: SocketAddr,
    pool: PgPool,
    process: Child,
    _data_dir: TempDir,
}

impl Server {
    pub async fn start(database_url: String) -> Self {
        let data_dir = tempfile::tempdir().expect("a directory");
        let mut process = Command::new(env!("CARGO_BIN_EXE_codebell"))
            .arg("serve")
            .env("CODEBELL_LISTEN", "127.0.0.1:0")
            .env("CODEBELL_DATA_DIR", data_dir.path())
            .env("CODEBELL_LOG", "warn")
            .env("CODEBELL_TRUSTED_PROXIES", std::net::Ipv4Addr::from(PROXY).to_string() + "/32")
            .env("DATABASE_URL", &database_url)
            .env("RECEIVESMS_WEBHOOK_SECRET", "whsec_bench")
            .current_dir(data_dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the binary starts");
        let mut lines = BufReader::new(process.stdout.take().expect("stdout")).lines();
        let line = lines.next_line().await.expect("readable").expect("the server starts");
        let address = line.split(' ').nth(4).and_then(|word| word.parse().ok());
        // Read on, or the server would fail to print.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let pool = PgPool::connect(&database_url).await.expect("connected");
        let address = address.expect("an address");
        Self { started: Instant::now(), address, pool, process, _data_dir: data_dir }
    }

    /// The server with an Owner and a Manager, when it has read its first message: the first waits for
    /// the words of all languages.
    pub async fn target(&self) -> Target {
        let (owner, manager) = (self.sign_in(Role::Owner).await, self.sign_in(Role::Manager).await);
        let (signature, body) = signed(1);
        let url = format!("http://{}/webhooks/receivesms", self.address);
        let first = reqwest::Client::new().post(url).header("x-webhook-signature", signature);
        let answer = first.body(body).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        Target { address: self.address, owner, manager }
    }

    async fn sign_in(&self, role: Role) -> String {
        let email = format!("{role}@example.com");
        let new = NewUser::parse(&email, "Ana", role, PASSWORD.to_owned().into()).expect("valid");
        let new = new.hash().await.expect("hashed");
        let mut transaction = self.pool.begin().await.expect("a transaction");
        add_user(&mut transaction, &Clock::system(), new).await.expect("added");
        transaction.commit().await.expect("committed");
        let who = json!({"email": email, "password": PASSWORD});
        let url = format!("http://{}/api/v1/auth/login", self.address);
        let answer = reqwest::Client::new().post(url).json(&who).send().await.expect("an answer");
        let answer: Value = answer.json().await.expect("JSON");
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// Of what was answered 200, how much is not there.
    pub async fn count_lost(&self, accepted: &[String]) -> usize {
        let found = "SELECT count(*) FROM messages WHERE id::text = ANY($1)";
        let found: i64 =
            sqlx::query_scalar(found).bind(accepted).fetch_one(&self.pool).await.expect("a count");
        accepted.len() - usize::try_from(found).expect("a count")
    }

    /// Looks every now and then, until it is asked.
    pub fn watch_memory(&self) -> Memory {
        let status = format!("/proc/{}/status", self.process.id().expect("a process"));
        let most = Arc::new(AtomicU64::new(0));
        let seen = most.clone();
        let watch = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(50));
            loop {
                ticks.tick().await;
                let status = std::fs::read_to_string(&status).expect("the server lives");
                let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
                let kib = resident.and_then(|text| text.trim().split(' ').next()?.parse().ok());
                seen.fetch_max(kib.expect("a size"), Ordering::Relaxed);
            }
        });
        Memory { most, watch }
    }

    pub async fn stop(mut self) {
        let pid =
            self.process.id().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
        kill_process(pid, Signal::TERM).expect("signalled");
        assert!(self.process.wait().await.expect("a status").success());
    }
}

/// The most that the server's process had in memory.
pub struct Memory {
    most: Arc<AtomicU64>,
    watch: JoinHandle<()>,
}

impl Memory {
    pub fn most_mib(&self) -> u64 {
        self.watch.abort();
        self.most.load(Ordering::Relaxed) / 1024
    }
}

/// A message as ReceiveSMS.ink would post it: its signature and its body.
pub fn signed(id: u64) -> (String, String) {
    signed_text(id, &format!("Your Acme Bank verification code is {:06}.", id % 1_000_000))
}

/// One with a text of its own.
pub fn signed_text(id: u64, text: &str) -> (String, String) {
    let body = json!({
        "event": "sms.received",
        "version": "1",
        "data": {
            "messageId": id,
            "from": "+14155551234",
            "to": format!("+120255501{:02}", id % 50),
            "body": text,
            "receivedAt": "2026-03-01T15:30:00.000Z",
        },
    })
    .to_string();
    (sign(body.as_bytes()), body)
}

pub fn sign(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("a key");
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}
