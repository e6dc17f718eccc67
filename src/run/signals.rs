//! Ctrl-C and its relatives: the first asks the crawl to stop, the second stops it at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::hook::StopReason;

/// What the user asked for; `None` until then.
pub type Stop = watch::Receiver<Option<StopReason>>;

/// Begins to listen for SIGINT, SIGTERM and SIGHUP.
pub fn listen() -> std::io::Result<Stop> {
    let (sender, receiver) = watch::channel(None);
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        for reason in [StopReason::Interrupt, StopReason::Abort] {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
                _ = hangup.recv() => {}
            }
            sender.send_replace(Some(reason));
        }
        // Keeps the channel open: nobody may mistake the end of this task for the end of the crawl.
        sender.closed().await;
    });
    Ok(receiver)
}

/// Waits until the user asks for more than `so_far`, and returns what was asked for.
pub async fn escalation(stop: &mut Stop, so_far: Option<StopReason>) -> StopReason {
    match stop.wait_for(|asked| *asked > so_far).await.map(|asked| *asked) {
        Ok(Some(reason)) => reason,
        _ => std::future::pending().await,
    }
}
