//! Rules: which message goes where, and what is refused.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::forwarding::{Forwarding, add_channel, add_rule, id};
use crate::harness::member::broken_rule;

const NUMBER: &str = "+12025550100";
const OTHER: &str = "+12025550101";

/// The paths that the next message is forwarded to, in any order: a last rule's path ends them.
async fn forwarded_to(
    forwarding: &mut Forwarding,
    id: u64,
    number: &str,
    text: &str,
) -> Vec<String> {
    let message = forwarding.server.receive(id, number, text).await;
    let owner = forwarding.owner();
    let mut names: Vec<String> = owner
        .list(&format!("/deliveries?message_id={message}"))
        .await
        .iter()
        .map(|delivery| delivery["channel"]["name"].as_str().expect("a name").to_owned())
        .collect();
    names.sort();
    names
}

async fn channels<const N: usize>(forwarding: &Forwarding, names: [&str; N]) -> [String; N] {
    let mut ids = [const { String::new() }; N];
    for (id, name) in ids.iter_mut().zip(names) {
        *id = forwarding.webhook(name, &format!("/{name}")).await.0;
    }
    ids
}

#[tokio::test]
async fn a_message_goes_where_the_rules_that_hold_say_up_to_one_that_stops() {
    let mut forwarding = Forwarding::start().await;
    let [a, b, c] = channels(&forwarding, ["a", "b", "c"]).await;
    let owner = forwarding.owner();
    add_rule(&owner, json!({"channel_ids": [a], "conditions": {"has_code": true}})).await;
    let stop = json!({"channel_ids": [b], "stop": true, "conditions": {"services": ["stripe"]}});
    add_rule(&owner, stop).await;
    add_rule(&owner, json!({"channel_ids": [c, a], "conditions": {"pattern": "code|hello"}})).await;
    for (number, (text, expected)) in [
        ("Your Stripe code is 482913", vec!["a", "b"]),
        ("Your GitHub code is 482913", vec!["a", "c"]),
        ("Hello there", vec!["a", "c"]),
        ("See you", vec![]),
    ]
    .into_iter()
    .enumerate()
    {
        let came = forwarded_to(&mut forwarding, number as u64, NUMBER, text).await;
        assert_eq!(came, expected, "{text}");
    }
}

#[tokio::test]
async fn rules_of_a_number_replace_those_of_the_team() {
    let mut forwarding = Forwarding::start().await;
    forwarding.server.receive(100, NUMBER, "the first").await;
    let [team, own] = channels(&forwarding, ["team", "own"]).await;
    let owner = forwarding.owner();
    let number = id(&owner.list("/numbers").await[0]);
    add_rule(&owner, json!({"channel_ids": [team]})).await;
    let made = add_rule(&owner, json!({"channel_ids": [own], "number_id": number})).await;
    assert_eq!(forwarded_to(&mut forwarding, 1, NUMBER, "x").await, ["own"]);
    assert_eq!(forwarded_to(&mut forwarding, 2, OTHER, "x").await, ["team"]);
    let off = Some(json!({"is_enabled": false}));
    let path = format!("/rules/{}", id(&made));
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, off).await, 200);
    assert_eq!(forwarded_to(&mut forwarding, 3, NUMBER, "x").await, ["team"]);
}

#[tokio::test]
async fn conditions_on_number_sender_and_hours_hold_together() {
    let mut forwarding = Forwarding::start().await;
    forwarding.server.receive(100, NUMBER, "the first").await;
    let [number, sender, hours, never] =
        channels(&forwarding, ["number", "sender", "hours", "never"]).await;
    let owner = forwarding.owner();
    let of_number = id(&owner.list("/numbers").await[0]);
    let all_day = json!({"days": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "until": "00:00",
        "time_zone": "Asia/Kathmandu"});
    for (channel, conditions) in [
        (&number, json!({"number_ids": [of_number]})),
        (&sender, json!({"senders": [" +14155551234 ", "Google"]})),
        (&hours, json!({"hours": all_day})),
        (&never, json!({"hours": all_day, "senders": ["Google"]})),
    ] {
        add_rule(&owner, json!({"channel_ids": [channel], "conditions": conditions})).await;
    }
    let came = forwarded_to(&mut forwarding, 1, NUMBER, "x").await;
    assert_eq!(came, ["hours", "number", "sender"]);
    let came = forwarded_to(&mut forwarding, 2, OTHER, "x").await;
    assert_eq!(came, ["hours", "sender"]);
}

#[tokio::test]
async fn a_rule_that_names_a_deleted_number_is_still_seen_and_can_be_changed_and_deleted() {
    let mut forwarding = Forwarding::start().await;
    for (id, number) in [(100, NUMBER), (101, OTHER)] {
        forwarding.server.receive(id, number, "the first").await;
    }
    let [a] = channels(&forwarding, ["a"]).await;
    let owner = forwarding.owner();
    let numbers = owner.list("/numbers").await;
    let ids: Vec<String> = numbers.iter().map(id).collect();
    let rule = json!({"channel_ids": [a], "conditions": {"number_ids": ids}});
    let path = format!("/rules/{}", id(&add_rule(&owner, rule).await));
    let gone = numbers.iter().find(|number| number["phone_number"] == OTHER).expect("a number");
    let number = format!("/numbers/{}?messages=delete", id(gone));
    assert_eq!(owner.status(Method::DELETE, &number, None).await, 204);
    assert_eq!(owner.list("/rules").await.len(), 1);
    let renamed = Some(json!({"name": "Renamed"}));
    assert_eq!(owner.status(Method::PATCH, &path, renamed).await, 200);
    assert_eq!(forwarded_to(&mut forwarding, 1, NUMBER, "x").await, ["a"]);
    assert_eq!(forwarded_to(&mut forwarding, 2, OTHER, "x").await, Vec::<String>::new());
    let owner = forwarding.owner();
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(forwarded_to(&mut forwarding, 3, NUMBER, "x").await, Vec::<String>::new());
}

#[tokio::test]
async fn the_order_of_rules_can_be_changed() {
    let mut forwarding = Forwarding::start().await;
    let [a, b] = channels(&forwarding, ["a", "b"]).await;
    let owner = forwarding.owner();
    let first = add_rule(&owner, json!({"channel_ids": [a], "stop": true})).await;
    let second = add_rule(&owner, json!({"channel_ids": [b], "stop": true})).await;
    assert_eq!(forwarded_to(&mut forwarding, 1, NUMBER, "x").await, ["a"]);
    let ids = json!([second["id"], first["id"]]);
    let owner = forwarding.owner();
    let (status, ordered) =
        owner.call(Method::PUT, "/rules/order", Some(json!({"ids": ids}))).await;
    assert_eq!(status, 200, "{ordered}");
    assert_eq!(ordered["data"][0]["id"], second["id"]);
    assert_eq!(forwarded_to(&mut forwarding, 2, NUMBER, "x").await, ["b"]);
    let owner = forwarding.owner();
    for wrong in [json!([]), json!([first["id"]]), json!([first["id"], first["id"]])] {
        let (status, refused) =
            owner.call(Method::PUT, "/rules/order", Some(json!({"ids": wrong}))).await;
        assert_eq!((status, broken_rule(&refused).0.as_str()), (422, "ids"), "{wrong}");
    }
    assert_eq!(owner.list("/rules").await[0]["id"], second["id"]);
}

#[tokio::test]
async fn a_dry_run_says_what_rules_would_have_done_and_forwards_nothing() {
    let mut forwarding = Forwarding::start().await;
    let [a, b] = channels(&forwarding, ["a", "b"]).await;
    forwarding.server.receive(1, NUMBER, "Your Stripe code is 482913").await;
    forwarding.server.receive(2, NUMBER, "Hello there").await;
    let owner = forwarding.owner();
    let kept =
        add_rule(&owner, json!({"channel_ids": [a], "conditions": {"has_code": true}})).await;
    let draft = json!({"event": "message", "name": "New", "channel_ids": [b],
        "conditions": {"pattern": "hello|stripe"}});
    let run = async |asked: Value| {
        let (status, result) = owner.call(Method::POST, "/rules/dry-run", Some(asked)).await;
        assert_eq!(status, 200, "{result}");
        result
    };
    let as_it_is = run(json!({})).await;
    assert_eq!(
        (&as_it_is["tried"], &as_it_is["matched"], &as_it_is["forwarded"]),
        (&json!(2), &json!(1), &json!(1))
    );
    let with = run(json!({"rule": draft})).await;
    assert_eq!((&with["matched"], &with["forwarded"]), (&json!(2), &json!(2)));
    assert_eq!(with["messages"][0]["channel_ids"], json!([b]));
    assert_eq!(with["messages"][1]["channel_ids"], json!([a, b]));
    assert!(!with.to_string().contains("482913"), "codes are seen in the inbox alone");
    let replaced = run(json!({"rule": draft, "replaces": kept["id"]})).await;
    assert_eq!(replaced["messages"][1]["channel_ids"], json!([b]));
    assert!(owner.list("/deliveries").await.is_empty());
    assert_eq!(owner.list("/rules").await.len(), 1);
    assert!(forwarding.receiver.waiting().is_empty());
}

#[tokio::test]
async fn what_is_wrong_with_a_rule_is_said_of_its_field_and_swallows_no_message() {
    let forwarding = Forwarding::start().await;
    let owner = forwarding.owner();
    let hours = |days: Value, zone: &str| json!({"hours": {"days": days, "from": "09:00", "until": "17:00", "time_zone": zone}});
    let nil = uuid::Uuid::nil();
    let with =
        |conditions: Value| json!({"event": "message", "name": "R", "conditions": conditions});
    for (rule, field, words) in [
        (with(json!({"pattern": "("})), "conditions.pattern", "unclosed group"),
        (with(json!({"pattern": "(a{999}){999}"})), "conditions.pattern", "too large"),
        (with(json!({"pattern": "(?=x)"})), "conditions.pattern", "look-around"),
        (with(json!({"pattern": "x".repeat(501)})), "conditions.pattern", "1 to 500"),
        (with(json!({"senders": [" "]})), "conditions.senders", "1 to 100"),
        (with(json!({"services": vec!["x"; 51]})), "conditions.services", "at most 50"),
        (with(json!({"number_ids": [nil]})), "conditions.number_ids", "names no number"),
        (
            with(json!({"notice_kinds": ["billing.issue"]})),
            "conditions.notice_kinds",
            "about notices",
        ),
        (with(hours(json!([]), "UTC")), "conditions.hours.days", "at least one day"),
        (with(hours(json!([8]), "UTC")), "conditions.hours.days", "1 (Monday)"),
        (with(hours(json!([1]), "Europe/Atlantis")), "conditions.hours.time_zone", "time zone"),
        (
            with(
                json!({"hours": {"days": [1], "from": "25:00", "until": "1:00", "time_zone": "UTC"}}),
            ),
            "conditions.hours.from",
            "HH:MM",
        ),
        (json!({"event": "message", "name": ""}), "name", "1 to 100"),
        (
            json!({"event": "message", "name": "R", "number_id": nil}),
            "number_id",
            "names no number",
        ),
        (
            json!({"event": "message", "name": "R", "channel_ids": [nil]}),
            "channel_ids",
            "not there",
        ),
        (
            json!({"event": "notice", "name": "R", "conditions": {"has_code": true}}),
            "conditions.has_code",
            "about messages",
        ),
        (json!({"event": "notice", "name": "R", "number_id": nil}), "number_id", "the team's"),
    ] {
        for path in ["/rules", "/rules/dry-run"] {
            let asked = if path == "/rules" { rule.clone() } else { json!({"rule": rule}) };
            let (refused, said) = owner.refused_field(path, asked).await;
            assert_eq!(refused, field, "{path} {rule}: {said}");
            assert!(said.contains(words), "{path} {rule}: {said}");
        }
    }
    assert!(owner.list("/rules").await.is_empty());
    // One that came past all checks, as from a newer version, is passed over.
    let made = add_rule(&owner, json!({})).await;
    let pool = forwarding.server.pool().await;
    let spoil = "UPDATE rules SET conditions = '{\"pattern\": \"(\", \"number_ids\": [], \"senders\": [], \"services\": [], \"has_code\": null, \"hours\": null, \"notice_kinds\": []}'";
    sqlx::query(spoil).execute(&pool).await.expect("spoiled");
    sqlx::query("UPDATE rules_version SET version = version + 1")
        .execute(&pool)
        .await
        .expect("told");
    forwarding.server.receive(1, NUMBER, "Your code is 482913").await;
    assert_eq!(owner.list("/messages").await.len(), 1);
    assert!(forwarding.server.log().contains(&id(&made)), "the log names the rule");
}

#[tokio::test]
async fn rules_that_a_manager_does_not_see_keep_their_places_when_they_order_the_others() {
    let forwarding = Forwarding::start().await;
    forwarding.server.receive(100, NUMBER, "the first").await;
    let manager = forwarding.server.sign_in_as(Role::Manager, "Mel").await.access_token;
    let owner = forwarding.owner();
    let number = id(&owner.list("/numbers").await[0]);
    let restricted = Some(json!({"access": "restricted"}));
    let path = format!("/numbers/{number}");
    assert_eq!(owner.status(Method::PATCH, &path, restricted).await, 200);
    let [owners, all] = channels(&forwarding, ["owners", "all"]).await;
    let first =
        add_rule(&forwarding.owner(), json!({"channel_ids": [all], "is_enabled": false})).await;
    let stop =
        json!({"channel_ids": [owners], "stop": true, "conditions": {"number_ids": [number]}});
    let hidden = add_rule(&forwarding.owner(), stop).await;
    let last = add_rule(&forwarding.owner(), json!({"channel_ids": [all]})).await;
    let order = Some(json!({"ids": [last["id"], first["id"]]}));
    let manager = forwarding.server.bearer(&json!(manager));
    assert_eq!(manager.status(Method::PUT, "/rules/order", order).await, 200);
    let ids: Vec<Value> =
        forwarding.owner().list("/rules").await.iter().map(|rule| rule["id"].clone()).collect();
    assert_eq!(ids, [last["id"].clone(), hidden["id"].clone(), first["id"].clone()]);
}

#[tokio::test]
async fn rules_of_a_number_that_do_not_count_any_more_do_not_replace_those_of_the_team() {
    let mut forwarding = Forwarding::start().await;
    forwarding.server.receive(100, NUMBER, "the first").await;
    let manager = forwarding.server.sign_in_as(Role::Manager, "Mel").await.access_token;
    let number = id(&forwarding.owner().list("/numbers").await[0]);
    let [team, own] = channels(&forwarding, ["team", "own"]).await;
    add_rule(&forwarding.owner(), json!({"channel_ids": [team]})).await;
    let manager = forwarding.server.bearer(&json!(manager));
    add_rule(&manager, json!({"channel_ids": [own], "number_id": number})).await;
    assert_eq!(forwarded_to(&mut forwarding, 1, NUMBER, "x").await, ["own"]);
    let restricted = Some(json!({"access": "restricted"}));
    let path = format!("/numbers/{number}");
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, restricted).await, 200);
    assert_eq!(forwarded_to(&mut forwarding, 2, NUMBER, "x").await, ["team"]);
}

#[tokio::test]
async fn a_restricted_number_is_forwarded_only_by_and_to_what_its_readers_set_up() {
    let mut forwarding = Forwarding::start().await;
    forwarding.server.receive(100, NUMBER, "the first").await;
    let manager = forwarding.server.sign_in_as(Role::Manager, "Mel").await.access_token;
    let number = id(&forwarding.owner().list("/numbers").await[0]);
    let path = format!("/numbers/{number}");
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, restricted).await, 200);
    let [owners] = channels(&forwarding, ["owners"]).await;
    let manager = || forwarding.server.bearer(&json!(manager));
    let settings = json!({"kind": "webhook", "url": format!("{}/theirs", forwarding.receiver.url)});
    let theirs = add_channel(&manager(), "theirs", settings, json!({})).await;
    let theirs = id(&theirs["channel"]);

    // Made by the Manager, who does not read the number.
    let by_manager = add_rule(&manager(), json!({"channel_ids": [owners, theirs]})).await;
    let of_number = json!({"event": "message", "name": "R", "number_id": number});
    assert_eq!(manager().refused_field("/rules", of_number).await.0, "number_id");
    let in_condition =
        json!({"event": "message", "name": "R", "conditions": {"number_ids": [number]}});
    assert_eq!(manager().refused_field("/rules", in_condition).await.0, "conditions.number_ids");
    let none: Vec<String> = Vec::new();
    let token = manager().access_token;
    assert_eq!(forwarded_to(&mut forwarding, 1, NUMBER, "x").await, none);
    assert_eq!(forwarded_to(&mut forwarding, 2, OTHER, "x").await, ["owners", "theirs"]);

    // Made by the Owner, who does; the Manager's channel still gets nothing of it.
    let owner = forwarding.owner();
    add_rule(
        &owner,
        json!({"channel_ids": [owners, theirs], "conditions": {"number_ids": [number]}}),
    )
    .await;
    assert_eq!(forwarded_to(&mut forwarding, 3, NUMBER, "x").await, ["owners"]);
    let manager = forwarding.server.bearer(&json!(token));
    let seen: Vec<Value> =
        manager.list("/rules").await.iter().map(|rule| rule["id"].clone()).collect();
    assert_eq!(seen, [by_manager["id"].clone()], "rules that name the number are not told of");

    // Pointing the Owner's channel elsewhere takes the number away from it.
    let moved = json!({"settings": {"kind": "webhook", "url": format!("{}/moved", forwarding.receiver.url)}});
    let path = format!("/channels/{owners}");
    assert_eq!(manager.status(Method::PATCH, &path, Some(moved)).await, 200);
    assert_eq!(forwarded_to(&mut forwarding, 4, NUMBER, "x").await, none);
}
