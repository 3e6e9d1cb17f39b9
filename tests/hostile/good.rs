//! Well-meaning clients: a provider that posts webhooks and a page that asks the API, from an address
//! of their own.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use sqlx::PgPool;

use crate::harness::figures::Waits;
use crate::harness::provider::Webhook;
use crate::target::Target;
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
    pub waits: Waits,
    accepted: Vec<String>,
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
            let webhook = Webhook::new(next_id.fetch_add(1, Ordering::Relaxed));
            let webhook = webhook.request(&client, target.address);
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
        let those = || answered.iter().filter(|one| (from..to).contains(&one.at));
        Measured {
            waits: Waits::new(those().map(|one| one.took)),
            accepted: those().filter_map(|one| one.accepted.clone()).collect(),
            failed: those().filter(|one| one.has_failed).count(),
        }
    }

    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

impl Measured {
    /// Of what was answered 200, how much is not there.
    pub async fn count_lost(&self, pool: &PgPool) -> usize {
        let found = "SELECT count(*) FROM messages WHERE id::text = ANY($1)";
        let found = sqlx::query_scalar::<_, i64>(found).bind(&self.accepted).fetch_one(pool);
        self.accepted.len() - usize::try_from(found.await.expect("a count")).expect("a count")
    }

    pub fn describe(&self) -> String {
        match self.failed {
            0 => self.waits.count().to_string(),
            failed => format!("{}, {failed} FAILED", self.waits.count()),
        }
    }
}
