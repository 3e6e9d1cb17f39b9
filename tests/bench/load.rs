//! Posts signed webhooks over keep-alive connections, each its next when the last is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const SECRET: &[u8] = b"whsec_bench";

pub struct Load {
    pub accepted: u64,
    pub seconds: f64,
    pub p99_milliseconds: f64,
}

pub async fn post(address: &str, connections: usize, seconds: u64) -> Load {
    let next_id = Arc::new(AtomicU64::new(1));
    let started = Instant::now();
    let deadline = started + Duration::from_secs(seconds);
    let tasks =
        (0..connections).map(|_| tokio::spawn(run(address.to_owned(), next_id.clone(), deadline)));
    let mut waits = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        waits.extend(task.await.expect("posted"));
    }
    let seconds = started.elapsed().as_secs_f64();
    waits.sort_unstable();
    let p99 = waits[waits.len() * 99 / 100];
    Load { accepted: waits.len() as u64, seconds, p99_milliseconds: p99.as_secs_f64() * 1000.0 }
}

/// How long each accepted message took to be answered.
async fn run(address: String, next_id: Arc<AtomicU64>, deadline: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(&address).await.expect("connected");
    stream.set_nodelay(true).expect("set");
    let (mut waits, mut answer) = (Vec::new(), vec![0; 8192]);
    while Instant::now() < deadline {
        let request = request(&address, next_id.fetch_add(1, Ordering::Relaxed));
        let sent = Instant::now();
        stream.write_all(&request).await.expect("sent");
        let mut length = 0;
        while !is_whole(&answer[..length]) {
            let read = stream.read(&mut answer[length..]).await.expect("read");
            assert!(read > 0, "the server hung up");
            length += read;
        }
        waits.push(sent.elapsed());
        let text = String::from_utf8_lossy(&answer[..length]);
        assert!(text.starts_with("HTTP/1.1 200") && text.contains("accepted"), "{text}");
    }
    waits
}

fn request(address: &str, id: u64) -> Vec<u8> {
    let body = format!(
        r#"{{"event":"sms.received","version":"1","data":{{"messageId":{id},"from":"+14155551234","to":"+120255501{:02}","body":"Your Acme Bank verification code is {:06}. Do not share it with anyone.","receivedAt":"2026-03-01T15:30:00.000Z"}}}}"#,
        id % 50,
        id % 1_000_000,
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET).expect("a key");
    mac.update(body.as_bytes());
    let signature = hex::encode(mac.finalize().into_bytes());
    format!(
        "POST /webhooks/receivesms HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         X-Webhook-Signature: sha256={signature}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len(),
    )
    .into_bytes()
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| body.len() >= length)
}
