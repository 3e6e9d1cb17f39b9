//! A message as those see it who may.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::id::{MessageId, SourceId, UserId};
use crate::messages::CodeSpan;
use crate::numbers::NumberRef;

/// A received SMS.
#[derive(Clone, Serialize, ToSchema)]
pub struct Message {
    /// Its id; later messages have larger ones.
    pub id: MessageId,
    /// The number that received it.
    pub number: NumberRef,
    /// The source that it came through.
    pub source: SourceRef,
    /// E.164, or the short code or name that the provider gave.
    pub sender: String,
    /// Its text.
    pub body: String,
    /// The code, as it is to be typed.
    #[schema(required)]
    pub code: Option<String>,
    /// Where in the text the code stands; null where it is not known, as of messages that were stored
    /// before this was noted.
    #[schema(required)]
    pub code_span: Option<CodeSpan>,
    /// Who sent the code, as people call them.
    #[schema(required)]
    pub service: Option<String>,
    /// How sure the code is the code, 0 to 1.
    #[schema(required)]
    pub confidence: Option<f32>,
    /// When the code stops working.
    #[schema(required)]
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Whether the message says so; else it is an estimate.
    pub expiry_stated: bool,
    /// The site that the code is bound to.
    #[schema(required)]
    pub domain: Option<String>,
    /// The first link in the text.
    #[schema(required)]
    pub link: Option<String>,
    /// What is paid with the code.
    #[schema(required)]
    pub payment: Option<Payment>,
    /// When the provider received it.
    pub received_at: DateTime<Utc>,
    /// When it was stored here.
    pub stored_at: DateTime<Utc>,
    /// Whether the caller has read it; always false in live events.
    pub read: bool,
    /// Who is using the code.
    #[schema(required)]
    pub claimed_by: Option<Claimer>,
    /// Since when.
    #[schema(required)]
    pub claimed_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What is paid with a code.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Payment {
    /// As the message writes it.
    pub amount: String,
    /// Who is paid.
    #[schema(required)]
    pub merchant: Option<String>,
}

/// A source, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceRef {
    pub id: SourceId,
    /// What the team calls it.
    pub name: String,
    /// The provider's id.
    pub provider: String,
    /// Whether it is there for a demonstration.
    pub is_demo: bool,
}

/// Who claimed a message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Claimer {
    /// The user.
    pub id: UserId,
    /// Their name.
    pub name: String,
}
