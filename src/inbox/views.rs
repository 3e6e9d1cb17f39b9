//! Searches of the inbox that a member keeps under a name.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sql;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::check_name;
use crate::id::ViewId;

/// Views of one member.
pub const MOST_VIEWS: i64 = 50;
/// Characters of a query.
const LONGEST_QUERY: usize = 1000;

/// A search of the inbox under a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// What its member calls it.
    pub name: String,
    /// The query of the inbox's address, without the question mark.
    pub query: String,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
}

/// A view to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateView {
    /// 1 to 100 characters; one's views have different names.
    pub name: String,
    /// Up to 1,000 characters.
    pub query: String,
}

/// What changes; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateView {
    /// 1 to 100 characters.
    #[serde(default)]
    pub name: Option<String>,
    /// Up to 1,000 characters.
    #[serde(default)]
    pub query: Option<String>,
}

/// The caller's views, by name.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<View>> {
    Ok(sql::list_views(&context.pool, caller.user_id).await?)
}

/// Keeps a view.
pub async fn add(context: &Context, caller: &Caller, new: CreateView) -> Result<View> {
    let now = context.clock.now();
    let view = View {
        id: ViewId::new(now),
        name: check_name(&new.name)?,
        query: check_query(new.query)?,
        created_at: now,
    };
    let is_added = sql::insert_view(&context.pool, caller.user_id, &view, MOST_VIEWS).await;
    if is_added.map_err(named)? {
        return Ok(view);
    }
    Err(Error::invalid("name", format!("can't be kept: {MOST_VIEWS} views are there; delete one")))
}

/// Changes one of the caller's views.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: ViewId,
    change: UpdateView,
) -> Result<View> {
    let name = change.name.as_deref().map(check_name).transpose()?;
    let query = change.query.map(check_query).transpose()?;
    let changed =
        sql::update_view(&context.pool, caller.user_id, id, name.as_deref(), query.as_deref());
    changed.await.map_err(named)?.ok_or_else(|| Error::not_found("view"))
}

/// Deletes one of the caller's views.
pub async fn delete(context: &Context, caller: &Caller, id: ViewId) -> Result<()> {
    match sql::delete_view(&context.pool, caller.user_id, id).await? {
        true => Ok(()),
        false => Err(Error::not_found("view")),
    }
}

fn named(error: sqlx::Error) -> Error {
    match error {
        sqlx::Error::Database(error)
            if error.constraint() == Some("saved_views_user_id_name_key") =>
        {
            Error::Conflict("You have a view of this name already; choose another.".into())
        }
        error => error.into(),
    }
}

fn check_query(query: String) -> Result<String> {
    if query.chars().count() > LONGEST_QUERY || query.contains(char::is_control) {
        let rule = format!(
            "must have at most {LONGEST_QUERY} characters, none of them a control character"
        );
        return Err(Error::invalid("query", rule));
    }
    Ok(query)
}
