//! Who a process is: its number, when it started and in which boot of the machine. A number alone
//! may be another's tomorrow.

use std::fmt;
use std::fs;
use std::sync::LazyLock;

use super::procfs::Stat;

/// Enough to tell a process from a later one with the same number. All but the pid may be unknown,
/// when the process was gone too fast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub pid: i32,
    /// Clock ticks from boot to its start.
    pub start_time: Option<u64>,
    pub boot_id: &'static str,
}

impl Identity {
    /// Of the process that has this number now.
    pub fn of(pid: i32) -> Self {
        Identity { pid, start_time: start_time(pid), boot_id: &BOOT_ID }
    }

    /// Of this process.
    pub fn own() -> Self {
        Identity::of(std::process::id() as i32)
    }

    /// Whether that process is alive still.
    pub fn is_alive(&self) -> bool {
        self.boot_id == *BOOT_ID && self.start_time.is_some() && start_time(self.pid) == self.start_time
    }

    /// Reads what [`Identity`]'s `Display` wrote.
    pub fn parse(text: &str) -> Option<(i32, u64, String)> {
        let mut words = text.split_ascii_whitespace();
        Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?.to_owned()))
    }

    /// Whether a text is what [`Identity`]'s `Display` wrote of a process that is alive still.
    pub fn names_living(text: &str) -> bool {
        Identity::parse(text).is_some_and(|read| Identity::is_alive_still(&read))
    }

    /// Whether the process that [`Identity::parse`] read of is alive still.
    pub fn is_alive_still((pid, start, boot_id): &(i32, u64, String)) -> bool {
        *boot_id == *BOOT_ID && start_time(*pid) == Some(*start)
    }
}

impl fmt::Display for Identity {
    /// `<pid> <start time> <boot id>`, as in `hook.pid`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.pid, self.start_time.unwrap_or(0), self.boot_id)
    }
}

static BOOT_ID: LazyLock<String> = LazyLock::new(|| {
    fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .map_or_else(|_| "unknown".into(), |text| text.trim().to_owned())
});

fn start_time(pid: i32) -> Option<u64> {
    Stat::of(pid).filter(|stat| stat.state != 'Z').map(|stat| stat.start_time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_alive_and_a_stranger_with_its_number_is_not_it() {
        let own = Identity::own();
        assert!(own.is_alive());
        let mut read = Identity::parse(&own.to_string()).unwrap();
        assert!(Identity::is_alive_still(&read));
        read.1 += 1;
        assert!(!Identity::is_alive_still(&read));
        assert!(Identity::names_living(&own.to_string()) && !Identity::names_living("nobody"));
    }
}
