//! `POST /webhooks/{slug}`: raw bytes in, and 200 only once everything is committed.

use std::net::IpAddr;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRef, OriginalUri, State};
use axum::http::HeaderMap;
use axum::routing::post;
use axum::{Json, Router};
use http_body_util::LengthLimitError;
use serde::Serialize;
use serde_json::json;

use super::endpoints::{Endpoints, Resolved};
use super::{Event, Rejection, Request, news, receive};
use crate::audit::{self, Action, Actor, Entry};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::Path;
use crate::http::rate_limit::RateLimit;
use crate::id::{MessageId, SourceId};
use crate::ingest::Ingest;
use crate::messages::NewMessage;
use crate::origin::Origin;
use crate::otp::{self, Relayed, Wire, canary};
use crate::sentence::Sentence;
use crate::sources::Slug;
use crate::sources::arrivals::{self, NewArrival, Outcome, Reason, Refusal, Refused};

/// The largest body.
pub const LARGEST_BODY: usize = 256 * 1024;
/// Failed signatures from one address.
const REFUSALS_A_MINUTE: u32 = 60;
/// What is kept of a provider's name for an event.
const LONGEST_EVENT: usize = 100;

#[derive(Clone, FromRef)]
struct Webhooks {
    context: Context,
    ingest: Ingest,
    wire: Wire,
    endpoints: Endpoints,
    refusals: RateLimit<IpAddr>,
    refused: Refused,
    accepted: Option<RateLimit<SourceId>>,
}

/// The route. Its limits count within this process.
pub fn router(wire: Wire, ingest: Ingest, refused: Refused) -> Router {
    let context = wire.context.clone();
    let accepted = context.config.webhook_rate.map(|most| {
        RateLimit::per_second(
            most,
            say!("This source posts more webhooks per second than CODEBELL_WEBHOOK_RATE allows."),
        )
    });
    let refusals = RateLimit::per_minute(
        REFUSALS_A_MINUTE,
        say!("Too many webhooks with a wrong signature came from this address."),
    );
    let endpoints = Endpoints::default();
    let state = Webhooks { context, ingest, wire, endpoints, refusals, refused, accepted };
    // Addresses are copied with a slash at their end; where the provider signs it, it signs that.
    Router::new()
        .route("/webhooks/{slug}", post(receive_webhook))
        .route("/webhooks/{slug}/", post(receive_webhook))
        .with_state(state)
}

/// What became of a webhook.
#[derive(Debug, Serialize)]
#[serde(tag = "status", rename_all = "lowercase")]
enum Answer {
    /// A message that was never seen before was stored.
    Accepted { message_id: MessageId },
    /// It was stored before.
    Duplicate { message_id: MessageId },
    /// It told something else, which was written down.
    Noted,
    /// It had something sent, and a gateway took it.
    Sent,
}

async fn receive_webhook(
    State(webhooks): State<Webhooks>,
    Path(slug): Path<String>,
    origin: Origin,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Answer>> {
    let context = &webhooks.context;
    let nobody = || Error::NotFound(say!("There is no source at this address."));
    let slug: Slug = slug.parse().map_err(|_| nobody())?;
    let source = webhooks.endpoints.find(context, slug.as_str()).await?.ok_or_else(nobody)?;
    let body = to_bytes(body, LARGEST_BODY).await.map_err(unread)?;
    let path = uri.path_and_query().map_or("", |path| path.as_str());
    // The public URL has its own path already, which a proxy may have passed on.
    let path = path.strip_prefix(context.config.base_path()).unwrap_or(path);
    let url = format!("{}{path}", context.public_url);
    let request = Request { headers: &headers, url: &url, body: &body, now: context.clock.now() };
    match receive(source.provider, &source.endpoint, &request) {
        Ok(events) => {
            if let Some(accepted) = &webhooks.accepted {
                accepted.take(&source.id)?;
            }
            store(&webhooks, &source, &origin, events).await.map(Json)
        }
        Err(rejection) => Err(reject(&webhooks, &source, &origin, &body, rejection).await),
    }
}

/// Why a body could not be read: too large, or it did not arrive whole or in time.
fn unread(error: axum::Error) -> Error {
    if error.into_inner().is::<LengthLimitError>() {
        Error::TooLarge { limit_bytes: LARGEST_BODY }
    } else {
        Error::BadRequest(say!("The body did not arrive whole; send it again."))
    }
}

/// Stores what a request told; the first message decides the answer.
async fn store(
    webhooks: &Webhooks,
    source: &Resolved,
    origin: &Origin,
    events: Vec<Event>,
) -> Result<Answer> {
    let context = &webhooks.context;
    let mut answer = Answer::Noted;
    for event in events {
        let (event, detail) = match event {
            Event::Message(incoming) => {
                // One of ours that went round ends here.
                if canary::came_back(context, incoming.recipient.as_str(), &incoming.body).await? {
                    continue;
                }
                let entry = source.did(Action::MessageReceived, origin);
                let message = NewMessage::prepare(source.id, incoming, context.clock.now());
                let message = NewMessage { is_demo: source.is_demo, ..message };
                let stored = webhooks.ingest.submit(message, entry).await?;
                let message_id = stored.id;
                answer = match answer {
                    Answer::Noted if stored.is_new => Answer::Accepted { message_id },
                    Answer::Noted => Answer::Duplicate { message_id },
                    first => first,
                };
                continue;
            }
            Event::Receipt(event) => {
                if let (Some(message_id), Some(receipt)) = (&event.message_id, event.receipt) {
                    otp::receive(context, source.provider.id, message_id, receipt).await?;
                }
                ("receipt".to_owned(), event.status)
            }
            Event::Relay(relay) => {
                let action = match relay.content {
                    Relayed::Code(_) => Action::CodeRelayed,
                    Relayed::Invitation { .. } => Action::TextSent,
                };
                let relayed = otp::relay(
                    &webhooks.wire,
                    source.id,
                    &source.name,
                    source.did(action, origin),
                    relay,
                );
                if let Err(error) = relayed.await {
                    not_relayed(context, source, origin, &error).await;
                    return Err(error);
                }
                answer = Answer::Sent;
                ("relay".to_owned(), "sent".to_owned())
            }
            Event::Notice { event, news } => {
                if let Some(news) = news {
                    news::announce(context, source, &event, &news).await?;
                }
                (event, String::new())
            }
            Event::Handshake => ("ping".to_owned(), String::new()),
        };
        let clean = |text: String| -> String {
            text.chars().filter(|c| !c.is_control()).take(LONGEST_EVENT).collect()
        };
        let arrival = NewArrival {
            source_id: source.id,
            outcome: Outcome::Noted,
            reason: None,
            event: Some(&clean(event)),
            detail: &clean(detail),
            address: origin.address,
            body: None,
            count: 1,
        };
        arrivals::record(context, &arrival).await?;
    }
    Ok(answer)
}

/// Writes down that something was not sent for a source, and why.
async fn not_relayed(context: &Context, source: &Resolved, origin: &Origin, error: &Error) {
    let detail = error.to_string();
    let entry = relay_refused(source, origin, &detail);
    let arrival = NewArrival {
        source_id: source.id,
        outcome: Outcome::Noted,
        reason: None,
        event: Some("relay.refused"),
        detail: &detail,
        address: origin.address,
        body: None,
        count: 1,
    };
    let recorded = async {
        arrivals::record(context, &arrival).await?;
        audit::refuse(context, entry).await
    };
    if let Err(error) = recorded.await {
        tracing::warn!(%error, "a relay that was refused could not be written down");
    }
}

/// The entry of the audit log for something that was not sent for a source.
fn relay_refused(source: &Resolved, origin: &Origin, reason: &str) -> Entry {
    source
        .did(Action::RelayRefused, origin)
        .on("source", source.id, &source.name)
        .with(json!({ "reason": reason }))
}

/// Writes a rejected request down. Refused ones are counted, also when their address sends too many
/// of them.
async fn reject(
    webhooks: &Webhooks,
    source: &Resolved,
    origin: &Origin,
    body: &[u8],
    rejection: Rejection,
) -> Error {
    let context = &webhooks.context;
    let (reason, mut detail) = explain(context, origin, &rejection);
    let kept = Some(body).filter(|_| !source.provider.relays);
    match rejection {
        Rejection::Refused(_) => {
            let entry = Entry::new(Actor::nobody(), Some(origin), Action::WebhookRefused)
                .on("source", source.id, &source.name)
                .with(json!({ "reason": detail }));
            let refusal = Refusal {
                source_id: source.id,
                reason,
                detail: detail.clone(),
                origin: origin.clone(),
            };
            let recorded = async {
                webhooks.refused.record(context, refusal).await?;
                audit::refuse(context, entry).await
            };
            if let Err(error) = recorded.await {
                tracing::warn!(%error, "a refused webhook could not be written down");
            }
            match webhooks.refusals.take(&origin.limit_key()) {
                Ok(()) => Error::Unauthorized(Sentence::to_programs(detail)),
                Err(limited) => limited,
            }
        }
        Rejection::Unmapped(_) => {
            if kept.is_some() {
                detail.push_str(" It was kept.");
            }
            let arrival = NewArrival {
                source_id: source.id,
                outcome: Outcome::Unmapped,
                reason: Some(reason),
                event: None,
                detail: &detail,
                address: origin.address,
                body: kept,
                count: 1,
            };
            let recorded = async {
                arrivals::record(context, &arrival).await?;
                if source.provider.relays {
                    audit::refuse(context, relay_refused(source, origin, &detail)).await?;
                }
                Ok(())
            };
            match recorded.await {
                Ok(()) => Error::BadRequest(Sentence::to_programs(detail.clone())),
                // What could not be kept has to be sent again.
                Err(away) => away,
            }
        }
    }
}

/// Why a request was rejected, for programs and in words.
fn explain(context: &Context, origin: &Origin, rejection: &Rejection) -> (Reason, String) {
    let detail = rejection.to_string();
    match rejection {
        Rejection::Refused(_) if origin.is_plain_http && context.config.is_https() => (
            Reason::PlainHttp,
            format!(
                "The request came over http; enter the https address at the provider. {detail}"
            ),
        ),
        _ => (rejection.reason(), detail),
    }
}
