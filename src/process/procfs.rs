//! Files of `/proc`: made by the kernel at each read, so each is read at once.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// More than any of the files has that are read here, but for those of processes with hundreds of children.
const AT_ONCE: usize = 4096;

/// The text of a file; absent when it is not there, or its process has gone. The standard library begins with 32 bytes where a file tells no size, and the
/// kernel writes the whole file anew for each of its reads.
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

/// The parent of a process: the fourth field of `/proc/<pid>/stat` (proc(5)). The second is the program's name in parentheses and may hold anything; what
/// follows the last parenthesis is regular.
pub fn parent(pid: i32) -> Option<i32> {
    read(format!("/proc/{pid}/stat"))?.rsplit_once(')')?.1.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// The children of a process, those that each of its threads has started: `/proc/<pid>/task/<tid>/children` (proc(5)). Absent where the kernel does not
/// tell.
pub fn children(pid: i32) -> Option<Vec<i32>> {
    let mut pids = Vec::new();
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten() {
        let text = match read(task.path().join("children")) {
            Some(text) => text,
            // A thread may end between two looks.
            None if !task.path().exists() => continue,
            None => return None,
        };
        pids.extend(text.split_ascii_whitespace().filter_map(|pid| pid.parse::<i32>().ok()));
    }
    Some(pids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_kernel_says_is_read_whole() {
        assert!(read("/proc/self/status").is_some_and(|text| text.starts_with("Name:") && text.contains("\nSigIgn:")));
        assert_eq!(read("/proc/self/no such file"), None);
        assert_eq!(children(i32::MAX), None);
        assert_eq!(parent(std::process::id() as i32), Some(std::os::unix::process::parent_id() as i32));
        assert_eq!(parent(i32::MAX), None);
    }
}
