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

#[tokio::test]
async fn a_message_comes_in_without_a_sender_without_words_and_in_whatever_it_is_written() {
    let server = Server::start().await;
    let mut bodies: Vec<(Vec<u8>, &str, &str)> = Vec::new();
    for (id, from, body, sender, read) in [
        (1, json!(""), json!("Your code is 482913"), "unknown", "Your code is 482913"),
        (2, Value::Null, json!("Your code is 482914"), "unknown", "Your code is 482914"),
        (3, json!("\u{7f}"), json!("Your code is 482915"), "unknown", "Your code is 482915"),
        (4, json!("tel:+1-202-555-0100"), Value::Null, "+12025550100", ""),
        (5, json!("Acme"), json!(""), "Acme", ""),
    ] {
        let mut message = receivesms(id, "+12025550101", "");
        message["data"]["from"] = from;
        message["data"]["body"] = body;
        bodies.push((message.to_string().into_bytes(), sender, read));
    }
    let utf16: Vec<u8> = receivesms(6, "+12025550101", "Für Zürich: 482916")
        .to_string()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bodies.push(([&b"\xFF\xFE"[..], &utf16].concat(), "+14155551234", "Für Zürich: 482916"));
    let marked = receivesms(7, "+12025550101", "Your code is 482917").to_string();
    bodies.push((format!("\u{feff}{marked}").into_bytes(), "+14155551234", "Your code is 482917"));
    for (body, ..) in &bodies {
        let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_slice()]));
        let headers = [("x-webhook-signature", signature.as_str())];
        let answer = server.post("receivesms", &headers, body.clone()).await;
        assert_eq!(accepted(answer).await, 200, "{}", String::from_utf8_lossy(body));
    }
    let rows = sqlx::query_as("SELECT sender, body FROM messages ORDER BY id");
    let rows: Vec<(String, String)> = rows.fetch_all(&server.pool().await).await.expect("messages");
    let expected: Vec<(String, String)> =
        bodies.iter().map(|(_, sender, read)| ((*sender).into(), (*read).into())).collect();
    assert_eq!(rows, expected);
}

#[tokio::test]
async fn two_ids_that_differ_in_the_last_of_many_digits_are_two_messages() {
    let server = Server::start().await;
    for digit in 1..=2 {
        let body = receivesms(1, "+12025550101", "Your code is 482913").to_string();
        let body =
            body.replace("\"messageId\":1", &format!("\"messageId\":12345678901234567890{digit}"));
        let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
        let headers = [("x-webhook-signature", signature.as_str())];
        assert_eq!(accepted(server.post("receivesms", &headers, body).await).await, 200);
    }
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM messages")
        .fetch_one(&server.pool().await)
        .await
        .expect("a count");
    assert_eq!(count, 2);
}

#[tokio::test]
async fn a_signature_counts_however_its_bytes_are_written_and_a_secret_however_it_was_pasted() {
    signed_in!(server, manager: Manager);
    let scheme = json!({"header": "X-Signature", "template": "{body}", "encoding": "base64"});
    let new = json!({"provider": "generic", "name": "A", "scheme": scheme,
        "secret": " a secret of ours\n"});
    let made = add(&manager, new).await;
    for id in 1..20 {
        let (_, body) = message("generic", "", id);
        let hex = hmac_sha256_hex("a secret of ours", &[body.as_bytes()]);
        let bytes = hex::decode(&hex).expect("hex");
        let standard = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &bytes);
        let signature = match id % 3 {
            0 => standard,
            1 => standard.trim_end_matches('=').to_owned(),
            _ => standard.replace('+', "-").replace('/', "_"),
        };
        let answer = server.post(&slug(&made), &[("x-signature", &signature)], body).await;
        assert_eq!(accepted(answer).await, 200, "{signature}");
    }
    let body = receivesms(1, "+12025550101", "Your code is 482913").to_string();
    let hex = hmac_sha256_hex("whsec_demo", &[body.as_bytes()]).to_uppercase();
    let signature = format!("sha256= {hex}");
    let answer = server.post("receivesms", &[("x-webhook-signature", &signature)], body).await;
    assert_eq!(accepted(answer).await, 200);
}

#[tokio::test]
async fn the_same_text_without_id_and_time_is_a_repeat_for_ten_minutes_and_another_one_later() {
    signed_in!(server, manager: Manager);
    let made = add(&manager, json!({"provider": "generic", "name": "A"})).await;
    let (_, body) = message("generic", "", 1);
    let mut value: Value = serde_json::from_str(&body).expect("JSON");
    let fields = value.as_object_mut().expect("an object");
    fields.retain(|name, _| ["from", "to", "text"].contains(&name.as_str()));
    let body = value.to_string();
    let post = async || {
        let now = Clock::system().now().timestamp();
        let headers = signed(now, "generic", made["secret"].as_str().unwrap_or_default(), &body);
        let answer = post_signed(&server, &slug(&made), &headers, body.clone()).await;
        let answer: Value = answer.json().await.expect("JSON");
        answer["status"].as_str().expect("a status").to_owned()
    };
    assert_eq!([post().await, post().await], ["accepted", "duplicate"]);
    sqlx::query("UPDATE messages SET stored_at = stored_at - interval '11 minutes'")
        .execute(&server.pool().await)
        .await
        .expect("later");
    assert_eq!([post().await, post().await], ["accepted", "duplicate"]);
}
