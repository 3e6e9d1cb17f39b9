//! A team's own rules for codes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;

use super::{CodeRule, CreateCodeRule, Draft, Preview};
use crate::auth::WriteCodeRules;
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path};
use crate::http::pagination::Page;
use crate::http::problem::Problem;
use crate::id::CodeRuleId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(preview))
        .routes(routes!(draft))
        .routes(routes!(delete))
}

/// The team's own rules for what the code of a message is, in the order in which they run
#[utoipa::path(get, path = "/code-rules", tag = "code rules", responses((status = 200, body = Page<CodeRule>)))]
async fn list(
    State(context): State<Context>,
    WriteCodeRules(caller): WriteCodeRules,
) -> Result<Json<Page<CodeRule>>> {
    Ok(Json(Page { data: super::list(&context, &caller).await?, next_cursor: None }))
}

/// Keeps a rule, which runs before the others, and corrects the last 1,000 messages by it
#[utoipa::path(post, path = "/code-rules", tag = "code rules", request_body = CreateCodeRule, responses(
    (status = 201, body = CodeRule),
    (status = 409, body = Problem, description = "There are as many rules as there can be"),
    (status = 422, body = Problem, description = "The pattern is wrong, or finds nothing in its test message"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn add(
    State(context): State<Context>,
    WriteCodeRules(caller): WriteCodeRules,
    JsonBody(new): JsonBody<CreateCodeRule>,
) -> Result<(StatusCode, Json<CodeRule>)> {
    Ok((StatusCode::CREATED, Json(super::add(&context, &caller, new).await?)))
}

/// What a rule would change in the last 1,000 messages; nothing is kept
#[utoipa::path(post, path = "/code-rules/preview", tag = "code rules", request_body = CreateCodeRule, responses(
    (status = 200, body = Preview),
    (status = 422, body = Problem, description = "The pattern is wrong, or finds nothing in its test message"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn preview(
    State(context): State<Context>,
    WriteCodeRules(caller): WriteCodeRules,
    JsonBody(new): JsonBody<CreateCodeRule>,
) -> Result<Json<Preview>> {
    Ok(Json(super::preview(&context, &caller, new).await?))
}

/// A rule made from the correction of a message; nothing is kept
#[utoipa::path(post, path = "/code-rules/draft", tag = "code rules", request_body = Draft, responses(
    (status = 200, body = CreateCodeRule),
    (status = 404, body = Problem, description = "There is no such message, or it is not visible to the caller"),
    (status = 422, body = Problem, description = "The code is not in the message"),
))]
async fn draft(
    State(context): State<Context>,
    WriteCodeRules(caller): WriteCodeRules,
    JsonBody(asked): JsonBody<Draft>,
) -> Result<Json<CreateCodeRule>> {
    Ok(Json(super::draft(&context, &caller, &asked).await?))
}

/// Deletes a rule; what it said of messages stays
#[utoipa::path(delete, path = "/code-rules/{id}", tag = "code rules", params(("id" = CodeRuleId, Path)), responses(
    (status = 204),
))]
async fn delete(
    State(context): State<Context>,
    WriteCodeRules(caller): WriteCodeRules,
    Path(id): Path<CodeRuleId>,
) -> Result<StatusCode> {
    super::delete(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
