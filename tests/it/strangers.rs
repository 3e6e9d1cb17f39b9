//! What somebody without a token can make the server keep over live connections.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use codebell::auth::Role;
use reqwest::header;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::harness::Server;
use crate::harness::listener::Listener;
use crate::harness::raw::{frame, is_closed, open, status, upgrade_request};

const OPEN: &str = "/socket.io/?EIO=4&transport=polling";
const TEXT: u8 = 1;

async fn web_socket(server: &Server) -> TcpStream {
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().expect("an address");
    let mut stream = open(address, &upgrade_request()).await;
    assert_eq!(status(&mut stream).await, 101);
    stream
}

/// Sends until it is refused; how many bytes went out.
async fn send_parts(stream: &mut TcpStream, head: &[u8], payload: &[u8], times: usize) -> usize {
    let mut sent = 0;
    for _ in 0..times {
        if stream.write_all(head).await.is_err() || stream.write_all(payload).await.is_err() {
            break;
        }
        sent += payload.len();
    }
    sent
}

#[tokio::test]
async fn an_unfinished_message_of_48_mib_is_refused_at_16_kib() {
    let server = Server::start().await;
    let started = Instant::now();
    let mut one_frame = web_socket(&server).await;
    one_frame.write_all(&frame(TEXT, true, 48 << 20)).await.expect("sent");
    assert!(is_closed(&mut one_frame).await);
    // In frames that are small enough, of which none is the last.
    let mut many = web_socket(&server).await;
    many.write_all(&frame(TEXT, false, 0)).await.expect("sent");
    let sent = send_parts(&mut many, &frame(0, false, 8192), &[b'4'; 8192], 48 * 128).await;
    assert!(sent < 8 << 20, "{sent} bytes were taken");
    // A message that announces attachments is not waited for.
    let mut attachments = web_socket(&server).await;
    let packet = br#"4598-["a",{"_placeholder":true,"num":0}]"#;
    attachments.write_all(&frame(TEXT, true, packet.len() as u64)).await.expect("sent");
    attachments.write_all(packet).await.expect("sent");
    assert!(is_closed(&mut attachments).await);
    assert!(started.elapsed() < Duration::from_secs(4), "no deadline was needed for it");
}

#[tokio::test]
async fn a_session_that_shows_no_token_or_a_wrong_one_ends_after_5_seconds() {
    let server = Server::start().await;
    let started = Instant::now();
    let mut silent = web_socket(&server).await;
    let mut wrong = web_socket(&server).await;
    let packet = br#"40{"token":"wrong"}"#;
    wrong.write_all(&frame(TEXT, true, packet.len() as u64)).await.expect("sent");
    wrong.write_all(packet).await.expect("sent");
    let (silent, wrong) = tokio::join!(is_closed(&mut silent), is_closed(&mut wrong));
    assert!(silent && wrong);
    let took = started.elapsed();
    assert!((4..8).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test]
async fn a_body_that_is_larger_than_anybody_needs_is_refused_before_it_is_read() {
    let server = Server::start().await;
    let url = format!("{}/api/v1/auth/login", server.url);
    let request = server.client.post(url).header(header::CONTENT_TYPE, "application/json");
    let answer = request.body(" ".repeat(257 << 10)).send().await.expect("an answer");
    assert_eq!(answer.status(), 413);
    assert!(answer.text().await.expect("text").contains("262144 bytes"));
}

#[tokio::test]
async fn a_flood_of_sessions_from_one_address_is_turned_away_and_others_get_in() {
    let server = Server::builder().await.set("CODEBELL_TRUSTED_PROXIES", "127.0.0.0/8");
    let server = server.start().await;
    let owner = server.sign_in(Role::Owner).await;
    let mut statuses = Vec::new();
    let mut last = None;
    for _ in 0..150 {
        let request = server.client.get(format!("{}{OPEN}", server.url));
        let answer = request.header("x-forwarded-for", "192.0.2.1").send().await;
        let answer = answer.expect("an answer");
        statuses.push(answer.status().as_u16());
        last = Some(answer);
    }
    let refused = last.expect("an answer");
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 100);
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "5");
    let metrics = server.get("/metrics").await.text().await.expect("text");
    assert!(metrics.contains("codebell_sockets_without_token 100"), "{metrics}");
    // From this machine itself, which forwards for nobody.
    for transport in ["websocket", "polling"] {
        Listener::connect(&server.url, &owner.access_token, transport).await;
    }
}
