//! `codebell audit`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::SecondsFormat;
use clap::Subcommand;
use serde_json::json;

use super::{CommandError, CommandResult, over_database, print};
use crate::audit::anchor;
use crate::audit::head::SignedHead;
use crate::audit::verify::{Verdict, verify};
use crate::config::Config;
use crate::secrets::Keyring;

#[derive(Subcommand)]
pub enum Command {
    /// Walk the audit log; exit with 1 and name the first entry that was changed, removed or put in
    Verify {
        /// File of CODEBELL_AUDIT_ANCHOR: also name the first head in it that the log does not have
        #[arg(long)]
        anchor: Option<PathBuf>,
    },
}

pub async fn run(config: &Config, as_json: bool, command: Command) -> CommandResult {
    let Command::Verify { anchor } = command;
    let verified = over_database(config, async |context| {
        let (anchored, faults) = match &anchor {
            Some(path) => read(path, &context.keys)?,
            None => Default::default(),
        };
        let count = anchored.len();
        Ok((verify(&context.pool, &context.keys, anchored).await?, count, faults))
    });
    let (verdict, count, mut faults) = verified.await?;
    if as_json {
        let is_whole = verdict.is_whole() && faults.is_empty();
        faults.extend(in_words(&verdict));
        print::json(&json!({
            "is_whole": is_whole,
            "entries": verdict.rows,
            "anchored_heads": count,
            "faults": faults,
        }))?;
        return Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    if verdict.is_whole() && faults.is_empty() {
        print::line(format!("The audit log is whole: {} entries.", verdict.rows))?;
        if anchor.is_some() {
            print::line(format!("It has all {count} anchored heads."))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    faults.extend(in_words(&verdict));
    Err(faults.join("; ").into())
}

/// The heads of a file that this installation signed, and what is wrong with its other lines.
fn read(path: &Path, keys: &Keyring) -> Result<(Vec<SignedHead>, Vec<String>), CommandError> {
    let file = path.display();
    let lines = anchor::read(path).map_err(|error| format!("cannot read {file}: {error}"))?;
    let (mut anchored, mut faults) = (Vec::new(), Vec::new());
    for (index, line) in lines.into_iter().enumerate() {
        let number = index + 1;
        match line {
            Some(head) if head.is_genuine(keys) => anchored.push(head),
            Some(_) => {
                faults.push(format!("line {number} of {file} is not signed by this installation"));
            }
            None => faults.push(format!("line {number} of {file} holds no head")),
        }
    }
    if anchored.is_empty() && faults.is_empty() {
        faults.push(format!("{file} holds no head"));
    }
    Ok((anchored, faults))
}

fn in_words(verdict: &Verdict) -> Vec<String> {
    let mut words = Vec::new();
    for broken in &verdict.breaks {
        words.push(format!("the audit log is broken at entry {}: {}", broken.seq, broken.reason));
    }
    if let Some(from) = verdict.whole_from {
        words.push(format!("from entry {from} on it is whole"));
    }
    if let Some(head) = &verdict.lost {
        words.push(format!(
            "the log does not have entry {} as it was anchored at {}: it was cut off or set back",
            head.count,
            head.time.to_rfc3339_opts(SecondsFormat::Secs, true)
        ));
    }
    words
}
