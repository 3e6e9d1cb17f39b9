//! What came through a source. Sources themselves are set up where their providers are known.

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;

use super::arrivals::{self, Arrival};
use super::status::{self, Status};
use crate::auth::ReadSources;
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::id::SourceId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(get_status)).routes(routes!(list_arrivals))
}

/// What came through a source in the last 24 hours
#[utoipa::path(get, path = "/sources/{id}/status", tag = "sources", params(("id" = SourceId, Path)), responses(
    (status = 200, body = Status),
))]
async fn get_status(
    State(context): State<Context>,
    ReadSources(caller): ReadSources,
    Path(id): Path<SourceId>,
) -> Result<Json<Status>> {
    super::get(&context, id).await?;
    Ok(Json(status::get(&context, &caller, id).await?))
}

/// What arrived at a source and is no message, the latest first
#[utoipa::path(get, path = "/sources/{id}/deliveries", tag = "sources", params(("id" = SourceId, Path), Paging), responses(
    (status = 200, body = Page<Arrival>),
))]
async fn list_arrivals(
    State(context): State<Context>,
    _: ReadSources,
    Path(id): Path<SourceId>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Arrival>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(arrivals::list(&context, id, cursor, limit).await?))
}
