//! How far figures look back.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::error::{Error, Result, is_called_off};

/// Days that are looked back at.
const MOST_DAYS: u64 = 90;
const USUAL_DAYS: u64 = 30;

/// How far to look back.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Span {
    /// Days, today included.
    #[param(minimum = 1, maximum = 90, default = 30)]
    pub days: Option<u64>,
}

/// What the database could not count in the time that it is given.
pub fn refuse(error: sqlx::Error) -> Error {
    if is_called_off(&error) {
        Error::invalid("days", say!("covers too much to be counted: ask for fewer days"))
    } else {
        error.into()
    }
}

/// Whole days of UTC, the last of which is today.
#[derive(Clone, Copy, Debug)]
pub struct LastDays {
    first: NaiveDate,
    count: usize,
}

impl Span {
    /// The days that are meant.
    pub fn until(&self, now: DateTime<Utc>) -> Result<LastDays> {
        let days = self.days.unwrap_or(USUAL_DAYS);
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Error::invalid("days", say!("must be from 1 to {most}", most = MOST_DAYS)));
        }
        let first = now.date_naive() - Days::new(days - 1);
        Ok(LastDays { first, count: usize::try_from(days).map_err(Error::internal)? })
    }
}

impl LastDays {
    /// When the first of them begins.
    pub fn begin(&self) -> DateTime<Utc> {
        self.first.and_time(NaiveTime::MIN).and_utc()
    }

    /// The first of them.
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// When the last of them ends.
    pub fn end(&self) -> DateTime<Utc> {
        self.begin() + Days::new(self.count as u64)
    }

    /// A count for each day, the oldest first, 0 where `counts` has none.
    pub fn spread(&self, counts: impl IntoIterator<Item = (NaiveDate, i64)>) -> Vec<i64> {
        let mut spread = vec![0; self.count];
        for (day, count) in counts {
            let place = usize::try_from((day - self.first).num_days()).ok();
            if let Some(of_day) = place.and_then(|place| spread.get_mut(place)) {
                *of_day += count;
            }
        }
        spread
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_spread_over_the_days_that_end_today() {
        let now: DateTime<Utc> = "2026-03-03T23:59:59Z".parse().expect("a time");
        let days = Span { days: Some(3) }.until(now).expect("a span");
        assert_eq!(days.begin().to_rfc3339(), "2026-03-01T00:00:00+00:00");
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
        assert_eq!(days.spread([(day(1), 4), (day(3), 1), (day(3), 1)]), [4, 0, 2]);
        let before = NaiveDate::from_ymd_opt(2026, 2, 28).expect("a day");
        assert_eq!(days.spread([(before, 9), (day(4), 9)]), [0, 0, 0]);
    }

    #[test]
    fn a_span_is_from_1_to_90_days() {
        let now: DateTime<Utc> = "2026-03-03T12:00:00Z".parse().expect("a time");
        for days in [0, 91] {
            let refused = Span { days: Some(days) }.until(now).expect_err("refused");
            assert_eq!(refused.to_string(), "days: must be from 1 to 90");
        }
        assert_eq!(Span { days: None }.until(now).expect("usual").spread([]).len(), 30);
    }
}
