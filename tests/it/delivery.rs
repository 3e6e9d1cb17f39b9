//! Deliveries: tried again, given up, reviewed, told of; each channel on its own.

use std::time::Duration;

use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::forwarding::{Forwarding, add_channel, add_rule, id};
use crate::harness::listener::Listener;
use crate::harness::receiver::{Answer, status};

const NUMBER: &str = "+12025550100";
const CODE: &str = "Your Stripe code is 482913";

fn with_header(code: u16, name: &'static str, value: &str) -> Answer {
    Answer::With(code, vec![(name, value.to_owned())], String::new())
}

#[tokio::test]
async fn a_failed_delivery_is_tried_again_with_the_same_key_until_it_is_delivered() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1, 2]).await;
    forwarding.receiver.answer_next([status(500), status(302)]);
    forwarding.server.receive(1, NUMBER, CODE).await;
    let first = forwarding.receiver.next().await;
    let waiting = forwarding.heard("waiting").await;
    assert_eq!((&waiting["reason"], &waiting["attempts"]), (&json!("receiver_failed"), &json!(1)));
    assert!(waiting["next_attempt_at"].is_string());
    let second = forwarding.receiver.next().await;
    let third = forwarding.receiver.next().await;
    for again in [&second, &third] {
        assert_eq!(again.header("webhook-id"), first.header("webhook-id"));
        assert_eq!(again.body, first.body);
    }
    let pause = second.at - first.at;
    assert!(pause >= Duration::from_millis(900), "{pause:?}");
    let delivered = forwarding.heard("delivered").await;
    let detail = forwarding.delivery(&delivered).await;
    let statuses: Vec<&Value> = detail["attempts"]
        .as_array()
        .expect("attempts")
        .iter()
        .map(|attempt| &attempt["answer_status"])
        .collect();
    assert_eq!(statuses, [&json!(500), &json!(302), &json!(200)]);
    assert_eq!(detail["attempts"][2]["answer"], "OK");
}

#[tokio::test]
async fn retry_after_is_honoured() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1]).await;
    forwarding.receiver.answer_next([with_header(429, "retry-after", "3")]);
    forwarding.server.receive(1, NUMBER, CODE).await;
    let first = forwarding.receiver.next().await;
    let second = forwarding.receiver.next().await;
    let pause = second.at - first.at;
    assert!(pause >= Duration::from_secs(3), "{pause:?}");
}

#[tokio::test]
async fn what_a_receiver_refuses_is_not_tried_again_and_stands_in_needs_review() {
    let mut forwarding = Forwarding::start().await;
    let channel = forwarding.forward_all(&[1, 2, 3]).await;
    let answer = "no_service at /hook-secret-path: 482913";
    forwarding.receiver.answer_next([Answer::With(404, Vec::new(), answer.to_owned())]);
    forwarding.server.receive(1, NUMBER, CODE).await;
    let failed = forwarding.heard("failed").await;
    assert_eq!((&failed["reason"], &failed["needs_review"]), (&json!("refused"), &json!(true)));
    assert_eq!(failed["detail"], "answered 404");
    let detail = forwarding.delivery(&failed).await;
    let kept = detail["attempts"][0]["answer"].as_str().expect("an answer");
    assert!(kept.contains("no_service") && !kept.contains("482913"), "{kept}");
    let owner = forwarding.owner();
    let review = owner.list("/deliveries?needs_review=true").await;
    assert_eq!(review.len(), 1);
    let card = owner.get(&format!("/channels/{channel}")).await;
    assert_eq!(card["last_delivery"]["answer_status"], 404, "{card}");

    // Tried again by hand, it is delivered.
    let path = format!("/deliveries/{}/retry", id(&failed));
    assert_eq!(owner.status(Method::POST, &path, None).await, 200);
    let delivered = forwarding.heard("delivered").await;
    assert_eq!((&delivered["id"], &delivered["attempts"]), (&failed["id"], &json!(2)));
    let owner = forwarding.owner();
    assert!(owner.list("/deliveries?needs_review=true").await.is_empty());
    assert_eq!(owner.status(Method::POST, &path, None).await, 409);
}

#[tokio::test]
async fn what_failed_is_tried_again_or_reviewed_all_at_once() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1]).await;
    forwarding.receiver.answer_next([status(403), status(403), status(403)]);
    for id in 1..=3 {
        forwarding.server.receive(id, NUMBER, CODE).await;
        forwarding.heard("failed").await;
    }
    let all = Some(json!({}));
    let owner = forwarding.owner();
    let (_, retried) = owner.call(Method::POST, "/deliveries/retry", all.clone()).await;
    assert_eq!(retried["changed"], 3);
    for _ in 0..3 {
        forwarding.heard("delivered").await;
    }
    forwarding.receiver.answer_next([status(403)]);
    forwarding.server.receive(4, NUMBER, CODE).await;
    forwarding.heard("failed").await;
    let owner = forwarding.owner();
    let (_, reviewed) = owner.call(Method::POST, "/deliveries/review", all.clone()).await;
    assert_eq!(reviewed["changed"], 1);
    assert!(owner.list("/deliveries?needs_review=true").await.is_empty());
    let failed = owner.list("/deliveries?status=failed").await;
    assert_eq!((failed.len(), &failed[0]["needs_review"]), (1, &json!(false)));
    let (_, retried) = owner.call(Method::POST, "/deliveries/retry", all).await;
    assert_eq!(retried["changed"], 0, "what was reviewed stays");
}

#[tokio::test]
async fn the_last_attempt_that_fails_is_told_through_another_channel_once() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1]).await;
    let (other, _) = forwarding.webhook("Other", "/other").await;
    let failing = [status(503), status(503), status(503), status(503)];
    forwarding.receiver.answer_next(failing[..2].to_vec());
    forwarding.server.receive(1, NUMBER, CODE).await;
    for _ in 0..2 {
        assert_eq!(forwarding.receiver.next().await.path, "/hook");
    }
    let told = forwarding.receiver.next().await;
    assert_eq!(told.path, "/other");
    let notice = told.json();
    assert_eq!(notice["event"], "channel.failing");
    assert!(notice["data"]["text"].as_str().expect("text").contains("answered 503"), "{notice}");
    let owner = forwarding.owner();
    let open = owner.list("/notices?open=true").await;
    assert_eq!((open.len(), &open[0]["kind"]), (1, &json!("channel.failing")));
    let channels = owner.list("/channels").await;
    assert!(channels[0]["failing_since"].is_string());
    assert_eq!((&channels[1]["id"], &channels[1]["failing_since"]), (&json!(other), &Value::Null));

    // Told once in a row of failures; a success ends it.
    forwarding.receiver.answer_next(failing[2..].to_vec());
    let second = forwarding.server.receive(2, NUMBER, CODE).await;
    while forwarding.heard("failed").await["message_id"] != second.as_str() {}
    forwarding.server.receive(3, NUMBER, CODE).await;
    while forwarding.heard("delivered").await["channel"]["name"] != "Hook" {}
    let owner = forwarding.owner();
    assert_eq!(owner.list("/notices").await.len(), 1);
    assert_eq!(owner.list("/channels").await[0]["failing_since"], Value::Null);
    let path = format!("/notices/{}/dismiss", id(&open[0]));
    assert_eq!(owner.status(Method::POST, &path, None).await, 204);
    assert!(owner.list("/notices?open=true").await.is_empty());
}

#[tokio::test]
async fn a_receiver_that_is_gone_switches_its_channel_off_until_somebody_switches_it_on() {
    let mut forwarding = Forwarding::start().await;
    let channel = forwarding.forward_all(&[1]).await;
    forwarding.receiver.answer_next([status(410)]);
    forwarding.server.receive(1, NUMBER, CODE).await;
    let failed = forwarding.heard("failed").await;
    assert_eq!(failed["reason"], "gone");
    let path = format!("/channels/{channel}");
    let owner = forwarding.owner();
    assert_eq!(owner.get(&path).await["disabled_reason"], "gone");
    assert_eq!(owner.list("/notices").await[0]["kind"], "channel.gone");
    forwarding.server.receive(2, NUMBER, CODE).await;
    let owner = forwarding.owner();
    let retry = format!("/deliveries/{}/retry", id(&failed));
    assert_eq!(owner.status(Method::POST, &retry, None).await, 409);
    let on = Some(json!({"is_enabled": true}));
    assert_eq!(owner.status(Method::PATCH, &path, on).await, 200);
    forwarding.receiver.next().await;
    let third = forwarding.server.receive(3, NUMBER, CODE).await;
    let received = forwarding.receiver.next().await;
    assert_eq!(received.json()["data"]["id"], third.as_str(), "nothing came while it was off");
}

#[tokio::test]
async fn a_code_that_has_expired_is_not_tried_again_and_says_so() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[2]).await;
    forwarding.receiver.always(status(500));
    // The provider's time is long ago, and the message says for how long.
    forwarding.server.receive(1, NUMBER, "Your code is 482913. Valid for 5 minutes.").await;
    let failed = forwarding.heard("failed").await;
    assert_eq!((&failed["reason"], &failed["attempts"]), (&json!("code_expired"), &json!(1)));
    let words = failed["detail"].as_str().expect("words");
    assert!(words.contains("expired") && words.contains("answered 500"), "{words}");
    // Where it does not say so, it counts from its arrival here.
    forwarding.server.receive(2, NUMBER, "Your code is 482913.").await;
    assert_eq!(forwarding.heard("waiting").await["reason"], "receiver_failed");
}

#[tokio::test]
async fn first_attempts_come_in_the_order_of_their_messages_and_a_dead_channel_delays_no_other() {
    let mut forwarding = Forwarding::start().await;
    let (well, _) = forwarding.webhook("Well", "/well").await;
    let mut dead = crate::harness::receiver::Receiver::start().await;
    dead.always(Answer::Never);
    let settings = json!({"kind": "webhook", "url": dead.url});
    let made = add_channel(&forwarding.owner(), "Dead", settings, json!({})).await;
    let both = json!({"channel_ids": [id(&made["channel"]), well]});
    add_rule(&forwarding.owner(), both).await;
    let mut sent = Vec::new();
    for id in 0..40 {
        sent.push(forwarding.server.receive(id, NUMBER, CODE).await);
    }
    let mut came = Vec::new();
    for _ in 0..40 {
        let received = forwarding.receiver.next().await;
        came.push(received.json()["data"]["id"].as_str().expect("an id").to_owned());
    }
    assert_eq!(came, sent);
    dead.next().await;
    assert!(dead.waiting().len() < 8, "only so many are in flight at a time");
}

#[tokio::test]
async fn messages_of_one_commit_are_forwarded_in_the_order_in_which_they_were_queued() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1]).await;
    let posts = (0..40).map(|id| forwarding.server.receive(id, NUMBER, CODE));
    futures::future::join_all(posts).await;
    let mut came = Vec::new();
    for _ in 0..40 {
        let received = forwarding.receiver.next().await;
        came.push(received.json()["data"]["id"].as_str().expect("an id").to_owned());
    }
    let queued = "SELECT message_id::text FROM deliveries ORDER BY next_attempt_at";
    let pool = forwarding.server.pool().await;
    let queued: Vec<String> = sqlx::query_scalar(queued).fetch_all(&pool).await.expect("rows");
    assert_eq!(came, queued);
    let places = "SELECT count(DISTINCT next_attempt_at) FROM deliveries";
    let places = sqlx::query_scalar::<_, i64>(places).fetch_one(&pool);
    assert_eq!(places.await.expect("a count"), 40, "each has a place of its own");
}

#[tokio::test]
async fn the_test_button_takes_the_way_of_real_messages_and_shows_request_and_answer() {
    let mut forwarding = Forwarding::start().await;
    let (channel, secret) = forwarding.webhook("Ours", "/some-secret-path").await;
    let path = format!("/channels/{channel}/test");
    let long = "x".repeat(2000);
    forwarding.receiver.answer_next([Answer::With(202, Vec::new(), long)]);
    let (code, tested) = forwarding.owner().call(Method::POST, &path, None).await;
    assert_eq!((code, &tested["delivery"]["status"]), (200, &json!("delivered")), "{tested}");
    let attempt = &tested["attempts"][0];
    assert_eq!(attempt["answer_status"], 202);
    assert_eq!(attempt["answer"].as_str().expect("an answer").chars().count(), 1001);
    let request = attempt["request"].as_str().expect("a request");
    assert!(request.contains("webhook-signature: v1,"), "{request}");
    assert!(request.contains("\"code\":\"246810\""), "{request}");
    assert!(!request.contains("some-secret-path") && !request.contains(&secret), "{request}");
    let received = forwarding.receiver.next().await;
    assert_eq!(received.json()["data"]["test"], true);

    forwarding.receiver.answer_next([status(500)]);
    let (_, tested) = forwarding.owner().call(Method::POST, &path, None).await;
    assert_eq!(tested["delivery"]["status"], "failed", "a test is not tried again");
    assert_eq!(tested["delivery"]["needs_review"], false);
    let owner = forwarding.owner();
    assert_eq!(owner.get(&format!("/channels/{channel}")).await["failing_since"], Value::Null);

    // Also over a channel that is switched off, to see whether it works again.
    let off = Some(json!({"is_enabled": false}));
    assert_eq!(owner.status(Method::PATCH, &format!("/channels/{channel}"), off).await, 200);
    let (_, tested) = owner.call(Method::POST, &path, None).await;
    assert_eq!(tested["delivery"]["status"], "delivered");
}

#[tokio::test]
async fn what_waits_for_a_channel_that_is_switched_off_or_removed_is_given_up_and_says_so() {
    let mut forwarding = Forwarding::start().await;
    let channel = forwarding.forward_all(&[600]).await;
    let path = format!("/channels/{channel}");
    forwarding.receiver.always(status(500));
    forwarding.server.receive(1, NUMBER, "Hello there").await;
    forwarding.heard("waiting").await;
    let off = Some(json!({"is_enabled": false}));
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, off).await, 200);
    let failed = forwarding.heard("failed").await;
    assert_eq!(
        (&failed["reason"], &failed["needs_review"]),
        (&json!("channel_disabled"), &json!(true))
    );
    let on = Some(json!({"is_enabled": true}));
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, on).await, 200);
    let retry = format!("/deliveries/{}/retry", id(&failed));
    assert_eq!(forwarding.owner().status(Method::POST, &retry, None).await, 200);
    while forwarding.heard("waiting").await["attempts"] != 2 {}
    assert_eq!(forwarding.owner().status(Method::DELETE, &path, None).await, 204);
    let failed = forwarding.heard("failed").await;
    assert_eq!(
        (&failed["reason"], &failed["needs_review"]),
        (&json!("channel_removed"), &json!(false))
    );
}

#[tokio::test]
async fn deliveries_of_numbers_that_a_manager_may_not_see_are_not_told_of() {
    let mut forwarding = Forwarding::start().await;
    let manager = forwarding.server.sign_in_as(Role::Manager, "Mel").await.access_token;
    let mut theirs = Listener::connect(&forwarding.server.url, &manager, "websocket").await;
    let message = forwarding.server.receive(1, NUMBER, "the first").await;
    let owner = forwarding.owner();
    let number = id(&owner.list("/numbers").await[0]);
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.status(Method::PATCH, &format!("/numbers/{number}"), restricted).await, 200);
    forwarding.forward_all(&[1]).await;
    forwarding.receiver.answer_next([status(403)]);
    forwarding.server.receive(2, NUMBER, CODE).await;
    let failed = forwarding.heard("failed").await;
    assert_ne!(failed["message_id"], message.as_str());
    let manager = forwarding.server.bearer(&json!(manager));
    assert!(manager.list("/deliveries").await.is_empty());
    let path = format!("/deliveries/{}", id(&failed));
    assert_eq!(manager.status(Method::GET, &path, None).await, 404);
    assert_eq!(manager.status(Method::POST, &format!("{path}/retry"), None).await, 404);
    let all = Some(json!({}));
    let (_, retried) = manager.call(Method::POST, "/deliveries/retry", all.clone()).await;
    assert_eq!(retried["changed"], 0);
    let (_, reviewed) = manager.call(Method::POST, "/deliveries/review", all).await;
    assert_eq!(reviewed["changed"], 0);
    assert_eq!(manager.list("/channels").await[0]["last_delivery"], Value::Null);
    // A test is told to all Managers; nothing of the number was before it.
    let channels = manager.list("/channels").await;
    let path = format!("/channels/{}/test", id(&channels[0]));
    assert_eq!(manager.status(Method::POST, &path, None).await, 200);
    loop {
        let heard = theirs.next().await;
        if heard["event"] == "delivery.updated" {
            assert_eq!(heard["data"]["event"], "test", "{heard}");
            break;
        }
    }
}

#[tokio::test]
async fn what_waits_goes_nowhere_that_somebody_set_up_who_may_not_read_it() {
    let mut forwarding = Forwarding::start().await;
    let manager = forwarding.server.sign_in_as(Role::Manager, "Mel").await.access_token;
    forwarding.server.receive(1, NUMBER, "the first").await;
    let owner = forwarding.owner();
    let number = id(&owner.list("/numbers").await[0]);
    let restricted = Some(json!({"access": "restricted"}));
    assert_eq!(owner.status(Method::PATCH, &format!("/numbers/{number}"), restricted).await, 200);
    let channel = forwarding.forward_all(&[2]).await;
    let path = format!("/channels/{channel}");
    let thin = Some(json!({"is_thin": true}));
    assert_eq!(forwarding.owner().status(Method::PATCH, &path, thin).await, 200);
    forwarding.receiver.answer_next([status(500)]);
    forwarding.server.receive(2, NUMBER, "Hello there").await;
    forwarding.receiver.next().await;
    forwarding.heard("waiting").await;
    // Whoever has more of it go out has to be allowed to read it.
    let manager = forwarding.server.bearer(&json!(manager));
    let whole = Some(json!({"is_thin": false}));
    assert_eq!(manager.status(Method::PATCH, &path, whole).await, 200);
    let failed = forwarding.heard("failed").await;
    assert_eq!(failed["reason"], "not_allowed", "{failed}");
    assert!(forwarding.owner().list("/notices").await.is_empty(), "the receiver is not to blame");
    forwarding.server.receive(3, NUMBER, "Hello again").await;
    let owner = forwarding.owner();
    assert_eq!(owner.list("/deliveries").await.len(), 1, "and nothing new is queued");
    assert!(forwarding.receiver.waiting().is_empty());
}

#[tokio::test]
async fn codes_that_have_expired_are_left_out_when_all_are_tried_again() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[1]).await;
    forwarding.receiver.answer_next([status(403), status(403)]);
    forwarding.server.receive(1, NUMBER, "Your code is 482913. Valid for 5 minutes.").await;
    let expired = forwarding.heard("failed").await;
    forwarding.server.receive(2, NUMBER, "Hello there").await;
    forwarding.heard("failed").await;
    let owner = forwarding.owner();
    let (_, retried) = owner.call(Method::POST, "/deliveries/retry", Some(json!({}))).await;
    assert_eq!(retried["changed"], 1);
    forwarding.heard("delivered").await;
    let left = forwarding.owner().list("/deliveries?needs_review=true").await;
    assert_eq!((left.len(), &left[0]["id"]), (1, &expired["id"]));
    // One by one it is somebody's own will.
    let path = format!("/deliveries/{}/retry", id(&expired));
    assert_eq!(forwarding.owner().status(Method::POST, &path, None).await, 200);
    assert_eq!(forwarding.heard("delivered").await["id"], expired["id"]);
}

#[tokio::test]
async fn what_went_out_is_in_the_audit_log_and_depth_and_age_of_the_queue_are_metrics() {
    let mut forwarding = Forwarding::start().await;
    forwarding.forward_all(&[300]).await;
    let message = forwarding.server.receive(1, NUMBER, CODE).await;
    forwarding.heard("delivered").await;
    let entries = forwarding.owner().list("/audit?action=message.forwarded").await;
    assert_eq!(entries[0]["target"]["id"], message.as_str());
    assert_eq!(entries[0]["details"]["channel"], "Hook");
    forwarding.receiver.always(status(500));
    forwarding.server.receive(2, NUMBER, CODE).await;
    forwarding.heard("waiting").await;
    let metrics = forwarding.server.get("/metrics").await.text().await.expect("a body");
    assert!(metrics.contains("codebell_outbox_waiting{kind=\"webhook\"} 1"), "{metrics}");
    assert!(metrics.contains("codebell_outbox_oldest_seconds{kind=\"webhook\"} "), "{metrics}");
    let delivered = "codebell_delivery_attempts_total{kind=\"webhook\",outcome=\"delivered\"} 1";
    assert!(metrics.contains(delivered), "{metrics}");
    // A proxy asks for somebody else.
    let url = format!("{}/metrics", forwarding.server.url);
    let proxied = forwarding.server.client.get(url).header("x-forwarded-for", "203.0.113.9");
    assert_eq!(proxied.send().await.expect("an answer").status(), 404);
}
