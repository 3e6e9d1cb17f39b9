//! Each message is stored exactly once, whoever posts it how often at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures::stream::{self, StreamExt};
use serde_json::Value;

use crate::harness::Server;
use crate::harness::provider::receivesms;

const CONNECTIONS: usize = 64;

/// Posts 50 messages 20 times each over 64 connections; counts the answers.
async fn post_copies(servers: Arc<Vec<Server>>) -> BTreeMap<String, usize> {
    let posts = (0..1000_u64).map(|n| {
        let servers = servers.clone();
        async move {
            let body = receivesms(n % 50, "+12025550100", &format!("Your code is {:06}", n % 50))
                .to_string();
            let answer = servers[n as usize % servers.len()].post_receivesms(&body).await;
            let answer: Value = answer.json().await.expect("JSON");
            answer["status"].to_string()
        }
    });
    let answers: Vec<String> = stream::iter(posts).buffer_unordered(CONNECTIONS).collect().await;
    let mut counts = BTreeMap::new();
    for answer in answers {
        *counts.entry(answer).or_default() += 1;
    }
    counts
}

fn expected() -> BTreeMap<String, usize> {
    BTreeMap::from([(r#""accepted""#.to_owned(), 50), (r#""duplicate""#.to_owned(), 950)])
}

async fn stored(server: &Server) -> i64 {
    let count = sqlx::query_scalar("SELECT count(*) FROM messages");
    count.fetch_one(&server.pool().await).await.expect("a count")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_posts_of_fifty_messages_at_once_store_fifty() {
    let servers = Arc::new(vec![Server::start().await]);
    assert_eq!(post_copies(servers.clone()).await, expected());
    assert_eq!(stored(&servers[0]).await, 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_that_get_the_same_messages_at_once_store_them_once() {
    let first = Server::start().await;
    let second = first.start_another_node().await;
    let servers = Arc::new(vec![first, second]);
    assert_eq!(post_copies(servers.clone()).await, expected());
    assert_eq!(stored(&servers[0]).await, 50);
}

#[tokio::test]
async fn an_unknown_number_is_made_as_new_once_and_no_text_is_too_odd_to_be_stored() {
    let server = Server::start().await;
    for (id, text) in
        [(1, "\0"), (2, ""), (3, "\u{202e}\u{1F600} 482913"), (4, "'; DROP TABLE messages; --")]
    {
        server.receive(id, "+12025550177", text).await;
    }
    let mut ancient = receivesms(5, "+12025550177", "x");
    ancient["data"]["receivedAt"] = (-99_999_999_999_i64).into();
    assert_eq!(server.post_receivesms(&ancient.to_string()).await.status(), 200);
    let numbers: Vec<(String, String)> = sqlx::query_as("SELECT phone_number, access FROM numbers")
        .fetch_all(&server.pool().await)
        .await
        .expect("numbers");
    assert_eq!(numbers, [("+12025550177".to_owned(), "new".to_owned())]);
    assert_eq!(stored(&server).await, 5);
}
