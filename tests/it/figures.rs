//! Figures of the last days: what came to numbers and from sources, what became of deliveries, who
//! uses what.

use chrono::TimeDelta;
use codebell::clock::Clock;
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_keys::{key, number_id};
use crate::harness::forwarding::Forwarding;
use crate::harness::provider::receivesms;
use crate::harness::receiver::status;
use crate::harness::{Member, Server, signed_in};

const BANK: &str = "+12025550100";
const SHOP: &str = "+12025550101";
const CODE: &str = "Your Acme code is 482913.";

/// A message that was received so many days ago.
async fn receive(server: &Server, id: u64, to: &str, text: &str, days_ago: i64) {
    let mut body = receivesms(id, to, text);
    body["data"]["receivedAt"] =
        json!((Clock::system().now() - TimeDelta::days(days_ago)).to_rfc3339());
    assert_eq!(server.post_receivesms(&body.to_string()).await.status(), 200);
}

async fn restrict(owner: &Member<'_>, number: &str) {
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.status(Method::PATCH, &format!("/numbers/{number}"), restricted).await, 200);
}

/// The entry whose field has this value.
fn of<'a>(figures: &'a [Value], field: &str, value: &str) -> &'a Value {
    let found = figures.iter().find(|one| one[field] == value);
    found.unwrap_or_else(|| panic!("{value} in {figures:?}"))
}

#[tokio::test]
async fn messages_are_counted_by_number_and_day_for_those_who_see_the_number() {
    signed_in!(server, owner: Owner, manager: Manager);
    receive(&server, 1, BANK, CODE, 0).await;
    receive(&server, 2, BANK, "See you at noon", 0).await;
    receive(&server, 3, BANK, CODE, 1).await;
    receive(&server, 4, BANK, CODE, 3).await;
    receive(&server, 5, SHOP, CODE, 0).await;
    let (bank, shop) = (number_id(&owner, BANK).await, number_id(&owner, SHOP).await);
    restrict(&owner, &shop).await;

    let figures = owner.list("/numbers/figures?days=3").await;
    let found = of(&figures, "number_id", &bank);
    assert_eq!((&found["messages"], &found["codes"]), (&json!(3), &json!(2)));
    assert_eq!(found["codes_missed"], 0);
    assert_eq!(found["daily"], json!([0, 1, 2]));
    assert_eq!(of(&figures, "number_id", &shop)["messages"], 1);

    let figures = manager.list("/numbers/figures").await;
    let [only] = &figures[..] else { panic!("one number: {figures:?}") };
    assert_eq!((&only["number_id"], &only["messages"]), (&json!(bank), &json!(4)));
    assert_eq!(only["daily"].as_array().expect("days").len(), 30);

    let scopes = json!({"name": "A", "scopes": ["messages:read"], "number_ids": [shop]});
    let (_, program) = key(&owner, scopes).await;
    let figures = program.list("/numbers/figures").await;
    let [only] = &figures[..] else { panic!("one number: {figures:?}") };
    assert_eq!(only["number_id"], json!(shop));

    for days in ["0", "91"] {
        let asked = format!("/numbers/figures?days={days}");
        assert_eq!(owner.status(Method::GET, &asked, None).await, 422, "{days}");
    }
}

#[tokio::test]
async fn a_source_is_counted_with_what_it_was_refused_and_without_what_the_caller_does_not_see() {
    signed_in!(server, owner: Owner, manager: Manager);
    receive(&server, 1, BANK, CODE, 0).await;
    receive(&server, 2, SHOP, CODE, 0).await;
    let shop = number_id(&owner, SHOP).await;
    let forged = server.post("receivesms", &[("x-webhook-signature", "sha256=00")], "{}").await;
    assert_eq!(forged.status(), 401);
    let sources = owner.list("/sources").await;
    let source = of(&sources, "provider", "receivesms")["id"].as_str().expect("an id").to_owned();

    let figures = owner.list("/sources/figures?days=2").await;
    let found = of(&figures, "source_id", &source);
    assert_eq!((&found["messages"], &found["refused"]), (&json!(2), &json!(1)));
    assert_eq!(found["daily"], json!([0, 2]));
    assert_eq!(found["daily_refused"], json!([0, 1]));

    restrict(&owner, &shop).await;
    let figures = manager.list("/sources/figures?days=2").await;
    assert_eq!(of(&figures, "source_id", &source)["messages"], 1);
}

#[tokio::test]
async fn deliveries_are_counted_by_day_and_result_without_tests_and_foreign_numbers() {
    let mut forwarding = Forwarding::start().await;
    let channel = forwarding.forward_all(&[]).await;
    forwarding.server.receive(1, BANK, CODE).await;
    forwarding.heard("delivered").await;
    forwarding.receiver.answer_next([status(403)]);
    forwarding.server.receive(2, BANK, CODE).await;
    forwarding.heard("failed").await;
    let owner = forwarding.owner();
    owner.status(Method::POST, &format!("/channels/{channel}/test"), None).await;

    let figures = owner.list("/deliveries/figures").await;
    let [today] = &figures[..] else { panic!("one day: {figures:?}") };
    assert_eq!(today["day"], json!(Clock::system().now().date_naive()));
    let counts = (&today["delivered"], &today["failed"], &today["waiting"]);
    assert_eq!(counts, (&json!(1), &json!(1), &json!(0)));
    assert!(today["median_ms"].as_f64().expect("a time") > 0.0);

    let manager = forwarding.server.sign_in(codebell::auth::Role::Manager).await;
    restrict(&owner, &number_id(&owner, BANK).await).await;
    assert!(manager.list("/deliveries/figures").await.is_empty());
}

#[tokio::test]
async fn an_owner_sees_who_copied_and_viewed_how_much_at_which_number() {
    signed_in!(server, owner: Owner, manager: Manager);
    let ids = [
        server.receive(1, BANK, CODE).await,
        server.receive(2, BANK, CODE).await,
        server.receive(3, SHOP, CODE).await,
    ];
    for id in [&ids[0], &ids[0], &ids[2]] {
        let path = format!("/messages/{id}/copied");
        assert_eq!(manager.status(Method::POST, &path, None).await, 204);
    }
    let read = Some(json!({"ids": [ids[1]]}));
    assert_eq!(owner.status(Method::POST, "/messages/read", read).await, 204);
    let (_, program) = key(&owner, json!({"name": "Bot", "scopes": ["messages:read"]})).await;
    program.list("/messages").await;

    let usage = owner.list("/team/usage").await;
    let found = |who: &str, number: &str| {
        let one = usage
            .iter()
            .find(|one| one["who"]["id"] == who && one["number"]["phone_number"] == number);
        one.map(|one| (one["copied"].clone(), one["seen"].clone()))
    };
    let (manager_id, owner_id) = (manager.id().await, owner.id().await);
    assert_eq!(found(&manager_id, BANK), Some((json!(1), json!(1))), "each message once");
    assert_eq!(found(&manager_id, SHOP), Some((json!(1), json!(1))));
    assert_eq!(found(&owner_id, BANK), Some((json!(0), json!(1))));
    assert_eq!(found(&owner_id, SHOP), None);
    let bot = usage.iter().find(|one| one["who"]["kind"] == "api_key").expect("the program");
    assert_eq!(bot["who"]["name"], "Bot (Ana)");
    assert_eq!(usage[0]["copied"], 1, "those who copied most first");
    assert_eq!(manager.status(Method::GET, "/team/usage", None).await, 403);
}
