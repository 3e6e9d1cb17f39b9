//! The team's members: list, add, change, remove.

pub mod http;
mod sql;
pub mod team;

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{HashedUser, User, add_user, links, second_factor, sql as users};
use crate::audit::{self, Action, Entry};
use crate::auth::sessions::{self, Which};
use crate::auth::{Caller, Capability, Role};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::delivery::orphans;
use crate::error::{Error, Result};
use crate::http::json::check_name;
use crate::http::pagination::Page;
use crate::id::UserId;
pub use sql::{is_verified, lock_team, requires_second_factor};

/// A member as Owners see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Member {
    pub id: UserId,
    /// The address they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their role in the team.
    pub role: Role,
    /// When they joined.
    pub created_at: DateTime<Utc>,
    /// Since when they can't sign in.
    #[schema(required)]
    pub disabled_at: Option<DateTime<Utc>>,
    /// When a session of theirs was last refreshed.
    #[schema(required)]
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Whether they have a code app or a passkey.
    pub has_second_factor: bool,
    /// Whether a role on one number gives them something: not to Owners, who read all numbers, nor to
    /// Auditors, who read none.
    pub gains_by_numbers: bool,
}

/// Somebody whom the audit log may name, also long after they have left.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    /// Its id, as in the log.
    pub id: UserId,
    /// The address they sign in with, or did.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their role in the team, or the last one.
    pub role: Role,
    /// When they left the team.
    #[schema(required)]
    pub removed_at: Option<DateTime<Utc>>,
}

/// What an Owner changes of a member; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateMember {
    /// Their name, 1 to 100 characters.
    pub name: Option<String>,
    /// Their role in the team.
    pub role: Option<Role>,
    /// Whether they can't sign in.
    pub disabled: Option<bool>,
}

/// Refuses one member more than `CODEBELL_MAX_MEMBERS` allows. Changes of the team come one after
/// the other from here on, until the transaction ends.
pub async fn check_room(
    connection: &mut PgConnection,
    most: Option<NonZeroU32>,
    now: DateTime<Utc>,
) -> Result<()> {
    lock_team(&mut *connection).await?;
    let Some(most) = most else { return Ok(()) };
    let (members, invitations) = sql::count_team(connection, now).await?;
    if members + invitations >= i64::from(most.get()) {
        let text = say!(
            "The team has {members} members and {invitations} open invitations, and CODEBELL_MAX_MEMBERS is {most}; remove one first.",
            members,
            invitations,
            most
        );
        return Err(Error::Conflict(text));
    }
    Ok(())
}

/// Adds a member without an invitation, where the team has room; the first is an Owner. `entry` says in the audit log who did.
pub async fn add(context: &Context, new: HashedUser, entry: Entry) -> Result<User> {
    let mut transaction = context.pool.begin().await?;
    check_room(&mut transaction, context.config.max_members, context.clock.now()).await?;
    if !new.role.has(Capability::WriteTeam) && !users::has_users(&mut *transaction).await? {
        let text = say!(
            "The team has no Owner yet, and only an Owner can invite others and change roles; add an Owner first."
        );
        return Err(Error::Conflict(text));
    }
    let user = add_user(&mut transaction, &context.clock, new).await?;
    let entry = entry.on("user", user.id, &user.email).with(json!({ "role": user.role }));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(user)
}

/// Members, the latest first.
pub async fn list(context: &Context, cursor: Option<Uuid>, limit: i64) -> Result<Page<Member>> {
    let found = sql::list_members(&context.pool, None, cursor, limit + 1).await?;
    Ok(Page::new(found, limit, |member| member.id.to_string()))
}

/// Everybody who is or was in the team, the latest first.
pub async fn list_people(
    context: &Context,
    cursor: Option<Uuid>,
    limit: i64,
) -> Result<Page<Person>> {
    let found = sql::list_people(&context.pool, cursor, limit + 1).await?;
    Ok(Page::new(found, limit, |person| person.id.to_string()))
}

/// One member.
pub async fn get(executor: impl PgExecutor<'_>, id: UserId) -> Result<Member> {
    let found = sql::list_members(executor, Some(id), None, 1).await?.pop();
    found.ok_or_else(|| not_found!("member"))
}

/// Changes a member. What they may no longer do is refused from their next request on.
pub async fn update(
    context: &Context,
    caller: &Caller,
    id: UserId,
    update: UpdateMember,
) -> Result<Member> {
    let name = update.name.as_deref().map(check_name).transpose()?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    lock_team(&mut *transaction).await?;
    let before = get(&mut *transaction, id).await?;
    let mut entries: Vec<Entry> = Vec::new();
    let did = |action| caller.did(action).on("user", id, &before.email);
    if let Some(name) = name.filter(|name| *name != before.name) {
        users::update_name(&mut *transaction, id, &name).await?;
        entries.push(did(Action::UserRenamed).with(json!({ "from": before.name, "to": name })));
    }
    if let Some(role) = update.role.filter(|role| *role != before.role) {
        let loses = |capability| before.role.has(capability) && !role.has(capability);
        if loses(Capability::WriteTeam) {
            check_not_the_last_owner(&mut transaction, id).await?;
            links::delete_links_of(&mut transaction, id).await?;
        }
        sql::update_role(&mut *transaction, id, role).await?;
        notify::publish(&mut *transaction, Topic::AccessUpdated, &[id.into()]).await?;
        let details = json!({ "from": before.role, "to": role });
        entries.push(did(Action::UserRoleChanged).with(details));
        if loses(Capability::WriteChannels) {
            let member = (id, before.name.as_str());
            entries.extend(orphans::leave(context, &mut transaction, caller, member).await?);
        }
    }
    match update.disabled {
        Some(true) if before.disabled_at.is_none() => {
            check_not_the_last_owner(&mut transaction, id).await?;
            links::delete_links_of(&mut transaction, id).await?;
            sql::set_disabled(&mut *transaction, id, Some(now)).await?;
            sessions::end_of_user(&mut transaction, id, Which::AllBut(None), now).await?;
            entries.push(did(Action::UserDisabled));
            let member = (id, before.name.as_str());
            entries.extend(orphans::leave(context, &mut transaction, caller, member).await?);
        }
        Some(false) if before.disabled_at.is_some() => {
            check_room(&mut transaction, context.config.max_members, now).await?;
            sql::set_disabled(&mut *transaction, id, None).await?;
            entries.push(did(Action::UserEnabled));
        }
        _ => {}
    }
    audit::record(context, &mut transaction, &entries).await?;
    transaction.commit().await?;
    get(&context.pool, id).await
}

/// Removes a member: they can't sign in, their keys stop, their address is free; what they saw and
/// copied stays written down.
pub async fn remove(context: &Context, caller: &Caller, id: UserId) -> Result<()> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    lock_team(&mut *transaction).await?;
    let member = get(&mut *transaction, id).await?;
    check_not_the_last_owner(&mut transaction, id).await?;
    sessions::end_of_user(&mut transaction, id, Which::AllBut(None), now).await?;
    second_factor::remove_all(&mut transaction, id).await?;
    links::delete_links_of(&mut transaction, id).await?;
    sql::remove_user(&mut *transaction, id, now).await?;
    let mut entries = vec![caller.did(Action::UserRemoved).on("user", id, &member.email)];
    let left = (id, member.name.as_str());
    entries.extend(orphans::leave(context, &mut transaction, caller, left).await?);
    audit::record(context, &mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}

/// Ends all sessions of a member.
pub async fn end_sessions(context: &Context, caller: &Caller, id: UserId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let member = get(&mut *transaction, id).await?;
    sessions::end_by(&mut transaction, context, caller, (id, &member.email), Which::AllBut(None))
        .await?;
    Ok(transaction.commit().await?)
}

/// Takes a member's second factors away, for somebody whose phone is lost.
pub async fn remove_second_factor(context: &Context, caller: &Caller, id: UserId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let member = get(&mut *transaction, id).await?;
    second_factor::remove_all(&mut transaction, id).await?;
    let entry = caller.did(Action::SecondFactorRemoved).on("user", id, &member.email);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

async fn check_not_the_last_owner(connection: &mut PgConnection, id: UserId) -> Result<()> {
    if sql::has_other_owner(connection, id).await? {
        return Ok(());
    }
    let text = say!("The team would have no Owner who can sign in; make another member one first.");
    Err(Error::Conflict(text))
}
