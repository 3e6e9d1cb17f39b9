//! What stands in the log, however much of it is asked for.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::forwarding::{add_channel, add_rule, id, open_to_loopback};
use crate::harness::listener::Listener;
use crate::harness::member::{PASSWORD, cookie, link_token};
use crate::harness::provider::{hmac_sha256_hex, receivesms};
use crate::harness::receiver::{Receiver, status};
use crate::harness::{Member, Server};

const CODE: &str = "739152";
const TEXT: &str = "Your Zebrafish Bank code is 739152.";
const PATH_SECRET: &str = "T0K3N-in-the-path";
const NEW_PASSWORD: &str = "another long battery staple";

/// What must not be found, with a name for each.
#[derive(Default)]
struct Secrets(Vec<(&'static str, String)>);

impl Secrets {
    fn add(&mut self, name: &'static str, secret: impl Into<String>) -> String {
        let secret = secret.into();
        assert!(secret.len() >= 5, "{name} is no secret: {secret}");
        self.0.push((name, secret.clone()));
        secret
    }

    fn assert_absent(&self, log: &str) {
        let found: Vec<&str> =
            self.0.iter().filter(|(_, s)| log.contains(s)).map(|(n, _)| *n).collect();
        assert!(found.is_empty(), "in the log: {found:?}");
    }
}

/// Makes the first Owner over the link, and signs in, out of a refreshed session.
async fn come_in<'a>(server: &'a Server, secrets: &mut Secrets) -> Member<'a> {
    let setup = secrets.add("setup link", server.setup_token.clone().expect("a setup link"));
    let body =
        json!({"token": setup, "email": "ada@example.com", "name": "Ada", "password": PASSWORD});
    let answer = server.post_json("/api/v1/setup", body).await;
    assert_eq!(answer.status(), 201);
    let member = server.log_in("ada@example.com").await;
    secrets.add("password", PASSWORD);
    secrets.add("first access token", member.access_token.clone());
    let (_, first) = member.refresh_cookie.split_once('=').expect("a pair");
    secrets.add("refresh token", first);
    let answer = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    let cookie = cookie(&answer);
    secrets.add("second refresh token", cookie.split_once('=').expect("a pair").1);
    let answer: Value = answer.json().await.expect("JSON");
    secrets.add("access token", answer["access_token"].as_str().expect("a token"));
    server.bearer(&answer["access_token"])
}

/// Links, a key and a lost password.
async fn invite(owner: &Member<'_>, secrets: &mut Secrets) {
    let invitation = json!({"email": "ben@example.com", "role": "viewer"});
    let (status, made) = owner.call(Method::POST, "/invitations", Some(invitation)).await;
    assert_eq!(status, 201, "{made}");
    let token = secrets.add("invitation link", link_token(&made));
    let lookup =
        owner.server.post_json("/api/v1/invitations/lookup", json!({"token": token})).await;
    assert_eq!(lookup.status(), 200);
    let ben = owner.server.sign_in(Role::Viewer).await;
    let path = format!("/users/{}/password-reset", ben.id().await);
    let (_, made) = owner.call(Method::POST, &path, None).await;
    let token = secrets.add("password link", link_token(&made));
    secrets.add("new password", NEW_PASSWORD);
    let body = json!({"token": token, "password": NEW_PASSWORD});
    let answer = owner.server.post_json("/api/v1/password-resets/accept", body).await;
    assert!(answer.status().is_success(), "{}", answer.status());
    let new = json!({"name": "Script", "scopes": ["messages:read"]});
    let (status, made) = owner.call(Method::POST, "/api-keys", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    secrets.add("API key", made["key"].as_str().expect("a key"));
    owner.server.bearer(&made["key"]).get("/messages").await;
}

#[tokio::test]
async fn at_every_level_of_every_crate_no_secret_is_logged() {
    let server = open_to_loopback().await.set("CODEBELL_LOG", "trace").start().await;
    let mut secrets = Secrets::default();
    let owner = come_in(&server, &mut secrets).await;
    invite(&owner, &mut secrets).await;

    let mut receiver = Receiver::start().await;
    let url = format!("{}/{PATH_SECRET}", receiver.url);
    secrets.add("address of a receiver", PATH_SECRET);
    let hook = json!({"kind": "webhook", "url": url});
    let made = add_channel(&owner, "Hook", hook, json!({"retry_at_seconds": [1]})).await;
    secrets.add("secret of a channel", made["secret"].as_str().expect("a secret"));
    add_rule(&owner, json!({"channel_ids": [id(&made["channel"])]})).await;
    receiver.answer_next([status(500)]);
    // Nobody is there.
    let gone = json!({"kind": "webhook", "url": format!("http://127.0.0.1:1/{PATH_SECRET}")});
    let gone = add_channel(&owner, "Gone", gone, json!({"retry_at_seconds": []})).await;
    let test = format!("/channels/{}/test", id(&gone["channel"]));
    owner.call(Method::POST, &test, None).await;

    let token = owner.access_token.clone();
    let mut sockets = Vec::new();
    for transport in ["websocket", "polling"] {
        sockets.push(Listener::connect(&server.url, &token, transport).await);
    }
    secrets.add("secret of a source", "whsec_demo");
    secrets.add("code", CODE);
    secrets.add("text", TEXT);
    let body = receivesms(1, "+12025550100", TEXT).to_string();
    secrets.add("signature", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
    assert_eq!(server.post_receivesms(&body).await.status(), 200);
    // A wrong one of the same text, and one that can't be read.
    server.post("receivesms", &[("x-webhook-signature", "sha256=00")], body).await;
    server.post_receivesms(&format!("{{\"text\": {TEXT}")).await;
    for _ in 0..2 {
        let forwarded = receiver.next().await;
        assert!(forwarded.body.contains(CODE));
        secrets.add("signature of what is forwarded", forwarded.header("webhook-signature"));
    }
    for socket in &mut sockets {
        while socket.next().await["event"] != "message.received" {}
    }
    owner.get("/messages?q=zebrafish").await;
    let key = std::fs::read_to_string(server.data_dir().join("secret.key")).expect("a key");
    secrets.add("secret key", key.trim());

    let log = server.log();
    assert!(log.contains("answered") && log.contains("/webhooks/{slug}"), "it is a log at all");
    secrets.assert_absent(&log);
}
