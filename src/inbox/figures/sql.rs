//! Statements that count messages.

use chrono::NaiveDate;
use sqlx::PgExecutor;
use uuid::Uuid;

use super::DayCount;
use crate::auth::Reader;
use crate::http::span::LastDays;
use crate::id::{UserId, first_at};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// What messages are counted by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Number,
    Source,
}

/// Messages to numbers that the reader sees, by day.
pub(super) async fn count(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    by: By,
    days: &LastDays,
) -> Result<Vec<DayCount>> {
    sqlx::query_as!(
        DayCount,
        r#"SELECT CASE WHEN $6 THEN messages.source_id ELSE messages.number_id END AS "of!: Uuid",
                  (messages.received_at AT TIME ZONE 'UTC')::date AS "day!", count(*) AS "messages!",
                  count(messages.code) AS "codes!",
                  count(*) FILTER (WHERE messages.code_missed) AS "codes_missed!"
           FROM number_readers
           JOIN messages ON messages.number_id = number_readers.number_id
           WHERE number_readers.user_id = $1
             AND ($2::uuid[] IS NULL OR number_readers.number_id = ANY($2))
             -- Ids grow with the time of storing, which is not before that of receiving by much.
             AND messages.id >= $3 AND messages.received_at >= $4 AND messages.received_at < $5
           GROUP BY 1, 2"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
        first_at(days.begin()),
        days.begin(),
        days.end(),
        by == By::Source,
    )
    .fetch_all(executor)
    .await
}

/// Refused webhooks by source and day.
pub(super) async fn count_refused(
    executor: impl PgExecutor<'_>,
    days: &LastDays,
) -> Result<Vec<(Uuid, NaiveDate, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT source_id, (received_at AT TIME ZONE 'UTC')::date AS "day!", sum(count) AS "count!"
           FROM source_deliveries
           WHERE id >= $1 AND outcome IN ('refused', 'unmapped')
           GROUP BY 1, 2"#,
        first_at(days.begin()),
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.source_id, row.day, row.count)).collect())
}
