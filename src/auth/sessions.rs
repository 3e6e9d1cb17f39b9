//! Sessions: a signed-in browser, kept alive by a refresh token that changes at each use.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::json;
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;

use super::{Caller, Myself, Role, sql, token};
use crate::audit::{self, Action, Actor, Entry};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::{SessionId, UserId};
use crate::origin::Origin;
use crate::random;
use crate::secrets::token_hash;

/// A session as its user sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Session {
    pub id: SessionId,
    /// When the user signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
    /// Where it was last refreshed from.
    #[schema(required)]
    pub address: Option<String>,
    /// What the browser calls itself.
    #[schema(required)]
    pub user_agent: Option<String>,
    /// When a second factor was shown in it.
    #[schema(required)]
    pub mfa_verified_at: Option<DateTime<Utc>>,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// The two tokens of a session.
pub struct Tokens {
    pub session_id: SessionId,
    /// The JWT for the API.
    pub access: String,
    /// What the next refresh needs, once.
    pub refresh: SecretString,
    /// When the session ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
}

/// Somebody who has proved who they are.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    pub user_id: UserId,
    /// Their name.
    pub name: &'a str,
    /// Their role.
    pub role: Role,
    /// Where they come from.
    pub origin: &'a Origin,
    /// How, for the log: "password", "invitation", "totp", …
    pub method: &'static str,
    /// Whether that was with a second factor.
    pub has_second_factor: bool,
}

/// Begins a session in the transaction of `connection`, as its last statement.
pub async fn begin(
    connection: &mut PgConnection,
    context: &Context,
    sign_in: SignIn<'_>,
) -> Result<Tokens> {
    let now = context.clock.now();
    let id = SessionId::new(now);
    let expires_at = end_of(context, now, now);
    sql::insert_session(&mut *connection, id, &sign_in, now, expires_at).await?;
    let tokens = issue(connection, context, id, sign_in.user_id, sign_in.role, expires_at).await?;
    let actor = Actor::user(sign_in.user_id, sign_in.name);
    let entry = Entry::new(actor, Some(sign_in.origin), Action::SessionStarted)
        .on("session", id, sign_in.name)
        .with(json!({ "method": sign_in.method }));
    audit::record(context, connection, &[entry]).await?;
    Ok(tokens)
}

/// Exchanges a refresh token for the next one. One that was used before was stolen, by whoever
/// came first or second: the whole session ends.
pub async fn refresh(
    context: &Context,
    refresh_token: &str,
    origin: &Origin,
) -> Result<(UserId, Tokens)> {
    let now = context.clock.now();
    let hash = token_hash(refresh_token);
    let mut transaction = context.pool.begin().await?;
    let Some(found) = sql::lock_refresh_token(&mut *transaction, &hash, now).await? else {
        return Err(ended());
    };
    if found.is_used {
        end(&mut transaction, &[found.session_id], now).await?;
        let entry = Entry::new(Actor::nobody(), Some(origin), Action::SessionReused)
            .on("session", found.session_id, &found.name)
            .with(json!({ "user_id": found.user_id }));
        audit::record(context, &mut transaction, &[entry]).await?;
        transaction.commit().await?;
        tracing::warn!(session_id = %found.session_id, "a refresh token was used twice; its session was ended");
        return Err(ended());
    }
    let expires_at = end_of(context, found.began_at, now);
    if expires_at <= now {
        // It began under a setting that let it last longer.
        end(&mut transaction, &[found.session_id], now).await?;
        transaction.commit().await?;
        return Err(ended());
    }
    sql::mark_refresh_token_used(&mut *transaction, &hash, now).await?;
    sql::extend_session(&mut *transaction, found.session_id, origin, now, expires_at).await?;
    let (session_id, user_id) = (found.session_id, found.user_id);
    let tokens =
        issue(&mut transaction, context, session_id, user_id, found.role, expires_at).await?;
    transaction.commit().await?;
    Ok((found.user_id, tokens))
}

/// Ends the session of a refresh token, if it has one.
pub async fn end_by_refresh_token(
    context: &Context,
    refresh_token: &str,
    origin: &Origin,
) -> Result<()> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let found = sql::lock_refresh_token(&mut *transaction, &token_hash(refresh_token), now).await?;
    if let Some(found) = found {
        end(&mut transaction, &[found.session_id], now).await?;
        let entry =
            Entry::new(Actor::user(found.user_id, &found.name), Some(origin), Action::SessionEnded)
                .on("session", found.session_id, &found.name);
        audit::record(context, &mut transaction, &[entry]).await?;
    }
    Ok(transaction.commit().await?)
}

/// A user's live sessions, the latest first.
pub async fn list(
    pool: &PgPool,
    user_id: UserId,
    current: SessionId,
    now: DateTime<Utc>,
) -> Result<Vec<Session>> {
    Ok(sql::list_sessions(pool, user_id, current, now).await?)
}

/// Ends sessions of a user in the transaction of `connection`: one, or all but one; the ended ones.
pub async fn end_of_user(
    connection: &mut PgConnection,
    user_id: UserId,
    which: Which,
    now: DateTime<Utc>,
) -> Result<Vec<SessionId>> {
    let (only, except) = match which {
        Which::One(id) => (Some(id), None),
        Which::AllBut(id) => (None, id),
    };
    let ids = sql::list_live_ids(&mut *connection, user_id, only, except, now).await?;
    end(&mut *connection, &ids, now).await?;
    // Their programs may have lost what they listen to.
    notify::publish(connection, Topic::AccessUpdated, &[user_id.into()]).await?;
    Ok(ids)
}

/// Ends sessions of a user as the caller's doing, in the transaction of `connection` and as its last
/// statement; how many. The user comes with the name that the log shows.
pub async fn end_by(
    connection: &mut PgConnection,
    context: &Context,
    caller: &Caller,
    (user_id, name): (UserId, &str),
    which: Which,
) -> Result<usize> {
    let ended = end_of_user(&mut *connection, user_id, which, context.clock.now()).await?;
    let entry = |id: &SessionId| caller.did(Action::SessionEnded).on("session", *id, name);
    let entries: Vec<Entry> = ended.iter().map(entry).collect();
    audit::record(context, connection, &entries).await?;
    Ok(ended.len())
}

/// Ends sessions of the caller's own; how many.
pub async fn end_own(context: &Context, myself: &Myself, which: Which) -> Result<usize> {
    let caller = &myself.caller;
    let mut transaction = context.pool.begin().await?;
    let whose = (caller.user_id, caller.name.as_str());
    let ended = end_by(&mut transaction, context, caller, whose, which).await?;
    transaction.commit().await?;
    Ok(ended)
}

/// Which of a user's sessions.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// This one.
    One(SessionId),
    /// All, with an exception where there is one.
    AllBut(Option<SessionId>),
}

/// Writes down that a second factor was shown in a session.
pub async fn mark_verified(
    connection: &mut PgConnection,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    Ok(sql::mark_mfa_verified(connection, id, now).await?)
}

/// Writes down that somebody proved in a session that it is them.
pub async fn mark_proven(
    connection: &mut PgConnection,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<()> {
    Ok(sql::mark_proven(connection, id, now).await?)
}

/// Forgets that a second factor was shown in a user's sessions: there is none any more.
pub async fn clear_verified(connection: &mut PgConnection, user_id: UserId) -> Result<()> {
    sql::clear_mfa_verified(&mut *connection, user_id).await?;
    Ok(notify::publish(connection, Topic::AccessUpdated, &[user_id.into()]).await?)
}

async fn end(connection: &mut PgConnection, ids: &[SessionId], now: DateTime<Utc>) -> Result<()> {
    sql::end_sessions(&mut *connection, ids, now).await?;
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| (*id).into()).collect();
    Ok(notify::publish(connection, Topic::SessionRevoked, &ids).await?)
}

async fn issue(
    connection: &mut PgConnection,
    context: &Context,
    session_id: SessionId,
    user_id: UserId,
    role: Role,
    expires_at: DateTime<Utc>,
) -> Result<Tokens> {
    let refresh = random::token();
    let hash = token_hash(refresh.expose_secret());
    sql::insert_refresh_token(connection, &hash, session_id, context.clock.now()).await?;
    let access = token::issue(&context.keys, &context.clock, user_id, role, session_id)
        .map_err(Error::internal)?;
    Ok(Tokens { session_id, access, refresh, expires_at })
}

/// When a session that is used now ends unless it is used again.
fn end_of(context: &Context, began_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let idle = TimeDelta::days(context.config.session_idle_days.into());
    let longest = TimeDelta::days(context.config.session_max_days.into());
    (now + idle).min(began_at + longest)
}

fn ended() -> Error {
    Error::Unauthorized(say!("The session has ended; sign in again."))
}
