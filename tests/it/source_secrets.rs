//! Replacing what keeps strangers out of a source, and removing it.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::in_process::ServerWithClock;
use crate::harness::member::broken_rule;
use crate::harness::provider::hmac_sha256_hex;
use crate::harness::signed_in;
use crate::harness::source::{
    DAY, Rotating, START, accepted, add, message_at, path, post, post_example, secret, slug,
};

#[tokio::test]
async fn a_replaced_secret_is_valid_for_24_hours_beside_the_new_one() {
    let mut source = Rotating::start().await;
    assert_eq!(source.accepts(["first", "second"]).await, [true, false]);
    source.set_clock(10);
    let rotated = source.rotate(json!({"secret": "second"})).await;
    assert_eq!(rotated["secret"], Value::Null);
    assert_eq!(rotated["source"]["old_secret_ends_at"], "2023-11-15T22:13:30Z");
    for (seconds, first) in [(11, true), (10 + DAY - 1, true), (10 + DAY, false), (3 * DAY, false)]
    {
        source.set_clock(seconds);
        assert_eq!(source.accepts(["first", "second"]).await, [first, true], "{seconds} s");
        let found = source.call(Method::GET, "", None).await.1;
        assert_eq!(found["old_secret_ends_at"].is_string(), first, "{found}");
    }
}

#[tokio::test]
async fn another_rotation_ends_the_oldest_secret_at_once() {
    let mut source = Rotating::start().await;
    source.set_clock(10);
    let second = secret(&source.rotate(json!({})).await);
    source.set_clock(20);
    assert_eq!(source.accepts(["first", &second]).await, [true, true]);
    let third = secret(&source.rotate(json!({})).await);
    source.set_clock(30);
    assert_eq!(source.accepts(["first", &second, &third]).await, [false, true, true]);
    source.set_clock(20 + DAY);
    assert_eq!(source.accepts(["first", &second, &third]).await, [false, false, true]);
    // What has ended is not what the next rotation keeps.
    let fourth = secret(&source.rotate(json!({})).await);
    source.set_clock(30 + DAY);
    assert_eq!(source.accepts([&second, &third, &fourth]).await, [false, true, true]);
    let (status, problem) = source.call(Method::POST, "/rotate", Some(json!({"secret": ""}))).await;
    assert_eq!((status, broken_rule(&problem).0.as_str()), (422, "secret"), "{problem}");
    assert_eq!(source.accepts([&third, &fourth]).await, [true, true]);
}

#[tokio::test]
async fn the_example_is_signed_with_the_newest_secret_and_at_this_time() {
    let mut source = Rotating::start().await;
    source.set_clock(10);
    source.rotate(json!({"secret": "second"})).await;
    let (_, example) = source.call(Method::POST, "/example", None).await;
    let body = example["body"].as_str().expect("a body");
    let expected = format!("sha256={}", hmac_sha256_hex("second", &[body.as_bytes()]));
    assert_eq!(example["headers"][1], json!({"name": "X-Webhook-Signature", "value": expected}));
    assert!(body.contains("2023-11-14T22:13:30"), "{body}");
    assert_eq!(source.accepts(["second"]).await, [true]);
}

#[tokio::test]
async fn a_removed_source_takes_nothing_and_its_messages_stay() {
    let mut source = Rotating::start().await;
    assert_eq!(source.accepts(["first"]).await, [true]);
    assert_eq!(source.call(Method::DELETE, "", None).await.0, 204);
    source.set_clock(1);
    let (headers, body) = message_at(0, "receivesms", "first", 2);
    assert_eq!(source.server.post(&source.slug, headers, &body).await.status(), 404);
    for (method, path) in [
        (Method::GET, ""),
        (Method::DELETE, ""),
        (Method::POST, "/rotate"),
        (Method::POST, "/example"),
        (Method::GET, "/status"),
        (Method::GET, "/deliveries"),
    ] {
        let found = source.call(method.clone(), path, Some(json!({}))).await;
        assert_eq!(found.0, 404, "{method} {path}: {}", found.1);
    }
    let sources = source.server.call(Role::Manager, Method::GET, "/sources", None).await.1;
    assert_eq!(sources["data"], json!([]));
    let messages = source.server.call(Role::Manager, Method::GET, "/messages", None).await.1;
    assert_eq!(messages["data"][0]["code"], "482913", "{messages}");
    assert_eq!(messages["data"][0]["source"]["name"], "Rack");
    let secrets: i64 = sqlx::query_scalar("SELECT count(*) FROM source_secrets")
        .fetch_one(&source.server.context.pool)
        .await
        .expect("a count");
    assert_eq!(secrets, 0, "a secret that nobody needs is not kept");
}

#[tokio::test]
async fn a_changed_tolerance_counts_for_the_next_webhooks() {
    let server = ServerWithClock::start().await;
    server.add_member(Role::Manager).await;
    let new = json!({"provider": "joltsms", "name": "Rack", "secret": "first"});
    let (_, made) = server.call(Role::Manager, Method::POST, "/sources", Some(new)).await;
    let post = async |now: i64, id: u64| {
        let (headers, body) = message_at(now, "joltsms", "first", id);
        accepted(server.post(&slug(&made), headers, &body).await).await
    };
    assert_eq!(post(START - 300, 1).await, 200);
    assert_eq!(post(START - 301, 2).await, 401);
    for (change, least, id) in [(60, START - 60, 3), (900, START - 900, 5)] {
        let change = Some(json!({"tolerance_seconds": change}));
        let (status, _) = server.call(Role::Manager, Method::PATCH, &path(&made), change).await;
        assert_eq!(status, 200);
        server.clock.set(server.clock.now() + chrono::TimeDelta::seconds(1));
        let passed = server.clock.now().timestamp() - START;
        assert_eq!(post(least + passed, id).await, 200, "{least}");
        assert_eq!(post(least + passed - 1, id + 1).await, 401, "{least}");
    }
}

#[tokio::test]
async fn a_changed_scheme_counts_for_the_next_webhooks() {
    let mut source = Rotating::start().await;
    let scheme = json!({"header": "X-Other", "encoding": "base64"});
    for (seconds, scheme, header) in
        [(1, Value::Null, "X-Webhook-Signature"), (2, scheme, "X-Other")]
    {
        let change = Some(json!({ "scheme": scheme }));
        assert_eq!(source.call(Method::PATCH, "", change).await.0, 200);
        source.set_clock(seconds);
        let (_, example) = source.call(Method::POST, "/example", None).await;
        let signature = &example["headers"][1];
        assert_eq!(signature["name"], header, "{example}");
        let headers = [(header, signature["value"].as_str().expect("a text"))];
        let body = example["body"].as_str().expect("a body");
        assert_eq!(accepted(source.server.post(&source.slug, headers, body).await).await, 200);
    }
    assert_eq!(source.accepts(["first"]).await, [false], "the way until now is over");
}

#[tokio::test]
async fn an_address_that_is_a_secret_is_replaced_at_once() {
    signed_in!(server, manager: Manager);
    let made = add(&manager, json!({"provider": "websms", "name": "Connexus"})).await;
    let rotate = format!("{}/rotate", path(&made));
    let (status, rotated) = manager.call(Method::POST, &rotate, Some(json!({}))).await;
    assert_eq!((status, &rotated["secret"]), (200, &Value::Null), "{rotated}");
    assert_eq!(rotated["source"]["old_secret_ends_at"], Value::Null);
    assert_ne!(slug(&made), slug(&rotated));
    assert_eq!(post(&server, &slug(&made), "websms", "", 1).await, 404);
    assert_eq!(post(&server, &slug(&rotated), "websms", "", 2).await, 200);
    let message = post_example(&manager, &path(&made)).await;
    let message = manager.get(&format!("/messages/{message}")).await;
    assert_eq!(message["source"]["id"], made["source"]["id"], "it is the same source");
}
