//! What is forwarded where: rules, tried in their order, those of a number in place of the team's.

mod conditions;
mod dry_run;
pub mod http;
mod routing;
mod sql;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;

use super::SetBy;
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::check_name;
use crate::id::{ChannelId, NumberId, RuleId};
use crate::patterns::Meter;
use conditions::PATTERN;
pub use conditions::{Active, Conditions, MessageSubject, NoticeSubject, Setters, Subject};
pub use dry_run::{DryRun, DryRunResult};
use routing::activate;
pub use routing::{Readers, Route, Rules, readers, readers_of_notice};

/// Rules of a team.
pub const MOST_RULES: i64 = 200;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = RuleEvent)]
pub enum Event {
    /// Messages that come in.
    Message,
    /// Notices of providers and of Codebell itself.
    Notice,
}

/// A rule.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Rule {
    pub id: RuleId,
    /// The number whose rule it is; null: one of the team's, for all numbers without rules of their
    /// own.
    #[schema(required)]
    pub number_id: Option<NumberId>,
    /// What it is about.
    pub event: Event,
    /// What the team calls it.
    pub name: String,
    /// Whether it is looked at.
    pub is_enabled: bool,
    /// When it holds.
    pub conditions: Conditions,
    /// Where to, when it holds; without any, to nowhere.
    pub channel_ids: Vec<ChannelId>,
    /// Whether no later rule is looked at when it holds.
    pub stop: bool,
    /// Who last changed it. Of restricted numbers it forwards only what they may read.
    #[schema(required)]
    pub set_by: Option<SetBy>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A rule to be made or tried.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateRule {
    /// The number whose rule it is; null: one of the team's.
    #[serde(default)]
    pub number_id: Option<NumberId>,
    /// What it is about.
    pub event: Event,
    /// What the team calls it, 1 to 100 characters.
    pub name: String,
    /// Whether it is looked at.
    #[serde(default = "yes")]
    #[schema(default = true)]
    pub is_enabled: bool,
    /// When it holds; without any, always.
    #[serde(default)]
    pub conditions: Conditions,
    /// Where to.
    #[serde(default)]
    pub channel_ids: Vec<ChannelId>,
    /// Whether no later rule is looked at when it holds.
    #[serde(default)]
    pub stop: bool,
}

/// What changes of a rule; absent fields stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateRule {
    /// What the team calls it.
    #[serde(default)]
    name: Option<String>,
    /// Whether it is looked at.
    #[serde(default)]
    is_enabled: Option<bool>,
    /// When it holds, all of it.
    #[serde(default)]
    conditions: Option<Conditions>,
    /// Where to, all of them.
    #[serde(default)]
    channel_ids: Option<Vec<ChannelId>>,
    /// Whether no later rule is looked at when it holds.
    #[serde(default)]
    stop: Option<bool>,
}

/// The order of the rules of one list.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderRules {
    /// All rules of one number, or all of the team's, in the order in which they are to be tried.
    pub ids: Vec<RuleId>,
}

fn yes() -> bool {
    true
}

/// Tells one set of rules from another.
pub async fn version(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sql::version(pool).await
}

/// The rules as messages are forwarded by them, and those that are too slow for it: of an older version,
/// or an older installation. One that this version can't read is passed over: no rule keeps a message
/// out.
pub async fn load(connection: &mut PgConnection) -> Result<(Rules, Vec<RuleId>), sqlx::Error> {
    let rules = sql::list_rules(&mut *connection, None).await?;
    let setters = sql::list_setters(connection).await?;
    let activate = move || activate(&rules, &setters, Event::Message);
    // A task that panicked is as good as a database that is away: the provider comes back.
    tokio::task::spawn_blocking(activate).await.map_err(|_| sqlx::Error::WorkerCrashed)
}

/// The rules as notices are forwarded by them, which have no patterns.
pub async fn load_for_notices(connection: &mut PgConnection) -> Result<Rules, sqlx::Error> {
    let rules = sql::list_rules(&mut *connection, None).await?;
    Ok(activate(&rules, &sql::list_setters(connection).await?, Event::Notice).0)
}

/// Looks no more at rules that took too long; returns those that were switched on.
pub async fn switch_off(
    connection: &mut PgConnection,
    ids: &[RuleId],
) -> Result<Vec<Rule>, sqlx::Error> {
    changed(&mut *connection).await?;
    let off = sql::disable_rules(&mut *connection, ids).await?;
    let mut rules = sql::list_rules(connection, None).await?;
    rules.retain(|rule| off.contains(&rule.id));
    Ok(rules)
}

/// All rules that are not of a number that the caller may not see, each list in its order.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<Rule>> {
    // What is left of a number that was deleted hides nothing.
    let hidden = sql::list_hidden_numbers(&context.pool, &caller.reader()).await?;
    let mut rules = sql::list_rules(&context.pool, None).await?;
    rules.retain(|rule| !rule.numbers().any(|id| hidden.contains(&id)));
    Ok(rules)
}

/// One rule.
pub async fn get(context: &Context, caller: &Caller, id: RuleId) -> Result<Rule> {
    let found = list(context, caller).await?.into_iter().find(|rule| rule.id == id);
    found.ok_or_else(|| not_found!("rule"))
}

/// Adds a rule behind the others of its list.
pub async fn add(context: &Context, caller: &Caller, new: CreateRule) -> Result<Rule> {
    let rule = checked(context, caller, new, &[]).await?;
    let mut transaction = context.pool.begin().await?;
    changed(&mut transaction).await?;
    if !sql::insert_rule(&mut *transaction, &rule, caller.user_id, MOST_RULES).await? {
        return Err(full!(MOST_RULES, "rules", "delete one first"));
    }
    sql::set_channels(&mut *transaction, rule.id, &rule.channel_ids).await?;
    let entry = caller.did(Action::RuleAdded).on("rule", rule.id, &rule.name);
    audit::record(context, &mut transaction, &[entry.with(rule.details())]).await?;
    transaction.commit().await?;
    get(context, caller, rule.id).await
}

/// Changes a rule.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: RuleId,
    change: UpdateRule,
) -> Result<Rule> {
    let before = get(context, caller, id).await?;
    let named: Vec<NumberId> = before.numbers().collect();
    let new = CreateRule {
        number_id: before.number_id,
        event: before.event,
        name: change.name.unwrap_or(before.name),
        is_enabled: change.is_enabled.unwrap_or(before.is_enabled),
        conditions: change.conditions.unwrap_or(before.conditions),
        channel_ids: change.channel_ids.unwrap_or(before.channel_ids),
        stop: change.stop.unwrap_or(before.stop),
    };
    let rule = Rule { id, ..checked(context, caller, new, &named).await? };
    let mut transaction = context.pool.begin().await?;
    changed(&mut transaction).await?;
    if !sql::update_rule(&mut *transaction, &rule, caller.user_id).await? {
        return Err(not_found!("rule"));
    }
    sql::set_channels(&mut *transaction, id, &rule.channel_ids).await?;
    let entry = caller.did(Action::RuleUpdated).on("rule", id, &rule.name);
    audit::record(context, &mut transaction, &[entry.with(rule.details())]).await?;
    transaction.commit().await?;
    get(context, caller, id).await
}

/// Deletes a rule.
pub async fn delete(context: &Context, caller: &Caller, id: RuleId) -> Result<()> {
    let rule = get(context, caller, id).await?;
    let mut transaction = context.pool.begin().await?;
    changed(&mut transaction).await?;
    if !sql::delete_rule(&mut *transaction, id).await? {
        return Err(not_found!("rule"));
    }
    let entry = caller.did(Action::RuleRemoved).on("rule", id, &rule.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// Puts the rules of one list into another order.
pub async fn order(context: &Context, caller: &Caller, order: &OrderRules) -> Result<Vec<Rule>> {
    let rules = list(context, caller).await?;
    let first = order.ids.first().and_then(|id| rules.iter().find(|rule| rule.id == *id));
    let Some(first) = first else {
        return Err(Error::invalid("ids", say!("must name all rules of one list")));
    };
    let mut transaction = context.pool.begin().await?;
    changed(&mut transaction).await?;
    let there = sql::list_ids(&mut *transaction, first.event, first.number_id).await?;
    let is_seen = |id: &RuleId| rules.iter().any(|rule| rule.id == *id);
    let mut seen: Vec<RuleId> = there.iter().copied().filter(is_seen).collect();
    let mut asked = order.ids.clone();
    seen.sort_unstable();
    asked.sort_unstable();
    if seen != asked {
        return Err(Error::invalid("ids", say!("must name all rules of one list, each once")));
    }
    // Rules about numbers that the caller does not see keep their places.
    let mut next = order.ids.iter().copied();
    let in_order: Vec<RuleId> = there
        .into_iter()
        .map(|id| if is_seen(&id) { next.next().unwrap_or(id) } else { id })
        .collect();
    sql::update_positions(&mut *transaction, &in_order).await?;
    let entry = caller.did(Action::RulesOrdered).with(json!({"ids": in_order}));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    list(context, caller).await
}

/// What the rules would have done with the last 100 messages.
pub async fn dry_run(context: &Context, caller: &Caller, asked: DryRun) -> Result<DryRunResult> {
    dry_run::run(context, caller, asked).await
}

/// Has whoever keeps the rules read them again, after the transaction of `connection`, and changes
/// of rules wait for each other.
pub async fn changed(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sql::increase_version(connection).await
}

impl Rule {
    /// The numbers that it names.
    pub fn numbers(&self) -> impl Iterator<Item = NumberId> {
        self.number_id.into_iter().chain(self.conditions.number_ids.iter().copied())
    }

    fn details(&self) -> serde_json::Value {
        json!({"event": self.event, "number_id": self.number_id, "conditions": self.conditions,
               "channel_ids": self.channel_ids, "stop": self.stop, "is_enabled": self.is_enabled})
    }
}

/// The rule, if the caller may make it. It may also name numbers that it named before: one of them
/// may have been deleted, and without it the rule would hold for all.
async fn checked(
    context: &Context,
    caller: &Caller,
    new: CreateRule,
    named: &[NumberId],
) -> Result<Rule> {
    let now = context.clock.now();
    let mut channel_ids = new.channel_ids;
    channel_ids.sort_unstable();
    channel_ids.dedup();
    let rule = Rule {
        id: RuleId::new(now),
        number_id: new.number_id,
        event: new.event,
        name: check_name(&new.name)?,
        is_enabled: new.is_enabled,
        conditions: new.conditions.trimmed(),
        channel_ids,
        stop: new.stop,
        set_by: Some(SetBy { id: caller.user_id, name: caller.name.clone() }),
        created_at: now,
    };
    if rule.event == Event::Notice && rule.number_id.is_some() {
        return Err(Error::invalid(
            "number_id",
            say!("must be null: rules for notices are the team's"),
        ));
    }
    let rule = context
        .trials
        .run(caller.user_id, PATTERN, move |_: &mut Meter<RuleId>| {
            Active::new(&rule, &Setters::default()).map(|_| rule)
        })
        .await??;
    let visible = sql::list_visible_numbers(&context.pool, &caller.reader()).await?;
    let is_unknown = |id: &NumberId| !visible.contains(id) && !named.contains(id);
    if let Some(unknown) = rule.numbers().find(is_unknown) {
        let field = match rule.number_id == Some(unknown) {
            true => "number_id",
            false => "conditions.number_ids",
        };
        return Err(Error::invalid(field, say!("names no number")));
    }
    if sql::count_channels(&context.pool, &rule.channel_ids).await? < rule.channel_ids.len() {
        return Err(Error::invalid("channel_ids", say!("names a channel that is not there")));
    }
    Ok(rule)
}
