//! Invitations: links that make a member once, their end, the room in the team, and the e-mail.

use clap::ValueEnum;
use codebell::auth::{Capability, Role};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::member::{PASSWORD, link_token};
use crate::harness::{Member, Server, signed_in};

pub async fn invite(owner: &Member<'_>, email: &str, role: &str) -> Value {
    let body = json!({"email": email, "role": role});
    let (status, made) = owner.call(Method::POST, "/invitations", Some(body)).await;
    assert_eq!(status, 201, "{made}");
    made
}

pub fn path(made: &Value) -> String {
    format!("/invitations/{}", made["invitation"]["id"].as_str().expect("an id"))
}

async fn look_up(server: &Server, token: &str) -> (u16, Value) {
    let answer = server.post_json("/api/v1/invitations/lookup", json!({"token": token})).await;
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

pub async fn accept(server: &Server, token: &str) -> reqwest::Response {
    let body = json!({"token": token, "name": "Bo", "password": PASSWORD});
    server.post_json("/api/v1/invitations/accept", body).await
}

#[tokio::test]
async fn a_link_is_shown_once_and_makes_one_member_with_the_invited_role() {
    signed_in!(server, owner: Owner);
    let made = invite(&owner, "bo@example.com", "manager").await;
    let url = made["url"].as_str().expect("a link");
    assert!(url.starts_with(&format!("{}/invitation#token=", server.url)), "{url}");
    let token = link_token(&made);
    let listed = owner.list("/invitations").await;
    assert_eq!(listed, [made["invitation"].clone()]);
    let expected = json!({"email": "bo@example.com", "role": "manager", "emailed_at": null,
        "is_expired": false, "invited_by": {"id": owner.id().await, "name": "Ana"}});
    for (field, value) in expected.as_object().expect("an object") {
        assert_eq!(&listed[0][field], value, "{field}");
    }
    assert!(!json!(listed).to_string().contains(&token));
    assert!(!server.stored_text().await.contains(&token), "only its hash is kept");

    let offer = look_up(&server, &token).await;
    assert_eq!(offer, (200, json!({"email": "bo@example.com", "role": "manager"})));
    let answer = accept(&server, &token).await;
    assert_eq!(answer.status(), 201);
    let member = Member::from_answer(&server, "bo@example.com", answer).await;
    let me = member.get("/me").await;
    assert_eq!((&me["user"]["role"], &me["user"]["name"]), (&json!("manager"), &json!("Bo")));
    assert_eq!(me["user"]["email"], "bo@example.com");
    server.log_in("bo@example.com").await;

    assert_eq!(accept(&server, &token).await.status(), 404);
    assert_eq!(look_up(&server, &token).await.0, 404);
    assert!(owner.list("/invitations").await.is_empty());
}

#[tokio::test]
async fn whoever_is_invited_to_a_role_has_it_and_is_told_what_it_allows() {
    signed_in!(server, owner: Owner);
    for role in Role::value_variants() {
        let made = invite(&owner, &format!("new-{role}@example.com"), role.as_str()).await;
        let (status, offer) = look_up(&server, &link_token(&made)).await;
        assert_eq!((status, &offer["role"]), (200, &json!(role)), "{offer}");
        let answer = accept(&server, &link_token(&made)).await;
        assert_eq!(answer.status(), 201);
        let answer: Value = answer.json().await.expect("JSON");
        assert_eq!(answer["user"]["role"], json!(role));
        let has = |capability: &Capability| role.has(*capability);
        let allowed: Vec<Capability> = Capability::ALL.iter().copied().filter(has).collect();
        assert_eq!(answer["capabilities"], json!(allowed), "{role}");
    }
}

#[tokio::test]
async fn whoever_is_invited_for_a_number_reads_it_once_they_have_joined_and_no_other_restricted_one()
 {
    signed_in!(server, owner: Owner);
    let mut numbers = Vec::new();
    for (id, phone) in [(1, "+12025550100"), (2, "+12025550101"), (3, "+12025550102")] {
        server.receive(id, phone, "Your code is 482913").await;
        numbers.push(owner.list("/numbers").await[0]["id"].as_str().expect("an id").to_owned());
        let path = format!("/numbers/{}", numbers[numbers.len() - 1]);
        owner.call(Method::PATCH, &path, Some(json!({"access": "restricted"}))).await;
    }
    let body = json!({"email": "bo@example.com", "role": "viewer", "number_ids": numbers[..2]});
    let (status, made) = owner.call(Method::POST, "/invitations", Some(body)).await;
    assert_eq!(status, 201, "{made}");
    let meant = |made: &Value| -> Vec<Value> {
        let numbers = made["numbers"].as_array().expect("numbers").iter();
        numbers.map(|number| number["id"].clone()).collect()
    };
    assert_eq!(json!(meant(&made["invitation"])), json!(numbers[..2]));

    // One of them is deleted before the invited person has come.
    let gone = format!("/numbers/{}?messages=delete", numbers[1]);
    assert_eq!(owner.status(Method::DELETE, &gone, None).await, 204);
    assert_eq!(json!(meant(&owner.list("/invitations").await[0])), json!(numbers[..1]));

    let answer = accept(&server, &link_token(&made)).await;
    assert_eq!(answer.status(), 201);
    let member = Member::from_answer(&server, "bo@example.com", answer).await;
    let read: Vec<Value> =
        member.list("/numbers").await.iter().map(|number| number["id"].clone()).collect();
    assert_eq!(json!(read), json!(numbers[..1]));
    let query = format!("/audit?target_id={}&action=number_member.set", numbers[0]);
    let entry = &owner.list(&query).await[0];
    assert_eq!(
        (&entry["actor"]["name"], &entry["details"]["role"]),
        (&json!("Bo"), &json!("viewer"))
    );
}

#[tokio::test]
async fn an_invitation_names_numbers_that_are_there_for_a_role_that_gains_by_them() {
    signed_in!(server, owner: Owner);
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let number = owner.list("/numbers").await[0]["id"].clone();
    let unknown = "00000000-0000-7000-8000-000000000000";
    for (role, number_ids, said) in [
        ("viewer", json!([number, unknown]), "names no number"),
        ("viewer", json!(vec![unknown; 101]), "at most 100"),
        ("owner", json!([number]), "must be empty"),
        ("auditor", json!([number]), "must be empty"),
    ] {
        let body = json!({"email": "bo@example.com", "role": role, "number_ids": number_ids});
        let (field, rule) = owner.refused_field("/invitations", body).await;
        assert!(field == "number_ids" && rule.contains(said), "{field}: {rule}");
    }
    assert!(owner.list("/invitations").await.is_empty());
}

#[tokio::test]
async fn of_two_who_accept_one_invitation_at_once_one_is_served() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let owner = server.sign_in(Role::Owner).await;
    let token = link_token(&invite(&owner, "bo@example.com", "viewer").await);
    let (first, second) = tokio::join!(accept(&server, &token), accept(&another, &token));
    let mut statuses = [first.status().as_u16(), second.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 404]);
    assert_eq!(owner.list("/users").await.len(), 2);
}

#[tokio::test]
async fn a_link_that_is_sent_again_makes_the_old_one_useless() {
    signed_in!(server, owner: Owner);
    let made = invite(&owner, "bo@example.com", "viewer").await;
    let (status, resent) = owner.call(Method::POST, &format!("{}/resend", path(&made)), None).await;
    assert_eq!((status, &resent["invitation"]["id"]), (200, &made["invitation"]["id"]));
    let (old, new) = (link_token(&made), link_token(&resent));
    assert_eq!(look_up(&server, &old).await.0, 404);
    assert_eq!(accept(&server, &old).await.status(), 404);
    assert_eq!(accept(&server, &new).await.status(), 201);
    assert_eq!(owner.status(Method::POST, &format!("{}/resend", path(&made)), None).await, 404);
}

#[tokio::test]
async fn a_link_that_was_taken_back_is_gone_and_its_address_is_free() {
    signed_in!(server, owner: Owner);
    let made = invite(&owner, "bo@example.com", "viewer").await;
    assert_eq!(owner.status(Method::DELETE, &path(&made), None).await, 204);
    assert_eq!(look_up(&server, &link_token(&made)).await.0, 404);
    assert_eq!(accept(&server, &link_token(&made)).await.status(), 404);
    assert_eq!(owner.status(Method::DELETE, &path(&made), None).await, 404);
    let again = invite(&owner, "bo@example.com", "viewer").await;
    assert_eq!(accept(&server, &link_token(&again)).await.status(), 201);
}

#[tokio::test]
async fn a_link_that_has_expired_is_gone_until_it_is_sent_again() {
    signed_in!(server, owner: Owner);
    let made = invite(&owner, "bo@example.com", "viewer").await;
    let token = link_token(&made);
    sqlx::query("UPDATE invitations SET expires_at = now() - interval '1 second'")
        .execute(&server.pool().await)
        .await
        .expect("expired");
    assert_eq!(look_up(&server, &token).await.0, 404);
    assert_eq!(accept(&server, &token).await.status(), 404);
    assert_eq!(owner.list("/invitations").await[0]["is_expired"], true);
    assert_eq!(owner.get("/team").await["open_invitations"], 0);
    let (_, resent) = owner.call(Method::POST, &format!("{}/resend", path(&made)), None).await;
    assert_eq!(resent["invitation"]["is_expired"], false);
    assert_eq!(accept(&server, &link_token(&resent)).await.status(), 201);
}

#[tokio::test]
async fn who_is_in_or_invited_is_not_invited_again() {
    signed_in!(server, owner: Owner);
    server.sign_in(Role::Viewer).await;
    let disabled = server.sign_in(Role::Manager).await;
    let id = disabled.id().await;
    let update = Some(json!({"disabled": true}));
    assert_eq!(owner.status(Method::PATCH, &format!("/users/{id}"), update).await, 200);
    invite(&owner, "bo@example.com", "viewer").await;
    for email in [
        "viewer@example.com",
        "Viewer@Example.com",
        "manager@example.com",
        "bo@example.com",
        "BO@example.com",
    ] {
        let body = json!({"email": email, "role": "viewer"});
        let (status, problem) = owner.call(Method::POST, "/invitations", Some(body)).await;
        assert_eq!(status, 409, "{email}: {problem}");
    }
    assert_eq!(owner.list("/invitations").await.len(), 1);
    for (body, field, said) in [
        (json!({"email": "bo", "role": "viewer"}), "email", "e-mail address"),
        (json!({"email": "cy@example.com", "role": "viewer", "name": "Cy"}), "body", "`name`"),
        (json!({"email": "cy@example.com", "role": "boss"}), "body", "`boss`"),
        (json!({"email": "cy@example.com"}), "body", "`role`"),
    ] {
        let (found, detail) = owner.refused_field("/invitations", body).await;
        assert!(found == field && detail.contains(said), "{found}: {detail}");
    }
}

async fn add_by_command(server: &Server) -> (Option<i32>, String) {
    let mut command = server.command();
    command.args(["user", "add", "--email", "eve@example.com", "--name", "Eve"]);
    let output = command.args(["--role", "viewer"]).output().await.expect("it runs");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[tokio::test]
async fn a_full_team_takes_nobody_in_whichever_way_until_a_place_is_free() {
    let server = Server::builder().await.set("CODEBELL_MAX_MEMBERS", "3").start().await;
    let owner = server.sign_in(Role::Owner).await;
    let member = format!("/users/{}", server.sign_in(Role::Viewer).await.id().await);
    let new =
        |email: &str| json!({"email": email, "name": "Cy", "role": "viewer", "password": PASSWORD});
    let set = async |disabled: bool| {
        owner.status(Method::PATCH, &member, Some(json!({"disabled": disabled}))).await
    };
    let bo = invite(&owner, "bo@example.com", "viewer").await;
    let team = owner.get("/team").await;
    assert_eq!((&team["members"], &team["open_invitations"]), (&json!(2), &json!(1)));
    assert_eq!((&team["max_members"], &team["emails_invitations"]), (&json!(3), &json!(false)));
    let one_more = Some(json!({"email": "cy@example.com", "role": "viewer"}));
    let (status, problem) = owner.call(Method::POST, "/invitations", one_more.clone()).await;
    assert_eq!(status, 409);
    assert!(problem["detail"].as_str().expect("text").contains("CODEBELL_MAX_MEMBERS"));
    assert_eq!(owner.status(Method::POST, "/users", Some(new("cy@example.com"))).await, 409);
    let (code, said) = add_by_command(&server).await;
    assert!(code == Some(1) && said.contains("CODEBELL_MAX_MEMBERS"), "{said}");

    assert_eq!(owner.status(Method::DELETE, &path(&bo), None).await, 204);
    assert_eq!(add_by_command(&server).await.0, Some(0));
    assert_eq!(set(true).await, 200);
    let (first, second) = tokio::join!(
        owner.status(Method::POST, "/invitations", one_more.clone()),
        owner.status(Method::POST, "/users", Some(new("dan@example.com"))),
    );
    let mut statuses = [first, second];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "one place is for one");
    assert_eq!(set(false).await, 409);
}

#[tokio::test]
async fn an_invitation_keeps_its_place_in_a_full_team_until_it_expires() {
    let server = Server::builder().await.set("CODEBELL_MAX_MEMBERS", "2").start().await;
    let owner = server.sign_in(Role::Owner).await;
    let made = invite(&owner, "bo@example.com", "viewer").await;
    sqlx::query("UPDATE invitations SET expires_at = now() - interval '1 second'")
        .execute(&server.pool().await)
        .await
        .expect("expired");
    let other = invite(&owner, "cy@example.com", "viewer").await;
    let resend = format!("{}/resend", path(&made));
    assert_eq!(owner.status(Method::POST, &resend, None).await, 409);
    assert_eq!(accept(&server, &link_token(&other)).await.status(), 201, "its place was kept");
    assert_eq!(owner.status(Method::POST, &resend, None).await, 409);
}
