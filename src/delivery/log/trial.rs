//! The test button: a made-up message takes the way of a real one over one channel.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::DeliveryDetail;
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::channels;
use crate::channels::letter::{Message, Payload};
use crate::context::Context;
use crate::db::notify::Topic;
use crate::delivery::outbox::{NewDelivery, enqueue};
use crate::delivery::state::{Event, Status};
use crate::egress::PATIENCE;
use crate::error::{Error, Result};
use crate::id::{ChannelId, DeliveryId, MessageId};

/// How long is waited for the answer: for the attempt, and for its turn.
pub const LONGEST: Duration = Duration::from_secs(PATIENCE.as_secs() + 5);

/// Queues a made-up message for whichever server sends it.
pub async fn begin(context: &Context, caller: &Caller, id: ChannelId) -> Result<DeliveryId> {
    let channel = channels::get(context, caller, id).await?;
    let now = context.clock.now();
    let payload = Payload::Message(Box::new(Message {
        id: MessageId::new(now),
        number: "+12025550100".to_owned(),
        sender: "Codebell".to_owned(),
        body: "Your Codebell test code is 246810.".to_owned(),
        code: Some("246810".to_owned()),
        service: Some("Codebell".to_owned()),
        confidence: Some(1.0),
        code_expires_at: Some(now + TimeDelta::minutes(10)),
        expiry_stated: false,
        domain: None,
        link: None,
        received_at: now,
        is_test: true,
    }));
    let delivery = NewDelivery {
        id: DeliveryId::new(now),
        channel_id: id,
        rule_id: None,
        event: Event::Test,
        message_id: None,
        notice_id: None,
        number_id: None,
        payload: serde_json::to_string(&payload).map_err(Error::internal)?,
        expires_at: None,
    };
    let delivery_id = delivery.id;
    let mut transaction = context.pool.begin().await?;
    enqueue(&mut transaction, &[delivery], now).await?;
    let entry = caller.did(Action::ChannelTested).on("channel", id, &channel.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(delivery_id)
}

/// Sends a made-up message and waits for what comes of it.
pub async fn send(context: &Context, caller: &Caller, id: ChannelId) -> Result<DeliveryDetail> {
    // Before it is queued, so that its end is not missed.
    let mut events = context.events.subscribe();
    let delivery_id = begin(context, caller, id).await?;
    let done = async {
        loop {
            match events.recv().await {
                Ok((Topic::DeliveryUpdated, ids)) if ids.contains(&Uuid::from(delivery_id)) => {}
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return super::get(context, caller, delivery_id).await,
                Ok(_) => continue,
            }
            let found = super::get(context, caller, delivery_id).await?;
            if found.delivery.status != Status::Waiting {
                return Ok(found);
            }
        }
    };
    match tokio::time::timeout(LONGEST, done).await {
        Ok(found) => found,
        // It says that it still waits.
        Err(_) => super::get(context, caller, delivery_id).await,
    }
}
