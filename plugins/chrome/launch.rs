//! `chrome_launch.bg`: the crawl's one browser and its windows, from here to its seal; none when
//! every page has its own.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use nix::unistd::geteuid;

use super::files;
use super::install::look;
use crate::browser::egress::{self, EgressProxy};
use crate::browser::find::Kind;
use crate::browser::flags::{LaunchOptions, Purpose, arguments};
use crate::browser::launch::{Browser, DebuggingPort, LaunchError};
use crate::browser::windows::{ContextPool, lease_server};
use crate::native::{Context, HookError, HookResult, Report, notice, ready, write_atomically};
use crate::process::raise_open_files;
use crate::stderr::stderr_line;

pub async fn run(context: Context) -> HookResult {
    if context.switch("CHROME_PER_PAGE", false)? {
        return Ok(Report::Nothing);
    }
    let own_profile = context.crawl_dir()?.join("chrome/profile");
    let started = tokio::select! {
        started = start(&context, &own_profile) => started,
        () = context.terminated() => return Ok(Report::AskedToEnd),
    };
    let mut launched = started?;
    let patience = context.seconds("CHROME_HANG_TIMEOUT", 5.0)?;
    let windows = keep_windows(&mut launched)?;
    let browser = &mut launched.browser;
    for name in [files::PID, files::PID_TXT] {
        write_atomically(name, format!("{}\n", browser.pid()))?;
    }
    let ws_url = port_of(browser)?.ws_url.clone();
    write_atomically(files::PORT, format!("{}\n", port_of(browser)?.port))?;
    write_atomically(files::CDP_URL, format!("{ws_url}\n"))?;
    write_atomically(files::BROWSER, files::NO_EXTENSIONS)?;
    ready(&format!("Chrome answers at {ws_url}"));
    let result = tokio::select! {
        () = context.terminated() => Ok(Report::AskedToEnd),
        how = browser.lost(patience) => Err(HookError(how)),
    };
    // When only this hook was asked to end, the holders of windows are notified before Chrome
    // closes.
    windows.abandon();
    close(launched, &own_profile).await;
    result
}

/// A browser, and the proxy it goes through when it is kept out of private networks.
pub struct Launched {
    pub browser: Browser,
    kind: Kind,
    _proxy: Option<EgressProxy>,
}

/// Starts a browser as the settings say, with its profile in `profile` and its words in
/// `chrome.log` here.
pub async fn start(context: &Context, profile: &Path) -> Result<Launched, HookError> {
    let found =
        look(context).ok_or_else(|| HookError::new("no Chrome was found; chrome_install should have installed it"))?;
    let limit = context.seconds("CHROME_LAUNCH_TIMEOUT", 60.0)?;
    let sandbox = context.switch("CHROME_SANDBOX", true)? && !geteuid().is_root();
    let user_agent = context.text("CHROME_USER_AGENT").or_else(|| context.text("USER_AGENT"));
    let extra = context.list("CHROME_ARGS_EXTRA")?;
    let size = super::resolution(context)?;
    if found.kind == Kind::Full {
        allow_cookies_of_others(profile)?;
    }
    let proxy = if context.switch(egress::SETTING, false)? { Some(start_proxy(&extra).await?) } else { None };
    let start = async |sandbox: bool| {
        let proxy = proxy.as_ref().map(|proxy| egress::arguments(proxy.port())).unwrap_or_default();
        let options = LaunchOptions {
            purpose: Purpose::Archiving,
            kind: found.kind,
            profile,
            sandbox,
            size,
            user_agent: user_agent.as_deref(),
            proxy: &proxy,
            extra: &extra,
        };
        Browser::launch(&found.path, arguments(&options), profile, &PathBuf::from("chrome.log"), limit).await
    };
    let browser = match start(sandbox).await {
        // Containers and some distributions forbid what the sandbox is made of (user namespaces).
        Err(LaunchError::Ended { words, .. }) if sandbox && words.contains("No usable sandbox") => {
            notice("this system does not let Chrome have its sandbox (user namespaces); pages are opened without it");
            start(false).await
        }
        other => other,
    };
    Ok(Launched { browser: browser.map_err(HookError::new)?, kind: found.kind, _proxy: proxy })
}

/// Where other hooks reach the browser.
pub fn port_of(browser: &Browser) -> Result<&DebuggingPort, HookError> {
    browser.debugging_port().ok_or_else(|| HookError::new("Chrome was started without a debugging port"))
}

/// Lends the browser's windows to clients of the lease server that a file here names.
pub fn keep_windows(launched: &mut Launched) -> Result<Arc<ContextPool>, HookError> {
    // The full browser remembers for each origin what it asked the user for and did not get, and
    // nothing takes that away.
    let may_hand_on = launched.kind == Kind::HeadlessShell;
    let (connection, events) = launched.browser.connection();
    let events = events.ok_or_else(|| HookError::new("the browser's events already have a receiver"))?;
    // It serves as long as this process lives.
    let pool = ContextPool::new(connection, events, may_hand_on);
    let address = lease_server::open(pool.clone())
        .map_err(|error| HookError(format!("the browser's window server could not be started: {error}")))?;
    write_atomically(files::WINDOWS, format!("{address}\n"))?;
    Ok(pool)
}

/// Closes a browser and removes its profile.
pub async fn close(launched: Launched, profile: &Path) {
    if let Err(error) = launched.browser.close().await {
        stderr_line!("{}: the profile could not be removed: {error}", profile.display());
    }
}

/// The full browser keeps cookies from what a page asks of other sites in the browser contexts that
/// windows are, unlike in its ordinary windows and in the headless shell. This is its setting for
/// that (components/content_settings, `cookie_controls_mode`).
fn allow_cookies_of_others(profile: &Path) -> Result<(), HookError> {
    let dir = profile.join("Default");
    std::fs::create_dir_all(&dir).map_err(|error| HookError::file(&dir, error))?;
    write_atomically(
        dir.join("Preferences"),
        r#"{"profile":{"cookie_controls_mode":0,"block_third_party_cookies":false}}"#,
    )
}

/// Starts the proxy that keeps the browser out of private networks, and writes its address down.
async fn start_proxy(extra: &[String]) -> Result<EgressProxy, HookError> {
    if let Some(flag) = egress::contradiction(extra) {
        let why = "with --no-private-networks all connections go through a proxy of tacklebox's own";
        return Err(HookError(format!("CHROME_ARGS_EXTRA has {flag}, but {why}; leave out one of the two")));
    }
    // Each connection through the proxy has two ends here. Chrome gets the limit that this process
    // was given.
    raise_open_files();
    let proxy = egress::start(Path::new("."))
        .await
        .map_err(|error| HookError(format!("the proxy for NO_PRIVATE_NETWORKS: {error}")))?;
    write_atomically(egress::ADDRESS_FILE, format!("{}\n", proxy.url()))?;
    Ok(proxy)
}
