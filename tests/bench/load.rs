//! Posts signed webhooks over keep-alive connections, each its next when the last is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::PgPool;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::harness::figures::Done;
use crate::harness::provider::Webhook;

/// Messages that were accepted.
pub async fn post(address: SocketAddr, connections: usize, seconds: u64) -> Done {
    let next_id = Arc::new(AtomicU64::new(1));
    let started = Instant::now();
    let deadline = started + Duration::from_secs(seconds);
    let tasks = (0..connections).map(|_| tokio::spawn(run(address, next_id.clone(), deadline)));
    let mut waits = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        waits.extend(task.await.expect("posted"));
    }
    Done::since(started, waits)
}

/// Messages that are in the database.
pub async fn stored(pool: &PgPool) -> usize {
    let count = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM messages").fetch_one(pool);
    usize::try_from(count.await.expect("a count")).expect("a count")
}

/// How long each accepted message took to be answered.
async fn run(address: SocketAddr, next_id: Arc<AtomicU64>, deadline: Instant) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.set_nodelay(true).expect("set");
    let (mut waits, mut answer) = (Vec::new(), vec![0; 8192]);
    while Instant::now() < deadline {
        let request = request(address, next_id.fetch_add(1, Ordering::Relaxed));
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

fn request(address: SocketAddr, id: u64) -> Vec<u8> {
    let code = id % 1_000_000;
    let text =
        format!("Your Acme Bank verification code is {code:06}. Do not share it with anyone.");
    let Webhook { signature, body } = Webhook::with_text(id, &text);
    format!(
        "POST /webhooks/receivesms HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         X-Webhook-Signature: {signature}\r\nContent-Length: {}\r\n\r\n{body}",
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
