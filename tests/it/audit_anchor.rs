//! Heads of the audit log outside the database: what the database alone can't show, they do.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::audit::{tamper, verified};
use crate::harness::Server;
use crate::harness::in_process::{ServerWithClock, at};

const HEAD: &str = "/.well-known/codebell-audit-head";

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// Whether the log is whole beside a file of anchored heads, and what is said of it.
async fn verified_with(server: &Server, path: &Path) -> (bool, String) {
    let mut command = server.command();
    let command = command.args(["audit", "verify", "--anchor"]).arg(path);
    let output = command.output().await.expect("it runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).expect("text"))
}

#[tokio::test]
async fn a_log_that_was_cut_off_or_set_back_lacks_a_head_that_was_anchored() {
    let outside = tempfile::tempdir().expect("a directory");
    let path = outside.path().join("heads.jsonl");
    let anchor = path.display().to_string();
    let mut server = Server::builder().await.set("CODEBELL_AUDIT_ANCHOR", &anchor).start().await;
    server.sign_in(Role::Owner).await;
    let pool = server.pool().await;
    sqlx::raw_sql("CREATE TABLE old_head AS TABLE audit_head")
        .execute(&pool)
        .await
        .expect("copied");
    server.receive(1, "+12025550100", "Your code is 482913").await;
    assert!(server.stop().await.success());
    assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o777, 0o600);
    assert_eq!(lines(&path).last().expect("a head")["count"], 4);
    let (is_whole, said) = verified_with(&server, &path).await;
    assert!(is_whole && said.contains("has all"), "{said}");

    // A forged head that is further on is not believed, and named.
    let genuine = fs::read_to_string(&path).expect("readable");
    let forged = genuine.lines().last().expect("a head").replace("\"count\":4", "\"count\":9");
    let other = outside.path().join("forged.jsonl");
    fs::write(&other, format!("{genuine}{forged}\nnothing\n")).expect("written");
    let (is_whole, said) = verified_with(&server, &other).await;
    let number = genuine.lines().count() + 1;
    assert!(!is_whole && said.contains(&format!("line {number} of")), "{said}");
    assert!(said.contains(&format!("line {} of", number + 1)), "{said}");
    assert!(!said.contains("does not have"), "{said}");

    // Set back to an earlier copy, seal and all.
    tamper(
        &pool,
        "DELETE FROM audit_log WHERE seq = 4;
         UPDATE audit_head SET (seq, hash, seal) = (SELECT seq, hash, seal FROM old_head)",
    )
    .await;
    assert!(verified(&server).await.0, "the database alone can't show it");
    let (is_whole, said) = verified_with(&server, &path).await;
    assert!(!is_whole && said.contains("does not have entry 4"), "{said}");
    // Nor when other entries took the place of those that are gone.
    let mut server = server.start_again().await;
    server.receive(2, "+12025550100", "Your code is 482914").await;
    server.receive(3, "+12025550100", "Your code is 482915").await;
    assert!(server.stop().await.success());
    assert!(verified(&server).await.0);
    let (is_whole, said) = verified_with(&server, &path).await;
    assert!(!is_whole && said.contains("does not have entry 4"), "{said}");
}

#[tokio::test]
async fn a_head_is_anchored_each_hour_in_which_something_happened() {
    let outside = tempfile::tempdir().expect("a directory");
    let path = outside.path().join("heads.jsonl");
    let anchor = path.display().to_string();
    let server = ServerWithClock::start_with(&["--audit-anchor", &anchor]).await;
    while lines(&path).is_empty() {
        tokio::task::yield_now().await;
    }
    let count = |line: &Value| line["count"].as_i64().expect("a number");
    server.add_member(Role::Owner).await;
    for (hour, anchored) in [(1, 2), (2, 3)] {
        assert_eq!(server.call(Role::Owner, Method::GET, "/me", None).await.0, 200);
        server.clock.set(at(1_700_000_000) + TimeDelta::hours(hour));
        while lines(&path).len() < anchored {
            tokio::task::yield_now().await;
        }
    }
    let found = lines(&path);
    assert!(found.windows(2).all(|pair| count(&pair[0]) < count(&pair[1])), "{found:?}");
    // An hour in which nothing happened, and its end in which something did.
    server.clock.set(at(1_700_000_000) + TimeDelta::hours(3));
    let head = async || -> Value {
        let answer = server.client.get(format!("{}{HEAD}", server.url)).send().await;
        answer.expect("an answer").json().await.expect("JSON")
    };
    let hour = json!(at(1_700_000_000) + TimeDelta::hours(3));
    while head().await["time"] != hour {}
    assert_eq!(lines(&path).len(), 3);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_no_outage() {
    let outside = tempfile::tempdir().expect("a directory");
    let (target, link) = (outside.path().join("target"), outside.path().join("heads.jsonl"));
    symlink(&target, &link).expect("linked");
    let anchor = link.display().to_string();
    let server = Server::builder().await.set("CODEBELL_AUDIT_ANCHOR", &anchor).start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    while server.get(HEAD).await.status() != 200 {}
    assert!(!target.exists(), "a link is not followed");
    assert!(server.log().contains("could not be anchored"));
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_audit_anchor_failures_total 1"), "{metrics}");
}

#[tokio::test]
async fn everybody_can_read_and_check_the_head_unless_it_is_switched_off() {
    let server = Server::start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let head = loop {
        let answer = server.get(HEAD).await;
        assert_eq!(answer.headers().get("cache-control").is_some(), answer.status() == 200);
        let head: Value = answer.json().await.expect("JSON");
        if head["count"] == 3 {
            break head;
        }
    };
    let bytes = |name: &str| STANDARD.decode(head[name].as_str().expect("text")).expect("base64");
    let text = |name: &str| head[name].as_str().expect("text").to_owned();
    let signed = format!("codebell audit head\n1\n3\n{}\n{}\n", text("hash"), text("time"));
    let key = UnparsedPublicKey::new(&ED25519, bytes("public_key"));
    key.verify(signed.as_bytes(), &bytes("signature")).expect("signed");
    let hash: Vec<u8> = sqlx::query_scalar("SELECT hash FROM audit_log WHERE seq = 3")
        .fetch_one(&server.pool().await)
        .await
        .expect("a row");
    assert_eq!(text("hash"), hex::encode(hash));
    let off = Server::builder().await.set("CODEBELL_AUDIT_HEAD_PUBLIC", "false").start().await;
    // What is at no route is the page's.
    let answer = off.get(HEAD).await.text().await.expect("text");
    assert!(!answer.contains("signature"), "{answer}");
}
