//! How figures are told.

use std::time::{Duration, Instant};

/// How long things took.
pub struct Waits {
    /// In milliseconds, the shortest first.
    sorted: Vec<f64>,
}

impl Waits {
    pub fn new(waits: impl IntoIterator<Item = Duration>) -> Self {
        let mut sorted: Vec<f64> =
            waits.into_iter().map(|wait| wait.as_secs_f64() * 1000.0).collect();
        sorted.sort_by(f64::total_cmp);
        Self { sorted }
    }

    pub fn count(&self) -> usize {
        self.sorted.len()
    }

    /// How long this part of all took at most, in milliseconds; of none, forever.
    pub fn milliseconds_at(&self, part: f64) -> f64 {
        let index = self.sorted.len().saturating_sub(1) as f64 * part;
        self.sorted.get(index as usize).copied().unwrap_or(f64::INFINITY)
    }
}

/// What was done in a span of time.
pub struct Done {
    pub waits: Waits,
    pub seconds: f64,
}

impl Done {
    /// What was done until now.
    pub fn since(started: Instant, waits: impl IntoIterator<Item = Duration>) -> Self {
        let seconds = started.elapsed().as_secs_f64();
        Self { waits: Waits::new(waits), seconds }
    }

    pub fn a_second(&self) -> f64 {
        self.waits.count() as f64 / self.seconds
    }
}

/// Median (least–most).
pub fn spread(values: impl IntoIterator<Item = f64>, digits: usize) -> String {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let (median, least, most) = (sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1]);
    format!("{median:.digits$} ({least:.digits$}–{most:.digits$})")
}
