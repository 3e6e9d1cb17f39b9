//! The deadlines of a connection and of what is sent over it.

use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

use super::Deadlines;
use crate::http::places::Place;

/// Of a body, what always has room; a provider's message takes 1 KiB.
const SMALL_BODY: usize = 8 * 1024;
/// Of a body, what is gathered before it is handed on.
const PART: usize = 16 * 1024;

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Waits {
    /// The rest of a request's head.
    Head,
    /// The next request.
    Request,
    /// Nothing that has a deadline here: it is answered, or it has become a WebSocket.
    Nothing,
}

/// Where a connection stands between its requests.
#[derive(Debug)]
pub(super) struct Phase(AtomicU8);

impl Default for Phase {
    fn default() -> Self {
        Self(AtomicU8::new(Waits::Head as u8))
    }
}

impl Phase {
    /// A request's head is whole.
    pub(super) fn head_came(&self) {
        self.set(Waits::Nothing);
    }

    fn set(&self, waits: Waits) {
        self.0.store(waits as u8, Ordering::Relaxed);
    }

    fn get(&self) -> Waits {
        match self.0.load(Ordering::Relaxed) {
            0 => Waits::Head,
            1 => Waits::Request,
            _ => Waits::Nothing,
        }
    }
}

/// A connection that ends with an error when its client lets it wait too long, and that gives its
/// place back at its end.
pub(super) struct Guarded<S> {
    stream: S,
    phase: Arc<Phase>,
    deadlines: Deadlines,
    /// When what is waited for is late, and what that is.
    late: Pin<Box<Sleep>>,
    late_is_for: Waits,
    /// Since when nothing can be written.
    stalled: Option<Pin<Box<Sleep>>>,
    _place: Place,
}

impl<S> Guarded<S> {
    pub(super) fn new(stream: S, phase: Arc<Phase>, deadlines: Deadlines, place: Place) -> Self {
        let late = Box::pin(sleep(deadlines.head));
        let late_is_for = Waits::Head;
        Self { stream, phase, deadlines, late, late_is_for, stalled: None, _place: place }
    }

    fn wait_for(&mut self, waits: Waits) {
        self.late_is_for = waits;
        let patience = match waits {
            Waits::Head => self.deadlines.head,
            Waits::Request => self.deadlines.idle,
            Waits::Nothing => return,
        };
        self.late.as_mut().reset(Instant::now() + patience);
    }

    /// What a write came to, or the end where none has come to anything for too long.
    fn written<T>(&mut self, result: Poll<Result<T>>, cx: &mut Context<'_>) -> Poll<Result<T>> {
        if result.is_ready() {
            self.stalled = None;
            return result;
        }
        let patience = self.deadlines.unread;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Guarded<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let before = buffer.filled().len();
        if let Poll::Ready(result) = Pin::new(&mut self.stream).poll_read(cx, buffer) {
            if self.phase.get() == Waits::Request && buffer.filled().len() > before {
                self.phase.set(Waits::Head);
                self.wait_for(Waits::Head);
            }
            return Poll::Ready(result);
        }
        let waits = self.phase.get();
        if waits != self.late_is_for {
            self.wait_for(waits);
        }
        if waits == Waits::Nothing {
            return Poll::Pending;
        }
        ready!(self.late.as_mut().poll(cx));
        Poll::Ready(Err(ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Guarded<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, buffer);
        self.written(result, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, buffers);
        self.written(result, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // Neither waits for the client: what was written is in the system's hands.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Bytes of bodies that are still arriving, beyond what is small, and how many there may be.
pub(super) struct BodyBytes {
    most: usize,
    arrived: AtomicUsize,
}

impl BodyBytes {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, arrived: AtomicUsize::new(0) })
    }
}

/// The body of a request, which has to be whole in time however often a byte of it comes. While
/// strangers keep many large ones unfinished, no more large ones are taken, and small ones are.
///
/// It is handed on in large parts: each small one would keep all of the buffer that it was read into.
pub(super) struct Arriving {
    body: Incoming,
    gathered: Vec<u8>,
    late: Pin<Box<Sleep>>,
    length: usize,
    counted: usize,
    all: Arc<BodyBytes>,
}

impl Arriving {
    pub(super) fn new(body: Incoming, patience: Duration, all: Arc<BodyBytes>) -> Self {
        let late = Box::pin(sleep(patience));
        Self { body, gathered: Vec::new(), late, length: 0, counted: 0, all }
    }

    /// Counts what came; whether it still fits.
    fn count(&mut self, length: usize) -> bool {
        self.length += length;
        let more = self.length.saturating_sub(SMALL_BODY) - self.counted;
        self.counted += more;
        more == 0 || self.all.arrived.fetch_add(more, Ordering::Relaxed) + more <= self.all.most
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        self.all.arrived.fetch_sub(self.counted, Ordering::Relaxed);
    }
}

impl HttpBody for Arriving {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, axum::Error>>> {
        while let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            let is_last = frame.is_none();
            // Nobody reads trailers.
            let data =
                frame.transpose().map_err(axum::Error::new)?.and_then(|f| f.into_data().ok());
            let data = data.unwrap_or_default();
            if !self.count(data.len()) {
                let full =
                    Error::new(ErrorKind::QuotaExceeded, "too many large bodies are arriving");
                return Poll::Ready(Some(Err(axum::Error::new(full))));
            }
            self.gathered.extend_from_slice(&data);
            if is_last || self.gathered.len() >= PART {
                let part = std::mem::take(&mut self.gathered);
                return Poll::Ready((!part.is_empty()).then(|| Ok(Frame::data(part.into()))));
            }
        }
        ready!(self.late.as_mut().poll(cx));
        let late = Error::new(ErrorKind::TimedOut, "the body took too long to arrive");
        Poll::Ready(Some(Err(axum::Error::new(late))))
    }

    fn is_end_stream(&self) -> bool {
        self.gathered.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (rest, here) = (self.body.size_hint(), self.gathered.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower() + here);
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper + here);
        }
        hint
    }
}

/// The body of an answer; when it is done, the next request is waited for.
pub(super) struct Answering {
    body: Body,
    phase: Arc<Phase>,
    /// Its connection is no longer one of requests.
    is_upgrade: bool,
}

impl Answering {
    pub(super) fn new(body: Body, is_upgrade: bool, phase: Arc<Phase>) -> Self {
        Self { body, phase, is_upgrade }
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        if !self.is_upgrade {
            self.phase.set(Waits::Request);
        }
    }
}

impl HttpBody for Answering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<std::result::Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
