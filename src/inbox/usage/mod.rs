//! Who uses which numbers: what members and programs saw and copied of the messages of the last days.

mod sql;

use serde::Serialize;
use utoipa::ToSchema;

use super::marks::Who;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::Result;
use crate::http::span::{self, Span};
use crate::numbers::NumberRef;

/// Pairs of somebody and a number that are told.
const MOST: i64 = 200;

/// How much somebody used a number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Usage {
    pub who: Who,
    pub number: NumberRef,
    /// Messages that they saw.
    #[schema(example = 12)]
    pub seen: i64,
    /// Codes that they copied; each message counts once.
    #[schema(example = 9)]
    pub copied: i64,
}

/// Of everybody and each number where there is something to tell, those who copied most first; at most
/// 200 pairs.
pub async fn list(context: &Context, caller: &Caller, span: &Span) -> Result<Vec<Usage>> {
    let days = span.until(context.clock.now())?;
    let mut reading = context.reads.begin(caller.user_id).await?;
    let usage = sql::list_usage(reading.connection()?, days.begin(), MOST).await;
    let usage = usage.map_err(span::refuse)?;
    reading.end();
    Ok(usage)
}
