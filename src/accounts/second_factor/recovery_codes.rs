//! Codes for when the other second factors are lost: ten, each good once.

use secrecy::{ExposeSecret, SecretString};
use sqlx::PgConnection;

use super::sql;
use crate::audit::{self, Action};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::random;
use crate::secrets::Keyring;

/// How many there are.
const COUNT: usize = 10;
/// Characters of a code; 5 bits each.
const LENGTH: usize = 10;
/// Letters and digits that nobody takes for another: Crockford's base 32.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Gives somebody with a second factor new codes in place of the old ones.
pub async fn replace(context: &Context, caller: &Caller) -> Result<Vec<String>> {
    let mut transaction = context.pool.begin().await?;
    if !sql::count_factors(&mut *transaction, caller.user_id).await?.has_factor() {
        return Err(Error::Conflict(say!("Set up a code app or a passkey first.")));
    }
    let codes = renew(&mut transaction, context, caller.user_id).await?;
    let entry = caller.did(Action::RecoveryCodesRenewed).on("user", caller.user_id, &caller.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Makes new codes, which makes the old ones useless; they can't be found out later.
pub async fn renew(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
) -> Result<Vec<String>> {
    let codes: Vec<String> = std::iter::repeat_with(new_code).take(COUNT).collect();
    let hashes: Vec<Vec<u8>> =
        codes.iter().map(|code| hash(&context.keys, id, code).to_vec()).collect();
    sql::delete_recovery_codes(&mut *connection, id).await?;
    sql::insert_recovery_codes(connection, id, &hashes).await?;
    Ok(codes)
}

/// New codes for somebody who has none.
pub async fn ensure(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
) -> Result<Vec<String>> {
    match sql::count_factors(&mut *connection, id).await?.recovery_codes {
        0 => renew(connection, context, id).await,
        _ => Ok(Vec::new()),
    }
}

/// Uses a code up; false where it is none or was used.
pub async fn spend(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
    code: &SecretString,
) -> Result<bool> {
    let hash = hash(&context.keys, id, code.expose_secret());
    Ok(sql::mark_recovery_code_used(connection, id, &hash, context.clock.now()).await?)
}

fn new_code() -> String {
    let bytes: [u8; LENGTH] = random::bytes();
    let letters = bytes.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let (first, second) = letters.split_at(LENGTH / 2);
    [first.iter().collect::<String>(), second.iter().collect()].join("-")
}

/// What is stored of a code: useless without this installation's key, since codes are short.
fn hash(keys: &Keyring, id: UserId, code: &str) -> [u8; 32] {
    let typed = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    // Crockford: what people read as a letter is the digit.
    let code: String = typed
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    keys.seal(format!("recovery code\n{id}\n{code}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_ten_letters_and_digits_in_two_groups() {
        let code = new_code();
        assert_eq!((code.len(), code.find('-')), (LENGTH + 1, Some(LENGTH / 2)), "{code}");
        assert_ne!(code, new_code());
    }
}
