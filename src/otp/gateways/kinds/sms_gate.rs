//! SMS Gateway for Android, on the phone itself or through its cloud.
//!
//! Source: docs.sms-gate.app/integration/api. 202 with the message and its id; the id can be ours, and
//! one that is known already is not sent again.

use serde_json::{Value, json};

use super::{Kind, Outbound, Sending, Settings};
use crate::fields::{Field, below};
use crate::otp::gateways::outcome::{Accepted, Answer, Outcome};
use crate::otp::gateways::wire::Wire;
use crate::pointer::find_text;

pub const KIND: Kind = Kind {
    id: "sms-gate",
    name: "SMS Gateway for Android",
    about: words!("Sends an SMS from an Android phone of yours."),
    fields: &[
        Field::line("username", words!("Username")),
        Field::secret("password", words!("Password")),
        Field::url("server", words!("API address"), "https://api.sms-gate.app/3rdparty/v1").about(
            words!("The address of the cloud or of your phone, such as http://192.168.1.20:8080"),
        ),
    ],
    receipts_by: "generic",
    check: |_| Ok(()),
    send: |wire, settings, outbound| -> Sending<'_> { Box::pin(send(wire, settings, outbound)) },
};

async fn send(wire: &Wire, settings: &Settings, outbound: &Outbound<'_>) -> Outcome {
    let message = json!({
        "id": outbound.id.simple().to_string(),
        "textMessage": {"text": outbound.content.text()},
        "phoneNumbers": [outbound.to],
        "withDeliveryReport": true,
    });
    let url = below(settings.get("server"), "messages");
    let answer = wire.post(url, |request| {
        let request = request.basic_auth(settings.get("username"), Some(settings.get("password")));
        request.json(&message)
    });
    let answer = match answer.await.and_then(Answer::success) {
        Ok(answer) => answer,
        Err(outcome) => return outcome,
    };
    let body = answer.json().unwrap_or(Value::Null);
    match (find_text(&body, "/id"), find_text(&body, "/state").as_deref()) {
        (_, Some("Failed")) => Outcome::not_sent("says that it failed").with(&answer),
        (message_id @ Some(_), _) => {
            Outcome::accepted(Accepted { message_id, ..Accepted::default() })
        }
        (None, _) => answer.unclear("without an id"),
    }
}
