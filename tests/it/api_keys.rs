//! Keys for programs: how they are made, what they may do, and what they leave behind.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Member, signed_in};

const ALL_SCOPES: [&str; 7] = [
    "messages:read",
    "messages:copy",
    "messages:claim",
    "sources:read",
    "otp",
    "audit:read",
    "billing:read",
];

pub fn reading() -> Value {
    json!({"name": "A program", "scopes": ["messages:read"]})
}

/// Makes a key; what was answered, and the program that has it.
pub async fn key<'a>(maker: &Member<'a>, new: Value) -> (Value, Member<'a>) {
    let (status, made) = maker.call(Method::POST, "/api-keys", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    let program = maker.server.bearer(&made["key"]);
    (made, program)
}

pub fn path(made: &Value) -> String {
    format!("/api-keys/{}", made["api_key"]["id"].as_str().expect("an id"))
}

pub async fn number_id(member: &Member<'_>, phone_number: &str) -> String {
    let numbers = member.list("/numbers").await;
    let found = numbers.iter().find(|number| number["phone_number"] == phone_number);
    found.expect("a number")["id"].as_str().expect("an id").to_owned()
}

pub async fn status(program: &Member<'_>) -> u16 {
    program.status(Method::GET, "/messages", None).await
}

#[tokio::test]
async fn a_key_is_shown_once_and_only_its_hash_is_kept() {
    signed_in!(server, owner: Owner);
    let (made, program) = key(&owner, reading()).await;
    let text = made["key"].as_str().expect("a key");
    assert!(text.starts_with("cbk_") && text.len() >= 40, "{} characters", text.len());
    assert_eq!(made["api_key"]["prefix"], text[..12]);
    let expected = json!({"name": "A program", "scopes": ["messages:read"], "number_ids": null,
        "networks": [], "expires_at": null, "last_used_at": null, "last_used_address": null});
    for (field, value) in expected.as_object().expect("an object") {
        assert_eq!(&made["api_key"][field], value, "{field}");
    }
    assert_eq!(owner.list("/api-keys").await, [made["api_key"].clone()]);
    assert_eq!(status(&program).await, 200);
    let stored = server.stored_text().await;
    assert!(stored.contains(&text[..12]), "the search would find it");
    for form in [text.to_owned(), hex::encode(text), text[4..].to_owned()] {
        assert!(!stored.contains(&form));
    }
    assert!(!server.log().contains(text));
}

#[tokio::test]
async fn a_key_does_what_its_scopes_name_and_never_what_is_a_members_alone() {
    signed_in!(server, owner: Owner);
    let message = server.receive(1, "+12025550100", "Your code is 482913").await;
    let (_, reader) = key(&owner, reading()).await;
    assert_eq!(reader.list("/messages").await[0]["code"], "482913");
    assert_eq!(reader.list("/numbers").await.len(), 1);
    for (method, path, scope) in [
        (Method::POST, format!("/messages/{message}/copied"), "messages:copy"),
        (Method::POST, format!("/messages/{message}/claim"), "messages:claim"),
        (Method::GET, "/sources".to_owned(), "sources:read"),
        (Method::GET, "/audit".to_owned(), "audit:read"),
        (Method::GET, "/billing".to_owned(), "billing:read"),
    ] {
        let (status, problem) = reader.call(method, &path, None).await;
        assert_eq!(status, 403, "{path}");
        assert!(problem["detail"].as_str().expect("text").contains(scope), "{problem}");
    }
    let (_, all) = key(&owner, json!({"name": "All", "scopes": ALL_SCOPES})).await;
    for path in ["/sources", "/audit", "/billing"] {
        all.get(path).await;
    }
    assert_eq!(all.status(Method::POST, &format!("/messages/{message}/claim"), None).await, 200);
    let number = number_id(&owner, "+12025550100").await;
    for (method, path, body) in [
        (Method::GET, "/me".to_owned(), None),
        (Method::PATCH, "/me".to_owned(), Some(json!({"name": "Eve"}))),
        (Method::GET, "/me/sessions".to_owned(), None),
        (Method::GET, "/api-keys".to_owned(), None),
        (Method::POST, "/api-keys".to_owned(), Some(reading())),
        (Method::GET, "/users".to_owned(), None),
        (Method::GET, "/team".to_owned(), None),
        (
            Method::POST,
            "/invitations".to_owned(),
            Some(json!({"email": "a@b.example", "role": "owner"})),
        ),
        (Method::PATCH, format!("/numbers/{number}"), Some(json!({"access": "team"}))),
    ] {
        assert_eq!(all.status(method.clone(), &path, body).await, 403, "{method} {path}");
    }
}

#[tokio::test]
async fn a_key_that_would_be_worth_more_than_its_maker_or_breaks_a_rule_is_refused() {
    signed_in!(server, viewer: Viewer);
    server.receive(1, "+12025550100", "not for Viewers yet").await;
    let owner = server.sign_in(Role::Owner).await;
    let hidden = number_id(&owner, "+12025550100").await;
    let networks: Vec<String> = (0..101).map(|n| format!("192.0.2.{n}")).collect();
    for (field, value, named) in [
        ("scopes", json!(["messages:read", "sources:read"]), "scopes"),
        ("scopes", json!(["otp"]), "scopes"),
        ("scopes", json!(["api-keys:write"]), "scopes"),
        ("scopes", json!([]), "scopes"),
        ("scopes", json!(["messages:write"]), "body"),
        ("name", json!(" "), "name"),
        ("name", json!("x".repeat(101)), "name"),
        ("number_ids", json!([]), "number_ids"),
        ("number_ids", json!([hidden]), "number_ids"),
        ("networks", json!(networks), "networks"),
        ("networks", json!(["home"]), "networks"),
        ("expires_at", json!("2020-01-01T00:00:00Z"), "expires_at"),
        ("role", json!("owner"), "body"),
    ] {
        let mut new = reading();
        new[field] = value.clone();
        let (found, detail) = viewer.refused_field("/api-keys", new).await;
        assert_eq!(found, named, "{field} {value}: {detail}");
    }
    let auditor = server.sign_in(Role::Auditor).await;
    let (found, detail) = auditor.refused_field("/api-keys", reading()).await;
    let told = "You can't give messages:read to a key: the role auditor doesn't include it";
    assert_eq!((found.as_str(), detail.as_str()), ("scopes", told));
    key(&auditor, json!({"name": "The log", "scopes": ["audit:read"]})).await;
    let mut most = reading();
    most["networks"] = json!(networks[..100]);
    key(&viewer, most).await;
    let team_only = json!({"name": "A program", "scopes": ["team:write"]});
    assert_eq!(owner.refused_field("/api-keys", team_only).await.0, "scopes", "no key may");
    for _ in 1..50 {
        key(&viewer, reading()).await;
    }
    assert_eq!(viewer.status(Method::POST, "/api-keys", Some(reading())).await, 409);
    key(&owner, reading()).await;
}

#[tokio::test]
async fn what_a_key_fetches_is_in_the_trail_once_as_the_programs_doing() {
    signed_in!(server, owner: Owner);
    let first = server.receive(1, "+12025550100", "Your code is 482913").await;
    let second = server.receive(2, "+12025550100", "Your code is 482914").await;
    let (made, program) = key(&owner, reading()).await;
    let id = made["api_key"]["id"].as_str().expect("an id");
    assert_eq!(
        owner.list("/messages?unread=true").await.len(),
        2,
        "a session's list is no reading"
    );
    for _ in 0..2 {
        assert_eq!(program.list("/messages").await.len(), 2);
        program.get(&format!("/messages/{first}")).await;
    }
    for message in [&first, &second] {
        let activity = owner.get(&format!("/messages/{message}/activity")).await;
        let who = json!({"kind": "api_key", "id": id, "name": "A program (Ana)"});
        assert_eq!(activity["seen_by"].as_array().map(Vec::len), Some(1), "{activity}");
        assert_eq!((&activity["seen_by"][0]["who"], &activity["copied_by"]), (&who, &json!([])));
    }
    let entries = owner.list(&format!("/audit?action=message.read&actor_id={id}")).await;
    let mut targets: Vec<&str> =
        entries.iter().filter_map(|entry| entry["target"]["id"].as_str()).collect();
    targets.sort_unstable();
    assert_eq!(targets, [first.as_str(), second.as_str()]);
    assert_eq!(entries[0]["actor"]["kind"], "api_key");
    assert_eq!(owner.list("/messages?unread=true").await.len(), 2, "its maker read nothing");
}
