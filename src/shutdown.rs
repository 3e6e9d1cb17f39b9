//! Stops softly, then hard.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// How long accepted requests may take to finish. The database stops after that, and together
/// they stay under 30 s.
const PATIENCE: Duration = Duration::from_secs(15);

/// Cancelled when the process is asked to stop, by SIGTERM or Ctrl-C. A second time ends it at once.
pub fn requested() -> CancellationToken {
    let token = CancellationToken::new();
    let cancelled = token.clone();
    tokio::spawn(async move {
        let (Ok(mut terminate), Ok(mut interrupt)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return;
        };
        for is_second in [false, true] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if is_second {
                std::process::exit(1);
            }
            tracing::info!("stopping");
            cancelled.cancel();
        }
    });
    token
}

/// Waits for `work`, and no longer than is patient once stopping has begun.
pub async fn finish(
    stopping: CancellationToken,
    work: impl Future<Output = std::io::Result<()>>,
) -> std::io::Result<()> {
    let too_late = async {
        stopping.cancelled().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        result = work => result,
        () = too_late => {
            tracing::warn!("some requests did not finish in time and were dropped");
            Ok(())
        }
    }
}
