//! Statements on rules for codes.

use sqlx::PgExecutor;

use super::{CodeRule, CodeRuleKind};
use crate::id::{CodeRuleId, NumberId, UserId};

type Result<T> = std::result::Result<T, sqlx::Error>;

/// The last rule, and how many are switched on: rules are added, switched off and deleted, never
/// changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    last: Option<CodeRuleId>,
    count: i64,
}

pub async fn version(executor: impl PgExecutor<'_>) -> Result<Version> {
    sqlx::query_as!(
        Version,
        r#"SELECT (SELECT id FROM code_rules ORDER BY id DESC LIMIT 1) AS "last: CodeRuleId",
                  count(*) FILTER (WHERE is_enabled) AS "count!" FROM code_rules"#,
    )
    .fetch_one(executor)
    .await
}

/// All rules, the latest first, with what of their samples a member may read.
pub async fn list_rules(
    executor: impl PgExecutor<'_>,
    seen_by: Option<UserId>,
) -> Result<Vec<CodeRule>> {
    let rows = sqlx::query!(
        r#"SELECT code_rules.id AS "id: CodeRuleId", kind, pattern,
                  code_rules.number_id AS "number_id: NumberId", sender, service,
                  samples.text AS "test_message?", is_enabled, created_by AS "created_by: UserId",
                  created_at
           FROM code_rules
           LEFT JOIN code_rule_samples AS samples
                  ON samples.code_rule_id = code_rules.id AND $1::uuid IS NOT NULL
                 AND (samples.number_id IS NULL OR samples.number_id IN (
                        SELECT number_id FROM number_readers WHERE user_id = $1))
           ORDER BY code_rules.id DESC"#,
        seen_by as Option<UserId>,
    )
    .fetch_all(executor)
    .await?;
    let rules = rows.into_iter().map(|row| CodeRule {
        id: row.id,
        kind: CodeRuleKind::from_name(&row.kind),
        pattern: row.pattern,
        number_id: row.number_id,
        sender: row.sender,
        service: row.service,
        test_message: row.test_message,
        is_enabled: row.is_enabled,
        created_by: row.created_by,
        created_at: row.created_at,
    });
    Ok(rules.collect())
}

/// Adds a rule unless there are `most` already; whether it was added.
pub async fn insert_rule(
    executor: impl PgExecutor<'_>,
    rule: &CodeRule,
    most: i64,
) -> Result<bool> {
    let added = sqlx::query!(
        "INSERT INTO code_rules
           (id, kind, pattern, number_id, sender, service, created_by, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM code_rules) < $9",
        rule.id as CodeRuleId,
        rule.kind.as_str(),
        rule.pattern,
        rule.number_id as Option<NumberId>,
        rule.sender,
        rule.service,
        rule.created_by as Option<UserId>,
        rule.created_at,
        most,
    )
    .execute(executor)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// Keeps what a rule was tried on, for those who read its number.
pub async fn insert_sample(
    executor: impl PgExecutor<'_>,
    id: CodeRuleId,
    number_id: Option<NumberId>,
    text: &str,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO code_rule_samples (code_rule_id, number_id, text) VALUES ($1, $2, $3)",
        id as CodeRuleId,
        number_id as Option<NumberId>,
        text,
    )
    .execute(executor)
    .await?;
    Ok(())
}

/// Switches rules off; returns those that were switched on.
pub async fn disable_rules(
    executor: impl PgExecutor<'_>,
    ids: &[CodeRuleId],
) -> Result<Vec<CodeRuleId>> {
    sqlx::query_scalar!(
        r#"UPDATE code_rules SET is_enabled = false WHERE id = ANY($1) AND is_enabled
           RETURNING id AS "id: CodeRuleId""#,
        ids as &[CodeRuleId],
    )
    .fetch_all(executor)
    .await
}

/// Whether there was one.
pub async fn delete_rule(executor: impl PgExecutor<'_>, id: CodeRuleId) -> Result<bool> {
    let deleted = sqlx::query!("DELETE FROM code_rules WHERE id = $1", id as CodeRuleId)
        .execute(executor)
        .await?;
    Ok(deleted.rows_affected() > 0)
}

/// Whether a number is open to some members alone.
pub async fn is_restricted(executor: impl PgExecutor<'_>, id: NumberId) -> Result<bool> {
    sqlx::query_scalar!(
        r#"SELECT access = 'restricted' AS "is_restricted!" FROM numbers WHERE id = $1"#,
        id as NumberId,
    )
    .fetch_one(executor)
    .await
}

/// The numbers that a member sees.
pub async fn list_numbers_of(
    executor: impl PgExecutor<'_>,
    user_id: UserId,
) -> Result<Vec<NumberId>> {
    sqlx::query_scalar!(
        r#"SELECT number_id AS "number_id!: NumberId" FROM number_readers WHERE user_id = $1"#,
        user_id as UserId,
    )
    .fetch_all(executor)
    .await
}
