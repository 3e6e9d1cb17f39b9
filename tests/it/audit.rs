//! The audit log: what is in it, what is not, and that a change of it shows.
//!
//! Mutations that were tried, each of which turned a test of `audit_attacks`, `audit_anchor` or
//! `refusals` red: the seal not checked before something is added; every seal taken for a right one;
//! an empty log without a seal taken for a new one; every signature of a head believed; every refusal
//! written at once.
//!
//! And each of which turned one of theirs, or one here, red: an end of the log that is not compared with the
//! rows there are, or only with those before it, by `verify` and by the server; a log that was set back
//! while the server runs; the number of the chain left out of a row's hash, and of the seal; heads that
//! were anchored not compared, not with their hash, or not those beyond the end; no head anchored when the
//! server stops; breaks that were there at the start not told of; forged entries of breaks believed;
//! hashes without the key accepted after one with it, and any hash for one; an old seal for another chain
//! than the first; refusals that are not written when the server stops, in the log and in the delivery
//! logs; as many kinds of refusals told apart as come.

use chrono::DateTime;
use codebell::audit::verify::verify;
use codebell::audit::{self, Action, Actor, Entry};
use codebell::auth::Role;
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgPool};

use crate::harness::cluster::TestDatabase;
use crate::harness::member::PASSWORD;
use crate::harness::{Member, Server, signed_in};

/// Does something to the table that only its owner could, and not without taking the guard away.
pub async fn tamper(pool: &PgPool, statement: &str) {
    let all = format!(
        "ALTER TABLE audit_log DISABLE TRIGGER ALL; {statement}; ALTER TABLE audit_log ENABLE TRIGGER ALL;"
    );
    sqlx::raw_sql(AssertSqlSafe(all)).execute(pool).await.expect("tampered");
}

/// The exit status of `codebell audit verify` and what it says.
pub async fn verified(server: &Server) -> (bool, String) {
    let output = server.command().args(["audit", "verify"]).output().await.expect("it runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).expect("text"))
}

async fn actions(owner: &Member<'_>, query: &str) -> Vec<String> {
    let entries = owner.list(&format!("/audit?limit=200&{query}")).await;
    let names = entries.iter().map(|entry| entry["action"].as_str().expect("a name").to_owned());
    names.collect()
}

#[tokio::test]
async fn who_saw_and_copied_a_code_is_written_down_without_the_code() {
    signed_in!(server, owner: Owner);
    let message = server.receive(1, "+12025550100", "Your Bank code is 482913").await;
    let manager = server.sign_in(Role::Manager).await;
    for (path, body) in [
        ("/messages/read", Some(json!({"ids": [message]}))),
        ("/messages/read", Some(json!({"ids": [message]}))),
    ] {
        assert_eq!(manager.call(Method::POST, path, body).await.0, 204);
    }
    for path in ["copied", "claim"] {
        let path = format!("/messages/{message}/{path}");
        assert!(manager.call(Method::POST, &path, None).await.0 < 300, "{path}");
    }
    let path = format!("/messages/{message}/claim");
    assert_eq!(manager.call(Method::DELETE, &path, None).await.0, 200);
    assert_eq!(
        actions(&owner, &format!("target_id={message}")).await,
        [
            "message.released",
            "message.claimed",
            "message.copied",
            "message.read",
            "message.received"
        ]
    );
    let entry = &owner.list(&format!("/audit?action=message.copied&target_id={message}")).await[0];
    assert_eq!(entry["actor"]["kind"], "user");
    assert_eq!(entry["target"]["name"], "+12025550100");
    assert_eq!(entry["address"], "127.0.0.1");
    assert!(!entry["request_id"].as_str().expect("an id").is_empty());
    let activity = manager.get(&format!("/messages/{message}/activity")).await;
    assert_eq!(activity["seen_by"][0]["who"]["name"], "Ana");
    assert_eq!(activity["copied_by"].as_array().expect("a list").len(), 1);
    let dump: Vec<String> =
        sqlx::query_scalar("SELECT row_to_json(audit_log)::text FROM audit_log")
            .fetch_all(&server.pool().await)
            .await
            .expect("rows");
    for secret in ["482913", "Your Bank", PASSWORD, "whsec"] {
        assert!(!dump.iter().any(|row| row.contains(secret)), "{secret} in {dump:?}");
    }
}

#[tokio::test]
async fn sign_ins_refusals_and_changes_of_the_team_are_written_down() {
    signed_in!(server, owner: Owner, viewer: Viewer);
    let wrong = json!({"email": "viewer@example.com", "password": "not the password"});
    assert_eq!(server.post_json("/api/v1/auth/login", wrong).await.status(), 401);
    let nobody = json!({"email": "my password by mistake@x.example", "password": "x"});
    assert_eq!(server.post_json("/api/v1/auth/login", nobody).await.status(), 401);
    assert_eq!(viewer.call(Method::GET, "/users", None).await.0, 403);
    assert_eq!(server.post("receivesms", &[], "{}").await.status(), 401);
    let id = viewer.get("/me").await["user"]["id"].as_str().expect("an id").to_owned();
    let change = Some(json!({"role": "manager"}));
    assert_eq!(owner.call(Method::PATCH, &format!("/users/{id}"), change).await.0, 200);
    server.post_cookie("/api/v1/auth/refresh", &viewer.refresh_cookie).await;
    server.post_cookie("/api/v1/auth/refresh", &viewer.refresh_cookie).await;
    assert_eq!(
        actions(&owner, "").await,
        [
            "session.reused",
            "user.role_changed",
            "webhook.refused",
            "access.refused",
            "login.refused",
            "login.refused",
            "session.started",
            "session.started",
            "source.added",
            "source.added",
        ]
    );
    assert_eq!(actions(&owner, "action=session.").await.len(), 3);
    let refused = owner.list("/audit?action=login.refused").await;
    assert_eq!(refused[0]["target"], Value::Null, "a typed address that is no account's");
    assert_eq!(refused[1]["target"]["name"], "viewer@example.com");
    let changed = &owner.list("/audit?action=user.role_changed").await[0];
    assert_eq!(changed["details"], json!({"from": "viewer", "to": "manager"}));
    assert_eq!(owner.call(Method::GET, "/audit?action=%25", None).await.0, 422);
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_empty_the_log() {
    let server = Server::start().await;
    server.sign_in(Role::Owner).await;
    let pool = server.pool().await;
    for statement in [
        "UPDATE audit_log SET action = 'x'",
        "UPDATE audit_log SET action = 'x' WHERE false",
        "DELETE FROM audit_log",
        "TRUNCATE audit_log",
        "DELETE FROM audit_head",
        "TRUNCATE audit_head",
    ] {
        let error = sqlx::query(statement).execute(&pool).await.expect_err(statement);
        assert!(error.to_string().contains("append-only"), "{statement}: {error}");
    }
    assert!(verified(&server).await.0);
}

#[tokio::test]
async fn verify_names_the_first_row_that_was_changed_removed_swapped_or_put_in() {
    for (statement, seq) in [
        ("UPDATE audit_log SET actor_name = 'Eve' WHERE seq = 3", 3),
        ("UPDATE audit_log SET details = '{\"a\": 1}' WHERE seq = 2", 2),
        ("UPDATE audit_log SET details = (details::text || ' ')::json WHERE seq = 4", 4),
        ("UPDATE audit_log SET at = at + interval '1 microsecond' WHERE seq = 1", 1),
        ("DELETE FROM audit_log WHERE seq = 3", 3),
        ("DELETE FROM audit_log WHERE seq = 1", 1),
        ("DELETE FROM audit_log WHERE seq = (SELECT max(seq) FROM audit_log)", 6),
        ("DELETE FROM audit_log", 1),
        (
            "UPDATE audit_log SET seq = -2 WHERE seq = 2; UPDATE audit_log SET seq = 2 WHERE seq = 3; \
             UPDATE audit_log SET seq = 3 WHERE seq = -2",
            2,
        ),
        (
            "INSERT INTO audit_log SELECT seq + 1, at, actor_kind, actor_id, actor_name, action, \
             target_kind, target_id, target_name, address, user_agent, request_id, details, hash, hash \
             FROM audit_log ORDER BY seq DESC LIMIT 1",
            7,
        ),
    ] {
        let server = Server::start().await;
        for role in [Role::Owner, Role::Manager, Role::Viewer] {
            server.sign_in(role).await;
        }
        server.receive(1, "+12025550100", "Your code is 482913").await;
        let (is_whole, said) = verified(&server).await;
        assert!(is_whole && said.contains("whole: 6 entries"), "{said}");
        tamper(&server.pool().await, statement).await;
        let (is_whole, said) = verified(&server).await;
        assert!(
            !is_whole && said.contains(&format!("broken at entry {seq}:")),
            "{statement}: {said}"
        );
    }
}

#[tokio::test]
async fn a_log_that_was_written_anew_with_another_key_is_not_this_installations() {
    let server = Server::start().await;
    server.sign_in(Role::Owner).await;
    let pool = server.pool().await;
    // Another installation's key, the way somebody with the database alone could do it.
    let other = Server::start().await;
    tamper(&pool, "DELETE FROM audit_log; UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')").await;
    let mut transaction = pool.begin().await.expect("a transaction");
    let entry = Entry::new(Actor::system(), None, Action::TeamUpdated);
    let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    audit::append(&mut transaction, &other.keys(), now, &[&entry]).await.expect("recorded");
    transaction.commit().await.expect("committed");
    let (is_whole, said) = verified(&server).await;
    assert!(!is_whole && said.contains("broken at entry 1:"), "{said}");
}

#[tokio::test]
async fn thirty_two_writers_over_two_pools_keep_one_whole_chain() {
    let database = TestDatabase::create().await;
    let server_keys = Server::start().await.keys();
    let pools = [database.pool().await, database.pool().await];
    let writers = (0..32).map(|number| {
        let (pool, keys) = (pools[number % 2].clone(), server_keys.clone());
        tokio::spawn(async move {
            for _ in 0..10 {
                let mut transaction = pool.begin().await.expect("a transaction");
                let entry = Entry::new(Actor::nobody(), None, Action::MessageRead);
                let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
                let entries = [entry.clone(), entry.with(json!({ "writer": number }))];
                let entries = [&entries[0], &entries[1]];
                audit::append(&mut transaction, &keys, now, &entries).await.expect("recorded");
                // Some change their mind: what they wrote leaves no gap.
                match number % 4 {
                    0 => transaction.rollback().await.expect("rolled back"),
                    _ => transaction.commit().await.expect("committed"),
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("a writer");
    }
    let verdict = verify(&pools[0], &server_keys, Vec::new()).await.expect("verified");
    assert!(verdict.is_whole(), "{verdict:?}");
    assert_eq!(verdict.rows, 24 * 10 * 2);
}

#[tokio::test]
async fn a_message_is_in_the_log_once_however_often_it_comes_and_over_whichever_node() {
    let server = Server::start().await;
    let another = server.start_another_node().await;
    let owner = server.sign_in(Role::Owner).await;
    let body = crate::harness::provider::receivesms(1, "+12025550100", "482913").to_string();
    let posts = (0..20).map(|n| [&server, &another][n % 2].post_receivesms(&body));
    futures::future::join_all(posts).await;
    assert_eq!(owner.list("/audit?action=message.received").await.len(), 1);
    assert!(verified(&server).await.0);
}

#[tokio::test]
async fn the_log_is_paged_and_exported_as_json_lines_and_csv() {
    signed_in!(server, owner: Owner);
    for id in 1..=5 {
        server.receive(id, "+12025550100", "482913").await;
    }
    let first = owner.get("/audit?action=message.received&limit=3").await;
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    let rest = owner.get(&format!("/audit?action=message.received&limit=3&cursor={cursor}")).await;
    assert_eq!(
        (first["data"].as_array().map(Vec::len), &rest["next_cursor"]),
        (Some(3), &Value::Null)
    );
    assert!(first["data"][2]["seq"].as_i64() > rest["data"][0]["seq"].as_i64());

    let answer = owner.request(Method::GET, "/audit/export?action=message.received", None).await;
    assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
    let lines = answer.text().await.expect("a body");
    let rows: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[4], first["data"][0]);

    let answer = owner.request(Method::GET, "/audit/export?format=csv", None).await;
    assert!(answer.headers()["content-disposition"].to_str().expect("text").contains(".csv"));
    let csv = answer.text().await.expect("a body");
    assert!(csv.starts_with("seq,at,actor_kind,"), "{csv}");
    // A head line, and every row but the one about this export.
    assert_eq!(csv.lines().count(), 1 + owner.list("/audit?limit=200").await.len() - 1);
    assert_eq!(actions(&owner, "action=audit.exported").await.len(), 2);
}

#[tokio::test]
async fn the_id_of_a_request_is_the_servers_own() {
    signed_in!(server, owner: Owner);
    let request = server.client.post(format!("{}/webhooks/receivesms", server.url));
    let answer =
        request.header("x-request-id", "chosen").body("{}").send().await.expect("an answer");
    assert_ne!(answer.headers()["x-request-id"], "chosen");
    let refused = &owner.list("/audit?action=webhook.refused").await[0];
    assert_eq!(refused["request_id"], answer.headers()["x-request-id"].to_str().expect("text"));
    assert_eq!(refused["actor"]["kind"], "nobody");
}
