//! The log of arrivals: what arrived at a source and is no message.

mod sql;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::context::Context;
use crate::error::Result;
use crate::http::pagination::Page;
use crate::id::{ArrivalId, SourceId};
use crate::origin::Origin;
use crate::tally::{Counted, Tally};

names! {
    /// What was done with an arrival.
    pub enum Outcome in the API {
        /// It was not authentic.
        Refused = "refused",
        /// It was authentic and could not be read; its body is kept.
        Unmapped = "unmapped",
        /// It told something else than a message.
        Noted = "noted",
    }
}

names! {
    /// Why something is no message, for programs.
    pub enum Reason in the API {
        /// A header that the signature needs was not there.
        HeaderMissing = "header_missing",
        /// Such a header is not laid out as the source expects.
        HeaderMalformed = "header_malformed",
        /// No secret of the source makes this signature.
        SignatureMismatch = "signature_mismatch",
        /// The signed timestamp is too far from now.
        StaleTimestamp = "stale_timestamp",
        /// The signature is wrong, and the request came over http where the public URL is https.
        PlainHttp = "plain_http",
        /// The body is no JSON.
        NotJson = "not_json",
        /// The body has no such field.
        FieldMissing = "field_missing",
    }
}

/// An entry of the log, without the body, which may hold a code.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SourceDelivery)]
pub struct Arrival {
    pub id: ArrivalId,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// What was done with it.
    pub outcome: Outcome,
    /// Why it is no message.
    #[schema(required)]
    pub reason: Option<Reason>,
    /// The provider's name of the event, where it has one.
    #[schema(required)]
    pub event: Option<String>,
    /// What was wrong, or what it told.
    pub detail: String,
    /// Where it came from.
    #[schema(required)]
    pub address: Option<String>,
    /// How many there were like it: of refused ones from one network the first of a minute has an
    /// entry, the others share one.
    pub count: u32,
}

/// An arrival to be written down. Not printable: the body may hold a code.
pub struct NewArrival<'a> {
    /// Where it arrived.
    pub source_id: SourceId,
    /// What was done with it.
    pub outcome: Outcome,
    /// Why it is no message.
    pub reason: Option<Reason>,
    /// The provider's name of the event.
    pub event: Option<&'a str>,
    /// What was wrong, or what it told; never a secret or a code.
    pub detail: &'a str,
    /// Where it came from.
    pub address: IpAddr,
    /// The body, where it may be replayed.
    pub body: Option<&'a [u8]>,
    /// How many there were like it.
    pub count: u32,
}

/// What arrived at a source and is no message, the latest first.
pub async fn list(
    context: &Context,
    id: SourceId,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Page<Arrival>> {
    super::get(context, id).await?;
    let found = sql::list(&context.pool, id, cursor, limit + 1).await?;
    Ok(Page::new(found, limit, |arrival| arrival.id.to_string()))
}

/// The latest of them.
pub async fn find_last(pool: &PgPool, id: SourceId) -> Result<Option<Arrival>> {
    Ok(sql::list(pool, id, None, 1).await?.pop())
}

/// Writes an arrival down.
pub async fn record(context: &Context, arrival: &NewArrival<'_>) -> Result<()> {
    let now = context.clock.now();
    Ok(sql::insert(&context.pool, ArrivalId::new(now), arrival, now).await?)
}

/// Refused arrivals of this process, counted by source, reason and network so that they do not
/// fill the log; clones share them.
#[derive(Clone, Default)]
pub struct Refused(Tally<RefusedKind, Refusal>);

type RefusedKind = (SourceId, Reason, Option<IpNet>);

/// A refused arrival.
#[derive(Clone)]
pub struct Refusal {
    /// Where it arrived.
    pub source_id: SourceId,
    /// Why it was refused.
    pub reason: Reason,
    /// What was wrong.
    pub detail: String,
    /// Where it came from.
    pub origin: Origin,
}

impl Refusal {
    fn arrival(&self, count: u32) -> NewArrival<'_> {
        NewArrival {
            source_id: self.source_id,
            outcome: Outcome::Refused,
            reason: Some(self.reason),
            event: None,
            detail: &self.detail,
            address: self.origin.address,
            body: None,
            count,
        }
    }
}

impl Refused {
    /// Writes down the first of its kind in a minute; the others are counted.
    pub async fn record(&self, context: &Context, refusal: Refusal) -> Result<()> {
        let kind = (refusal.source_id, refusal.reason, Some(refusal.origin.network()));
        let coarse = (refusal.source_id, refusal.reason, None);
        match self.0.count(kind, coarse, refusal, context.clock.now()) {
            Some(first) => record(context, &first.arrival(1)).await,
            None => Ok(()),
        }
    }

    /// Writes what was counted in minutes that have ended by `now`, or all of it.
    pub async fn write(&self, context: &Context, now: Option<DateTime<Utc>>) -> Result<()> {
        let mut counted = self.0.take(now);
        while let Some(Counted { count, last, .. }) = counted.last() {
            if let Err(error) = record(context, &last.arrival(*count)).await {
                self.0.put_back(counted);
                return Err(error);
            }
            counted.pop();
        }
        Ok(())
    }
}
