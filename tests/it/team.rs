//! The team's members: roles, disabling, removing, and the Owner who has to stay.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::member::{PASSWORD, broken_rule, link_token};
use crate::harness::{Member, Server, signed_in};

/// What somebody gets who signs in, without the id of the request.
async fn login(server: &Server, email: &str, password: &str) -> (u16, Value) {
    let body = json!({"email": email, "password": password});
    let answer = server.post_json("/api/v1/auth/login", body).await;
    let status = answer.status().as_u16();
    let mut problem: Value = answer.json().await.expect("JSON");
    problem["instance"] = Value::Null;
    (status, problem)
}

async fn set(owner: &Member<'_>, id: &str, update: Value) -> (u16, Value) {
    owner.call(Method::PATCH, &format!("/users/{id}"), Some(update)).await
}

#[tokio::test]
async fn another_role_counts_from_the_very_next_request_in_both_directions() {
    signed_in!(server, owner: Owner, member: Viewer);
    let id = member.id().await;
    for (role, sources, users) in [
        ("manager", 200, 403),
        ("owner", 200, 200),
        ("auditor", 403, 403),
        ("manager", 200, 403),
        ("viewer", 403, 403),
    ] {
        let (status, changed) = set(&owner, &id, json!({"role": role})).await;
        assert_eq!((status, &changed["role"]), (200, &json!(role)));
        assert_eq!(member.status(Method::GET, "/sources", None).await, sources, "{role}");
        assert_eq!(member.status(Method::GET, "/users", None).await, users, "{role}");
        assert_eq!(member.get("/me").await["user"]["role"], role);
        let log = member.status(Method::GET, "/audit", None).await;
        assert_eq!(log == 200, ["owner", "auditor"].contains(&role), "{role}: {log}");
    }
}

#[tokio::test]
async fn whoever_reads_the_log_is_told_who_is_and_was_in_the_team_and_nothing_else_of_them() {
    signed_in!(server, owner: Owner);
    let auditor = server.sign_in_as(Role::Auditor, "Ada").await;
    let gone = server.sign_in_as(Role::Manager, "Bo").await.id().await;
    assert_eq!(owner.status(Method::DELETE, &format!("/users/{gone}"), None).await, 204);
    let mut people = auditor.list("/audit/people").await;
    assert_eq!(people, owner.list("/audit/people").await);
    assert!(people[0]["removed_at"].take().is_string(), "{people:?}");
    let person = |id: &str, name: &str, email: &str, role: &str| json!({"id": id, "name": name, "email": email, "role": role, "removed_at": null});
    assert_eq!(
        people,
        [
            person(&gone, "Bo", "bo@example.com", "manager"),
            person(&auditor.id().await, "Ada", "ada@example.com", "auditor"),
            person(&owner.id().await, "Ana", "owner@example.com", "owner"),
        ]
    );
    let first = auditor.get("/audit/people?limit=1").await;
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let rest = auditor.list(&format!("/audit/people?cursor={cursor}")).await;
    assert_eq!(rest, people[1..]);
}

#[tokio::test]
async fn whoever_becomes_an_auditor_keeps_their_account_and_loses_messages_numbers_and_links() {
    signed_in!(server, owner: Owner);
    let member = server.sign_in_as(Role::Owner, "Bo").await;
    let message = server.receive(1, "+12025550100", "Your code is 482913").await;
    let key = json!({"name": "A", "scopes": ["messages:read", "audit:read"]});
    let (_, made) = member.call(Method::POST, "/api-keys", Some(key)).await;
    let program = server.bearer(&made["key"]);
    assert_eq!(program.status(Method::GET, "/messages", None).await, 200);
    let invited = json!({"email": "cy@example.com", "role": "auditor"});
    let (status, link) = member.call(Method::POST, "/invitations", Some(invited)).await;
    assert_eq!((status, &link["invitation"]["role"]), (201, &json!("auditor")), "{link}");

    let (status, changed) = set(&owner, &member.id().await, json!({"role": "auditor"})).await;
    assert_eq!((status, &changed["role"]), (200, &json!("auditor")));
    assert_eq!(changed["gains_by_numbers"], false);
    let capabilities = member.get("/me").await["capabilities"].clone();
    assert_eq!(capabilities, json!(["api-keys:write", "audit:read"]));
    for path in [format!("/messages/{message}"), "/messages/unread".to_owned()] {
        assert_eq!(member.status(Method::GET, &path, None).await, 403, "{path}");
        assert_eq!(program.status(Method::GET, &path, None).await, 403, "{path}");
    }
    assert_eq!(program.status(Method::GET, "/audit", None).await, 200);
    let look_up = json!({"token": link_token(&link)});
    let answer = server.post_json("/api/v1/invitations/lookup", look_up).await;
    assert_eq!(answer.status(), 404, "an Owner's links stop with their role");
    let name = Some(json!({"name": "Bob"}));
    assert_eq!(member.status(Method::PATCH, "/me", name).await, 200);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    let refreshed: Value = refreshed.json().await.expect("JSON");
    assert_eq!(refreshed["capabilities"], capabilities, "{refreshed}");
}

#[tokio::test]
async fn a_disabled_member_is_out_at_once_and_comes_back_with_the_same_password() {
    signed_in!(server, owner: Owner, member: Viewer);
    let id = member.id().await;
    let (status, disabled) = set(&owner, &id, json!({"disabled": true})).await;
    assert!(status == 200 && disabled["disabled_at"].is_string(), "{disabled}");
    assert_eq!(member.status(Method::GET, "/me", None).await, 401);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(refreshed.status(), 401);
    let (status, told) = login(&server, &member.email, PASSWORD).await;
    assert_eq!((status, &told), (401, &login(&server, &owner.email, "wrong password").await.1));
    let (status, enabled) = set(&owner, &id, json!({"disabled": false})).await;
    assert_eq!((status, &enabled["disabled_at"]), (200, &Value::Null));
    server.log_in(&member.email).await.get("/me").await;
    assert_eq!(member.status(Method::GET, "/me", None).await, 401, "the ended session stays so");
}

#[tokio::test]
async fn a_removed_member_is_out_and_the_trail_of_what_they_did_keeps_their_name() {
    signed_in!(server, owner: Owner);
    let member = server.sign_in_as(Role::Manager, "Bo").await;
    let id = member.id().await;
    let message = server.receive(1, "+12025550100", "Your code is 482913").await;
    let path = format!("/messages/{message}");
    assert_eq!(member.status(Method::POST, &format!("{path}/copied"), None).await, 204);
    assert_eq!(member.status(Method::POST, &format!("{path}/claim"), None).await, 200);

    assert_eq!(owner.status(Method::DELETE, &format!("/users/{id}"), None).await, 204);
    assert_eq!(member.status(Method::GET, "/me", None).await, 401);
    let refreshed = server.post_cookie("/api/v1/auth/refresh", &member.refresh_cookie).await;
    assert_eq!(refreshed.status(), 401);
    let told = login(&server, &member.email, PASSWORD).await;
    assert_eq!(told, login(&server, &owner.email, "wrong password").await);
    assert!(owner.list("/users").await.iter().all(|user| user["id"] != id.as_str()));
    assert_eq!(owner.status(Method::DELETE, &format!("/users/{id}"), None).await, 404);

    let activity = owner.get(&format!("{path}/activity")).await;
    for list in ["seen_by", "copied_by"] {
        assert_eq!(activity[list][0]["who"], json!({"kind": "user", "id": id, "name": "Bo"}));
    }
    assert_eq!(owner.get(&path).await["claimed_by"], json!({"id": id, "name": "Bo"}));

    let invited = json!({"email": member.email, "role": "viewer"});
    assert_eq!(owner.status(Method::POST, "/invitations", Some(invited)).await, 201);
}

#[tokio::test]
async fn the_last_owner_can_neither_be_demoted_nor_disabled_nor_removed() {
    signed_in!(server, owner: Owner);
    let other = server.sign_in_as(Role::Owner, "Bo").await;
    let (id, other_id) = (owner.id().await, other.id().await);
    // An Owner who can't sign in is none that counts.
    assert_eq!(set(&owner, &other_id, json!({"disabled": true})).await.0, 200);
    let path = format!("/users/{id}");
    for (method, body) in [
        (Method::PATCH, Some(json!({"role": "manager"}))),
        (Method::PATCH, Some(json!({"disabled": true}))),
        (Method::PATCH, Some(json!({"disabled": true, "role": "viewer"}))),
        (Method::DELETE, None),
    ] {
        let (status, problem) = owner.call(method.clone(), &path, body.clone()).await;
        assert_eq!(status, 409, "{method} {body:?}: {problem}");
        assert!(problem["detail"].as_str().expect("text").contains("Owner"), "{problem}");
    }
    let me = owner.get(&path).await;
    assert_eq!((&me["role"], &me["disabled_at"]), (&json!("owner"), &Value::Null));
    // What is refused as a whole changes nothing of it.
    assert_eq!(set(&owner, &id, json!({"name": "Cy", "role": "viewer"})).await.0, 409);
    assert_eq!(owner.get(&path).await["name"], "Ana");
    assert_eq!(set(&owner, &other_id, json!({"disabled": false})).await.0, 200);
    assert_eq!(set(&owner, &id, json!({"role": "viewer"})).await.0, 200);
}

#[tokio::test]
async fn of_two_owners_who_turn_on_each_other_at_once_one_stays() {
    for (method, body) in [
        (Method::PATCH, Some(json!({"role": "viewer"}))),
        (Method::PATCH, Some(json!({"disabled": true}))),
        (Method::DELETE, None),
    ] {
        let server = Server::start().await;
        let another = server.start_another_node().await;
        let first = server.sign_in_as(Role::Owner, "Ana").await;
        let second = server.sign_in_as(Role::Owner, "Bo").await;
        let elsewhere = another.bearer(&json!(second.access_token));
        let (of_first, of_second) =
            (format!("/users/{}", first.id().await), format!("/users/{}", second.id().await));
        let (one, two) = tokio::join!(
            first.status(method.clone(), &of_second, body.clone()),
            elsewhere.status(method.clone(), &of_first, body.clone()),
        );
        let done = [one, two].iter().filter(|status| (200..300).contains(*status)).count();
        assert_eq!(done, 1, "{method} {body:?}: {one} {two}");
        assert!([one, two].iter().all(|status| [200, 204, 401, 403, 409].contains(status)));
        let left = if one < 300 { &first } else { &second };
        let owners = left.list("/users").await;
        let can_sign_in = |user: &&Value| user["role"] == "owner" && user["disabled_at"].is_null();
        assert_eq!(owners.iter().filter(can_sign_in).count(), 1, "{method} {body:?}");
    }
}

#[tokio::test]
async fn an_owner_adds_a_member_who_can_sign_in_then() {
    signed_in!(server, owner: Owner);
    let new =
        json!({"email": "bo@example.com", "name": "Bo", "role": "manager", "password": PASSWORD});
    let (status, made) = owner.call(Method::POST, "/users", Some(new.clone())).await;
    assert_eq!(status, 201, "{made}");
    let expected = json!({"email": "bo@example.com", "name": "Bo", "role": "manager",
        "disabled_at": null, "last_seen_at": null, "has_second_factor": false});
    for (field, value) in expected.as_object().expect("an object") {
        assert_eq!(&made[field], value, "{field}");
    }
    let member = server.log_in("bo@example.com").await;
    let path = format!("/users/{}", made["id"].as_str().expect("an id"));
    assert!(owner.get(&path).await["last_seen_at"].is_string());
    assert_eq!(member.get("/me").await["user"]["role"], "manager");
    let mut again = new.clone();
    again["email"] = json!("BO@example.com");
    assert_eq!(owner.status(Method::POST, "/users", Some(again)).await, 409);
    for (field, value, named) in [
        ("email", json!("bo"), "email"),
        ("name", json!(" "), "name"),
        ("role", json!("admin"), "body"),
        ("owner", json!(true), "body"),
    ] {
        let mut bad = new.clone();
        bad["email"] = json!("cy@example.com");
        bad[field] = value;
        let (found, detail) = owner.refused_field("/users", bad).await;
        assert_eq!(found, named, "{field}: {detail}");
        assert!(
            named != "body" || detail.contains("admin") || detail.contains("owner"),
            "{detail}"
        );
    }
}

#[tokio::test]
async fn an_owner_ends_all_sessions_of_a_member_who_can_sign_in_again() {
    signed_in!(server, owner: Owner, member: Viewer);
    let elsewhere = server.log_in(&member.email).await;
    let path = format!("/users/{}/sessions", member.id().await);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    for ended in [&member, &elsewhere] {
        assert_eq!(ended.status(Method::GET, "/me", None).await, 401);
        let refreshed = server.post_cookie("/api/v1/auth/refresh", &ended.refresh_cookie).await;
        assert_eq!(refreshed.status(), 401);
    }
    assert_eq!(owner.status(Method::GET, "/me", None).await, 200);
    server.log_in(&member.email).await.get("/me").await;
}

#[tokio::test]
async fn a_member_who_is_not_there_is_not_found() {
    signed_in!(server, owner: Owner);
    for id in [uuid::Uuid::nil().to_string(), "nonsense".to_owned()] {
        for (method, path, body) in [
            (Method::GET, "", None),
            (Method::PATCH, "", Some(json!({"role": "viewer"}))),
            (Method::DELETE, "", None),
            (Method::POST, "/password-reset", None),
            (Method::DELETE, "/sessions", None),
            (Method::DELETE, "/second-factor", None),
        ] {
            let path = format!("/users/{id}{path}");
            assert_eq!(owner.status(method.clone(), &path, body).await, 404, "{method} {path}");
        }
    }
    let own = format!("/users/{}", owner.id().await);
    let (status, problem) =
        owner.call(Method::PATCH, &own, Some(json!({"name": "x".repeat(101)}))).await;
    assert_eq!((status, broken_rule(&problem).0.as_str()), (422, "name"));
}

#[tokio::test]
async fn the_links_of_an_owner_who_is_removed_stop_working() {
    signed_in!(server, owner: Owner);
    let other = server.sign_in_as(Role::Owner, "Bo").await;
    let invitation = json!({"email": "cy@example.com", "role": "owner"});
    let (status, made) = other.call(Method::POST, "/invitations", Some(invitation)).await;
    assert_eq!(status, 201, "{made}");
    let path = format!("/users/{}/password-reset", owner.id().await);
    let reset = other.call(Method::POST, &path, None).await.1;
    let path = format!("/users/{}", other.id().await);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    for (path, link) in [("invitations", &made), ("password-resets", &reset)] {
        let token = json!({"token": link_token(link)});
        let answer = server.post_json(&format!("/api/v1/{path}/lookup"), token).await;
        assert_eq!(answer.status(), 404, "{path}");
    }
}
