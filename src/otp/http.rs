//! Sending and checking codes, what was sent, its figures, limits and texts; the canary.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use utoipa_axum::router::OpenApiRouter;

use super::canary::{Canary, SetCanary};
use super::check::{Guesses, VerifiedCode, VerifyCode};
use super::figures::SendFigures;
use super::limits::{self, SendLimits};
use super::request::{SendCode, SentCode, send_code};
use super::texts::{Brand, PreviewText, SendText, SetText, TextPreview, Which};
use super::{Filter, Send, SendDetail, Wire, canary, check, figures, gateways, texts};
use crate::auth::{HandleSends, SendCodes, WriteGateways};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path, Query, check_year};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::http::span::Span;
use crate::id::{NumberId, SendId, SourceId};

/// The header that makes a request that comes twice one.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(send))
        .routes(routes!(verify))
        .routes(routes!(list))
        .routes(routes!(get_figures))
        .routes(routes!(get_limits, set_limits))
        .routes(routes!(list_texts, set_text, remove_text))
        .routes(routes!(preview_text))
        .routes(routes!(get_brand, set_brand))
        .routes(routes!(get))
        .routes(routes!(list_canaries))
        .routes(routes!(set_canary, remove_canary))
        .layer(Extension(Guesses::default()))
        .merge(gateways::http::router())
}

/// Sends a code to a phone. It is made here or given, checked with `POST /otp/verify`, and in no answer;
/// a later one for the same number takes its place. A request with the same `Idempotency-Key` within 24
/// hours is not sent again
#[utoipa::path(post, path = "/otp/send", tag = "otp", request_body = SendCode,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 characters of ASCII, without spaces")),
    responses(
    (status = 202, body = SentCode, description = "A gateway took it; or, where the status is unknown, may have"),
    (status = 422, body = Problem, description = "The key was used for another request"),
    (status = 429, body = Problem, description = "Too many to this number, by this key, from this network or today; Retry-After says when"),
    (status = 502, body = Problem, description = "No gateway took it, and nothing was sent"),
    (status = 503, body = Problem, description = "There is no gateway"),
))]
async fn send(
    Extension(wire): Extension<Wire>,
    SendCodes(caller): SendCodes,
    headers: HeaderMap,
    JsonBody(request): JsonBody<SendCode>,
) -> Result<(StatusCode, Json<SentCode>)> {
    let key = headers.get(IDEMPOTENCY_KEY).map(|key| {
        key.to_str().map_err(|_| Error::invalid("Idempotency-Key", say!("must be ASCII")))
    });
    let sent = send_code(&wire, &caller, request, key.transpose()?).await?;
    Ok((StatusCode::ACCEPTED, Json(sent)))
}

/// Checks a code that somebody typed; the right one is used up by this, and 5 guesses are taken. Wrong,
/// expired, used and unknown are not told apart
#[utoipa::path(post, path = "/otp/verify", tag = "otp", request_body = VerifyCode, responses(
    (status = 200, body = VerifiedCode),
    (status = 429, body = Problem, description = "Too many checks by this key or of this number"),
))]
async fn verify(
    State(context): State<Context>,
    Extension(guesses): Extension<Guesses>,
    SendCodes(caller): SendCodes,
    JsonBody(request): JsonBody<VerifyCode>,
) -> Result<Json<VerifiedCode>> {
    Ok(Json(check::verify(&context, &caller, &guesses, request).await?))
}

/// What was sent, the latest first; a key sees what it asked for
#[utoipa::path(get, path = "/otp", tag = "otp", params(Filter, Paging), responses((status = 200, body = Page<Send>)))]
async fn list(
    State(context): State<Context>,
    SendCodes(caller): SendCodes,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Send>>> {
    check_year("since", filter.since.as_ref())?;
    check_year("until", filter.until.as_ref())?;
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list(&context, &caller, filter, cursor, limit).await?))
}

/// One send with what happened to it; a key sees what it asked for
#[utoipa::path(get, path = "/otp/{id}", tag = "otp", params(("id" = SendId, Path)), responses(
    (status = 200, body = SendDetail),
))]
async fn get(
    State(context): State<Context>,
    SendCodes(caller): SendCodes,
    Path(id): Path<SendId>,
) -> Result<Json<SendDetail>> {
    Ok(Json(super::get(&context, &caller, id).await?))
}

/// How many codes were sent, delivered and verified: of each day, each country, each day in each
/// country, and all together
#[utoipa::path(get, path = "/otp/figures", tag = "otp", params(Span), responses(
    (status = 200, body = Page<SendFigures>),
))]
async fn get_figures(
    State(context): State<Context>,
    _: HandleSends,
    Query(span): Query<Span>,
) -> Result<Json<Page<SendFigures>>> {
    Ok(Json(Page { data: figures::list(&context, &span).await?, next_cursor: None }))
}

/// How much may be sent
#[utoipa::path(get, path = "/otp/limits", tag = "otp", responses((status = 200, body = SendLimits)))]
async fn get_limits(State(context): State<Context>, _: HandleSends) -> Result<Json<SendLimits>> {
    Ok(Json(limits::get(&context.pool).await?))
}

/// Says how much may be sent
#[utoipa::path(put, path = "/otp/limits", tag = "otp", request_body = SendLimits, responses(
    (status = 200, body = SendLimits),
))]
async fn set_limits(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    JsonBody(limits): JsonBody<SendLimits>,
) -> Result<Json<SendLimits>> {
    Ok(Json(limits::set(&context, &caller, limits).await?))
}

/// The texts of codes in all languages, and the team's own of sources that relay
#[utoipa::path(get, path = "/otp/texts", tag = "otp", responses((status = 200, body = Page<SendText>)))]
async fn list_texts(
    State(context): State<Context>,
    _: HandleSends,
) -> Result<Json<Page<SendText>>> {
    Ok(Json(Page { data: texts::list(&context).await?, next_cursor: None }))
}

/// Sets a text of the team's own
#[utoipa::path(put, path = "/otp/texts", tag = "otp", request_body = SetText, responses(
    (status = 200, body = SendText),
    (status = 404, body = Problem, description = "There is no such source"),
))]
async fn set_text(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    JsonBody(new): JsonBody<SetText>,
) -> Result<Json<SendText>> {
    Ok(Json(texts::set(&context, &caller, new).await?))
}

/// Removes a text of the team's own: the usual one takes its place
#[utoipa::path(delete, path = "/otp/texts", tag = "otp", params(Which), responses(
    (status = 204),
    (status = 404, body = Problem, description = "There is no text of the team's own"),
))]
async fn remove_text(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    Query(which): Query<Which>,
) -> Result<StatusCode> {
    texts::remove(&context, &caller, &which).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Shows a text with an example in it, and how long it is
#[utoipa::path(post, path = "/otp/texts/preview", tag = "otp", request_body = PreviewText, responses(
    (status = 200, body = TextPreview),
))]
async fn preview_text(
    _: HandleSends,
    JsonBody(request): JsonBody<PreviewText>,
) -> Result<Json<TextPreview>> {
    Ok(Json(texts::preview(&request)?))
}

/// In whose name a source relays codes
#[utoipa::path(get, path = "/otp/brands/{source_id}", tag = "otp", params(("source_id" = SourceId, Path)), responses(
    (status = 200, body = Brand),
))]
async fn get_brand(
    State(context): State<Context>,
    _: HandleSends,
    Path(source_id): Path<SourceId>,
) -> Result<Json<Brand>> {
    let found = texts::find_brand(&context.pool, source_id).await?;
    Ok(Json(found.ok_or_else(|| not_found!("sender name"))?))
}

/// Says in whose name a source relays codes, and in which language
#[utoipa::path(put, path = "/otp/brands/{source_id}", tag = "otp", params(("source_id" = SourceId, Path)), request_body = Brand, responses(
    (status = 200, body = Brand),
))]
async fn set_brand(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    Path(source_id): Path<SourceId>,
    JsonBody(brand): JsonBody<Brand>,
) -> Result<Json<Brand>> {
    Ok(Json(texts::set_brand(&context, &caller, source_id, brand).await?))
}

/// Numbers that the server texts on a schedule, with what came back; of those that the caller sees
#[utoipa::path(get, path = "/canaries", tag = "canaries", responses((status = 200, body = Page<Canary>)))]
async fn list_canaries(
    State(context): State<Context>,
    HandleSends(caller): HandleSends,
) -> Result<Json<Page<Canary>>> {
    Ok(Json(Page { data: canary::list(&context, &caller).await?, next_cursor: None }))
}

/// Has the server text a number on a schedule; the first time at once
#[utoipa::path(put, path = "/canaries/{number_id}", tag = "canaries", params(("number_id" = NumberId, Path)), request_body = SetCanary, responses(
    (status = 200, body = Canary),
))]
async fn set_canary(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    Path(number_id): Path<NumberId>,
    JsonBody(set): JsonBody<SetCanary>,
) -> Result<Json<Canary>> {
    Ok(Json(canary::set(&context, &caller, number_id, set).await?))
}

/// Lets the server text a number no more
#[utoipa::path(delete, path = "/canaries/{number_id}", tag = "canaries", params(("number_id" = NumberId, Path)), responses(
    (status = 204),
))]
async fn remove_canary(
    State(context): State<Context>,
    WriteGateways(caller): WriteGateways,
    Path(number_id): Path<NumberId>,
) -> Result<StatusCode> {
    canary::remove(&context, &caller, number_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
