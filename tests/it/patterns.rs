//! Patterns that are made to take long.

use codebell::auth::Role;
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::source::{NUMBER, post};
use crate::harness::{Member, Server};

/// Seconds a message, on a text of lower-case letters.
const ATTACK: &str = r"(?s)(?:[a-z]{1,30}[a-z ,.]{1,30}){1,80}\d{7}";

/// A text that is worst for it.
fn text() -> String {
    format!("{}Your code is 4829134", "the quick brown fox jumps over ".repeat(49))
}

async fn switched_off(owner: &Member<'_>, path: &str) -> Vec<bool> {
    let rules = owner.list(path).await;
    rules.iter().map(|rule| rule["is_enabled"] == json!(false)).collect()
}

#[tokio::test]
async fn a_slow_pattern_is_refused_before_it_is_run_and_webhooks_go_on() {
    let server = Server::start().await;
    let manager = server.sign_in(Role::Manager).await;
    server.receive(1, NUMBER, &text()).await;
    let code = json!({"kind": "code", "pattern": ATTACK, "test_message": text()});
    let rule = json!({"event": "message", "name": "Slow", "conditions": {"pattern": ATTACK}});
    let dry_run = json!({"rule": rule});
    let asked = [
        ("/code-rules", "pattern", &code),
        ("/code-rules/preview", "pattern", &code),
        ("/rules", "conditions.pattern", &rule),
        ("/rules/dry-run", "conditions.pattern", &dry_run),
    ];
    let attack = join_all(asked.map(async |(path, field, body)| {
        let (refused, words) = manager.refused_field(path, body.clone()).await;
        assert_eq!(refused, field);
        assert!(words.contains("repeat less"), "{words}");
    }));
    let webhooks =
        join_all((10..20).map(|id| post(&server, "receivesms", "receivesms", "whsec_demo", id)));
    let (_, statuses) = tokio::join!(attack, webhooks);
    assert_eq!(statuses, [200; 10]);
    assert!(manager.list("/code-rules").await.is_empty());
    assert!(manager.list("/rules").await.is_empty());
}

#[tokio::test]
async fn a_slow_pattern_of_an_older_installation_holds_no_message_and_is_switched_off_with_a_notice()
 {
    let server = Server::start().await;
    let owner = server.sign_in(Role::Owner).await;
    server.receive(1, NUMBER, "Hello").await;
    let pool = server.pool().await;
    for statement in [
        "INSERT INTO code_rules (id, kind, pattern, created_at)
         VALUES (gen_random_uuid(), 'none', $1, now())",
        "INSERT INTO rules (id, event, position, name, is_enabled, conditions, stop, created_at)
         VALUES (gen_random_uuid(), 'message', 1, 'Slow', true,
                 jsonb_build_object('pattern', $1::text), false, now())",
    ] {
        sqlx::query(statement).bind(ATTACK).execute(&pool).await.expect("kept");
    }
    let version = "UPDATE rules_version SET version = version + 1";
    sqlx::query(version).execute(&pool).await.expect("a new version");

    let id = server.receive(2, NUMBER, &text()).await;
    assert_eq!(owner.get(&format!("/messages/{id}")).await["code"], "4829134");
    // What a message leads to is done before the next one is stored.
    server.receive(3, NUMBER, "Hello").await;
    assert_eq!(switched_off(&owner, "/code-rules").await, [true]);
    assert_eq!(switched_off(&owner, "/rules").await, [true]);
    let notices = owner.list("/notices").await;
    let mut told: Vec<&Value> = notices.iter().map(|notice| &notice["details"]["rule"]).collect();
    told.sort_by_key(ToString::to_string);
    assert_eq!(told, [&json!(ATTACK), &json!("Slow")]);
    assert!(notices.iter().all(|notice| notice["kind"] == "pattern.slow"));
    let entries = owner.list("/audit?action=pattern.slow").await;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|entry| entry["actor"]["kind"] == "system"), "{entries:?}");
    // It can't be switched on again as it is.
    let path = format!("/rules/{}", owner.list("/rules").await[0]["id"].as_str().expect("an id"));
    let on = Some(json!({"is_enabled": true}));
    assert_eq!(owner.status(Method::PATCH, &path, on).await, 422);
}
