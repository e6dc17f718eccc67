//! `tacklebox cdp`: any command of Chrome's protocol, and which there are.

use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

use globset::{GlobBuilder, GlobMatcher};
use serde_json::{Value, json};

use super::attached_browser::{self, AttachedBrowser, Needs, Where, failed, typed_or_read};
use super::{Common, Failure};
use crate::browser::description::description;
use crate::browser::find::find;
use crate::cdp::CdpError;
use crate::cdp::protocol::{Entry, Field, Kind, Protocol, Stability};
use crate::config::as_text;
use crate::model::id::RunId;
use crate::report::{Palette, colours_on_stdout, escape_control};
use crate::rules::exit::Exit;

/// Call a method of the Chrome DevTools Protocol (CDP) on the page and print the answer; or list
/// the methods
///
/// tacklebox cdp Page.getLayoutMetrics; tacklebox cdp Network.setCookie
/// '{"name":"a","value":"b","url":"https://example.com/"}'; tacklebox cdp --list 'Page.*'. What a
/// method sets for a session ends with it, that is, with this command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The method, such as Page.reload; with --list a part of a name, or a pattern such as 'Page.*'
    #[arg(required_unless_present = "list")]
    method: Option<String>,
    /// Its parameters, a JSON object; - reads them from standard input
    params: Option<String>,
    /// Call the browser itself instead of the page, as for Browser.getVersion
    #[arg(long)]
    browser: bool,
    /// List commands and events as the browser describes them (one is started for it when none is
    /// at hand); --json for a JSON line each
    #[arg(long, conflicts_with_all = ["browser", "params"])]
    list: bool,
    #[command(flatten)]
    at: Where,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    match (&args.method, args.list) {
        (filter, true) => list(common, filter.as_deref(), &args.at),
        (Some(method), false) => call(method, args),
        // clap asks for it.
        (None, false) => Err(Failure::usage("which method?")),
    }
}

fn call(method: &str, args: &Args) -> Result<Exit, Failure> {
    let params: Value = match &args.params {
        Some(text) => serde_json::from_str(&typed_or_read(text)?)
            .map_err(|error| Failure::usage(format!("the parameters are not JSON: {error}")))?,
        None => json!({}),
    };
    if !params.is_object() {
        return Err(Failure::usage("the parameters are no JSON object, as in '{\"url\":\"...\"}'"));
    }
    let limit = args.at.limit()?;
    attached_browser::run_within(limit, async {
        // A hook of the crawl has a browser and no page.
        let is_of_crawl = matches!(args.at.attached_browser()?, AttachedBrowser::Crawl(_));
        let (session, _events) = if args.browser || is_of_crawl {
            (args.at.browser().await?, None)
        } else {
            let (page, events) = args.at.page(Needs::Tab).await?;
            (page.session, Some(events))
        };
        match session.call_within(method.to_owned(), params, limit).await {
            Ok(answer) => super::print(&answer.to_string())?,
            Err(error @ CdpError::Refused { code: METHOD_NOT_FOUND, .. }) => {
                return Err(failed(format!(
                    "{error}; `tacklebox cdp --list` shows what this browser has, and some methods need --browser"
                )));
            }
            Err(error) => return Err(failed(error)),
        }
        Ok(Exit::Good)
    })
}

/// JSON-RPC's code for it.
const METHOD_NOT_FOUND: i64 = -32601;

fn list(common: &Common, filter: Option<&str>, at: &Where) -> Result<Exit, Failure> {
    let filter = filter.map(Filter::new).transpose()?;
    attached_browser::run_within(at.limit()?, async {
        let protocol = match at.endpoint()? {
            Some(endpoint) => endpoint.protocol().await.map_err(failed)?,
            None => of_a_browser_of_our_own(common).await?,
        };
        let entries: Vec<Entry> = protocol
            .entries()
            .filter(|entry| filter.as_ref().is_none_or(|filter| filter.matches(&entry.name)))
            .collect();
        if entries.is_empty() {
            return Err(failed("this browser has no such command or event"));
        }
        let paint = Palette { on: colours_on_stdout() };
        for entry in &entries {
            super::print(&if common.json {
                serde_json::to_string(entry).map_err(failed)?
            } else {
                line(entry, paint)
            })?;
        }
        Ok(Exit::Good)
    })
}

/// What a person means by a part of a name.
enum Filter {
    Part(String),
    Glob(GlobMatcher),
}

impl Filter {
    fn new(text: &str) -> Result<Self, Failure> {
        if text.contains(['*', '?', '[', '{']) {
            let glob = GlobBuilder::new(text).case_insensitive(true).build();
            return glob.map(|glob| Filter::Glob(glob.compile_matcher())).map_err(Failure::usage);
        }
        Ok(Filter::Part(text.to_ascii_lowercase()))
    }

    fn matches(&self, name: &str) -> bool {
        match self {
            Filter::Part(part) => name.to_ascii_lowercase().contains(part),
            Filter::Glob(glob) => glob.is_match(name),
        }
    }
}

/// `stable        command  Page.reload(ignoreCache?: boolean) -> ...`
fn line(entry: &Entry, paint: Palette) -> String {
    let stability = format!("{:<12}", entry.stability.as_str());
    let stability =
        if entry.stability == Stability::Stable { paint.green(&stability) } else { paint.yellow(&stability) };
    let kind = match entry.kind {
        Kind::Command => "command",
        Kind::Event => "event  ",
    };
    let mut text = format!(
        "{stability}  {}  {}({})",
        paint.dim(kind),
        paint.bold(&escape_control(&entry.name)),
        fields(&entry.parameters)
    );
    if !entry.returns.is_empty() {
        text.push_str(&format!(" -> {}", fields(&entry.returns)));
    }
    if entry.deprecated {
        text.push_str(&paint.red("  deprecated"));
    }
    text
}

/// `url: string, referrer?: string`
fn fields(fields: &[Field]) -> String {
    let one = |field: &Field| {
        let mark = if field.optional { "?" } else { "" };
        let kind = if field.values.is_empty() { field.kind.clone() } else { field.values.join("|") };
        let mut text = format!("{}{mark}: {kind}", field.name);
        if field.stability == Stability::Experimental {
            text.push_str(" (experimental)");
        }
        if field.deprecated {
            text.push_str(" (deprecated)");
        }
        text
    };
    escape_control(&fields.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// Starts the Chrome that a crawl would use, asks it, and ends it.
async fn of_a_browser_of_our_own(common: &Common) -> Result<Protocol, Failure> {
    let binary = configured_binary(common)?;
    let found = find(binary.as_deref(), &std::env::var_os("PATH").unwrap_or_default());
    let found = found.ok_or_else(|| {
        failed("there is no Chrome here; install one, or set CHROME_BINARY, or name a running one with --cdp-url")
    })?;
    let home = Home::make()?;
    let text = description(&found, &home.0).await.map_err(failed)?;
    Protocol::parse(&text).map_err(failed)
}

/// `CHROME_BINARY`, wherever it was set.
fn configured_binary(common: &Common) -> Result<Option<String>, Failure> {
    let collection = common.open()?;
    let found = collection.plugins()?;
    let Some(chrome) = found.plugins.get("chrome") else { return Ok(None) };
    let settings = collection.layers.of_plugin(chrome).map_err(Failure::usage)?;
    Ok(settings
        .iter()
        .find(|setting| setting.key == "CHROME_BINARY")
        .map(|setting| as_text(&setting.value))
        .filter(|text| !text.is_empty()))
}

/// A directory for a browser that lives for a moment.
struct Home(PathBuf);

impl Home {
    fn make() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("tacklebox-{}", RunId::new()));
        // A profile has cookies.
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|error| failed(format!("{}: {error}", path.display())))?;
        Ok(Home(path))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // Best effort: it lies where the system clears up by itself.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
