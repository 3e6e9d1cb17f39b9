//! Statements on who uses which numbers.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

use super::Usage;
use crate::id::{ApiKeyId, NumberId, UserId, first_at};
use crate::inbox::marks::Who;
use crate::numbers::NumberRef;

pub(super) async fn list_usage(
    executor: impl PgExecutor<'_>,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Usage>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT users.id AS "user_id: UserId", users.name AS user_name,
                  api_keys.id AS "api_key_id?: ApiKeyId", api_keys.name AS "api_key_name?",
                  numbers.id AS "number_id: NumberId", numbers.phone_number, numbers.label,
                  count(*) FILTER (WHERE NOT uses.is_copy) AS "seen!",
                  count(*) FILTER (WHERE uses.is_copy) AS "copied!"
           FROM (SELECT false AS is_copy, user_id, api_key_id, message_id
                 FROM message_reads WHERE message_id >= $1
                 UNION ALL
                 SELECT DISTINCT true, user_id, api_key_id, message_id
                 FROM message_copies WHERE message_id >= $1) AS uses
           JOIN messages ON messages.id = uses.message_id
           JOIN numbers ON numbers.id = messages.number_id
           JOIN users ON users.id = uses.user_id
           LEFT JOIN api_keys ON api_keys.id = uses.api_key_id
           GROUP BY users.id, api_keys.id, numbers.id
           ORDER BY "copied!" DESC, "seen!" DESC, users.name, numbers.phone_number
           LIMIT $2"#,
        first_at(since),
        limit,
    )
    .fetch_all(executor)
    .await?;
    let usage = rows.into_iter().map(|row| Usage {
        who: Who::of((row.user_id, row.user_name), row.api_key_id.zip(row.api_key_name)),
        number: NumberRef { id: row.number_id, phone_number: row.phone_number, label: row.label },
        seen: row.seen,
        copied: row.copied,
    });
    Ok(usage.collect())
}
