//! How long a message says that its code is valid.

use std::sync::LazyLock;

use chrono::TimeDelta;
use regex::Regex;

/// Longer is no validity of a one-time code.
const LONGEST: TimeDelta = TimeDelta::days(7);

#[allow(clippy::unwrap_used)]
static DURATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
          (?-u:\b)(?P<n>\d{1,3})[\ -]?(?:
            (?P<m>min(?:ute|uten|utes|utos|uti)?s?(?-u:\b)|мин\w*)
          | (?P<s>sec(?:ond|onds)?s?(?-u:\b)|segundos?(?-u:\b)|sekunden(?-u:\b)|сек\w*)
          | (?P<h>h(?:our|ours|eures?|oras?)?(?-u:\b)|stunden?(?-u:\b)|час\w*)
          )
        | (?P<cn>\d{1,3})\ ?(?:(?P<cm>分钟|分鐘|分間|分|분)|(?P<cs>秒|초)|(?P<ch>小时|小時|時間|시간))
        ",
    )
    .unwrap()
});

/// The first stated duration.
pub fn find(text: &str) -> Option<TimeDelta> {
    DURATION.captures_iter(text).find_map(|found| {
        let number: i64 = found.name("n").or(found.name("cn"))?.as_str().parse().ok()?;
        let has = |names: [&str; 2]| names.iter().any(|name| found.name(name).is_some());
        let duration = if has(["m", "cm"]) {
            TimeDelta::minutes(number)
        } else if has(["s", "cs"]) {
            TimeDelta::seconds(number)
        } else {
            TimeDelta::hours(number)
        };
        (duration > TimeDelta::zero() && duration <= LONGEST).then_some(duration)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_validity_is_read_in_several_languages() {
        for (text, seconds) in [
            ("It expires in 10 minutes", 600),
            ("Valid for 90 seconds.", 90),
            ("Il expire dans 15 minutes", 900),
            ("5分钟内有效", 300),
            ("действителен 5 мин", 300),
            ("gültig für 2 Stunden", 7200),
        ] {
            assert_eq!(find(text), Some(TimeDelta::seconds(seconds)), "{text}");
        }
        assert_eq!(find("Your code is 482913"), None);
    }
}
