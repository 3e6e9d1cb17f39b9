//! Who is using the code of a message.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::finding;
use super::message::{Claimer, Message};
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::Result;
use crate::id::MessageId;
use crate::messages;

/// Who uses the code of a message; nothing that is in it, which a key that only claims may not read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Claim {
    /// The message.
    pub id: MessageId,
    /// Who is using the code.
    #[schema(required)]
    pub claimed_by: Option<Claimer>,
    /// Since when.
    #[schema(required)]
    pub claimed_at: Option<DateTime<Utc>>,
}

/// Says that the caller is using the code, or no longer is; open pages hear of it.
///
/// A claim is advice: it can be taken over.
pub async fn set(
    context: &Context,
    caller: &Caller,
    id: MessageId,
    is_claimed: bool,
) -> Result<Claim> {
    let message = finding::get(context, caller, id).await?;
    let mut transaction = context.pool.begin().await?;
    let claim = is_claimed.then(|| (caller.user_id, context.clock.now()));
    messages::set_claim(&mut transaction, id, claim).await?;
    let action = if is_claimed { Action::MessageClaimed } else { Action::MessageReleased };
    let entry = caller.did(action).on("message", id, &message.number.phone_number);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    let Message { id, claimed_by, claimed_at, .. } = finding::get(context, caller, id).await?;
    Ok(Claim { id, claimed_by, claimed_at })
}
