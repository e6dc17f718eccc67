//! Which window a page gets: one that is at hand, one that is about to be, or a new one. Pure.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::WindowSpec;

/// How long the windows are kept that were needed at once: at least this long, at most twice.
pub const KEEP: Duration = Duration::from_secs(30);

/// The idle windows, and how many are lent.
#[derive(Debug)]
pub struct IdlePool<W> {
    idle: VecDeque<(WindowSpec, W)>,
    /// What is being emptied.
    returning: Vec<WindowSpec>,
    /// Who waits for a window that is being emptied.
    waiting: Vec<WindowSpec>,
    /// Lent, or being made to be lent.
    out: usize,
    /// The most that were lent at once recently: more than that are not kept.
    most: RecentMaximum,
}

/// What a client gets that wants a window.
#[derive(Debug, PartialEq, Eq)]
pub enum Choice<W> {
    Take(W),
    /// One is being emptied, which takes less than making one. To be asked again with
    /// [`IdlePool::choose_again`] when something has changed.
    Wait,
    /// A new one. That which lies there longest is closed for it, if there are too many.
    Make {
        close: Option<W>,
    },
}

impl<W> IdlePool<W> {
    pub fn new(now: Instant) -> Self {
        IdlePool {
            idle: VecDeque::new(),
            returning: Vec::new(),
            waiting: Vec::new(),
            out: 0,
            most: RecentMaximum::new(now),
        }
    }

    /// Chooses for a page that wants `spec`.
    pub fn choose(&mut self, spec: &WindowSpec, now: Instant) -> Choice<W> {
        if let Some(at) = self.idle.iter().position(|(kept, _)| kept == spec && spec.site.is_some())
            && let Some((_, window)) = self.idle.remove(at)
        {
            self.count_lease(now);
            return Choice::Take(window);
        }
        let count = |of: &[WindowSpec]| of.iter().filter(|other| *other == spec).count();
        if count(&self.returning) > count(&self.waiting) {
            self.waiting.push(spec.clone());
            return Choice::Wait;
        }
        self.count_lease(now);
        Choice::Make { close: if self.has_too_many() { self.idle.pop_front().map(|(_, window)| window) } else { None } }
    }

    /// Chooses again for a page that has to wait.
    pub fn choose_again(&mut self, spec: &WindowSpec, now: Instant) -> Choice<W> {
        remove(&mut self.waiting, spec);
        self.choose(spec, now)
    }

    /// A window that was lent is closed.
    pub fn closed(&mut self, now: Instant) {
        self.comes_back(now);
    }

    /// A window that was lent is being emptied.
    pub fn returns(&mut self, spec: &WindowSpec, now: Instant) {
        self.comes_back(now);
        self.returning.push(spec.clone());
    }

    /// It is empty, or, without a window, it had to be closed.
    pub fn returned(&mut self, spec: &WindowSpec, window: Option<W>) {
        remove(&mut self.returning, spec);
        self.idle.extend(window.map(|window| (spec.clone(), window)));
    }

    /// The windows that are not needed any more, to be closed: fewer were lent at once recently
    /// than there are. To be asked from time to time.
    pub fn surplus(&mut self, now: Instant) -> Vec<W> {
        self.most.see(self.out, now);
        let mut surplus = Vec::new();
        while self.has_too_many()
            && let Some((_, window)) = self.idle.pop_front()
        {
            surplus.push(window);
        }
        surplus
    }

    fn has_too_many(&self) -> bool {
        self.idle.len() + self.returning.len() + self.out > self.most.recent()
    }

    fn count_lease(&mut self, now: Instant) {
        self.out += 1;
        self.most.see(self.out, now);
    }

    fn comes_back(&mut self, now: Instant) {
        self.most.see(self.out, now);
        self.out = self.out.saturating_sub(1);
    }
}

/// The highest of some numbers, those of this span of time and of the one before.
#[derive(Debug)]
struct RecentMaximum {
    since: Instant,
    now: usize,
    before: usize,
}

impl RecentMaximum {
    fn new(since: Instant) -> Self {
        RecentMaximum { since, now: 0, before: 0 }
    }

    /// Takes in the number that has been true until now, or is from now on.
    fn see(&mut self, number: usize, now: Instant) {
        if now.saturating_duration_since(self.since) >= KEEP {
            *self = RecentMaximum { since: now, now: number, before: std::mem::replace(&mut self.now, 0) };
        }
        self.now = self.now.max(number);
    }

    fn recent(&self) -> usize {
        self.now.max(self.before)
    }
}

fn remove(from: &mut Vec<WindowSpec>, spec: &WindowSpec) {
    if let Some(at) = from.iter().position(|other| other == spec) {
        from.swap_remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(site: &str) -> WindowSpec {
        WindowSpec { site: Some(site.to_owned()), width: 1, height: 2, check_certificates: true }
    }

    #[test]
    fn a_window_goes_to_the_next_page_of_its_site_and_to_no_other() {
        let now = Instant::now();
        let mut idle_pool = IdlePool::new(now);
        let (a, b) = (of("http://a"), of("http://b"));
        assert_eq!(idle_pool.choose(&a, now), Choice::Make { close: None });
        idle_pool.returns(&a, now);
        idle_pool.returned(&a, Some(1));
        assert_eq!(idle_pool.choose(&WindowSpec { width: 9, ..a.clone() }, now), Choice::Make { close: Some(1) });
        idle_pool.closed(now);
        assert_eq!(idle_pool.choose(&a, now), Choice::Make { close: None });
        idle_pool.returns(&a, now);
        idle_pool.returned(&a, Some(2));
        assert_eq!(idle_pool.choose(&a, now), Choice::Take(2));
        assert_eq!(idle_pool.choose(&b, now), Choice::Make { close: None });
    }

    #[test]
    fn one_that_is_being_emptied_is_waited_for_by_as_many_as_there_are() {
        let now = Instant::now();
        let mut idle_pool = IdlePool::new(now);
        let a = of("http://a");
        assert_eq!(idle_pool.choose(&a, now), Choice::Make { close: None });
        idle_pool.returns(&a, now);
        assert_eq!(idle_pool.choose(&a, now), Choice::Wait);
        assert_eq!(idle_pool.choose(&a, now), Choice::Make { close: None });
        idle_pool.returned(&a, Some(1));
        assert_eq!(idle_pool.choose_again(&a, now), Choice::Take(1));
        // A window that could not be emptied does not keep a page waiting.
        idle_pool.returns(&a, now);
        assert_eq!(idle_pool.choose(&a, now), Choice::Wait);
        idle_pool.returned(&a, None);
        assert_eq!(idle_pool.choose_again(&a, now), Choice::Make { close: None });
    }

    #[test]
    fn without_a_site_it_is_always_a_new_one() {
        let now = Instant::now();
        let mut idle_pool = IdlePool::new(now);
        let none = WindowSpec { site: None, ..of("") };
        assert_eq!(idle_pool.choose(&none, now), Choice::Make { close: None });
        idle_pool.returns(&none, now);
        idle_pool.returned(&none, Some(1));
        assert_eq!(idle_pool.choose(&none, now), Choice::Make { close: Some(1) });
    }

    #[test]
    fn no_more_are_kept_than_were_ever_needed() {
        let now = Instant::now();
        let mut idle_pool = IdlePool::new(now);
        let sites: Vec<WindowSpec> = ["a", "b", "c", "d"].map(|name| of(&format!("http://{name}"))).to_vec();
        assert_eq!(idle_pool.choose(&sites[0], now), Choice::Make { close: None });
        assert_eq!(idle_pool.choose(&sites[1], now), Choice::Make { close: None });
        for (site, window) in [(0, 10), (1, 11)] {
            idle_pool.returns(&sites[site], now);
            idle_pool.returned(&sites[site], Some(window));
        }
        assert_eq!(idle_pool.choose(&sites[2], now), Choice::Make { close: Some(10) });
        assert_eq!(idle_pool.choose(&sites[3], now), Choice::Make { close: Some(11) });
        assert_eq!(idle_pool.choose(&sites[1], now), Choice::Make { close: None });
    }

    #[test]
    fn what_is_not_needed_any_more_is_given_up() {
        let began = Instant::now();
        let at = |seconds: u64| began + Duration::from_secs(seconds);
        let (mut idle_pool, a) = (IdlePool::new(began), of("http://a"));
        for _ in 0..4 {
            assert_eq!(idle_pool.choose(&a, began), Choice::Make { close: None });
        }
        for window in 1..=4 {
            idle_pool.returns(&a, at(1));
            idle_pool.returned(&a, Some(window));
        }
        assert_eq!(idle_pool.surplus(at(20)), [0; 0]);
        // From now on there are two at a time, which have each of the four in turn.
        for second in 20..80 {
            for _ in 0..2 {
                assert!(matches!(idle_pool.choose(&a, at(second)), Choice::Take(_)));
            }
            let given_up = idle_pool.surplus(at(second)).len();
            assert!(given_up == 0 || second >= 50, "{given_up} after {second} s");
            for _ in 0..2 {
                idle_pool.returns(&a, at(second));
                idle_pool.returned(&a, Some(9));
            }
        }
        assert_eq!(idle_pool.idle.len(), 2, "two of four are kept");
        // No page needs one.
        idle_pool.surplus(at(110));
        assert_eq!(idle_pool.surplus(at(140)), [9, 9]);
    }

    #[test]
    fn one_page_that_takes_long_keeps_no_other_window() {
        let began = Instant::now();
        let (mut idle_pool, a) = (IdlePool::new(began), of("http://a"));
        let at = |seconds: u64| began + Duration::from_secs(seconds);
        for _ in 0..2 {
            assert_eq!(idle_pool.choose(&a, began), Choice::Make { close: None });
        }
        idle_pool.returns(&a, at(59));
        idle_pool.returned(&a, Some(1));
        assert_eq!(idle_pool.surplus(at(61)), [0; 0], "two were lent a moment ago");
        assert_eq!(idle_pool.surplus(at(91)), [0; 0]);
        assert_eq!(idle_pool.surplus(at(121)), [1]);
    }
}
