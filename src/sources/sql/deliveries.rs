//! Statements on what came through a source.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::Result;
use crate::auth::Reader;
use crate::id::{MessageId, NumberId, SourceDeliveryId, SourceId, UserId};
use crate::sources::deliveries::{Delivery, NewDelivery, Outcome, Reason};
use crate::sources::status::{LastMessage, LastNumber, NumberAccess};

pub async fn insert_delivery(
    executor: impl PgExecutor<'_>,
    id: SourceDeliveryId,
    delivery: &NewDelivery<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO source_deliveries (id, source_id, received_at, outcome, event, detail, address, body, reason, count)
         VALUES ($1, $2, $3, $4, $5, $6, $7::text::inet, $8, $9, $10)",
        id as SourceDeliveryId,
        delivery.source_id as SourceId,
        now,
        delivery.outcome.as_str(),
        delivery.event,
        delivery.detail,
        delivery.address.to_string(),
        delivery.body,
        delivery.reason.map(Reason::as_str),
        i32::try_from(delivery.count).unwrap_or(i32::MAX),
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn list_deliveries(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: SourceDeliveryId", received_at, outcome, reason, event, detail, host(address) AS address, count
           FROM source_deliveries WHERE source_id = $1 AND ($2::uuid IS NULL OR id < $2)
           ORDER BY id DESC LIMIT $3"#,
        source_id as SourceId,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter()
        .map(|row| {
            let outcome = Outcome::from_name(&row.outcome);
            let outcome = outcome.ok_or_else(|| sqlx::Error::Decode("unknown outcome".into()))?;
            Ok(Delivery {
                id: row.id,
                received_at: row.received_at,
                outcome,
                reason: row.reason.as_deref().and_then(Reason::from_name),
                event: row.event,
                detail: row.detail,
                address: row.address,
                count: u32::try_from(row.count).unwrap_or_default(),
            })
        })
        .collect()
}

/// The latest message of a source, of those with this id and later ones; its number only where the
/// reader sees it.
pub async fn find_last_message(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    reader: &Reader,
    first: Uuid,
) -> Result<Option<LastMessage>> {
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
