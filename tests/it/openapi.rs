//! The description of the API is true, and the page's types are made from it.

use codebell::app;
use serde_json::Value;

use crate::harness::Server;

/// What may be asked without a token, each for its reason.
const PUBLIC: [&str; 9] = [
    "get /setup",               // the page has to know what to show
    "post /setup",              // needs the setup link
    "post /auth/login",         // needs the password
    "post /auth/refresh",       // needs the refresh cookie
    "post /auth/logout",        // ends the session of a cookie, if there is one
    "post /invitations/lookup", // these four need a link
    "post /invitations/accept",
    "post /password-resets/lookup",
    "post /password-resets/accept",
];

pub fn document() -> Value {
    serde_json::to_value(app::openapi()).expect("JSON")
}

pub fn operations(document: &Value) -> Vec<(String, String)> {
    let paths = document["paths"].as_object().expect("paths");
    let mut all = Vec::new();
    for (path, item) in paths {
        for method in ["get", "post", "put", "patch", "delete"] {
            if item.get(method).is_some() {
                all.push((method.to_owned(), path.clone()));
            }
        }
    }
    all
}

/// An address of a path, at which nothing is.
pub fn nowhere(path: &str) -> String {
    let nil = uuid::Uuid::nil().to_string();
    let names = ["{id}", "{user_id}", "{source_id}", "{number_id}"];
    names.iter().fold(path.to_owned(), |path, name| path.replace(name, &nil))
}

#[test]
fn the_pages_types_are_made_from_the_current_document() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/web/src/api/openapi.json");
    let committed: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the document")).expect("JSON");
    assert!(committed == document(), "web/src/api/openapi.json is stale; run: make openapi");
}

#[test]
fn every_operation_has_an_id_of_its_own_and_a_summary() {
    let document = document();
    let mut ids = std::collections::BTreeSet::new();
    for (method, path) in operations(&document) {
        let operation = &document["paths"][&path][&method];
        let id = operation["operationId"].as_str().expect("an id").to_owned();
        assert!(ids.insert(id.clone()), "{id} twice");
        assert!(operation["summary"].is_string(), "{method} {path}");
    }
}

#[test]
fn every_operation_names_the_problems_that_follow_from_what_it_takes() {
    let document = document();
    for (method, path) in operations(&document) {
        let operation = &document["paths"][&path][&method];
        let has_body = operation.get("requestBody").is_some();
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let has_query = parameters.clone().any(|parameter| parameter["in"] == "query");
        let is_public = operation["security"] == serde_json::json!([{}]);
        assert!(is_public || operation["security"][0]["bearer"].is_array(), "{method} {path}");
        for (status, is_due) in [
            ("400", has_body),
            ("401", !is_public),
            ("403", !is_public),
            ("404", path.contains('{')),
            ("413", has_body),
            ("415", has_body),
            ("422", has_body || has_query),
            ("503", true),
        ] {
            let is_named = operation["responses"].get(status).is_some();
            assert!(is_named || !is_due, "{method} {path} does not name {status}");
            let is_of_bodies = ["400", "413", "415"].contains(&status);
            assert!(is_due || !is_of_bodies || !is_named, "{method} {path} has no body: {status}");
        }
    }
}

#[test]
fn every_answer_of_every_operation_says_in_words_what_it_is() {
    let document = document();
    for (method, path) in operations(&document) {
        let responses = document["paths"][&path][&method]["responses"].as_object();
        for (status, response) in responses.expect("responses") {
            let context = format!("{method} {path}: {status}");
            let response = match response["$ref"].as_str() {
                Some(name) => document.pointer(name.trim_start_matches('#')).expect("a response"),
                None => response,
            };
            let description = response["description"].as_str().unwrap_or_default();
            assert!(description.trim().len() > 3, "{context}: {response}");
            let is_problem = status.starts_with(['4', '5']);
            let said = response["content"].get("application/problem+json");
            assert_eq!(said.is_some(), is_problem, "{context}: {response}");
        }
    }
}

#[test]
fn every_live_event_is_in_its_document_and_says_what_it_carries() {
    let document = document();
    let events = document["components"]["schemas"]["LiveEvents"]["properties"].as_object();
    let events = events.expect("events");
    assert!(events.contains_key("message.received") && !events.contains_key("delivery.queued"));
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/api.md");
    let table = std::fs::read_to_string(table).expect("docs/api.md");
    for (name, carried) in events {
        assert!(table.contains(&format!("`{name}`")), "docs/api.md does not name {name}");
        if let Some(schema) = carried["$ref"].as_str() {
            let pointer = schema.trim_start_matches('#');
            assert!(document.pointer(pointer).is_some(), "{name} carries {schema}");
        }
    }
}

#[tokio::test]
async fn nothing_is_answered_without_a_token_but_what_is_listed_as_public() {
    let server = Server::start().await;
    let document = document();
    for (method, path) in operations(&document) {
        let operation = format!("{method} {path}");
        let is_declared_public =
            document["paths"][&path][&method]["security"] == serde_json::json!([{}]);
        assert_eq!(is_declared_public, PUBLIC.contains(&operation.as_str()), "{operation}");
        if is_declared_public {
            continue;
        }
        let url = format!("{}/api/v1{}", server.url, nowhere(&path));
        let method = method.to_uppercase().parse().expect("a method");
        let answer = server
            .client
            .request(method, url)
            .json(&serde_json::json!({}))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), 401, "{operation}");
    }
}

#[tokio::test]
async fn the_document_and_its_reader_come_from_the_server_itself() {
    let server = Server::start().await;
    let served: Value = server.get("/api/openapi.json").await.json().await.expect("JSON");
    assert!(served == document());
    let reader = server.get("/api/docs/").await;
    assert_eq!(reader.status(), 200);
    let html = reader.text().await.expect("a page");
    assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
}

#[tokio::test]
async fn answers_tell_browsers_what_the_page_may_never_do() {
    let server = Server::start().await;
    for path in ["/", "/api/v1/setup", "/api/docs/", "/nothing.js"] {
        let answer = server.get(path).await;
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().expect("text");
        assert!(
            policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self';"),
            "{policy}"
        );
        assert_eq!(policy.contains("unsafe-inline"), path == "/api/docs/", "{policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
    }
    assert_eq!(server.get("/api/v1/setup").await.headers()["cache-control"], "no-store");
}
