//! Crawls that were interrupted are resumed, with what was chosen for them then.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::collection::{Collection, CollectionOptions};
use super::crawl::{self, CrawlOrder, CrawlReport, Work};
use super::error::Error;
use super::links;
use super::listener::{Listener, StopSource};
use super::notice::Notice;
use super::plan::make_plan;
use super::request::RequestOptions;
use crate::model::crawl::CrawlKind;
use crate::model::hint::Hint;
use crate::model::timestamp::Timestamp;
use crate::plan::Selection;
use crate::secrets::{Secrets, vault};
use crate::store::interrupted::{self, QueueState, Resumable};
use crate::store::{self, StoreError};

/// A crawl that was interrupted: by a stop, a limit, a kill, a loss of power.
#[derive(Debug, Clone)]
pub struct Interrupted(pub(super) Resumable);

impl Interrupted {
    pub fn id(&self) -> String {
        self.0.crawl.id.to_string()
    }

    pub fn created_at(&self) -> Timestamp {
        self.0.crawl.created_at
    }

    /// Pages that are to be begun, or done again in part.
    pub fn pages(&self) -> u64 {
        self.0.open
    }
}

/// How a crawl is resumed.
#[derive(Debug, Clone, Default)]
pub struct ResumeOptions {
    /// Pages at a time; absent for what was chosen for the crawl.
    pub concurrency: Option<usize>,
    /// In place of what the crawl was given; what is not given here is that of the crawl.
    pub request: RequestOptions,
}

/// The crawls of a collection that were interrupted, the oldest first; none where there is no
/// collection yet.
pub fn interrupted(collection: &Collection) -> Result<Vec<Interrupted>, Error> {
    match store::open_for_reading(&collection.layout.database()) {
        Ok(connection) => {
            Ok(interrupted::resumable(&connection, &collection.layout)?.into_iter().map(Interrupted).collect())
        }
        Err(StoreError::NoCollection(_)) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Resumes a crawl and runs it to its end. `collection` is what is chosen now; it stands above what
/// was chosen then.
pub fn resume(
    collection: &CollectionOptions,
    crawl: Interrupted,
    options: &ResumeOptions,
    listener: &Arc<dyn Listener>,
    stop: &StopSource,
) -> Result<CrawlReport, Error> {
    let Interrupted(resumable) = crawl;
    let (created_at, pages, queue) = (resumable.crawl.created_at, resumable.open, resumable.queue);
    listener.on_notice(Notice::Resuming { created_at, queue, pages });
    let (collection, secrets) = as_chosen(collection, &resumable, &options.request, &**listener)?;
    let chosen = &resumable.options;
    let selection = Selection { only: texts(&chosen["plugins"]), skip: texts(&chosen["skip"]) };
    let plan = make_plan(&collection, &selection, &**listener)?;
    // Where no page is left none is looked into for links.
    let is_over = resumable.queue == QueueState::Complete && resumable.open == 0;
    links::check(&plan, if is_over { 0 } else { resumable.crawl.limits.depth }, &**listener)?;
    let concurrency = chosen["concurrency"].as_u64().and_then(|number| usize::try_from(number).ok());
    let order = CrawlOrder {
        limits: resumable.crawl.limits,
        archived_since: None,
        kind: CrawlKind::Archive,
        inputs: Vec::new(),
        options: Value::Null,
        secrets,
        concurrency: options.concurrency.or(concurrency),
        work: Work::Resume(Box::new(resumable), collection.schemes()),
    };
    crawl::run(&collection, plan, order, listener, stop)
}

/// The collection as it was chosen for a crawl, the choices of today on top, and what its pages are
/// requested with.
fn as_chosen(
    today: &CollectionOptions,
    resumable: &Resumable,
    request: &RequestOptions,
    listener: &dyn Listener,
) -> Result<(Collection, Secrets), Error> {
    let before = |key: &str| texts(&resumable.options[key]);
    let layout = Collection::open(today.clone())?.layout;
    let kept = vault::read(&layout, resumable.crawl.id).map_err(Error::failed)?;
    let is_given = |key: &str| {
        today.set.iter().any(|assignment| assignment.split_once('=').is_some_and(|(given, _)| given.trim() == key))
    };
    let is_lost = |key: &String| !kept.settings.contains_key(key) && !is_given(key);
    if let Some(lost) = before("secret_settings").into_iter().find(is_lost) {
        let (dir, created_at) = (layout.secrets(), resumable.crawl.created_at);
        let message = format!(
            "the crawl of {created_at} used the secret setting {lost}, which is no longer in {}",
            dir.display()
        );
        return Err(Error::bad_request(message).with_hint(Hint::GiveSettingAgain(lost)));
    }
    let secret = kept.settings.iter().map(|(key, value)| format!("{key}={}", value.reveal()));
    let plugin_dirs = before("plugins_dir").into_iter().map(PathBuf::from).filter(|dir| dir.is_dir());
    let collection = Collection::open(CollectionOptions {
        data: today.data.clone(),
        user: today.user.clone().or_else(|| layout.user_of(&resumable.crawl.dir)),
        plugin_dirs: plugin_dirs.chain(today.plugin_dirs.clone()).collect(),
        builtin: if today.builtin.is_empty() { before("builtin") } else { today.builtin.clone() },
        set: before("set").into_iter().chain(secret).chain(today.set.clone()).collect(),
    })?;
    let mut secrets = request.read(&collection, listener)?;
    secrets.fill_from(kept);
    Ok((collection, secrets))
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
