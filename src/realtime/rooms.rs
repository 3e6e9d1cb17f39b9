//! Which rooms a socket is in: those of the numbers that its member reads now.

use std::collections::HashSet;

use socketioxide::extract::SocketRef;
use tokio::sync::Mutex;

use super::events::Changed;
use crate::auth::{Caller, Capability};
use crate::context::Context;
use crate::db::notify::Topic;
use crate::error::Result;
use crate::id::{NumberId, UserId};
use crate::numbers;

const PREFIX: &str = "number:";

/// Held from the reading of rights to the change of rooms: what was read first must not win over
/// what was read later.
pub(super) static RENEWING: Mutex<()> = Mutex::const_new(());

/// The room of everybody who reads a number's messages.
pub fn room(id: NumberId) -> String {
    format!("{PREFIX}{id}")
}

/// The room of a member's own pages.
pub fn room_of(id: UserId) -> String {
    format!("user:{id}")
}

/// The rooms of everything that a member reads.
pub async fn of(context: &Context, caller: &Caller) -> Result<HashSet<String>> {
    let readers = numbers::sql::list_readers(&context.pool, &[caller.user_id], None).await?;
    Ok(theirs(&readers, caller))
}

/// Of who reads what, the rooms that are a member's.
fn theirs(readers: &HashSet<(UserId, NumberId)>, caller: &Caller) -> HashSet<String> {
    let is_allowed = caller.can(Capability::ReadMessages);
    let only = caller.reader().number_ids;
    let is_of_key =
        |number: &NumberId| only.as_ref().is_none_or(|numbers| numbers.contains(&(*number).into()));
    readers
        .iter()
        .filter(|(user, number)| is_allowed && *user == caller.user_id && is_of_key(number))
        .map(|(_, number)| room(*number))
        .collect()
}

/// Puts sockets into the rooms that are theirs now and out of the others, of all numbers or of
/// some. A page whose rooms change is told that what it may see has changed.
pub async fn renew(
    context: &Context,
    sockets: &[(SocketRef, Caller)],
    only: Option<&[NumberId]>,
) -> Result<()> {
    let _guard = RENEWING.lock().await;
    renew_held(context, sockets, only).await
}

/// The same for whoever holds the lock already.
pub(super) async fn renew_held(
    context: &Context,
    sockets: &[(SocketRef, Caller)],
    only: Option<&[NumberId]>,
) -> Result<()> {
    let mut users: Vec<UserId> = sockets.iter().map(|(_, caller)| caller.user_id).collect();
    users.sort_unstable();
    users.dedup();
    let readers = numbers::sql::list_readers(&context.pool, &users, only).await?;
    let looked_at: Option<HashSet<String>> =
        only.map(|numbers| numbers.iter().copied().map(room).collect());
    for (socket, caller) in sockets {
        let theirs = theirs(&readers, caller);
        let current: HashSet<String> = socket
            .rooms()
            .into_iter()
            .map(std::borrow::Cow::into_owned)
            .filter(|name| match &looked_at {
                Some(rooms) => rooms.contains(name),
                None => name.starts_with(PREFIX),
            })
            .collect();
        if current != theirs {
            socket.leave(current.difference(&theirs).cloned().collect::<Vec<_>>());
            socket.join(theirs.difference(&current).cloned().collect::<Vec<_>>());
            tell_access_updated(socket);
        }
    }
    Ok(())
}

/// Tells a page to ask again what it may see and do.
pub fn tell_access_updated(socket: &SocketRef) {
    // A client that is gone asks when it is back.
    let _ = socket.emit(Topic::AccessUpdated.as_str(), &Changed {});
}
