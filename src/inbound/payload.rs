//! Reads fields out of a provider's JSON, by JSON pointer.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Endpoint;
use crate::numbers::PhoneNumber;
use crate::pointer::find_text;

/// Unix times beyond this are milliseconds: as seconds it is the year 5138.
const LATEST_SECONDS: i64 = 100_000_000_000;

/// What keeps an authentic body from being read.
#[derive(Debug, thiserror::Error)]
pub enum Unmapped {
    /// It is not JSON.
    #[error("The body is not JSON.")]
    NotJson,
    /// A field is missing or of another kind.
    #[error("The body has no usable field {0}.")]
    Field(String),
}

/// The body as JSON. Half an emoji, as senders leave it that cut an SMS, costs no message: U+FFFD
/// stands in its place.
pub fn json(body: &[u8]) -> Result<Value, Unmapped> {
    let read = serde_json::from_slice(body);
    let read = read.or_else(|_| serde_json::from_slice(&without_lone_surrogates(body)));
    read.map_err(|_| Unmapped::NotJson)
}

/// Writes `\ufffd` over every escape of a surrogate that is not one of a pair.
fn without_lone_surrogates(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    let mut at = 0;
    while at < body.len() {
        let unit = |at| escaped_unit(&body, at);
        at += match (body[at], unit(at)) {
            (b'\\', Some(0xD800..=0xDBFF)) if matches!(unit(at + 6), Some(0xDC00..=0xDFFF)) => 12,
            (b'\\', Some(0xD800..=0xDFFF)) => {
                body[at + 2..at + 6].copy_from_slice(b"fffd");
                6
            }
            // With what it escapes, which may be another backslash.
            (b'\\', _) => 2,
            _ => 1,
        };
    }
    body
}

/// The UTF-16 unit of an escape `\uXXXX`.
fn escaped_unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
    // `from_str_radix` takes a sign, too.
    let digits = digits.iter().all(u8::is_ascii_hexdigit).then_some(digits)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// The text at a pointer, which has to be there.
pub fn text(value: &Value, pointer: &str) -> Result<String, Unmapped> {
    find_text(value, pointer).ok_or_else(|| Unmapped::Field(pointer.to_owned()))
}

/// The sender at a pointer; a blank one is called "unknown".
pub fn sender(value: &Value, pointer: &str) -> Result<PhoneNumber, Unmapped> {
    let text = text(value, pointer)?;
    let sender = PhoneNumber::parse(&text).or_else(|| PhoneNumber::parse("unknown"));
    sender.ok_or_else(|| Unmapped::Field(pointer.to_owned()))
}

/// The recipient at a pointer; where none is named, the endpoint's default.
///
/// What is there and can't be read goes to a number that is the endpoint's own, so that it never comes
/// before those who read another.
pub fn recipient(value: &Value, pointer: &str, endpoint: &Endpoint) -> PhoneNumber {
    let default = endpoint.default_number.as_ref().unwrap_or(&endpoint.own_number);
    match value.pointer(pointer) {
        None | Some(Value::Null) => default.clone(),
        Some(Value::String(text)) if text.trim().is_empty() => default.clone(),
        Some(_) => find_text(value, pointer)
            .and_then(|text| PhoneNumber::parse(&text))
            .unwrap_or_else(|| endpoint.own_number.clone()),
    }
}

/// The time at a pointer: RFC 3339, or Unix seconds or milliseconds. `None` when there is none.
pub fn find_time(value: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    let text = find_text(value, pointer)?;
    if let Ok(unix) = text.parse::<i64>() {
        return match unix {
            LATEST_SECONDS.. => DateTime::from_timestamp_millis(unix),
            _ => DateTime::from_timestamp(unix, 0),
        };
    }
    DateTime::parse_from_rfc3339(&text).ok().map(|time| time.to_utc())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn times_are_read_in_every_form_that_providers_use() {
        let value = json!({"s": 1759300000, "ms": 1759300000000_i64, "text": "1759300000", "iso": "2025-10-01T06:26:40Z", "no": "noon"});
        let expected = find_time(&value, "/iso");
        assert!(expected.is_some());
        for pointer in ["/s", "/ms", "/text"] {
            assert_eq!(find_time(&value, pointer), expected, "{pointer}");
        }
        assert_eq!(find_time(&value, "/no"), None);
    }

    /// Text as it may stand in JSON, with the UTF-16 units that it means.
    fn written() -> impl Strategy<Value = (String, Vec<u16>)> {
        let escape = |unit: u16| (format!("\\u{unit:04x}"), vec![unit]);
        let surrogates = (0xD800..=0xDFFF_u16).prop_map(escape);
        let units = any::<u16>().prop_map(escape);
        let plain =
            "[^\\p{Cc}\"\\\\]".prop_map(|text| (text.clone(), text.encode_utf16().collect()));
        let backslash = Just(("\\\\".to_owned(), vec![0x5C]));
        let like_an_escape = Just(("ud83d".to_owned(), "ud83d".encode_utf16().collect()));
        let parts = prop_oneof![surrogates, units, plain, backslash, like_an_escape];
        proptest::collection::vec(parts, 0..20).prop_map(|parts| {
            let (texts, units): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            (texts.concat(), units.concat())
        })
    }

    proptest! {
        #[test]
        fn each_surrogate_without_its_other_half_becomes_one_replacement((text, units) in written()) {
            let read = json(format!("{{\"t\":\"{text}\"}}").as_bytes()).expect("JSON");
            prop_assert_eq!(find_text(&read, "/t"), Some(String::from_utf16_lossy(&units)));
        }
    }

    #[test]
    fn what_is_no_json_for_another_reason_stays_so() {
        for text in [r"\u", r"\ud83", r"\u+83d", r"\ud83g", r"\ud83d\", r"\x\ud83d", "\u{1}\\ud83d"]
        {
            assert!(json(format!("\"{text}\"").as_bytes()).is_err(), "{text}");
        }
        assert!(json(br"\ud83d").is_err());
        assert!(json(b"\xed\xa0\xbd").is_err());
    }

    #[test]
    fn a_missing_field_is_named_by_its_pointer() {
        let error = text(&json!({"data": {"from": null}}), "/data/from").expect_err("missing");
        assert!(error.to_string().contains("/data/from"));
    }
}
