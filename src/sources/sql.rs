//! Statements on sources.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Fed, NewSource, Source};
use crate::auth::Reader;
use crate::id::{SourceId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// Which sources are wanted; absent conditions don't count.
#[derive(Clone, Copy, Debug, Default)]
pub struct Which<'a> {
    /// Only this one.
    pub id: Option<SourceId>,
    /// Only the one at this address.
    pub slug: Option<&'a str>,
    /// Only those of this provider.
    pub provider: Option<&'a str>,
    /// Only those for a demonstration, or none of them.
    pub is_demo: Option<bool>,
    /// Only sources before this one.
    pub before: Option<Uuid>,
}

/// Sources that are not removed, the latest first.
pub async fn list_sources(
    executor: impl PgExecutor<'_>,
    which: Which<'_>,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Source>> {
    sqlx::query_as!(
        Source,
        r#"SELECT id AS "id: SourceId", slug, provider, name, scheme, fields, default_number,
                  tolerance_seconds, is_demo, created_at, setting,
                  (SELECT max(expires_at) FROM source_secrets
                   WHERE source_id = sources.id AND expires_at > $6) AS old_secret_ends_at
           FROM sources
           WHERE removed_at IS NULL
             AND ($1::uuid IS NULL OR id = $1)
             AND ($2::text IS NULL OR slug = $2)
             AND ($3::text IS NULL OR provider = $3)
             AND ($4::bool IS NULL OR is_demo = $4)
             AND ($5::uuid IS NULL OR id < $5)
           ORDER BY id DESC LIMIT $7"#,
        which.id as Option<SourceId>,
        which.slug,
        which.provider,
        which.is_demo,
        which.before,
        now,
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
        "INSERT INTO sources (id, slug, provider, name, scheme, fields, default_number,
                              tolerance_seconds, is_demo, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id as SourceId,
        new.slug.as_str(),
        new.provider,
        new.name,
        new.scheme,
        new.fields,
        new.default_number,
        new.tolerance_seconds,
        new.is_demo,
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Writes what can be changed of a source.
pub async fn update_source(executor: impl PgExecutor<'_>, source: &Source) -> Result<()> {
    sqlx::query!(
        "UPDATE sources SET name = $2, default_number = $3, tolerance_seconds = $4, scheme = $5, fields = $6
         WHERE id = $1",
        source.id as SourceId,
        source.name,
        source.default_number,
        source.tolerance_seconds,
        source.scheme,
        source.fields,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn update_slug(executor: impl PgExecutor<'_>, id: SourceId, slug: &str) -> Result<()> {
    sqlx::query!("UPDATE sources SET slug = $2 WHERE id = $1", id as SourceId, slug)
        .execute(executor)
        .await?;
    Ok(())
}

/// The source that a setting of the server made, and its name.
pub async fn find_of_setting(
    executor: impl PgExecutor<'_>,
    setting: &str,
) -> Result<Option<(SourceId, String)>> {
    let found = sqlx::query!(
        r#"SELECT id AS "id: SourceId", name FROM sources
           WHERE setting = $1 AND removed_at IS NULL"#,
        setting,
    );
    Ok(found.fetch_optional(executor).await?.map(|row| (row.id, row.name)))
}

pub async fn update_setting(
    executor: impl PgExecutor<'_>,
    id: SourceId,
    setting: &str,
) -> Result<()> {
    sqlx::query!(
        "UPDATE sources SET setting = $2 WHERE id = $1 AND setting IS DISTINCT FROM $2",
        id as SourceId,
        setting,
    )
    .execute(executor)
    .await?;
    Ok(())
}

pub async fn mark_removed(
    executor: impl PgExecutor<'_>,
    id: SourceId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!("UPDATE sources SET removed_at = $2 WHERE id = $1", id as SourceId, now)
        .execute(executor)
        .await?;
    Ok(())
}

/// Takes a source that is not removed for oneself until the end of the transaction; whether there
/// is one.
pub async fn lock_source(executor: impl PgExecutor<'_>, id: SourceId) -> Result<bool> {
    let row = sqlx::query!(
        "SELECT FROM sources WHERE id = $1 AND removed_at IS NULL FOR UPDATE",
        id as SourceId,
    )
    .fetch_optional(executor)
    .await?;
    Ok(row.is_some())
}

/// Deletes demo sources, whose messages have to be gone.
pub async fn delete_demo_sources(executor: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query!("DELETE FROM sources WHERE is_demo").execute(executor).await?;
    Ok(())
}

/// Whether a source feeds a restricted number that a member does not read.
pub async fn feeds_unread(
    executor: impl PgExecutor<'_>,
    fed: Fed<'_>,
    user_id: UserId,
) -> Result<bool> {
    let (id, slug) = match fed {
        Fed::By(id) => (Some(id), None),
        Fed::At(slug) => (None, Some(slug.as_str())),
    };
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
             SELECT FROM sources
             JOIN numbers ON numbers.access = 'restricted'
                         AND (numbers.phone_number = sources.default_number
                              OR EXISTS (SELECT FROM messages
                                         WHERE messages.number_id = numbers.id
                                           AND messages.source_id = sources.id))
             WHERE (sources.id = $1 OR sources.slug = $2)
               AND NOT EXISTS (SELECT FROM number_readers
                               WHERE number_readers.number_id = numbers.id
                                 AND number_readers.user_id = $3)) AS "feeds_unread!""#,
        id as Option<SourceId>,
        slug,
        user_id as UserId,
    )
    .fetch_one(executor)
    .await
}

/// Whether there is such a number and the reader does not see it.
pub async fn is_hidden(
    executor: impl PgExecutor<'_>,
    phone_number: &str,
    reader: &Reader,
) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT EXISTS (
             SELECT FROM numbers
             WHERE phone_number = $1
               AND (id NOT IN (SELECT number_id FROM number_readers WHERE user_id = $2)
                    OR id <> ALL($3))) AS "is_hidden!""#,
        phone_number,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
    )
    .fetch_one(executor)
    .await
}
