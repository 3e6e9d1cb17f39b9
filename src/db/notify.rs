//! What one node tells all nodes, itself included, over PostgreSQL's NOTIFY: ids of what changed,
//! never the content.

use sqlx::PgExecutor;
use uuid::Uuid;

/// The channel that every node listens to.
pub const CHANNEL: &str = "codebell";

/// A NOTIFY payload may have 8,000 bytes; 200 ids of 37 bytes and a name fit.
const IDS_A_PAYLOAD: usize = 200;

names! {
    /// Something that was committed, by the event's name as clients hear it.
    pub enum Topic {
        /// Messages came in.
        MessageReceived = "message.received",
        /// The codes of messages were corrected.
        MessageUpdated = "message.updated",
        /// Messages were claimed or let go.
        MessageClaimed = "message.claimed",
        /// Messages of a number, whose id comes first, were deleted.
        MessageDeleted = "message.deleted",
        /// A member, whose id comes first, read messages.
        MessageRead = "message.read",
        /// A member, whose id comes first, has read everything up to a message.
        MessageReadUpTo = "message.read_up_to",
        /// A member, whose id comes first, marked messages as unread.
        MessageUnread = "message.unread",
        /// Numbers came, or their label or access changed.
        NumberUpdated = "number.updated",
        /// What members may see or do changed.
        AccessUpdated = "access.updated",
        /// Sessions ended.
        SessionRevoked = "session.revoked",
        /// Something is to be forwarded, over these channels.
        DeliveryQueued = "delivery.queued",
        /// Deliveries were sent, or could not be.
        DeliveryUpdated = "delivery.updated",
        /// Notices came or were dismissed.
        NoticeUpdated = "notice.updated",
        /// Codes were sent, or it is known what became of them.
        SendUpdated = "send.updated",
    }
}

impl Topic {
    /// Whether it concerns one member or number, whose id comes first.
    pub fn is_of_one(self) -> bool {
        matches!(
            self,
            Self::MessageRead | Self::MessageReadUpTo | Self::MessageUnread | Self::MessageDeleted
        )
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

/// The same of what concerns one member or number alone, whose id comes first in each payload.
pub async fn publish_of(
    executor: impl PgExecutor<'_>,
    topic: Topic,
    whose: impl Into<Uuid>,
    ids: &[Uuid],
) -> Result<(), sqlx::Error> {
    let whose = whose.into();
    let of_one = |ids: &[Uuid]| payload(topic, &[&[whose], ids].concat());
    send(executor, ids.chunks(IDS_A_PAYLOAD - 1).map(of_one).collect()).await
}

fn payload(topic: Topic, ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    format!("{}:{}", topic.as_str(), ids.join(","))
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
