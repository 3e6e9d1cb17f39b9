//! Invitations: a link that makes somebody a member, once.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::sql;
use crate::accounts::{
    EmailAddress, HashedUser, NewUser, User, add_user, members, parse_email, sql as users,
};
use crate::audit::{self, Action, Actor, Entry};
use crate::auth::sessions::{self, SignIn, Tokens};
use crate::auth::{Caller, Role};
use crate::context::Context;
use crate::error::{Error, OnConstraint, Result};
use crate::http::pagination::Page;
use crate::id::{InvitationId, NumberId, UserId};
use crate::numbers::NumberRef;
use crate::numbers::members::{NumberRole, grant};
use crate::origin::Origin;
use crate::random;
use crate::secrets::token_hash;

/// How long a link is valid.
pub const LIFETIME: TimeDelta = TimeDelta::days(7);

/// Numbers of one invitation.
pub const MOST_NUMBERS: usize = 100;

/// An invitation that nobody has accepted yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invitation {
    pub id: InvitationId,
    /// Who is invited.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// Who invited them; null: somebody who is gone.
    #[schema(required)]
    pub invited_by: Option<Inviter>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When the link stops working.
    pub expires_at: DateTime<Utc>,
    /// When the link was last e-mailed.
    #[schema(required)]
    pub emailed_at: Option<DateTime<Utc>>,
    /// Whether the link has stopped working.
    pub is_expired: bool,
    /// The numbers that they get a role of their own on when they join.
    pub numbers: Vec<NumberRef>,
}

/// Who invited somebody.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Inviter {
    /// The member.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

/// Who is to be invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateInvitation {
    /// Their e-mail address.
    pub email: String,
    /// What they will be.
    pub role: Role,
    /// Numbers that they get the same role on when they join, beside those that are open to the team:
    /// at most 100, and none for roles that read all numbers or none.
    #[serde(default)]
    pub number_ids: Vec<NumberId>,
}

/// What somebody with a link may know before accepting it.
#[derive(Debug, Serialize, ToSchema)]
pub struct InvitationOffer {
    /// The address that they will sign in with.
    pub email: String,
    /// What they will be.
    pub role: Role,
}

/// Invitations that nobody has accepted yet, the latest first.
pub async fn list(context: &Context, cursor: Option<Uuid>, limit: i64) -> Result<Page<Invitation>> {
    let now = context.clock.now();
    let found = sql::list_invitations(&context.pool, None, cursor, limit + 1, now).await?;
    Ok(Page::new(found, limit, |invitation| invitation.id.to_string()))
}

/// Invites somebody; the link is told this once, and e-mailed where that is set up.
pub async fn create(
    context: &Context,
    caller: &Caller,
    new: CreateInvitation,
) -> Result<(Invitation, String)> {
    let email = parse_email(&new.email)?;
    check_numbers(&new)?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    members::check_room(&mut transaction, context.config.max_members, now).await?;
    if users::is_member(&mut *transaction, &email.to_string()).await? {
        return Err(Error::Conflict(say!("There is a member with this e-mail address already.")));
    }
    let id = InvitationId::new(now);
    let token = random::token();
    let hash = token_hash(token.expose_secret());
    let row = sql::NewInvitation { id, email: &email, role: new.role, hash: &hash };
    sql::insert_invitation(&mut *transaction, row, caller.user_id, now, now + LIFETIME)
        .await
        .on_constraint("invitations_email_key", || {
            let text =
                say!("There is an invitation for this e-mail address already; send it again.");
            Error::Conflict(text)
        })?;
    let found = sql::insert_numbers(&mut *transaction, id, &new.number_ids).await?;
    if new.number_ids.iter().any(|id| !found.contains(id)) {
        return Err(Error::invalid("number_ids", say!("names no number")));
    }
    let mut detail = json!({ "role": new.role });
    if !found.is_empty() {
        detail["number_ids"] = json!(found);
    }
    let entry =
        caller.did(Action::InvitationCreated).on("invitation", id, &email.to_string()).with(detail);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    deliver(context, caller, id, &email, &token).await
}

/// Makes a new link, which makes the old one useless.
pub async fn resend(
    context: &Context,
    caller: &Caller,
    id: InvitationId,
) -> Result<(Invitation, String)> {
    let now = context.clock.now();
    let token = random::token();
    let hash = token_hash(token.expose_secret());
    let mut transaction = context.pool.begin().await?;
    let invitation = sql::find_invitation(&mut *transaction, id, now).await?;
    let invitation = invitation.ok_or_else(|| not_found!("invitation"))?;
    if invitation.is_expired {
        members::check_room(&mut transaction, context.config.max_members, now).await?;
    }
    let is_there = sql::renew_invitation(&mut *transaction, id, &hash, now + LIFETIME).await?;
    if !is_there {
        return Err(not_found!("invitation"));
    }
    let entry = caller.did(Action::InvitationResent).on("invitation", id, &invitation.email);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    deliver(context, caller, id, &parse_email(&invitation.email)?, &token).await
}

/// Takes an invitation back.
pub async fn revoke(context: &Context, caller: &Caller, id: InvitationId) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    let email = sql::delete_invitation(&mut *transaction, id).await?;
    let email = email.ok_or_else(|| not_found!("invitation"))?;
    let entry = caller.did(Action::InvitationRevoked).on("invitation", id, &email);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// What a valid link offers.
pub async fn look_up(context: &Context, token: &SecretString) -> Result<InvitationOffer> {
    let hash = token_hash(token.expose_secret());
    let found = sql::find_invitation_by_token(&context.pool, &hash, context.clock.now()).await?;
    found.map(|(email, role)| InvitationOffer { email, role }).ok_or_else(gone)
}

/// Makes the invited person a member and signs them in.
pub async fn accept(
    context: &Context,
    token: &SecretString,
    name: &str,
    password: SecretString,
    origin: &Origin,
) -> Result<(User, Tokens)> {
    let offer = look_up(context, token).await?;
    let new = NewUser::parse(&offer.email, name, offer.role, password)?.hash().await?;
    let hash = token_hash(token.expose_secret());
    let mut transaction = context.pool.begin().await?;
    members::lock_team(&mut *transaction).await?;
    // The locked row lets of two requests with the same link only one through.
    let taken = sql::lock_invitation(&mut *transaction, &hash, context.clock.now()).await?;
    let (id, role) = taken.ok_or_else(gone)?;
    let user = add_user(&mut transaction, &context.clock, HashedUser { role, ..new }).await?;
    let did = |action| Entry::new(Actor::user(user.id, &user.name), Some(origin), action);
    let mut entries = vec![
        did(Action::InvitationAccepted)
            .on("invitation", id, &user.email)
            .with(json!({ "user_id": user.id, "role": user.role })),
    ];
    if let Some(role) = NumberRole::of(user.role) {
        for number_id in sql::lock_numbers(&mut *transaction, id).await? {
            let (clock, entry) = (&context.clock, did(Action::NumberMemberSet));
            let granted = grant(&mut transaction, clock, number_id, user.id, role, entry);
            entries.push(granted.await?);
        }
    }
    sql::delete_invitation(&mut *transaction, id).await?;
    audit::record(context, &mut transaction, &entries).await?;
    let sign_in = SignIn {
        user_id: user.id,
        name: &user.name,
        role: user.role,
        origin,
        method: "invitation",
        has_second_factor: false,
    };
    let tokens = sessions::begin(&mut transaction, context, sign_in).await?;
    transaction.commit().await?;
    Ok((user, tokens))
}

/// The invitation and its link, which is e-mailed where that is set up. A mail server that refuses
/// is no reason to fail: the link can be handed over.
async fn deliver(
    context: &Context,
    caller: &Caller,
    id: InvitationId,
    email: &EmailAddress,
    token: &SecretString,
) -> Result<(Invitation, String)> {
    let url = format!("{}/invitation#token={}", context.public_url, token.expose_secret());
    let now = context.clock.now();
    if let Some(mailer) = &context.mailer {
        let text = format!(
            "{} invites you to the team's inbox for one-time codes.\n\n\
             Open this link within 7 days to choose a password:\n\n{url}\n\n\
             It works once. If you did not expect it, do nothing.\n",
            caller.name
        );
        let subject = format!("{} invites you to Codebell", caller.name);
        match mailer.send(&email.to_string(), &subject, text).await {
            Ok(()) => sql::mark_emailed(&context.pool, id, now).await?,
            Err(error) => tracing::warn!(%error, "an invitation could not be e-mailed"),
        }
    }
    let invitation = sql::find_invitation(&context.pool, id, now).await?;
    Ok((invitation.ok_or_else(|| not_found!("invitation"))?, url))
}

/// Refuses numbers for a role that gains nothing by them, and more than an invitation takes.
fn check_numbers(new: &CreateInvitation) -> Result<()> {
    if new.number_ids.len() > MOST_NUMBERS {
        let rule = say!("must have at most {most}", most = MOST_NUMBERS);
        return Err(Error::invalid("number_ids", rule));
    }
    if !new.number_ids.is_empty() && NumberRole::of(new.role).is_none() {
        let rule = say!("must be empty: a role on single numbers is for Viewers and Managers");
        return Err(Error::invalid("number_ids", rule));
    }
    Ok(())
}

fn gone() -> Error {
    let text = say!("The invitation is used, expired or taken back; ask for a new one.");
    Error::NotFound(text)
}
