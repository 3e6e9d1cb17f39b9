//! Statements on what came through a source.

use sqlx::PgExecutor;
use uuid::Uuid;

use super::{LastMessage, LastNumber, NumberAccess};
use crate::auth::Reader;
use crate::id::{MessageId, NumberId, SourceId, UserId};

/// The latest message of a source, of those with this id and later ones; its number only where the
/// reader sees it.
pub async fn find_last_message(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    reader: &Reader,
    first: Uuid,
) -> Result<Option<LastMessage>, sqlx::Error> {
    let row = sqlx::query!(
        r#"SELECT messages.id AS "id: MessageId", messages.received_at,
                  numbers.id AS "number_id: NumberId", numbers.phone_number, numbers.label,
                  numbers.access AS "access: NumberAccess", number_readers.user_id IS NOT NULL AS "is_visible!"
           FROM messages
           JOIN numbers ON numbers.id = messages.number_id
           LEFT JOIN number_readers
                  ON number_readers.number_id = numbers.id AND number_readers.user_id = $2
                 AND ($3::uuid[] IS NULL OR numbers.id = ANY($3))
           WHERE messages.source_id = $1 AND messages.id >= $4
           ORDER BY messages.id DESC LIMIT 1"#,
        source_id as SourceId,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
        first,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| LastMessage {
        received_at: row.received_at,
        id: row.is_visible.then_some(row.id),
        number: row.is_visible.then_some(LastNumber {
            id: row.number_id,
            phone_number: row.phone_number,
            label: row.label,
            access: row.access,
        }),
    }))
}
