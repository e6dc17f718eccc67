//! How many snapshots run at a time: the number that the user chose, or as many as the machine can
//! handle. The decision is pure; the kernel's figures of load come in as an argument.

use std::time::Duration;

use tokio::time::Instant;

use crate::process::load::{Memory, SystemLoad};

/// The kernel's figures are means over ten seconds; more often than this there is nothing new in
/// them.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// MiB that a page may need at its worst, with its part of the browser.
const PAGE_MIB: u64 = 350;

/// Snapshots at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concurrency {
    Fixed(usize),
    /// Starts with this number and then follows the load of the machine.
    Found {
        start: usize,
        most: usize,
    },
}

impl Concurrency {
    /// For this machine. Two or three pages fill two cores within one browser, when their servers
    /// answer at once; pages that are mostly waited for leave room for four times as many.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let by_memory = Memory::now().map_or(usize::MAX, |memory| (memory.available_mib / PAGE_MIB) as usize);
        let start = (cores + cores.div_ceil(2)).min(by_memory).max(1);
        Concurrency::Found { start, most: (cores * 6).min(by_memory).max(start) }
    }

    /// With how many it begins.
    pub fn start(self) -> usize {
        match self {
            Concurrency::Fixed(number) => number,
            Concurrency::Found { start, .. } => start,
        }
    }
}

/// The number in force.
#[derive(Debug)]
pub struct Pace {
    chosen: Concurrency,
    now: usize,
    looked: Instant,
}

impl Pace {
    pub fn new(chosen: Concurrency) -> Self {
        Pace { chosen, now: chosen.start(), looked: Instant::now() }
    }

    /// How many may run at a time now. `running` of them do.
    pub fn at_a_time(&mut self, running: usize) -> usize {
        if let Concurrency::Found { start, most } = self.chosen
            && self.looked.elapsed() >= LOOK_EVERY
        {
            self.looked = Instant::now();
            if let Some(load) = SystemLoad::now() {
                let next = next(self.now, running, (start, most), &load);
                if next != self.now {
                    tracing::debug!("{next} snapshots at a time instead of {}: {load:?}", self.now);
                }
                self.now = next;
            }
        }
        self.now
    }

    /// When the number may be another.
    pub fn next_look(&self) -> Option<Instant> {
        matches!(self.chosen, Concurrency::Found { .. }).then(|| self.looked + LOOK_EVERY)
    }
}

/// The number that follows `now`. It grows by one while all of it is used and the processors have
/// time to spare, returns towards the start when they have not, and shrinks below that only when
/// memory is short: a page that waits for memory makes all others wait.
fn next(now: usize, running: usize, (start, most): (usize, usize), load: &SystemLoad) -> usize {
    let is_short = load.memory > 10.0 || load.available_mib < (load.total_mib / 20).max(PAGE_MIB);
    if is_short {
        return (now / 2).max(1);
    }
    if load.processor > 80.0 && now > start {
        return now - 1;
    }
    let has_room = load.available_mib > load.total_mib / 10 + PAGE_MIB;
    let is_idle = load.processor < 40.0 || now < start;
    if running >= now && is_idle && has_room { (now + 1).min(most) } else { now }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EASY: SystemLoad = SystemLoad { processor: 10.0, memory: 0.0, available_mib: 8000, total_mib: 16000 };

    #[test]
    fn it_grows_while_there_is_time_to_spare_and_all_of_it_is_used() {
        assert_eq!(next(3, 3, (3, 12), &EASY), 4);
        assert_eq!(next(12, 12, (3, 12), &EASY), 12);
        assert_eq!(next(3, 2, (3, 12), &EASY), 3, "the rest of the queue waits for something else");
        assert_eq!(next(3, 3, (3, 12), &SystemLoad { processor: 60.0, ..EASY }), 3);
    }

    #[test]
    fn processors_that_have_too_much_to_do_get_less_but_never_less_than_at_the_start() {
        let busy = SystemLoad { processor: 95.0, ..EASY };
        assert_eq!(next(8, 8, (3, 12), &busy), 7);
        assert_eq!(next(3, 3, (3, 12), &busy), 3);
    }

    #[test]
    fn short_memory_halves_it_and_it_comes_back() {
        assert_eq!(next(8, 8, (3, 12), &SystemLoad { memory: 20.0, ..EASY }), 4);
        assert_eq!(next(1, 1, (3, 12), &SystemLoad { available_mib: 200, ..EASY }), 1);
        assert_eq!(
            next(1, 1, (3, 12), &SystemLoad { processor: 90.0, ..EASY }),
            2,
            "below the start, busy processors are no reason to wait"
        );
        assert_eq!(
            next(2, 2, (3, 12), &SystemLoad { available_mib: 1800, ..EASY }),
            2,
            "not for the last of the memory"
        );
    }

    #[test]
    fn what_the_user_says_stays() {
        let mut pace = Pace::new(Concurrency::Fixed(7));
        assert_eq!((pace.at_a_time(7), pace.next_look()), (7, None));
    }
}
