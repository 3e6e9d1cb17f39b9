//! Tells of a database that died: nobody looks into the log of a server that works again.

use std::time::Duration;

use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;

use super::outbox::announce;
use crate::context::Context;
use crate::db::embedded::Restart;
use crate::error::Result;
use crate::id;
use crate::notices::{NewNotice, NoticeKind};

/// How long is waited before one that could not be written down is tried again: the database may
/// have died once more.
const RETRY: Duration = Duration::from_millis(500);

/// Makes a notice of each restart, until nobody supervises the database any more.
pub async fn tell(context: Context, mut restarts: UnboundedReceiver<Restart>) {
    while let Some(restart) = restarts.recv().await {
        let notice = notice(&context, &restart);
        while let Err(error) = write(&context, &notice).await {
            tracing::warn!(%error, "the notice of the database's restart waits");
            tokio::time::sleep(RETRY).await;
        }
    }
}

fn notice(context: &Context, restart: &Restart) -> NewNotice {
    let Restart { how, away } = restart;
    let milliseconds = away.as_millis();
    NewNotice {
        kind: NoticeKind::DatabaseRestarted,
        source_id: None,
        number_id: None,
        channel_id: None,
        title: "The database died and was started again".to_owned(),
        text: format!(
            "PostgreSQL ended unexpectedly ({how}) and answered again after {milliseconds} ms. Nothing \
             that was accepted is lost; what came meanwhile was answered 503, and providers send it \
             again. Does the machine have enough memory? The file postgres.log beside the database \
             has the rest."
        ),
        details: json!({"how": how, "milliseconds": milliseconds}),
        dedupe_key: format!("database.restarted:{}", id::new_v7(context.clock.now())),
    }
}

async fn write(context: &Context, notice: &NewNotice) -> Result<()> {
    let mut transaction = context.pool.begin().await?;
    announce(context, &mut transaction, notice).await?;
    Ok(transaction.commit().await?)
}
