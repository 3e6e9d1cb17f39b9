//! A team's own rules for what the code of a message is.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::listener::Listener;
use crate::harness::{Member, signed_in};

const NUMBER: &str = "+12025550100";
/// What no extractor can know.
const GATE: &str = "Today the gate opens on 482913, says the porter.";

fn rule(kind: &str, pattern: &str) -> Value {
    json!({"kind": kind, "pattern": pattern, "test_message": GATE})
}

async fn add(manager: &Member<'_>, rule: Value) -> Value {
    let (status, kept) = manager.call(Method::POST, "/code-rules", Some(rule)).await;
    assert_eq!(status, 201, "{kept}");
    kept
}

async fn code_of(manager: &Member<'_>, id: &str) -> Value {
    manager.get(&format!("/messages/{id}")).await["code"].clone()
}

#[tokio::test]
async fn a_rule_made_from_a_correction_mends_the_message_and_reads_the_next_ones() {
    signed_in!(server, manager: Manager);
    let first = server.receive(1, NUMBER, GATE).await;
    let other = server.receive(2, NUMBER, "See you at 1800").await;
    assert_eq!(code_of(&manager, &first).await, Value::Null);
    let mut listener = Listener::connect(&server.url, &manager.access_token, "websocket").await;

    let asked = json!({"message_id": first, "code": "482 913"});
    let (status, draft) = manager.call(Method::POST, "/code-rules/draft", Some(asked)).await;
    assert_eq!(status, 200, "{draft}");
    assert_eq!((&draft["kind"], &draft["sender"]), (&json!("code"), &json!("+14155551234")));
    let preview = manager.call(Method::POST, "/code-rules/preview", Some(draft.clone())).await.1;
    assert_eq!((&preview["tried"], &preview["changed"]), (&json!(2), &json!(1)), "{preview}");
    let change = json!({"message_id": first, "sender": "+14155551234", "body": GATE,
        "before": null, "after": "482913"});
    assert_eq!(preview["changes"], json!([change]));
    assert_eq!(code_of(&manager, &first).await, Value::Null, "a preview changes nothing");

    add(&manager, draft).await;
    assert_eq!(code_of(&manager, &first).await, "482913");
    assert_eq!(code_of(&manager, &other).await, Value::Null);
    let heard = listener.expect("message.updated").await;
    let heard = &heard["data"];
    assert_eq!((&heard["id"], &heard["code"]), (&json!(first), &json!("482913")));

    let next = server.receive(3, NUMBER, "Today the gate opens on 771204, says the porter.").await;
    let message = manager.get(&format!("/messages/{next}")).await;
    assert_eq!((&message["code"], &message["confidence"]), (&json!("771204"), &json!(1.0)));
    assert!(message["code_expires_at"].is_string());
}

#[tokio::test]
async fn what_is_no_code_is_taken_away_and_the_latest_rule_decides() {
    signed_in!(server, manager: Manager);
    let text = "Your code for the catalogue is 482913";
    let id = server.receive(1, NUMBER, text).await;
    assert_eq!(code_of(&manager, &id).await, "482913");
    let asked = json!({"message_id": id, "code": null});
    let draft = manager.call(Method::POST, "/code-rules/draft", Some(asked)).await.1;
    assert_eq!(draft["kind"], "none");
    let none = add(&manager, draft).await;
    assert_eq!(code_of(&manager, &id).await, Value::Null);
    let second = server.receive(2, NUMBER, text).await;
    assert_eq!(code_of(&manager, &second).await, Value::Null);

    let mut newer = rule("code", "catalogue is (\\d+)");
    newer["test_message"] = json!(text);
    let newer = add(&manager, newer).await;
    assert_eq!(code_of(&manager, &second).await, "482913");
    let ids: Vec<Value> =
        manager.list("/code-rules").await.iter().map(|rule| rule["id"].clone()).collect();
    assert_eq!(ids, [newer["id"].clone(), none["id"].clone()], "the latest first");

    for kept in [newer, none] {
        let path = format!("/code-rules/{}", kept["id"].as_str().expect("an id"));
        assert_eq!(manager.status(Method::DELETE, &path, None).await, 204);
        assert_eq!(manager.status(Method::DELETE, &path, None).await, 404);
    }
    let actions: Vec<Value> = server.sign_in(Role::Owner).await.list("/audit").await;
    let added = actions.iter().filter(|entry| entry["action"] == "code_rule.added").count();
    assert_eq!(added, 2);
    let third = server.receive(3, NUMBER, text).await;
    assert_eq!(code_of(&manager, &third).await, "482913", "the extractor decides again");
}

#[tokio::test]
async fn a_rule_holds_only_for_its_number_its_sender_and_its_service() {
    signed_in!(server, manager: Manager);
    server.receive(1, NUMBER, "Hello").await;
    let number = manager.list("/numbers").await[0]["id"].clone();
    let mut id = 1;
    for (condition, value, is_obeyed) in [
        ("number_id", number, true),
        ("sender", json!(" +14155551234 "), true),
        ("sender", json!("Acme"), false),
        ("service", json!("Acme"), false),
    ] {
        let mut conditional = rule("code", "opens on (\\d+)");
        conditional[condition] = value.clone();
        let kept = add(&manager, conditional).await;
        for (to, reached) in [(NUMBER, true), ("+12025550199", condition != "number_id")] {
            id += 1;
            let message = server.receive(id, to, GATE).await;
            let expected = if is_obeyed && reached { json!("482913") } else { Value::Null };
            assert_eq!(code_of(&manager, &message).await, expected, "{condition} {value} {to}");
        }
        let path = format!("/code-rules/{}", kept["id"].as_str().expect("an id"));
        assert_eq!(manager.status(Method::DELETE, &path, None).await, 204);
    }
}

#[tokio::test]
async fn a_wrong_rule_is_refused_with_its_field_and_never_kept() {
    signed_in!(server, manager: Manager);
    let id = server.receive(1, NUMBER, GATE).await;
    let with = |field: &str, value: Value| {
        let mut rule = rule("code", "opens on (\\d+)");
        rule[field] = value;
        rule
    };
    for (wrong, field, words) in [
        (with("pattern", json!("(")), "pattern", "unclosed group"),
        (with("pattern", json!("(a{999}){999}")), "pattern", "too large"),
        (with("pattern", json!("the window")), "pattern", "finds no code"),
        (with("pattern", json!(",")), "pattern", "finds no code"),
        (with("pattern", json!("x".repeat(501))), "pattern", "1 to 500"),
        (with("pattern", json!(" ")), "pattern", "1 to 500"),
        (with("sender", json!("x".repeat(101))), "sender", "1 to 100"),
        (with("service", json!("")), "service", "1 to 100"),
        (with("test_message", json!("x".repeat(4001))), "test_message", "1 to 4000"),
        (with("test_message", json!("a\u{0}b")), "test_message", "NUL"),
        (with("number_id", json!(uuid::Uuid::nil())), "number_id", "names no number"),
    ] {
        for path in ["/code-rules", "/code-rules/preview"] {
            let (refused, said) = manager.refused_field(path, wrong.clone()).await;
            assert_eq!(refused, field, "{said}");
            assert!(said.contains(words), "{said}");
        }
    }
    let unsaid = Some(json!({"message_id": id}));
    assert_eq!(manager.status(Method::POST, "/code-rules/draft", unsaid).await, 422);
    for (code, words) in [(json!("999999"), "not in the message"), (Value::Null, "no code to take")]
    {
        let asked = json!({"message_id": id, "code": code});
        let (field, said) = manager.refused_field("/code-rules/draft", asked).await;
        assert_eq!(field, "code");
        assert!(said.contains(words), "{said}");
    }
    assert!(manager.list("/code-rules").await.is_empty());
}

#[tokio::test]
async fn numbers_that_a_manager_may_not_see_are_not_told_of_by_rules() {
    signed_in!(server, owner: Owner, manager: Manager);
    let id = server.receive(1, NUMBER, GATE).await;
    let number = owner.list("/numbers").await[0]["id"].clone();
    let path = format!("/numbers/{}", number.as_str().expect("an id"));
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.status(Method::PATCH, &path, restricted).await, 200);
    let mut of_number = rule("code", "opens on (\\d+)");
    of_number["number_id"] = number;
    add(&owner, of_number.clone()).await;

    assert!(manager.list("/code-rules").await.is_empty());
    assert_eq!(manager.refused_field("/code-rules", of_number.clone()).await.0, "number_id");
    let asked = Some(json!({"message_id": id, "code": "482913"}));
    assert_eq!(manager.status(Method::POST, "/code-rules/draft", asked).await, 404);
    let drafted = Some(json!({"message_id": id, "code": "482913"}));
    let drafted = owner.call(Method::POST, "/code-rules/draft", drafted).await.1;
    assert_eq!(
        drafted["number_id"], of_number["number_id"],
        "what it keeps of the message stays there"
    );
    let tried = Some(rule("code", "gate"));
    let preview = manager.call(Method::POST, "/code-rules/preview", tried).await.1;
    assert_eq!(preview["tried"], 0);
}

#[tokio::test]
async fn messages_that_speak_of_a_code_without_one_can_be_listed() {
    signed_in!(server, manager: Manager);
    let missed = "Verification code for the third of May, 1999 or 2031, see 44/5512";
    let id = server.receive(1, NUMBER, missed).await;
    server.receive(2, NUMBER, "See you at 1800").await;
    server.receive(3, NUMBER, "Your verification code is 482913").await;
    let found = manager.list("/messages?code_missed=true").await;
    let ids: Vec<&Value> = found.iter().map(|message| &message["id"]).collect();
    assert_eq!(ids, [&json!(id)]);
}

#[tokio::test]
async fn what_is_paid_with_a_code_is_told() {
    signed_in!(server, manager: Manager);
    let text = "Use OTP 918273 to authorise your payment of EUR 4210.00 at SHOP 24.";
    let id = server.receive(1, NUMBER, text).await;
    let payment = manager.get(&format!("/messages/{id}")).await["payment"].clone();
    assert_eq!(payment, json!({"amount": "EUR 4210.00", "merchant": "SHOP 24"}));
}
