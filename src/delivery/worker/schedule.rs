//! When a delivery that failed is tried again.

use chrono::{DateTime, TimeDelta, Utc};

/// The least time between the end of an attempt and the next.
const SHORTEST_PAUSE: TimeDelta = TimeDelta::milliseconds(500);
/// A receiver that wants to be left alone for longer is asked again then.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// A delivery whose attempt failed just now.
pub struct Failed<'a> {
    /// When it is tried again, in seconds after the first attempt.
    pub retry_at_seconds: &'a [i32],
    /// Attempts so far.
    pub attempts: usize,
    /// When the first began.
    pub first_at: DateTime<Utc>,
    /// When the last ended.
    pub ended_at: DateTime<Utc>,
    /// How long the receiver wants to be left alone.
    pub retry_after: Option<TimeDelta>,
    /// When another attempt makes no sense any more.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What is done next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again.
    At(DateTime<Utc>),
    /// It was the last attempt.
    Exhausted,
    /// The code will have expired.
    Expired,
}

/// What is done next. `jitter` is from -1 to 1, and moves the time by up to a tenth.
pub fn next(failed: &Failed<'_>, jitter: f64) -> Next {
    let Some(seconds) = failed.retry_at_seconds.get(failed.attempts.saturating_sub(1)) else {
        return Next::Exhausted;
    };
    let milliseconds = f64::from(*seconds) * 1000.0 * (1.0 + jitter.clamp(-1.0, 1.0) / 10.0);
    #[allow(clippy::cast_possible_truncation)]
    let planned = failed.first_at + TimeDelta::milliseconds(milliseconds as i64);
    let pause = failed.retry_after.unwrap_or_default().clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
    // One whose time is over already keeps its distance from the one before.
    let distance = match failed.attempts.checked_sub(2).and_then(|i| failed.retry_at_seconds.get(i))
    {
        Some(before) => seconds - before,
        None => *seconds,
    };
    let planned = match planned > failed.ended_at {
        true => planned,
        false => failed.ended_at + TimeDelta::seconds(distance.into()),
    };
    let at = planned.max(failed.ended_at + pause);
    match failed.expires_at {
        Some(expires_at) if at >= expires_at => Next::Expired,
        _ => Next::At(at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: [i32; 5] = [5, 30, 60, 120, 300];

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_700_000_000_000 + milliseconds).expect("a time")
    }

    fn failed(attempts: usize, ended_at: i64) -> Failed<'static> {
        Failed {
            retry_at_seconds: &USUAL,
            attempts,
            first_at: at(0),
            ended_at: at(ended_at),
            retry_after: None,
            expires_at: None,
        }
    }

    #[test]
    fn attempts_are_at_0_5_30_60_120_and_300_seconds_give_or_take_a_tenth() {
        for (attempts, seconds) in [(1, 5), (2, 30), (3, 60), (4, 120), (5, 300)] {
            assert_eq!(next(&failed(attempts, 10), 0.0), Next::At(at(seconds * 1000)));
            assert_eq!(next(&failed(attempts, 10), 1.0), Next::At(at(seconds * 1100)));
            assert_eq!(next(&failed(attempts, 10), -1.0), Next::At(at(seconds * 900)));
        }
        assert_eq!(next(&failed(6, 10), 0.0), Next::Exhausted);
    }

    #[test]
    fn an_attempt_that_took_longer_than_the_pause_is_followed_after_the_same_pause() {
        assert_eq!(next(&failed(1, 10_000), 0.0), Next::At(at(15_000)));
        assert_eq!(next(&failed(1, 4_900), 0.0), Next::At(at(5_400)));
    }

    #[test]
    fn attempts_after_a_long_wait_keep_their_distances() {
        assert_eq!(next(&failed(2, 120_000), 0.0), Next::At(at(145_000)));
        assert_eq!(next(&failed(3, 145_000), 0.0), Next::At(at(175_000)));
        assert_eq!(next(&failed(5, 240_000), 0.0), Next::At(at(300_000)));
        assert_eq!(next(&failed(5, 400_000), 0.0), Next::At(at(580_000)));
    }

    #[test]
    fn a_receiver_is_left_alone_for_as_long_as_it_asks_and_for_an_hour_at_most() {
        let asks =
            |seconds| Failed { retry_after: Some(TimeDelta::seconds(seconds)), ..failed(1, 1_000) };
        assert_eq!(next(&asks(20), 0.0), Next::At(at(21_000)));
        assert_eq!(next(&asks(2), 0.0), Next::At(at(5_000)));
        assert_eq!(next(&asks(1_000_000), 0.0), Next::At(at(3_601_000)));
    }

    #[test]
    fn a_code_that_will_have_expired_is_not_tried_again() {
        let expires = |milliseconds| Failed { expires_at: Some(at(milliseconds)), ..failed(2, 10) };
        assert_eq!(next(&expires(30_000), 0.0), Next::Expired);
        assert_eq!(next(&expires(30_001), 0.0), Next::At(at(30_000)));
    }
}
