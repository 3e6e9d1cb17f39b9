//! Reads fields out of a provider's JSON, by JSON pointer.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::Endpoint;
use crate::numbers::PhoneNumber;

/// Unix times beyond this are milliseconds: as seconds it is the year 5138.
const LATEST_SECONDS: i64 = 100_000_000_000;

/// What keeps an authentic body from being read.
#[derive(Debug, thiserror::Error)]
pub enum Unmapped {
    /// It is not JSON.
    #[error("The body is not JSON. It was kept.")]
    NotJson,
    /// A field is missing or of another kind.
    #[error("The body has no usable field {0}. It was kept.")]
    Field(String),
}

/// The body as JSON.
pub fn json(body: &[u8]) -> Result<Value, Unmapped> {
    serde_json::from_slice(body).map_err(|_| Unmapped::NotJson)
}

/// The text at a pointer; numbers count as text.
pub fn find_text(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
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

/// Sets the value at a pointer, making what is on the way to it: a list where the pointer says 0,
/// else an object.
pub fn put(root: &mut Value, pointer: &str, value: Value) {
    let names: Vec<String> =
        pointer.split('/').skip(1).map(|name| name.replace("~1", "/").replace("~0", "~")).collect();
    put_below(root, &names, value);
}

fn put_below(at: &mut Value, names: &[String], value: Value) {
    let Some((name, rest)) = names.split_first() else {
        *at = value;
        return;
    };
    if name == "0" && !at.is_object() {
        if !at.is_array() {
            *at = Value::Array(vec![Value::Null]);
        }
        put_below(&mut at[0], rest, value);
    } else {
        if !at.is_object() {
            *at = Value::Object(serde_json::Map::new());
        }
        put_below(&mut at[name], rest, value);
    }
}

#[cfg(test)]
mod tests {
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
    fn what_is_put_at_a_pointer_is_found_there() {
        let mut value = json!({});
        for pointer in ["/data/to/0/phone", "/data/from", "/a~1b", "/id"] {
            put(&mut value, pointer, json!(pointer));
            assert_eq!(find_text(&value, pointer).as_deref(), Some(pointer), "{value}");
        }
        assert_eq!(value["data"]["to"][0]["phone"], "/data/to/0/phone");
    }

    #[test]
    fn a_missing_field_is_named_by_its_pointer() {
        let error = text(&json!({"data": {"from": null}}), "/data/from").expect_err("missing");
        assert!(error.to_string().contains("/data/from"));
    }
}
