//! Adds to the log.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use super::entry::Entry;
use super::refusals::Repeated;
use super::sql::Stored;
use super::{chain, quarantine, sql};
use crate::context::Context;
use crate::error::Result;
use crate::secrets::Keyring;

/// Seals the empty chain of a database that nobody has used yet. What is not sealed later was
/// changed.
pub async fn begin(context: &Context) -> Result<()> {
    let keys = &context.keys;
    let mut transaction = context.pool.begin().await?;
    let stored = sql::lock_head(&mut transaction).await?;
    if stored.seal.is_none() && quarantine::fault(&mut transaction, keys, &stored).await?.is_none()
    {
        sql::update_seal(&mut *transaction, &chain::seal(keys, &stored.head)).await?;
    }
    Ok(transaction.commit().await?)
}

/// Whether a server has ever written to the log.
pub async fn is_sealed(executor: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    Ok(sql::find_head(executor).await?.is_some_and(|stored| stored.seal.is_some()))
}

/// Whether these keys sealed the end of the log; none where it has no seal.
pub async fn is_sealed_with(
    executor: impl PgExecutor<'_>,
    keys: &Keyring,
) -> Result<Option<bool>, sqlx::Error> {
    let stored = sql::find_head(executor).await?;
    let seal = stored.and_then(|Stored { head, seal }| Some((head, seal?)));
    Ok(seal.map(|(head, seal)| chain::is_sealed(keys, &head, &seal)))
}

/// Adds entries in the transaction of `connection`, as its last statement.
pub async fn record(
    context: &Context,
    connection: &mut PgConnection,
    entries: &[Entry],
) -> Result<()> {
    let entries: Vec<&Entry> = entries.iter().collect();
    Ok(append(connection, &context.keys, context.clock.now(), &entries).await?)
}

/// Adds entries in a transaction of their own.
pub async fn record_alone(context: &Context, entries: &[Entry]) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    record(context, &mut transaction, entries).await?;
    Ok(transaction.commit().await?)
}

/// Writes down a refusal, or what was asked for again: the first of its kind in a minute at once, the
/// others as one entry when the minute has ended.
pub async fn refuse(context: &Context, entry: Entry) -> Result<()> {
    let now = context.clock.now();
    let Some(first) = context.refusals.count(entry, now) else { return Ok(()) };
    let written = record_alone(context, std::slice::from_ref(&first)).await;
    if written.is_err() {
        // Not forgotten: it is among the others then.
        context.refusals.count(first, context.clock.now());
    }
    written
}

/// Writes the refusals of minutes that have ended by `now`, or all of them.
pub async fn write_refusals(context: &Context, now: Option<DateTime<Utc>>) -> Result<()> {
    let repeated = context.refusals.take(now);
    if repeated.is_empty() {
        return Ok(());
    }
    let entries: Vec<Entry> = repeated.iter().map(Repeated::entry).collect();
    let written = record_alone(context, &entries).await;
    if written.is_err() {
        context.refusals.put_back(repeated);
    }
    written
}

/// Begins another chain with a new secret key, in the transaction of `connection`, as its last statement:
/// nobody can add to the one before without the key that is lost.
pub async fn begin_with_new_key(
    connection: &mut PgConnection,
    keys: &Keyring,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let stored = sql::lock_head(&mut *connection).await?;
    let first = quarantine::replace(&mut *connection, keys, now, &stored.head).await?;
    let head = first.head();
    sql::append(connection, &[first], &head, &chain::seal(keys, &head)).await
}

/// Adds entries to the chain, in the transaction of `connection`. Where the chain does not end as
/// Codebell sealed it, they go into another.
///
/// From here to the end of that transaction nobody else can add any, so that it comes last in it.
pub async fn append(
    connection: &mut PgConnection,
    keys: &Keyring,
    now: DateTime<Utc>,
    entries: &[&Entry],
) -> Result<(), sqlx::Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let stored = sql::lock_head(&mut *connection).await?;
    let mut head = stored.head.clone();
    let mut rows = Vec::with_capacity(entries.len() + 1);
    if let Some(reason) = quarantine::fault(&mut *connection, keys, &stored).await? {
        let first = quarantine::open(&mut *connection, keys, now, &stored.head, reason).await?;
        head = first.head();
        rows.push(first);
    }
    for entry in entries {
        let row = chain::Row::new(keys, entry, &head, now);
        head = row.head();
        rows.push(row);
    }
    sql::append(connection, &rows, &head, &chain::seal(keys, &head)).await
}
