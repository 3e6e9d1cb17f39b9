//! Receivers of webhooks, in this process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::Notify;

#[derive(Clone, Copy)]
pub enum Manner {
    Answers,
    AnswersAfter(Duration),
    Hangs,
    Fails,
}

#[derive(Clone)]
struct Shared {
    manner: Manner,
    came: Arc<Mutex<HashMap<String, Instant>>>,
    doubles: Arc<Mutex<usize>>,
    more: Arc<Notify>,
}

pub struct Receiver {
    pub url: String,
    shared: Shared,
}

impl Receiver {
    pub async fn start(manner: Manner) -> Self {
        let shared =
            Shared { manner, came: Arc::default(), doubles: Arc::default(), more: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/in", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(receive).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, shared }
    }

    /// When each message came first, by its id.
    pub fn came(&self) -> HashMap<String, Instant> {
        self.shared.came.lock().expect("a lock").clone()
    }

    pub fn doubles(&self) -> usize {
        *self.shared.doubles.lock().expect("a lock")
    }

    /// Waits for so many messages.
    pub async fn until(&self, count: usize, patience: Duration) {
        let wait = async {
            while self.shared.came.lock().expect("a lock").len() < count {
                self.shared.more.notified().await;
            }
        };
        let came = tokio::time::timeout(patience, wait).await;
        assert!(came.is_ok(), "{} of {count} came", self.came().len());
    }
}

async fn receive(State(shared): State<Shared>, body: String) -> StatusCode {
    let now = Instant::now();
    match shared.manner {
        Manner::Hangs => return std::future::pending().await,
        Manner::Fails => return StatusCode::INTERNAL_SERVER_ERROR,
        Manner::AnswersAfter(wait) => tokio::time::sleep(wait).await,
        Manner::Answers => {}
    }
    let body: Value = serde_json::from_str(&body).expect("JSON");
    let id = body["data"]["id"].as_str().expect("an id").to_owned();
    if shared.came.lock().expect("a lock").insert(id, now).is_some() {
        *shared.doubles.lock().expect("a lock") += 1;
    }
    shared.more.notify_one();
    StatusCode::OK
}
