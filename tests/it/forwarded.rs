//! What arrives at a receiver of each kind, as its own documentation describes it.

use std::path::Path;
use std::process::Stdio;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

use crate::harness::forwarding::{Forwarding, add_channel, add_rule, id, open_to_loopback};
use crate::harness::mail::MailServer;
use crate::harness::provider::receivesms;
use crate::harness::receiver::Received;

const NUMBER: &str = "+12025550100";
/// With what the languages of receivers read as markup, mentions and links.
const TEXT: &str =
    "Your Stripe code is 482913 <!channel> @everyone *bold* <b>b</b> & [x](http://evil.example)";

/// Lets a message be forwarded over a channel; the request that came.
async fn forwarded(forwarding: &mut Forwarding, settings: Value, more: Value) -> Received {
    let made = add_channel(&forwarding.owner(), "Ours", settings, more).await;
    assert_eq!(made["secret"].is_string(), made["channel"]["kind"] == "webhook");
    add_rule(&forwarding.owner(), json!({"channel_ids": [id(&made["channel"])]})).await;
    forwarding.server.receive(1, NUMBER, TEXT).await;
    let received = forwarding.receiver.next().await;
    let delivered = forwarding.heard("delivered").await;
    assert_eq!(delivered["channel"]["id"], made["channel"]["id"]);
    received
}

fn link(forwarding: &Forwarding) -> String {
    format!("{}/?message=", forwarding.server.url)
}

#[tokio::test]
async fn slack_gets_the_code_as_its_largest_text_and_nothing_of_an_sms_is_markup_there() {
    let mut forwarding = Forwarding::start().await;
    let url = format!("{}/services/T0/B0/secretsecret", forwarding.receiver.url);
    let settings = json!({"kind": "slack", "url": url});
    let received = forwarded(&mut forwarding, settings, json!({})).await;
    assert_eq!(received.path, "/services/T0/B0/secretsecret");
    assert_eq!(received.header("content-type"), "application/json");
    let body = received.json();
    let blocks = body["blocks"].as_array().expect("blocks");
    let header = json!({"type": "header",
        "text": {"type": "plain_text", "text": "482913", "emoji": false}});
    assert_eq!(blocks[0], header);
    let text = json!({"type": "plain_text", "text": TEXT, "emoji": false});
    assert_eq!(blocks[1]["text"], text);
    let context = blocks[2]["elements"].as_array().expect("elements");
    let markup: Vec<&Value> =
        context.iter().filter(|element| element["type"] == "mrkdwn").collect();
    assert_eq!(markup.len(), 1);
    let open = markup[0]["text"].as_str().expect("text");
    assert!(open.starts_with(&format!("<{}", link(&forwarding))), "{open}");
    // For Mattermost and others, which read no blocks: all of it, where nothing is markup.
    let text = body["text"].as_str().expect("text");
    assert!(text.starts_with("```\n482913 is the code of Stripe\nYour Stripe"), "{text}");
    assert!(text.contains(&format!("\n```\n<{}", link(&forwarding))), "{text}");
}

#[tokio::test]
async fn discord_gets_an_embed_that_mentions_nobody() {
    let mut forwarding = Forwarding::start().await;
    let url = format!("{}/api/webhooks/1/token", forwarding.receiver.url);
    let settings = json!({"kind": "discord", "url": url});
    let body = forwarded(&mut forwarding, settings, json!({})).await.json();
    assert_eq!(body["allowed_mentions"], json!({"parse": []}));
    let embed = &body["embeds"][0];
    assert_eq!(embed["title"], "482913");
    let text = embed["description"].as_str().expect("text");
    assert!(text.contains(r"\@everyone \*bold\*") && text.contains(r"\[x\]\("), "{text}");
    assert!(embed["url"].as_str().expect("a link").starts_with(&link(&forwarding)));
}

#[tokio::test]
async fn teams_gets_an_adaptive_card() {
    let mut forwarding = Forwarding::start().await;
    let url = format!("{}/workflows/1?sig=secret", forwarding.receiver.url);
    let settings = json!({"kind": "teams", "url": url});
    let received = forwarded(&mut forwarding, settings, json!({})).await;
    assert_eq!(received.path, "/workflows/1?sig=secret");
    let body = received.json();
    let attachment = &body["attachments"][0];
    assert_eq!(attachment["contentType"], "application/vnd.microsoft.card.adaptive");
    let card = &attachment["content"];
    assert_eq!((&card["type"], &card["version"]), (&json!("AdaptiveCard"), &json!("1.4")));
    let run = &card["body"][1]["inlines"][0];
    assert_eq!((&run["text"], &run["size"]), (&json!("482913"), &json!("ExtraLarge")));
    assert_eq!(card["body"][2]["inlines"][0]["text"], TEXT);
    let open = card["actions"][0]["url"].as_str().expect("a link");
    assert!(open.starts_with(&link(&forwarding)));
}

#[tokio::test]
async fn nothing_from_outside_is_markdown_in_teams() {
    const SENDER: &str = "[Stripe](http://evil.example) **now**";
    let mut forwarding = Forwarding::start().await;
    let url = format!("{}/workflows/1", forwarding.receiver.url);
    let owner = forwarding.owner();
    let made = add_channel(&owner, "Ours", json!({"kind": "teams", "url": url}), json!({})).await;
    add_rule(&owner, json!({"channel_ids": [id(&made["channel"])]})).await;
    let label = "[Ops](http://evil.example)";
    let number = json!({"phone_number": NUMBER, "label": label, "access": "team"});
    assert_eq!(owner.status(Method::POST, "/numbers", Some(number)).await, 201);
    let mut message = receivesms(1, NUMBER, "Your code is 482913");
    message["data"]["from"] = json!(SENDER);
    let answer = forwarding.server.post_receivesms(&message.to_string()).await;
    assert_eq!(answer.status(), 200);
    let card = forwarding.receiver.next().await.json()["attachments"][0]["content"].clone();
    // TextBlock, FactSet and fallbackText are read as Markdown; a TextRun is not.
    let blocks = card["body"].as_array().expect("blocks");
    assert!(blocks.iter().all(|block| block["type"] == "RichTextBlock"), "{card}");
    let runs = blocks.iter().map(|block| block["inlines"][0].clone()).collect::<Vec<_>>();
    assert!(runs.iter().all(|run| run["type"] == "TextRun"), "{card}");
    let texts: Vec<&str> = runs.iter().filter_map(|run| run["text"].as_str()).collect();
    assert_eq!(texts[3..], [format!("From: {SENDER}"), format!("To: {label} ({NUMBER})")]);
    assert_eq!(card["fallbackText"], "Open in Codebell");
}

#[tokio::test]
async fn telegram_gets_a_code_that_a_tap_copies() {
    let mut forwarding = Forwarding::start().await;
    let token = "123456789:AAabcdefghijklmnopqrstuvwxyz";
    let server = forwarding.receiver.url.clone();
    let settings =
        json!({"kind": "telegram", "token": token, "chat_id": "-10042", "server": server});
    let received = forwarded(&mut forwarding, settings, json!({})).await;
    assert_eq!(received.path, format!("/bot{token}/sendMessage"));
    let body = received.json();
    assert_eq!((&body["chat_id"], &body["parse_mode"]), (&json!("-10042"), &json!("HTML")));
    let text = body["text"].as_str().expect("text");
    assert!(text.contains("<code>482913</code>"), "{text}");
    assert!(text.contains("&lt;b&gt;b&lt;/b&gt; &amp; [x]"), "{text}");
    let button = &body["reply_markup"]["inline_keyboard"][0][0];
    assert_eq!(button["copy_text"], json!({"text": "482913"}));
}

#[tokio::test]
async fn ntfy_gets_its_topic_in_the_body_and_its_token_as_a_bearer() {
    let mut forwarding = Forwarding::start().await;
    let server = format!("{}/", forwarding.receiver.url);
    let settings =
        json!({"kind": "ntfy", "topic": "codes-4711", "token": "tk_secret", "server": server});
    let received = forwarded(&mut forwarding, settings, json!({})).await;
    assert_eq!(
        (received.path.as_str(), received.header("authorization")),
        ("/", "Bearer tk_secret")
    );
    let body = received.json();
    assert_eq!(body["topic"], "codes-4711");
    assert_eq!(body["title"], "482913 is the code of Stripe");
    assert!(body["message"].as_str().expect("text").starts_with(TEXT));
    assert!(body["click"].as_str().expect("a link").starts_with(&link(&forwarding)));
}

#[tokio::test]
async fn gotify_gets_its_token_in_a_header() {
    let mut forwarding = Forwarding::start().await;
    let server = format!("{}/gotify", forwarding.receiver.url);
    let settings = json!({"kind": "gotify", "server": server, "token": "AbCdEfGhIjKlMnO"});
    let received = forwarded(&mut forwarding, settings, json!({})).await;
    assert_eq!(received.path, "/gotify/message");
    assert_eq!(received.header("x-gotify-key"), "AbCdEfGhIjKlMnO");
    let body = received.json();
    assert_eq!(body["title"], "482913 is the code of Stripe");
    assert_eq!(body["priority"], 8);
}

#[tokio::test]
async fn a_mailbox_gets_the_code_as_plain_text_and_as_html() {
    let mut mail = MailServer::start().await;
    let builder = open_to_loopback().await;
    let builder = builder.set("SMTP_URL", &format!("smtp://127.0.0.1:{}", mail.port));
    let builder = builder.set("SMTP_FROM", "Codebell <codes@example.com>");
    let mut forwarding = Forwarding::on(builder.start().await).await;
    let settings = json!({"kind": "email", "to": ["ops@example.com", "ana@example.com"]});
    let made = add_channel(&forwarding.owner(), "Ops", settings, json!({})).await;
    assert_eq!(made["channel"]["target"], "ops@example.com, ana@example.com");
    add_rule(&forwarding.owner(), json!({"channel_ids": [id(&made["channel"])]})).await;
    forwarding.server.receive(1, NUMBER, TEXT).await;
    let received = mail.next().await;
    assert_eq!(received["to"], json!(["ops@example.com", "ana@example.com"]));
    assert_eq!(received["subject"], "482913 is the code of Stripe");
    let text = received["text"].as_str().expect("text");
    assert!(text.contains("\n    482913\n") && text.contains(TEXT), "{text}");
    let html = received["html"].as_str().expect("HTML");
    assert!(html.contains(">482913</p>") && html.contains("&lt;b&gt;b&lt;/b&gt;"), "{html}");
    let delivered = forwarding.heard("delivered").await;
    let message_id = format!("<{}@codebell>", id(&delivered));
    assert_eq!(received["messageId"], message_id.as_str());
    assert_eq!(forwarding.delivery(&delivered).await["attempts"][0]["answer_status"], 250);
    // A mailbox that is gone keeps it from no other.
    let path = format!("/channels/{}", id(&made["channel"]));
    let both = json!({"is_thin": true,
        "settings": {"kind": "email", "to": ["nobody@example.com", "ana@example.com"]}});
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, Some(both)).await, 200);
    forwarding.server.receive(2, NUMBER, TEXT).await;
    let received = mail.next().await;
    assert_eq!(received["to"], json!(["ana@example.com"]));
    assert!(!received.to_string().contains("482913"), "it is thin: {received}");
    let delivered = forwarding.heard("delivered").await;
    let attempt = forwarding.delivery(&delivered).await["attempts"][0].clone();
    assert_eq!(attempt["detail"], "not taken for nobody@example.com");
}

#[tokio::test]
async fn mail_that_the_server_puts_off_is_tried_again_and_mail_that_it_refuses_is_not() {
    let mail = MailServer::start().await;
    let builder = open_to_loopback().await;
    let builder = builder.set("SMTP_URL", &format!("smtp://127.0.0.1:{}", mail.port));
    let builder = builder.set("SMTP_FROM", "Codebell <codes@example.com>");
    let mut forwarding = Forwarding::on(builder.start().await).await;
    for (address, status, code) in
        [("full@example.com", "waiting", 452), ("nobody@example.com", "failed", 550)]
    {
        let settings = json!({"kind": "email", "to": [address]});
        let made = add_channel(&forwarding.owner(), "Ops", settings, json!({})).await;
        let rule = json!({"channel_ids": [id(&made["channel"])], "stop": true});
        let rule = add_rule(&forwarding.owner(), rule).await;
        forwarding.server.receive(code, NUMBER, TEXT).await;
        let delivery = forwarding.heard(status).await;
        assert_eq!(delivery["answer_status"], code, "{delivery}");
        let path = format!("/rules/{}", id(&rule));
        assert_eq!(forwarding.owner().status(Method::DELETE, &path, None).await, 204);
    }
}

/// What receivers written for either make of a request.
async fn verified(secret: &str, received: &Received) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/testing/webhook-verifier.mjs");
    let mut process = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("Node.js starts");
    let headers: serde_json::Map<String, Value> = received
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), json!(value.to_str().expect("text"))))
        .collect();
    let line = json!({"secret": secret, "headers": headers, "body": received.body});
    let mut stdin = process.stdin.take().expect("stdin");
    stdin.write_all(format!("{line}\n").as_bytes()).await.expect("written");
    drop(stdin);
    let mut lines = BufReader::new(process.stdout.take().expect("stdout")).lines();
    let line = lines.next_line().await.expect("readable").expect("an answer");
    serde_json::from_str(&line).expect("JSON")
}

#[tokio::test]
async fn a_webhook_is_verified_by_receivers_of_receivesms_ink_and_of_standard_webhooks() {
    let mut forwarding = Forwarding::start().await;
    let (channel, secret) = forwarding.webhook("Ours", "/in").await;
    assert!(secret.starts_with("whsec_"));
    add_rule(&forwarding.owner(), json!({"channel_ids": [channel]})).await;
    let message_id = forwarding.server.receive(1, NUMBER, TEXT).await;
    let received = forwarding.receiver.next().await;
    let both = json!({"standard": true, "receivesms": true});
    assert_eq!(verified(&secret, &received).await, both);
    let neither = json!({"standard": false, "receivesms": false});
    assert_eq!(verified("whsec_AAAA", &received).await, neither);

    let body = received.json();
    assert_eq!((&body["event"], &body["version"]), (&json!("sms.received"), &json!("1")));
    let data = &body["data"];
    assert!(data["messageId"].is_u64(), "{data}");
    assert_eq!(data["from"], "+14155551234");
    assert_eq!(data["to"], NUMBER);
    assert_eq!(data["body"], TEXT);
    assert_eq!(data["receivedAt"], "2026-03-01T15:30:00.000Z");
    assert_eq!(data["id"], message_id.as_str());
    assert_eq!((&data["code"], &data["service"]), (&json!("482913"), &json!("Stripe")));
    let delivered = forwarding.heard("delivered").await;
    let idempotency_key = format!("msg_{}", id(&delivered).replace('-', ""));
    assert_eq!(received.header("webhook-id"), idempotency_key);
}

#[tokio::test]
async fn a_replaced_signing_secret_and_the_new_one_are_both_good_for_a_day() {
    let mut forwarding = Forwarding::start().await;
    let (channel, old) = forwarding.webhook("Ours", "/in").await;
    add_rule(&forwarding.owner(), json!({"channel_ids": [channel]})).await;
    let path = format!("/channels/{channel}/rotate");
    let (status, rotated) = forwarding.owner().call(Method::POST, &path, None).await;
    assert_eq!(status, 200, "{rotated}");
    let new = rotated["secret"].as_str().expect("a secret").to_owned();
    assert!(rotated["channel"]["old_secret_ends_at"].is_string());

    forwarding.server.receive(1, NUMBER, TEXT).await;
    let received = forwarding.receiver.next().await;
    assert_eq!(verified(&new, &received).await, json!({"standard": true, "receivesms": true}));
    assert_eq!(verified(&old, &received).await["standard"], true);
    forwarding.heard("delivered").await;

    // A receiver that knows the old one alone refuses the new one's signature.
    forwarding.receiver.answer_next([crate::harness::receiver::status(401)]);
    forwarding.server.receive(2, NUMBER, TEXT).await;
    let refused = forwarding.receiver.next().await;
    let again = forwarding.receiver.next().await;
    assert_eq!(verified(&old, &again).await, json!({"standard": true, "receivesms": true}));
    assert_eq!(refused.header("webhook-id"), again.header("webhook-id"));
    let delivered = forwarding.heard("delivered").await;
    assert_eq!(delivered["attempts"], 1, "it is one attempt");
}

#[tokio::test]
async fn a_thin_channel_says_that_a_code_came_and_neither_code_nor_text() {
    let mut forwarding = Forwarding::start().await;
    let server = forwarding.receiver.url.clone();
    for settings in [
        json!({"kind": "slack", "url": format!("{server}/services/T0/B0/x")}),
        json!({"kind": "discord", "url": format!("{server}/api/webhooks/1/x")}),
        json!({"kind": "teams", "url": format!("{server}/workflow")}),
        json!({"kind": "telegram", "token": "123456789:AAabcdefghijklmnopqrstuvwxyz", "chat_id": "1", "server": server}),
        json!({"kind": "ntfy", "topic": "t", "server": server}),
        json!({"kind": "gotify", "server": server, "token": "x"}),
        json!({"kind": "webhook", "url": server}),
    ] {
        let more = json!({"is_thin": true});
        let made = add_channel(&forwarding.owner(), "Thin", settings, more).await;
        add_rule(&forwarding.owner(), json!({"channel_ids": [id(&made["channel"])]})).await;
    }
    forwarding
        .server
        .receive(1, NUMBER, "Your Stripe code is 482913, see https://stripe.example/x")
        .await;
    for _ in 0..7 {
        let received = forwarding.receiver.next().await;
        assert!(!received.body.contains("482913"), "{}", received.body);
        assert!(!received.body.contains("stripe.example"), "{}", received.body);
        assert!(received.body.contains("Stripe"), "{}", received.body);
        assert!(received.body.contains("?message="), "{}", received.body);
    }
}
