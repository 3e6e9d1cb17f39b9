//! Setup, login, refresh, logout.

use std::net::IpAddr;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::{Extension, Json};
use axum_extra::extract::CookieJar;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::Attempt;
use super::cookies::{self, DEVICE, REFRESH};
use super::setup;
use super::throttle::{self, Key};
use crate::accounts::second_factor::{PasskeyAnswer, Proof};
use crate::accounts::{NewUser, User};
use crate::auth::sessions::{self, Tokens};
use crate::auth::{self, Caller, Capability, Role, token};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::JsonBody;
use crate::http::problem::Problem;
use crate::http::rate_limit::RateLimit;
use crate::origin::Origin;

/// How long a browser is known to have signed in.
const DEVICE_LIFETIME: time::Duration = time::Duration::days(180);
/// Sign-ins, setups and tried links from one address.
const ATTEMPTS_A_MINUTE: u32 = 30;
/// Sign-ins to one account, from wherever.
const ACCOUNT_ATTEMPTS_A_MINUTE: u32 = 30;
/// Refreshes from one address, behind which a whole team may sit.
const REFRESHES_A_MINUTE: u32 = 300;

/// Limits what one address tries.
#[derive(Clone)]
pub struct AttemptLimit(RateLimit<IpAddr>);

impl Default for AttemptLimit {
    fn default() -> Self {
        Self(RateLimit::per_minute(
            ATTEMPTS_A_MINUTE,
            say!("There were too many attempts from your address; wait a little."),
        ))
    }
}

impl AttemptLimit {
    /// Counts an attempt, or refuses it.
    pub fn take(&self, origin: &Origin) -> Result<()> {
        self.0.take(&origin.limit_key())
    }
}

#[derive(Clone)]
struct AccountLimit(RateLimit<Key>);

#[derive(Clone)]
struct RefreshLimit(RateLimit<IpAddr>);

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    let account = AccountLimit(RateLimit::per_minute(
        ACCOUNT_ATTEMPTS_A_MINUTE,
        say!("There were too many attempts to sign in to this account; wait a little."),
    ));
    let refreshes = RefreshLimit(RateLimit::per_minute(
        REFRESHES_A_MINUTE,
        say!("Too many sessions were refreshed from your address; wait a little."),
    ));
    OpenApiRouter::new()
        .routes(routes!(get_setup, post_setup))
        .routes(routes!(log_in))
        .routes(routes!(refresh))
        .routes(routes!(log_out))
        .layer(Extension(AttemptLimit::default()))
        .layer(Extension(account))
        .layer(Extension(refreshes))
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
    /// At least 12 characters, and not easy to guess.
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
    /// Six digits of a code app, or a recovery code, where a second factor is asked for.
    #[schema(value_type = Option<String>)]
    totp: Option<SecretString>,
    /// What the browser signed, in place of a code.
    passkey: Option<PasskeyAnswer>,
}

/// An access token; the refresh token comes beside it as a cookie.
#[derive(Serialize, ToSchema)]
pub struct TokenResponse {
    /// A JWT for `Authorization: Bearer`.
    access_token: String,
    /// Always `Bearer`.
    token_type: &'static str,
    /// Seconds until the access token expires.
    expires_in: i64,
    /// Who signed in.
    user: User,
    /// What they may do at this moment; `GET /me` says it anew.
    capabilities: Vec<Capability>,
}

/// Whether the setup is still open
#[utoipa::path(get, path = "/setup", tag = "accounts", responses((status = 200, body = SetupState)))]
async fn get_setup(State(context): State<Context>) -> Result<Json<SetupState>> {
    Ok(Json(SetupState { open: setup::is_open(&context.pool).await? }))
}

/// Makes the first Owner, once, with the link that the server printed
#[utoipa::path(post, path = "/setup", tag = "accounts", request_body = Setup, responses(
    (status = 201, body = TokenResponse),
    (status = 401, body = Problem, description = "The link is used, expired or replaced"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn post_setup(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    origin: Origin,
    jar: CookieJar,
    JsonBody(setup): JsonBody<Setup>,
) -> Result<(StatusCode, CookieJar, Json<TokenResponse>)> {
    attempts.take(&origin)?;
    setup::require_open(&context.pool).await?;
    let owner = NewUser::parse(&setup.email, &setup.name, Role::Owner, setup.password)?;
    let token = setup.token.expose_secret();
    let (user, tokens) = setup::set_up(&context, token, owner, &origin).await?;
    let (jar, body) = signed_in(&context, jar, &origin, user, tokens).await?;
    Ok((StatusCode::CREATED, jar, body))
}

/// Signs in
#[utoipa::path(post, path = "/auth/login", tag = "accounts", request_body = Login, responses(
    (status = 200, body = TokenResponse),
    (status = 401, body = Problem, description = "The e-mail address or the password is wrong, or a second factor is needed"),
    (status = 429, body = Problem, description = "Too many attempts"),
))]
async fn log_in(
    State(context): State<Context>,
    Extension(attempts): Extension<AttemptLimit>,
    Extension(AccountLimit(account)): Extension<AccountLimit>,
    origin: Origin,
    jar: CookieJar,
    JsonBody(login): JsonBody<Login>,
) -> Result<(CookieJar, Json<TokenResponse>)> {
    attempts.take(&origin)?;
    let passkey = login.passkey.map(|answer| Proof::Passkey(Box::new(answer)));
    let attempt = Attempt {
        email: login.email,
        password: login.password,
        proof: passkey.or(login.totp.map(Proof::Code)),
        device: cookies::find(&jar, DEVICE, &origin).map(ToOwned::to_owned),
    };
    let (user, tokens) = super::log_in(&context, attempt, &origin, &account).await?;
    signed_in(&context, jar, &origin, user, tokens).await
}

/// Exchanges the refresh cookie for a new one and an access token
#[utoipa::path(post, path = "/auth/refresh", tag = "accounts", responses(
    (status = 200, body = TokenResponse),
    (status = 401, body = Problem, description = "The session has ended"),
    (status = 403, body = Problem, description = "Another site sent the request"),
    (status = 429, body = Problem, description = "Too many refreshes"),
))]
async fn refresh(
    State(context): State<Context>,
    Extension(RefreshLimit(refreshes)): Extension<RefreshLimit>,
    origin: Origin,
    headers: HeaderMap,
    jar: CookieJar,
) -> Result<(CookieJar, Json<TokenResponse>)> {
    refreshes.take(&origin.limit_key())?;
    refuse_other_sites(&headers)?;
    let Some(token) = cookies::find(&jar, REFRESH, &origin) else {
        return Err(Error::Unauthorized(say!("There is no session; sign in.")));
    };
    let (user, tokens) = super::refresh(&context, token, &origin).await?;
    signed_in(&context, jar, &origin, user, tokens).await
}

/// Ends the session of the refresh cookie
#[utoipa::path(post, path = "/auth/logout", tag = "accounts", responses(
    (status = 204),
    (status = 403, body = Problem, description = "Another site sent the request"),
))]
async fn log_out(
    State(context): State<Context>,
    origin: Origin,
    headers: HeaderMap,
    jar: CookieJar,
) -> Result<(StatusCode, CookieJar)> {
    refuse_other_sites(&headers)?;
    if let Some(token) = cookies::find(&jar, REFRESH, &origin) {
        sessions::end_by_refresh_token(&context, token, &origin).await?;
    }
    Ok((StatusCode::NO_CONTENT, cookies::clear(jar, REFRESH, context.config.base_path())))
}

/// `SameSite=Strict` keeps the cookie from other sites already; this also holds where a browser
/// takes a neighbour on the same domain for the same site.
fn refuse_other_sites(headers: &HeaderMap) -> Result<()> {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None | Some(b"same-origin" | b"none") => Ok(()),
        Some(_) => Err(Error::Forbidden(say!("Another site sent this request."))),
    }
}

/// The answer to somebody who is in, with the refresh cookie and the mark of a known browser.
pub async fn signed_in(
    context: &Context,
    jar: CookieJar,
    origin: &Origin,
    user: User,
    tokens: Tokens,
) -> Result<(CookieJar, Json<TokenResponse>)> {
    let caller = auth::find_caller(context, tokens.session_id).await?;
    let lifetime = tokens.expires_at - context.clock.now();
    let lifetime = time::Duration::seconds(lifetime.num_seconds());
    let refresh = tokens.refresh.expose_secret().to_owned();
    let device = throttle::mark_device(&context.keys, user.id);
    let body = TokenResponse {
        access_token: tokens.access,
        token_type: "Bearer",
        expires_in: token::LIFETIME.num_seconds(),
        user,
        capabilities: caller.as_ref().map(Caller::capabilities).unwrap_or_default(),
    };
    let place = (origin, context.config.base_path());
    let jar = cookies::set(jar, REFRESH, refresh, place, lifetime);
    Ok((cookies::set(jar, DEVICE, device, place, DEVICE_LIFETIME), Json(body)))
}
