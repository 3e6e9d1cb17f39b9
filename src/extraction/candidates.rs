//! What could be a code: runs of digits, grouped digits, mixed letters and digits.
//!
//! Word boundaries are ASCII ones here: they keep the linear-time engine fast on every script, and
//! the pieces that they bound are ASCII.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A piece of the text that could be the code.
#[derive(Clone)]
pub struct Candidate {
    /// As it is to be typed.
    pub code: String,
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
}

/// Links, addresses and amounts: no code starts in one of them.
#[allow(clippy::unwrap_used)]
static NEVER_A_CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
          https?://\S+ | www\.\S+ | \S+@\S+\.\S+
        | (?:[$€£¥₹₽]|(?-u:\b)(?:usd|eur|gbp|inr|rs|nzd|aud|chf)(?-u:\b)\.?)\s*\d[\d.,\ ]*
        | \d[\d.,]*\s*(?:[$€£¥₹₽%元]|(?-u:\b)(?:usd|eur|gbp|inr|nzd|aud|chf|dollars|euros?)(?-u:\b))
        | (?-u:\b)\d{1,4}[./-]\d{1,2}[./-]\d{2,4}(?-u:\b)
        | (?-u:\b)\d{1,2}:\d{2}(?::\d{2})?(?-u:\b)
        | \+\d[\d\ ().-]{6,}\d
        | (?-u:\b)0\d{2,4}[\ -]\d{2,4}[\ -]\d{2,4}(?-u:\b) | (?-u:\b)\d{3}-\d{3}-\d{4}(?-u:\b)
        ",
    )
    .unwrap()
});

#[allow(clippy::unwrap_used)]
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
          (?-u:\b)[A-Z]-(?P<prefixed>\d{4,8})(?-u:\b)
        | (?P<grouped>(?-u:\b)\d{3}[-\ ]\d{3}(?-u:\b) | (?-u:\b)\d{4}[-\ ]\d{4}(?-u:\b))
        | (?P<digits>[0-9]{4,10})
        | (?-u:\b)(?P<mixed>[A-Z0-9]{4,10})(?-u:\b)
        ",
    )
    .unwrap()
});

/// All candidates, in the order of the text.
pub fn find(text: &str) -> Vec<Candidate> {
    let masked: Vec<Range<usize>> =
        NEVER_A_CODE.find_iter(text).map(|found| found.range()).collect();
    CODE.captures_iter(text)
        .filter_map(|captures| {
            let name = ["prefixed", "grouped", "digits", "mixed"]
                .into_iter()
                .find(|name| captures.name(name).is_some())?;
            let found = captures.name(name)?;
            let is_masked =
                masked.iter().any(|span| span.start < found.end() && found.start() < span.end);
            let code: String = found.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
            let is_code = match name {
                "digits" => is_alone(text, &found.range()),
                "mixed" => {
                    code.bytes().any(|b| b.is_ascii_digit())
                        && code.bytes().any(|b| b.is_ascii_alphabetic())
                }
                _ => true,
            };
            (is_code && !is_masked).then(|| Candidate { code, span: found.range() })
        })
        .collect()
}

/// Whether digits are no part of a longer number or Latin word; CJK text has no spaces around them.
fn is_alone(text: &str, span: &Range<usize>) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    !before.is_some_and(is_part) && !after.is_some_and(is_part)
}
