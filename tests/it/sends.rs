//! Codes that are sent: over WebSMS's published behaviour, within the limits, once for each key, and
//! nowhere to be found afterwards.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::connexus::{CLIENT_SECRET, Connexus, MADE_CODE, Misbehaviour};
use crate::harness::member::broken_rule;
use crate::harness::sending::{Sending, with_gateway};
use crate::harness::signed_in;

const TO: &str = "+6421234567";

fn request(to: &str) -> Value {
    json!({"to": to, "company": "MyApp"})
}

#[tokio::test]
async fn a_code_goes_out_as_websms_takes_it_and_its_answer_is_kept_without_the_code() {
    let sending = Sending::start().await;
    let body = json!({
        "to": "+64 21 234 567", "company": "MyApp", "code": "482174", "comment": "Do not share",
        "webotp_domain": "example.com", "ttl_seconds": 120,
    });
    let (status, sent) = sending.send(body).await;
    assert_eq!(status, 202, "{sent}");
    assert_eq!((&sent["to"], &sent["status"]), (&json!(TO), &json!("accepted")));
    assert!(!sent.to_string().contains("482174"), "{sent}");
    let fields = sending.connexus.seen().sent[0].clone();
    let expected = [
        ("to", "6421234567"),
        ("msgCompany", "MyApp"),
        ("msgCode", "482174"),
        ("msgComment", "Do not share"),
        ("webOtpDomain", "example.com"),
    ];
    assert_eq!(fields.len(), expected.len(), "{fields:?}");
    for (name, value) in expected {
        assert_eq!(fields[name], value, "{name}");
    }
    let detail =
        sending.owner().get(&format!("/otp/{}", sent["id"].as_str().expect("an id"))).await;
    assert_eq!(detail["gateway"], "WebSMS Connexus");
    assert_eq!((&detail["country"], &detail["kind"]), (&json!("NZ"), &json!("code")));
    assert_eq!(detail["events"][0]["result"], "accepted");
}

#[tokio::test]
async fn one_token_serves_fifty_sends_at_once() {
    let sending = Sending::start().await;
    sending.connexus.pause_tokens(Duration::from_millis(300));
    let sends = (0..50).map(|index| sending.send(request(&format!("+64212345{index:02}"))));
    for (status, answer) in futures::future::join_all(sends).await {
        assert_eq!(status, 202, "{answer}");
    }
    let seen = sending.connexus.seen();
    assert_eq!((seen.token_requests, seen.sent.len()), (1, 50));
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_before_its_end_and_one_of_unstated_life_lasts_a_day() {
    for (expires_in, requests) in [(Some(299), 3), (Some(301), 1), (None, 1)] {
        let sending = Sending::start().await;
        sending.connexus.expire_in(expires_in);
        for index in 0..3 {
            sending.sent(&format!("+642123456{index}"), "482174").await;
        }
        assert_eq!(sending.connexus.seen().token_requests, requests, "{expires_in:?}");
    }
}

#[tokio::test]
async fn a_token_that_died_early_is_replaced_once_and_the_code_goes_out() {
    let sending = Sending::start().await;
    sending.sent("+6421234560", "482174").await;
    sending.connexus.forget_tokens();
    sending.sent("+6421234561", "482174").await;
    let seen = sending.connexus.seen();
    assert_eq!((seen.token_requests, seen.sent.len()), (2, 2));
}

#[tokio::test]
async fn a_gateway_that_always_says_401_is_asked_twice_and_no_more() {
    let sending = Sending::start().await;
    sending.connexus.always(Misbehaviour::Unauthorized);
    let (status, answer) = sending.send(request(TO)).await;
    assert_eq!(status, 502, "{answer}");
    assert!(answer["detail"].as_str().expect("a detail").contains("answered 401"), "{answer}");
    let seen = sending.connexus.seen();
    assert_eq!((seen.token_requests, seen.asked, seen.sent.len()), (2, 2, 0));
}

#[tokio::test]
async fn a_gateway_that_gives_no_token_is_asked_once_however_many_wait_and_nothing_is_sent() {
    let sending = Sending::start().await;
    sending.connexus.pause_tokens(Duration::from_millis(500));
    sending.connexus.answer_token(401, json!({"error": "invalid_client"}));
    let sends = (0..20).map(|index| sending.send(request(&format!("+64212345{index:02}"))));
    for (status, answer) in futures::future::join_all(sends).await {
        assert_eq!(status, 502, "{answer}");
        let detail = answer["detail"].as_str().expect("a detail");
        assert!(detail.contains("are client id and secret right?"), "{detail}");
    }
    let seen = sending.connexus.seen();
    assert_eq!(seen.asked, 0);
    // All that waited share one answer; a late one may have asked again.
    assert!(seen.token_requests <= 4, "{}", seen.token_requests);
}

#[tokio::test]
async fn what_may_have_been_sent_is_told_as_unknown_and_its_code_can_be_checked() {
    let told = [
        Misbehaviour::Says(500, "oh no"),
        Misbehaviour::Says(200, "<html>"),
        Misbehaviour::Says(200, r#"{"status":"queued"}"#),
        Misbehaviour::Says(200, r#"{"status":"success","message_id":"7"}"#),
        Misbehaviour::BreaksOff,
        Misbehaviour::Hangs,
    ];
    let sending = Sending::start().await;
    for (index, misbehaviour) in told.into_iter().enumerate() {
        let to = format!("+642123456{index}");
        sending.connexus.next([misbehaviour]);
        let body = json!({"to": to, "company": "MyApp", "code": "482174"});
        let (status, answer) = sending.send(body).await;
        assert_eq!((status, &answer["status"]), (202, &json!("unknown")), "{answer}");
        assert!(sending.check(&to, "482174").await);
    }
}

#[tokio::test]
async fn what_a_gateway_refuses_is_told_with_its_answer_without_secrets_and_can_be_sent_again_at_once()
 {
    let sending = Sending::start().await;
    sending.connexus.next([
        Misbehaviour::Says(
            403,
            r#"{"error":"insufficient funds for 482174, csk_very-secret-4711"}"#,
        ),
        Misbehaviour::Says(200, r#"{"status":"error","error":"no route"}"#),
    ]);
    let body = json!({"to": TO, "company": "MyApp", "code": "482174"});
    for _ in 0..2 {
        let (status, answer) = sending.send(body.clone()).await;
        assert_eq!(status, 502, "{answer}");
    }
    assert!(!sending.check(TO, "482174").await, "nobody has it");
    let gateways = sending.owner().list("/gateways").await;
    assert_eq!(gateways[0]["last"]["result"], "refused");
    assert_eq!(gateways[0]["last"]["answer"], r#"{"status":"error","error":"no route"}"#);
    let sends = sending.owner().list("/otp?status=refused").await;
    assert_eq!(sends.len(), 2);
    let shown =
        sending.owner().get(&format!("/otp/{}", sends[1]["id"].as_str().expect("an id"))).await;
    assert!(shown["events"][0]["detail"].as_str().expect("a detail").contains("403"), "{shown}");
    let stored = sending.server.stored_text().await;
    assert!(stored.contains("no route") && !stored.contains(CLIENT_SECRET));
    assert_eq!(sending.send(body).await.0, 202);
}

#[tokio::test]
async fn a_slow_gateway_is_waited_for() {
    let sending = Sending::start().await;
    sending.connexus.next([Misbehaviour::Slow(Duration::from_secs(3))]);
    assert_eq!(sending.send(request(TO)).await.1["status"], "accepted");
}

#[tokio::test]
async fn a_code_that_websms_makes_is_checked_here_all_the_same() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let sending = Sending::on(server, connexus).await;
    let owner = sending.owner();
    let made = json!({"kind": "websms", "name": "Theirs", "settings": {
        "client_id": "cid_test", "client_secret": CLIENT_SECRET, "code_by": "websms",
        "server": sending.connexus.url,
    }});
    let (status, gateway) = owner.call(Method::POST, "/gateways", Some(made)).await;
    assert_eq!(status, 201, "{gateway}");
    let body = json!({"to": TO, "company": "MyApp", "gateway": gateway["id"]});
    assert_eq!(sending.send(body).await.0, 202);
    assert!(!sending.connexus.seen().sent[0].contains_key("msgCode"));
    assert!(!sending.check(TO, "000000").await);
    assert!(sending.check(TO, MADE_CODE).await);
    let given =
        json!({"to": "+6421234599", "company": "MyApp", "gateway": gateway["id"], "code": "1234"});
    assert_eq!(sending.send(given).await.0, 202);
    assert_eq!(sending.connexus.seen().sent[1]["msgCode"], "1234");
}

#[tokio::test]
async fn nothing_of_a_code_is_in_any_answer_log_metric_or_table() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.set("CODEBELL_LOG", "trace").start().await;
    let sending = Sending::on(server, connexus).await;
    let codes = ["58301947", "72946150", "39175826"];
    sending.connexus.next([
        Misbehaviour::Slow(Duration::ZERO),
        Misbehaviour::Says(200, r#"{"status":"success","text":"72946150 is your code"}"#),
        Misbehaviour::Says(400, r#"{"error":"no: 39175826"}"#),
    ]);
    let mut answers = String::new();
    for (index, code) in codes.iter().enumerate() {
        let body = json!({"to": format!("+642123456{index}"), "company": "MyApp", "code": code});
        answers += &sending.send(body).await.1.to_string();
        let guess = json!({"to": format!("+642123456{index}"), "code": code});
        answers +=
            &sending.owner().call(Method::POST, "/otp/verify", Some(guess)).await.1.to_string();
    }
    for path in ["/otp", "/otp/figures", "/gateways", "/audit", "/notices"] {
        answers += &sending.owner().get(path).await.to_string();
    }
    let metrics = sending.server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_sends_total"), "{metrics}");
    let stored = sending.server.stored_text().await;
    for code in codes {
        let plain = hex::encode(code);
        for (place, text) in [
            ("answers", &answers),
            ("log", &sending.server.log()),
            ("metrics", &metrics),
            ("tables", &stored),
        ] {
            assert!(!text.contains(code) && !text.contains(&plain), "{code} is in the {place}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_send_is_said_of_its_field() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    for (field, value) in [
        ("to", json!("2190")),
        ("to", json!("+12")),
        ("to", json!("")),
        ("company", json!("")),
        ("company", json!("x".repeat(41))),
        ("company", json!("My\nApp")),
        ("code", json!("123")),
        ("code", json!("123456789")),
        ("code", json!("12a4")),
        ("code", json!("٤٨٢١٧٤")),
        ("digits", json!(3)),
        ("digits", json!(9)),
        ("comment", json!("x".repeat(101))),
        ("ttl_seconds", json!(59)),
        ("ttl_seconds", json!(3601)),
        ("webotp_domain", json!("https://example.com")),
        ("webotp_domain", json!("example.com:8080")),
        ("webotp_domain", json!("example.com/login")),
        ("webotp_domain", json!("127.0.0.1")),
        ("language", json!("english please")),
        ("gateway", json!("018f0000-0000-7000-8000-000000000000")),
    ] {
        let mut body = request(TO);
        body[field] = value.clone();
        let answer = owner.call(Method::POST, "/otp/send", Some(body)).await.1;
        assert_eq!(broken_rule(&answer).0, field, "{value}");
    }
    assert_eq!(sending.connexus.seen().asked, 0);
}

#[tokio::test]
async fn without_a_gateway_it_is_said_what_to_set() {
    signed_in!(server, owner: Owner);
    let (status, answer) = owner.call(Method::POST, "/otp/send", Some(request(TO))).await;
    assert_eq!(status, 503);
    let detail = answer["detail"].as_str().expect("a detail");
    assert!(detail.contains("WEBSMS_CLIENT_ID") && detail.contains("Sends"), "{detail}");
}

#[tokio::test]
async fn the_same_request_with_the_same_key_is_sent_once_also_at_once_and_another_is_refused() {
    let sending = Sending::start().await;
    sending.connexus.next([Misbehaviour::Slow(Duration::from_millis(500))]);
    let body = request(TO);
    // Whoever is turned away for the moment asks again with the same key.
    let ask = async || loop {
        let answer = sending.send_once("order-4711", &body).await;
        if answer.status() != 503 {
            return answer;
        }
    };
    let all = futures::future::join_all((0..20).map(|_| ask())).await;
    let mut ids = Vec::new();
    for answer in all {
        assert_eq!(answer.status(), 202);
        let answer: Value = answer.json().await.expect("JSON");
        assert_eq!(answer["status"], "accepted", "{answer}");
        ids.push(answer["id"].to_string());
    }
    ids.dedup();
    assert_eq!((ids.len(), sending.connexus.seen().sent.len()), (1, 1));
    let other = json!({"to": TO, "company": "Another"});
    let refused =
        sending.send_once("order-4711", &other).await.json::<Value>().await.expect("JSON");
    assert_eq!(broken_rule(&refused).0, "Idempotency-Key");
    let spaced = sending.send_once("a key", &body).await.json::<Value>().await.expect("JSON");
    assert_eq!(broken_rule(&spaced).0, "Idempotency-Key");
    assert_eq!(sending.send_once("order-4712", &body).await.status(), 429);
    assert_eq!(sending.connexus.seen().sent.len(), 1);
}

#[tokio::test]
async fn what_no_gateway_took_is_sent_by_the_same_key_when_it_is_tried_again() {
    let sending = Sending::start().await;
    sending.connexus.next([Misbehaviour::Says(403, "{}")]);
    let body = request(TO);
    assert_eq!(sending.send_once("order-4711", &body).await.status(), 502);
    for _ in 0..2 {
        assert_eq!(sending.send_once("order-4711", &body).await.status(), 202);
    }
    assert_eq!(sending.connexus.seen().sent.len(), 1);
}

#[tokio::test]
async fn a_process_killed_between_the_gateways_answer_and_its_commit_never_sends_twice() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let mut sending = Sending::on(server, connexus).await;
    for round in 0..3 {
        let (key, to) = (format!("order-{round}"), format!("+642123456{round}"));
        let body = json!({"to": to, "company": "MyApp", "code": "482174"});
        let pool = sending.server.pool().await;
        // The answer comes, and can't be written down.
        let mut held = pool.begin().await.expect("a transaction");
        let hold = "LOCK TABLE send_events IN ACCESS EXCLUSIVE MODE";
        sqlx::query(hold).execute(&mut *held).await.expect("held");
        let url = format!("{}/api/v1/otp/send", sending.server.url);
        let asked = sending.server.client.post(url).bearer_auth(&sending.owner().access_token);
        let asked = tokio::spawn(asked.header("Idempotency-Key", &key).json(&body).send());
        sending.connexus.sent(round + 1).await;
        wait_until_it_waits_for(&pool, "send_events").await;
        sending.server.kill().await;
        held.rollback().await.expect("let go");
        assert!(asked.await.expect("it ran").is_err());
        sending = restarted(sending, &key, &body, round + 1).await;
    }
}

#[tokio::test]
async fn a_process_killed_before_the_gateways_answer_never_sends_twice() {
    let connexus = Connexus::start().await;
    let server = with_gateway(&connexus).await.start().await;
    let mut sending = Sending::on(server, connexus).await;
    let body = json!({"to": TO, "company": "MyApp", "code": "482174"});
    sending.connexus.next([Misbehaviour::Hangs]);
    let url = format!("{}/api/v1/otp/send", sending.server.url);
    let asked = sending.server.client.post(url).bearer_auth(&sending.owner().access_token);
    let asked = tokio::spawn(asked.header("Idempotency-Key", "order").json(&body).send());
    sending.connexus.sent(1).await;
    sending.server.kill().await;
    assert!(asked.await.expect("it ran").is_err());
    restarted(sending, "order", &body, 1).await;
}

/// Returns when somebody waits for a lock of a table.
async fn wait_until_it_waits_for(pool: &sqlx::PgPool, table: &str) {
    let waits =
        "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = to_regclass($1))";
    let asked = async {
        let is_waiting = async || -> bool {
            sqlx::query_scalar(waits).bind(table).fetch_one(pool).await.expect("a boolean")
        };
        while !is_waiting().await {}
    };
    tokio::time::timeout(Duration::from_secs(25), asked).await.expect("it waits");
}

/// Starts the server again: the same request brings no other message, and the code that the phone has
/// is right.
async fn restarted(sending: Sending, key: &str, body: &Value, sent: usize) -> Sending {
    let sending = sending.start_again().await;
    for _ in 0..2 {
        let again = sending.send_once(key, body).await;
        assert_eq!(again.status(), 202);
        let again: Value = again.json().await.expect("JSON");
        let status = again["status"].as_str().expect("a status");
        assert!(["sending", "unknown"].contains(&status), "{again}");
    }
    assert_eq!(sending.connexus.seen().sent.len(), sent);
    assert!(sending.check(body["to"].as_str().expect("a number"), "482174").await);
    sending
}

#[tokio::test]
async fn sends_to_a_number_are_limited_by_time_and_by_the_hour() {
    let sending = Sending::start().await;
    sending.sent(TO, "482174").await;
    let (status, answer) = sending.send(request(TO)).await;
    assert_eq!(status, 429, "{answer}");
    let pool = sending.server.pool().await;
    // Five in the last hour, the last of them long enough ago.
    for minutes in [50, 40, 30, 20] {
        let earlier = "INSERT INTO sends (id, kind, recipient, status, created_at)
                       VALUES (gen_random_uuid(), 'code', $1, 'delivered', now() - make_interval(mins => $2))";
        sqlx::query(earlier).bind(TO).bind(minutes).execute(&pool).await.expect("added");
    }
    let age = "UPDATE sends SET created_at = now() - interval '1 minute' WHERE status = 'accepted'";
    sqlx::query(age).execute(&pool).await.expect("aged");
    let answer = sending.owner().request(Method::POST, "/otp/send", Some(request(TO))).await;
    assert_eq!(answer.status(), 429);
    let wait: u64 =
        answer.headers()["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((590..=600).contains(&wait), "the oldest leaves in ten minutes: {wait}");
    let leave = "UPDATE sends SET created_at = created_at - interval '11 minutes'";
    sqlx::query(leave).execute(&pool).await.expect("aged");
    assert_eq!(sending.send(request(TO)).await.0, 202);
}

#[tokio::test]
async fn limits_of_countries_keys_and_days_hold_and_the_last_is_told_of_once() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let mut limits = owner.get("/otp/limits").await;
    limits["denied_countries"] = json!(["fr"]);
    limits["per_day"] = json!(3);
    limits["per_key_a_minute"] = json!(2);
    let (status, stored) = owner.call(Method::PUT, "/otp/limits", Some(limits.clone())).await;
    assert_eq!((status, &stored["denied_countries"]), (200, &json!(["FR"])));
    let french = owner.call(Method::POST, "/otp/send", Some(request("+33612345678"))).await.1;
    let (field, rule) = broken_rule(&french);
    assert!(field == "to" && rule.contains("FR"), "{rule}");
    let key = json!({"name": "App", "scopes": ["otp"]});
    let key = owner.call(Method::POST, "/api-keys", Some(key)).await.1;
    let program = sending.server.bearer(&key["key"]);
    for (index, expected) in [202, 202, 429].into_iter().enumerate() {
        let body = request(&format!("+642123456{index}"));
        let (status, answer) = program.call(Method::POST, "/otp/send", Some(body)).await;
        assert_eq!(status, expected, "{answer}");
    }
    assert_eq!(sending.send(request("+6421234570")).await.0, 202);
    for _ in 0..2 {
        let answer = owner.request(Method::POST, "/otp/send", Some(request("+6421234571"))).await;
        assert_eq!(answer.status(), 429);
        let wait: u64 =
            answer.headers()["retry-after"].to_str().expect("text").parse().expect("seconds");
        assert!(wait <= 86_400, "{wait}");
    }
    let notices = owner.list("/notices").await;
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0]["kind"], "send.ceiling");
    limits["allowed_countries"] = json!(["NZ"]);
    limits["per_day"] = json!(1000);
    assert_eq!(owner.call(Method::PUT, "/otp/limits", Some(limits.clone())).await.0, 200);
    let american = owner.call(Method::POST, "/otp/send", Some(request("+12025550100"))).await.1;
    assert_eq!(broken_rule(&american).0, "to");
    for (field, value) in [
        ("per_day", json!(-1)),
        ("seconds_between", json!(5)),
        ("allowed_countries", json!(["NZL"])),
    ] {
        let mut wrong = limits.clone();
        wrong[field] = value;
        let answer = owner.call(Method::PUT, "/otp/limits", Some(wrong)).await.1;
        assert_eq!(broken_rule(&answer).0, field);
    }
}

#[tokio::test]
async fn what_no_gateway_took_is_not_counted_towards_the_day() {
    let sending = Sending::start().await;
    let owner = sending.owner();
    let mut limits = owner.get("/otp/limits").await;
    limits["per_day"] = json!(1);
    assert_eq!(owner.call(Method::PUT, "/otp/limits", Some(limits)).await.0, 200);
    sending.connexus.next([Misbehaviour::Says(403, "{}")]);
    assert_eq!(sending.send(request(TO)).await.0, 502);
    assert_eq!(sending.send(request(TO)).await.0, 202);
    assert_eq!(sending.send(request("+6421234599")).await.0, 429);
}

#[tokio::test]
async fn a_key_sends_and_sees_what_it_asked_for_and_nothing_else() {
    let sending = Sending::start().await;
    let by_owner = sending.sent(TO, "482174").await;
    let owner = sending.owner();
    let key = json!({"name": "App", "scopes": ["otp"]});
    let key = owner.call(Method::POST, "/api-keys", Some(key)).await.1;
    let program = sending.server.bearer(&key["key"]);
    let (status, sent) =
        program.call(Method::POST, "/otp/send", Some(request("+6421234599"))).await;
    assert_eq!(status, 202, "{sent}");
    let own = program.list("/otp").await;
    assert_eq!(own.len(), 1);
    assert_eq!((&own[0]["id"], &own[0]["sent_by"]), (&sent["id"], &json!("App")));
    assert_eq!(program.call(Method::GET, &format!("/otp/{by_owner}"), None).await.0, 404);
    for path in ["/otp/figures", "/otp/texts"] {
        assert_eq!(program.call(Method::GET, path, None).await.0, 403, "{path}");
    }
    assert_eq!(owner.list("/otp").await.len(), 2);
    assert_eq!(owner.list("/otp?to=%2B64%2021%20234%20567").await.len(), 1);
    assert_eq!(owner.list("/otp?country=nz&kind=code&status=accepted").await.len(), 2);
    assert_eq!(owner.list("/otp?country=US").await.len(), 0);
}
