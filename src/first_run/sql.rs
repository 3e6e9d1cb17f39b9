//! Statements on what is set up.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

type Result<T> = std::result::Result<T, sqlx::Error>;

pub struct Counts {
    pub sources: i64,
    pub has_message: bool,
    pub new_numbers: i64,
    pub members: i64,
    pub open_invitations: i64,
    pub has_copied: bool,
    pub demo_messages: i64,
}

pub async fn count(executor: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"SELECT
             (SELECT count(*) FROM sources WHERE removed_at IS NULL AND NOT is_demo) AS "sources!",
             EXISTS (SELECT FROM messages JOIN sources ON sources.id = messages.source_id
                     WHERE NOT sources.is_demo) AS "has_message!",
             (SELECT count(*) FROM numbers
              WHERE access = 'new' AND NOT is_demo
                AND (is_added_by_hand OR EXISTS (
                  SELECT FROM messages JOIN sources ON sources.id = messages.source_id
                  WHERE messages.number_id = numbers.id AND NOT sources.is_demo))) AS "new_numbers!",
             (SELECT count(*) FROM users WHERE disabled_at IS NULL) AS "members!",
             (SELECT count(*) FROM invitations WHERE expires_at > $1) AS "open_invitations!",
             EXISTS (SELECT FROM message_copies
                     JOIN messages ON messages.id = message_copies.message_id
                     JOIN sources ON sources.id = messages.source_id
                     WHERE NOT sources.is_demo) AS "has_copied!",
             (SELECT count(*) FROM (
                SELECT FROM sources
                CROSS JOIN LATERAL (SELECT FROM messages WHERE source_id = sources.id LIMIT 1000) AS demo
                WHERE sources.is_demo LIMIT 1000) AS counted) AS "demo_messages!""#,
        now,
    )
    .fetch_one(executor)
    .await
}
