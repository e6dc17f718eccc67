//! A crawl from its order to its end: the database is opened, the queue filled, the crawl run.

use std::sync::Arc;

use serde_json::Value;

use super::collection::Collection;
use super::error::{Error, ErrorKind};
use super::given::GivenCounts;
use super::import::{ImportContext, Importer, Opened, take_login};
use super::listener::{Listener, StopSource};
use super::notice::Notice;
use crate::files::layout::Layout;
use crate::files::remove_dir;
use crate::hook::RunEnvironment;
use crate::hook::pidfile::{self, LivingHooks};
use crate::input::Source;
use crate::model::crawl::{Crawl, CrawlKind, Limits};
use crate::model::event::CrawlEnding;
use crate::model::id::CrawlId;
use crate::model::timestamp::Timestamp;
use crate::model::url::{PageUrl, Schemes};
use crate::plan::Plan;
use crate::process::identity::Identity;
use crate::process::stop::Stop;
use crate::process::strays::{self, Ended as EndedStrays};
use crate::report::summary::{Counts, Summary};
use crate::run::pace::Concurrency;
use crate::run::{CrawlContext, HookProcesses, announce_notices, run_crawl};
use crate::secrets::{Secrets, vault};
use crate::store::enqueue::NewCrawl;
use crate::store::interrupted::{self, CrawlInput, QueueState, Resumable, TakenOver};
use crate::store::reader;
use crate::store::{self, Retries, StoreLedger, Writer};

/// What a crawl works on.
pub enum Work {
    New {
        sources: Vec<Opened>,
        schemes: Schemes,
    },
    Retry(Retries),
    /// A crawl that was interrupted.
    Resume(Box<Resumable>, Schemes),
}

/// What is to be run.
pub struct CrawlOrder {
    pub work: Work,
    pub limits: Limits,
    /// Pages with a good snapshot younger than this are passed over.
    pub archived_since: Option<Timestamp>,
    pub kind: CrawlKind,
    /// What the crawl is given, in the order of its sources, as it is to be found from any
    /// directory.
    pub inputs: Vec<String>,
    /// What was chosen, to be kept with the crawl.
    pub options: Value,
    /// What its pages are requested with.
    pub secrets: Secrets,
    pub concurrency: Option<usize>,
}

/// What became of a crawl.
#[derive(Debug)]
pub struct CrawlReport {
    pub end: CrawlEnd,
    pub counts: Counts,
    pub given: GivenCounts,
}

/// How a crawl ended, if there was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrawlEnd {
    Ran(CrawlEnding),
    NothingToDo(Idle),
    /// It could not be run, or not to its end.
    Failed(Error),
}

/// Why there was nothing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Nothing that was given is a page to archive.
    NoUrl,
    /// All that was given has a good snapshot already.
    AllArchived,
    /// It was stopped before there was a page.
    Stopped,
    /// The crawl had nothing left.
    NothingLeft,
    /// Another process is at work on the crawl.
    AtWorkElsewhere,
}

impl CrawlReport {
    /// Whether the user stopped it.
    pub fn is_interrupted(&self) -> bool {
        matches!(self.end, CrawlEnd::Ran(CrawlEnding::Interrupted) | CrawlEnd::NothingToDo(Idle::Stopped))
    }
}

/// Runs a crawl in a collection to its end.
pub fn run(
    collection: &Collection,
    plan: Plan,
    order: CrawlOrder,
    listener: &Arc<dyn Listener>,
    stop: &StopSource,
) -> Result<CrawlReport, Error> {
    collection.keep_private();
    let run_environment = collection.run_environment()?;
    let mut report = run_in(&collection.layout, run_environment, plan, order, listener, stop);
    if !matches!(report.end, CrawlEnd::Failed(_))
        && let Err(error) = drop_unneeded_secrets(&collection.layout, &**listener)
    {
        report.end = CrawlEnd::Failed(error);
    }
    if report.given.has_left_out() {
        listener.on_notice(Notice::Given(report.given));
    }
    Ok(report)
}

/// Runs a crawl where `layout` says, with what hooks find around them.
pub fn run_in(
    layout: &Layout,
    run_environment: RunEnvironment,
    plan: Plan,
    order: CrawlOrder,
    listener: &Arc<dyn Listener>,
    stop: &StopSource,
) -> CrawlReport {
    let summary = Summary::default();
    let mut given = GivenCounts::default();
    let end = with_writer(layout, run_environment, plan, order, listener, stop, (&summary, &mut given));
    let end = end.unwrap_or_else(CrawlEnd::Failed);
    CrawlReport { end, counts: summary.counts(), given }
}

fn with_writer(
    layout: &Layout,
    run_environment: RunEnvironment,
    plan: Plan,
    order: CrawlOrder,
    listener: &Arc<dyn Listener>,
    stop: &StopSource,
    (summary, given): (&Summary, &mut GivenCounts),
) -> Result<CrawlEnd, Error> {
    // One thread, the main one: native hooks ask to die with the thread that started them.
    let runtime = crate::process::runtime().map_err(Error::failed)?;
    crate::process::raise_open_files();
    let mut connection = store::open_for_a_crawl(&layout.database())?;
    settle_dead_crawls(&mut connection, layout, &plan, &**listener)?;
    let (counting, receiving) = (summary.clone(), listener.clone());
    let listeners: Vec<store::Listener> =
        vec![Box::new(move |event| counting.on_event(event)), Box::new(move |event| receiving.on_event(event))];
    let (writer, thread) = Writer::start(connection, layout.clone(), listeners);
    let result = runtime.block_on(async {
        let stop = stop.listen().map_err(Error::failed)?;
        let CrawlOrder { work, limits, archived_since, kind, inputs, options, secrets, concurrency } = order;
        let new = |session: &Session, options: &Value| NewCrawl {
            crawl: session.new_crawl(limits),
            kind,
            inputs,
            options: options.clone(),
            runner: Some(Identity::own().to_string()),
            archived_since,
        };
        let session = Session {
            layout,
            run_environment,
            plan,
            concurrency,
            secrets,
            stop,
            writer,
            listener: &**listener,
            given,
            summary,
        };
        match work {
            Work::New { sources, schemes } => {
                let new = new(&session, &options);
                session.start(sources, schemes, new).await
            }
            Work::Retry(retries) => {
                let new = new(&session, &options);
                session.retry(retries, new).await
            }
            Work::Resume(resumable, schemes) => session.resume(*resumable, schemes).await,
        }
    });
    // The last handle to the writer is gone with the crawl; what is still to be written and
    // announced is finished here.
    drop(runtime);
    if thread.join().is_err() {
        return Err(Error::failed("the database writer failed; everything announced before is safe"));
    }
    result
}

/// Settles the crawls of dead runners that will not be resumed, and ends their remaining hooks.
fn settle_dead_crawls(
    connection: &mut rusqlite::Connection,
    layout: &Layout,
    plan: &Plan,
    listener: &dyn Listener,
) -> Result<(), Error> {
    let dead = interrupted::settle_dead(connection, layout)?;
    if dead.seen {
        end_strays(layout, listener);
    }
    // What others still have to end of theirs is in the directories of the crawls that are resumed.
    for dir in &dead.sealed {
        pidfile::clear_all(dir);
        plan.crawl
            .iter()
            .filter(|step| step.plugin.infrastructure)
            .for_each(|step| remove_dir(&dir.join(&step.plugin.name)));
    }
    Ok(())
}

/// Ends processes of runners that were killed: what their hooks still do, they do to pages that are
/// about to be saved again.
pub fn end_strays(layout: &Layout, listener: &dyn Listener) {
    let EndedStrays { ended, left } = strays::end_dead_runs(layout.data());
    ended.iter().for_each(|stray| listener.on_notice(Notice::StrayEnded { process: stray.to_string() }));
    left.iter().for_each(|stray| listener.on_notice(Notice::StrayLeft { process: stray.to_string() }));
}

/// Removes the secrets of crawls that will not be resumed or retried, and reports those that stay.
fn drop_unneeded_secrets(layout: &Layout, listener: &dyn Listener) -> Result<(), Error> {
    let kept = vault::all(layout);
    if kept.is_empty() {
        return Ok(());
    }
    let connection = store::open_for_reading(&layout.database())?;
    let mut has_some_left = false;
    for crawl in kept.into_keys() {
        if reader::wants_nothing_more(&connection, crawl)? {
            vault::remove(layout, crawl).map_err(Error::failed)?;
        } else {
            has_some_left = true;
        }
    }
    if has_some_left {
        listener.on_notice(Notice::SecretsKept { dir: layout.secrets() });
    }
    Ok(())
}

/// One crawl at work, whatever it works on.
struct Session<'a> {
    layout: &'a Layout,
    run_environment: RunEnvironment,
    plan: Plan,
    concurrency: Option<usize>,
    secrets: Secrets,
    stop: Stop,
    writer: Writer,
    listener: &'a dyn Listener,
    given: &'a mut GivenCounts,
    summary: &'a Summary,
}

/// What the runner needs beside the session.
struct Queued {
    crawl: Crawl,
    ledger: StoreLedger,
    /// How many snapshots are in the queue.
    count: u64,
    /// The URLs that the crawl's own hooks are given.
    urls: Vec<String>,
    options: Value,
    /// Bytes of the outputs that a resumed crawl has already; absent for a new one.
    bytes_so_far: Option<u64>,
    /// Why not all that it was to save is known.
    lost: Option<String>,
}

impl Session<'_> {
    async fn start(mut self, sources: Vec<Opened>, schemes: Schemes, new: NewCrawl) -> Result<CrawlEnd, Error> {
        let (crawl, options) = (new.crawl.clone(), new.options.clone());
        let ledger = self.open_ledger(new).await?;
        for source in &sources {
            if let Opened::Page(url) = source {
                take_login(url, &mut self.secrets, self.listener);
            }
        }
        // Before the list is read: what comes after that may be a kill.
        self.keep_secrets(crawl.id)?;
        let known_logins = self.secrets.logins.len();
        let imported = self.import(&ledger, schemes, sources.into_iter().enumerate().collect()).await;
        if self.secrets.logins.len() > known_logins {
            self.keep_secrets(crawl.id)?;
        }
        let joined = self.given.joined;
        match imported {
            // The rest of the list is not read. A resume finds that it was not consumed, and reads
            // it.
            Ok(_) if joined > 0 && self.is_stopped() => Ok(CrawlEnd::Ran(CrawlEnding::Interrupted)),
            Ok(urls) if joined > 0 => {
                self.run(Queued { crawl, ledger, count: joined, urls, options, bytes_so_far: None, lost: None }).await
            }
            // A crawl of nothing, or of half a list, would stay in the index for ever.
            other => {
                ledger.discard().await?;
                other?;
                Ok(CrawlEnd::NothingToDo(match (self.is_stopped(), self.given.archived) {
                    (true, _) => Idle::Stopped,
                    (false, 0) => Idle::NoUrl,
                    (false, _) => Idle::AllArchived,
                }))
            }
        }
    }

    async fn retry(self, retries: Retries, new: NewCrawl) -> Result<CrawlEnd, Error> {
        let (crawl, options) = (new.crawl.clone(), new.options.clone());
        let ledger = self.open_ledger(new).await?;
        self.keep_secrets(crawl.id)?;
        let count = retries.len() as u64;
        let ledger = ledger.for_retries(retries);
        self.run(Queued { crawl, ledger, count, urls: Vec::new(), options, bytes_so_far: None, lost: None }).await
    }

    /// Takes over a crawl that was interrupted.
    async fn resume(mut self, resumable: Resumable, schemes: Schemes) -> Result<CrawlEnd, Error> {
        let Resumable { crawl, bytes, options, .. } = resumable;
        let archived_since = options["archived_since"].as_str().and_then(|at| Timestamp::parse(at).ok());
        let runner = Identity::own().to_string();
        let opened =
            StoreLedger::resume(self.writer.clone(), self.layout.clone(), crawl.clone(), archived_since, runner)
                .await?;
        let Some((ledger, TakenOver { queued: mut count, queue, is_begun, inputs })) = opened else {
            self.listener.on_notice(Notice::AtWorkElsewhere { created_at: crawl.created_at });
            return Ok(CrawlEnd::NothingToDo(Idle::AtWorkElsewhere));
        };
        let mut lost = None;
        if queue != QueueState::Complete {
            let (sources, unread) = open_again(&inputs, schemes);
            unread.iter().for_each(|reason| self.listener.on_notice(Notice::NotReadAgain { reason: reason.clone() }));
            self.import(&ledger, schemes, sources).await?;
            // That the crawl had the rest already needs no mention.
            self.given.duplicates = 0;
            count += self.given.joined;
            if self.is_stopped() {
                return Ok(CrawlEnd::Ran(CrawlEnding::Interrupted));
            }
            if queue == QueueState::Partial {
                // What cannot be read again is not waited for.
                ledger.add(Vec::new(), inputs.iter().map(|input| input.n).collect()).await?;
            } else {
                lost = what_is_lost(unread, crawl.limits.depth);
                self.listener.on_notice(Notice::LeftOfLostQueue { pages: count, lost: lost.clone() });
            }
        }
        if count == 0 && !is_begun && queue != QueueState::Lost {
            ledger.seal_empty().await?;
            return Ok(CrawlEnd::NothingToDo(Idle::NothingLeft));
        }
        self.keep_secrets(crawl.id)?;
        let urls = inputs.iter().filter_map(|input| PageUrl::parse(&input.text).ok()).map(Into::into).collect();
        let end = self.run(Queued { crawl, ledger, count, urls, options, bytes_so_far: Some(bytes), lost }).await?;
        // That all pages were there already is good.
        let had_all = count == 0 && end == CrawlEnd::Ran(CrawlEnding::Complete);
        Ok(if had_all { CrawlEnd::NothingToDo(Idle::NothingLeft) } else { end })
    }

    fn new_crawl(&self, limits: Limits) -> Crawl {
        let (id, created_at) = (CrawlId::new(), Timestamp::now());
        Crawl { id, created_at, dir: self.layout.crawl(id, created_at), limits }
    }

    async fn open_ledger(&self, new: NewCrawl) -> Result<StoreLedger, Error> {
        Ok(StoreLedger::open(self.writer.clone(), self.layout.clone(), new).await?)
    }

    async fn import(
        &mut self,
        ledger: &StoreLedger,
        schemes: Schemes,
        sources: Vec<(usize, Opened)>,
    ) -> Result<Vec<String>, Error> {
        let context = ImportContext {
            ledger,
            schemes,
            stop: self.stop.clone(),
            listener: self.listener,
            counts: self.given,
            secrets: &mut self.secrets,
        };
        Importer::new(context).import(sources).await
    }

    /// Keeps the secrets of a crawl for as long as it may be resumed.
    fn keep_secrets(&self, crawl: CrawlId) -> Result<(), Error> {
        let kept = vault::keep(self.layout, crawl, &self.secrets);
        kept.map_err(|error| Error::failed(format!("cookies, headers and passwords cannot be kept: {error}")))
    }

    fn is_stopped(&self) -> bool {
        self.stop.borrow().is_some()
    }

    async fn run(self, queued: Queued) -> Result<CrawlEnd, Error> {
        let Queued { crawl, ledger, count, urls, options, bytes_so_far, lost } = queued;
        // Every handle to the writer but the ledger's is given up here, as its thread ends with the
        // last.
        let Session { layout, mut run_environment, plan, concurrency, stop, summary, writer, .. } = self;
        drop(writer);
        run_environment.secrets = vault::all(layout);
        let ledger = Arc::new(ledger);
        let context = CrawlContext {
            hooks: HookProcesses {
                run_environment,
                notices: announce_notices(ledger.clone()),
                living: LivingHooks::of_crawl(&crawl.dir),
            },
            crawl,
            urls,
            options,
            plan,
            layout: layout.clone(),
            ledger,
            concurrency: concurrency.map_or_else(Concurrency::of_this_machine, Concurrency::Fixed),
            bytes_so_far,
            lost,
            silent: Default::default(),
        };
        match run_crawl(context, count, stop).await {
            Ok(ending) => Ok(CrawlEnd::Ran(ending)),
            Err(error) => {
                let kind = if summary.counts().snapshots > 0 { ErrorKind::Incomplete } else { ErrorKind::Failed };
                Err(Error { kind, ..Error::from(error) })
            }
        }
    }
}

/// Opens what a crawl was given and has not read to its end, and says why some of it cannot be.
/// What the crawl has already does not join it again.
fn open_again(inputs: &[CrawlInput], schemes: Schemes) -> (Vec<(usize, Opened)>, Vec<String>) {
    let (mut sources, mut unread) = (Vec::new(), Vec::new());
    for input in inputs.iter().filter(|input| !input.consumed) {
        match Source::parse(&input.text, schemes) {
            Ok(Source::Stdin) => unread.push("its standard input cannot be read again".to_owned()),
            source => match source.and_then(Opened::new) {
                Ok(source) => sources.push((input.n, source)),
                Err(error) => unread.push(error.to_string()),
            },
        }
    }
    (sources, unread)
}

/// Why a crawl whose queue was lost may lack pages after all that it was given has been read again,
/// as far as that could be; `None` when it lacks none.
fn what_is_lost(mut unread: Vec<String>, depth: u32) -> Option<String> {
    if depth > 0 {
        unread.push("pages that it had found but not started".into());
    }
    let reasons = unread.join("; ");
    (!unread.is_empty())
        .then(|| format!("its queue was lost with the index, and some pages are unknown now: {reasons}"))
}
