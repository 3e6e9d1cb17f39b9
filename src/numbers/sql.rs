//! Statements on numbers.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

use super::billing::{Cost, CostedNumber, NumberCost, Total};
use super::members::{MemberRef, NumberMember, NumberRole};
use super::{Access, Number, ReaderRole};
use crate::auth::Reader;
use crate::id::{NumberId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

fn unknown(what: &str, text: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("no {what} is called {text}").into())
}

fn access(text: &str) -> Result<Access> {
    let found = Access::ALL.into_iter().find(|access| access.as_str() == text);
    found.ok_or_else(|| unknown("access", text))
}

fn reader_role(text: &str) -> Result<ReaderRole> {
    let found = ReaderRole::ALL.into_iter().find(|role| role.as_str() == text);
    found.ok_or_else(|| unknown("role", text))
}

struct Row {
    id: NumberId,
    phone_number: String,
    label: Option<String>,
    access: String,
    role: Option<String>,
    created_at: DateTime<Utc>,
    last_message_at: Option<DateTime<Utc>>,
}

impl Row {
    fn into_number(self) -> Result<Number> {
        let role = self.role.as_deref().map(reader_role).transpose()?;
        Ok(Number {
            id: self.id,
            phone_number: self.phone_number,
            label: self.label,
            access: access(&self.access)?,
            role,
            sees_members: role.is_some_and(ReaderRole::sees_members),
            created_at: self.created_at,
            last_message_at: self.last_message_at,
        })
    }
}

/// Numbers that the reader sees, all or one, after `cursor`, the latest first.
pub async fn list_numbers(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    only: Option<NumberId>,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Number>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: NumberId", phone_number, label, access, number_readers.role,
                  created_at,
                  (SELECT stored_at FROM messages WHERE number_id = numbers.id
                   ORDER BY id DESC LIMIT 1) AS last_message_at
           FROM numbers
           JOIN number_readers ON number_readers.number_id = numbers.id
           WHERE number_readers.user_id = $1 AND ($2::uuid[] IS NULL OR id = ANY($2))
             AND ($3::uuid IS NULL OR id = $3) AND ($4::uuid IS NULL OR id < $4)
           ORDER BY id DESC LIMIT $5"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
        only as Option<NumberId>,
        cursor,
        limit,
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Row::into_number).collect()
}

/// The numbers with these ids as nobody in particular sees them, in no order.
pub async fn list_numbers_by_id(
    executor: impl PgExecutor<'_>,
    ids: &[NumberId],
) -> Result<Vec<Number>> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT id AS "id: NumberId", phone_number, label, access, NULL AS "role?: String",
                  created_at,
                  (SELECT stored_at FROM messages WHERE number_id = numbers.id
                   ORDER BY id DESC LIMIT 1) AS last_message_at
           FROM numbers WHERE id = ANY($1)"#,
        ids as &[NumberId],
    )
    .fetch_all(executor)
    .await?;
    rows.into_iter().map(Row::into_number).collect()
}

/// Which of these members read which numbers, of all or of some.
pub async fn list_readers(
    executor: impl PgExecutor<'_>,
    user_ids: &[UserId],
    only: Option<&[NumberId]>,
) -> Result<HashSet<(UserId, NumberId)>> {
    let rows = sqlx::query!(
        r#"SELECT user_id AS "user_id!: UserId", number_id AS "number_id!: NumberId"
           FROM number_readers
           WHERE user_id = ANY($1) AND ($2::uuid[] IS NULL OR number_id = ANY($2))"#,
        user_ids as &[UserId],
        only as Option<&[NumberId]>,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.user_id, row.number_id)).collect())
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

/// The phone number, if it was there.
pub async fn update_number(
    executor: impl PgExecutor<'_>,
    id: NumberId,
    label: Option<&str>,
    access: Option<&str>,
) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "UPDATE numbers
         SET label = CASE WHEN $2::text IS NULL THEN label ELSE nullif($2, '') END,
             access = coalesce($3, access)
         WHERE id = $1 RETURNING phone_number",
        id as NumberId,
        label,
        access,
    )
    .fetch_optional(executor)
    .await
}

/// Says what a number costs.
pub async fn update_cost(
    executor: impl PgExecutor<'_>,
    id: NumberId,
    cost: Option<&Cost>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE numbers SET monthly_cost = $2::text::numeric, currency = $3, renews_on = $4
         WHERE id = $1",
        id as NumberId,
        cost.map(|cost| cost.monthly_cost.as_str()),
        cost.map(|cost| cost.currency.as_str()),
        cost.and_then(|cost| cost.renews_on),
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// The phone number, locked until the transaction ends.
pub async fn lock_number(executor: impl PgExecutor<'_>, id: NumberId) -> Result<Option<String>> {
    sqlx::query_scalar!("SELECT phone_number FROM numbers WHERE id = $1 FOR UPDATE", id as NumberId)
        .fetch_optional(executor)
        .await
}

/// How many messages a number has.
pub async fn count_messages(executor: impl PgExecutor<'_>, id: NumberId) -> Result<i64> {
    sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM messages WHERE number_id = $1"#,
        id as NumberId,
    )
    .fetch_one(executor)
    .await
}

/// Deletes a number and, by the foreign key, its messages.
pub async fn delete_number(executor: impl PgExecutor<'_>, id: NumberId) -> Result<()> {
    sqlx::query!("DELETE FROM numbers WHERE id = $1", id as NumberId).execute(executor).await?;
    Ok(())
}

/// Who has a role on a number, by name.
pub async fn list_members(
    executor: impl PgExecutor<'_>,
    id: NumberId,
) -> Result<Vec<NumberMember>> {
    let rows = sqlx::query!(
        r#"SELECT users.id AS "id: UserId", users.name, users.email, number_members.role,
                  EXISTS (SELECT FROM number_readers
                          WHERE number_readers.number_id = number_members.number_id
                            AND number_readers.user_id = users.id) AS "reads!"
           FROM number_members JOIN users ON users.id = number_members.user_id
           WHERE number_members.number_id = $1 AND users.removed_at IS NULL
           ORDER BY users.name, users.id"#,
        id as NumberId,
    )
    .fetch_all(executor)
    .await?;
    let members = rows.into_iter().map(|row| {
        let roles = [NumberRole::Viewer, NumberRole::Manager];
        let role = roles.into_iter().find(|role| role.as_str() == row.role);
        Ok(NumberMember {
            user: MemberRef { id: row.id, name: row.name, email: row.email },
            role: role.ok_or_else(|| unknown("role", &row.role))?,
            reads: row.reads,
        })
    });
    members.collect()
}

/// The name of a member who is in the team.
pub async fn find_member_name(executor: impl PgExecutor<'_>, id: UserId) -> Result<Option<String>> {
    sqlx::query_scalar!(
        "SELECT name FROM users WHERE id = $1 AND removed_at IS NULL",
        id as UserId,
    )
    .fetch_optional(executor)
    .await
}

/// Gives a member a role on a number, in place of another.
pub async fn upsert_member(
    executor: impl PgExecutor<'_>,
    id: NumberId,
    user_id: UserId,
    role: NumberRole,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO number_members (number_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (number_id, user_id) DO UPDATE SET role = $3",
        id as NumberId,
        user_id as UserId,
        role.as_str(),
        now,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Whether they had a role on it.
pub async fn delete_member(
    executor: impl PgExecutor<'_>,
    id: NumberId,
    user_id: UserId,
) -> Result<bool> {
    let deleted = sqlx::query!(
        "DELETE FROM number_members WHERE number_id = $1 AND user_id = $2",
        id as NumberId,
        user_id as UserId,
    )
    .execute(executor)
    .await?;
    Ok(deleted.rows_affected() == 1)
}

/// All numbers with what they cost, by label and number.
pub async fn list_costs(executor: impl PgExecutor<'_>) -> Result<Vec<NumberCost>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: NumberId", phone_number, label, currency, renews_on,
                  trim_scale(monthly_cost)::text AS monthly_cost
           FROM numbers ORDER BY coalesce(label, phone_number), id"#,
    )
    .fetch_all(executor)
    .await?;
    let costs = rows.into_iter().map(|row| NumberCost {
        number: CostedNumber { id: row.id, phone_number: row.phone_number, label: row.label },
        monthly_cost: row.monthly_cost,
        currency: row.currency,
        renews_on: row.renews_on,
    });
    Ok(costs.collect())
}

/// The sum a month, for each currency.
pub async fn list_totals(executor: impl PgExecutor<'_>) -> Result<Vec<Total>> {
    sqlx::query_as!(
        Total,
        r#"SELECT currency AS "currency!", trim_scale(sum(monthly_cost))::text AS "monthly_cost!"
           FROM numbers WHERE currency IS NOT NULL GROUP BY currency ORDER BY currency"#,
    )
    .fetch_all(executor)
    .await
}

pub(super) async fn mark_added_by_hand(executor: impl PgExecutor<'_>, id: NumberId) -> Result<()> {
    sqlx::query!("UPDATE numbers SET is_added_by_hand = true WHERE id = $1", id as NumberId)
        .execute(executor)
        .await?;
    Ok(())
}
