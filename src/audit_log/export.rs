//! The log as JSON lines or CSV, written while it is read.

use axum::body::{Body, Bytes};
use futures_util::stream::try_unfold;
use serde::Deserialize;
use sqlx::PgPool;
use utoipa::ToSchema;

use super::{AuditEntry, Filter, sql};
use crate::audit::chain::Row;
use crate::csv::csv_line;
use crate::error::{BoxError, Result};

/// Rows that are read at once.
const CHUNK: i64 = 1_000;

/// How an export is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object a line, as the API gives it.
    #[default]
    Jsonl,
    /// Comma-separated values with a head line.
    Csv,
}

impl Format {
    /// The media type.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jsonl => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
        }
    }

    fn head(self) -> Result<String> {
        match self {
            Self::Jsonl => Ok(String::new()),
            Self::Csv => csv_line(COLUMNS),
        }
    }

    fn line(self, row: Row) -> Result<String> {
        let entry = AuditEntry::from_row(row)?;
        match self {
            Self::Jsonl => {
                let json = serde_json::to_string(&entry).map_err(crate::error::Error::internal)?;
                Ok(json + "\n")
            }
            Self::Csv => {
                let text = |value: Option<String>| value.unwrap_or_default();
                let id = |value: Option<uuid::Uuid>| text(value.map(|id| id.to_string()));
                let (target_kind, target_id, target_name) = match entry.target {
                    Some(target) => (target.kind.into_owned(), id(target.id), text(target.name)),
                    None => Default::default(),
                };
                csv_line([
                    entry.seq.to_string(),
                    entry.at.to_rfc3339(),
                    entry.actor.kind,
                    id(entry.actor.id),
                    text(entry.actor.name),
                    entry.action,
                    target_kind,
                    target_id,
                    target_name,
                    text(entry.address),
                    text(entry.user_agent),
                    text(entry.request_id),
                    entry.details.to_string(),
                    entry.hash,
                    entry.chain.to_string(),
                ])
            }
        }
    }
}

const COLUMNS: [&str; 15] = [
    "seq",
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "action",
    "target_kind",
    "target_id",
    "target_name",
    "address",
    "user_agent",
    "request_id",
    "details",
    "hash",
    "chain",
];

/// The rows that match, up to `last`, the oldest first.
pub fn stream(pool: PgPool, filter: Filter, last: i64, format: Format) -> Body {
    Body::from_stream(try_unfold(Some(0), move |after| {
        let (pool, filter) = (pool.clone(), filter.clone());
        async move {
            let Some(after) = after else { return Ok(None) };
            let rows = sql::list_rows_between(&pool, &filter, after, last, CHUNK).await?;
            let next = rows.last().map(|row| row.seq);
            let mut text = if after == 0 { format.head()? } else { String::new() };
            for row in rows {
                text += &format.line(row)?;
            }
            Ok::<_, BoxError>(Some((Bytes::from(text), next)))
        }
    }))
}
