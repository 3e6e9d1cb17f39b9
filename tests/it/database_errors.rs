//! A database that can't be used is told by its cause, within seconds, and no password with it.

use std::time::{Duration, Instant};

use sqlx::AssertSqlSafe;
use tokio::net::TcpListener;

use crate::harness::Server;
use crate::harness::cluster::TestDatabase;

/// The issue is 5 s to know, and a process to start and end.
const SOON: Duration = Duration::from_secs(7);

/// What `codebell serve` says of a database.
async fn refused(url: &str) -> String {
    let builder = Server::builder_on_embedded_database().set("DATABASE_URL", url);
    let started = Instant::now();
    let output = builder.command().arg("serve").output().await.expect("it runs");
    assert!(started.elapsed() < SOON, "{url} took {:?}", started.elapsed());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert!(!error.contains("hunter2"), "{error}");
    let last = error.lines().last().unwrap_or_default().to_owned();
    assert!(last.starts_with("codebell: "), "{error}");
    last
}

#[tokio::test]
async fn each_cause_is_told_by_its_name_with_the_mend() {
    let nothing = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let closed = nothing.local_addr().expect("an address").port();
    drop(nothing);
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let silent_port = silent.local_addr().expect("an address").port();
    let at = |port: u16| format!("postgres://codebell:hunter2@127.0.0.1:{port}/codebell");
    let database = TestDatabase::create().await;
    let missing = database.url().replace("/test_", "/no_such_");
    for (url, cause, mend) in [
        (at(closed), "nothing listens there", "start PostgreSQL"),
        (at(silent_port), "no answer within 5 seconds", "firewalls"),
        (
            "postgres://u:hunter2@no-such-host.invalid/db?sslmode=verify-full".to_owned(),
            "the name leads to no address",
            "correct the host",
        ),
        (
            "postgres://u:hunter2@localhost/db?host=/no/such/folder".to_owned(),
            "there is no such socket",
            "start PostgreSQL",
        ),
        (missing, "does not exist", "CREATE DATABASE"),
    ] {
        let error = refused(&url).await;
        assert!(error.contains(cause) && error.contains(mend), "{url}: {error}");
    }
}

#[tokio::test]
async fn a_database_that_has_no_room_for_every_script_is_refused() {
    let database = TestDatabase::create_unmigrated().await;
    let latin = format!("latin_{}", std::process::id());
    let make = format!("CREATE DATABASE {latin} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    sqlx::query(AssertSqlSafe(make)).execute(&database.pool().await).await.expect("made");
    let (before, after) = database
        .url()
        .split_once("/test_")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect("a name");
    let query = after.split_once('?').map(|(_, query)| query.to_owned()).expect("a query");
    let error = refused(&format!("{before}/{latin}?{query}")).await;
    assert!(error.contains("LATIN1") && error.contains("ENCODING 'UTF8'"), "{error}");
}
