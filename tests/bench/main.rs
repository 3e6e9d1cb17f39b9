//! Measures codebell on this machine, in turn with pgbench on the same private PostgreSQL:
//! messages per second over 64 connections, webhook → event at the official Socket.IO client, and
//! `audit verify` over a long log.
//!
//! `make bench`; every figure is the median of the rounds, with the least and the most.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod events;
#[path = "../bench_harness/mod.rs"]
mod harness;
mod load;
mod pgbench;

use harness::cluster::Cluster;
use harness::figures::spread;
use harness::server::Server;

const ROUNDS: usize = 3;
const CONNECTIONS: usize = 64;
const SECONDS: u64 = 8;

fn main() {
    harness::run(measure);
}

async fn measure(cluster: &Cluster) {
    let (mut inserts, mut messages, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        inserts.push(pgbench::transactions_a_second(cluster, CONNECTIONS, SECONDS).await);
        let server = Server::start(cluster, &[]).await;
        let accepted = load::post(server.address, CONNECTIONS, SECONDS).await;
        let stored = load::stored(&server.pool).await;
        assert_eq!(accepted.waits.count(), stored, "every 200 is a row, and every row a 200");
        messages.push(accepted.a_second());
        waits.push(accepted.waits.milliseconds_at(0.99));
        server.stop().await;
    }
    println!(
        "pgbench, one INSERT a transaction, {CONNECTIONS} clients: {} a second",
        spread(inserts.iter().copied(), 0)
    );
    println!(
        "codebell, signed webhooks, {CONNECTIONS} connections: {} messages a second",
        spread(messages.iter().copied(), 0)
    );
    println!("codebell, webhook → 200: p99 {} ms", spread(waits, 1));
    let ratios = messages.iter().zip(&inserts).map(|(ours, theirs)| ours / theirs);
    println!("codebell / pgbench, round by round: {}", spread(ratios, 2));

    let server = Server::start(cluster, &[]).await;
    let events = events::latency(&server).await;
    println!(
        "webhook → event at a browser's client, 50 messages a second, 100 other listeners: {events}"
    );
    server.stop().await;

    let log = cluster.new_database().await;
    audit::fill(&log).await;
    let mut walks = Vec::new();
    for _ in 0..ROUNDS {
        walks.push(audit::verify_seconds(&log).await);
    }
    println!("codebell audit verify, {} entries: {} s", audit::ROWS, spread(walks, 2));
}
