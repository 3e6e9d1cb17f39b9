//! What is done every second beside the requests: looks whether the audit log is as it was written,
//! anchors its head, tells of a break, and writes down the refusals that were counted.

use std::time::Duration;

use serde_json::json;
use tokio::sync::watch::{self, Receiver, Sender};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::audit;
use crate::audit::anchor::Anchor;
use crate::audit::head::SignedHead;
use crate::audit::watch::{Break, Watch, list_breaks};
use crate::context::Context;
use crate::delivery;
use crate::error::Result;
use crate::notices::{NewNotice, NoticeKind};
use crate::sources::arrivals::Refused;

const PERIOD: Duration = Duration::from_secs(1);

/// What is watched.
struct Watcher {
    context: Context,
    refused: Refused,
    log: Watch,
    anchor: Option<Anchor>,
    heads: Sender<Option<SignedHead>>,
    /// The chain whose beginning was told of.
    told: i32,
}

/// Begins to watch, and ends with a last look once `stopping` is cancelled. The receiver has the
/// head of the audit log.
pub fn start(
    context: Context,
    refused: Refused,
    stopping: CancellationToken,
) -> (JoinHandle<()>, Receiver<Option<SignedHead>>) {
    let (heads, latest) = watch::channel(None);
    let anchor = context.config.audit_anchor.as_deref().map(Anchor::new);
    let mut watcher = Watcher { context, refused, log: Watch::default(), anchor, heads, told: 1 };
    let watching = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let is_last = tokio::select! {
                _ = ticks.tick() => false,
                () = stopping.cancelled() => true,
            };
            watcher.round(is_last).await;
            if is_last {
                return;
            }
        }
    });
    (watching, latest)
}

impl Watcher {
    async fn round(&mut self, is_last: bool) {
        if let Err(error) = self.write_refusals(is_last).await {
            tracing::warn!(%error, "refusals wait for the database");
        }
        if let Err(error) = self.look(is_last).await {
            tracing::warn!(%error, "the audit log could not be looked at");
        }
    }

    /// Writes the refusals of minutes that have ended; in the end all of them.
    async fn write_refusals(&self, is_last: bool) -> Result<()> {
        let context = &self.context;
        let now = (!is_last).then(|| context.clock.now());
        self.refused.write(context, now).await?;
        audit::write_refusals(context, now).await
    }

    async fn look(&mut self, is_last: bool) -> Result<()> {
        let context = &self.context;
        let head = self.log.look(&context.pool, &context.keys, context.clock.now()).await?;
        if let Some(anchor) = &mut self.anchor
            && let Err(error) = anchor.keep(&head, is_last).await
        {
            metrics::counter!("codebell_audit_anchor_failures_total").increment(1);
            tracing::warn!(%error, "the head of the audit log could not be anchored; look at CODEBELL_AUDIT_ANCHOR");
        }
        let chain = head.chain;
        self.heads.send_replace(Some(head));
        if chain > self.told {
            for broken in list_breaks(&context.pool, &context.keys).await? {
                tell(context, &broken).await?;
            }
            self.told = chain;
        }
        Ok(())
    }
}

/// Tells of a break, once over all nodes and starts.
async fn tell(context: &Context, broken: &Break) -> Result<()> {
    let Break { seq, at, hash, found } = broken;
    let notice = NewNotice {
        kind: NoticeKind::AuditBroken,
        source_id: None,
        number_id: None,
        channel_id: None,
        title: "The audit log was changed by somebody else than Codebell".to_owned(),
        text: format!(
            "It was found at {}, when entry {} was its last: {}. What happens since then is in another \
             chain, from entry {seq} on. \"codebell audit verify\" names what was changed. Find out \
             who else has the database.",
            at.format("%Y-%m-%d %H:%M UTC"),
            found.seq,
            found.reason,
        ),
        details: json!({"chain": found.chain, "seq": found.seq, "since": at}),
        dedupe_key: format!("audit.broken:{hash}"),
    };
    let mut transaction = context.pool.begin().await?;
    delivery::announce(context, &mut transaction, &notice).await?;
    Ok(transaction.commit().await?)
}
