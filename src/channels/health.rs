//! Whether channels work: what deliveries found out.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::sql;
use crate::audit::{Action, Actor, Entry};
use crate::id::ChannelId;

/// Writes down that attempts over channels succeeded; those that failed before are well again.
pub async fn mark_well(
    connection: &mut PgConnection,
    ids: &[ChannelId],
) -> Result<(), sqlx::Error> {
    sql::mark_well(connection, ids).await
}

/// Writes down that attempts over channels failed, since when at the latest.
pub async fn mark_failing(
    connection: &mut PgConnection,
    ids: &[ChannelId],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sql::mark_failing(connection, ids, now).await
}

/// A channel that fails.
pub struct Failing {
    pub since: DateTime<Utc>,
    /// Who set it up.
    pub owner: Option<String>,
}

/// Says once in a row of failures that somebody is to be told of it.
///
/// `None` when that was said before, or the channel has not failed since `before` yet.
pub async fn begin_telling(
    connection: &mut PgConnection,
    id: ChannelId,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<Failing>, sqlx::Error> {
    sql::mark_told(connection, id, before, now).await
}

/// Switches a channel off whose receiver is no more; its entry for the log, if it was on.
pub async fn mark_gone(
    connection: &mut PgConnection,
    id: ChannelId,
) -> Result<Option<Entry>, sqlx::Error> {
    let name = sql::mark_gone(connection, id).await?;
    Ok(name.map(|name| {
        Entry::new(Actor::system(), None, Action::ChannelGone).on("channel", id, &name)
    }))
}
