//! Measures codes that are sent and checked a second by the release server, beside what its gateway, a
//! stand-in on the same machine, takes when it is asked directly.
//!
//! `make bench-sending`; every figure is the median of the rounds, with the least and the most.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../it/harness/connexus.rs"]
#[allow(dead_code)]
mod connexus;
#[path = "../bench_harness/mod.rs"]
mod harness;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use codebell::auth::Role;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use connexus::{CLIENT_ID, CLIENT_SECRET, Connexus};
use harness::cluster::Cluster;
use harness::figures::{Done, spread};
use harness::server::Server;

const ROUNDS: usize = 3;
const CONNECTIONS: usize = 32;
const SPAN: Duration = Duration::from_secs(8);
/// As many as are checked in the span at most, each key checking 600 a minute.
const KEYS: usize = 40;

fn main() {
    harness::run(measure);
}

async fn measure(cluster: &Cluster) {
    let (mut alone, mut sends, mut checks) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        let connexus = Connexus::start().await;
        alone.push(ask_directly(&connexus).await);
        let server = Server::start(
            cluster,
            &[
                ("CODEBELL_LOG", "warn"),
                ("CODEBELL_ALLOW_PRIVATE_TARGETS", "127.0.0.0/8"),
                ("WEBSMS_CLIENT_ID", CLIENT_ID),
                ("WEBSMS_CLIENT_SECRET", CLIENT_SECRET),
                ("WEBSMS_BASE_URL", &connexus.url),
            ],
        )
        .await;
        let keys = keys(&server).await;
        let before = connexus.seen().sent.len();
        let sent = send(&server, &keys).await;
        let count = sent.waits.count();
        assert_eq!(connexus.seen().sent.len() - before, count, "each is sent once");
        sends.push(sent);
        checks.push(check(&server, &keys, count).await);
        server.stop().await;
    }
    for (what, all) in [
        ("the gateway alone, over 32 connections", &alone),
        ("codes sent", &sends),
        ("codes checked", &checks),
    ] {
        let rates = spread(all.iter().map(Done::a_second), 0);
        let waits = spread(all.iter().map(|done| done.waits.milliseconds_at(0.99)), 1);
        println!("{what}: {rates} a second, p99 {waits} ms");
    }
    let ratios = sends.iter().zip(&alone).map(|(ours, theirs)| ours.a_second() / theirs.a_second());
    println!("sent / gateway alone, round by round: {}", spread(ratios, 2));
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
                waits.push(at.elapsed());
            }
            waits
        })
    });
    let mut waits = Vec::new();
    for worker in workers.collect::<Vec<_>>() {
        waits.extend(worker.await.expect("it ran"));
    }
    Done::since(started, waits)
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
async fn keys(server: &Server) -> Vec<String> {
    let owner = server.sign_in(Role::Owner).await;
    let limits = json!({
        "seconds_between": 30, "per_number_an_hour": 5, "per_key_a_minute": 100_000,
        "per_network_a_minute": 100_000, "per_day": 10_000_000, "allowed_countries": [],
        "denied_countries": [],
    });
    let set = server.client.put(server.api("otp/limits")).bearer_auth(&owner).json(&limits);
    assert_eq!(set.send().await.expect("an answer").status(), 200);
    let mut keys = Vec::new();
    for index in 0..KEYS {
        let key = json!({"name": format!("App {index}"), "scopes": ["otp"]});
        let made = server.call("api-keys", &owner, &key).await;
        keys.push(made["key"].as_str().expect("a key").to_owned());
    }
    keys
}

async fn send(server: &Server, keys: &[String]) -> Done {
    let (url, keys) = (server.api("otp/send"), keys.to_vec());
    let request = move |client: &Client, index: usize| {
        let body = json!({"to": number(index), "company": "MyApp", "code": "482174"});
        client.post(&url).bearer_auth(&keys[index % keys.len()]).json(&body)
    };
    load(usize::MAX, request, |status, answer| status == 202 && answer["status"] == "accepted")
        .await
}

async fn check(server: &Server, keys: &[String], sent: usize) -> Done {
    let (url, keys) = (server.api("otp/verify"), keys.to_vec());
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
