//! Patterns that people write, kept within bounds. Pure.
//!
//! A search can't be interrupted, so that what one may cost is bounded before it begins: by the size of
//! the compiled pattern, by how much of it is alive at once, and by how much of a text is read.

#![warn(missing_docs)]

mod cost;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::{Regex, RegexBuilder};
use regex_automata::nfa::thompson::NFA;
use regex_automata::util::syntax;

/// Bytes of a text that are read: there are codes in no later ones.
pub const LONGEST_READ: usize = 4 << 10;
/// Bytes that a compiled pattern may take.
const LARGEST: usize = 32 << 10;
/// Bytes that it may take while it is compiled, and that a search remembers of it.
const LARGEST_DRAFT: usize = 512 << 10;
const LARGEST_CACHE: usize = 32 << 10;
/// States of a pattern that may be alive at once, on average over the text that is worst for it. A
/// text of the longest length takes about 3 ms then.
const MOST_ALIVE: usize = 128;
/// Patterns that are remembered: a change of one rule does not compile all others again.
const MOST_REMEMBERED: usize = 1000;

/// Whether a pattern tells small letters from capital ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// It does.
    Sensitive,
    /// It does not.
    Insensitive,
}

/// A pattern that is fit to be run on what comes in; clones share it.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// Why a pattern is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no pattern; what the `regex` crate says of it.
    NoPattern(String),
    /// It takes too much memory. Repeating less mends it, and `[0-9]` in place of `\d`, which knows all
    /// scripts.
    TooLarge,
    /// It would take too long on some messages. Repeating less mends it, and beginning with words.
    TooSlow,
}

impl Refused {
    /// Whether running it would take too long or too much; else it is no pattern.
    pub fn is_slow(&self) -> bool {
        !matches!(self, Self::NoPattern(_))
    }
}

type Remembered = HashMap<(String, Case), Result<Pattern, Refused>>;
static REMEMBERED: LazyLock<Mutex<Remembered>> = LazyLock::new(Mutex::default);

impl Pattern {
    /// Reads a pattern of the `regex` crate's syntax. It takes some milliseconds: not for the threads
    /// that others wait for.
    pub fn new(text: &str, case: Case) -> Result<Self, Refused> {
        let remembered = || REMEMBERED.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (text.to_owned(), case);
        if let Some(known) = remembered().get(&key) {
            return known.clone();
        }
        let read = Self::read(text, case == Case::Insensitive);
        let mut remembered = remembered();
        if remembered.len() >= MOST_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(key, read.clone());
        read
    }

    fn read(text: &str, is_insensitive: bool) -> Result<Self, Refused> {
        let regex = RegexBuilder::new(text)
            .case_insensitive(is_insensitive)
            .size_limit(LARGEST_DRAFT)
            .dfa_size_limit(LARGEST_CACHE)
            .build()
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => Refused::TooLarge,
                // The crate draws the pattern over several lines; the last one says what is wrong.
                error => {
                    let text = error.to_string();
                    let last = text.lines().last().unwrap_or_default();
                    Refused::NoPattern(last.strip_prefix("error: ").unwrap_or(last).to_owned())
                }
            })?;
        let nfa = NFA::compiler()
            .configure(NFA::config().nfa_size_limit(Some(LARGEST_DRAFT)))
            .syntax(syntax::Config::new().case_insensitive(is_insensitive))
            .build(text)
            .map_err(|_| Refused::TooLarge)?;
        if nfa.memory_usage() > LARGEST {
            return Err(Refused::TooLarge);
        }
        if cost::is_over(&nfa, MOST_ALIVE) {
            return Err(Refused::TooSlow);
        }
        Ok(Self(regex))
    }

    /// Whether it finds something in the part of a text that is read.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(read_part(text))
    }

    /// Where it finds something: its first group that takes part, or else all of it.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let found = self.0.captures(read_part(text))?;
        let group = found.iter().skip(1).flatten().next().or_else(|| found.get(0))?;
        Some(group.range())
    }
}

fn read_part(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST_READ)]
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    const ATTACK: &str = r"(?s)(?:[a-z]{1,30}[a-z ,.]{1,30}){1,80}\d{7}";

    fn refused(text: &str) -> Option<Refused> {
        let cases = [Case::Sensitive, Case::Insensitive];
        cases.into_iter().find_map(|case| Pattern::new(text, case).err())
    }

    #[test]
    fn patterns_that_could_hold_a_message_up_are_refused_with_what_to_mend() {
        for text in [
            ATTACK,
            r"(?:[a-z]{1,30}[a-z ,.]{1,30}){1,8}[0-9]{7}",
            r"(?:[a-z]{1,20}[a-z ,.]{1,20}){1,4}[0-9]{7}",
            r"verification code(?:[a-z]{1,60}){5}!",
            r"(a?){150}a{150}",
            r"x{1,300}y",
            r"[a-z ]{1,200}\d{7}",
            r"(?:a|b|ab){1,200}!",
            r"(?:[a-z ]{1,100}x){3}\d",
            r"\d{30}",
            r"\w{8}x",
            r"\p{L}{9999}",
            r"(a{999}){999}",
        ] {
            let refused = refused(text).unwrap_or_else(|| panic!("{text} is taken"));
            assert!(refused.is_slow(), "{text}: {refused:?}");
        }
        let wrong = refused("(").expect("no pattern");
        assert_eq!(wrong, Refused::NoPattern("unclosed group".to_owned()));
        assert!(!wrong.is_slow());
    }

    #[test]
    fn what_would_take_long_to_compile_is_refused_on_the_way() {
        let begun = Instant::now();
        let refused = refused(r"\p{L}{9999}").expect("too large");
        assert_eq!(refused, Refused::TooLarge);
        // It takes some milliseconds; all of it would take many seconds.
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }

    #[test]
    fn patterns_as_people_write_them_are_taken() {
        for text in [
            r"\d{6}",
            r"\b(\d{4,8})\b",
            r"code[: ]+(\d{6})",
            r"code.*?(\d{6})",
            r"code.{0,40}(\d{6})",
            r"(?:^|[^A-Za-z\d])(\d{6})(?:[^A-Za-z\d]|$)",
            r"(?:code|kod|pin|otp|passcode|verification).{0,40}?([A-Z0-9]{4,10})",
            r"[A-Za-z ]{2,30}: (\d{4,6})",
            r"Amazon|Google|Stripe|Revolut|PayPal",
            r"(?:[A-Z]{3}-)?\d{3}[ -]?\d{3}",
            r"https?://\S+",
            r"^\S{1,20}$",
            r"(?s).*\d{6}",
            r"Schlüssel (\S+)",
            r"验证码[：:]?\s*([0-9]{4,8})",
        ] {
            assert_eq!(refused(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_beginning_of_a_text_is_read() {
        let pattern = Pattern::new("(x)y", Case::Insensitive).expect("a pattern");
        let text = |before: usize| format!("{}XY", "é".repeat(before));
        assert_eq!(pattern.find(&text(2047)), Some(4094..4095));
        assert!(pattern.is_in(&text(2047)));
        assert!(!pattern.is_in(&text(2048)));
    }
}
