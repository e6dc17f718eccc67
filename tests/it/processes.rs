//! Looks at the processes of this machine, to find those that belong to a test.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How long anything may take on a machine that is busy with other things.
pub const LIMIT: Duration = Duration::from_secs(120);

/// Waits until `condition` gives something; `what` is for the message when it never does.
pub fn wait_for<T>(what: &str, condition: impl FnMut() -> Option<T>) -> T {
    within(LIMIT, condition).unwrap_or_else(|| panic!("waited {} s in vain for {what}", LIMIT.as_secs()))
}

/// Asks again and again until `condition` gives something or the limit has passed.
pub fn within<T>(limit: Duration, mut condition: impl FnMut() -> Option<T>) -> Option<T> {
    let begun = Instant::now();
    loop {
        if let Some(found) = condition() {
            return Some(found);
        }
        if begun.elapsed() > limit {
            return None;
        }
        // The kernel tells nobody of a file or of another's process; between two looks the others
        // get the processor.
        thread::sleep(Duration::from_millis(5));
    }
}

/// A living process of a test.
pub struct Process {
    pub pid: i32,
    pub command: String,
}

impl Process {
    /// Ends it, however deaf it is.
    pub fn kill(&self) {
        // It may have ended by itself in the meantime.
        let _ = kill(Pid::from_raw(self.pid), Signal::SIGKILL);
    }
}

impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (pid {})", self.command, self.pid)
    }
}

/// The processes that were started for the collection in `data`: its path is in their environment,
/// or they work in it.
pub fn of_collection(data: &Path) -> Vec<Process> {
    let mark = format!("DATA_DIR={}", data.display());
    living(|proc| has_variable(proc, &mark) || fs::read_link(proc.join("cwd")).is_ok_and(|cwd| cwd.starts_with(data)))
}

/// Those, and whatever names the collection in its command line, as Chrome's own processes do.
pub fn of_or_naming(data: &Path) -> Vec<Process> {
    let path = data.display().to_string();
    let mut found = of_collection(data);
    found.extend(
        living(|proc| command(proc).contains(&path))
            .into_iter()
            .filter(|process| process.pid != std::process::id() as i32),
    );
    found
}

/// The processes that were started for one snapshot: its id is in their environment, or they work
/// in its directory.
pub fn of_snapshot(id: &str) -> Vec<Process> {
    let mark = format!("SNAPSHOT_ID={id}");
    living(|proc| {
        has_variable(proc, &mark) || fs::read_link(proc.join("cwd")).is_ok_and(|cwd| cwd.iter().any(|part| part == id))
    })
}

/// The processes that descend from one, nearest first.
pub fn below(ancestor: i32) -> Vec<Process> {
    let parent = |proc: &Path| {
        let stat = fs::read_to_string(proc.join("stat")).ok()?;
        stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<i32>().ok()
    };
    let mut found: Vec<Process> = Vec::new();
    let mut next = vec![ancestor];
    while !next.is_empty() {
        let children = living(|proc| parent(proc).is_some_and(|parent| next.contains(&parent)));
        next = children.iter().map(|process| process.pid).collect();
        found.extend(children);
    }
    found
}

fn living(belongs: impl Fn(&Path) -> bool) -> Vec<Process> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let found = entries.filter_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let proc: PathBuf = entry.path();
        // A process that has ended and waits to be reaped has neither environment nor directory, so
        // it is not among these.
        belongs(&proc).then(|| Process { pid, command: command(&proc) })
    });
    found.collect()
}

fn has_variable(proc: &Path, mark: &str) -> bool {
    fs::read(proc.join("environ"))
        .is_ok_and(|text| text.split(|byte| *byte == 0).any(|variable| variable == mark.as_bytes()))
}

fn command(proc: &Path) -> String {
    String::from_utf8_lossy(&fs::read(proc.join("cmdline")).unwrap_or_default()).replace('\0', " ")
}
