//! What members change of their own account.

pub mod http;
mod preferences;
mod sql;

use secrecy::SecretString;
use serde_json::json;

use super::proof::confirm_password;
use super::{User, links, password, sql as users};
use crate::audit::{self, Action};
use crate::auth::sessions::{self, Which};
use crate::auth::{Caller, Myself, api_keys};
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::check_name;

/// Changes one's own name.
pub async fn rename(context: &Context, caller: &Caller, name: &str) -> Result<User> {
    let name = check_name(name)?;
    let mut transaction = context.pool.begin().await?;
    users::update_name(&mut *transaction, caller.user_id, &name).await?;
    let user = users::get_user(&mut *transaction, caller.user_id).await?;
    let entry = caller
        .did(Action::UserRenamed)
        .on("user", caller.user_id, &user.email)
        .with(json!({ "from": caller.name, "to": name }));
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(user)
}

/// Changes one's own password; all other sessions end, and keys for programs where that is wanted.
pub async fn change_password(
    context: &Context,
    myself: &Myself,
    current: SecretString,
    new: SecretString,
    revoke_api_keys: bool,
) -> Result<()> {
    let caller = &myself.caller;
    let user = users::get_user(&context.pool, caller.user_id).await?;
    password::check_strength("new_password", &new, &[&user.email, &user.name])?;
    let confirmed = confirm_password(context, caller, "current_password", current).await?;
    let hash = password::hash(new).await?;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    // An Owner's link may have been used meanwhile.
    if !users::lock_credentials(&mut *transaction, caller.user_id, &confirmed).await? {
        return Err(Error::invalid("current_password", say!("is no longer your password")));
    }
    users::update_password(&mut *transaction, caller.user_id, &hash).await?;
    links::delete_password_reset(&mut *transaction, caller.user_id).await?;
    let others = Which::AllBut(Some(myself.session_id));
    sessions::end_of_user(&mut transaction, caller.user_id, others, now).await?;
    sessions::mark_proven(&mut transaction, myself.session_id, now).await?;
    let mut entries =
        vec![caller.did(Action::PasswordChanged).on("user", caller.user_id, &user.email)];
    if revoke_api_keys {
        let did = |action| caller.did(action);
        entries.extend(api_keys::revoke_all(&mut transaction, context, caller.user_id, did).await?);
    }
    audit::record(context, &mut transaction, &entries).await?;
    Ok(transaction.commit().await?)
}

/// The caller as a user.
pub async fn get_user(context: &Context, caller: &Caller) -> Result<User> {
    Ok(users::get_user(&context.pool, caller.user_id).await?)
}
