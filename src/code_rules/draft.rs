//! What a rule would change, and rules made from corrections.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Active, CodeRuleKind, CreateCodeRule, Subject};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::extraction::rule::{self, Verdict};
use crate::extraction::typed;
use crate::id::{CodeRuleId, MessageId};
use crate::inbox::{self, Filter, Message};
use crate::messages::{Correction, Reading};
use crate::patterns::Meter;

/// Messages that a rule is tried on.
const MOST_TRIED: i64 = 1000;
/// Changes that a preview shows.
const MOST_SHOWN: usize = 20;

/// A correction of a message.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The message whose code is wrong.
    pub message_id: MessageId,
    /// Its code, as it is to be typed; null: it has none.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    pub code: Option<String>,
}

/// What a rule would change in the last 1,000 messages.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    /// On how many messages it was tried.
    pub tried: usize,
    /// How many it would change.
    pub changed: usize,
    /// The latest of them, 20 at most.
    pub changes: Vec<Change>,
}

/// A message that a rule would change.
#[derive(Serialize, ToSchema)]
pub struct Change {
    pub message_id: MessageId,
    /// Who sent it.
    pub sender: String,
    /// Its text.
    pub body: String,
    /// Its code now.
    #[schema(required)]
    pub before: Option<String>,
    /// Its code with the rule.
    #[schema(required)]
    pub after: Option<String>,
}

/// The last messages that the caller may see.
pub async fn recent(context: &Context, caller: &Caller) -> Result<Vec<Message>> {
    Ok(inbox::list(context, caller, &Filter::default(), MOST_TRIED).await?.data)
}

/// What the rule says of these messages, as far as it says something.
fn verdicts<'a>(
    messages: &'a [Message],
    rule: &'a Active,
    meter: &'a mut Meter<CodeRuleId>,
) -> impl Iterator<Item = (&'a Message, Verdict)> {
    messages.iter().filter_map(|message| Some((message, rule.verdict(&subject(message), meter)?)))
}

fn is_changed((message, verdict): &(&Message, Verdict)) -> bool {
    code_of(message, verdict) != message.code
}

fn subject(message: &Message) -> Subject<'_> {
    Subject {
        number_id: message.number.id,
        sender: &message.sender,
        service: message.service.as_deref(),
        body: &message.body,
    }
}

fn code_of(message: &Message, verdict: &Verdict) -> Option<String> {
    match verdict {
        Verdict::Code(span) => Some(typed(&message.body[span.clone()])),
        Verdict::NoCode => None,
    }
}

/// What the rule would change in these messages.
pub fn preview(messages: &[Message], rule: &Active, meter: &mut Meter<CodeRuleId>) -> Preview {
    let all: Vec<_> = verdicts(messages, rule, meter).filter(is_changed).collect();
    let changes = all.iter().take(MOST_SHOWN).map(|(message, verdict)| Change {
        message_id: message.id,
        sender: message.sender.clone(),
        body: message.body.clone(),
        before: message.code.clone(),
        after: code_of(message, verdict),
    });
    Preview { tried: messages.len(), changed: all.len(), changes: changes.collect() }
}

/// What has to be written down for the rule to be true of these messages, and those of them that it
/// says to have no code.
pub fn corrections(
    messages: &[Message],
    rule: &Active,
    meter: &mut Meter<CodeRuleId>,
) -> (Vec<Correction>, Vec<MessageId>) {
    let all: Vec<_> = verdicts(messages, rule, meter).collect();
    let denied = all.iter().filter(|(_, verdict)| *verdict == Verdict::NoCode);
    let without = denied.map(|(message, _)| message.id).collect();
    let changed = all.into_iter().filter(is_changed);
    let corrections = changed.map(|(message, verdict)| correction(message, &verdict));
    (corrections.collect(), without)
}

fn correction(message: &Message, verdict: &Verdict) -> Correction {
    let Message { id, received_at, body, sender, service, link, .. } = message;
    let mut reading = Reading {
        otp: None,
        code_span: None,
        service: service.clone(),
        code_missed: false,
        link: link.clone(),
    };
    reading.apply(body, sender, verdict);
    let search_text = reading.search_text(body, sender);
    Correction { id: *id, received_at: *received_at, reading, search_text }
}

/// A rule by the words around the code, or around what was wrongly taken for one.
pub fn from_correction(message: &Message, code: Option<&str>) -> Result<CreateCodeRule> {
    let (kind, wanted) = match (code, &message.code) {
        (Some(code), _) => (CodeRuleKind::Code, code),
        (None, Some(wrong)) => (CodeRuleKind::None, wrong.as_str()),
        (None, None) => {
            return Err(Error::invalid(
                "code",
                say!("is missing: the message has no code to take away"),
            ));
        }
    };
    let span = rule::locate(&message.body, wanted).ok_or_else(|| {
        Error::invalid("code", say!("is not in the message; write it as it stands there"))
    })?;
    Ok(CreateCodeRule {
        kind,
        pattern: rule::propose(&message.body, &span),
        number_id: None,
        sender: Some(message.sender.clone()),
        service: None,
        test_message: message.body.chars().take(super::LONGEST_TEST).collect(),
    })
}
