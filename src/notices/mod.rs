//! What providers and Codebell have to say of numbers, accounts and channels, until somebody
//! dismisses it.
//!
//! Forwards nothing; that is `delivery`'s.

pub mod http;
mod kind;
pub mod silence;
mod sql;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::Result;
use crate::http::pagination::Page;
use crate::id::{ChannelId, NoticeId, NumberId, SourceId};
use crate::numbers::NumberRef;
pub use kind::NoticeKind;
pub use sql::insert;

/// A notice.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Its id; later ones have larger ones.
    pub id: NoticeId,
    /// What it is.
    pub kind: NoticeKind,
    /// One line, in English.
    pub title: String,
    /// What is to be done, in English.
    pub text: String,
    /// What there is to know for programs: `days` of a number that ends, `since` of what is silent or
    /// fails.
    #[schema(value_type = Object)]
    pub details: Value,
    /// The source that told it.
    #[schema(required)]
    pub source_id: Option<SourceId>,
    /// The number that it is about.
    #[schema(required)]
    pub number: Option<NumberRef>,
    /// The channel that it is about.
    #[schema(required)]
    pub channel_id: Option<ChannelId>,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When somebody dismissed it.
    #[schema(required)]
    pub dismissed_at: Option<DateTime<Utc>>,
}

/// Which notices.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Open {
    /// Whether it was not dismissed.
    pub open: Option<bool>,
}

/// A notice to be written down.
pub struct NewNotice {
    /// What it is.
    pub kind: NoticeKind,
    /// The source that told it.
    pub source_id: Option<SourceId>,
    /// The number that it is about.
    pub number_id: Option<NumberId>,
    /// The channel that it is about.
    pub channel_id: Option<ChannelId>,
    /// One line.
    pub title: String,
    /// What is to be done.
    pub text: String,
    /// An object.
    pub details: Value,
    /// What makes a notice that is told twice one, up to 200 characters.
    pub dedupe_key: String,
}

/// Notices for the caller's role and of numbers that they may see, the latest first: the open ones, or
/// all.
pub async fn list(
    context: &Context,
    caller: &Caller,
    is_open: Option<bool>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Page<Notice>> {
    let (reader, kinds) = (caller.reader(), kinds_for(caller));
    let found =
        sql::list_notices(&context.pool, &reader, &kinds, is_open, None, cursor, limit + 1).await?;
    Ok(Page::new(found, limit, |notice| notice.id.to_string()))
}

/// What the caller hears of.
fn kinds_for(caller: &Caller) -> Vec<NoticeKind> {
    let all = NoticeKind::ALL.iter().copied();
    all.filter(|kind| kind.is_for(caller.role)).collect()
}

/// Says that a notice needs nobody any more.
pub async fn dismiss(context: &Context, caller: &Caller, id: NoticeId) -> Result<()> {
    let (reader, kinds) = (caller.reader(), kinds_for(caller));
    let found =
        sql::list_notices(&context.pool, &reader, &kinds, None, Some(id), None, 1).await?.pop();
    let notice = found.ok_or_else(|| not_found!("notice"))?;
    let mut transaction = context.pool.begin().await?;
    sql::mark_dismissed(&mut *transaction, id, caller.user_id, context.clock.now()).await?;
    notify::publish(&mut *transaction, Topic::NoticeUpdated, &[id.into()]).await?;
    let entry = caller.did(Action::NoticeDismissed).on("notice", id, &notice.title);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}
