//! Whoever is refused again and again does not fill the disk, and is counted.

use std::time::Duration;

use chrono::TimeDelta;
use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};

use crate::harness::Server;
use crate::harness::in_process::{ServerWithClock, at};
use crate::harness::member::PASSWORD;
use crate::harness::source::path;

/// How many refusals an action's rows tell of, a row each.
async fn counts(pool: &PgPool, action: &str) -> Vec<i64> {
    let rows = sqlx::query_scalar(
        "SELECT coalesce((details->>'count')::int8, 1) FROM audit_log WHERE action = $1 ORDER BY seq",
    );
    rows.bind(action).fetch_all(pool).await.expect("rows")
}

/// The same of the delivery logs.
async fn deliveries(pool: &PgPool) -> Vec<i32> {
    let rows = sqlx::query_scalar("SELECT count FROM source_deliveries ORDER BY id");
    rows.fetch_all(pool).await.expect("rows")
}

async fn size(pool: &PgPool, table: &str) -> i64 {
    let count = sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}")));
    count.fetch_one(pool).await.expect("a count")
}

/// Waits for another row of an action.
async fn wait_for(pool: &PgPool, action: &str, rows: usize) {
    let grown = async { while counts(pool, action).await.len() < rows {} };
    tokio::time::timeout(Duration::from_secs(20), grown).await.expect("it is written");
}

#[tokio::test]
async fn hundreds_of_refusals_of_one_member_and_of_wrong_signatures_are_a_handful_of_rows() {
    let server = ServerWithClock::start().await;
    let pool = &server.context.pool;
    for role in [Role::Manager, Role::Viewer] {
        server.add_member(role).await;
    }
    let new = json!({"provider": "receivesms", "name": "SMS", "slug": "sms", "secret": "right"});
    let (status, made) = server.call(Role::Manager, Method::POST, "/sources", Some(new)).await;
    assert_eq!(status, 201, "{made}");
    let login = |password: &'static str| {
        let body = json!({"email": "viewer@example.com", "password": password});
        server.client.post(format!("{}/api/v1/auth/login", server.url)).json(&body).send()
    };
    let answer: Value = login(PASSWORD).await.expect("an answer").json().await.expect("JSON");
    let token = answer["access_token"].as_str().expect("a token");
    for path in ["users", "audit"] {
        for _ in 0..150 {
            let request = server.client.get(format!("{}/api/v1/{path}", server.url));
            let answer = request.bearer_auth(token).send().await.expect("an answer");
            assert_eq!(answer.status(), 403);
        }
    }
    for _ in 0..200 {
        let answer = server.post("sms", [("x-webhook-signature", "sha256=00")], "{}").await;
        assert!([401, 429].contains(&answer.status().as_u16()));
    }
    for _ in 0..3 {
        assert_eq!(login("wrong password").await.expect("an answer").status(), 401);
    }
    let actions = ["access.refused", "webhook.refused", "login.refused"];
    for action in actions {
        assert_eq!(counts(pool, action).await, [1], "{action}");
    }
    assert_eq!(deliveries(pool).await, [1]);
    let list = "/audit?action=access.refused";
    server.clock.set(at(1_700_000_000) + TimeDelta::seconds(60));
    for (action, more) in actions.into_iter().zip([299, 199, 2]) {
        wait_for(pool, action, 2).await;
        assert_eq!(counts(pool, action).await, [1, more], "{action}");
    }
    assert_eq!(deliveries(pool).await, [1, 199]);
    let path = format!("{}/deliveries", path(&made));
    let log = server.call(Role::Manager, Method::GET, &path, None).await.1;
    assert_eq!(log["data"][0]["count"], 199, "{log}");
    server.add_member(Role::Owner).await;
    let entries = server.call(Role::Owner, Method::GET, list, None).await.1;
    let entry = &entries["data"][0];
    assert_eq!(entry["details"]["network"], "127.0.0.0/24", "{entry}");
    assert_eq!(entry["details"]["path"], "/audit", "the last of them");
    assert_eq!(entry["actor"]["kind"], "user");
    // Another minute begins with a row of its own.
    server.post("sms", [("x-webhook-signature", "sha256=00")], "{}").await;
    assert_eq!(counts(pool, "webhook.refused").await, [1, 199, 1]);
}

#[tokio::test]
async fn wrong_signatures_from_however_many_networks_are_a_bounded_number_of_rows_and_all_counted()
{
    let mut server =
        Server::builder().await.set("CODEBELL_TRUSTED_PROXIES", "127.0.0.1/32").start().await;
    let pool = server.pool().await;
    for number in 0..700 {
        let address = format!("198.{}.{}.9", 18 + number / 256, number % 256);
        let headers = [("x-forwarded-for", address.as_str()), ("x-webhook-signature", "sha256=00")];
        assert_eq!(server.post("receivesms", &headers, "{}").await.status(), 401);
    }
    // What is not written yet is written when the server stops.
    assert!(server.stop().await.success());
    let found = counts(&pool, "webhook.refused").await;
    assert!(found.len() <= 258, "{} rows", found.len());
    assert_eq!(found.iter().sum::<i64>(), 700);
    assert!(size(&pool, "source_deliveries").await <= 258);
    assert_eq!(deliveries(&pool).await.iter().sum::<i32>(), 700);
}
