//! A chain that does not end as Codebell sealed it is left as it was found: nothing is added to it,
//! and another begins with an entry that names it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::chain::{self, Head, Row};
use super::sql::{self, Stored};
use super::{Action, Actor, Entry};
use crate::secrets::Keyring;

/// Its end has no seal, though something was written.
pub const UNSEALED: &str = "the seal over its end was taken away";
/// Its end has a wrong seal.
pub const FORGED: &str = "the seal over its end is not this installation's: rows were written anew, or CODEBELL_SECRET_KEY changed";

/// What is wrong with the seal over the end of the chain.
pub async fn fault(
    connection: &mut PgConnection,
    keys: &Keyring,
    stored: &Stored,
) -> Result<Option<&'static str>, sqlx::Error> {
    Ok(match &stored.seal {
        Some(seal) if chain::is_sealed(keys, &stored.head, seal) => None,
        Some(_) => Some(FORGED),
        None if stored.head == Head::empty() && sql::is_unused(connection).await? => None,
        None => Some(UNSEALED),
    })
}

/// The first row of another chain. It names the one that is left, how its end was found and what is
/// wrong with it.
pub async fn open(
    connection: &mut PgConnection,
    keys: &Keyring,
    now: DateTime<Utc>,
    found: &Head,
    reason: &'static str,
) -> Result<Row, sqlx::Error> {
    tracing::error!(
        chain = found.chain,
        seq = found.seq,
        reason,
        "the audit log was changed; run: codebell audit verify"
    );
    metrics::counter!("codebell_audit_breaks_total").increment(1);
    let mut details = named(found);
    details["reason"] = json!(reason);
    let entry = Entry::new(Actor::system(), None, Action::AuditBroken).with(details);
    first(connection, keys, now, found, &entry).await
}

/// The first row of the chain after one that was sealed with a key that is lost; it names that.
pub async fn replace(
    connection: &mut PgConnection,
    keys: &Keyring,
    now: DateTime<Utc>,
    found: &Head,
) -> Result<Row, sqlx::Error> {
    let entry = Entry::new(Actor::command_line(), None, Action::SecretKeyReset);
    first(connection, keys, now, found, &entry.with(named(found))).await
}

/// A chain that is left, by its end.
fn named(found: &Head) -> Value {
    json!({ "chain": found.chain, "seq": found.seq, "hash": hex::encode(&found.hash) })
}

async fn first(
    connection: &mut PgConnection,
    keys: &Keyring,
    now: DateTime<Utc>,
    found: &Head,
    entry: &Entry,
) -> Result<Row, sqlx::Error> {
    let (last, chain) = sql::get_last(connection).await?;
    // Numbers that were given once are not given again.
    let before = Head {
        chain: chain.max(found.chain).saturating_add(1),
        seq: last.max(found.seq),
        hash: found.hash.clone(),
    };
    Ok(Row::new(keys, entry, &before, now))
}
