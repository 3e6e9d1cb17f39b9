//! The log for who may read it: filtered, paged, exported.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::chain::Row;
use super::export::{self, Format};
use super::{Action, Target, sql};
use crate::auth::ReadAudit;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::http::json::{Query, check_year};
use crate::http::pagination::{Page, Paging};
use crate::http::problem::Problem;

/// The longest name that is filtered by.
const LONGEST_ACTION: usize = 50;

/// The routes of this slice.
pub fn router() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(actions)).routes(routes!(export))
}

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
                "must be a name of /audit/actions, or its beginning up to the dot",
            )),
            _ => Ok(()),
        }
    }

    /// The action as a LIKE pattern.
    pub(super) fn action_pattern(&self) -> Option<String> {
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
    /// What was done, such as `session.started`.
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
    /// The request.
    #[schema(required)]
    pub request_id: Option<String>,
    /// What else is to be known, never a code or a secret.
    #[schema(value_type = Object)]
    pub details: Value,
    /// HMAC-SHA256 over the hash before and this row, in hex; of rows of before SHA-256.
    pub hash: String,
}

impl AuditEntry {
    pub(super) fn from_row(row: Row) -> Result<Self> {
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

/// What happened, the latest first
#[utoipa::path(get, path = "/audit", tag = "audit", params(Filter, Paging), responses(
    (status = 200, body = Page<AuditEntry>),
    (status = 401, body = Problem),
    (status = 403, body = Problem, description = "The caller may not read the log"),
    (status = 422, body = Problem, description = "A field breaks a rule"),
    (status = 429, body = Problem, description = "Too much at once"),
))]
async fn list(
    State(context): State<Context>,
    ReadAudit(caller): ReadAudit,
    Query(filter): Query<Filter>,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<AuditEntry>>> {
    filter.check()?;
    let limit = paging.limit()?;
    let cursor = paging.cursor()?;
    let mut reading = context.reads.begin(caller.user_id).await?;
    let rows = sql::list_rows(reading.connection()?, &filter, cursor, limit + 1).await?;
    reading.end();
    let entries = rows.into_iter().map(AuditEntry::from_row).collect::<Result<_>>()?;
    Ok(Json(Page::new(entries, limit, |entry| entry.seq.to_string())))
}

/// The names of all actions
#[utoipa::path(get, path = "/audit/actions", tag = "audit", responses(
    (status = 200, body = Page<String>),
    (status = 401, body = Problem),
    (status = 403, body = Problem, description = "The caller may not read the log"),
))]
async fn actions(_: ReadAudit) -> Json<Page<String>> {
    let data = Action::ALL.iter().map(|action| action.as_str().to_owned()).collect();
    Json(Page { data, next_cursor: None })
}

/// How an export is written.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct ExportOptions {
    /// JSON lines or CSV.
    #[serde(default)]
    #[param(inline, required = false)]
    format: Format,
}

/// What happened as a file, the oldest first
#[utoipa::path(get, path = "/audit/export", tag = "audit", params(Filter, ExportOptions), responses(
    (status = 200, content((String = "application/x-ndjson"), (String = "text/csv"))),
    (status = 401, body = Problem),
    (status = 403, body = Problem, description = "The caller may not read the log"),
    (status = 422, body = Problem, description = "A field breaks a rule"),
))]
async fn export(
    State(context): State<Context>,
    ReadAudit(caller): ReadAudit,
    Query(filter): Query<Filter>,
    Query(ExportOptions { format }): Query<ExportOptions>,
) -> Result<impl IntoResponse> {
    filter.check()?;
    let (last, _) = sql::get_last(&context.pool).await?;
    // Written down first: nothing leaves unseen.
    let entry = caller.did(Action::AuditExported).with(json!({
        "format": format.extension(),
        "rows_up_to": last,
        "filter": filter,
    }));
    context.record_alone(&[entry]).await?;
    let name = format!("attachment; filename=\"codebell-audit.{}\"", format.extension());
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, export::stream(context.pool, filter, last, format)))
}
