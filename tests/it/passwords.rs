//! Links for a new password, and which passwords may be chosen.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_keys::{key, status};
use crate::harness::member::{PASSWORD, broken_rule, link_token};
use crate::harness::{Server, signed_in};
use crate::second_factor::CodeApp;

const NEW: &str = "nine purple owls whisper";

async fn accept(server: &Server, token: &str, password: &str) -> (u16, Value) {
    let body = json!({"token": token, "password": password});
    let answer = server.post_json("/api/v1/password-resets/accept", body).await;
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or(Value::Null))
}

async fn look_up(server: &Server, token: &str) -> (u16, Value) {
    let answer = server.post_json("/api/v1/password-resets/lookup", json!({"token": token})).await;
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

async fn login(server: &Server, email: &str, password: &str) -> u16 {
    let body = json!({"email": email, "password": password});
    server.post_json("/api/v1/auth/login", body).await.status().as_u16()
}

#[tokio::test]
async fn a_link_sets_the_password_once_and_ends_all_sessions() {
    signed_in!(server, owner: Owner, member: Viewer);
    let path = format!("/users/{}/password-reset", member.id().await);
    let (status, made) = owner.call(Method::POST, &path, None).await;
    assert!(status == 201 && made["expires_at"].is_string(), "{made}");
    let url = made["url"].as_str().expect("a link");
    assert!(url.starts_with(&format!("{}/password-reset#token=", server.url)), "{url}");
    let token = link_token(&made);
    assert!(!server.stored_text().await.contains(&token), "only its hash is kept");
    assert_eq!(
        look_up(&server, &token).await,
        (200, json!({"email": member.email, "api_keys": 0}))
    );
    assert_eq!(member.status(Method::GET, "/me", None).await, 200, "nothing happened yet");

    assert_eq!(accept(&server, &token, NEW).await.0, 204);
    assert_eq!(member.status(Method::GET, "/me", None).await, 401);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(refreshed.status(), 401);
    assert_eq!(login(&server, &member.email, PASSWORD).await, 401);
    assert_eq!(login(&server, &member.email, NEW).await, 200);
    assert_eq!(owner.status(Method::GET, "/me", None).await, 200);
    assert_eq!(look_up(&server, &token).await.0, 404);
    assert_eq!(accept(&server, &token, "another owl entirely").await.0, 404);
}

#[tokio::test]
async fn a_new_password_takes_the_keys_of_whoever_knew_the_old_one_away() {
    signed_in!(server, owner: Owner);
    let link_for = async |id: &str| {
        let path = format!("/users/{id}/password-reset");
        link_token(&owner.call(Method::POST, &path, None).await.1)
    };
    let (_, bystander) = key(&owner, json!({"name": "Other", "scopes": ["messages:read"]})).await;
    let member = server.sign_in(Role::Viewer).await;
    let (_, first) = key(&member, json!({"name": "First", "scopes": ["messages:read"]})).await;
    let (_, second) = key(&member, json!({"name": "Second", "scopes": ["messages:read"]})).await;
    let id = member.id().await;
    let token = link_for(&id).await;
    assert_eq!(look_up(&server, &token).await.1["api_keys"], 2);
    assert_eq!(status(&first).await, 200);
    assert_eq!(accept(&server, &token, NEW).await.0, 204);
    assert_eq!((status(&first).await, status(&second).await), (401, 401));
    assert_eq!(status(&bystander).await, 200);
    let revoked = owner.list("/audit?action=api_key.revoked").await;
    let of_member = |entry: &&Value| entry["actor"]["id"] == json!(id);
    assert_eq!(revoked.iter().filter(of_member).count(), 2, "{revoked:?}");

    // Where they are to stay, they do.
    let stays = json!({"name": "Stays", "scopes": ["messages:read"]});
    let body = json!({"email": member.email, "password": NEW});
    let answer = server.post_json("/api/v1/auth/login", body).await;
    let member = crate::harness::Member::from_answer(&server, &member.email, answer).await;
    let (_, third) = key(&member, stays).await;
    let body =
        json!({"token": link_for(&id).await, "password": PASSWORD, "revoke_api_keys": false});
    assert_eq!(server.post_json("/api/v1/password-resets/accept", body).await.status(), 204);
    assert_eq!(status(&third).await, 200);

    // Who changes the password may have them go, too.
    let member = server.log_in(&member.email).await;
    let mut body = json!({"current_password": PASSWORD, "new_password": NEW});
    assert_eq!(member.status(Method::POST, "/me/password", Some(body.clone())).await, 204);
    assert_eq!(status(&third).await, 200);
    body = json!({"current_password": NEW, "new_password": PASSWORD, "revoke_api_keys": true});
    assert_eq!(member.status(Method::POST, "/me/password", Some(body)).await, 204);
    assert_eq!(status(&third).await, 401);
}

#[tokio::test]
async fn a_newer_link_replaces_the_older_and_an_expired_one_is_gone() {
    signed_in!(server, owner: Owner, member: Viewer);
    let path = format!("/users/{}/password-reset", member.id().await);
    let older = link_token(&owner.call(Method::POST, &path, None).await.1);
    let newer = link_token(&owner.call(Method::POST, &path, None).await.1);
    assert_eq!(look_up(&server, &older).await.0, 404);
    assert_eq!(accept(&server, &older, NEW).await.0, 404);
    assert_eq!(look_up(&server, &newer).await.0, 200);
    sqlx::query("UPDATE password_resets SET expires_at = now() - interval '1 second'")
        .execute(&server.pool().await)
        .await
        .expect("expired");
    assert_eq!(look_up(&server, &newer).await.0, 404);
    assert_eq!(accept(&server, &newer, NEW).await.0, 404);
    assert_eq!(member.status(Method::GET, "/me", None).await, 200);
    assert_eq!(login(&server, &member.email, PASSWORD).await, 200);
}

#[tokio::test]
async fn a_new_password_is_no_way_around_the_second_factor() {
    signed_in!(server, owner: Owner, member: Viewer);
    let (app, _) = CodeApp::set_up(&member).await;
    let path = format!("/users/{}/password-reset", member.id().await);
    let token = link_token(&owner.call(Method::POST, &path, None).await.1);
    let body = json!({"token": token, "password": NEW});
    let answer = server.post_json("/api/v1/password-resets/accept", body).await;
    assert_eq!(answer.status(), 204);
    assert!(!answer.headers().contains_key("set-cookie"), "it signs nobody in");
    let mut body = json!({"email": member.email, "password": NEW});
    let answer = server.post_json("/api/v1/auth/login", body.clone()).await;
    let problem: Value = answer.json().await.expect("JSON");
    assert_eq!(problem["type"], "urn:codebell:second-factor-required");
    body["totp"] = json!(app.code(1));
    assert_eq!(server.post_json("/api/v1/auth/login", body).await.status(), 200);
}

#[tokio::test]
async fn of_two_who_use_one_link_at_once_one_is_served() {
    signed_in!(server, owner: Owner);
    let path = format!("/users/{}/password-reset", owner.id().await);
    let token = link_token(&owner.call(Method::POST, &path, None).await.1);
    let (first, second) =
        tokio::join!(accept(&server, &token, NEW), accept(&server, &token, "another owl entirely"));
    let mut statuses = [first.0, second.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404]);
    let won = if first.0 == 204 { NEW } else { "another owl entirely" };
    assert_eq!(login(&server, &owner.email, won).await, 200);
}

#[tokio::test]
async fn a_weak_password_is_refused_with_the_reason_wherever_one_is_chosen() {
    let server = Server::start().await;
    let setup = server.setup_token.clone().expect("a setup link");
    let weak = [
        ("elevenchars", "at least 12 characters"),
        ("passwordpassword", "too easy to guess"),
        ("aaaaaaaaaaaaaaaa", "Repeats like"),
        ("bo@example.com", "too easy to guess"),
    ];
    let refused = async |path: &str, body: Value, password: &str| {
        let mut body = body;
        body["password"] = json!(password);
        let answer = server.post_json(path, body).await;
        let status = answer.status();
        let problem: Value = answer.json().await.expect("JSON");
        assert_eq!(status, 422, "{path} {password}: {problem}");
        broken_rule(&problem)
    };
    for (password, reason) in weak {
        let body = json!({"token": setup, "email": "bo@example.com", "name": "Bo"});
        let (field, detail) = refused("/api/v1/setup", body, password).await;
        assert!(field == "password" && detail.contains(reason), "{password}: {field} {detail}");
    }
    let owner = server.sign_in_as(Role::Owner, "Bo").await;
    let body = json!({"email": "cy@example.com", "role": "viewer"});
    let invitation = link_token(&owner.call(Method::POST, "/invitations", Some(body)).await.1);
    let path = format!("/users/{}/password-reset", owner.id().await);
    let reset = link_token(&owner.call(Method::POST, &path, None).await.1);
    for (password, reason) in weak {
        let is_reason = |place: &str, (field, detail): (String, String), named: &str| {
            assert_eq!(field, named, "{place} {password}");
            assert!(detail.contains(reason), "{place} {password}: {detail}");
        };
        let body = json!({"token": invitation, "name": "bo@example.com"});
        let path = "/api/v1/invitations/accept";
        is_reason("invitation", refused(path, body, password).await, "password");
        let path = "/api/v1/password-resets/accept";
        is_reason("reset", refused(path, json!({"token": reset}), password).await, "password");
        let body = json!({"email": "bo@example.com", "name": "Bo", "role": "viewer", "password": password});
        is_reason("users", owner.refused_field("/users", body).await, "password");
        let body = json!({"current_password": PASSWORD, "new_password": password});
        is_reason("own", owner.refused_field("/me/password", body).await, "new_password");
    }
    // The links outlive what was refused.
    assert_eq!(accept(&server, &reset, NEW).await.0, 204);
    let body = json!({"token": invitation, "name": "Cy", "password": NEW});
    assert_eq!(server.post_json("/api/v1/invitations/accept", body).await.status(), 201);
}

#[tokio::test]
async fn a_link_ends_when_the_password_is_changed_otherwise() {
    signed_in!(server, owner: Owner, member: Viewer);
    let path = format!("/users/{}/password-reset", member.id().await);
    let token = link_token(&owner.call(Method::POST, &path, None).await.1);
    let body = json!({"current_password": PASSWORD, "new_password": NEW});
    assert_eq!(member.status(Method::POST, "/me/password", Some(body)).await, 204);
    assert_eq!(look_up(&server, &token).await.0, 404);
}
