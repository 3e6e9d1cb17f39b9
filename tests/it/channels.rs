//! Channels: added, changed, kept secret, refused with the field and the rule.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::forwarding::{Forwarding, add_channel, add_rule, id, open_to_loopback};
use crate::harness::member::broken_rule;

const SECRETS: [&str; 4] =
    ["T0ABCDEF/B0ABCDEF", "AAtelegramtokenabcdefghij", "our-secret-topic", "gotify-token-4711"];

fn settings(server: &str) -> [Value; 5] {
    [
        json!({"kind": "slack", "url": format!("{server}/services/{}", SECRETS[0])}),
        json!({"kind": "telegram", "token": format!("123456789:{}", SECRETS[1]), "chat_id": "@codes", "server": server}),
        json!({"kind": "ntfy", "topic": SECRETS[2], "server": server}),
        json!({"kind": "gotify", "server": server, "token": SECRETS[3]}),
        json!({"kind": "webhook", "url": server}),
    ]
}

#[tokio::test]
async fn addresses_and_secrets_are_stored_encrypted_and_never_shown_again() {
    let forwarding = Forwarding::start().await;
    let server = &forwarding.receiver.url;
    let mut made_secret = String::new();
    for settings in settings(server) {
        let made = add_channel(&forwarding.owner(), "Ours", settings, json!({})).await;
        let channel = made["channel"].to_string();
        assert!(SECRETS.iter().all(|secret| !channel.contains(secret)), "{channel}");
        if let Some(secret) = made["secret"].as_str() {
            made_secret = secret.to_owned();
        }
    }
    let owner = forwarding.owner();
    let shown = owner.get("/channels").await.to_string() + &owner.get("/audit").await.to_string();
    let stored = forwarding.server.stored_text().await;
    let log = forwarding.server.log();
    assert!(!made_secret.is_empty());
    for secret in SECRETS.iter().copied().chain([made_secret.as_str()]) {
        let plain = hex::encode(secret);
        for place in [&shown, &stored, &log] {
            assert!(!place.contains(secret) && !place.contains(&plain), "{secret} is in {place}");
        }
    }
    let targets: Vec<Value> =
        owner.list("/channels").await.iter().map(|channel| channel["target"].clone()).collect();
    let host = server.trim_start_matches("http://");
    assert_eq!(targets, [json!(host), json!("@codes"), json!(host), json!(host), json!(host)]);
}

#[tokio::test]
async fn what_is_wrong_with_a_channel_is_said_of_its_field() {
    let server = open_to_loopback().await.start().await;
    let manager = server.sign_in(Role::Manager).await;
    let url = |url: &str| json!({"kind": "webhook", "url": url});
    let telegram =
        |token: &str, chat: &str| json!({"kind": "telegram", "token": token, "chat_id": chat});
    let good = "123456789:AAabcdefghijklmnopqrstuvwxyz";
    for (settings, field, words) in [
        (url(""), "settings.url", "web address"),
        (url("example.com/in"), "settings.url", "web address"),
        (url("ftp://example.com/in"), "settings.url", "web address"),
        (url("file:///etc/passwd"), "settings.url", "web address"),
        (url("http://"), "settings.url", "web address"),
        (url("https://example.com/in#part"), "settings.url", "behind #"),
        (url(&format!("https://example.com/{}", "x".repeat(2000))), "settings.url", "web address"),
        (url("https://nowhere.invalid/in"), "settings.url", "can't be found"),
        (
            json!({"kind": "slack", "url": "https://acme.slack.com/archives/C1"}),
            "settings.url",
            "incoming webhook",
        ),
        (
            json!({"kind": "discord", "url": "https://discord.com/channels/1/2"}),
            "settings.url",
            "webhook of Discord",
        ),
        (json!({"kind": "email", "to": []}), "settings.to", "1 to 20"),
        (
            json!({"kind": "email", "to": ["ana@example.com", "nobody"]}),
            "settings.to",
            "\"nobody\"",
        ),
        (json!({"kind": "email", "to": ["ana@example.com"]}), "settings.to", "SMTP_URL"),
        (telegram("123", "1"), "settings.token", "bot's token"),
        (telegram(good, "codes"), "settings.chat_id", "@channel"),
        (json!({"kind": "ntfy", "topic": "a b"}), "settings.topic", "letters"),
        (json!({"kind": "ntfy", "topic": "a", "token": "a b"}), "settings.token", "without spaces"),
        (
            json!({"kind": "gotify", "server": "https://example.com", "token": ""}),
            "settings.token",
            "without spaces",
        ),
        (json!({"kind": "pager"}), "body", "unknown variant"),
        (json!({"kind": "slack"}), "body", "missing field `url`"),
    ] {
        let new = json!({"name": "Ours", "settings": settings});
        let (refused, said) = manager.refused_field("/channels", new).await;
        assert_eq!(refused, field, "{settings}: {said}");
        assert!(said.contains(words), "{settings}: {said}");
    }
    let named = |name: &str, more: Value| {
        let mut new = json!({"name": name, "settings": url("http://127.0.0.1:9/")});
        new.as_object_mut()
            .expect("an object")
            .extend(more.as_object().expect("an object").clone());
        new
    };
    for (new, field) in [
        (named(" ", json!({})), "name"),
        (named("A", json!({"retry_at_seconds": [5, 5]})), "retry_at_seconds"),
        (named("A", json!({"retry_at_seconds": [0]})), "retry_at_seconds"),
        (named("A", json!({"retry_at_seconds": [90000]})), "retry_at_seconds"),
        (named("A", json!({"retry_at_seconds": (1..=11).collect::<Vec<_>>()})), "retry_at_seconds"),
    ] {
        assert_eq!(manager.refused_field("/channels", new).await.0, field);
    }
    assert!(manager.list("/channels").await.is_empty());
}

#[tokio::test]
async fn a_channel_is_changed_in_part_and_its_kind_stays() {
    let mut forwarding = Forwarding::start().await;
    let channel = forwarding.forward_all(&[7]).await;
    let path = format!("/channels/{channel}");
    let owner = forwarding.owner();
    let (status, changed) =
        owner.call(Method::PATCH, &path, Some(json!({"name": "Renamed", "is_thin": true}))).await;
    assert_eq!(status, 200, "{changed}");
    assert_eq!((&changed["name"], &changed["is_thin"]), (&json!("Renamed"), &json!(true)));
    assert_eq!((&changed["retry_at_seconds"], &changed["rules"]), (&json!([7]), &json!(1)));
    let usual = Some(json!({"retry_at_seconds": null}));
    let (_, changed) = owner.call(Method::PATCH, &path, usual).await;
    assert_eq!(changed["retry_at_seconds"], json!([5, 30, 60, 120, 300]));
    let other = Some(json!({"settings": {"kind": "slack", "url": forwarding.receiver.url}}));
    let (status, refused) = owner.call(Method::PATCH, &path, other).await;
    assert_eq!((status, broken_rule(&refused).0.as_str()), (422, "settings.kind"));
    let moved = json!({"kind": "webhook", "url": format!("{}/moved", forwarding.receiver.url)});
    let (status, _) = owner.call(Method::PATCH, &path, Some(json!({"settings": moved}))).await;
    assert_eq!(status, 200);
    forwarding.server.receive(1, "+12025550100", "Your code is 482913").await;
    assert_eq!(forwarding.receiver.next().await.path, "/moved");
    forwarding.heard("delivered").await;
    let owner = forwarding.owner();
    assert_eq!(owner.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(owner.status(Method::GET, &path, None).await, 404);
    assert_eq!(owner.list("/rules").await[0]["channel_ids"], json!([]));
    let log = owner.list("/deliveries").await;
    assert_eq!(log[0]["channel"]["name"], "Renamed", "the log stays");
}

#[tokio::test]
async fn a_channel_that_cannot_be_decrypted_is_reported_and_stops_nothing() {
    let mut forwarding = Forwarding::start().await;
    let lost = forwarding.forward_all(&[1]).await;
    let (well, _) = forwarding.webhook("Well", "/well").await;
    add_rule(&forwarding.owner(), json!({"channel_ids": [well]})).await;
    let pool = forwarding.server.pool().await;
    let spoil = "UPDATE channels SET settings = set_byte(settings, 40, get_byte(settings, 40) # 1) WHERE name = 'Hook'";
    sqlx::query(spoil).execute(&pool).await.expect("spoiled");
    forwarding.server.receive(1, "+12025550100", "Your code is 482913").await;
    assert_eq!(forwarding.receiver.next().await.path, "/well");
    let failed = forwarding.heard("failed").await;
    assert_eq!(
        (&failed["channel"]["id"], &failed["reason"]),
        (&json!(lost), &json!("channel_unreadable"))
    );
    let owner = forwarding.owner();
    assert_eq!(owner.get(&format!("/channels/{lost}")).await["target"], Value::Null);
    let doctor = forwarding.server.command().arg("doctor").output().await.expect("it ran");
    let said = String::from_utf8(doctor.stdout).expect("text");
    assert_eq!(doctor.status.code(), Some(1));
    assert!(said.contains("FAIL  channels: can't be decrypted: Hook;"), "{said}");
    // Its address is entered again, and it works.
    let settings = json!({"kind": "webhook", "url": format!("{}/hook", forwarding.receiver.url)});
    let path = format!("/channels/{lost}");
    let mended = owner.status(Method::PATCH, &path, Some(json!({"settings": settings}))).await;
    assert_eq!(mended, 200);
    let retry = format!("/deliveries/{}/retry", id(&failed));
    assert_eq!(owner.status(Method::POST, &retry, None).await, 200);
    // The other channel is told that this one failed.
    while forwarding.receiver.next().await.path != "/hook" {}
}
