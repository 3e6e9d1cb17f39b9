//! Rules for forwarding.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;

use super::{CreateRule, DryRun, DryRunResult, OrderRules, Rule, UpdateRule};
use crate::auth::{ReadChannels, WriteChannels};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path};
use crate::http::pagination::Page;
use crate::http::problem::Problem;
use crate::id::RuleId;

/// The routes of rules.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(order))
        .routes(routes!(dry_run))
        .routes(routes!(get, update, remove))
}

/// All rules, each list in the order in which it is tried: the team's, then those of numbers
#[utoipa::path(get, path = "/rules", tag = "rules", responses((status = 200, body = Page<Rule>)))]
async fn list(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
) -> Result<Json<Page<Rule>>> {
    Ok(Json(Page { data: super::list(&context, &caller).await?, next_cursor: None }))
}

/// Adds a rule, the last of its list
#[utoipa::path(post, path = "/rules", tag = "rules", request_body = CreateRule, responses(
    (status = 201, body = Rule),
    (status = 409, body = Problem, description = "There are as many rules as there can be"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn add(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    JsonBody(new): JsonBody<CreateRule>,
) -> Result<(StatusCode, Json<Rule>)> {
    Ok((StatusCode::CREATED, Json(super::add(&context, &caller, new).await?)))
}

/// One rule
#[utoipa::path(get, path = "/rules/{id}", tag = "rules", params(("id" = RuleId, Path)), responses(
    (status = 200, body = Rule),
))]
async fn get(
    State(context): State<Context>,
    ReadChannels(caller): ReadChannels,
    Path(id): Path<RuleId>,
) -> Result<Json<Rule>> {
    Ok(Json(super::get(&context, &caller, id).await?))
}

/// Changes a rule
#[utoipa::path(patch, path = "/rules/{id}", tag = "rules", params(("id" = RuleId, Path)), request_body = UpdateRule, responses(
    (status = 200, body = Rule),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn update(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    Path(id): Path<RuleId>,
    JsonBody(change): JsonBody<UpdateRule>,
) -> Result<Json<Rule>> {
    Ok(Json(super::update(&context, &caller, id, change).await?))
}

/// Deletes a rule
#[utoipa::path(delete, path = "/rules/{id}", tag = "rules", params(("id" = RuleId, Path)), responses((status = 204)))]
async fn remove(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    Path(id): Path<RuleId>,
) -> Result<StatusCode> {
    super::delete(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts the rules of one list into another order
#[utoipa::path(put, path = "/rules/order", tag = "rules", request_body = OrderRules, responses(
    (status = 200, body = Page<Rule>),
    (status = 422, body = Problem, description = "Not all rules of one list are named, each once"),
))]
async fn order(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    JsonBody(order): JsonBody<OrderRules>,
) -> Result<Json<Page<Rule>>> {
    Ok(Json(Page { data: super::order(&context, &caller, &order).await?, next_cursor: None }))
}

/// What rules would have done with the last 100 messages that the caller may see; nothing is kept
#[utoipa::path(post, path = "/rules/dry-run", tag = "rules", request_body = DryRun, responses(
    (status = 200, body = DryRunResult),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn dry_run(
    State(context): State<Context>,
    WriteChannels(caller): WriteChannels,
    JsonBody(asked): JsonBody<DryRun>,
) -> Result<Json<DryRunResult>> {
    Ok(Json(super::dry_run(&context, &caller, asked).await?))
}
