//! Whether a crawl, or a snapshot, has reached one of its ceilings.

use std::path::Path;
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use crate::ceilings::Ceilings;

/// How often a running snapshot's directory is measured.
const MEASURED_EVERY: Duration = Duration::from_secs(1);

/// How much of its ceilings a crawl has used.
pub struct Used {
    pub since: Instant,
    pub bytes: u64,
}

/// Which ceiling keeps the crawl from beginning another snapshot, and what to do about it.
pub fn of_crawl(ceilings: &Ceilings, used: &Used, data: &Path) -> Option<String> {
    let and_then = |key: &str| format!("; `tacklebox resume --set {key}=...` carries it on with another limit");
    if let Some(limit) = ceilings.time.filter(|limit| used.since.elapsed() >= *limit) {
        return Some(format!("MAX_TIME: the crawl has run for {} s{}", limit.as_secs_f64(), and_then("MAX_TIME")));
    }
    if let Some(limit) = ceilings.bytes.filter(|limit| used.bytes >= *limit) {
        return Some(format!("MAX_BYTES: the crawl has saved {} bytes, and may save {limit}{}", used.bytes, and_then("MAX_BYTES")));
    }
    let limit = ceilings.free_disk?;
    let free = free_disk(data)?;
    (free < limit)
        .then(|| format!("MIN_FREE_DISK: {free} bytes are free in {}, and {limit} must stay so; make room, then `tacklebox resume`", data.display()))
}

/// Whether there is less room than the crawl needs to begin a snapshot.
pub fn is_disk_full(ceilings: &Ceilings, data: &Path) -> bool {
    matches!((ceilings.free_disk, free_disk(data)), (Some(limit), Some(free)) if free < limit)
}

fn free_disk(data: &Path) -> Option<u64> {
    // Where it cannot be told (a file system without the notion), there is no ceiling.
    let stat = nix::sys::statvfs::statvfs(data).ok()?;
    Some(stat.blocks_available() as u64 * stat.fragment_size() as u64)
}

/// Waits until a snapshot has reached one of its ceilings, and says which.
pub async fn of_snapshot(ceilings: &Ceilings, begun: Instant, dir: &Path) -> String {
    let over_time = async {
        match ceilings.snapshot_time {
            Some(limit) => {
                tokio::time::sleep_until((begun + limit).into()).await;
                format!("the snapshot has taken {} s; SNAPSHOT_TIMEOUT sets this limit", limit.as_secs_f64())
            }
            None => std::future::pending().await,
        }
    };
    let over_bytes = async {
        let Some(limit) = ceilings.snapshot_bytes else { return std::future::pending().await };
        loop {
            tokio::time::sleep(MEASURED_EVERY).await;
            let size = size(dir);
            if size > limit {
                break format!("the snapshot has {size} bytes, and may have {limit}; SNAPSHOT_MAX_BYTES sets this limit");
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
