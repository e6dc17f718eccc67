//! A crawl through `service`, without the command line: it is started, stopped and resumed, and
//! nothing is printed.

use std::fs::{self, File};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use nix::unistd::{dup, dup2_stderr, dup2_stdout};
use tacklebox::model::crawl::Limits;
use tacklebox::model::event::{CrawlEnding, Event};
use tacklebox::model::url::Scope;
use tacklebox::plan::Selection;
use tacklebox::process::stop::StopReason;
use tacklebox::service::{
    self, Collection, CollectionOptions, CrawlEnd, Listener, Notice, RequestOptions, ResumeOptions, SnapshotFilter,
    StartOptions, StopSource,
};
use tokio::sync::watch;

/// Says to the process that this test starts which directory it works in.
const DIRECTORY: &str = "TACKLEBOX_TEST_SERVICE";

/// The process at work. The runner wants a process of its own, as it takes in the processes that
/// hooks leave behind.
#[test]
fn what_the_service_does_is_silent() {
    let Some(dir) = std::env::var_os(DIRECTORY).map(PathBuf::from) else {
        let dir = tempfile::tempdir().unwrap();
        let mut itself = Command::new(std::env::current_exe().unwrap());
        let output = itself
            .args(["--exact", "service::what_the_service_does_is_silent", "--nocapture"])
            .env(DIRECTORY, dir.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        assert!(dir.path().join("done").is_file(), "{said}");
        return;
    };
    let written = while_output_goes_to(&dir.join("output"), || start_stop_and_resume(&dir));
    assert_eq!(written, "", "the service prints nothing");
    fs::write(dir.join("done"), "").unwrap();
}

/// Does `work` with stdout and stderr in a file, and returns what was written there.
fn while_output_goes_to(path: &Path, work: impl FnOnce()) -> String {
    let (file, stdout, stderr) = (File::create(path).unwrap(), std::io::stdout(), std::io::stderr());
    let kept = (dup(stdout.as_fd()).unwrap(), dup(stderr.as_fd()).unwrap());
    dup2_stdout(&file).unwrap();
    dup2_stderr(&file).unwrap();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    dup2_stdout(kept.0).unwrap();
    dup2_stderr(kept.1).unwrap();
    let written = fs::read_to_string(path).unwrap();
    if let Err(panic) = result {
        print!("{written}");
        std::panic::resume_unwind(panic);
    }
    written
}

/// More than can be saved between the end of the first and the stop that it brings.
const PAGES: u64 = 40;

/// Hears everything, and stops the crawl when the first page is saved.
struct Hearer {
    events: Mutex<Vec<Event>>,
    notices: Mutex<Vec<Notice>>,
    stop: watch::Sender<Option<StopReason>>,
}

impl Hearer {
    fn new() -> Arc<Self> {
        Arc::new(Hearer { events: Mutex::default(), notices: Mutex::default(), stop: watch::channel(None).0 })
    }

    /// How many pages came to an end, whole or cut short.
    fn sealed(&self) -> u64 {
        self.count(|event| matches!(event, Event::SnapshotSealed { .. }))
    }

    /// How many pages are saved as a whole.
    fn saved(&self) -> u64 {
        self.count(|event| matches!(event, Event::SnapshotSealed { interrupted: false, .. }))
    }

    fn count(&self, is_meant: impl Fn(&Event) -> bool) -> u64 {
        self.events.lock().unwrap().iter().filter(|event| is_meant(event)).count() as u64
    }
}

impl Listener for Hearer {
    fn on_event(&self, event: &Event) {
        self.events.lock().unwrap().push(event.clone());
        if matches!(event, Event::SnapshotSealed { .. }) {
            self.stop.send_replace(Some(StopReason::Interrupt));
        }
    }

    fn on_notice(&self, notice: Notice) {
        self.notices.lock().unwrap().push(notice);
    }
}

fn start_stop_and_resume(dir: &Path) {
    let plugins = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/plugins");
    let options =
        CollectionOptions { data: dir.join("archive"), plugin_dirs: vec![plugins], ..CollectionOptions::default() };
    let collection = Collection::open(options.clone()).unwrap();
    let url = |number| format!("http://127.0.0.1:1/{number}");
    let list = dir.join("list.txt");
    let lines: String = (2..=PAGES).map(|number| format!("{}\n", url(number))).collect();
    fs::write(&list, format!("{}\nno URL\n{lines}", url(1))).unwrap();
    let start = StartOptions {
        what: vec![url(1), list.to_str().unwrap().into()],
        selection: Selection { only: vec!["hello_sh".into()], skip: Vec::new() },
        limits: Limits { depth: 0, max_urls: None, scope: Scope::Host },
        archived_since: None,
        concurrency: Some(1),
        request: RequestOptions::default(),
    };

    let hearer = Hearer::new();
    let listener: Arc<dyn Listener> = hearer.clone();
    let report = service::start(&collection, &start, &listener, &StopSource::Channel(hearer.stop.subscribe())).unwrap();
    assert_eq!(report.end, CrawlEnd::Ran(CrawlEnding::Interrupted));
    assert_eq!((report.given.joined, report.given.refused_lines, report.given.duplicates), (PAGES, 1, 1));
    let saved = hearer.saved();
    assert_eq!(report.counts.snapshots, hearer.sealed());
    assert!((1..PAGES).contains(&saved), "it was stopped on its way: {saved}");
    let notices = hearer.notices.lock().unwrap().clone();
    let refused = |notice: &Notice| matches!(notice, Notice::LineRefused { line: 2, text, .. } if text == "no URL");
    assert!(notices.iter().any(refused), "{notices:?}");

    let status = service::status(&collection).unwrap();
    assert_eq!((status.snapshots, status.crawls, status.recent[0].queued), (PAGES, 1, PAGES - hearer.sealed()));
    let left = service::interrupted(&collection).unwrap();
    assert_eq!(left.iter().map(service::Interrupted::pages).collect::<Vec<_>>(), [PAGES - saved]);

    let hearer = Hearer::new();
    let listener: Arc<dyn Listener> = hearer.clone();
    let (_never, stop) = watch::channel(None);
    for crawl in left {
        let report =
            service::resume(&options, crawl, &ResumeOptions::default(), &listener, &StopSource::Channel(stop.clone()))
                .unwrap();
        assert_eq!(report.end, CrawlEnd::Ran(CrawlEnding::Complete));
    }
    assert_eq!(hearer.saved(), PAGES - saved);

    let filter = SnapshotFilter { text: None, stage: None, failed: false, tag: None, limit: 100 };
    let listed = service::list(&collection, &filter).unwrap();
    assert_eq!(listed.len() as u64, PAGES);
    assert!(listed.iter().all(|snapshot| (snapshot.succeeded, snapshot.failed) == (1, 0)), "{listed:?}");
    let shown = service::show(&collection, &url(2)).unwrap();
    assert_eq!(shown.results[0].plugin, "hello_sh");
    assert!(service::show(&collection, "http://127.0.0.1:1/none").unwrap_err().hint.is_some());
    assert!(
        service::retry(&collection, &service::RetryOptions::default(), &listener, &StopSource::Channel(stop))
            .unwrap()
            .is_none()
    );
}
