//! Channels. The routes of rules are with them; the test is `delivery`'s.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Channel, CreateChannel, UpdateChannel, kinds, rules};
use crate::auth::{Proven, ReadChannels, WriteChannels};
use crate::context::Context;
use crate::error::Result;
use crate::fields::Field;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path};
use crate::http::pagination::Page;
use crate::http::problem::Problem;
use crate::id::ChannelId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_kinds))
        .routes(routes!(list, add))
        .routes(routes!(get, update, remove))
        .routes(routes!(rotate))
        .merge(rules::http::router())
}

/// A kind of channel, and what it needs to be told.
#[derive(Serialize, ToSchema)]
struct ChannelKindDetail {
    /// What channels of it have as `kind`.
    id: &'static str,
    name: &'static str,
    /// Where messages get to, in one sentence.
    about: &'static str,
    /// What it needs to be told.
    #[schema(value_type = Vec<Field>)]
    fields: &'static [Field],
    /// Whether what is sent is signed with a secret that is made here.
    is_signed: bool,
}

/// A channel, and its signing secret where one was made, which is shown this once.
#[derive(Serialize, ToSchema)]
struct MadeChannel {
    channel: Channel,
    /// `whsec_` and base64; of a kind that is signed only.
    #[schema(required)]
    secret: Option<String>,
}

impl MadeChannel {
    fn new(channel: Channel, secret: Option<&SecretString>) -> Self {
        Self { channel, secret: secret.map(|secret| secret.expose_secret().to_owned()) }
    }
}

/// Kinds of channels
#[utoipa::path(get, path = "/channels/kinds", tag = "channels", responses(
    (status = 200, body = Page<ChannelKindDetail>, example = json!(all_kinds())),
))]
async fn list_kinds(_: ReadChannels) -> Json<Page<ChannelKindDetail>> {
    Json(all_kinds())
}

fn all_kinds() -> Page<ChannelKindDetail> {
    let view = |kind: &&kinds::Kind| ChannelKindDetail {
        id: kind.id,
        name: kind.name,
        about: kind.about,
        fields: kind.fields,
        is_signed: kind.is_signed,
    };
    Page { data: kinds::ALL.iter().map(view).collect(), next_cursor: None }
}

/// Where messages are forwarded to, the oldest first
#[utoipa::path(get, path = "/channels", tag = "channels", responses((status = 200, body = Page<Channel>)))]
async fn list(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
) -> Result<Json<Page<Channel>>> {
    Ok(Json(Page { data: super::list(&context, &caller).await?, next_cursor: None }))
}

/// Adds a channel; nothing is forwarded to it until a rule names it
#[utoipa::path(post, path = "/channels", tag = "channels", request_body = CreateChannel, responses(
    (status = 201, body = MadeChannel),
    (status = 409, body = Problem, description = "There are as many channels as there can be"),
))]
async fn add(
    State(context): State<Context>,
    Proven(WriteChannels(caller)): Proven<WriteChannels>,
    JsonBody(new): JsonBody<CreateChannel>,
) -> Result<(StatusCode, Json<MadeChannel>)> {
    let (channel, secret) = super::add(&context, &caller, new).await?;
    Ok((StatusCode::CREATED, Json(MadeChannel::new(channel, secret.as_ref()))))
}

/// One channel
#[utoipa::path(get, path = "/channels/{id}", tag = "channels", params(("id" = ChannelId, Path)), responses(
    (status = 200, body = Channel),
))]
async fn get(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
    Path(id): Path<ChannelId>,
) -> Result<Json<Channel>> {
    Ok(Json(super::get(&context, &caller, id).await?))
}

/// Changes a channel. A webhook whose settings could not be decrypted gets another signing secret; rotate
/// it to see one
#[utoipa::path(patch, path = "/channels/{id}", tag = "channels", params(("id" = ChannelId, Path)), request_body = UpdateChannel, responses(
    (status = 200, body = Channel),
    (status = 403, body = Problem, description = "A fresh proof is needed, of a change by which more is sent"),
))]
async fn update(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    Path(id): Path<ChannelId>,
    JsonBody(change): JsonBody<UpdateChannel>,
) -> Result<Json<Channel>> {
    if change.sends_more() {
        caller.require_fresh_proof(&context).await?;
    }
    Ok(Json(super::update(&context, &caller, id, change).await?))
}

/// Removes a channel and its address and secrets; its deliveries stay in the log for their 30 days
#[utoipa::path(delete, path = "/channels/{id}", tag = "channels", params(("id" = ChannelId, Path)), responses(
    (status = 204),
))]
async fn remove(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    Path(id): Path<ChannelId>,
) -> Result<StatusCode> {
    super::remove(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces a webhook's signing secret; the old one also signs for 24 hours
#[utoipa::path(post, path = "/channels/{id}/rotate", tag = "channels", params(("id" = ChannelId, Path)), responses(
    (status = 200, body = MadeChannel),
    (status = 409, body = Problem, description = "It is no webhook, or its settings can't be decrypted"),
))]
async fn rotate(
    State(context): State<Context>,
    Proven(WriteChannels(caller)): Proven<WriteChannels>,
    Path(id): Path<ChannelId>,
) -> Result<Json<MadeChannel>> {
    let (channel, secret) = super::rotate(&context, &caller, id).await?;
    Ok(Json(MadeChannel::new(channel, Some(&secret))))
}
