//! Walks the log from its first row to its end.

use std::iter::Peekable;
use std::vec::IntoIter;

use futures_util::TryStreamExt;
use sqlx::{Connection, PgPool};

use super::Action;
use super::chain::{Head, Proof, Row};
use super::head::SignedHead;
use super::{quarantine, sql};
use crate::error::Result;
use crate::secrets::Keyring;

const LEFT: &str =
    "the chain ends here and was not sealed as Codebell had left it; another one follows";
const LOST_KEY: &str = "from here on it was written with a secret key that was reset later; only that key could check it";
const CUT: &str = "rows at the end of the log are missing or were put in";

/// What the walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many rows there are.
    pub rows: i64,
    /// What is not as it was written: of each chain the first.
    pub breaks: Vec<Break>,
    /// Where the last chain begins, if another one was broken and it is whole.
    pub whole_from: Option<i64>,
    /// The first anchored head that the log does not have.
    pub lost: Option<SignedHead>,
}

/// Something was changed, removed or put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first row that is not as it was written.
    pub seq: i64,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl Verdict {
    /// Whether every row is as it was written, and none is missing that was anchored.
    pub fn is_whole(&self) -> bool {
        self.breaks.is_empty() && self.lost.is_none()
    }
}

/// Walks the whole log, as it is at one moment, and compares it with heads that were anchored.
pub async fn verify(pool: &PgPool, keys: &Keyring, anchored: Vec<SignedHead>) -> Result<Verdict> {
    let mut connection = pool.acquire().await?;
    let mut snapshot = connection
        .begin_with("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await?;
    let stored = sql::find_head(&mut *snapshot).await?;
    let fault = match &stored {
        Some(stored) => quarantine::fault(&mut snapshot, keys, stored).await?,
        None => Some(quarantine::UNSEALED),
    };
    let mut walk = Walk::new(keys, anchored);
    let mut rows = sql::stream_rows(&mut snapshot);
    while let Some(row) = rows.try_next().await? {
        walk.step(&row);
    }
    drop(rows);
    snapshot.rollback().await?;
    Ok(walk.end(stored.map(|stored| stored.head), fault))
}

struct Walk<'a> {
    keys: &'a Keyring,
    head: Head,
    /// Where this chain begins.
    from: i64,
    is_keyed: bool,
    is_broken: bool,
    anchored: Peekable<IntoIter<SignedHead>>,
    verdict: Verdict,
}

impl<'a> Walk<'a> {
    fn new(keys: &'a Keyring, mut anchored: Vec<SignedHead>) -> Self {
        // The empty log is the beginning of every other.
        anchored.retain(|head| head.count > 0);
        anchored.sort_by_key(|head| head.count);
        Self {
            keys,
            head: Head::empty(),
            from: 1,
            is_keyed: false,
            is_broken: false,
            anchored: anchored.into_iter().peekable(),
            verdict: Verdict::default(),
        }
    }

    fn step(&mut self, row: &Row) {
        self.verdict.rows += 1;
        self.compare(row);
        if row.chain != self.head.chain && self.begins_another(row) {
            if row.action == Action::SecretKeyReset.as_str() {
                // It is told apart from a change, and is none the less not checked: whoever changed
                // something before it would like it to be taken for whole.
                self.verdict.breaks.retain(|broken| broken.seq < self.from);
                self.found(self.from, LOST_KEY);
            } else if !self.is_broken {
                self.found(self.head.seq.saturating_add(1), LEFT);
            }
            (self.from, self.is_keyed, self.is_broken) = (row.seq, true, false);
            self.head = row.head();
            return;
        }
        if self.is_broken {
            return;
        }
        match fault(self.keys, row, &self.head, self.is_keyed) {
            Ok(proof) => {
                self.is_keyed = proof == Proof::Keyed;
                self.head = row.head();
            }
            Err(reason) => self.found(self.head.seq.saturating_add(1).min(row.seq), reason),
        }
    }

    /// The rows are at an end: so they should end where the log does.
    fn end(mut self, end: Option<Head>, fault: Option<&'static str>) -> Verdict {
        let end = end.unwrap_or_else(|| self.head.clone());
        if !self.is_broken && self.head != end {
            self.found(self.head.seq.min(end.seq).saturating_add(1), CUT);
        }
        if let Some(reason) = fault
            && !self.is_broken
        {
            self.found(end.seq.max(1), reason);
        }
        if self.verdict.lost.is_none() {
            self.verdict.lost = self.anchored.next();
        }
        if !self.is_broken && !self.verdict.breaks.is_empty() {
            self.verdict.whole_from = Some(self.from);
        }
        self.verdict
    }

    fn found(&mut self, seq: i64, reason: &'static str) {
        self.is_broken = true;
        self.verdict.breaks.push(Break { seq, reason });
    }

    /// Looks for the heads that were anchored up to a row.
    fn compare(&mut self, row: &Row) {
        while let Some(anchored) = self.anchored.next_if(|anchored| anchored.count <= row.seq) {
            let is_there = anchored.count == row.seq
                && anchored.chain == row.chain
                && anchored.hash == hex::encode(&row.hash);
            if !is_there {
                self.verdict.lost.get_or_insert(anchored);
            }
        }
    }

    /// Whether Codebell left the chain before this row.
    fn begins_another(&self, row: &Row) -> bool {
        row.chain > self.head.chain
            && row.seq > self.head.seq
            && [Action::AuditBroken, Action::SecretKeyReset]
                .map(Action::as_str)
                .contains(&row.action.as_str())
            && row.proof(self.keys) == Some(Proof::Keyed)
    }
}

/// What is wrong with the row that stands after `head`, else what its hash shows.
fn fault(keys: &Keyring, row: &Row, head: &Head, is_keyed: bool) -> Result<Proof, &'static str> {
    if Some(row.seq) != head.seq.checked_add(1) {
        return Err("the row is missing");
    }
    if row.previous_hash != head.hash || row.chain != head.chain {
        return Err("the row does not follow the one before it");
    }
    match row.proof(keys) {
        Some(Proof::Bare) if is_keyed || row.chain > 1 => {
            Err("the row was written by somebody without the key")
        }
        Some(proof) => Ok(proof),
        None => Err("the row was changed"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::super::{Actor, Entry};
    use super::*;
    use crate::secrets::test_keys;

    fn chain(length: usize) -> Vec<Row> {
        let keys = test_keys(7);
        let mut head = Head::empty();
        let entry = Entry::new(Actor::system(), None, Action::TeamUpdated);
        let rows = std::iter::repeat_with(|| {
            let row = Row::new(&keys, &entry, &head, DateTime::UNIX_EPOCH);
            head = row.head();
            row
        });
        rows.take(length).collect()
    }

    #[test]
    fn a_row_that_was_changed_in_any_field_is_found() {
        let changes: [fn(&mut Row); 9] = [
            |row| row.at += chrono::TimeDelta::microseconds(1),
            |row| row.actor_kind = "nobody".to_owned(),
            |row| row.actor_name = Some("Eve".to_owned()),
            |row| row.action = "user.added".to_owned(),
            |row| row.target_name = Some(String::new()),
            |row| row.address = Some("127.0.0.1".to_owned()),
            |row| row.request_id = Some(String::new()),
            |row| row.details = r#"{ }"#.to_owned(),
            |row| row.details = "{} ".to_owned(),
        ];
        let fault = |row: &Row, before: &Head| fault(&test_keys(7), row, before, true);
        for (number, change) in changes.iter().enumerate() {
            let mut rows = chain(2);
            let before = rows[0].head();
            assert_eq!(fault(&rows[1], &before), Ok(Proof::Keyed));
            change(&mut rows[1]);
            assert_eq!(fault(&rows[1], &before), Err("the row was changed"), "{number}");
        }
    }

    #[test]
    fn a_row_in_another_place_chain_or_of_another_key_is_found() {
        let rows = chain(3);
        let before = rows[0].head();
        let fault = |row: &Row| fault(&test_keys(7), row, &before, true);
        assert_eq!(fault(&rows[2]), Err("the row is missing"));
        let mut swapped = rows[2].clone();
        swapped.seq = 2;
        assert_eq!(fault(&swapped), Err("the row does not follow the one before it"));
        let moved = Row { chain: 2, ..rows[1].clone() };
        assert_eq!(fault(&moved), Err("the row does not follow the one before it"));
        assert_eq!(moved.proof(&test_keys(7)), None);
        assert_eq!(rows[1].proof(&test_keys(8)), None);
    }
}
