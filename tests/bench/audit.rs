//! The release binary walks a long audit log.

use std::time::Instant;

use chrono::DateTime;
use clap::Parser;
use codebell::audit::{self, Action, Actor, Entry};
use codebell::config::Config;
use codebell::db::MIGRATOR;
use codebell::secrets::Keyring;
use serde_json::json;
use sqlx::PgPool;
use tokio::process::Command;
use uuid::Uuid;

pub const ROWS: usize = 1_000_000;
const AT_ONCE: usize = 1_000;
/// 32 bytes in base64.
const KEY: &str = "U2zvwXmgjvA0uJ8EmsQJSRqBVjjGpdH1CLmpdlyDCS4=";

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// Fills a database with a log of [`ROWS`] entries.
pub async fn fill(database_url: &str) {
    let keys = Keyring::find(&Settings::parse_from(["bench", "--secret-key", KEY]).config);
    let keys = keys.expect("keys").expect("a key");
    let pool = PgPool::connect(database_url).await.expect("connected");
    MIGRATOR.run(&pool).await.expect("migrated");
    let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    for batch in 0..ROWS / AT_ONCE {
        let entries: Vec<Entry> = (0..AT_ONCE)
            .map(|number| {
                let id = Uuid::from_u128((batch * AT_ONCE + number) as u128);
                Entry::new(Actor::source(id, "ReceiveSMS.ink"), None, Action::MessageReceived)
                    .on("message", id, "+12025550100")
                    .with(json!({ "number": number }))
            })
            .collect();
        let mut transaction = pool.begin().await.expect("a transaction");
        let entries: Vec<&Entry> = entries.iter().collect();
        audit::append(&mut transaction, &keys, now, &entries).await.expect("recorded");
        transaction.commit().await.expect("committed");
    }
}

/// Seconds that `codebell audit verify` takes, from its start to its end.
pub async fn verify_seconds(database_url: &str) -> f64 {
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_codebell"))
        .args(["audit", "verify"])
        .env("DATABASE_URL", database_url)
        .env("CODEBELL_SECRET_KEY", KEY)
        .output()
        .await
        .expect("it runs");
    let seconds = started.elapsed().as_secs_f64();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains(&format!("whole: {ROWS} entries")), "{said}");
    seconds
}
