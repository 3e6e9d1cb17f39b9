//! How many deliveries came to which end, by day.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::sql;
use crate::auth::Caller;
use crate::context::Context;
use crate::error::Result;
use crate::http::span::{self, Span};

/// What became of the deliveries of a day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeliveryFigures {
    /// The day, of UTC, on which they were to be sent.
    #[schema(example = "2026-01-31")]
    pub day: NaiveDate,
    /// The receiver took them.
    #[schema(example = 120)]
    pub delivered: i64,
    /// Given up.
    #[schema(example = 2)]
    pub failed: i64,
    /// Still to be sent.
    #[schema(example = 0)]
    pub waiting: i64,
    /// Half of those that were delivered were so within so many milliseconds.
    #[schema(required, example = 180.0)]
    pub median_ms: Option<f64>,
}

/// Of each day on which there was something to deliver, the oldest first: of notices, and of messages
/// to numbers that the caller sees.
pub async fn list(context: &Context, caller: &Caller, span: &Span) -> Result<Vec<DeliveryFigures>> {
    let days = span.until(context.clock.now())?;
    let mut reading = context.reads.begin(caller.user_id).await?;
    let begin = days.begin();
    let figures = sql::count_by_day(reading.connection()?, &caller.reader(), begin).await;
    let figures = figures.map_err(span::refuse)?;
    reading.end();
    Ok(figures)
}
