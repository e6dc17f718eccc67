//! How strained the machine is, by the kernel's own figures.

use super::procfs;

/// What the kernel says of the last ten seconds: the share of them, in percent, in which something
/// that could have run waited for a processor, or for memory (`some avg10`,
/// Documentation/accounting/psi.rst); and the memory that is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SystemLoad {
    pub processor: f64,
    pub memory: f64,
    pub available_mib: u64,
    pub total_mib: u64,
}

impl SystemLoad {
    /// Absent where the kernel does not keep account of pressure.
    pub fn now() -> Option<Self> {
        let Memory { available_mib, total_mib } = Memory::now()?;
        Some(SystemLoad { processor: pressure("cpu")?, memory: pressure("memory")?, available_mib, total_mib })
    }
}

/// The machine's memory, in MiB: `MemAvailable` and `MemTotal` of `/proc/meminfo` (proc(5)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    pub available_mib: u64,
    pub total_mib: u64,
}

impl Memory {
    pub fn now() -> Option<Self> {
        let text = procfs::read("/proc/meminfo")?;
        let mib = |key: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
            Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? / 1024)
        };
        Some(Memory { available_mib: mib("MemAvailable")?, total_mib: mib("MemTotal")? })
    }
}

/// `some avg10` of `/proc/pressure/<resource>`.
fn pressure(resource: &str) -> Option<f64> {
    some_avg10(&procfs::read(format!("/proc/pressure/{resource}"))?)
}

fn some_avg10(text: &str) -> Option<f64> {
    text.strip_prefix("some avg10=")?.split_ascii_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_understood() {
        let text = "some avg10=86.07 avg60=71.76 avg300=57.17 total=2926391019\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";
        assert_eq!(some_avg10(text), Some(86.07));
        assert_eq!(some_avg10(""), None);
        assert!(Memory::now().is_some_and(|memory| memory.available_mib <= memory.total_mib));
    }
}
