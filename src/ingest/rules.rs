//! The team's rules as messages are stored by them, and what becomes of those that take too long.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

use super::Queued;
use crate::audit::{self, Action, Actor, Entry};
use crate::channels::letter::Payload;
use crate::channels::rules::{self as forward, Readers, Subject};
use crate::code_rules::{self, CodeRules, Version};
use crate::context::Context;
use crate::delivery::{self, NewDelivery};
use crate::error::{BoxError, Result};
use crate::id::{CodeRuleId, DeliveryId, NumberId, RuleId};
use crate::notices::{NewNotice, NoticeKind};
use crate::patterns::{Meter, Strikes};

/// What the patterns of each kind of rule may take of the processor for a message, and for a batch.
const BUDGET: Duration = Duration::from_millis(20);
const LARGEST_BUDGET: Duration = Duration::from_millis(500);
/// Characters of a pattern that a notice names a rule by.
const LONGEST_NAME: usize = 60;

/// The team's rules, and which they are.
#[derive(Default)]
pub struct Rules {
    codes: CodeRules,
    codes_version: Version,
    forwarding: forward::Rules,
    forwarding_version: Option<i64>,
    code_strikes: Strikes<CodeRuleId>,
    forwarding_strikes: Strikes<RuleId>,
    /// Those that are to be switched off.
    slow_codes: Vec<CodeRuleId>,
    slow_forwarding: Vec<RuleId>,
}

impl Rules {
    /// Reads the rules again when they changed.
    pub async fn renew(&mut self, context: &Context) -> Result<(), sqlx::Error> {
        let version = code_rules::version(&context.pool).await?;
        if version != self.codes_version {
            let (codes, slow) = code_rules::load(&context.pool).await?;
            (self.codes, self.codes_version) = (codes, version);
            self.slow_codes.extend(slow);
        }
        let version = Some(forward::version(&context.pool).await?);
        if version != self.forwarding_version {
            let mut connection = context.pool.acquire().await?;
            let (forwarding, slow) = forward::load(&mut connection).await?;
            (self.forwarding, self.forwarding_version) = (forwarding, version);
            self.slow_forwarding.extend(slow);
        }
        Ok(())
    }

    /// Whether there are rules for codes.
    pub fn say_codes(&self) -> bool {
        !self.codes.is_empty()
    }

    /// Whether something may be forwarded.
    pub fn forward(&self) -> bool {
        !self.forwarding.is_empty()
    }

    /// Has messages obey the rules for codes, beside what others wait for; one that has none left of
    /// its time is stored as the extractor reads it.
    pub async fn obey(
        &mut self,
        mut messages: Vec<Queued>,
        numbers: Vec<NumberId>,
        readers: Readers,
    ) -> Result<Vec<Queued>, BoxError> {
        let codes = self.codes.clone();
        let mut meter = Meter::new(budget(messages.len()));
        let worked = tokio::task::spawn_blocking(move || {
            for (queued, number_id) in messages.iter_mut().zip(numbers) {
                queued.obey(&codes, &readers, number_id, &mut meter);
            }
            (messages, meter)
        });
        let (messages, meter) = worked.await?;
        self.slow_codes.extend(self.code_strikes.count(&meter));
        Ok(messages)
    }

    /// What of messages is forwarded where.
    pub async fn routes(
        &mut self,
        messages: &Arc<[Queued]>,
        numbers: Vec<NumberId>,
        readers: Readers,
        now: DateTime<Utc>,
    ) -> Result<Vec<NewDelivery>, BoxError> {
        let (rules, messages) = (self.forwarding.clone(), messages.clone());
        let mut meter = Meter::new(budget(messages.len()));
        let worked = tokio::task::spawn_blocking(move || {
            let mut deliveries = Vec::new();
            let real = messages.iter().zip(numbers).filter(|(queued, _)| !queued.message.is_demo);
            for (queued, number_id) in real {
                let subject = Subject::Message(queued.subject(number_id));
                let routes = rules.routes(&subject, &readers, now, &mut meter);
                deliveries.extend(deliver(queued, number_id, &routes, now)?);
            }
            Ok::<_, serde_json::Error>((deliveries, meter))
        });
        let (deliveries, meter) = worked.await??;
        self.slow_forwarding.extend(self.forwarding_strikes.count(&meter));
        Ok(deliveries)
    }

    /// Switches off what took too long, and tells of it. What can't be switched off now is so the next
    /// time.
    pub async fn switch_off_slow(&mut self, context: &Context) -> Result<()> {
        let codes = std::mem::take(&mut self.slow_codes);
        let forwarding = std::mem::take(&mut self.slow_forwarding);
        if codes.is_empty() && forwarding.is_empty() {
            return Ok(());
        }
        let switched = switch_off(context, &codes, &forwarding).await;
        match switched {
            Ok(()) => {
                codes.iter().for_each(|id| self.code_strikes.forget(id));
                forwarding.iter().for_each(|id| self.forwarding_strikes.forget(id));
            }
            Err(_) => (self.slow_codes, self.slow_forwarding) = (codes, forwarding),
        }
        switched
    }
}

fn budget(messages: usize) -> Duration {
    let messages = u32::try_from(messages).unwrap_or(u32::MAX);
    BUDGET.saturating_mul(messages).min(LARGEST_BUDGET)
}

fn deliver(
    queued: &Queued,
    number_id: NumberId,
    routes: &[forward::Route],
    now: DateTime<Utc>,
) -> serde_json::Result<Vec<NewDelivery>> {
    if routes.is_empty() {
        return Ok(Vec::new());
    }
    let payload = Payload::Message(Box::new(queued.forwarded()));
    let payload = serde_json::to_string(&payload)?;
    let deliveries = routes.iter().map(|route| NewDelivery {
        id: DeliveryId::new(now),
        channel_id: route.channel_id,
        rule_id: Some(route.rule_id),
        event: delivery::Event::Message,
        message_id: Some(queued.message.id),
        notice_id: None,
        number_id: Some(number_id),
        payload: payload.clone(),
        expires_at: queued.delivery_expires_at(),
    });
    Ok(deliveries.collect())
}

/// A rule that was switched off.
struct Off {
    kind: &'static str,
    id: Uuid,
    name: String,
    /// A number that it is about: who may not see it hears nothing of the rule.
    number_id: Option<NumberId>,
}

async fn switch_off(context: &Context, codes: &[CodeRuleId], forwarding: &[RuleId]) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let mut off = Vec::new();
    if !codes.is_empty() {
        let rules = code_rules::switch_off(&mut transaction, codes).await?;
        off.extend(rules.into_iter().map(|rule| Off {
            kind: "code_rule",
            id: rule.id.into(),
            name: rule.pattern.chars().take(LONGEST_NAME).collect(),
            number_id: rule.number_id,
        }));
    }
    if !forwarding.is_empty() {
        let rules = forward::switch_off(&mut transaction, forwarding).await?;
        off.extend(rules.into_iter().map(|rule| {
            let number_id = rule.numbers().next();
            Off { kind: "rule", id: rule.id.into(), name: rule.name, number_id }
        }));
    }
    let mut entries = Vec::new();
    for Off { kind, id, name, number_id } in off {
        tracing::warn!(kind, %id, "a rule was switched off: its pattern takes too long");
        let notice = NewNotice {
            kind: NoticeKind::PatternSlow,
            source_id: None,
            number_id,
            channel_id: None,
            title: format!("The rule “{name}” was switched off"),
            text: "Its pattern took too long to search messages with. Write a simpler one: repeat \
                   less, and begin with words of the message."
                .to_owned(),
            details: json!({"rule": name, "rule_id": id, "kind": kind}),
            dedupe_key: format!("pattern.slow:{id}:{}", context.clock.now().timestamp()),
        };
        delivery::announce(context, &mut transaction, &notice).await?;
        entries.push(Entry::new(Actor::system(), None, Action::PatternSlow).on(kind, id, &name));
    }
    audit::record(context, &mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}
