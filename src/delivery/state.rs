//! What is delivered, what became of it, and why not.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = DeliveryStatus)]
pub enum Status {
    /// It is to be sent, for the first time or again.
    Waiting,
    /// Its receiver has it.
    Delivered,
    /// It was given up.
    Failed,
}

/// What is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "lowercase")]
#[sqlx(type_name = "text", rename_all = "lowercase")]
#[schema(as = DeliveryEvent)]
pub enum Event {
    /// A message.
    Message,
    /// A notice.
    Notice,
    /// A made-up message that tries a channel.
    Test,
}

/// Why something is not delivered, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
#[schema(as = DeliveryReason)]
pub enum Reason {
    /// The receiver answered that it does not take it.
    Refused,
    /// The receiver answered that it is no more.
    Gone,
    /// The receiver has trouble, redirects, or wants fewer.
    ReceiverFailed,
    /// The receiver did not answer in time.
    Timeout,
    /// The receiver can't be reached.
    Unreachable,
    /// The address leads into a private network.
    AddressRefused,
    /// The channel's settings can't be decrypted or used.
    ChannelUnreadable,
    /// The channel was switched off meanwhile.
    ChannelDisabled,
    /// The channel was removed meanwhile.
    ChannelRemoved,
    /// The number is restricted, and whoever last set the channel up does not read it.
    NotAllowed,
    /// The code expired before an attempt succeeded.
    CodeExpired,
}
