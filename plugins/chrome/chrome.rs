//! The chrome plugin: one browser for a crawl, one page for a snapshot. Its four hooks are the four
//! modules.

mod arrival;
mod fence;
pub mod install;
mod interstitial;
mod judge;
pub mod launch;
mod moments;
pub mod navigate;
mod page_load;
mod pending;
mod report;
mod request_settings;
mod rest;
mod scroll;
mod settling;
pub mod tab;
mod verdict;
mod watch;

/// Files in the crawl's and the snapshot's `chrome/` directory that other hooks read.
mod files {
    pub const CDP_URL: &str = "cdp_url.txt";
    pub const PID: &str = "chrome.pid";
    /// The same number, under the name that hooks of ArchiveBox read.
    pub const PID_TXT: &str = "pid.txt";
    /// What hooks of abx-plugins wait for: the browser is up, with these extensions.
    pub const BROWSER: &str = "browser.json";
    pub const NO_EXTENSIONS: &str = "{\"ready\": true, \"extensions\": []}\n";
    /// Where windows of the browser can be leased.
    pub const WINDOWS: &str = "windows.txt";
    pub const PORT: &str = "port.txt";
    pub const TARGET_ID: &str = "target_id.txt";
    pub const URL: &str = "url.txt";
    pub const PAGE_LOADED: &str = "page_loaded.txt";
    pub const FINAL_URL: &str = "final_url.txt";
    /// The fact about files that a page of `file:` was refused.
    pub const REFUSED_FACT: &str = "refused_files";
}

/// `1440,2000` as width and height.
fn resolution(context: &crate::native::Context) -> Result<(u32, u32), crate::native::HookError> {
    let text = context.text("CHROME_RESOLUTION").unwrap_or_else(|| "1440,2000".into());
    let parsed = text
        .split_once([',', 'x'])
        .and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
    parsed.ok_or_else(|| {
        crate::native::HookError::new(format!("CHROME_RESOLUTION={text}: write it as WIDTH,HEIGHT, as in 1440,2000"))
    })
}
