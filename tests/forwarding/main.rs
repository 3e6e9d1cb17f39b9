//! Measures forwarding on this machine: how long a message takes from its commit to each receiver
//! while two of five channels are dead, and what is lost or doubled when the server is killed.
//!
//! `make bench-forwarding`; exit 1 when anything was lost, or doubled without a kill.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../bench_harness/mod.rs"]
mod harness;
mod messages;
mod outbox;
mod receivers;

use std::time::Duration;

use harness::cluster::Cluster;
use harness::figures::Waits;
use harness::server::Server;
use receivers::{Manner, Receiver};

/// What the server is told.
const SETTINGS: [(&str, &str); 2] =
    [("CODEBELL_LOG", "warn"), ("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8")];
const ROUNDS: usize = 3;
const MESSAGES: u64 = 1000;
const A_SECOND: u64 = 50;
/// When the server is killed, in messages.
const KILLED_AFTER: u64 = 300;

fn main() {
    harness::run(measure);
}

async fn measure(cluster: &Cluster) {
    println!(
        "{MESSAGES} messages at {A_SECOND} a second, to three receivers, one that never answers and one that answers 500:"
    );
    for round in 1..=ROUNDS {
        let line = beside_dead_channels(cluster).await;
        println!("round {round}: {line}");
    }
    println!("The same to three receivers, with kill -9 after {KILLED_AFTER} and a restart:");
    for round in 1..=ROUNDS {
        let line = over_a_kill(cluster).await;
        println!("round {round}: {line}");
    }
}

async fn beside_dead_channels(cluster: &Cluster) -> String {
    let server = Server::start(cluster, &SETTINGS).await;
    let mut healthy = Vec::new();
    let mut dead = Vec::new();
    for manner in [Manner::Answers, Manner::Answers, Manner::Answers] {
        healthy.push(Receiver::start(manner).await);
    }
    for manner in [Manner::Hangs, Manner::Fails] {
        dead.push(Receiver::start(manner).await);
    }
    let urls = healthy.iter().chain(&dead).map(|receiver| receiver.url.as_str());
    outbox::forward_to(&server, urls).await;
    let sent = messages::post(&server, 0..MESSAGES, A_SECOND).await;
    let mut waits = Vec::new();
    let mut doubles = 0;
    for receiver in &healthy {
        receiver.until(sent.len(), Duration::from_secs(30)).await;
        let came = receiver.came();
        assert_eq!(came.len(), sent.len(), "every message reaches every healthy receiver");
        doubles += receiver.doubles();
        for (id, answered) in &sent {
            waits.push(came[id].saturating_duration_since(*answered));
        }
    }
    let (median, p99, most) = outbox::seconds_to_delivered(&server.pool).await;
    assert_eq!(doubles, 0, "nothing is sent twice");
    let metrics = outbox::metrics(&server).await;
    server.stop().await;
    format!(
        "200 → receiver {}; commit → written down as delivered: median {:.0} ms, p99 {:.0} ms, most {:.0} ms; lost 0, doubled 0; {metrics}",
        described(&Waits::new(waits)),
        median * 1000.0,
        p99 * 1000.0,
        most * 1000.0,
    )
}

async fn over_a_kill(cluster: &Cluster) -> String {
    let server = Server::start(cluster, &SETTINGS).await;
    let mut receivers = Vec::new();
    for _ in 0..3 {
        receivers.push(Receiver::start(Manner::AnswersAfter(Duration::from_millis(30))).await);
    }
    let urls = receivers.iter().map(|receiver| receiver.url.as_str());
    outbox::forward_to(&server, urls).await;
    let mut sent = messages::post(&server, 0..KILLED_AFTER, A_SECOND).await;
    let server = server.kill_and_start_again().await;
    sent.extend(messages::post(&server, KILLED_AFTER..MESSAGES, A_SECOND).await);
    let mut doubles = 0;
    for receiver in &receivers {
        receiver.until(sent.len(), Duration::from_secs(60)).await;
        let came = receiver.came();
        let lost = sent.keys().filter(|id| !came.contains_key(*id)).count();
        assert_eq!(lost, 0, "what was answered 200 reaches every receiver");
        doubles += receiver.doubles();
    }
    server.stop().await;
    format!(
        "{} accepted, lost 0, doubled {doubles} of {}",
        sent.len(),
        sent.len() * receivers.len()
    )
}

fn described(waits: &Waits) -> String {
    let [median, p99, most] = [0.5, 0.99, 1.0].map(|part| waits.milliseconds_at(part));
    format!("median {median:.1} ms, p99 {p99:.1} ms, most {most:.1} ms")
}
