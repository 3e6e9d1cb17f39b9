//! What members are on one number.

use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;
use utoipa::ToSchema;

use super::sql;
use crate::audit::{self, Action, Entry};
use crate::auth::{Caller, Role};
use crate::clock::Clock;
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::{NumberId, UserId};

/// What a member can be on one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum NumberRole {
    /// Reads, copies and claims its codes.
    Viewer,
    /// Also sees who else does.
    Manager,
}

impl NumberRole {
    /// What a member of the team becomes on a number of their own; none where that adds nothing: an
    /// Owner reads all numbers anyway, an Auditor none.
    pub fn of(role: Role) -> Option<Self> {
        match role {
            Role::Viewer => Some(Self::Viewer),
            Role::Manager => Some(Self::Manager),
            Role::Owner | Role::Auditor => None,
        }
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Manager => "manager",
        }
    }
}

/// Somebody with a role on a number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NumberMember {
    pub user: MemberRef,
    /// What they are on it.
    pub role: NumberRole,
    /// Whether they read it now: neither who is disabled does, nor who may read no messages.
    pub reads: bool,
}

/// A member, in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MemberRef {
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
}

/// The members of a number, for whoever manages it.
pub async fn list(context: &Context, caller: &Caller, id: NumberId) -> Result<Vec<NumberMember>> {
    let number = super::get(context, &caller.reader(), id).await?;
    if !number.sees_members {
        let text = say!("This needs the role manager on the number; yours is viewer.");
        return Err(Error::Forbidden(text));
    }
    Ok(sql::list_members(&context.pool, id).await?)
}

/// Gives a member a role on a number; their open pages hear of it.
pub async fn set(
    context: &Context,
    caller: &Caller,
    id: NumberId,
    user_id: UserId,
    role: NumberRole,
) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let entry = caller.did(Action::NumberMemberSet);
    let entry = grant(&mut transaction, &context.clock, id, user_id, role, entry).await?;
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// The same within a transaction; `entry`, completed, is to be recorded in it.
pub async fn grant(
    connection: &mut PgConnection,
    clock: &Clock,
    id: NumberId,
    user_id: UserId,
    role: NumberRole,
    entry: Entry,
) -> Result<Entry> {
    let number = sql::lock_number(&mut *connection, id).await?;
    let number = number.ok_or_else(|| not_found!("number"))?;
    let name = sql::find_member_name(&mut *connection, user_id).await?;
    let name = name.ok_or_else(|| not_found!("member"))?;
    sql::upsert_member(&mut *connection, id, user_id, role, clock.now()).await?;
    notify::publish(&mut *connection, Topic::NumberUpdated, &[id.into()]).await?;
    let detail = json!({ "user_id": user_id, "name": name, "role": role });
    Ok(entry.on("number", id, &number).with(detail))
}

/// Takes a member's role on a number away; it works at once.
pub async fn remove(
    context: &Context,
    caller: &Caller,
    id: NumberId,
    user_id: UserId,
) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let number = sql::lock_number(&mut *transaction, id).await?;
    let number = number.ok_or_else(|| not_found!("number"))?;
    if !sql::delete_member(&mut *transaction, id, user_id).await? {
        return Err(not_found!("member of this number"));
    }
    notify::publish(&mut *transaction, Topic::NumberUpdated, &[id.into()]).await?;
    let entry = caller
        .did(Action::NumberMemberRemoved)
        .on("number", id, &number)
        .with(json!({ "user_id": user_id }));
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}
