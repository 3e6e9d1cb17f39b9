//! The attacks, and whose they are: strangers' but the last.

use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use reqwest::Client;
use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;

use crate::harness::provider::{Webhook, sign};
use crate::raw::{connect_from, frame, status, upgrade_request};
use crate::target::{PROXY, Target};
use crate::volleys::{Fired, Held, Tally, address, pour, scaled, word};

type Attack = fn(Target) -> BoxFuture<'static, String>;

/// Longer than the deadline for a head.
const HELD: Duration = Duration::from_secs(12);
const TEXT: u8 = 1;

/// All of them, with their names.
pub fn all() -> Vec<(&'static str, Attack)> {
    vec![
        ("none", |_| Box::pin(async { String::new() })),
        ("10,000 idle connections", |target| Box::pin(idle(target))),
        ("2,000 slow heads", |target| Box::pin(slow_heads(target))),
        ("2,000 slow bodies", |target| Box::pin(slow_bodies(target))),
        ("500 connections that read no answer", |target| Box::pin(unread(target))),
        ("200 sockets that read no event", |target| Box::pin(unread_events(target))),
        ("200 WebSocket messages of 48 MiB", |target| Box::pin(large_messages(target))),
        ("1 GB in chunks, four times", |target| Box::pin(chunked(target))),
        ("10 MB of headers, 50 times", |target| Box::pin(large_heads(target))),
        ("JSON 100,000 deep, signed and not", |target| Box::pin(deep_json(target))),
        ("gzip bombs", |target| Box::pin(gzip_bombs(target))),
        ("2,000 requests that are no UTF-8", |target| Box::pin(no_text(target))),
        ("20,000 wrong signatures, one address", |target| Box::pin(wrong_from_one(target))),
        ("20,000 wrong signatures, 250 addresses", |target| Box::pin(wrong_from_many(target))),
        ("20,000 wrong signatures through a proxy", |target| Box::pin(wrong_behind_proxy(target))),
        ("20,000 handshakes, polling", |target| Box::pin(polling_handshakes(target))),
        ("2,000 handshakes, WebSocket", |target| Box::pin(web_socket_handshakes(target))),
        ("a Manager's slow patterns", |target| Box::pin(slow_patterns(target))),
    ]
}

async fn idle(target: Target) -> String {
    let (first, more) = (Vec::new(), Vec::new());
    let held =
        Held { count: scaled(10_000), addresses: 100, first, more, reads: true, patience: HELD };
    held.hold(&target).await
}

async fn slow_heads(target: Target) -> String {
    let first = b"POST /webhooks/receivesms HTTP/1.1\r\nHost: a\r\nX-Slow: ".to_vec();
    let more = vec![b'a'; 512];
    let held =
        Held { count: scaled(2000), addresses: 20, first, more, reads: true, patience: HELD };
    held.hold(&target).await
}

async fn slow_bodies(target: Target) -> String {
    let first =
        b"POST /webhooks/receivesms HTTP/1.1\r\nHost: a\r\nContent-Length: 250000\r\n\r\n".to_vec();
    let (more, patience) = (vec![b'a'; 1024], Duration::from_secs(33));
    let held = Held { count: scaled(2000), addresses: 20, first, more, reads: true, patience };
    held.hold(&target).await
}

async fn unread(target: Target) -> String {
    let first = "GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(20).into_bytes();
    let (more, patience) = (Vec::new(), Duration::from_secs(33));
    let held = Held { count: scaled(500), addresses: 5, first, more, reads: false, patience };
    held.hold(&target).await
}

async fn unread_events(target: Target) -> String {
    let mut first = upgrade_request().into_bytes();
    let packet = format!("40{}", json!({"token": target.manager}));
    first.extend(frame(TEXT, true, packet.len() as u64));
    first.extend(packet.as_bytes());
    let (more, patience) = (Vec::new(), Duration::from_secs(20));
    let held = Held { count: scaled(200), addresses: 2, first, more, reads: false, patience };
    held.hold(&target).await
}

async fn large_messages(target: Target) -> String {
    each(scaled(200), move |index| {
        let target = target.clone();
        async move {
            let mut stream = connect_from(address(index, 10), target.address).await;
            stream.write_all(upgrade_request().as_bytes()).await.expect("sent");
            let upgraded = status(&mut stream).await;
            if upgraded != 101 {
                return word(upgraded);
            }
            let head = frame(TEXT, true, 48 << 20);
            let _ = stream.write_all(&head).await;
            pour(&mut stream, &vec![b'4'; 1 << 16], 48 << 20).await
        }
    })
    .await
}

async fn chunked(target: Target) -> String {
    each(4, move |index| {
        let target = target.clone();
        async move {
            let mut stream = connect_from(address(index, 4), target.address).await;
            let path = ["/webhooks/receivesms", "/api/v1/auth/login"][index % 2];
            let head = format!(
                "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                 Transfer-Encoding: chunked\r\n\r\n"
            );
            let _ = stream.write_all(head.as_bytes()).await;
            let mut chunk = b"10000\r\n".to_vec();
            chunk.extend([b' '; 0x10000]);
            chunk.extend(b"\r\n");
            pour(&mut stream, &chunk, scaled(1 << 30)).await
        }
    })
    .await
}

async fn large_heads(target: Target) -> String {
    each(50, move |index| {
        let target = target.clone();
        async move {
            let mut stream = connect_from(address(index, 5), target.address).await;
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").await;
            let header = format!("X-Large: {}\r\n", "a".repeat(8000));
            pour(&mut stream, header.as_bytes(), 10 << 20).await
        }
    })
    .await
}

async fn deep_json(target: Target) -> String {
    let signed = "[".repeat(100_000);
    let signature = sign(signed.as_bytes());
    let deep = format!("{{\"email\":{signed}");
    fire(
        2000,
        16,
        400,
        |index| address(index, 16),
        move |id| match id % 2 {
            0 => post(
                "/webhooks/receivesms",
                &[("X-Webhook-Signature", &signature)],
                signed.as_bytes(),
            ),
            _ => post("/api/v1/auth/login", &[], deep.as_bytes()),
        },
        &target,
    )
    .await
}

async fn gzip_bombs(target: Target) -> String {
    let bomb = "head -c 200000000 /dev/zero | gzip -9";
    let bomb = Command::new("sh").args(["-c", bomb]).output().expect("gzip").stdout;
    let signature = sign(&bomb);
    fire(
        500,
        16,
        100,
        |index| address(index, 16),
        move |id| {
            let headers = [("Content-Encoding", "gzip"), ("X-Webhook-Signature", &signature)];
            post(["/webhooks/receivesms", "/api/v1/auth/login"][id as usize % 2], &headers, &bomb)
        },
        &target,
    )
    .await
}

async fn no_text(target: Target) -> String {
    fire(
        2000,
        16,
        400,
        |index| address(index, 40),
        |id| {
            let junk = [0xff, 0xfe, b'a', 0xc0, 0x80, id as u8];
            match id % 3 {
                0 => post("/webhooks/receivesms", &[], &junk),
                1 => post("/webhooks/%ff%fe%c0%80", &[], &junk),
                _ => {
                    let mut request =
                        b"GET /api/v1/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ".to_vec();
                    request.extend(junk.map(|byte| byte | 0x80));
                    request.extend(b"\r\n\r\n");
                    request
                }
            }
        },
        &target,
    )
    .await
}

fn wrong(id: u64, headers: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("{{\"messageId\":{id}}}");
    let mut all = vec![("X-Webhook-Signature", "sha256=00")];
    all.extend(headers);
    post("/webhooks/receivesms", &all, body.as_bytes())
}

async fn wrong_from_one(target: Target) -> String {
    fire(20_000, 32, 2000, |_| address(0, 1), |id| wrong(id, &[]), &target).await
}

async fn wrong_from_many(target: Target) -> String {
    fire(20_000, 250, 2000, |index| address(index, 250), |id| wrong(id, &[]), &target).await
}

async fn wrong_behind_proxy(target: Target) -> String {
    fire(
        20_000,
        32,
        2000,
        |_| PROXY,
        |id| {
            let client = std::net::Ipv4Addr::from(0x0a00_0000 + id as u32).to_string();
            wrong(id, &[("X-Forwarded-For", &client)])
        },
        &target,
    )
    .await
}

async fn polling_handshakes(target: Target) -> String {
    let request = b"GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n";
    fire(20_000, 40, 2000, |index| address(index, 40), |_| request.to_vec(), &target).await
}

async fn web_socket_handshakes(target: Target) -> String {
    let (first, more) = (upgrade_request().into_bytes(), Vec::new());
    let held =
        Held { count: scaled(2000), addresses: 20, first, more, reads: true, patience: HELD };
    held.hold(&target).await
}

async fn slow_patterns(target: Target) -> String {
    let client = Client::builder().local_address(Some(address(0, 1).into()));
    let client = client.timeout(Duration::from_secs(60)).build().expect("a client");
    let pattern = r"(?s)(?:[a-z]{1,30}[a-z ,.]{1,30}){1,80}\d{7}";
    let text = "lorem ipsum dolor sit amet, ".repeat(55);
    // What it is tried on; what is turned away is no message.
    for id in 0..scaled(200) as u64 {
        let message = Webhook::with_text(2_000_000_000 + id, &text);
        let _ = message.request(&client, target.address).send().await;
    }
    each(8, move |_| {
        let url = format!("http://{}/api/v1/code-rules/preview", target.address);
        let rule = json!({"kind": "code", "pattern": pattern, "test_message": text});
        let request = client.post(url).bearer_auth(&target.manager).json(&rule);
        async move { request.send().await.map_or(word(0), |answer| word(answer.status().as_u16())) }
    })
    .await
}

/// So many at once.
async fn each<F>(count: usize, attack: impl Fn(usize) -> F) -> String
where
    F: Future<Output = String> + Send + 'static,
{
    let mut all = JoinSet::new();
    for index in 0..count {
        let one = attack(index);
        all.spawn(async move { vec![one.await] });
    }
    Tally::of(all).await
}

async fn fire(
    count: usize,
    connections: usize,
    a_second: usize,
    from: fn(usize) -> [u8; 4],
    request: impl Fn(u64) -> Vec<u8> + Send + Sync + 'static,
    target: &Target,
) -> String {
    let request = Arc::new(request);
    Fired { count: scaled(count), connections, a_second, from, request }.fire(target).await
}

fn post(path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    request += "\r\n";
    [request.as_bytes(), body].concat()
}
