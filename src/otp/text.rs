//! What an SMS with a code says, and how long it is on its way.

use serde::Serialize;
use utoipa::ToSchema;

use super::code::Code;
use super::languages::{self, Wording};
use crate::error::{Error, Result};
use crate::sentence::Sentence;

/// Characters of a text before its places are filled.
pub const LONGEST: usize = 480;
/// What a text for codes has places for.
const CODE: &str = "{code}";
const COMPANY: &str = "{company}";
const VALIDITY: &str = "{validity}";

/// What fills the places of a text.
pub struct Filling<'a> {
    /// `{code}`
    pub code: &'a Code,
    /// `{company}`
    pub company: &'a str,
    /// `{validity}`: in words of the text's language, in whole minutes.
    pub ttl_seconds: i64,
    /// Added at the end, where a comment is wanted.
    pub comment: Option<&'a str>,
    /// The site whose form takes the code by itself.
    pub webotp_domain: Option<&'a str>,
}

/// The wording in a language: the language asked for, else the one it is written in most of all, else
/// English.
pub fn wording(language: Option<&str>) -> &'static Wording {
    languages::find(language.unwrap_or_default())
}

/// A text with its places filled. `own` replaces the language's usual text.
pub fn write(wording: &Wording, own: Option<&str>, filling: &Filling<'_>) -> String {
    let minutes = (filling.ttl_seconds / 60).max(1);
    let validity = match minutes {
        1 => wording.one_minute.to_owned(),
        _ => wording.minutes.replace('#', &minutes.to_string()),
    };
    let places =
        [(CODE, filling.code.digits()), (COMPANY, filling.company), (VALIDITY, validity.as_str())];
    let mut text = fill(own.unwrap_or(wording.text), &places);
    if let Some(comment) = filling.comment {
        text.push(' ');
        text.push_str(comment);
    }
    if let Some(domain) = filling.webotp_domain {
        text.push_str(&format!("\n@{domain} #{}", filling.code.digits()));
    }
    text
}

/// A text with its places filled, in one pass, so that what fills one is not read again: a company
/// called {code} says nothing else than its name.
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match places.iter().find(|(place, _)| rest.starts_with(place)) {
            Some((place, value)) => {
                filled.push_str(value);
                rest = &rest[place.len()..];
            }
            None => {
                filled.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    filled
}

/// Refuses a text without a place for the code, or with places that nothing fills.
pub fn check(text: &str) -> Result<String> {
    let text = text.trim();
    let broken = |rule: Sentence| Err(Error::invalid("text", rule));
    if !(1..=LONGEST).contains(&text.chars().count()) {
        return broken(say!("must have 1 to 480 characters"));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return broken(say!("must not have control characters other than line breaks"));
    }
    if text.matches(CODE).count() != 1 {
        return broken(say!("must have {code} in it, once", code = CODE));
    }
    let known = [CODE, COMPANY, VALIDITY].into_iter();
    let left = known.fold(text.to_owned(), |text, place| text.replace(place, ""));
    if left.contains(['{', '}']) {
        return broken(say!(
            "has places for {code}, {company} and {validity} and for nothing else in braces",
            code = CODE,
            company = COMPANY,
            validity = VALIDITY
        ));
    }
    Ok(text.to_owned())
}

/// How a text goes over the air.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TextLength)]
pub struct Length {
    /// Whether all of it is in the GSM alphabet of 7 bits, 160 characters to an SMS; else 70 fit.
    pub is_gsm7: bool,
    /// Septets of the GSM alphabet, else UTF-16 units.
    pub units: usize,
    /// SMS that it takes, which is what is paid for.
    pub parts: usize,
}

/// The basic alphabet, one septet each.
///
/// Source: 3GPP TS 23.038, 6.2.1.
const GSM7: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension, two septets each.
const GSM7_EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// Measures a text.
pub fn measure(text: &str) -> Length {
    let septets = text.chars().map(|c| match c {
        _ if GSM7.contains(c) => Some(1),
        _ if GSM7_EXTENSION.contains(c) => Some(2),
        _ => None,
    });
    let septets: Option<usize> = septets.sum();
    let (units, alone, joined) = match septets {
        Some(septets) => (septets, 160, 153),
        None => (text.encode_utf16().count(), 70, 67),
    };
    let parts = if units <= alone { 1 } else { units.div_ceil(joined) };
    Length { is_gsm7: septets.is_some(), units, parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(
        language: &str,
        own: Option<&str>,
        ttl_seconds: i64,
        domain: Option<&str>,
    ) -> String {
        let code = Code::given("482174").expect("a code");
        let filling = Filling {
            code: &code,
            company: "MyApp",
            ttl_seconds,
            comment: None,
            webotp_domain: domain,
        };
        write(wording(Some(language)), own, &filling)
    }

    #[test]
    fn the_usual_text_reads_as_websms_writes_it() {
        let text = "482174 is your MyApp verification code. Valid for 5 minutes.";
        assert_eq!(written("en", None, 300, None), text);
        assert_eq!(written("en-NZ", None, 300, None), text);
        assert_eq!(written("tlh", None, 300, None), text);
        let bound = format!("{text}\n@example.com #482174");
        assert_eq!(written("en", None, 300, Some("example.com")), bound);
    }

    #[test]
    fn a_validity_is_never_told_longer_than_it_is() {
        assert!(written("en", None, 60, None).ends_with("Valid for 1 minute."));
        assert!(written("en", None, 119, None).ends_with("Valid for 1 minute."));
        assert!(written("en", None, 3600, None).ends_with("Valid for 60 minutes."));
    }

    #[test]
    fn every_language_names_code_company_and_validity_within_two_sms() {
        for wording in languages::ALL {
            assert!(check(wording.text).is_ok(), "{}", wording.language);
            let text = written(wording.language, None, 300, None);
            for part in ["482174", "MyApp", "5"] {
                assert!(text.contains(part), "{}: {text}", wording.language);
            }
            assert!(!text.contains(['{', '}', '#']), "{}: {text}", wording.language);
            assert!(measure(&text).parts <= 2, "{}: {text}", wording.language);
            let one = written(wording.language, None, 60, None);
            assert_ne!(text, one, "{}", wording.language);
            let found = crate::extraction::read(&text, None).otp.map(|otp| otp.code);
            assert_eq!(found.as_deref(), Some("482174"), "{}: {text}", wording.language);
        }
    }

    #[test]
    fn what_fills_a_place_is_not_read_again() {
        let code = Code::given("4821").expect("a code");
        let filling = Filling {
            code: &code,
            company: "{code}",
            ttl_seconds: 300,
            comment: Some("{validity}"),
            webotp_domain: None,
        };
        let text = write(wording(None), Some("{company}: {code} {x}"), &filling);
        assert_eq!(text, "{code}: 4821 {x} {validity}");
    }

    #[test]
    fn a_text_needs_a_place_for_the_code_and_no_other_braces() {
        assert!(check("{code} for {company}, {validity}").is_ok());
        for wrong in ["", "no place", "{code} {code}", "{code} {name}", "{code} }", "{code}\u{7}"] {
            assert!(check(wrong).is_err(), "{wrong:?}");
        }
        assert!(check(&format!("{{code}}{}", "x".repeat(LONGEST))).is_err());
    }

    #[test]
    fn length_counts_septets_or_utf16_units_and_joined_parts_are_shorter() {
        let length = |text: &str| {
            let Length { is_gsm7, units, parts } = measure(text);
            (is_gsm7, units, parts)
        };
        assert_eq!(length(&"a".repeat(160)), (true, 160, 1));
        assert_eq!(length(&"a".repeat(161)), (true, 161, 2));
        assert_eq!(length(&"a".repeat(306)), (true, 306, 2));
        assert_eq!(length(&"a".repeat(307)), (true, 307, 3));
        assert_eq!(length(&"€".repeat(80)), (true, 160, 1));
        assert_eq!(length(&"я".repeat(70)), (false, 70, 1));
        assert_eq!(length(&"я".repeat(71)), (false, 71, 2));
        assert_eq!(length("😀"), (false, 2, 1));
        assert_eq!(length(""), (true, 0, 1));
    }
}
