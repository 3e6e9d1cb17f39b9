//! The canary: numbers are texted, what comes back is no message, and what does not is told of.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::connexus::Connexus;
use crate::harness::member::{Member, broken_rule};
use crate::harness::provider::receivesms;
use crate::harness::sending::{Sending, with_gateway};
use crate::harness::{Server, signed_in};

const NUMBER: &str = "+12025550100";

/// A number of the inbox.
async fn number(server: &Server, owner: &Member<'_>) -> String {
    server.receive(1, NUMBER, "Hello").await;
    owner.list("/numbers").await[0]["id"].as_str().expect("an id").to_owned()
}

async fn set(owner: &Member<'_>, id: &str) -> Value {
    let body = json!({"every_minutes": 60, "within_seconds": 30});
    let (status, canary) = owner.call(Method::PUT, &format!("/canaries/{id}"), Some(body)).await;
    assert_eq!(status, 200, "{canary}");
    canary
}

#[tokio::test]
async fn what_the_product_texts_to_its_own_number_comes_back_without_a_message() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let id = number(&sending.server, &owner).await;
    set(&owner, &id).await;
    sending.connexus.sent(1).await;
    let text = sending.connexus.seen().sent[0]["body"].clone();
    assert!(text.starts_with("Codebell canary "), "{text}");
    // The provider of the number posts it like any SMS.
    let answer = sending.server.post_receivesms(&receivesms(2, NUMBER, &text).to_string()).await;
    assert_eq!(answer.status(), 200);
    let canary = owner.list("/canaries").await[0].clone();
    assert_eq!(canary["number"]["phone_number"], NUMBER);
    assert!(!canary["runs"][0]["returned_at"].is_null(), "{canary}");
    assert_eq!(owner.list("/messages").await.len(), 1, "the first one alone");
    let metrics = sending.server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_canary_seconds_count 1"), "{metrics}");
    // A text that only looks like one is a message.
    let other = receivesms(3, NUMBER, "Codebell canary 0123456789abcdef").to_string();
    assert_eq!(sending.server.post_receivesms(&other).await.status(), 200);
    assert_eq!(owner.list("/messages").await.len(), 2);
}

#[tokio::test]
async fn a_message_that_is_not_back_in_time_is_told_of_once_until_one_is_back() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let id = number(&sending.server, &owner).await;
    let pool = sending.server.pool().await;
    set(&owner, &id).await;
    for round in 1..=2 {
        sending.connexus.sent(round).await;
        let late = "UPDATE canary_runs SET late_at = now() WHERE NOT is_missing";
        sqlx::query(late).execute(&pool).await.expect("late");
        let is_missing = async || {
            let canary = owner.list("/canaries").await[0].clone();
            canary["runs"][0]["is_missing"] == true
        };
        while !is_missing().await {
            tokio::task::yield_now().await;
        }
        let due = "UPDATE canaries SET next_at = now()";
        sqlx::query(due).execute(&pool).await.expect("due");
    }
    let notices = owner.list("/notices").await;
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(
        (&notices[0]["kind"], &notices[0]["number"]["id"]),
        (&json!("canary.missing"), &json!(id))
    );
    let metrics = sending.server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_canary_missing_total 2"), "{metrics}");
}

#[tokio::test]
async fn the_loopback_brings_a_canary_back_at_once() {
    signed_in!(server, owner: Owner);
    let id = number(&server, &owner).await;
    let gateway = json!({"kind": "loopback", "name": "Loopback"});
    assert_eq!(owner.call(Method::POST, "/gateways", Some(gateway)).await.0, 201);
    set(&owner, &id).await;
    let returned = async || owner.list("/canaries").await[0]["runs"][0]["returned_at"].clone();
    while returned().await.is_null() {
        tokio::task::yield_now().await;
    }
    assert_eq!(owner.list("/messages").await.len(), 1);
}

#[tokio::test]
async fn canaries_of_numbers_that_a_member_does_not_see_are_not_there_for_them() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let sending = Sending::on(server, connexus).await;
    let owner = sending.owner();
    let id = number(&sending.server, &owner).await;
    set(&owner, &id).await;
    let restrict = json!({"access": "restricted"});
    assert_eq!(owner.call(Method::PATCH, &format!("/numbers/{id}"), Some(restrict)).await.0, 200);
    let manager = sending.server.sign_in(Role::Manager).await;
    assert!(manager.list("/canaries").await.is_empty());
    assert_eq!(owner.list("/canaries").await.len(), 1);
    assert_eq!(owner.call(Method::DELETE, &format!("/canaries/{id}"), None).await.0, 204);
    assert_eq!(owner.call(Method::DELETE, &format!("/canaries/{id}"), None).await.0, 404);
}

#[tokio::test]
async fn what_is_wrong_with_a_schedule_is_said_of_its_field() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let id = number(&sending.server, &owner).await;
    for (field, value) in [
        ("every_minutes", json!(4)),
        ("within_seconds", json!(9)),
        ("within_seconds", json!(3601)),
        ("gateway_id", json!("018f0000-0000-7000-8000-000000000000")),
    ] {
        let mut body = json!({"every_minutes": 60, "within_seconds": 30});
        body[field] = value;
        let answer = owner.call(Method::PUT, &format!("/canaries/{id}"), Some(body)).await.1;
        assert_eq!(broken_rule(&answer).0, field);
    }
    let nowhere = "/canaries/018f0000-0000-7000-8000-000000000000";
    let body = json!({"every_minutes": 60, "within_seconds": 30});
    assert_eq!(owner.call(Method::PUT, nowhere, Some(body)).await.0, 404);
}
