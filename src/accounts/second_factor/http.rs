//! One's own second factors. Changing them asks for a fresh proof.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::passkeys::{self, CreatePasskey, PasskeyChallenge, PasskeyView};
use super::totp::{self, TotpSetup};
use super::{ChangeFactors, recovery_codes};
use crate::accounts::sign_in::throttle::{self, Key};
use crate::auth::Myself;
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path};
use crate::http::pagination::Page;
use crate::http::problem::Problem;
use crate::id::PasskeyId;

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(begin_totp))
        .routes(routes!(confirm_totp))
        .routes(routes!(remove_totp))
        .routes(routes!(renew_recovery_codes))
        .routes(routes!(list_passkeys, add_passkey))
        .routes(routes!(begin_passkey))
        .routes(routes!(remove_passkey))
}

/// A code of the app that is being set up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmTotp {
    /// Six digits.
    #[schema(value_type = String)]
    code: SecretString,
}

/// Codes for when the second factor is lost.
#[derive(Serialize, ToSchema)]
struct RecoveryCodes {
    /// Each is good once; shown this once. Empty where there are some from before.
    recovery_codes: Vec<String>,
}

/// A passkey that was just added.
#[derive(Serialize, ToSchema)]
struct AddedPasskey {
    passkey: PasskeyView,
    /// Each is good once; shown this once. Empty where there are some from before.
    recovery_codes: Vec<String>,
}

/// Begins to set up a code app
#[utoipa::path(post, path = "/me/totp", tag = "second_factor", responses(
    (status = 200, body = TotpSetup),
    (status = 409, body = Problem, description = "One is set up already"),
))]
async fn begin_totp(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
) -> Result<Json<TotpSetup>> {
    let caller = &myself.caller;
    Ok(Json(totp::begin(&context, caller).await?))
}

/// Finishes to set up a code app, with its first code
#[utoipa::path(post, path = "/me/totp/confirm", tag = "second_factor", request_body = ConfirmTotp, responses(
    (status = 200, body = RecoveryCodes),
    (status = 409, body = Problem, description = "Nothing was begun"),
    (status = 422, body = Problem, description = "The code is wrong"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn confirm_totp(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
    JsonBody(ConfirmTotp { code }): JsonBody<ConfirmTotp>,
) -> Result<Json<RecoveryCodes>> {
    let key = Key::member(myself.caller.user_id);
    throttle::begin(&context, key).await?;
    let recovery_codes = totp::confirm(&context, &myself, &code).await?;
    throttle::succeed(&context, key).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// Takes the code app away
#[utoipa::path(post, path = "/me/totp/remove", tag = "second_factor", responses(
    (status = 204),
    (status = 404, body = Problem, description = "There is no code app"),
    (status = 409, body = Problem, description = "The team demands a second factor"),
))]
async fn remove_totp(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
) -> Result<StatusCode> {
    let caller = &myself.caller;
    totp::remove(&context, caller).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes new recovery codes, which makes the old ones useless
#[utoipa::path(post, path = "/me/recovery-codes", tag = "second_factor", responses(
    (status = 200, body = RecoveryCodes),
    (status = 409, body = Problem, description = "There is no second factor"),
))]
async fn renew_recovery_codes(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
) -> Result<Json<RecoveryCodes>> {
    let recovery_codes = recovery_codes::replace(&context, &myself.caller).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}

/// One's own passkeys, the latest first
#[utoipa::path(get, path = "/me/passkeys", tag = "second_factor", responses((status = 200, body = Page<PasskeyView>)))]
async fn list_passkeys(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
) -> Result<Json<Page<PasskeyView>>> {
    let data = passkeys::list(&context, &caller).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// Begins to add a passkey
#[utoipa::path(post, path = "/me/passkeys/options", tag = "second_factor", responses(
    (status = 200, body = PasskeyChallenge),
    (status = 409, body = Problem, description = "The server has no domain name, or there are too many"),
))]
async fn begin_passkey(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
) -> Result<Json<PasskeyChallenge>> {
    let caller = &myself.caller;
    Ok(Json(passkeys::begin(&context, caller).await?))
}

/// Finishes to add a passkey
#[utoipa::path(post, path = "/me/passkeys", tag = "second_factor", request_body = CreatePasskey, responses(
    (status = 201, body = AddedPasskey),
    (status = 409, body = Problem, description = "It was added before"),
    (status = 422, body = Problem, description = "It was not accepted"),
))]
async fn add_passkey(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
    JsonBody(new): JsonBody<CreatePasskey>,
) -> Result<(StatusCode, Json<AddedPasskey>)> {
    let (passkey, recovery_codes) = passkeys::add(&context, &myself, new).await?;
    Ok((StatusCode::CREATED, Json(AddedPasskey { passkey, recovery_codes })))
}

/// Takes a passkey away
#[utoipa::path(delete, path = "/me/passkeys/{id}", tag = "second_factor", params(("id" = PasskeyId, Path)), responses(
    (status = 204),
    (status = 409, body = Problem, description = "The team demands a second factor"),
))]
async fn remove_passkey(
    State(context): State<Context>,
    ChangeFactors(myself): ChangeFactors,
    Path(id): Path<PasskeyId>,
) -> Result<StatusCode> {
    passkeys::remove(&context, &myself.caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
