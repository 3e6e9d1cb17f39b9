//! Which channels a message or notice goes to.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::conditions::{Active, NoticeSubject, Setters, Subject, Unfit};
use super::{Event, Rule, sql};
use crate::id::{ChannelId, NumberId, RuleId, UserId};
use crate::patterns::Meter;

/// Where something goes, and by which rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The rule; the first of those that name the channel.
    pub rule_id: RuleId,
    pub channel_id: ChannelId,
}

/// All rules that are switched on, ready to be asked; clones share them.
#[derive(Clone, Default)]
pub struct Rules(Arc<Lists>);

#[derive(Default)]
struct Lists {
    /// The team's messages, in order.
    team: Vec<Active>,
    /// Those of numbers that have their own.
    numbers: HashMap<NumberId, Vec<Active>>,
    notices: Vec<Active>,
}

impl Rules {
    fn new(rules: impl IntoIterator<Item = Active>) -> Self {
        let mut lists = Lists::default();
        for rule in rules {
            match (rule.event, rule.number_id) {
                (Event::Notice, _) => lists.notices.push(rule),
                (Event::Message, Some(id)) => lists.numbers.entry(id).or_default().push(rule),
                (Event::Message, None) => lists.team.push(rule),
            }
        }
        Self(Arc::new(lists))
    }

    /// Whether nothing is forwarded at all.
    pub fn is_empty(&self) -> bool {
        self.0.team.is_empty() && self.0.numbers.is_empty() && self.0.notices.is_empty()
    }

    /// The channels that something goes to, each once, by the rules that hold, in their order.
    pub fn routes(
        &self,
        subject: &Subject<'_>,
        readers: &Readers,
        now: DateTime<Utc>,
        meter: &mut Meter<RuleId>,
    ) -> Vec<Route> {
        routes_by(&self.matched(subject, readers, now, meter), subject, readers)
    }

    /// The rules that hold, in their order, up to one that stops. Of a restricted number those alone
    /// count whose maker reads it.
    pub fn matched<'a>(
        &'a self,
        subject: &Subject<'_>,
        readers: &Readers,
        now: DateTime<Utc>,
        meter: &mut Meter<RuleId>,
    ) -> Vec<&'a Active> {
        let counts = |rule: &&Active| readers.includes(subject.number_id(), rule.set_by);
        let list = match subject {
            Subject::Notice(_) => &self.0.notices,
            Subject::Message(message) => {
                let own = self.0.numbers.get(&message.number_id);
                own.filter(|own| own.iter().any(|rule| counts(&rule))).unwrap_or(&self.0.team)
            }
        };
        let mut matched = Vec::new();
        for rule in list.iter().filter(counts) {
            if !rule.holds(subject, now, meter) {
                continue;
            }
            matched.push(rule);
            if rule.stop {
                break;
            }
        }
        matched
    }
}

/// The channels that these rules name for something, each once, but for those whose maker may not read
/// it.
pub fn routes_by(rules: &[&Active], subject: &Subject<'_>, readers: &Readers) -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for rule in rules {
        for channel in &rule.channels {
            let is_new = !routes.iter().any(|route| route.channel_id == channel.id);
            if is_new && readers.includes(subject.number_id(), channel.set_by) {
                routes.push(Route { rule_id: rule.id, channel_id: channel.id });
            }
        }
    }
    routes
}

/// Who reads what not everybody reads.
#[derive(Default)]
pub struct Readers {
    /// Of those numbers that are restricted.
    restricted: HashMap<NumberId, HashSet<UserId>>,
    /// Of a notice that is not for all who handle notices: those whom it is for.
    of_notice: Option<HashSet<UserId>>,
}

impl Readers {
    /// Whether what a member set up may concern a number.
    pub fn includes(&self, number_id: Option<NumberId>, set_by: Option<UserId>) -> bool {
        let restricted = number_id.and_then(|id| self.restricted.get(&id));
        let is_among = |readers: &HashSet<UserId>| set_by.is_some_and(|id| readers.contains(&id));
        restricted.is_none_or(is_among) && self.of_notice.as_ref().is_none_or(is_among)
    }
}

/// Who reads which of these numbers, of the restricted ones.
pub async fn readers(
    executor: impl PgExecutor<'_>,
    numbers: &[NumberId],
) -> Result<Readers, sqlx::Error> {
    let mut readers = Readers::default();
    for (number_id, user_id) in sql::list_restricted(executor, numbers).await? {
        let of_number = readers.restricted.entry(number_id).or_default();
        of_number.extend(user_id);
    }
    Ok(readers)
}

/// Who hears of a notice.
pub async fn readers_of_notice(
    connection: &mut PgConnection,
    notice: &NoticeSubject,
) -> Result<Readers, sqlx::Error> {
    let numbers: Vec<NumberId> = notice.number_id.into_iter().collect();
    let mut readers = readers(&mut *connection, &numbers).await?;
    if let Some(roles) = notice.kind.roles_of_some() {
        let members = sql::list_members_with_role(connection, &roles).await?;
        readers.of_notice = Some(members.into_iter().collect());
    }
    Ok(readers)
}

/// The rules about something that are switched on and can be read, and those whose patterns are too
/// slow to be run. For a thread that nobody else waits for, where there are patterns.
pub fn activate(rules: &[Rule], setters: &Setters, event: Event) -> (Rules, Vec<RuleId>) {
    let mut slow = Vec::new();
    let wanted = rules.iter().filter(|rule| rule.is_enabled && rule.event == event);
    let active: Vec<Active> = wanted
        .filter_map(|rule| match Active::new(rule, setters) {
            Ok(active) => Some(active),
            Err(Unfit::Pattern(refused)) if refused.is_slow() => {
                slow.push(rule.id);
                None
            }
            Err(_) => {
                tracing::warn!(rule = %rule.id, "a rule can't be read and is passed over");
                None
            }
        })
        .collect();
    (Rules::new(active), slow)
}
