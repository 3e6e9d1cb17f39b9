//! Messages: list, search, read, copy, claim.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Activity, Filter, Message};
use crate::auth::{ClaimMessages, CopyMessages, ReadMessages};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::{JsonBody, Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::id::MessageId;

/// Messages that can be marked as read at once.
const MOST_READS: usize = 200;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(mark_read))
        .routes(routes!(get))
        .routes(routes!(get_activity))
        .routes(routes!(mark_copied))
        .routes(routes!(claim, unclaim))
}

/// Messages that were read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MarkRead {
    /// Up to 200 messages.
    #[schema(max_items = 200)]
    ids: Vec<MessageId>,
}

/// Messages of the numbers that the caller may see, the latest first
#[utoipa::path(get, path = "/messages", tag = "messages", params(Filter, Paging), responses(
    (status = 200, body = Page<Message>),
    (status = 401, body = Problem),
    (status = 422, body = Problem, description = "A field breaks a rule"),
))]
async fn list(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Message>>> {
    let limit = paging.limit()?;
    let before = paging.cursor::<uuid::Uuid>()?.map(MessageId::from);
    let filter = Filter { before, ..filter.check()? };
    Ok(Json(super::list(&context, &caller, &filter, limit).await?))
}

/// One message
#[utoipa::path(get, path = "/messages/{id}", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Message),
    (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn get(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Message>> {
    Ok(Json(super::get(&context, &caller, id).await?))
}

/// Who saw a message and who copied its code
#[utoipa::path(get, path = "/messages/{id}/activity", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Activity),
    (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn get_activity(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Activity>> {
    Ok(Json(super::get_activity(&context, &caller, id).await?))
}

/// Writes down that the caller copied the code
#[utoipa::path(post, path = "/messages/{id}/copied", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 204),
    (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn mark_copied(
    State(context): State<Context>,
    CopyMessages(caller): CopyMessages,
    Path(id): Path<MessageId>,
) -> Result<StatusCode> {
    super::mark_copied(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Marks messages as read by the caller
#[utoipa::path(post, path = "/messages/read", tag = "messages", request_body = MarkRead, responses(
    (status = 204),
    (status = 401, body = Problem),
    (status = 422, body = Problem, description = "Too many messages"),
))]
async fn mark_read(
    State(context): State<Context>,
    CopyMessages(caller): CopyMessages,
    JsonBody(read): JsonBody<MarkRead>,
) -> Result<StatusCode> {
    if read.ids.len() > MOST_READS {
        return Err(Error::invalid("ids", format!("must have at most {MOST_READS} entries")));
    }
    super::mark_read(&context, &caller, &read.ids).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says that the caller is using the code
#[utoipa::path(post, path = "/messages/{id}/claim", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Message),
    (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn claim(
    State(context): State<Context>,
    ClaimMessages(caller): ClaimMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Message>> {
    Ok(Json(super::set_claim(&context, &caller, id, true).await?))
}

/// Says that nobody is using the code any more
#[utoipa::path(delete, path = "/messages/{id}/claim", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Message),
    (status = 401, body = Problem),
    (status = 404, body = Problem),
))]
async fn unclaim(
    State(context): State<Context>,
    ClaimMessages(caller): ClaimMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Message>> {
    Ok(Json(super::set_claim(&context, &caller, id, false).await?))
}
