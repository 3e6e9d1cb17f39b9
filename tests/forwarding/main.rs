//! Measures forwarding on this machine: how long a message takes from its commit to each receiver
//! while two of five channels are dead, and what is lost or doubled when the server is killed.
//!
//! `make bench-forwarding`; exit 1 when anything was lost, or doubled without a kill.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../bench/cluster.rs"]
mod cluster;
mod receivers;
mod server;

use std::time::Duration;

use receivers::{Manner, Receiver};
use server::Server;

const ROUNDS: usize = 3;
const MESSAGES: u64 = 1000;
const A_SECOND: u64 = 50;
/// When the server is killed, in messages.
const KILLED_AFTER: u64 = 300;

fn main() {
    // `cargo test --benches` passes arguments and wants no measurement.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let cluster = cluster::Cluster::start().await;
    println!("{}", cluster.machine().await);
    println!(
        "{MESSAGES} messages at {A_SECOND} a second, to three receivers, one that never answers and one that answers 500:"
    );
    for round in 1..=ROUNDS {
        let line = beside_dead_channels(&cluster).await;
        println!("round {round}: {line}");
    }
    println!("The same to three receivers, with kill -9 after {KILLED_AFTER} and a restart:");
    for round in 1..=ROUNDS {
        let line = over_a_kill(&cluster).await;
        println!("round {round}: {line}");
    }
    cluster.stop().await;
}

async fn beside_dead_channels(cluster: &cluster::Cluster) -> String {
    let server = Server::start(cluster.new_database().await).await;
    let mut healthy = Vec::new();
    let mut dead = Vec::new();
    for manner in [Manner::Answers, Manner::Answers, Manner::Answers] {
        healthy.push(Receiver::start(manner).await);
    }
    for manner in [Manner::Hangs, Manner::Fails] {
        dead.push(Receiver::start(manner).await);
    }
    server.forward_to(healthy.iter().chain(&dead).map(|receiver| receiver.url.as_str())).await;
    let sent = server.post(0..MESSAGES, A_SECOND).await;
    let mut waits = Vec::new();
    let mut doubles = 0;
    for receiver in &healthy {
        receiver.until(sent.len(), Duration::from_secs(30)).await;
        let came = receiver.came();
        assert_eq!(came.len(), sent.len(), "every message reaches every healthy receiver");
        doubles += receiver.doubles();
        for (id, answered) in &sent {
            waits.push(came[id].saturating_duration_since(*answered).as_secs_f64() * 1000.0);
        }
    }
    let (median, p99, most) = server.seconds_to_delivered().await;
    assert_eq!(doubles, 0, "nothing is sent twice");
    let metrics = server.outbox_metrics().await;
    server.stop().await;
    format!(
        "200 → receiver {}; commit → written down as delivered: median {:.0} ms, p99 {:.0} ms, most {:.0} ms; lost 0, doubled 0; {metrics}",
        spread(&mut waits),
        median * 1000.0,
        p99 * 1000.0,
        most * 1000.0,
    )
}

async fn over_a_kill(cluster: &cluster::Cluster) -> String {
    let mut server = Server::start(cluster.new_database().await).await;
    let mut receivers = Vec::new();
    for _ in 0..3 {
        receivers.push(Receiver::start(Manner::AnswersAfter(Duration::from_millis(30))).await);
    }
    server.forward_to(receivers.iter().map(|receiver| receiver.url.as_str())).await;
    let mut sent = server.post(0..KILLED_AFTER, A_SECOND).await;
    server.kill_and_start_again().await;
    sent.extend(server.post(KILLED_AFTER..MESSAGES, A_SECOND).await);
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

/// Median, p99 and most, in milliseconds.
fn spread(values: &mut [f64]) -> String {
    values.sort_by(f64::total_cmp);
    let at = |part: f64| values[((values.len() - 1) as f64 * part) as usize];
    format!("median {:.1} ms, p99 {:.1} ms, most {:.1} ms", at(0.5), at(0.99), at(1.0))
}
