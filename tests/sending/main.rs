//! Measures codes that are sent and checked a second by the release server, beside what its gateway, a
//! stand-in on the same machine, takes when it is asked directly.
//!
//! `make bench-sending`; every figure is the median of the rounds, with the least and the most.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../bench/cluster.rs"]
mod cluster;
#[path = "../it/harness/connexus.rs"]
#[allow(dead_code)]
mod connexus;
#[path = "../bench/server.rs"]
#[allow(dead_code)]
mod server;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use connexus::{CLIENT_ID, CLIENT_SECRET, Connexus};
use server::Server;

const ROUNDS: usize = 3;
const CONNECTIONS: usize = 32;
const SPAN: Duration = Duration::from_secs(8);
/// As many as are checked in the span at most, each key checking 600 a minute.
const KEYS: usize = 40;

fn main() {
    // `cargo test --benches` passes arguments and wants no measurement.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(measure());
}

async fn measure() {
    let cluster = cluster::Cluster::start().await;
    println!("{}", cluster.machine().await);
    let (mut alone, mut sends, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        let connexus = Connexus::start().await;
        alone.push(ask_directly(&connexus).await);
        let server = Server::start_with(
            cluster.new_database().await,
            &[
                ("CODEBELL_LOG", "warn"),
                ("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8"),
                ("WEBSMS_CLIENT_ID", CLIENT_ID),
                ("WEBSMS_CLIENT_SECRET", CLIENT_SECRET),
                ("WEBSMS_BASE_URL", &connexus.url),
            ],
        )
        .await;
        let api = format!("http://{}/api/v1", server.address);
        let keys = keys(&api, &server.sign_in().await).await;
        let before = connexus.seen().sent.len();
        let sent = send(&api, &keys).await;
        assert_eq!(connexus.seen().sent.len() - before, sent.count, "each is sent once");
        sends.push(sent);
        checks.push(check(&api, &keys, sends.last().expect("a round").count).await);
        server.stop().await;
    }
    for (what, all) in [
        ("the gateway alone, over 32 connections", &alone),
        ("codes sent", &sends),
        ("codes checked", &checks),
    ] {
        let rates = spread(all.iter().map(|done| done.count as f64 / done.seconds), 0);
        let waits = spread(all.iter().map(|done| done.p99_milliseconds), 1);
        println!("{what}: {rates} a second, p99 {waits} ms");
    }
    let ratio = sends.iter().zip(&alone).map(|(ours, theirs)| {
        (ours.count as f64 / ours.seconds) / (theirs.count as f64 / theirs.seconds)
    });
    println!("sent / gateway alone, round by round: {}", spread(ratio, 2));
    cluster.stop().await;
}

/// What was done in a span.
struct Done {
    count: usize,
    seconds: f64,
    p99_milliseconds: f64,
}

/// Makes requests over all connections until the span ends or `most` are made; each has to be answered
/// as `is_right` says.
async fn load(
    most: usize,
    request: impl Fn(&Client, usize) -> RequestBuilder + Send + Sync + 'static,
    is_right: fn(u16, &Value) -> bool,
) -> Done {
    let (next, request) = (Arc::new(AtomicUsize::new(0)), Arc::new(request));
    let client = Client::builder().pool_max_idle_per_host(CONNECTIONS).build().expect("a client");
    let started = Instant::now();
    let workers = (0..CONNECTIONS).map(|_| {
        let (client, next, request) = (client.clone(), next.clone(), request.clone());
        tokio::spawn(async move {
            let mut waits = Vec::new();
            while started.elapsed() < SPAN {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= most {
                    break;
                }
                let at = Instant::now();
                let answer = request(&client, index).send().await.expect("an answer");
                let status = answer.status().as_u16();
                let answer: Value = answer.json().await.expect("JSON");
                assert!(is_right(status, &answer), "{status} {answer}");
                waits.push(at.elapsed().as_secs_f64() * 1000.0);
            }
            waits
        })
    });
    let mut waits = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        waits.extend(worker.await.expect("it ran"));
    }
    let seconds = started.elapsed().as_secs_f64();
    waits.sort_by(f64::total_cmp);
    Done { count: waits.len(), seconds, p99_milliseconds: waits[waits.len() * 99 / 100] }
}

async fn ask_directly(connexus: &Connexus) -> Done {
    let form = [("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET)];
    let answer =
        Client::new().post(format!("{}/auth/token", connexus.url)).form(&form).send().await;
    let answer: Value = answer.expect("an answer").json().await.expect("JSON");
    let token = answer["access_token"].as_str().expect("a token").to_owned();
    let url = format!("{}/sms/otp", connexus.url);
    let request = move |client: &Client, index: usize| {
        let to = number(index).trim_start_matches('+').to_owned();
        let form = [("to", to.as_str()), ("msgCompany", "MyApp"), ("msgCode", "482174")];
        client.post(&url).bearer_auth(&token).form(&form)
    };
    load(usize::MAX, request, |status, _| status == 200).await
}

/// Keys of programs, within wide limits.
async fn keys(api: &str, owner: &str) -> Vec<String> {
    let client = Client::new();
    let limits = json!({
        "seconds_between": 30, "per_number_an_hour": 5, "per_key_a_minute": 100_000,
        "per_network_a_minute": 100_000, "per_day": 10_000_000, "allowed_countries": [],
        "denied_countries": [],
    });
    let set = client.put(format!("{api}/otp/limits")).bearer_auth(owner).json(&limits).send().await;
    assert_eq!(set.expect("an answer").status(), 200);
    let mut keys = Vec::new();
    for index in 0..KEYS {
        let key = json!({"name": format!("App {index}"), "scopes": ["otp"]});
        let made =
            client.post(format!("{api}/api-keys")).bearer_auth(owner).json(&key).send().await;
        let made: Value = made.expect("an answer").json().await.expect("JSON");
        keys.push(made["key"].as_str().expect("a key").to_owned());
    }
    keys
}

async fn send(api: &str, keys: &[String]) -> Done {
    let (url, keys) = (format!("{api}/otp/send"), keys.to_vec());
    let request = move |client: &Client, index: usize| {
        let body = json!({"to": number(index), "company": "MyApp", "code": "482174"});
        client.post(&url).bearer_auth(&keys[index % keys.len()]).json(&body)
    };
    load(usize::MAX, request, |status, answer| status == 202 && answer["status"] == "accepted")
        .await
}

async fn check(api: &str, keys: &[String], sent: usize) -> Done {
    let (url, keys) = (format!("{api}/otp/verify"), keys.to_vec());
    let request = move |client: &Client, index: usize| {
        let body = json!({"to": number(index), "code": "482174"});
        client.post(&url).bearer_auth(&keys[index % keys.len()]).json(&body)
    };
    load(sent, request, |status, answer| status == 200 && answer["verified"] == true).await
}

/// A number of its own for each send.
fn number(index: usize) -> String {
    format!("+6421{index:07}")
}

/// Median (least–most).
fn spread(values: impl Iterator<Item = f64>, digits: usize) -> String {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let (median, least, most) = (sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1]);
    format!("{median:.digits$} ({least:.digits$}–{most:.digits$})")
}
