//! `codebell openapi`

use std::process::ExitCode;

use super::{CommandResult, print};
use crate::app;

pub fn run() -> CommandResult {
    print::line(app::openapi().to_pretty_json()?)?;
    Ok(ExitCode::SUCCESS)
}
