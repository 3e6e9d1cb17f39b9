//! Statements on the secrets of sources.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use crate::id::SourceId;

type Result<T> = std::result::Result<T, sqlx::Error>;

pub async fn insert(
    executor: impl PgExecutor<'_>,
    id: Uuid,
    source_id: SourceId,
    ciphertext: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO source_secrets (id, source_id, ciphertext, created_at) VALUES ($1, $2, $3, $4)",
        id,
        source_id as SourceId,
        ciphertext,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// All secrets with the sources that they are of, by name.
pub async fn list_all(executor: impl PgExecutor<'_>) -> Result<Vec<(SourceId, String, Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"SELECT sources.id AS "id: SourceId", name, ciphertext FROM source_secrets
           JOIN sources ON sources.id = source_id ORDER BY name, sources.id"#
    );
    let rows = rows.fetch_all(executor).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name, row.ciphertext)).collect())
}

/// Takes all secrets of a source away.
pub async fn delete(executor: impl PgExecutor<'_>, source_id: SourceId) -> Result<()> {
    sqlx::query!("DELETE FROM source_secrets WHERE source_id = $1", source_id as SourceId)
        .execute(executor)
        .await?;
    Ok(())
}

/// Lets the latest secret of a source end at a time, and the others now.
pub async fn expire(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    ends_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH latest AS (
           SELECT id FROM source_secrets WHERE source_id = $1 ORDER BY id DESC LIMIT 1
         ), deleted AS (
           DELETE FROM source_secrets WHERE source_id = $1 AND id NOT IN (SELECT id FROM latest)
         )
         UPDATE source_secrets SET expires_at = $2 WHERE id IN (SELECT id FROM latest)",
        source_id as SourceId,
        ends_at,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// The secrets that are valid at a time, the oldest first.
pub async fn list(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    now: DateTime<Utc>,
) -> Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        "SELECT ciphertext FROM source_secrets
         WHERE source_id = $1 AND (expires_at IS NULL OR expires_at > $2) ORDER BY id",
        source_id as SourceId,
        now,
    )
    .fetch_all(executor)
    .await
}
