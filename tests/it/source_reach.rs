//! Sources that feed restricted numbers: what a Manager who does not read them can't do with them.

use codebell::db::MIGRATOR;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::migrate::Migrator;

use crate::harness::cluster::TestDatabase;
use crate::harness::forwarding::id;
use crate::harness::provider::hmac_sha256_hex;
use crate::harness::source::{add, patch, path, post_example, secret, slug};
use crate::harness::{Member, Server, signed_in};

const NUMBER: &str = "+12025550100";
const OPEN: &str = "+12025550101";

/// Has a source of the generic provider take a body; the id of its message, where it became one.
async fn post(server: &Server, made: &Value, secret: &str, body: Value) -> Option<String> {
    let body = body.to_string();
    let signature = hmac_sha256_hex(secret, &[body.as_bytes()]);
    let answer = server.post(&slug(made), &[("x-signature", &signature)], body).await;
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.expect("JSON");
    answer["message_id"].as_str().map(str::to_owned)
}

fn message(id: u64, to: &Value) -> Value {
    json!({"id": id, "from": "Bank", "to": to, "other": OPEN, "text": "Your code is 482913"})
}

async fn restrict(owner: &Member<'_>, phone_number: &str) -> String {
    let numbers = owner.list("/numbers").await;
    let found = numbers.iter().find(|number| number["phone_number"] == phone_number);
    let number = id(found.expect("a number"));
    let restricted = Some(json!({"access": "restricted"}));
    let path = format!("/numbers/{number}");
    assert_eq!(owner.status(Method::PATCH, &path, restricted).await, 200);
    number
}

async fn grant(owner: &Member<'_>, number: &str, member: &Member<'_>) {
    let path = format!("/numbers/{number}/members/{}", member.id().await);
    let role = Some(json!({"role": "viewer"}));
    assert_eq!(owner.status(Method::PUT, &path, role).await, 204);
}

#[tokio::test]
async fn a_manager_turns_no_message_of_a_restricted_number_to_where_they_read_it() {
    signed_in!(server, owner: Owner, manager: Manager);
    let made = add(&manager, json!({"provider": "generic", "name": "Modem"})).await;
    let (source, key) = (path(&made), secret(&made));
    post(&server, &made, &key, message(1, &json!(NUMBER))).await;
    let number = restrict(&owner, NUMBER).await;

    let places = |field: &str, place: &str| {
        let mut fields = json!({"from": "/from", "to": "/to", "text": "/text", "id": "/id",
            "received_at": "/received_at"});
        fields[field] = json!(place);
        json!({"fields": fields})
    };
    // With this one each text would be written into the source's log as the name of an event.
    let mut as_event = places("to", "/to");
    as_event["fields"]["event"] = json!({"pointer": "/text", "message": "none"});
    let scheme = json!({"scheme": {"header": "X-Other"}});
    let attacks = [
        (Method::PATCH, "", Some(places("to", "/other"))),
        (Method::PATCH, "", Some(places("to", "/nowhere"))),
        (Method::PATCH, "", Some(as_event)),
        (Method::PATCH, "", Some(json!({"default_number": OPEN}))),
        (Method::PATCH, "", Some(json!({"name": OPEN}))),
        (Method::PATCH, "", Some(json!({"tolerance_seconds": 60}))),
        (Method::PATCH, "", Some(scheme)),
        (Method::POST, "/rotate", Some(json!({"secret": "known"}))),
        (Method::POST, "/example", None),
        (Method::DELETE, "", None),
    ];
    for (at, (method, below, body)) in attacks.into_iter().enumerate() {
        let attack = format!("{method} {below} {body:?}");
        let (status, refused) = manager.call(method, &format!("{source}{below}"), body).await;
        let next = message(10 + at as u64, &json!(NUMBER));
        let came = post(&server, &made, &key, next).await;
        let (found, deliveries) =
            (manager.list("/messages").await, manager.list(&format!("{source}/deliveries")).await);
        assert!(found.is_empty() && deliveries.is_empty(), "{attack}: {found:?} {deliveries:?}");
        assert!(came.is_some(), "{attack}: the message came");
        assert_eq!(status, 403, "{attack}: {refused}");
        assert!(refused["detail"].as_str().is_some_and(|text| text.contains("ask an Owner")));
    }

    grant(&owner, &number, &manager).await;
    let change = json!({"default_number": OPEN});
    assert_eq!(patch(&manager, &source, change).await.0, 200, "who reads it may");
    let unlimited = add(&manager, json!({"provider": "generic", "name": "Other"})).await;
    let path = format!("/numbers/{number}/members/{}", manager.id().await);
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    let change = json!({"default_number": NUMBER});
    assert_eq!(patch(&manager, &crate::harness::source::path(&unlimited), change).await.0, 200);
    assert_eq!(patch(&owner, &source, json!({"name": "Rack"})).await.0, 200, "an Owner may");
}

#[tokio::test]
async fn what_a_removed_source_was_posted_does_not_come_to_who_takes_its_address() {
    signed_in!(server, owner: Owner, manager: Manager);
    let new = json!({"provider": "generic", "name": "Modem", "slug": "modem", "secret": "known"});
    let made = add(&manager, new.clone()).await;
    post(&server, &made, "known", message(1, &json!(NUMBER))).await;
    restrict(&owner, NUMBER).await;
    assert_eq!(owner.status(Method::DELETE, &path(&made), None).await, 204);
    let mut again = new;
    again["default_number"] = json!(OPEN);
    again["fields"] = json!({"to": "/nowhere"});
    let (status, refused) = manager.call(Method::POST, "/sources", Some(again.clone())).await;
    assert_eq!(status, 403, "{refused}");
    add(&owner, again).await;
}

#[tokio::test]
async fn a_message_whose_recipient_can_not_be_read_stays_on_a_new_number_of_its_source() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let with_default = json!({"provider": "generic", "name": "Modem", "default_number": OPEN});
    let with_default = add(&owner, with_default).await;
    // A source whose name is a number does not put messages there.
    let without = add(&owner, json!({"provider": "generic", "name": OPEN})).await;
    let open = Some(json!({"phone_number": OPEN, "access": "team"}));
    assert_eq!(owner.status(Method::POST, "/numbers", open).await, 201);

    let mut own_numbers = Vec::new();
    for (at, (made, to, is_own)) in [
        (&with_default, json!({"number": NUMBER}), true),
        (&with_default, json!([NUMBER]), true),
        (&with_default, json!(true), true),
        (&with_default, Value::Null, false),
        (&with_default, json!(" "), false),
        (&without, Value::Null, true),
        (&without, json!({"number": NUMBER}), true),
    ]
    .into_iter()
    .enumerate()
    {
        let came = post(&server, made, &secret(made), message(at as u64, &to)).await;
        let path = format!("/messages/{}", came.expect("a message"));
        let number = owner.get(&path).await["number"].clone();
        assert_eq!(number["phone_number"] != OPEN, is_own, "{to}: {number}");
        let seen = viewer.status(Method::GET, &path, None).await;
        assert_eq!(seen, if is_own { 404 } else { 200 }, "{to}");
        if is_own {
            let number = owner.get(&format!("/numbers/{}", id(&number))).await;
            assert_eq!(number["access"], "new");
            own_numbers.push(number["phone_number"].clone());
        }
    }
    own_numbers.dedup();
    assert_eq!(own_numbers.len(), 2, "one a source: {own_numbers:?}");
    let example = post_example(&owner, &path(&without)).await;
    let number = owner.get(&format!("/messages/{example}")).await["number"].clone();
    assert_eq!(number["phone_number"], own_numbers[1], "the example goes there, too");
}

#[tokio::test]
async fn a_default_number_that_is_restricted_is_told_to_its_readers_alone() {
    signed_in!(server, owner: Owner, manager: Manager);
    let new = json!({"provider": "generic", "name": "Modem", "default_number": NUMBER});
    let made = add(&owner, new).await;
    post(&server, &made, &secret(&made), message(1, &Value::Null)).await;
    let number = restrict(&owner, NUMBER).await;
    assert_eq!(manager.get(&path(&made)).await["default_number"], Value::Null);
    assert!(!manager.get("/sources").await.to_string().contains("2025550100"));
    let (status, _) = patch(&manager, &path(&made), json!({"default_number": null})).await;
    assert_eq!(status, 403);
    assert_eq!(owner.get(&path(&made)).await["default_number"], NUMBER);
    grant(&owner, &number, &manager).await;
    assert_eq!(manager.get(&path(&made)).await["default_number"], NUMBER);
}

#[tokio::test]
async fn a_source_whose_name_was_its_number_before_the_upgrade_goes_on_with_it() {
    let database = TestDatabase::create_unmigrated().await;
    let pool = database.pool().await;
    let earlier = MIGRATOR.iter().filter(|migration| migration.version < 20_261_130_000_303);
    let earlier = Migrator::with_migrations(earlier.cloned().collect());
    earlier.run(&pool).await.expect("migrated");
    let fill = "
        INSERT INTO sources (id, slug, provider, name, default_number, created_at)
            SELECT gen_random_uuid(), lower(name), 'generic', name, default_number, now()
            FROM (VALUES ('Modem', NULL), ('Quiet', NULL), ('Rack', '+12025550100'))
              AS made (name, default_number);
        INSERT INTO numbers (id, phone_number, access, created_at)
            SELECT gen_random_uuid(), name, 'restricted', now() FROM sources;
        INSERT INTO messages (id, source_id, number_id, dedupe_key, sender, body, received_at, stored_at)
            SELECT gen_random_uuid(), sources.id, numbers.id, 'id:1', 'A', 'x', now(), now()
            FROM sources JOIN numbers ON numbers.phone_number = sources.name WHERE name <> 'Quiet';";
    sqlx::raw_sql(fill).execute(&pool).await.expect("filled");
    MIGRATOR.run(&pool).await.expect("migrated");
    let defaults: Vec<Option<String>> =
        sqlx::query_scalar("SELECT default_number FROM sources ORDER BY name")
            .fetch_all(&pool)
            .await
            .expect("sources");
    let expected = [Some("Modem".to_owned()), None, Some("+12025550100".to_owned())];
    assert_eq!(defaults, expected);
}
