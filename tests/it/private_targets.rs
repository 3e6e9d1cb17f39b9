//! Nothing is forwarded into a private network unless a setting opens it.

use codebell::auth::Role;
use reqwest::Method;
use serde_json::json;

use crate::harness::forwarding::{Forwarding, id};
use crate::harness::receiver::{Answer, Receiver};
use crate::harness::{Server, signed_in};

const NUMBER: &str = "+12025550100";

#[tokio::test]
async fn addresses_of_private_networks_are_refused_when_a_channel_is_saved_in_whatever_form() {
    signed_in!(server, manager: Manager);
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "localhost",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "[2001:db8::1]",
    ] {
        for (settings, field) in [
            (json!({"kind": "webhook", "url": format!("http://{host}:8080/in")}), "settings.url"),
            (
                json!({"kind": "gotify", "server": format!("https://{host}"), "token": "x"}),
                "settings.server",
            ),
        ] {
            let new = json!({"name": "Inside", "settings": settings});
            let (refused, words) = manager.refused_field("/channels", new).await;
            assert_eq!(refused, field, "{host}: {words}");
            assert!(words.contains("no public address"), "{host}: {words}");
        }
    }
    assert!(manager.list("/channels").await.is_empty());
}

#[tokio::test]
async fn an_address_that_was_open_when_it_was_saved_is_refused_when_something_is_sent() {
    let forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1]).await;
    let named = forwarding.receiver.url.replace("127.0.0.1", "localhost");
    let settings = json!({"kind": "webhook", "url": named});
    let made =
        crate::harness::forwarding::add_channel(&forwarding.owner(), "Named", settings, json!({}))
            .await;
    let rule = json!({"channel_ids": [id(&made["channel"])]});
    crate::harness::forwarding::add_rule(&forwarding.owner(), rule).await;
    let Forwarding { mut server, token, mut receiver, socket } = forwarding;
    drop(socket);
    server.stop().await;
    // The setting is gone: neither the address nor the name leads anywhere now.
    let server = server.start_again_without("CODEBELL_ALLOW_PRIVATE_TARGETS").await;
    let socket =
        crate::harness::listener::Listener::connect(&server.url, &token, "websocket").await;
    let mut forwarding = Forwarding { server, token, receiver: Receiver::start().await, socket };
    forwarding.server.receive(1, NUMBER, "Your code is 482913").await;
    for _ in 0..2 {
        let failed = forwarding.heard("failed").await;
        assert_eq!(failed["reason"], "address_refused", "{failed}");
        assert_eq!(failed["attempts"], 1);
    }
    assert!(receiver.waiting().is_empty());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let mut forwarding = Forwarding::start().await;
    let mut elsewhere = Receiver::start().await;
    forwarding.forward_all(&[]).await;
    let location = ("location", format!("{}/stolen", elsewhere.url));
    forwarding.receiver.always(Answer::With(307, vec![location], String::new()));
    forwarding.server.receive(1, NUMBER, "Your code is 482913").await;
    let failed = forwarding.heard("failed").await;
    let words = failed["detail"].as_str().expect("words");
    assert!(words.contains("307") && words.contains("not followed"), "{words}");
    assert!(elsewhere.waiting().is_empty());
}

#[tokio::test]
async fn a_network_that_is_named_is_open_and_no_other() {
    let builder =
        Server::builder().await.set("CODEBELL_ALLOW_PRIVATE_TARGETS", "10.0.0.0/8,127.0.0.1/32");
    let server = builder.start().await;
    let manager = server.sign_in(Role::Manager).await;
    for (url, expected) in [
        ("http://127.0.0.1:9/", 201),
        ("http://10.1.2.3/", 201),
        ("http://127.0.0.2:9/", 422),
        ("http://192.168.0.1/", 422),
    ] {
        let new = json!({"name": "A", "settings": {"kind": "webhook", "url": url}});
        assert_eq!(manager.status(Method::POST, "/channels", Some(new)).await, expected, "{url}");
    }
}
