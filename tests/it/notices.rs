//! Notices: what providers tell, numbers that fall silent, and where it is forwarded to.

use chrono::TimeDelta;
use codebell::auth::Role;
use codebell::housekeeping;
use codebell::id::first_at;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::forwarding::{Forwarding, add_rule, id};
use crate::harness::in_process::{ServerWithClock, at};
use crate::harness::provider::hmac_sha256_hex;
use crate::harness::source::{DAY, START, message_at};
use crate::harness::{Server, signed_in};

const NUMBER: &str = "+12025550100";

/// Posts an event of JoltSMS that is no message.
async fn tell(server: &Server, body: &Value) -> Value {
    let (now, body) =
        (codebell::clock::Clock::system().now().timestamp().to_string(), body.to_string());
    let signature = hmac_sha256_hex("jolt_whsec", &[now.as_bytes(), b".", body.as_bytes()]);
    let signature = format!("t={now},v1={signature}");
    let answer = server.post("joltsms", &[("x-jolt-signature", &signature)], body).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.expect("JSON")
}

#[tokio::test]
async fn what_a_provider_tells_of_numbers_and_payments_is_a_notice_that_a_rule_forwards() {
    let mut forwarding = Forwarding::start().await;
    forwarding.server.receive(1, NUMBER, "the first").await;
    let (channel, _) = forwarding.webhook("Ops", "/ops").await;
    let rule = json!({"event": "notice", "channel_ids": [channel],
        "conditions": {"notice_kinds": ["number.expiring", "billing.issue"]}});
    add_rule(&forwarding.owner(), rule).await;
    let expiring =
        json!({"id": "evt_1", "type": "number.expiring.7d", "data": {"number": "+1 202-555-0100"}});
    for _ in 0..2 {
        let answer = tell(&forwarding.server, &expiring).await;
        assert_eq!(answer["status"], "noted");
    }
    let told = forwarding.receiver.next().await.json();
    assert_eq!(told["event"], "number.expiring");
    assert_eq!(told["data"]["title"], "+12025550100 ends in 7 days");
    let notices = forwarding.owner().list("/notices").await;
    assert_eq!(notices.len(), 1, "one that is told twice is one");
    assert_eq!(notices[0]["number"]["phone_number"], NUMBER);
    assert_eq!(notices[0]["details"]["days"], 7);
    let billing = json!({"id": "evt_2", "type": "billing.issue", "data": {"message": "The card was declined."}});
    tell(&forwarding.server, &billing).await;
    let told = forwarding.receiver.next().await.json();
    assert_eq!(told["event"], "billing.issue");
    assert!(told["data"]["text"].as_str().expect("text").starts_with("The card was declined."));
    tell(&forwarding.server, &json!({"id": "evt_3", "type": "weather.changed"})).await;
    assert_eq!(
        forwarding.owner().list("/notices").await.len(),
        2,
        "others are noted at the source"
    );
}

#[tokio::test]
async fn notices_of_numbers_that_a_manager_may_not_see_are_not_told_of() {
    signed_in!(server, owner: Owner, manager: Manager);
    server.receive(1, NUMBER, "the first").await;
    tell(&server, &json!({"id": "evt_1", "type": "number.expiring.1d", "number": NUMBER, "data": {"number": NUMBER}})).await;
    let notice = manager.list("/notices").await[0].clone();
    let number = id(&owner.list("/numbers").await[0]);
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.status(Method::PATCH, &format!("/numbers/{number}"), restricted).await, 200);
    assert!(manager.list("/notices").await.is_empty());
    let path = format!("/notices/{}/dismiss", id(&notice));
    assert_eq!(manager.status(Method::POST, &path, None).await, 404);
    assert_eq!(owner.status(Method::POST, &path, None).await, 204);
    assert!(owner.list("/notices?open=true").await.is_empty());
    assert!(owner.list("/notices?open=false").await[0]["dismissed_at"].is_string());
}

#[tokio::test]
async fn a_number_that_is_silent_for_longer_than_usual_is_told_of_once() {
    let server = ServerWithClock::start().await;
    server.add_member(Role::Manager).await;
    let new = json!({"provider": "receivesms", "name": "Rack", "secret": "first"});
    let (_, made) = server.call(Role::Manager, Method::POST, "/sources", Some(new)).await;
    let slug = crate::harness::source::slug(&made);
    // Every second day a message.
    for day in 0..10 {
        server.clock.set(at(START + day * 2 * DAY));
        let (headers, body) = message_at(0, "receivesms", "first", day as u64);
        assert_eq!(server.post(&slug, headers, &body).await.status(), 200);
    }
    let last = START + 18 * DAY;
    let notices = async |seconds: i64| {
        server.clock.set(at(last + seconds));
        housekeeping::run(&server.context).await.expect("looked");
        let (_, found) = server.call(Role::Manager, Method::GET, "/notices", None).await;
        found["data"].as_array().expect("a list").clone()
    };
    assert!(notices(4 * DAY).await.is_empty());
    let told = notices(4 * DAY + 1).await;
    assert_eq!((told.len(), &told[0]["kind"]), (1, &json!("number.silent")));
    assert_eq!(told[0]["number"]["phone_number"], NUMBER);
    assert_eq!(notices(9 * DAY).await.len(), 1, "the same silence is told once");
}

#[tokio::test]
async fn deliveries_are_kept_for_thirty_days() {
    let server = ServerWithClock::start().await;
    let now = server.clock.now();
    let fill = "
        INSERT INTO channels (id, kind, name, retry_at_seconds, created_at)
            VALUES (gen_random_uuid(), 'webhook', 'A', '{}', $1);";
    sqlx::query(fill).bind(now).execute(&server.context.pool).await.expect("a channel");
    for days in [29, 31] {
        let made_at = now - TimeDelta::days(days);
        let fill =
            "INSERT INTO deliveries (id, channel_id, event, status, created_at, next_attempt_at)
                    SELECT $1, id, 'test', 'delivered', $2, $2 FROM channels";
        let insert = sqlx::query(fill).bind(first_at(made_at)).bind(made_at);
        insert.execute(&server.context.pool).await.expect("a delivery");
    }
    housekeeping::run(&server.context).await.expect("deleted");
    let left: Vec<chrono::DateTime<chrono::Utc>> =
        sqlx::query_scalar("SELECT created_at FROM deliveries")
            .fetch_all(&server.context.pool)
            .await
            .expect("rows");
    assert_eq!(left, [now - TimeDelta::days(29)]);
}

#[tokio::test]
async fn a_notice_for_owners_is_seen_and_dismissed_by_no_manager() {
    signed_in!(server, owner: Owner, manager: Manager);
    let insert = "INSERT INTO notices (id, kind, title, text, details, dedupe_key, created_at)
        SELECT gen_random_uuid(), kind, kind, 'Look at it.', '{}', kind, now()
        FROM unnest(ARRAY['audit.broken', 'channel.orphaned', 'billing.issue']) AS kind";
    sqlx::query(insert).execute(&server.pool().await).await.expect("told");
    let of_owner = owner.list("/notices").await;
    assert_eq!(of_owner.len(), 3);
    let of_manager = manager.list("/notices").await;
    assert_eq!(of_manager.len(), 1, "{of_manager:?}");
    assert_eq!(of_manager[0]["kind"], "billing.issue");
    let hidden = of_owner.iter().find(|notice| notice["kind"] == "audit.broken");
    let path = format!("/notices/{}/dismiss", id(hidden.expect("the notice")));
    assert_eq!(manager.status(Method::POST, &path, None).await, 404);
    assert_eq!(owner.status(Method::POST, &path, None).await, 204);
}
