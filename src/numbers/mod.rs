//! Phone numbers that receive messages: who may see them, what the team calls them, what they cost.

pub mod billing;
pub mod demo;
pub mod http;
pub mod members;
mod phone_number;
pub mod sql;

use chrono::{DateTime, Utc};
pub use phone_number::PhoneNumber;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{Connection, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::{self, Action};
use crate::auth::{Caller, Reader, Role};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::http::pagination::Page;
use crate::id::NumberId;
use billing::Cost;

/// A number, in short.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct NumberRef {
    pub id: NumberId,
    /// E.164, or the short code or name that the provider gave.
    pub phone_number: String,
    /// What the team calls it.
    #[schema(required)]
    pub label: Option<String>,
}

/// Who sees a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Nobody has decided yet: Owners, Managers and the number's own members.
    New,
    /// Everybody in the team.
    Team,
    /// Owners and the number's own members.
    Restricted,
}

impl Access {
    const ALL: [Self; 3] = [Self::New, Self::Team, Self::Restricted];

    /// Those whose numbers a member with a role reads without being added to them, as the view
    /// `number_readers` has it.
    pub fn read_as(role: Role) -> Vec<Self> {
        match role {
            Role::Owner => Self::ALL.to_vec(),
            Role::Manager => vec![Self::New, Self::Team],
            Role::Viewer => vec![Self::Team],
            Role::Auditor => Vec::new(),
        }
    }

    /// Its name in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Team => "team",
            Self::Restricted => "restricted",
        }
    }
}

/// What somebody is on a number that they read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReaderRole {
    /// Reads, copies and claims its codes.
    Viewer,
    /// Also sees who else does.
    Manager,
    /// Also says who does.
    Owner,
}

impl ReaderRole {
    const ALL: [Self; 3] = [Self::Viewer, Self::Manager, Self::Owner];

    fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }

    fn sees_members(self) -> bool {
        match self {
            Self::Manager | Self::Owner => true,
            Self::Viewer => false,
        }
    }
}

/// A number that receives messages.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Number {
    pub id: NumberId,
    /// E.164 (`+12025550100`), or the short code or name that the provider gave.
    pub phone_number: String,
    /// What the team calls it.
    #[schema(required)]
    pub label: Option<String>,
    /// Who sees it.
    pub access: Access,
    /// What the caller is on it; null in live events.
    #[schema(required)]
    pub role: Option<ReaderRole>,
    /// Whether the caller sees who has a role on it; false in live events.
    pub sees_members: bool,
    /// When its first message came, or when it was added.
    pub created_at: DateTime<Utc>,
    /// When its last message was stored.
    #[schema(required)]
    pub last_message_at: Option<DateTime<Utc>>,
}

/// A number to be added before its first message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateNumber {
    /// E.164, such as `+12025550100`, or a short code.
    pub phone_number: String,
    /// What the team calls it, up to 100 characters.
    pub label: Option<String>,
    /// Who sees it; absent: nobody has decided yet.
    pub access: Option<Access>,
}

/// What an Owner changes of a number; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateNumber {
    /// What the team calls it, up to 100 characters; empty: nothing.
    pub label: Option<String>,
    /// Who sees it.
    pub access: Option<Access>,
    /// What it costs; null: nothing is known.
    #[serde(default, with = "crate::http::json::present")]
    #[schema(value_type = Option<Cost>)]
    pub cost: Option<Option<Cost>>,
}

/// One number, if the reader sees it.
pub async fn get(context: &Context, reader: &Reader, id: NumberId) -> Result<Number> {
    let found = sql::list_numbers(&context.pool, reader, Some(id), None, 1).await?.pop();
    found.ok_or_else(|| not_found!("number"))
}

/// Numbers that a reader sees, the latest first.
pub async fn list(
    context: &Context,
    reader: &Reader,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Page<Number>> {
    let found = sql::list_numbers(&context.pool, reader, None, cursor, limit + 1).await?;
    Ok(Page::new(found, limit, |number| number.id.to_string()))
}

/// Adds a number that has no message yet.
pub async fn add(context: &Context, caller: &Caller, new: CreateNumber) -> Result<Number> {
    let phone_number = PhoneNumber::parse(&new.phone_number).ok_or_else(|| {
        Error::invalid("phone_number", say!("must be a phone number, such as +12025550100"))
    })?;
    let label = new.label.as_deref().map(check_label).transpose()?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let texts = [phone_number.to_string()];
    let made =
        sql::insert_numbers(&mut *transaction, &[crate::id::new_v7(now)], &texts, now).await?;
    let Some(id) = made.first().copied().map(NumberId::from) else {
        return Err(Error::Conflict(say!("This number is there already.")));
    };
    let access = new.access.map(Access::as_str);
    sql::update_number(&mut *transaction, id, label, access).await?;
    sql::mark_added_by_hand(&mut *transaction, id).await?;
    notify::publish(&mut *transaction, Topic::NumberUpdated, &[id.into()]).await?;
    let entry = caller
        .did(Action::NumberAdded)
        .on("number", id, phone_number.as_str())
        .with(json!({ "label": label, "access": new.access }));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    get(context, &caller.reader(), id).await
}

/// Changes a number; open pages hear of it.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: NumberId,
    update: UpdateNumber,
) -> Result<Number> {
    let label = update.label.as_deref().map(check_label).transpose()?;
    if let Some(Some(cost)) = &update.cost {
        cost.check()?;
    }
    let mut transaction = context.pool.begin().await?;
    let access = update.access.map(Access::as_str);
    let phone_number = sql::update_number(&mut *transaction, id, label, access).await?;
    let phone_number = phone_number.ok_or_else(|| not_found!("number"))?;
    if let Some(cost) = &update.cost {
        sql::update_cost(&mut *transaction, id, cost.as_ref()).await?;
    }
    notify::publish(&mut *transaction, Topic::NumberUpdated, &[id.into()]).await?;
    let mut details = serde_json::Map::new();
    if let Some(label) = label {
        details.insert("label".to_owned(), json!(label));
    }
    if let Some(access) = access {
        details.insert("access".to_owned(), json!(access));
    }
    if let Some(cost) = &update.cost {
        details.insert("cost".to_owned(), json!(cost));
    }
    let entry =
        caller.did(Action::NumberUpdated).on("number", id, &phone_number).with(details.into());
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    get(context, &caller.reader(), id).await
}

/// Deletes a number; its messages only where that is wanted.
pub async fn delete(
    context: &Context,
    caller: &Caller,
    id: NumberId,
    with_messages: bool,
) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let phone_number = sql::lock_number(&mut *transaction, id).await?;
    let phone_number = phone_number.ok_or_else(|| not_found!("number"))?;
    let messages = sql::count_messages(&mut *transaction, id).await?;
    if messages > 0 && !with_messages {
        return Err(Error::Conflict(say!(
            "The number has {messages} messages; add ?messages=delete to delete them too.",
            messages
        )));
    }
    // The foreign key takes the messages along.
    sql::delete_number(&mut *transaction, id).await?;
    notify::publish(&mut *transaction, Topic::NumberUpdated, &[id.into()]).await?;
    let entry = caller
        .did(Action::NumberDeleted)
        .on("number", id, &phone_number)
        .with(json!({ "messages": messages }));
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

fn check_label(label: &str) -> Result<&str> {
    let label = label.trim();
    if label.chars().count() > 100 {
        return Err(Error::invalid("label", say!("must have at most 100 characters")));
    }
    if label.contains(char::is_control) {
        return Err(Error::invalid("label", say!("must not contain control characters")));
    }
    Ok(label)
}

/// The number with this phone number, if it is there.
pub async fn find_id(
    connection: &mut PgConnection,
    phone_number: &str,
) -> Result<Option<NumberId>, sqlx::Error> {
    let known = sql::list_ids_by_phone_number(connection, &[phone_number.to_owned()]).await?;
    Ok(known.into_iter().next().map(|(_, id)| id))
}

/// The ids of numbers, each made as new where it is not there yet; open pages hear of those.
pub async fn ensure(
    connection: &mut PgConnection,
    phone_numbers: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<(String, NumberId)>, sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let ids: Vec<Uuid> = phone_numbers.iter().map(|_| crate::id::new_v7(now)).collect();
    let known = sql::list_ids_by_phone_number(&mut *transaction, phone_numbers).await?;
    if known.len() == phone_numbers.len() {
        return Ok(known);
    }
    let new = sql::insert_numbers(&mut *transaction, &ids, phone_numbers, now).await?;
    notify::publish(&mut *transaction, Topic::NumberUpdated, &new).await?;
    let all = sql::list_ids_by_phone_number(&mut *transaction, phone_numbers).await?;
    transaction.commit().await?;
    Ok(all)
}
