//! `tacklebox retry`: the failed plugins of chosen snapshots again, the good ones kept.

use std::collections::BTreeSet;

use serde_json::json;

use super::archive::{SelectionArgs, make_plan};
use super::caution::CautionArgs;
use super::collection::{Collection, newest, not_found};
use super::given::{self, GivenArgs};
use super::intake::TakenIn;
use super::session::{self, Order, Work};
use super::{Common, Failure};
use crate::crawl::{Limits, Stage};
use crate::exit::Exit;
use crate::plan::{Selection, matches};
use crate::secrets::vault;
use crate::store::reader;
use crate::store::{self, Retries, Retry};
use crate::tell::tell;
use crate::url::{PageUrl, Scope};

/// Run the failed plugins of snapshots again; what is good is kept as it is
#[derive(Debug, clap::Args)]
pub struct Args {
    /// URLs (the newest snapshot of each), ids or the beginning of one; without any, every snapshot with a failed result or with something else in the page's place
    #[arg(value_name = "SNAPSHOT")]
    what: Vec<String>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Snapshots at a time [default: as many as the machine bears]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    concurrency: Option<u16>,
    #[command(flatten)]
    given: GivenArgs,
    #[command(flatten)]
    caution: CautionArgs,
}

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    let common = &args.caution.among(common, &[]);
    let collection = Collection::open(common)?;
    let mut retries = choose(&collection, &args)?;
    if retries.is_empty() {
        tell!("nothing has failed, so there is nothing to retry");
        return Ok(Exit::Good);
    }
    // The plan is made of what failed, so that plugins which are not run again are not even started for the crawl.
    let names: BTreeSet<&String> = retries.iter().flat_map(|retry| &retry.plugins).collect();
    let found = collection.plugins(common)?;
    let known: Vec<String> = names.into_iter().filter(|name| found.plugins.contains_key(*name)).cloned().collect();
    if known.is_empty() {
        return Err(Failure::nothing("the plugins that failed are not to be had any more; `tacklebox plugins` lists what there is"));
    }
    let selection = Selection { only: known, skip: Selection::from(args.selection.clone()).skip };
    let plan = make_plan(common, &collection, selection)?;
    // What cannot run keeps the result it has.
    let runs: BTreeSet<&str> = plan.resulting_plugins().into_iter().collect();
    for retry in &mut retries {
        retry.plugins.retain(|name| runs.contains(name.as_str()));
    }
    retries.retain(|retry| !retry.plugins.is_empty());
    let mut secrets = args.given.read(&collection)?;
    let set = given::secret_settings_apart(common, &collection, &mut secrets)?.0;
    // Not needed again: a retry is not carried on.
    secrets.settings.clear();
    for url in args.what.iter().filter_map(|what| PageUrl::parse(what).ok()) {
        if let Some(login) = url.login() {
            secrets.add_login(login.clone());
        }
    }
    if secrets.has_requests() {
        // They take the place of what the pages' own crawls were given, but for the passwords of other addresses.
        for crawl in vault::all(&collection.layout).into_keys() {
            let kept = vault::read(&collection.layout, crawl).map_err(Failure::nothing)?;
            for login in kept.logins {
                secrets.add_login(login);
            }
        }
    }
    let what: Vec<String> = args.what.iter().map(|what| PageUrl::parse(what).map_or_else(|_| what.clone(), Into::into)).collect();
    let order = Order {
        archived_since: None,
        limits: Limits { depth: 0, max_urls: None, scope: Scope::Host },
        // How many there are is for `status`.
        options: json!({ "retry": what, "snapshots": retries.len(), "plugins": args.selection.plugins, "skip": args.selection.skip, "set": set }),
        secrets,
        concurrency: args.concurrency.map(usize::from),
        work: Work::Again(retries),
        json: common.json,
        taken: TakenIn::default(),
    };
    session::carry_out(&collection, plan, order)
}

fn choose(collection: &Collection, args: &Args) -> Result<Retries, Failure> {
    let connection = store::open_for_reading(&collection.layout.database()).map_err(Failure::nothing)?;
    let mut snapshots = if args.what.is_empty() { reader::not_good(&connection).map_err(Failure::nothing)? } else { Vec::new() };
    for what in &args.what {
        let snapshot = newest(&connection, what)?.ok_or_else(|| Failure::usage(not_found(what)))?;
        // One may be meant by several words.
        if snapshot.stage == Stage::Sealed.as_str() && !snapshots.iter().any(|(id, _)| *id == snapshot.id) {
            snapshots.push((snapshot.id, snapshot.url));
        }
    }
    let selection = Selection::from(args.selection.clone());
    let any = |globs: &[String], name: &str| globs.iter().any(|glob| matches(glob, name));
    let mut retries = Retries::new();
    for (id, url) in snapshots {
        let plugins: BTreeSet<String> = reader::failed_plugins(&connection, &id)
            .map_err(Failure::nothing)?
            .into_iter()
            .filter(|name| (selection.only.is_empty() || any(&selection.only, name)) && !any(&selection.skip, name))
            .collect();
        if !plugins.is_empty() {
            let host = PageUrl::parse(&url).ok().map(|url| url.host().to_owned());
            retries.push_back(Retry { snapshot: id, host, plugins });
        }
    }
    Ok(retries)
}
