//! Phone numbers that receive messages: who may see them and what the team calls them.

pub mod http;
mod phone_number;
pub mod sql;

use chrono::{DateTime, Utc};
pub use phone_number::PhoneNumber;
use serde::{Deserialize, Serialize};
use sqlx::{Connection, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Role;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::NumberId;

/// Who sees a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Access {
    /// Nobody has decided yet: Owners and Managers.
    New,
    /// Everybody in the team.
    Team,
}

impl Access {
    fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Team => "team",
        }
    }

    /// Whether someone with this role sees numbers with this access.
    pub fn is_visible_to(self, role: Role) -> bool {
        self == Self::Team || role.sees_new_numbers()
    }
}

/// A number that received a message.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Number {
    /// Its id.
    pub id: NumberId,
    /// E.164 (`+12025550100`), or the short code or name that the provider gave.
    pub phone_number: String,
    /// What the team calls it.
    #[schema(required)]
    pub label: Option<String>,
    /// Who sees it.
    pub access: Access,
    /// When its first message came.
    pub created_at: DateTime<Utc>,
    /// When its last message was stored.
    #[schema(required)]
    pub last_message_at: Option<DateTime<Utc>>,
}

/// What an Owner changes of a number; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateNumber {
    /// What the team calls it, up to 100 characters; empty: nothing.
    pub label: Option<String>,
    /// Who sees it.
    pub access: Option<Access>,
}

/// Changes a number; open pages hear of it.
pub async fn update(context: &Context, id: NumberId, update: UpdateNumber) -> Result<Number> {
    let label = update.label.as_deref().map(str::trim);
    if label.is_some_and(|label| label.chars().count() > 100) {
        return Err(Error::invalid("label", "must have at most 100 characters"));
    }
    if label.is_some_and(|label| label.contains(char::is_control)) {
        return Err(Error::invalid("label", "must not contain control characters"));
    }
    let mut transaction = context.pool.begin().await?;
    let access = update.access.map(Access::as_str);
    if !sql::update_number(&mut *transaction, id, label, access).await? {
        return Err(Error::not_found("number"));
    }
    notify::publish(&mut *transaction, Topic::NumberUpdated, &[id.into()]).await?;
    transaction.commit().await?;
    let number = sql::list_numbers_by_id(&context.pool, &[id]).await?.pop();
    number.ok_or_else(|| Error::not_found("number"))
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
