//! Reading messages: who sees which, searching, paging, marks and claims.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::provider::receivesms;
use crate::harness::{Member, Server, signed_in};

async fn open_all_numbers(owner: &Member<'_>) {
    for number in owner.list("/numbers").await {
        let path = format!("/numbers/{}", number["id"].as_str().expect("an id"));
        let (status, _) = owner.call(Method::PATCH, &path, Some(json!({"access": "team"}))).await;
        assert_eq!(status, 200);
    }
}

fn codes(messages: &[Value]) -> Vec<&str> {
    messages.iter().filter_map(|message| message["code"].as_str()).collect()
}

#[tokio::test]
async fn a_message_has_all_that_the_contract_promises() {
    signed_in!(server, owner: Owner);
    server.receive(42, "+12025550100", "Your Acme Bank code is 482913. Valid for 5 minutes.").await;
    let messages = owner.list("/messages").await;
    let [message] = &messages[..] else { panic!("one message") };
    let expected = json!({
        "sender": "+14155551234", "body": "Your Acme Bank code is 482913. Valid for 5 minutes.",
        "code": "482913", "code_span": {"start": 23, "end": 29}, "service": "Acme Bank", "code_expires_at": "2026-03-01T15:35:00Z",
        "expiry_stated": true, "domain": null, "link": null, "received_at": "2026-03-01T15:30:00Z",
        "read": false, "claimed_by": null, "claimed_at": null,
    });
    for (field, value) in expected.as_object().expect("an object") {
        assert_eq!(&message[field], value, "{field}");
    }
    assert_eq!(message["number"]["phone_number"], "+12025550100");
    assert_eq!(message["source"]["provider"], "receivesms");
    assert!(message["confidence"].as_f64().expect("a number") > 0.5);
    let path = format!("/messages/{}", message["id"].as_str().expect("an id"));
    assert_eq!(&owner.get(&path).await, message);
}

/// Columns of a message that are for the server alone, and those that the API names otherwise.
const INTERNAL: [&str; 3] = ["dedupe_key", "search_text", "code_missed"];
const NAMED_OTHERWISE: [(&str, &str); 6] = [
    ("code_start", "code_span"),
    ("code_end", "code_span"),
    ("source_id", "source"),
    ("number_id", "number"),
    ("payment_amount", "payment"),
    ("payment_merchant", "payment"),
];

#[tokio::test]
async fn every_column_of_a_message_is_filled_and_what_is_not_for_the_server_alone_is_in_the_api() {
    signed_in!(server, owner: Owner);
    let paid = "Use OTP 918273 to authorise your payment of EUR 4210.00 at SHOP 24.";
    let bound =
        "482913 is your code, valid for 5 minutes. https://shop.example/1\n\n@shop.example #482913";
    for (id, text) in [(1, paid), (2, bound)] {
        let id = server.receive(id, "+12025550100", text).await;
        let path = format!("/messages/{id}/claim");
        assert_eq!(owner.status(Method::POST, &path, None).await, 200);
    }
    let messages = owner.list("/messages").await;
    let rows: Vec<Value> = sqlx::query_scalar("SELECT to_jsonb(messages) FROM messages")
        .fetch_all(&server.pool().await)
        .await
        .expect("rows");
    let is_in = |all: &[Value], field: &str| {
        all.iter().any(|one| one.get(field).is_some_and(|value| !value.is_null()))
    };
    for column in rows[0].as_object().expect("a row").keys() {
        assert!(is_in(&rows, column), "{column} is never filled");
        let named = NAMED_OTHERWISE.iter().find(|(name, _)| name == column);
        let field = named.map_or(column.as_str(), |(_, field)| *field);
        let is_internal = INTERNAL.contains(&column.as_str());
        assert_ne!(is_in(&messages, field), is_internal, "{column} in the API");
    }
}

#[tokio::test]
async fn a_viewer_sees_a_number_only_once_an_owner_opened_it_and_else_it_does_not_exist() {
    let server = Server::start().await;
    let id = server.receive(1, "+12025550100", "Your code is 482913").await;
    let owner = server.sign_in(Role::Owner).await;
    let manager = server.sign_in(Role::Manager).await;
    let viewer = server.sign_in(Role::Viewer).await;
    assert_eq!(codes(&manager.list("/messages").await), ["482913"]);
    assert_eq!(manager.list("/numbers").await[0]["access"], "new");
    assert!(viewer.list("/messages").await.is_empty() && viewer.list("/numbers").await.is_empty());
    for (method, path) in [
        (Method::GET, format!("/messages/{id}")),
        (Method::POST, format!("/messages/{id}/copied")),
        (Method::POST, format!("/messages/{id}/claim")),
        (Method::DELETE, format!("/messages/{id}/claim")),
        (Method::GET, format!("/messages/{}", uuid::Uuid::nil())),
    ] {
        assert_eq!(viewer.call(method.clone(), &path, None).await.0, 404, "{method} {path}");
    }
    open_all_numbers(&owner).await;
    assert_eq!(codes(&viewer.list("/messages").await), ["482913"]);
    assert_eq!(viewer.list("/numbers").await[0]["access"], "team");
}

#[tokio::test]
async fn messages_are_found_by_sender_number_date_text_and_code() {
    let server = Server::start().await;
    for (id, to, from, text, received_at) in [
        (1, "+12025550100", "Acme", "Your Acme code is 111111", "2026-03-01T10:00:00Z"),
        (2, "+12025550101", "+14155551234", "100% off_today", "2026-03-02T10:00:00Z"),
        (3, "+12025550101", "Globex", "[Globex] code 333333", "2026-03-03T10:00:00Z"),
    ] {
        let mut body = receivesms(id, to, text);
        body["data"]["from"] = from.into();
        body["data"]["receivedAt"] = received_at.into();
        assert_eq!(server.post_receivesms(&body.to_string()).await.status(), 200);
    }
    let owner = server.sign_in(Role::Owner).await;
    let number = owner.list("/messages?sender=Globex").await[0]["number"]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    for (query, found) in [
        (String::new(), vec!["3", "2", "1"]),
        ("sender=acm".to_owned(), vec!["1"]),
        ("sender=4155".to_owned(), vec!["2"]),
        (format!("number_id={number}"), vec!["3", "2"]),
        ("since=2026-03-02T10:00:00Z".to_owned(), vec!["3", "2"]),
        ("until=2026-03-02T10:00:00Z".to_owned(), vec!["1"]),
        ("since=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z".to_owned(), vec!["2"]),
        ("q=GLOBEX".to_owned(), vec!["3"]),
        ("q=0100".to_owned(), vec!["1"]),
        ("q=100%25+off_".to_owned(), vec!["2"]),
        ("q=1_0".to_owned(), vec![]),
        ("service=globex".to_owned(), vec!["3"]),
        ("has_code=false".to_owned(), vec!["2"]),
        ("has_code=true&sender=Acme".to_owned(), vec!["1"]),
    ] {
        let messages = owner.list(&format!("/messages?{query}")).await;
        let ids: Vec<String> = messages
            .iter()
            .map(|message| message["received_at"].as_str().expect("a time")[9..10].to_owned())
            .collect();
        assert_eq!(ids, found, "{query}");
    }
}

#[tokio::test]
async fn pages_hold_every_message_once_also_while_new_ones_come() {
    let server = Server::start().await;
    for id in 0..7 {
        server.receive(id, "+12025550100", "x").await;
    }
    let owner = server.sign_in(Role::Owner).await;
    let mut seen = Vec::new();
    let mut path = "/messages?limit=3".to_owned();
    loop {
        let page = owner.get(&path).await;
        seen.extend(
            page["data"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|message| message["id"].to_string()),
        );
        server.receive(100 + seen.len() as u64, "+12025550100", "late").await;
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/messages?limit=3&cursor={cursor}");
    }
    assert_eq!(seen.len(), 7);
    assert!(seen.is_sorted_by(|a, b| a > b), "the latest first, none twice");
}

#[tokio::test]
async fn a_wrong_parameter_is_refused_by_its_name() {
    signed_in!(server, owner: Owner);
    for (query, name) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("cursor=x", "cursor"),
        (&format!("q={}", "x".repeat(201)), "q"),
        ("q=%00", "q"),
    ] {
        let (status, problem) = owner.call(Method::GET, &format!("/messages?{query}"), None).await;
        assert_eq!(
            (status, &problem["errors"][0]["field"]),
            (422, &name.into()),
            "{query}: {problem}"
        );
    }
    for query in ["number_id=1", "since=yesterday", "has_code=2", "limit=many"] {
        let (status, problem) = owner.call(Method::GET, &format!("/messages?{query}"), None).await;
        assert_eq!(status, 422, "{query}: {problem}");
    }
    assert_eq!(owner.call(Method::GET, "/messages/nonsense", None).await.0, 404);
}

#[tokio::test]
async fn reading_and_copying_are_remembered_for_the_one_who_did_it() {
    signed_in!(server, owner: Owner, manager: Manager);
    let first = server.receive(1, "+12025550100", "Your code is 482913").await;
    let second = server.receive(2, "+12025550100", "Your code is 482914").await;
    assert_eq!(owner.call(Method::POST, &format!("/messages/{first}/copied"), None).await.0, 204);
    let ids = json!({"ids": [second, uuid::Uuid::nil()]});
    assert_eq!(owner.call(Method::POST, "/messages/read", Some(ids)).await.0, 204);
    assert_eq!(owner.list("/messages?unread=true").await.len(), 0);
    assert_eq!(manager.list("/messages?unread=true").await.len(), 2);
    let copies: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM message_copies JOIN users ON users.id = user_id WHERE role = 'owner'",
    )
    .fetch_one(&server.pool().await)
    .await
    .expect("a count");
    assert_eq!(copies, 1);
    let many = json!({"ids": vec![uuid::Uuid::nil(); 201]});
    assert_eq!(owner.call(Method::POST, "/messages/read", Some(many)).await.0, 422);
}

#[tokio::test]
async fn a_claim_can_be_taken_over_and_let_go() {
    let server = Server::start().await;
    let id = server.receive(1, "+12025550100", "Your code is 482913").await;
    let owner = server.sign_in(Role::Owner).await;
    let manager = server.sign_in(Role::Manager).await;
    let path = format!("/messages/{id}/claim");
    let (_, first) = owner.call(Method::POST, &path, None).await;
    let (_, second) = manager.call(Method::POST, &path, None).await;
    assert!(first["claimed_by"]["id"].is_string() && first["claimed_at"].is_string(), "{first}");
    assert_ne!(first["claimed_by"]["id"], second["claimed_by"]["id"]);
    let (_, free) = owner.call(Method::DELETE, &path, None).await;
    assert_eq!((&free["claimed_by"], &free["claimed_at"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_selection_is_exported_as_far_as_it_is_seen_counts_as_read_and_is_in_the_log() {
    signed_in!(server, owner: Owner, manager: Manager);
    let seen = server.receive(1, "+12025550100", "=SUM(1) \"Acme\", your code is 482913").await;
    let closed = server.receive(2, "+12025550101", "Your code is 771204").await;
    let number = owner.get(&format!("/messages/{closed}")).await["number"]["id"].clone();
    let path = format!("/numbers/{}", number.as_str().expect("an id"));
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.call(Method::PATCH, &path, restricted).await.0, 200);

    let ids = json!({"ids": [seen, closed]});
    let answer = manager.request(Method::POST, "/messages/export", Some(ids)).await;
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let disposition = "attachment; filename=\"codebell-messages.csv\"";
    assert_eq!(answer.headers()["content-disposition"], disposition);
    let file = answer.text().await.expect("a file");
    let lines: Vec<&str> = file.lines().collect();
    let [head, line] = lines[..] else { panic!("a head and one message: {file}") };
    assert_eq!(head, "received_at,phone_number,label,sender,service,code,body,source,id");
    assert!(line.contains("+12025550100,") && line.contains(",482913,"), "{line}");
    assert!(line.contains("\"'=SUM(1) \"\"Acme\"\", your code is 482913\""), "no formula: {line}");
    assert_eq!(manager.get("/messages/unread").await["total"], 0);

    let logged: Vec<Value> = owner.list("/audit?action=message.exported").await;
    let [entry] = &logged[..] else { panic!("one entry: {logged:?}") };
    assert_eq!(entry["target"]["id"], json!(seen));
    assert_eq!(entry["actor"]["id"], json!(manager.id().await));
}
