//! The messages that are forwarded.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::Value;

use crate::harness::provider::Webhook;
use crate::harness::server::Server;

/// Posts so many messages a second, each until it is accepted; when each was answered, by its id.
pub async fn post(server: &Server, ids: Range<u64>, a_second: u64) -> HashMap<String, Instant> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / a_second as u32);
    let mut posts = Vec::new();
    for id in ids {
        ticks.tick().await;
        posts.push(tokio::spawn(post_one(server.client.clone(), server.address, id)));
    }
    let mut answered = HashMap::new();
    for post in posts {
        let (id, at) = post.await.expect("posted");
        answered.insert(id, at);
    }
    answered
}

/// Posts as a provider that comes back until it is accepted; the message's id, and when it was.
async fn post_one(client: Client, server: SocketAddr, id: u64) -> (String, Instant) {
    let webhook = Webhook::new(id);
    loop {
        if let Ok(answer) = webhook.request(&client, server).send().await
            && answer.status().is_success()
        {
            let at = Instant::now();
            let answer: Value = answer.json().await.expect("JSON");
            return (answer["message_id"].as_str().expect("an id").to_owned(), at);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
