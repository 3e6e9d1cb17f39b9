//! Settings of the team.

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::sql;
use crate::audit::{self, Action};
use crate::auth::{Caller, Role};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::numbers::Access;
use crate::numbers::members::NumberRole;

/// The team as Owners see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    /// Members who can sign in.
    pub members: i64,
    /// Invitations that can be accepted.
    pub open_invitations: i64,
    /// The most of both together; null: no limit.
    #[schema(required)]
    pub max_members: Option<u32>,
    /// Whether everybody needs a second factor.
    pub require_second_factor: bool,
    /// Whether invitations are e-mailed.
    pub emails_invitations: bool,
    /// What each role reads.
    pub roles: Vec<RoleReach>,
}

/// What a role in the team reads of numbers, and what it can be given beyond that.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoleReach {
    pub role: Role,
    /// A member with it reads the numbers with this access.
    pub reads: Vec<Access>,
    /// What they become on a number that they are added to; null: they can't be.
    #[schema(required)]
    pub number_role: Option<NumberRole>,
}

/// What an Owner changes of the team; absent fields stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateTeam {
    /// Whether everybody needs a second factor.
    pub require_second_factor: Option<bool>,
}

/// The team as it is.
pub async fn get(context: &Context) -> Result<Team> {
    let (members, open_invitations) =
        sql::count_team(&mut *context.pool.acquire().await?, context.clock.now()).await?;
    Ok(Team {
        members,
        open_invitations,
        max_members: context.config.max_members.map(std::num::NonZero::get),
        require_second_factor: sql::requires_second_factor(&context.pool).await?,
        emails_invitations: context.mailer.is_some(),
        roles: Role::value_variants().iter().copied().map(reach).collect(),
    })
}

fn reach(role: Role) -> RoleReach {
    RoleReach { role, reads: Access::read_as(role), number_role: NumberRole::of(role) }
}

/// Changes settings; who lacks a second factor then is held up from the next request on.
pub async fn update(context: &Context, caller: &Caller, update: UpdateTeam) -> Result<Team> {
    let mut transaction = context.pool.begin().await?;
    sql::lock_team(&mut *transaction).await?;
    if let Some(is_required) = update.require_second_factor {
        let is_verified = match caller.session_id() {
            Some(id) => sql::is_verified(&mut *transaction, id).await?,
            None => false,
        };
        if is_required && !is_verified {
            return Err(Error::Conflict(say!(
                "Sign in with a second factor yourself first, or you would be held up too."
            )));
        }
        sql::set_requires_second_factor(&mut *transaction, is_required).await?;
        let everybody = sql::list_user_ids(&mut *transaction).await?;
        notify::publish(&mut *transaction, Topic::AccessUpdated, &everybody).await?;
        let entry =
            caller.did(Action::TeamUpdated).with(json!({ "require_second_factor": is_required }));
        audit::record(context, &mut transaction, &[entry]).await?;
    }
    transaction.commit().await?;
    get(context).await
}
