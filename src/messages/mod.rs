//! Messages as they are kept: what was received, what it is read to say, and who uses its code. All
//! statements that write them are here.
//!
//! Never decides when one is stored, which is `ingest`'s, nor who may see it, which is `inbox`'s.

mod new;
mod reading;
mod sql;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::notify::{self, Topic};
use crate::id::{MessageId, NumberId, UserId};
pub use new::{Incoming, NewMessage, SAME_TEXT};
pub use reading::{CodeSpan, Reading};
pub use sql::{Seen, insert, last_stored_at, list_by_dedupe_key, release_texts};

/// What a message says now, by a rule that was added.
#[derive(Clone)]
pub struct Correction {
    /// The message.
    pub id: MessageId,
    /// When it was received, from where a stated validity counts.
    pub received_at: DateTime<Utc>,
    /// What it says.
    pub reading: Reading,
    /// What a search finds it by.
    pub search_text: String,
}

/// Writes corrections down and tells the open pages. In `without` nothing was missed.
pub async fn correct(
    connection: &mut PgConnection,
    corrections: &[Correction],
    without: &[MessageId],
) -> Result<(), sqlx::Error> {
    sql::clear_missed(&mut *connection, without).await?;
    sql::update_readings(&mut *connection, corrections).await?;
    let ids: Vec<Uuid> = corrections.iter().map(|correction| correction.id.into()).collect();
    notify::publish(connection, Topic::MessageUpdated, &ids).await
}

/// Deletes what came through demo sources and tells the open pages; the number of each message.
pub async fn delete_demo(connection: &mut PgConnection) -> Result<Vec<NumberId>, sqlx::Error> {
    let deleted = sql::delete_demo(&mut *connection).await?;
    let mut of_numbers: BTreeMap<NumberId, Vec<Uuid>> = BTreeMap::new();
    for message in &deleted {
        of_numbers.entry(message.number_id).or_default().push(message.id.into());
    }
    for (number_id, ids) in of_numbers {
        notify::publish_of(&mut *connection, Topic::MessageDeleted, number_id, &ids).await?;
    }
    Ok(deleted.into_iter().map(|message| message.number_id).collect())
}

/// Says who uses a message's code and since when, or that nobody does; open pages hear of it.
pub async fn set_claim(
    connection: &mut PgConnection,
    id: MessageId,
    claim: Option<(UserId, DateTime<Utc>)>,
) -> Result<(), sqlx::Error> {
    sql::update_claim(&mut *connection, id, claim).await?;
    notify::publish(connection, Topic::MessageClaimed, &[id.into()]).await
}
