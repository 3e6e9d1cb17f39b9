//! A stand-in for WebSMS Connexus that follows its published behaviour, and misbehaves as it is told.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Form, Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

pub const CLIENT_ID: &str = "cid_test";
pub const CLIENT_SECRET: &str = "csk_very-secret-4711";
/// The code that it makes where it is asked to.
pub const MADE_CODE: &str = "730164";

/// How it answers a send.
#[derive(Clone)]
pub enum Misbehaviour {
    /// 401, as with a token that died early.
    Unauthorized,
    /// A status and a body.
    Says(u16, &'static str),
    /// Nothing, after it sent the message.
    Hangs,
    /// The connection breaks before an answer, after it sent the message.
    BreaksOff,
    /// After so long.
    Slow(Duration),
}

type Fields = HashMap<String, String>;

/// What it did until now.
#[derive(Default)]
pub struct Seen {
    /// Requests for a token, and those that came.
    pub token_requests: usize,
    tokens: Vec<String>,
    /// Messages that it sent.
    pub sent: Vec<Fields>,
    /// Requests to send, also those that it did not take.
    pub asked: usize,
    next: VecDeque<Misbehaviour>,
    always: Option<Misbehaviour>,
    token_answer: Option<(u16, Value)>,
    token_pause: Duration,
    expires_in: Option<i64>,
}

/// The stand-in.
#[derive(Clone)]
pub struct Connexus {
    pub url: String,
    seen: Arc<Mutex<Seen>>,
    count: watch::Sender<usize>,
}

impl Connexus {
    /// One that behaves.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}/api/connexus", listener.local_addr().expect("an address"));
        let seen = Seen { expires_in: Some(86_400), ..Seen::default() };
        let connexus = Self { url, seen: Arc::new(Mutex::new(seen)), count: watch::Sender::new(0) };
        let routes = Router::new()
            .route("/auth/token", post(token))
            .route("/sms/otp", post(send_code))
            .route("/sms/out", post(send_text));
        let router = Router::new().nest("/api/connexus", routes).with_state(connexus.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        connexus
    }

    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("a lock")
    }

    /// How it misbehaves with the next requests.
    pub fn next(&self, all: impl IntoIterator<Item = Misbehaviour>) {
        self.seen().next.extend(all);
    }

    /// How it misbehaves from now on.
    pub fn always(&self, misbehaviour: Misbehaviour) {
        self.seen().always = Some(misbehaviour);
    }

    /// How it answers requests for a token.
    pub fn answer_token(&self, status: u16, body: Value) {
        self.seen().token_answer = Some((status, body));
    }

    /// What it says of a token's life; nothing, where it is `None`.
    pub fn expire_in(&self, seconds: Option<i64>) {
        self.seen().expires_in = seconds;
    }

    /// Takes its time with tokens.
    pub fn pause_tokens(&self, pause: Duration) {
        self.seen().token_pause = pause;
    }

    /// Lets no token that it gave be good any more.
    pub fn forget_tokens(&self) {
        self.seen().tokens.clear();
    }

    /// Waits until so many messages were sent.
    pub async fn sent(&self, count: usize) {
        let mut sent = self.count.subscribe();
        let waited = sent.wait_for(|sent| *sent >= count);
        tokio::time::timeout(Duration::from_secs(25), waited)
            .await
            .expect("in time")
            .expect("it lives");
    }

    /// Sends a message, as far as it is concerned.
    fn deliver(&self, fields: Fields) -> usize {
        self.seen().sent.push(fields);
        let count = self.seen().sent.len();
        self.count.send_replace(count);
        count
    }

    async fn misbehave(&self, fields: &Fields) -> Option<Response> {
        let next = {
            let mut seen = self.seen();
            seen.asked += 1;
            let next = seen.next.pop_front();
            next.or_else(|| seen.always.clone())
        };
        match next? {
            Misbehaviour::Unauthorized => Some(unauthorized()),
            Misbehaviour::Says(status, body) => {
                let status = StatusCode::from_u16(status).expect("a status");
                Some((status, body).into_response())
            }
            Misbehaviour::Hangs => {
                self.deliver(fields.clone());
                std::future::pending().await
            }
            Misbehaviour::BreaksOff => {
                self.deliver(fields.clone());
                // What panics takes its connection with it.
                let body = axum::body::Body::from_stream(futures::stream::once(async {
                    Err::<axum::body::Bytes, _>(std::io::Error::other("broken off"))
                }));
                Some(body.into_response())
            }
            Misbehaviour::Slow(pause) => {
                tokio::time::sleep(pause).await;
                None
            }
        }
    }
}

fn unauthorized() -> Response {
    (StatusCode::UNAUTHORIZED, Json(json!({"error": "unauthorized"}))).into_response()
}

async fn token(State(connexus): State<Connexus>, Form(fields): Form<Fields>) -> Response {
    let pause = {
        let mut seen = connexus.seen();
        seen.token_requests += 1;
        seen.token_pause
    };
    tokio::time::sleep(pause).await;
    let mut seen = connexus.seen();
    if let Some((status, body)) = seen.token_answer.clone() {
        return (StatusCode::from_u16(status).expect("a status"), Json(body)).into_response();
    }
    let field = |name: &str| fields.get(name).map(String::as_str);
    if (field("client_id"), field("client_secret")) != (Some(CLIENT_ID), Some(CLIENT_SECRET)) {
        return (StatusCode::UNAUTHORIZED, Json(json!({"error": "invalid_client"})))
            .into_response();
    }
    let token = format!("wst_{}", seen.token_requests);
    seen.tokens.push(token.clone());
    let mut answer = json!({"access_token": token, "token_type": "Bearer"});
    if let Some(seconds) = seen.expires_in {
        answer["expires_in"] = seconds.into();
    }
    Json(answer).into_response()
}

/// Whether a request shows a token that is good.
fn is_known(connexus: &Connexus, headers: &HeaderMap) -> bool {
    let shown = headers.get("authorization").and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.strip_prefix("Bearer "));
    shown.is_some_and(|token| connexus.seen().tokens.iter().any(|known| known == token))
}

/// The fields of a request to send that neither a misbehaviour nor its token keeps from being taken.
struct Asked(Fields);

impl FromRequest<Connexus> for Asked {
    type Rejection = Response;

    async fn from_request(request: Request, connexus: &Connexus) -> Result<Self, Response> {
        let headers = request.headers().clone();
        let form = Form::from_request(request, connexus).await;
        let Form(fields) = form.map_err(IntoResponse::into_response)?;
        match connexus.misbehave(&fields).await {
            Some(answer) => Err(answer),
            None if !is_known(connexus, &headers) => Err(unauthorized()),
            None => Ok(Self(fields)),
        }
    }
}

async fn send_code(State(connexus): State<Connexus>, Asked(fields): Asked) -> Response {
    let (to, company) = (fields.get("to").cloned(), fields.get("msgCompany").cloned());
    let (Some(to), Some(_)) = (to, company) else {
        let body = json!({"status": "error", "error": "to and msgCompany are required"});
        return (StatusCode::BAD_REQUEST, Json(body)).into_response();
    };
    let code = fields.get("msgCode").cloned().unwrap_or_else(|| MADE_CODE.to_owned());
    let id = connexus.deliver(fields);
    Json(json!({
        "status": "success", "message_id": id.to_string(), "to": to, "from": "552", "code": code, "parts": 1,
    }))
    .into_response()
}

async fn send_text(State(connexus): State<Connexus>, Asked(fields): Asked) -> Response {
    let to = fields.get("to").cloned();
    let id = connexus.deliver(fields);
    Json(json!({"success": true, "status": "accepted", "message_id": id.to_string(), "to": to, "parts": 1}))
        .into_response()
}
