//! Growing delays after failed attempts: kept in the database, so that they hold across restarts
//! and nodes.
//!
//! They count by account, so that many addresses can't share the guessing, and by browser where one
//! has signed in to the account before: whoever fails on purpose delays strangers, not its owner.

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::sql;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::random;
use crate::secrets::Keyring;

/// Failed attempts before the first delay.
const FREE: i32 = 5;
/// The longest delay.
const LONGEST: TimeDelta = TimeDelta::minutes(15);
/// Failures are forgotten when nobody fails for so long.
pub const MEMORY: TimeDelta = TimeDelta::days(1);

/// What failures are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u8; 32]);

impl Key {
    /// An account by its address, whether there is one or not. Of one that is there it has to be the
    /// stored address: the database takes more spellings for the same than this does.
    pub fn account(email: &str) -> Self {
        Self::of(&["account", &email.to_lowercase()])
    }

    /// A signed-in member who is asked for the password again.
    pub fn member(id: UserId) -> Self {
        Self::of(&["member", &id.to_string()])
    }

    fn device(nonce: &str, id: UserId) -> Self {
        Self::of(&["device", nonce, &id.to_string()])
    }

    fn of(parts: &[&str]) -> Self {
        Self(Sha256::digest(parts.join("\n")).into())
    }

    /// Its bytes in the database.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A mark that a browser keeps after it has signed in to an account.
pub fn mark_device(keys: &Keyring, id: UserId) -> String {
    let nonce = hex::encode(random::bytes::<16>());
    let seal = hex::encode(device_seal(keys, &nonce, id));
    format!("{nonce}.{seal}")
}

/// What a browser's failures count by, if its mark is for this account.
pub fn device_key(keys: &Keyring, mark: &str, id: UserId) -> Option<Key> {
    let (nonce, seal) = mark.split_once('.')?;
    let seal = hex::decode(seal).ok()?;
    let is_ours = bool::from(seal.ct_eq(&device_seal(keys, nonce, id)));
    is_ours.then(|| Key::device(nonce, id))
}

fn device_seal(keys: &Keyring, nonce: &str, id: UserId) -> [u8; 32] {
    keys.seal(format!("device\n{nonce}\n{id}").as_bytes())
}

/// Counts an attempt as failed before it is looked at, so that many at once are no way around it;
/// refuses it while an earlier one's delay lasts.
pub async fn begin(context: &Context, key: Key) -> Result<()> {
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    sql::delete_failures_before(&mut *transaction, now - MEMORY).await?;
    let (failures, blocked_until) =
        sql::lock_failures(&mut *transaction, key.as_bytes(), now).await?;
    // Another attempt at this moment may have read the clock a little later.
    if failures >= FREE && blocked_until > now {
        let seconds = (blocked_until - now).num_seconds().max(0).unsigned_abs() + 1;
        return Err(Error::TooManyRequests {
            detail: say!("There were too many failed attempts; wait {seconds} s.", seconds),
            retry_after_seconds: seconds,
        });
    }
    let failures = failures.saturating_add(1);
    let until = now + delay(failures);
    sql::update_failures(&mut *transaction, key.as_bytes(), failures, now, until).await?;
    Ok(transaction.commit().await?)
}

/// Forgets the failures: the attempt was right.
pub async fn succeed(context: &Context, key: Key) -> Result<()> {
    Ok(sql::delete_failures(&context.pool, key.as_bytes()).await?)
}

/// How long the next attempt has to wait after so many failed ones: 1 s after the last free one, then
/// twice as long each time.
fn delay(failures: i32) -> TimeDelta {
    let doublings = failures - FREE;
    match doublings {
        i32::MIN..0 => TimeDelta::zero(),
        0..=20 => TimeDelta::seconds(1 << doublings).min(LONGEST),
        _ => LONGEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_after_five_free_attempts_and_end_at_a_quarter_of_an_hour() {
        let seconds: Vec<i64> =
            [1, 4, 5, 6, 7, 14, 15, 1000].map(|n| delay(n).num_seconds()).into();
        assert_eq!(seconds, [0, 0, 1, 2, 4, 512, 900, 900]);
    }

    #[test]
    fn an_address_in_any_case_is_one_account() {
        assert_eq!(Key::account("Ana@Example.com"), Key::account("ana@example.com"));
        assert_ne!(Key::account("ana@example.com"), Key::account("ann@example.com"));
    }
}
