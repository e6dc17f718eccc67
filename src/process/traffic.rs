//! What can be seen of a process's connection to a server on this machine, from outside: proc(5)
//! shows which process is connected, and which one writes.

use std::collections::HashSet;
use std::fs;

use super::procfs::{self, Stat};

/// What was seen of a process and its descendants at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// Whether one of them has a connection to the port.
    pub connected: bool,
    /// Bytes they have written since they began, wherever to, by write(2) and its kin. What is sent
    /// by send(2) is not counted by the kernel.
    pub written: u64,
    /// Whether one of them is running or waits for a processor, or something lies in the connection
    /// that was not fetched yet.
    pub busy: bool,
}

/// Looks at `pid`, its descendants and their connections to `port`. `None` where the kernel does
/// not tell, or the process is gone.
pub fn traffic(pid: i32, port: u16) -> Option<Traffic> {
    let mut seen = Traffic { connected: false, written: 0, busy: false };
    let mut target_tree = vec![pid];
    while let Some(pid) = target_tree.pop() {
        match look_at(pid, port, &mut seen) {
            Some(()) => target_tree.extend(procfs::children(pid).unwrap_or_default()),
            // A descendant may end between two looks.
            None if target_tree.is_empty() && !seen.connected => return None,
            None => {}
        }
    }
    Some(seen)
}

fn look_at(pid: i32, port: u16, seen: &mut Traffic) -> Option<()> {
    let io = procfs::read(format!("/proc/{pid}/io"))?;
    seen.written += io.lines().find_map(|line| line.strip_prefix("wchar: ")?.parse::<u64>().ok())?;
    seen.busy |= Stat::of(pid)?.state == 'R';
    let sockets = sockets(pid);
    if sockets.is_empty() {
        return Some(());
    }
    for table in ["tcp", "tcp6"] {
        if seen.connected {
            break;
        }
        let table = procfs::read(format!("/proc/{pid}/net/{table}")).unwrap_or_default();
        for row in table
            .lines()
            .skip(1)
            .filter_map(Row::parse)
            .filter(|row| row.remote_port == port && row.established && sockets.contains(&row.inode))
        {
            seen.connected = true;
            seen.busy |= row.queued;
        }
    }
    Some(())
}

/// The numbers of a process's open sockets.
fn sockets(pid: i32) -> HashSet<u64> {
    let entries = fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            fs::read_link(entry.path()).ok()?.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
        })
        .collect()
}

/// A line of `/proc/net/tcp`.
#[derive(Debug, PartialEq)]
struct Row {
    remote_port: u16,
    established: bool,
    /// Whether bytes wait in it, in either direction.
    queued: bool,
    inode: u64,
}

impl Row {
    /// `sl local remote state tx:rx timer retransmits uid timeout inode ...`, numbers in
    /// hexadecimal but for the last.
    fn parse(line: &str) -> Option<Row> {
        let mut words = line.split_ascii_whitespace().skip(2);
        let remote_port = u16::from_str_radix(words.next()?.rsplit_once(':')?.1, 16).ok()?;
        let established = words.next()? == "01";
        let queued = words.next()?.bytes().any(|byte| !matches!(byte, b'0' | b':'));
        let inode = words.nth(4)?.parse().ok()?;
        Some(Row { remote_port, established, queued, inode })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::io::Write;
    use std::net::{TcpListener, TcpStream};
    use std::os::fd::OwnedFd;

    #[test]
    fn a_connection_is_seen_when_it_is_made_and_what_is_written_counts() {
        let own = std::process::id() as i32;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert!(!traffic(own, port).unwrap().connected);
        let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let before = traffic(own, port).unwrap();
        assert!(before.connected);
        File::from(OwnedFd::from(stream.try_clone().unwrap())).write_all(b"hello").unwrap();
        let after = traffic(own, port).unwrap();
        assert!(after.written >= before.written + 5, "{before:?} {after:?}");
    }

    #[test]
    fn a_process_that_is_gone_is_not_seen() {
        assert_eq!(traffic(i32::MAX, 80), None);
    }

    #[test]
    fn rows() {
        let line = "  4: 0100007F:A2C4 0100007F:2317 01 00000000:00000A00 00:00000000 00000000  0 0 123456 1 0000000000000000 20 4 30 10 -1";
        assert_eq!(
            Row::parse(line),
            Some(Row { remote_port: 0x2317, established: true, queued: true, inode: 123_456 })
        );
        assert_eq!(Row::parse("  sl  local_address rem_address"), None);
    }
}
