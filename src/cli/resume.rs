//! `tacklebox resume`: crawls that were interrupted are resumed, with what was chosen for them
//! then.

use super::crawl::{self, NextCommand};
use super::policy::PolicyArgs;
use super::request::RequestArgs;
use super::screen::Screen;
use super::{Common, Failure};
use crate::report::escape_control;
use crate::rules::exit::Exit;
use crate::secrets::names::without_passwords;
use crate::service::{self, Collection, CollectionOptions, Interrupted, ResumeOptions, StopSource};
use crate::stderr::stderr_line;

/// Resume interrupted crawls: after Ctrl-C, a limit, a kill or a power failure
///
/// Finished results stay; half-written ones are made again. Plugins and --set are those of the
/// crawl; --set here adds to them. The environment and config.toml are read again.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these crawls, by id or its beginning
    #[arg(value_name = "CRAWL")]
    crawls: Vec<String>,
    /// Pages to archive in parallel [default: as chosen for the crawl]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    concurrency: Option<u16>,
    #[command(flatten)]
    request: RequestArgs,
    #[command(flatten)]
    policy: PolicyArgs,
    /// Give up instead: pages that were not started leave the queue, the others stay as they are
    #[arg(long)]
    abandon: bool,
}

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    let options = common.options().with_policy(&args.policy.policy(&[]));
    let collection = Collection::open(options.clone())?;
    let mut left = service::interrupted(&collection)?;
    if !args.crawls.is_empty() {
        let is_meant = |crawl: &Interrupted, wanted: &String| crawl.id().starts_with(&wanted.to_ascii_lowercase());
        if let Some(unknown) = args.crawls.iter().find(|wanted| !left.iter().any(|crawl| is_meant(crawl, wanted))) {
            return Err(Failure::usage(format!(
                "{unknown}: no interrupted crawl has this id; `tacklebox status` lists them"
            )));
        }
        left.retain(|crawl| args.crawls.iter().any(|wanted| is_meant(crawl, wanted)));
    }
    if left.is_empty() {
        stderr_line!("no interrupted crawl, nothing to resume");
        return Ok(Exit::Good);
    }
    if args.abandon {
        service::abandon(&collection, &left, &Screen::new(false))?;
        return Ok(Exit::Good);
    }
    let resume = ResumeOptions { concurrency: args.concurrency.map(usize::from), request: args.request.into() };
    resume_all(common.json, &options, left, &resume)
}

/// Resumes one crawl after another, until the user stops one. One that cannot be resumed keeps none
/// of the others from it.
pub fn resume_all(
    json: bool,
    options: &CollectionOptions,
    left: Vec<Interrupted>,
    resume: &ResumeOptions,
) -> Result<Exit, Failure> {
    let data = Collection::open(options.clone())?.layout.data().to_owned();
    let mut worst = Exit::Good;
    for interrupted in left {
        let created_at = interrupted.created_at();
        let mut refused = None;
        let exit = crawl::show(json, &data, NextCommand::Resume, |listener| {
            let resumed = service::resume(options, interrupted, resume, listener, &StopSource::Signals);
            Ok(resumed.map_err(|error| refused = Some(Failure::from(error))).ok())
        })?;
        if let Some(Failure { exit, message }) = refused {
            let why = escape_control(&without_passwords(&message));
            stderr_line!("the crawl of {created_at} was not resumed: {why}; `tacklebox resume --abandon` gives it up");
            worst = worst.worse(exit);
        }
        worst = worst.worse(exit.unwrap_or(Exit::Good));
        if exit == Some(Exit::Interrupted) {
            break;
        }
    }
    Ok(worst)
}
