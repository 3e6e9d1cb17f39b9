//! Statements on what members keep of their own.

use serde_json::Value;
use sqlx::PgExecutor;

use crate::id::UserId;

type Result<T> = std::result::Result<T, sqlx::Error>;

pub async fn get_preferences(executor: impl PgExecutor<'_>, id: UserId) -> Result<Value> {
    sqlx::query_scalar!("SELECT preferences FROM users WHERE id = $1", id as UserId)
        .fetch_one(executor)
        .await
}

pub async fn update_preferences(
    executor: impl PgExecutor<'_>,
    id: UserId,
    preferences: &Value,
) -> Result<()> {
    sqlx::query!("UPDATE users SET preferences = $2 WHERE id = $1", id as UserId, preferences)
        .execute(executor)
        .await?;
    Ok(())
}
