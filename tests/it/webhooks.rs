//! Every row of the table of answers to webhooks, against the running binary.

use serde_json::{Value, json};

use crate::harness::Server;
use crate::harness::provider::{hmac_sha256_hex, receivesms};

async fn problem(answer: reqwest::Response, status: u16) -> Value {
    assert_eq!(answer.status(), status);
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let request_id = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
    let problem: Value = answer.json().await.expect("JSON");
    for field in ["type", "title", "detail"] {
        assert!(problem[field].is_string(), "{problem}");
    }
    assert_eq!(problem["status"], status);
    assert_eq!(problem["instance"], request_id.as_str());
    problem
}

async fn count(server: &Server, table: &str) -> i64 {
    let statement = format!("SELECT count(*) FROM {table}");
    let count = sqlx::query_scalar(sqlx::AssertSqlSafe(statement));
    count.fetch_one(&server.pool().await).await.expect("a count")
}

/// Outcome, detail and body of the only entry of the delivery logs.
async fn only_delivery(server: &Server) -> (String, Option<String>, String, Option<Vec<u8>>) {
    let row = sqlx::query_as("SELECT outcome, event, detail, body FROM source_deliveries");
    row.fetch_one(&server.pool().await).await.expect("one entry")
}

#[tokio::test]
async fn a_valid_new_message_is_accepted_and_the_same_again_is_a_duplicate_of_it() {
    let server = Server::start().await;
    let body = receivesms(42, "+12025550100", "Your code is 482913").to_string();
    let first: Value = server.post_receivesms(&body).await.json().await.expect("JSON");
    assert_eq!(first["status"], "accepted");
    let second = server.post_receivesms(&body).await;
    assert_eq!(second.status(), 200);
    let second: Value = second.json().await.expect("JSON");
    assert_eq!(second, json!({"status": "duplicate", "message_id": first["message_id"]}));
    assert_eq!(count(&server, "messages").await, 1);
}

#[tokio::test]
async fn another_event_is_noted_and_kept() {
    let server = Server::start().await;
    let now = chrono_now();
    for event in ["number.expiring.7d", "number.expiring.1d", "billing.issue"] {
        let body = json!({"id": "evt_1", "type": event, "data": {}}).to_string();
        let signature = hmac_sha256_hex("jolt_whsec", &[now.as_bytes(), b".", body.as_bytes()]);
        let header = format!("t={now},v1={signature}");
        let answer = server.post("joltsms", &[("x-jolt-signature", &header)], body).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.json::<Value>().await.expect("JSON"), json!({"status": "noted"}));
    }
    let pool = server.pool().await;
    let events = sqlx::query_scalar(
        "SELECT event FROM source_deliveries WHERE outcome = 'noted' ORDER BY id",
    );
    let events: Vec<String> = events.fetch_all(&pool).await.expect("events");
    assert_eq!(events, ["number.expiring.7d", "number.expiring.1d", "billing.issue"]);
    assert_eq!(count(&server, "messages").await, 0);
}

#[tokio::test]
async fn a_missing_or_wrong_signature_is_refused_and_logged_without_the_body() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "Your code is 482913").to_string();
    let missing = problem(server.post("receivesms", &[], body.clone()).await, 401).await;
    assert!(missing["detail"].as_str().expect("text").contains("X-Webhook-Signature"), "{missing}");
    let (outcome, _, detail, kept) = only_delivery(&server).await;
    assert_eq!((outcome.as_str(), kept), ("refused", None));
    assert!(detail.contains("missing"), "{detail}");
    let wrong = format!("sha256={}", hmac_sha256_hex("another secret", &[body.as_bytes()]));
    let wrong = problem(
        server.post("receivesms", &[("x-webhook-signature", &wrong)], body.clone()).await,
        401,
    )
    .await;
    let right = hmac_sha256_hex("whsec_demo", &[body.as_bytes()]);
    assert!(
        !wrong.to_string().contains(&right) && !wrong.to_string().contains("whsec_demo"),
        "{wrong}"
    );
    assert_eq!(
        (count(&server, "messages").await, count(&server, "source_deliveries").await),
        (0, 2)
    );
}

#[tokio::test]
async fn a_signed_timestamp_more_than_300_s_old_or_ahead_is_refused() {
    let server = Server::start().await;
    let now: i64 = chrono_now().parse().expect("a number");
    for (offset, status) in [(-310, 401), (310, 401), (-290, 200), (290, 200)] {
        let body = json!({"type": "sms.received", "data": {"messageId": offset.to_string(), "from": "A", "to": "+12025550100", "body": "x"}});
        let (time, body) = ((now + offset).to_string(), body.to_string());
        let signature = hmac_sha256_hex("jolt_whsec", &[time.as_bytes(), b".", body.as_bytes()]);
        let header = format!("t={time},v1={signature}");
        let answer = server.post("joltsms", &[("x-jolt-signature", &header)], body).await;
        assert_eq!(answer.status(), status, "{offset} s");
    }
    // The second one is counted with what may follow.
    let (_, _, detail, _) = only_delivery(&server).await;
    assert!(detail.contains("300 s are tolerated"), "{detail}");
}

#[tokio::test]
async fn a_signed_body_that_is_no_json_or_lacks_a_field_is_kept_for_replay() {
    let server = Server::start().await;
    let answer = problem(server.post_receivesms("not json").await, 400).await;
    assert!(answer["detail"].as_str().expect("text").contains("not JSON"), "{answer}");
    let (outcome, _, _, kept) = only_delivery(&server).await;
    assert_eq!((outcome.as_str(), kept.as_deref()), ("unmapped", Some(&b"not json"[..])));
    for (without, pointer) in [("body", "/data/body"), ("messageId", "/data/messageId")] {
        let mut body = receivesms(1, "+12025550100", "x");
        body["data"].as_object_mut().expect("an object").remove(without);
        let answer = problem(server.post_receivesms(&body.to_string()).await, 400).await;
        assert!(answer["detail"].as_str().expect("text").contains(pointer), "{answer}");
    }
    assert_eq!(count(&server, "source_deliveries").await, 3);
}

#[tokio::test]
async fn a_body_of_256_kib_is_read_and_a_larger_one_is_refused() {
    let server = Server::start().await;
    let empty = receivesms(1, "+12025550100", "").to_string();
    let fill = |length: usize| {
        receivesms(1, "+12025550100", &"x".repeat(length - empty.len())).to_string()
    };
    assert_eq!(server.post_receivesms(&fill(256 * 1024)).await.status(), 200);
    let answer = problem(server.post_receivesms(&fill(256 * 1024 + 1)).await, 413).await;
    assert!(answer["detail"].as_str().expect("text").contains("262144"), "{answer}");
}

#[tokio::test]
async fn an_unknown_address_and_another_method_are_told_so() {
    let server = Server::start().await;
    for slug in ["nobody", "%00", "JoltSMS", "..%2fx", &"a".repeat(500)] {
        problem(server.post(slug, &[], "{}").await, 404).await;
    }
    let answer = server.get("/webhooks/receivesms").await;
    assert_eq!(answer.headers()["allow"], "POST");
    problem(answer, 405).await;
}

#[tokio::test]
async fn too_many_wrong_signatures_are_turned_away_and_right_ones_are_not() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "x").to_string();
    let mut refused = 0;
    let limited = loop {
        let answer =
            server.post("receivesms", &[("x-webhook-signature", "sha256=00")], body.clone()).await;
        if answer.status() != 401 {
            break answer;
        }
        refused += 1;
        assert!(refused < 100, "never limited");
    };
    let wait: u64 =
        limited.headers()["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    problem(limited, 429).await;
    assert!(refused >= 60, "limited after {refused}");
    assert_eq!(count(&server, "source_deliveries").await, 1, "the others are counted");
    assert_eq!(server.post_receivesms(&body).await.status(), 200);
}

#[tokio::test]
async fn valid_webhooks_are_limited_only_where_the_setting_says_so() {
    let server = Server::builder().await.set("CODEBELL_WEBHOOK_RATE", "2").start().await;
    let mut statuses = Vec::new();
    for id in 0..5 {
        let body = receivesms(id, "+12025550100", "x").to_string();
        statuses.push(server.post_receivesms(&body).await.status().as_u16());
    }
    assert_eq!(statuses[..2], [200, 200], "{statuses:?}");
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn while_the_database_is_away_the_provider_is_told_to_come_back_and_then_is_served() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "x").to_string();
    let another = receivesms(2, "+12025550100", "x").to_string();
    assert_eq!(server.post_receivesms(&body).await.status(), 200);
    server.database().take_away().await;
    let away = server.post_receivesms(&another).await;
    assert!(away.headers().contains_key("retry-after"));
    let away = problem(away, 503).await;
    assert!(!away.to_string().contains("test_"), "{away}");
    assert_eq!(server.get("/readyz").await.status(), 503);
    assert_eq!(server.get("/healthz").await.status(), 200);
    server.database().give_back().await;
    assert_eq!(server.post_receivesms_until_served(&another).await.status(), 200);
    assert_eq!(server.get("/readyz").await.status(), 200);
}

#[tokio::test]
async fn both_secrets_of_a_rotation_are_accepted_and_a_third_is_not() {
    let server = Server::builder()
        .await
        .set("RECEIVESMS_WEBHOOK_SECRET", "old-secret, new-secret")
        .start()
        .await;
    for (id, secret, status) in
        [(1, "old-secret", 200), (2, "new-secret", 200), (3, "whsec_demo", 401)]
    {
        let body = receivesms(id, "+12025550100", "x").to_string();
        let signature = format!("sha256={}", hmac_sha256_hex(secret, &[body.as_bytes()]));
        let answer = server.post("receivesms", &[("x-webhook-signature", &signature)], body).await;
        assert_eq!(answer.status(), status, "{secret}");
    }
}

#[tokio::test]
async fn a_websms_source_takes_messages_receipts_and_pings_at_an_address_nobody_can_guess() {
    let server = Server::start().await;
    let output = server
        .command()
        .args([
            "source",
            "add",
            "--provider",
            "websms",
            "--name",
            "Connexus",
            "--number",
            "+64211234567",
        ])
        .output()
        .await
        .expect("the command runs");
    assert!(output.status.success(), "{output:?}");
    let url = String::from_utf8(output.stdout).expect("text");
    let slug = url.trim().rsplit('/').next().expect("a slug").to_owned();
    assert!(slug.len() * 4 >= 128, "{slug}");
    let sms = json!({"type": "SMS", "messageId": "555", "from": "+6421234567", "to": "2190", "body": "STOP", "timestamp": 1_759_300_000});
    let mo = json!({"type": "mo", "messageId": "556", "from": "6421234567", "body": "Your code is 4711", "timestamp": 1_759_300_000_000_i64});
    let dlr = json!({"type": "dlr", "messageId": "1", "status": "DELIVRD", "statusCode": 1});
    for (body, status) in [
        (sms.to_string(), "accepted"),
        (mo.to_string(), "accepted"),
        (dlr.to_string(), "noted"),
        (String::new(), "noted"),
        ("{}".to_owned(), "noted"),
    ] {
        let answer: Value = server.post(&slug, &[], body.clone()).await.json().await.expect("JSON");
        assert_eq!(answer["status"], status, "{body}");
    }
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT sender, phone_number FROM messages JOIN numbers ON numbers.id = number_id ORDER BY messages.id",
    )
    .fetch_all(&server.pool().await)
    .await
    .expect("rows");
    let expected = [("+6421234567", "2190"), ("+6421234567", "+64211234567")];
    assert_eq!(rows, expected.map(|(sender, number)| (sender.to_owned(), number.to_owned())));
    assert!(!server.log().contains(&slug), "the address is a secret and is in the log");
}

#[tokio::test]
async fn neither_code_nor_secret_nor_text_is_ever_in_the_log() {
    let server = Server::start().await;
    let body = receivesms(1, "+12025550100", "Your code is 918273645").to_string();
    server.post_receivesms(&body).await;
    server.post_receivesms("918273645 is no JSON").await;
    server.post("receivesms", &[("x-webhook-signature", "sha256=beef")], body).await;
    let log = server.log();
    assert!(log.contains("/webhooks/{slug}"), "{log}");
    for secret in ["918273645", "whsec_demo", "beef"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

fn chrono_now() -> String {
    codebell::clock::Clock::system().now().timestamp().to_string()
}
