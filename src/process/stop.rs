//! Ctrl-C and its relatives: the first asks the crawl to stop, the second stops it at once, the
//! third ends the program as it stands.

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::{is_ignored, restore_default};

/// Why a hook is stopped.
///
/// The order matters: a reason that comes later in this list overrides an earlier one, never the
/// other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StopReason {
    /// Its snapshot or crawl is sealed.
    Seal,
    /// Its time is up.
    Timeout,
    /// What it works on is lost.
    Lost,
    /// The user asked the crawl to stop.
    Interrupt,
    /// The user asked twice: nothing is waited for any more.
    Abort,
}

/// What the user asked for; `None` until then.
pub type Stop = watch::Receiver<Option<StopReason>>;

/// Begins to listen for SIGINT, SIGTERM and SIGHUP, except those that were ignored when this
/// program was started, as with `nohup`.
pub fn listen() -> std::io::Result<Stop> {
    let (sender, receiver) = watch::channel(None);
    let mut interrupt = UserSignal::listen(SignalKind::interrupt())?;
    let mut terminate = UserSignal::listen(SignalKind::terminate())?;
    let mut hangup = UserSignal::listen(SignalKind::hangup())?;
    tokio::spawn(async move {
        for reason in [StopReason::Interrupt, StopReason::Abort] {
            tokio::select! {
                () = interrupt.recv() => {}
                () = terminate.recv() => {}
                () = hangup.recv() => {}
            }
            sender.send_replace(Some(reason));
        }
        // Should the program itself be stuck, on a terminal that takes no more text, say, it can
        // still be ended.
        for signal in [&interrupt, &terminate] {
            signal.restore_default();
        }
        // Keeps the channel open: the end of this task must not look like the end of the crawl.
        sender.closed().await;
    });
    Ok(receiver)
}

/// A signal that is listened for, unless it was ignored from the start.
struct UserSignal {
    kind: SignalKind,
    signal: Option<Signal>,
}

impl UserSignal {
    fn listen(kind: SignalKind) -> std::io::Result<Self> {
        let signal = if is_ignored(kind.as_raw_value()) { None } else { Some(signal(kind)?) };
        Ok(UserSignal { kind, signal })
    }

    async fn recv(&mut self) {
        match &mut self.signal {
            Some(signal) => {
                signal.recv().await;
            }
            None => std::future::pending().await,
        }
    }

    /// Lets it end the program. One that was ignored from the start stays so.
    fn restore_default(&self) {
        if self.signal.is_some() {
            restore_default(self.kind.as_raw_value());
        }
    }
}

/// Waits until the user asks for more than `so_far`, and returns what was asked for.
pub async fn escalation(stop: &mut Stop, so_far: Option<StopReason>) -> StopReason {
    match stop.wait_for(|asked| *asked > so_far).await.map(|asked| *asked) {
        Ok(Some(reason)) => reason,
        _ => std::future::pending().await,
    }
}
