//! `tacklebox retry`: the failed plugins of chosen snapshots again, the good ones kept.

use super::archive::SelectionArgs;
use super::crawl::{self, GoOn};
use super::policy::PolicyArgs;
use super::request::RequestArgs;
use super::{Common, Failure};
use crate::rules::exit::Exit;
use crate::service::{self, Collection, RetryOptions, StopSource};
use crate::stderr::stderr_line;

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
    let exit = crawl::show(common.json, collection.layout.data(), GoOn::Retry, |listener| {
        service::retry(&collection, &options, listener, &StopSource::Signals)
    })?;
    Ok(exit.unwrap_or_else(|| {
        stderr_line!("nothing has failed, so there is nothing to retry");
        Exit::Good
    }))
}
