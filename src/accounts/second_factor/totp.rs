//! A code app: six digits that change every 30 seconds (RFC 6238, SHA-1, one step of leeway).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use qrcode::QrCode;
use qrcode::render::svg;
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use sqlx::PgConnection;
use totp_rs::{Builder, Secret, Totp};
use utoipa::ToSchema;

use super::{after_removal, recovery_codes, sql};
use crate::accounts;
use crate::audit::{self, Action};
use crate::auth::{Caller, Myself, sessions};
use crate::context::Context;
use crate::db::notify::{self, Topic};
use crate::error::{Error, Result};
use crate::id::UserId;
use crate::random;

const SECRET_BYTES: usize = 20;
const QR_PIXELS: u32 = 220;

/// What a code app needs.
#[derive(Serialize, ToSchema)]
pub struct TotpSetup {
    /// The secret in base 32, to type in.
    secret: String,
    /// The same as a URL that apps open.
    otpauth_url: String,
    /// The URL as a picture: a `data:` URL of an SVG.
    qr_code: String,
}

/// Makes a secret that counts once a first code was right; an earlier one that did not is replaced.
pub async fn begin(context: &Context, caller: &Caller) -> Result<TotpSetup> {
    let user = accounts::sql::get_user(&context.pool, caller.user_id).await?;
    let secret: [u8; SECRET_BYTES] = random::bytes();
    let totp = totp(&secret, &user.email)?;
    let sealed = context.keys.encrypt(&purpose(user.id), &secret).map_err(Error::internal)?;
    let now = context.clock.now();
    if !sql::replace_unconfirmed_totp(&context.pool, user.id, &sealed, now).await? {
        return Err(Error::Conflict(say!("A code app is set up already; remove it first.")));
    }
    let otpauth_url = totp.to_url().map_err(|error| Error::internal(error.to_string()))?;
    let qr = QrCode::new(&otpauth_url).map_err(Error::internal)?;
    let svg = qr.render::<svg::Color<'_>>().min_dimensions(QR_PIXELS, QR_PIXELS).build();
    Ok(TotpSetup {
        secret: Secret::from(secret.to_vec()).to_base32(),
        qr_code: format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg)),
        otpauth_url,
    })
}

/// Makes the secret count, with a first code of it; recovery codes where there are none yet.
pub async fn confirm(
    context: &Context,
    myself: &Myself,
    code: &SecretString,
) -> Result<Vec<String>> {
    let caller = &myself.caller;
    let now = context.clock.now();
    let mut transaction = context.pool.begin().await?;
    let Some(found) = sql::lock_totp(&mut *transaction, caller.user_id).await? else {
        return Err(Error::Conflict(say!("Begin to set up the code app first.")));
    };
    if found.is_confirmed {
        return Err(Error::Conflict(say!("The code app is set up already.")));
    }
    let step = matching_step(context, caller.user_id, &found, code)?.ok_or_else(|| {
        Error::invalid("code", say!("is not the app's code now; check the clock of the phone"))
    })?;
    sql::confirm_totp(&mut *transaction, caller.user_id, step, now).await?;
    let codes = recovery_codes::ensure(&mut transaction, context, caller.user_id).await?;
    sessions::mark_verified(&mut transaction, myself.session_id, now).await?;
    notify::publish(&mut *transaction, Topic::AccessUpdated, &[caller.user_id.into()]).await?;
    let entry = caller.did(Action::TotpAdded).on("user", caller.user_id, &caller.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    transaction.commit().await?;
    Ok(codes)
}

/// Takes the code app away.
pub async fn remove(context: &Context, caller: &Caller) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    if !sql::delete_totp(&mut *transaction, caller.user_id).await? {
        return Err(not_found!("code app"));
    }
    after_removal(&mut transaction, caller.user_id).await?;
    let entry = caller.did(Action::TotpRemoved).on("user", caller.user_id, &caller.name);
    audit::record(context, &mut transaction, &[entry]).await?;
    Ok(transaction.commit().await?)
}

/// Whether a code is right now; its time step is used up then.
pub async fn verify(
    connection: &mut PgConnection,
    context: &Context,
    id: UserId,
    code: &SecretString,
) -> Result<bool> {
    let Some(found) = sql::lock_totp(&mut *connection, id).await? else { return Ok(false) };
    if !found.is_confirmed {
        return Ok(false);
    }
    match matching_step(context, id, &found, code)? {
        Some(step) => {
            sql::use_totp_step(connection, id, step).await?;
            Ok(true)
        }
        None => Ok(false),
    }
}

/// The time step that a code is of, if it is right and none of that step or a later one was used.
fn matching_step(
    context: &Context,
    id: UserId,
    found: &sql::FoundTotp,
    code: &SecretString,
) -> Result<Option<i64>> {
    let secret = context.keys.decrypt(&purpose(id), &found.ciphertext).map_err(Error::internal)?;
    let totp = totp(secret.expose_secret(), "")?;
    let typed: String =
        code.expose_secret().chars().filter(|c| !c.is_whitespace()).take(12).collect();
    let is_code = typed.len() == 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let now = u64::try_from(context.clock.now().timestamp()).unwrap_or(0);
    let step = if is_code { totp.check(&typed, now) } else { None };
    let step = step.and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|step| *step > found.last_step))
}

fn totp(secret: &[u8], account: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_issuer(Some("Codebell"))
        .with_account_name(account)
        .build()
        .map_err(|error| Error::internal(error.to_string()))
}

fn purpose(id: UserId) -> String {
    format!("totp secret {id}")
}
