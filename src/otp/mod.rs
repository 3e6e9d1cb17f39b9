//! Codes that are sent and checked, and other texts that programs have sent: over [`gateways`], within
//! [`limits`], in words of [`texts`].
//!
//! A code is never stored and in no answer: what is kept of it is a keyed hash, until it was used.

mod ask;
pub mod canary;
mod check;
mod code;
pub mod country;
mod figures;
pub mod gateways;
pub mod http;
mod languages;
mod limits;
mod receipts;
mod relay;
mod request;
mod send;
mod sql;
pub mod status;
mod text;
pub mod texts;
mod worker;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::{Caller, Capability};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::pagination::Page;
use crate::id::{ApiKeyId, GatewayId, SendId};
pub use code::Code;
pub use gateways::wire::Wire;
pub use receipts::receive;
pub use relay::{Relay, Relayed, relay};
pub use status::{Receipt, Status};
pub use worker::{purge, start};

/// What something is sent for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = SendKind)]
pub enum Purpose {
    /// A code that is checked here.
    Code,
    /// A code of somebody else, for a source.
    Relay,
    /// Another text, for a source.
    Text,
    /// A try of a gateway.
    Test,
}

/// Something that was sent, without its text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Send {
    pub id: SendId,
    /// What it was sent for.
    #[schema(example = "code")]
    pub kind: Purpose,
    /// The number that it went to, in E.164.
    #[schema(example = "+6421234567")]
    pub to: String,
    /// The number's country, as two letters of ISO 3166.
    #[schema(required, example = "NZ")]
    pub country: Option<String>,
    /// In whose name.
    #[schema(required, example = "MyApp")]
    pub company: Option<String>,
    /// In which language, where the text was written here.
    #[schema(required, example = "en")]
    pub language: Option<String>,
    /// What is known of it.
    #[schema(example = "delivered")]
    pub status: Status,
    /// Guesses at its code; null for keys without the scope `otp:attempts`.
    #[schema(required, example = 1)]
    pub attempts: Option<i16>,
    /// Until when its code is good.
    #[schema(required, example = "2026-01-31T12:05:00Z")]
    pub expires_at: Option<DateTime<Utc>>,
    /// When the right code came back.
    #[schema(required, example = "2026-01-31T12:00:21Z")]
    pub verified_at: Option<DateTime<Utc>>,
    /// When a later code for the same number took its place.
    #[schema(required)]
    pub voided_at: Option<DateTime<Utc>>,
    /// When the phone had it.
    #[schema(required, example = "2026-01-31T12:00:03Z")]
    pub delivered_at: Option<DateTime<Utc>>,
    /// The gateway that took it or may have.
    #[schema(required)]
    pub gateway_id: Option<GatewayId>,
    /// What it was called then.
    #[schema(required, example = "WebSMS")]
    pub gateway: Option<String>,
    /// Who asked for it: a member, a key or a source, as it is called now.
    #[schema(required, example = "Shop")]
    pub sent_by: Option<String>,
    /// When.
    #[schema(example = "2026-01-31T12:00:00Z")]
    pub created_at: DateTime<Utc>,
}

impl Send {
    /// What a caller is told of it.
    fn told_to(self, caller: &Caller) -> Self {
        let attempts = self.attempts.filter(|_| caller.can(Capability::CountAttempts));
        Self { attempts, ..self }
    }
}

/// A send with its timeline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SendDetail {
    #[serde(flatten)]
    pub send: Send,
    /// What happened to it, in order.
    pub events: Vec<SendEvent>,
}

/// Something that happened to a send.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SendEvent {
    /// `asked`: a gateway was. `receipt`: it told what became of it.
    #[schema(example = "asked")]
    pub event: String,
    #[schema(required, example = "WebSMS")]
    pub gateway: Option<String>,
    /// Of a question `accepted`, `refused` or `unknown`; of a receipt its state.
    #[schema(example = "accepted")]
    pub result: String,
    /// What was wrong, in words.
    #[schema(required)]
    pub detail: Option<String>,
    /// The status of the gateway's answer.
    #[schema(required, example = 200)]
    pub answer_status: Option<i32>,
    /// How long the answer took.
    #[schema(required, example = 412)]
    pub duration_ms: Option<i32>,
    /// When.
    #[schema(example = "2026-01-31T12:00:00Z")]
    pub at: DateTime<Utc>,
}

/// Which sends.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Of which only this is known.
    #[param(inline)]
    pub status: Option<Status>,
    /// Sent for this.
    #[param(inline)]
    pub kind: Option<Purpose>,
    /// Taken by this gateway.
    pub gateway_id: Option<GatewayId>,
    /// To numbers of this country, as two letters of ISO 3166.
    pub country: Option<String>,
    /// To this number.
    pub to: Option<String>,
    /// Not before.
    pub since: Option<DateTime<Utc>>,
    /// Before.
    pub until: Option<DateTime<Utc>>,
}

impl Filter {
    /// The same with number and country as they are stored.
    fn checked(self) -> Result<Self> {
        let to = self.to.map(|to| match country::recipient(&to) {
            Some((number, _)) => Ok(number),
            None => Err(Error::invalid("to", say!("must be a phone number, such as +6421234567"))),
        });
        let country = self.country.map(|text| match country::parse(&text) {
            Some(country) => Ok(country.as_str().to_owned()),
            None => {
                Err(Error::invalid("country", say!("must be two letters of ISO 3166, such as NZ")))
            }
        });
        Ok(Self { to: to.transpose()?, country: country.transpose()?, ..self })
    }
}

/// What was sent, the latest first; a key sees its own alone.
pub async fn list(
    context: &Context,
    caller: &Caller,
    filter: Filter,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Page<Send>> {
    let filter = filter.checked()?;
    let of_key = own_key(caller);
    let found = sql::list_sends(&context.pool, &filter, of_key, None, cursor, limit + 1).await?;
    let found = found.into_iter().map(|send| send.told_to(caller)).collect();
    Ok(Page::new(found, limit, |send| send.id.to_string()))
}

/// One send with its timeline; a key sees its own alone.
pub async fn get(context: &Context, caller: &Caller, id: SendId) -> Result<SendDetail> {
    let (all, of_key) = (Filter::default(), own_key(caller));
    let found = sql::list_sends(&context.pool, &all, of_key, Some(id), None, 1).await?.pop();
    let send = found.ok_or_else(|| not_found!("send"))?;
    let events = sql::list_events(&context.pool, id).await?;
    Ok(SendDetail { send: send.told_to(caller), events })
}

/// The key that limits what its program sees.
fn own_key(caller: &Caller) -> Option<ApiKeyId> {
    caller.reader().api_key_id
}
