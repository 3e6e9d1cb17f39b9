//! What clients hear, by topic: the one list that the sockets, the API's document and with it the
//! page's types are made from.

use serde::Serialize;
use utoipa::openapi::schema::{ObjectBuilder, Schema};
use utoipa::openapi::{OpenApi, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::db::notify::Topic;
use crate::delivery::Delivery;
use crate::id::{MessageId, NumberId};
use crate::inbox::Message;
use crate::numbers::Number;

/// A message that is no more.
#[derive(Serialize, ToSchema)]
pub struct MessageDeleted {
    pub id: MessageId,
    /// The number that received it.
    pub number_id: NumberId,
}

/// What a member has read on whichever page of theirs.
#[derive(Serialize, ToSchema)]
pub struct MessagesRead {
    /// These messages.
    pub ids: Vec<Uuid>,
    /// This message and all before it.
    #[schema(required)]
    pub up_to: Option<Uuid>,
}

/// Told once, to a client that has just connected and hears of everything from here on.
#[derive(Serialize, ToSchema)]
pub struct Ready {
    /// For so many milliseconds nothing has changed that this server knows of. What a client asked for
    /// within them it need not ask for again.
    #[schema(example = 86_000)]
    pub quiet_ms: u64,
}

/// The event of [`Ready`].
pub const READY: &str = "ready";

/// What a member marked as unread on whichever page of theirs.
#[derive(Serialize, ToSchema)]
pub struct MessagesUnread {
    /// These messages.
    pub ids: Vec<Uuid>,
}

/// Sends that changed; what became of them is asked for.
#[derive(Serialize, ToSchema)]
pub struct SendsUpdated {
    /// Their ids.
    pub ids: Vec<Uuid>,
}

/// Something changed of which the client asks anew.
#[derive(Serialize, ToSchema)]
pub struct Changed {}

/// What an event carries; `None` for what nodes tell each other and no client.
fn schema(topic: Topic) -> Option<RefOr<Schema>> {
    Some(match topic {
        Topic::MessageReceived | Topic::MessageUpdated | Topic::MessageClaimed => {
            Ref::from_schema_name(Message::name()).into()
        }
        Topic::MessageDeleted => MessageDeleted::schema(),
        Topic::MessageRead => MessagesRead::schema(),
        Topic::MessageUnread => MessagesUnread::schema(),
        Topic::NumberUpdated => Ref::from_schema_name(Number::name()).into(),
        Topic::DeliveryUpdated => Ref::from_schema_name(Delivery::name()).into(),
        Topic::SendUpdated => SendsUpdated::schema(),
        Topic::NoticeUpdated | Topic::AccessUpdated | Topic::SessionRevoked => Changed::schema(),
        // Clients hear of it as of messages that were read.
        Topic::MessageReadUpTo => return None,
        Topic::DeliveryQueued => return None,
    })
}

/// Adds the schema `LiveEvents` to the API's document: a property an event.
pub fn document(document: &mut OpenApi) {
    let description =
        "What Socket.IO tells at /socket.io: the name of an event, and what it carries.";
    let mut events = ObjectBuilder::new().description(Some(description));
    for topic in Topic::ALL {
        if let Some(schema) = schema(*topic) {
            events = events.property(topic.as_str(), schema).required(topic.as_str());
        }
    }
    events = events.property(READY, Ready::schema()).required(READY);
    let components = document.components.get_or_insert_default();
    components.schemas.insert("LiveEvents".to_owned(), events.into());
}
