//! Statements on numbers.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::{Access, Number};
use crate::id::NumberId;

type Result<T> = std::result::Result<T, sqlx::Error>;

impl TryFrom<String> for Access {
    type Error = std::io::Error;

    fn try_from(text: String) -> std::result::Result<Self, std::io::Error> {
        let all = [Self::New, Self::Team];
        let found = all.into_iter().find(|access| access.as_str() == text);
        found.ok_or_else(|| std::io::Error::other(format!("no access is called {text}")))
    }
}

struct Row {
    id: NumberId,
    phone_number: String,
    label: Option<String>,
    access: String,
    created_at: DateTime<Utc>,
    last_message_at: Option<DateTime<Utc>>,
}

impl Row {
    fn into_number(self) -> Result<Number> {
        let access = self.access.try_into();
        Ok(Number {
            id: self.id,
            phone_number: self.phone_number,
            label: self.label,
            access: access.map_err(|error: std::io::Error| sqlx::Error::Decode(error.into()))?,
            created_at: self.created_at,
            last_message_at: self.last_message_at,
        })
    }
}

/// Numbers after `cursor`, the latest first.
pub async fn list_numbers(
    executor: impl PgExecutor<'_>,
    sees_new: bool,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Number>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: NumberId", phone_number, label, access, created_at,
                  (SELECT stored_at FROM messages WHERE number_id = numbers.id
                   ORDER BY id DESC LIMIT 1) AS last_message_at
           FROM numbers
           WHERE (access = 'team' OR $1) AND ($2::uuid IS NULL OR id < $2)
           ORDER BY id DESC LIMIT $3"#,
        sees_new,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Row::into_number).collect()
}

/// The numbers with these ids, in no order.
pub async fn list_numbers_by_id(
    executor: impl PgExecutor<'_>,
    ids: &[NumberId],
) -> Result<Vec<Number>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: NumberId", phone_number, label, access, created_at,
                  (SELECT stored_at FROM messages WHERE number_id = numbers.id
                   ORDER BY id DESC LIMIT 1) AS last_message_at
           FROM numbers WHERE id = ANY($1)"#,
        ids as &[NumberId],
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Row::into_number).collect()
}

/// The numbers that someone may hear of.
pub async fn list_visible_ids(
    executor: impl PgExecutor<'_>,
    sees_new: bool,
) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: NumberId" FROM numbers WHERE access = 'team' OR $1"#,
        sees_new,
    )
    .fetch_all(executor)
    .await
}

/// Ids of numbers, of those that are there already.
pub async fn list_ids_by_phone_number(
    executor: impl PgExecutor<'_>,
    phone_numbers: &[String],
) -> Result<Vec<(String, NumberId)>> {
    let rows = sqlx::query!(
        r#"SELECT phone_number, id AS "id: NumberId" FROM numbers WHERE phone_number = ANY($1)"#,
        phone_numbers,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.phone_number, row.id)).collect())
}

/// Adds numbers as new; returns the ids of those that were not there.
pub async fn insert_numbers(
    executor: impl PgExecutor<'_>,
    ids: &[Uuid],
    phone_numbers: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "INSERT INTO numbers (id, phone_number, created_at)
         SELECT id, phone_number, $3 FROM unnest($1::uuid[], $2::text[]) AS n (id, phone_number)
         ON CONFLICT (phone_number) DO NOTHING RETURNING id",
        ids,
        phone_numbers,
        now,
    )
    .fetch_all(executor)
    .await
}

/// Whether the number was there.
pub async fn update_number(
    executor: impl PgExecutor<'_>,
    id: NumberId,
    label: Option<&str>,
    access: Option<&str>,
) -> Result<bool> {
    let updated = sqlx::query!(
        "UPDATE numbers
         SET label = CASE WHEN $2::text IS NULL THEN label ELSE nullif($2, '') END,
             access = coalesce($3, access)
         WHERE id = $1",
        id as NumberId,
        label,
        access,
    )
    .execute(executor)
    .await?;
    Ok(updated.rows_affected() == 1)
}
