//! The first hour: what is set up, as facts, and demo data that comes and goes.

use std::collections::BTreeSet;

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_keys::number_id;
use crate::harness::forwarding::Forwarding;
use crate::harness::listener::Listener;
use crate::harness::{Member, Server, signed_in};
use crate::invitations::{invite, path};

/// A number that demo messages go to.
const DEMO: &str = "+12025550171";

/// Has demo messages made; their ids.
async fn simulate(member: &Member<'_>, count: usize) -> Vec<String> {
    let (status, made) =
        member.call(Method::POST, "/demo/messages", Some(json!({ "count": count }))).await;
    assert_eq!(status, 201, "{made}");
    let ids = made["ids"].as_array().expect("a list").iter();
    ids.map(|id| id.as_str().expect("an id").to_owned()).collect()
}

async fn remove_demo(member: &Member<'_>) {
    assert_eq!(member.status(Method::DELETE, "/demo", None).await, 204);
}

/// Posts a message to a number as `codebell simulate` does where no source is set up.
/// The ids of the next messages that a page is told to be gone.
async fn deleted(page: &mut Listener, count: usize) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for _ in 0..count {
        let heard = page.expect("message.deleted").await;
        assert!(heard["data"]["number_id"].is_string(), "{heard}");
        ids.insert(heard["data"]["id"].as_str().expect("an id").to_owned());
    }
    ids
}

async fn simulate_to(server: &Server, number: &str) {
    let output = server
        .command()
        .args(["simulate", "--provider", "generic", "--count", "1", "--to", number])
        .output()
        .await
        .expect("the command runs");
    assert!(output.status.success(), "{output:?}");
}

async fn demo_sources(member: &Member<'_>) -> Vec<Value> {
    let mut sources = member.list("/sources").await;
    sources.retain(|source| source["is_demo"] == true);
    sources
}

/// The phone numbers that a member sees.
async fn numbers(member: &Member<'_>) -> BTreeSet<String> {
    let numbers = member.list("/numbers").await;
    numbers
        .iter()
        .map(|number| number["phone_number"].as_str().expect("a text").to_owned())
        .collect()
}

async fn update(owner: &Member<'_>, phone_number: &str, change: Value) {
    let path = format!("/numbers/{}", number_id(owner, phone_number).await);
    assert_eq!(owner.status(Method::PATCH, &path, Some(change)).await, 200);
}

#[tokio::test]
async fn what_is_set_up_is_told_as_it_happens_and_demo_data_is_none_of_it() {
    signed_in!(server, owner: Owner);
    let mut expected = json!({"public_url": server.url, "is_https": false, "sources": 2,
        "has_message": false, "new_numbers": 0, "members": 1, "open_invitations": 0,
        "has_copied": false, "can_mail": false, "demo_messages": 0});
    assert_eq!(owner.get("/onboarding").await, expected);

    simulate(&owner, 3).await;
    expected["demo_messages"] = json!(3);
    assert_eq!(owner.get("/onboarding").await, expected);

    let message = server.receive(1, "+12025550100", "Your code is 482913").await;
    expected["has_message"] = json!(true);
    expected["new_numbers"] = json!(1);
    assert_eq!(owner.get("/onboarding").await, expected);

    update(&owner, "+12025550100", json!({"access": "team"})).await;
    expected["new_numbers"] = json!(0);
    assert_eq!(owner.get("/onboarding").await, expected);

    assert_eq!(owner.status(Method::POST, &format!("/messages/{message}/copied"), None).await, 204);
    expected["has_copied"] = json!(true);
    assert_eq!(owner.get("/onboarding").await, expected);

    let invitation = path(&invite(&owner, "bo@example.com", "viewer").await);
    expected["open_invitations"] = json!(1);
    assert_eq!(owner.get("/onboarding").await, expected);
    assert_eq!(owner.status(Method::DELETE, &invitation, None).await, 204);
    expected["open_invitations"] = json!(0);

    let member = server.sign_in(Role::Manager).await;
    expected["members"] = json!(2);
    assert_eq!(member.get("/onboarding").await, expected);
    let user = format!("/users/{}", member.id().await);
    let disabled = Some(json!({"disabled": true}));
    assert_eq!(owner.status(Method::PATCH, &user, disabled).await, 200);
    expected["members"] = json!(1);

    let new = json!({"provider": "generic", "name": "Modem"});
    let (_, made) = owner.call(Method::POST, "/sources", Some(new)).await;
    expected["sources"] = json!(3);
    assert_eq!(owner.get("/onboarding").await, expected);
    let source = format!("/sources/{}", made["source"]["id"].as_str().expect("an id"));
    assert_eq!(owner.status(Method::DELETE, &source, None).await, 204);
    expected["sources"] = json!(2);
    assert_eq!(owner.get("/onboarding").await, expected);

    remove_demo(&owner).await;
    expected["demo_messages"] = json!(0);
    assert_eq!(owner.get("/onboarding").await, expected);
}

#[tokio::test]
async fn an_address_for_everybody_and_a_mail_server_are_facts_too() {
    let server = Server::builder()
        .await
        .set("CODEBELL_PUBLIC_URL", "https://codes.example.com")
        .set("SMTP_URL", "smtp://127.0.0.1:1")
        .set("SMTP_FROM", "Codebell <codes@example.com>")
        .start()
        .await;
    let owner = server.sign_in(Role::Owner).await;
    let facts = owner.get("/onboarding").await;
    assert_eq!(facts["public_url"], "https://codes.example.com");
    assert_eq!((&facts["is_https"], &facts["can_mail"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn an_invitation_that_has_ended_is_not_open() {
    signed_in!(server, owner: Owner);
    invite(&owner, "bo@example.com", "viewer").await;
    sqlx::query("UPDATE invitations SET expires_at = now()")
        .execute(&server.pool().await)
        .await
        .expect("ended");
    assert_eq!(owner.get("/onboarding").await["open_invitations"], 0);
}

#[tokio::test]
async fn demo_messages_are_heard_at_once_by_the_whole_team_and_say_what_they_are() {
    signed_in!(server, manager: Manager, viewer: Viewer);
    let mut page = Listener::connect(&server.url, &viewer.access_token, "websocket").await;
    let ids = simulate(&manager, 12).await;
    let mut heard = Vec::new();
    while heard.len() < 12 {
        let next = page.next().await;
        match next["event"].as_str() {
            Some("message.received") => heard.push(next["data"].clone()),
            Some("number.updated") => assert_eq!(next["data"]["access"], "team", "{next}"),
            _ => assert_eq!(next["event"], "access.updated", "{next}"),
        }
    }
    for message in &heard {
        assert_eq!(message["source"]["is_demo"], true, "{message}");
        assert_eq!(message["source"]["name"], "Demo");
        let label = message["number"]["label"].as_str().expect("a label");
        assert!(label.starts_with("Demo: "), "{label}");
        let code = message["code"].as_str().expect("a code");
        assert!(message["body"].as_str().expect("a text").contains(code), "{message}");
    }
    let heard: BTreeSet<&str> = heard.iter().filter_map(|message| message["id"].as_str()).collect();
    assert_eq!(heard, ids.iter().map(String::as_str).collect());
    assert_eq!(numbers(&viewer).await.len(), 3, "they go to several numbers");
    assert_eq!(viewer.list("/messages").await.len(), 12);
    // Real messages say that they are real.
    server.receive(1, "+12025550100", "Your code is 482913").await;
    assert_eq!(manager.list("/messages").await[0]["source"]["is_demo"], false);
}

#[tokio::test]
async fn one_to_twenty_demo_messages_are_made_at_once() {
    signed_in!(server, owner: Owner);
    for count in [0, 21] {
        let (field, rule) = owner.refused_field("/demo/messages", json!({ "count": count })).await;
        assert_eq!(field, "count");
        assert!(rule.contains("20"), "{rule}");
    }
    assert_eq!(owner.refused_field("/demo/messages", json!({"count": -1})).await.0, "body");
    assert!(demo_sources(&owner).await.is_empty(), "nothing was made");
    assert_eq!(simulate(&owner, 20).await.len(), 20);
    let (status, made) = owner.call(Method::POST, "/demo/messages", Some(json!({}))).await;
    assert_eq!((status, made["ids"].as_array().map(Vec::len)), (201, Some(1)));
    assert_eq!(demo_sources(&owner).await.len(), 1, "all of one source");
    assert_eq!(owner.list("/messages").await.len(), 21);
}

#[tokio::test]
async fn demo_data_leaves_together_and_open_pages_are_told() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let ids = simulate(&owner, 6).await;
    let path = format!("/messages/{}", ids[0]);
    assert_eq!(viewer.status(Method::POST, &format!("{path}/copied"), None).await, 204);
    assert_eq!(viewer.status(Method::POST, &format!("{path}/claim"), None).await, 200);
    let mut page = Listener::connect(&server.url, &viewer.access_token, "websocket").await;
    remove_demo(&owner).await;
    assert_eq!(deleted(&mut page, 6).await, ids.iter().cloned().collect());
    page.expect("access.updated").await;
    for member in [&owner, &viewer] {
        assert!(member.list("/messages").await.is_empty());
        assert!(numbers(member).await.is_empty());
        assert_eq!(member.status(Method::GET, &path, None).await, 404);
    }
    assert!(demo_sources(&owner).await.is_empty());
    let entry = &owner.list("/audit?action=demo.removed").await[0];
    assert_eq!(entry["details"], json!({"messages": 6}));
    assert_eq!((&entry["actor"]["kind"], &entry["actor"]["name"]), (&json!("user"), &json!("Ana")));
    // There is nothing left to remove, and all can begin anew.
    remove_demo(&owner).await;
    assert_eq!(simulate(&owner, 3).await.len(), 3);
    assert_eq!((demo_sources(&owner).await.len(), numbers(&viewer).await.len()), (1, 3));
}

#[tokio::test]
async fn a_real_message_to_a_demo_number_stays_and_so_does_its_number() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    simulate(&owner, 3).await;
    let real = server.receive(1, DEMO, "Your code is 482913").await;
    let mut page = Listener::connect(&server.url, &viewer.access_token, "websocket").await;
    remove_demo(&owner).await;
    deleted(&mut page, 3).await;
    page.expect("access.updated").await;
    let heard = page.expect("number.updated").await;
    assert_eq!(heard["data"]["phone_number"], DEMO);
    let messages = viewer.list("/messages").await;
    assert_eq!((messages.len(), &messages[0]["id"]), (1, &json!(real)));
    assert_eq!(numbers(&viewer).await, BTreeSet::from([DEMO.to_owned()]));
    assert_eq!(owner.get("/onboarding").await["has_message"], true);
    // The page still hears the number.
    server.receive(2, DEMO, "Your code is 482914").await;
    assert_eq!(page.expect("message.received").await["data"]["code"], "482914");
}

#[tokio::test]
async fn a_number_that_somebody_decided_on_outlives_the_demo_messages_to_it() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let [untouched, labelled, opened, granted, paid] =
        ["+12025550141", "+12025550142", "+12025550143", "+12025550144", "+12025550145"];
    for number in [untouched, labelled, opened, granted, paid] {
        simulate_to(&server, number).await;
    }
    assert_eq!(demo_sources(&owner).await.len(), 1);
    // Nobody has decided on this one either, and demo messages never came to it.
    server.receive(1, "+12025550100", "Your code is 482913").await;
    update(&owner, labelled, json!({"label": "Bank"})).await;
    update(&owner, opened, json!({"access": "team"})).await;
    update(&owner, paid, json!({"cost": {"monthly_cost": "1.00", "currency": "EUR"}})).await;
    let path =
        format!("/numbers/{}/members/{}", number_id(&owner, granted).await, viewer.id().await);
    assert_eq!(owner.status(Method::PUT, &path, Some(json!({"role": "viewer"}))).await, 204);
    assert_eq!(numbers(&owner).await.len(), 6);
    remove_demo(&owner).await;
    let left = [labelled, opened, granted, paid, "+12025550100"].map(str::to_owned);
    assert_eq!(numbers(&owner).await, BTreeSet::from(left));
    assert_eq!(owner.list("/messages").await.len(), 1);
}

#[tokio::test]
async fn a_demo_source_that_was_removed_or_got_something_else_leaves_with_the_rest() {
    signed_in!(server, owner: Owner);
    simulate(&owner, 1).await;
    let source = demo_sources(&owner).await.pop().expect("a source");
    let url = source["webhook_url"].as_str().expect("an address");
    let slug = url.rsplit('/').next().expect("a slug");
    assert_eq!(server.post(slug, &[], "{}").await.status(), 401);
    let path = format!("/sources/{}", source["id"].as_str().expect("an id"));
    assert_eq!(owner.list(&format!("{path}/deliveries")).await.len(), 1);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    simulate(&owner, 1).await;
    assert_eq!(owner.get("/onboarding").await["demo_messages"], 2);
    remove_demo(&owner).await;
    assert!(owner.list("/messages").await.is_empty());
    assert_eq!(owner.get("/onboarding").await["demo_messages"], 0);
}

#[tokio::test]
async fn a_viewer_neither_makes_nor_removes_demo_data() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    simulate(&owner, 1).await;
    assert_eq!(viewer.status(Method::POST, "/demo/messages", Some(json!({}))).await, 403);
    assert_eq!(viewer.status(Method::DELETE, "/demo", None).await, 403);
    assert_eq!(viewer.status(Method::GET, "/onboarding", None).await, 403);
    assert_eq!(viewer.list("/messages").await.len(), 1);
}

#[tokio::test]
async fn simulated_messages_make_no_new_number_and_copying_them_is_no_copy() {
    signed_in!(server, owner: Owner);
    simulate_to(&server, "+12025550142").await;
    let id = simulate(&owner, 1).await.pop().expect("an id");
    assert_eq!(owner.call(Method::POST, &format!("/messages/{id}/copied"), None).await.0, 204);
    let facts = owner.get("/onboarding").await;
    assert_eq!((&facts["new_numbers"], &facts["has_copied"]), (&json!(0), &json!(false)));
}

#[tokio::test]
async fn a_number_that_was_added_by_hand_outlives_the_demo_messages_to_it() {
    signed_in!(server, owner: Owner);
    let new = json!({"phone_number": "+12025550142"});
    assert_eq!(owner.call(Method::POST, "/numbers", Some(new)).await.0, 201);
    simulate_to(&server, "+12025550142").await;
    assert_eq!(owner.call(Method::DELETE, "/demo", None).await.0, 204);
    number_id(&owner, "+12025550142").await;
}

#[tokio::test]
async fn a_simulated_message_leaves_for_no_channel_unless_it_comes_through_a_source_of_the_team() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[]).await;
    let simulate = async |more: &[&str]| {
        let arguments = ["simulate", "--count", "1", "--to", "+12025550142"];
        let output = forwarding.server.command().args(arguments).args(more).output().await;
        let output = output.expect("it runs");
        assert!(output.status.success(), "{output:?}");
    };
    simulate(&[]).await;
    assert_eq!(forwarding.owner().list("/messages").await[0]["source"]["is_demo"], true);
    simulate(&["--source", "receivesms"]).await;
    let real = &forwarding.owner().list("/messages").await[0];
    assert_eq!(real["source"]["is_demo"], false);
    // The first that the receiver gets is the second that came.
    assert_eq!(forwarding.receiver.next().await.json()["data"]["id"], real["id"]);
    let error = forwarding.server.command().args(["simulate", "--source", "none"]).output().await;
    let error = String::from_utf8(error.expect("it runs").stderr).expect("text");
    assert!(error.contains("codebell source list"), "{error}");
}
