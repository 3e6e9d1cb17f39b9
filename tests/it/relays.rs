//! SealRoute's phone webhook: its codes and invitations are sent on, once, and not kept.

use chrono::{TimeDelta, Utc};
use codebell::auth::Role;
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::harness::connexus::{Connexus, Misbehaviour};
use crate::harness::sending::{Sending, with_gateway};

const TOKEN: &str = "seal-token-4711-abcdefgh";
const BEARER: &str = "Bearer seal-token-4711-abcdefgh";

async fn start() -> Sending {
    let connexus = Connexus::start().await;
    let builder = with_gateway(&connexus).await;
    let server =
        builder.set("SEALROUTE_WEBHOOK_TOKEN", &format!("{TOKEN},another-token")).start().await;
    Sending::on(server, connexus).await
}

#[allow(clippy::disallowed_methods)]
fn code(phone: &str, otp: &str) -> Value {
    json!({
        "phone_number": phone,
        "otp": otp,
        "timestamp": Utc::now().to_rfc3339(),
        "submitter_id": 123,
        "submitter_email": "john@example.com",
        "submitter_name": "John Doe",
        "submission_id": 456,
        "template_name": "Contract Agreement",
    })
}

async fn post(sending: &Sending, bearer: &str, body: &Value) -> Response {
    sending.server.post("sealroute", &[("authorization", bearer)], body.to_string()).await
}

#[tokio::test]
async fn a_code_is_sent_on_and_the_answer_says_so_once_the_gateway_has_it() {
    let sending = start().await;
    for (index, kind) in [None, Some("otp_verification")].into_iter().enumerate() {
        let mut body = code(&format!("+62812345678{index}"), "123456");
        if let Some(kind) = kind {
            body["event_type"] = kind.into();
        }
        let answer = post(&sending, BEARER, &body).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({"status": "sent"}));
    }
    let fields = sending.connexus.seen().sent[0].clone();
    assert_eq!(fields["to"], "628123456780");
    assert_eq!(
        (fields["msgCode"].as_str(), fields["msgCompany"].as_str()),
        ("123456", "SealRoute")
    );
}

#[tokio::test]
async fn both_tokens_of_a_rotation_are_taken_and_no_other() {
    let sending = start().await;
    let body = code("+628123456789", "123456");
    for bearer in ["Bearer wrong", "Bearer ", "seal-token-4711-abcdefgh", "Basic c2VhbA=="] {
        assert_eq!(post(&sending, bearer, &body).await.status(), 401, "{bearer}");
    }
    let without = sending.server.post("sealroute", &[], body.to_string()).await;
    assert_eq!(without.status(), 401);
    assert_eq!(sending.connexus.seen().sent.len(), 0);
    assert_eq!(post(&sending, "Bearer another-token", &body).await.status(), 200);
}

#[tokio::test]
async fn what_no_gateway_surely_took_is_answered_502() {
    let sending = start().await;
    for (index, misbehaviour) in
        [Misbehaviour::Says(403, "{}"), Misbehaviour::Says(500, "{}"), Misbehaviour::Says(200, "?")]
            .into_iter()
            .enumerate()
    {
        sending.connexus.next([misbehaviour]);
        let body = code(&format!("+62812345678{index}"), "123456");
        assert_eq!(post(&sending, BEARER, &body).await.status(), 502);
    }
}

#[tokio::test]
async fn the_same_code_for_the_same_submitter_is_sent_once_and_answered_alike_also_at_once() {
    let sending = start().await;
    sending.connexus.next([Misbehaviour::Slow(std::time::Duration::from_millis(500))]);
    let body = code("+628123456789", "123456");
    let all = futures::future::join_all((0..10).map(|_| post(&sending, BEARER, &body))).await;
    assert!(all.iter().all(|answer| answer.status() == 200));
    assert_eq!(post(&sending, BEARER, &body).await.status(), 200);
    assert_eq!(sending.connexus.seen().sent.len(), 1);
    let log = sending.owner().list("/audit?action=code.relayed").await;
    let again = log.iter().filter(|entry| entry["details"]["again"] == true).count();
    assert!(again >= 1 && log.len() > again, "the first and that it came again are in the log");
    // Another code within 30 s is too much for the phone.
    let next = post(&sending, BEARER, &code("+628123456789", "654321")).await;
    assert_eq!(next.status(), 429);
    assert!(next.headers().contains_key("retry-after"));
}

#[tokio::test]
async fn an_invitation_is_sent_as_text_by_the_sources_own_wording() {
    let sending = start().await;
    let mut body = code("+628123456789", "0");
    let fields = body.as_object_mut().expect("an object");
    fields.remove("otp");
    body["event_type"] = "invitation".into();
    body["sign_url"] = "https://sealroute.example/s/abc".into();
    body["message"] = "You have been invited to sign: Contract.".into();
    assert_eq!(post(&sending, BEARER, &body).await.status(), 200);
    let owner = sending.owner();
    let source = owner.list("/sources").await.into_iter().find(|s| s["provider"] == "sealroute");
    let source_id = source.expect("a source")["id"].clone();
    let brand = json!({"company": "Ana & Co", "language": "de"});
    let path = format!("/otp/brands/{}", source_id.as_str().expect("an id"));
    assert_eq!(owner.call(Method::PUT, &path, Some(brand)).await.0, 200);
    let text = json!({
        "purpose": "invitation", "language": "de", "source_id": source_id,
        "text": "Bitte unterschreiben: {url}",
    });
    assert_eq!(owner.call(Method::PUT, "/otp/texts", Some(text)).await.0, 200);
    body["phone_number"] = "+628123456788".into();
    body["submitter_id"] = 124.into();
    assert_eq!(post(&sending, BEARER, &body).await.status(), 200);
    assert_eq!(post(&sending, BEARER, &code("+628123456787", "123456")).await.status(), 200);
    let seen = sending.connexus.seen();
    assert_eq!(seen.sent[0]["body"], "You have been invited to sign: Contract.");
    assert_eq!(seen.sent[1]["body"], "Bitte unterschreiben: https://sealroute.example/s/abc");
    assert_eq!(seen.sent[2]["msgCompany"], "Ana & Co");
}

#[tokio::test]
#[allow(clippy::disallowed_methods)]
async fn what_is_too_old_or_lacks_a_field_is_refused_with_its_name() {
    let sending = start().await;
    let good = code("+628123456789", "123456");
    let mut old = good.clone();
    old["timestamp"] = (Utc::now() - TimeDelta::minutes(11)).to_rfc3339().into();
    let answer = post(&sending, BEARER, &old).await;
    assert_eq!(answer.status(), 400);
    assert!(answer.text().await.expect("text").contains("timestamp"));
    for field in ["phone_number", "otp", "timestamp", "submitter_id"] {
        let mut body = good.clone();
        body.as_object_mut().expect("an object").remove(field);
        let answer = post(&sending, BEARER, &body).await;
        assert_eq!(answer.status(), 400, "{field}");
        assert!(answer.text().await.expect("text").contains(field), "{field}");
    }
    for (field, value) in [("phone_number", "2190"), ("otp", "12a456"), ("otp", "1")] {
        let mut body = good.clone();
        body[field] = value.into();
        assert_eq!(post(&sending, BEARER, &body).await.status(), 400, "{field}");
    }
    let mut other = good;
    other["event_type"] = "completed".into();
    assert_eq!(
        post(&sending, BEARER, &other).await.json::<Value>().await.expect("JSON")["status"],
        "noted"
    );
    assert_eq!(sending.connexus.seen().asked, 0);
    let log = sending.owner().list("/audit?action=relay.refused").await;
    assert!(!log.is_empty(), "what was refused is in the log");
}

#[tokio::test]
async fn a_relayed_code_is_nowhere_afterwards_and_its_request_is_in_the_audit_log() {
    let sending = start().await;
    assert_eq!(post(&sending, BEARER, &code("+628123456789", "91837465")).await.status(), 200);
    let mut unreadable = code("+628123456788", "91837465");
    unreadable.as_object_mut().expect("an object").remove("submitter_id");
    assert_eq!(post(&sending, BEARER, &unreadable).await.status(), 400);
    let refused = sending.owner().list("/audit?action=relay.refused").await;
    assert_eq!(refused.len(), 1);
    assert!(refused[0]["details"]["reason"].to_string().contains("submitter_id"));
    let stored = sending.server.stored_text().await;
    let plain = hex::encode("91837465");
    for text in [&stored, &sending.server.log()] {
        assert!(!text.contains("91837465") && !text.contains(&plain));
    }
    let entries = sending.owner().list("/audit?action=code.relayed").await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["target"]["name"], "+628123456789");
    let manager = sending.server.sign_in_as(Role::Manager, "Max").await;
    let sends = manager.list("/otp?kind=relay").await;
    assert_eq!(
        (&sends[0]["sent_by"], &sends[0]["status"]),
        (&json!("SealRoute"), &json!("accepted"))
    );
}
