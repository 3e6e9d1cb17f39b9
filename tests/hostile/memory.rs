//! What the server takes of the machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;

/// The most that a process had in memory.
pub struct Memory {
    most: Arc<AtomicU64>,
    watch: JoinHandle<()>,
}

impl Memory {
    /// Looks every now and then, until it is asked.
    pub fn watch(process_id: u32) -> Self {
        let status = format!("/proc/{process_id}/status");
        let most = Arc::new(AtomicU64::new(0));
        let seen = most.clone();
        let watch = tokio::spawn(async move {
            let mut ticks = tokio::time::interval(Duration::from_millis(50));
            loop {
                ticks.tick().await;
                let status = std::fs::read_to_string(&status).expect("the server lives");
                let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
                let kib = resident.and_then(|text| text.trim().split(' ').next()?.parse().ok());
                seen.fetch_max(kib.expect("a size"), Ordering::Relaxed);
            }
        });
        Self { most, watch }
    }

    pub fn most_mib(&self) -> u64 {
        self.watch.abort();
        self.most.load(Ordering::Relaxed) / 1024
    }
}
