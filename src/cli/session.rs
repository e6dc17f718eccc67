//! A crawl from the command line's point of view: the database is opened, the queue filled, the crawl run, the end told.

use std::sync::Arc;

use serde_json::Value;

use super::Failure;
use super::collection::Collection;
use super::intake::{Intake, Opened, TakenIn, take_login};
use crate::crawl::{Crawl, Limits};
use crate::event::CrawlEnding;
use crate::exit::Exit;
use crate::hook::Surroundings;
use crate::hook::pidfile::{self, LivingHooks};
use crate::id::CrawlId;
use crate::input::Source;
use crate::layout::Layout;
use crate::plan::Plan;
use crate::process::strays::{self, Ended as EndedStrays};
use crate::report::jsonl::JsonLines;
use crate::report::progress::Progress;
use crate::report::summary::{self, Summary};
use crate::report::terminal::quoted;
use crate::report::{Palette, colours_on_stderr, harmless, plain};
use crate::run::pace::Concurrency;
use crate::run::{CrawlContext, Onward, announce_notices, remove_dir, run_crawl, signals};
use crate::secrets::{Secrets, vault};
use crate::store::cut_short::{self, Known, Resumable, TakenOver};
use crate::store::intake::NewCrawl;
use crate::store::reader;
use crate::store::{self, Listener, Retries, StoreLedger, Writer};
use crate::tell::tell;
use crate::timestamp::Timestamp;
use crate::url::{PageUrl, Schemes};

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

/// What was ordered on the command line.
pub struct Order {
    pub work: Work,
    pub limits: Limits,
    /// Pages with a good snapshot younger than this are passed over.
    pub archived_since: Option<Timestamp>,
    /// What was typed, to be kept with the crawl.
    pub options: Value,
    /// What its pages are asked for with.
    pub secrets: Secrets,
    pub concurrency: Option<usize>,
    pub json: bool,
    /// What becomes of what was given.
    pub taken: TakenIn,
}

/// Runs a crawl to its end.
pub fn carry_out(collection: &Collection, plan: Plan, order: Order) -> Result<Exit, Failure> {
    let taken = order.taken.clone();
    let done = carry_out_what_is_taken(collection, plan, order);
    taken.tell();
    // Whatever else happened, somebody must look at what was refused.
    match done {
        Ok(exit) => Ok(exit.worse(taken.exit())),
        Err(failure) => Err(Failure { exit: failure.exit.worse(taken.exit()), ..failure }),
    }
}

fn carry_out_what_is_taken(collection: &Collection, plan: Plan, order: Order) -> Result<Exit, Failure> {
    collection.keep_private();
    let summary = Summary::default();
    let events = order.json.then(JsonLines::default);
    let listeners = listeners(events.clone(), &summary);
    let onward = order.work.onward();
    let ended = run(&collection.layout, collection.surroundings()?, plan, order, listeners, &summary)?;
    drop_secrets(&collection.layout)?;
    let ending = match ended {
        Ended::Ran(ending) => ending,
        Ended::NothingToDo(exit) => return Ok(exit),
    };
    let counts = summary.counts();
    let place = if std::env::current_dir().is_ok_and(|here| here.join("archive") == collection.layout.data()) {
        String::new()
    } else {
        format!(" --data {}", quoted(&harmless(&collection.layout.data().to_string_lossy())))
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
        1 => tell!("1 page: {}{no_pages}{refused}. To look at it: tacklebox show{place} {}", counts.tally, quoted(&harmless(&counts.last_url))),
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

/// Removes the secrets of crawls that nobody carries on or tries again, and tells of those that stay.
fn drop_secrets(layout: &Layout) -> Result<(), Failure> {
    let kept = vault::all(layout);
    if kept.is_empty() {
        return Ok(());
    }
    let connection = store::open_for_reading(&layout.database()).map_err(Failure::nothing)?;
    let mut left = 0;
    for crawl in kept.into_keys() {
        if reader::wants_nothing_more(&connection, crawl).map_err(Failure::nothing)? {
            vault::remove(layout, crawl).map_err(Failure::nothing)?;
        } else {
            left += 1;
        }
    }
    if left > 0 {
        let dir = layout.secrets().display().to_string();
        tell!("cookies, headers, passwords and other secrets stay in {} for `tacklebox resume` and `tacklebox retry`", harmless(&dir));
    }
    Ok(())
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

async fn crawl(
    layout: &Layout,
    mut surroundings: Surroundings,
    plan: Plan,
    order: Order,
    writer: Writer,
    summary: &Summary,
) -> Result<Ended, Failure> {
    let stop = signals::listen().map_err(Failure::nothing)?;
    let mut secrets = order.secrets;
    if let Work::Resumed(resumable, schemes) = order.work {
        let intake = Intake { schemes, stop: stop.clone(), taken: order.taken };
        return carry_on(layout, surroundings, plan, order.concurrency, *resumable, intake, secrets, writer, stop, summary).await;
    }
    let onward = order.work.onward();
    let (id, created_at) = (CrawlId::new(), Timestamp::now());
    let crawl = Crawl { id, created_at, dir: layout.crawl(id, created_at), limits: order.limits };
    let new = NewCrawl { crawl: crawl.clone(), options: order.options.clone(), archived_since: order.archived_since };
    let ledger = StoreLedger::open(writer, layout.clone(), new).await.map_err(Failure::nothing)?;
    if let Work::Given(sources, _) = &order.work {
        let pages = sources.iter().filter_map(|source| if let Opened::Page(url) = source { Some(url) } else { None });
        pages.for_each(|url| take_login(url, &mut secrets));
    }
    // Before the list is read: what comes after that may be a kill.
    keep(layout, id, &secrets)?;
    let (ledger, queued, urls) = match order.work {
        Work::Given(sources, schemes) => {
            let known = secrets.logins.len();
            let intake = Intake { schemes, stop: stop.clone(), taken: order.taken.clone() };
            let taken_in = intake.take_in_all(&ledger, sources, &mut secrets).await;
            if secrets.logins.len() > known {
                keep(layout, id, &secrets)?;
            }
            let taken = order.taken.counts();
            match taken_in {
                // The rest of the list is not read; that it is half read is known by its stage, and whoever carries it on reads it.
                Ok(_) if taken.joined > 0 && stop.borrow().is_some() => return Ok(Ended::Ran(CrawlEnding::Interrupted)),
                Ok(urls) if taken.joined > 0 => (ledger, taken.joined, urls),
                // A crawl of nothing, or of half a list, would stay in the books for ever.
                other => {
                    ledger.discard().await.map_err(Failure::nothing)?;
                    other?;
                    let stopped = stop.borrow().is_some();
                    return Ok(Ended::NothingToDo(if stopped { Exit::Interrupted } else { taken.exit_without_work() }));
                }
            }
        }
        Work::Again(retries) => {
            let queued = retries.len() as u64;
            (ledger.for_retries(retries), queued, Vec::new())
        }
        Work::Resumed(..) => unreachable!("it was carried on above"),
    };
    surroundings.secrets = vault::all(layout);
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
    mut surroundings: Surroundings,
    plan: Plan,
    concurrency: Option<usize>,
    resumable: Resumable,
    intake: Intake,
    mut secrets: Secrets,
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
        let (sources, unread) = again_from(given(), intake.schemes);
        unread.iter().for_each(|reason| tell!("{}; what had not been read of it is not known", harmless(reason)));
        let taken = intake.taken.clone();
        intake.take_in_all(&ledger, sources, &mut secrets).await?;
        queued += taken.joined_again();
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
    keep(layout, crawl.id, &secrets)?;
    surroundings.secrets = vault::all(layout);
    let urls = given().filter_map(|what| PageUrl::parse(what).ok()).map(Into::into).collect();
    let shared =
        Shared { layout, surroundings, plan, concurrency, bytes_so_far: Some(bytes), options: options.clone(), lost, onward: Onward::Resume };
    let ended = run_with(ledger, crawl, shared, queued, urls, stop, summary).await?;
    // That all pages were there already is good.
    Ok(if queued == 0 && matches!(ended, Ended::Ran(CrawlEnding::Complete)) { Ended::NothingToDo(Exit::Good) } else { ended })
}

/// Keeps what a crawl was given for as long as somebody may carry it on.
fn keep(layout: &Layout, crawl: CrawlId, secrets: &Secrets) -> Result<(), Failure> {
    vault::keep(layout, crawl, secrets).map_err(|error| Failure::nothing(format!("cookies, headers and passwords cannot be kept: {error}")))
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
            lines.lines(event).iter().for_each(|line| tell!("{line}"));
        }));
    }
    if let Some(events) = events {
        listeners.push(Box::new(move |event| events.hear(event)));
    }
    listeners
}
