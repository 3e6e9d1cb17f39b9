//! Statements on rules for forwarding.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use sqlx::types::Json;

use super::conditions::Setters;
use super::{Conditions, Event, Rule};
use crate::auth::Reader;
use crate::channels::SetBy;
use crate::id::{ChannelId, MessageId, NumberId, RuleId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// A message that rules are tried on. Not printable.
pub struct Sample {
    pub id: MessageId,
    pub number_id: NumberId,
    pub sender: String,
    pub service: Option<String>,
    pub body: String,
    pub has_code: bool,
    pub received_at: DateTime<Utc>,
    pub stored_at: DateTime<Utc>,
}

pub async fn version(executor: impl PgExecutor<'_>) -> Result<i64> {
    sqlx::query_scalar!("SELECT version FROM rules_version").fetch_one(executor).await
}

pub async fn increase_version(executor: impl PgExecutor<'_>) -> Result<()> {
    sqlx::query!("UPDATE rules_version SET version = version + 1").execute(executor).await?;
    Ok(())
}

/// All rules or one, each list in its order.
pub async fn list_rules(executor: impl PgExecutor<'_>, only: Option<RuleId>) -> Result<Vec<Rule>> {
    let rows = sqlx::query!(
        r#"SELECT rules.id AS "id: RuleId", rules.number_id AS "number_id: NumberId",
                  rules.event AS "event: Event", rules.name, rules.is_enabled,
                  rules.conditions AS "conditions: Json<serde_json::Value>", rules.stop,
                  rules.created_at,
                  users.id AS "set_by_id?: UserId", users.name AS "set_by_name?",
                  ARRAY(SELECT channel_id FROM rule_channels WHERE rule_id = rules.id
                        ORDER BY channel_id) AS "channel_ids!: Vec<ChannelId>"
           FROM rules LEFT JOIN users ON users.id = rules.set_by
           WHERE $1::uuid IS NULL OR rules.id = $1
           ORDER BY rules.event, rules.number_id NULLS FIRST, rules.position, rules.id"#,
        only as Option<RuleId>,
    )
    .fetch_all(executor)
    .await?;
    let rules = rows.into_iter().filter_map(|row| {
        // Conditions of a newer version are not obeyed in part.
        let conditions: Conditions = serde_json::from_value(row.conditions.0)
            .inspect_err(
                |_| tracing::warn!(rule = %row.id, "a rule can't be read and is passed over"),
            )
            .ok()?;
        Some(Rule {
            id: row.id,
            number_id: row.number_id,
            event: row.event,
            name: row.name,
            is_enabled: row.is_enabled,
            conditions,
            channel_ids: row.channel_ids,
            stop: row.stop,
            set_by: row.set_by_id.zip(row.set_by_name).map(|(id, name)| SetBy { id, name }),
            created_at: row.created_at,
        })
    });
    Ok(rules.collect())
}

/// The rules of one list, in their order.
pub async fn list_ids(
    executor: impl PgExecutor<'_>,
    event: Event,
    number_id: Option<NumberId>,
) -> Result<Vec<RuleId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: RuleId" FROM rules
           WHERE event = $1 AND number_id IS NOT DISTINCT FROM $2 ORDER BY position, id"#,
        event as Event,
        number_id as Option<NumberId>,
    )
    .fetch_all(executor)
    .await
}

/// Adds a rule behind the others of its list unless there are `most` in all; whether it was added.
pub async fn insert_rule(
    executor: impl PgExecutor<'_>,
    rule: &Rule,
    set_by: UserId,
    most: i64,
) -> Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO rules
           (id, number_id, event, position, name, is_enabled, conditions, stop, set_by, created_at)
         SELECT $1, $2, $3, coalesce(max(position) FILTER (
                  WHERE event = $3 AND number_id IS NOT DISTINCT FROM $2), 0) + 1,
                $4, $5, $6, $7, $8, $9
         FROM rules HAVING count(*) < $10",
        rule.id as RuleId,
        rule.number_id as Option<NumberId>,
        rule.event as Event,
        rule.name,
        rule.is_enabled,
        Json(&rule.conditions) as _,
        rule.stop,
        set_by as UserId,
        rule.created_at,
        most,
    )
    .execute(executor)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// Whether it was there.
pub async fn update_rule(
    executor: impl PgExecutor<'_>,
    rule: &Rule,
    set_by: UserId,
) -> Result<bool> {
    let updated = sqlx::query!(
        "UPDATE rules SET name = $2, is_enabled = $3, conditions = $4, stop = $5, set_by = $6
         WHERE id = $1",
        rule.id as RuleId,
        rule.name,
        rule.is_enabled,
        Json(&rule.conditions) as _,
        rule.stop,
        set_by as UserId,
    )
    .execute(executor)
    .await?;
    Ok(updated.rows_affected() > 0)
}

/// Switches rules off; returns those that were switched on.
pub async fn disable_rules(executor: impl PgExecutor<'_>, ids: &[RuleId]) -> Result<Vec<RuleId>> {
    sqlx::query_scalar!(
        r#"UPDATE rules SET is_enabled = false WHERE id = ANY($1) AND is_enabled
           RETURNING id AS "id: RuleId""#,
        ids as &[RuleId],
    )
    .fetch_all(executor)
    .await
}

/// Whether it was there.
pub async fn delete_rule(executor: impl PgExecutor<'_>, id: RuleId) -> Result<bool> {
    let deleted =
        sqlx::query!("DELETE FROM rules WHERE id = $1", id as RuleId).execute(executor).await?;
    Ok(deleted.rows_affected() > 0)
}

/// Says which channels a rule names.
pub async fn set_channels(
    executor: impl PgExecutor<'_>,
    id: RuleId,
    channel_ids: &[ChannelId],
) -> Result<()> {
    sqlx::query!(
        "WITH gone AS (
           DELETE FROM rule_channels WHERE rule_id = $1 AND channel_id <> ALL($2)
         )
         INSERT INTO rule_channels (rule_id, channel_id)
         SELECT $1, id FROM channels WHERE id = ANY($2) AND removed_at IS NULL
         ON CONFLICT DO NOTHING",
        id as RuleId,
        channel_ids as &[ChannelId],
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Numbers the rules in this order.
pub async fn update_positions(executor: impl PgExecutor<'_>, ids: &[RuleId]) -> Result<()> {
    sqlx::query!(
        "UPDATE rules SET position = places.place
         FROM unnest($1::uuid[]) WITH ORDINALITY AS places (id, place)
         WHERE rules.id = places.id",
        ids as &[RuleId],
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Who last said where each channel goes.
pub async fn list_setters(executor: impl PgExecutor<'_>) -> Result<Setters> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ChannelId", set_by AS "set_by: UserId" FROM channels
           WHERE removed_at IS NULL"#,
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.set_by)).collect())
}

/// The restricted ones of some numbers, each with its readers, or with none.
pub async fn list_restricted(
    executor: impl PgExecutor<'_>,
    numbers: &[NumberId],
) -> Result<Vec<(NumberId, Option<UserId>)>> {
    let rows = sqlx::query!(
        r#"SELECT numbers.id AS "number_id: NumberId", number_readers.user_id AS "user_id: UserId"
           FROM numbers LEFT JOIN number_readers ON number_readers.number_id = numbers.id
           WHERE numbers.id = ANY($1) AND numbers.access = 'restricted'"#,
        numbers as &[NumberId],
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.number_id, row.user_id)).collect())
}

/// The members with one of these roles who can sign in.
pub async fn list_members_with_role(
    executor: impl PgExecutor<'_>,
    roles: &[String],
) -> Result<Vec<UserId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: UserId" FROM users WHERE role = ANY($1) AND disabled_at IS NULL"#,
        roles,
    )
    .fetch_all(executor)
    .await
}

/// How many of these channels are there.
pub async fn count_channels(executor: impl PgExecutor<'_>, ids: &[ChannelId]) -> Result<usize> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM channels WHERE id = ANY($1) AND removed_at IS NULL"#,
        ids as &[ChannelId],
    )
    .fetch_one(executor)
    .await?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The numbers that a reader sees.
pub async fn list_visible_numbers(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"SELECT number_id AS "number_id!: NumberId" FROM number_readers
           WHERE user_id = $1 AND ($2::uuid[] IS NULL OR number_id = ANY($2))"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
    )
    .fetch_all(executor)
    .await
}

/// The numbers that are there and that a reader does not see.
pub async fn list_hidden_numbers(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"SELECT id AS "id: NumberId" FROM numbers
           WHERE id NOT IN (SELECT number_id FROM number_readers WHERE user_id = $1)
              OR id <> ALL($2)"#,
        reader.user_id as UserId,
        reader.number_ids.as_deref(),
    )
    .fetch_all(executor)
    .await
}

/// The last messages that a reader sees.
pub async fn list_messages(
    executor: impl PgExecutor<'_>,
    reader: &Reader,
    limit: i64,
) -> Result<Vec<Sample>> {
    sqlx::query_as!(
        Sample,
        r#"SELECT id AS "id: MessageId", number_id AS "number_id: NumberId", sender, service, body,
                  code IS NOT NULL AS "has_code!", received_at, stored_at
           FROM messages
           WHERE number_id IN (SELECT number_id FROM number_readers WHERE user_id = $1)
           ORDER BY id DESC LIMIT $2"#,
        reader.user_id as UserId,
        limit,
    )
    .fetch_all(executor)
    .await
}
