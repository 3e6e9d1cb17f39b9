//! Lists and searches that take long, and what they may not take from others.
//!
//! Mutations that were tried, each of which turned a test here red:
//! searches without an end; as many of one member as of all; as many of all as come; a turn that is
//! waited for without an end; 503 for 429; searches that are not called off when the caller hangs up;
//! lists over the connections of requests; what is stored, heard, posted or forwarded over those as well,
//! each alone and together.

use std::time::{Duration, Instant};

use codebell::auth::Role;
use futures::future::join_all;
use reqwest::header::RETRY_AFTER;
use reqwest::{Method, StatusCode};
use sqlx::PgPool;

use crate::harness::forwarding::Forwarding;
use crate::harness::source::{NUMBER, post};
use crate::harness::{Member, Server, signed_in};

const SEARCH: &str = "/messages?q=nowhere";
/// What a webhook may take beside searches on a busy machine; a search that nobody calls off takes longer.
const SHORTLY: Duration = Duration::from_secs(4);

/// Has every list of messages wait, as if it looked through very many.
async fn hold(pool: &PgPool) -> sqlx::Transaction<'static, sqlx::Postgres> {
    lock(pool, "LOCK TABLE message_reads IN ACCESS EXCLUSIVE MODE").await
}

async fn lock(
    pool: &PgPool,
    statement: &'static str,
) -> sqlx::Transaction<'static, sqlx::Postgres> {
    let mut transaction = pool.begin().await.expect("a transaction");
    sqlx::query(statement).execute(&mut *transaction).await.expect("locked");
    transaction
}

/// Waits until so many lists are under way in the database.
async fn until_running(pool: &PgPool, wanted: impl Fn(i64) -> bool) {
    let count = "SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let counted = async {
        loop {
            let running: i64 = sqlx::query_scalar(count).fetch_one(pool).await.expect("a count");
            if wanted(running) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(SHORTLY, counted).await.expect("shortly");
}

async fn search(viewer: &Member<'_>) -> (StatusCode, bool, String) {
    let answer = viewer.request(Method::GET, SEARCH, None).await;
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers.contains_key(RETRY_AFTER), answer.text().await.expect("a body"))
}

#[tokio::test]
async fn searches_of_a_viewer_end_after_a_time_and_never_hold_webhooks() {
    signed_in!(server, viewer: Viewer);
    server.receive(1, NUMBER, "Hello").await;
    let pool = server.pool().await;
    let held = hold(&pool).await;

    let searches = join_all((0..48).map(|_| search(&viewer)));
    let webhooks = async {
        until_running(&pool, |running| running > 0).await;
        for id in 10..30 {
            let begun = Instant::now();
            assert_eq!(post(&server, "receivesms", "receivesms", "whsec_demo", id).await, 200);
            assert!(begun.elapsed() < SHORTLY, "{:?}", begun.elapsed());
        }
    };
    let (answers, ()) = tokio::join!(searches, webhooks);
    let with = |wanted: u16| answers.iter().filter(move |(status, ..)| *status == wanted);
    assert!(with(429).count() > 0 && with(422).count() > 0, "{answers:?}");
    assert_eq!(with(429).count() + with(422).count(), 48, "{answers:?}");
    assert!(with(429).all(|(_, has_retry_after, _)| *has_retry_after));
    assert!(with(422).all(|(.., body)| body.contains("since")), "{answers:?}");
    held.rollback().await.expect("released");
    assert_eq!(search(&viewer).await.0, 200);
}

#[tokio::test]
async fn a_search_whose_caller_has_hung_up_is_called_off_in_the_database() {
    signed_in!(server, viewer: Viewer);
    let pool = server.pool().await;
    let held = hold(&pool).await;
    // One after the other, more often than there are connections: each makes room for the next.
    for _ in 0..8 {
        tokio::select! {
            answer = search(&viewer) => panic!("{answer:?}"),
            () = until_running(&pool, |running| running == 1) => {}
        }
        until_running(&pool, |running| running == 0).await;
    }
    held.rollback().await.expect("released");
    assert_eq!(search(&viewer).await.0, 200);
}

#[tokio::test]
async fn however_many_members_search_six_searches_are_under_way_and_the_others_are_to_ask_again() {
    let server = Server::start().await;
    let names = ["Ana", "Ben", "Cleo", "Dan"];
    let viewers = join_all(names.map(|name| server.sign_in_as(Role::Viewer, name))).await;
    let held = hold(&server.pool().await).await;
    let answers =
        join_all(viewers.iter().flat_map(|viewer| [search(viewer), search(viewer)])).await;
    let with = |wanted: u16| answers.iter().filter(move |(status, ..)| *status == wanted);
    assert_eq!((with(422).count(), with(429).count()), (6, 2), "{answers:?}");
    assert!(with(429).all(|(_, has_retry_after, _)| *has_retry_after));
    held.rollback().await.expect("released");
}

#[tokio::test]
async fn a_member_who_searches_much_at_once_takes_no_turn_from_another() {
    let server = Server::start().await;
    let ana = server.sign_in_as(Role::Viewer, "Ana").await;
    let ben = server.sign_in_as(Role::Viewer, "Ben").await;
    let pool = server.pool().await;
    let held = hold(&pool).await;
    let much = join_all((0..12).map(|_| search(&ana)));
    let other = async {
        until_running(&pool, |running| running >= 2).await;
        search(&ben).await
    };
    let (answers, (status, ..)) = tokio::join!(much, other);
    assert_eq!(answers.iter().filter(|(status, ..)| *status == 422).count(), 2, "{answers:?}");
    assert_eq!(status, 422, "it was under way until it took too long");
    held.rollback().await.expect("released");
}

#[tokio::test]
async fn messages_come_in_are_heard_and_forwarded_while_requests_hold_all_their_connections() {
    let forwarding = Forwarding::start().await;
    forwarding.forward_all(&[]).await;
    let Forwarding { server, token, mut socket, mut receiver } = forwarding;
    let owner = server.bearer(&token.into());
    let pool = server.pool().await;
    let held = lock(&pool, "LOCK TABLE saved_views IN ACCESS EXCLUSIVE MODE").await;
    let requests = join_all((0..10).map(|_| owner.status(Method::GET, "/me/views", None)));
    let flow = async {
        until_running(&pool, |running| running == 10).await;
        let begun = Instant::now();
        assert_eq!(post(&server, "receivesms", "receivesms", "whsec_demo", 1).await, 200);
        assert!(begun.elapsed() < SHORTLY, "{:?}", begun.elapsed());
        while socket.next().await["event"] != "message.received" {}
        receiver.next().await;
        held.rollback().await.expect("released");
    };
    assert_eq!(tokio::join!(requests, flow).0, [200; 10]);
}
