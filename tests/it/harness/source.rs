//! Sources as members make them, and what their providers post.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use codebell::auth::Role;
use codebell::inbound::PROVIDERS;

use super::in_process::{ServerWithClock, at};
use super::provider::{hmac_sha256_hex, receivesms};
use super::{Member, Server};

pub const NUMBER: &str = "+12025550100";
/// When the clock of a server in the test starts.
pub const START: i64 = 1_700_000_000;
pub const DAY: i64 = 24 * 60 * 60;

pub type Headers = Vec<(&'static str, String)>;

/// The providers whose webhooks are messages.
pub fn providers_of_messages() -> Vec<&'static str> {
    PROVIDERS.iter().filter(|provider| !provider.relays).map(|provider| provider.id).collect()
}

/// A message as a provider posts it now, signed with a secret.
pub fn message(provider: &str, secret: &str, id: u64) -> (Headers, String) {
    message_at(codebell::clock::Clock::system().now().timestamp(), provider, secret, id)
}

pub fn message_at(now: i64, provider: &str, secret: &str, id: u64) -> (Headers, String) {
    let text = "Your code is 482913";
    let body = match provider {
        "joltsms" => json!({"type": "sms.received", "data": {"messageId": id.to_string(),
            "from": "A", "to": NUMBER, "body": text}}),
        "receivesms" => receivesms(id, NUMBER, text),
        "generic" => json!({"id": id, "from": "A", "to": NUMBER, "text": text}),
        "websms" => json!({"type": "mo", "messageId": id.to_string(), "from": "A",
            "to": NUMBER, "body": text, "timestamp": now}),
        other => panic!("{other} has no message here"),
    };
    let body = body.to_string();
    (signed(now, provider, secret, &body), body)
}

/// The headers of a body that a provider signs.
pub fn signed(now: i64, provider: &str, secret: &str, body: &str) -> Headers {
    let sign = |parts: &[&[u8]]| hmac_sha256_hex(secret, parts);
    let (now, body) = (now.to_string(), body.as_bytes());
    match provider {
        "joltsms" => {
            let signature = sign(&[now.as_bytes(), b".", body]);
            vec![("x-jolt-signature", format!("t={now},v1={signature}"))]
        }
        "receivesms" => vec![("x-webhook-signature", format!("sha256={}", sign(&[body])))],
        "generic" => vec![("x-signature", sign(&[body]))],
        _ => Vec::new(),
    }
}

/// The status of the answer to a message; what is accepted is a message with its code.
pub async fn post(server: &Server, slug: &str, provider: &str, secret: &str, id: u64) -> u16 {
    let (headers, body) = message(provider, secret, id);
    accepted(post_signed(server, slug, &headers, body).await).await
}

/// Posts a body with headers that were made for it.
pub async fn post_signed(server: &Server, slug: &str, headers: &Headers, body: String) -> Response {
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    server.post(slug, &headers, body).await
}

pub async fn accepted(answer: Response) -> u16 {
    let status = answer.status().as_u16();
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(status == 200, answer["status"] == "accepted", "{answer}");
    status
}

pub async fn add(member: &Member<'_>, new: Value) -> Value {
    let (status, made) = member.call(Method::POST, "/sources", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    made
}

pub fn path(made: &Value) -> String {
    format!("/sources/{}", made["source"]["id"].as_str().expect("an id"))
}

pub fn slug(made: &Value) -> String {
    let url = made["webhook_url"].as_str().expect("an address");
    url.rsplit_once("/webhooks/").expect("an address of webhooks").1.to_owned()
}

pub fn secret(made: &Value) -> String {
    made["secret"].as_str().expect("a secret").to_owned()
}

/// Posts the example of a source; the id of the message that it became.
pub async fn post_example(member: &Member<'_>, path: &str) -> String {
    let (status, example) = member.call(Method::POST, &format!("{path}/example"), None).await;
    assert_eq!((status, &example["method"]), (200, &json!("POST")), "{example}");
    let url = example["url"].as_str().expect("an address");
    let local =
        format!("{}/webhooks/{}", member.server.url, url.rsplit('/').next().expect("a slug"));
    let mut request = member.server.client.post(local);
    for header in example["headers"].as_array().expect("a list") {
        let text = |field: &str| header[field].as_str().expect("a text").to_owned();
        request = request.header(text("name"), text("value"));
    }
    let body = example["body"].as_str().expect("a body").to_owned();
    let answer = request.body(body).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{example}");
    let answer: Value = answer.json().await.expect("JSON");
    assert_eq!(answer["status"], "accepted", "{answer}");
    answer["message_id"].as_str().expect("an id").to_owned()
}

pub async fn patch(member: &Member<'_>, path: &str, change: Value) -> (u16, Value) {
    member.call(Method::PATCH, path, Some(change)).await
}

/// A server in the test with a signed source.
pub struct Rotating {
    pub server: ServerWithClock,
    pub path: String,
    pub slug: String,
    pub posted: u64,
}

impl Rotating {
    pub async fn start() -> Self {
        let server = ServerWithClock::start().await;
        server.add_member(Role::Manager).await;
        let new = json!({"provider": "receivesms", "name": "Rack", "secret": "first"});
        let (status, made) = server.call(Role::Manager, Method::POST, "/sources", Some(new)).await;
        assert_eq!(status, 201, "{made}");
        Self { server, path: path(&made), slug: slug(&made), posted: 0 }
    }

    /// Lets it be so many seconds after the start.
    pub fn set_clock(&self, seconds: i64) {
        self.server.clock.set(at(START + seconds));
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        self.server.call(Role::Manager, method, &format!("{}{path}", self.path), body).await
    }

    pub async fn rotate(&self, body: Value) -> Value {
        let (status, rotated) = self.call(Method::POST, "/rotate", Some(body)).await;
        assert_eq!(status, 200, "{rotated}");
        assert_eq!(slug(&rotated), self.slug, "the address stays");
        rotated
    }

    /// Whether each secret is accepted.
    pub async fn accepts<const N: usize>(&mut self, secrets: [&str; N]) -> [bool; N] {
        let mut found = [false; N];
        for (found, secret) in found.iter_mut().zip(secrets) {
            self.posted += 1;
            let (headers, body) = message_at(0, "receivesms", secret, self.posted);
            let answer = self.server.post(&self.slug, headers, &body).await;
            *found = accepted(answer).await == 200;
        }
        found
    }
}
