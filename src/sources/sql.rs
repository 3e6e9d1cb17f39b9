//! Statements on sources, their secrets and their delivery log.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::deliveries::{Delivery, NewDelivery, Outcome};
use super::http::SourceView;
use super::{NewSource, Source};
use crate::id::{DeliveryId, SourceId};

type Result<T> = std::result::Result<T, sqlx::Error>;

pub async fn find_source_by_slug(
    executor: impl PgExecutor<'_>,
    slug: &str,
) -> Result<Option<Source>> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: SourceId", slug, provider, name, scheme, fields, default_number, tolerance_seconds
           FROM sources WHERE slug = $1"#,
        slug,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.map(|row| Source {
        id: row.id,
        slug: row.slug,
        provider: row.provider,
        name: row.name,
        scheme: row.scheme,
        fields: row.fields,
        default_number: row.default_number,
        tolerance_seconds: row.tolerance_seconds,
        secrets: Vec::new(),
    }))
}

pub async fn find_slug_by_provider(
    executor: impl PgExecutor<'_>,
    provider: &str,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "SELECT slug FROM sources WHERE provider = $1 ORDER BY id LIMIT 1",
        provider
    )
    .fetch_optional(executor)
    .await
}

pub async fn list_sources(
    executor: impl PgExecutor<'_>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<SourceView>> {
    sqlx::query_as!(
        SourceView,
        r#"SELECT id AS "id: SourceId", provider, name, default_number, tolerance_seconds, created_at
           FROM sources WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2"#,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await
}

pub async fn insert_source(
    executor: impl PgExecutor<'_>,
    id: SourceId,
    new: &NewSource,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO sources (id, slug, provider, name, scheme, fields, default_number, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id as SourceId,
        new.slug.as_str(),
        new.provider,
        new.name,
        new.scheme,
        new.fields,
        new.default_number,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn insert_secret(
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

pub async fn delete_secrets(executor: impl PgExecutor<'_>, source_id: SourceId) -> Result<()> {
    sqlx::query!("DELETE FROM source_secrets WHERE source_id = $1", source_id as SourceId)
        .execute(executor)
        .await?;
    Ok(())
}

pub async fn list_secrets(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
) -> Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        "SELECT ciphertext FROM source_secrets WHERE source_id = $1 ORDER BY id",
        source_id as SourceId,
    )
    .fetch_all(executor)
    .await
}

pub async fn insert_delivery(
    executor: impl PgExecutor<'_>,
    id: DeliveryId,
    delivery: &NewDelivery<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO source_deliveries (id, source_id, received_at, outcome, event, detail, address, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7::text::inet, $8)",
        id as DeliveryId,
        delivery.source_id as SourceId,
        now,
        delivery.outcome.as_str(),
        delivery.event,
        delivery.detail,
        delivery.address.to_string(),
        delivery.body,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn list_deliveries(
    executor: impl PgExecutor<'_>,
    source_id: SourceId,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: DeliveryId", received_at, outcome, event, detail, host(address) AS address
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
            Ok(Delivery {
                id: row.id,
                received_at: row.received_at,
                outcome,
                event: row.event,
                detail: row.detail,
                address: row.address,
            })
        })
        .collect()
}

pub async fn has_source(executor: impl PgExecutor<'_>, id: SourceId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM sources WHERE id = $1) AS "exists!""#,
        id as SourceId,
    )
    .fetch_one(executor)
    .await
}
