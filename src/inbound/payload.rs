//! Reads fields out of a provider's JSON, by JSON pointer.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;

use super::Endpoint;
use crate::numbers::PhoneNumber;
use crate::pointer::find_text;

/// Unix times beyond this are milliseconds: as seconds it is the year 5138. And so on.
const LATEST_SECONDS: i64 = 100_000_000_000;
const LATEST_MILLISECONDS: i64 = LATEST_SECONDS * 1000;
const LATEST_MICROSECONDS: i64 = LATEST_MILLISECONDS * 1000;
const LATEST_NANOSECONDS: i64 = i64::MAX;
/// Forms with a zone that RFC 3339 does not have: `2026-11-29T14:21:54.000+0000`, and the basic ones.
const ZONED: [&str; 3] = ["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f%z", "%Y%m%dT%H%M%S%.f%z"];
/// Forms without one.
const UNZONED: [&str; 5] = [
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y%m%dT%H%M%SZ",
    "%Y%m%dT%H%M%S",
    "%Y/%m/%d %H:%M:%S",
];

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

/// Digits of an integer that every reader keeps; a longer one is read as text, digit by digit.
const EXACT_DIGITS: usize = 15;

/// The body as JSON. Half an emoji, as senders leave it that cut an SMS, costs no message: U+FFFD
/// stands in its place.
pub fn json(body: &[u8]) -> Result<Value, Unmapped> {
    let text = decode(body);
    let text = with_whole_integers(&text);
    let read = serde_json::from_str(&text);
    let read = read.or_else(|_| serde_json::from_slice(&without_lone_surrogates(text.as_bytes())));
    read.map_err(|_| Unmapped::NotJson)
}

/// The text of a body: UTF-8 or, by its mark or its zero bytes, UTF-16; else Latin-1, in which all
/// bytes are letters.
fn decode(body: &[u8]) -> Cow<'_, str> {
    let utf16 = |body: &[u8], unit: fn([u8; 2]) -> u16| {
        let (units, _) = body.as_chunks::<2>();
        let units: Vec<u16> = units.iter().copied().map(unit).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    match body {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // JSON begins with a sign of ASCII.
        [first, 0, ..] if *first != 0 => utf16(body, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => utf16(body, u16::from_be_bytes),
        _ => match std::str::from_utf8(body) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(body.iter().copied().map(char::from).collect()),
        },
    }
}

/// Puts integers between quotes that a number would round: ids have as many digits as they like.
fn with_whole_integers(text: &str) -> Cow<'_, str> {
    let mut written = String::new();
    let (mut kept, mut at) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                at += 1;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'0'..=b'9' | b'-' | b'.' | b'+' | b'e' | b'E' => {
                let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"-.+eE".contains(byte);
                let length = bytes[at..].iter().take_while(|byte| is_of_number(byte)).count();
                let token = &text[at..at + length];
                if length > EXACT_DIGITS && token.bytes().all(|byte| byte.is_ascii_digit()) {
                    written.push_str(&text[kept..at]);
                    written.push('"');
                    written.push_str(token);
                    written.push('"');
                    kept = at + length;
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    written.push_str(&text[kept..]);
    Cow::Owned(written)
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

/// The text of a message, which has to be there: empty or null is that of a picture.
pub fn message_text(value: &Value, pointer: &str) -> Result<String, Unmapped> {
    match value.pointer(pointer) {
        Some(Value::Null) => Ok(String::new()),
        _ => text(value, pointer),
    }
}

/// The sender at a pointer; one that is blank or not there is called "unknown".
pub fn sender(value: &Value, pointer: &str) -> PhoneNumber {
    let text = find_text(value, pointer).unwrap_or_default();
    PhoneNumber::parse(&text).unwrap_or_else(PhoneNumber::unknown)
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

/// The time at a pointer, in any of the forms that programs write times in. `None` when there is none.
pub fn find_time(value: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    time(find_text(value, pointer)?.trim())
}

/// RFC 3339 and its relatives, RFC 2822, or Unix time in seconds down to nanoseconds; without a zone
/// it is UTC.
fn time(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(unix) = text.parse::<i64>() {
        return match unix {
            LATEST_NANOSECONDS.. => None,
            LATEST_MICROSECONDS.. => Some(DateTime::from_timestamp_nanos(unix)),
            LATEST_MILLISECONDS.. => DateTime::from_timestamp_micros(unix),
            LATEST_SECONDS.. => DateTime::from_timestamp_millis(unix),
            _ => DateTime::from_timestamp(unix, 0),
        };
    }
    if let Some(seconds) = text.parse::<f64>().ok().filter(|seconds| seconds.is_finite()) {
        // What is lost by the cast is less than the clock's error.
        #[allow(clippy::cast_possible_truncation)]
        let micros = (seconds * 1e6).round() as i64;
        return DateTime::from_timestamp_micros(micros);
    }
    let zoned = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_rfc2822(text))
        .ok()
        .or_else(|| ZONED.iter().find_map(|form| DateTime::parse_from_str(text, form).ok()));
    let unzoned = || UNZONED.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    zoned.map(|time| time.to_utc()).or_else(|| Some(unzoned()?.and_utc()))
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

    #[test]
    fn a_time_is_the_same_in_all_its_forms() {
        let expected = DateTime::parse_from_rfc3339("2026-11-29T14:21:54Z").expect("a time");
        for text in [
            "2026-11-29T15:21:54+01:00",
            "2026-11-29T14:21:54.000+0000",
            "20261129T142154Z",
            "20261129T152154+0100",
            "2026-11-29 14:21:54",
            "2026-11-29T14:21:54",
            "2026-11-29 14:21:54Z",
            "2026/11/29 14:21:54",
            "Sun, 29 Nov 2026 14:21:54 +0000",
            "Sun, 29 Nov 2026 14:21:54 GMT",
            "1795962114",
            "1795962114000",
            "1795962114000000",
            "1795962114000000000",
            "1795962114.0",
            " 1795962114 ",
        ] {
            assert_eq!(time(text.trim()), Some(expected.to_utc()), "{text}");
        }
        for text in ["", "noon", "NaN", "inf", "-", "2026-13-01T00:00:00Z", "9223372036854775807"] {
            assert_eq!(time(text), None, "{text}");
        }
    }

    #[test]
    fn a_body_is_read_in_whatever_it_is_written() {
        let text = "{\"t\":\"Ihr Code für Zürich: 482913 😀\"}";
        let units: Vec<u16> = text.encode_utf16().collect();
        let le: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let be: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        let bodies = [
            text.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", text.as_bytes()),
            marked(b"\xFF\xFE", &le),
            marked(b"\xFE\xFF", &be),
            le,
            be,
        ];
        for body in bodies {
            let read = json(&body).expect("JSON");
            let read = find_text(&read, "/t").expect("text");
            assert_eq!(read, "Ihr Code für Zürich: 482913 😀", "{body:?}");
        }
        assert!(json(&b"\xEF\xBB\xBF".repeat(80_000)).is_err(), "marks alone are nothing");
        let read = json(b"{\"t\":\"Code f\xFCr Z\xFCrich\"}").expect("JSON");
        assert_eq!(find_text(&read, "/t").as_deref(), Some("Code für Zürich"));
    }

    #[test]
    fn ids_of_any_length_keep_each_digit() {
        let body = br#"{"a":123456789012345678901,"b":[9007199254740993],"c":"1\"2345678901234567890","d":-12345678901234567890,"e":1.5,"f":12345678901234567890.5}"#;
        let read = json(body).expect("JSON");
        for (pointer, expected) in
            [("/a", "123456789012345678901"), ("/b/0", "9007199254740993"), ("/e", "1.5")]
        {
            assert_eq!(find_text(&read, pointer).as_deref(), Some(expected));
        }
        assert_eq!(find_text(&read, "/c").as_deref(), Some("1\"2345678901234567890"));
        assert!(read["d"].is_number() && read["f"].is_number());
    }

    #[test]
    fn a_picture_without_words_and_a_message_from_nobody_are_messages() {
        let value = json!({"text": null, "from": "\u{7f}", "blank": " "});
        assert_eq!(message_text(&value, "/text").ok().as_deref(), Some(""));
        assert!(message_text(&value, "/none").is_err());
        for pointer in ["/from", "/blank", "/none", "/text"] {
            assert_eq!(sender(&value, pointer).as_str(), "unknown", "{pointer}");
        }
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
