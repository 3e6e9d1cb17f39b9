//! The connections that clients open: how many, and how long each may keep the server waiting.
//!
//! Whoever connects is a stranger until a request is read. So each connection has deadlines and counts
//! against caps, those that became WebSockets too. What is asked over a connection is not known here.

mod admission;
mod guarded;
mod nofile;

use std::convert::Infallible;
use std::io::{ErrorKind, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use metrics::counter;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;

use admission::Admission;
pub use admission::Caps;
use guarded::{Answering, Arriving, BodyBytes, Guarded, Phase};
pub use nofile::raise_open_files;

use crate::http::places::Place;

/// The head of a request, and what of it waits to be read. Cookies and a token take 2 KiB.
const LARGEST_HEAD: usize = 16 * 1024;
/// Bytes of answers that the kernel keeps of a connection beyond those that are on their way.
const MOST_UNSENT: u32 = 128 * 1024;
/// How long accepting waits after the system refused to give a connection, as without free files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(250);
/// How often a full server says so in its log.
const WARNED_EVERY: Duration = Duration::from_secs(60);

const REFUSED: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n\
    Content-Type: application/problem+json\r\nContent-Length: 131\r\n\r\n\
    {\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\
    \"detail\":\"Too many connections are open; try again in 5 seconds.\"}";

/// How long a client may keep the server waiting.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// From the first byte of a request, of a new connection from its beginning, to the end of its
    /// head.
    pub head: Duration,
    /// From the head to the end of the body.
    pub body: Duration,
    /// From an answer to the first byte of the next request. Longer than the minute that proxies keep
    /// their connections for, so that it is they who close them.
    pub idle: Duration,
    /// Without a byte of an answer being taken.
    pub unread: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            unread: Duration::from_secs(30),
        }
    }
}

/// What all connections share.
#[derive(Clone)]
struct Shared {
    router: Router,
    deadlines: Deadlines,
    bodies: Arc<BodyBytes>,
    closing: CancellationToken,
}

/// Accepts connections and answers their requests until `stopping` is done; then finishes what was
/// accepted.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    caps: Caps,
    deadlines: Deadlines,
    stopping: impl Future<Output = ()>,
) {
    let shared = Shared {
        // Makes its routes now: without it each request would make them, and state in layers, anew.
        router: router.with_state(()),
        deadlines,
        bodies: BodyBytes::new(caps.body_bytes),
        closing: CancellationToken::new(),
    };
    let admission = Admission::new(caps);
    let open = TaskTracker::new();
    let mut warned_at: Option<Instant> = None;
    tokio::pin!(stopping);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stopping => break,
        };
        let fault = match accepted {
            Ok((stream, peer)) => match admission.admit(peer.ip()) {
                Ok(place) => {
                    open.spawn(answer(stream, peer, place, shared.clone()));
                    continue;
                }
                Err((cap, mend)) => {
                    counter!("codebell_connections_refused_total", "cap" => cap).increment(1);
                    refuse(stream);
                    mend.to_owned()
                }
            },
            // The client was gone before it was accepted.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => continue,
            Err(error) => {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                format!("no connection can be accepted: {error}")
            }
        };
        if warned_at.is_none_or(|at| at.elapsed() > WARNED_EVERY) {
            warned_at = Some(Instant::now());
            tracing::warn!("{fault}");
        }
    }
    drop(listener);
    shared.closing.cancel();
    open.close();
    open.wait().await;
}

/// Answers the requests of one connection. One that became a WebSocket lives on without this task,
/// with its place.
async fn answer(stream: TcpStream, peer: SocketAddr, place: Place, shared: Shared) {
    let Shared { router, deadlines, bodies, closing } = shared;
    // Events are small and each counts alone: none waits for the next to fill a packet.
    let _ = stream.set_nodelay(true);
    // What the client does not take waits here, where it is counted, and not in the kernel, which would
    // keep 4 MiB of each connection.
    let _ = SockRef::from(&stream).set_tcp_notsent_lowat(MOST_UNSENT);
    let phase = Arc::new(Phase::default());
    let stream = Guarded::new(stream, phase.clone(), deadlines, place);
    let service = service_fn(move |request: Request<Incoming>| {
        phase.head_came();
        let mut request = request.map(|body| match body.is_end_stream() {
            true => Body::empty(),
            false => Body::new(Arriving::new(body, deadlines.body, bodies.clone())),
        });
        request.extensions_mut().insert(ConnectInfo(peer));
        let (answer, phase) = (router.clone().call(request), phase.clone());
        async move {
            let answer = answer.await?;
            let is_upgrade = answer.status() == StatusCode::SWITCHING_PROTOCOLS;
            Ok::<_, Infallible>(answer.map(|body| Answering::new(body, is_upgrade, phase)))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        // Makes hyper read on while it waits for a request, so that `Guarded` sees the wait and ends it.
        .header_read_timeout(deadlines.idle + deadlines.head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    // A client that breaks the protocol or hangs up is no fault of ours.
    tokio::select! {
        _ = &mut connection => {}
        () = closing.cancelled() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

/// Says why and hangs up, without waiting for a client that may never read.
fn refuse(stream: TcpStream) {
    if let Ok(mut stream) = stream.into_std() {
        let _ = stream.write(REFUSED);
    }
}
