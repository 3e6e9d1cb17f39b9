//! Codes: as they are made, given and typed.

use std::fmt;
use std::ops::RangeInclusive;

use secrecy::{ExposeSecret, SecretString};

use crate::extraction;
use crate::random;

/// How many digits a code may have.
pub const DIGITS: RangeInclusive<usize> = 4..=8;
/// How many it has unless somebody says otherwise.
pub const USUAL_DIGITS: usize = 6;
/// Characters that may be typed in place of a code, with all that is between its digits.
const LONGEST_TYPED: usize = 64;

/// A code of 4 to 8 digits. Not printable.
#[derive(Clone)]
pub struct Code(SecretString);

impl Code {
    /// A code of so many random digits, each as likely as the others.
    pub fn random(digits: usize) -> Self {
        Self(random::digits(digits.clamp(*DIGITS.start(), *DIGITS.end())).into())
    }

    /// A code that an application gives: ASCII digits and nothing else.
    pub fn given(text: &str) -> Option<Self> {
        let is_code =
            DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| Self(text.to_owned().into()))
    }

    /// A code as people type it: digits of any script, with spaces, dashes and the like between them.
    pub fn typed(text: &str) -> Option<Self> {
        if text.chars().count() > LONGEST_TYPED || text.chars().any(char::is_alphabetic) {
            return None;
        }
        Self::given(&extraction::typed(text))
    }

    /// Its digits.
    pub fn digits(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Option<String> {
        Code::typed(text).map(|code| code.digits().to_owned())
    }

    #[test]
    fn a_typed_code_is_read_as_its_digits_in_every_script() {
        for text in [
            "482174",
            " 482 174 ",
            "482-174",
            "482–174",
            "482.174",
            "٤٨٢١٧٤",
            "४८२१७४",
            "４８２１７４",
        ] {
            assert_eq!(typed(text).as_deref(), Some("482174"), "{text}");
        }
        assert_eq!(typed("0042").as_deref(), Some("0042"));
    }

    #[test]
    fn what_is_no_code_is_not_read_as_one() {
        for text in ["", "123", "123456789", "48217a", "G-482174", "code", &"1 ".repeat(40)] {
            assert_eq!(typed(text), None, "{text}");
        }
        assert!(Code::given("482 174").is_none() && Code::given("٤٨٢١٧٤").is_none());
    }

    #[test]
    fn every_digit_of_a_random_code_is_as_likely_as_the_others() {
        let mut counts = [0_u32; 10];
        for _ in 0..20_000 {
            let code = Code::random(6);
            assert_eq!(code.digits().len(), 6);
            code.digits().bytes().for_each(|digit| counts[usize::from(digit - b'0')] += 1);
        }
        // 12,000 are expected of each; six standard deviations are 624.
        assert!(counts.iter().all(|count| count.abs_diff(12_000) < 624), "{counts:?}");
    }

    #[test]
    fn a_code_is_not_printable() {
        assert_eq!(format!("{:?}", Code::given("482174")), "Some(Code)");
    }
}
