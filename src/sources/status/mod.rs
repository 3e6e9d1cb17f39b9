//! What came through a source lately.

mod sql;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::arrivals::{self, Arrival};
use crate::auth::{Caller, Capability};
use crate::context::Context;
use crate::error::Result;
use crate::id::{MessageId, NumberId, SourceId, first_at};

/// How far back is looked.
const LATELY: TimeDelta = TimeDelta::hours(24);

/// What came through a source in the last 24 hours.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SourceStatus)]
pub struct Status {
    /// The latest message.
    #[schema(required)]
    pub last_message: Option<LastMessage>,
    /// The latest arrival that is no message.
    #[schema(required)]
    pub last_delivery: Option<Arrival>,
}

/// The latest message of a source.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastMessage {
    /// When the provider received it.
    pub received_at: DateTime<Utc>,
    /// Its id; null where the caller does not see its number.
    #[schema(required)]
    pub id: Option<MessageId>,
    /// The number that received it, where the caller sees it.
    #[schema(required)]
    pub number: Option<LastNumber>,
}

/// The number of the latest message.
#[derive(Debug, Serialize, ToSchema)]
pub struct LastNumber {
    pub id: NumberId,
    /// E.164, or the short code or name that the provider gave.
    pub phone_number: String,
    /// What the team calls it.
    #[schema(required)]
    pub label: Option<String>,
    /// Who sees it.
    pub access: NumberAccess,
}

/// Who sees a number.
#[derive(Clone, Copy, Debug, Serialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum NumberAccess {
    /// Nobody has decided yet.
    New,
    /// Everybody.
    Team,
    /// Its members.
    Restricted,
}

/// What came through a source in the last 24 hours.
pub async fn get(context: &Context, caller: &Caller, id: SourceId) -> Result<Status> {
    let since = context.clock.now() - LATELY;
    let arrival = arrivals::find_last(&context.pool, id).await?;
    let reader = caller.reader();
    let mut last_message =
        sql::find_last_message(&context.pool, id, &reader, first_at(since)).await?;
    if let Some(message) = last_message.as_mut().filter(|_| !caller.can(Capability::ReadMessages)) {
        (message.id, message.number) = (None, None);
    }
    Ok(Status {
        last_message,
        last_delivery: arrival.filter(|arrival| arrival.received_at >= since),
    })
}
