//! One's own sessions.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;

use super::Myself;
use super::sessions::{self, Session, Which};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::Path;
use crate::http::pagination::Page;
use crate::id::SessionId;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_sessions, end_other_sessions))
        .routes(routes!(end_session))
        .merge(super::api_keys::http::router())
}

/// One's own sessions, the last used first
#[utoipa::path(get, path = "/me/sessions", tag = "sessions", responses((status = 200, body = Page<Session>)))]
async fn list_sessions(
    State(context): State<Context>,
    Myself { caller, session_id }: Myself,
) -> Result<Json<Page<Session>>> {
    let now = context.clock.now();
    let data = sessions::list(&context.pool, caller.user_id, session_id, now).await?;
    Ok(Json(Page { data, next_cursor: None }))
}

/// Ends one of one's own sessions
#[utoipa::path(delete, path = "/me/sessions/{id}", tag = "sessions", params(("id" = SessionId, Path)), responses(
    (status = 204),
))]
async fn end_session(
    State(context): State<Context>,
    myself: Myself,
    Path(id): Path<SessionId>,
) -> Result<StatusCode> {
    match sessions::end_own(&context, &myself, Which::One(id)).await? {
        0 => Err(not_found!("session")),
        _ => Ok(StatusCode::NO_CONTENT),
    }
}

/// Ends all of one's own sessions but this one
#[utoipa::path(delete, path = "/me/sessions", tag = "sessions", responses((status = 204)))]
async fn end_other_sessions(State(context): State<Context>, myself: Myself) -> Result<StatusCode> {
    sessions::end_own(&context, &myself, Which::AllBut(Some(myself.session_id))).await?;
    Ok(StatusCode::NO_CONTENT)
}
