//! The failed plugins of chosen snapshots are run again, the good ones kept.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;

use super::collection::Collection;
use super::crawl::{self, CrawlOrder, CrawlReport, Work};
use super::error::Error;
use super::listener::{Listener, StopSource};
use super::plan::make_plan;
use super::request::{RequestOptions, sort_settings};
use super::show::{newest_in, no_such_snapshot};
use crate::model::crawl::{CrawlKind, Limits, Stage};
use crate::model::hint::Hint;
use crate::model::url::{PageUrl, Scope};
use crate::plan::{Selection, matches};
use crate::secrets::{Secrets, vault};
use crate::store::reader;
use crate::store::{self, Retries, Retry};

/// Which snapshots are to be retried, and how.
#[derive(Debug, Clone, Default)]
pub struct RetryOptions {
    /// URLs (the newest snapshot of each), ids or the beginning of one; empty for every snapshot
    /// with a failed result or without its page.
    pub what: Vec<String>,
    pub selection: Selection,
    pub concurrency: Option<usize>,
    pub request: RequestOptions,
}

/// Runs the failed plugins of snapshots again; `None` when nothing has failed.
pub fn retry(
    collection: &Collection,
    options: &RetryOptions,
    listener: &Arc<dyn Listener>,
    stop: &StopSource,
) -> Result<Option<CrawlReport>, Error> {
    let mut retries = choose(collection, options)?;
    if retries.is_empty() {
        return Ok(None);
    }
    // The plan is made of what failed, so that plugins which are not run again are not even started
    // for the crawl.
    let names: BTreeSet<&String> = retries.iter().flat_map(|retry| &retry.plugins).collect();
    let found = collection.plugins()?;
    let known: Vec<String> = names.into_iter().filter(|name| found.plugins.contains_key(*name)).cloned().collect();
    if known.is_empty() {
        return Err(Error::failed("the plugins that failed no longer exist").with_hint(Hint::ListPlugins));
    }
    let selection = Selection { only: known, skip: options.selection.skip.clone() };
    let plan = make_plan(collection, &selection, &**listener)?;
    // What cannot run keeps the result it has.
    let runs: BTreeSet<&str> = plan.resulting_plugins().into_iter().collect();
    for retry in &mut retries {
        retry.plugins.retain(|name| runs.contains(name.as_str()));
    }
    retries.retain(|retry| !retry.plugins.is_empty());
    let mut secrets = options.request.read(collection, &**listener)?;
    let set = sort_settings(collection, &mut secrets)?.open;
    // Not needed again: a retry is not resumed.
    secrets.settings.clear();
    add_logins(collection, options, &mut secrets)?;
    let without_password = |what: &String| PageUrl::parse(what).map_or_else(|_| what.clone(), Into::into);
    let what: Vec<String> = options.what.iter().map(without_password).collect();
    let order = CrawlOrder {
        archived_since: None,
        limits: Limits { depth: 0, max_urls: None, scope: Scope::Host },
        kind: CrawlKind::Retry,
        inputs: Vec::new(),
        // How many there are is for `status`.
        options: json!({
            "retry": what,
            "snapshots": retries.len(),
            "plugins": options.selection.only,
            "skip": options.selection.skip,
            "set": set,
        }),
        secrets,
        concurrency: options.concurrency,
        work: Work::Retry(retries),
    };
    crawl::run(collection, plan, order, listener, stop).map(Some)
}

/// Adds the names and passwords of the addresses that are retried.
fn add_logins(collection: &Collection, options: &RetryOptions, secrets: &mut Secrets) -> Result<(), Error> {
    for url in options.what.iter().filter_map(|what| PageUrl::parse(what).ok()) {
        if let Some(login) = url.login() {
            secrets.add_login(login.clone());
        }
    }
    if secrets.has_requests() {
        // They take the place of what the pages' own crawls were given, but for the passwords of
        // other addresses.
        for crawl in vault::all(&collection.layout).into_keys() {
            for login in vault::read(&collection.layout, crawl).map_err(Error::failed)?.logins {
                secrets.add_login(login);
            }
        }
    }
    Ok(())
}

fn choose(collection: &Collection, options: &RetryOptions) -> Result<Retries, Error> {
    let connection = store::open_for_reading(&collection.layout.database())?;
    let mut snapshots = if options.what.is_empty() { reader::not_good(&connection)? } else { Vec::new() };
    for what in &options.what {
        let snapshot = newest_in(&connection, what)?
            .ok_or_else(|| Error { kind: super::ErrorKind::BadRequest, ..no_such_snapshot(what) })?;
        // One may be meant by several words.
        if snapshot.stage == Stage::Sealed.as_str() && !snapshots.iter().any(|(id, _)| *id == snapshot.id) {
            snapshots.push((snapshot.id, snapshot.url));
        }
    }
    let Selection { only, skip } = &options.selection;
    let any = |globs: &[String], name: &str| globs.iter().any(|glob| matches(glob, name));
    let is_chosen = |name: &String| (only.is_empty() || any(only, name)) && !any(skip, name);
    let mut retries = Retries::new();
    for (id, url) in snapshots {
        let plugins: BTreeSet<String> =
            reader::failed_plugins(&connection, &id)?.into_iter().filter(is_chosen).collect();
        if !plugins.is_empty() {
            let host = PageUrl::parse(&url).ok().map(|url| url.host().to_owned());
            retries.push_back(Retry { snapshot: id, host, plugins });
        }
    }
    Ok(retries)
}
