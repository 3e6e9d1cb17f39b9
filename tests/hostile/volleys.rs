//! What attacks are made of: connections that are held, requests that are fired, and what came of it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use codebell::config::variable;
use secrecy::ExposeSecret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};

use crate::raw::{connect_from, status};
use crate::target::Target;

/// Connections that are being opened at once.
const AT_ONCE: usize = 200;
/// How often a slow client sends something.
const TRICKLE: Duration = Duration::from_millis(500);

/// Makes an attack as large as is asked for.
pub fn scaled(count: usize) -> usize {
    let percent = variable("HOSTILE_PERCENT");
    let percent = percent.and_then(|percent| percent.expose_secret().parse().ok());
    (count * percent.unwrap_or(100) / 100).max(1)
}

/// The `index`th of so many addresses of this machine, none of them the well-meaning clients'.
pub fn address(index: usize, of: usize) -> [u8; 4] {
    let index = index % of;
    [127, 1, (index / 250) as u8, (index % 250 + 1) as u8]
}

/// How often what was met.
#[derive(Default)]
pub struct Tally(BTreeMap<String, usize>);

impl Tally {
    pub fn add(&mut self, met: impl Into<String>) {
        *self.0.entry(met.into()).or_default() += 1;
    }

    pub async fn of(mut met: JoinSet<Vec<String>>) -> String {
        let mut tally = Self::default();
        while let Some(met) = met.join_next().await {
            met.expect("it ran").into_iter().for_each(|met| tally.add(met));
        }
        tally.to_string()
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<String> =
            self.0.iter().map(|(met, count)| format!("{met} ×{count}")).collect();
        f.write_str(&parts.join(", "))
    }
}

/// What came of an answer.
pub fn word(status: u16) -> String {
    match status {
        0 => "hung up".to_owned(),
        status => status.to_string(),
    }
}

/// Opens connections, sends each the same first bytes and then `more` again and again, reading nothing
/// or all that comes, for as long as it is let and `patience` lasts.
pub struct Held {
    pub count: usize,
    pub addresses: usize,
    pub first: Vec<u8>,
    pub more: Vec<u8>,
    pub reads: bool,
    pub patience: Duration,
}

impl Held {
    pub async fn hold(self, target: &Target) -> String {
        let held = Arc::new(self);
        let opening = Arc::new(tokio::sync::Semaphore::new(AT_ONCE));
        let mut all = JoinSet::new();
        for index in 0..held.count {
            let (held, opening, target) = (held.clone(), opening.clone(), target.address);
            let from = address(index, held.addresses);
            all.spawn(async move {
                let place = opening.acquire().await.expect("open");
                let stream = connect_from(from, target).await;
                drop(place);
                vec![held.keep(stream).await]
            });
        }
        Tally::of(all).await
    }

    async fn keep(&self, mut stream: TcpStream) -> String {
        let until = Instant::now() + self.patience;
        if stream.write_all(&self.first).await.is_err() {
            return "hung up".to_owned();
        }
        let (mut ticks, mut part) = (interval(TRICKLE), vec![0; 4096]);
        let mut answered = Vec::new();
        let ended = async {
            loop {
                tokio::select! {
                    _ = ticks.tick() => {
                        if !self.more.is_empty() && stream.write_all(&self.more).await.is_err() {
                            return;
                        }
                    }
                    read = stream.read(&mut part), if self.reads => match read {
                        Ok(read) if read > 0 => answered.extend_from_slice(&part[..read]),
                        _ => return,
                    },
                }
            }
        };
        let has_ended = tokio::time::timeout_at(until, ended).await.is_ok();
        let status = String::from_utf8_lossy(&answered);
        let status = status.split(' ').nth(1).filter(|word| word.len() == 3);
        match (status, has_ended) {
            (Some(status), _) => status.to_owned(),
            (None, true) => "hung up".to_owned(),
            (None, false) => "left".to_owned(),
        }
    }
}

/// Fires requests, so many a second over so many connections, each until it is answered.
pub struct Fired {
    pub count: usize,
    pub connections: usize,
    pub a_second: usize,
    pub from: fn(usize) -> [u8; 4],
    pub request: Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>,
}

impl Fired {
    pub async fn fire(self, target: &Target) -> String {
        let next = Arc::new(AtomicU64::new(0));
        let pause = Duration::from_secs_f64(self.connections as f64 / self.a_second as f64);
        let mut all = JoinSet::new();
        for index in 0..self.connections {
            let (request, next) = (self.request.clone(), next.clone());
            let (from, to, count) = ((self.from)(index), target.address, self.count as u64);
            all.spawn(async move {
                let (mut met, mut ticks) = (Vec::new(), interval(pause));
                let mut stream = connect_from(from, to).await;
                loop {
                    let id = next.fetch_add(1, Ordering::Relaxed);
                    if id >= count {
                        return met;
                    }
                    ticks.tick().await;
                    // What can't be sent may be answered already, as a body that is too large.
                    let sent = stream.write_all(&request(id)).await.is_ok();
                    let status = status(&mut stream).await;
                    met.push(word(status));
                    if !sent || status == 0 || status == 413 || status == 431 || status == 503 {
                        stream = connect_from(from, to).await;
                    }
                }
            });
        }
        Tally::of(all).await
    }
}

/// Sends the same part until the server has had enough or `most` bytes are sent; what it said, and how
/// much it took.
pub async fn pour(stream: &mut TcpStream, part: &[u8], most: usize) -> String {
    let mut sent = 0;
    let pouring = async {
        while sent < most && stream.write_all(part).await.is_ok() {
            sent += part.len();
        }
    };
    let _ = timeout(Duration::from_secs(20), pouring).await;
    let status = status(stream).await;
    let mib = sent.div_ceil(1 << 20);
    format!("{} after {mib} MiB or less", word(status))
}
