//! What PostgreSQL alone reaches with a commit for each row.

use std::path::PathBuf;

use sqlx::{Connection, PgConnection};
use tokio::process::Command;

use crate::harness::cluster::Cluster;

/// The columns that a message needs at least, with the index that makes it unique.
const TABLE: &str = "CREATE TABLE messages (
    id uuid PRIMARY KEY, source text NOT NULL, dedupe_key text NOT NULL, sender text NOT NULL,
    number text NOT NULL, body text NOT NULL, code text, received_at timestamptz NOT NULL,
    UNIQUE (source, dedupe_key))";
const INSERT: &str = "INSERT INTO messages VALUES (gen_random_uuid(), 'receivesms', \
    gen_random_uuid()::text, '+14155551234', '+12025550100', \
    'Your Acme Bank verification code is 482913. Do not share it with anyone.', '482913', now());";

pub async fn transactions_a_second(cluster: &Cluster, clients: usize, seconds: u64) -> f64 {
    let url = cluster.new_database().await;
    let mut connection = PgConnection::connect(&url).await.expect("connected");
    sqlx::query(TABLE).execute(&mut connection).await.expect("a table");
    let script = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(script.path(), INSERT).expect("written");
    let database = url.rsplit('/').next().and_then(|rest| rest.split('?').next()).expect("a name");
    let output = Command::new(program())
        .args(["-n", "-M", "prepared", "-j", "2", "-U", "postgres"])
        .args(["-c", &clients.to_string(), "-T", &seconds.to_string()])
        .arg("-h")
        .arg(&cluster.home)
        .arg("-f")
        .arg(script.path())
        .arg(database)
        .output()
        .await
        .expect("pgbench runs");
    let text = String::from_utf8_lossy(&output.stdout);
    let tps = text.lines().find_map(|line| line.strip_prefix("tps = "));
    let tps = tps.and_then(|rest| rest.split(' ').next()).and_then(|number| number.parse().ok());
    tps.unwrap_or_else(|| panic!("pgbench said {text} {}", String::from_utf8_lossy(&output.stderr)))
}

/// Debian keeps it beside the server, out of `PATH`.
fn program() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let packaged =
        versions.map(|version| version.path().join("bin/pgbench")).find(|path| path.exists());
    packaged.unwrap_or_else(|| "pgbench".into())
}
