//! Receipts: what gateways tell later of what they took.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::gateways::kinds::told_of_by;
use super::gateways::outcome::LONGEST_ID;
use super::{Receipt, SendEvent, sql};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::Result;
use crate::id::new_v7;

/// Takes a receipt that a provider's source brings, for a message that a gateway knows by an id; whether
/// it is about something that was sent here. One that comes before the answer to the send waits for it.
pub async fn receive(
    context: &Context,
    provider: &str,
    message_id: &str,
    receipt: Receipt,
) -> Result<bool> {
    if message_id.is_empty() || message_id.len() > LONGEST_ID || message_id.contains('\0') {
        return Ok(false);
    }
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    lock(&mut transaction, provider, message_id).await?;
    let is_known = apply(&mut transaction, provider, message_id, receipt, now).await?;
    if !is_known {
        sql::insert_early_receipt(&mut *transaction, provider, message_id, receipt, now).await?;
    }
    transaction.commit().await?;
    Ok(is_known)
}

/// Applies the receipts that came before the answer, which names the message only now.
pub(super) async fn apply_early(
    connection: &mut PgConnection,
    provider: &str,
    message_id: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    lock(&mut *connection, provider, message_id).await?;
    let early = sql::take_early_receipts(&mut *connection, provider, message_id).await?;
    for (receipt, _) in early {
        apply(&mut *connection, provider, message_id, receipt, now).await?;
    }
    Ok(())
}

/// Keeps a receipt and the answer that names its message from passing each other unseen.
async fn lock(
    connection: &mut PgConnection,
    provider: &str,
    message_id: &str,
) -> Result<(), sqlx::Error> {
    sql::lock(connection, format!("{provider}\0{message_id}").as_bytes()).await
}

async fn apply(
    connection: &mut PgConnection,
    provider: &str,
    message_id: &str,
    receipt: Receipt,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let found = sql::lock_by_message(&mut *connection, &told_of_by(provider), message_id).await?;
    let Some((id, before)) = found else { return Ok(false) };
    let after = before.after(receipt);
    if after != before {
        sql::update_status(&mut *connection, id, after, now).await?;
        let event = SendEvent {
            event: "receipt".to_owned(),
            gateway: None,
            result: receipt.as_str().to_owned(),
            detail: None,
            answer_status: None,
            duration_ms: None,
            at: now,
        };
        sql::insert_event(&mut *connection, new_v7(now), id, &event).await?;
        notify::publish(connection, Topic::SendUpdated, &[id.into()]).await?;
    }
    Ok(true)
}
