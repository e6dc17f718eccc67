//! `chrome_launch.bg`: the crawl's one browser, from here to its seal; none when every page has its own.

use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::unistd::geteuid;

use super::files;
use super::install::look;
use crate::browser::flags::{Wish, arguments};
use crate::browser::launch::{Browser, LaunchError};
use crate::native::{Context, HookError, HookResult, Report, notice, ready, write_atomically};

pub async fn run(context: Context) -> HookResult {
    if context.switch("CHROME_PER_PAGE", false)? {
        return Ok(Report::Nothing);
    }
    let own_profile = context.crawl_dir()?.join("chrome/profile");
    let started = tokio::select! {
        started = start(&context, &own_profile) => started,
        () = context.terminated() => return Ok(Report::Nothing),
    };
    let mut browser = started?;
    write_atomically(files::PID, format!("{}\n", browser.pid()))?;
    write_atomically(files::PORT, format!("{}\n", browser.port))?;
    write_atomically(files::CDP_URL, format!("{}\n", browser.ws_url))?;
    write_atomically(files::BROWSER, files::NO_EXTENSIONS)?;
    ready(&format!("Chrome answers at {}", browser.ws_url));
    tokio::select! {
        () = context.terminated() => {}
        ended = browser.ended() => {
            let how = ended.map_or_else(|error| error.to_string(), |end| end.exit.to_string());
            return Err(HookError(format!("Chrome ended by itself: {how}")));
        }
    }
    close(browser, &own_profile).await;
    Ok(Report::Nothing)
}

/// Starts a browser as the settings say, with its profile in `profile` and its words in `chrome.log` here.
pub async fn start(context: &Context, profile: &Path) -> Result<Browser, HookError> {
    let found = look(context).ok_or_else(|| HookError::new("there is no Chrome; chrome_install should have seen to that"))?;
    let limit = context.seconds("CHROME_LAUNCH_TIMEOUT", 60.0)?;
    let sandbox = context.switch("CHROME_SANDBOX", true)? && !geteuid().is_root();
    let user_agent = context.text("CHROME_USER_AGENT").or_else(|| context.text("USER_AGENT"));
    let extra = context.list("CHROME_ARGS_EXTRA")?;
    let size = super::resolution(context)?;
    let start = async |sandbox: bool| {
        let wish = Wish { kind: found.kind, profile, sandbox, size, user_agent: user_agent.as_deref(), extra: &extra };
        Browser::launch(&found.path, arguments(&wish), profile, &PathBuf::from("chrome.log"), limit).await
    };
    match start(sandbox).await {
        // Containers and some distributions forbid what the sandbox is made of (user namespaces).
        Err(LaunchError::Ended { words, .. }) if sandbox && words.contains("No usable sandbox") => {
            notice("this system does not let Chrome have its sandbox (user namespaces); pages are opened without it");
            start(false).await.map_err(HookError::new)
        }
        other => other.map_err(HookError::new),
    }
}

/// Closes a browser and removes its profile.
pub async fn close(browser: Browser, profile: &Path) {
    browser.close().await;
    // What Chrome's processes still write while they end would bring the profile back.
    if profile.exists() {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let _ = std::fs::remove_dir_all(profile);
    }
}
