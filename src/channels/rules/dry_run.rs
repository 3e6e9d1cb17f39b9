//! What rules would have done with messages that are there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::conditions::PATTERN;
use super::routing::routes_by;
use super::{
    CreateRule, Event, MessageSubject, Readers, Rule, Rules, Subject, activate, checked, sql,
};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::Result;
use crate::id::{ChannelId, MessageId, NumberId, RuleId};
use crate::patterns::Meter;

/// Messages that rules are tried on.
const MOST_TRIED: i64 = 100;

/// Rules to be tried: those that are there, with one more or one in place of another.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DryRun {
    /// A rule that is not kept.
    #[serde(default)]
    rule: Option<CreateRule>,
    /// The rule in whose place it is tried; else it comes last in its list.
    #[serde(default)]
    replaces: Option<RuleId>,
}

/// What rules would have done with the last 100 messages that the caller may see.
#[derive(Serialize, ToSchema)]
pub struct DryRunResult {
    /// How many there were.
    pub tried: usize,
    /// How many of them the tried rule holds for; without one, how many any rule holds for.
    pub matched: usize,
    /// How many would have gone to a channel.
    pub forwarded: usize,
    /// The messages, the latest first.
    pub messages: Vec<Tried>,
}

/// A message and what would have become of it; without its text and code.
#[derive(Serialize, ToSchema)]
#[schema(as = TriedMessage)]
pub struct Tried {
    pub message_id: MessageId,
    /// The number that received it.
    pub number_id: NumberId,
    /// Who sent it.
    pub sender: String,
    /// The service that its code is of.
    #[schema(required)]
    pub service: Option<String>,
    /// Whether a code was found in it.
    pub has_code: bool,
    /// When the provider received it: its age in the inbox.
    pub received_at: DateTime<Utc>,
    /// When it came: rules for certain hours go by it.
    pub stored_at: DateTime<Utc>,
    /// Whether the tried rule holds for it; without one, whether any does.
    pub is_matched: bool,
    /// Where it would have gone.
    pub channel_ids: Vec<ChannelId>,
}

/// What the rule, or all rules, would have done with the latest messages or notices.
pub async fn run(context: &Context, caller: &Caller, asked: DryRun) -> Result<DryRunResult> {
    let mut rules = sql::list_rules(&context.pool, None).await?;
    let mut tried = None;
    if let Some(new) = asked.rule {
        let place = rules.iter().position(|rule| Some(rule.id) == asked.replaces);
        let named = place.map(|place| rules[place].numbers().collect::<Vec<_>>());
        let rule = checked(context, caller, new, &named.unwrap_or_default()).await?;
        let rule = Rule { id: asked.replaces.unwrap_or(rule.id), ..rule };
        tried = Some(rule.id);
        match place {
            Some(place) => rules[place] = rule,
            None => rules.push(rule),
        }
    }
    let setters = sql::list_setters(&context.pool).await?;
    let messages = sql::list_messages(&context.pool, &caller.reader(), MOST_TRIED).await?;
    let numbers: Vec<NumberId> = messages.iter().map(|message| message.number_id).collect();
    let readers = super::readers(&context.pool, &numbers).await?;
    let judge = move |meter: &mut _| {
        let (active, _) = activate(&rules, &setters, Event::Message);
        judge(&active, &readers, messages, tried, meter)
    };
    let messages = context.trials.run(caller.user_id, PATTERN, judge).await?;
    Ok(DryRunResult {
        tried: messages.len(),
        matched: messages.iter().filter(|message| message.is_matched).count(),
        forwarded: messages.iter().filter(|message| !message.channel_ids.is_empty()).count(),
        messages,
    })
}

fn judge(
    active: &Rules,
    readers: &Readers,
    messages: Vec<sql::Sample>,
    tried: Option<RuleId>,
    meter: &mut Meter<RuleId>,
) -> Vec<Tried> {
    let messages = messages.into_iter().map(|message| {
        let subject = Subject::Message(MessageSubject {
            number_id: message.number_id,
            sender: &message.sender,
            service: message.service.as_deref(),
            body: &message.body,
            has_code: message.has_code,
        });
        let matched = active.matched(&subject, readers, message.stored_at, meter);
        let is_matched = match tried {
            Some(id) => matched.iter().any(|rule| rule.id == id),
            None => !matched.is_empty(),
        };
        let routes = routes_by(&matched, &subject, readers);
        Tried {
            is_matched,
            channel_ids: routes.into_iter().map(|route| route.channel_id).collect(),
            message_id: message.id,
            number_id: message.number_id,
            sender: message.sender,
            service: message.service,
            has_code: message.has_code,
            received_at: message.received_at,
            stored_at: message.stored_at,
        }
    });
    messages.collect()
}
