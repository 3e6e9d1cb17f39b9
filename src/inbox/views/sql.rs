//! Statements on the views that members keep.

use sqlx::PgExecutor;

use super::View;
use crate::id::{UserId, ViewId};

type Result<T> = std::result::Result<T, sqlx::Error>;

pub async fn list_views(executor: impl PgExecutor<'_>, user_id: UserId) -> Result<Vec<View>> {
    sqlx::query_as!(
        View,
        r#"SELECT id AS "id: ViewId", name, query, created_at FROM saved_views
           WHERE user_id = $1 ORDER BY lower(name)"#,
        user_id as UserId,
    )
    .fetch_all(executor)
    .await
}

/// Adds a view unless the member has `most` already; whether it was added.
pub async fn insert_view(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    view: &View,
    most: i64,
) -> Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO saved_views (id, user_id, name, query, created_at)
         SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM saved_views WHERE user_id = $2) < $6",
        view.id as ViewId,
        user_id as UserId,
        view.name,
        view.query,
        view.created_at,
        most,
    )
    .execute(executor)
    .await?;
    Ok(added.rows_affected() > 0)
}

pub async fn update_view(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    id: ViewId,
    name: Option<&str>,
    query: Option<&str>,
) -> Result<Option<View>> {
    sqlx::query_as!(
        View,
        r#"UPDATE saved_views SET name = coalesce($3, name), query = coalesce($4, query)
           WHERE id = $1 AND user_id = $2
           RETURNING id AS "id: ViewId", name, query, created_at"#,
        id as ViewId,
        user_id as UserId,
        name,
        query,
    )
    .fetch_optional(executor)
    .await
}

/// Whether there was one.
pub async fn delete_view(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
    id: ViewId,
) -> Result<bool> {
    let deleted = sqlx::query!(
        "DELETE FROM saved_views WHERE id = $1 AND user_id = $2",
        id as ViewId,
        user_id as UserId,
    )
    .execute(executor)
    .await?;
    Ok(deleted.rows_affected() > 0)
}
