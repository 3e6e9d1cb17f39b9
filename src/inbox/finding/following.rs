//! Messages as they come, for programs that ask again and again and must miss none.
//!
//! An id tells when a message was received, and its commit comes up to [`LATE`] afterwards: one with a
//! lower id can turn up after one with a higher. So a position is an id that nothing can turn up below
//! any more, and the ids above it that were told already.

use std::collections::HashSet;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use sqlx::PgConnection;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{Filter, sql};
use crate::auth::Caller;
use crate::error::Result;
use crate::id::{MessageId, first_at};
use crate::inbox::message::Message;

/// How long after its id was made a message can still turn up: a commit takes at most 10 s, after as
/// much for the rules and for what is in front of it, and clocks of nodes differ.
pub const LATE: TimeDelta = TimeDelta::seconds(60);
/// Ids above the settled one that a position keeps. Beyond them it tells some once more.
const MOST_RECENT: usize = 300;
/// Of an id, what stands for it in a position.
const TAIL: usize = 6;
const ID: usize = 16;

/// Where a program goes on.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Following {
    /// Only messages that came after this one, the oldest first: the id of a message, or the
    /// `next_cursor` of the answer before, which is there however little came. No message is missed,
    /// whenever it was committed, and none told twice unless more than 300 came within a minute. A nil
    /// UUID begins with the first message.
    pub after: Option<String>,
}

type Tail = [u8; TAIL];

/// Up to where a program has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// What was stored after this message, by its id.
    Message(MessageId),
    /// What comes after an answer, by its `next_cursor`.
    Told {
        /// Nothing turns up at it or below.
        settled: Uuid,
        /// What was told above it.
        recent: HashSet<Tail>,
    },
}

impl FromStr for Position {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        if let Ok(id) = text.parse::<Uuid>() {
            return Ok(Self::Message(id.into()));
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| ())?;
        let (settled, tails) = bytes.split_at_checked(ID).ok_or(())?;
        let (tails, rest) = tails.as_chunks::<TAIL>();
        if !rest.is_empty() || tails.len() > MOST_RECENT {
            return Err(());
        }
        let settled = Uuid::from_slice(settled).map_err(|_| ())?;
        Ok(Self::Told { settled, recent: tails.iter().copied().collect() })
    }
}

fn write(settled: Uuid, recent: &[Uuid]) -> String {
    let mut bytes = settled.as_bytes().to_vec();
    // The oldest are left out first: they are the first to be settled.
    let recent = &recent[recent.len().saturating_sub(MOST_RECENT)..];
    bytes.extend(recent.iter().flat_map(|id| tail(*id)));
    URL_SAFE_NO_PAD.encode(bytes)
}

fn tail(id: Uuid) -> Tail {
    let bytes = id.into_bytes();
    std::array::from_fn(|at| bytes[ID - TAIL + at])
}

/// What came after a position, the oldest first, and the position after that. Of up to `limit`
/// messages, those that the filter leaves out are not told.
pub async fn follow(
    connection: &mut PgConnection,
    caller: &Caller,
    filter: &Filter,
    position: Position,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<(Vec<Message>, String)> {
    let reader = caller.reader();
    let numbers = sql::list_visible_numbers(&mut *connection, &reader).await?;
    let horizon = first_at(now - LATE);
    let (settled, mut told) = match position {
        Position::Told { settled, recent } => (settled, recent),
        Position::Message(id) => {
            let settled = Uuid::from(id).min(horizon);
            let up_to = Some(id.into());
            let seen =
                sql::list_ids_after(&mut *connection, &numbers, settled, up_to, None).await?;
            (settled, seen.into_iter().map(tail).collect())
        }
    };
    // With one more than is told, which shows whether that is all.
    let most = i64::try_from(told.len()).unwrap_or(0) + limit + 1;
    let ids = sql::list_ids_after(&mut *connection, &numbers, settled, None, Some(most)).await?;
    let limit = usize::try_from(limit).unwrap_or(0);
    let mut fresh = Vec::new();
    let mut passed = Vec::new();
    let mut has_more = false;
    for id in ids {
        if !told.remove(&tail(id)) {
            if fresh.len() == limit {
                has_more = true;
                break;
            }
            fresh.push(MessageId::from(id));
        }
        passed.push(id);
    }
    // With all of them told, nothing can turn up below the horizon any more.
    let settled = match has_more {
        true => passed.iter().copied().rfind(|id| *id < horizon).unwrap_or(settled),
        false => settled.max(horizon),
    };
    let recent: Vec<Uuid> = passed.into_iter().filter(|id| *id > settled).collect();
    let next = write(settled, &recent);
    let filter = Filter { ids: Some(fresh), ..filter.clone() };
    let most = i64::try_from(limit).unwrap_or(0);
    let mut messages =
        sql::list_messages(connection, Some((&reader, &numbers)), &filter, most).await?;
    messages.reverse();
    Ok((messages, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_as_it_was_written_and_nothing_else_is_one() {
        let [a, b, c] = [1_u128, 2, 3].map(Uuid::from_u128);
        let written = write(a, &[b, c]);
        let recent = [b, c].map(tail).into_iter().collect();
        assert_eq!(written.parse(), Ok(Position::Told { settled: a, recent }));
        assert_eq!(b.to_string().parse(), Ok(Position::Message(b.into())));
        for text in ["", "now", "AAAA", &written[..written.len() - 2]] {
            assert_eq!(text.parse::<Position>(), Err(()), "{text}");
        }
    }
}
