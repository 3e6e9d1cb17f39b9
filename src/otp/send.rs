//! Sends something: within the limits, once for each idempotency key, over the first gateway that takes
//! it.
//!
//! What is to be sent is committed before a gateway is asked. A process that dies while it asks leaves
//! a send of unknown outcome behind, never one that is sent again.

use chrono::{DateTime, TimeDelta, Utc};
use metrics::counter;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use tokio::sync::broadcast::error::RecvError;
use url::Host;
use utoipa::ToSchema;
use uuid::Uuid;

use super::code::{Code, DIGITS, USUAL_DIGITS};
use super::country::{self, Country};
use super::gateways::kinds::{CodeContent, Content, Outbound};
use super::gateways::outcome::{Accepted, Outcome, Verdict};
use super::gateways::{self, Ready};
use super::limits::{self, Asking};
use super::sql::{self, Answered, NewRow};
use super::text::Filling;
use super::{Filter, Purpose, SendEvent, Status, Wire, text, texts};
use crate::audit::{Action, Entry};
use crate::auth::Caller;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::{ApiKeyId, GatewayId, SendId, SourceId, UserId, new_v7};

/// How long a code is good for, in seconds.
const TTL: std::ops::RangeInclusive<i64> = 60..=3600;
const USUAL_TTL: i64 = 300;
/// Characters of a company, and of what is said beside a code.
const LONGEST_COMPANY: usize = 40;
const LONGEST_COMMENT: usize = 100;
/// How long an idempotency key stands for its send.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// How long gateways are asked at most, for two of them.
const LONGEST_ASKED: TimeDelta = TimeDelta::seconds(25);
/// Characters of an idempotency key.
const LONGEST_KEY: usize = 255;

/// A code to be sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendCode {
    /// The number, in E.164.
    #[schema(example = "+6421234567")]
    to: String,
    /// Whose code it is, 1 to 40 characters.
    #[schema(example = "MyApp")]
    company: String,
    /// The code, 4 to 8 digits; one is made where none is given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Password)]
    code: Option<SecretString>,
    /// Digits of a code that is made, 4 to 8.
    #[serde(default)]
    #[schema(minimum = 4, maximum = 8, default = 6)]
    digits: Option<usize>,
    /// What is said beside the code, up to 100 characters.
    #[serde(default)]
    comment: Option<String>,
    /// How long the code is good for.
    #[serde(default)]
    #[schema(minimum = 60, maximum = 3600, default = 300)]
    ttl_seconds: Option<i64>,
    /// The host of the site whose form takes the code by itself.
    #[serde(default)]
    #[schema(example = "example.com")]
    webotp_domain: Option<String>,
    /// The language of the text, as BCP 47 writes it.
    #[serde(default)]
    #[schema(example = "en")]
    language: Option<String>,
    /// The only gateway that is asked, in place of all that serve the country.
    #[serde(default)]
    gateway: Option<GatewayId>,
}

/// A code that was sent; never the code itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentCode {
    /// The send's id, by which its code can be checked.
    pub id: SendId,
    /// The number.
    pub to: String,
    /// Until when the code is good.
    pub expires_at: DateTime<Utc>,
    /// What is known of it.
    pub status: Status,
    /// When another one can be sent to the number.
    pub resend_after: DateTime<Utc>,
}

/// Something to be sent, of which all was checked. Not printable.
pub struct Draft {
    /// What it is for.
    pub purpose: Purpose,
    /// The number, in E.164.
    pub to: String,
    /// Its country.
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
    Text(SecretString),
}

/// A code and what is said with it.
pub struct CodeMessage {
    /// The code.
    pub code: Code,
    /// Whether it was made here.
    pub is_made_here: bool,
    /// How long it is good for.
    pub ttl_seconds: i64,
    /// What is said beside it.
    pub comment: Option<String>,
    /// The site whose form takes it by itself.
    pub webotp_domain: Option<String>,
    /// All of it.
    pub text: SecretString,
}

/// Who asks for a send.
pub struct Asker {
    /// A member, also of a key.
    pub user_id: Option<UserId>,
    /// A key.
    pub api_key_id: Option<ApiKeyId>,
    /// A source.
    pub source_id: Option<SourceId>,
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
            network: caller.origin.as_ref().map(|origin| origin.network().to_string()),
            entry: caller.did(action),
        }
    }
}

/// Sends a code that is checked here.
pub async fn send_code(
    wire: &Wire,
    caller: &Caller,
    request: SendCode,
    idempotency_key: Option<&str>,
) -> Result<SentCode> {
    let context = &wire.context;
    let once = idempotency_key.map(|key| once(context, caller, key, &request)).transpose()?;
    let draft = request.check(context, once).await?;
    let limits = limits::get(&context.pool).await?;
    let sent = send(wire, draft, Asker::caller(caller, Action::CodeSent)).await?;
    let missing = || Error::internal("a code without an end");
    Ok(SentCode {
        id: sent.id,
        to: sent.to,
        expires_at: sent.expires_at.ok_or_else(missing)?,
        status: sent.status,
        resend_after: sent.created_at + TimeDelta::seconds(limits.seconds_between.into()),
    })
}

/// Tries one gateway with a text of ours.
pub async fn send_test(
    wire: &Wire,
    caller: &Caller,
    gateway: GatewayId,
    to: &str,
) -> Result<SendId> {
    let (to, country) = check_recipient(to)?;
    let draft = Draft {
        purpose: Purpose::Test,
        to,
        country,
        company: None,
        language: None,
        message: Message::Text("This is a test from Codebell.".to_owned().into()),
        gateway: Some(gateway),
        once: None,
    };
    let sent = send(wire, draft, Asker::caller(caller, Action::GatewayTested)).await?;
    Ok(sent.id)
}

impl SendCode {
    async fn check(self, context: &Context, once: Option<(Vec<u8>, Vec<u8>)>) -> Result<Draft> {
        let (to, country) = check_recipient(&self.to)?;
        let company = check_line("company", &self.company, LONGEST_COMPANY)?;
        let comment = self.comment.filter(|comment| !comment.trim().is_empty());
        let comment =
            comment.map(|comment| check_line("comment", &comment, LONGEST_COMMENT)).transpose()?;
        let digits = self.digits.unwrap_or(USUAL_DIGITS);
        if !DIGITS.contains(&digits) {
            return Err(Error::invalid("digits", "must be from 4 to 8"));
        }
        let code = self.code.as_ref().map(|code| Code::given(code.expose_secret()));
        let is_made_here = code.is_none();
        let code = code.unwrap_or_else(|| Some(Code::random(digits)));
        let code =
            code.ok_or_else(|| Error::invalid("code", "must be 4 to 8 digits from 0 to 9"))?;
        let ttl_seconds = self.ttl_seconds.unwrap_or(USUAL_TTL);
        if !TTL.contains(&ttl_seconds) {
            return Err(Error::invalid("ttl_seconds", "must be from 60 to 3600"));
        }
        let webotp_domain = self.webotp_domain.as_deref().map(check_host).transpose()?;
        let language = self.language.as_deref().map(check_language).transpose()?;
        let wording = text::wording(language.as_deref());
        let own = texts::find(&context.pool, None, texts::For::Code, wording.language).await?;
        let filling = Filling {
            code: &code,
            company: &company,
            ttl_seconds,
            comment: comment.as_deref(),
            webotp_domain: webotp_domain.as_deref(),
        };
        let text = text::write(wording, own.as_deref(), &filling).into();
        Ok(Draft {
            purpose: Purpose::Code,
            to,
            country,
            company: Some(company),
            language: Some(wording.language.to_owned()),
            message: Message::Code(CodeMessage {
                code,
                is_made_here,
                ttl_seconds,
                comment,
                webotp_domain,
                text,
            }),
            gateway: self.gateway,
            once,
        })
    }
}

/// What makes two requests of a caller one, and what they have to have in common.
fn once(
    context: &Context,
    caller: &Caller,
    key: &str,
    request: &SendCode,
) -> Result<(Vec<u8>, Vec<u8>)> {
    let is_key =
        (1..=LONGEST_KEY).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic());
    if !is_key {
        let rule = "must have 1 to 255 characters of ASCII, without spaces";
        return Err(Error::invalid("Idempotency-Key", rule));
    }
    let who: Uuid = match caller.reader().api_key_id {
        Some(id) => id.into(),
        None => caller.user_id.into(),
    };
    let body: SecretString = json!([
        request.to,
        request.company,
        request.code.as_ref().map(ExposeSecret::expose_secret),
        request.digits,
        request.comment,
        request.ttl_seconds,
        request.webotp_domain,
        request.language,
        request.gateway,
    ])
    .to_string()
    .into();
    let hash = |parts: &[&[u8]]| context.keys.keyed_hash(parts).to_vec();
    Ok((
        hash(&[b"key", who.as_bytes(), key.as_bytes()]),
        hash(&[b"body", body.expose_secret().as_bytes()]),
    ))
}

/// Sends something and waits for what comes of it; also when the caller hangs up meanwhile.
///
/// # Errors
/// What is wrong with it, that there is no gateway for it, or that none took it.
pub async fn send(wire: &Wire, draft: Draft, asker: Asker) -> Result<super::Send> {
    let context = &wire.context;
    let gateways = choose(context, &draft).await?;
    let send = match begin(context, &draft, asker).await? {
        Begun::Known(send) => settled(context, *send).await?,
        Begun::New(id, begun_at) => {
            let wire = wire.clone();
            let asked =
                tokio::spawn(async move { ask(&wire, id, begun_at, draft, gateways).await });
            asked.await.map_err(Error::internal)??
        }
    };
    match send.status {
        Status::Refused => Err(refused(context, &send).await),
        _ => Ok(send),
    }
}

/// The gateways that are asked, in their order.
async fn choose(context: &Context, draft: &Draft) -> Result<Vec<Ready>> {
    let mut gateways = gateways::list_ready(context).await?;
    if gateways.is_empty() {
        return Err(Error::NotSetUp(
            "There is no gateway to send with: add one under Sends, or set WEBSMS_CLIENT_ID and \
             WEBSMS_CLIENT_SECRET."
                .into(),
        ));
    }
    if let Some(id) = draft.gateway {
        gateways.retain(|gateway| gateway.id == id);
        return match gateways.is_empty() {
            true => Err(Error::invalid("gateway", "is no gateway that is switched on")),
            false => Ok(gateways),
        };
    }
    gateways.retain(|gateway| gateway.serves(draft.country));
    match gateways.is_empty() {
        true => Err(Error::invalid("to", "is of a country that no gateway serves")),
        false => Ok(gateways),
    }
}

enum Begun {
    /// It is to be sent, as of then.
    New(SendId, DateTime<Utc>),
    /// It was asked for before.
    Known(Box<super::Send>),
}

/// Commits what is to be sent, unless it was asked for before or is too much.
async fn begin(context: &Context, draft: &Draft, asker: Asker) -> Result<Begun> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    if let Some((key_mac, body_mac)) = &draft.once {
        sql::lock(&mut *transaction, key_mac).await?;
        let found = sql::find_by_key(&mut *transaction, key_mac, now - KEPT).await?;
        if let Some((id, known_body)) = found {
            if known_body != *body_mac {
                let rule = "was used for another request in the last 24 hours";
                return Err(Error::invalid("Idempotency-Key", rule));
            }
            let all = Filter::default();
            let known =
                sql::list_sends(&mut *transaction, &all, None, Some(id), None, 1).await?.pop();
            let known = known.ok_or_else(|| Error::not_found("send"))?;
            return Ok(Begun::Known(Box::new(known)));
        }
    }
    let limits = limits::get(&mut *transaction).await?;
    limits.check_country(draft.country)?;
    sql::lock(&mut *transaction, draft.to.as_bytes()).await?;
    let network = asker.network.as_deref();
    let asking = Asking {
        recipient: &draft.to,
        api_key_id: asker.api_key_id,
        source_id: asker.source_id,
        network,
    };
    limits::check(&mut transaction, &limits, &asking, now).await?;
    if !sql::count_up(&mut *transaction, now.date_naive(), limits.per_day).await? {
        transaction.rollback().await?;
        return Err(limits::ceiling_reached(context, &limits).await?);
    }
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
    let entry = asker.entry.on("send", id, &draft.to).with(details);
    context.record(&mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(Begun::New(id, now))
}

/// The keyed hash of a code, which stands for one send alone.
pub fn code_mac(context: &Context, id: SendId, code: &Code) -> Vec<u8> {
    let id: Uuid = id.into();
    context.keys.keyed_hash(&[b"code", id.as_bytes(), code.digits().as_bytes()]).to_vec()
}

/// Asks one gateway after the other until one takes it or may have taken it.
async fn ask(
    wire: &Wire,
    id: SendId,
    begun_at: DateTime<Utc>,
    draft: Draft,
    gateways: Vec<Ready>,
) -> Result<super::Send> {
    let context = &wire.context;
    let content = match &draft.message {
        Message::Code(message) => Content::Code(CodeContent {
            code: &message.code,
            is_made_here: message.is_made_here && draft.purpose == Purpose::Code,
            company: draft.company.as_deref().unwrap_or_default(),
            comment: message.comment.as_deref(),
            webotp_domain: message.webotp_domain.as_deref(),
            text: message.text.expose_secret(),
        }),
        Message::Text(text) => Content::Text(text.expose_secret()),
    };
    let outbound = Outbound { id: id.into(), to: &draft.to, content };
    let mut asked = Vec::new();
    for gateway in &gateways {
        let (outcome, took) = gateway.send(wire, &outbound).await;
        let result = match &outcome.verdict {
            Verdict::Accepted(_) => "accepted",
            Verdict::NotSent => "refused",
            Verdict::Unknown => "unknown",
        };
        counter!("codebell_sends_total", "gateway" => gateway.kind.id, "result" => result)
            .increment(1);
        let event = SendEvent {
            event: "asked".to_owned(),
            gateway: Some(gateway.name.clone()),
            result: result.to_owned(),
            detail: outcome.detail.clone(),
            answer_status: outcome.answer_status.map(i32::from),
            duration_ms: i32::try_from(took.as_millis()).ok(),
            at: context.clock.now(),
        };
        let is_last = !matches!(outcome.verdict, Verdict::NotSent);
        asked.push((gateway, outcome, event));
        if is_last {
            break;
        }
    }
    let status = asked.last().map_or(Status::Refused, |(_, outcome, _)| status_of(outcome));
    let written = write_down(context, id, begun_at, &asked).await;
    match written {
        Ok(send) => Ok(send),
        // A code that the gateway made can't be checked then; of all others the outcome is what it is.
        Err(error) if has_code(&asked) => Err(error),
        Err(error) => {
            tracing::warn!(%error, "what came of a send could not be written down");
            Ok(unwritten(id, begun_at, &draft, status))
        }
    }
}

type Asked<'a> = (&'a Ready, Outcome, SendEvent);

fn status_of(outcome: &Outcome) -> Status {
    match &outcome.verdict {
        Verdict::Accepted(accepted) => accepted.status(),
        Verdict::NotSent => Status::Refused,
        Verdict::Unknown => Status::Unknown,
    }
}

fn accepted<'a>(asked: &'a [Asked<'_>]) -> Option<&'a Accepted> {
    match &asked.last()?.1.verdict {
        Verdict::Accepted(accepted) => Some(accepted),
        Verdict::NotSent | Verdict::Unknown => None,
    }
}

fn has_code(asked: &[Asked<'_>]) -> bool {
    accepted(asked).is_some_and(|accepted| accepted.code.is_some())
}

/// A send as it is, of which the database knows only the beginning.
fn unwritten(id: SendId, begun_at: DateTime<Utc>, draft: &Draft, status: Status) -> super::Send {
    let ttl = match &draft.message {
        Message::Code(message) => Some(TimeDelta::seconds(message.ttl_seconds)),
        Message::Text(_) => None,
    };
    super::Send {
        id,
        kind: draft.purpose,
        to: draft.to.clone(),
        country: draft.country.as_ref().map(|country| country.as_str().to_owned()),
        company: draft.company.clone(),
        language: draft.language.clone(),
        status,
        attempts: 0,
        expires_at: ttl.map(|ttl| begun_at + ttl),
        verified_at: None,
        voided_at: None,
        delivered_at: None,
        gateway_id: None,
        gateway: None,
        sent_by: None,
        created_at: begun_at,
    }
}

/// Commits what gateways answered, with the receipts that came before.
async fn write_down(
    context: &Context,
    id: SendId,
    begun_at: DateTime<Utc>,
    asked: &[Asked<'_>],
) -> Result<super::Send> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    for (_, _, event) in asked {
        sql::insert_event(&mut *transaction, new_v7(now), id, event).await?;
    }
    if let Some((gateway, outcome, event)) = asked.last() {
        let accepted = accepted(asked);
        let message_id = accepted.and_then(|accepted| accepted.message_id.as_deref());
        let made = accepted.and_then(|accepted| accepted.code.as_ref());
        let made = made.map(|code| code_mac(context, id, code));
        let status = status_of(outcome);
        let took_it = status != Status::Refused;
        let answered = Answered {
            id,
            status,
            gateway: took_it.then_some((gateway.id, gateway.kind.id, gateway.name.as_str())),
            message_id,
            code_mac: made.as_deref(),
            now,
        };
        sql::mark_answered(&mut *transaction, &answered).await?;
        if !took_it {
            sql::count_down(&mut *transaction, begun_at.date_naive()).await?;
        }
        if let Some(message_id) = message_id {
            super::receipts::apply_early(&mut transaction, gateway.kind.id, message_id, now)
                .await?;
        }
        gateways::note(&mut transaction, gateway.id, &event.result, outcome, now).await?;
    }
    notify::publish(&mut *transaction, Topic::SendUpdated, &[id.into()]).await?;
    let send = get(&mut transaction, id).await?;
    transaction.commit().await?;
    Ok(send)
}

/// A send that was asked for before, when it is known what came of it; as it is, where that takes too
/// long or nobody is asking any more.
async fn settled(context: &Context, mut send: super::Send) -> Result<super::Send> {
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

async fn get(connection: &mut PgConnection, id: SendId) -> Result<super::Send> {
    let found =
        sql::list_sends(connection, &Filter::default(), None, Some(id), None, 1).await?.pop();
    found.ok_or_else(|| Error::not_found("send"))
}

/// Why no gateway took a send, in the words of the timeline.
async fn refused(context: &Context, send: &super::Send) -> Error {
    let events = sql::list_events(&context.pool, send.id).await.unwrap_or_default();
    let reasons = events.iter().map(|event| {
        let name = event.gateway.as_deref().unwrap_or("a gateway");
        format!("{name} {}", event.detail.as_deref().unwrap_or("did not take it"))
    });
    let reasons = reasons.collect::<Vec<_>>().join("; ");
    Error::BadGateway(format!("No gateway took it, and nothing was sent: {reasons}.").into())
}

/// A number that something can be sent to.
pub fn check_recipient(to: &str) -> Result<(String, Option<Country>)> {
    let rule = "must be a phone number in international form, such as +6421234567";
    country::recipient(to).ok_or_else(|| Error::invalid("to", rule))
}

/// One line of text.
pub fn check_line(field: &'static str, text: &str, longest: usize) -> Result<String> {
    let text = text.trim();
    let is_line =
        (1..=longest).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    match is_line {
        true => Ok(text.to_owned()),
        false => {
            let rule = format!("must have 1 to {longest} characters on one line");
            Err(Error::invalid(field, rule))
        }
    }
}

/// A host alone, without scheme, port and path.
fn check_host(host: &str) -> Result<String> {
    let parsed = Host::parse(host).ok().filter(|_| host.is_ascii());
    match parsed {
        Some(Host::Domain(domain))
            if domain == host.to_ascii_lowercase() && !domain.ends_with('.') =>
        {
            Ok(domain)
        }
        _ => Err(Error::invalid("webotp_domain", "must be a host alone, such as example.com")),
    }
}

/// A language as BCP 47 writes it.
pub fn check_language(language: &str) -> Result<String> {
    let language = language.trim();
    let is_language = (2..=35).contains(&language.len())
        && language.split(['-', '_']).all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    match is_language {
        true => Ok(language.to_owned()),
        false => {
            Err(Error::invalid("language", "must be a language of BCP 47, such as en or pt-BR"))
        }
    }
}
