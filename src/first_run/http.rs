//! What is set up, and demo data.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::{Onboarding, demo};
use crate::auth::{ReadSources, WriteSources};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::JsonBody;
use crate::id::MessageId;
use crate::ingest::Ingest;

/// Demo messages at once.
const MOST_MESSAGES: usize = 20;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(onboarding))
        .routes(routes!(simulate))
        .routes(routes!(remove))
}

/// Demo messages to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Simulate {
    /// How many.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 20, default = 1)]
    count: usize,
}

fn one() -> usize {
    1
}

/// Demo messages that were made.
#[derive(Serialize, ToSchema)]
struct Simulated {
    /// Their ids, the oldest first.
    ids: Vec<MessageId>,
}

/// What is set up and what is not
#[utoipa::path(get, path = "/onboarding", tag = "first run", responses((status = 200, body = Onboarding)))]
async fn onboarding(State(context): State<Context>, _: ReadSources) -> Result<Json<Onboarding>> {
    Ok(Json(super::facts(&context).await?))
}

/// Has demo messages arrive the way that webhooks do
#[utoipa::path(post, path = "/demo/messages", tag = "first run", request_body = Simulate, responses(
    (status = 201, body = Simulated),
))]
async fn simulate(
    State(context): State<Context>,
    WriteSources(caller): WriteSources,
    Extension(ingest): Extension<Ingest>,
    JsonBody(Simulate { count }): JsonBody<Simulate>,
) -> Result<(StatusCode, Json<Simulated>)> {
    if !(1..=MOST_MESSAGES).contains(&count) {
        return Err(Error::invalid(
            "count",
            say!("must be from 1 to {most}", most = MOST_MESSAGES),
        ));
    }
    let ids = demo::simulate(&context, &caller, &ingest, count).await?;
    Ok((StatusCode::CREATED, Json(Simulated { ids })))
}

/// Removes all demo data
#[utoipa::path(delete, path = "/demo", tag = "first run", responses((status = 204)))]
async fn remove(
    State(context): State<Context>,
    WriteSources(caller): WriteSources,
) -> Result<StatusCode> {
    demo::remove(&context, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
