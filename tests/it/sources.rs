//! Setting up sources: what each provider asks, what can be changed, who may.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use codebell::auth::Role;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha512;

use crate::api_keys::key;
use crate::harness::member::broken_rule;
use crate::harness::signed_in;
use crate::harness::source::{NUMBER, add, patch, path, post, post_example, secret, slug};

#[tokio::test]
async fn a_source_of_each_provider_takes_what_its_secret_signed_and_nothing_else() {
    signed_in!(server, manager: Manager);
    let mut id = 0;
    for provider in manager.list("/providers").await {
        let name = provider["id"].as_str().expect("a name");
        // What a relay posts is no message.
        if provider["is_signed"] == false || provider["relays"] == true {
            continue;
        }
        let new = json!({"provider": name, "name": "Given", "secret": "given-secret"});
        let given = add(&manager, new).await;
        assert_eq!(given["secret"], Value::Null, "who gave it has it");
        let made = add(&manager, json!({"provider": name, "name": "Made"})).await;
        assert_ne!(
            secret(&made),
            secret(&add(&manager, json!({"provider": name, "name": "B"})).await)
        );
        for (source, own, foreign) in [
            (&given, "given-secret".to_owned(), secret(&made)),
            (&made, secret(&made), "given-secret".to_owned()),
        ] {
            id += 2;
            assert_eq!(source["webhook_url"], source["source"]["webhook_url"]);
            assert!(slug(source).len() >= 32, "random where none is given");
            assert_eq!(post(&server, &slug(source), name, &own, id).await, 200, "{name}");
            assert_eq!(post(&server, &slug(source), name, &foreign, id + 1).await, 401, "{name}");
            assert_eq!(manager.get(&path(source)).await, source["source"]);
            post_example(&manager, &path(source)).await;
        }
    }
    assert!(id >= 12, "three providers sign");
    assert_eq!(manager.list("/messages?has_code=true").await.len() as u64, id);
}

#[tokio::test]
async fn where_nothing_is_signed_the_address_is_the_secret_and_nobody_chooses_a_guessable_one() {
    signed_in!(server, manager: Manager);
    let new = |more: Value| {
        let mut new = json!({"provider": "websms", "name": "Connexus"});
        let new_fields = new.as_object_mut().expect("an object");
        new_fields.extend(more.as_object().expect("an object").clone());
        new
    };
    for (more, field) in [
        (json!({"secret": "a secret"}), "secret"),
        (json!({"slug": "connexus"}), "slug"),
        (json!({"slug": "0123456789abcdef0123456789abcdef"}), "slug"),
    ] {
        assert_eq!(manager.refused_field("/sources", new(more.clone())).await.0, field, "{more}");
    }
    let made = add(&manager, new(json!({}))).await;
    assert_eq!(made["secret"], Value::Null);
    assert!(slug(&made).len() * 4 >= 128, "{made}");
    assert_ne!(slug(&made), slug(&add(&manager, new(json!({}))).await));
    assert_eq!(post(&server, &slug(&made), "websms", "", 1).await, 200);
    post_example(&manager, &path(&made)).await;
    let long = "a1".repeat(20);
    assert_eq!(slug(&add(&manager, new(json!({"slug": long}))).await), long);
    let (field, rule) = broken_rule(
        &manager
            .call(Method::POST, &format!("{}/rotate", path(&made)), Some(json!({"secret": "x"})))
            .await
            .1,
    );
    assert_eq!(field, "secret", "{rule}");
}

#[tokio::test]
async fn an_address_that_is_a_secret_is_shown_only_to_who_may_change_sources() {
    signed_in!(server, manager: Manager);
    let open = add(&manager, json!({"provider": "generic", "name": "Modem"})).await;
    let hidden = add(&manager, json!({"provider": "websms", "name": "Connexus"})).await;
    let new = json!({"name": "A program", "scopes": ["sources:read"]});
    let (_, program) = key(&manager, new).await;
    for (made, seen) in [(&open, &open["webhook_url"]), (&hidden, &Value::Null)] {
        assert_eq!(&program.get(&path(made)).await["webhook_url"], seen);
        assert_eq!(manager.get(&path(made)).await["webhook_url"], made["webhook_url"]);
    }
    let listed = program.get("/sources").await.to_string();
    assert!(listed.contains(&slug(&open)) && !listed.contains(&slug(&hidden)), "{listed}");
    assert!(manager.get("/sources").await.to_string().contains(&slug(&hidden)));
    let example = format!("{}/example", path(&hidden));
    assert_eq!(program.status(Method::POST, &example, None).await, 403);
}

#[tokio::test]
async fn any_provider_that_signs_can_be_described_and_the_example_shows_it() {
    signed_in!(server, manager: Manager);
    let key = b"a key of a provider";
    let scheme = json!({"header": "X-Sign", "algorithm": "sha512", "encoding": "base64",
        "layout": {"kind": "list", "separator": " ", "version_separator": ",", "version": "v1"},
        "template": "{id}.{timestamp}.{body}", "timestamp_header": "X-Time", "id_header": "X-Id",
        "secret_encoding": "base64", "secret_prefix": "whsec_"});
    let fields = json!({"from": "/sms/sender", "to": "/sms/line", "text": "/sms/content/0",
        "id": "/uid", "received_at": "/at", "event": {"pointer": "/kind", "message": "sms"}});
    let made = add(
        &manager,
        json!({"provider": "generic", "name": "Modem", "scheme": scheme, "fields": fields,
            "secret": format!("whsec_{}", STANDARD.encode(key)), "default_number": "+1 202 555 0155",
            "tolerance_seconds": 60}),
    )
    .await;
    let source = &made["source"];
    assert_eq!((&source["scheme"], &source["fields"]), (&scheme, &fields));
    assert_eq!(source["default_number"], "+12025550155");
    assert_eq!(source["tolerance_seconds"], 60);

    let message =
        manager.get(&format!("/messages/{}", post_example(&manager, &path(&made)).await)).await;
    assert_eq!(message["number"]["phone_number"], "+12025550155");
    assert_eq!((&message["sender"], &message["code"]), (&json!("+12025550100"), &json!("246810")));
    assert!(message["body"].as_str().expect("a text").contains("246810"), "{message}");

    let now = codebell::clock::Clock::system().now().timestamp().to_string();
    for (kind, status) in [("sms", "accepted"), ("delivery", "noted")] {
        let body = json!({"kind": kind, "uid": "m1", "at": 1_759_300_000,
            "sms": {"sender": "Acme", "line": NUMBER, "content": ["Your code is 482913"]}});
        let body = body.to_string();
        let mut mac = Hmac::<Sha512>::new_from_slice(key).expect("a key");
        mac.update(format!("e1.{now}.{body}").as_bytes());
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        let headers = [("x-sign", signature.as_str()), ("x-time", &now), ("x-id", "e1")];
        let answer: Value =
            server.post(&slug(&made), &headers, body).await.json().await.expect("JSON");
        assert_eq!(answer["status"], status, "{answer}");
    }
    let message = &manager.list("/messages").await[0];
    assert_eq!((&message["sender"], &message["code"]), (&json!("Acme"), &json!("482913")));
    assert_eq!(message["number"]["phone_number"], NUMBER);
    assert_eq!(message["received_at"], "2025-10-01T06:26:40Z");
    let noted = &manager.list(&format!("{}/deliveries", path(&made))).await[0];
    let expected = (&json!("noted"), &json!("delivery"), &Value::Null);
    assert_eq!((&noted["outcome"], &noted["event"], &noted["reason"]), expected);
}

#[tokio::test]
async fn a_source_that_could_not_work_is_refused_by_the_field_that_is_wrong() {
    signed_in!(server, manager: Manager);
    let good = json!({"provider": "generic", "name": "Modem", "secret": "a secret"});
    let before = manager.list("/sources").await;
    for (wrong, field) in [
        (json!({"provider": "nobody"}), "provider"),
        (json!({"name": " "}), "name"),
        (json!({"name": "x".repeat(101)}), "name"),
        (json!({"secret": ""}), "secret"),
        (
            json!({"secret": "no hex", "scheme": {"header": "X-S", "secret_encoding": "hex"}}),
            "secret",
        ),
        (json!({"slug": "Modem 1"}), "slug"),
        (json!({"slug": "x".repeat(65)}), "slug"),
        (json!({"default_number": " "}), "default_number"),
        (json!({"tolerance_seconds": 59}), "tolerance_seconds"),
        (json!({"tolerance_seconds": 901}), "tolerance_seconds"),
        (json!({"scheme": {"header": "X Y"}}), "scheme"),
        (json!({"scheme": {"header": "X-S", "template": "{timestamp}"}}), "scheme"),
        (json!({"scheme": {"header": "X-S", "colour": "red"}}), "scheme"),
        (json!({"fields": {"from": "data/from"}}), "fields"),
        (json!({"fields": {"sender": "/from"}}), "fields"),
        (json!({"is_demo": true}), "body"),
    ] {
        let mut new = good.clone();
        let more = wrong.as_object().expect("an object").clone();
        new.as_object_mut().expect("an object").extend(more);
        assert_eq!(manager.refused_field("/sources", new).await.0, field, "{wrong}");
    }
    assert_eq!(manager.list("/sources").await, before);
}

#[tokio::test]
async fn two_sources_never_have_the_same_address_unless_one_is_removed() {
    signed_in!(server, manager: Manager);
    let new = |secret: &str| json!({"provider": "generic", "name": "Modem", "slug": "modem", "secret": secret});
    let first = add(&manager, new("first")).await;
    assert_eq!(slug(&first), "modem");
    let (status, problem) = manager.call(Method::POST, "/sources", Some(new("second"))).await;
    assert_eq!(status, 409);
    assert!(problem["detail"].as_str().expect("a text").contains("slug"), "{problem}");
    assert_eq!(manager.status(Method::DELETE, &path(&first), None).await, 204);
    let second = add(&manager, new("second")).await;
    assert_ne!(path(&first), path(&second));
    assert_eq!(post(&server, "modem", "generic", "second", 1).await, 200);
    assert_eq!(post(&server, "modem", "generic", "first", 2).await, 401);
    assert_eq!(manager.status(Method::DELETE, &path(&second), None).await, 204);
    add(&manager, new("third")).await;
}

#[tokio::test]
async fn what_is_changed_of_a_source_changes_and_the_rest_stays() {
    signed_in!(server, manager: Manager);
    let made = add(
        &manager,
        json!({"provider": "generic", "name": "Modem", "secret": "a secret", "default_number": NUMBER}),
    )
    .await;
    let source = path(&made);
    let scheme = json!({"header": "X-Other"});
    let fields = json!({"text": "/sms"});
    let mut expected = made["source"].clone();
    for (field, given, kept) in [
        ("name", json!(" Rack "), json!("Rack")),
        ("default_number", json!("+1 (202) 555-0101"), json!("+12025550101")),
        ("default_number", Value::Null, Value::Null),
        ("tolerance_seconds", json!(900), json!(900)),
        ("scheme", scheme.clone(), scheme),
        ("fields", fields.clone(), fields),
        ("fields", Value::Null, Value::Null),
        ("scheme", Value::Null, Value::Null),
    ] {
        expected[field] = kept;
        assert_eq!(
            patch(&manager, &source, json!({ field: given })).await,
            (200, expected.clone())
        );
        assert_eq!(manager.get(&source).await, expected);
    }
    assert_eq!(patch(&manager, &source, json!({})).await, (200, expected.clone()));
    for (change, field) in [
        (json!({"name": ""}), "name"),
        (json!({"default_number": ""}), "default_number"),
        (json!({"tolerance_seconds": 30}), "tolerance_seconds"),
        (json!({"scheme": {"header": "X-S", "template": "no body"}}), "scheme"),
        (json!({"scheme": {"header": "X-S", "secret_encoding": "hex"}}), "secret"),
        (
            json!({"scheme": {"header": "X-S", "secret_encoding": "hex"}, "secret": "no hex"}),
            "secret",
        ),
        (json!({"name": "Half", "fields": {"from": "x"}}), "fields"),
        (json!({"secret": "another"}), "secret"),
        (json!({"slug": "another"}), "body"),
    ] {
        let (status, problem) = patch(&manager, &source, change.clone()).await;
        assert_eq!((status, broken_rule(&problem).0.as_str()), (422, field), "{change}: {problem}");
    }
    assert_eq!(manager.get(&source).await, expected, "nothing of a wrong change is kept");
    let nobodys = format!("/sources/{}", uuid::Uuid::nil());
    assert_eq!(patch(&manager, &nobodys, json!({})).await.0, 404);
}

#[tokio::test]
async fn a_scheme_is_not_taken_away_while_the_address_is_guessable() {
    signed_in!(server, manager: Manager);
    let new = json!({"provider": "websms", "name": "Connexus", "slug": "connexus",
        "secret": "a secret", "scheme": {"header": "X-Sign"}});
    let guessable = add(&manager, new.clone()).await;
    let mut random = new;
    random.as_object_mut().expect("an object").remove("slug");
    let random = add(&manager, random).await;
    let none = json!({"scheme": null});
    let (status, problem) = patch(&manager, &path(&guessable), none.clone()).await;
    assert_eq!((status, broken_rule(&problem).0.as_str()), (422, "slug"), "{problem}");
    assert_eq!(post(&server, "connexus", "websms", "", 1).await, 401, "it is signed as before");
    assert_eq!(patch(&manager, &path(&random), none).await.0, 200);
    assert_eq!(post(&server, &slug(&random), "websms", "", 2).await, 200);
}

#[tokio::test]
async fn a_secret_that_is_made_here_is_written_as_the_scheme_says() {
    signed_in!(server, manager: Manager);
    for (encoding, prefix) in
        [("text", None), ("hex", None), ("base64", None), ("base64", Some("whsec_"))]
    {
        let scheme = json!({"header": "X-S", "secret_encoding": encoding, "secret_prefix": prefix});
        let new = json!({"provider": "generic", "name": "Modem", "scheme": scheme});
        // By chance a secret may fit another encoding too; not several of them.
        for _ in 0..5 {
            let made = add(&manager, new.clone()).await;
            assert!(secret(&made).starts_with(prefix.unwrap_or_default()), "{prefix:?}");
            post_example(&manager, &path(&made)).await;
        }
    }
}

#[tokio::test]
async fn a_scheme_comes_with_the_secret_that_the_source_lacks() {
    signed_in!(server, manager: Manager);
    let made = add(&manager, json!({"provider": "websms", "name": "Connexus"})).await;
    let scheme = json!({"header": "X-Sign", "secret_encoding": "hex"});
    let (status, problem) = patch(&manager, &path(&made), json!({ "scheme": scheme })).await;
    assert_eq!((status, broken_rule(&problem).0.as_str()), (422, "secret"), "{problem}");
    let both = json!({"scheme": scheme, "secret": "c0dec0de"});
    let (status, changed) = patch(&manager, &path(&made), both).await;
    assert_eq!((status, &changed["scheme"]["header"]), (200, &json!("X-Sign")), "{changed}");
    assert!(!changed.to_string().contains("c0dec0de"), "{changed}");
    assert_eq!(post(&server, &slug(&made), "websms", "", 1).await, 401, "it has to be signed now");
    post_example(&manager, &path(&made)).await;
    let needless = json!({"scheme": null, "secret": "c0dec0de"});
    let (status, problem) = patch(&manager, &path(&made), needless).await;
    assert_eq!((status, broken_rule(&problem).0.as_str()), (422, "secret"), "{problem}");
}

#[tokio::test]
async fn a_source_that_a_setting_makes_is_changed_there() {
    signed_in!(server, manager: Manager);
    let sources = manager.list("/sources").await;
    let jolt = sources.iter().find(|source| source["provider"] == "joltsms").expect("a source");
    assert_eq!(jolt["managed_by"], "JOLTSMS_WEBHOOK_SECRET");
    let path = format!("/sources/{}", jolt["id"].as_str().expect("an id"));
    for (method, path) in [(Method::DELETE, path.clone()), (Method::POST, format!("{path}/rotate"))]
    {
        let (status, problem) = manager.call(method, &path, Some(json!({}))).await;
        assert_eq!(status, 409, "{problem}");
        let detail = problem["detail"].as_str().expect("a text");
        assert!(detail.contains("JOLTSMS_WEBHOOK_SECRET"), "{detail}");
    }
    let other = json!({"scheme": {"header": "X-Sign"}, "secret": "another"});
    assert_eq!(patch(&manager, &path, other).await.0, 409);
    assert_eq!(post(&server, "joltsms", "joltsms", "jolt_whsec", 1).await, 200);
    assert_eq!(patch(&manager, &path, json!({"name": "Rack"})).await.1["name"], "Rack");
    // A source of one's own is nobody else's, also beside it.
    let own = add(&manager, json!({"provider": "joltsms", "name": "Own"})).await;
    assert_eq!(own["source"]["managed_by"], Value::Null);
}

#[tokio::test]
async fn sources_are_paged_and_the_latest_comes_first() {
    signed_in!(server, manager: Manager);
    for number in 1..=3 {
        add(&manager, json!({"provider": "generic", "name": format!("Modem {number}")})).await;
    }
    let mut names = Vec::new();
    let mut path = "/sources?limit=2".to_owned();
    loop {
        let page = manager.get(&path).await;
        let sources = page["data"].as_array().expect("a list").iter();
        names.extend(sources.map(|source| source["name"].as_str().expect("a name").to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/sources?limit=2&cursor={cursor}");
    }
    assert_eq!(names[..3], ["Modem 3", "Modem 2", "Modem 1"]);
    assert_eq!(names.len(), 5);
}

#[tokio::test]
async fn who_changed_a_source_is_written_down_and_no_secret_is_told_anywhere() {
    signed_in!(server, owner: Owner);
    let manager = server.sign_in_as(Role::Manager, "Bo").await;
    let new = json!({"provider": "generic", "name": "Modem", "secret": "given-7f3a91"});
    let made = add(&manager, new).await;
    let source = path(&made);
    let change = json!({"name": "Rack", "tolerance_seconds": 60});
    let (_, changed) = patch(&manager, &source, change).await;
    let rotate = format!("{source}/rotate");
    let (_, rotated) = manager.call(Method::POST, &rotate, Some(json!({}))).await;
    let secrets = ["given-7f3a91".to_owned(), secret(&rotated)];
    let (_, example) = manager.call(Method::POST, &format!("{source}/example"), None).await;
    assert_eq!(post(&server, &slug(&made), "generic", "wrong", 1).await, 401);
    let mut told = vec![made, changed, rotated["source"].clone(), example];
    for member in [&owner, &manager] {
        for path in ["", "/status", "/deliveries"] {
            told.push(member.get(&format!("{source}{path}")).await);
        }
        told.push(member.get("/sources").await);
    }
    assert_eq!(manager.status(Method::DELETE, &source, None).await, 204);

    let id = source.trim_start_matches("/sources/");
    let entries = owner.list(&format!("/audit?action=source.&target_id={id}")).await;
    let expected = [
        ("source.removed", "Rack", Value::Null),
        ("source.rotated", "Rack", json!({"replaced": "secret"})),
        ("source.updated", "Rack", Value::Null),
        ("source.added", "Modem", json!({"provider": "generic"})),
    ];
    assert_eq!(entries.len(), expected.len(), "{entries:?}");
    for (entry, (action, name, details)) in entries.iter().zip(expected) {
        assert_eq!((&entry["action"], &entry["target"]["name"]), (&json!(action), &json!(name)));
        assert_eq!(
            (&entry["actor"]["kind"], &entry["actor"]["name"]),
            (&json!("user"), &json!("Bo"))
        );
        assert_eq!(entry["actor"]["id"], manager.id().await);
        if !details.is_null() {
            assert_eq!(entry["details"], details, "{action}");
        }
    }
    let export = owner.request(Method::GET, "/audit/export", None).await.text().await;
    let everything = [
        json!(told).to_string(),
        export.expect("a body"),
        server.stored_text().await,
        server.log(),
    ];
    for secret in secrets {
        for form in [secret.clone(), hex::encode(&secret)] {
            assert!(!everything.iter().any(|text| text.contains(&form)), "{form}");
        }
    }
}
