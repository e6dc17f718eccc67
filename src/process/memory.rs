//! How much memory processes use.

use std::collections::HashMap;
use std::fs;

use super::procfs;

/// The bytes that the processes `roots` and all their descendants have to themselves, and what they share counted once, as well as it can be told
/// cheaply: the resident pages of each that are its own, and the largest share (`/proc/<pid>/statm`, proc(5)).
pub fn of_trees(roots: &[i32]) -> u64 {
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

fn trees(roots: &[i32]) -> Vec<i32> {
    let mut found = roots.to_vec();
    let mut next = 0;
    while let Some(pid) = found.get(next).copied() {
        match procfs::children(pid) {
            Some(children) => found.extend(children),
            None if std::path::Path::new(&format!("/proc/{pid}")).exists() => return trees_by_parent(roots),
            None => {}
        }
        next += 1;
    }
    found
}

/// The same by a look at every process, where the kernel does not tell a process's children.
fn trees_by_parent(roots: &[i32]) -> Vec<i32> {
    let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    for pid in entries.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok()) {
        if let Some(parent) = procfs::parent(pid) {
            children.entry(parent).or_default().push(pid);
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
        let used = of_trees(&[std::process::id() as i32]);
        assert!(used > 1 << 20, "{used}");
        assert_eq!(of_trees(&[]), 0);
    }
}
