//! What a receiver's answer means.

use std::time::Duration;

/// What is done about an answer or its absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has it.
    Delivered,
    /// It will never take it.
    Refused,
    /// It is no more.
    Gone,
    /// It may take it later.
    Later,
}

/// What an HTTP status means. A redirect is not followed: it may lead anywhere.
pub fn verdict(status: u16) -> Verdict {
    match status {
        200..=299 => Verdict::Delivered,
        410 => Verdict::Gone,
        408 | 425 | 429 => Verdict::Later,
        400..=499 => Verdict::Refused,
        _ => Verdict::Later,
    }
}

/// `Retry-After` in seconds or as a date of HTTP, as seen at a Unix time.
pub fn retry_after(header: &str, now: i64) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<f64>() {
        // Discord writes fractions.
        return Duration::try_from_secs_f64(seconds.max(0.0)).ok();
    }
    let at = chrono::DateTime::parse_from_rfc2822(header).ok()?.timestamp();
    u64::try_from(at - now).ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_get_better_is_tried_again() {
        for status in [200, 201, 202, 204, 299] {
            assert_eq!(verdict(status), Verdict::Delivered, "{status}");
        }
        for status in [300, 301, 302, 307, 308, 408, 425, 429, 500, 502, 503, 504, 599, 199] {
            assert_eq!(verdict(status), Verdict::Later, "{status}");
        }
        for status in [400, 401, 403, 404, 405, 409, 413, 422, 451, 499] {
            assert_eq!(verdict(status), Verdict::Refused, "{status}");
        }
        assert_eq!(verdict(410), Verdict::Gone);
    }

    #[test]
    fn retry_after_is_read_in_every_form() {
        let seconds = |header| retry_after(header, 1_700_000_000).map(|after| after.as_millis());
        assert_eq!(seconds("7"), Some(7000));
        assert_eq!(seconds(" 0.75 "), Some(750));
        assert_eq!(seconds("Tue, 14 Nov 2023 22:13:50 GMT"), Some(30_000));
        assert_eq!(seconds("Tue, 14 Nov 2023 22:13:10 GMT"), None);
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-5"), Some(0));
        assert_eq!(seconds("1e400"), None);
    }
}
