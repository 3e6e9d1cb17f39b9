//! `GET /metrics` for Prometheus.

use std::sync::OnceLock;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use axum::routing::get;
use metrics::gauge;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

use crate::context::Context;
use crate::delivery;
use crate::error::{Error, Result};
use crate::origin::Origin;

/// From 5 ms to the last usual retry.
const SECONDS: [f64; 12] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 120.0, 600.0];

static EXPORTER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count. A second start, as in tests, goes on with the first.
pub fn start() {
    EXPORTER.get_or_init(|| {
        let builder = PrometheusBuilder::new().set_buckets(&SECONDS).ok()?;
        let handle = builder.install_recorder().ok()?;
        metrics::describe_counter!(
            "codebell_database_restarts_total",
            "Times that the embedded database died and was started again"
        );
        // It is there before the first one, so that an alarm can be set on its growth.
        metrics::counter!("codebell_database_restarts_total").increment(0);
        metrics::describe_counter!(
            "codebell_delivery_attempts_total",
            "Attempts to forward, by the channel's kind and by what came of them"
        );
        metrics::describe_histogram!(
            "codebell_delivery_seconds",
            metrics::Unit::Seconds,
            "From the commit of a message to the commit of its delivery"
        );
        metrics::describe_gauge!(
            "codebell_outbox_waiting",
            "Deliveries that wait for their first or another attempt"
        );
        metrics::describe_gauge!(
            "codebell_outbox_oldest_seconds",
            metrics::Unit::Seconds,
            "Age of the oldest delivery that waits"
        );
        metrics::describe_gauge!(
            "codebell_outbox_needs_review",
            "Failed deliveries that nobody has reviewed"
        );
        metrics::describe_counter!(
            "codebell_audit_breaks_total",
            "Times that the audit log was found changed"
        );
        metrics::describe_counter!(
            "codebell_audit_anchor_failures_total",
            "Heads of the audit log that could not be anchored"
        );
        metrics::describe_gauge!("codebell_connections_open", "Open connections");
        metrics::describe_counter!(
            "codebell_connections_refused_total",
            "Connections that were refused, by the cap that was reached"
        );
        metrics::describe_gauge!(
            "codebell_sockets_without_token",
            "Live connections that have not shown a token yet"
        );
        Some(handle)
    });
}

/// The route.
pub fn router(context: Context) -> Router {
    Router::new().route("/metrics", get(render)).with_state(context)
}

/// The figures; for this machine alone, unless the settings say otherwise.
async fn render(
    State(context): State<Context>,
    origin: Origin,
    headers: HeaderMap,
) -> Result<impl IntoResponse> {
    // A proxy on this machine asks for somebody else.
    let is_local = origin.address.is_loopback()
        && !headers.contains_key("x-forwarded-for")
        && !headers.contains_key(header::FORWARDED);
    if !is_local && !context.config.metrics_public {
        return Err(Error::NotFound(say!("There is nothing at this address.")));
    }
    for depth in delivery::depths(&context).await? {
        let kind = depth.kind.as_str().to_owned();
        let age = depth.oldest_at.map(|at| (context.clock.now() - at).as_seconds_f64());
        #[allow(clippy::cast_precision_loss)]
        let count = |count: i64| count as f64;
        gauge!("codebell_outbox_waiting", "kind" => kind.clone()).set(count(depth.waiting));
        gauge!("codebell_outbox_needs_review", "kind" => kind.clone())
            .set(count(depth.needs_review));
        gauge!("codebell_outbox_oldest_seconds", "kind" => kind).set(age.unwrap_or(0.0).max(0.0));
    }
    let text = EXPORTER.get().and_then(Option::as_ref).map(PrometheusHandle::render);
    let text = text.ok_or_else(|| Error::internal("the metrics have no recorder"))?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text))
}
