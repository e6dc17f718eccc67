//! Native hooks: the table from plugin and hook to the function that is its body.
//!
//! A native hook is a file in `plugins/` like any other; its first line hands it to `tacklebox
//! hook`, which finds the body here. This module is reached only that way: the runner does not know
//! which hooks are native.

mod context;
mod emit;
mod listening;
mod on_page;
mod partial;

use std::ffi::OsString;
use std::path::Path;
use std::pin::Pin;

use tokio::runtime::LocalOptions;

use crate::browser::page::PageError;
use crate::cdp::CdpError;
use crate::plugin::HookName;
use crate::process::strays::RunMark;
use crate::rules::exit::Exit;
use crate::stderr::stderr_line;

pub use context::{Context, ContextError};
pub use emit::{notice, ready, record, write_atomically, write_json, write_json_lines};
pub use listening::Listening;
pub use on_page::{Saves, on_page, page_report};
pub use partial::PartialFile;

#[path = "../plugins/accessibility/accessibility.rs"]
mod accessibility;
#[path = "../plugins/chrome/chrome.rs"]
mod chrome;
#[path = "../plugins/consolelog/consolelog.rs"]
pub(crate) mod consolelog;
#[path = "../plugins/dom/dom.rs"]
pub(crate) mod dom;
#[path = "../plugins/favicon/favicon.rs"]
mod favicon;
#[path = "../plugins/headers/headers.rs"]
mod headers;
#[path = "../plugins/parse_dom_outlinks/parse_dom_outlinks.rs"]
mod parse_dom_outlinks;
#[path = "../plugins/pdf/pdf.rs"]
pub(crate) mod pdf;
#[path = "../plugins/redirects/redirects.rs"]
mod redirects;
#[path = "../plugins/responses/responses.rs"]
mod responses;
#[path = "../plugins/robots/robots.rs"]
mod robots;
#[path = "../plugins/screenshot/screenshot.rs"]
pub(crate) mod screenshot;
#[path = "../plugins/seo/seo.rs"]
mod seo;
#[path = "../plugins/ssl/ssl.rs"]
mod ssl;
#[path = "../plugins/staticfile/staticfile.rs"]
mod staticfile;
#[path = "../plugins/title/title.rs"]
mod title;

/// How a native hook's work ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// With a result: one line for people.
    Succeeded(String),
    /// There was nothing to save, and why.
    NoResults(String),
    /// It had no business with this page, and why.
    Skipped(String),
    /// Infrastructure has no result.
    Nothing,
    /// Infrastructure that others work on was asked to end. The runner knows whether it was the one
    /// who asked; if not, what they work on is lost.
    AskedToEnd,
}

/// Why a native hook failed, for the person who reads its result.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct HookError(pub String);

impl HookError {
    /// From anything that can be shown.
    pub fn new(reason: impl ToString) -> Self {
        HookError(reason.to_string())
    }

    /// From a failure to do something with a file.
    pub fn file(path: &Path, error: impl std::fmt::Display) -> Self {
        HookError(format!("{}: {error}", path.display()))
    }
}

impl From<CdpError> for HookError {
    fn from(error: CdpError) -> Self {
        HookError::new(error)
    }
}

impl From<PageError> for HookError {
    fn from(error: PageError) -> Self {
        HookError::new(error)
    }
}

impl From<ContextError> for HookError {
    fn from(error: ContextError) -> Self {
        HookError::new(error)
    }
}

/// What every body returns.
pub type HookResult = Result<Report, HookError>;

type Body = fn(Context) -> Pin<Box<dyn Future<Output = HookResult>>>;

macro_rules! table {
    ($($plugin:literal $what:literal => $body:path),+ $(,)?) => {
        &[$(($plugin, $what, |context| Box::pin($body(context)))),+]
    };
}

/// Plugin, what its hook does (the name without event, number and dot parts), body.
pub static HOOKS: &[(&str, &str, Body)] = table! {
    "accessibility" "accessibility" => accessibility::run,
    "chrome" "chrome_install" => chrome::install::run,
    "chrome" "chrome_launch" => chrome::launch::run,
    "chrome" "chrome_tab" => chrome::tab::run,
    "chrome" "chrome_navigate" => chrome::navigate::run,
    "consolelog" "consolelog" => consolelog::run,
    "dom" "dom" => dom::run,
    "favicon" "favicon" => favicon::run,
    "headers" "headers" => headers::run,
    "parse_dom_outlinks" "parse_dom_outlinks" => parse_dom_outlinks::run,
    "pdf" "pdf" => pdf::run,
    "redirects" "redirects" => redirects::run,
    "responses" "responses" => responses::run,
    "robots" "robots" => robots::run,
    "screenshot" "screenshot" => screenshot::run,
    "seo" "seo" => seo::run,
    "ssl" "ssl" => ssl::run,
    "staticfile" "staticfile" => staticfile::run,
    "title" "title" => title::run,
};

/// Runs the hook in the file `arguments[0]`; the rest is what the runner gave it.
pub fn run(arguments: &[OsString]) -> Exit {
    // Should the runner die, its hooks go too, each in its own orderly way.
    crate::process::orphans::die_with_parent(nix::sys::signal::Signal::SIGTERM);
    let runner =
        std::env::var(crate::model::env_vars::TACKLEBOX_RUN).ok().and_then(|mark| mark.parse::<RunMark>().ok());
    if runner.is_some_and(|runner| !runner.is_alive()) {
        // It died before that was asked for, so no signal will come.
        return Exit::Interrupted;
    }
    crate::log::start(false);
    let Some(path) = arguments.first() else {
        stderr_line!("tacklebox hook: this is for the first line of native hooks: #!/usr/bin/env -S tacklebox hook");
        return Exit::Usage;
    };
    let Some((plugin, body)) = find(Path::new(path)) else {
        stderr_line!("tacklebox hook: {}: this program has no such hook", Path::new(path).display());
        return Exit::Usage;
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build_local(LocalOptions::default())
    {
        Ok(runtime) => runtime,
        Err(error) => {
            stderr_line!("tacklebox hook: {error}");
            return Exit::SomeFailed;
        }
    };
    // As a task among tasks: what is not one is looked at only after a look at the sockets, which
    // is a system call more for each message.
    let work = runtime.spawn_local(async move { body(Context::from_environment()?).await });
    let result = match runtime.block_on(work) {
        Ok(result) => result,
        Err(failed) => match failed.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(failed) => Err(HookError::new(failed)),
        },
    };
    // A name may still be being resolved, on a thread of its own; its result is not needed.
    runtime.shutdown_background();
    match result {
        Ok(Report::AskedToEnd) => Exit::Interrupted,
        Ok(report) => {
            emit::result(&report);
            Exit::Good
        }
        Err(error) => {
            stderr_line!("{error}");
            // Infrastructure has no result; and a line of its own would say that it is ready.
            if !matches!(plugin, "chrome" | "robots") {
                emit::failure(&error.0);
            }
            Exit::SomeFailed
        }
    }
}

/// The plugin and the body of the hook in a file.
fn find(path: &Path) -> Option<(&'static str, Body)> {
    let plugin = path.parent()?.file_name()?.to_str()?;
    let name = HookName::parse(path.file_name()?.to_str()?).ok()??;
    HOOKS
        .iter()
        .find(|(known, what, _)| *known == plugin && *what == name.what)
        .map(|(plugin, _, body)| (*plugin, *body))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;
    use crate::plugin::discover::discover;

    #[test]
    fn every_native_hook_has_a_body_and_every_body_a_hook() {
        let found = discover(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("plugins")], OsStr::new(""));
        assert!(found.broken.is_empty() && found.warnings.is_empty(), "{:?} {:?}", found.broken, found.warnings);
        let mut bodies: Vec<_> = HOOKS.iter().map(|(plugin, what, _)| (plugin.to_string(), what.to_string())).collect();
        for hook in found.plugins.values().flat_map(|plugin| &plugin.hooks) {
            assert!(find(&hook.path).is_some(), "{} has no body", hook.path.display());
            let text = std::fs::read_to_string(&hook.path).unwrap();
            assert!(text.starts_with("#!/usr/bin/env -S tacklebox hook\n#"), "{}", hook.path.display());
        }
        bodies.retain(|(plugin, what)| {
            !found.plugins.get(plugin).is_some_and(|plugin| plugin.hooks.iter().any(|hook| hook.name.what == *what))
        });
        assert_eq!(bodies, []);
    }
}
