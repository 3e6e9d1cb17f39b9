//! The numbers that the caller may see.

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Number, UpdateNumber, sql};
use crate::auth::{Owner, Viewer};
use crate::context::Context;
use crate::error::Result;
use crate::http::json::{JsonBody, Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::id::NumberId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(update))
}

/// Numbers, the latest first
#[utoipa::path(get, path = "/numbers", tag = "numbers", params(Paging), responses(
    (status = 200, body = Page<Number>),
    (status = 401, body = Problem),
))]
async fn list(
    State(context): State<Context>,
    Viewer(caller): Viewer,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Number>>> {
    let limit = paging.limit()?;
    let sees_new = caller.role.sees_new_numbers();
    let numbers = sql::list_numbers(&context.pool, sees_new, paging.cursor()?, limit + 1).await?;
    Ok(Json(Page::new(numbers, limit, |number| number.id.to_string())))
}

/// Names a number or opens it to the team
#[utoipa::path(patch, path = "/numbers/{id}", tag = "numbers", params(("id" = NumberId, Path)), request_body = UpdateNumber, responses(
    (status = 200, body = Number),
    (status = 401, body = Problem),
    (status = 403, body = Problem, description = "The caller is no Owner"),
    (status = 404, body = Problem),
    (status = 422, body = Problem, description = "A field breaks a rule"),
))]
async fn update(
    State(context): State<Context>,
    _: Owner,
    Path(id): Path<NumberId>,
    JsonBody(update): JsonBody<UpdateNumber>,
) -> Result<Json<Number>> {
    Ok(Json(super::update(&context, id, update).await?))
}
