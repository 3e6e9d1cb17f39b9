//! How many messages came, by number and by source, over the last days.

mod sql;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::context::Context;
use crate::error::Result;
use crate::http::span::{self, LastDays, Span};
use crate::id::{NumberId, SourceId};
use sql::By;

/// What came to a number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NumberFigures {
    pub number_id: NumberId,
    #[serde(flatten)]
    pub arrived: Arrived,
}

/// What came from a source, to numbers that the caller sees.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceFigures {
    pub source_id: SourceId,
    #[serde(flatten)]
    pub arrived: Arrived,
    /// Webhooks that were refused: wrong signatures, bodies that could not be read.
    #[schema(example = 0)]
    pub refused: i64,
    /// The same of each day, as `daily`.
    #[schema(example = json!([0, 0, 2]))]
    pub daily_refused: Vec<i64>,
}

/// How many messages came.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Arrived {
    /// In all.
    #[schema(example = 42)]
    pub messages: i64,
    /// Of these with a code.
    #[schema(example = 40)]
    pub codes: i64,
    /// Of these without one, though they speak of one.
    #[schema(example = 1)]
    pub codes_missed: i64,
    /// The day that `daily` begins with.
    #[schema(example = "2026-01-29")]
    pub first_day: NaiveDate,
    /// Messages of each day of UTC, the oldest first, today last.
    #[schema(example = json!([3, 0, 7]))]
    pub daily: Vec<i64>,
}

/// What came to each number that the caller sees; without those that nothing came to.
pub async fn of_numbers(
    context: &Context,
    caller: &Caller,
    span: &Span,
) -> Result<Vec<NumberFigures>> {
    let days = span.until(context.clock.now())?;
    let mut reading = context.reads.begin(caller.user_id).await?;
    let reader = caller.reader();
    let counts = sql::count(reading.connection()?, &reader, By::Number, &days).await;
    let counts = counts.map_err(span::refuse)?;
    reading.end();
    let figure = |(id, arrived): (Uuid, Arrived)| NumberFigures { number_id: id.into(), arrived };
    Ok(gather(counts, days).map(figure).collect())
}

/// What came from each source, to numbers that the caller sees, and what was refused.
pub async fn of_sources(
    context: &Context,
    caller: &Caller,
    span: &Span,
) -> Result<Vec<SourceFigures>> {
    let days = span.until(context.clock.now())?;
    let reader = caller.reader();
    let mut reading = context.reads.begin(caller.user_id).await?;
    let counts = sql::count(reading.connection()?, &reader, By::Source, &days).await;
    let counts = counts.map_err(span::refuse)?;
    let refused = sql::count_refused(reading.connection()?, &days).await.map_err(span::refuse)?;
    reading.end();
    let mut arrived: BTreeMap<Uuid, Arrived> = gather(counts, days).collect();
    let mut refusals: BTreeMap<Uuid, Vec<(NaiveDate, i64)>> = BTreeMap::new();
    for (source_id, day, count) in refused {
        arrived.entry(source_id).or_insert_with(|| Arrived::nothing(days));
        refusals.entry(source_id).or_default().push((day, count));
    }
    let figures = arrived.into_iter().map(|(id, arrived)| {
        let refused = refusals.remove(&id).unwrap_or_default();
        SourceFigures {
            source_id: id.into(),
            arrived,
            refused: refused.iter().map(|(_, count)| count).sum(),
            daily_refused: days.spread(refused),
        }
    });
    Ok(figures.collect())
}

impl Arrived {
    fn nothing(days: LastDays) -> Self {
        let (first_day, daily) = (days.first(), days.spread([]));
        Self { messages: 0, codes: 0, codes_missed: 0, first_day, daily }
    }
}

/// Messages of one number or source on one day.
struct DayCount {
    of: Uuid,
    day: NaiveDate,
    messages: i64,
    codes: i64,
    codes_missed: i64,
}

fn gather(counts: Vec<DayCount>, days: LastDays) -> impl Iterator<Item = (Uuid, Arrived)> {
    let mut by_id: BTreeMap<Uuid, Vec<DayCount>> = BTreeMap::new();
    for count in counts {
        by_id.entry(count.of).or_default().push(count);
    }
    by_id.into_iter().map(move |(id, counts)| {
        let sum = |of: fn(&DayCount) -> i64| counts.iter().map(of).sum();
        let arrived = Arrived {
            messages: sum(|count| count.messages),
            codes: sum(|count| count.codes),
            codes_missed: sum(|count| count.codes_missed),
            first_day: days.first(),
            daily: days.spread(counts.iter().map(|count| (count.day, count.messages))),
        };
        (id, arrived)
    })
}
