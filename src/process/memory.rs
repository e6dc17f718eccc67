//! How much memory processes use.

use std::collections::HashMap;

use super::procfs::{self, Stat};

/// The bytes that the processes `roots` and all their descendants have to themselves, and what they
/// share counted once, as far as that is cheap to find out: the resident pages of each that are its
/// own, and the largest share (`/proc/<pid>/statm`, proc(5)).
pub fn of_trees(roots: &[i32]) -> u64 {
    if roots.is_empty() {
        return 0;
    }
    let page = nix::unistd::sysconf(nix::unistd::SysconfVar::PAGE_SIZE).ok().flatten().unwrap_or(4096) as u64;
    let (mut own, mut shared) = (0, 0);
    for pid in trees(roots) {
        if let Some((resident, with_others)) = pages(pid) {
            own += resident.saturating_sub(with_others);
            shared = shared.max(with_others);
        }
    }
    (own + shared) * page
}

fn pages(pid: i32) -> Option<(u64, u64)> {
    let statm = procfs::read(format!("/proc/{pid}/statm"))?;
    let mut fields = statm.split_ascii_whitespace().skip(1).map(|field| field.parse().ok());
    Some((fields.next()??, fields.next()??))
}

/// `roots` and their descendants, by one look at the parent of every process. To ask each process
/// for its children means to ask each of its threads, and a Chrome has more of those than the
/// machine has processes.
pub(super) fn trees(roots: &[i32]) -> Vec<i32> {
    let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
    for pid in procfs::processes() {
        if let Some(stat) = Stat::of(pid) {
            children.entry(stat.parent).or_default().push(pid);
        }
    }
    let mut found = roots.to_vec();
    let mut next = 0;
    while let Some(pid) = found.get(next).copied() {
        found.extend(children.remove(&pid).unwrap_or_default());
        next += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_some() {
        let own = std::process::id() as i32;
        let used = of_trees(&[own]);
        assert!(used > 1 << 20, "{used}");
        assert_eq!(of_trees(&[]), 0);
        assert!(trees(&[std::os::unix::process::parent_id() as i32]).contains(&own));
    }
}
