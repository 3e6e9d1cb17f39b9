//! Logs. A line never holds a code, a message's text, a secret, or a path that could be one.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

use crate::config::{Config, LogFormat};
use crate::http::request_id;

/// A log filter that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("CODEBELL_LOG can't be read: {0}; try \"info\" or \"codebell=debug\"")]
pub struct BadFilter(#[from] ParseError);

/// Starts to log to stderr.
pub fn start(config: &Config) -> Result<(), BadFilter> {
    let filter = EnvFilter::builder().parse(&config.log)?;
    // PostgreSQL's "already exists, skipping" says nothing.
    let filter = filter.add_directive("sqlx::postgres::notice=warn".parse()?);
    let is_pretty = match config.log_format {
        Some(format) => format == LogFormat::Pretty,
        None => std::io::stderr().is_terminal(),
    };
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start, as in tests, keeps the first subscriber.
    let _ =
        if is_pretty { builder.with_target(false).try_init() } else { builder.json().try_init() };
    Ok(())
}

/// One line a request. Names the route instead of the path: of some sources the path is a secret.
pub async fn trace_requests(request: Request, next: Next) -> Response {
    let route =
        request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id = request_id::of(request.headers()));
    let started = Instant::now();
    async {
        let response = next.run(request).await;
        let milliseconds = started.elapsed().as_millis();
        tracing::debug!(%method, route, status = response.status().as_u16(), milliseconds, "answered");
        response
    }
    .instrument(span)
    .await
}
