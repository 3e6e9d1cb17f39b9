//! The numbers that the caller may see, who else does, and what they cost.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::billing::{self, Billing};
use super::members::{self, NumberMember, NumberRole};
use super::{CreateNumber, Number, UpdateNumber};
use crate::audit::{self, Action};
use crate::auth::{Proven, ReadBilling, ReadMessages, WriteNumbers};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::id::{NumberId, UserId};

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(list_members))
        .routes(routes!(set_member, remove_member))
        .routes(routes!(get_billing))
        .routes(routes!(export_billing))
}

/// Numbers that the caller sees, the latest first
#[utoipa::path(get, path = "/numbers", tag = "numbers", params(Paging), responses((status = 200, body = Page<Number>)))]
async fn list(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Number>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list(&context, &caller.reader(), cursor, limit).await?))
}

/// One number
#[utoipa::path(get, path = "/numbers/{id}", tag = "numbers", params(("id" = NumberId, Path)), responses(
    (status = 200, body = Number),
))]
async fn get(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Path(id): Path<NumberId>,
) -> Result<Json<Number>> {
    Ok(Json(super::get(&context, &caller.reader(), id).await?))
}

/// Adds a number before its first message
#[utoipa::path(post, path = "/numbers", tag = "numbers", request_body = CreateNumber, responses(
    (status = 201, body = Number),
    (status = 409, body = Problem, description = "It is there already"),
))]
async fn create(
    State(context): State<Context>,
    WriteNumbers(caller): WriteNumbers,
    JsonBody(new): JsonBody<CreateNumber>,
) -> Result<(StatusCode, Json<Number>)> {
    Ok((StatusCode::CREATED, Json(super::add(&context, &caller, new).await?)))
}

/// Names a number, says who sees it and what it costs
#[utoipa::path(patch, path = "/numbers/{id}", tag = "numbers", params(("id" = NumberId, Path)), request_body = UpdateNumber, responses(
    (status = 200, body = Number),
))]
async fn update(
    State(context): State<Context>,
    WriteNumbers(caller): WriteNumbers,
    Path(id): Path<NumberId>,
    JsonBody(update): JsonBody<UpdateNumber>,
) -> Result<Json<Number>> {
    Ok(Json(super::update(&context, &caller, id, update).await?))
}

/// What becomes of a deleted number's messages.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DeleteOptions {
    /// `delete`: they are deleted too; absent: a number with messages stays.
    #[param(inline)]
    messages: Option<WithMessages>,
}

/// That messages are deleted too.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum WithMessages {
    /// They are.
    Delete,
}

/// Deletes a number
#[utoipa::path(delete, path = "/numbers/{id}", tag = "numbers", params(("id" = NumberId, Path), DeleteOptions), responses(
    (status = 204),
    (status = 409, body = Problem, description = "It has messages"),
))]
async fn delete(
    State(context): State<Context>,
    WriteNumbers(caller): WriteNumbers,
    Path(id): Path<NumberId>,
    Query(options): Query<DeleteOptions>,
) -> Result<StatusCode> {
    super::delete(&context, &caller, id, options.messages.is_some()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who has a role on a number, for those who manage it
#[utoipa::path(get, path = "/numbers/{id}/members", tag = "numbers", params(("id" = NumberId, Path)), responses(
    (status = 200, body = Page<NumberMember>),
    (status = 403, body = Problem, description = "The caller does not manage it"),
))]
async fn list_members(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Path(id): Path<NumberId>,
) -> Result<Json<Page<NumberMember>>> {
    let data = members::list(&context, &caller, id).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// A member's role on a number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetNumberMember {
    /// What they are to be.
    role: NumberRole,
}

/// Gives a member a role on a number
#[utoipa::path(put, path = "/numbers/{id}/members/{user_id}", tag = "numbers", params(("id" = NumberId, Path), ("user_id" = UserId, Path)), request_body = SetNumberMember, responses(
    (status = 204),
))]
async fn set_member(
    State(context): State<Context>,
    Proven(WriteNumbers(caller)): Proven<WriteNumbers>,
    Path((id, user_id)): Path<(NumberId, UserId)>,
    JsonBody(member): JsonBody<SetNumberMember>,
) -> Result<StatusCode> {
    members::set(&context, &caller, id, user_id, member.role).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a member's role on a number away
#[utoipa::path(delete, path = "/numbers/{id}/members/{user_id}", tag = "numbers", params(("id" = NumberId, Path), ("user_id" = UserId, Path)), responses(
    (status = 204),
))]
async fn remove_member(
    State(context): State<Context>,
    Proven(WriteNumbers(caller)): Proven<WriteNumbers>,
    Path((id, user_id)): Path<(NumberId, UserId)>,
) -> Result<StatusCode> {
    members::remove(&context, &caller, id, user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the numbers cost, and what renews soon
#[utoipa::path(get, path = "/billing", tag = "billing", responses((status = 200, body = Billing)))]
async fn get_billing(State(context): State<Context>, _: ReadBilling) -> Result<Json<Billing>> {
    Ok(Json(billing::get(&context).await?))
}

/// What the numbers cost, as CSV
#[utoipa::path(get, path = "/billing/export", tag = "billing", responses(
    (status = 200, body = String, content_type = "text/csv"),
))]
async fn export_billing(
    State(context): State<Context>,
    ReadBilling(caller): ReadBilling,
) -> Result<([(HeaderName, &'static str); 2], String)> {
    audit::record_alone(&context, &[caller.did(Action::BillingExported)]).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"codebell-billing.csv\""),
    ];
    Ok((headers, billing::csv(&context).await?))
}
