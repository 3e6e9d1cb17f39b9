//! Sessions: a signed-in browser, kept alive by a refresh token that changes at each use.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sqlx::{PgConnection, PgPool};
use utoipa::ToSchema;

use super::{Role, sql, token};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::{SessionId, UserId};
use crate::random;
use crate::secrets::token_hash;

/// How long a session lives after its last refresh.
pub const LIFETIME: TimeDelta = TimeDelta::days(30);

/// A session as its user sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// When the user signed in.
    pub created_at: DateTime<Utc>,
    /// When it was last refreshed.
    pub last_used_at: DateTime<Utc>,
    /// When it ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
}

/// The two tokens of a session.
pub struct Tokens {
    /// The JWT for the API.
    pub access: String,
    /// What the next refresh needs, once.
    pub refresh: SecretString,
}

/// Begins a session in the transaction of `connection`.
pub async fn begin(
    connection: &mut PgConnection,
    context: &Context,
    user_id: UserId,
    role: Role,
) -> Result<Tokens> {
    let now = context.clock.now();
    let id = SessionId::new(now);
    sql::insert_session(&mut *connection, id, user_id, now, now + LIFETIME).await?;
    issue(connection, context, id, user_id, role).await
}

/// Exchanges a refresh token for the next one. One that was used before was stolen, by whoever
/// came first or second: the whole session ends.
pub async fn refresh(context: &Context, refresh_token: &str) -> Result<(UserId, Tokens)> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let found = sql::lock_refresh_token(&mut *transaction, &token_hash(refresh_token), now).await?;
    let Some(found) = found else {
        return Err(ended());
    };
    if found.is_used {
        end(&mut transaction, found.session_id, now).await?;
        transaction.commit().await?;
        tracing::warn!(session_id = %found.session_id, "a refresh token was used twice; its session was ended");
        return Err(ended());
    }
    sql::mark_refresh_token_used(&mut *transaction, &token_hash(refresh_token), now).await?;
    sql::extend_session(&mut *transaction, found.session_id, now, now + LIFETIME).await?;
    let tokens =
        issue(&mut transaction, context, found.session_id, found.user_id, found.role).await?;
    transaction.commit().await?;
    Ok((found.user_id, tokens))
}

/// Ends the session of a refresh token, if it has one.
pub async fn end_by_refresh_token(context: &Context, refresh_token: &str) -> Result<()> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let found = sql::lock_refresh_token(&mut *transaction, &token_hash(refresh_token), now).await?;
    if let Some(found) = found {
        end(&mut transaction, found.session_id, now).await?;
    }
    Ok(transaction.commit().await?)
}

/// The session with this id.
pub async fn get(pool: &PgPool, id: SessionId) -> Result<Session> {
    Ok(sql::get_session(pool, id).await?)
}

async fn end(connection: &mut PgConnection, id: SessionId, now: DateTime<Utc>) -> Result<()> {
    sql::end_session(&mut *connection, id, now).await?;
    Ok(notify::publish(connection, Topic::SessionRevoked, &[id.into()]).await?)
}

async fn issue(
    connection: &mut PgConnection,
    context: &Context,
    session_id: SessionId,
    user_id: UserId,
    role: Role,
) -> Result<Tokens> {
    let refresh = random::token();
    let hash = token_hash(refresh.expose_secret());
    sql::insert_refresh_token(connection, &hash, session_id, context.clock.now()).await?;
    let access = token::issue(&context.keys, &context.clock, user_id, role, session_id)
        .map_err(Error::internal)?;
    Ok(Tokens { access, refresh })
}

fn ended() -> Error {
    Error::Unauthorized("The session has ended; sign in again.".into())
}
