//! Who I am, and what I change of myself.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::preferences::{self, Preferences};
use crate::accounts::User;
use crate::accounts::second_factor::{self, SecondFactorStatus};
use crate::auth::sessions::{self, Session};
use crate::auth::{Capability, Myself};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::JsonBody;
use crate::http::problem::Problem;

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(me, update_me))
        .routes(routes!(change_password))
        .routes(routes!(set_preferences))
}

/// The caller, their session and what the page may offer them.
#[derive(Serialize, ToSchema)]
struct Me {
    user: User,
    session: Session,
    capabilities: Vec<Capability>,
    two_factor: SecondFactorStatus,
    preferences: Preferences,
}

/// What I change of myself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateMe {
    /// 1 to 100 characters.
    name: String,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangePassword {
    /// The password until now.
    #[schema(value_type = String, format = Password)]
    current_password: SecretString,
    /// At least 12 characters, and not easy to guess.
    #[schema(value_type = String, format = Password)]
    new_password: SecretString,
    /// Whether one's keys for programs are revoked too.
    #[serde(default)]
    revoke_api_keys: bool,
}

/// The caller, their session and capabilities
#[utoipa::path(get, path = "/me", tag = "accounts", responses((status = 200, body = Me)))]
async fn me(
    State(context): State<Context>,
    Myself { caller, session_id }: Myself,
) -> Result<Json<Me>> {
    let now = context.clock.now();
    let sessions = sessions::list(&context.pool, caller.user_id, session_id, now).await?;
    let session = sessions.into_iter().find(|session| session.is_current);
    let session = session.ok_or_else(|| Error::Unauthorized(say!("The session has ended.")))?;
    let two_factor = second_factor::status(&context, &caller).await?;
    Ok(Json(Me {
        user: super::get_user(&context, &caller).await?,
        session,
        capabilities: caller.capabilities(),
        two_factor,
        preferences: preferences::get(&context, &caller).await?,
    }))
}

/// Changes one's own name
#[utoipa::path(patch, path = "/me", tag = "accounts", request_body = UpdateMe, responses((status = 200, body = User)))]
async fn update_me(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
    JsonBody(UpdateMe { name }): JsonBody<UpdateMe>,
) -> Result<Json<User>> {
    Ok(Json(super::rename(&context, &caller, &name).await?))
}

/// Changes one's own password; all other sessions end
#[utoipa::path(post, path = "/me/password", tag = "accounts", request_body = ChangePassword, responses(
    (status = 204),
    (status = 422, body = Problem, description = "The password is wrong, or the new one too easy"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn change_password(
    State(context): State<Context>,
    myself: Myself,
    JsonBody(change): JsonBody<ChangePassword>,
) -> Result<StatusCode> {
    let ChangePassword { current_password, new_password, revoke_api_keys } = change;
    super::change_password(&context, &myself, current_password, new_password, revoke_api_keys)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces how one likes the page
#[utoipa::path(put, path = "/me/preferences", tag = "accounts", request_body = Preferences, responses(
    (status = 200, body = Preferences),
))]
async fn set_preferences(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
    JsonBody(wanted): JsonBody<Preferences>,
) -> Result<Json<Preferences>> {
    Ok(Json(preferences::set(&context, &caller, wanted).await?))
}
