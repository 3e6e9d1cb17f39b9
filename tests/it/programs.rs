//! Programs: what their keys let them hear over Socket.IO, and how they follow the messages.

use std::time::Duration;

use codebell::auth::Role;
use codebell::id::MessageId;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::listener::Listener;
use crate::harness::{Member, signed_in};

const HEARD: &str = "+12025550100";
const OTHER: &str = "+12025550101";

async fn number(owner: &Member<'_>, phone: &str) -> String {
    let numbers = owner.list("/numbers").await;
    let found = numbers.iter().find(|number| number["phone_number"] == phone);
    found.expect("the number")["id"].as_str().expect("an id").to_owned()
}

/// A key of the member; its text and its path.
async fn key(member: &Member<'_>, more: Value) -> (String, String) {
    let mut new = json!({"name": "Robot", "scopes": ["messages:read"]});
    let fields = more.as_object().expect("fields").clone();
    new.as_object_mut().expect("fields").extend(fields);
    let (status, made) = member.call(Method::POST, "/api-keys", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    let id = made["api_key"]["id"].as_str().expect("an id");
    (made["key"].as_str().expect("a key").to_owned(), format!("/api-keys/{id}"))
}

#[tokio::test]
async fn a_key_hears_the_messages_of_its_numbers_which_counts_as_read_by_it() {
    signed_in!(server, owner: Owner);
    for (id, phone) in [(1, HEARD), (2, OTHER)] {
        server.receive(id, phone, "Your code is 482913").await;
    }
    let only = number(&owner, HEARD).await;
    let (key, _) = key(&owner, json!({"number_ids": [only]})).await;
    let mut program = Listener::connect(&server.url, &key, "websocket").await;
    server.receive(3, OTHER, "Your code is 111111").await;
    let message = server.receive(4, HEARD, "Your code is 222222").await;
    let heard = program.expect("message.received").await;
    assert_eq!(heard["data"]["code"], "222222", "nothing of the other number");

    let seen = async || {
        let activity = owner.get(&format!("/messages/{message}/activity")).await;
        activity["seen_by"].as_array().expect("a list").clone()
    };
    let noted = async {
        while seen().await.is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), noted).await.expect("it is written down");
    assert_eq!(seen().await[0]["who"]["kind"], "api_key");
    assert_eq!(owner.get(&format!("/messages/{message}")).await["read"], false, "not by its maker");
}

#[tokio::test]
async fn a_key_hears_nothing_once_it_is_revoked_or_its_maker_is_out() {
    signed_in!(server, owner: Owner);
    server.receive(1, HEARD, "Your code is 482913").await;
    let path = format!("/numbers/{}", number(&owner, HEARD).await);
    owner.call(Method::PATCH, &path, Some(json!({"access": "team"}))).await;
    let (revoked, revocation) = key(&owner, json!({})).await;
    let mut program = Listener::connect(&server.url, &revoked, "websocket").await;
    assert_eq!(owner.status(Method::DELETE, &revocation, None).await, 204);
    program.expect("session.revoked").await;
    program.expect("disconnect").await;

    for (name, way) in [("Bo", "disable"), ("Cy", "remove")] {
        let maker = server.sign_in_as(Role::Viewer, name).await;
        let (of_maker, _) = key(&maker, json!({})).await;
        let mut program = Listener::connect(&server.url, &of_maker, "websocket").await;
        let path = format!("/users/{}", maker.id().await);
        let status = match way {
            "disable" => owner.status(Method::PATCH, &path, Some(json!({"disabled": true}))).await,
            _ => owner.status(Method::DELETE, &path, None).await,
        };
        assert!(status < 300, "{way}: {status}");
        program.expect("session.revoked").await;
        program.expect("disconnect").await;
    }
}

#[tokio::test]
async fn a_key_is_let_in_from_its_networks_only_and_hears_nothing_without_the_scope() {
    signed_in!(server, owner: Owner);
    let (elsewhere, _) = key(&owner, json!({"networks": ["203.0.113.0/24"]})).await;
    let mut refused = Listener::start(&server.url, &elsewhere, "websocket");
    refused.expect("connect_error").await;

    server.receive(1, HEARD, "Your code is 482913").await;
    let (silent, _) = key(&owner, json!({"scopes": ["otp"]})).await;
    let (reading, _) = key(&owner, json!({})).await;
    let mut deaf = Listener::connect(&server.url, &silent, "websocket").await;
    let mut program = Listener::connect(&server.url, &reading, "websocket").await;
    server.receive(2, HEARD, "Your code is 111111").await;
    program.expect("message.received").await;
    // What ends it is the first that it hears.
    for key in owner.list("/api-keys").await {
        let path = format!("/api-keys/{}", key["id"].as_str().expect("an id"));
        owner.status(Method::DELETE, &path, None).await;
    }
    deaf.expect("session.revoked").await;
}

/// Codes of an answer, and where the program goes on.
async fn follow(program: &Member<'_>, after: &str, more: &str) -> (Vec<String>, String) {
    let page = program.get(&format!("/messages?after={after}{more}")).await;
    let codes = page["data"].as_array().expect("messages").iter();
    let codes = codes.map(|message| message["code"].as_str().expect("a code").to_owned());
    (codes.collect(), page["next_cursor"].as_str().expect("a cursor").to_owned())
}

#[tokio::test]
async fn who_follows_the_messages_is_told_each_once_in_its_order() {
    signed_in!(server, owner: Owner);
    let (key, _) = key(&owner, json!({})).await;
    let program = server.bearer(&json!(key));
    let (none, start) = follow(&program, &Uuid::nil().to_string(), "").await;
    assert!(none.is_empty());
    let mut ids = Vec::new();
    for code in 0..5_u64 {
        let text = format!("Your code is 48291{code}");
        ids.push(server.receive(code + 1, HEARD, &text).await);
    }
    let (first, next) = follow(&program, &start, "&limit=3").await;
    assert_eq!(first, ["482910", "482911", "482912"]);
    let (second, end) = follow(&program, &next, "&limit=3").await;
    assert_eq!(second, ["482913", "482914"]);
    assert!(follow(&program, &end, "").await.0.is_empty());
    assert_eq!(follow(&program, &ids[2], "").await.0, ["482913", "482914"]);
    server.receive(6, OTHER, "Your code is 777777").await;
    assert_eq!(follow(&program, &end, "").await.0, ["777777"]);
    let filtered = format!("&number_id={}", number(&owner, HEARD).await);
    assert!(follow(&program, &end, &filtered).await.0.is_empty());
}

#[tokio::test]
async fn who_begins_with_messages_of_long_ago_is_told_all_of_them_page_by_page() {
    signed_in!(server, owner: Owner);
    let (key, _) = key(&owner, json!({})).await;
    let program = server.bearer(&json!(key));
    server.receive(1, HEARD, "Your code is 482910").await;
    let insert = "INSERT INTO messages
                  SELECT (jsonb_populate_record(m, jsonb_build_object(
                      'id', $1::text, 'dedupe_key', $1::text, 'code', $2::text))).*
                  FROM messages AS m LIMIT 1";
    let pool = server.pool().await;
    for code in 0..5_u128 {
        let id = Uuid::from_u128((1_700_000_000_000 << 80) + code).to_string();
        let insert = sqlx::query(insert).bind(id).bind(format!("10000{code}"));
        insert.execute(&pool).await.expect("an old one");
    }
    let mut told = Vec::new();
    let mut after = Uuid::nil().to_string();
    for _ in 0..4 {
        let (codes, next) = follow(&program, &after, "&limit=2").await;
        told.extend(codes);
        after = next;
    }
    assert_eq!(told, ["100000", "100001", "100002", "100003", "100004", "482910"]);
}

#[tokio::test]
async fn a_message_whose_commit_came_late_is_told_all_the_same() {
    signed_in!(server, owner: Owner);
    let (key, _) = key(&owner, json!({})).await;
    let program = server.bearer(&json!(key));
    let early = server.receive(1, HEARD, "Your code is 482910").await;
    server.receive(2, HEARD, "Your code is 482911").await;
    let (_, told) = follow(&program, &Uuid::nil().to_string(), "").await;
    // Its id is older than what was told: another node had received it first and committed it last.
    let late =
        MessageId::from(Uuid::from_u128(early.parse::<Uuid>().expect("an id").as_u128() - 1));
    let insert = "INSERT INTO messages
                  SELECT (jsonb_populate_record(m, jsonb_build_object(
                      'id', $1::text, 'dedupe_key', 'late', 'code', '999999'))).*
                  FROM messages AS m LIMIT 1";
    let pool = server.pool().await;
    sqlx::query(insert).bind(late.to_string()).execute(&pool).await.expect("a late one");
    let (codes, next) = follow(&program, &told, "").await;
    assert_eq!(codes, ["999999"]);
    assert!(follow(&program, &next, "").await.0.is_empty());
    assert_eq!(follow(&program, &early, "").await.0, ["482911"], "what stood there was known");
}

#[tokio::test]
async fn a_position_that_is_none_is_refused() {
    signed_in!(server, owner: Owner);
    for (query, field) in [("after=now", "after"), ("after=&cursor=x", "cursor")] {
        let (status, problem) = owner.call(Method::GET, &format!("/messages?{query}"), None).await;
        assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!(field)), "{problem}");
    }
}
