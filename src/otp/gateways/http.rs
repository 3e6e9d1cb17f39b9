//! Gateways: list, add, change, order, test, remove.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::kinds;
use super::wire::Wire;
use super::{CreateGateway, Gateway, UpdateGateway};
use crate::auth::{HandleSends, Proven, WriteGateways};
use crate::context::Context;
use crate::error::Result;
use crate::fields::Field;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path};
use crate::http::pagination::Page;
use crate::http::problem::Problem;
use crate::id::GatewayId;
use crate::otp::SendDetail;
use crate::otp::request::send_test;

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_kinds))
        .routes(routes!(order))
        .routes(routes!(list, add))
        .routes(routes!(update, remove))
        .routes(routes!(test))
}

/// A kind of gateway, and what it needs to be told.
#[derive(Serialize, ToSchema)]
struct GatewayKind {
    id: &'static str,
    name: &'static str,
    /// What it is, in one sentence.
    about: &'static str,
    /// What it needs to be told.
    #[schema(value_type = Vec<Field>)]
    fields: &'static [Field],
}

/// All gateways in an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GatewayOrder {
    /// All ids, each once.
    ids: Vec<GatewayId>,
}

/// Where a test goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TestGateway {
    /// The number, in E.164.
    #[schema(example = "+6421234567")]
    to: String,
}

/// Kinds of gateways
#[utoipa::path(get, path = "/gateways/kinds", tag = "gateways", responses((status = 200, body = Page<GatewayKind>)))]
async fn list_kinds(_: HandleSends) -> Json<Page<GatewayKind>> {
    let view = |kind: &kinds::Kind| GatewayKind {
        id: kind.id,
        name: kind.name,
        about: kind.about,
        fields: kind.fields,
    };
    Json(Page { data: kinds::ALL.into_iter().map(view).collect(), next_cursor: None })
}

/// Gateways, in the order in which they are asked
#[utoipa::path(get, path = "/gateways", tag = "gateways", responses((status = 200, body = Page<Gateway>)))]
async fn list(State(context): State<Context>, _: HandleSends) -> Result<Json<Page<Gateway>>> {
    Ok(Json(Page { data: super::list(&context).await?, next_cursor: None }))
}

/// Adds a gateway, which is asked last
#[utoipa::path(post, path = "/gateways", tag = "gateways", request_body = CreateGateway, responses(
    (status = 201, body = Gateway),
    (status = 409, body = Problem, description = "There are as many as there may be"),
))]
async fn add(
    State(context): State<Context>,
    Proven(WriteGateways(caller)): Proven<WriteGateways>,
    JsonBody(new): JsonBody<CreateGateway>,
) -> Result<(StatusCode, Json<Gateway>)> {
    Ok((StatusCode::CREATED, Json(super::add(&context, &caller, new).await?)))
}

/// Changes a gateway
#[utoipa::path(patch, path = "/gateways/{id}", tag = "gateways", params(("id" = GatewayId, Path)), request_body = UpdateGateway, responses(
    (status = 200, body = Gateway),
    (status = 409, body = Problem, description = "A setting of the server makes it"),
))]
async fn update(
    State(context): State<Context>,
    Proven(WriteGateways(caller)): Proven<WriteGateways>,
    Path(id): Path<GatewayId>,
    JsonBody(change): JsonBody<UpdateGateway>,
) -> Result<Json<Gateway>> {
    Ok(Json(super::update(&context, &caller, id, change).await?))
}

/// Removes a gateway and its secrets; what it sent stays in the list
#[utoipa::path(delete, path = "/gateways/{id}", tag = "gateways", params(("id" = GatewayId, Path)), responses(
    (status = 204),
    (status = 409, body = Problem, description = "A setting of the server makes it"),
))]
async fn remove(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    Path(id): Path<GatewayId>,
) -> Result<StatusCode> {
    super::remove(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says in which order gateways are asked
#[utoipa::path(put, path = "/gateways/order", tag = "gateways", request_body = GatewayOrder, responses(
    (status = 200, body = Page<Gateway>),
    (status = 422, body = Problem, description = "They are not all, each once"),
))]
async fn order(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    JsonBody(GatewayOrder { ids }): JsonBody<GatewayOrder>,
) -> Result<Json<Page<Gateway>>> {
    Ok(Json(Page { data: super::order(&context, &caller, &ids).await?, next_cursor: None }))
}

/// Sends a text without a code over one gateway, which has to be switched on
#[utoipa::path(post, path = "/gateways/{id}/test", tag = "gateways", params(("id" = GatewayId, Path)), request_body = TestGateway, responses(
    (status = 200, body = SendDetail, description = "It took it, or may have"),
    (status = 429, body = Problem, description = "Too many to this number, from this network or today"),
    (status = 502, body = Problem, description = "It did not take it"),
))]
async fn test(
    State(context): State<Context>,
    Extension(wire): Extension<Wire>,
    HandleSends(caller): HandleSends,
    Path(id): Path<GatewayId>,
    JsonBody(TestGateway { to }): JsonBody<TestGateway>,
) -> Result<Json<SendDetail>> {
    super::get(&context, id).await?;
    let id = send_test(&wire, &caller, id, &to).await?;
    Ok(Json(crate::otp::get(&context, &caller, id).await?))
}
