//! Providers as their documents describe them: bodies, and signatures made here, not by the code
//! under test.

use clap::Parser;
use codebell::config::Config;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Response;
use serde_json::{Value, json};
use sha2::Sha256;

use super::Server;

/// More than a pool has connections that could be dead.
const MOST_TRIES: usize = 100;

#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// Settings from arguments.
pub fn config(arguments: &[&str]) -> Config {
    Settings::parse_from(["codebell"].iter().chain(arguments)).config
}

pub fn hmac_sha256_hex(secret: &str, parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    parts.iter().for_each(|part| mac.update(part));
    hex::encode(mac.finalize().into_bytes())
}

/// A ReceiveSMS.ink webhook.
pub fn receivesms(id: u64, to: &str, text: &str) -> Value {
    json!({
        "event": "sms.received",
        "version": "1",
        "data": {
            "messageId": id,
            "from": "+14155551234",
            "to": to,
            "body": text,
            "receivedAt": "2026-03-01T15:30:00.000Z",
        },
    })
}

impl Server {
    /// Posts bytes to a source.
    pub async fn post(
        &self,
        slug: &str,
        headers: &[(&str, &str)],
        body: impl Into<Vec<u8>>,
    ) -> Response {
        let mut request = self.client.post(format!("{}/webhooks/{slug}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body.into()).send().await.expect("an answer")
    }

    /// Posts a body signed as ReceiveSMS.ink does.
    pub async fn post_receivesms(&self, body: &str) -> Response {
        let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
        self.post("receivesms", &[("x-webhook-signature", &signature)], body).await
    }

    /// Posts as a provider that comes back when it is told to; the answer that is no 503.
    pub async fn post_receivesms_until_served(&self, body: &str) -> Response {
        for _ in 0..MOST_TRIES {
            let answer = self.post_receivesms(body).await;
            if answer.status() != 503 {
                return answer;
            }
        }
        panic!("still turned away after {MOST_TRIES} tries");
    }

    /// Lets a message with this text arrive; returns its id.
    pub async fn receive(&self, id: u64, to: &str, text: &str) -> String {
        let answer = self.post_receivesms(&receivesms(id, to, text).to_string()).await;
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.expect("JSON");
        assert_eq!(answer["status"], "accepted", "{answer}");
        answer["message_id"].as_str().expect("an id").to_owned()
    }
}
