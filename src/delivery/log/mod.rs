//! What was forwarded, as people see it: the list, another try, "we know", and the test of a channel.

mod figures;
pub mod http;
mod sql;
pub mod trial;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::audit::{self, Action};
use crate::auth::{Caller, Capability};
use crate::channels::KindName;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::delivery::state::{Event, Reason, Status};
use crate::error::{Error, Result};
use crate::http::pagination::Page;
use crate::id::{ChannelId, DeliveryId, MessageId, NoticeId, NumberId, RuleId};
use crate::numbers::NumberRef;

/// How long deliveries are kept.
const KEPT: TimeDelta = TimeDelta::days(30);
/// Deliveries that are tried again at once.
const MOST_RETRIED: i64 = 1000;

/// A delivery, without what was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Delivery {
    /// Its id, the same over all attempts; later ones have larger ones.
    pub id: DeliveryId,
    /// Where to.
    pub channel: ChannelRef,
    pub event: Event,
    #[schema(required)]
    pub message_id: Option<MessageId>,
    #[schema(required)]
    pub notice_id: Option<NoticeId>,
    /// The number that the message or notice is of.
    #[schema(required)]
    pub number: Option<NumberRef>,
    /// Who sent the message.
    #[schema(required)]
    pub sender: Option<String>,
    /// The service that the message's code is of.
    #[schema(required)]
    pub service: Option<String>,
    /// The rule that named the channel.
    #[schema(required)]
    pub rule_id: Option<RuleId>,
    /// What became of it.
    pub status: Status,
    /// Why it is not delivered.
    #[schema(required)]
    pub reason: Option<Reason>,
    /// The same in words.
    #[schema(required)]
    pub detail: Option<String>,
    /// Attempts so far.
    pub attempts: i32,
    /// When it was decided, in the commit of its message.
    pub created_at: DateTime<Utc>,
    /// When it is tried next, of a waiting one.
    #[schema(required)]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was delivered or given up.
    #[schema(required)]
    pub finished_at: Option<DateTime<Utc>>,
    /// The last answer's status.
    #[schema(required)]
    pub answer_status: Option<i32>,
    /// Whether it failed and nobody has said yet that they know.
    pub needs_review: bool,
}

/// A channel, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ChannelRef {
    pub id: ChannelId,
    /// What the team calls it.
    pub name: String,
    /// What it is.
    pub kind: KindName,
}

/// An attempt to deliver.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Attempt {
    /// 1 for the first.
    pub attempt: i32,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub duration_ms: i32,
    /// Whether the receiver has it.
    pub is_success: bool,
    /// Why not.
    #[schema(required)]
    pub reason: Option<Reason>,
    /// The same in words.
    #[schema(required)]
    pub detail: Option<String>,
    /// The receiver's status; of e-mail the SMTP code.
    #[schema(required)]
    pub answer_status: Option<i32>,
    /// The first 1,000 characters of its answer, without secrets and the code.
    #[schema(required)]
    pub answer: Option<String>,
    /// What was sent, of a test only, without secrets.
    #[schema(required)]
    pub request: Option<String>,
    /// When the next was due.
    #[schema(required)]
    pub next_attempt_at: Option<DateTime<Utc>>,
}

/// A delivery with its attempts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveryDetail {
    pub delivery: Delivery,
    /// Its attempts, the first first.
    pub attempts: Vec<Attempt>,
}

/// Which deliveries.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Over this channel.
    pub channel_id: Option<ChannelId>,
    /// Of this message.
    pub message_id: Option<MessageId>,
    /// Of this number.
    pub number_id: Option<NumberId>,
    /// With this fate.
    pub status: Option<Status>,
    /// Of this kind.
    pub event: Option<Event>,
    /// Failed, and nobody has said yet that they know.
    pub needs_review: Option<bool>,
    /// Made at or after this time.
    pub since: Option<DateTime<Utc>>,
    /// Made before this time.
    pub until: Option<DateTime<Utc>>,
    /// Only these.
    #[serde(skip)]
    #[param(ignore)]
    pub ids: Option<Vec<DeliveryId>>,
}

/// Failed deliveries that stand in "needs review".
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Failures {
    /// Only these; null: all.
    pub ids: Option<Vec<DeliveryId>>,
    /// Only over this channel.
    pub channel_id: Option<ChannelId>,
}

/// Deliveries that match and whose numbers the caller may see, the latest first.
pub async fn list(
    context: &Context,
    caller: &Caller,
    filter: &Filter,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Page<Delivery>> {
    let reader = caller.reader();
    let mut reading = context.reads.begin(caller.user_id).await?;
    let connection = reading.connection()?;
    let found = sql::list_deliveries(connection, Some(&reader), filter, cursor, limit + 1).await?;
    reading.end();
    let mut page = Page::new(found, limit, |delivery| delivery.id.to_string());
    // What is in messages, a key that does not read them learns of none.
    if !caller.can(Capability::ReadMessages) {
        for delivery in &mut page.data {
            (delivery.number, delivery.sender, delivery.service) = (None, None, None);
        }
    }
    Ok(page)
}

/// One delivery with its attempts.
pub async fn get(context: &Context, caller: &Caller, id: DeliveryId) -> Result<DeliveryDetail> {
    let filter = Filter { ids: Some(vec![id]), ..Filter::default() };
    let found = list(context, caller, &filter, None, 1).await?.data.pop();
    let delivery = found.ok_or_else(|| not_found!("delivery"))?;
    Ok(DeliveryDetail { delivery, attempts: sql::list_attempts(&context.pool, id).await? })
}

/// Has a failed delivery tried again, from the start of its schedule.
pub async fn retry(context: &Context, caller: &Caller, id: DeliveryId) -> Result<DeliveryDetail> {
    let found = get(context, caller, id).await?;
    if found.delivery.status != Status::Failed {
        return Err(Error::Conflict(say!("Only a failed delivery can be tried again.")));
    }
    let failures = Failures { ids: Some(vec![id]), channel_id: None };
    if retry_where(context, caller, &failures, true).await? == 0 {
        return Err(Error::Conflict(say!(
            "Its channel is switched off or removed; switch it on first."
        )));
    }
    get(context, caller, id).await
}

/// Has failed deliveries tried again that stand in "needs review", whose channels are switched on and
/// whose codes have not expired, 1,000 at a time; returns how many.
pub async fn retry_all(context: &Context, caller: &Caller, failures: &Failures) -> Result<usize> {
    retry_where(context, caller, failures, false).await
}

async fn retry_where(
    context: &Context,
    caller: &Caller,
    failures: &Failures,
    is_single: bool,
) -> Result<usize> {
    let mut transaction = context.pool.begin().await?;
    let now = context.clock.now();
    let reader = caller.reader();
    let retried =
        sql::retry(&mut *transaction, &reader, failures, is_single, now, MOST_RETRIED).await?;
    if retried.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = retried.iter().map(|retried| retried.id.into()).collect();
    let channels: Vec<Uuid> = retried.iter().map(|retried| retried.channel_id.into()).collect();
    notify::publish(&mut *transaction, Topic::DeliveryQueued, &channels[..1]).await?;
    notify::publish(&mut *transaction, Topic::DeliveryUpdated, &ids).await?;
    let entry = caller.did(Action::DeliveryRetried).with(json!({"ids": ids}));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(retried.len())
}

/// Writes down that somebody knows of failed deliveries; returns how many.
pub async fn review(context: &Context, caller: &Caller, failures: &Failures) -> Result<usize> {
    let mut transaction = context.pool.begin().await?;
    let now = context.clock.now();
    let ids = sql::mark_reviewed(&mut *transaction, &caller.reader(), failures, now).await?;
    if ids.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = ids.into_iter().map(Uuid::from).collect();
    notify::publish(&mut *transaction, Topic::DeliveryUpdated, &ids).await?;
    let entry = caller.did(Action::DeliveryReviewed).with(json!({"ids": ids}));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(ids.len())
}

/// Deliveries as those hear of them who may see their numbers.
pub async fn list_for_broadcast(
    context: &Context,
    ids: &[DeliveryId],
) -> Result<Vec<Delivery>, sqlx::Error> {
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let limit = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    sql::list_deliveries(&context.pool, None, &filter, None, limit).await
}

/// Deletes deliveries that are kept no longer.
pub async fn purge(context: &Context) -> Result<()> {
    sql::purge(&context.pool, context.clock.now() - KEPT).await?;
    Ok(())
}
