//! Setup, login, refresh, logout, and who I am.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{NewUser, User, setup};
use crate::auth::sessions::{self, Session, Tokens};
use crate::auth::{Capability, Role, Viewer, token};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::client_address::ClientAddress;
use crate::http::json::JsonBody;
use crate::http::problem::Problem;
use crate::http::rate_limit::RateLimit;

const REFRESH_COOKIE: &str = "codebell_refresh";
/// Sign-ins and setups from one address.
const ATTEMPTS_A_MINUTE: u32 = 30;

type AttemptLimit = RateLimit<IpAddr>;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    let attempts = AttemptLimit::per_minute(
        ATTEMPTS_A_MINUTE,
        "There were too many attempts to sign in from your address; wait a little.",
    );
    OpenApiRouter::new()
        .routes(routes!(get_setup, post_setup))
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(routes!(log_out))
        .routes(routes!(me))
        .layer(Extension(attempts))
}

/// Whether the first user is still to be made.
#[derive(Serialize, ToSchema)]
struct SetupState {
    /// True while no user exists.
    open: bool,
}

/// The first Owner.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Setup {
    /// From the link that the server printed.
    #[schema(value_type = String)]
    token: SecretString,
    /// The address to sign in with.
    email: String,
    /// 1 to 100 characters.
    name: String,
    /// At least 12 characters.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Login {
    /// The user's e-mail address.
    email: String,
    /// The user's password.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// An access token; the refresh token comes beside it as a cookie.
#[derive(Serialize, ToSchema)]
struct TokenResponse {
    /// A JWT for `Authorization: Bearer`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds until the access token expires.
    expires_in: i64,
    /// Who signed in.
    user: User,
}

/// The caller, their session and what the page may offer them.
#[derive(Serialize, ToSchema)]
struct Me {
    user: User,
    session: Session,
    capabilities: Vec<Capability>,
}

/// Whether the setup is still open
#[utoipa::path(get, path = "/setup", tag = "accounts", security(()), responses((status = 200, body = SetupState)))]
async fn get_setup(State(context): State<Context>) -> Result<Json<SetupState>> {
    Ok(Json(SetupState { open: setup::is_open(&context.pool).await? }))
}

/// Makes the first Owner, once, with the link that the server printed
#[utoipa::path(post, path = "/setup", tag = "accounts", security(()), request_body = Setup, responses(
    (status = 201, body = TokenResponse),
    (status = 401, body = Problem, description = "The link is used, expired or replaced"),
    (status = 422, body = Problem, description = "A field breaks a rule"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn post_setup(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    address: ClientAddress,
    jar: CookieJar,
    JsonBody(setup): JsonBody<Setup>,
) -> Result<(StatusCode, CookieJar, Json<TokenResponse>)> {
    attempts.take(&address.limit_key())?;
    let owner = NewUser::parse(&setup.email, &setup.name, Role::Owner, setup.password)?;
    let (user, tokens) = setup::set_up(&context, setup.token.expose_secret(), owner).await?;
    let (jar, body) = signed_in(&context, jar, user, tokens);
    Ok((StatusCode::CREATED, jar, body))
}

/// Signs in
#[utoipa::path(post, path = "/auth/login", tag = "accounts", security(()), request_body = Login, responses(
    (status = 200, body = TokenResponse),
    (status = 401, body = Problem, description = "The e-mail address or the password is wrong"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn log_in(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    address: ClientAddress,
    jar: CookieJar,
    JsonBody(login): JsonBody<Login>,
) -> Result<(CookieJar, Json<TokenResponse>)> {
    attempts.take(&address.limit_key())?;
    let (user, tokens) = super::log_in(&context, &login.email, login.password).await?;
    Ok(signed_in(&context, jar, user, tokens))
}

/// Exchanges the refresh cookie for a new one and an access token
#[utoipa::path(post, path = "/auth/refresh", tag = "accounts", security(()), responses(
    (status = 200, body = TokenResponse),
    (status = 401, body = Problem, description = "The session has ended"),
))]
async fn refresh(
    State(context): State<Context>,
    jar: CookieJar,
) -> Result<(CookieJar, Json<TokenResponse>)> {
    let Some(cookie) = jar.get(REFRESH_COOKIE) else {
        return Err(Error::Unauthorized("There is no session; sign in.".into()));
    };
    let (user_id, tokens) = sessions::refresh(&context, cookie.value()).await?;
    let user = super::get_user(&context, user_id).await?;
    Ok(signed_in(&context, jar, user, tokens))
}

/// Ends the session of the refresh cookie
#[utoipa::path(post, path = "/auth/logout", tag = "accounts", security(()), responses((status = 204)))]
async fn log_out(
    State(context): State<Context>,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar)> {
    if let Some(cookie) = jar.get(REFRESH_COOKIE) {
        sessions::end_by_refresh_token(&context, cookie.value()).await?;
    }
    let gone = refresh_cookie(&context, String::new());
    Ok((StatusCode::NO_CONTENT, jar.remove(gone)))
}

/// The caller, their session and capabilities
#[utoipa::path(get, path = "/me", tag = "accounts", responses(
    (status = 200, body = Me),
    (status = 401, body = Problem),
))]
async fn me(State(context): State<Context>, Viewer(caller): Viewer) -> Result<Json<Me>> {
    Ok(Json(Me {
        user: super::get_user(&context, caller.user_id).await?,
        session: sessions::get(&context.pool, caller.session_id).await?,
        capabilities: caller.role.capabilities(),
    }))
}

fn signed_in(
    context: &Context,
    jar: CookieJar,
    user: User,
    tokens: Tokens,
) -> (CookieJar, Json<TokenResponse>) {
    let cookie = refresh_cookie(context, tokens.refresh.expose_secret().to_owned());
    let body = TokenResponse {
        access_token: tokens.access,
        token_type: "Bearer",
        expires_in: token::LIFETIME.num_seconds(),
        user,
    };
    (jar.add(cookie), Json(body))
}

fn refresh_cookie(context: &Context, value: String) -> Cookie<'static> {
    Cookie::build((REFRESH_COOKIE, value))
        .path("/api/v1/auth")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(context.config.is_https())
        .max_age(time::Duration::days(sessions::LIFETIME.num_days()))
        .build()
}
