//! Well-meaning clients: a provider that posts webhooks and a page that asks the API, from an address
//! of their own.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde_json::Value;

use crate::server::{Target, signed};
use crate::volleys::scaled;

const FROM: [u8; 4] = [127, 0, 0, 50];
/// Of each kind.
const A_SECOND: usize = 40;
/// What is not answered in this time has failed.
const PATIENCE: Duration = Duration::from_secs(10);

struct One {
    at: Instant,
    took: Duration,
    /// The id of the message that it became.
    accepted: Option<String>,
    has_failed: bool,
}

/// Requests that go on beside the attacks.
#[derive(Clone)]
pub struct Good {
    answered: Arc<Mutex<Vec<One>>>,
    stopped: Arc<AtomicBool>,
}

/// Those of a span of time.
pub struct Measured {
    waits: Vec<f64>,
    pub accepted: Vec<String>,
    pub failed: usize,
}

impl Good {
    /// On a thread of its own, so that the attackers' work is not measured.
    pub fn start(target: &Target) -> Self {
        let good = Self { answered: Arc::default(), stopped: Arc::default() };
        let (asking, target) = (good.clone(), target.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(asking.run(target));
        });
        good
    }

    async fn run(self, target: Target) {
        let client = Client::builder()
            .local_address(Some(FROM.into()))
            .timeout(PATIENCE)
            .pool_max_idle_per_host(4)
            .build()
            .expect("a client");
        let next_id = AtomicU64::new(1_000_000_000);
        let mut ticks = tokio::time::interval(Duration::from_secs(1) / scaled(A_SECOND) as u32);
        while !self.stopped.load(Ordering::Relaxed) {
            ticks.tick().await;
            let (signature, body) = signed(next_id.fetch_add(1, Ordering::Relaxed));
            let webhook = client
                .post(format!("http://{}/webhooks/receivesms", target.address))
                .header("x-webhook-signature", signature)
                .body(body);
            let list = client
                .get(format!("http://{}/api/v1/messages?limit=20", target.address))
                .bearer_auth(&target.owner);
            for request in [webhook, list] {
                tokio::spawn(self.clone().ask(request));
            }
        }
    }

    async fn ask(self, request: RequestBuilder) {
        let at = Instant::now();
        let (mut accepted, mut has_failed) = (None, true);
        if let Ok(answer) = request.send().await {
            has_failed = !answer.status().is_success();
            if let Ok(answer) = answer.json::<Value>().await {
                accepted = answer["message_id"].as_str().map(str::to_owned);
            }
        }
        let one = One { at, took: at.elapsed(), accepted, has_failed };
        self.answered.lock().expect("a lock").push(one);
    }

    /// The requests that began in a span and are answered.
    pub fn between(&self, from: Instant, to: Instant) -> Measured {
        let answered = self.answered.lock().expect("a lock");
        let those = answered.iter().filter(|one| (from..to).contains(&one.at));
        let mut measured = Measured { waits: Vec::new(), accepted: Vec::new(), failed: 0 };
        for one in those {
            measured.waits.push(one.took.as_secs_f64() * 1000.0);
            measured.accepted.extend(one.accepted.clone());
            measured.failed += usize::from(one.has_failed);
        }
        measured.waits.sort_by(f64::total_cmp);
        measured
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

impl Measured {
    /// Median and p99, in milliseconds.
    pub fn spread(&self) -> (f64, f64) {
        let at = |part: f64| {
            let index = (self.waits.len().saturating_sub(1)) as f64 * part;
            self.waits.get(index as usize).copied().unwrap_or(f64::INFINITY)
        };
        (at(0.5), at(0.99))
    }

    pub fn describe(&self) -> String {
        match self.failed {
            0 => self.waits.len().to_string(),
            failed => format!("{}, {failed} FAILED", self.waits.len()),
        }
    }
}
