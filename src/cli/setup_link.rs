//! `codebell setup-link`

use std::process::ExitCode;

use secrecy::ExposeSecret;
use serde_json::json;

use super::{CommandResult, over_database, print};
use crate::accounts::sign_in::setup;
use crate::config::Config;

pub async fn run(config: &Config, as_json: bool) -> CommandResult {
    let link = over_database(config, async |context| {
        let token = setup::renew_token(context).await?;
        Ok(token.map(|token| link(&context.public_url, token.expose_secret())))
    });
    let link = link.await?.ok_or("there is a user already; codebell user reset-password makes a link for one who can't sign in")?;
    match as_json {
        true => print::json(&json!({ "url": link }))?,
        false => print::line(link)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// After the # it is never sent to a server, nor written into a log of one.
pub fn link(public_url: &str, token: &str) -> String {
    format!("{public_url}/setup#token={token}")
}
