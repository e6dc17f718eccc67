//! Files of `/proc`: made by the kernel at each read, so each is read at once.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// More than any of the files has that are read here, but for those of processes with hundreds of
/// children.
const AT_ONCE: usize = 4096;

/// The text of a file; absent when it is not there, or its process has gone. The standard library
/// begins with 32 bytes for a file without a size, and the kernel generates the whole file again
/// for each read.
pub fn read(path: impl AsRef<Path>) -> Option<String> {
    let mut file = File::open(path).ok()?;
    let mut text = Vec::with_capacity(AT_ONCE);
    let mut buffer = [0; AT_ONCE];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => text.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
    Some(String::from_utf8_lossy(&text).into_owned())
}

/// What the kernel says of a process in `/proc/<pid>/stat` (proc(5)), as far as it is asked for
/// here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// `R` while it runs or waits for a processor, `T` when it is stopped by a signal, `Z` when it
    /// has ended and was not waited for.
    pub state: char,
    pub parent: i32,
    /// Clock ticks from boot to its start.
    pub start_time: u64,
}

impl Stat {
    /// Of the process that has this number now; absent when there is none.
    pub fn of(pid: i32) -> Option<Self> {
        Self::parse(&read(format!("/proc/{pid}/stat"))?)
    }

    /// The second field is the program's name in parentheses and may hold anything; what follows
    /// the last parenthesis is regular.
    fn parse(text: &str) -> Option<Self> {
        let mut fields = text.rsplit_once(')')?.1.split_ascii_whitespace();
        Some(Stat {
            state: fields.next()?.chars().next()?,
            parent: fields.next()?.parse().ok()?,
            start_time: fields.nth(17)?.parse().ok()?,
        })
    }
}

/// Whether a process is stopped by a signal.
pub fn is_stopped(pid: i32) -> bool {
    Stat::of(pid).is_some_and(|stat| stat.state == 'T')
}

/// How often the first thread of a process has given up its processor: as long as this stays the
/// same and the process is not running, it does nothing.
pub fn turns(pid: i32) -> Option<u64> {
    let status = read(format!("/proc/{pid}/status"))?;
    status
        .lines()
        .filter_map(|line| line.split_once("ctxt_switches:")?.1.trim().parse::<u64>().ok())
        .reduce(|one, other| one + other)
}

/// The words with which a process was started, with spaces between them; empty when it has ended.
pub fn command_line(pid: i32) -> String {
    read(format!("/proc/{pid}/cmdline")).unwrap_or_default().replace('\0', " ").trim().to_owned()
}

/// The numbers of all processes.
pub fn processes() -> impl Iterator<Item = i32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// The children of a process, those that each of its threads has started. Absent where the kernel
/// does not list them.
pub fn children(pid: i32) -> Option<Vec<i32>> {
    let mut pids = Vec::new();
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten() {
        let Some(thread) = task.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        match children_of_thread(pid, thread) {
            Some(children) => pids.extend(children),
            // A thread may end between two looks.
            None if !task.path().exists() => {}
            None => return None,
        }
    }
    Some(pids)
}

/// The children that one thread of a process has started, or has got from a thread that ended:
/// `/proc/<pid>/task/<tid>/children` (proc(5)).
pub fn children_of_thread(pid: i32, thread: i32) -> Option<Vec<i32>> {
    let text = read(format!("/proc/{pid}/task/{thread}/children"))?;
    Some(text.split_ascii_whitespace().filter_map(|pid| pid.parse().ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_says_is_read_whole() {
        assert!(read("/proc/self/status").is_some_and(|text| text.starts_with("Name:") && text.contains("\nSigIgn:")));
        assert_eq!(read("/proc/self/no such file"), None);
        assert_eq!(children(i32::MAX), None);
        let own = std::process::id() as i32;
        assert_eq!(Stat::of(own).map(|stat| stat.parent), Some(std::os::unix::process::parent_id() as i32));
        assert_eq!(Stat::of(i32::MAX), None);
        assert!(processes().any(|pid| pid == own));
        assert!(turns(own).is_some_and(|turns| turns > 0));
        assert_eq!(turns(i32::MAX), None);
    }

    #[test]
    fn a_program_may_be_called_anything() {
        let text = "7 (a) R (1) Z 3 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 1247664 9 10\n";
        assert_eq!(Stat::parse(text), Some(Stat { state: 'Z', parent: 3, start_time: 1_247_664 }));
        assert_eq!(Stat::parse("7 (a) R 1"), None);
    }
}
