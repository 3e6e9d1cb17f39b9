//! The canary: the product texts its own numbers on a schedule, and tells when a message does not come
//! back.
//!
//! Its messages are never stored: what comes back is known by its token and ends here.

mod sql;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use metrics::{counter, histogram};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Wire;
use super::country;
use super::gateways;
use super::gateways::kinds::{Content, Outbound};
use super::gateways::outcome::Verdict;
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::{GatewayId, NumberId, new_v7};
use crate::notices::{NewNotice, NoticeKind};
use crate::numbers::NumberRef;
use crate::{delivery, random};

/// What a canary's message begins with; its token follows.
const MARK: &str = "Codebell canary ";
const TOKEN_BYTES: usize = 8;
/// Runs of a number that are shown.
const SHOWN: i64 = 60;

/// A number that is texted on a schedule.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Canary {
    pub number: NumberRef,
    /// Minutes from one message to the next.
    pub every_minutes: i32,
    /// Seconds within which a message has to be back.
    pub within_seconds: i32,
    /// The only gateway that is asked; null: whichever is asked first.
    #[schema(required)]
    pub gateway_id: Option<GatewayId>,
    /// When the next message is sent.
    pub next_at: DateTime<Utc>,
    /// The last messages, the latest first.
    pub runs: Vec<CanaryRun>,
}

/// A message on its way round.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CanaryRun {
    /// When it was sent.
    pub started_at: DateTime<Utc>,
    /// When it was back.
    #[schema(required)]
    pub returned_at: Option<DateTime<Utc>>,
    /// Whether it was not back in time.
    pub is_missing: bool,
    /// Why it could not be sent.
    #[schema(required)]
    pub detail: Option<String>,
}

/// When a number is texted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetCanary {
    /// Minutes from one message to the next, 5 to 10,080.
    #[schema(minimum = 5, maximum = 10_080)]
    pub every_minutes: i32,
    /// Seconds within which a message has to be back, 10 to 3,600.
    #[schema(minimum = 10, maximum = 3600)]
    pub within_seconds: i32,
    /// The only gateway that is asked; absent: whichever is asked first.
    #[serde(default)]
    pub gateway_id: Option<GatewayId>,
}

/// The canaries of numbers that the caller sees.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<Canary>> {
    Ok(sql::list_canaries(&context.pool, &caller.reader(), None, SHOWN).await?)
}

/// Has a number that the caller sees be texted; the first time at once.
pub async fn set(
    context: &Context,
    caller: &Caller,
    number_id: NumberId,
    set: SetCanary,
) -> Result<Canary> {
    if !(5..=10_080).contains(&set.every_minutes) {
        return Err(Error::invalid("every_minutes", say!("must be from 5 to 10080")));
    }
    if !(10..=3600).contains(&set.within_seconds) {
        return Err(Error::invalid("within_seconds", say!("must be from 10 to 3600")));
    }
    if i64::from(set.within_seconds) > i64::from(set.every_minutes) * 60 {
        return Err(Error::invalid(
            "within_seconds",
            say!("must not be longer than from one to the next"),
        ));
    }
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let number = sql::find_readable(&mut *transaction, &caller.reader(), number_id).await?;
    let number = number.ok_or_else(|| not_found!("number"))?;
    if country::recipient(&number).is_none() {
        let rule = say!("is no number in international form, which nothing can be sent to");
        return Err(Error::invalid("number_id", rule));
    }
    if let Some(gateway) = set.gateway_id {
        let is_there = sql::has_gateway(&mut *transaction, gateway).await?;
        if !is_there {
            return Err(Error::invalid("gateway_id", say!("isn't one of your gateways")));
        }
    }
    sql::upsert_canary(&mut *transaction, number_id, &set, now).await?;
    let entry = caller.did(Action::CanarySet).on("number", number_id, &number);
    let details = json!({
        "every_minutes": set.every_minutes,
        "within_seconds": set.within_seconds,
        "gateway_id": set.gateway_id,
    });
    audit::record(context, &mut transaction, &[entry.with(details)]).await?;
    transaction.commit().await?;
    let reader = caller.reader();
    let found = sql::list_canaries(&context.pool, &reader, Some(number_id), SHOWN).await?.pop();
    found.ok_or_else(|| not_found!("number"))
}

/// Lets a number be texted no more.
pub async fn remove(context: &Context, caller: &Caller, number_id: NumberId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let number = sql::find_readable(&mut *transaction, &caller.reader(), number_id).await?;
    let number = number.ok_or_else(|| not_found!("number"))?;
    if !sql::delete_canary(&mut *transaction, number_id).await? {
        return Err(not_found!("canary"));
    }
    let entry = caller.did(Action::CanaryRemoved).on("number", number_id, &number);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// Whether a message is one of ours that came back, which is all that becomes of it then.
pub async fn came_back(context: &Context, to: &str, text: &str) -> Result<bool> {
    let Some(token) = token_of(text) else { return Ok(false) };
    let now = context.clock.now();
    let found = sql::mark_returned(&context.pool, token, to, now).await?;
    if let Some(sql::Returned { started_at, is_first: true }) = &found {
        let took: Duration = (now - *started_at).to_std().unwrap_or_default();
        histogram!("codebell_canary_seconds").record(took.as_secs_f64());
    }
    Ok(found.is_some())
}

fn token_of(text: &str) -> Option<&str> {
    let token = text.split_once(MARK)?.1.get(..TOKEN_BYTES * 2)?;
    token.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(token)
}

/// Texts the numbers whose time has come, each beside the others: a gateway that gives no answer holds up
/// its own.
pub(super) async fn send_due(wire: &Wire) -> Result<()> {
    let context = &wire.context;
    loop {
        let now = context.clock.now();
        let mut transaction = context.pool.begin().await?;
        let Some(due) = sql::claim_due(&mut *transaction, now).await? else { return Ok(()) };
        let id = new_v7(now);
        let token = hex::encode(random::bytes::<TOKEN_BYTES>());
        let late_at = now + TimeDelta::seconds(due.within_seconds.into());
        sql::insert_run(&mut *transaction, id, due.number_id, &token, now, late_at).await?;
        transaction.commit().await?;
        let wire = wire.clone();
        tokio::spawn(async move {
            if let Err(error) = send(&wire, id, &token, &due).await {
                // It is told of as missing.
                tracing::warn!(%error, "a canary could not be sent");
            }
        });
    }
}

async fn send(wire: &Wire, id: Uuid, token: &str, due: &sql::Due) -> Result<()> {
    let context = &wire.context;
    let text = format!("{MARK}{token}");
    let content = Content::Text(&text);
    let outbound = Outbound { id, to: &due.phone_number, reader: None, content };
    let country = country::recipient(&due.phone_number).and_then(|(_, country)| country);
    let gateways = gateways::list_ready(context).await?;
    let asked = gateways.iter().filter(|gateway| match due.gateway_id {
        Some(only) => gateway.id == only,
        None => gateway.serves(country),
    });
    let mut detail = "there is no gateway for it".to_owned();
    for gateway in asked {
        let (outcome, _) = gateway.send(wire, &outbound).await;
        match outcome.verdict {
            Verdict::Accepted(_) | Verdict::Unknown => return Ok(()),
            Verdict::NotSent => {
                detail = format!("{} {}", gateway.name, outcome.detail.unwrap_or_default());
            }
        }
    }
    Ok(sql::update_detail(&context.pool, id, &detail).await?)
}

/// Tells of messages that are not back in time: of the first of a number, until one is back again.
pub(super) async fn tell_missing(context: &Context) -> Result<()> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let missing = sql::mark_missing(&mut *transaction, now).await?;
    if missing.is_empty() {
        return Ok(());
    }
    for run in missing {
        counter!("codebell_canary_missing_total").increment(1);
        if run.was_missing_before {
            continue;
        }
        let number = &run.phone_number;
        let why = match &run.detail {
            Some(detail) => format!("It could not be sent: {detail}."),
            None => "It was sent, and has not come back.".to_owned(),
        };
        let notice = NewNotice {
            kind: NoticeKind::CanaryMissing,
            source_id: None,
            number_id: Some(run.number_id),
            channel_id: None,
            title: format!("{number} may not receive any more"),
            text: format!(
                "The message that Codebell sent to it at {} is not back. {why} Look at the number's \
                 provider, its webhook and the gateway.",
                run.started_at.format("%H:%M UTC")
            ),
            details: json!({"number": number, "since": run.started_at}),
            dedupe_key: format!("canary.missing:{}", run.id),
        };
        delivery::announce(context, &mut transaction, &notice).await?;
    }
    Ok(transaction.commit().await?)
}

/// Deletes old runs.
pub(super) async fn purge(connection: &mut PgConnection, before: DateTime<Utc>) -> Result<()> {
    Ok(sql::purge(connection, before).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_canary_is_known_by_its_token_wherever_it_stands_in_the_text() {
        let token = "0123456789abcdef";
        assert_eq!(token_of(&format!("{MARK}{token}")), Some(token));
        assert_eq!(token_of(&format!("Free msg: {MARK}{token}. Bye")), Some(token));
        for text in ["", MARK, "Codebell canary 12", "Codebell canary 0123456789abcdeg", "ä"] {
            assert_eq!(token_of(text), None, "{text}");
        }
        assert_eq!(token_of(&format!("{MARK}0123456789abcdé")), None);
    }
}
