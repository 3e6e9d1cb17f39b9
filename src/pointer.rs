//! JSON that others wrote, as RFC 6901 points into it.

use serde_json::Value;

/// The text at a pointer; numbers count as text.
pub fn find_text(value: &Value, pointer: &str) -> Option<String> {
    match value.pointer(pointer)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
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
    fn what_is_put_at_a_pointer_is_found_there() {
        let mut value = json!({});
        for pointer in ["/data/to/0/phone", "/data/from", "/a~1b", "/id"] {
            put(&mut value, pointer, json!(pointer));
            assert_eq!(find_text(&value, pointer).as_deref(), Some(pointer), "{value}");
        }
        assert_eq!(value["data"]["to"][0]["phone"], "/data/to/0/phone");
    }
}
