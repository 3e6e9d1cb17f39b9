//! Statements on the installation.

use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

type Result<T> = std::result::Result<T, sqlx::Error>;

/// What the database knows of itself.
pub struct Row {
    pub id: Uuid,
    /// The check of the secret key that it was set up with.
    pub key_check: Option<Vec<u8>>,
}

/// Whether the database knows of itself, and tells this role.
pub async fn is_told(executor: impl PgExecutor<'_>) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT COALESCE(has_table_privilege(to_regclass('installation'), 'SELECT'), false)
                  AS "is_told!""#
    )
    .fetch_one(executor)
    .await
}

/// Whether no Codebell has ever used the database.
pub async fn is_empty(executor: impl PgExecutor<'_>) -> Result<bool> {
    sqlx::query_scalar!(r#"SELECT to_regclass('_sqlx_migrations') IS NULL AS "is_empty!""#)
        .fetch_one(executor)
        .await
}

/// Locked until the transaction ends, so that of several servers one comes first.
pub async fn lock(connection: &mut PgConnection) -> Result<Row> {
    sqlx::query_as!(Row, "SELECT id, key_check FROM installation FOR UPDATE")
        .fetch_one(connection)
        .await
}

pub async fn get(executor: impl PgExecutor<'_>) -> Result<Row> {
    sqlx::query_as!(Row, "SELECT id, key_check FROM installation").fetch_one(executor).await
}

pub async fn update_key_check(executor: impl PgExecutor<'_>, check: &[u8]) -> Result<()> {
    sqlx::query!("UPDATE installation SET key_check = $1", check).execute(executor).await?;
    Ok(())
}
