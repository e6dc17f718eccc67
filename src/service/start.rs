//! Starting a crawl.

use std::sync::Arc;

use serde_json::{Value, json};

use super::collection::Collection;
use super::crawl::{self, CrawlOrder, CrawlReport, Work};
use super::error::Error;
use super::import::Opened;
use super::links;
use super::listener::{Listener, StopSource};
use super::notice::Notice;
use super::plan::make_plan;
use super::request::{RequestOptions, SortedSettings, sort_settings};
use crate::input::Source;
use crate::model::crawl::{CrawlKind, Limits};
use crate::model::timestamp::Timestamp;
use crate::model::url::Schemes;
use crate::plan::Selection;

/// What a new crawl is to be.
#[derive(Debug, Clone)]
pub struct StartOptions {
    /// URLs, paths of lists, `-` for standard input.
    pub what: Vec<String>,
    pub selection: Selection,
    pub limits: Limits,
    /// Pages with a good snapshot younger than this are passed over.
    pub archived_since: Option<Timestamp>,
    /// Pages at a time; absent for as many as the machine allows.
    pub concurrency: Option<usize>,
    pub request: RequestOptions,
}

/// Runs a new crawl to its end.
///
/// # Errors
/// What was given cannot be read, or no plugin can do it; nothing was done then. What fails later
/// is in the report.
pub fn start(
    collection: &Collection,
    options: &StartOptions,
    listener: &Arc<dyn Listener>,
    stop: &StopSource,
) -> Result<CrawlReport, Error> {
    let schemes = collection.schemes();
    let open = |what: &String| open(what, schemes, &**listener);
    let sources = options.what.iter().map(open).collect::<Result<Vec<_>, _>>()?;
    let mut secrets = options.request.read(collection, &**listener)?;
    let settings = sort_settings(collection, &mut secrets)?;
    let plan = make_plan(collection, &options.selection, &**listener)?;
    links::check(&plan, options.limits.depth, &**listener)?;
    let inputs: Vec<String> = options.what.iter().map(|what| findable(what, schemes)).collect();
    let order = CrawlOrder {
        work: Work::New { sources, schemes },
        limits: options.limits,
        archived_since: options.archived_since,
        kind: CrawlKind::Archive,
        options: kept_options(collection, options, &inputs, settings),
        inputs,
        secrets,
        concurrency: options.concurrency,
    };
    crawl::run(collection, plan, order, listener, stop)
}

/// Opens one input. A notice reports the URL that is assumed for one without a scheme.
fn open(what: &str, schemes: Schemes, listener: &dyn Listener) -> Result<Opened, Error> {
    let source = Source::parse(what, schemes)?;
    if let Source::Page(url) = &source
        && schemes.parse(what).is_err()
    {
        // What was written has the password in it, if there is one.
        let given = url.login().is_none().then(|| what.to_owned());
        listener.on_notice(Notice::SchemeAssumed { given, url: url.to_string() });
    }
    Ok(Opened::new(source)?)
}

/// What was chosen, to be kept with the crawl: all that is needed to resume it from another
/// directory. Of settings that are secrets, the names.
fn kept_options(collection: &Collection, options: &StartOptions, inputs: &[String], settings: SortedSettings) -> Value {
    let dirs =
        collection.options.plugin_dirs.iter().map(|dir| std::path::absolute(dir).unwrap_or_else(|_| dir.clone()));
    // When a crawl is resumed, its hooks get only the URLs that were given as arguments, not those
    // of lists.
    json!({
        "what": inputs,
        "archived_since": options.archived_since.map(|at| at.to_string()),
        "plugins": options.selection.only,
        "skip": options.selection.skip,
        "set": settings.open,
        "secret_settings": settings.secret,
        "plugins_dir": dirs.collect::<Vec<_>>(),
        "builtin": collection.options.builtin,
        "concurrency": options.concurrency,
    })
}

/// Something that was given, as it is understood in any directory.
fn findable(what: &str, schemes: Schemes) -> String {
    match Source::parse(what, schemes) {
        Ok(Source::File(path)) => std::path::absolute(&path).unwrap_or(path).to_string_lossy().into_owned(),
        // Without its password, which is kept elsewhere.
        Ok(Source::Page(url)) => url.into(),
        _ => what.to_owned(),
    }
}
