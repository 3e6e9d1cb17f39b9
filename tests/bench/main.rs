//! Measures codebell on this machine, in turn with pgbench on the same private PostgreSQL:
//! messages per second over 64 connections, webhook → event at the official Socket.IO client, and
//! `audit verify` over a long log.
//!
//! `make bench`; every figure is the median of the rounds, with the least and the most.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod audit;
mod cluster;
mod load;
mod pgbench;
mod server;

use std::fmt::Write as _;

const ROUNDS: usize = 3;
const CONNECTIONS: usize = 64;
const SECONDS: u64 = 8;

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
    let (mut inserts, mut messages, mut waits) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        inserts.push(pgbench::transactions_a_second(&cluster, CONNECTIONS, SECONDS).await);
        let server = server::Server::start(cluster.new_database().await).await;
        let load = load::post(&server.address, CONNECTIONS, SECONDS).await;
        assert_eq!(load.accepted, server.stored().await, "every 200 is a row, and every row a 200");
        messages.push(load.accepted as f64 / load.seconds);
        waits.push(load.p99_milliseconds);
        server.stop().await;
    }
    println!(
        "pgbench, one INSERT a transaction, {CONNECTIONS} clients: {} a second",
        spread(&inserts, 0)
    );
    println!(
        "codebell, signed webhooks, {CONNECTIONS} connections: {} messages a second",
        spread(&messages, 0)
    );
    println!("codebell, webhook → 200: p99 {} ms", spread(&waits, 1));
    let ratios: Vec<f64> =
        messages.iter().zip(&inserts).map(|(ours, theirs)| ours / theirs).collect();
    println!("codebell / pgbench, round by round: {}", spread(&ratios, 2));

    let server = server::Server::start(cluster.new_database().await).await;
    let events = server.event_latency().await;
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
    println!("codebell audit verify, {} entries: {} s", audit::ROWS, spread(&walks, 2));
    cluster.stop().await;
}

/// Median (least–most).
fn spread(values: &[f64], digits: usize) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut text = String::new();
    let (median, least, most) = (sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1]);
    write!(text, "{median:.digits$} ({least:.digits$}–{most:.digits$})")
        .expect("a String takes every write");
    text
}
