//! Messages: list, search, read, copy, claim.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::claims::{self, Claim};
use super::figures::{self, NumberFigures, SourceFigures};
use super::marks::{self, Activity, Unread};
use super::usage::{self, Usage};
use super::views::{self, CreateView, UpdateView, View};
use super::{Filter, Following, Message};
use crate::auth::{ClaimMessages, CopyMessages, Myself, ReadMessages, ReadSources, WriteTeam};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::http::span::Span;
use crate::id::{MessageId, ViewId};

/// Messages that something can be done with at once.
const MOST_MESSAGES: usize = 200;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(mark_read))
        .routes(routes!(count_unread, mark_unread))
        .routes(routes!(export))
        .routes(routes!(count_by_number))
        .routes(routes!(count_by_source))
        .routes(routes!(list_usage))
        .routes(routes!(get))
        .routes(routes!(get_activity))
        .routes(routes!(mark_copied))
        .routes(routes!(claim, unclaim))
        .routes(routes!(list_views, add_view))
        .routes(routes!(update_view, delete_view))
}

/// Messages that were read: some, or all up to one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MarkRead {
    /// Up to 200 messages that the caller has seen.
    #[serde(default)]
    #[schema(max_items = 200)]
    ids: Vec<MessageId>,
    /// This message and all older ones count as read, whether they were seen or not.
    #[serde(default)]
    up_to: Option<MessageId>,
}

/// Messages that were chosen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Chosen {
    /// Up to 200 messages; those that the caller does not see are passed over.
    #[schema(max_items = 200)]
    ids: Vec<MessageId>,
}

fn check_count(ids: &[MessageId]) -> Result<()> {
    if ids.len() > MOST_MESSAGES {
        return Err(Error::invalid(
            "ids",
            say!("must have at most {most} entries", most = MOST_MESSAGES),
        ));
    }
    Ok(())
}

/// Messages of the numbers that the caller may see, the latest first; with `after`, as they come
#[utoipa::path(get, path = "/messages", tag = "messages", params(Filter, Following, Paging), responses(
    (status = 200, body = Page<Message>),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn list(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Query(filter): Query<Filter>,
    Query(following): Query<Following>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Message>>> {
    let limit = paging.limit()?;
    if let Some(after) = following.after {
        if paging.cursor.is_some() {
            return Err(Error::invalid("cursor", say!("must be absent: after takes its place")));
        }
        let position = after.parse().map_err(|()| {
            Error::invalid(
                "after",
                say!("is neither a message's id nor a next_cursor of this list"),
            )
        })?;
        let page = super::follow(&context, &caller, &filter.check()?, position, limit).await?;
        return Ok(Json(page));
    }
    let before = paging.cursor::<uuid::Uuid>()?.map(MessageId::from);
    let filter = Filter { before, ..filter.check()? };
    Ok(Json(super::list(&context, &caller, &filter, limit).await?))
}

/// One message
#[utoipa::path(get, path = "/messages/{id}", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Message),
))]
async fn get(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Message>> {
    Ok(Json(super::get(&context, &caller, id).await?))
}

/// Who saw a message and who copied its code
#[utoipa::path(get, path = "/messages/{id}/activity", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Activity),
))]
async fn get_activity(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Activity>> {
    Ok(Json(marks::get_activity(&context, &caller, id).await?))
}

/// Writes down that the caller copied the code
#[utoipa::path(post, path = "/messages/{id}/copied", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 204),
))]
async fn mark_copied(
    State(context): State<Context>,
    CopyMessages(caller): CopyMessages,
    Path(id): Path<MessageId>,
) -> Result<StatusCode> {
    marks::mark_copied(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Marks messages as read by the caller
#[utoipa::path(post, path = "/messages/read", tag = "messages", request_body = MarkRead, responses(
    (status = 204),
    (status = 422, body = Problem, description = "Too many messages"),
))]
async fn mark_read(
    State(context): State<Context>,
    CopyMessages(caller): CopyMessages,
    JsonBody(read): JsonBody<MarkRead>,
) -> Result<StatusCode> {
    check_count(&read.ids)?;
    if read.up_to.is_some() && caller.session_id().is_none() {
        return Err(Error::invalid(
            "up_to",
            say!("is for signed-in members; a program names the ids"),
        ));
    }
    marks::mark_read(&context, &caller, &read.ids).await?;
    if let Some(up_to) = read.up_to {
        marks::mark_read_up_to(&context, &caller, up_to).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Marks messages as unread for the caller; who saw them stays on record
#[utoipa::path(post, path = "/messages/unread", tag = "messages", request_body = Chosen, responses(
    (status = 204),
    (status = 422, body = Problem, description = "Too many messages, or the caller is a program"),
))]
async fn mark_unread(
    State(context): State<Context>,
    CopyMessages(caller): CopyMessages,
    JsonBody(Chosen { ids }): JsonBody<Chosen>,
) -> Result<StatusCode> {
    check_count(&ids)?;
    if caller.session_id().is_none() {
        return Err(Error::invalid(
            "ids",
            say!("is for signed-in members; a program keeps its own list"),
        ));
    }
    marks::mark_unread(&context, &caller, &ids).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Messages as comma-separated values; they count as read, and the log names each
#[utoipa::path(post, path = "/messages/export", tag = "messages", request_body = Chosen, responses(
    (status = 200, content_type = "text/csv", body = String, description = "A head line, and a line for each message that the caller sees"),
    (status = 422, body = Problem, description = "Too many messages"),
))]
async fn export(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    JsonBody(Chosen { ids }): JsonBody<Chosen>,
) -> Result<impl IntoResponse> {
    check_count(&ids)?;
    let file = super::export::export(&context, &caller, &ids).await?;
    let name = "attachment; filename=\"codebell-messages.csv\"";
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8"), (CONTENT_DISPOSITION, name)], file))
}

/// Says that the caller is using the code
#[utoipa::path(post, path = "/messages/{id}/claim", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Claim),
))]
async fn claim(
    State(context): State<Context>,
    ClaimMessages(caller): ClaimMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Claim>> {
    Ok(Json(claims::set(&context, &caller, id, true).await?))
}

/// Says that nobody is using the code any more
#[utoipa::path(delete, path = "/messages/{id}/claim", tag = "messages", params(("id" = MessageId, Path)), responses(
    (status = 200, body = Claim),
))]
async fn unclaim(
    State(context): State<Context>,
    ClaimMessages(caller): ClaimMessages,
    Path(id): Path<MessageId>,
) -> Result<Json<Claim>> {
    Ok(Json(claims::set(&context, &caller, id, false).await?))
}

/// How much the caller has not read yet
#[utoipa::path(get, path = "/messages/unread", tag = "messages", responses(
    (status = 200, body = Unread),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn count_unread(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
) -> Result<Json<Unread>> {
    Ok(Json(marks::count_unread(&context, &caller).await?))
}

/// How many messages came to each number over the last days; numbers that nothing came to are left out
#[utoipa::path(get, path = "/numbers/figures", tag = "messages", params(Span), responses(
    (status = 200, body = Page<NumberFigures>),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn count_by_number(
    State(context): State<Context>,
    ReadMessages(caller): ReadMessages,
    Query(span): Query<Span>,
) -> Result<Json<Page<NumberFigures>>> {
    let data = figures::of_numbers(&context, &caller, &span).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// How many messages came from each source over the last days, to numbers that the caller sees
#[utoipa::path(get, path = "/sources/figures", tag = "messages", params(Span), responses(
    (status = 200, body = Page<SourceFigures>),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn count_by_source(
    State(context): State<Context>,
    ReadSources(caller): ReadSources,
    Query(span): Query<Span>,
) -> Result<Json<Page<SourceFigures>>> {
    let data = figures::of_sources(&context, &caller, &span).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// Who saw and copied how much at which number, of the messages of the last days
#[utoipa::path(get, path = "/team/usage", tag = "messages", params(Span), responses(
    (status = 200, body = Page<Usage>),
    (status = 422, body = Problem, description = "It took too long"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn list_usage(
    State(context): State<Context>,
    WriteTeam(caller): WriteTeam,
    Query(span): Query<Span>,
) -> Result<Json<Page<Usage>>> {
    let data = usage::list(&context, &caller, &span).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// One's own views of the inbox, by name
#[utoipa::path(get, path = "/me/views", tag = "messages", responses((status = 200, body = Page<View>)))]
async fn list_views(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
) -> Result<Json<Page<View>>> {
    Ok(Json(Page { data: views::list(&context, &caller).await?, next_cursor: None }))
}

/// Keeps a search of the inbox under a name
#[utoipa::path(post, path = "/me/views", tag = "messages", request_body = CreateView, responses(
    (status = 201, body = View),
    (status = 409, body = Problem, description = "One's views have different names, or there are 50"),
))]
async fn add_view(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
    JsonBody(new): JsonBody<CreateView>,
) -> Result<(StatusCode, Json<View>)> {
    Ok((StatusCode::CREATED, Json(views::add(&context, &caller, new).await?)))
}

/// Changes one of one's own views
#[utoipa::path(patch, path = "/me/views/{id}", tag = "messages", params(("id" = ViewId, Path)), request_body = UpdateView, responses(
    (status = 200, body = View),
    (status = 409, body = Problem, description = "One's views have different names"),
))]
async fn update_view(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
    Path(id): Path<ViewId>,
    JsonBody(change): JsonBody<UpdateView>,
) -> Result<Json<View>> {
    Ok(Json(views::update(&context, &caller, id, change).await?))
}

/// Deletes one of one's own views
#[utoipa::path(delete, path = "/me/views/{id}", tag = "messages", params(("id" = ViewId, Path)), responses(
    (status = 204),
))]
async fn delete_view(
    State(context): State<Context>,
    Myself { caller, .. }: Myself,
    Path(id): Path<ViewId>,
) -> Result<StatusCode> {
    views::delete(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
