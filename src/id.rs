//! Identifiers: UUIDv7 in a type of their own for each thing, so that one can't stand for another.

use chrono::{DateTime, Utc};
use uuid::{Builder, Uuid};

use crate::random;

/// A UUIDv7 that sorts by `time`, in milliseconds.
pub fn new_v7(time: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random::bytes()).into_uuid()
}

/// The smallest id that anything of this time can have. Ids begin with the time, so that a primary
/// key also serves as an index by time.
pub fn first_at(time: DateTime<Utc>) -> Uuid {
    let millis = u64::try_from(time.timestamp_millis()).unwrap_or(0);
    Uuid::from_u128(u128::from(millis) << 80)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize, sqlx::Type, utoipa::ToSchema,
        )]
        #[sqlx(transparent)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id made at `time`.
            pub fn new(time: DateTime<Utc>) -> Self {
                Self(new_v7(time))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A person who signs in.
    UserId,
    /// A signed-in browser.
    SessionId,
    /// A provider's endpoint.
    SourceId,
    /// A phone number that receives messages.
    NumberId,
    /// A received SMS.
    MessageId,
    /// A program's key.
    ApiKeyId,
    /// An invitation to the team.
    InvitationId,
    /// A passkey.
    PasskeyId,
    /// What a browser is asked to sign with a passkey.
    ChallengeId,
    /// A team's own rule for codes.
    CodeRuleId,
    /// A search of the inbox that a member keeps.
    ViewId,
    /// Something that arrived at a source and is no message.
    ArrivalId,
    /// Where messages are forwarded to.
    ChannelId,
    /// What is forwarded where.
    RuleId,
    /// A message on its way to a channel.
    DeliveryId,
    /// Something that a provider or Codebell has to say.
    NoticeId,
    /// What sends an SMS.
    GatewayId,
    /// A code or text on its way to a phone.
    SendId,
}
