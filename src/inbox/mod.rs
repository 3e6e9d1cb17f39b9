//! The reading side: messages as the caller may see them, read marks, copies, claims.
//!
//! Never writes a message; that is `messages`'.

mod claims;
mod export;
mod figures;
mod finding;
pub mod http;
mod marks;
mod message;
mod usage;
pub mod views;

use crate::auth::Caller;
use crate::context::Context;
use crate::error::Result;
use crate::http::pagination::Page;
use crate::id::MessageId;
pub use finding::{Filter, Following, Position, list_for_broadcast, list_ids_since};
pub use marks::begin;
pub use message::Message;

/// Messages that match, the latest first. What a program fetches counts as read by it.
pub async fn list(
    context: &Context,
    caller: &Caller,
    filter: &Filter,
    limit: i64,
) -> Result<Page<Message>> {
    let mut reading = context.reads.begin(caller.user_id).await?;
    let messages = finding::find(reading.connection()?, caller, filter, limit + 1).await?;
    reading.end();
    let page = Page::new(messages, limit, |message| message.id.to_string());
    note_fetched(context, caller, &page.data).await?;
    Ok(page)
}

/// Messages that match and came after a position, the oldest first; the cursor leads on for ever. What
/// a program fetches counts as read by it.
pub async fn follow(
    context: &Context,
    caller: &Caller,
    filter: &Filter,
    position: Position,
    limit: i64,
) -> Result<Page<Message>> {
    let mut reading = context.reads.begin(caller.user_id).await?;
    let now = context.clock.now();
    let found = finding::follow(reading.connection()?, caller, filter, position, limit, now);
    let (data, next) = found.await?;
    reading.end();
    note_fetched(context, caller, &data).await?;
    Ok(Page { data, next_cursor: Some(next) })
}

/// One message, if the caller may see it.
pub async fn get(context: &Context, caller: &Caller, id: MessageId) -> Result<Message> {
    let found = finding::get(context, caller, id).await?;
    note_fetched(context, caller, std::slice::from_ref(&found)).await?;
    Ok(found)
}

/// Counts what a program fetched as read by it.
async fn note_fetched(context: &Context, caller: &Caller, messages: &[Message]) -> Result<()> {
    if caller.session_id().is_some() {
        return Ok(());
    }
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    note_told(context, caller, &ids).await
}

/// Counts what a program was told as read by it.
pub async fn note_told(context: &Context, caller: &Caller, ids: &[MessageId]) -> Result<()> {
    marks::mark_read(context, caller, ids).await
}
