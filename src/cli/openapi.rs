//! `codebell openapi`

use std::process::ExitCode;

use super::CommandResult;
use crate::app;

pub fn run() -> CommandResult {
    println!("{}", app::openapi().to_pretty_json()?);
    Ok(ExitCode::SUCCESS)
}
