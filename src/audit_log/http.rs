//! The log for those who may read it: filtered, paged, exported.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;

use super::export::Format;
use super::{AuditEntry, Filter};
use crate::audit::Action;
use crate::auth::ReadAudit;
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::Query;
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(actions)).routes(routes!(export))
}

/// What happened, the latest first
#[utoipa::path(get, path = "/audit", tag = "audit", params(Filter, Paging), responses(
    (status = 200, body = Page<AuditEntry>),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn list(
    State(context): State<Context>,
    ReadAudit(caller): ReadAudit,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<AuditEntry>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list(&context, &caller, &filter, cursor, limit).await?))
}

/// The names of all actions
#[utoipa::path(get, path = "/audit/actions", tag = "audit", responses((status = 200, body = Page<Action>)))]
async fn actions(_: ReadAudit) -> Json<Page<Action>> {
    Json(Page { data: Action::ALL.to_vec(), next_cursor: None })
}

/// How an export is written.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ExportOptions {
    /// JSON lines or CSV.
    #[serde(default)]
    #[param(inline, required = false)]
    format: Format,
}

/// What happened as a file, the oldest first
#[utoipa::path(get, path = "/audit/export", tag = "audit", params(Filter, ExportOptions), responses(
    (status = 200, content((String = "application/x-ndjson"), (String = "text/csv"))),
))]
async fn export(
    State(context): State<Context>,
    ReadAudit(caller): ReadAudit,
    Query(filter): Query<Filter>,
    Query(ExportOptions { format }): Query<ExportOptions>,
) -> Result<impl IntoResponse> {
    let body = super::export(&context, &caller, filter, format).await?;
    let name = format!("attachment; filename=\"codebell-audit.{}\"", format.extension());
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, body))
}
