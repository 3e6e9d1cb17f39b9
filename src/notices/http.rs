//! Notices.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;

use super::{Notice, Open};
use crate::auth::HandleNotices;
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::id::NoticeId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(dismiss))
}

/// What providers and Codebell have to say, the latest first; of numbers that the caller may see
#[utoipa::path(get, path = "/notices", tag = "notices", params(Open, Paging), responses(
    (status = 200, body = Page<Notice>),
))]
async fn list(
    State(context): State<Context>,
    HandleNotices(caller): HandleNotices,
    Query(Open { open }): Query<Open>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Notice>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list(&context, &caller, open, cursor, limit).await?))
}

/// Dismisses a notice for everybody
#[utoipa::path(post, path = "/notices/{id}/dismiss", tag = "notices", params(("id" = NoticeId, Path)), responses(
    (status = 204),
))]
async fn dismiss(
    State(context): State<Context>,
    HandleNotices(caller): HandleNotices,
    Path(id): Path<NoticeId>,
) -> Result<StatusCode> {
    super::dismiss(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
