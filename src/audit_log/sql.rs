//! Statements that read the log.

use sqlx::PgExecutor;

use super::Filter;
use crate::audit::chain::Row;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Rows of a filter that meet a further condition, whose arguments come after the filter's five.
macro_rules! rows {
    ($filter:expr, $condition:tt, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"SELECT seq, chain, at, actor_kind, actor_id, actor_name, action, target_kind, target_id,
                      target_name, address, user_agent, request_id, details::text AS "details!",
                      previous_hash, hash
               FROM audit_log
               WHERE ($1::uuid IS NULL OR actor_id = $1)
                 AND ($2::text IS NULL OR action LIKE $2)
                 AND ($3::uuid IS NULL OR target_id = $3)
                 AND ($4::timestamptz IS NULL OR at >= $4)
                 AND ($5::timestamptz IS NULL OR at < $5)
                 AND "# + $condition,
            $filter.actor_id,
            $filter.action_pattern(),
            $filter.target_id,
            $filter.since,
            $filter.until,
            $($argument),+
        )
    };
}

/// Rows that match, the latest first.
pub async fn list_rows(
    executor: impl PgExecutor<'_>,
    filter: &Filter,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Row>> {
    rows!(filter, "($6::int8 IS NULL OR seq < $6) ORDER BY seq DESC LIMIT $7", before, limit)
        .fetch_all(executor)
        .await
}

/// Rows that match after one and up to another, the oldest first.
pub async fn list_rows_between(
    executor: impl PgExecutor<'_>,
    filter: &Filter,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<Row>> {
    rows!(filter, "seq > $6 AND seq <= $7 ORDER BY seq LIMIT $8", after, last, limit)
        .fetch_all(executor)
        .await
}

/// The last row's number; 0 where there is none.
pub async fn get_last(executor: impl PgExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar!(r#"SELECT coalesce(max(seq), 0) AS "seq!" FROM audit_log"#)
        .fetch_one(executor)
        .await
}
