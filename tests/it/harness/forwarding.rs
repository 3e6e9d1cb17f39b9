//! Channels and rules as members make them, and what becomes of deliveries.

use reqwest::Method;
use serde_json::{Value, json};

use codebell::auth::Role;

use super::listener::Listener;
use super::receiver::Receiver;
use super::server::Builder;
use super::{Member, Server};

/// Settings of a server that may forward to this machine.
pub async fn open_to_loopback() -> Builder {
    Server::builder().await.set("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8")
}

/// A server with a Manager, a socket of theirs, and a receiver.
pub struct Forwarding {
    pub server: Server,
    pub token: String,
    pub socket: Listener,
    pub receiver: Receiver,
}

impl Forwarding {
    pub async fn start() -> Self {
        Self::on(open_to_loopback().await.start().await).await
    }

    pub async fn on(server: Server) -> Self {
        let token = server.sign_in(Role::Owner).await.access_token;
        let socket = Listener::connect(&server.url, &token, "websocket").await;
        Self { server, token, socket, receiver: Receiver::start().await }
    }

    pub fn owner(&self) -> Member<'_> {
        self.server.bearer(&json!(self.token))
    }

    /// A signed webhook to a path of the receiver; its id and secret.
    pub async fn webhook(&self, name: &str, path: &str) -> (String, String) {
        let url = format!("{}{path}", self.receiver.url);
        let settings = json!({"kind": "webhook", "url": url});
        let made = add_channel(&self.owner(), name, settings, json!({})).await;
        (id(&made["channel"]), made["secret"].as_str().expect("a secret").to_owned())
    }

    /// A webhook that all messages go to, tried again at these seconds.
    pub async fn forward_all(&self, retry_at_seconds: &[u32]) -> String {
        let url = format!("{}/hook", self.receiver.url);
        let settings = json!({"kind": "webhook", "url": url});
        let more = json!({"retry_at_seconds": retry_at_seconds});
        let made = add_channel(&self.owner(), "Hook", settings, more).await;
        let id = id(&made["channel"]);
        add_rule(&self.owner(), json!({"channel_ids": [id]})).await;
        id
    }

    /// The next that is heard of a delivery with this status.
    pub async fn heard(&mut self, status: &str) -> Value {
        loop {
            let heard = self.socket.next().await;
            if heard["event"] == "delivery.updated" && heard["data"]["status"] == status {
                return heard["data"].clone();
            }
        }
    }

    /// A delivery with its attempts.
    pub async fn delivery(&self, delivery: &Value) -> Value {
        self.owner().get(&format!("/deliveries/{}", id(delivery))).await
    }
}

pub fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

/// Adds a channel; `more` are further fields.
pub async fn add_channel(member: &Member<'_>, name: &str, settings: Value, more: Value) -> Value {
    let mut new = json!({"name": name, "settings": settings});
    new.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    let (status, made) = member.call(Method::POST, "/channels", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    made
}

/// Adds a rule for messages, unless `fields` say otherwise.
pub async fn add_rule(member: &Member<'_>, fields: Value) -> Value {
    let mut new = json!({"event": "message", "name": "All"});
    new.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
    let (status, made) = member.call(Method::POST, "/rules", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    made
}
