//! Sources and their providers: list, add, change, remove, rotate.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Change, Draft};
use crate::auth::{Caller, Capability, Proven, ReadSources, WriteSources};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::id::SourceId;
use crate::inbound::guide::Guide;
use crate::inbound::sample::SignedRequest;
use crate::inbound::signature::Scheme;
use crate::inbound::{self, Fields, PROVIDERS};
use crate::sources::{self, Slug, Source, Which};

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_providers))
        .routes(routes!(list, add))
        .routes(routes!(get, update, remove))
        .routes(routes!(rotate))
        .routes(routes!(example))
}

/// Who can send webhooks.
#[derive(Serialize, ToSchema)]
#[schema(as = Provider)]
struct ProviderView {
    id: &'static str,
    name: &'static str,
    /// Whether it signs; else the address of a source is its secret.
    is_signed: bool,
    /// How it signs unless the source says otherwise; null where it does not.
    #[schema(required)]
    usual_scheme: Option<Scheme>,
    /// Whether what it posts is sent on, and becomes no message.
    relays: bool,
    /// What to tell people who connect it.
    #[schema(value_type = Guide)]
    guide: &'static Guide,
}

/// A source without its secrets.
#[derive(Serialize, ToSchema)]
#[schema(as = Source)]
struct SourceView {
    id: SourceId,
    /// The provider's id.
    provider: String,
    /// What the team calls it.
    name: String,
    /// Where the provider posts to; null where the address is the secret and the caller may not
    /// change sources.
    #[schema(required)]
    webhook_url: Option<String>,
    /// The recipient of messages that name none; null also where the caller does not see it.
    #[schema(required)]
    default_number: Option<String>,
    /// How far a signed timestamp may be from now.
    tolerance_seconds: i32,
    /// How requests are signed, where not in the provider's own way.
    #[schema(required, value_type = Option<Scheme>)]
    scheme: Option<Value>,
    /// Where the fields of a generic body are, where not in the usual places.
    #[schema(required, value_type = Option<Fields>)]
    fields: Option<Value>,
    /// Whether what comes through it is a demonstration.
    is_demo: bool,
    /// The setting that its secret comes from; such a source is not rotated or removed here.
    #[schema(required)]
    managed_by: Option<String>,
    /// When it was added.
    created_at: DateTime<Utc>,
    /// Until when a replaced secret is valid beside the new one.
    #[schema(required)]
    old_secret_ends_at: Option<DateTime<Utc>>,
}

impl SourceView {
    async fn new(context: &Context, caller: &Caller, source: Source) -> Result<Self> {
        let default_number = sources::visible_default(context, caller, &source).await?;
        let is_shown = super::is_signed(&source)? || caller.can(Capability::WriteSources);
        Ok(Self {
            webhook_url: is_shown.then(|| super::webhook_url(context, &source.slug)),
            managed_by: source.setting,
            id: source.id,
            provider: source.provider,
            name: source.name,
            default_number,
            tolerance_seconds: source.tolerance_seconds,
            scheme: source.scheme,
            fields: source.fields,
            is_demo: source.is_demo,
            created_at: source.created_at,
            old_secret_ends_at: source.old_secret_ends_at,
        })
    }
}

/// A source, and its secret this once.
#[derive(Serialize, ToSchema)]
struct OpenedSource {
    source: SourceView,
    /// Where the provider posts to.
    webhook_url: String,
    /// The secret that was made here, to enter at the provider.
    #[schema(required)]
    secret: Option<String>,
}

impl OpenedSource {
    async fn new(
        context: &Context,
        caller: &Caller,
        source: Source,
        secret: Option<&SecretString>,
    ) -> Result<Self> {
        Ok(Self {
            webhook_url: super::webhook_url(context, &source.slug),
            secret: secret.map(|secret| secret.expose_secret().to_owned()),
            source: SourceView::new(context, caller, source).await?,
        })
    }
}

/// A source to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateSource {
    /// The provider's id.
    provider: String,
    /// 1 to 100 characters.
    name: String,
    /// The secret as the provider shows it; one is made where none is given and one is needed.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    secret: Option<SecretString>,
    /// The last part of the address; random where none is given.
    #[serde(default)]
    slug: Option<String>,
    /// The recipient of messages that name none.
    #[serde(default)]
    default_number: Option<String>,
    /// How far a signed timestamp may be from now.
    #[serde(default)]
    #[schema(minimum = 60, maximum = 900)]
    tolerance_seconds: Option<i32>,
    /// How requests are signed, in place of the provider's own way.
    #[serde(default)]
    #[schema(value_type = Option<Scheme>)]
    scheme: Option<Value>,
    /// Where the fields of a generic body are.
    #[serde(default)]
    #[schema(value_type = Option<Fields>)]
    fields: Option<Value>,
}

/// What changes; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UpdateSource {
    /// 1 to 100 characters.
    #[serde(default)]
    name: Option<String>,
    /// The recipient of messages that name none; null: none.
    #[serde(default, with = "crate::http::json::present")]
    #[schema(value_type = Option<String>)]
    default_number: Option<Option<String>>,
    /// How far a signed timestamp may be from now.
    #[serde(default)]
    #[schema(minimum = 60, maximum = 900)]
    tolerance_seconds: Option<i32>,
    /// How requests are signed; null: in the provider's own way.
    #[serde(default, with = "crate::http::json::present")]
    #[schema(value_type = Option<Scheme>)]
    scheme: Option<Option<Value>>,
    /// Where the fields of a generic body are; null: in the usual places.
    #[serde(default, with = "crate::http::json::present")]
    #[schema(value_type = Option<Fields>)]
    fields: Option<Option<Value>>,
    /// The secret of another scheme, where the one that is there is not written as it says.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    secret: Option<SecretString>,
}

/// What replaces a source's secret.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RotateSource {
    /// The new secret as the provider shows it; one is made where none is given and one is needed.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    secret: Option<SecretString>,
}

/// Providers that sources can be made for
#[utoipa::path(get, path = "/providers", tag = "sources", responses((status = 200, body = Page<ProviderView>, example = json!(all_providers()))))]
async fn list_providers(_: ReadSources) -> Json<Page<ProviderView>> {
    Json(all_providers())
}

fn all_providers() -> Page<ProviderView> {
    let view = |provider: &'static inbound::Provider| ProviderView {
        id: provider.id,
        name: provider.name,
        is_signed: provider.scheme.is_some(),
        usual_scheme: provider.scheme.map(|scheme| scheme()),
        relays: provider.relays,
        guide: &provider.guide,
    };
    Page { data: const { &PROVIDERS }.iter().map(view).collect(), next_cursor: None }
}

/// Sources, the latest first
#[utoipa::path(get, path = "/sources", tag = "sources", params(Paging), responses(
    (status = 200, body = Page<SourceView>),
))]
async fn list(
    State(context): State<Context>,
    ReadSources(caller): ReadSources,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<SourceView>>> {
    let limit = paging.limit()?;
    let which = Which { before: paging.cursor()?, ..Which::default() };
    let found = sources::list(&context, which, limit + 1).await?;
    let mut views = Vec::with_capacity(found.len());
    for source in found {
        views.push(SourceView::new(&context, &caller, source).await?);
    }
    Ok(Json(Page::new(views, limit, |source| source.id.to_string())))
}

/// Adds a source; its secret, if it is made here, is told this once
#[utoipa::path(post, path = "/sources", tag = "sources", request_body = CreateSource, responses(
    (status = 201, body = OpenedSource),
    (status = 403, body = Problem, description = "The caller does not read a restricted number that came through a source at this address"),
    (status = 409, body = Problem, description = "There is a source at this address already"),
))]
async fn add(
    State(context): State<Context>,
    Proven(WriteSources(caller)): Proven<WriteSources>,
    JsonBody(new): JsonBody<CreateSource>,
) -> Result<(StatusCode, Json<OpenedSource>)> {
    let provider = inbound::provider(&new.provider).ok_or_else(|| {
        let names = PROVIDERS.map(|provider| provider.id).join(", ");
        Error::invalid("provider", say!("must be one of {names}", names))
    })?;
    let draft = Draft {
        provider,
        name: new.name,
        slug: new.slug.as_deref().map(str::parse::<Slug>).transpose()?,
        secrets: new.secret.into_iter().collect(),
        default_number: new.default_number,
        tolerance_seconds: new.tolerance_seconds,
        scheme: new.scheme,
        fields: new.fields,
    };
    let (source, made) = super::add(&context, &caller, draft).await?;
    let opened = OpenedSource::new(&context, &caller, source, made.as_ref()).await?;
    Ok((StatusCode::CREATED, Json(opened)))
}

/// One source
#[utoipa::path(get, path = "/sources/{id}", tag = "sources", params(("id" = SourceId, Path)), responses(
    (status = 200, body = SourceView),
))]
async fn get(
    State(context): State<Context>,
    ReadSources(caller): ReadSources,
    Path(id): Path<SourceId>,
) -> Result<Json<SourceView>> {
    let source = sources::get(&context, id).await?;
    Ok(Json(SourceView::new(&context, &caller, source).await?))
}

/// Changes a source
#[utoipa::path(patch, path = "/sources/{id}", tag = "sources", params(("id" = SourceId, Path)), request_body = UpdateSource, responses(
    (status = 200, body = SourceView),
    (status = 403, body = Problem, description = "The caller does not read a restricted number that the source feeds; or a fresh proof is needed, of a change of how requests are signed"),
))]
async fn update(
    State(context): State<Context>,
    WriteSources(caller): WriteSources,
    Path(id): Path<SourceId>,
    JsonBody(update): JsonBody<UpdateSource>,
) -> Result<Json<SourceView>> {
    // Who says how requests are signed says who can post.
    if update.scheme.is_some() || update.secret.is_some() {
        caller.require_fresh_proof(&context).await?;
    }
    let change = Change {
        name: update.name,
        default_number: update.default_number,
        tolerance_seconds: update.tolerance_seconds,
        scheme: update.scheme,
        fields: update.fields,
        secret: update.secret,
    };
    let source = super::update(&context, &caller, id, change).await?;
    Ok(Json(SourceView::new(&context, &caller, source).await?))
}

/// Removes a source; its messages stay
#[utoipa::path(delete, path = "/sources/{id}", tag = "sources", params(("id" = SourceId, Path)), responses(
    (status = 204),
    (status = 403, body = Problem, description = "The caller does not read a restricted number that the source feeds"),
    (status = 409, body = Problem, description = "A setting makes this source"),
))]
async fn remove(
    State(context): State<Context>,
    WriteSources(caller): WriteSources,
    Path(id): Path<SourceId>,
) -> Result<StatusCode> {
    super::remove(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Replaces a source's secret, which stays valid for 24 hours beside the new one; or its address,
/// where that is the secret
#[utoipa::path(post, path = "/sources/{id}/rotate", tag = "sources", params(("id" = SourceId, Path)), request_body = RotateSource, responses(
    (status = 200, body = OpenedSource),
    (status = 403, body = Problem, description = "The caller does not read a restricted number that the source feeds"),
    (status = 409, body = Problem, description = "A setting makes this source"),
))]
async fn rotate(
    State(context): State<Context>,
    Proven(WriteSources(caller)): Proven<WriteSources>,
    Path(id): Path<SourceId>,
    JsonBody(RotateSource { secret }): JsonBody<RotateSource>,
) -> Result<Json<OpenedSource>> {
    let (source, made) = super::rotate(&context, &caller, id, secret).await?;
    Ok(Json(OpenedSource::new(&context, &caller, source, made.as_ref()).await?))
}

/// A request with a test message that the source accepts, signed now
#[utoipa::path(post, path = "/sources/{id}/example", tag = "sources", params(("id" = SourceId, Path)), responses(
    (status = 200, body = SignedRequest),
    (status = 403, body = Problem, description = "The caller does not read a restricted number that the source feeds"),
))]
async fn example(
    State(context): State<Context>,
    WriteSources(caller): WriteSources,
    Path(id): Path<SourceId>,
) -> Result<Json<SignedRequest>> {
    Ok(Json(super::example(&context, &caller, id).await?))
}
