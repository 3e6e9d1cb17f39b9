//! Error answers as `application/problem+json` (RFC 9457).

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::request_id;
use crate::error::{Answer, FieldError};
use crate::sentence::{Said, Sentence};

/// The body of an error answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank` where the status says which kind of problem it is, else a URN.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What was wrong and how to mend it.
    #[serde(flatten)]
    said: Said,
    /// The id of the request, which the server's log also has.
    instance: String,
    /// The fields that broke a rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldError>,
    /// Of a missing second factor or a fresh proof only: `totp`, `passkey`, `recovery_code`; of a
    /// fresh proof also `password`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    methods: Vec<&'static str>,
    /// Of a missing second factor only: what the browser is to sign, where there is a passkey.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Object)]
    passkey: Option<Value>,
}

/// Gives every error answer its body.
pub async fn render(request: Request, next: Next) -> Response {
    let instance = request_id::of(request.headers()).to_owned();
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let answer = response.extensions().get::<Answer>().cloned();
    if answer.is_none() && has_body_of_its_own(&response) {
        return response;
    }
    let answer = answer.unwrap_or_else(|| Answer {
        said: plain(status).into(),
        errors: Vec::new(),
        kind: "about:blank",
        ways: None,
    });
    let (methods, passkey) = match answer.ways {
        Some(ways) => (ways.methods, ways.passkey),
        None => (Vec::new(), None),
    };
    let problem = Problem {
        kind: answer.kind,
        title: status.canonical_reason().unwrap_or("Error").to_owned(),
        status: status.as_u16(),
        said: answer.said,
        instance,
        errors: answer.errors,
        methods,
        passkey,
    };
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    Response::from_parts(parts, Body::from(body))
}

/// Socket.IO answers a bad handshake with JSON that its clients expect.
fn has_body_of_its_own(response: &Response) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    content_type.is_some_and(|value| value.as_bytes().starts_with(b"application/json"))
}

fn plain(status: StatusCode) -> Sentence {
    match status {
        StatusCode::NOT_FOUND => say!("There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => {
            say!("This address does not take this method; see the Allow header.")
        }
        StatusCode::REQUEST_TIMEOUT => say!("The request took too long to arrive."),
        status if status.is_client_error() => say!("The request can't be understood."),
        _ => say!(
            "Something went wrong on the server; its log has the details under this request id."
        ),
    }
}
