//! Live events, heard by the official client.

use std::time::Instant;

use codebell::auth::Role;
use reqwest::Method;
use serde_json::json;

use crate::harness::listener::Listener;
use crate::harness::provider::receivesms;
use crate::harness::{Member, Server, signed_in};

async fn set_access(owner: &Member<'_>, access: &str) {
    let number = owner.list("/numbers").await[0]["id"].as_str().expect("an id").to_owned();
    let (status, _) = owner
        .call(Method::PATCH, &format!("/numbers/{number}"), Some(json!({"access": access})))
        .await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn a_message_is_heard_as_the_api_would_give_it_over_either_transport() {
    signed_in!(server, owner: Owner);
    for (id, transport) in [(1, "websocket"), (2, "polling")] {
        let mut listener = Listener::connect(&server.url, &owner.access_token, transport).await;
        let number = format!("+1202555010{id}");
        let message = server.receive(id, &number, "Your code is 482913").await;
        listener.expect("access.updated").await;
        assert_eq!(listener.expect("number.updated").await["data"]["access"], "new");
        let heard = listener.expect("message.received").await;
        assert_eq!(heard["data"], owner.get(&format!("/messages/{message}")).await, "{transport}");
    }
}

#[tokio::test]
async fn who_connects_is_told_how_long_nothing_has_changed() {
    signed_in!(server, owner: Owner);
    let quiet_ms = async || {
        let listener = Listener::connect(&server.url, &owner.access_token, "websocket").await;
        u128::from(listener.ready["quiet_ms"].as_u64().expect("milliseconds"))
    };
    let began = Instant::now();
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let first = quiet_ms().await;
    assert!(first <= began.elapsed().as_millis(), "{first} ms after a message");
    let later = quiet_ms().await;
    assert!(later > first, "{later} ms, and nothing has changed since {first} ms");
    let began = Instant::now();
    let mut listener = Listener::connect(&server.url, &owner.access_token, "websocket").await;
    set_access(&owner, "team").await;
    listener.expect("number.updated").await;
    let changed = quiet_ms().await;
    assert!(changed <= began.elapsed().as_millis(), "{changed} ms after a number changed");
}

#[tokio::test]
async fn a_message_is_heard_at_another_node_than_it_was_posted_to() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let owner = server.sign_in(Role::Owner).await;
    let mut listener = Listener::connect(&server.url, &owner.access_token, "websocket").await;
    another.receive(1, "+12025550100", "Your code is 482913").await;
    listener.expect("access.updated").await;
    listener.expect("number.updated").await;
    assert_eq!(listener.expect("message.received").await["data"]["code"], "482913");
}

#[tokio::test]
async fn without_a_valid_token_the_connection_is_refused() {
    let server = Server::start().await;
    for token in ["wrong", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30."] {
        let mut listener = Listener::start(&server.url, token, "websocket");
        let refused = listener.expect("connect_error").await;
        assert!(refused["message"].as_str().expect("text").contains("sign in"), "{refused}");
    }
}

#[tokio::test]
async fn a_viewer_hears_a_number_only_while_it_is_open_to_the_team() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let mut listener = Listener::connect(&server.url, &viewer.access_token, "websocket").await;
    server.receive(1, "+12025550100", "unheard").await;
    set_access(&owner, "team").await;
    listener.expect("access.updated").await;
    assert_eq!(listener.expect("number.updated").await["data"]["access"], "team");
    server.receive(2, "+12025550100", "heard").await;
    assert_eq!(listener.expect("message.received").await["data"]["body"], "heard");
    set_access(&owner, "new").await;
    listener.expect("access.updated").await;
    server.receive(3, "+12025550100", "unheard again").await;
    // Another number's event shows that the one before was not for this client.
    server.receive(4, "+12025550101", "unheard too").await;
    set_access(&owner, "team").await;
    let heard = listener.next().await;
    assert_eq!(heard["event"], "access.updated", "{heard}");
}

#[tokio::test]
async fn a_claim_is_heard_by_everybody_who_sees_the_number() {
    let server = Server::start().await;
    let id = server.receive(1, "+12025550100", "Your code is 482913").await;
    let owner = server.sign_in(Role::Owner).await;
    let manager = server.sign_in(Role::Manager).await;
    let mut listener = Listener::connect(&server.url, &manager.access_token, "websocket").await;
    owner.call(Method::POST, &format!("/messages/{id}/claim"), None).await;
    let heard = listener.expect("message.claimed").await;
    assert_eq!(heard["data"]["claimed_by"]["name"], "Ana");
}

#[tokio::test]
async fn signing_out_ends_the_open_socket() {
    signed_in!(server, owner: Owner);
    let mut listener = Listener::connect(&server.url, &owner.access_token, "websocket").await;
    server.post_cookie("/api/v1/auth/logout", &owner.refresh_cookie).await;
    listener.expect("session.revoked").await;
    listener.expect("disconnect").await;
}

#[tokio::test]
async fn another_role_changes_what_an_open_socket_hears_at_once() {
    signed_in!(server, owner: Owner, member: Manager);
    server.receive(1, "+12025550100", "a new number").await;
    let id = member.get("/me").await["user"]["id"].as_str().expect("an id").to_owned();
    let mut listener = Listener::connect(&server.url, &member.access_token, "websocket").await;
    for (role, capabilities) in [("viewer", false), ("manager", true)] {
        let change = Some(json!({ "role": role }));
        assert_eq!(owner.call(Method::PATCH, &format!("/users/{id}"), change).await.0, 200);
        listener.expect("access.updated").await;
        let me = member.get("/me").await;
        let has = me["capabilities"].as_array().expect("a list").contains(&json!("sources:read"));
        assert_eq!(has, capabilities, "{me}");
    }
    // The rooms changed with the role, and each change of them was told too.
    server.receive(2, "+12025550100", "heard again").await;
    while listener.next().await["data"]["body"] != "heard again" {}
}

#[tokio::test]
async fn an_auditor_hears_nothing_of_messages_and_numbers_and_whoever_becomes_one_no_more() {
    signed_in!(server, owner: Owner, auditor: Auditor, manager: Manager);
    server.receive(1, "+12025550100", "before").await;
    set_access(&owner, "team").await;
    let number = owner.list("/numbers").await[0]["id"].as_str().expect("an id").to_owned();
    let (auditor_id, manager_id) = (auditor.id().await, manager.id().await);
    for id in [&auditor_id, &manager_id] {
        let grant = Some(json!({"role": "manager"}));
        let path = format!("/numbers/{number}/members/{id}");
        assert_eq!(owner.status(Method::PUT, &path, grant).await, 204);
    }
    let mut always = Listener::connect(&server.url, &auditor.access_token, "websocket").await;
    let mut later = Listener::connect(&server.url, &manager.access_token, "websocket").await;
    server.receive(2, "+12025550100", "heard").await;
    assert_eq!(later.expect("message.received").await["data"]["body"], "heard");

    let change = Some(json!({"role": "auditor"}));
    let path = format!("/users/{manager_id}");
    assert_eq!(owner.status(Method::PATCH, &path, change).await, 200);
    while later.next().await["event"] != "access.updated" {}
    let message = server.receive(3, "+12025550100", "unheard").await;
    let path = format!("/messages/{message}/claim");
    assert_eq!(owner.status(Method::POST, &path, None).await, 200);
    set_access(&owner, "restricted").await;
    for (id, listener) in [(auditor_id, &mut always), (manager_id, &mut later)] {
        let path = format!("/users/{id}/sessions");
        assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
        let mut heard = listener.next().await;
        // What was offered and the rooms changed at once, and each is told.
        while heard["event"] == "access.updated" {
            heard = listener.next().await;
        }
        assert_eq!(heard["event"], "session.revoked", "{heard}");
    }
}

#[tokio::test]
async fn a_disabled_member_and_an_ended_session_hear_nothing_more() {
    signed_in!(server, owner: Owner, member: Manager);
    let second = server.log_in(&member.email).await;
    let id = member.get("/me").await["user"]["id"].as_str().expect("an id").to_owned();
    let session = second.get("/me").await["session"]["id"].as_str().expect("an id").to_owned();
    let mut first = Listener::connect(&server.url, &member.access_token, "websocket").await;
    let mut other = Listener::connect(&server.url, &second.access_token, "websocket").await;
    let path = format!("/me/sessions/{session}");
    assert_eq!(member.call(Method::DELETE, &path, None).await.0, 204);
    other.expect("session.revoked").await;
    other.expect("disconnect").await;
    let disable = Some(json!({"disabled": true}));
    assert_eq!(owner.call(Method::PATCH, &format!("/users/{id}"), disable).await.0, 200);
    first.expect("session.revoked").await;
    first.expect("disconnect").await;
}

#[tokio::test]
async fn a_client_comes_back_by_itself_after_a_restart_and_hears_what_comes_then() {
    let mut server = Server::start().await;
    let token = server.sign_in(Role::Owner).await.access_token;
    let mut listener = Listener::connect(&server.url, &token, "websocket").await;
    assert!(server.stop().await.success());
    listener.expect("disconnect").await;
    let server = server.start_again().await;
    while listener.next().await["event"] != "connect" {}
    server.receive(1, "+12025550100", "Your code is 482913").await;
    listener.expect("access.updated").await;
    listener.expect("number.updated").await;
    assert_eq!(listener.expect("message.received").await["data"]["code"], "482913");
}

#[tokio::test]
async fn what_was_stored_while_the_listening_connection_was_lost_is_heard_late() {
    signed_in!(server, owner: Owner);
    server.receive(1, "+12025550100", "before").await;
    let mut listener = Listener::connect(&server.url, &owner.access_token, "websocket").await;
    server.database().take_away().await;
    server.database().give_back().await;
    let after = receivesms(2, "+12025550100", "after").to_string();
    assert_eq!(server.post_receivesms_until_served(&after).await.status(), 200);
    loop {
        let heard = listener.next().await;
        if heard["event"] == "message.received" && heard["data"]["body"] == "after" {
            break;
        }
    }
}
