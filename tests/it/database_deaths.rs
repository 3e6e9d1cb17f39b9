//! The embedded database is killed while the server serves, as an out-of-memory killer does.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use codebell::db::embedded;
use rustix::process::{Pid, Signal, kill_process};
use sqlx::postgres::PgConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, timeout};

use crate::harness::Server;
use crate::harness::provider::{hmac_sha256_hex, receivesms};

/// Two seconds are promised between a death and the next start, of a machine that does nothing else.
const STARTED: Duration = Duration::from_secs(10);
/// Its recovery writes all files to the disk, which the other tests use, too.
const RECOVERED: Duration = Duration::from_secs(60);
/// Far longer than a request waits for connections, one after the other.
const ANSWERED: Duration = Duration::from_secs(30);
/// Computes and notices nothing, and ends by itself where a test was broken off.
const COMPUTES: &str = "DO $$
    DECLARE until timestamptz := clock_timestamp() + interval '2 minutes';
    BEGIN WHILE clock_timestamp() < until LOOP END LOOP; END $$";

fn home(server: &Server) -> PathBuf {
    embedded::home(server.data_dir()).expect("a directory")
}

fn options(server: &Server) -> PgConnectOptions {
    embedded::connect_options(&home(server), "postgres")
}

async fn connect(server: &Server) -> PgConnection {
    PgConnection::connect_with(&options(server)).await.expect("connected")
}

fn kill(pid: i32) {
    kill_process(Pid::from_raw(pid).expect("a process id"), Signal::KILL).expect("killed");
}

/// Whose process it is, while there is one.
fn find_postgres(server: &Server) -> Option<i32> {
    let lock = fs::read_to_string(home(server).join("data/postmaster.pid")).ok()?;
    let pid = lock.lines().next()?.parse().ok()?;
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    (name.trim() == "postgres").then_some(pid)
}

/// Kills it, and sees that another one is started in time.
async fn kill_postgres(server: &Server) {
    let killed = find_postgres(server).expect("a process");
    kill(killed);
    let killed_at = Instant::now();
    while find_postgres(server).is_none_or(|pid| pid == killed) {
        assert!(killed_at.elapsed() < STARTED, "not started again");
        tokio::task::yield_now().await;
    }
}

const NOT_STARTED: &str = "the database can't be started";

/// Waits until so many starts have failed.
async fn until_start_failed(server: &Server, times: usize) {
    let failed = async {
        while server.log().matches(NOT_STARTED).count() < times {
            tokio::task::yield_now().await;
        }
    };
    timeout(RECOVERED, failed).await.expect("it is tried again");
}

/// Posts a message until it is accepted.
async fn post_until_accepted(server: &Server) {
    let began = Instant::now();
    while post(server.url.clone(), server.client.clone(), 1).await != 200 {
        assert!(began.elapsed() < RECOVERED, "still away");
    }
}

/// One of the server's own connections: PostgreSQL then ends all of them and recovers.
async fn kill_backend(server: &Server) {
    let mut connection = connect(server).await;
    let pid =
        "SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'codebell serve %' LIMIT 1";
    kill(sqlx::query_scalar(pid).fetch_one(&mut connection).await.expect("a backend"));
}

/// The status that a message is answered with, in time.
async fn post(url: String, client: reqwest::Client, id: u64) -> u16 {
    let body = receivesms(id, "+12025550100", "Your code is 482913").to_string();
    let signature = format!("sha256={}", hmac_sha256_hex("whsec_demo", &[body.as_bytes()]));
    let request = client.post(format!("{url}/webhooks/receivesms"));
    let answer = request.header("x-webhook-signature", signature).body(body).send();
    let answer = timeout(ANSWERED, answer).await.expect("answered, not hung").expect("an answer");
    answer.status().as_u16()
}

/// Posts 100 messages a second until it is aborted, and tells of each when it began and how it was
/// answered.
async fn post_steadily(
    url: String,
    client: reqwest::Client,
    tell: UnboundedSender<(u64, Instant, u16)>,
) {
    let mut ticks = interval(Duration::from_millis(10));
    let mut posts = JoinSet::new();
    for id in 0.. {
        ticks.tick().await;
        let (tell, post) = (tell.clone(), post(url.clone(), client.clone(), id));
        posts.spawn(async move {
            let began = Instant::now();
            let status = post.await;
            let _ = tell.send((id, began, status));
        });
    }
}

/// Reads on until a message was accepted that was posted after `since`.
async fn accepted_after(
    since: Instant,
    answers: &mut UnboundedReceiver<(u64, Instant, u16)>,
    accepted: &mut BTreeSet<u64>,
) {
    loop {
        let (id, began, status) = answers.recv().await.expect("an answer");
        assert!(status == 200 || status == 503, "answered {status}");
        if status == 200 {
            accepted.insert(id);
            if began > since {
                return;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_killed_again_and_again_comes_back_and_nothing_accepted_is_lost() {
    let server = Server::builder_on_embedded_database().start().await;
    // The first one waits until the words of all languages are read.
    post_until_accepted(&server).await;
    let (tell, mut answers) = unbounded_channel();
    let posting = tokio::spawn(post_steadily(server.url.clone(), server.client.clone(), tell));
    let mut accepted = BTreeSet::new();
    accepted_after(Instant::now(), &mut answers, &mut accepted).await;
    for death in 0..3 {
        if death == 1 {
            kill_backend(&server).await;
        } else {
            kill_postgres(&server).await;
        }
        let back = accepted_after(Instant::now(), &mut answers, &mut accepted);
        timeout(RECOVERED, back).await.expect("messages are accepted again");
    }
    posting.abort();
    let _ = posting.await;
    while let Some((id, _, status)) = answers.recv().await {
        if status == 200 {
            accepted.insert(id);
        }
    }

    let mut connection = connect(&server).await;
    let keys = sqlx::query_scalar("SELECT dedupe_key FROM messages").fetch_all(&mut connection);
    let keys: Vec<String> = keys.await.expect("messages");
    let stored: BTreeSet<u64> =
        keys.iter().map(|key| key.trim_start_matches("id:").parse().expect("an id")).collect();
    assert_eq!(stored.len(), keys.len(), "no message is there twice");
    let lost: Vec<_> = accepted.difference(&stored).collect();
    assert!(lost.is_empty(), "lost {lost:?} of {}", accepted.len());

    let told = "SELECT count(*) FROM notices WHERE kind = 'database.restarted'";
    let all_told = async {
        let mut count = 0_i64;
        while count < 2 {
            count = sqlx::query_scalar(told).fetch_one(&mut connection).await.expect("a count");
        }
    };
    timeout(RECOVERED, all_told).await.expect("a notice a death");
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_database_restarts_total 2"), "{metrics}");
    assert!(server.log().contains("the database died and is started again"));
}

#[tokio::test]
async fn a_statement_that_outlives_its_database_does_not_keep_the_next_from_starting() {
    let server = Server::builder_on_embedded_database().start().await;
    let mut connection = connect(&server).await;
    let computing =
        tokio::spawn(async move { sqlx::raw_sql(COMPUTES).execute(&mut connection).await });
    let mut connection = connect(&server).await;
    let begun =
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'";
    while sqlx::query_scalar::<_, i64>(begun).fetch_one(&mut connection).await.expect("a count") < 1
    {
    }
    kill_postgres(&server).await;
    post_until_accepted(&server).await;
    assert!(computing.await.expect("ended").is_err());
}

#[tokio::test]
async fn a_database_that_cannot_start_is_tried_again_until_it_can_and_the_server_stops_as_ever() {
    let mut server = Server::builder_on_embedded_database().start().await;
    post_until_accepted(&server).await;
    let control = home(&server).join("data/global/pg_control");
    let away = control.with_extension("away");
    fs::rename(&control, &away).expect("moved");
    kill(find_postgres(&server).expect("a process"));
    until_start_failed(&server, 1).await;
    assert_eq!(post(server.url.clone(), server.client.clone(), 1).await, 503);
    until_start_failed(&server, 3).await;
    fs::rename(&away, &control).expect("moved back");
    post_until_accepted(&server).await;

    fs::rename(&control, &away).expect("moved");
    kill(find_postgres(&server).expect("a process"));
    let failed = server.log().matches(NOT_STARTED).count();
    until_start_failed(&server, failed + 1).await;
    assert!(server.stop().await.success(), "it stops while the database is away");
}
