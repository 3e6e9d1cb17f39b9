//! Attacks the release server on loopback and measures what well-meaning clients notice of it.
//!
//! `make hostile`; exit 1 where a good request's p99 is over 100 ms or one is not answered as it
//! should be, where the server takes more than 256 MiB, or where a message is lost.
//! `HOSTILE_PERCENT=5` makes all of it that much smaller, to try the script itself;
//! `HOSTILE_ONLY="none,slow bodies"` takes only attacks with these words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attacks;
mod good;
#[path = "../bench_harness/mod.rs"]
mod harness;
mod memory;
#[path = "../it/harness/raw.rs"]
#[allow(dead_code)]
mod raw;
mod target;
mod volleys;

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use codebell::config::variable;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use secrecy::ExposeSecret;

use good::Good;
use harness::cluster::Cluster;
use harness::server::Server;
use memory::Memory;
use target::{PROXY, Target};

/// What a good request may take.
const SLOWEST_P99: f64 = 100.0;
/// What the server may take.
const MOST_MEMORY_MIB: u64 = 256;
/// So many good requests at least are measured beside each attack.
const SHORTEST: Duration = Duration::from_secs(8);

fn main() {
    let stood = harness::run(measure);
    if stood == Some(false) {
        std::process::exit(1);
    }
}

/// Whether the server stood it all.
async fn measure(cluster: &Cluster) -> bool {
    raise_open_files();
    let proxies = format!("{}/32", Ipv4Addr::from(PROXY));
    let settings = [("CODEBELL_LOG", "warn"), ("CODEBELL_TRUSTED_PROXIES", proxies.as_str())];
    let server = Server::start(cluster, &settings).await;
    let target = Target::of(&server).await;
    let all_began = Instant::now();
    let good = Good::start(&target);
    println!("\n| attack | what it met | good requests | p50 ms | p99 ms | memory MiB | lost |");
    println!("|---|---|---|---|---|---|---|");
    let mut stands = true;
    for (name, attack) in attacks::all().into_iter().filter(|(name, _)| is_wanted(name)) {
        let memory = Memory::watch(server.process_id());
        let started = Instant::now();
        let (met, ()) = tokio::join!(attack(target.clone()), tokio::time::sleep(SHORTEST));
        let measured = good.between(started, Instant::now());
        let memory = memory.most_mib();
        let lost = measured.count_lost(&server.pool).await;
        let [p50, p99] = [0.5, 0.99].map(|part| measured.waits.milliseconds_at(part));
        println!(
            "| {name} | {met} | {} | {p50:.1} | {p99:.1} | {memory} | {lost} |",
            measured.describe()
        );
        stands &=
            measured.failed == 0 && p99 <= SLOWEST_P99 && memory <= MOST_MEMORY_MIB && lost == 0;
    }
    good.stop();
    let lost = good.between(all_began, Instant::now()).count_lost(&server.pool).await;
    println!("\nlost of all good messages: {lost}");
    server.stop().await;
    if !stands {
        println!(
            "FAILED: a p99 over {SLOWEST_P99} ms, more than {MOST_MEMORY_MIB} MiB, a good request \
             that failed, or a lost message"
        );
    }
    stands && lost == 0
}

/// Whether an attack is asked for; all are, unless some are named.
fn is_wanted(name: &str) -> bool {
    let only = variable("HOSTILE_ONLY");
    only.is_none_or(|only| only.expose_secret().split(',').any(|part| name.contains(part)))
}

/// The attackers' connections are files of this process.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    setrlimit(Resource::Nofile, raised).expect("raised");
    let most = limit.maximum.unwrap_or(u64::MAX);
    assert!(most >= 12_000, "{most} open files are too few; raise ulimit -Hn to 20000");
}
