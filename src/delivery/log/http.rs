//! Deliveries, and the test of a channel.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::figures::{self, DeliveryFigures};
use super::{Delivery, DeliveryDetail, Failures, Filter, trial};
use crate::auth::{ReadChannels, WriteChannels};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path, Query, check_year};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::http::span::Span;
use crate::id::{ChannelId, DeliveryId};

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(count_by_day))
        .routes(routes!(retry_all))
        .routes(routes!(review))
        .routes(routes!(get))
        .routes(routes!(retry))
        .routes(routes!(test))
}

/// How many deliveries something was done with.
#[derive(Serialize, ToSchema)]
struct Changed {
    /// How many.
    changed: usize,
}

/// What was forwarded, the latest first; of numbers that the caller may see
#[utoipa::path(get, path = "/deliveries", tag = "deliveries", params(Filter, Paging), responses(
    (status = 200, body = Page<Delivery>),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn list(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Delivery>>> {
    check_year("since", filter.since.as_ref())?;
    check_year("until", filter.until.as_ref())?;
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list(&context, &caller, &filter, cursor, limit).await?))
}

/// What became of deliveries by day; of numbers that the caller may see, without tests
#[utoipa::path(get, path = "/deliveries/figures", tag = "deliveries", params(Span), responses(
    (status = 200, body = Page<DeliveryFigures>),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn count_by_day(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
    Query(span): Query<Span>,
) -> Result<Json<Page<DeliveryFigures>>> {
    let data = figures::list(&context, &caller, &span).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// One delivery with its attempts
#[utoipa::path(get, path = "/deliveries/{id}", tag = "deliveries", params(("id" = DeliveryId, Path)), responses(
    (status = 200, body = DeliveryDetail),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn get(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
    Path(id): Path<DeliveryId>,
) -> Result<Json<DeliveryDetail>> {
    Ok(Json(super::get(&context, &caller, id).await?))
}

/// Tries a failed delivery again, from the start of its schedule
#[utoipa::path(post, path = "/deliveries/{id}/retry", tag = "deliveries", params(("id" = DeliveryId, Path)), responses(
    (status = 200, body = DeliveryDetail),
    (status = 409, body = Problem, description = "It has not failed, or its channel is switched off"),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn retry(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    Path(id): Path<DeliveryId>,
) -> Result<Json<DeliveryDetail>> {
    Ok(Json(super::retry(&context, &caller, id).await?))
}

/// Tries failed deliveries again that stand in "needs review", 1,000 at a time; those stay whose channels
/// are switched off or whose codes have expired
#[utoipa::path(post, path = "/deliveries/retry", tag = "deliveries", request_body = Failures, responses(
    (status = 200, body = Changed),
))]
async fn retry_all(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    JsonBody(failures): JsonBody<Failures>,
) -> Result<Json<Changed>> {
    let changed = super::retry_all(&context, &caller, &failures).await?;
    Ok(Json(Changed { changed }))
}

/// Takes failed deliveries out of "needs review": somebody knows of them
#[utoipa::path(post, path = "/deliveries/review", tag = "deliveries", request_body = Failures, responses(
    (status = 200, body = Changed),
))]
async fn review(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    JsonBody(failures): JsonBody<Failures>,
) -> Result<Json<Changed>> {
    Ok(Json(Changed { changed: super::review(&context, &caller, &failures).await? }))
}

/// Sends a made-up message over a channel, on the way of real ones, and tells what was sent and
/// answered; also over one that is switched off
#[utoipa::path(post, path = "/channels/{id}/test", tag = "channels", params(("id" = ChannelId, Path)), responses(
    (status = 200, body = DeliveryDetail, description = "What came of it; waiting where there was no answer within 15 s"),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn test(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    Path(id): Path<ChannelId>,
) -> Result<Json<DeliveryDetail>> {
    Ok(Json(trial::send(&context, &caller, id).await?))
}
