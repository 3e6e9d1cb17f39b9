//! Finds messages that a reader may see. Nothing is told to anybody by that: it does not count as read.

mod filter;
mod following;
mod sql;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use super::message::Message;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::MessageId;
pub use filter::Filter;
pub use following::{Following, Position, follow};

/// What of the messages that the caller may see matches, the latest first.
pub async fn find(
    connection: &mut PgConnection,
    caller: &Caller,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Message>, sqlx::Error> {
    let reader = caller.reader();
    let numbers = sql::list_visible_numbers(&mut *connection, &reader).await?;
    sql::list_messages(connection, Some((&reader, &numbers)), filter, limit).await
}

/// One message of those that the caller may see.
pub async fn get(context: &Context, caller: &Caller, id: MessageId) -> Result<Message> {
    let filter = Filter { ids: Some(vec![id]), ..Filter::default() };
    let mut connection = context.pool.acquire().await?;
    let found = find(&mut connection, caller, &filter, 1).await?.pop();
    found.ok_or_else(|| not_found!("message"))
}

/// Messages for everybody who may see their numbers, the oldest first.
pub async fn list_for_broadcast(pool: &PgPool, ids: &[MessageId]) -> Result<Vec<Message>> {
    let limit = i64::try_from(ids.len()).map_err(Error::internal)?;
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let mut messages = sql::list_messages(pool, None, &filter, limit).await?;
    messages.reverse();
    Ok(messages)
}

/// Ids of messages that were stored since a time, the latest `limit` of them, the oldest first.
pub async fn list_ids_since(
    pool: &PgPool,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MessageId>> {
    let mut ids = sql::list_ids_since(pool, since, limit).await?;
    ids.reverse();
    Ok(ids)
}
