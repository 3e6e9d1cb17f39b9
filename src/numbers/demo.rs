//! Numbers of the demonstration.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::db::notify::CHANNEL;
use crate::id::NumberId;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Makes demo numbers that are not there yet, open to the team.
pub async fn insert(
    executor: impl PgExecutor<'_>,
    numbers: &[(&str, &str)],
    now: DateTime<Utc>,
) -> Result<()> {
    let ids: Vec<Uuid> = numbers.iter().map(|_| crate::id::new_v7(now)).collect();
    let (phone_numbers, labels): (Vec<String>, Vec<String>) =
        numbers.iter().map(|(number, label)| ((*number).to_owned(), (*label).to_owned())).unzip();
    sqlx::query!(
        "WITH made AS (
           INSERT INTO numbers (id, phone_number, label, access, is_demo, created_at)
           SELECT id, phone_number, label, 'team', true, $4
           FROM unnest($1::uuid[], $2::text[], $3::text[]) AS wanted (id, phone_number, label)
           ON CONFLICT (phone_number) DO NOTHING
           RETURNING id
         )
         SELECT pg_notify($5, 'number.updated:' || string_agg(id::text, ','))
         FROM made HAVING count(*) > 0",
        &ids,
        &phone_numbers,
        &labels,
        now,
        CHANNEL,
    )
    .fetch_all(executor)
    .await?;
    Ok(())
}

/// Deletes numbers without messages that are the demo's own, or of those that demo messages came to
/// what nobody has decided anything about.
pub async fn delete(executor: impl PgExecutor<'_>, touched: &[Uuid]) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"DELETE FROM numbers
           WHERE (is_demo OR (id = ANY($1) AND NOT is_added_by_hand AND label IS NULL
                             AND access = 'new' AND monthly_cost IS NULL))
             AND NOT EXISTS (SELECT FROM messages WHERE number_id = numbers.id)
             AND (is_demo OR NOT EXISTS (SELECT FROM number_members WHERE number_id = numbers.id))
           RETURNING id AS "id: NumberId""#,
        touched,
    )
    .fetch_all(executor)
    .await
}
