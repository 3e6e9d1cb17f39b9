//! What came through a source: its status and its delivery log.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::json;

use crate::api_keys::number_id;
use crate::harness::provider::hmac_sha256_hex;
use crate::harness::source::{
    DAY, NUMBER, Rotating, accepted, add, message, patch, path, post, slug,
};
use crate::harness::{Server, signed_in};

#[tokio::test]
async fn the_status_of_a_source_says_what_came_last() {
    signed_in!(server, owner: Owner, manager: Manager);
    let made =
        add(&manager, json!({"provider": "generic", "name": "Modem", "secret": "first"})).await;
    let status = format!("{}/status", path(&made));
    assert_eq!(manager.get(&status).await, json!({"last_message": null, "last_delivery": null}));
    assert_eq!(post(&server, &slug(&made), "generic", "wrong", 1).await, 401);
    assert_eq!(post(&server, &slug(&made), "generic", "first", 2).await, 200);
    // What comes through another source says nothing of this one.
    server.receive(3, "+12025550101", "Your code is 482914").await;
    let message = &manager.list("/messages?q=482913").await[0];
    let found = manager.get(&status).await;
    let expected = json!({"id": message["id"], "received_at": message["received_at"],
        "number": {"id": message["number"]["id"], "phone_number": NUMBER, "label": null, "access": "new"}});
    assert_eq!(found["last_message"], expected);
    let refused = manager.list(&format!("{}/deliveries", path(&made))).await;
    assert_eq!(refused, [found["last_delivery"].clone()]);
    assert_eq!(refused[0]["reason"], "signature_mismatch");
    assert_eq!(refused[0]["address"], "127.0.0.1");

    let number = format!("/numbers/{}", number_id(&owner, NUMBER).await);
    let change = json!({"access": "restricted", "label": "Bank"});
    assert_eq!(patch(&owner, &number, change).await.0, 200);
    let unseen = json!({"id": null, "number": null, "received_at": message["received_at"]});
    assert_eq!(manager.get(&status).await["last_message"], unseen);
    let seen = &owner.get(&status).await["last_message"]["number"];
    assert_eq!((&seen["access"], &seen["label"]), (&json!("restricted"), &json!("Bank")));
    let grant = Some(json!({"role": "viewer"}));
    let member = format!("{number}/members/{}", manager.id().await);
    assert_eq!(owner.status(Method::PUT, &member, grant).await, 204);
    assert_eq!(&manager.get(&status).await["last_message"]["number"], seen);
}

#[tokio::test]
async fn what_came_more_than_24_hours_ago_is_no_status() {
    let mut source = Rotating::start().await;
    assert_eq!(source.accepts(["wrong", "first"]).await, [false, true]);
    for (seconds, is_there) in [(DAY, true), (DAY + 1, false)] {
        source.set_clock(seconds);
        let status = source.call(Method::GET, "/status", None).await.1;
        assert_eq!(status["last_message"].is_object(), is_there, "{seconds} s: {status}");
        assert_eq!(status["last_delivery"].is_object(), is_there, "{seconds} s: {status}");
    }
    let log = source.call(Method::GET, "/deliveries", None).await.1;
    assert_eq!(log["data"].as_array().map(Vec::len), Some(1), "the log has it still");
}

#[tokio::test]
async fn the_delivery_log_says_why_something_is_no_message() {
    let server = Server::builder()
        .await
        .set("CODEBELL_PUBLIC_URL", "https://codes.example.com")
        .set("CODEBELL_TRUSTED_PROXIES", "127.0.0.1/32")
        .start()
        .await;
    let manager = server.sign_in(Role::Manager).await;
    let made =
        add(&manager, json!({"provider": "joltsms", "name": "Rack", "secret": "first"})).await;
    assert_eq!(made["webhook_url"], format!("https://codes.example.com/webhooks/{}", slug(&made)));
    let signed = |offset: i64, secret: &str, body: &str| {
        let time = (codebell::clock::Clock::system().now().timestamp() + offset).to_string();
        let signature = hmac_sha256_hex(secret, &[time.as_bytes(), b".", body.as_bytes()]);
        format!("t={time},v1={signature}")
    };
    let (name, proto) = ("x-jolt-signature", "x-forwarded-proto");
    let no_text =
        json!({"type": "sms.received", "data": {"messageId": "1", "from": "A"}}).to_string();
    for (status, reason, word, headers, body) in [
        (401, "header_missing", "missing", vec![(proto, "https".to_owned())], "{}"),
        (401, "header_malformed", "laid out", vec![(name, "v1=00".to_owned())], "{}"),
        (401, "signature_mismatch", "match", vec![(name, signed(0, "wrong", "{}"))], "{}"),
        (401, "stale_timestamp", "old", vec![(name, signed(-400, "first", "{}"))], "{}"),
        (
            401,
            "plain_http",
            "https",
            vec![(name, signed(0, "wrong", "{}")), (proto, "http".to_owned())],
            "{}",
        ),
        (401, "plain_http", "https", vec![(proto, "http".to_owned())], "{}"),
        (400, "not_json", "not JSON", vec![(name, signed(0, "first", "not"))], "not"),
        (400, "field_missing", "/data/body", vec![(name, signed(0, "first", &no_text))], &no_text),
    ] {
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = server.post(&slug(&made), &headers, body).await;
        assert_eq!(answer.status(), status, "{reason}");
        let log = manager.list(&format!("{}/deliveries?limit=1", path(&made))).await;
        let [entry] = &log[..] else { panic!("one entry") };
        let outcome = if status == 401 { "refused" } else { "unmapped" };
        assert_eq!((&entry["reason"], &entry["outcome"]), (&json!(reason), &json!(outcome)));
        let detail = entry["detail"].as_str().expect("a text");
        assert!(detail.contains(word), "{reason}: {detail}");
    }
    // A right signature counts over whichever way it came.
    let (mut headers, body) = message("joltsms", "first", 1);
    headers.push((proto, "http".to_owned()));
    let headers: Vec<(&str, &str)> =
        headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(accepted(server.post(&slug(&made), &headers, body).await).await, 200);
    let first = manager.get(&format!("{}/deliveries?limit=3", path(&made))).await;
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let rest = manager.list(&format!("{}/deliveries?limit=200&cursor={cursor}", path(&made))).await;
    assert_eq!(rest.len(), 4, "each is on one page; the second over http is counted");
}

#[tokio::test]
async fn without_a_trusted_proxy_nobody_says_how_a_request_came() {
    let server = Server::builder()
        .await
        .set("CODEBELL_PUBLIC_URL", "https://codes.example.com")
        .start()
        .await;
    let manager = server.sign_in(Role::Manager).await;
    let answer = server.post("receivesms", &[("x-forwarded-proto", "http")], "{}").await;
    assert_eq!(answer.status(), 401);
    let sources = manager.list("/sources").await;
    let source =
        sources.iter().find(|source| source["provider"] == "receivesms").expect("a source");
    let path = format!("/sources/{}/deliveries", source["id"].as_str().expect("an id"));
    assert_eq!(manager.list(&path).await[0]["reason"], "header_missing");
}
