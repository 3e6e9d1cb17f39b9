//! A team's own rules for what the code of a message is: kept, tried out, and made from corrections.
//!
//! They run before the extractor, the latest first; the first whose conditions hold and whose
//! pattern finds something decides.

mod draft;
pub mod http;
mod sample;
mod sql;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;

use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::channels::rules::Readers;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::extraction::rule::{Rule, Verdict};
use crate::id::{CodeRuleId, NumberId, UserId};
use crate::inbox;
use crate::messages;
use crate::patterns::Meter;
pub use draft::{Change, Draft, Preview};
pub use sql::Version;

/// Rules of a team.
pub const MOST_RULES: i64 = 200;
/// Characters of a pattern.
const LONGEST_PATTERN: usize = 500;
/// Characters of a sender or service.
const LONGEST_NAME: usize = 100;
/// Characters of a test message.
const LONGEST_TEST: usize = 4000;

/// What a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodeRuleKind {
    /// The code: the pattern's first group, or all that it matches.
    Code,
    /// That a message which the pattern matches has no code.
    None,
}

impl CodeRuleKind {
    /// The name in the database.
    fn as_str(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::None => "none",
        }
    }

    fn from_name(name: &str) -> Self {
        if name == "none" { Self::None } else { Self::Code }
    }
}

/// A rule that is kept.
#[derive(Clone, Serialize, ToSchema)]
pub struct CodeRule {
    /// Its id; later rules have larger ones and go first.
    pub id: CodeRuleId,
    /// What it finds.
    pub kind: CodeRuleKind,
    /// A pattern of the Rust crate `regex`.
    pub pattern: String,
    /// Only messages to this number.
    #[schema(required)]
    pub number_id: Option<NumberId>,
    /// Only messages of this sender, in any case.
    #[schema(required)]
    pub sender: Option<String>,
    /// Only messages of this service, in any case.
    #[schema(required)]
    pub service: Option<String>,
    /// A message that the pattern finds something in, masked: with other digits, and other letters but
    /// in words of the pattern. Null where it could not be kept so, or the caller does not see the
    /// number that it came to.
    #[schema(required)]
    pub test_message: Option<String>,
    /// Whether messages are read by it; no more when its pattern took too long.
    pub is_enabled: bool,
    /// Who made it. It says nothing of messages to restricted numbers that they do not read.
    #[schema(required)]
    pub created_by: Option<UserId>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A rule to be kept or tried out.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCodeRule {
    /// What it finds.
    pub kind: CodeRuleKind,
    /// A pattern of the Rust crate `regex`, up to 500 characters.
    pub pattern: String,
    /// Only messages to this number.
    #[serde(default)]
    #[schema(required)]
    pub number_id: Option<NumberId>,
    /// Only messages of this sender, in any case, up to 100 characters.
    #[serde(default)]
    #[schema(required)]
    pub sender: Option<String>,
    /// Only messages of this service, in any case, up to 100 characters.
    #[serde(default)]
    #[schema(required)]
    pub service: Option<String>,
    /// A message that the pattern must find something in, up to 4,000 characters.
    pub test_message: String,
}

impl CreateCodeRule {
    /// The rule, if it keeps to all limits and finds something in its own test message. For a thread
    /// that nobody else waits for.
    fn check(&self, id: CodeRuleId, created_by: UserId) -> Result<Active> {
        for (field, text, most) in [
            ("pattern", Some(&self.pattern), LONGEST_PATTERN),
            ("sender", self.sender.as_ref(), LONGEST_NAME),
            ("service", self.service.as_ref(), LONGEST_NAME),
            ("test_message", Some(&self.test_message), LONGEST_TEST),
        ] {
            let Some(text) = text else { continue };
            if text.trim().is_empty() || text.chars().count() > most {
                return Err(Error::invalid(field, say!("must have 1 to {most} characters", most)));
            }
            if text.contains('\0') {
                return Err(Error::invalid(field, say!("must not contain the character NUL")));
            }
        }
        let rule = Rule::new(&self.pattern, self.kind == CodeRuleKind::Code)
            .map_err(|refused| Error::invalid("pattern", refused.into()))?;
        if rule.verdict(&self.test_message).is_none() {
            return Err(Error::invalid(
                "pattern",
                match self.kind {
                    CodeRuleKind::Code => {
                        say!("finds no code of 1 to 32 letters and digits in its test message")
                    }
                    CodeRuleKind::None => say!("finds nothing in its test message"),
                },
            ));
        }
        Ok(self.active(id, Some(created_by), rule))
    }

    fn active(&self, id: CodeRuleId, created_by: Option<UserId>, rule: Rule) -> Active {
        Active {
            id,
            rule,
            number_id: self.number_id,
            sender: self.sender.as_deref().map(fold),
            service: self.service.as_deref().map(fold),
            created_by,
        }
    }
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A rule as messages are read by it.
#[derive(Clone)]
struct Active {
    id: CodeRuleId,
    rule: Rule,
    number_id: Option<NumberId>,
    sender: Option<String>,
    service: Option<String>,
    created_by: Option<UserId>,
}

impl Active {
    fn verdict(&self, message: &Subject<'_>, meter: &mut Meter<CodeRuleId>) -> Option<Verdict> {
        let is_of = |wanted: &Option<String>, name: Option<&str>| {
            wanted.as_ref().is_none_or(|wanted| name.is_some_and(|name| fold(name) == *wanted))
        };
        let holds = self.number_id.is_none_or(|id| id == message.number_id)
            && is_of(&self.sender, Some(message.sender))
            && is_of(&self.service, message.service);
        if holds { meter.search(self.id, || self.rule.verdict(message.body)) } else { None }
    }
}

/// What the conditions of a rule are about.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The number that received it.
    pub number_id: NumberId,
    /// Who sent it.
    pub sender: &'a str,
    /// The service that the extractor named.
    pub service: Option<&'a str>,
    /// Its text.
    pub body: &'a str,
}

/// All rules, ready to be run; clones share them.
#[derive(Clone, Default)]
pub struct CodeRules(Arc<[Active]>);

impl CodeRules {
    /// What the first rule that finds something says; of a restricted number those alone are asked whose
    /// maker reads it.
    pub fn verdict(
        &self,
        message: &Subject<'_>,
        readers: &Readers,
        meter: &mut Meter<CodeRuleId>,
    ) -> Option<Verdict> {
        let counts = |rule: &&Active| readers.includes(Some(message.number_id), rule.created_by);
        self.0.iter().filter(counts).find_map(|rule| rule.verdict(message, meter))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Tells one set of rules from another; without rules it is the default.
pub async fn version(pool: &PgPool) -> Result<Version, sqlx::Error> {
    sql::version(pool).await
}

/// The rules as messages are read by them, and those that are too slow for it: of an older version,
/// or an older installation. One that this version can't read is passed over: no rule keeps a
/// message out.
pub async fn load(pool: &PgPool) -> Result<(CodeRules, Vec<CodeRuleId>), sqlx::Error> {
    let kept = sql::list_rules(pool, None).await?;
    // A task that panicked is as good as a database that is away: the provider comes back.
    tokio::task::spawn_blocking(|| activate(kept)).await.map_err(|_| sqlx::Error::WorkerCrashed)
}

fn activate(kept: Vec<CodeRule>) -> (CodeRules, Vec<CodeRuleId>) {
    let mut slow = Vec::new();
    let active = kept.into_iter().filter(|kept| kept.is_enabled).filter_map(|kept| {
        let id = kept.id;
        match Rule::new(&kept.pattern, kept.kind == CodeRuleKind::Code) {
            Ok(rule) => {
                let created_by = kept.created_by;
                return Some(CreateCodeRule::from(kept).active(id, created_by, rule));
            }
            Err(refused) if refused.is_slow() => slow.push(id),
            Err(_) => {
                tracing::warn!(code_rule = %id, "a rule for codes can't be read and is passed over");
            }
        }
        None
    });
    let active = CodeRules(active.collect());
    (active, slow)
}

/// Reads no more messages by rules that took too long; returns those that were switched on.
pub async fn switch_off(
    connection: &mut PgConnection,
    ids: &[CodeRuleId],
) -> Result<Vec<CodeRule>, sqlx::Error> {
    let off = sql::disable_rules(&mut *connection, ids).await?;
    let mut rules = sql::list_rules(connection, None).await?;
    rules.retain(|rule| off.contains(&rule.id));
    Ok(rules)
}

/// All rules that concern numbers which the caller may see, the latest first, with the samples of such
/// numbers.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<CodeRule>> {
    let numbers = sql::list_numbers_of(&context.pool, caller.user_id).await?;
    let mut rules = sql::list_rules(&context.pool, Some(caller.user_id)).await?;
    rules.retain(|rule| rule.number_id.is_none_or(|id| numbers.contains(&id)));
    Ok(rules)
}

/// What a rule would change in the last messages that the caller may see.
pub async fn preview(context: &Context, caller: &Caller, new: CreateCodeRule) -> Result<Preview> {
    let rule = checked(context, caller, new, CodeRuleId::new(context.clock.now())).await?;
    let recent = draft::recent(context, caller).await?;
    let preview = move |meter: &mut _| draft::preview(&recent, &rule, meter);
    context.trials.run(caller.user_id, "pattern", preview).await
}

/// A rule made from the correction of a message.
pub async fn draft(context: &Context, caller: &Caller, asked: &Draft) -> Result<CreateCodeRule> {
    let message = inbox::get(context, caller, asked.message_id).await?;
    let mut rule = draft::from_correction(&message, asked.code.as_deref())?;
    // The rule keeps the message's text, which only those may read who read its number.
    if sql::is_restricted(&context.pool, message.number.id).await? {
        rule.number_id = Some(message.number.id);
    }
    Ok(rule)
}

/// Keeps a rule, and corrects the last messages that it changes.
pub async fn add(context: &Context, caller: &Caller, new: CreateCodeRule) -> Result<CodeRule> {
    let now = context.clock.now();
    let id = CodeRuleId::new(now);
    let rule = checked(context, caller, new.clone(), id).await?;
    let recent = draft::recent(context, caller).await?;
    let tried_on = recent.iter().find(|message| message.body.starts_with(&new.test_message));
    let sample_of = tried_on.map(|message| message.number.id).or(new.number_id);
    let (pattern, text) = (new.pattern.clone(), new.test_message);
    let correct = move |meter: &mut _| {
        let (corrections, without) = draft::corrections(&recent, &rule, meter);
        (sample::mask(&rule.rule, &pattern, &text), corrections, without)
    };
    let (test_message, corrections, without) =
        context.trials.run(caller.user_id, "pattern", correct).await?;
    let kept = CodeRule {
        id,
        kind: new.kind,
        pattern: new.pattern,
        number_id: new.number_id,
        sender: new.sender.map(|sender| sender.trim().to_owned()),
        service: new.service.map(|service| service.trim().to_owned()),
        test_message,
        is_enabled: true,
        created_by: Some(caller.user_id),
        created_at: now,
    };
    let mut transaction = context.pool.begin().await?;
    if !sql::insert_rule(&mut *transaction, &kept, MOST_RULES).await? {
        return Err(full!(MOST_RULES, "rules for codes", "delete one first"));
    }
    if let Some(text) = &kept.test_message {
        sql::insert_sample(&mut *transaction, id, sample_of, text).await?;
    }
    messages::correct(&mut transaction, &corrections, &without).await?;
    let detail = json!({"pattern": kept.pattern, "number_id": kept.number_id,
        "sender": kept.sender, "service": kept.service, "corrected": corrections.len()});
    let entry = caller.did(Action::CodeRuleAdded).on("code_rule", kept.id, kept.kind.as_str());
    let entry = entry.with(detail);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(kept)
}

/// Deletes a rule. What it said of messages stays.
pub async fn delete(context: &Context, caller: &Caller, id: CodeRuleId) -> Result<()> {
    let rules = list(context, caller).await?;
    let rule = rules.iter().find(|rule| rule.id == id).ok_or_else(|| not_found!("code rule"))?;
    let mut transaction = context.pool.begin().await?;
    if !sql::delete_rule(&mut *transaction, id).await? {
        return Err(not_found!("code rule"));
    }
    let entry = caller.did(Action::CodeRuleRemoved).on("code_rule", id, rule.kind.as_str());
    let entry = entry.with(json!({"pattern": rule.pattern}));
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// The rule, if the caller may make it.
async fn checked(
    context: &Context,
    caller: &Caller,
    new: CreateCodeRule,
    id: CodeRuleId,
) -> Result<Active> {
    if let Some(id) = new.number_id
        && !sql::list_numbers_of(&context.pool, caller.user_id).await?.contains(&id)
    {
        return Err(Error::invalid("number_id", say!("names no number")));
    }
    let created_by = caller.user_id;
    let check = move |_: &mut Meter<CodeRuleId>| new.check(id, created_by);
    context.trials.run(caller.user_id, "pattern", check).await?
}

impl From<CodeRule> for CreateCodeRule {
    fn from(rule: CodeRule) -> Self {
        Self {
            kind: rule.kind,
            pattern: rule.pattern,
            number_id: rule.number_id,
            sender: rule.sender,
            service: rule.service,
            test_message: rule.test_message.unwrap_or_default(),
        }
    }
}
