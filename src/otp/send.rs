//! Sends something: within the limits, once for each idempotency key, over the first gateway that takes
//! it.
//!
//! What is to be sent is committed before a gateway is asked. A process that dies while it asks leaves
//! a send of unknown outcome behind, never one that is sent again.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde_json::json;
use sqlx::PgConnection;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::ask::ask;
use super::code::Code;
use super::country::Country;
use super::gateways::{self, Ready};
use super::limits::{self, Asking};
use super::sql::{self, NewRow};
use super::{Filter, Purpose, Send, Status, Wire};
use crate::audit::{self, Action, Entry};
use crate::auth::{Caller, Reader};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::{ApiKeyId, GatewayId, SendId, SourceId, UserId};

/// How long an idempotency key stands for its send.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// How long the same request waits for what came of the first: as long as a gateway may take.
const LONGEST_ASKED: TimeDelta = TimeDelta::seconds(12);

/// Something to be sent, of which all was checked. Not printable.
pub struct Draft {
    /// What it is for.
    pub purpose: Purpose,
    /// The number, in E.164.
    pub to: String,
    pub country: Option<Country>,
    /// In whose name.
    pub company: Option<String>,
    /// In which language.
    pub language: Option<String>,
    /// What it says.
    pub message: Message,
    /// The only gateway that is asked.
    pub gateway: Option<GatewayId>,
    /// What makes a request that comes twice one: the key, and what was asked.
    pub once: Option<(Vec<u8>, Vec<u8>)>,
}

/// What something says. Not printable.
pub enum Message {
    /// A code.
    Code(CodeMessage),
    /// Any other text.
    Text(&'static str),
    /// One that is as good as a password.
    Secret(SecretString),
}

/// A code and what is said with it.
pub struct CodeMessage {
    pub code: Code,
    /// Whether it was made here.
    pub is_made_here: bool,
    /// How long it is good for.
    pub ttl_seconds: i64,
    /// What is said beside it.
    pub comment: Option<String>,
    /// The site whose form takes it by itself.
    pub webotp_domain: Option<String>,
    pub text: SecretString,
}

/// Who asks for a send.
pub struct Asker {
    /// A member, also of a key.
    pub user_id: Option<UserId>,
    pub api_key_id: Option<ApiKeyId>,
    pub source_id: Option<SourceId>,
    /// Whose numbers they read; absent where no member or program asks.
    pub reader: Option<Reader>,
    /// Where from.
    pub network: Option<String>,
    /// What the log says, without what it is about.
    pub entry: Entry,
}

impl Asker {
    /// A caller of the API.
    pub fn caller(caller: &Caller, action: Action) -> Self {
        Self {
            user_id: Some(caller.user_id),
            api_key_id: caller.reader().api_key_id,
            source_id: None,
            reader: Some(caller.reader()),
            network: caller.origin.as_ref().map(|origin| origin.network().to_string()),
            entry: caller.did(action),
        }
    }
}

/// Sends something and waits for what comes of it; it is done also when the caller hangs up meanwhile.
///
/// # Errors
/// What is wrong with it, that there is no gateway for it, or that none took it.
pub async fn send(wire: &Wire, draft: Draft, asker: Asker) -> Result<Send> {
    let doing = wire.clone();
    let done = tokio::spawn(async move { begin_and_ask(&doing, draft, asker).await });
    let send = done.await.map_err(Error::internal)??;
    match send.status {
        Status::Refused => Err(refused(&wire.context, &send).await),
        _ => Ok(send),
    }
}

async fn begin_and_ask(wire: &Wire, draft: Draft, asker: Asker) -> Result<Send> {
    let context = &wire.context;
    // What was asked for before is answered as it was, whatever gateways there are now.
    if let Some(known) = find_known(&mut *context.pool.acquire().await?, context, &draft).await? {
        return answer_again(context, known, asker.entry).await;
    }
    let gateways = choose(context, &draft).await?;
    match begin(context, &draft, &asker).await? {
        Begun::Known(send) => answer_again(context, *send, asker.entry).await,
        Begun::New(id, begun_at) => ask(wire, id, begun_at, &draft, asker.reader, gateways).await,
    }
}

/// What came of a send that was asked for before. That it was asked for again is written down,
/// counted as refusals are.
async fn answer_again(context: &Context, known: Send, entry: Entry) -> Result<Send> {
    let details = json!({"kind": known.kind, "company": known.company, "again": true});
    audit::refuse(context, entry.on("send", known.id, &known.to).with(details)).await?;
    settled(context, known).await
}

/// The send that a draft's key stands for.
async fn find_known(
    connection: &mut PgConnection,
    context: &Context,
    draft: &Draft,
) -> Result<Option<Send>> {
    let Some((key_mac, body_mac)) = &draft.once else { return Ok(None) };
    let since = context.clock.now() - KEPT;
    let found = sql::find_by_key(&mut *connection, key_mac, since).await?;
    let Some((id, known_body)) = found else { return Ok(None) };
    if known_body != *body_mac {
        let rule = say!("was used for another request in the last 24 hours");
        return Err(Error::invalid("Idempotency-Key", rule));
    }
    get(connection, id).await.map(Some)
}

/// The gateways that are asked, in their order.
async fn choose(context: &Context, draft: &Draft) -> Result<Vec<Ready>> {
    let mut gateways = gateways::list_ready(context).await?;
    if gateways.is_empty() {
        return Err(Error::NotSetUp(say!(
            "There is no gateway to send with: add one under Sends, or set WEBSMS_CLIENT_ID and WEBSMS_CLIENT_SECRET."
        )));
    }
    if let Some(id) = draft.gateway {
        gateways.retain(|gateway| gateway.id == id);
        return match gateways.is_empty() {
            true => Err(Error::invalid("gateway", say!("is no gateway that is switched on"))),
            false => Ok(gateways),
        };
    }
    gateways.retain(|gateway| gateway.serves(draft.country));
    match gateways.is_empty() {
        true => Err(Error::invalid("to", say!("is of a country that no gateway serves"))),
        false => Ok(gateways),
    }
}

enum Begun {
    /// It is to be sent, as of then.
    New(SendId, DateTime<Utc>),
    /// It was asked for before.
    Known(Box<Send>),
}

/// Commits what is to be sent, unless it was asked for before or is too much.
async fn begin(context: &Context, draft: &Draft, asker: &Asker) -> Result<Begun> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    if let Some((key_mac, _)) = &draft.once {
        sql::lock(&mut *transaction, key_mac).await?;
        if let Some(known) = find_known(&mut transaction, context, draft).await? {
            return Ok(Begun::Known(Box::new(known)));
        }
    }
    let limits = limits::get(&mut *transaction).await?;
    limits.check_country(draft.country)?;
    // First, so that one send is looked at after the other: limits see all that came before.
    if !sql::count_up(&mut *transaction, now.date_naive(), limits.per_day).await? {
        transaction.rollback().await?;
        return Err(limits::ceiling_reached(context, &limits).await?);
    }
    let network = asker.network.as_deref();
    let asking = Asking {
        recipient: &draft.to,
        api_key_id: asker.api_key_id,
        source_id: asker.source_id,
        network,
    };
    limits::check(&mut transaction, &limits, &asking, now).await?;
    let id = SendId::new(now);
    let (code_mac, expires_at) = match (&draft.message, draft.purpose) {
        (Message::Code(message), Purpose::Code) => {
            sql::void_codes(&mut *transaction, &draft.to, now).await?;
            let expires_at = now + TimeDelta::seconds(message.ttl_seconds);
            (Some(code_mac(context, id, &message.code)), Some(expires_at))
        }
        _ => (None, None),
    };
    let row = NewRow {
        id,
        purpose: draft.purpose,
        recipient: &draft.to,
        country: draft.country.as_ref().map(Country::as_str),
        company: draft.company.as_deref(),
        language: draft.language.as_deref(),
        code_mac: code_mac.as_deref(),
        expires_at,
        user_id: asker.user_id,
        api_key_id: asker.api_key_id,
        source_id: asker.source_id,
        network,
    };
    sql::insert_send(&mut *transaction, &row, now).await?;
    if let Some((key_mac, body_mac)) = &draft.once {
        sql::insert_key(&mut *transaction, key_mac, body_mac, id, now).await?;
    }
    notify::publish(&mut *transaction, Topic::SendUpdated, &[id.into()]).await?;
    let details = json!({"kind": draft.purpose, "company": draft.company});
    let entry = asker.entry.clone().on("send", id, &draft.to).with(details);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(Begun::New(id, now))
}

/// The keyed hash of a code, which stands for one send alone.
pub fn code_mac(context: &Context, id: SendId, code: &Code) -> Vec<u8> {
    let id: Uuid = id.into();
    context.keys.keyed_hash(&[b"code", id.as_bytes(), code.digits().as_bytes()]).to_vec()
}

/// A send that was asked for before, when it is known what came of it; as it is, where that takes too
/// long or nobody is asking any more.
async fn settled(context: &Context, mut send: Send) -> Result<Send> {
    // Before it is looked at, so that its end is not missed.
    let mut events = context.events.subscribe();
    let left = (send.created_at + LONGEST_ASKED - context.clock.now()).to_std();
    let ended = tokio::time::timeout(left.unwrap_or_default(), async {
        loop {
            send = get(&mut *context.pool.acquire().await?, send.id).await?;
            if send.status != Status::Sending {
                return Ok(());
            }
            loop {
                match events.recv().await {
                    Ok((Topic::SendUpdated, ids)) if ids.contains(&Uuid::from(send.id)) => break,
                    Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return Ok::<(), Error>(()),
                    Ok(_) => {}
                }
            }
        }
    });
    ended.await.unwrap_or(Ok(()))?;
    Ok(send)
}

/// A send.
pub async fn get(connection: &mut PgConnection, id: SendId) -> Result<Send> {
    let found =
        sql::list_sends(connection, &Filter::default(), None, Some(id), None, 1).await?.pop();
    found.ok_or_else(|| not_found!("send"))
}

/// Why no gateway took a send, in the words of the timeline.
async fn refused(context: &Context, send: &Send) -> Error {
    let events = sql::list_events(&context.pool, send.id).await.unwrap_or_default();
    let reasons = events.iter().map(|event| {
        let name = event.gateway.as_deref().unwrap_or("a gateway");
        format!("{name} {}", event.detail.as_deref().unwrap_or("did not take it"))
    });
    let reasons = reasons.collect::<Vec<_>>().join("; ");
    Error::BadGateway(say!("No gateway took it, and nothing was sent: {reasons}.", reasons))
}
