//! Who is asking and what they may do: roles, permissions, access tokens, sessions, keys for
//! programs.
//!
//! Never decides what a thing looks like or where it is stored.

pub mod api_keys;
mod caller;
mod demands;
pub mod http;
mod permission;
mod proof;
mod role;
pub mod sessions;
mod sql;
pub mod token;

pub use caller::{Caller, Credential, Myself, Reader};
pub use permission::{
    Capability, ClaimMessages, CopyMessages, CountAttempts, HandleNotices, HandleSends, ReadAudit,
    ReadBilling, ReadChannels, ReadMessages, ReadSources, SendCodes, WriteApiKeys, WriteChannels,
    WriteCodeRules, WriteGateways, WriteNumbers, WriteSources, WriteTeam,
};
pub use proof::Proven;
pub use role::Role;
pub use sql::role as stored_role;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::origin::Origin;

/// The caller behind an access token whose session lives, or behind a key that is valid from there;
/// in both cases the member may not be disabled.
///
/// The role is the database's, so that a demotion works at once.
pub async fn authenticate(
    context: &Context,
    token: &str,
    origin: Option<Origin>,
) -> Result<Caller> {
    let caller = if token.starts_with(api_keys::PREFIX) {
        api_keys::find_caller(context, token, origin.as_ref()).await?
    } else {
        let claims = token::verify(&context.keys, &context.clock, token).ok_or_else(refused)?;
        sql::find_caller(&context.pool, claims.sid, context.clock.now())
            .await?
            .filter(|caller| caller.user_id == claims.sub)
    };
    Ok(Caller { origin, ..caller.ok_or_else(refused)? })
}

/// A session's caller as they are now; `None` when the session has ended.
pub async fn find_caller(context: &Context, id: crate::id::SessionId) -> Result<Option<Caller>> {
    Ok(sql::find_caller(&context.pool, id, context.clock.now()).await?)
}

/// A caller as they are now; `None` when their session has ended, or their key is worth nothing any more.
pub async fn renew(context: &Context, caller: &Caller) -> Result<Option<Caller>> {
    match &caller.credential {
        Credential::Session(id) => find_caller(context, *id).await,
        Credential::ApiKey { id, .. } => {
            api_keys::renew(context, *id, caller.origin.as_ref()).await
        }
        Credential::CommandLine => Ok(None),
    }
}

/// Whoever has the command line, on behalf of the member with this address, or of the Owner who has been
/// there longest; `None` where there is no such one.
pub async fn find_operator(context: &Context, email: Option<&str>) -> Result<Option<Caller>> {
    let roles = Role::names_with(Capability::WriteTeam);
    Ok(sql::find_operator(&context.pool, email, &roles).await?)
}

fn refused() -> Error {
    Error::Unauthorized(say!(
        "The access token or key is missing, expired or no longer valid; sign in again."
    ))
}
