//! Reads requests; what can't be read is a problem answer that says why.

use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::StatusCode;
use chrono::Datelike;

use crate::error::Error;

/// The largest body: those of strangers are kept too until they are whole.
pub const LARGEST_BODY: usize = 256 * 1024;

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(Error))]
pub struct JsonBody<T>(pub T);

/// The query string.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Error))]
pub struct Query<T>(pub T);

/// Parts of the path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Error))]
pub struct Path<T>(pub T);

impl From<JsonRejection> for Error {
    fn from(rejection: JsonRejection) -> Self {
        match rejection {
            JsonRejection::JsonDataError(error) => {
                Self::invalid("body", say!("can't be read: {reason}", reason = cause(&error)))
            }
            JsonRejection::JsonSyntaxError(error) => {
                let wrong = cause(&error);
                Self::BadRequest(say!("The body is not JSON: {wrong}; mend it there.", wrong))
            }
            JsonRejection::MissingJsonContentType(_) => Self::UnsupportedMediaType,
            JsonRejection::BytesRejection(error)
                if error.status() == StatusCode::PAYLOAD_TOO_LARGE =>
            {
                Self::TooLarge { limit_bytes: LARGEST_BODY }
            }
            _ => Self::BadRequest(say!("The body did not arrive whole; send it again.")),
        }
    }
}

impl From<QueryRejection> for Error {
    fn from(rejection: QueryRejection) -> Self {
        Self::invalid("query", say!("can't be read: {reason}", reason = cause(&rejection)))
    }
}

impl From<PathRejection> for Error {
    fn from(_: PathRejection) -> Self {
        Self::NotFound(say!("There is nothing at this address."))
    }
}

/// `#[serde(default, with = "present")]` on an `Option<Option<T>>` tells a field that is null from
/// one that is absent.
pub mod present {
    use serde::{Deserialize, Deserializer};

    /// Reads a field that is there.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        T: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        T::deserialize(deserializer).map(Some)
    }
}

/// Refuses years that nobody means and that the database can't keep.
pub fn check_year(field: &'static str, date: Option<&impl Datelike>) -> Result<(), Error> {
    match date {
        Some(date) if !(1..=9999).contains(&date.year()) => {
            Err(Error::invalid(field, say!("must be in a year from 1 to 9999")))
        }
        _ => Ok(()),
    }
}

/// A name without the space around it; a broken rule is of the field `name`.
pub fn check_name(name: &str) -> Result<String, Error> {
    let name = name.trim();
    if !(1..=100).contains(&name.chars().count()) || name.contains(char::is_control) {
        let rule = say!("must have 1 to 100 characters, none of them a control character");
        return Err(Error::invalid("name", rule));
    }
    Ok(name.to_owned())
}

/// The innermost cause, which says what is wrong with which field.
fn cause(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.last().map(|cause| without_value(&cause.to_string())).unwrap_or_default()
}

/// What serde says of a wrong value without the value, which may be a secret or a code.
fn without_value(text: &str) -> String {
    for what in ["invalid type", "invalid value"] {
        let begun = text.find(&format!("{what}: "));
        // The last one: what was sent may hold the words as well.
        if let (Some(at), Some(expected)) = (begun, text.rfind(", expected")) {
            let from = at + what.len();
            if from <= expected {
                return format!("{}{}", &text[..from], &text[expected..]);
            }
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_not_in_what_is_said_of_it() {
        for (said, shown) in [
            (
                "code: invalid type: integer `482174`, expected a string at line 1 column 40",
                "code: invalid type, expected a string at line 1 column 40",
            ),
            (
                r#"code: invalid type: string "a, expected b", expected a map at line 1 column 4"#,
                "code: invalid type, expected a map at line 1 column 4",
            ),
            (
                "invalid value: integer `300`, expected u8 at line 1 column 9",
                "invalid value, expected u8 at line 1 column 9",
            ),
            ("missing field `to` at line 1 column 2", "missing field `to` at line 1 column 2"),
        ] {
            assert_eq!(without_value(said), shown);
        }
    }
}
