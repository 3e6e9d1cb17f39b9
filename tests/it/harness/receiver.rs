//! Somebody else's program that messages are forwarded to: keeps what comes, answers as it is told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Longer than any attempt may take.
const PATIENCE: Duration = Duration::from_secs(25);

/// What a receiver answers.
#[derive(Clone)]
pub enum Answer {
    /// A status, headers and a body.
    With(u16, Vec<(&'static str, String)>, String),
    /// Nothing, ever.
    Never,
}

/// A status alone.
pub fn status(status: u16) -> Answer {
    Answer::With(status, Vec::new(), String::new())
}

/// A request that came.
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
    pub at: tokio::time::Instant,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no header {name}"));
        value.to_str().expect("text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

#[derive(Clone)]
struct Shared {
    told: mpsc::UnboundedSender<Received>,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    usual: Arc<Mutex<Answer>>,
}

/// A receiver on loopback.
pub struct Receiver {
    pub url: String,
    requests: mpsc::UnboundedReceiver<Received>,
    shared: Shared,
}

impl Receiver {
    /// One that answers 200.
    pub async fn start() -> Self {
        let (told, requests) = mpsc::unbounded_channel();
        let usual = Answer::With(200, Vec::new(), "OK".to_owned());
        let shared = Shared { told, answers: Arc::default(), usual: Arc::new(Mutex::new(usual)) };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().fallback(receive).with_state(shared.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, requests, shared }
    }

    /// What it answers to the next requests, before its usual answer.
    pub fn answer_next(&self, answers: impl IntoIterator<Item = Answer>) {
        self.shared.answers.lock().expect("a lock").extend(answers);
    }

    /// What it answers from now on.
    pub fn always(&self, answer: Answer) {
        *self.shared.usual.lock().expect("a lock") = answer;
    }

    /// The next request.
    pub async fn next(&mut self) -> Received {
        let next = tokio::time::timeout(PATIENCE, self.requests.recv()).await;
        next.expect("a request in time").expect("the receiver lives")
    }

    /// What came and was not looked at yet.
    pub fn waiting(&mut self) -> Vec<Received> {
        std::iter::from_fn(|| self.requests.try_recv().ok()).collect()
    }
}

async fn receive(State(shared): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body");
    let answer = shared.answers.lock().expect("a lock").pop_front();
    let answer = answer.unwrap_or_else(|| shared.usual.lock().expect("a lock").clone());
    // Nobody looks any more when the test is over.
    let _ = shared.told.send(Received {
        path: parts.uri.to_string(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).expect("text"),
        at: tokio::time::Instant::now(),
    });
    match answer {
        Answer::Never => std::future::pending().await,
        Answer::With(status, headers, body) => {
            let status = axum::http::StatusCode::from_u16(status).expect("a status");
            let mut answer = (status, body).into_response();
            for (name, value) in headers {
                answer.headers_mut().insert(name, value.parse().expect("a value"));
            }
            answer
        }
    }
}
