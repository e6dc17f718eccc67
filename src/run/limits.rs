//! Whether a crawl, or a snapshot, has reached one of its limits.

use std::path::Path;
use std::time::Duration;

use tokio::time::Instant;
use walkdir::WalkDir;

use crate::config::limits::ResourceLimits;
use crate::model::archive_result::{ArchiveResult, ResultStatus};
use crate::model::limit::Limit;

/// How often a running snapshot's directory is measured.
const MEASURED_EVERY: Duration = Duration::from_secs(1);

/// With less free than this a disk is full, whatever limit was chosen: a page's records and logs
/// alone may need as much.
const FULL: u64 = 1 << 20;

/// How hooks say that there was no room: what the C library, and thereby most programs, print for
/// `ENOSPC` and `EDQUOT` (errno(3)), and the names that Node prints.
const NO_ROOM: [&str; 4] = ["No space left on device", "Disk quota exceeded", "ENOSPC", "EDQUOT"];

/// How much of its limits a crawl has used.
pub struct ResourceUsage {
    pub since: Instant,
    pub bytes: u64,
}

/// Which limit keeps the crawl from beginning another snapshot.
pub fn of_crawl(resource_limits: &ResourceLimits, used: &ResourceUsage, data: &Path) -> Option<Limit> {
    if let Some(limit) = resource_limits.time.filter(|limit| used.since.elapsed() >= *limit) {
        return Some(Limit::Time { limit });
    }
    if let Some(limit) = resource_limits.bytes.filter(|limit| used.bytes >= *limit) {
        return Some(Limit::Bytes { used: used.bytes, limit });
    }
    let (free, place) = (free_disk(data)?, data.to_owned());
    match resource_limits.free_disk.filter(|wanted| free < *wanted) {
        Some(wanted) => Some(Limit::FreeDisk { free, wanted, place }),
        None => (free < FULL).then_some(Limit::DiskFull { free, place }),
    }
}

/// Whether there is less room than the crawl needs to begin a snapshot.
pub fn is_disk_full(resource_limits: &ResourceLimits, data: &Path) -> bool {
    free_disk(data).is_some_and(|free| free < resource_limits.free_disk.unwrap_or(0).max(FULL))
}

/// Whether a result failed because the disk was full, by its own words. There may be room again:
/// the hook that met the end of it may have removed its files.
pub fn wanted_room(result: &ArchiveResult) -> bool {
    let told = result.error.as_deref().unwrap_or_default();
    result.status == ResultStatus::Failed && NO_ROOM.iter().any(|words| told.contains(words))
}

fn free_disk(data: &Path) -> Option<u64> {
    // Where it is unknown (some file systems do not report it), there is no limit.
    let stat = nix::sys::statvfs::statvfs(data).ok()?;
    Some(stat.blocks_available() as u64 * stat.fragment_size() as u64)
}

/// Waits until a snapshot has reached one of its limits, and says which.
pub async fn of_snapshot(resource_limits: &ResourceLimits, begun: Instant, dir: &Path) -> String {
    let over_time = async {
        match resource_limits.snapshot_time {
            Some(limit) => {
                tokio::time::sleep_until(begun + limit).await;
                format!("the snapshot has taken {} s; SNAPSHOT_TIMEOUT sets this limit", limit.as_secs_f64())
            }
            None => std::future::pending().await,
        }
    };
    let over_bytes = async {
        let Some(limit) = resource_limits.snapshot_bytes else { return std::future::pending().await };
        loop {
            tokio::time::sleep(MEASURED_EVERY).await;
            let size = size(dir);
            if size > limit {
                break format!(
                    "the snapshot has {size} bytes, and may have {limit}; SNAPSHOT_MAX_BYTES sets this limit"
                );
            }
        }
    };
    tokio::select! {
        how = over_time => how,
        how = over_bytes => how,
    }
}

fn size(dir: &Path) -> u64 {
    let files = WalkDir::new(dir).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| Some(entry.metadata().ok()?.len())).sum()
}
