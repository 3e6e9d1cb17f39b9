//! What becomes of channels whose member may not say any more where messages go.

use serde_json::json;
use sqlx::PgConnection;

use super::outbox::announce;
use crate::audit::{Action, Entry};
use crate::auth::Caller;
use crate::channels;
use crate::context::Context;
use crate::error::Result;
use crate::id::UserId;
use crate::notices::{NewNotice, NoticeKind};

/// Switches a member's channels off in the transaction in which they leave, and tells Owners of those
/// that were on, who may take them over. What waits for them is given up. Returns the log's entries.
///
/// Rules by them stay: they say what goes to channels that somebody in the team answers for.
pub async fn leave(
    context: &Context,
    connection: &mut PgConnection,
    caller: &Caller,
    (user_id, name): (UserId, &str),
) -> Result<Vec<Entry>> {
    let mut orphans = channels::orphan(&mut *connection, user_id).await?;
    let entries = orphans
        .iter()
        .map(|orphan| {
            let entry = caller.did(Action::ChannelOrphaned);
            entry.on("channel", orphan.id, &orphan.name).with(json!({ "user_id": user_id }))
        })
        .collect();
    orphans.retain(|orphan| orphan.was_on);
    orphans.sort_by_key(|orphan| orphan.id);
    if orphans.is_empty() {
        return Ok(entries);
    }
    let listed: Vec<_> =
        orphans.iter().map(|orphan| json!({"id": orphan.id, "name": orphan.name})).collect();
    let names: Vec<&str> = orphans.iter().map(|orphan| orphan.name.as_str()).collect();
    let notice = NewNotice {
        kind: NoticeKind::ChannelOrphaned,
        source_id: None,
        number_id: None,
        channel_id: None,
        title: format!("Channels of {name} are switched off"),
        text: format!(
            "Nothing is forwarded over {} any more. Take over those that the team still needs.",
            names.join(", ")
        ),
        details: json!({"member": name, "channels": listed}),
        dedupe_key: format!(
            "channel.orphaned:{user_id}:{}",
            context.clock.now().timestamp_micros()
        ),
    };
    announce(context, connection, &notice).await?;
    Ok(entries)
}
