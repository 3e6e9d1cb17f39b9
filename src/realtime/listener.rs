//! Hears what was committed and tells the sockets of this node.

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;
use sqlx::postgres::{PgListener, PgNotification};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use uuid::Uuid;

use super::events::{Changed, MessageDeleted, MessagesRead, MessagesUnread, SendsUpdated};
use super::rooms::{self, room, room_of};
use crate::auth::{self, Caller, Capability};
use crate::context::Context;
use crate::db::events::Events;
use crate::db::notify::{self, CHANNEL, Topic};
use crate::error::Result;
use crate::id::{ApiKeyId, DeliveryId, MessageId, NumberId, UserId};
use crate::inbox::Message;
use crate::{delivery, inbox, numbers};

/// Notifications that wait to be told.
const MOST_WAITING: usize = 256;
/// How long is waited before the database is asked again.
pub(super) const RETRY: Duration = Duration::from_millis(500);
/// What was committed shortly before a connection broke may not have been heard.
const OVERLAP: TimeDelta = TimeDelta::seconds(10);
/// Clients that missed more find it when they fetch the list.
const MOST_MISSED: i64 = 200;

/// What is heard, in its order; the last is why nothing more is.
pub struct Heard {
    waiting: mpsc::Receiver<Result<PgNotification, sqlx::Error>>,
    listening: AbortHandle,
}

impl Drop for Heard {
    fn drop(&mut self) {
        // Its connection goes back to the pool now, not with the next notification.
        self.listening.abort();
    }
}

/// Begins to listen. What is heard waits here while something else is told, so that under load one
/// query serves many commits.
pub async fn connect(context: &Context) -> Result<Heard, sqlx::Error> {
    let mut listener = PgListener::connect_with(&context.pool).await?;
    listener.listen(CHANNEL).await?;
    let (heard, waiting) = mpsc::channel(MOST_WAITING);
    let listening = tokio::spawn(async move {
        loop {
            let next = listener.try_recv().await;
            let next = next.and_then(|next| next.ok_or(sqlx::Error::WorkerCrashed));
            let is_last = next.is_err();
            if heard.send(next).await.is_err() || is_last {
                return;
            }
        }
    });
    Ok(Heard { waiting, listening: listening.abort_handle() })
}

/// Listens until it is aborted. After a broken connection, or when the database would not say what
/// a change was, what was missed is told late.
pub async fn run(mut heard: Heard, context: Context, io: SocketIo) {
    let mut waiting = Vec::with_capacity(MOST_WAITING);
    loop {
        let count = heard.waiting.recv_many(&mut waiting, MOST_WAITING).await;
        let heard_at = context.clock.now();
        let mut changes = Changes::default();
        let mut told = if count > 0 { Ok(()) } else { Err(sqlx::Error::WorkerCrashed.into()) };
        for next in waiting.drain(..) {
            match next {
                Ok(notification) => changes.add(notification.payload(), &context.events),
                Err(error) => told = Err(error.into()),
            }
        }
        if told.is_ok() {
            told = changes.tell(&context, &io).await;
        }
        if let Err(error) = told {
            tracing::warn!(%error, "events are told late");
            context.events.stir();
            heard = recover(&context, &io, heard_at).await;
            context.events.stir();
        }
    }
}

/// Listens anew and tells what was missed, however often it takes.
async fn recover(context: &Context, io: &SocketIo, heard_at: DateTime<Utc>) -> Heard {
    loop {
        // Listening comes first, so that nothing falls between what was missed and what is heard.
        if let Ok(heard) = connect(context).await
            && tell_missed(context, io, heard_at).await.is_ok()
        {
            return heard;
        }
        tokio::time::sleep(RETRY).await;
    }
}

/// What was committed, in its order; neighbours of one topic are one entry.
#[derive(Default)]
struct Changes(Vec<(Topic, Vec<Uuid>)>);

impl Changes {
    fn add(&mut self, payload: &str, events: &Events) {
        let Some((topic, ids)) = notify::parse(payload) else { return };
        events.tell(topic, &ids);
        match self.0.last_mut() {
            Some((last, known)) if *last == topic && !topic.is_of_one() => known.extend(ids),
            _ => self.0.push((topic, ids)),
        }
    }

    async fn tell(self, context: &Context, io: &SocketIo) -> Result<()> {
        if io.sockets().is_empty() {
            return Ok(());
        }
        for (topic, ids) in self.0 {
            tell(context, io, topic, &ids).await?;
        }
        Ok(())
    }
}

/// Lets a socket hear nothing more and closes it. One that does not read can't be told so; its
/// rooms and its caller are gone all the same.
fn end(socket: &SocketRef) {
    socket.leave_all();
    socket.extensions.remove::<Caller>();
    let _ = socket.emit(Topic::SessionRevoked.as_str(), &Changed {});
    let _ = socket.clone().disconnect();
}

/// Asks the database anew who sockets belong to: ends those whose sessions ended, and gives the
/// others what is theirs now.
pub(super) async fn renew_callers(context: &Context, sockets: Vec<SocketRef>) -> Result<()> {
    // Who they are now is not to be overwritten by what was read before.
    let _guard = rooms::RENEWING.lock().await;
    let mut live = Vec::with_capacity(sockets.len());
    for socket in sockets {
        let Some(before) = socket.extensions.get::<Caller>() else { continue };
        match auth::renew(context, &before).await? {
            // It was ended meanwhile.
            Some(_) if socket.extensions.get::<Caller>().is_none() => {}
            Some(now) => {
                if now.capabilities() != before.capabilities() {
                    rooms::tell_access_updated(&socket);
                }
                socket.extensions.insert(now.clone());
                live.push((socket, now));
            }
            None => end(&socket),
        }
    }
    rooms::renew_held(context, &live, None).await
}

async fn tell_missed(context: &Context, io: &SocketIo, heard_at: DateTime<Utc>) -> Result<()> {
    renew_callers(context, io.sockets()).await?;
    let missed = inbox::list_ids_since(&context.pool, heard_at - OVERLAP, MOST_MISSED).await?;
    tell_messages(context, io, Topic::MessageReceived, &missed).await
}

async fn tell(context: &Context, io: &SocketIo, topic: Topic, ids: &[Uuid]) -> Result<()> {
    match topic {
        Topic::MessageReceived | Topic::MessageUpdated | Topic::MessageClaimed => {
            let ids: Vec<MessageId> = ids.iter().copied().map(MessageId::from).collect();
            tell_messages(context, io, topic, &ids).await?;
        }
        Topic::MessageDeleted => {
            if let [number_id, gone @ ..] = ids {
                let number_id = NumberId::from(*number_id);
                for id in gone {
                    let event = MessageDeleted { id: (*id).into(), number_id };
                    emit(io, number_id, topic, &event).await;
                }
            }
        }
        Topic::MessageRead | Topic::MessageReadUpTo | Topic::MessageUnread => {
            if let [user_id, of_user @ ..] = ids {
                tell_marked(io, (*user_id).into(), topic, of_user).await;
            }
        }
        Topic::NumberUpdated => {
            let ids: Vec<NumberId> = ids.iter().copied().map(NumberId::from).collect();
            rooms::renew(context, &callers(io.sockets()), Some(&ids)).await?;
            for number in numbers::sql::list_numbers_by_id(&context.pool, &ids).await? {
                emit(io, number.id, topic, &number).await;
            }
        }
        Topic::DeliveryQueued => {}
        Topic::DeliveryUpdated => {
            let ids: Vec<DeliveryId> = ids.iter().copied().map(DeliveryId::from).collect();
            for delivery in delivery::list_for_broadcast(context, &ids).await? {
                let number_id = delivery.number.as_ref().map(|number| number.id);
                tell_capable(io, Capability::ReadChannels, number_id, topic, &delivery);
            }
        }
        Topic::NoticeUpdated => {
            // Who may see which notice the page asks.
            tell_capable(io, Capability::HandleNotices, None, topic, &Changed {});
        }
        Topic::SendUpdated => {
            // Which sends a page shows it asks.
            tell_capable(
                io,
                Capability::HandleSends,
                None,
                topic,
                &SendsUpdated { ids: ids.to_vec() },
            );
        }
        Topic::AccessUpdated => {
            let of_members = callers(io.sockets())
                .into_iter()
                .filter(|(_, caller)| ids.contains(&caller.user_id.into()))
                .map(|(socket, _)| socket);
            renew_callers(context, of_members.collect()).await?;
        }
        Topic::SessionRevoked => {
            for (socket, caller) in callers(io.sockets()) {
                if caller.session_id().is_some_and(|id| ids.contains(&id.into())) {
                    end(&socket);
                }
            }
        }
    }
    Ok(())
}

/// Sockets with who they belong to.
pub(super) fn callers(sockets: Vec<SocketRef>) -> Vec<(SocketRef, Caller)> {
    let with_caller = |socket: SocketRef| {
        let caller = socket.extensions.get::<Caller>()?;
        Some((socket, caller))
    };
    sockets.into_iter().filter_map(with_caller).collect()
}

async fn tell_messages(
    context: &Context,
    io: &SocketIo,
    topic: Topic,
    ids: &[MessageId],
) -> Result<()> {
    let messages = inbox::list_for_broadcast(&context.pool, ids).await?;
    for message in &messages {
        emit(io, message.number.id, topic, message).await;
    }
    note_told(context, io, &messages);
    Ok(())
}

/// What a program is told counts as read by it, as what it fetches does: once a key, however many
/// sockets it has, and beside the telling, which waits for no write.
fn note_told(context: &Context, io: &SocketIo, messages: &[Message]) {
    let mut told: HashMap<ApiKeyId, (Caller, Vec<MessageId>)> = HashMap::new();
    for (socket, caller) in callers(io.sockets()) {
        let Some(key) = caller.reader().api_key_id else { continue };
        let rooms = socket.rooms();
        let is_told = |message: &&Message| {
            let room = room(message.number.id);
            rooms.iter().any(|name| *name == room)
        };
        let ids = messages.iter().filter(is_told).map(|message| message.id).collect();
        told.entry(key).or_insert((caller, ids));
    }
    if told.is_empty() {
        return;
    }
    let context = context.clone();
    tokio::spawn(async move {
        for (caller, ids) in told.into_values() {
            if let Err(error) = inbox::note_told(&context, &caller, &ids).await {
                tracing::warn!(%error, "that a program was told of messages could not be written down");
            }
        }
    });
}

/// Tells those who may do something and, where it is about a number, read that.
fn tell_capable(
    io: &SocketIo,
    capability: Capability,
    number_id: Option<NumberId>,
    topic: Topic,
    event: &impl Serialize,
) {
    for (socket, caller) in callers(io.sockets()) {
        let reads = |id: NumberId| {
            let room = room(id);
            socket.rooms().iter().any(|name| *name == room)
        };
        if caller.can(capability) && number_id.is_none_or(reads) {
            // A client that is gone or does not read asks when it is back.
            let _ = socket.emit(topic.as_str(), event);
        }
    }
}

/// Tells a member's own pages what the member has read, or marked as unread.
async fn tell_marked(io: &SocketIo, user_id: UserId, topic: Topic, ids: &[Uuid]) {
    let own = io.to(room_of(user_id));
    let (ids, last) = (ids.to_vec(), ids.last().copied());
    let read = Topic::MessageRead.as_str();
    // A page that misses it asks when it is back.
    let _ = match topic {
        Topic::MessageUnread => own.emit(topic.as_str(), &MessagesUnread { ids }).await,
        Topic::MessageReadUpTo => {
            own.emit(read, &MessagesRead { ids: Vec::new(), up_to: last }).await
        }
        _ => own.emit(read, &MessagesRead { ids, up_to: None }).await,
    };
}

async fn emit(io: &SocketIo, number_id: NumberId, topic: Topic, event: &impl Serialize) {
    // A client that is gone or does not read misses it, and refetches when it is back.
    let _ = io.to(room(number_id)).emit(topic.as_str(), event).await;
}
