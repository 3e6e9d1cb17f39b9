//! Gateways: added, kept secret, asked in their order and for their countries, tried.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::connexus::{CLIENT_SECRET, Connexus, Misbehaviour};
use crate::harness::forwarding::open_to_loopback;
use crate::harness::member::broken_rule;
use crate::harness::receiver::{Answer, Receiver, status};
use crate::harness::sending::{Sending, with_gateway};
use crate::harness::{Member, signed_in};

const TO: &str = "+6421234567";

async fn add(owner: &Member<'_>, gateway: Value) -> Value {
    let (status, made) = owner.call(Method::POST, "/gateways", Some(gateway)).await;
    assert_eq!(status, 201, "{made}");
    made
}

fn http(name: &str, url: &str) -> Value {
    json!({"kind": "http", "name": name, "settings": {"url": url, "id_pointer": "/id"}})
}

fn code(to: &str) -> Option<Value> {
    Some(json!({"to": to, "company": "MyApp", "code": "482174"}))
}

#[tokio::test]
async fn what_a_gateway_was_told_is_stored_encrypted_and_its_secrets_are_never_shown_again() {
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let secrets = [
        "csk_walrus-4711",
        "twilio-token-walrus",
        "phone-walrus-4711",
        "Bearer walrus-4711",
        "whsec-walrus",
    ];
    let url = "http://127.0.0.1:9";
    for settings in [
        ("websms", json!({"client_id": "cid_1", "client_secret": secrets[0], "server": url})),
        (
            "twilio",
            json!({"account_sid": format!("AC{}", "0".repeat(32)), "auth_token": secrets[1], "from": "+12025550100", "server": url}),
        ),
        ("sms-gate", json!({"username": "ana", "password": secrets[2], "server": url})),
        (
            "http",
            json!({"url": url, "headers": format!("Authorization: {}", secrets[3]), "secret": secrets[4]}),
        ),
        ("loopback", json!({})),
    ] {
        add(&owner, json!({"kind": settings.0, "name": settings.0, "settings": settings.1})).await;
    }
    let shown = owner.get("/gateways").await.to_string() + &owner.get("/audit").await.to_string();
    let stored = server.stored_text().await;
    for secret in secrets {
        let plain = hex::encode(secret);
        for text in [&shown, &stored, &server.log()] {
            assert!(!text.contains(secret) && !text.contains(&plain), "{secret}");
        }
    }
    assert!(shown.contains("cid_1") && shown.contains("+12025550100"), "{shown}");
    let kinds = owner.list("/gateways/kinds").await;
    assert_eq!(kinds.len(), 5);
}

#[tokio::test]
async fn gateways_are_asked_in_their_order_until_one_takes_it() {
    let (mut first, mut second, mut third) =
        (Receiver::start().await, Receiver::start().await, Receiver::start().await);
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let mut ids = Vec::new();
    for (name, receiver) in [("Third", &third), ("First", &first), ("Second", &second)] {
        ids.push(add(&owner, http(name, &receiver.url)).await["id"].clone());
    }
    let order = json!({"ids": [ids[1], ids[2], ids[0]]});
    let (_, ordered) = owner.call(Method::PUT, "/gateways/order", Some(order)).await;
    let names: Vec<&Value> =
        ordered["data"].as_array().expect("a list").iter().map(|g| &g["name"]).collect();
    assert_eq!(names, ["First", "Second", "Third"]);
    first.answer_next([Answer::With(503, vec![("retry-after", "1".to_owned())], String::new())]);
    second.answer_next([Answer::With(200, Vec::new(), r#"{"id": "m-1"}"#.to_owned())]);
    let (status_, sent) = owner.call(Method::POST, "/otp/send", code(TO)).await;
    assert_eq!((status_, &sent["status"]), (202, &json!("accepted")), "{sent}");
    first.next().await;
    let body = second.next().await.json();
    let text = "482174 is your MyApp verification code. Valid for 5 minutes.";
    assert_eq!(body, json!({"to": TO, "text": text}));
    assert!(third.waiting().is_empty());
    let detail = owner.get(&format!("/otp/{}", sent["id"].as_str().expect("an id"))).await;
    let results: Vec<&Value> =
        detail["events"].as_array().expect("a list").iter().map(|event| &event["result"]).collect();
    assert_eq!(results, ["refused", "accepted"]);
    let wrong = json!({"ids": [ids[1], ids[1], ids[0]]});
    let answer = owner.call(Method::PUT, "/gateways/order", Some(wrong)).await.1;
    assert_eq!(broken_rule(&answer).0, "ids");
}

#[tokio::test]
async fn no_second_gateway_is_asked_where_the_first_may_have_sent() {
    let (mut first, mut second) = (Receiver::start().await, Receiver::start().await);
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    add(&owner, http("First", &first.url)).await;
    add(&owner, http("Second", &second.url)).await;
    for (index, answer) in [status(500), status(503), Answer::Never].into_iter().enumerate() {
        first.answer_next([answer]);
        let to = format!("+642123456{index}");
        let (status, sent) = owner.call(Method::POST, "/otp/send", code(&to)).await;
        assert_eq!((status, &sent["status"]), (202, &json!("unknown")), "{sent}");
        first.next().await;
    }
    assert!(second.waiting().is_empty());
}

#[tokio::test]
async fn a_gateway_that_can_not_be_reached_hands_over_to_the_next() {
    let mut second = Receiver::start().await;
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    // Nobody listens there.
    add(&owner, http("First", "http://127.0.0.1:9/")).await;
    add(&owner, http("Second", &second.url)).await;
    let (status, sent) = owner.call(Method::POST, "/otp/send", code(TO)).await;
    assert_eq!((status, &sent["status"]), (202, &json!("accepted")), "{sent}");
    second.next().await;
}

#[tokio::test]
async fn a_gateway_is_asked_for_its_countries_alone_and_not_at_all_when_it_is_switched_off() {
    let (mut german, mut all) = (Receiver::start().await, Receiver::start().await);
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let mut gateway = http("Germany", &german.url);
    gateway["countries"] = json!(["de"]);
    assert_eq!(add(&owner, gateway).await["countries"], json!(["DE"]));
    let french = owner.call(Method::POST, "/otp/send", code("+33612345678")).await.1;
    let (field, rule) = broken_rule(&french);
    assert!(field == "to" && rule.contains("country"), "{rule}");
    let second = add(&owner, http("All", &all.url)).await;
    assert_eq!(owner.call(Method::POST, "/otp/send", code("+33612345678")).await.0, 202);
    all.next().await;
    assert_eq!(owner.call(Method::POST, "/otp/send", code("+4915123456789")).await.0, 202);
    german.next().await;
    let path = format!("/gateways/{}", second["id"].as_str().expect("an id"));
    let off = json!({"is_enabled": false});
    assert_eq!(owner.call(Method::PATCH, &path, Some(off)).await.0, 200);
    assert_eq!(owner.call(Method::POST, "/otp/send", code("+33612345670")).await.0, 422);
    assert!(all.waiting().is_empty());
}

#[tokio::test]
async fn twilio_and_an_android_phone_are_asked_as_they_document() {
    let mut receiver = Receiver::start().await;
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let sid = format!("AC{}", "0".repeat(32));
    let twilio = add(
        &owner,
        json!({"kind": "twilio", "name": "Twilio", "settings": {
            "account_sid": sid, "auth_token": "token", "from": "MG123", "server": receiver.url,
        }}),
    )
    .await;
    let phone = add(
        &owner,
        json!({"kind": "sms-gate", "name": "Phone", "settings": {
            "username": "ana", "password": "secret", "server": receiver.url,
        }}),
    )
    .await;
    receiver.answer_next([
        Answer::With(201, Vec::new(), r#"{"sid": "SM1", "status": "queued"}"#.to_owned()),
        Answer::With(202, Vec::new(), r#"{"id": "p1", "state": "Pending"}"#.to_owned()),
    ]);
    for (gateway, to) in [(&twilio, "+12025550100"), (&phone, "+12025550101")] {
        let body =
            json!({"to": to, "company": "MyApp", "code": "482174", "gateway": gateway["id"]});
        let (status, sent) = owner.call(Method::POST, "/otp/send", Some(body)).await;
        assert_eq!((status, &sent["status"]), (202, &json!("accepted")), "{sent}");
    }
    let asked = receiver.next().await;
    assert_eq!(asked.path, format!("/2010-04-01/Accounts/{sid}/Messages.json"));
    assert!(asked.header("authorization").starts_with("Basic "));
    assert!(
        asked.body.contains("To=%2B12025550100&MessagingServiceSid=MG123&Body=482174+is+your"),
        "{}",
        asked.body
    );
    let asked = receiver.next().await;
    assert_eq!(asked.path, "/messages");
    let body = asked.json();
    assert_eq!(body["phoneNumbers"], json!(["+12025550101"]));
    assert!(body["textMessage"]["text"].as_str().expect("text").starts_with("482174 is your"));
}

#[tokio::test]
async fn the_loopback_delivers_to_numbers_of_the_inbox_and_to_no_other() {
    signed_in!(server, owner: Owner);
    add(&owner, json!({"kind": "loopback", "name": "Loopback"})).await;
    server.receive(1, "+12025550100", "Hello").await;
    let (status, sent) = owner.call(Method::POST, "/otp/send", code("+12025550100")).await;
    assert_eq!((status, &sent["status"]), (202, &json!("delivered")), "{sent}");
    let messages = owner.list("/messages?has_code=true").await;
    assert_eq!(messages.len(), 1);
    assert_eq!(
        (&messages[0]["code"], &messages[0]["sender"]),
        (&json!("482174"), &json!("Codebell"))
    );
    let (status, answer) = owner.call(Method::POST, "/otp/send", code("+12025550199")).await;
    assert_eq!(status, 502, "{answer}");
}

#[tokio::test]
async fn a_test_says_what_the_gateway_answered() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let gateway = owner.list("/gateways").await[0].clone();
    let path = format!("/gateways/{}/test", gateway["id"].as_str().expect("an id"));
    let (status, tried) = owner.call(Method::POST, &path, Some(json!({"to": TO}))).await;
    assert_eq!((status, &tried["status"]), (200, &json!("accepted")), "{tried}");
    assert_eq!(sending.connexus.seen().sent[0]["body"], "This is a test from Codebell.");
    sending.connexus.next([Misbehaviour::Says(403, r#"{"error":"insufficient funds"}"#)]);
    let (status, answer) =
        owner.call(Method::POST, &path, Some(json!({"to": "+6421234568"}))).await;
    assert_eq!(status, 502, "{answer}");
    assert_eq!(
        owner.list("/gateways").await[0]["last"]["answer"],
        r#"{"error":"insufficient funds"}"#
    );
}

#[tokio::test]
async fn a_gateway_of_the_settings_follows_them_and_is_not_changed_elsewhere() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let sending = Sending::on(server, connexus).await;
    let owner = sending.owner();
    let gateway = owner.list("/gateways").await[0].clone();
    assert_eq!(gateway["managed_by"], "WEBSMS_CLIENT_ID");
    assert!(!gateway.to_string().contains(CLIENT_SECRET));
    let path = format!("/gateways/{}", gateway["id"].as_str().expect("an id"));
    let change = json!({"settings": {"client_id": "a", "client_secret": "b"}});
    assert_eq!(owner.call(Method::PATCH, &path, Some(change)).await.0, 409);
    assert_eq!(owner.call(Method::DELETE, &path, None).await.0, 409);
    let renamed = json!({"name": "Ours", "countries": ["NZ"]});
    assert_eq!(owner.call(Method::PATCH, &path, Some(renamed)).await.0, 200);
}

#[tokio::test]
async fn members_without_that_right_set_up_no_gateway_and_an_owner_proves_that_it_is_them() {
    let server = open_to_loopback().await.start().await;
    let manager = server.sign_in(Role::Manager).await;
    let gateway = json!({"kind": "loopback", "name": "Loopback"});
    assert_eq!(manager.call(Method::POST, "/gateways", Some(gateway.clone())).await.0, 403);
    assert_eq!(manager.call(Method::GET, "/gateways", None).await.0, 200);
    let viewer = server.sign_in(Role::Viewer).await;
    for path in ["/gateways", "/gateways/kinds", "/otp", "/otp/limits", "/otp/texts", "/canaries"] {
        assert_eq!(viewer.call(Method::GET, path, None).await.0, 403, "{path}");
    }
    let owner = server.sign_in(Role::Owner).await;
    let age = "UPDATE sessions SET proven_at = now() - interval '11 minutes'";
    sqlx::query(age).execute(&server.pool().await).await.expect("aged");
    let (status, answer) = owner.call(Method::POST, "/gateways", Some(gateway)).await;
    assert_eq!((status, &answer["type"]), (403, &json!("urn:codebell:fresh-proof-required")));
}

#[tokio::test]
async fn what_is_wrong_with_a_gateway_is_said_of_its_setting() {
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let good = json!({"url": "http://127.0.0.1:9"});
    for (kind, field, value) in [
        ("http", "settings.url", json!("ftp://127.0.0.1")),
        ("http", "settings.url", json!("http://10.1.2.3/")),
        ("http", "settings.body", json!("{to} {text}")),
        ("http", "settings.body", json!(r#"{"to": "{to}"}"#)),
        ("http", "settings.headers", json!("no colon")),
        ("http", "settings.id_pointer", json!("id")),
        ("http", "settings.format", json!("xml")),
        ("http", "settings", json!("x")),
    ] {
        let mut settings = good.clone();
        let name = field.strip_prefix("settings.").unwrap_or("unknown");
        settings[name] = value.clone();
        let body = json!({"kind": kind, "name": "Ours", "settings": settings});
        let answer = owner.call(Method::POST, "/gateways", Some(body)).await.1;
        assert_eq!(broken_rule(&answer).0, field, "{value}");
    }
    for (field, value) in
        [("kind", json!("pigeon")), ("name", json!("")), ("countries", json!(["NZL"]))]
    {
        let mut body = json!({"kind": "http", "name": "Ours", "settings": good});
        body[field] = value;
        let answer = owner.call(Method::POST, "/gateways", Some(body)).await.1;
        assert_eq!(broken_rule(&answer).0, field);
    }
}

#[tokio::test]
async fn a_gateways_answer_is_kept_without_the_code_and_the_secrets_that_it_repeats() {
    let receiver = Receiver::start().await;
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let mut gateway = http("Phone", &receiver.url);
    gateway["settings"]["headers"] = "Authorization: Bearer walrus-4711".into();
    add(&owner, gateway).await;
    let repeated = r#"no route for "482174 is your code", asked by walrus-4711"#;
    receiver.answer_next([Answer::With(403, Vec::new(), repeated.to_owned())]);
    assert_eq!(owner.call(Method::POST, "/otp/send", code(TO)).await.0, 502);
    assert_eq!(
        owner.list("/gateways").await[0]["last"]["answer"],
        r#"no route for "[redacted] is your code", asked by [redacted]"#
    );
    let shown = server.stored_text().await + &server.log();
    for secret in ["482174", "walrus-4711"] {
        assert!(!shown.contains(secret) && !shown.contains(&hex::encode(secret)), "{secret}");
    }
}
