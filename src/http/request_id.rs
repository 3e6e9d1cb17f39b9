//! The id of a request: in its log lines, its error answer and its `x-request-id` header.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, Request};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::{MakeRequestId, RequestId};

use crate::clock::Clock;
use crate::id;

/// The header.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Makes ids that sort by time.
#[derive(Clone)]
pub struct FromClock(pub Clock);

impl MakeRequestId for FromClock {
    fn make_request_id<B>(&mut self, _request: &Request<B>) -> Option<RequestId> {
        id::new_v7(self.0.now()).to_string().parse().ok().map(RequestId::new)
    }
}

/// Drops the id that a client wrote: it stands in the log, and must be ours.
pub async fn drop_foreign(mut request: Request<Body>, next: Next) -> Response {
    request.headers_mut().remove(HEADER);
    next.run(request).await
}

/// The id in a request's headers.
pub fn of(headers: &HeaderMap) -> &str {
    headers.get(HEADER).and_then(|id| id.to_str().ok()).unwrap_or("")
}
