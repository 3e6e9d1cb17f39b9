//! Messages as a file, for those who chose them.

use super::finding::{self, Filter};
use super::marks;
use super::message::Message;
use crate::audit::{self, Action, Entry};
use crate::auth::Caller;
use crate::context::Context;
use crate::csv::csv_line;
use crate::error::{Error, Result};
use crate::id::MessageId;

const COLUMNS: [&str; 9] =
    ["received_at", "phone_number", "label", "sender", "service", "code", "body", "source", "id"];

/// The messages that the caller sees of these as comma-separated values with a head line, the latest
/// first. They count as read, and the log says of each that it was exported.
pub async fn export(context: &Context, caller: &Caller, ids: &[MessageId]) -> Result<String> {
    let limit = i64::try_from(ids.len()).map_err(Error::internal)?;
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let mut connection = context.pool.acquire().await?;
    let messages = finding::find(&mut connection, caller, &filter, limit).await?;
    drop(connection);
    let mut file = csv_line(COLUMNS)?;
    for message in &messages {
        file += &line(message)?;
    }
    let found: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    marks::mark_read(context, caller, &found).await?;
    let exported = |message: &Message| {
        caller.did(Action::MessageExported).on("message", message.id, &message.number.phone_number)
    };
    let entries: Vec<Entry> = messages.iter().map(exported).collect();
    if !entries.is_empty() {
        audit::record_alone(context, &entries).await?;
    }
    Ok(file)
}

fn line(message: &Message) -> Result<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    csv_line([
        message.received_at.to_rfc3339(),
        message.number.phone_number.clone(),
        text(&message.number.label),
        message.sender.clone(),
        text(&message.service),
        text(&message.code),
        message.body.clone(),
        message.source.name.clone(),
        message.id.to_string(),
    ])
}
