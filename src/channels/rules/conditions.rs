//! When a rule holds.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Event, Rule};
use crate::error::{Error, Result};
use crate::id::{ChannelId, NumberId, RuleId, UserId};
use crate::notices::NoticeKind;
use crate::patterns::{Case, Meter, Pattern, Refused};

/// The field of a pattern.
pub(super) const PATTERN: &str = "conditions.pattern";
/// Characters of a pattern.
const LONGEST_PATTERN: usize = 500;
/// Characters of a sender or service.
const LONGEST_NAME: usize = 100;
/// Numbers, senders or services of a rule.
const MOST_NAMES: usize = 50;

/// When a rule holds: when all that is said does.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = RuleConditions)]
pub struct Conditions {
    /// The number is one of these; of the team's rules only.
    pub number_ids: Vec<NumberId>,
    /// The sender is one of these, in any case.
    pub senders: Vec<String>,
    /// The service is one of these, in any case.
    pub services: Vec<String>,
    /// The text has something that this pattern of the Rust crate `regex` finds, in any case.
    #[schema(required)]
    pub pattern: Option<String>,
    /// Whether a code was found in it.
    #[schema(required)]
    pub has_code: Option<bool>,
    /// It comes in these hours.
    #[schema(required)]
    pub hours: Option<Hours>,
    /// The notice is one of these.
    pub notice_kinds: Vec<NoticeKind>,
}

/// Hours of days.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RuleHours)]
pub struct Hours {
    /// Days of the week, 1 is Monday and 7 Sunday; those on which the hours begin.
    pub days: Vec<u32>,
    /// When they begin, `HH:MM`.
    #[schema(example = "09:00")]
    pub from: String,
    /// When they end, `HH:MM`; on the next day where it is not after `from`.
    #[schema(example = "17:30")]
    pub until: String,
    /// A name of the IANA database, such as `Europe/Berlin`.
    pub time_zone: String,
}

/// What a rule is asked about.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A message that came in.
    Message(MessageSubject<'a>),
    /// A notice.
    Notice(NoticeSubject),
}

/// What the conditions are about, of a message.
#[derive(Clone, Copy)]
pub struct MessageSubject<'a> {
    /// The number that received it.
    pub number_id: NumberId,
    /// Who sent it.
    pub sender: &'a str,
    /// The service that the code is of.
    pub service: Option<&'a str>,
    /// Its text.
    pub body: &'a str,
    /// Whether a code was found.
    pub has_code: bool,
}

/// What the conditions are about, of a notice.
#[derive(Clone, Copy)]
pub struct NoticeSubject {
    /// What it is.
    pub kind: NoticeKind,
    /// The number that it is about.
    pub number_id: Option<NumberId>,
}

impl Subject<'_> {
    /// The number that it is about.
    pub fn number_id(&self) -> Option<NumberId> {
        match self {
            Self::Message(message) => Some(message.number_id),
            Self::Notice(notice) => notice.number_id,
        }
    }
}

/// Who last said where a channel goes.
pub type Setters = HashMap<ChannelId, Option<UserId>>;

/// A channel that a rule names.
pub struct Named {
    pub id: ChannelId,
    /// Who last said where it goes.
    pub set_by: Option<UserId>,
}

/// A rule, ready to be asked.
pub struct Active {
    pub(super) id: RuleId,
    pub(super) number_id: Option<NumberId>,
    pub(super) event: Event,
    pub(super) set_by: Option<UserId>,
    pub(super) channels: Vec<Named>,
    pub(super) stop: bool,
    number_ids: Vec<NumberId>,
    senders: Vec<String>,
    services: Vec<String>,
    pattern: Option<Pattern>,
    has_code: Option<bool>,
    hours: Option<Span>,
    notice_kinds: Vec<NoticeKind>,
}

impl Conditions {
    /// The same without the space around names.
    pub fn trimmed(mut self) -> Self {
        for name in self.senders.iter_mut().chain(&mut self.services) {
            *name = name.trim().to_owned();
        }
        self
    }

    /// Checks names and that all conditions are of the event.
    fn check(&self, event: Event, is_of_number: bool) -> Result<()> {
        let not_of_notices = say!("is about messages, and the rule is about notices");
        let of_messages = [
            ("conditions.senders", self.senders.is_empty()),
            ("conditions.services", self.services.is_empty()),
            (PATTERN, self.pattern.is_none()),
            ("conditions.has_code", self.has_code.is_none()),
        ];
        if let Some((field, _)) =
            of_messages.into_iter().find(|(_, is_absent)| event == Event::Notice && !is_absent)
        {
            return Err(Error::invalid(field, not_of_notices));
        }
        if event == Event::Message && !self.notice_kinds.is_empty() {
            let rule = say!("is about notices, and the rule is about messages");
            return Err(Error::invalid("conditions.notice_kinds", rule));
        }
        if is_of_number && !self.number_ids.is_empty() {
            let rule = say!("must be empty: the rule is for one number");
            return Err(Error::invalid("conditions.number_ids", rule));
        }
        for (field, count) in [
            ("conditions.number_ids", self.number_ids.len()),
            ("conditions.senders", self.senders.len()),
            ("conditions.services", self.services.len()),
        ] {
            if count > MOST_NAMES {
                return Err(Error::invalid(
                    field,
                    say!("must have at most {most}", most = MOST_NAMES),
                ));
            }
        }
        for (field, names) in
            [("conditions.senders", &self.senders), ("conditions.services", &self.services)]
        {
            let is_right = |name: &String| {
                (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains('\0')
            };
            if !names.iter().all(is_right) {
                let rule = say!("must each have 1 to {most} characters", most = LONGEST_NAME);
                return Err(Error::invalid(field, rule));
            }
        }
        Ok(())
    }

    /// The pattern as it is written.
    fn check_pattern(&self) -> Result<Option<&str>> {
        let Some(pattern) = &self.pattern else { return Ok(None) };
        if !(1..=LONGEST_PATTERN).contains(&pattern.chars().count()) || pattern.contains('\0') {
            let rule = say!("must have 1 to {most} characters", most = LONGEST_PATTERN);
            return Err(Error::invalid(PATTERN, rule));
        }
        Ok(Some(pattern))
    }
}

impl Hours {
    fn check(&self) -> Result<Span> {
        let is_week = !self.days.is_empty() && self.days.iter().all(|day| (1..=7).contains(day));
        if !is_week {
            let rule = say!("must have at least one day from 1 (Monday) to 7 (Sunday)");
            return Err(Error::invalid("conditions.hours.days", rule));
        }
        let time = |field, text: &str| {
            NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| {
                let rule = say!("must be a time of the day as HH:MM, such as 09:00");
                Error::invalid(field, rule)
            })
        };
        Ok(Span {
            days: self.days.clone(),
            from: time("conditions.hours.from", &self.from)?,
            until: time("conditions.hours.until", &self.until)?,
            zone: self.time_zone.parse().map_err(|_| {
                let rule = say!("must be a time zone such as Europe/Dublin");
                Error::invalid("conditions.hours.time_zone", rule)
            })?,
        })
    }
}

/// Hours of days, ready to be asked.
struct Span {
    days: Vec<u32>,
    from: NaiveTime,
    until: NaiveTime,
    zone: Tz,
}

impl Span {
    fn holds(&self, now: DateTime<Utc>) -> bool {
        let there = now.with_timezone(&self.zone);
        let today = there.weekday().number_from_monday();
        let yesterday = if today == 1 { 7 } else { today - 1 };
        let time = there.time();
        let has = |day| self.days.contains(&day);
        if self.from < self.until {
            has(today) && (self.from..self.until).contains(&time)
        } else {
            has(today) && time >= self.from || has(yesterday) && time < self.until
        }
    }
}

/// Why a rule is not obeyed.
pub enum Unfit {
    /// Something of it breaks a rule.
    Wrong(Error),
    /// Its pattern is refused.
    Pattern(Refused),
}

impl From<Error> for Unfit {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

impl From<Unfit> for Error {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Wrong(error) => error,
            Unfit::Pattern(refused) => Self::invalid(PATTERN, refused.into()),
        }
    }
}

impl Active {
    /// The rule, if it keeps to all limits and its pattern is fit to be run. For a thread that nobody
    /// else waits for.
    pub fn new(rule: &Rule, setters: &Setters) -> Result<Self, Unfit> {
        let conditions = &rule.conditions;
        conditions.check(rule.event, rule.number_id.is_some())?;
        let hours = conditions.hours.as_ref().map(Hours::check).transpose()?;
        let pattern = conditions.check_pattern()?.map(|text| Pattern::new(text, Case::Insensitive));
        let folded = |names: &[String]| names.iter().map(|name| name.to_lowercase()).collect();
        Ok(Self {
            id: rule.id,
            number_id: rule.number_id,
            event: rule.event,
            set_by: rule.set_by.as_ref().map(|member| member.id),
            channels: rule
                .channel_ids
                .iter()
                .map(|id| Named { id: *id, set_by: setters.get(id).copied().flatten() })
                .collect(),
            stop: rule.stop,
            number_ids: conditions.number_ids.clone(),
            senders: folded(&conditions.senders),
            services: folded(&conditions.services),
            pattern: pattern.transpose().map_err(Unfit::Pattern)?,
            has_code: conditions.has_code,
            hours,
            notice_kinds: conditions.notice_kinds.clone(),
        })
    }

    /// Whether all of its conditions hold.
    pub fn holds(
        &self,
        subject: &Subject<'_>,
        now: DateTime<Utc>,
        meter: &mut Meter<RuleId>,
    ) -> bool {
        let is_of_number = self.number_ids.is_empty()
            || subject.number_id().is_some_and(|id| self.number_ids.contains(&id));
        let is_in_time = self.hours.as_ref().is_none_or(|hours| hours.holds(now));
        is_of_number
            && is_in_time
            && match subject {
                Subject::Message(message) => self.holds_for(message, meter),
                Subject::Notice(notice) => {
                    self.notice_kinds.is_empty() || self.notice_kinds.contains(&notice.kind)
                }
            }
    }

    fn holds_for(&self, message: &MessageSubject<'_>, meter: &mut Meter<RuleId>) -> bool {
        let is_one = |names: &[String], name: Option<&str>| {
            names.is_empty() || name.is_some_and(|name| names.contains(&name.trim().to_lowercase()))
        };
        let mut is_in =
            |pattern: &Pattern| meter.search(self.id, || pattern.is_in(message.body).then_some(()));
        is_one(&self.senders, Some(message.sender))
            && is_one(&self.services, message.service)
            && self.has_code.is_none_or(|has_code| has_code == message.has_code)
            && self.pattern.as_ref().is_none_or(|pattern| is_in(pattern).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(days: &[u32], from: &str, until: &str, zone: &str) -> Hours {
        let value =
            serde_json::json!({"days": days, "from": from, "until": until, "time_zone": zone});
        serde_json::from_value(value).expect("hours")
    }

    fn hold(hours: &Hours, time: &str) -> bool {
        hours.check().expect("hours").holds(time.parse().expect("a time"))
    }

    #[test]
    fn hours_hold_in_their_own_time_zone_also_when_its_clocks_change() {
        let office = hours(&[1, 2, 3, 4, 5], "09:00", "17:30", "Europe/Berlin");
        // A Monday in winter and one in summer.
        for (time, expected) in [
            ("2026-01-05T07:59:59Z", false),
            ("2026-01-05T08:00:00Z", true),
            ("2026-01-05T16:29:59Z", true),
            ("2026-01-05T16:30:00Z", false),
            ("2026-07-06T07:00:00Z", true),
            ("2026-01-04T10:00:00Z", false),
        ] {
            assert_eq!(hold(&office, time), expected, "{time}");
        }
    }

    #[test]
    fn hours_over_midnight_belong_to_the_day_on_which_they_begin() {
        let night = hours(&[5], "22:00", "06:00", "UTC");
        // 2026-01-02 is a Friday.
        for (time, expected) in [
            ("2026-01-02T05:00:00Z", false),
            ("2026-01-02T22:00:00Z", true),
            ("2026-01-03T05:59:00Z", true),
            ("2026-01-03T06:00:00Z", false),
            ("2026-01-03T22:00:00Z", false),
        ] {
            assert_eq!(hold(&night, time), expected, "{time}");
        }
        let whole_day = hours(&[5], "00:00", "00:00", "UTC");
        assert!(hold(&whole_day, "2026-01-02T12:00:00Z"));
    }
}
