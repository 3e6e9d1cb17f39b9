//! `codebell migrate`

use std::process::ExitCode;

use clap::Args;

use super::{CommandResult, print};
use crate::config::Config;
use crate::db;

#[derive(Args)]
pub struct Options {
    /// The role that serves, made before with CREATE ROLE: it is granted what that takes and no more
    #[arg(long, env = "CODEBELL_DATABASE_ROLE")]
    role: Option<String>,
}

pub async fn run(config: &Config, options: Options) -> CommandResult {
    let role = options.role.as_deref();
    db::migrate(config, role).await?;
    let words = match role {
        Some(role) => format!("All migrations are applied, and the role {role} can serve."),
        None => "All migrations are applied.".to_owned(),
    };
    print::line(words)?;
    Ok(ExitCode::SUCCESS)
}
