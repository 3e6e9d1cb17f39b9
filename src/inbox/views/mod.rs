//! Searches of the inbox that a member keeps under a name.

mod sql;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, OnConstraint, Result};
use crate::http::json::check_name;
use crate::id::ViewId;

/// Views of one member.
pub const MOST_VIEWS: i64 = 50;
/// What keeps names of one member apart.
const NAME_KEY: &str = "saved_views_user_id_name_key";
/// Characters of a query.
const LONGEST_QUERY: usize = 1000;

/// A search of the inbox under a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct View {
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
    let added = sql::insert_view(&context.pool, caller.user_id, &view, MOST_VIEWS).await;
    match added.on_constraint(NAME_KEY, is_taken)? {
        true => Ok(view),
        false => Err(full!(MOST_VIEWS, "views of yours", "delete one first")),
    }
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
    changed.await.on_constraint(NAME_KEY, is_taken)?.ok_or_else(|| not_found!("view"))
}

/// Deletes one of the caller's views.
pub async fn delete(context: &Context, caller: &Caller, id: ViewId) -> Result<()> {
    match sql::delete_view(&context.pool, caller.user_id, id).await? {
        true => Ok(()),
        false => Err(not_found!("view")),
    }
}

fn is_taken() -> Error {
    Error::Conflict(say!("You have a view of this name already; choose another."))
}

fn check_query(query: String) -> Result<String> {
    if query.chars().count() > LONGEST_QUERY || query.contains(char::is_control) {
        let rule = say!(
            "must have at most {most} characters, none of them a control character",
            most = LONGEST_QUERY
        );
        return Err(Error::invalid("query", rule));
    }
    Ok(query)
}
