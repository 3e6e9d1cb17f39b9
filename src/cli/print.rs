//! What commands print. A reader that has gone, or a disk that is full, is no panic.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use super::CommandError;
use crate::error::Error;

/// A line on standard output.
pub fn line(text: impl AsRef<str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", text.as_ref())?;
    out.flush()
}

/// Text that ends its own lines, on standard output.
pub fn raw(text: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text)?;
    out.flush()
}

/// A line for people on standard error. Where that can't be written to, nobody is there to read it.
pub fn note(text: impl AsRef<str>) {
    let _ = writeln!(io::stderr(), "{}", text.as_ref());
}

/// Things in columns for people, or as JSON for programs.
pub fn list<T: Serialize, const N: usize>(
    as_json: bool,
    things: &[T],
    names: [&str; N],
    columns: impl Fn(&T) -> [String; N],
) -> io::Result<()> {
    if as_json {
        return json(&things);
    }
    let rows: Vec<[String; N]> =
        std::iter::once(names.map(str::to_owned)).chain(things.iter().map(columns)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; N] = std::array::from_fn(|column| width(column).unwrap_or(0));
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        line(cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

/// One thing as JSON.
pub fn json(thing: &impl Serialize) -> io::Result<()> {
    line(serde_json::to_string_pretty(thing)?)
}

/// A time to the second, `-` where there is none.
pub fn time(at: Option<DateTime<Utc>>) -> String {
    at.map_or_else(|| "-".to_owned(), |at| at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// What the command line itself says: help that was asked for, or wrong usage. A help that can't be
/// written is a failure.
pub fn help(said: &clap::Error) -> ExitCode {
    let code = u8::try_from(said.exit_code()).unwrap_or(2);
    match said.print() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe && !said.use_stderr() => {
            failure(&error.into())
        }
        _ => ExitCode::from(code),
    }
}

/// Tells of what went wrong, with its causes, and how the program ends.
pub fn failure(error: &CommandError) -> ExitCode {
    if let Some(error) = error.downcast_ref::<io::Error>()
        && error.kind() == ErrorKind::BrokenPipe
    {
        // Who reads has had enough, as `head` does.
        return ExitCode::SUCCESS;
    }
    note(format!("codebell: {}", with_causes(error.as_ref())));
    ExitCode::FAILURE
}

/// The error, and each cause that it does not tell of itself, in one line.
fn with_causes(error: &dyn std::error::Error) -> String {
    // What callers of the API are told leads to a log, which a command does not have.
    let hidden = Error::internal("").to_string();
    let chain = std::iter::successors(Some(error), |error| error.source());
    let words = chain.map(ToString::to_string).filter(|text| *text != hidden).fold(
        String::new(),
        |words, text| match words.contains(&text) {
            true => words,
            false if words.is_empty() => text,
            false => format!("{words}: {text}"),
        },
    );
    // A message of a library may be several lines.
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
