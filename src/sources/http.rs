//! Sources and their delivery logs, to read. They are added on the command line.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::deliveries::Delivery;
use super::sql;
use crate::auth::ReadSources;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::{Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::id::SourceId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(deliveries))
}

/// A source without its secrets; of some sources the address is one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Source)]
pub struct SourceView {
    /// Its id.
    pub id: SourceId,
    /// The provider's id.
    pub provider: String,
    /// What the team calls it.
    pub name: String,
    /// The recipient of messages that name none.
    #[schema(required)]
    pub default_number: Option<String>,
    /// How far a signed timestamp may be from now.
    pub tolerance_seconds: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// Sources, the latest first
#[utoipa::path(get, path = "/sources", tag = "sources", params(Paging), responses(
    (status = 200, body = Page<SourceView>),
    (status = 401, body = Problem),
    (status = 403, body = Problem, description = "The caller is no Manager"),
))]
async fn list(
    State(context): State<Context>,
    _: ReadSources,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<SourceView>>> {
    let limit = paging.limit()?;
    let sources = sql::list_sources(&context.pool, paging.cursor()?, limit + 1).await?;
    Ok(Json(Page::new(sources, limit, |source| source.id.to_string())))
}

/// What arrived at a source and is no message, the latest first
#[utoipa::path(get, path = "/sources/{id}/deliveries", tag = "sources", params(("id" = SourceId, Path), Paging), responses(
    (status = 200, body = Page<Delivery>),
    (status = 401, body = Problem),
    (status = 403, body = Problem, description = "The caller is no Manager"),
    (status = 404, body = Problem),
))]
async fn deliveries(
    State(context): State<Context>,
    _: ReadSources,
    Path(id): Path<SourceId>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Delivery>>> {
    let limit = paging.limit()?;
    if !sql::has_source(&context.pool, id).await? {
        return Err(Error::not_found("source"));
    }
    let deliveries = sql::list_deliveries(&context.pool, id, paging.cursor()?, limit + 1).await?;
    Ok(Json(Page::new(deliveries, limit, |delivery| delivery.id.to_string())))
}
