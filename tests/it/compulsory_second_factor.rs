//! A team that demands a second factor: who is held up, and how they go on.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Member, Server, signed_in};
use crate::second_factor::{CodeApp, log_in_with};

const HELD_UP: &str = "urn:codebell:second-factor-setup-required";

async fn demand(owner: &Member<'_>, is_required: bool) -> (u16, Value) {
    let body = json!({"require_second_factor": is_required});
    owner.call(Method::PATCH, "/team", Some(body)).await
}

/// An Owner with a code app, in a team that demands one.
async fn demanding_owner(server: &Server) -> (Member<'_>, CodeApp) {
    let owner = server.sign_in(Role::Owner).await;
    let (app, _) = CodeApp::set_up(&owner).await;
    let (status, team) = demand(&owner, true).await;
    assert_eq!((status, &team["require_second_factor"]), (200, &json!(true)));
    (owner, app)
}

#[tokio::test]
async fn an_owner_without_a_second_factor_cannot_demand_one() {
    signed_in!(server, owner: Owner);
    let (status, problem) = demand(&owner, true).await;
    assert_eq!(status, 409, "{problem}");
    assert_eq!(owner.get("/team").await["require_second_factor"], false);
    let earlier = server.log_in(&owner.email).await;
    CodeApp::set_up(&owner).await;
    assert_eq!(demand(&earlier, true).await.0, 409, "this session has not shown it");
    assert_eq!(demand(&owner, true).await.0, 200);
    let viewer = server.sign_in(Role::Viewer).await;
    assert_eq!(demand(&viewer, false).await.0, 403);
}

#[tokio::test]
async fn who_lacks_one_is_held_up_from_the_next_request_and_goes_on_with_the_same_session() {
    signed_in!(server, viewer: Viewer);
    viewer.get("/messages").await;
    let (owner, _) = demanding_owner(&server).await;
    for (method, path) in [
        (Method::GET, "/messages"),
        (Method::GET, "/numbers"),
        (Method::POST, "/messages/read"),
        (Method::GET, "/api-keys"),
        (Method::GET, "/users"),
    ] {
        let body = (method == Method::POST).then(|| json!({"ids": []}));
        let (status, problem) = viewer.call(method, path, body).await;
        assert_eq!((status, &problem["type"]), (403, &json!(HELD_UP)), "{path}");
    }
    let me = viewer.get("/me").await;
    assert_eq!(
        (&me["capabilities"], &me["two_factor"]["setup_required"]),
        (&json!([]), &json!(true))
    );
    assert_eq!(me["two_factor"]["required"], true);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &viewer.refresh_cookie).await;
    assert_eq!(refreshed.status(), 200);
    assert_eq!(owner.status(Method::GET, "/messages", None).await, 200);

    CodeApp::set_up(&viewer).await;
    viewer.get("/messages").await;
    let me = viewer.get("/me").await;
    assert_eq!(me["two_factor"]["setup_required"], false);
    assert!(me["capabilities"].as_array().expect("a list").contains(&json!("messages:read")));
}

#[tokio::test]
async fn who_signs_in_without_one_is_held_up_until_the_demand_ends() {
    let server = Server::start().await;
    let (owner, _) = demanding_owner(&server).await;
    let viewer = server.sign_in(Role::Viewer).await;
    assert_eq!(viewer.status(Method::GET, "/messages", None).await, 403);
    assert_eq!(demand(&owner, false).await.0, 200);
    assert_eq!(viewer.status(Method::GET, "/messages", None).await, 200);
}

#[tokio::test]
async fn programs_of_who_lacks_one_are_held_up_too() {
    signed_in!(server, manager: Manager);
    let body = json!({"name": "A program", "scopes": ["messages:read"]});
    let (_, made) = manager.call(Method::POST, "/api-keys", Some(body)).await;
    let program = server.bearer(&made["key"]);
    program.get("/messages").await;
    let (owner, _) = demanding_owner(&server).await;
    let (status, problem) = program.call(Method::GET, "/messages", None).await;
    assert_eq!((status, &problem["type"]), (403, &json!(HELD_UP)));
    CodeApp::set_up(&manager).await;
    program.get("/messages").await;
    let path = format!("/users/{}/second-factor", manager.id().await);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(program.status(Method::GET, "/messages", None).await, 403);
}

#[tokio::test]
async fn the_last_second_factor_stays_while_the_team_demands_one() {
    let server = Server::start().await;
    let (owner, app) = demanding_owner(&server).await;
    let (status, problem) = owner.call(Method::POST, "/me/totp/remove", None).await;
    assert_eq!(status, 409, "{problem}");
    let two_factor = owner.get("/me").await["two_factor"].clone();
    assert_eq!(
        (&two_factor["totp"], &two_factor["recovery_codes_left"]),
        (&json!(true), &json!(10))
    );
    assert_eq!(log_in_with(&server, &owner.email, &app.code(1)).await.status(), 200);
    assert_eq!(demand(&owner, false).await.0, 200);
    assert_eq!(owner.status(Method::POST, "/me/totp/remove", None).await, 204);
}

#[tokio::test]
async fn an_owner_takes_the_second_factor_of_a_lost_phone_away() {
    signed_in!(server, owner: Owner, member: Viewer);
    let (_, codes) = CodeApp::set_up(&member).await;
    let id = member.id().await;
    assert_eq!(owner.get(&format!("/users/{id}")).await["has_second_factor"], true);
    let path = format!("/users/{id}/second-factor");
    assert_eq!(member.status(Method::DELETE, &path, None).await, 403);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(owner.get(&format!("/users/{id}")).await["has_second_factor"], false);
    let member = server.log_in(&member.email).await;
    assert_eq!(member.get("/me").await["two_factor"]["recovery_codes_left"], 0);
    CodeApp::set_up(&member).await;
    let old = log_in_with(&server, &member.email, &codes[0]).await;
    assert_eq!(old.status(), 401, "the old recovery codes are gone");
}

#[tokio::test]
async fn a_session_whose_second_factor_was_taken_away_is_held_up() {
    signed_in!(server, member: Viewer);
    CodeApp::set_up(&member).await;
    let (owner, _) = demanding_owner(&server).await;
    member.get("/messages").await;
    let path = format!("/users/{}/second-factor", member.id().await);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(member.status(Method::GET, "/messages", None).await, 403);
    assert_eq!(member.get("/me").await["two_factor"]["setup_required"], true);
}

#[tokio::test]
async fn an_owner_who_took_their_second_factor_away_cannot_demand_one() {
    signed_in!(server, owner: Owner);
    CodeApp::set_up(&owner).await;
    assert_eq!(owner.status(Method::POST, "/me/totp/remove", None).await, 204);
    assert_eq!(demand(&owner, true).await.0, 409);
}
