//! The reading side: messages as the caller may see them, read marks, copies, claims.
//!
//! Never writes a message; that is `messages`'.

mod filter;
pub mod http;
mod sql;
pub mod views;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::{self, Action, Entry};
use crate::auth::Caller;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::http::pagination::Page;
use crate::id::{MessageId, NumberId, SourceId, UserId};
use crate::messages;
use crate::numbers::NumberRef;
pub use filter::Filter;

/// A received SMS.
#[derive(Clone, Serialize, ToSchema)]
pub struct Message {
    /// Its id; later messages have larger ones.
    pub id: MessageId,
    /// The number that received it.
    pub number: NumberRef,
    /// The source that it came through.
    pub source: SourceRef,
    /// E.164, or the short code or name that the provider gave.
    pub sender: String,
    /// Its text.
    pub body: String,
    /// The code, as it is to be typed.
    #[schema(required)]
    pub code: Option<String>,
    /// Who sent the code, as people call them.
    #[schema(required)]
    pub service: Option<String>,
    /// How sure the code is the code, 0 to 1.
    #[schema(required)]
    pub confidence: Option<f32>,
    /// When the code stops working.
    #[schema(required)]
    pub code_expires_at: Option<DateTime<Utc>>,
    /// Whether the message says so; else it is an estimate.
    pub expiry_stated: bool,
    /// The site that the code is bound to.
    #[schema(required)]
    pub domain: Option<String>,
    /// The first link in the text.
    #[schema(required)]
    pub link: Option<String>,
    /// What is paid with the code.
    #[schema(required)]
    pub payment: Option<Payment>,
    /// When the provider received it.
    pub received_at: DateTime<Utc>,
    /// When it was stored here.
    pub stored_at: DateTime<Utc>,
    /// Whether the caller has read it; always false in live events.
    pub read: bool,
    /// Who is using the code.
    #[schema(required)]
    pub claimed_by: Option<Claimer>,
    /// Since when.
    #[schema(required)]
    pub claimed_at: Option<DateTime<Utc>>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What is paid with a code.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Payment {
    /// As the message writes it.
    pub amount: String,
    /// Who is paid.
    #[schema(required)]
    pub merchant: Option<String>,
}

/// A source, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SourceRef {
    /// Its id.
    pub id: SourceId,
    /// What the team calls it.
    pub name: String,
    /// The provider's id.
    pub provider: String,
    /// Whether it is there for a demonstration.
    pub is_demo: bool,
}

/// Who claimed a message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Claimer {
    /// The user.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

/// Who uses the code of a message; nothing that is in it, which a key that only claims may not read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Claim {
    /// The message.
    pub id: MessageId,
    /// Who is using the code.
    #[schema(required)]
    pub claimed_by: Option<Claimer>,
    /// Since when.
    #[schema(required)]
    pub claimed_at: Option<DateTime<Utc>>,
}

/// What the caller has not read yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unread {
    /// Of all numbers together.
    pub total: i64,
    /// Of each number that has some; a number's count ends at 100.
    pub numbers: Vec<UnreadOfNumber>,
}

/// What the caller has not read yet of a number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnreadOfNumber {
    /// The number.
    pub number_id: NumberId,
    /// How many messages, at most 100.
    pub unread: i64,
}

/// Who saw a message and who copied its code, each with the first time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Activity {
    /// Those who had it before their eyes, or whose program fetched it.
    pub seen_by: Vec<Use>,
    /// Those who copied the code.
    pub copied_by: Vec<Use>,
}

/// A first time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Use {
    /// Who it was.
    pub who: Who,
    /// When.
    pub at: DateTime<Utc>,
}

/// A member or a program.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Who {
    /// Which of the two.
    pub kind: WhoKind,
    /// The member's or the key's id.
    pub id: Uuid,
    /// The member's name; of a key also its maker's.
    pub name: String,
}

/// A member or a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhoKind {
    /// A member.
    User,
    /// A program with a key.
    ApiKey,
}

/// Messages that match, the latest first. What a program fetches counts as read by it.
pub async fn list(
    context: &Context,
    caller: &Caller,
    filter: &Filter,
    limit: i64,
) -> Result<Page<Message>> {
    let mut reading = context.reads.begin(caller.user_id).await?;
    let messages = find(reading.connection()?, caller, filter, limit + 1).await?;
    reading.end();
    let page = Page::new(messages, limit, |message| message.id.to_string());
    note_fetched(context, caller, &page.data).await?;
    Ok(page)
}

/// One message of those that the caller may see, of which nothing is told to them: it does not count
/// as read.
async fn get_untold(context: &Context, caller: &Caller, id: MessageId) -> Result<Message> {
    let filter = Filter { ids: Some(vec![id]), ..Filter::default() };
    let mut connection = context.pool.acquire().await?;
    let found = find(&mut connection, caller, &filter, 1).await?.pop();
    found.ok_or_else(|| Error::not_found("message"))
}

/// One message, if the caller may see it.
pub async fn get(context: &Context, caller: &Caller, id: MessageId) -> Result<Message> {
    let found = get_untold(context, caller, id).await?;
    note_fetched(context, caller, std::slice::from_ref(&found)).await?;
    Ok(found)
}

/// What of the messages that the caller may see matches.
async fn find(
    connection: &mut PgConnection,
    caller: &Caller,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Message>, sqlx::Error> {
    let reader = caller.reader();
    let numbers = sql::list_visible_numbers(&mut *connection, &reader).await?;
    sql::list_messages(connection, Some((&reader, &numbers)), filter, limit).await
}

/// Counts what a program fetched as read by it.
async fn note_fetched(context: &Context, caller: &Caller, messages: &[Message]) -> Result<()> {
    if caller.session_id().is_some() {
        return Ok(());
    }
    let ids: Vec<MessageId> = messages.iter().map(|message| message.id).collect();
    mark_read(context, caller, &ids).await
}

/// Messages for everybody who may see their numbers, the oldest first.
pub async fn list_for_broadcast(pool: &PgPool, ids: &[MessageId]) -> Result<Vec<Message>> {
    let limit = i64::try_from(ids.len()).map_err(Error::internal)?;
    let filter = Filter { ids: Some(ids.to_vec()), ..Filter::default() };
    let mut messages = sql::list_messages(pool, None, &filter, limit).await?;
    messages.reverse();
    Ok(messages)
}

/// Ids of messages that were stored since a time, the latest `limit` of them, the oldest first.
pub async fn list_ids_since(
    pool: &PgPool,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MessageId>> {
    let mut ids = sql::list_ids_since(pool, since, limit).await?;
    ids.reverse();
    Ok(ids)
}

/// Who saw and who copied a message that the caller may see.
pub async fn get_activity(context: &Context, caller: &Caller, id: MessageId) -> Result<Activity> {
    get_untold(context, caller, id).await?;
    Ok(sql::list_activity(&context.pool, id).await?)
}

/// Writes down that the caller copied a code; it counts as read then.
pub async fn mark_copied(context: &Context, caller: &Caller, id: MessageId) -> Result<()> {
    let message = get_untold(context, caller, id).await?;
    let now = context.clock.now();
    let reader = caller.reader();
    let mut transaction = context.pool.begin().await?;
    sql::insert_copy(&mut *transaction, crate::id::new_v7(now), id, &reader, now).await?;
    sql::insert_reads(&mut *transaction, &[id], &reader, now).await?;
    let entry = caller.did(Action::MessageCopied).on("message", id, &message.number.phone_number);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// Marks messages as read by the caller; those that the caller may not see are passed over. The
/// member's other pages hear of it.
pub async fn mark_read(context: &Context, caller: &Caller, ids: &[MessageId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut transaction = context.pool.begin().await?;
    let now = context.clock.now();
    let first = sql::insert_reads(&mut *transaction, ids, &caller.reader(), now).await?;
    if first.is_empty() {
        return Ok(());
    }
    if caller.session_id().is_some() {
        let ids: Vec<Uuid> = first.iter().map(|read| read.message_id.into()).collect();
        notify::publish_of(&mut *transaction, Topic::MessageRead, caller.user_id, &ids).await?;
    }
    let entries: Vec<Entry> = first
        .iter()
        .map(|read| {
            caller.did(Action::MessageRead).on("message", read.message_id, &read.phone_number)
        })
        .collect();
    audit::record(context, &mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}

/// Has a message and all older ones count as read by the member, who has not seen them for that:
/// the log says nothing of it. The member's other pages hear of it.
pub async fn mark_read_up_to(context: &Context, caller: &Caller, id: MessageId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    sql::upsert_read_up_to(&mut *transaction, caller.user_id, Some(id)).await?;
    // The id that was asked for: the one that is kept may be a message's that the caller can't see.
    let ids = [id.into()];
    notify::publish_of(&mut *transaction, Topic::MessageReadUpTo, caller.user_id, &ids).await?;
    Ok(transaction.commit().await?)
}

/// What came before a member joined is no news to them: it counts as read.
pub async fn begin(connection: &mut PgConnection, user_id: UserId) -> Result<()> {
    sql::upsert_read_up_to(connection, user_id, None).await?;
    Ok(())
}

/// How much the caller has not read yet.
pub async fn count_unread(context: &Context, caller: &Caller) -> Result<Unread> {
    let mut reading = context.reads.begin(caller.user_id).await?;
    let numbers = sql::count_unread(reading.connection()?, &caller.reader()).await?;
    reading.end();
    Ok(Unread { total: numbers.iter().map(|number| number.unread).sum(), numbers })
}

/// Says that the caller is using the code, or no longer is; open pages hear of it.
///
/// A claim is advice: it can be taken over.
pub async fn set_claim(
    context: &Context,
    caller: &Caller,
    id: MessageId,
    is_claimed: bool,
) -> Result<Claim> {
    let message = get_untold(context, caller, id).await?;
    let mut transaction = context.pool.begin().await?;
    let claim = is_claimed.then(|| (caller.user_id, context.clock.now()));
    messages::set_claim(&mut transaction, id, claim).await?;
    let action = if is_claimed { Action::MessageClaimed } else { Action::MessageReleased };
    let entry = caller.did(action).on("message", id, &message.number.phone_number);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    let Message { id, claimed_by, claimed_at, .. } = get_untold(context, caller, id).await?;
    Ok(Claim { id, claimed_by, claimed_at })
}
