//! Kinds of channels, all of them alike: what was stored is read, what is sent is written as its
//! receiver documents it, and none of it is told. A kind has its example in `tests/fixtures/channels`.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use codebell::auth::Role;
use codebell::channels::Stored;
use codebell::channels::kinds::{self, Kind};
use codebell::channels::letter::{Letter, Message, Payload};
use codebell::channels::outgoing::Outgoing;
use codebell::fields::{Field, Input};
use codebell::id::{ChannelId, DeliveryId, MessageId};
use reqwest::Method;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::forwarding::{add_channel, id, open_to_loopback};
use crate::harness::receiver::{Answer, Receiver};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What its fixture says of a kind: what was stored of a channel, what the team sees of it, what is
/// secret of it, and what is sent.
fn fixture(kind: &Kind) -> Value {
    let path = root().join(format!("tests/fixtures/channels/{}.json", kind.id));
    let text = std::fs::read_to_string(&path);
    let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

fn stored(kind: &Kind) -> Stored {
    let fixture = fixture(kind)["stored"].to_string();
    Stored::read(fixture.as_bytes()).unwrap_or_else(|| panic!("{} can't be read", kind.id))
}

/// A message with all that can be told of one, and what the languages of receivers read as markup.
fn message(now: DateTime<Utc>) -> Payload {
    Payload::Message(Box::new(Message {
        id: MessageId::from(Uuid::from_u128(0x0190_a5d4_0000_7000_8000_0000_0000_0002)),
        number: "+12025550100".to_owned(),
        sender: "Stripe".to_owned(),
        body: "Your Stripe code is 482913 & <b>more</b>\n@everyone *now*".to_owned(),
        code: Some("482913".to_owned()),
        service: Some("Stripe".to_owned()),
        confidence: Some(0.5),
        code_expires_at: Some(now + chrono::TimeDelta::minutes(10)),
        expiry_stated: true,
        domain: None,
        link: Some("https://stripe.example/x".to_owned()),
        received_at: now,
        is_test: false,
    }))
}

/// What is sent, as fixtures have it.
fn shown(outgoing: Outgoing) -> Value {
    match outgoing {
        Outgoing::Http(request) => {
            let open = request.headers.into_iter();
            let secret = request.secret_headers.iter();
            let secret = secret.map(|(name, value)| (*name, value.expose_secret().to_owned()));
            let headers: BTreeMap<&str, String> = open.chain(secret).collect();
            let body: Value = serde_json::from_str(&request.body).expect("JSON");
            json!({"url": request.url, "headers": headers, "body": body})
        }
        Outgoing::Mail(mail) => json!({
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
            "message_id": mail.message_id,
        }),
    }
}

#[tokio::test]
async fn what_earlier_versions_stored_of_a_channel_is_read_and_stored_again_as_it_was() {
    let server = open_to_loopback().await.start().await;
    let (pool, keys) = (server.pool().await, server.keys());
    for (number, kind) in kinds::ALL.iter().enumerate() {
        let id = ChannelId::from(Uuid::from_u128(number as u128));
        let written = fixture(kind)["stored"].to_string();
        let sealed = keys.encrypt(&format!("channel settings {id}"), written.as_bytes());
        let insert = "
            INSERT INTO channels (id, kind, name, settings, retry_at_seconds, created_at)
            VALUES ($1, $2, $2, $3, '{}', now())";
        let insert = sqlx::query(insert).bind(id).bind(kind.id).bind(sealed.expect("encrypted"));
        insert.execute(&pool).await.expect("inserted");
    }
    let shown = server.sign_in(Role::Owner).await.list("/channels").await;
    assert_eq!(shown.len(), kinds::ALL.len());
    for kind in kinds::ALL {
        let fixture = fixture(kind);
        let channel = shown.iter().find(|channel| channel["kind"] == kind.id).expect("a channel");
        assert_eq!(channel["target"], fixture["target"], "{}", kind.id);
        let again = stored(kind).write().expect("JSON");
        let again: Value = serde_json::from_str(again.expose_secret()).expect("JSON");
        assert_eq!(again, fixture["stored"], "{}", kind.id);
    }
    // The oldest rows have neither a signing secret nor a server, and of ntfy no token.
    for (settings, target) in [
        (json!({"kind": "ntfy", "topic": "walrus"}), "ntfy.sh"),
        (json!({"kind": "ntfy", "topic": "walrus", "token": null}), "ntfy.sh"),
        (json!({"kind": "telegram", "token": "1:a", "chat_id": "@ops"}), "@ops"),
    ] {
        let stored = Stored::read(json!({"settings": settings}).to_string().as_bytes());
        assert_eq!(stored.expect("it is read").settings.target(), target);
    }
}

#[test]
fn every_kind_writes_a_message_as_its_receiver_documents_it() {
    let now = DateTime::from_timestamp(1_772_379_000, 0).expect("a time");
    let payload = message(now);
    let letter = Letter {
        id: DeliveryId::from(Uuid::from_u128(0x0190_a5d4_0000_7000_8000_0000_0000_0001)),
        payload: &payload,
        label: Some("AWS root"),
        is_thin: false,
        public_url: "https://codes.example.com",
        now,
    };
    for kind in kinds::ALL {
        let sent = (kind.render)(&letter, &stored(kind)).expect("rendered");
        assert_eq!(shown(sent), fixture(kind)["sent"], "{}", kind.id);
        let thin = Letter { is_thin: true, ..letter };
        let sent = shown((kind.render)(&thin, &stored(kind)).expect("rendered")).to_string();
        for kept in ["482913", "@everyone", "stripe.example"] {
            assert!(!sent.contains(kept), "{}: {sent}", kind.id);
        }
    }
}

#[test]
fn every_field_is_either_shown_to_the_team_or_taken_out_of_logs() {
    for kind in kinds::ALL {
        let value = |field: &Field| match field.input {
            Input::Url => json!(format!("https://host.example.com/walrus-{}", field.name)),
            Input::Addresses => json!([format!("walrus-{}@example.com", field.name)]),
            Input::Choice { values } => json!(values[0]),
            Input::Line | Input::Lines => json!(format!("walrus-{}", field.name)),
        };
        let mut settings: serde_json::Map<_, _> =
            kind.fields.iter().map(|field| (field.name.to_owned(), value(field))).collect();
        settings.insert("kind".to_owned(), kind.id.into());
        let stored = Stored::read(json!({"settings": settings}).to_string().as_bytes());
        let settings = stored.unwrap_or_else(|| panic!("{}", kind.id)).settings;
        let (target, secrets) = (settings.target(), settings.secrets());
        let told = |field: &&Field| !matches!(field.input, Input::Choice { .. });
        for field in kind.fields.iter().filter(told) {
            let walrus = format!("walrus-{}", field.name);
            let is_hidden = secrets.iter().any(|secret| secret.expose_secret() == walrus);
            let is_secret = field.is_secret || field.input == Input::Url;
            assert_eq!(is_hidden, is_secret, "{} {}", kind.id, field.name);
            assert_eq!(target.contains(&walrus), !is_secret, "{} {}", kind.id, field.name);
        }
        for secret in fixture(kind)["secrets"].as_array().expect("a list") {
            let secrets = self::stored(kind).settings.secrets();
            let is_hidden = secrets.iter().any(|hidden| hidden.expose_secret() == secret);
            assert!(is_hidden, "{}: {secret}", kind.id);
        }
    }
}

#[tokio::test]
async fn neither_what_was_sent_over_a_kind_nor_what_was_answered_is_shown_with_its_secrets() {
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let mut receiver = Receiver::start().await;
    for kind in kinds::ALL.iter().filter(|kind| kind.mail_field().is_none()) {
        let fixture = fixture(kind);
        let secrets = fixture["secrets"].as_array().expect("a list");
        let mut settings = fixture["stored"]["settings"].clone();
        for field in kind.fields.iter().filter(|field| field.input == Input::Url) {
            let address = settings[field.name].as_str().expect("an address");
            let address = url::Url::parse(address).expect("an address");
            let rest = &address[url::Position::BeforePath..];
            settings[field.name] = json!(format!("{}{rest}", receiver.url));
        }
        let made = add_channel(&owner, kind.name, settings, json!({})).await;
        // It repeats all that it can know.
        receiver.answer_next([Answer::With(400, Vec::new(), format!("no: {secrets:?}"))]);
        let path = format!("/channels/{}/test", id(&made["channel"]));
        let (status, tested) = owner.call(Method::POST, &path, None).await;
        assert_eq!((status, &tested["delivery"]["status"]), (200, &json!("failed")), "{tested}");
        receiver.next().await;
        let shown = tested.to_string() + &owner.get("/channels").await.to_string();
        assert!(shown.contains("no: ["), "{shown}");
        for secret in secrets.iter().chain(made.get("secret")).filter_map(Value::as_str) {
            assert!(!shown.contains(secret), "{}: {secret} in {shown}", kind.id);
            assert!(!server.log().contains(secret), "{}: {secret}", kind.id);
        }
    }
}

#[tokio::test]
async fn what_a_kind_needs_to_be_told_is_asked_of_the_api() {
    let server = open_to_loopback().await.start().await;
    let owner = server.sign_in(Role::Manager).await;
    let listed = owner.list("/channels/kinds").await;
    let ids: Vec<&str> = listed.iter().filter_map(|kind| kind["id"].as_str()).collect();
    assert_eq!(ids, kinds::IDS);
    let telegram = listed.iter().find(|kind| kind["id"] == "telegram").expect("Telegram");
    assert_eq!((&telegram["name"], &telegram["is_signed"]), (&json!("Telegram"), &json!(false)));
    let fields = telegram["fields"].as_array().expect("fields");
    let told = |field: &Value| {
        json!([field["name"], field["is_secret"], field["is_required"], field["input"]["kind"]])
    };
    let told: Vec<Value> = fields.iter().map(told).collect();
    let expected = json!([
        ["token", true, true, "line"],
        ["chat_id", false, true, "line"],
        ["server", true, false, "url"]
    ]);
    assert_eq!(json!(told), expected);
    assert_eq!(fields[2]["default"], "https://api.telegram.org");
    // What has the wrong form is not repeated.
    for settings in [
        json!({"kind": "ntfy", "topic": {"walrus": 1}}),
        json!({"kind": "ntfy", "topic": ["walrus"]}),
        json!({"kind": "email", "to": "walrus"}),
        json!({"kind": "ntfy", "topic": "a", "server": null}),
        json!({"kind": ["walrus"]}),
        json!({"topic": "walrus"}),
        json!({"kind": "ntfy", "topic": "a", "url": "walrus"}),
    ] {
        let new = json!({"name": "Ours", "settings": settings});
        let (field, said) = owner.refused_field("/channels", new).await;
        assert_eq!(field, "body", "{settings}: {said}");
        assert!(!said.contains("walrus"), "{said}");
    }
}

#[test]
fn the_documentation_names_every_kind() {
    let text = std::fs::read_to_string(root().join("docs/forwarding.md")).expect("readable");
    for kind in kinds::ALL {
        let is_row = |line: &str| {
            let cell = line.strip_prefix("| ").and_then(|line| line.split(" | ").next());
            cell.is_some_and(|cell| cell.split(", ").any(|name| name == kind.name))
        };
        assert!(text.lines().any(is_row), "docs/forwarding.md has no row for {}", kind.name);
    }
}

#[test]
fn every_kind_and_field_has_a_name_of_its_own() {
    for kind in kinds::ALL {
        assert_eq!(kinds::IDS.iter().filter(|id| **id == kind.id).count(), 1, "{}", kind.id);
        assert!(!kind.name.is_empty() && kind.about.ends_with('.'), "{}", kind.id);
        let count = |input: Input| kind.fields.iter().filter(|f| f.input == input).count();
        assert!(count(Input::Url) <= 1 && count(Input::Addresses) <= 1, "{}", kind.id);
        let names: std::collections::BTreeSet<_> = kind.fields.iter().map(|f| f.name).collect();
        assert!(names.len() == kind.fields.len() && !names.contains("kind"), "{}", kind.id);
    }
}
