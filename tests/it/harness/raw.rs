//! Connections byte by byte, from any address of this machine, for what no well-meaning client does.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

/// Longer than any deadline that tests wait for.
const PATIENCE: Duration = Duration::from_secs(12);

pub async fn connect_from(from: [u8; 4], to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind((from, 0).into()).expect("bound");
    socket.connect(to).await.expect("connected")
}

/// A connection on which this was sent.
pub async fn open(to: SocketAddr, bytes: &str) -> TcpStream {
    let mut stream = TcpStream::connect(to).await.expect("connected");
    // A server that is full may have hung up already.
    let _ = stream.write_all(bytes.as_bytes()).await;
    stream
}

pub fn get_request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n")
}

pub fn upgrade_request() -> String {
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\
     Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
     Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        .to_owned()
}

/// The head of a client's frame, whose payload is masked with zeros: as it is.
pub fn frame(opcode: u8, is_last: bool, length: u64) -> Vec<u8> {
    let mut head = vec![opcode | u8::from(is_last) << 7, 0x80 | 127];
    head.extend(length.to_be_bytes());
    head.extend([0; 4]);
    head
}

/// The status of the next answer, 0 where the server hung up without one. Reads a body only where its
/// length is told.
pub async fn status(stream: &mut TcpStream) -> u16 {
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    while !is_whole(&answer) {
        match tokio::time::timeout(PATIENCE, stream.read(&mut part)).await {
            Ok(Ok(read)) if read > 0 => answer.extend_from_slice(&part[..read]),
            _ => break,
        }
    }
    let text = String::from_utf8_lossy(&answer);
    text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.and_then(|length| length.parse().ok()).is_none_or(|length: usize| body.len() >= length)
}

/// Whether the server hangs up, whatever it sends before.
pub async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut part = [0; 4096];
    let until_closed = async { while stream.read(&mut part).await.is_ok_and(|read| read > 0) {} };
    tokio::time::timeout(PATIENCE, until_closed).await.is_ok()
}
