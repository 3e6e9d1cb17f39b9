//! Signed heads in a file outside the database, a line each, that is only ever added to.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use rustix::fs::OFlags;

use super::head::SignedHead;

/// How often a head is anchored, if there is another one.
const PERIOD: TimeDelta = TimeDelta::hours(1);

/// The file that this process anchors heads in.
pub struct Anchor {
    path: PathBuf,
    last: Option<SignedHead>,
    due_at: DateTime<Utc>,
}

impl Anchor {
    /// Goes on with a file, or begins one. It is due at once.
    pub fn new(path: &Path) -> Self {
        let last = read(path).ok().and_then(|lines| lines.into_iter().rev().flatten().next());
        Self { path: path.to_owned(), last, due_at: DateTime::UNIX_EPOCH }
    }

    /// Adds a head where the period has ended or the server stops, unless nothing changed.
    /// What fails is tried again in the next period.
    pub async fn keep(&mut self, head: &SignedHead, is_last: bool) -> io::Result<()> {
        if head.time < self.due_at && !is_last {
            return Ok(());
        }
        self.due_at = head.time + PERIOD;
        if self.last.as_ref().is_some_and(|last| last.is_same_entry(head)) {
            return Ok(());
        }
        let (path, line) = (self.path.clone(), head.clone());
        let written = tokio::task::spawn_blocking(move || append(&path, &line));
        written.await.map_err(io::Error::other)??;
        self.last = Some(head.clone());
        Ok(())
    }
}

/// In one write, so that two nodes with one file never mix their lines.
fn append(path: &Path, head: &SignedHead) -> io::Result<()> {
    let line = serde_json::to_string(head)? + "\n";
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(path)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()
}

/// The heads of a file, the first one first; none of a line that holds none.
pub fn read(path: &Path) -> io::Result<Vec<Option<SignedHead>>> {
    let bytes = std::fs::read(path)?;
    let lines = String::from_utf8_lossy(&bytes);
    Ok(lines.lines().map(|line| serde_json::from_str(line).ok()).collect())
}
