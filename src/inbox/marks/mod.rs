//! Who saw messages, who copied their codes, and what a member has not read yet.

mod sql;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgConnection;
use utoipa::ToSchema;
use uuid::Uuid;

use sql::FirstRead;

use super::finding;
use crate::audit::{self, Action, Entry};
use crate::auth::Caller;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::Result;
use crate::id::{ApiKeyId, MessageId, NumberId, UserId};

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

impl Who {
    /// A member, or a program with a key of theirs.
    pub fn of((user_id, user_name): (UserId, String), key: Option<(ApiKeyId, String)>) -> Self {
        match key {
            Some((id, name)) => {
                Self { kind: WhoKind::ApiKey, id: id.into(), name: format!("{name} ({user_name})") }
            }
            None => Self { kind: WhoKind::User, id: user_id.into(), name: user_name },
        }
    }
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

/// Who saw and who copied a message that the caller may see.
pub async fn get_activity(context: &Context, caller: &Caller, id: MessageId) -> Result<Activity> {
    finding::get(context, caller, id).await?;
    Ok(sql::list_activity(&context.pool, id).await?)
}

/// Writes down that the caller copied a code; it counts as read then.
pub async fn mark_copied(context: &Context, caller: &Caller, id: MessageId) -> Result<()> {
    let message = finding::get(context, caller, id).await?;
    let now = context.clock.now();
    let reader = caller.reader();
    let mut transaction = context.pool.begin().await?;
    sql::insert_copy(&mut *transaction, crate::id::new_v7(now), id, &reader, now).await?;
    insert_reads(context, caller, &mut transaction, &[id]).await?;
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
    let first = insert_reads(context, caller, &mut transaction, ids).await?;
    if first.is_empty() {
        return Ok(transaction.commit().await?);
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

/// Has messages count as read by the caller, and tells a member's pages which of them turned. Returns
/// those that the caller had never read.
async fn insert_reads(
    context: &Context,
    caller: &Caller,
    connection: &mut PgConnection,
    ids: &[MessageId],
) -> Result<Vec<FirstRead>> {
    let now = context.clock.now();
    let first = sql::insert_reads(&mut *connection, ids, &caller.reader(), now).await?;
    if caller.session_id().is_some() {
        let again = sql::delete_kept_unread(&mut *connection, caller.user_id, ids, None).await?;
        let turned: BTreeSet<Uuid> =
            first.iter().map(|read| read.message_id).chain(again).map(Uuid::from).collect();
        let turned: Vec<Uuid> = turned.into_iter().collect();
        if !turned.is_empty() {
            let topic = Topic::MessageRead;
            notify::publish_of(&mut *connection, topic, caller.user_id, &turned).await?;
        }
    }
    Ok(first)
}

/// Has a message and all older ones count as read by the member, who has not seen them for that:
/// the log says nothing of it. The member's other pages hear of it.
pub async fn mark_read_up_to(context: &Context, caller: &Caller, id: MessageId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    sql::upsert_read_up_to(&mut *transaction, caller.user_id, Some(id)).await?;
    sql::delete_kept_unread(&mut *transaction, caller.user_id, &[], Some(id)).await?;
    // The id that was asked for: the one that is kept may be a message's that the caller can't see.
    let ids = [id.into()];
    notify::publish_of(&mut *transaction, Topic::MessageReadUpTo, caller.user_id, &ids).await?;
    Ok(transaction.commit().await?)
}

/// Marks messages as unread for the member, those that the member sees; that they were seen stays on
/// record. The member's other pages hear of it.
pub async fn mark_unread(context: &Context, caller: &Caller, ids: &[MessageId]) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let kept = sql::insert_kept_unread(&mut *transaction, caller.user_id, ids).await?;
    if !kept.is_empty() {
        let ids: Vec<Uuid> = kept.into_iter().map(Uuid::from).collect();
        let topic = Topic::MessageUnread;
        notify::publish_of(&mut *transaction, topic, caller.user_id, &ids).await?;
    }
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
