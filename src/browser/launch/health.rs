//! Whether a running browser is of any use still: none of its own processes is stopped, and it
//! answers through its network service.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::cdp::{CdpError, Connection};
use crate::process::{command_line, descendants, is_stopped};

/// How often Chrome is looked at and asked whether it is well.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often its processes are listed again. The list is made by a look at every process of the
/// machine, and those that matter live as long as Chrome does.
const LIST_EVERY: Duration = Duration::from_secs(60);

/// Returns when one of Chrome's own processes is stopped by a signal, and says which.
///
/// A renderer is left out: it serves the pages of one site, and what uses it has a time limit of
/// its own.
pub async fn stopped(browser: i32) -> String {
    let mut own: Vec<i32> = vec![browser];
    let mut listed: Option<Instant> = None;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if listed.is_none_or(|listed| listed.elapsed() >= LIST_EVERY) {
            own = descendants(browser);
            own.retain(|pid| !command_line(*pid).contains("--type=renderer"));
            listed = Some(Instant::now());
        }
        let stopped = own.iter().find(|pid| is_stopped(**pid));
        // Its number may be another's since the list was made.
        if let Some(pid) = stopped.filter(|pid| descendants(browser).contains(pid)) {
            return name(&command_line(*pid)).to_owned();
        }
    }
}

/// What a process of Chrome's is for, in words.
fn name(command_line: &str) -> &'static str {
    let names = [
        ("network.mojom.NetworkService", "Chrome's network service"),
        ("storage.mojom.StorageService", "Chrome's storage service"),
        ("--type=gpu-process", "Chrome's GPU process"),
        ("--type=zygote", "Chrome's zygote, which starts its other processes,"),
        ("--type=", "one of Chrome's processes"),
    ];
    names.iter().find(|(part, _)| command_line.contains(part)).map_or("Chrome", |(_, name)| name)
}

/// How much longer the network service may take than Chrome itself: a page that opens dialogs
/// without end, on a busy machine, keeps it waiting for seconds.
const MORE_FOR_NETWORK: u32 = 3;

/// Returns when Chrome has given no answer for as long as `patience`, or its network service for
/// three times that, and says which of the two it was and how long.
///
/// The cookies of the profile, of which there are none, are kept by the network service, so that
/// one question asks both processes. Chrome forgets such a question when the network service
/// crashes and is restarted; so a question without an answer is asked a second time.
pub async fn unresponsive(connection: &Connection, patience: Duration) -> (&'static str, Duration) {
    let ask = async |method: &'static str, limit| connection.root().call_within(method, json!({}), limit).await;
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if !is_unanswered(&ask("Storage.getCookies", patience / 2).await, patience).await {
            continue;
        }
        let (network, browser) =
            tokio::join!(ask("Storage.getCookies", patience / 2), ask("Browser.getVersion", patience / 2));
        if is_unanswered(&browser, patience).await {
            return ("Chrome", patience);
        }
        if is_unanswered(&network, patience).await
            && is_unanswered(&ask("Storage.getCookies", patience * (MORE_FOR_NETWORK - 1)).await, patience).await
        {
            return ("Chrome's network service", patience * MORE_FOR_NETWORK);
        }
    }
}

async fn is_unanswered<T>(answer: &Result<T, CdpError>, patience: Duration) -> bool {
    match answer {
        Err(CdpError::Timeout { .. }) => true,
        // It closes its pipe when it ends, which is known in a moment. One that lives on without it
        // gives no answers.
        Err(CdpError::Closed(_)) => {
            tokio::time::sleep(patience).await;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_called_by_what_it_is_for() {
        let network =
            "/usr/lib/chromium/chromium --type=utility --utility-sub-type=network.mojom.NetworkService --lang=en-US";
        assert_eq!(name(network), "Chrome's network service");
        assert_eq!(
            name("/usr/lib/chromium/chromium --type=utility --utility-sub-type=audio.mojom.AudioService"),
            "one of Chrome's processes"
        );
        assert_eq!(name("/usr/lib/chromium/chromium --headless"), "Chrome");
    }
}
