//! Any HTTP API that sends an SMS: what is posted, and where its answer has the id of the message, is
//! entered by the operator.
//!
//! A signature, where a secret is entered, is one of Standard Webhooks (version 1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use serde_json::{Map, Value};
use sha2::Sha256;

use super::{Kind, Outbound, Sending, Settings};
use crate::error::Result;
use crate::fields::{Field, Input, broken, web_address};
use crate::otp::gateways::outcome::{Accepted, Answer, Outcome};
use crate::otp::gateways::wire::Wire;
use crate::otp::text;
use crate::pointer::find_text;

const JSON: &str = "json";
const FORM: &str = "form";

pub const KIND: Kind = Kind {
    id: "http",
    name: "HTTP",
    about: words!("Posts to an address of yours: an Android phone with a gateway app, or any provider."),
    fields: &[
        Field::url("url", words!("Address"), ""),
        Field::choice("format", words!("Format"), &[JSON, FORM]),
        Field {
            input: Input::Lines,
            default: r#"{"to": "{to}", "text": "{text}"}"#,
            ..Field::line("body", words!("Body"))
        }
        .about(
            words!(
                "JSON with {to}, {text} and {id} in its texts; of a form, its fields as one object. Keys \
                 belong in Headers, which are never shown"
            ),
        ),
        Field { input: Input::Lines, ..Field::secret("headers", words!("Headers")) }
            .optional()
            .about(words!("One a line, such as Authorization: Bearer …")),
        Field::secret("secret", words!("Signing secret"))
            .optional()
            .about(words!("Signs as Standard Webhooks do; whsec_ and base64, or any text")),
        Field::line("id_pointer", words!("Message id")).optional().about(
            words!("JSON pointer to the message id in the answer, matching the id in delivery reports, such as /data/id"),
        ),
    ],
    receipts_by: "generic",
    check,
    send: |wire, settings, outbound| -> Sending<'_> { Box::pin(send(wire, settings, outbound)) },
};

fn check(settings: &Settings) -> Result<()> {
    let template = template(settings.get("body"));
    let template = template.ok_or_else(|| broken("body", say!("must be a JSON object")))?;
    let text = template.to_string();
    for place in ["{to}", "{text}"] {
        if !text.contains(place) {
            return Err(broken("body", say!("must have {place} in one of its texts", place)));
        }
    }
    let is_flat = template.as_object().is_some_and(|all| all.values().all(Value::is_string));
    if settings.get("format") == FORM && !is_flat {
        return Err(broken("body", say!("must be an object of texts alone, for a form")));
    }
    if let Some(pointer) = settings.find("id_pointer")
        && !pointer.starts_with('/')
    {
        return Err(broken("id_pointer", say!("must begin with /")));
    }
    let lines = settings.get("headers").lines().filter(|line| !line.trim().is_empty());
    match lines.map(header).collect::<Option<Vec<_>>>() {
        Some(_) => Ok(()),
        None => Err(broken("headers", say!("must have a name, a colon and a value on each line"))),
    }
}

fn template(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(Value::is_object)
}

fn header(line: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    let mut value: HeaderValue = value.trim().parse().ok()?;
    value.set_sensitive(true);
    Some((name.trim().parse().ok()?, value))
}

async fn send(wire: &Wire, settings: &Settings, outbound: &Outbound<'_>) -> Outcome {
    let Some(mut body) = template(settings.get("body")) else {
        return Outcome::not_sent("its body is no JSON; enter it again");
    };
    let id = outbound.id.to_string();
    fill(&mut body, &[("{to}", outbound.to), ("{text}", outbound.content.text()), ("{id}", &id)]);
    let (content_type, body) = match (settings.get("format"), body) {
        (FORM, Value::Object(fields)) => ("application/x-www-form-urlencoded", form(&fields)),
        (_, body) => ("application/json", body.to_string()),
    };
    let timestamp = wire.context.clock.now().timestamp();
    let signed = settings.find("secret").map(|secret| sign(secret, &id, timestamp, &body));
    let url = web_address(settings.get("url"));
    let answer = wire.post(url, |mut request| {
        request = request.header(CONTENT_TYPE, content_type);
        for (name, value) in settings.get("headers").lines().filter_map(header) {
            request = request.header(name, value);
        }
        if let Some(signature) = signed {
            request = request
                .header("webhook-id", &id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature);
        }
        request.body(body)
    });
    let answer = match answer.await.and_then(Answer::success) {
        Ok(answer) => answer,
        Err(outcome) => return outcome,
    };
    let message_id =
        settings.find("id_pointer").and_then(|pointer| find_text(&answer.json()?, pointer));
    Outcome::accepted(Accepted { message_id, ..Accepted::default() })
}

/// Fills the places of all texts.
fn fill(value: &mut Value, places: &[(&str, &str)]) {
    match value {
        Value::String(text) => *text = text::fill(text, places),
        Value::Array(values) => values.iter_mut().for_each(|value| fill(value, places)),
        Value::Object(fields) => fields.values_mut().for_each(|value| fill(value, places)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn form(fields: &Map<String, Value>) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.append_pair(name, value.as_str().unwrap_or_default());
    }
    form.finish()
}

#[allow(clippy::expect_used)]
fn sign(secret: &str, id: &str, timestamp: i64, body: &str) -> String {
    let decoded = secret.strip_prefix("whsec_").and_then(|key| STANDARD.decode(key).ok());
    let key = decoded.unwrap_or_else(|| secret.as_bytes().to_vec());
    let mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key);
    let mut mac = mac.expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_body_stays_json_whatever_the_text_is() {
        let mut body =
            template(r#"{"a": ["{to}", {"b": "x {text} {id}"}], "n": 1}"#).expect("JSON");
        fill(&mut body, &[("{to}", "+1"), ("{text}", "\"}{id}\n"), ("{id}", "7")]);
        assert_eq!(body, serde_json::json!({"a": ["+1", {"b": "x \"}{id}\n 7"}], "n": 1}));
    }

    #[test]
    fn a_signature_is_the_one_of_the_specifications_example() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let signature =
            sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
