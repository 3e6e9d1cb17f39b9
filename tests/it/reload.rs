//! SIGHUP: what can change while the server runs changes, and nothing is ended.

use std::fs;
use std::ops::RangeInclusive;
use std::process::Stdio;
use std::time::Duration;

use codebell::auth::Role;
use reqwest::StatusCode;
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;

use crate::harness::Server;
use crate::harness::provider::{hmac_sha256_hex, receivesms};

async fn status(server: &Server, id: u64, secret: &str) -> StatusCode {
    let body = receivesms(id, "+12025550100", "Your code is 482913").to_string();
    let signature = format!("sha256={}", hmac_sha256_hex(secret, &[body.as_bytes()]));
    server.post("receivesms", &[("x-webhook-signature", &signature)], body).await.status()
}

/// A changed source is noticed within a second: asks until it is, a new message each time.
async fn until(server: &Server, ids: RangeInclusive<u64>, secret: &str, wanted: u16) {
    let mut pace = tokio::time::interval(Duration::from_millis(100));
    for id in ids {
        pace.tick().await;
        if status(server, id, secret).await == wanted {
            return;
        }
    }
    panic!("the secret {secret} is not answered {wanted} within two seconds");
}

/// Waits until the log has said it once more.
async fn log_says(server: &Server, words: &str, times: usize) {
    while server.log().matches(words).count() < times {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_hangup_reads_the_settings_again_and_ends_nothing() {
    let builder = Server::builder().await.unset("RECEIVESMS_WEBHOOK_SECRET").unset("CODEBELL_LOG");
    let file = builder.data_dir().join(".env");
    fs::write(&file, "RECEIVESMS_WEBHOOK_SECRET=first\n").expect("written");
    let server = builder.start().await;
    assert_eq!(status(&server, 1, "first").await, 200);
    let read_again = "the settings were read again";

    fs::write(&file, "RECEIVESMS_WEBHOOK_SECRET=second\nCODEBELL_LOG=codebell=debug\n")
        .expect("written");
    server.signal(Signal::HUP);
    log_says(&server, read_again, 1).await;
    until(&server, 100..=119, "second", 200).await;
    assert_eq!(status(&server, 3, "first").await, 401);
    assert!(server.log().contains("answered"), "what is debugged is logged now");

    fs::write(&file, "RECEIVESMS_WEBHOOK_SECRET='hunter2").expect("written");
    server.signal(Signal::HUP);
    log_says(&server, "the settings stay as they were", 1).await;
    assert!(server.log().contains("line 1 of .env") && !server.log().contains("hunter2"));
    assert_eq!(status(&server, 4, "second").await, 200);

    let unusable = "RECEIVESMS_WEBHOOK_SECRET=second\nCODEBELL_LOG=loud\n";
    fs::write(&file, unusable).expect("written");
    server.signal(Signal::HUP);
    log_says(&server, "the settings stay as they were", 2).await;

    fs::write(&file, "").expect("written");
    server.signal(Signal::HUP);
    log_says(&server, read_again, 2).await;
    let debugged = server.log().matches("answered").count();
    assert_eq!(server.get("/readyz").await.status(), 200);
    assert_eq!(server.log().matches("answered").count(), debugged, "the usual filter is back");
    until(&server, 200..=219, "second", 404).await;
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn a_hangup_during_the_start_ends_nothing() {
    let nothing = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = nothing.local_addr().expect("an address").port();
    drop(nothing);
    let url = format!("postgres://codebell@127.0.0.1:{port}/codebell");
    let builder = Server::builder_on_embedded_database().set("DATABASE_URL", &url);
    let mut process =
        builder.command().arg("serve").stderr(Stdio::piped()).spawn().expect("it starts");
    let mut log = BufReader::new(process.stderr.take().expect("stderr")).lines();
    let waiting = log.next_line().await.expect("readable").expect("a line");
    assert!(waiting.contains("waiting for the database"), "{waiting}");
    let pid = process.id().and_then(|pid| Pid::from_raw(pid.cast_signed())).expect("a process");
    kill_process(pid, Signal::HUP).expect("signalled");
    assert_eq!(process.wait().await.expect("it ends").code(), Some(1), "it ends by itself");
}

#[tokio::test]
async fn a_source_whose_setting_is_taken_away_is_kept_until_somebody_removes_it() {
    let mut server = Server::start().await;
    assert_eq!(status(&server, 1, "whsec_demo").await, 200);
    assert!(server.stop().await.success());
    let without = server.another(&[("CODEBELL_SECRET_KEY", &server.secret_key())]);
    let without = without.unset("RECEIVESMS_WEBHOOK_SECRET");
    let refused = without.command().arg("serve").output().await.expect("it runs");
    let error = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{error}");
    assert!(error.contains("codebell source remove receivesms"), "{error}");
    // A node that has the setting is not disturbed.
    let mut server = server.start_again().await;
    assert_eq!(status(&server, 2, "whsec_demo").await, 200);
    server.sign_in(Role::Owner).await;
    assert!(server.stop().await.success());

    let remove = ["source", "remove", "receivesms"];
    let removed = without.command().args(remove).output().await.expect("it runs");
    assert!(removed.status.success(), "{removed:?}");
    let mut server = server.start_again_without("RECEIVESMS_WEBHOOK_SECRET").await;
    assert_eq!(status(&server, 3, "whsec_demo").await, 404);
    assert!(server.stop().await.success());
    let server = server.start_again_with("RECEIVESMS_WEBHOOK_SECRET", "whsec_demo").await;
    assert_eq!(status(&server, 4, "whsec_demo").await, 200);
}
