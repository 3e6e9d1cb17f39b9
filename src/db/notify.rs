//! What one node tells all nodes, itself included, over PostgreSQL's NOTIFY: ids of what changed,
//! never the content.

use sqlx::PgExecutor;
use uuid::Uuid;

use crate::id::UserId;

/// The channel that every node listens to.
pub const CHANNEL: &str = "codebell";

/// A NOTIFY payload may have 8,000 bytes; 200 ids of 37 bytes and a name fit.
const IDS_A_PAYLOAD: usize = 200;

/// Something that was committed, by the event's public name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Messages came in.
    MessageReceived,
    /// The codes of messages were corrected.
    MessageUpdated,
    /// Messages were claimed or let go.
    MessageClaimed,
    /// A member, whose id comes first, read messages.
    MessageRead,
    /// A member, whose id comes first, has read everything up to a message.
    MessageReadUpTo,
    /// Numbers came, or their label or access changed.
    NumberUpdated,
    /// What members may see or do changed.
    AccessUpdated,
    /// Sessions ended.
    SessionRevoked,
    /// Something is to be forwarded, over these channels.
    DeliveryQueued,
    /// Deliveries were sent, or could not be.
    DeliveryUpdated,
    /// Notices came or were dismissed.
    NoticeUpdated,
    /// Codes were sent, or it is known what became of them.
    SendUpdated,
}

impl Topic {
    /// The event's name as clients hear it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MessageReceived => "message.received",
            Self::MessageUpdated => "message.updated",
            Self::MessageClaimed => "message.claimed",
            Self::MessageRead => "message.read",
            Self::MessageReadUpTo => "message.read_up_to",
            Self::NumberUpdated => "number.updated",
            Self::AccessUpdated => "access.updated",
            Self::SessionRevoked => "session.revoked",
            Self::DeliveryQueued => "delivery.queued",
            Self::DeliveryUpdated => "delivery.updated",
            Self::NoticeUpdated => "notice.updated",
            Self::SendUpdated => "send.updated",
        }
    }

    /// Whether it concerns one member, whose id comes first.
    pub fn is_of_one_member(self) -> bool {
        matches!(self, Self::MessageRead | Self::MessageReadUpTo)
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::MessageReceived,
            Self::MessageUpdated,
            Self::MessageClaimed,
            Self::MessageRead,
            Self::MessageReadUpTo,
            Self::NumberUpdated,
            Self::AccessUpdated,
            Self::SessionRevoked,
            Self::DeliveryQueued,
            Self::DeliveryUpdated,
            Self::NoticeUpdated,
            Self::SendUpdated,
        ];
        all.into_iter().find(|topic| topic.name() == name)
    }
}

/// Tells all nodes when the transaction of `executor` commits.
pub async fn publish(
    executor: impl PgExecutor<'_>,
    topic: Topic,
    ids: &[Uuid],
) -> Result<(), sqlx::Error> {
    send(executor, ids.chunks(IDS_A_PAYLOAD).map(|ids| payload(topic, ids)).collect()).await
}

/// The same of what concerns one member alone, whose id comes first in each payload.
pub async fn publish_of(
    executor: impl PgExecutor<'_>,
    topic: Topic,
    user_id: UserId,
    ids: &[Uuid],
) -> Result<(), sqlx::Error> {
    let of_user = |ids: &[Uuid]| payload(topic, &[&[user_id.into()], ids].concat());
    send(executor, ids.chunks(IDS_A_PAYLOAD - 1).map(of_user).collect()).await
}

fn payload(topic: Topic, ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    format!("{}:{}", topic.name(), ids.join(","))
}

async fn send(executor: impl PgExecutor<'_>, payloads: Vec<String>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload",
        CHANNEL,
        &payloads
    )
    .fetch_all(executor)
    .await?;
    Ok(())
}

/// What a payload says; `None` for one that a newer version sent.
pub fn parse(payload: &str) -> Option<(Topic, Vec<Uuid>)> {
    let (name, ids) = payload.split_once(':')?;
    let ids = ids.split(',').map(|id| id.parse().ok()).collect::<Option<_>>()?;
    Some((Topic::from_name(name)?, ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_payload_fits_into_a_notification() {
        let id = Uuid::nil().to_string();
        assert!(CHANNEL.len() + 30 + IDS_A_PAYLOAD * (id.len() + 1) < 8000);
    }

    #[test]
    fn a_payload_of_an_unknown_kind_is_passed_over() {
        assert_eq!(parse("weather.changed:"), None);
        assert_eq!(parse("message.received:not-an-id"), None);
        let id = Uuid::from_u128(5);
        assert_eq!(parse(&format!("number.updated:{id}")), Some((Topic::NumberUpdated, vec![id])));
    }
}
