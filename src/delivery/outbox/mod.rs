//! Puts what is to be forwarded into the outbox, in the transaction of what it is about.

mod sql;

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::channels::kinds;
use crate::channels::letter::{Notice as ForwardedNotice, Payload};
use crate::channels::rules::{self, NoticeSubject, Subject};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::delivery::state::Event;
use crate::error::{Error, Result};
use crate::id::{ChannelId, DeliveryId, MessageId, NoticeId, NumberId, RuleId};
use crate::notices::{self, NewNotice, NoticeKind};
use crate::patterns::Meter;
pub use sql::Depth;

/// Something to be forwarded. Not printable: its payload may hold a code.
pub struct NewDelivery {
    pub id: DeliveryId,
    /// Where to.
    pub channel_id: ChannelId,
    /// By which rule.
    pub rule_id: Option<RuleId>,
    /// What it is.
    pub event: Event,
    pub message_id: Option<MessageId>,
    pub notice_id: Option<NoticeId>,
    /// The number that it is about.
    pub number_id: Option<NumberId>,
    /// What is sent.
    pub payload: String,
    /// When another attempt makes no sense any more.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Puts deliveries into the outbox. Left out are those over channels that are switched off and those
/// that are there already.
pub async fn enqueue(
    connection: &mut PgConnection,
    new: &[NewDelivery],
    now: DateTime<Utc>,
) -> Result<Vec<DeliveryId>, sqlx::Error> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    sql::insert_deliveries(connection, new, now).await
}

/// Writes a notice down, and forwards it by the rules for notices. One that is there already is not
/// told again.
///
/// What concerns a channel goes over other channels, if no rule names one over any that is well.
pub async fn announce(
    context: &Context,
    connection: &mut PgConnection,
    notice: &NewNotice,
) -> Result<()> {
    let now = context.clock.now();
    let Some(id) = notices::insert(&mut *connection, notice, now).await? else { return Ok(()) };
    notify::publish(&mut *connection, Topic::NoticeUpdated, &[id.into()]).await?;
    let subject = NoticeSubject { kind: notice.kind, number_id: notice.number_id };
    let readers = rules::readers_of_notice(&mut *connection, &subject).await?;
    let rules = rules::load_for_notices(&mut *connection).await?;
    let mut meter = Meter::new(Duration::MAX);
    let routes = rules.routes(&Subject::Notice(subject), &readers, now, &mut meter);
    let mut targets: Vec<(ChannelId, Option<RuleId>)> = routes
        .into_iter()
        .filter(|route| Some(route.channel_id) != notice.channel_id)
        .map(|route| (route.channel_id, Some(route.rule_id)))
        .collect();
    let is_of_channel = matches!(notice.kind, NoticeKind::ChannelFailing | NoticeKind::ChannelGone);
    if is_of_channel {
        let first = kinds::by_mail();
        let well = sql::list_well_channels(&mut *connection, notice.channel_id, &first).await?;
        if !targets.iter().any(|(id, _)| well.contains(id)) {
            targets.extend(well.first().map(|id| (*id, None)));
        }
    }
    let payload = Payload::Notice(ForwardedNotice {
        id,
        kind: notice.kind,
        title: notice.title.clone(),
        text: notice.text.clone(),
        created_at: now,
    });
    let payload = serde_json::to_string(&payload).map_err(Error::internal)?;
    let new: Vec<NewDelivery> = targets
        .into_iter()
        .map(|(channel_id, rule_id)| NewDelivery {
            id: DeliveryId::new(now),
            channel_id,
            rule_id,
            event: Event::Notice,
            message_id: None,
            notice_id: Some(id),
            number_id: notice.number_id,
            payload: payload.clone(),
            expires_at: None,
        })
        .collect();
    enqueue(connection, &new, now).await?;
    Ok(())
}

/// How much waits, of each kind that there can be a channel of.
pub async fn depths(context: &Context) -> Result<Vec<Depth>> {
    let mut depths = sql::depths(&context.pool).await?;
    for &kind in kinds::ALL {
        if !depths.iter().any(|depth| depth.kind.as_str() == kind.id) {
            depths.push(Depth { kind: kind.into(), waiting: 0, oldest_at: None, needs_review: 0 });
        }
    }
    Ok(depths)
}
