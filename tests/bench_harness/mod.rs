//! What measurements share: a PostgreSQL, the release binary that serves on it, the provider that posts
//! to it, and how figures are told. No measurement needs all of it.

#![allow(dead_code)]

pub mod cluster;
pub mod figures;
pub mod provider;
pub mod server;

use cluster::Cluster;

/// Measures on a cluster of its own, having said on what machine; `None` where that is not wanted.
pub fn run<T>(measure: impl AsyncFnOnce(&Cluster) -> T) -> Option<T> {
    // `cargo test --benches` passes arguments and wants no measurement.
    if std::env::args().all(|argument| argument != "--bench") {
        return None;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let cluster = Cluster::start().await;
        println!("{}", cluster.machine().await);
        let measured = measure(&cluster).await;
        cluster.stop().await;
        Some(measured)
    })
}
