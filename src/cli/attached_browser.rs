//! Which browser and which page a command works on: in a hook, those of the snapshot (or of the
//! crawl); elsewhere, those that the command line names.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::Failure;
use crate::browser::endpoint::Endpoint;
use crate::browser::navigation::navigation;
use crate::browser::page::Page;
use crate::cdp::{Connection, Events, Session};
use crate::model::env_vars as var;
use crate::native::{Report, page_report};
use crate::report::escape_control;
use crate::rules::exit::Exit;

/// Where the page is, and how long the command may take.
#[derive(Debug, clap::Args)]
pub struct Where {
    /// The browser: ws://HOST:PORT/devtools/browser/ID or http://HOST:PORT; in a hook, its own one
    /// unless this is given
    #[arg(long, value_name = "URL")]
    cdp_url: Option<String>,
    /// The page's target id; not needed in a hook, nor where there is one page only
    #[arg(long, value_name = "ID")]
    target: Option<String>,
    /// Time limit; in a hook TIMEOUT, else 60; `listen` has none unless this is given
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,
}

/// What is at hand.
#[derive(Debug, PartialEq)]
pub enum AttachedBrowser {
    /// The page of the snapshot in this directory.
    Snapshot(PathBuf),
    /// The browser of the crawl in this directory, whose hooks have no page.
    Crawl(PathBuf),
    /// A browser, and the page of it if one was named.
    Browser {
        endpoint: Endpoint,
        target: Option<String>,
    },
    Nothing,
}

/// What a command needs of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// That it has been loaded, and is a page.
    Loaded,
    /// Only the tab: it may be yet to load.
    Tab,
}

/// From anything that went wrong while the command did its work.
pub fn failed(why: impl ToString) -> Failure {
    Failure { exit: Exit::SomeFailed, message: why.to_string() }
}

impl Where {
    /// What the options and the environment mean.
    pub fn attached_browser(&self) -> Result<AttachedBrowser, Failure> {
        let browser = |address: &str| {
            let endpoint = Endpoint::parse(address).map_err(Failure::usage)?;
            let target = self.target.clone().or_else(|| endpoint.target().map(str::to_owned));
            Ok(AttachedBrowser::Browser { endpoint, target })
        };
        if let Some(address) = &self.cdp_url {
            return browser(address);
        }
        // A runner without these variables still starts hooks in a directory beside chrome/.
        let snap_dir = directory(&[var::SNAP_DIR, var::SNAPSHOT_DIR])
            .or_else(|| Some(PathBuf::from("..")).filter(|dir| has_tab(dir)));
        match (snap_dir, &self.target) {
            (Some(snap_dir), None) => return Ok(AttachedBrowser::Snapshot(snap_dir)),
            (Some(snap_dir), Some(_)) => return browser(&read_address(&snap_dir)?),
            (None, _) => {}
        }
        match directory(&[var::CRAWL_DIR, var::CRAWL_OUTPUT_DIR]) {
            Some(crawl_dir) if self.target.is_none() => Ok(AttachedBrowser::Crawl(crawl_dir)),
            Some(crawl_dir) => browser(&read_address(&crawl_dir)?),
            None => Ok(AttachedBrowser::Nothing),
        }
    }

    /// How long the command may take. In a hook it ends a little before the hook must, so that it
    /// can say why.
    pub fn limit(&self) -> Result<Duration, Failure> {
        if let Some(limit) = self.timeout {
            return Ok(limit);
        }
        match std::env::var(var::TIMEOUT).ok().filter(|value| !value.trim().is_empty()) {
            Some(value) => seconds(value.trim())
                .map(|limit| limit.mul_f64(0.95))
                .map_err(|why| Failure::usage(format!("TIMEOUT={value}: {why}"))),
            None => Ok(Duration::from_secs(60)),
        }
    }

    /// The limit, if one was given.
    pub fn typed_limit(&self) -> Option<Duration> {
        self.timeout
    }

    /// Attaches to the page.
    pub async fn page(&self, needs: Needs) -> Result<(Page, Events), Failure> {
        match self.attached_browser()? {
            AttachedBrowser::Snapshot(snap_dir) => {
                if needs == Needs::Loaded {
                    check_loaded(&snap_dir)?;
                }
                Page::attach(&snap_dir).await.map_err(failed)
            }
            AttachedBrowser::Browser { endpoint, target } => {
                let ws_url = endpoint.websocket().await.map_err(failed)?;
                let target = match target {
                    Some(target) => target,
                    None => the_only_page(&ws_url).await?,
                };
                Page::open(&ws_url, target).await.map_err(failed)
            }
            AttachedBrowser::Crawl(_) => {
                Err(Failure::usage("a hook of the crawl has no page of its own; say which one with --target"))
            }
            AttachedBrowser::Nothing => Err(no_browser()),
        }
    }

    /// The browser's own session.
    pub async fn browser(&self) -> Result<Session, Failure> {
        let ws_url = match self.attached_browser()? {
            AttachedBrowser::Snapshot(dir) | AttachedBrowser::Crawl(dir) => read_address(&dir)?,
            AttachedBrowser::Browser { endpoint, .. } => endpoint.websocket().await.map_err(failed)?,
            AttachedBrowser::Nothing => return Err(no_browser()),
        };
        Ok(Connection::open(&ws_url).await.map_err(failed)?.0.root())
    }

    /// The port of the browser, if there is a browser at hand.
    pub fn endpoint(&self) -> Result<Option<Endpoint>, Failure> {
        match self.attached_browser()? {
            AttachedBrowser::Snapshot(dir) | AttachedBrowser::Crawl(dir) => {
                Endpoint::parse(&read_address(&dir)?).map(Some).map_err(failed)
            }
            AttachedBrowser::Browser { endpoint, .. } => Ok(Some(endpoint)),
            AttachedBrowser::Nothing => Ok(None),
        }
    }
}

/// Seconds as typed: more than none, and at most a year.
fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(Duration::from_secs_f64(number.min(31_536_000.0))),
        _ => Err("expected a number of seconds, more than 0".into()),
    }
}

fn directory(keys: &[&str]) -> Option<PathBuf> {
    keys.iter().find_map(std::env::var_os).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn has_tab(snap_dir: &Path) -> bool {
    snap_dir.join("chrome/target_id.txt").is_file()
}

fn no_browser() -> Failure {
    Failure::usage(
        "there is no browser at hand: this is not a hook, so say which one with --cdp-url ws://... or http://HOST:PORT",
    )
}

/// The browser's address as the chrome plugin left it.
fn read_address(scope_dir: &Path) -> Result<String, Failure> {
    let path = scope_dir.join("chrome/cdp_url.txt");
    let text = std::fs::read_to_string(&path);
    text.map(|text| text.trim().to_owned())
        .map_err(|error| failed(format!("there is no browser here ({}: {error})", path.display())))
}

/// In a hook whose page is a file there is nothing to do, which the exit code tells the runner.
fn check_loaded(snap_dir: &Path) -> Result<(), Failure> {
    if navigation(snap_dir).is_none() {
        return Err(failed(
            "there is no page yet, or chrome_navigate failed: a hook that works on the loaded page has a number above 30; if this one has, see .hooks/chrome/",
        ));
    }
    match page_report(snap_dir).map_err(failed)? {
        Some(Report::Skipped(why)) => Err(Failure { exit: Exit::Skipped, message: why }),
        _ => Ok(()),
    }
}

/// The page that must be meant, as there is no other.
async fn the_only_page(ws_url: &str) -> Result<String, Failure> {
    let (connection, _) = Connection::open(ws_url).await.map_err(failed)?;
    let answer = connection.root().call("Target.getTargets", json!({})).await.map_err(failed)?;
    let targets = answer["targetInfos"].as_array().map(Vec::as_slice).unwrap_or_default();
    let pages: Vec<&Value> = targets.iter().filter(|target| target["type"] == "page").collect();
    match pages.as_slice() {
        [page] => page["targetId"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| failed("Target.getTargets: the page has no targetId")),
        [] => Err(failed(
            "this browser has no page open; `tacklebox cdp --browser Target.createTarget '{\"url\":\"...\"}'` opens one",
        )),
        several => {
            let text = |page: &Value, key: &str| escape_control(page[key].as_str().unwrap_or_default());
            let lines = several
                .iter()
                .map(|page| format!("\n  {}  {}  {}", text(page, "targetId"), text(page, "url"), text(page, "title")));
            Err(Failure::usage(format!(
                "several pages are open; say which one with --target:{}",
                lines.collect::<String>()
            )))
        }
    }
}

/// SIGTERM or Ctrl-C, listened for from the beginning.
pub struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    pub async fn wait(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Runs the command; its work can wait for the signals.
pub fn run<F: Future<Output = Result<Exit, Failure>>>(work: impl FnOnce(StopSignals) -> F) -> Result<Exit, Failure> {
    let runtime = crate::process::runtime().map_err(failed)?;
    runtime.block_on(async {
        let listen = |kind| signal(kind).map_err(|error| failed(format!("signals cannot be waited for: {error}")));
        work(StopSignals { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
            .await
    })
}

/// The same for work that is given up when it is asked to end, or takes longer than `limit`; what
/// it has begun is undone as it is dropped.
pub fn run_within(limit: Duration, work: impl Future<Output = Result<Exit, Failure>>) -> Result<Exit, Failure> {
    run(async |mut asked| {
        tokio::select! {
            done = tokio::time::timeout(limit, work) => {
                let late = || failed(format!("it was not done after {} s; --timeout, or TIMEOUT in a hook, sets the limit", limit.as_secs_f32()));
                done.unwrap_or_else(|_| Err(late()))
            }
            () = asked.wait() => Ok(Exit::Interrupted),
        }
    })
}

/// What was typed, or standard input for `-`.
pub fn typed_or_read(text: &str) -> Result<String, Failure> {
    if text == "-" {
        std::io::read_to_string(std::io::stdin()).map_err(|error| failed(format!("standard input: {error}")))
    } else {
        Ok(text.to_owned())
    }
}
