//! Receipts of WebSMS: they set what is known of a send, whenever and however often they come.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::connexus::Misbehaviour;
use crate::harness::sending::Sending;

const TO: &str = "+6421234567";

/// Adds a source of WebSMS; the last part of its address.
async fn source(sending: &Sending) -> String {
    let body = json!({"provider": "websms", "name": "WebSMS"});
    let (status, made) = sending.owner().call(Method::POST, "/sources", Some(body)).await;
    assert_eq!(status, 201, "{made}");
    let url = made["webhook_url"].as_str().expect("an address");
    url.rsplit('/').next().expect("a slug").to_owned()
}

async fn tell(sending: &Sending, slug: &str, body: Value) -> Value {
    let answer = sending.server.post(slug, &[], body.to_string()).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.expect("JSON")
}

fn receipt(id: &str, code: &Value) -> Value {
    json!({"type": "dlr", "messageId": id, "status": "X", "statusCode": code, "timestamp": 1759300000})
}

#[tokio::test]
async fn each_code_of_a_receipt_sets_its_state() {
    let sending = Sending::start().await;
    let slug = source(&sending).await;
    for (index, (code, state)) in [
        (json!(1), "delivered"),
        (json!(2), "failed"),
        (json!(16), "failed"),
        (json!("4"), "queued"),
        (json!(8), "accepted"),
        (json!(-1), "blocked"),
        (json!(99), "accepted"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = sending.sent(&format!("+642123456{index}"), "482174").await;
        let told = tell(&sending, &slug, receipt(&(index + 1).to_string(), &code)).await;
        assert_eq!(told["status"], "noted");
        assert_eq!(sending.status(&id).await, state, "{code}");
    }
}

#[tokio::test]
async fn late_repeated_and_contradicting_receipts_leave_a_final_state_as_it_is() {
    let sending = Sending::start().await;
    let slug = source(&sending).await;
    let id = sending.sent(TO, "482174").await;
    for (code, state) in [
        (4, "queued"),
        (8, "queued"),
        (1, "delivered"),
        (1, "delivered"),
        (2, "delivered"),
        (8, "delivered"),
    ] {
        tell(&sending, &slug, receipt("1", &json!(code))).await;
        assert_eq!(sending.status(&id).await, state, "{code}");
    }
    let detail = sending.owner().get(&format!("/otp/{id}")).await;
    let receipts: Vec<&str> = detail["events"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|event| event["event"] == "receipt")
        .map(|event| event["result"].as_str().expect("a state"))
        .collect();
    assert_eq!(receipts, ["queued", "delivered"]);
    assert!(!detail["delivered_at"].is_null());
}

#[tokio::test]
async fn a_receipt_that_comes_before_the_answer_waits_for_it() {
    let sending = Sending::start().await;
    let slug = source(&sending).await;
    // The stand-in counts its messages: the first is called 1.
    tell(&sending, &slug, receipt("1", &json!(8))).await;
    tell(&sending, &slug, receipt("1", &json!(1))).await;
    let id = sending.sent(TO, "482174").await;
    assert_eq!(sending.status(&id).await, "delivered");
}

#[tokio::test]
async fn a_send_of_unknown_outcome_stays_unknown_where_no_receipt_can_name_it() {
    let sending = Sending::start().await;
    let slug = source(&sending).await;
    sending.connexus.next([Misbehaviour::Says(500, "")]);
    let body = json!({"to": TO, "company": "MyApp"});
    let (status, answer) = sending.send(body).await;
    assert_eq!((status, &answer["status"]), (202, &json!("unknown")));
    tell(&sending, &slug, receipt("1", &json!(1))).await;
    assert_eq!(sending.status(answer["id"].as_str().expect("an id")).await, "unknown");
}

#[tokio::test]
async fn pings_are_answered_200_and_replies_become_messages() {
    let sending = Sending::start().await;
    let slug = source(&sending).await;
    let empty = sending.server.post(&slug, &[], "").await;
    assert_eq!(empty.status(), 200);
    for ping in [json!({}), json!({"type": "dlr"}), json!({"type": "dlr", "status": "DELIVRD"})] {
        assert_eq!(tell(&sending, &slug, ping.clone()).await["status"], "noted", "{ping}");
    }
    for (index, kind) in ["mo", "SMS", "Mo", "sms"].into_iter().enumerate() {
        let reply = json!({
            "type": kind, "messageId": format!("r{index}"), "from": "+6421234567", "to": "2190",
            "body": "STOP", "timestamp": 1759300000,
        });
        assert_eq!(tell(&sending, &slug, reply).await["status"], "accepted", "{kind}");
    }
    let owner = sending.server.sign_in_as(Role::Owner, "Bea").await;
    assert_eq!(owner.list("/messages").await.len(), 4);
}

#[tokio::test]
async fn receipts_of_other_gateways_come_by_a_source_that_says_where_they_stand() {
    let mut gateway = crate::harness::receiver::Receiver::start().await;
    let server = crate::harness::forwarding::open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let made = json!({"kind": "http", "name": "Phone", "settings": {"url": gateway.url, "id_pointer": "/id"}});
    assert_eq!(owner.call(Method::POST, "/gateways", Some(made)).await.0, 201);
    let source = json!({
        "provider": "generic", "name": "Phone", "secret": "phone-secret", "slug": "phone",
        "fields": {
            "event": {"pointer": "/event", "message": "sms:received"},
            "receipt": {"id": "/payload/messageId", "status": "/event"},
        },
    });
    let (status, made) = owner.call(Method::POST, "/sources", Some(source)).await;
    assert_eq!(status, 201, "{made}");
    let tell = async |event: &str| {
        let body = json!({"event": event, "payload": {"messageId": "m-1"}}).to_string();
        let signature =
            crate::harness::provider::hmac_sha256_hex("phone-secret", &[body.as_bytes()]);
        let answer = server.post("phone", &[("x-signature", &signature)], body).await;
        assert_eq!(answer.status(), 200);
    };
    // One comes before the answer that names the message.
    tell("sms:sent").await;
    gateway.answer_next([crate::harness::receiver::Answer::With(
        200,
        Vec::new(),
        r#"{"id": "m-1"}"#.to_owned(),
    )]);
    let body = json!({"to": TO, "company": "MyApp"});
    let (_, sent) = owner.call(Method::POST, "/otp/send", Some(body)).await;
    gateway.next().await;
    let path = format!("/otp/{}", sent["id"].as_str().expect("an id"));
    assert_eq!(owner.get(&path).await["status"], "accepted");
    tell("sms:delivered").await;
    assert_eq!(owner.get(&path).await["status"], "delivered");
    tell("sms:failed").await;
    assert_eq!(owner.get(&path).await["status"], "delivered");
}
