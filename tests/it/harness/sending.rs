//! A server with a gateway.

use codebell::auth::Role;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::connexus::{CLIENT_ID, CLIENT_SECRET, Connexus};
use super::server::Builder;
use super::{Member, Server};

/// A server whose only gateway is a stand-in.
pub struct Sending {
    pub server: Server,
    pub connexus: Connexus,
    owner: String,
}

/// Settings with a gateway.
pub async fn with_gateway(connexus: &Connexus) -> Builder {
    let builder = Server::builder().await;
    builder
        .set("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8")
        .set("WEBSMS_CLIENT_ID", CLIENT_ID)
        .set("WEBSMS_CLIENT_SECRET", CLIENT_SECRET)
        .set("WEBSMS_BASE_URL", &connexus.url)
}

impl Sending {
    pub async fn start() -> Self {
        let connexus = Connexus::start().await;
        let server = with_gateway(&connexus).await.start().await;
        Self::on(server, connexus).await
    }

    pub async fn on(server: Server, connexus: Connexus) -> Self {
        let owner = server.sign_in(Role::Owner).await.access_token;
        Self { server, connexus, owner }
    }

    /// The same server again, after it was killed.
    pub async fn start_again(self) -> Self {
        let Self { server, connexus, .. } = self;
        let server = server.start_again().await;
        let owner = server.log_in("owner@example.com").await.access_token;
        Self { server, connexus, owner }
    }

    pub fn owner(&self) -> Member<'_> {
        self.server.bearer(&json!(self.owner))
    }

    /// Sends a code, and what came of it.
    pub async fn send(&self, body: Value) -> (u16, Value) {
        self.owner().call(Method::POST, "/otp/send", Some(body)).await
    }

    /// Sends a code that a gateway takes; its id.
    pub async fn sent(&self, to: &str, code: &str) -> String {
        let body = json!({"to": to, "company": "MyApp", "code": code});
        let (status, answer) = self.send(body).await;
        assert_eq!(status, 202, "{answer}");
        answer["id"].as_str().expect("an id").to_owned()
    }

    /// The same with an idempotency key.
    pub async fn send_once(&self, key: &str, body: &Value) -> Response {
        let owner = self.owner();
        let url = format!("{}/api/v1/otp/send", self.server.url);
        let request = self.server.client.post(url).bearer_auth(&owner.access_token);
        request.header("Idempotency-Key", key).json(body).send().await.expect("an answer")
    }

    /// Whether a code is right.
    pub async fn check(&self, to: &str, code: &str) -> bool {
        let body = json!({"to": to, "code": code});
        let (status, answer) = self.owner().call(Method::POST, "/otp/verify", Some(body)).await;
        assert_eq!(status, 200, "{answer}");
        answer["verified"].as_bool().expect("a boolean")
    }

    /// What is known of a send.
    pub async fn status(&self, id: &str) -> String {
        let send = self.owner().get(&format!("/otp/{id}")).await;
        send["status"].as_str().expect("a status").to_owned()
    }
}
