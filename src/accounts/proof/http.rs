//! Proving again that it is oneself, where a session's last proof is too old.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;

use super::FreshProof;
use crate::accounts::second_factor::{PasskeyChallenge, passkey_challenge};
use crate::auth::Myself;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::JsonBody;
use crate::http::problem::Problem;

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(prove)).routes(routes!(begin_passkey_proof))
}

/// Proves that it is still oneself, for the next 10 minutes of this session
#[utoipa::path(post, path = "/me/proof", tag = "sessions", request_body = FreshProof, responses(
    (status = 204),
    (status = 422, body = Problem, description = "The proof is wrong"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn prove(
    State(context): State<Context>,
    myself: Myself,
    JsonBody(given): JsonBody<FreshProof>,
) -> Result<StatusCode> {
    super::prove(&context, &myself, given).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the browser is to sign to prove it with a passkey
#[utoipa::path(post, path = "/me/proof/options", tag = "sessions", responses(
    (status = 200, body = PasskeyChallenge),
    (status = 409, body = Problem, description = "There is no passkey, or the server has no domain name"),
))]
async fn begin_passkey_proof(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
) -> Result<Json<PasskeyChallenge>> {
    let challenge = passkey_challenge(&context, caller.user_id).await?;
    let missing = || Error::Conflict(say!("You have no passkey that works here."));
    Ok(Json(challenge.ok_or_else(missing)?))
}
