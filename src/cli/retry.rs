//! `tacklebox retry`: the failed plugins of chosen snapshots again, the good ones kept.

use super::archive::SelectionArgs;
use super::crawl::{self, NextCommand};
use super::policy::PolicyArgs;
use super::request::RequestArgs;
use super::{Common, Failure};
use crate::rules::exit::Exit;
use crate::service::{self, Collection, RetryOptions, StopSource};
use crate::stderr::stderr_line;

/// Run failed plugins of snapshots again; good results stay
#[derive(Debug, clap::Args)]
pub struct Args {
    /// URLs (the newest snapshot of each), ids or their beginning [default: every snapshot with
    /// failed results, or whose page was an error page or a bot challenge]
    #[arg(value_name = "SNAPSHOT")]
    what: Vec<String>,
    #[command(flatten)]
    selection: SelectionArgs,
    /// Pages to archive in parallel [default: automatic]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    concurrency: Option<u16>,
    #[command(flatten)]
    request: RequestArgs,
    #[command(flatten)]
    policy: PolicyArgs,
}

pub fn run(common: &Common, args: Args) -> Result<Exit, Failure> {
    let collection = Collection::open(common.options().with_policy(&args.policy.policy(&[])))?;
    let options = RetryOptions {
        what: args.what,
        selection: args.selection.into(),
        concurrency: args.concurrency.map(usize::from),
        request: args.request.into(),
    };
    let exit = crawl::show(common.json, collection.layout.data(), NextCommand::Retry, |listener| {
        service::retry(&collection, &options, listener, &StopSource::Signals)
    })?;
    Ok(exit.unwrap_or_else(|| {
        stderr_line!("nothing has failed, nothing to retry");
        Exit::Good
    }))
}
