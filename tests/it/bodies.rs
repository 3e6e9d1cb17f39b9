//! Bodies that can't be taken: each operation refuses them with a status that the document names.

use reqwest::{Method, header};
use serde_json::Value;

use crate::harness::{Member, signed_in};
use crate::openapi::{document, nowhere, operations};

const LARGEST: usize = 256 * 1024;
const JSON: Option<&str> = Some("application/json");

/// The status and the problem that a body is refused with.
async fn refusal(
    member: &Member<'_>,
    (method, path): (&str, &str),
    content_type: Option<&str>,
    body: String,
) -> (u16, Value) {
    let method: Method = method.to_uppercase().parse().expect("a method");
    let url = format!("{}/api/v1{path}", member.server.url);
    let request = member.server.client.request(method, url).bearer_auth(&member.access_token);
    let request = match content_type {
        Some(content_type) => request.header(header::CONTENT_TYPE, content_type),
        None => request,
    };
    let answer = request.body(body).send().await.expect("an answer");
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json", "{path}");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn a_body_that_cant_be_taken_is_refused_by_each_operation_as_the_document_says() {
    signed_in!(server, owner: Owner);
    let document = document();
    let too_large = format!("\"{}\"", "x".repeat(LARGEST));
    let cases = [
        (Some("text/plain"), "{}", 415),
        (None, "{}", 415),
        (JSON, "{\"", 400),
        (JSON, too_large.as_str(), 413),
        (JSON, "\"no object\"", 422),
        (JSON, "{\"no_such_field\": 1}", 422),
    ];
    let mut asked = 0;
    for (method, path) in operations(&document) {
        let operation = &document["paths"][&path][&method];
        if operation.get("requestBody").is_none() {
            continue;
        }
        asked += 1;
        let address = nowhere(&path);
        for (content_type, body, expected) in cases {
            let asks = (method.as_str(), address.as_str());
            let (status, problem) = refusal(&owner, asks, content_type, body.to_owned()).await;
            let context = format!("{method} {path} with {content_type:?}: {problem}");
            assert_eq!(status, expected, "{context}");
            assert_eq!(problem["status"], expected, "{context}");
            assert!(operation["responses"].get(status.to_string()).is_some(), "{context}");
        }
    }
    assert!(asked > 40, "{asked}");
}

#[tokio::test]
async fn a_refused_body_is_told_what_is_wrong_and_how_to_mend_it() {
    signed_in!(server, owner: Owner);
    let tell = async |content_type, body: &str| {
        refusal(&owner, ("patch", "/me"), content_type, body.to_owned()).await.1
    };
    let problem = tell(Some("text/plain"), "{}").await;
    assert_eq!(problem["type"], "about:blank");
    assert_eq!(problem["title"], "Unsupported Media Type");
    let said = "The body does not come as JSON; send JSON, and the header Content-Type: \
                application/json.";
    assert_eq!(problem["detail"], said);
    let problem = tell(JSON, "{\"name\": \"482174\"").await;
    let said =
        "The body is not JSON: EOF while parsing an object at line 1 column 17; mend it there.";
    assert_eq!((&problem["type"], &problem["detail"]), (&"about:blank".into(), &said.into()));
    let problem = tell(JSON, &format!("\"{}\"", "x".repeat(LARGEST))).await;
    let said =
        "The body is larger than 262144 bytes, the most that is accepted here; send less at once.";
    assert_eq!((&problem["type"], &problem["detail"]), (&"about:blank".into(), &said.into()));
}
