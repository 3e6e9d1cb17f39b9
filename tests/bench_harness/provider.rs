//! ReceiveSMS.ink, as far as it posts messages.

use std::net::SocketAddr;

use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, RequestBuilder};
use serde_json::json;
use sha2::Sha256;

pub const SECRET: &str = "whsec_bench";

/// A message as it is posted.
pub struct Webhook {
    pub signature: String,
    pub body: String,
}

impl Webhook {
    pub fn new(id: u64) -> Self {
        Self::with_text(id, &format!("Your Acme Bank verification code is {:06}.", id % 1_000_000))
    }

    /// One with a text of its own.
    pub fn with_text(id: u64, text: &str) -> Self {
        let body = json!({
            "event": "sms.received",
            "version": "1",
            "data": {
                "messageId": id,
                "from": "+14155551234",
                "to": format!("+120255501{:02}", id % 50),
                "body": text,
                "receivedAt": "2026-03-01T15:30:00.000Z",
            },
        })
        .to_string();
        Self { signature: sign(body.as_bytes()), body }
    }

    /// The request that brings it to a server.
    pub fn request(&self, client: &Client, server: SocketAddr) -> RequestBuilder {
        let request = client.post(format!("http://{server}/webhooks/receivesms"));
        request.header("x-webhook-signature", &self.signature).body(self.body.clone())
    }
}

/// The signature of any bytes.
pub fn sign(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    mac.update(body);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}
