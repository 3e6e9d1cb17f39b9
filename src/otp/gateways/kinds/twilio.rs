//! Twilio's Messages resource.
//!
//! Source: twilio.com/docs/messaging/api/message-resource. 201 with a `sid`, which status callbacks name
//! as `MessageSid`.

use serde_json::Value;

use super::{Kind, Outbound, Sending, Settings};
use crate::error::Result;
use crate::fields::{Field, below, broken};
use crate::otp::gateways::outcome::{Accepted, Answer, Outcome};
use crate::otp::gateways::wire::Wire;
use crate::pointer::find_text;

pub const KIND: Kind = Kind {
    id: "twilio",
    name: "Twilio",
    about: words!("Sends an SMS from a Twilio number or messaging service."),
    fields: &[
        Field::line("account_sid", words!("Account SID")),
        Field::secret("auth_token", words!("Auth token")),
        Field::line("from", words!("Sender (From)"))
            .about(words!("A number, a sender name, or a messaging service (MG…)")),
        Field::url("server", words!("API address"), "https://api.twilio.com"),
    ],
    receipts_by: "generic",
    check,
    send: |wire, settings, outbound| -> Sending<'_> { Box::pin(send(wire, settings, outbound)) },
};

fn check(settings: &Settings) -> Result<()> {
    let sid = settings.get("account_sid");
    let is_sid =
        sid.len() == 34 && sid.starts_with("AC") && sid.bytes().all(|b| b.is_ascii_alphanumeric());
    match is_sid {
        true => Ok(()),
        false => Err(broken("account_sid", say!("must be AC and 32 letters and digits"))),
    }
}

async fn send(wire: &Wire, settings: &Settings, outbound: &Outbound<'_>) -> Outcome {
    let (sid, from) = (settings.get("account_sid"), settings.get("from"));
    let url = below(settings.get("server"), &format!("2010-04-01/Accounts/{sid}/Messages.json"));
    let sender = if from.starts_with("MG") { "MessagingServiceSid" } else { "From" };
    let form = [("To", outbound.to), (sender, from), ("Body", outbound.content.text())];
    let answer = wire
        .post(url, |request| request.basic_auth(sid, Some(settings.get("auth_token"))).form(&form));
    let answer = match answer.await.and_then(Answer::success) {
        Ok(answer) => answer,
        Err(outcome) => return outcome,
    };
    let body = answer.json().unwrap_or(Value::Null);
    match (find_text(&body, "/sid"), find_text(&body, "/status").as_deref()) {
        (_, Some("failed" | "undelivered" | "canceled")) => {
            Outcome::not_sent("says that it failed").with(&answer)
        }
        (message_id @ Some(_), _) => {
            Outcome::accepted(Accepted { message_id, ..Accepted::default() })
        }
        (None, _) => answer.unclear("without a sid"),
    }
}
