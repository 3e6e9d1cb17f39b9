//! One's own keys for programs.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::ExposeSecret;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{ApiKey, CreateApiKey};
use crate::auth::{Proven, WriteApiKeys};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path};
use crate::http::pagination::Page;
use crate::http::problem::Problem;
use crate::id::ApiKeyId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

/// A key that was just made.
#[derive(Serialize, ToSchema)]
struct CreatedApiKey {
    /// What its maker will see of it.
    api_key: ApiKey,
    /// The key itself, which is shown this once.
    key: String,
}

/// One's own keys, the latest first
#[utoipa::path(get, path = "/api-keys", tag = "api_keys", responses((status = 200, body = Page<ApiKey>)))]
async fn list(
    State(context): State<Context>,
    WriteApiKeys(caller): WriteApiKeys,
) -> Result<Json<Page<ApiKey>>> {
    let data = super::list(&context, caller.user_id).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// Makes a key for a program
#[utoipa::path(post, path = "/api-keys", tag = "api_keys", request_body = CreateApiKey, responses(
    (status = 201, body = CreatedApiKey),
    (status = 409, body = Problem, description = "There are too many"),
))]
async fn create(
    State(context): State<Context>,
    Proven(WriteApiKeys(caller)): Proven<WriteApiKeys>,
    JsonBody(new): JsonBody<CreateApiKey>,
) -> Result<(StatusCode, Json<CreatedApiKey>)> {
    let (api_key, key) = super::create(&context, &caller, new).await?;
    let key = key.expose_secret().to_owned();
    Ok((StatusCode::CREATED, Json(CreatedApiKey { api_key, key })))
}

/// Takes a key back; it stops working at once
#[utoipa::path(delete, path = "/api-keys/{id}", tag = "api_keys", params(("id" = ApiKeyId, Path)), responses(
    (status = 204),
))]
async fn revoke(
    State(context): State<Context>,
    WriteApiKeys(caller): WriteApiKeys,
    Path(id): Path<ApiKeyId>,
) -> Result<StatusCode> {
    super::revoke(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
