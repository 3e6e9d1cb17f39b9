//! Logs. A line never holds a code, a message's text, a secret, or a path that could be one.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, Level, Metadata};
use tracing_subscriber::filter::{LevelFilter, ParseError, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, reload};

use crate::config::{Config, LogFormat};
use crate::http::request_id;

/// A log filter that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("CODEBELL_LOG can't be read: {0}; try \"info\" or \"codebell=debug\"")]
pub struct BadFilter(String);

/// What is logged at the moment; there is one log in a process.
static FILTER: OnceLock<reload::Handle<EnvFilter, Registry>> = OnceLock::new();

/// Starts to log to stderr.
pub fn start(config: &Config) -> Result<(), BadFilter> {
    let (filter, handle) = reload::Layer::new(filter(config)?);
    let is_pretty = match config.log_format {
        Some(format) => format == LogFormat::Pretty,
        None => std::io::stderr().is_terminal(),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match is_pretty {
        true => lines.with_target(false).boxed(),
        false => lines.json().boxed(),
    };
    let log = tracing_subscriber::registry().with(filter).with(lines);
    // A second start, as in tests, keeps the first subscriber.
    if log.with(filter_fn(is_ours_or_calm)).try_init().is_ok() {
        let _ = FILTER.set(handle);
    }
    Ok(())
}

/// Logs what the settings say from now on.
pub fn reload(config: &Config) -> Result<(), BadFilter> {
    let filter = filter(config)?;
    if let Some(handle) = FILTER.get() {
        // It fails only where the log is gone.
        let _ = handle.reload(filter);
    }
    Ok(())
}

/// Whether the filter of the settings can be read.
pub fn check(config: &Config) -> Result<(), BadFilter> {
    filter(config).map(|_| ())
}

fn filter(config: &Config) -> Result<EnvFilter, BadFilter> {
    let bad = |error: ParseError| BadFilter(error.to_string());
    // A bare word that is no level would be a target, and all others would fall silent.
    let is_level = |word: &str| word.parse::<LevelFilter>().is_ok();
    let is_ours = |word: &str| word.split("::").next() == Some(env!("CARGO_CRATE_NAME"));
    let words = config.log.split(',').map(str::trim);
    for word in words.filter(|word| !word.contains(['=', '['])) {
        if !is_level(word) && !is_ours(word) {
            return Err(BadFilter(format!("{word:?} is no level")));
        }
    }
    let filter = EnvFilter::builder().parse(&config.log).map_err(bad)?;
    // PostgreSQL's "already exists, skipping" says nothing.
    Ok(filter.add_directive("sqlx::postgres::notice=warn".parse().map_err(bad)?))
}

/// Below `info` other crates write what they handle: headers and frames with tokens, bodies with codes,
/// addresses of receivers with their secrets. No filter lets that into the log, of no crate, so that one
/// that is new need not be thought of.
fn is_ours_or_calm(metadata: &Metadata<'_>) -> bool {
    let is_ours = metadata.target().split("::").next() == Some(env!("CARGO_CRATE_NAME"));
    is_ours || *metadata.level() <= Level::INFO
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
