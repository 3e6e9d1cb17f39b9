//! Statements on arrivals.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Arrival, NewArrival, Outcome, Reason};
use crate::id::{ArrivalId, SourceId};

type Result<T> = std::result::Result<T, sqlx::Error>;

pub async fn insert(
    executor: impl PgExecutor<'_>,
    id: ArrivalId,
    arrival: &NewArrival<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO source_deliveries (id, source_id, received_at, outcome, event, detail, address, body, reason, count)
         VALUES ($1, $2, $3, $4, $5, $6, $7::text::inet, $8, $9, $10)",
        id as ArrivalId,
        arrival.source_id as SourceId,
        now,
        arrival.outcome.as_str(),
        arrival.event,
        arrival.detail,
        arrival.address.to_string(),
        arrival.body,
        arrival.reason.map(Reason::as_str),
        i32::try_from(arrival.count).unwrap_or(i32::MAX),
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn list(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Arrival>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ArrivalId", received_at, outcome, reason, event, detail, host(address) AS address, count
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
            Ok(Arrival {
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
