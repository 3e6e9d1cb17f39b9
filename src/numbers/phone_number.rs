//! What a message is sent from or to.

use std::fmt;

use rlibphonenumber::PhoneNumberFormat;

/// The most characters that are kept of a name or number.
const LONGEST: usize = 64;

/// A phone number in E.164 (`+12025550100`), or a short code or alphanumeric sender as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads what a provider sends; `None` when it is blank.
    ///
    /// Separators go, and a number without `+` that is valid with it gets it, since providers leave
    /// the sign out.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_control() && !is_mark(*c)).collect();
        let text = without_scheme(&text);
        // Trimmed again: the cut may be behind a space.
        let text: String = text.trim().chars().take(LONGEST).collect();
        let text = text.trim_end().to_owned();
        if text.is_empty() {
            return None;
        }
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let text = if text.chars().all(is_of_number) { plain(&text) } else { text };
        let is_number = text.chars().all(|c| c.is_ascii_digit() || "+-(). ".contains(c));
        if !is_number || digits < 8 {
            return Some(Self(text));
        }
        let is_international = text.starts_with('+');
        let international = match text.strip_prefix("00") {
            _ if is_international => text.clone(),
            Some(rest) => format!("+{rest}"),
            None => format!("+{text}"),
        };
        let parsed = international.parse::<rlibphonenumber::PhoneNumber>().ok();
        // Without its sign it could be a national number, which must not become another country's.
        let is_it = |number: &rlibphonenumber::PhoneNumber| match is_international {
            true => number.is_possible_with_reason().is_ok(),
            false => number.is_valid(),
        };
        match parsed.filter(is_it) {
            Some(number) => {
                let read = number.format_as(PhoneNumberFormat::E164).into_owned();
                // Of several zeros behind some country codes each reading takes one away.
                if read == text { Some(Self(read)) } else { Self::parse(&read) }
            }
            None => Some(Self(text)),
        }
    }

    /// The sender of a message that names none.
    pub fn unknown() -> Self {
        Self("unknown".to_owned())
    }

    /// The number or name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Marks that say how text runs, and signs that take no room.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The number of an address such as `tel:+12025550100`.
fn without_scheme(text: &str) -> &str {
    let schemes = ["tel:", "sms:", "smsto:", "whatsapp:"];
    let text = text.trim_start();
    let begins = |scheme: &&str| {
        text.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme))
    };
    schemes.iter().find(|scheme| begins(scheme)).map_or(text, |scheme| &text[scheme.len()..])
}

/// What people and programs write between digits.
fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || "+-()./".contains(c) || c.is_whitespace() || is_hyphen(c)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// The same with the plain signs that a number is read with.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '/' => '-',
        c if is_hyphen(c) => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.chars().map(plain).collect()
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_read_as_itself_so_that_one_number_is_never_two() {
        for text in ["+25200009955", "0025200009955", "+1 (202) 555-0100", "Acme", "4711"] {
            let read = PhoneNumber::parse(text).expect("a number or name");
            assert_eq!(PhoneNumber::parse(read.as_str()), Some(read), "{text}");
        }
    }

    fn parsed(text: &str) -> String {
        PhoneNumber::parse(text).expect("a number").to_string()
    }

    #[test]
    fn spellings_of_one_number_become_one_e164_number() {
        for text in
            ["+1 646-935-1546", "+16469351546", "16469351546", "+1 (646) 935.1546", "0016469351546"]
        {
            assert_eq!(parsed(text), "+16469351546", "{text}");
        }
        assert_eq!(parsed("6421234567"), "+6421234567");
        for text in [
            "tel:+1-202-555-0100",
            "whatsapp:+12025550100",
            "+1\u{a0}202\u{2011}555\u{2011}0100",
            "+1/202/5550100",
            "+(1)2025550100",
            "\u{202a}+1 202 555 0100\u{202c}",
            "\u{200e}SMS:+12025550100",
        ] {
            assert_eq!(parsed(text), "+12025550100", "{text}");
        }
        assert_eq!(parsed("+12025550100"), "+12025550100");
    }

    #[test]
    fn short_codes_and_names_stay_as_they_are() {
        for text in ["2190", "Google", "AMAZON-IN", "VM-HDFCBK", "微信", "32665", "6505551212"] {
            assert_eq!(parsed(text), text);
        }
    }

    #[test]
    fn nothing_a_provider_sends_is_too_odd_to_be_kept() {
        assert_eq!(PhoneNumber::parse(" \n"), None);
        assert_eq!(parsed("+999999999999999999999999"), "+999999999999999999999999");
        assert_eq!(parsed(&"x".repeat(500)).len(), LONGEST);
        assert_eq!(parsed("a\0b"), "ab");
        assert_eq!(PhoneNumber::parse("\0 \0"), None);
    }

    #[test]
    fn what_was_read_is_read_as_itself() {
        let long = format!("{} x", "x".repeat(LONGEST - 1));
        for text in ["\0 2190", "Google\n", &long, "0016469351546", "6505551212"] {
            let read = parsed(text);
            assert_eq!(parsed(&read), read, "{text:?}");
        }
    }
}
