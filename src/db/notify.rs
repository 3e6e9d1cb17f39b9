//! What one node tells all nodes, itself included, over PostgreSQL's NOTIFY: ids of what changed,
//! never the content.

use sqlx::PgExecutor;
use uuid::Uuid;

/// The channel that every node listens to.
pub const CHANNEL: &str = "codebell";

/// A NOTIFY payload may have 8,000 bytes; 200 ids of 37 bytes and a name fit.
const IDS_A_PAYLOAD: usize = 200;

/// Something that was committed, by the event's public name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Messages came in.
    MessageReceived,
    /// Messages were claimed or let go.
    MessageClaimed,
    /// Numbers came, or their label or access changed.
    NumberUpdated,
    /// What members may see or do changed.
    AccessUpdated,
    /// Sessions ended.
    SessionRevoked,
}

impl Topic {
    /// The event's name as clients hear it.
    pub fn name(self) -> &'static str {
        match self {
            Self::MessageReceived => "message.received",
            Self::MessageClaimed => "message.claimed",
            Self::NumberUpdated => "number.updated",
            Self::AccessUpdated => "access.updated",
            Self::SessionRevoked => "session.revoked",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        let all = [
            Self::MessageReceived,
            Self::MessageClaimed,
            Self::NumberUpdated,
            Self::AccessUpdated,
            Self::SessionRevoked,
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
    let payloads: Vec<String> = ids
        .chunks(IDS_A_PAYLOAD)
        .map(|ids| {
            let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
            format!("{}:{}", topic.name(), ids.join(","))
        })
        .collect();
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
