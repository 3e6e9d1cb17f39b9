//! Members, invitations and settings of the team, for Owners; who is who, for readers of the log.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use super::team::{self, Team, UpdateTeam};
use super::{Member, Person, UpdateMember};
use crate::accounts::NewUser;
use crate::accounts::links::invitations::{self, CreateInvitation, Invitation};
use crate::accounts::links::password_resets::{self, PasswordResetLink};
use crate::audit::Action;
use crate::auth::{Proven, ReadAudit, Role, WriteTeam};
use crate::context::Context;
use crate::error::Result;
use crate::http::docs::routes;
use crate::http::json::{JsonBody, Path, Query};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;
use crate::id::{InvitationId, UserId};

/// The routes.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(list_people))
        .routes(routes!(get, update, remove))
        .routes(routes!(create_password_reset))
        .routes(routes!(end_sessions))
        .routes(routes!(remove_second_factor))
        .routes(routes!(list_invitations, create_invitation))
        .routes(routes!(resend_invitation))
        .routes(routes!(revoke_invitation))
        .routes(routes!(get_team, update_team))
}

/// A member to be added without an invitation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CreateMember {
    /// The address to sign in with.
    email: String,
    /// 1 to 100 characters.
    name: String,
    /// Their role in the team.
    role: Role,
    /// At least 12 characters, and not easy to guess.
    #[schema(value_type = String, format = Password)]
    password: SecretString,
}

/// An invitation and its link.
#[derive(Serialize, ToSchema)]
struct InvitationLink {
    invitation: Invitation,
    /// Where to accept it; told this once.
    url: String,
}

/// Members, the latest first
#[utoipa::path(get, path = "/users", tag = "team", params(Paging), responses((status = 200, body = Page<Member>)))]
async fn list(
    State(context): State<Context>,
    _: WriteTeam,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Member>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list(&context, cursor, limit).await?))
}

/// Who is who in the log: everybody who is or was in the team, the latest first
#[utoipa::path(get, path = "/audit/people", tag = "audit", params(Paging), responses(
    (status = 200, body = Page<Person>),
))]
async fn list_people(
    State(context): State<Context>,
    _: ReadAudit,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Person>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(super::list_people(&context, cursor, limit).await?))
}

/// One member
#[utoipa::path(get, path = "/users/{id}", tag = "team", params(("id" = UserId, Path)), responses(
    (status = 200, body = Member),
))]
async fn get(
    State(context): State<Context>,
    _: WriteTeam,
    Path(id): Path<UserId>,
) -> Result<Json<Member>> {
    Ok(Json(super::get(&context.pool, id).await?))
}

/// Adds a member without an invitation
#[utoipa::path(post, path = "/users", tag = "team", request_body = CreateMember, responses(
    (status = 201, body = Member),
    (status = 409, body = Problem, description = "The address is a member's, or the team is full"),
))]
async fn create(
    State(context): State<Context>,
    Proven(WriteTeam(caller)): Proven<WriteTeam>,
    JsonBody(new): JsonBody<CreateMember>,
) -> Result<(StatusCode, Json<Member>)> {
    let new = NewUser::parse(&new.email, &new.name, new.role, new.password)?.hash().await?;
    let user = super::add(&context, new, caller.did(Action::UserAdded)).await?;
    Ok((StatusCode::CREATED, Json(super::get(&context.pool, user.id).await?)))
}

/// Changes a member's name or role, or whether they can sign in
#[utoipa::path(patch, path = "/users/{id}", tag = "team", params(("id" = UserId, Path)), request_body = UpdateMember, responses(
    (status = 200, body = Member),
    (status = 403, body = Problem, description = "A fresh proof is needed, of a change of the role"),
    (status = 409, body = Problem, description = "It is the last Owner, or the team is full"),
))]
async fn update(
    State(context): State<Context>,
    WriteTeam(caller): WriteTeam,
    Path(id): Path<UserId>,
    JsonBody(update): JsonBody<UpdateMember>,
) -> Result<Json<Member>> {
    if update.role.is_some() {
        caller.require_fresh_proof(&context).await?;
    }
    Ok(Json(super::update(&context, &caller, id, update).await?))
}

/// Removes a member
#[utoipa::path(delete, path = "/users/{id}", tag = "team", params(("id" = UserId, Path)), responses(
    (status = 204),
    (status = 409, body = Problem, description = "It is the last Owner"),
))]
async fn remove(
    State(context): State<Context>,
    WriteTeam(caller): WriteTeam,
    Path(id): Path<UserId>,
) -> Result<StatusCode> {
    super::remove(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a link for a new password, which makes an earlier one useless
#[utoipa::path(post, path = "/users/{id}/password-reset", tag = "team", params(("id" = UserId, Path)), responses(
    (status = 201, body = PasswordResetLink),
))]
async fn create_password_reset(
    State(context): State<Context>,
    Proven(WriteTeam(caller)): Proven<WriteTeam>,
    Path(id): Path<UserId>,
) -> Result<(StatusCode, Json<PasswordResetLink>)> {
    let link = password_resets::create(&context, &caller, id).await?;
    Ok((StatusCode::CREATED, Json(link)))
}

/// Ends all sessions of a member
#[utoipa::path(delete, path = "/users/{id}/sessions", tag = "team", params(("id" = UserId, Path)), responses(
    (status = 204),
))]
async fn end_sessions(
    State(context): State<Context>,
    WriteTeam(caller): WriteTeam,
    Path(id): Path<UserId>,
) -> Result<StatusCode> {
    super::end_sessions(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes all second factors of a member away
#[utoipa::path(delete, path = "/users/{id}/second-factor", tag = "team", params(("id" = UserId, Path)), responses(
    (status = 204),
))]
async fn remove_second_factor(
    State(context): State<Context>,
    Proven(WriteTeam(caller)): Proven<WriteTeam>,
    Path(id): Path<UserId>,
) -> Result<StatusCode> {
    super::remove_second_factor(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invitations that nobody has accepted yet, the latest first
#[utoipa::path(get, path = "/invitations", tag = "team", params(Paging), responses(
    (status = 200, body = Page<Invitation>),
))]
async fn list_invitations(
    State(context): State<Context>,
    _: WriteTeam,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Invitation>>> {
    let (limit, cursor) = (paging.limit()?, paging.cursor()?);
    Ok(Json(invitations::list(&context, cursor, limit).await?))
}

/// Invites somebody
#[utoipa::path(post, path = "/invitations", tag = "team", request_body = CreateInvitation, responses(
    (status = 201, body = InvitationLink),
    (status = 409, body = Problem, description = "The address is a member's or invited, or the team is full"),
))]
async fn create_invitation(
    State(context): State<Context>,
    Proven(WriteTeam(caller)): Proven<WriteTeam>,
    JsonBody(new): JsonBody<CreateInvitation>,
) -> Result<(StatusCode, Json<InvitationLink>)> {
    let (invitation, url) = invitations::create(&context, &caller, new).await?;
    Ok((StatusCode::CREATED, Json(InvitationLink { invitation, url })))
}

/// Makes a new link for an invitation, which makes the old one useless
#[utoipa::path(post, path = "/invitations/{id}/resend", tag = "team", params(("id" = InvitationId, Path)), responses(
    (status = 200, body = InvitationLink),
    (status = 409, body = Problem, description = "The team is full"),
))]
async fn resend_invitation(
    State(context): State<Context>,
    Proven(WriteTeam(caller)): Proven<WriteTeam>,
    Path(id): Path<InvitationId>,
) -> Result<Json<InvitationLink>> {
    let (invitation, url) = invitations::resend(&context, &caller, id).await?;
    Ok(Json(InvitationLink { invitation, url }))
}

/// Takes an invitation back
#[utoipa::path(delete, path = "/invitations/{id}", tag = "team", params(("id" = InvitationId, Path)), responses(
    (status = 204),
))]
async fn revoke_invitation(
    State(context): State<Context>,
    WriteTeam(caller): WriteTeam,
    Path(id): Path<InvitationId>,
) -> Result<StatusCode> {
    invitations::revoke(&context, &caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The team's size and settings
#[utoipa::path(get, path = "/team", tag = "team", responses((status = 200, body = Team)))]
async fn get_team(State(context): State<Context>, _: WriteTeam) -> Result<Json<Team>> {
    Ok(Json(team::get(&context).await?))
}

/// Changes the team's settings
#[utoipa::path(patch, path = "/team", tag = "team", request_body = UpdateTeam, responses(
    (status = 200, body = Team),
    (status = 409, body = Problem, description = "The caller would be held up too"),
))]
async fn update_team(
    State(context): State<Context>,
    Proven(WriteTeam(caller)): Proven<WriteTeam>,
    JsonBody(update): JsonBody<UpdateTeam>,
) -> Result<Json<Team>> {
    Ok(Json(team::update(&context, &caller, update).await?))
}
