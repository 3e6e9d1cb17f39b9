//! Whoever has the database and not the key attacks the audit log.

use chrono::{DateTime, Utc};
use codebell::audit::verify::verify;
use codebell::audit::{self, Action, Actor, Entry};
use codebell::auth::Role;
use codebell::db::MIGRATOR;
use codebell::secrets::Keyring;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::{PgPool, Row};
use uuid::Uuid;

use crate::audit::{tamper, verified};
use crate::harness::cluster::TestDatabase;
use crate::harness::listener::Listener;
use crate::harness::provider::config;
use crate::harness::{Member, Server, signed_in};

/// The migration that brought keyed hashes.
const KEYED: i64 = 20_261_130_000_010;

/// Without the guards, in one transaction.
async fn run(pool: &PgPool, statements: &str) {
    tamper(pool, &format!("ALTER TABLE audit_head DISABLE TRIGGER ALL; {statements}")).await;
}

/// Gives all rows from one on the hash that they had before hashes were keyed, and the head the last
/// one: all that can be done without the key.
async fn rehash(pool: &PgPool, from: i64) {
    let rows = sqlx::query(
        "SELECT seq, at, action, actor_kind, actor_id, actor_name, target_kind, target_id,
                target_name, address, user_agent, request_id, details::text, previous_hash
         FROM audit_log WHERE seq >= $1 ORDER BY seq",
    );
    let rows = rows.bind(from).fetch_all(pool).await.expect("rows");
    let mut previous: Vec<u8> = rows[0].get("previous_hash");
    let mut statements = String::new();
    let mut last = 0;
    for row in &rows {
        let text = |name: &str| row.get::<Option<String>, _>(name);
        let id = |name: &str| row.get::<Option<Uuid>, _>(name);
        let at: DateTime<Utc> = row.get("at");
        last = row.get::<i64, _>("seq");
        let canonical = serde_json::to_vec(&(
            (last, at.timestamp_micros(), text("action")),
            (text("actor_kind"), id("actor_id"), text("actor_name")),
            (text("target_kind"), id("target_id"), text("target_name")),
            (text("address"), text("user_agent"), text("request_id")),
            text("details"),
        ));
        let hash = Sha256::new().chain_update(&previous).chain_update(canonical.expect("JSON"));
        let hash = hash.finalize().to_vec();
        let (before, after) = (hex::encode(&previous), hex::encode(&hash));
        statements += &format!(
            "UPDATE audit_log SET previous_hash = '\\x{before}', hash = '\\x{after}' WHERE seq = {last};"
        );
        previous = hash;
    }
    let end = hex::encode(previous);
    run(pool, &format!("{statements} UPDATE audit_head SET seq = {last}, hash = '\\x{end}'")).await;
}

/// Waits for the notice of a break, which has to be the only one.
async fn told(owner: &Member<'_>, listener: &mut Listener) -> Value {
    loop {
        let notices = owner.list("/notices").await;
        if let [notice] = &notices[..] {
            assert_eq!(notice["kind"], "audit.broken");
            return notice.clone();
        }
        while listener.next().await["event"] != "notice.updated" {}
    }
}

async fn listen(owner: &Member<'_>) -> Listener {
    Listener::connect(&owner.server.url, &owner.access_token, "websocket").await
}

/// The chain and action of all entries, the oldest first.
async fn chains(pool: &PgPool) -> Vec<(i32, String)> {
    let rows = sqlx::query_as("SELECT chain, action FROM audit_log ORDER BY seq");
    rows.fetch_all(pool).await.expect("rows")
}

#[tokio::test]
async fn rows_that_were_changed_and_rehashed_are_found_and_nothing_is_added_to_their_chain() {
    signed_in!(server, owner: Owner, manager: Manager);
    let mut listener = listen(&owner).await;
    let pool = server.pool().await;
    tamper(&pool, "UPDATE audit_log SET actor_name = 'Eve' WHERE seq = 3").await;
    rehash(&pool, 3).await;
    // Everything goes on, before and after it was noticed.
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let notice = told(&owner, &mut listener).await;
    server.receive(2, "+12025550100", "Your code is 482914").await;
    assert_eq!(server.get("/readyz").await.status(), 200);

    let (is_whole, said) = verified(&server).await;
    assert!(!is_whole && said.contains("broken at entry 3:"), "{said}");
    assert!(said.contains("from entry 5 on it is whole"), "{said}");
    let found = chains(&pool).await;
    let of = |chain: i32| found.iter().filter(move |(found, _)| *found == chain);
    assert_eq!(of(1).count(), 4, "{found:?}");
    let second: Vec<&str> = of(2).map(|(_, action)| action.as_str()).collect();
    assert_eq!(second, ["audit.broken", "message.received", "message.received"]);

    let entry = &owner.list("/audit?action=audit.broken").await[0];
    let (details, head) = (&entry["details"], &entry["seq"]);
    assert_eq!((&details["chain"], &details["seq"], head), (&json!(1), &json!(4), &json!(5)));
    assert_eq!(entry["actor"]["kind"], "system");
    assert!(notice["text"].as_str().is_some_and(|text| text.contains("from entry 5 on")));
    assert_eq!(owner.list("/notices").await.len(), 1, "told once");
    assert_eq!(manager.list("/notices").await, [] as [Value; 0], "for Owners");
    assert!(server.log().contains("the audit log was changed"));
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_audit_breaks_total 1"), "{metrics}");
    // The API has both chains.
    let seqs: Vec<i64> =
        owner.list("/audit").await.iter().filter_map(|entry| entry["seq"].as_i64()).collect();
    assert_eq!(seqs, [7, 6, 5, 4, 3, 2, 1]);
    let answer = owner.request(Method::GET, "/audit/export", None).await;
    assert_eq!(answer.text().await.expect("text").lines().count(), 7);
}

#[tokio::test]
async fn an_emptied_cut_or_unsealed_log_is_never_taken_for_a_whole_one() {
    let nothing = "decode(repeat('00', 32), 'hex')";
    for (statement, seq) in [
        (
            format!(
                "DELETE FROM audit_log; UPDATE audit_head SET seq = 0, hash = {nothing}, seal = NULL"
            ),
            1,
        ),
        ("UPDATE audit_head SET seal = NULL".to_owned(), 4),
        ("UPDATE audit_head SET seal = decode(repeat('07', 32), 'hex')".to_owned(), 4),
        ("UPDATE audit_head SET chain = 2".to_owned(), 4),
        ("DELETE FROM audit_head".to_owned(), 4),
        ("TRUNCATE audit_log; DELETE FROM audit_head".to_owned(), 1),
        (
            "DELETE FROM audit_log WHERE seq = 3; UPDATE audit_head SET seq = 2,
             hash = (SELECT hash FROM audit_log WHERE seq = 2)"
                .to_owned(),
            3,
        ),
    ] {
        let server = Server::start().await;
        server.sign_in(Role::Owner).await;
        run(&server.pool().await, &statement).await;
        let (is_whole, said) = verified(&server).await;
        // Of a chain that is as it was, the fault is its end, or what comes after it.
        let at = |seq: i64| said.contains(&format!("broken at entry {seq}:"));
        assert!(!is_whole && (at(seq) || at(seq - 1)), "{statement}: {said}");
        server.receive(1, "+12025550100", "Your code is 482913").await;
        let (is_whole, said) = verified(&server).await;
        assert!(!is_whole && said.contains("on it is whole"), "{statement}: {said}");
    }
}

#[tokio::test]
async fn a_row_that_was_put_in_ahead_stops_nothing() {
    signed_in!(server, owner: Owner);
    let mut listener = listen(&owner).await;
    let put_in = "INSERT INTO audit_log SELECT seq + 1, at, actor_kind, actor_id, actor_name,
        action, target_kind, target_id, target_name, address, user_agent, request_id, details,
        hash, hash FROM audit_log ORDER BY seq DESC LIMIT 1";
    run(&server.pool().await, put_in).await;
    told(&owner, &mut listener).await;
    server.receive(1, "+12025550100", "Your code is 482913").await;
    let (is_whole, said) = verified(&server).await;
    assert!(!is_whole && said.contains("broken at entry 4:"), "{said}");
}

#[tokio::test]
async fn a_log_that_is_set_back_to_an_earlier_copy_while_the_server_runs_is_noticed() {
    signed_in!(server, owner: Owner);
    let pool = server.pool().await;
    sqlx::raw_sql(
        "CREATE TABLE old_log AS TABLE audit_log; CREATE TABLE old_head AS TABLE audit_head",
    )
    .execute(&pool)
    .await
    .expect("copied");
    server.receive(1, "+12025550100", "Your code is 482913").await;
    // The server has seen its own entry.
    let is_seen = async || {
        let head = server.get("/.well-known/codebell-audit-head").await;
        head.json::<Value>().await.expect("JSON")["count"] == 4
    };
    while !is_seen().await {}
    let mut listener = listen(&owner).await;
    let back = "DELETE FROM audit_log WHERE seq > (SELECT seq FROM old_head);
        UPDATE audit_head SET (seq, hash, seal) = (SELECT seq, hash, seal FROM old_head)";
    run(&pool, back).await;
    let notice = told(&owner, &mut listener).await;
    assert!(notice["text"].as_str().is_some_and(|text| text.contains("set back")), "{notice}");
    let (is_whole, said) = verified(&server).await;
    assert!(!is_whole && said.contains("broken at entry 4:"), "{said}");
}

#[tokio::test]
async fn a_break_that_nobody_was_told_of_is_told_at_the_next_start() {
    let mut server = Server::start().await;
    server.sign_in(Role::Owner).await;
    server.kill().await;
    run(&server.pool().await, "UPDATE audit_head SET seal = NULL").await;
    // Another process finds it, which tells nobody, and dies.
    add(&server.pool().await, &server.keys()).await;
    let server = server.start_again().await;
    let owner = server.log_in("owner@example.com").await;
    let mut listener = listen(&owner).await;
    told(&owner, &mut listener).await;
}

#[tokio::test]
async fn an_end_that_was_set_back_behind_its_rows_is_found_and_told_of_at_the_next_start() {
    let mut server = Server::start().await;
    let token = server.sign_in(Role::Owner).await.access_token;
    let pool = server.pool().await;
    let copy = "CREATE TABLE old_head AS TABLE audit_head";
    sqlx::raw_sql(copy).execute(&pool).await.expect("copied");
    server.receive(1, "+12025550100", "Your code is 482913").await;
    server.kill().await;
    let back = "UPDATE audit_head SET (seq, hash, seal) = (SELECT seq, hash, seal FROM old_head)";
    run(&pool, back).await;
    let (is_whole, said) = verified(&server).await;
    assert!(!is_whole && said.contains("broken at entry 4:"), "{said}");

    let server = server.start_again().await;
    let owner = server.bearer(&json!(token));
    let mut listener = listen(&owner).await;
    let notice = told(&owner, &mut listener).await;
    assert!(notice["text"].as_str().is_some_and(|text| text.contains("at its end")), "{notice}");
    server.receive(2, "+12025550100", "Your code is 482914").await;
    let (is_whole, said) = verified(&server).await;
    assert!(!is_whole && said.contains("from entry 5 on it is whole"), "{said}");
}

#[tokio::test]
async fn a_forged_entry_of_a_break_is_told_to_nobody_and_keeps_no_true_one_back() {
    signed_in!(server, owner: Owner);
    let mut listener = listen(&owner).await;
    let put_in = "INSERT INTO audit_log SELECT seq + 1, at, actor_kind, actor_id, actor_name,
        'audit.broken', target_kind, target_id, target_name, address, user_agent, request_id, '{}',
        hash, hash FROM audit_log ORDER BY seq DESC LIMIT 1";
    run(&server.pool().await, put_in).await;
    let notice = told(&owner, &mut listener).await;
    assert!(notice["text"].as_str().is_some_and(|text| text.contains("from entry 5 on")));
}

/// A database of the version before hashes were keyed, with a log of three rows.
async fn old_log(keys: &Keyring) -> PgPool {
    let pool = TestDatabase::create_unmigrated().await.pool().await;
    let before = MIGRATOR.iter().filter(|migration| migration.version < KEYED).cloned();
    Migrator::with_migrations(before.collect()).run(&pool).await.expect("migrated");
    for seq in 1..=3 {
        let insert = "INSERT INTO audit_log (seq, at, actor_kind, action, details, previous_hash, hash)
            VALUES ($1, now(), 'system', 'team.updated', '{\"a\":1}', decode(repeat('00', 32), 'hex'), '')";
        sqlx::query(insert).bind(seq).execute(&pool).await.expect("inserted");
    }
    rehash(&pool, 1).await;
    let (seq, hash): (i64, Vec<u8>) =
        sqlx::query_as("SELECT seq, hash FROM audit_head").fetch_one(&pool).await.expect("a head");
    let seal = keys.seal(json!([seq, hex::encode(&hash)]).to_string().as_bytes());
    let update = "UPDATE audit_head SET seal = $1";
    sqlx::query(update).bind(&seal[..]).execute(&pool).await.expect("sealed");
    pool
}

async fn add(pool: &PgPool, keys: &Keyring) {
    let mut transaction = pool.begin().await.expect("a transaction");
    let entry = Entry::new(Actor::system(), None, Action::TeamUpdated);
    let now = DateTime::from_timestamp(1_700_000_000, 0).expect("a time");
    audit::append(&mut transaction, keys, now, &[&entry]).await.expect("recorded");
    transaction.commit().await.expect("committed");
}

fn own_keys() -> Keyring {
    let key = "nPfFyLSqGkGNQ2cJ1vL8hRXwSXmbr1u4M0tB3zkqD5Y=";
    Keyring::find(&config(&["--secret-key", key])).expect("keys").expect("a key")
}

#[tokio::test]
async fn an_old_log_goes_on_and_is_held_fast_by_its_first_new_entry() {
    let keys = own_keys();
    let pool = old_log(&keys).await;
    MIGRATOR.run(&pool).await.expect("migrated");
    for rows in 3..=5 {
        let verdict = verify(&pool, &keys, Vec::new()).await.expect("verified");
        assert!(verdict.is_whole(), "{verdict:?}");
        assert_eq!(verdict.rows, rows);
        add(&pool, &keys).await;
    }
    assert!(chains(&pool).await.iter().all(|(chain, _)| *chain == 1));
    // Old rows can't be forged any more, nor new ones be written the old way.
    sqlx::raw_sql(
        "CREATE TABLE old_log AS TABLE audit_log; CREATE TABLE old_head AS TABLE audit_head",
    )
    .execute(&pool)
    .await
    .expect("copied");
    let keep = "DELETE FROM audit_log WHERE seq > 3";
    let rest = "INSERT INTO audit_log SELECT * FROM old_log WHERE seq > 3;
        UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM old_head)";
    for (before, from, after, seq, reason) in [
        (keep, 2, rest, 4, "does not follow"),
        ("", 2, "", 6, "the seal"),
        ("", 6, "", 6, "without the key"),
    ] {
        let change =
            format!("{before}; UPDATE audit_log SET actor_name = 'Eve' WHERE seq = {from}");
        run(&pool, &change).await;
        rehash(&pool, from).await;
        run(&pool, after).await;
        let verdict = verify(&pool, &keys, Vec::new()).await.expect("verified");
        let found = verdict.breaks.first().expect("a break");
        assert_eq!(found.seq, seq, "from {from}: {verdict:?}");
        assert!(found.reason.contains(reason), "from {from}: {verdict:?}");
        let heal = "DELETE FROM audit_log; INSERT INTO audit_log SELECT * FROM old_log;
            UPDATE audit_head SET (seq, hash, seal) = (SELECT seq, hash, seal FROM old_head)";
        run(&pool, heal).await;
        assert!(verify(&pool, &keys, Vec::new()).await.expect("verified").is_whole());
    }
}

#[tokio::test]
async fn an_old_log_that_was_forged_before_the_upgrade_is_left_at_the_first_new_entry() {
    let keys = own_keys();
    let pool = old_log(&keys).await;
    run(&pool, "UPDATE audit_log SET actor_name = 'Eve' WHERE seq = 2").await;
    rehash(&pool, 2).await;
    MIGRATOR.run(&pool).await.expect("migrated");
    let verdict = verify(&pool, &keys, Vec::new()).await.expect("verified");
    assert!(!verdict.is_whole(), "{verdict:?}");
    add(&pool, &keys).await;
    let chains = chains(&pool).await;
    let actions: Vec<_> =
        chains[3..].iter().map(|(chain, action)| (*chain, action.as_str())).collect();
    assert_eq!(actions, [(2, "audit.broken"), (2, "team.updated")]);
    let verdict = verify(&pool, &keys, Vec::new()).await.expect("verified");
    assert_eq!(verdict.breaks.first().map(|broken| broken.seq), Some(4), "{verdict:?}");
    assert_eq!(verdict.whole_from, Some(4));
}

#[tokio::test]
async fn an_old_log_whose_end_was_said_to_be_of_another_chain_is_left_at_the_first_new_entry() {
    let keys = own_keys();
    let pool = old_log(&keys).await;
    MIGRATOR.run(&pool).await.expect("migrated");
    run(&pool, "UPDATE audit_head SET chain = 2").await;
    assert!(!verify(&pool, &keys, Vec::new()).await.expect("verified").is_whole());
    add(&pool, &keys).await;
    let verdict = verify(&pool, &keys, Vec::new()).await.expect("verified");
    assert_eq!((verdict.is_whole(), verdict.whole_from), (false, Some(4)), "{verdict:?}");
}
