//! Passkeys as far as they go without a browser: who gets a challenge, and what answers none.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Member, Server, signed_in};

async fn options(member: &Member<'_>) -> (u16, Value) {
    member.call(Method::POST, "/me/passkeys/options", None).await
}

/// Well-formed, and signed by nobody.
fn bogus(challenge: &Value) -> Value {
    json!({
        "challenge_id": challenge["challenge_id"],
        "name": "Laptop",
        "credential": {
            "id": "AAAA", "rawId": "AAAA", "type": "public-key", "extensions": {},
            "response": {"attestationObject": "AAAA", "clientDataJSON": "AAAA"},
        },
    })
}

#[tokio::test]
async fn a_server_that_is_reached_by_an_address_says_what_passkeys_need() {
    signed_in!(server, member: Viewer);
    let (status, problem) = options(&member).await;
    assert_eq!(status, 409, "{problem}");
    assert!(problem["detail"].as_str().expect("text").contains("CODEBELL_PUBLIC_URL"));
}

#[tokio::test]
async fn a_challenge_is_another_each_time() {
    let server =
        Server::builder().await.set("CODEBELL_PUBLIC_URL", "http://localhost:1234").start().await;
    let member = server.sign_in(Role::Viewer).await;
    let (status, first) = options(&member).await;
    let (_, second) = options(&member).await;
    assert_eq!(status, 200, "{first}");
    let public_key = &first["options"]["publicKey"];
    assert_eq!(public_key["rp"], json!({"id": "localhost", "name": "Codebell"}));
    assert_eq!(public_key["user"]["name"], member.email);
    assert!(public_key["challenge"].as_str().expect("a challenge").len() > 20);
    assert_ne!(public_key["challenge"], second["options"]["publicKey"]["challenge"]);
}

#[tokio::test]
async fn what_no_browser_signed_adds_no_passkey() {
    let server =
        Server::builder().await.set("CODEBELL_PUBLIC_URL", "http://localhost:1234").start().await;
    let member = server.sign_in(Role::Viewer).await;
    let stranger = server.sign_in(Role::Owner).await;
    let (_, challenge) = options(&member).await;
    for (who, body) in [
        (&stranger, bogus(&challenge)),
        (&member, bogus(&challenge)),
        (&member, bogus(&challenge)),
        (&member, bogus(&json!({"challenge_id": uuid::Uuid::nil()}))),
    ] {
        let (field, detail) = who.refused_field("/me/passkeys", body).await;
        assert_eq!(field, "credential", "{detail}");
    }
    let mut nameless = bogus(&challenge);
    nameless["name"] = json!("");
    assert_eq!(member.refused_field("/me/passkeys", nameless).await.0, "name");
    assert!(member.list("/me/passkeys").await.is_empty());
    assert_eq!(member.get("/me").await["two_factor"]["passkeys"], 0);
    let path = format!("/me/passkeys/{}", uuid::Uuid::nil());
    assert_eq!(member.status(Method::DELETE, &path, None).await, 404);
    server.log_in(&member.email).await;
}

#[tokio::test]
async fn a_challenge_is_answered_once() {
    let server =
        Server::builder().await.set("CODEBELL_PUBLIC_URL", "http://localhost:1234").start().await;
    let member = server.sign_in(Role::Viewer).await;
    let (_, challenge) = options(&member).await;
    member.refused_field("/me/passkeys", bogus(&challenge)).await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM passkey_challenges")
        .fetch_one(&server.pool().await)
        .await
        .expect("a count");
    assert_eq!(left, 0);
}
