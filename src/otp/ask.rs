//! Asks gateways to send something, one after the other, and writes down what came of it.

use chrono::{DateTime, TimeDelta, Utc};
use metrics::counter;
use secrecy::ExposeSecret;

use super::gateways::kinds::{CodeContent, Content, Outbound};
use super::gateways::outcome::{Accepted, Outcome, Verdict};
use super::gateways::{self, Ready};
use super::send::{Draft, Message, code_mac, get};
use super::sql::{self, Answered};
use super::{Purpose, Send, SendEvent, Status, Wire, receipts};
use crate::auth::Reader;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::Result;
use crate::id::{SendId, new_v7};

/// Asks one gateway after the other until one takes it or may have taken it.
pub async fn ask(
    wire: &Wire,
    id: SendId,
    begun_at: DateTime<Utc>,
    draft: &Draft,
    reader: Option<Reader>,
    gateways: Vec<Ready>,
) -> Result<Send> {
    let context = &wire.context;
    let content = match &draft.message {
        Message::Code(message) => Content::Code(CodeContent {
            code: &message.code,
            is_made_here: message.is_made_here && draft.purpose == Purpose::Code,
            company: draft.company.as_deref().unwrap_or_default(),
            comment: message.comment.as_deref(),
            webotp_domain: message.webotp_domain.as_deref(),
            text: message.text.expose_secret(),
        }),
        Message::Text(text) => Content::Text(text),
        Message::Secret(text) => Content::Secret(text.expose_secret()),
    };
    let reader = reader.as_ref();
    let outbound = Outbound { id: id.into(), to: &draft.to, reader, content };
    let mut asked = Vec::new();
    for gateway in &gateways {
        let (outcome, took) = gateway.send(wire, &outbound).await;
        let result = match &outcome.verdict {
            Verdict::Accepted(_) => "accepted",
            Verdict::NotSent => "refused",
            Verdict::Unknown => "unknown",
        };
        counter!("codebell_sends_total", "gateway" => gateway.kind.id, "result" => result)
            .increment(1);
        let event = SendEvent {
            event: "asked".to_owned(),
            gateway: Some(gateway.name.clone()),
            result: result.to_owned(),
            detail: outcome.detail.clone(),
            answer_status: outcome.answer_status.map(i32::from),
            duration_ms: i32::try_from(took.as_millis()).ok(),
            at: context.clock.now(),
        };
        let is_last = !matches!(outcome.verdict, Verdict::NotSent);
        asked.push((gateway, outcome, event));
        if is_last {
            break;
        }
    }
    let status = asked.last().map_or(Status::Refused, |(_, outcome, _)| status_of(outcome));
    let written = write_down(context, id, begun_at, &asked).await;
    match written {
        Ok(send) => Ok(send),
        // A code that the gateway made can't be checked then; of all others the outcome is what it is.
        Err(error) if has_code(&asked) => Err(error),
        Err(error) => {
            tracing::warn!(%error, "what came of a send could not be written down");
            Ok(unwritten(id, begun_at, draft, status))
        }
    }
}

type Asked<'a> = (&'a Ready, Outcome, SendEvent);

fn status_of(outcome: &Outcome) -> Status {
    match &outcome.verdict {
        Verdict::Accepted(accepted) => accepted.status(),
        Verdict::NotSent => Status::Refused,
        Verdict::Unknown => Status::Unknown,
    }
}

fn accepted<'a>(asked: &'a [Asked<'_>]) -> Option<&'a Accepted> {
    match &asked.last()?.1.verdict {
        Verdict::Accepted(accepted) => Some(accepted),
        Verdict::NotSent | Verdict::Unknown => None,
    }
}

fn has_code(asked: &[Asked<'_>]) -> bool {
    accepted(asked).is_some_and(|accepted| accepted.code.is_some())
}

/// A send as it is, of which the database knows only the beginning.
fn unwritten(id: SendId, begun_at: DateTime<Utc>, draft: &Draft, status: Status) -> Send {
    let ttl = match &draft.message {
        Message::Code(message) => Some(TimeDelta::seconds(message.ttl_seconds)),
        Message::Text(_) | Message::Secret(_) => None,
    };
    Send {
        id,
        kind: draft.purpose,
        to: draft.to.clone(),
        country: draft.country.as_ref().map(|country| country.as_str().to_owned()),
        company: draft.company.clone(),
        language: draft.language.clone(),
        status,
        attempts: Some(0),
        expires_at: ttl.map(|ttl| begun_at + ttl),
        verified_at: None,
        voided_at: None,
        delivered_at: None,
        gateway_id: None,
        gateway: None,
        sent_by: None,
        created_at: begun_at,
    }
}

/// Commits what gateways answered, with the receipts that came before.
async fn write_down(
    context: &Context,
    id: SendId,
    begun_at: DateTime<Utc>,
    asked: &[Asked<'_>],
) -> Result<Send> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    for (_, _, event) in asked {
        sql::insert_event(&mut *transaction, new_v7(now), id, event).await?;
    }
    if let Some((gateway, outcome, event)) = asked.last() {
        let accepted = accepted(asked);
        let message_id = accepted.and_then(|accepted| accepted.message_id.as_deref());
        let made = accepted.and_then(|accepted| accepted.code.as_ref());
        let made = made.map(|code| code_mac(context, id, code));
        let status = status_of(outcome);
        let took_it = status != Status::Refused;
        let answered = Answered {
            id,
            status,
            gateway: took_it.then_some((gateway.id, gateway.kind.id, gateway.name.as_str())),
            message_id,
            code_mac: made.as_deref(),
            now,
        };
        if !took_it {
            // Before the send, as whoever begins another one does.
            sql::count_down(&mut *transaction, begun_at.date_naive()).await?;
            // Nothing was sent, so that the same request may be tried again.
            sql::delete_key(&mut *transaction, id).await?;
        }
        sql::mark_answered(&mut *transaction, &answered).await?;
        if let Some(message_id) = message_id {
            let provider = gateway.kind.receipts_by;
            receipts::apply_early(&mut transaction, provider, message_id, now).await?;
        }
        gateways::note(&mut transaction, gateway.id, &event.result, outcome, now).await?;
    }
    notify::publish(&mut *transaction, Topic::SendUpdated, &[id.into()]).await?;
    let send = get(&mut transaction, id).await?;
    transaction.commit().await?;
    Ok(send)
}
