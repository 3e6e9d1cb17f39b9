//! What was accepted is delivered at least once, also when the server is killed in the middle.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::harness::forwarding::Forwarding;
use crate::harness::listener::Listener;
use crate::harness::receiver::Receiver;

const NUMBER: &str = "+12025550100";
const MESSAGES: u64 = 60;
/// Deliveries over a channel that are sent at a time.
const MOST_IN_FLIGHT: usize = 8;

#[tokio::test]
async fn every_accepted_message_is_delivered_at_least_once_after_a_kill() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1, 2, 3]).await;
    let mut accepted = Vec::new();
    for id in 0..MESSAGES {
        accepted.push(forwarding.server.receive(id, NUMBER, "Your code is 482913").await);
    }
    // Some are delivered, some are being sent, some wait.
    let mut came: BTreeMap<String, usize> = BTreeMap::new();
    let mut count = |body: &serde_json::Value| {
        let id = body["data"]["id"].as_str().expect("an id").to_owned();
        *came.entry(id).or_default() += 1;
        came.len()
    };
    count(&forwarding.receiver.next().await.json());
    let Forwarding { mut server, token, mut receiver, socket } = forwarding;
    server.kill().await;
    drop(socket);
    let server = server.start_again().await;
    let socket = Listener::connect(&server.url, &token, "websocket").await;
    let started = tokio::time::Instant::now();
    while count(&receiver.next().await.json()) < accepted.len() {}
    assert!(started.elapsed() < Duration::from_secs(30), "leases of the killed one end soon");
    let missing: Vec<&String> = accepted.iter().filter(|id| !came.contains_key(*id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let doubles: usize = came.values().map(|count| count - 1).sum();
    assert!(doubles <= MOST_IN_FLIGHT, "{doubles} came twice");
    // A receiver that is asked again knows it by its key.
    let forwarding = Forwarding { server, token, receiver: Receiver::start().await, socket };
    let waiting = forwarding.owner().list("/deliveries?status=waiting").await;
    assert!(waiting.len() <= MOST_IN_FLIGHT);
}
