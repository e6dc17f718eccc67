//! Processes of runs whose runner is dead: killed with SIGKILL, or out of memory, it could not end
//! its hooks.
//!
//! Every process of a run carries in its environment who its runner is, so that nothing else need
//! be known to judge it: as long as that very process is alive (number, start time and boot), what
//! it started is its own affair.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;
use std::str::FromStr;
use std::time::{Duration, Instant};

use nix::libc;
use nix::sys::signal::Signal;

use super::child::{raw_pidfd, signal_held};
use super::identity::Identity;
use super::procfs::{self, Stat};
use crate::model::env_vars as var;
use crate::model::id::RunId;

/// How long a stray has between SIGTERM and SIGKILL.
pub const GRACE: Duration = Duration::from_secs(2);

/// How long the kernel may take to remove a killed process before it is given up.
const KILL_WAIT: Duration = Duration::from_secs(2);

/// How often the search is repeated: one that is ended may have forked before.
const ROUNDS: usize = 10;

/// The value of `TACKLEBOX_RUN`: `<run id>:<pid>:<start time>:<boot id>`, the last three of the
/// runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunMark {
    pub id: RunId,
    runner: (i32, u64, String),
}

impl RunMark {
    /// The mark of a new run by this process.
    pub fn of_this_process() -> Self {
        let Identity { pid, start_time, boot_id } = Identity::own();
        RunMark { id: RunId::new(), runner: (pid, start_time.unwrap_or(0), boot_id.to_owned()) }
    }

    /// The runner's process id.
    pub fn runner(&self) -> i32 {
        self.runner.0
    }

    /// Whether the runner is alive.
    pub fn is_alive(&self) -> bool {
        Identity::is_alive_still(&self.runner)
    }
}

impl fmt::Display for RunMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pid, start_time, boot_id) = &self.runner;
        write!(f, "{}:{pid}:{start_time}:{boot_id}", self.id)
    }
}

impl FromStr for RunMark {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (id, runner) = text.split_once(':').ok_or(())?;
        Ok(RunMark { id: id.parse().map_err(|_| ())?, runner: Identity::parse(&runner.replace(':', " ")).ok_or(())? })
    }
}

/// A living process whose runner is dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    pub pid: i32,
    start_time: u64,
    pub run: RunId,
    /// `plugin/hook`, if its environment has it.
    pub hook: Option<String>,
    pub command: String,
}

impl fmt::Display for Stray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.command)?;
        self.hook.iter().try_for_each(|hook| write!(f, " of {hook}"))
    }
}

/// What [`end_dead_runs`] did.
#[derive(Debug, Default)]
pub struct Ended {
    pub ended: Vec<Stray>,
    /// Those that are there still, after SIGKILL.
    pub left: Vec<Stray>,
}

/// The living processes of a collection's runs whose runner is dead. Never this process, nor one
/// that it descends from.
pub fn of_dead_runs(data_dir: &Path) -> Vec<Stray> {
    let marked = marked(data_dir);
    let mut spared = lineage();
    // A runner that a hook of a dead one started, and that has hooks of its own, is at work.
    spared.extend(marked.iter().filter(|(mark, _)| mark.is_alive()).map(|(mark, _)| mark.runner()));
    marked
        .into_iter()
        .filter(|(mark, stray)| !mark.is_alive() && !spared.contains(&stray.pid))
        .map(|(_, stray)| stray)
        .collect()
}

/// The runners that are alive and have processes in a collection, by their process ids.
pub fn living_runners(data_dir: &Path) -> BTreeSet<i32> {
    marked(data_dir).into_iter().filter(|(mark, _)| mark.is_alive()).map(|(mark, _)| mark.runner()).collect()
}

/// Ends all processes of a collection's dead runs.
pub fn end_dead_runs(data_dir: &Path) -> Ended {
    let mut done = Ended::default();
    for _ in 0..ROUNDS {
        let found = of_dead_runs(data_dir);
        if found.is_empty() {
            return done;
        }
        done.left = end(&found, GRACE);
        done.ended.extend(found.into_iter().filter(|stray| !done.left.contains(stray)));
        if !done.left.is_empty() {
            return done;
        }
    }
    done
}

/// Ends processes: SIGTERM, `grace`, SIGKILL. Returns those that are there still. One whose number
/// is another's by now is left alone.
pub fn end(strays: &[Stray], grace: Duration) -> Vec<Stray> {
    let mut held: Vec<(&Stray, OwnedFd)> = strays.iter().filter_map(|stray| Some((stray, hold(stray)?))).collect();
    for (signal, wait) in [(Signal::SIGTERM, grace), (Signal::SIGKILL, KILL_WAIT)] {
        for (_, pidfd) in &held {
            signal_held(pidfd, signal);
        }
        let deadline = Instant::now() + wait;
        held.retain(|(_, pidfd)| !ends_until(pidfd, deadline));
    }
    held.into_iter().map(|(stray, _)| stray.clone()).collect()
}

/// A handle of that very process: the descriptor is opened first, and then the process of that
/// number looked at. Is it the one that was found, then it was there before the descriptor, which
/// therefore is of no other.
fn hold(stray: &Stray) -> Option<OwnedFd> {
    let pidfd = raw_pidfd(stray.pid).ok()?;
    (Identity::of(stray.pid).start_time == Some(stray.start_time)).then_some(pidfd)
}

/// Waits for the end of a process; whether it came before the deadline.
fn ends_until(pidfd: &OwnedFd, deadline: Instant) -> bool {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut asked = libc::pollfd { fd: pidfd.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one structure, alive during the call.
        let ready = unsafe { libc::poll(&mut asked, 1, i32::try_from(left.as_millis()).unwrap_or(i32::MAX)) };
        if ready > 0 {
            return true;
        }
        if ready == 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            return false;
        }
    }
}

/// Every process that carries a mark of this collection, with that mark.
fn marked(data_dir: &Path) -> Vec<(RunMark, Stray)> {
    let data_dir = fs::canonicalize(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    let namespace = namespace("self");
    // Where processes have other numbers, a runner's is not to be judged by its number.
    procfs::processes()
        .filter(|pid| namespace == self::namespace(&pid.to_string()))
        .filter_map(|pid| of_collection(pid, &data_dir))
        .collect()
}

fn of_collection(pid: i32, data_dir: &Path) -> Option<(RunMark, Stray)> {
    let identity = Identity::of(pid);
    let environment = fs::read(format!("/proc/{pid}/environ")).ok()?;
    let variable = |name: &str| {
        let mut all = environment.split(|byte| *byte == 0);
        let value = all.find_map(|variable| variable.strip_prefix(name.as_bytes())?.strip_prefix(b"="))?;
        Some(String::from_utf8_lossy(value).into_owned())
    };
    let mark: RunMark = variable(var::TACKLEBOX_RUN)?.parse().ok()?;
    let of = variable(var::DATA_DIR)?;
    if Path::new(&of) != data_dir && !fs::canonicalize(of).is_ok_and(|of| of == data_dir) {
        return None;
    }
    // It was the same process while it was looked at.
    let start_time = identity.start_time.filter(|_| identity.is_alive())?;
    let hook = variable(var::PLUGIN).zip(variable(var::HOOK_NAME)).map(|(plugin, hook)| format!("{plugin}/{hook}"));
    Some((mark.clone(), Stray { pid, start_time, run: mark.id, hook, command: super::orphans::command_line(pid) }))
}

fn namespace(pid: &str) -> Option<std::path::PathBuf> {
    fs::read_link(format!("/proc/{pid}/ns/pid")).ok()
}

/// This process and those that it descends from.
fn lineage() -> BTreeSet<i32> {
    let mut pids = BTreeSet::new();
    let mut next = Some(std::process::id() as i32);
    while let Some(pid) = next
        && pid > 0
        && pids.insert(pid)
    {
        next = Stat::of(pid).map(|stat| stat.parent);
    }
    pids
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_mark_panics_or_is_believed_and_each_is_read_as_it_is_written(text in "(?s)[0-9a-f-]{0,40}(:[0-9-]{0,22}){0,3}(:[a-f0-9 :-]{0,40})?|.{0,60}") {
            if let Ok(mark) = text.parse::<RunMark>() {
                prop_assert!(!mark.is_alive());
                prop_assert_eq!(mark.to_string().parse::<RunMark>(), Ok(mark));
            }
        }
    }

    #[test]
    fn a_mark_tells_whether_its_runner_is_alive() {
        let mark = RunMark::of_this_process();
        let read: RunMark = mark.to_string().parse().unwrap();
        assert!(read == mark && read.is_alive());
        let dead: RunMark = mark.to_string().replacen(&format!(":{}:", mark.runner.1), ":1:", 1).parse().unwrap();
        assert!(!dead.is_alive() && dead.id == mark.id);
        for wrong in ["", "x:1:2:3", &mark.id.to_string(), &format!("{}:1", mark.id)] {
            assert_eq!(wrong.parse::<RunMark>(), Err(()), "{wrong}");
        }
    }

    #[test]
    fn a_number_that_is_anothers_by_now_is_not_signalled() {
        // This very process, as if it had been found before it began.
        let found = Stray {
            pid: std::process::id() as i32,
            start_time: 1,
            run: RunId::new(),
            hook: None,
            command: "me".into(),
        };
        assert!(end(&[found], Duration::ZERO).is_empty());
        assert!(lineage().contains(&(std::process::id() as i32)));
    }
}
