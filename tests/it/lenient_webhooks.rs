//! What is odd about a webhook and costs no message: half an emoji, a slash at the end of its address.

use codebell::auth::Role;
use codebell::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::provider::{hmac_sha256_hex, receivesms};
use crate::harness::source::{
    accepted, add, message, post_signed, providers_of_messages, secret, signed, slug,
};
use crate::harness::{Server, signed_in};

/// What is escaped in a text, and how it is to be read.
const TEXTS: [(&str, &str); 6] = [
    (r"Your code is 482913 \ud83d", "Your code is 482913 \u{FFFD}"),
    (r"\ude00 Your code is 482913", "\u{FFFD} Your code is 482913"),
    (r"Your code is 482913 \uD83D\ud83d\ude00", "Your code is 482913 \u{FFFD}\u{1F600}"),
    (r"Your code is 482913 \\ud83d \ude00", "Your code is 482913 \\ud83d \u{FFFD}"),
    (r"Your code is 482913 \\\ud83d", "Your code is 482913 \\\u{FFFD}"),
    (r"Your code is 482913 \u0000", "Your code is 482913 \u{FFFD}"),
];

#[tokio::test]
async fn a_cut_emoji_costs_no_message_of_any_provider() {
    signed_in!(server, manager: Manager);
    let providers = providers_of_messages();
    for provider in &providers {
        let made = add(&manager, json!({"provider": provider, "name": provider})).await;
        let key = made["secret"].as_str().unwrap_or_default();
        for (id, (text, _)) in (1..).zip(TEXTS) {
            let (_, body) = message(provider, key, id);
            let body = body.replace("Your code is 482913", text);
            let headers = signed(Clock::system().now().timestamp(), provider, key, &body);
            let answer = post_signed(&server, &slug(&made), &headers, body).await;
            assert_eq!(accepted(answer).await, 200, "{provider}: {text}");
        }
    }
    let rows = sqlx::query_as("SELECT body, code FROM messages ORDER BY id");
    let rows: Vec<(String, String)> = rows.fetch_all(&server.pool().await).await.expect("messages");
    let expected = TEXTS.map(|(_, text)| (text.to_owned(), "482913".to_owned()));
    for (provider, found) in providers.iter().zip(rows.chunks(TEXTS.len())) {
        assert_eq!(found, expected, "{provider}");
    }
    assert_eq!(rows.len(), providers.len() * TEXTS.len());
}

#[tokio::test]
async fn the_signature_is_of_what_was_sent_not_of_what_was_read() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "482913 x").to_string();
    let (sent, read) = (body.replace('x', r"\ud83d"), body.replace('x', r"\ufffd"));
    let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[read.as_bytes()]));
    let answer = server.post("receivesms", &[("x-webhook-signature", &signature)], sent).await;
    assert_eq!(answer.status(), 401);
}

#[tokio::test]
async fn the_api_takes_no_half_emoji_and_says_so() {
    signed_in!(server, manager: Manager);
    let request = server.client.post(format!("{}/api/v1/me/views", server.url));
    let request = request.bearer_auth(&manager.access_token);
    let request = request.header("content-type", "application/json");
    let answer = request.body(r#"{"name": "a\ud83d", "query": ""}"#).send().await.expect("sent");
    assert_eq!(answer.status(), 400);
    let problem: Value = answer.json().await.expect("JSON");
    let wrong = "The body is not JSON: name: unexpected end of hex escape at line 1 column 18; mend it there.";
    assert_eq!(problem["detail"], wrong);
}

#[tokio::test]
async fn webhooks_come_in_at_an_address_with_a_slash_at_its_end_which_the_provider_signs() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "Your code is 482913").to_string();
    let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
    let headers = [("x-webhook-signature", signature.as_str())];
    let answer = server.post("receivesms/", &headers, body).await;
    assert_eq!(accepted(answer).await, 200);
    let manager = server.sign_in(Role::Manager).await;
    let scheme = json!({"header": "X-Signature", "template": "{url}{body}"});
    let made = add(&manager, json!({"provider": "generic", "name": "A", "scheme": scheme})).await;
    let with_slash = format!("{}/", slug(&made));
    let address = made["webhook_url"].as_str().expect("an address");
    for (id, url, status) in [(1, format!("{address}/"), 200), (2, address.to_owned(), 401)] {
        let (_, body) = message("generic", "", id);
        let signature = hmac_sha256_hex(&secret(&made), &[url.as_bytes(), body.as_bytes()]);
        let answer = server.post(&with_slash, &[("x-signature", &signature)], body).await;
        assert_eq!(accepted(answer).await, status, "signed for {url}");
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_told_apart_from_a_method_that_is_wrong() {
    signed_in!(server, viewer: Viewer);
    let ask = async |method: &Method, path: &str| {
        let request = server.client.request(method.clone(), format!("{}{path}", server.url));
        let answer = request.bearer_auth(&viewer.access_token).send().await.expect("an answer");
        let allow = answer.headers().get("allow").cloned();
        let status = answer.status().as_u16();
        let problem: Value = answer.json().await.unwrap_or_default();
        assert!(status < 400 || problem["status"] == status, "{method} {path}: {problem}");
        let detail = problem["detail"].as_str().unwrap_or_default().to_owned();
        (status, allow.map(|allow| allow.to_str().expect("text").to_owned()), detail)
    };
    let nowhere =
        ["/api/v1/messages/", "/api/v1/setup/", "/api/v1/nothing", "/api/v2", "/webhooks/a/b"];
    for path in nowhere.into_iter().chain(["/readyz/", "/healthz/", "/metrics/", "/webhooks/"]) {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
            let (status, allow, detail) = ask(&method, path).await;
            assert_eq!((status, allow), (404, None), "{method} {path}");
            assert_eq!(detail.contains("without the slash"), path.ends_with('/'), "{path}");
        }
    }
    for (method, path, allowed) in [
        (Method::DELETE, "/api/v1/messages", "GET,HEAD"),
        (Method::GET, "/api/v1/auth/login", "POST"),
        (Method::GET, "/webhooks/receivesms/", "POST"),
        (Method::POST, "/readyz", "GET,HEAD"),
        (Method::POST, "/inbox", "GET,HEAD"),
    ] {
        let (status, allow, _) = ask(&method, path).await;
        let allow = allow.map(|allow| allow.replace(' ', ""));
        assert_eq!((status, allow.as_deref()), (405, Some(allowed)), "{method} {path}");
    }
}
