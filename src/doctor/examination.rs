//! Goes through a collection: the index, the processes, what the index does not know, the crawls,
//! the snapshots, the links.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use rusqlite::Connection;

use super::database::{self, State};
use super::files::{self, Difference, OnDisk};
use super::findings::{Finding, Kind, Manual, Outcome, Repair, Report, Summary};
use super::rebuild::{directories, is_named, rebuild};
use super::{DoctorError, Observer, Options, Runner, repair};
use crate::files::index_file::Contents;
use crate::files::layout::{CRAWLS_DIR, Layout, SNAPSHOTS_DIR};
use crate::files::{crawl_file, index_file};
use crate::hook::pidfile;
use crate::model::archive_result::ArchiveResult;
use crate::model::crawl::Stage;
use crate::process::holding::Holdings;
use crate::process::identity::Identity;
use crate::process::strays;
use crate::store::records::{self, CountedCrawl, PlacedSnapshot};
use crate::store::runners::Runners;
use crate::store::{counts, texts};

/// The most names in one message.
const NAMES: usize = 20;

/// Examines a collection, and repairs what is found if that is wanted.
pub fn examine(layout: &Layout, options: &Options, observer: &mut dyn Observer) -> Result<Summary, DoctorError> {
    observer.on_stage("reading the index", None);
    let state = database::check(&layout.database(), options)?;
    if options.repair {
        refuse_while_running(layout, &state)?;
    }
    let (connection, findings) = match state {
        State::Usable(connection, findings) => (*connection, findings),
        State::Lost(finding) if options.repair => (rebuild(layout, observer)?, vec![finding]),
        State::Lost(finding) => {
            let mut reporter = Reporter { options, observer, summary: Summary::default() };
            reporter.report(finding, None);
            processes(layout, &mut reporter);
            return Ok(reporter.finish());
        }
    };
    let is_running = living_runner(&connection)?.is_some();
    let reporter = Reporter { options, observer, summary: Summary::default() };
    let mut examination = Examination { layout, options, connection, reporter, is_running };
    // With look-up tables that are still broken, counts come out wrong.
    let mut is_sound = true;
    for finding in findings {
        let is_damage = finding.kind == Kind::IndexDamaged;
        let is_repaired = examination.reporter.report(finding, Some((&mut examination.connection, layout)));
        is_sound &= is_repaired || !is_damage;
    }
    if is_sound {
        examination.counts()?;
        examination.texts()?;
    }
    processes(layout, &mut examination.reporter);
    examination.unknown_crawls()?;
    examination.unknown_snapshots()?;
    examination.crawls()?;
    examination.snapshots()?;
    examination.links()?;
    Ok(examination.reporter.finish())
}

/// A repair could change what a run is about to change.
fn refuse_while_running(layout: &Layout, state: &State) -> Result<(), DoctorError> {
    let by_index = match state {
        State::Usable(connection, _) => living_runner(connection)?,
        State::Lost(_) => None,
    };
    let by_processes = || strays::living_runners(layout.data()).first().map(|pid| Runner::Here(*pid));
    // Without an index, or for a crawl that is not in it yet, the lock shows a runner.
    let by_lock = || Holdings::new(&layout.runners()).is_any_held().then_some(Runner::Elsewhere);
    match by_index.or_else(by_processes).or_else(by_lock) {
        Some(runner) => Err(DoctorError::Running(runner)),
        None => Ok(()),
    }
}

fn living_runner(connection: &Connection) -> rusqlite::Result<Option<Runner>> {
    let runners = Runners::of(connection);
    let living = records::runners(connection)?.into_iter().filter(|(crawl, runner)| runners.is_alive(crawl, runner));
    let who = |runner: &str| {
        Identity::parse(runner)
            .filter(Identity::is_alive_still)
            .map_or(Runner::Elsewhere, |(pid, ..)| Runner::Here(pid))
    };
    Ok(living.map(|(_, runner)| who(&runner)).next())
}

/// Reports the findings, and counts them.
struct Reporter<'a> {
    options: &'a Options,
    observer: &'a mut dyn Observer,
    summary: Summary,
}

impl Reporter<'_> {
    /// Reports a finding, repaired first if that is wanted; whether it is repaired. Without an index
    /// nothing can be repaired here.
    fn report(&mut self, finding: Finding, collection: Option<(&mut Connection, &Layout)>) -> bool {
        let outcome = match (finding.repair(), collection) {
            (Some(proposed), Some((connection, layout))) if self.options.repair => {
                match repair::apply(proposed, connection, layout) {
                    Ok(()) => Outcome::Repaired,
                    Err(error) => Outcome::NotRepaired(error.to_string()),
                }
            }
            _ => Outcome::Found,
        };
        self.report_outcome(finding, outcome)
    }

    fn report_outcome(&mut self, finding: Finding, outcome: Outcome) -> bool {
        let is_repaired = outcome == Outcome::Repaired;
        self.summary.findings += 1;
        self.summary.mended += u64::from(is_repaired);
        self.observer.on_report(&Report::Finding { finding, outcome });
        is_repaired
    }

    fn finish(self) -> Summary {
        self.observer.on_report(&Report::Summary(self.summary));
        self.summary
    }
}

/// Reports the processes that dead runs left, or ends them: all at once, since each may take seconds
/// to exit.
fn processes(layout: &Layout, reporter: &mut Reporter) {
    let (ended, left, outcome) = if reporter.options.repair {
        let done = strays::end_dead_runs(layout.data());
        (done.ended, done.left, Outcome::NotRepaired("it is still alive after SIGKILL".into()))
    } else {
        (Vec::new(), strays::of_dead_runs(layout.data()), Outcome::Found)
    };
    for (stray, outcome) in
        ended.iter().map(|stray| (stray, &Outcome::Repaired)).chain(left.iter().map(|stray| (stray, &outcome)))
    {
        let what = "it is still running, but its runner is dead";
        reporter.report_outcome(
            Finding::repairable(Kind::Stray, stray.to_string(), what, Repair::EndProcess),
            outcome.clone(),
        );
    }
}

struct Examination<'a> {
    layout: &'a Layout,
    options: &'a Options,
    connection: Connection,
    reporter: Reporter<'a>,
    /// Whether a run is going on, whose directories change while they are read.
    is_running: bool,
}

impl Examination<'_> {
    fn report(&mut self, finding: Finding) {
        self.reporter.report(finding, Some((&mut self.connection, self.layout)));
    }

    fn place(&self, path: &Path) -> String {
        self.layout.relative(path).display().to_string()
    }

    /// The counts that `status` prints.
    fn counts(&mut self) -> Result<(), DoctorError> {
        self.reporter.observer.on_stage("counting", None);
        let (crawls, is_total_wrong) = counts::wrong(&self.connection)?;
        if crawls.is_empty() && !is_total_wrong {
            return Ok(());
        }
        let of_crawls = match &crawls[..] {
            [] => "of all snapshots or crawls".to_owned(),
            [one] => format!("of snapshots of the crawl {one}"),
            [first, others @ ..] => format!("of snapshots of the crawl {first} and of {} more", others.len()),
        };
        let what = format!("the index has wrong counts {of_crawls}");
        self.report(Finding::repairable(Kind::Counts, "index.sqlite3", what, Repair::RecountAll));
        Ok(())
    }

    /// The texts that `list TEXT` searches.
    fn texts(&mut self) -> Result<(), DoctorError> {
        let lacking = texts::lacking(&self.connection)?;
        if lacking > 0 {
            let snapshots = if lacking == 1 { "snapshot" } else { "snapshots" };
            let what = format!("the search texts lack the URL or the title of {lacking} {snapshots}");
            self.report(Finding::repairable(Kind::Texts, "index.sqlite3", what, Repair::CollectTexts));
        }
        Ok(())
    }

    /// Directories of crawls that no row names.
    fn unknown_crawls(&mut self) -> Result<(), DoctorError> {
        for dir in directories(self.layout, CRAWLS_DIR, 2) {
            let id = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if records::has_crawl(&self.connection, &id)? {
                continue;
            }
            let what = "this crawl is not in the index";
            let finding = match crawl_file::read(&dir.join(crawl_file::FILE_NAME)) {
                Some(contents) if contents.crawl.id.to_string() == id => {
                    Finding::repairable(Kind::CrawlUnknown, self.place(&dir), what, Repair::AdoptCrawl(dir))
                }
                _ => Finding::manual(
                    Kind::CrawlUnknown,
                    self.place(&dir),
                    format!("{what}, and it has no crawl.jsonl of its own"),
                    Manual::RemoveUnlessWanted,
                ),
            };
            self.report(finding);
        }
        Ok(())
    }

    /// Directories of snapshots that no row names.
    fn unknown_snapshots(&mut self) -> Result<(), DoctorError> {
        self.reporter.observer.on_stage("looking for what the index does not know", None);
        for dir in directories(self.layout, SNAPSHOTS_DIR, 3) {
            self.reporter.observer.on_step();
            let id = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let finding = match records::directory_of(&self.connection, &id)? {
                Some(Some(known)) if self.layout.absolute(known.as_ref()) == dir => continue,
                Some(Some(known)) => {
                    let what = format!("according to the index, this snapshot is in {known}");
                    Finding::manual(Kind::SnapshotUnknown, self.place(&dir), what, Manual::MoveBackOrRemove)
                }
                Some(None) => {
                    let what = "according to the index, this snapshot is still in the queue";
                    Finding::manual(Kind::SnapshotUnknown, self.place(&dir), what, Manual::ResumeThenRemove)
                }
                None => self.unknown_snapshot(&dir, &id),
            };
            self.report(finding);
        }
        Ok(())
    }

    fn unknown_snapshot(&self, dir: &Path, id: &str) -> Finding {
        let what = "this snapshot is not in the index";
        let reason = match index_file::read(&dir.join(index_file::FILE_NAME)) {
            Ok(contents) if is_named(dir, &contents.snapshot.id.to_string()) => {
                let repair = Repair::AdoptSnapshot(dir.to_owned());
                return Finding::repairable(Kind::SnapshotUnknown, self.place(dir), what, repair);
            }
            Ok(contents) => format!("its index.jsonl belongs to the snapshot {}, not to {id}", contents.snapshot.id),
            Err(error) if error.is_missing() => "it has no index.jsonl, because it was never sealed".into(),
            Err(error) => format!("its index.jsonl cannot be read: {error}"),
        };
        Finding::manual(
            Kind::SnapshotUnknown,
            self.place(dir),
            format!("{what}, and {reason}"),
            Manual::RemoveUnlessWanted,
        )
    }

    fn crawls(&mut self) -> Result<(), DoctorError> {
        let mut last = String::new();
        loop {
            let rows = records::crawls_after(&self.connection, &last)?;
            let Some(end) = rows.last() else { return Ok(()) };
            last.clone_from(&end.id);
            for row in rows {
                self.crawl(&row);
            }
        }
    }

    fn crawl(&mut self, row: &CountedCrawl) {
        let dir = self.layout.absolute(row.dir.as_ref());
        let is_alive =
            row.runner.as_deref().is_some_and(|runner| Runners::of(&self.connection).is_alive(&row.id, runner));
        if row.stage == Stage::Started && !is_alive {
            let what = format!(
                "this crawl is unfinished ({} of its snapshots are not done), and its runner is dead",
                row.unfinished
            );
            self.report(Finding::manual(Kind::CrawlDied, row.dir.clone(), what, Manual::Resume));
        }
        // A crawl may have no directory: none of its hooks left a file, and an earlier version wrote no
        // crawl.jsonl.
        let Ok(disk) = files::look(&dir) else { return };
        if row.stage == Stage::Sealed {
            for leftover in disk.infrastructure(&dir, &self.options.infrastructure) {
                self.report(self.difference(&leftover, &row.id, &row.dir));
            }
        }
        if row.stage == Stage::Sealed || !is_alive {
            self.pid_files(&disk).into_iter().for_each(|finding| self.report(finding));
        }
    }

    fn snapshots(&mut self) -> Result<(), DoctorError> {
        self.reporter.observer.on_stage("comparing snapshots", Some(records::count(&self.connection)?));
        let mut last = i64::MIN;
        loop {
            let rows = records::snapshots_after(&self.connection, last)?;
            let Some(end) = rows.last() else { return Ok(()) };
            last = end.seq;
            for row in rows {
                match row.stage {
                    Stage::Sealed => self.snapshot(&row)?,
                    _ if self.is_running => {}
                    _ => {
                        if let Ok(disk) = files::look(&self.layout.absolute(row.dir.as_ref())) {
                            self.pid_files(&disk).into_iter().for_each(|finding| self.report(finding));
                        }
                    }
                }
                self.reporter.observer.on_step();
            }
        }
    }

    fn snapshot(&mut self, row: &PlacedSnapshot) -> Result<(), DoctorError> {
        self.reporter.summary.snapshots += 1;
        let findings = match records::contents(&self.connection, &row.id, self.layout) {
            Ok(contents) => self.compare(row, &contents)?,
            Err(error) if error.sqlite_error_code().is_some() => return Err(error.into()),
            Err(error) => {
                let what = format!("the index's row of this snapshot cannot be read: {error}");
                vec![Finding::manual(Kind::RowUnreadable, row.dir.clone(), what, Manual::MoveIndexThenRebuild)]
            }
        };
        // The comparison does not hold for a row that a run has changed meanwhile.
        if findings.is_empty() || !records::is_unchanged(&self.connection, row)? {
            return Ok(());
        }
        let mut is_index_changed = false;
        for finding in findings {
            let changes_index = matches!(finding.repair(), Some(Repair::FailResult { .. }));
            is_index_changed |=
                self.reporter.report(finding, Some((&mut self.connection, self.layout))) && changes_index;
        }
        if is_index_changed
            && let Err(error) =
                repair::apply(&Repair::RewriteIndexFile { snapshot: row.id.clone() }, &mut self.connection, self.layout)
        {
            tracing::warn!("{}/{}: {error}", row.dir, index_file::FILE_NAME);
        }
        Ok(())
    }

    /// All that is wrong with a sealed snapshot.
    fn compare(&mut self, row: &PlacedSnapshot, contents: &Contents) -> Result<Vec<Finding>, DoctorError> {
        let dir = self.layout.absolute(row.dir.as_ref());
        let mut findings = Vec::new();
        if records::tally(&self.connection, &row.id)? != row.tally {
            let what = format!("the index has a wrong count of this snapshot's results: {}", row.tally);
            let repair = Repair::Recount { snapshot: row.id.clone() };
            findings.push(Finding::repairable(Kind::Counts, &row.dir, what, repair));
        }
        let disk = match files::look(&dir) {
            Ok(disk) => disk,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let lost = files::compare(&contents.results, &OnDisk::default(), &dir, &self.options.infrastructure);
                findings.extend(lost.iter().map(|lost| self.difference(lost, &row.id, &row.dir)));
                let repair = Repair::MakeDirectory { snapshot: row.id.clone(), dir: dir.clone() };
                let what = format!("the directory of {} is missing", row.url);
                findings.push(Finding::repairable(Kind::DirectoryGone, &row.dir, what, repair));
                findings.extend(self.link(row, &dir));
                return Ok(findings);
            }
            Err(error) => {
                findings.push(Finding::manual(Kind::Unreadable, &row.dir, error.to_string(), Manual::MakeReadable));
                return Ok(findings);
            }
        };
        for message in &disk.unreadable {
            findings.push(Finding::manual(Kind::Unreadable, &row.dir, message, Manual::MakeReadable));
        }
        let differences = files::compare(&contents.results, &disk, &dir, &self.options.infrastructure);
        findings.extend(differences.iter().map(|difference| self.difference(difference, &row.id, &row.dir)));
        for result in &contents.results {
            findings.extend(self.hashes(result, &disk));
        }
        findings.extend(self.pid_files(&disk));
        findings.extend(self.link(row, &dir));
        findings.extend(self.index_file(row, &dir, contents));
        Ok(findings)
    }

    /// The finding of a difference in the directory of a snapshot or a crawl.
    fn difference(&self, difference: &Difference, id: &str, dir: &str) -> Finding {
        match difference {
            Difference::Gone { plugin, paths } => {
                let shown: Vec<&str> = paths.iter().take(NAMES).map(String::as_str).collect();
                let more =
                    if paths.len() > NAMES { format!(" and {} more", paths.len() - NAMES) } else { String::new() };
                let what = format!("its files are missing: {}{more}", shown.join(", "));
                let repair = Repair::FailResult {
                    snapshot: id.to_owned(),
                    plugin: plugin.clone(),
                    lost: paths.clone(),
                    error: what.clone(),
                };
                Finding::repairable(Kind::FilesGone, format!("{dir}/{plugin}"), what, repair)
            }
            Difference::Size { path, is, should } => {
                let what = format!("it has {is} bytes, but was saved with {should}");
                Finding::manual(Kind::FileSize, self.place(path), what, Manual::RestoreOrRetry)
            }
            Difference::Extra(path) => {
                Finding::manual(Kind::FileExtra, self.place(path), "no result names this file", Manual::KeepOrRemove)
            }
            Difference::PartialFile(path) => {
                let what = "a partial file, left by a hook that was cut off";
                Finding::repairable(Kind::Leftover, self.place(path), what, Repair::RemoveFile(path.clone()))
            }
            Difference::Infrastructure(path) => {
                let what = "the directory of an infrastructure plugin, which is of no use after the crawl";
                Finding::repairable(Kind::Leftover, self.place(path), what, Repair::RemoveDir(path.clone()))
            }
        }
    }

    fn hashes(&mut self, result: &ArchiveResult, disk: &OnDisk) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (name, should) in &result.output_files {
            let Some(path) = disk.path_of(&result.plugin, name) else { continue };
            self.reporter.summary.files += 1;
            if self.options.quick {
                continue;
            }
            match crate::files::outputs::describe(path) {
                Ok(is) => {
                    self.reporter.summary.hashed_bytes += is.size;
                    if is.size == should.size && is.sha256 != should.sha256 {
                        let what =
                            "its contents have changed since it was saved: its SHA-256 is not the one in the index";
                        let remedy = Manual::RestoreOrRetry;
                        findings.push(Finding::manual(Kind::FileChanged, self.place(path), what, remedy));
                    }
                }
                Err(error) => findings.push(Finding::manual(
                    Kind::Unreadable,
                    self.place(path),
                    error.to_string(),
                    Manual::MakeReadable,
                )),
            }
        }
        findings
    }

    fn pid_files(&self, disk: &OnDisk) -> Vec<Finding> {
        let stale = |path: &&std::path::PathBuf| {
            pidfile::read(path).is_ok_and(|lines| lines.iter().any(|line| !line.is_alive) || lines.is_empty())
        };
        let finding = |path: &std::path::PathBuf| {
            let what = "it names processes that have ended";
            Finding::repairable(Kind::PidFile, self.place(path), what, Repair::ClearPidFile(path.clone()))
        };
        disk.pid_files.iter().filter(stale).map(finding).collect()
    }

    fn link(&self, row: &PlacedSnapshot, dir: &Path) -> Option<Finding> {
        let name = row.archive_name.as_ref()?;
        let link = self.layout.archive().join(name);
        let expected = Path::new("..").join(self.layout.relative(dir));
        let what = match fs::read_link(&link) {
            Ok(target) if target == expected => return None,
            Ok(_)
                if fs::canonicalize(&link)
                    .ok()
                    .is_some_and(|there| fs::canonicalize(dir).is_ok_and(|dir| dir == there)) =>
            {
                return None;
            }
            Ok(target) => format!("it points to {}, not to {}", target.display(), expected.display()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => format!("the link to {} is missing", row.dir),
            Err(_) => {
                let what = format!("it is not a link; the link to {} should be here", row.dir);
                return Some(Finding::manual(Kind::Link, self.place(&link), what, Manual::MoveThenRepair));
            }
        };
        Some(Finding::repairable(
            Kind::Link,
            self.place(&link),
            what,
            Repair::Relink { name: name.clone(), dir: dir.to_owned() },
        ))
    }

    fn index_file(&self, row: &PlacedSnapshot, dir: &Path, contents: &Contents) -> Option<Finding> {
        let path = dir.join(index_file::FILE_NAME);
        let what = match index_file::read(&path) {
            Ok(recorded) => disagreement(&recorded, contents)?,
            Err(error) if error.is_missing() => "it is missing".to_owned(),
            Err(error) => format!("it cannot be read: {error}"),
        };
        let repair = Repair::RewriteIndexFile { snapshot: row.id.clone() };
        Some(Finding::repairable(Kind::IndexFile, self.place(&path), what, repair))
    }

    /// Links in `archive/` that no snapshot has.
    fn links(&mut self) -> Result<(), DoctorError> {
        let archive = self.layout.archive();
        let entries = match fs::read_dir(&archive) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(source) => return Err(DoctorError::Io { place: archive.display().to_string(), source }),
        };
        for entry in entries {
            let entry = entry.map_err(|source| DoctorError::Io { place: archive.display().to_string(), source })?;
            if records::has_archive_name(&self.connection, &entry.file_name().to_string_lossy())? {
                continue;
            }
            let path = entry.path();
            let is_dangling = entry.file_type().is_ok_and(|kind| kind.is_symlink()) && !path.exists();
            let finding = if is_dangling {
                let what = "it points to nothing, and no snapshot has this link";
                Finding::repairable(Kind::LinkUnknown, self.place(&path), what, Repair::RemoveFile(path.clone()))
            } else {
                Finding::manual(
                    Kind::LinkUnknown,
                    self.place(&path),
                    "no snapshot has this link",
                    Manual::RemoveUnlessWanted,
                )
            };
            self.report(finding);
        }
        Ok(())
    }
}

/// How an `index.jsonl` and the index differ in results and hooks; `None` when they do not.
fn disagreement(recorded: &Contents, known: &Contents) -> Option<String> {
    if recorded.snapshot.id != known.snapshot.id || recorded.snapshot.url != known.snapshot.url {
        return Some(format!("it belongs to another snapshot: {} {}", recorded.snapshot.id, recorded.snapshot.url));
    }
    let by_plugin = |contents: &Contents| -> BTreeMap<String, ArchiveResult> {
        contents.results.iter().map(|result| (result.plugin.clone(), result.clone())).collect()
    };
    let (recorded_results, known_results) = (by_plugin(recorded), by_plugin(known));
    let names: BTreeSet<&String> = recorded_results.keys().chain(known_results.keys()).collect();
    let differing: Vec<&str> = names
        .into_iter()
        .filter(|name| recorded_results.get(*name) != known_results.get(*name))
        .map(String::as_str)
        .take(NAMES)
        .collect();
    if !differing.is_empty() {
        return Some(format!("it differs from the index in these results: {}", differing.join(", ")));
    }
    let runs = |contents: &Contents| contents.runs.iter().map(|run| run.id).collect::<BTreeSet<_>>();
    (runs(recorded) != runs(known)).then(|| "it differs from the index in the runs of hooks".to_owned())
}
