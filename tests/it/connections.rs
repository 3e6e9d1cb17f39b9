//! Connections that keep the server waiting, and more of them than anybody needs.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::routing::{get, post};
use codebell::http::connections::{self, Caps, Deadlines};
use futures::stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::time::{Instant, interval, sleep, timeout};

use crate::harness::Server;
use crate::harness::raw::{connect_from, get_request, is_closed, open, status};

/// What a test waits for at most.
const PATIENCE: Duration = Duration::from_secs(10);
const SHORT: Duration = Duration::from_millis(300);
const NEVER: Duration = Duration::from_secs(3600);
const PATIENT: Deadlines = Deadlines { head: NEVER, body: NEVER, idle: NEVER, unread: NEVER };
const ROOMY: Caps =
    Caps { total: 1000, per_address: 1000, body_bytes: 1 << 20, trusted: Vec::new() };

/// The server's way to accept, before routes that are slow or large.
async fn serve(caps: Caps, deadlines: Deadlines) -> SocketAddr {
    let router = Router::new()
        .route("/", get(|| async { "good" }))
        .route("/echo", post(|body: String| async { body }))
        .route("/slow", get(|| async { sleep(4 * SHORT).await }))
        .route(
            "/endless",
            get(|| async {
                Body::from_stream(stream::repeat(Ok::<_, std::convert::Infallible>(vec![
                    0_u8;
                    1 << 16
                ])))
            }),
        );
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(connections::serve(listener, router, caps, deadlines, std::future::pending()));
    address
}

/// Sends a byte now and then, until the server has had enough; how long that took.
async fn trickle(mut stream: TcpStream) -> Duration {
    let started = Instant::now();
    let mut ticks = interval(SHORT / 10);
    let mut answer = [0; 1024];
    let until_closed = async {
        loop {
            tokio::select! {
                _ = ticks.tick() => if stream.write_all(b"a").await.is_err() { return },
                read = stream.read(&mut answer) => if read.is_err() || read.is_ok_and(|read| read == 0) {
                    return;
                },
            }
        }
    };
    timeout(PATIENCE, until_closed).await.expect("the server hangs up");
    started.elapsed()
}

#[tokio::test]
async fn a_head_that_trickles_in_is_not_waited_for_while_others_are_served() {
    let address = serve(ROOMY, Deadlines { head: SHORT, ..PATIENT }).await;
    let trickled = tokio::spawn(trickle(open(address, "GET / HTTP/1.1\r\nX-Slow: ").await));
    let mut good = open(address, &get_request("/")).await;
    assert_eq!(status(&mut good).await, 200);
    let took = trickled.await.expect("it ran");
    assert!(took >= SHORT, "{took:?}");
    // Nor is one that never begins.
    assert!(is_closed(&mut open(address, "").await).await);
}

#[tokio::test]
async fn a_body_that_trickles_in_is_not_waited_for() {
    let address = serve(ROOMY, Deadlines { body: SHORT, ..PATIENT }).await;
    for head in ["Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n186A0\r\n"] {
        let request = format!("POST /echo HTTP/1.1\r\nHost: a\r\n{head}");
        let took = trickle(open(address, &request).await).await;
        assert!(took >= SHORT, "{took:?}");
    }
}

#[tokio::test]
async fn a_connection_without_a_next_request_ends_and_a_slow_answer_does_not() {
    let deadlines = Deadlines { head: SHORT, body: SHORT, idle: SHORT, unread: SHORT };
    let address = serve(ROOMY, deadlines).await;
    let mut kept = open(address, &get_request("/slow")).await;
    assert_eq!(status(&mut kept).await, 200, "an answer may take longer than any deadline");
    kept.write_all(get_request("/").as_bytes()).await.expect("sent");
    assert_eq!(status(&mut kept).await, 200, "the connection was kept");
    let answered = Instant::now();
    assert!(is_closed(&mut kept).await);
    assert!(answered.elapsed() >= SHORT / 2);
}

#[tokio::test]
async fn an_answer_that_nobody_reads_gives_its_place_back() {
    let caps = Caps { total: 1, ..ROOMY };
    let address = serve(caps, Deadlines { unread: SHORT, ..PATIENT }).await;
    let _unread = open(address, &get_request("/endless")).await;
    let served = async {
        while status(&mut open(address, &get_request("/")).await).await != 200 {
            sleep(SHORT / 10).await;
        }
    };
    timeout(PATIENCE, served).await.expect("the place is free again");
}

#[tokio::test]
async fn an_address_and_all_together_have_so_many_connections_and_no_more() {
    let caps = Caps {
        total: 5,
        per_address: 3,
        body_bytes: 0,
        trusted: vec!["127.0.0.9/32".parse().unwrap()],
    };
    let address = serve(caps, PATIENT).await;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut stream = connect_from([127, 0, 0, 2], address).await;
        stream.write_all(get_request("/").as_bytes()).await.expect("sent");
        assert_eq!(status(&mut stream).await, 200);
        kept.push(stream);
    }
    assert_eq!(status(&mut connect_from([127, 0, 0, 2], address).await).await, 503);
    for _ in 0..2 {
        let mut other = connect_from([127, 0, 0, 9], address).await;
        other.write_all(get_request("/").as_bytes()).await.expect("sent");
        assert_eq!(status(&mut other).await, 200, "another address is served");
        kept.push(other);
    }
    assert_eq!(
        status(&mut connect_from([127, 0, 0, 9], address).await).await,
        503,
        "all are taken"
    );
    kept.clear();
    let served = async {
        loop {
            let mut stream = connect_from([127, 0, 0, 2], address).await;
            // A place that is taken is told before anything was asked.
            let _ = stream.write_all(get_request("/").as_bytes()).await;
            if status(&mut stream).await == 200 {
                return;
            }
        }
    };
    timeout(PATIENCE, served).await.expect("places are free again");
}

#[tokio::test]
async fn unfinished_bodies_have_a_bound_together_and_small_ones_always_room() {
    let address = serve(ROOMY, PATIENT).await;
    let post = |length: usize, sent: usize| {
        let head = format!("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n");
        head + &"a".repeat(sent)
    };
    let mut unfinished = Vec::new();
    for _ in 0..40 {
        unfinished.push(open(address, &post(200_000, 199_000)).await);
    }
    let refused =
        async { while status(&mut open(address, &post(200_000, 200_000)).await).await != 400 {} };
    timeout(PATIENCE, refused).await.expect("there is no room for large ones");
    assert_eq!(status(&mut open(address, &post(10_000, 10_000)).await).await, 200);
    unfinished.clear();
    let served =
        async { while status(&mut open(address, &post(200_000, 200_000)).await).await != 200 {} };
    timeout(PATIENCE, served).await.expect("the room is free again");
}

#[tokio::test]
async fn a_websocket_keeps_its_place_of_the_server() {
    let server = Server::builder().await.set("CODEBELL_MAX_CONNECTIONS_PER_ADDRESS", "1");
    let server = server.start().await;
    let address = server.url.trim_start_matches("http://").parse().expect("an address");
    let mut socket = connect_from([127, 0, 0, 2], address).await;
    let upgrade = crate::harness::raw::upgrade_request();
    socket.write_all(upgrade.as_bytes()).await.expect("sent");
    assert_eq!(status(&mut socket).await, 101);
    assert_eq!(status(&mut connect_from([127, 0, 0, 2], address).await).await, 503);
    drop(socket);
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_connections_refused_total{cap=\"address\"} 1"), "{metrics}");
}

#[tokio::test]
async fn as_many_files_as_the_system_allows_may_be_open_and_doctor_says_when_that_is_few() {
    let builder = Server::builder().await;
    for (limits, is_enough) in [("ulimit -Sn 1024", true), ("ulimit -n 1024", false)] {
        let mut command: Command = builder.command();
        let doctor = format!("{limits} && exec {} doctor", env!("CARGO_BIN_EXE_codebell"));
        let environment: Vec<_> = command
            .as_std()
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        command = Command::new("sh");
        command.args(["-c", &doctor]).env_clear().envs(environment);
        let answer = command.output().await.expect("it ran");
        let said = String::from_utf8(answer.stdout).expect("text");
        let line = said.lines().find(|line| line.contains("connections: ")).expect("a line");
        assert_eq!(line.starts_with("ok "), is_enough, "{line}");
        assert_eq!(line.contains("LimitNOFILE"), !is_enough, "{line}");
    }
}
