//! Whether the process lives and whether it can do its work.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::context::Context;
use crate::db::MIGRATOR;
use crate::error::{Error, Result};

/// `GET /healthz` and `GET /readyz`.
pub fn router(context: Context) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({"status": "ok"}))))
        .route("/readyz", get(ready))
        .with_state(context)
}

/// 200 when the database answers and has all migrations.
async fn ready(State(context): State<Context>) -> Result<Json<Value>> {
    // The table is sqlx's own, so that it is in no migration to check the statement against.
    let applied: i64 = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations WHERE success")
        .fetch_one(&context.pool)
        .await?;
    let needed = i64::try_from(MIGRATOR.iter().count()).map_err(Error::internal)?;
    if applied < needed {
        return Err(Error::Unavailable("migrations are missing".into()));
    }
    Ok(Json(json!({"status": "ready"})))
}
