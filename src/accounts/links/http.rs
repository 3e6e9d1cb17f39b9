//! What somebody with a link may do: accept an invitation, choose a new password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::invitations::{self, InvitationOffer};
use super::password_resets::{self, PasswordResetOffer};
use crate::accounts::sign_in::http::{AttemptLimit, TokenResponse, signed_in};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::JsonBody;
use crate::http::problem::Problem;
use crate::origin::Origin;

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(look_up_invitation))
        .routes(routes!(accept_invitation))
        .routes(routes!(look_up_password_reset))
        .routes(routes!(accept_password_reset))
        .layer(Extension(AttemptLimit::default()))
}

/// A link's token, from behind the `#`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct LinkToken {
    #[schema(value_type = String)]
    token: SecretString,
}

/// Who accepts an invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AcceptInvitation {
    /// From the link.
    #[schema(value_type = String)]
    token: SecretString,
    /// 1 to 100 characters.
    name: String,
    /// At least 12 characters, and not easy to guess.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AcceptPasswordReset {
    /// From the link.
    #[schema(value_type = String)]
    token: SecretString,
    /// At least 12 characters, and not easy to guess.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
    /// Whether their keys for programs are revoked too.
    #[serde(default = "yes")]
    #[schema(default = true)]
    revoke_api_keys: bool,
}

fn yes() -> bool {
    true
}

/// What an invitation offers
#[utoipa::path(post, path = "/invitations/lookup", tag = "accounts", request_body = LinkToken, responses(
    (status = 200, body = InvitationOffer),
    (status = 404, body = Problem, description = "It is used, expired or taken back"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn look_up_invitation(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    origin: Origin,
    JsonBody(LinkToken { token }): JsonBody<LinkToken>,
) -> Result<Json<InvitationOffer>> {
    attempts.take(&origin)?;
    Ok(Json(invitations::look_up(&context, &token).await?))
}

/// Accepts an invitation and signs in
#[utoipa::path(post, path = "/invitations/accept", tag = "accounts", request_body = AcceptInvitation, responses(
    (status = 201, body = TokenResponse),
    (status = 404, body = Problem, description = "It is used, expired or taken back"),
    (status = 409, body = Problem, description = "The address became a member's meanwhile"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn accept_invitation(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    origin: Origin,
    jar: CookieJar,
    JsonBody(accepted): JsonBody<AcceptInvitation>,
) -> Result<(StatusCode, CookieJar, Json<TokenResponse>)> {
    attempts.take(&origin)?;
    let AcceptInvitation { token, name, password } = accepted;
    let (user, tokens) = invitations::accept(&context, &token, &name, password, &origin).await?;
    let (jar, body) = signed_in(&context, jar, &origin, user, tokens).await?;
    Ok((StatusCode::CREATED, jar, body))
}

/// Whom a link for a new password is for
#[utoipa::path(post, path = "/password-resets/lookup", tag = "accounts", request_body = LinkToken, responses(
    (status = 200, body = PasswordResetOffer),
    (status = 404, body = Problem, description = "It is used, expired or replaced"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn look_up_password_reset(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    origin: Origin,
    JsonBody(LinkToken { token }): JsonBody<LinkToken>,
) -> Result<Json<PasswordResetOffer>> {
    attempts.take(&origin)?;
    Ok(Json(password_resets::look_up(&context, &token).await?))
}

/// Chooses a new password; all sessions end, and keys for programs unless they are to stay
#[utoipa::path(post, path = "/password-resets/accept", tag = "accounts", request_body = AcceptPasswordReset, responses(
    (status = 204),
    (status = 404, body = Problem, description = "It is used, expired or replaced"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn accept_password_reset(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    origin: Origin,
    JsonBody(accepted): JsonBody<AcceptPasswordReset>,
) -> Result<StatusCode> {
    attempts.take(&origin)?;
    let AcceptPasswordReset { token, password, revoke_api_keys } = accepted;
    password_resets::accept(&context, &token, password, revoke_api_keys, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
