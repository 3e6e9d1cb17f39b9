//! What ends or narrows a key: its numbers, networks and time, and what its maker may do.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_keys::{key, number_id, path, reading, status};
use crate::harness::{Server, signed_in};

#[tokio::test]
async fn a_key_of_one_number_sees_nothing_of_the_others() {
    signed_in!(server, owner: Owner);
    let ours = server.receive(1, "+12025550100", "Your code is 482913").await;
    let other = server.receive(2, "+12025550101", "Your code is 482914").await;
    let id = number_id(&owner, "+12025550100").await;
    let other_id = number_id(&owner, "+12025550101").await;
    let mut new = reading();
    new["number_ids"] = json!([id]);
    new["scopes"] = json!(["messages:read", "messages:copy"]);
    let (_, program) = key(&owner, new).await;
    let ids = async |path: &str| -> Vec<Value> {
        program.list(path).await.iter().map(|entry| entry["id"].clone()).collect()
    };
    assert_eq!(ids("/messages").await, [json!(ours)]);
    assert_eq!(ids("/messages?q=code").await, [json!(ours)]);
    assert_eq!(ids("/numbers").await, [json!(id)]);
    assert!(ids(&format!("/messages?number_id={other_id}")).await.is_empty());
    program.get(&format!("/messages/{ours}")).await;
    for (method, path) in [
        (Method::GET, format!("/messages/{other}")),
        (Method::GET, format!("/messages/{other}/activity")),
        (Method::POST, format!("/messages/{other}/copied")),
        (Method::GET, format!("/numbers/{other_id}")),
        (Method::GET, format!("/numbers/{other_id}/members")),
    ] {
        assert_eq!(program.status(method.clone(), &path, None).await, 404, "{method} {path}");
    }
}

#[tokio::test]
async fn a_key_works_from_its_networks_alone_and_tells_where_it_was_last_used() {
    let server =
        Server::builder().await.set("CODEBELL_TRUSTED_PROXIES", "127.0.0.1/32").start().await;
    let owner = server.sign_in(Role::Owner).await;
    let with = |networks: &[&str]| {
        let mut new = reading();
        new["networks"] = json!(networks);
        new
    };
    let (_, here) = key(&owner, with(&["192.0.2.0/24", "127.0.0.1"])).await;
    assert_eq!(status(&here).await, 200);
    let (_, elsewhere) = key(&owner, with(&["192.0.2.77/24"])).await;
    assert_eq!(status(&elsewhere).await, 401);
    for (address, expected) in [("192.0.3.1", 401), ("2001:db8::1", 401), ("192.0.2.8", 200)] {
        let request = server.client.get(format!("{}/api/v1/messages", server.url));
        let request = request.bearer_auth(&elsewhere.access_token);
        let answer = request.header("x-forwarded-for", address).send().await.expect("an answer");
        assert_eq!(answer.status(), expected, "{address}");
    }
    let keys = owner.list("/api-keys").await;
    assert_eq!(keys[0]["networks"], json!(["192.0.2.0/24"]));
    assert_eq!(keys[0]["last_used_address"], "192.0.2.8", "refused uses are none");
    assert_eq!(keys[1]["last_used_address"], "127.0.0.1");
    assert!(keys.iter().all(|key| key["last_used_at"].is_string()), "{keys:?}");
}

#[tokio::test]
async fn a_key_ends_when_it_expires_or_is_taken_back_and_only_its_maker_takes_it_back() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let (made, program) = key(&viewer, reading()).await;
    assert_eq!(owner.status(Method::DELETE, &path(&made), None).await, 404, "not an Owner either");
    assert!(owner.list("/api-keys").await.is_empty());
    assert_eq!(status(&program).await, 200);
    assert_eq!(viewer.status(Method::DELETE, &path(&made), None).await, 204);
    assert_eq!(status(&program).await, 401);
    assert!(viewer.list("/api-keys").await.is_empty());
    assert_eq!(viewer.status(Method::DELETE, &path(&made), None).await, 404);

    let mut new = reading();
    new["expires_at"] = json!("2999-01-01T00:00:00Z");
    let (made, program) = key(&viewer, new).await;
    assert_eq!(made["api_key"]["expires_at"], "2999-01-01T00:00:00Z");
    assert_eq!(status(&program).await, 200);
    let pool = server.pool().await;
    let expire = "UPDATE api_keys SET expires_at = now() - interval '1 second'";
    sqlx::query(expire).execute(&pool).await.expect("expired");
    assert_eq!(status(&program).await, 401);
}

#[tokio::test]
async fn a_key_is_never_worth_more_than_what_its_maker_may_do_now() {
    signed_in!(server, owner: Owner, maker: Manager);
    let message = server.receive(1, "+12025550100", "Your code is 482913").await;
    let number = format!("/numbers/{}", number_id(&owner, "+12025550100").await);
    let new = json!({"name": "A program", "scopes": ["messages:read", "sources:read"]});
    let (_, program) = key(&maker, new).await;
    let user = format!("/users/{}", maker.id().await);
    let sees = async |path: &str| program.status(Method::GET, path, None).await;
    let message = format!("/messages/{message}");
    assert_eq!((sees("/sources").await, sees(&message).await), (200, 200));

    let set = async |path: &str, update: Value| {
        assert_eq!(owner.status(Method::PATCH, path, Some(update)).await, 200, "{path}");
    };
    set(&number, json!({"access": "restricted"})).await;
    assert_eq!((sees("/sources").await, sees(&message).await), (200, 404));
    assert!(
        program.list("/messages").await.is_empty() && program.list("/numbers").await.is_empty()
    );
    set(&number, json!({"access": "team"})).await;
    set(&user, json!({"role": "viewer"})).await;
    assert_eq!((sees("/sources").await, sees(&message).await), (403, 200));
    set(&user, json!({"disabled": true})).await;
    assert_eq!((sees("/sources").await, sees(&message).await), (401, 401));
    set(&user, json!({"disabled": false, "role": "manager"})).await;
    assert_eq!((sees("/sources").await, sees(&message).await), (200, 200));
    assert_eq!(owner.status(Method::DELETE, &user, None).await, 204);
    assert_eq!(sees(&message).await, 401);
}
