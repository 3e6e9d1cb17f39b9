//! What members change of their own account.

use secrecy::SecretString;
use serde_json::json;

use super::throttle::{self, Key};
use super::{User, password, sql};
use crate::audit::Action;
use crate::auth::sessions::{self, Which};
use crate::auth::{Caller, Myself};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::check_name;

/// Changes one's own name.
pub async fn rename(context: &Context, caller: &Caller, name: &str) -> Result<User> {
    let name = check_name(name)?;
    let mut transaction = context.pool.begin().await?;
    sql::update_name(&mut *transaction, caller.user_id, &name).await?;
    let user = sql::get_user(&mut *transaction, caller.user_id).await?;
    let entry = caller
        .did(Action::UserRenamed)
        .on("user", caller.user_id, &user.email)
        .with(json!({ "from": caller.name, "to": name }));
    context.record(&mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(user)
}

/// Asks for one's own password again before something that a stolen session must not do. The error
/// is of the field `field`, the value the hash that was right.
pub async fn confirm_password(
    context: &Context,
    caller: &Caller,
    field: &'static str,
    given: SecretString,
) -> Result<String> {
    let key = Key::member(caller.user_id);
    throttle::begin(context, key).await?;
    let hash = sql::get_password_hash(&context.pool, caller.user_id).await?;
    if !password::verify(given, hash.clone()).await? {
        let entry = caller
            .did(Action::LoginRefused)
            .on("user", caller.user_id, &caller.name)
            .with(json!({ "reason": "password, asked for again in a session" }));
        context.refuse(entry).await?;
        return Err(Error::invalid(field, "is not your password"));
    }
    throttle::succeed(context, key).await?;
    Ok(hash)
}

/// Changes one's own password; all other sessions end.
pub async fn change_password(
    context: &Context,
    myself: &Myself,
    current: SecretString,
    new: SecretString,
) -> Result<()> {
    let caller = &myself.caller;
    let user = sql::get_user(&context.pool, caller.user_id).await?;
    password::check_strength("new_password", &new, &[&user.email, &user.name])?;
    let confirmed = confirm_password(context, caller, "current_password", current).await?;
    let hash = password::hash(new).await?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    // An Owner's link may have been used meanwhile.
    if !sql::lock_credentials(&mut *transaction, caller.user_id, &confirmed).await? {
        return Err(Error::invalid("current_password", "is not your password any more"));
    }
    sql::update_password(&mut *transaction, caller.user_id, &hash).await?;
    sql::delete_password_reset(&mut *transaction, caller.user_id).await?;
    let others = Which::AllBut(Some(myself.session_id));
    sessions::end_of_user(&mut transaction, caller.user_id, others, now).await?;
    let entry = caller.did(Action::PasswordChanged).on("user", caller.user_id, &user.email);
    context.record(&mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}
