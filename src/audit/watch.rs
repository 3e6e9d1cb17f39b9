//! Looks at the chain while the server runs: what was changed shows without waiting for the next
//! entry, and what was set back to an earlier copy shows to whoever has seen the later one.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{PgConnection, PgPool};

use super::chain::{self, Head, Proof};
use super::head::SignedHead;
use super::quarantine;
use super::sql::{self, Stored};
use crate::error::{Error, Result};
use crate::secrets::Keyring;

const MISPLACED: &str = "rows at its end are missing, were put in or are others";
const SET_BACK: &str = "it was set back while Codebell ran";

/// What this process has seen of the chain.
#[derive(Default)]
pub struct Watch {
    seen: Option<Head>,
}

/// A chain that was left, as the first entry of the next one tells it.
pub struct Break {
    /// The first entry of the next chain.
    pub seq: i64,
    /// When that was written.
    pub at: DateTime<Utc>,
    /// Its hash, which no other entry has.
    pub hash: String,
    /// How the chain was found.
    pub found: Found,
}

/// How a chain was found that was left.
#[derive(Deserialize)]
pub struct Found {
    /// Which one.
    pub chain: i32,
    /// Where it ended.
    pub seq: i64,
    /// What is wrong with it.
    pub reason: String,
}

impl Watch {
    /// The end of the chain now, signed. One that is not as it was written is left for another.
    pub async fn look(
        &mut self,
        pool: &PgPool,
        keys: &Keyring,
        now: DateTime<Utc>,
    ) -> Result<SignedHead> {
        let mut snapshot =
            pool.begin_with("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        let stored = sql::find_head(&mut *snapshot).await?;
        let is_whole = match &stored {
            Some(stored) => self.fault(&mut snapshot, keys, stored).await?.is_none(),
            None => false,
        };
        snapshot.rollback().await?;
        let head = match stored {
            Some(stored) if is_whole => stored.head,
            _ => self.leave(pool, keys, now).await?,
        };
        self.seen = Some(head.clone());
        Ok(SignedHead::new(keys, &head, now))
    }

    /// Looks again with the chain held, and begins another one if it still is not as it was written.
    async fn leave(&self, pool: &PgPool, keys: &Keyring, now: DateTime<Utc>) -> Result<Head> {
        let mut transaction = pool.begin().await?;
        let stored = sql::lock_head(&mut transaction).await?;
        let Some(reason) = self.fault(&mut transaction, keys, &stored).await? else {
            return Ok(stored.head);
        };
        let first = quarantine::open(&mut transaction, keys, now, &stored.head, reason).await?;
        let head = first.head();
        sql::append(&mut *transaction, &[first], &head, &chain::seal(keys, &head)).await?;
        transaction.commit().await?;
        Ok(head)
    }

    async fn fault(
        &self,
        connection: &mut PgConnection,
        keys: &Keyring,
        stored: &Stored,
    ) -> Result<Option<&'static str>, sqlx::Error> {
        if let Some(reason) = quarantine::fault(&mut *connection, keys, stored).await? {
            return Ok(Some(reason));
        }
        let head = &stored.head;
        // Of a chain that was left meanwhile another node has told.
        let seen = self.seen.as_ref().filter(|seen| seen.seq > 0 && seen.chain == head.chain);
        let seen_seq = seen.map_or(0, |seen| seen.seq);
        let tail = sql::get_tail(connection, head.seq, seen_seq).await?;
        let is_at_end = head.seq == 0 || tail.hash.as_ref() == Some(&head.hash);
        if seen.is_some_and(|seen| tail.seen_hash.as_ref() != Some(&seen.hash)) {
            return Ok(Some(SET_BACK));
        }
        let is_in_place = is_at_end && tail.last.unwrap_or(0) == head.seq;
        Ok((!is_in_place).then_some(MISPLACED))
    }
}

/// The chains that were left, the first one first.
pub async fn list_breaks(pool: &PgPool, keys: &Keyring) -> Result<Vec<Break>> {
    let rows = sql::list_breaks(pool).await?;
    // Whoever changed the log may have written some of their own.
    let genuine = rows.into_iter().filter(|row| row.proof(keys) == Some(Proof::Keyed));
    let breaks = genuine.map(|row| {
        let found = serde_json::from_str(&row.details).map_err(Error::internal)?;
        Ok(Break { seq: row.seq, at: row.at, hash: hex::encode(row.hash), found })
    });
    breaks.collect()
}
