//! A crawl from the command line's point of view: the database is opened, the queue filled, the crawl run, the end told.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::mpsc;

use super::Failure;
use super::collection::Collection;
use crate::crawl::{Crawl, Limits};
use crate::event::CrawlEnding;
use crate::exit::Exit;
use crate::hook::Surroundings;
use crate::hook::pidfile::{self, LivingHooks};
use crate::id::CrawlId;
use crate::input::{BadLine, Lines, Source, SourceError, given};
use crate::layout::Layout;
use crate::plan::Plan;
use crate::process::strays::{self, Ended as EndedStrays};
use crate::report::jsonl::JsonLines;
use crate::report::progress::Progress;
use crate::report::summary::{self, Summary};
use crate::report::{Palette, colours_on_stderr, harmless, plain};
use crate::run::pace::Concurrency;
use crate::run::{CrawlContext, Onward, announce_notices, remove_dir, run_crawl, signals};
use crate::snapshot::Candidate;
use crate::store::cut_short::{self, Known, Resumable, TakenOver};
use crate::store::intake::NewCrawl;
use crate::store::{self, Listener, Retries, StoreLedger, Writer};
use crate::tell::tell;
use crate::timestamp::Timestamp;
use crate::url::{PageUrl, Schemes};

/// How many URLs are added to the queue in one transaction.
const BATCH: usize = 500;

/// How many of the given URLs the crawl's own hooks are told of.
const TOLD_URLS: usize = 10_000;

/// What a crawl is to do.
pub enum Work {
    Given(Vec<Opened>, Schemes),
    Again(Retries),
    /// A crawl that was cut short.
    Resumed(Box<Resumable>, Schemes),
}

impl Work {
    fn onward(&self) -> Onward {
        match self {
            Work::Given(..) | Work::Resumed(..) => Onward::Resume,
            Work::Again(_) => Onward::Retry,
        }
    }
}

/// An argument that can be read from.
pub enum Opened {
    Page(PageUrl),
    List { name: String, reader: Box<dyn BufRead + Send> },
}

impl Opened {
    /// Opens a list, so that one that cannot be read is told of before anything is done.
    pub fn new(source: Source) -> Result<Self, SourceError> {
        let name = source.to_string();
        let reader: Box<dyn BufRead + Send> = match source {
            Source::Page(url) => return Ok(Opened::Page(url)),
            Source::Stdin => Box::new(BufReader::new(std::io::stdin())),
            Source::File(path) => match File::open(&path) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(source) => return Err(SourceError::Unreadable { path, source }),
            },
        };
        Ok(Opened::List { name, reader })
    }
}

/// What was ordered on the command line.
pub struct Order {
    pub work: Work,
    pub limits: Limits,
    /// Pages with a good snapshot younger than this are passed over.
    pub archived_since: Option<Timestamp>,
    /// What was typed, to be kept with the crawl.
    pub options: Value,
    pub concurrency: Option<usize>,
    pub json: bool,
}

/// Runs a crawl to its end.
pub fn carry_out(collection: &Collection, plan: Plan, order: Order) -> Result<Exit, Failure> {
    collection.keep_private();
    let summary = Summary::default();
    let events = order.json.then(JsonLines::default);
    let listeners = listeners(events.clone(), &summary);
    let onward = order.work.onward();
    let ended = run(&collection.layout, collection.surroundings()?, plan, order, listeners, &summary)?;
    let ending = match ended {
        Ended::Ran(ending) => ending,
        Ended::NothingToDo(exit) => return Ok(exit),
    };
    let counts = summary.counts();
    let place = if std::env::current_dir().is_ok_and(|here| here.join("archive") == collection.layout.data()) {
        String::new()
    } else {
        format!(" --data {}", collection.layout.data().display())
    };
    let no_pages = match (counts.page_errors, counts.snapshots) {
        (0, _) => String::new(),
        (1, 1) => ", of no page".to_owned(),
        (1, _) => "; 1 of them is no page".to_owned(),
        (many, _) => format!("; {many} of them are no pages"),
    };
    let refused = match counts.refused {
        0 => String::new(),
        1 => "; 1 was not to be saved".to_owned(),
        many => format!("; {many} were not to be saved"),
    };
    match counts.snapshots {
        0 => {}
        1 => tell!("1 page: {}{no_pages}{refused}. To look at it: tacklebox show{place} {}", counts.tally, harmless(&counts.last_url)),
        pages => tell!("{pages} pages: {}{no_pages}{refused}. To look at them: tacklebox list{place}", counts.tally),
    }
    match &ending {
        CrawlEnding::Interrupted => match onward {
            Onward::Resume => tell!("interrupted; what is left stays in the queue, and `{onward}{place}` carries it on"),
            Onward::Retry => tell!("interrupted; what is left has still failed, and `{onward}{place}` tries it again"),
        },
        CrawlEnding::Complete | CrawlEnding::Limited { .. } | CrawlEnding::Failed { .. } => {}
    }
    let exit = summary::exit(&ending, &counts);
    // Whoever works with the events must know that some are missing.
    let all_told = events.is_none_or(|events| events.fault().is_none());
    Ok(if all_told { exit } else { exit.worse(Exit::SomeFailed) })
}

/// How a crawl ended, if there was one.
pub enum Ended {
    Ran(CrawlEnding),
    NothingToDo(Exit),
}

/// Runs a crawl to its end for whoever listens; `summary` is one of them.
pub fn run(
    layout: &Layout,
    surroundings: Surroundings,
    plan: Plan,
    order: Order,
    listeners: Vec<Listener>,
    summary: &Summary,
) -> Result<Ended, Failure> {
    // One thread, the main one: native hooks ask to die with the thread that started them.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Failure::nothing)?;
    crate::process::raise_open_files();
    let mut connection = store::open_for_a_crawl(&layout.database()).map_err(Failure::nothing)?;
    let dead = cut_short::settle_dead(&mut connection, layout).map_err(Failure::nothing)?;
    if dead.seen {
        end_strays(layout);
    }
    // Nobody comes back to these; what others still have to end of theirs is in the directories of the crawls that are carried on.
    for dir in &dead.sealed {
        pidfile::clear_all(dir);
        plan.crawl.iter().filter(|step| step.plugin.infrastructure).for_each(|step| remove_dir(&dir.join(&step.plugin.name)));
    }
    let (writer, thread) = Writer::start(connection, layout.clone(), listeners);
    let result = runtime.block_on(crawl(layout, surroundings, plan, order, writer, summary));
    // The last handle to the writer is gone with the crawl; what is still to be written and told is finished here.
    drop(runtime);
    if thread.join().is_err() {
        return Err(Failure::nothing("the database writer has failed; what was announced before is safe"));
    }
    result
}

/// What hooks of a runner that was killed still do, they do to pages that are about to be saved again.
pub fn end_strays(layout: &Layout) {
    let EndedStrays { ended, left } = strays::end_dead_runs(layout.data());
    for stray in ended {
        tell!("ended a process that a runner which was killed had left behind: {}", harmless(&stray.to_string()));
    }
    for stray in left {
        tell!("a process that a runner which was killed had left behind is still there after SIGKILL: {}", harmless(&stray.to_string()));
    }
}

async fn crawl(layout: &Layout, surroundings: Surroundings, plan: Plan, order: Order, writer: Writer, summary: &Summary) -> Result<Ended, Failure> {
    let stop = signals::listen().map_err(Failure::nothing)?;
    if let Work::Resumed(resumable, schemes) = order.work {
        return carry_on(layout, surroundings, plan, order.concurrency, *resumable, schemes, writer, stop, summary).await;
    }
    let onward = order.work.onward();
    let (id, created_at) = (CrawlId::new(), Timestamp::now());
    let crawl = Crawl { id, created_at, dir: layout.crawl(id, created_at), limits: order.limits };
    let new = NewCrawl { crawl: crawl.clone(), options: order.options.clone(), archived_since: order.archived_since };
    let ledger = StoreLedger::open(writer, layout.clone(), new).await.map_err(Failure::nothing)?;
    let (ledger, queued, urls) = match order.work {
        Work::Given(sources, schemes) => {
            let intake = Intake { ledger: &ledger, schemes, stop: stop.clone(), batch: Vec::new(), counts: TakenIn::default() };
            let taken_in = intake.take_in_all(sources).await.inspect(TakenIn::tell);
            match taken_in {
                // The rest of the list is not read; that it is half read is known by its stage, and whoever carries it on reads it.
                Ok(counts) if counts.joined > 0 && stop.borrow().is_some() => return Ok(Ended::Ran(CrawlEnding::Interrupted)),
                Ok(counts) if counts.joined > 0 => (ledger, counts.joined, counts.urls),
                // A crawl of nothing, or of half a list, would stay in the books for ever.
                other => {
                    ledger.discard().await.map_err(Failure::nothing)?;
                    let counts = other?;
                    let stopped = stop.borrow().is_some();
                    return Ok(Ended::NothingToDo(if stopped { Exit::Interrupted } else { counts.exit_without_work() }));
                }
            }
        }
        Work::Again(retries) => {
            let queued = retries.len() as u64;
            (ledger.for_retries(retries), queued, Vec::new())
        }
        Work::Resumed(..) => unreachable!("it was carried on above"),
    };
    run_with(
        ledger,
        crawl,
        Shared { layout, surroundings, plan, concurrency: order.concurrency, bytes_so_far: None, options: order.options, lost: None, onward },
        queued,
        urls,
        stop,
        summary,
    )
    .await
}

/// Takes over a crawl that was cut short, and runs it to its end.
#[expect(clippy::too_many_arguments, reason = "each is handed on as it is")]
async fn carry_on(
    layout: &Layout,
    surroundings: Surroundings,
    plan: Plan,
    concurrency: Option<usize>,
    resumable: Resumable,
    schemes: Schemes,
    writer: Writer,
    stop: signals::Stop,
    summary: &Summary,
) -> Result<Ended, Failure> {
    let Resumable { crawl, bytes, options, .. } = resumable;
    let archived_since = options["archived_since"].as_str().and_then(|at| Timestamp::parse(at).ok());
    let opened = StoreLedger::resume(writer, layout.clone(), crawl.clone(), archived_since).await.map_err(Failure::nothing)?;
    let Some((ledger, TakenOver { mut queued, known, is_begun })) = opened else {
        tell!("another process is at work on the crawl of {} already", crawl.created_at);
        return Ok(Ended::NothingToDo(Exit::Good));
    };
    let given = || options["what"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut lost = None;
    if known != Known::Queue {
        let intake = Intake { ledger: &ledger, stop: stop.clone(), schemes, batch: Vec::new(), counts: TakenIn::default() };
        let (sources, unread) = again_from(given(), schemes);
        unread.iter().for_each(|reason| tell!("{}; what had not been read of it is not known", harmless(reason)));
        queued += intake.take_in_all(sources).await?.joined;
        if stop.borrow().is_some() {
            return Ok(Ended::Ran(CrawlEnding::Interrupted));
        }
        if known == Known::NoQueue {
            lost = what_is_lost(unread, crawl.limits.depth);
            tell_what_is_left(queued, lost.as_deref());
        }
    }
    if queued == 0 && !is_begun && known != Known::NoQueue {
        ledger.let_go().await.map_err(Failure::nothing)?;
        return Ok(Ended::NothingToDo(Exit::Good));
    }
    let urls = given().filter_map(|what| PageUrl::parse(what).ok()).map(Into::into).collect();
    let shared =
        Shared { layout, surroundings, plan, concurrency, bytes_so_far: Some(bytes), options: options.clone(), lost, onward: Onward::Resume };
    let ended = run_with(ledger, crawl, shared, queued, urls, stop, summary).await?;
    // That all pages were there already is good.
    Ok(if queued == 0 && matches!(ended, Ended::Ran(CrawlEnding::Complete)) { Ended::NothingToDo(Exit::Good) } else { ended })
}

/// Opens what a crawl was given to be read again, and says why some of it cannot be. What the crawl has already does not join it again.
fn again_from<'a>(given: impl Iterator<Item = &'a str>, schemes: Schemes) -> (Vec<Opened>, Vec<String>) {
    let (mut sources, mut unread) = (Vec::new(), Vec::new());
    for what in given {
        match Source::parse(what, schemes) {
            Ok(Source::Stdin) => unread.push("the standard input that the crawl was given is gone".to_owned()),
            source => match source.and_then(Opened::new) {
                Ok(source) => sources.push(source),
                Err(error) => unread.push(error.to_string()),
            },
        }
    }
    (sources, unread)
}

/// Why a crawl whose queue was lost may lack pages after all that it was given has been read again, as far as that could be; `None` when it lacks none.
fn what_is_lost(mut unread: Vec<String>, depth: u32) -> Option<String> {
    if depth > 0 {
        unread.push("the pages that it had found and not begun".into());
    }
    (!unread.is_empty()).then(|| format!("its queue was lost with the index, and not all that was in it is known any more: {}", unread.join("; ")))
}

fn tell_what_is_left(pages: u64, lost: Option<&str>) {
    match (pages, lost) {
        (0, None) => tell!("all its pages are saved"),
        (1, _) => tell!("1 page is left"),
        (pages, _) => tell!("{pages} pages are left"),
    }
    if let Some(lost) = lost {
        tell!("{}", harmless(lost));
    }
}

/// What a crawl runs with, whatever it works on.
struct Shared<'a> {
    layout: &'a Layout,
    surroundings: Surroundings,
    plan: Plan,
    concurrency: Option<usize>,
    /// Absent for a new crawl.
    bytes_so_far: Option<u64>,
    /// What was chosen on the command line.
    options: Value,
    /// Why not all that it was to save is known.
    lost: Option<String>,
    onward: Onward,
}

async fn run_with(
    ledger: StoreLedger,
    crawl: Crawl,
    shared: Shared<'_>,
    queued: u64,
    urls: Vec<String>,
    stop: signals::Stop,
    summary: &Summary,
) -> Result<Ended, Failure> {
    let ledger = Arc::new(ledger);
    let context = CrawlContext {
        notices: announce_notices(ledger.clone()),
        living: LivingHooks::of_crawl(&crawl.dir),
        crawl,
        urls,
        options: shared.options,
        plan: shared.plan,
        layout: shared.layout.clone(),
        surroundings: shared.surroundings,
        ledger,
        concurrency: shared.concurrency.map_or_else(Concurrency::of_this_machine, Concurrency::Fixed),
        bytes_so_far: shared.bytes_so_far,
        lost: shared.lost,
        onward: shared.onward,
        silent: Default::default(),
    };
    let result = run_crawl(context, queued, stop).await;
    let done = summary.counts();
    result
        .map(Ended::Ran)
        .map_err(|error| Failure { exit: if done.snapshots > 0 { Exit::SomeFailed } else { Exit::Nothing }, message: error.to_string() })
}

/// The lists on their way into the queue.
struct Intake<'a> {
    ledger: &'a StoreLedger,
    schemes: Schemes,
    stop: signals::Stop,
    batch: Vec<Candidate>,
    counts: TakenIn,
}

#[derive(Default)]
struct TakenIn {
    joined: u64,
    bad_lines: u64,
    duplicates: u64,
    archived: u64,
    over_limit: u64,
    /// The first of those that joined.
    urls: Vec<String>,
}

impl Intake<'_> {
    async fn take_in_all(mut self, sources: Vec<Opened>) -> Result<TakenIn, Failure> {
        for source in sources {
            match source {
                Opened::Page(url) => self.push(given(url)).await?,
                Opened::List { name, reader } => self.take_in(&name, reader).await?,
            }
        }
        self.flush().await?;
        Ok(self.counts)
    }

    async fn take_in(&mut self, name: &str, reader: Box<dyn BufRead + Send>) -> Result<(), Failure> {
        let mut lines = read_aside(reader, self.schemes);
        loop {
            let next = tokio::select! {
                biased;
                _ = signals::escalation(&mut self.stop, None) => None,
                line = lines.recv() => line,
            };
            let Some(line) = next else { return Ok(()) };
            match line.map_err(|error| Failure::usage(format!("{name}: {error}")))? {
                Ok(candidate) => self.push(candidate).await?,
                Err(bad) => {
                    self.counts.bad_lines += 1;
                    tell!("{}, line {}: passed over: {}: {}", harmless(name), bad.number, harmless(&bad.reason), harmless(&bad.text));
                }
            }
        }
    }

    async fn push(&mut self, candidate: Candidate) -> Result<(), Failure> {
        self.batch.push(candidate);
        if self.batch.len() >= BATCH { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), Failure> {
        let added = self.ledger.add(std::mem::take(&mut self.batch)).await.map_err(Failure::nothing)?;
        let counts = &mut self.counts;
        counts.joined += added.joined.len() as u64;
        counts.duplicates += added.duplicates;
        counts.archived += added.archived;
        counts.over_limit += added.over_limit;
        let room = TOLD_URLS.saturating_sub(counts.urls.len());
        counts.urls.extend(added.joined.into_iter().take(room).map(|new| new.candidate.url.into()));
        Ok(())
    }
}

/// Reads lines on a thread of their own: a terminal or a pipe may keep a reader waiting for ever, and Ctrl-C must be heard meanwhile. Nobody
/// waits for that thread.
fn read_aside(reader: Box<dyn BufRead + Send>, schemes: Schemes) -> mpsc::Receiver<std::io::Result<Result<Candidate, BadLine>>> {
    let (sender, receiver) = mpsc::channel(BATCH);
    std::thread::spawn(move || {
        for line in Lines::new(reader, schemes) {
            if sender.blocking_send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

impl TakenIn {
    fn tell(&self) {
        for (count, one, many) in [
            (self.bad_lines, "line could not be understood", "lines could not be understood"),
            (self.duplicates, "URL was given more than once", "URLs were given more than once"),
            (self.archived, "page has a good snapshot already", "pages have a good snapshot already"),
            (self.over_limit, "URL is beyond --max-urls", "URLs are beyond --max-urls"),
        ] {
            if count > 0 {
                tell!("{count} {}", if count == 1 { one } else { many });
            }
        }
    }

    /// That everything is there already is what was wanted; that no line could be read is not.
    fn exit_without_work(&self) -> Exit {
        if self.archived > 0 && self.bad_lines == 0 {
            return Exit::Good;
        }
        tell!("there is nothing to archive");
        if self.bad_lines > 0 { Exit::Usage } else { Exit::Nothing }
    }
}

/// Who hears what happens: the count always; people on stderr; machines on stdout when asked for.
fn listeners(events: Option<JsonLines>, summary: &Summary) -> Vec<Listener> {
    let palette = Palette { on: colours_on_stderr() };
    let counting = summary.clone();
    let mut listeners: Vec<Listener> = vec![Box::new(move |event| counting.hear(event))];
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) && std::env::var_os("TERM").is_none_or(|term| term != "dumb") {
        let progress = Progress::new(palette);
        listeners.push(Box::new(move |event| progress.hear(event)));
    } else {
        let lines = plain::Lines::new(palette);
        listeners.push(Box::new(move |event| {
            if let Some(line) = lines.line(event) {
                tell!("{line}");
            }
        }));
    }
    if let Some(events) = events {
        listeners.push(Box::new(move |event| events.hear(event)));
    }
    listeners
}
