//! SIGHUP: what can change while the server runs changes, and nothing is ended.

use std::fs;
use std::ops::RangeInclusive;
use std::time::Duration;

use reqwest::StatusCode;
use rustix::process::Signal;

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
    log_says(&server, "they can't be read again", 1).await;
    assert!(server.log().contains("line 1 of .env") && !server.log().contains("hunter2"));
    assert_eq!(status(&server, 4, "second").await, 200);

    fs::write(&file, "").expect("written");
    server.signal(Signal::HUP);
    log_says(&server, read_again, 2).await;
    until(&server, 200..=219, "second", 404).await;
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn a_setting_that_is_taken_away_takes_its_source_along_and_that_is_written_down() {
    let mut server = Server::start().await;
    assert_eq!(status(&server, 1, "whsec_demo").await, 200);
    assert!(server.stop().await.success());
    let mut server = server.start_again_without("RECEIVESMS_WEBHOOK_SECRET").await;
    assert_eq!(status(&server, 2, "whsec_demo").await, 404);
    let removed = "SELECT count(*) FROM audit_log WHERE action = 'source.removed'";
    let removed: i64 =
        sqlx::query_scalar(removed).fetch_one(&server.pool().await).await.expect("a count");
    assert_eq!(removed, 1);
    assert!(server.stop().await.success());
    let server = server.start_again_with("RECEIVESMS_WEBHOOK_SECRET", "whsec_demo").await;
    assert_eq!(status(&server, 3, "whsec_demo").await, 200);
}
