//! What was answered 200 is there after the server was killed, once.

use std::collections::BTreeSet;
use std::sync::Arc;

use codebell::db::embedded;
use futures::stream::{self, StreamExt};
use sqlx::PgPool;

use crate::harness::Server;
use crate::harness::provider::{hmac_sha256_hex, receivesms};

/// Posts until the server is gone; the ids of messages that were answered 200.
async fn post_until_killed(
    url: String,
    client: reqwest::Client,
    tell: tokio::sync::mpsc::Sender<()>,
) -> BTreeSet<u64> {
    let posts = (0..2000_u64).map(|id| {
        let (url, client, tell) = (url.clone(), client.clone(), tell.clone());
        async move {
            let body = receivesms(id, "+12025550100", "Your code is 482913").to_string();
            let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
            let request = client.post(format!("{url}/webhooks/receivesms"));
            let answer = request.header("x-webhook-signature", signature).body(body).send().await;
            let is_accepted = answer.is_ok_and(|answer| answer.status() == 200);
            if is_accepted {
                let _ = tell.send(()).await;
            }
            is_accepted.then_some(id)
        }
    });
    stream::iter(posts).buffer_unordered(32).filter_map(|id| async move { id }).collect().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_that_was_accepted_before_a_kill_is_there_after_the_restart_once() {
    let mut server = Server::builder_on_embedded_database().start().await;
    let (tell, mut accepted) = tokio::sync::mpsc::channel(4000);
    let posting = tokio::spawn(post_until_killed(server.url.clone(), server.client.clone(), tell));
    for _ in 0..500 {
        accepted.recv().await.expect("an accepted message");
    }
    server.kill().await;
    let answered = posting.await.expect("posted");
    assert!(
        (500..2000).contains(&answered.len()),
        "killed in the middle, after {}",
        answered.len()
    );

    let server = Arc::new(server.start_again().await);
    let home = embedded::home(server.data_dir()).expect("a directory");
    let pool = PgPool::connect_with(embedded::connect_options(&home, "postgres"))
        .await
        .expect("connected");
    let keys = sqlx::query_scalar("SELECT dedupe_key FROM messages").fetch_all(&pool);
    let keys: Vec<String> = keys.await.expect("messages");
    let stored: BTreeSet<u64> =
        keys.iter().map(|key| key.trim_start_matches("id:").parse().expect("an id")).collect();
    assert_eq!(stored.len(), keys.len(), "no message is there twice");
    let lost: Vec<_> = answered.difference(&stored).collect();
    assert!(lost.is_empty(), "lost {lost:?}");
    let id = *answered.first().expect("an id");
    let again = server
        .post_receivesms(&receivesms(id, "+12025550100", "Your code is 482913").to_string())
        .await;
    assert!(again.text().await.expect("a body").contains("duplicate"));
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_finishes_what_it_accepted_and_exits_with_0() {
    let mut server = Server::builder_on_embedded_database().start().await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    assert_eq!(server.stop().await.code(), Some(0));
    let server = server.start_again().await;
    let again = server
        .post_receivesms(&receivesms(1, "+12025550100", "Your code is 482913").to_string())
        .await;
    assert!(again.text().await.expect("a body").contains("duplicate"));
}
