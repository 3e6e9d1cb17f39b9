//! Numbers: who sees a restricted one, who is told of whom, adding and deleting.

use clap::ValueEnum;
use codebell::auth::{Capability, Role};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::listener::Listener;
use crate::harness::{Member, Server, signed_in};

const RESTRICTED: &str = "+12025550100";
const OPEN: &str = "+12025550101";
const UNDECIDED: &str = "+12025550199";

async fn number(owner: &Member<'_>, phone_number: &str) -> String {
    let numbers = owner.list("/numbers").await;
    let found = numbers.iter().find(|number| number["phone_number"] == phone_number);
    format!("/numbers/{}", found.expect("a number")["id"].as_str().expect("an id"))
}

async fn set(owner: &Member<'_>, path: &str, update: Value) {
    let (status, answer) = owner.call(Method::PATCH, path, Some(update)).await;
    assert_eq!(status, 200, "{answer}");
}

async fn grant(owner: &Member<'_>, number: &str, user: &str, role: &str) -> u16 {
    let path = format!("{number}/members/{user}");
    owner.status(Method::PUT, &path, Some(json!({"role": role}))).await
}

async fn take(owner: &Member<'_>, number: &str, user: &str) -> u16 {
    owner.status(Method::DELETE, &format!("{number}/members/{user}"), None).await
}

/// A message to a restricted number and, after it, one to a number that is open to the team.
async fn two_numbers(server: &Server, owner: &Member<'_>) -> (String, String) {
    let message = server.receive(1, RESTRICTED, "Your code is 482913").await;
    server.receive(2, OPEN, "Your code is 482914").await;
    let restricted = number(owner, RESTRICTED).await;
    set(owner, &restricted, json!({"access": "restricted"})).await;
    set(owner, &number(owner, OPEN).await, json!({"access": "team"})).await;
    (restricted, format!("/messages/{message}"))
}

/// Whether a member sees the restricted number, in all places alike.
async fn sees(member: &Member<'_>, number: &str, message: &str) -> bool {
    let id = number.trim_start_matches("/numbers/");
    let seen = member.status(Method::GET, number, None).await == 200;
    let listed = member.list("/numbers").await.iter().any(|number| number["id"] == id);
    let codes = |messages: Vec<Value>| messages.iter().any(|found| found["code"] == "482913");
    let found = [
        listed,
        codes(member.list("/messages").await),
        codes(member.list("/messages?q=482913").await),
        codes(member.list(&format!("/messages?number_id={id}")).await),
    ];
    assert_eq!(found, [seen; 4], "{} sees {number}: {seen}", member.email);
    for (method, path) in [
        (Method::GET, message.to_owned()),
        (Method::GET, format!("{message}/activity")),
        (Method::POST, format!("{message}/copied")),
        (Method::POST, format!("{message}/claim")),
        (Method::DELETE, format!("{message}/claim")),
    ] {
        let status = member.status(method.clone(), &path, None).await;
        assert_eq!(status == 404, !seen, "{method} {path} by {}: {status}", member.email);
    }
    seen
}

#[tokio::test]
async fn a_restricted_number_is_there_for_its_members_and_owners_alone() {
    signed_in!(server, owner: Owner, manager: Manager, viewer: Viewer);
    let (number, message) = two_numbers(&server, &owner).await;
    assert!(sees(&owner, &number, &message).await);
    assert!(!sees(&manager, &number, &message).await);
    assert!(!sees(&viewer, &number, &message).await);

    let id = viewer.id().await;
    assert_eq!(grant(&owner, &number, &id, "viewer").await, 204);
    assert!(sees(&viewer, &number, &message).await);
    assert!(!sees(&manager, &number, &message).await);
    assert_eq!(viewer.get(&number).await["role"], "viewer");
    assert_eq!(owner.get(&number).await["role"], "owner");
    assert_eq!(take(&owner, &number, &id).await, 204);
    assert!(!sees(&viewer, &number, &message).await, "from the next request on");

    // On the number, a Manager of the team is what the grant says.
    assert_eq!(grant(&owner, &number, &manager.id().await, "viewer").await, 204);
    assert_eq!(manager.get(&number).await["role"], "viewer");
    set(&owner, &number, json!({"access": "team"})).await;
    assert_eq!(manager.get(&number).await["role"], "manager");
    assert!(sees(&viewer, &number, &message).await);
}

#[tokio::test]
async fn which_numbers_a_role_reads_agrees_with_what_it_may_do() {
    let server = Server::start().await;
    let owner = server.sign_in_as(Role::Owner, "Olga").await;
    let (restricted, _) = two_numbers(&server, &owner).await;
    let open = number(&owner, OPEN).await;
    let readers = "SELECT number_id::text FROM number_readers WHERE user_id = $1::text::uuid";
    let pool = server.pool().await;
    server.receive(3, UNDECIDED, "Your code is 482915").await;
    let undecided = number(&owner, UNDECIDED).await;
    let team = owner.get("/team").await;
    for (role, said) in Role::value_variants().iter().zip(team["roles"].as_array().expect("roles"))
    {
        let id = server.sign_in(*role).await.id().await;
        let reads = async |number: &str| {
            let read: Vec<String> =
                sqlx::query_scalar(readers).bind(&id).fetch_all(&pool).await.expect("numbers");
            read.iter().any(|id| number.ends_with(id))
        };
        let before = reads(&restricted).await;
        let told = ["new", "team", "restricted"]
            .map(|access| said["reads"].as_array().expect("a list").contains(&json!(access)));
        assert_eq!([reads(&undecided).await, reads(&open).await, before], told, "{said}");
        assert_eq!(said["role"], json!(role));
        assert_eq!(grant(&owner, &restricted, &id, "viewer").await, 204);
        let gains = !before && reads(&restricted).await;
        assert_eq!(gains, !said["number_role"].is_null(), "{role}");
        let reads = [reads(&restricted).await, reads(&open).await];
        assert_eq!(reads, [role.has(Capability::ReadMessages); 2], "{role}");
    }
}

#[tokio::test]
async fn a_grant_opens_a_number_that_nobody_has_decided_on_yet() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let message =
        format!("/messages/{}", server.receive(1, RESTRICTED, "482913 is your code").await);
    let number = number(&owner, RESTRICTED).await;
    assert!(!sees(&viewer, &number, &message).await);
    assert_eq!(grant(&owner, &number, &viewer.id().await, "viewer").await, 204);
    assert!(sees(&viewer, &number, &message).await);
}

#[tokio::test]
async fn who_manages_a_number_is_told_who_else_has_a_role_on_it() {
    signed_in!(server, owner: Owner);
    let managing = server.sign_in_as(Role::Viewer, "Bo").await;
    let reading = server.sign_in_as(Role::Viewer, "Cy").await;
    let stranger = server.sign_in_as(Role::Manager, "Dan").await;
    let (number, _) = two_numbers(&server, &owner).await;
    let path = format!("{number}/members");
    assert_eq!(grant(&owner, &number, &managing.id().await, "viewer").await, 204);
    assert_eq!(grant(&owner, &number, &reading.id().await, "viewer").await, 204);
    assert_eq!(managing.status(Method::GET, &path, None).await, 403);
    assert_eq!(grant(&owner, &number, &managing.id().await, "manager").await, 204);
    let expected = json!([
        {"user": {"id": managing.id().await, "name": "Bo", "email": "bo@example.com"}, "role": "manager", "reads": true},
        {"user": {"id": reading.id().await, "name": "Cy", "email": "cy@example.com"}, "role": "viewer", "reads": true},
    ]);
    assert_eq!(json!(managing.list(&path).await), expected);
    assert_eq!(json!(owner.list(&path).await), expected);
    assert_eq!(managing.get(&number).await["role"], "manager");
    assert_eq!(reading.status(Method::GET, &path, None).await, 403);
    assert_eq!(stranger.status(Method::GET, &path, None).await, 404);
    // A role that gives nothing any more is listed as such.
    let change = json!({"role": "auditor"});
    set(&owner, &format!("/users/{}", reading.id().await), change).await;
    let told: Vec<Value> = owner.list(&path).await.iter().map(|one| one["reads"].clone()).collect();
    assert_eq!(told, [true, false]);
    // Managing a number is no right to change it.
    assert_eq!(grant(&managing, &number, &stranger.id().await, "viewer").await, 403);
    assert_eq!(managing.status(Method::PATCH, &number, Some(json!({"label": "Mine"}))).await, 403);

    let nobody = Uuid::nil().to_string();
    assert_eq!(grant(&owner, &number, &nobody, "viewer").await, 404);
    assert_eq!(
        grant(&owner, &format!("/numbers/{nobody}"), &reading.id().await, "viewer").await,
        404
    );
    assert_eq!(take(&owner, &number, &stranger.id().await).await, 404);
    assert_eq!(grant(&owner, &number, &reading.id().await, "owner").await, 422);
    let user = format!("/users/{}", reading.id().await);
    assert_eq!(owner.status(Method::DELETE, &user, None).await, 204);
    assert_eq!(owner.list(&path).await.len(), 1, "who was removed is no member");
}

#[tokio::test]
async fn an_open_page_hears_a_number_only_while_its_member_has_a_grant() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let owner = server.sign_in(Role::Owner).await;
    let viewer = server.sign_in(Role::Viewer).await;
    let id = viewer.id().await;
    let (number, _) = two_numbers(&server, &owner).await;
    assert_eq!(grant(&owner, &number, &id, "viewer").await, 204);
    let mut listener = Listener::connect(&another.url, &viewer.access_token, "websocket").await;
    server.receive(3, RESTRICTED, "first").await;
    assert_eq!(listener.expect("message.received").await["data"]["body"], "first");
    assert_eq!(take(&owner, &number, &id).await, 204);
    listener.expect("access.updated").await;
    server.receive(4, RESTRICTED, "unheard").await;
    // The open number's event shows that the one before was not for this page.
    server.receive(5, OPEN, "second").await;
    assert_eq!(listener.expect("message.received").await["data"]["body"], "second");
    assert_eq!(grant(&owner, &number, &id, "viewer").await, 204);
    listener.expect("access.updated").await;
    assert_eq!(listener.expect("number.updated").await["data"]["role"], Value::Null);
    server.receive(6, RESTRICTED, "third").await;
    assert_eq!(listener.expect("message.received").await["data"]["body"], "third");
}

#[tokio::test]
async fn an_owner_adds_a_number_before_its_first_message() {
    signed_in!(server, owner: Owner, manager: Manager);
    let new =
        json!({"phone_number": "+1 (202) 555-0100", "label": " Bank ", "access": "restricted"});
    assert_eq!(manager.status(Method::POST, "/numbers", Some(new.clone())).await, 403);
    let (status, made) = owner.call(Method::POST, "/numbers", Some(new.clone())).await;
    assert_eq!(status, 201, "{made}");
    let expected = json!({"phone_number": RESTRICTED, "label": "Bank", "access": "restricted",
        "role": "owner", "last_message_at": null});
    for (field, value) in expected.as_object().expect("an object") {
        assert_eq!(&made[field], value, "{field}");
    }
    assert_eq!(owner.status(Method::POST, "/numbers", Some(new)).await, 409);
    server.receive(1, RESTRICTED, "Your code is 482913").await;
    let numbers = owner.list("/numbers").await;
    assert!(numbers.len() == 1 && numbers[0]["last_message_at"].is_string(), "{numbers:?}");
    assert!(manager.list("/messages").await.is_empty());
    for (new, field) in [
        (json!({"phone_number": " "}), "phone_number"),
        (json!({"phone_number": OPEN, "label": "x".repeat(101)}), "label"),
        (json!({"phone_number": OPEN, "label": "a\nb"}), "label"),
        (json!({"phone_number": OPEN, "access": "public"}), "body"),
        (json!({"phone_number": OPEN, "owner": "me"}), "body"),
        (json!({"label": "Bank"}), "body"),
    ] {
        assert_eq!(owner.refused_field("/numbers", new.clone()).await.0, field, "{new}");
    }
    assert_eq!(owner.list("/numbers").await.len(), 1);
}

#[tokio::test]
async fn a_number_is_deleted_with_its_messages_only_where_that_is_wanted() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let (number, message) = two_numbers(&server, &owner).await;
    assert_eq!(grant(&owner, &number, &viewer.id().await, "viewer").await, 204);
    assert_eq!(viewer.status(Method::POST, &format!("{message}/copied"), None).await, 204);
    let mut listener = Listener::connect(&server.url, &viewer.access_token, "websocket").await;
    assert_eq!(viewer.status(Method::DELETE, &number, None).await, 403);
    assert_eq!(owner.status(Method::DELETE, &number, None).await, 409);
    assert_eq!(owner.status(Method::DELETE, &format!("{number}?messages=keep"), None).await, 422);
    assert!(sees(&owner, &number, &message).await);
    assert_eq!(owner.status(Method::DELETE, &format!("{number}?messages=delete"), None).await, 204);
    while listener.next().await["event"] != "access.updated" {}
    for (path, member) in [(&number, &owner), (&message, &owner), (&number, &viewer)] {
        assert_eq!(member.status(Method::GET, path, None).await, 404, "{path}");
    }
    assert_eq!(owner.list("/messages").await.len(), 1);
    assert_eq!(owner.status(Method::DELETE, &number, None).await, 404);
    let (_, empty) =
        owner.call(Method::POST, "/numbers", Some(json!({"phone_number": RESTRICTED}))).await;
    let path = format!("/numbers/{}", empty["id"].as_str().expect("an id"));
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
}
