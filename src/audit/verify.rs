//! Walks the chain from its first row to its end.

use futures_util::TryStreamExt;
use sqlx::{Connection, PgConnection, PgPool};
use subtle::ConstantTimeEq;

use super::chain::{self, Head, Row};
use super::sql;
use crate::error::Result;
use crate::secrets::Keyring;

/// What the walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every row is as it was written.
    Whole {
        /// How many there are.
        rows: i64,
    },
    /// Something was changed, removed or put in.
    Broken {
        /// The first row that is not as it was written.
        seq: i64,
        /// What is wrong with it.
        reason: &'static str,
    },
}

/// Walks the whole chain, as it is at one moment.
pub async fn verify(pool: &PgPool, keys: &Keyring) -> Result<Verdict> {
    let mut connection = pool.acquire().await?;
    let mut snapshot = connection
        .begin_with("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await?;
    let (end, seal) = sql::get_head(&mut *snapshot).await?;
    let verdict = walk(&mut snapshot, &end).await?;
    snapshot.rollback().await?;
    let is_sealed = match &seal {
        Some(seal) => bool::from(seal.ct_eq(&chain::seal(keys, &end))),
        None => end == Head::empty(),
    };
    Ok(match verdict {
        Verdict::Whole { .. } if !is_sealed => Verdict::Broken {
            seq: end.seq,
            reason: "the seal over the last row is not this installation's: the log was written anew, or CODEBELL_SECRET_KEY changed",
        },
        verdict => verdict,
    })
}

async fn walk(snapshot: &mut PgConnection, end: &Head) -> Result<Verdict> {
    let mut head = Head::empty();
    let mut rows = sql::stream_rows(snapshot);
    while let Some(row) = rows.try_next().await? {
        if let Some(reason) = fault(&row, &head) {
            return Ok(Verdict::Broken { seq: (head.seq + 1).min(row.seq), reason });
        }
        head = Head { seq: row.seq, hash: row.hash };
    }
    if head != *end {
        let reason = "rows at the end of the log are missing or were put in";
        return Ok(Verdict::Broken { seq: head.seq.min(end.seq) + 1, reason });
    }
    Ok(Verdict::Whole { rows: head.seq })
}

/// What is wrong with the row that stands after `head`.
fn fault(row: &Row, head: &Head) -> Option<&'static str> {
    if row.seq != head.seq + 1 {
        Some("the row is missing")
    } else if row.previous_hash != head.hash {
        Some("the row does not follow the one before it")
    } else if row.hash != row.computed_hash() {
        Some("the row was changed")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::super::{Action, Actor, Entry};
    use super::*;

    fn chain(length: usize) -> Vec<Row> {
        let mut head = Head::empty();
        let entry = Entry::new(Actor::system(), None, Action::TeamUpdated);
        let rows = std::iter::repeat_with(|| {
            let row = Row::new(&entry, &head, DateTime::UNIX_EPOCH);
            head = Head { seq: row.seq, hash: row.hash.clone() };
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
        for (number, change) in changes.iter().enumerate() {
            let mut rows = chain(2);
            let before = Head { seq: 1, hash: rows[0].hash.clone() };
            assert_eq!(fault(&rows[1], &before), None);
            change(&mut rows[1]);
            assert_eq!(fault(&rows[1], &before), Some("the row was changed"), "{number}");
        }
    }

    #[test]
    fn a_row_in_another_place_is_found() {
        let rows = chain(3);
        let before = Head { seq: 1, hash: rows[0].hash.clone() };
        assert_eq!(fault(&rows[2], &before), Some("the row is missing"));
        let mut swapped = rows[2].clone();
        swapped.seq = 2;
        assert_eq!(fault(&swapped, &before), Some("the row does not follow the one before it"));
    }
}
