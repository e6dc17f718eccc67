//! `tacklebox resume`: crawls that were cut short are carried on, with what was chosen for them then.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::archive::{SelectionArgs, make_plan};
use super::caution::CautionArgs;
use super::collection::Collection;
use super::given::GivenArgs;
use super::intake::TakenIn;
use super::session::{self, Order, Work};
use super::{Common, Failure};
use crate::doctor;
use crate::exit::Exit;
use crate::hook::pidfile;
use crate::report::harmless;
use crate::run::{crawl_file, remove_dir};
use crate::secrets::names::without_passwords;
use crate::secrets::{Secrets, vault};
use crate::store::cut_short::{self, Known, Resumable};
use crate::store::{self, StoreError};
use crate::tell::tell;
use crate::timestamp::Timestamp;

/// Carry on every crawl that was cut short: by Ctrl-C, a limit, a kill, a loss of power
///
/// Finished results stay as they are, half-written ones are made anew. Plugins and what was given with --set are those of the crawl; --set
/// adds to them. What came from the environment or config.toml is read anew.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these crawls, by id or the beginning of one
    #[arg(value_name = "CRAWL")]
    crawls: Vec<String>,
    /// Snapshots at a time [default: what was chosen for the crawl]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    concurrency: Option<u16>,
    #[command(flatten)]
    given: GivenArgs,
    #[command(flatten)]
    caution: CautionArgs,
    /// Give up what is left instead: pages that were not begun leave the queue, others stay as they are
    #[arg(long)]
    abandon: bool,
}

pub fn run(common: &Common, args: &Args) -> Result<Exit, Failure> {
    let common = &args.caution.among(common, &[]);
    let collection = Collection::open(common)?;
    let mut left = cut_short(&collection)?;
    if !args.crawls.is_empty() {
        if let Some(unknown) = args.crawls.iter().find(|wanted| !left.iter().any(|crawl| is_meant(crawl, wanted))) {
            return Err(Failure::usage(format!("{unknown}: no crawl of this id was cut short; `tacklebox status` lists them")));
        }
        left.retain(|crawl| args.crawls.iter().any(|wanted| is_meant(crawl, wanted)));
    }
    if left.is_empty() {
        tell!("no crawl was cut short, so there is nothing to carry on");
        return Ok(Exit::Good);
    }
    if args.abandon {
        return abandon(common, &collection, &left);
    }
    carry_on(common, left, args.concurrency, &args.given)
}

/// The crawls of a collection that were cut short; none where there is no collection yet.
pub fn cut_short(collection: &Collection) -> Result<Vec<Resumable>, Failure> {
    match store::open_for_reading(&collection.layout.database()) {
        Ok(connection) => cut_short::resumable(&connection, &collection.layout).map_err(Failure::nothing),
        Err(StoreError::NoCollection(_)) => Ok(Vec::new()),
        Err(error) => Err(Failure::nothing(error)),
    }
}

/// Carries on one crawl after another, until the user stops one. One that cannot be carried on keeps none of the others from it.
pub fn carry_on(common: &Common, left: Vec<Resumable>, concurrency: Option<u16>, given: &GivenArgs) -> Result<Exit, Failure> {
    let mut worst = Exit::Good;
    for resumable in left {
        let created_at = resumable.crawl.created_at;
        match carry_on_one(common, resumable, concurrency, given) {
            Ok(exit) => {
                worst = worst.worse(exit);
                if exit == Exit::Interrupted {
                    break;
                }
            }
            Err(Unable::ToBegin(failure)) => {
                let why = harmless(&without_passwords(&failure.message));
                tell!("the crawl of {created_at} is not carried on: {why}; `tacklebox resume --abandon` gives up what is left of it");
                worst = worst.worse(failure.exit);
            }
            Err(Unable::ToGoOn(failure)) => return Err(failure),
        }
    }
    Ok(worst)
}

/// Why a crawl is not carried on.
enum Unable {
    /// What was chosen for it cannot be had. It stays as it is.
    ToBegin(Failure),
    /// Something that would befall the next one as well.
    ToGoOn(Failure),
}

fn carry_on_one(common: &Common, resumable: Resumable, concurrency: Option<u16>, given: &GivenArgs) -> Result<Exit, Unable> {
    let (pages, created_at) = (resumable.open, resumable.crawl.created_at);
    match (resumable.known, pages) {
        (Known::NoQueue, _) => {
            tell!("carrying on the crawl of {created_at}: its queue was lost with the index, so what it was given is read again")
        }
        (Known::PartOfList, _) => {
            tell!("carrying on the crawl of {created_at}: not all that it was given had been read, so it is read again")
        }
        (Known::Queue, 0) => tell!("bringing the crawl of {created_at} to its end; all its pages are saved"),
        (Known::Queue, 1) => tell!("carrying on the crawl of {created_at}: 1 page is left"),
        (Known::Queue, pages) => tell!("carrying on the crawl of {created_at}: {pages} pages are left"),
    }
    let (common, collection, secrets) = as_chosen(common, &resumable, given).map_err(Unable::ToBegin)?;
    let selection = SelectionArgs { plugins: texts(&resumable.options["plugins"]), skip: texts(&resumable.options["skip"]) };
    let plan = make_plan(&common, &collection, selection.into()).map_err(Unable::ToBegin)?;
    // Where no page is left none is looked into for links.
    let is_over = resumable.known == Known::Queue && pages == 0;
    let depth = if is_over { 0 } else { resumable.crawl.limits.depth };
    super::links::check(&plan, depth).map_err(Unable::ToBegin)?;
    let chosen = resumable.options["concurrency"].as_u64().and_then(|number| usize::try_from(number).ok());
    let order = Order {
        limits: resumable.crawl.limits,
        archived_since: None,
        options: Value::Null,
        secrets,
        concurrency: concurrency.map(usize::from).or(chosen),
        json: common.json,
        taken: TakenIn::default(),
        work: Work::Resumed(Box::new(resumable), collection.schemes()),
    };
    session::carry_out(&collection, plan, order).map_err(Unable::ToGoOn)
}

fn abandon(common: &Common, collection: &Collection, left: &[Resumable]) -> Result<Exit, Failure> {
    let layout = &collection.layout;
    collection.keep_private();
    // What still writes into the directories would go on with it.
    session::end_strays(layout);
    let serving: Vec<String> =
        collection.plugins(common)?.plugins.into_values().filter(|plugin| plugin.is_infrastructure()).map(|plugin| plugin.name).collect();
    let tidy = |dir: &Path| {
        pidfile::clear_all(dir);
        serving.iter().for_each(|plugin| remove_dir(&dir.join(plugin)));
    };
    let mut connection = store::open(&layout.database()).map_err(Failure::nothing)?;
    for resumable in left {
        let Some(abandoned) = cut_short::abandon(&mut connection, resumable.crawl.id, layout).map_err(Failure::nothing)? else {
            tell!("another process is at work on the crawl of {}", resumable.crawl.created_at);
            continue;
        };
        tidy(&resumable.crawl.dir);
        vault::remove(layout, resumable.crawl.id).map_err(Failure::nothing)?;
        let crawl_dir = &resumable.crawl.dir;
        crawl_file::give_up(crawl_dir, Timestamp::now())
            .map_err(|error| Failure::nothing(format!("{}: {error}", crawl_dir.join(crawl_file::FILE_NAME).display())))?;
        for snapshot in &abandoned.begun {
            tidy(&snapshot.dir);
            // Half of what they were to be is of no use.
            snapshot.plugins.iter().for_each(|plugin| remove_dir(&snapshot.dir.join(plugin)));
            doctor::put_right(&mut connection, layout, snapshot).map_err(Failure::nothing)?;
        }
        let removed = abandoned.removed;
        tell!("the crawl of {} is given up; not begun, and taken off its queue: {removed}", resumable.crawl.created_at);
    }
    Ok(Exit::Good)
}

/// The common options as they were for a crawl, those of today on top, and what its pages are asked for with.
fn as_chosen(common: &Common, resumable: &Resumable, given: &GivenArgs) -> Result<(Common, Collection, Secrets), Failure> {
    let options = &resumable.options;
    let layout = Collection::open(common)?.layout;
    let kept = vault::read(&layout, resumable.crawl.id).map_err(Failure::nothing)?;
    let mut chosen = common.clone();
    let before = |key: &str| texts(&options[key]);
    let is_given = |key: &str| common.set.iter().any(|assignment| assignment.split_once('=').is_some_and(|(given, _)| given.trim() == key));
    if let Some(lost) = before("secret_settings").into_iter().find(|key| !kept.settings.contains_key(key) && !is_given(key)) {
        let dir = layout.secrets().display().to_string();
        let created_at = resumable.crawl.created_at;
        return Err(Failure::usage(format!(
            "the crawl of {created_at} was given the setting {lost}, which is a secret and not in {dir} any more; give it once more with --set {lost}=..."
        )));
    }
    let hidden = kept.settings.iter().map(|(key, value)| format!("{key}={}", value.reveal()));
    chosen.set = before("set").into_iter().chain(hidden).chain(common.set.clone()).collect();
    chosen.plugins_dir = before("plugins_dir").into_iter().map(PathBuf::from).filter(|dir| dir.is_dir()).chain(common.plugins_dir.clone()).collect();
    if chosen.builtin.is_empty() {
        chosen.builtin = before("builtin");
    }
    let collection = Collection::open(&chosen)?;
    let mut secrets = given.read(&collection)?;
    secrets.fill_from(kept);
    Ok((chosen, collection, secrets))
}

fn is_meant(crawl: &Resumable, wanted: &str) -> bool {
    crawl.crawl.id.to_string().starts_with(&wanted.to_ascii_lowercase())
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
