//! One Chrome of the pool: started, proved, and removed with all that it left.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use nix::unistd::geteuid;
use serde_json::{Value, json};

use super::configuration::Configuration;
use super::hub::Hub;
use super::slots::Slot;
use crate::browser::egress::{self, EgressProxy};
use crate::browser::find::ChromeBinary;
use crate::browser::flags::{self, LaunchOptions, Purpose};
use crate::browser::launch::{Browser, ChromeCommand, LaunchError};
use crate::cdp::{CdpError, Session};

/// How long a browser may take to prove that it works, when it is to be lent at once.
const PROOF: Duration = Duration::from_millis(250);

/// How long it may take to open its first page, after its start.
const FIRST_PAGE: Duration = Duration::from_secs(20);

/// What the browsers of a pool are started with.
#[derive(Debug, Clone)]
pub struct ChromeOptions {
    pub program: ChromeBinary,
    /// Whether Chrome's sandbox is used. Root cannot have it.
    pub sandbox: bool,
    /// How long a start may take.
    pub launch_limit: Duration,
    /// How long Chrome may give no answer before it is killed.
    pub patience: Duration,
}

/// A running Chrome. What it has on disk goes with it.
pub struct Chrome {
    browser: Browser,
    hub: Hub,
    pub version: Version,
    home: Home,
    /// Its way to the network, where that is limited.
    _egress: Option<EgressProxy>,
    _slot: Slot,
}

/// One that is ready to be lent: its page is attached to, so that one question proves it.
pub struct Proved {
    pub chrome: Chrome,
    page: Session,
}

/// What Chrome says of itself (`Browser.getVersion`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// `HeadlessChrome/156.0.8078.114`
    pub product: String,
    /// `1.3`
    pub protocol: String,
    /// `@` and the commit that it was built from.
    pub revision: String,
    pub user_agent: String,
    /// `15.6.75.63`
    pub v8: String,
}

/// Why there is no browser.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("{}: {error}", path.display())]
    Directory { path: PathBuf, error: std::io::Error },
    #[error(transparent)]
    Launch(#[from] LaunchError),
    #[error("Chrome started, but its first page does not work: {0}")]
    Page(#[source] CdpError),
}

impl From<CdpError> for StartError {
    fn from(error: CdpError) -> Self {
        StartError::Page(error)
    }
}

/// The directories of one browser. They are removed with it.
#[derive(Debug)]
pub struct Home {
    /// Its profile, its log, and large messages.
    pub files: PathBuf,
    /// Its `TMPDIR`.
    pub scratch: PathBuf,
}

impl Chrome {
    /// Starts one in directories of its own, `home`, and waits until its page works.
    pub async fn start(
        options: &ChromeOptions,
        configuration: &Configuration,
        home: Home,
        slot: Slot,
    ) -> Result<Proved, StartError> {
        home.make()?;
        let profile = home.files.join("profile");
        let egress = if configuration.public_only {
            let started = egress::start(&home.files).await;
            Some(started.map_err(|error| StartError::Directory { path: home.files.clone(), error })?)
        } else {
            None
        };
        let (proxy, arguments) = configuration.flags(egress.as_ref().map(EgressProxy::port));
        let start = async |sandbox: bool| {
            let launch = LaunchOptions {
                purpose: Purpose::Lease,
                kind: options.program.kind,
                profile: &profile,
                sandbox,
                size: (1280, 720),
                user_agent: None,
                proxy: &proxy,
                extra: &arguments,
            };
            let mut hub = None;
            let directory = Arc::new(home.files.clone());
            let over = |(commands, replies)| {
                let (made, events) = Hub::start(commands, replies, directory.clone());
                let own = made.own().clone();
                hub = Some(made);
                (own, events)
            };
            let flags = flags::arguments(&launch);
            let log = home.files.join("chrome.log");
            // What Chrome puts there goes with the rest.
            let environment = vec![("TMPDIR".into(), home.scratch.clone().into())];
            let command = ChromeCommand {
                program: &options.program.path,
                arguments: flags,
                environment,
                profile: &profile,
                log: &log,
            };
            let mut browser = Browser::launch_over(command, options.launch_limit, over).await?;
            // Nobody reads the events of the pool's own connection.
            drop(browser.connection());
            Ok::<_, LaunchError>((browser, hub))
        };
        let sandbox = options.sandbox && !geteuid().is_root();
        let (browser, hub) = match start(sandbox).await {
            // Containers and some distributions forbid what the sandbox is made of.
            Err(LaunchError::Ended { words, .. }) if sandbox && words.contains("No usable sandbox") => {
                tracing::warn!(
                    "this system does not let Chrome have its sandbox (user namespaces); it runs without it"
                );
                start(false).await?
            }
            other => other?,
        };
        let hub = hub.ok_or_else(|| CdpError::Closed("the connection was not made".into()))?;
        let version = Version::read(&hub.own().root().call("Browser.getVersion", json!({})).await?);
        let chrome = Chrome { browser, hub, version, home, _egress: egress, _slot: slot };
        let page = tokio::time::timeout(FIRST_PAGE, chrome.first_page())
            .await
            .map_err(|_| CdpError::Timeout { method: "Target.getTargets".into(), after: FIRST_PAGE })??;
        let proved = Proved { chrome, page };
        proved.evaluate(FIRST_PAGE).await?;
        Ok(proved)
    }

    /// Attaches to the page that Chrome begins with, as soon as it is there.
    async fn first_page(&self) -> Result<Session, CdpError> {
        loop {
            let answer = self.hub.own().root().call("Target.getTargets", json!({})).await?;
            let targets = answer["targetInfos"].as_array().map(Vec::as_slice).unwrap_or_default();
            let page =
                targets.iter().find(|target| target["type"] == "page").and_then(|page| page["targetId"].as_str());
            if let Some(page) = page {
                return self.hub.own().attach(page).await;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The way to it.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// The process that leads its group.
    pub fn pid(&self) -> i32 {
        self.browser.pid()
    }

    /// Waits until it is of no use any more, and says why.
    pub async fn lost(&mut self, patience: Duration) -> String {
        self.browser.lost(patience).await
    }

    /// Ends it and removes what it left. Returns when its last process is gone.
    pub async fn close(self) {
        let Chrome { browser, hub, home, _egress, _slot, .. } = self;
        drop(hub);
        // What of its profile cannot be removed is tried again with its directory.
        if let Err(error) = browser.kill().await {
            tracing::debug!("{}: {error}", home.files.display());
        }
        home.remove().await;
    }
}

impl Proved {
    /// Whether it works, by an answer of the very page that the client gets; then the page is let go.
    pub async fn prove(self) -> Result<Chrome, (Chrome, CdpError)> {
        match self.evaluate(PROOF).await {
            Ok(()) => Ok(self.into_chrome()),
            Err(error) => Err((self.chrome, error)),
        }
    }

    /// The browser, its page let go.
    pub fn into_chrome(self) -> Chrome {
        let detach = json!({ "sessionId": self.page.id() });
        // It comes before anything that a client sends.
        drop(self.chrome.hub.own().root().submit("Target.detachFromTarget", detach));
        self.chrome
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&self) -> bool {
        self.chrome.hub.has_closed()
    }

    /// Whether it works still.
    pub async fn is_well(&self) -> bool {
        self.evaluate(PROOF).await.is_ok()
    }

    async fn evaluate(&self, limit: Duration) -> Result<(), CdpError> {
        let answer = self.page.call_within("Runtime.evaluate", json!({ "expression": "1+1" }), limit).await?;
        match answer.pointer("/result/value") {
            Some(value) if value == 2 => Ok(()),
            _ => Err(CdpError::Unexpected { method: "Runtime.evaluate".into(), reason: answer.to_string() }),
        }
    }
}

impl Version {
    fn read(answer: &Value) -> Self {
        let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
        Version {
            product: text("product"),
            protocol: text("protocolVersion"),
            revision: text("revision"),
            user_agent: text("userAgent"),
            v8: text("jsVersion"),
        }
    }
}

impl Home {
    fn make(&self) -> Result<(), StartError> {
        for path in [&self.files, &self.scratch] {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(path)
                .map_err(|error| StartError::Directory { path: path.clone(), error })?;
        }
        Ok(())
    }

    /// Removes them on a thread of its own: there may be very many files.
    async fn remove(self) {
        if let Err(error) = tokio::task::spawn_blocking(move || drop(self)).await {
            tracing::warn!("a browser's directory could not be removed: {error}");
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        remove(&self.files);
        remove(&self.scratch);
    }
}

/// Removes a directory with all that is in it; what cannot be removed is left for the next start.
fn remove(path: &Path) {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!("{}: it could not be removed: {error}", path.display());
        }
        _ => {}
    }
}
