//! Reads the audit log: filtered, paged, exported, and its head for everybody.
//!
//! Writes nothing but that somebody took a copy.

mod export;
pub mod head;
pub mod http;
mod sql;

use axum::body::Body;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::chain::Row;
use crate::audit::{self, Action, Target};
use crate::auth::Caller;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::check_year;
use crate::http::pagination::Page;
use export::Format;

/// The longest name that is filtered by.
const LONGEST_ACTION: usize = 50;

/// All conditions hold at once; absent ones don't count.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// Only what this member, key or source did.
    pub actor_id: Option<Uuid>,
    /// Only this action, or all that begin so where it ends with a dot ("session.").
    pub action: Option<String>,
    /// Only what was done to this thing.
    pub target_id: Option<Uuid>,
    /// Only what was done at this time or later.
    pub since: Option<DateTime<Utc>>,
    /// Only what was done before this time.
    pub until: Option<DateTime<Utc>>,
}

impl Filter {
    fn check(&self) -> Result<()> {
        check_year("since", self.since.as_ref())?;
        check_year("until", self.until.as_ref())?;
        let is_name = |action: &String| {
            action.len() <= LONGEST_ACTION
                && action.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_')
        };
        match &self.action {
            Some(action) if !is_name(action) => Err(Error::invalid(
                "action",
                say!("must be a name of /audit/actions, or its beginning up to the dot"),
            )),
            _ => Ok(()),
        }
    }

    /// The action as a LIKE pattern.
    fn action_pattern(&self) -> Option<String> {
        let escaped = self.action.as_ref()?.replace('_', "\\_");
        Some(if escaped.ends_with('.') { escaped + "%" } else { escaped })
    }
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditActor)]
pub struct ActorView {
    /// `user`, `api_key`, `source`, `system` or `nobody`.
    pub kind: String,
    /// Which one.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// What it was called then.
    #[schema(required)]
    pub name: Option<String>,
}

/// A row of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its place in the log, from 1.
    pub seq: i64,
    /// Its chain: 1, and one more after each time that the log was found changed.
    pub chain: i32,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: ActorView,
    /// What was done.
    #[schema(value_type = Action)]
    pub action: String,
    /// What it was done to.
    #[schema(required)]
    pub target: Option<Target>,
    /// Where the request came from.
    #[schema(required)]
    pub address: Option<String>,
    /// What the client called itself.
    #[schema(required)]
    pub user_agent: Option<String>,
    #[schema(required)]
    pub request_id: Option<String>,
    /// What else is to be known, never a code or a secret.
    #[schema(value_type = Object)]
    pub details: Value,
    /// HMAC-SHA256 over the hash before and this row, in hex; of rows of before SHA-256.
    pub hash: String,
}

impl AuditEntry {
    fn from_row(row: Row) -> Result<Self> {
        let target = row.target_kind.map(|kind| Target {
            kind: kind.into(),
            id: row.target_id,
            name: row.target_name,
        });
        Ok(Self {
            seq: row.seq,
            chain: row.chain,
            at: row.at,
            actor: ActorView { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
            action: row.action,
            target,
            address: row.address,
            user_agent: row.user_agent,
            request_id: row.request_id,
            details: serde_json::from_str(&row.details).map_err(Error::internal)?,
            hash: hex::encode(row.hash),
        })
    }
}

/// Rows that match, the latest first.
pub async fn list(
    context: &Context,
    caller: &Caller,
    filter: &Filter,
    cursor: Option<i64>,
    limit: i64,
) -> Result<Page<AuditEntry>> {
    filter.check()?;
    let mut reading = context.reads.begin(caller.user_id).await?;
    let rows = sql::list_rows(reading.connection()?, filter, cursor, limit + 1).await?;
    reading.end();
    let entries = rows.into_iter().map(AuditEntry::from_row).collect::<Result<_>>()?;
    Ok(Page::new(entries, limit, |entry: &AuditEntry| entry.seq.to_string()))
}

/// All rows that match as a file, which is written while it is read.
pub async fn export(
    context: &Context,
    caller: &Caller,
    filter: Filter,
    format: Format,
) -> Result<Body> {
    filter.check()?;
    let last = sql::get_last(&context.pool).await?;
    // Written down first: nothing leaves unseen.
    let entry = caller.did(Action::AuditExported).with(json!({
        "format": format.extension(),
        "rows_up_to": last,
        "filter": filter,
    }));
    audit::record_alone(context, &[entry]).await?;
    Ok(export::stream(context.pool.clone(), filter, last, format))
}
