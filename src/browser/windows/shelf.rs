//! Which window a page gets: one that is at hand, one that is about to be, or a new one. Pure.

use std::collections::VecDeque;

use super::Wish;

/// The windows that nobody has, and how many are elsewhere.
#[derive(Debug)]
pub struct Shelf<W> {
    idle: VecDeque<(Wish, W)>,
    /// What is being emptied.
    returning: Vec<Wish>,
    /// Who waits for a window that is being emptied.
    waiting: Vec<Wish>,
    /// Lent, or being made to be lent.
    out: usize,
    /// The most that were lent at once: more than that are not kept.
    most: usize,
}

/// What somebody gets who wants a window.
#[derive(Debug, PartialEq, Eq)]
pub enum Choice<W> {
    Take(W),
    /// One is being emptied, which takes less than making one. To be asked again with [`Shelf::choose_again`] when something has changed.
    Wait,
    /// A new one. That which lies there longest is closed for it, if there are too many.
    Make {
        close: Option<W>,
    },
}

impl<W> Shelf<W> {
    pub fn new() -> Self {
        Shelf { idle: VecDeque::new(), returning: Vec::new(), waiting: Vec::new(), out: 0, most: 0 }
    }

    /// Chooses for a page that wants `wish`.
    pub fn choose(&mut self, wish: &Wish) -> Choice<W> {
        if let Some(at) = self.idle.iter().position(|(kept, _)| kept == wish && wish.site.is_some())
            && let Some((_, window)) = self.idle.remove(at)
        {
            self.lend();
            return Choice::Take(window);
        }
        let count = |of: &[Wish]| of.iter().filter(|other| *other == wish).count();
        if count(&self.returning) > count(&self.waiting) {
            self.waiting.push(wish.clone());
            return Choice::Wait;
        }
        self.lend();
        let is_too_many = self.idle.len() + self.returning.len() + self.out > self.most;
        Choice::Make { close: if is_too_many { self.idle.pop_front().map(|(_, window)| window) } else { None } }
    }

    /// Chooses anew for a page that was told to wait.
    pub fn choose_again(&mut self, wish: &Wish) -> Choice<W> {
        remove(&mut self.waiting, wish);
        self.choose(wish)
    }

    /// A window that was lent is closed.
    pub fn closed(&mut self) {
        self.out = self.out.saturating_sub(1);
    }

    /// A window that was lent is being emptied.
    pub fn returns(&mut self, wish: &Wish) {
        self.out = self.out.saturating_sub(1);
        self.returning.push(wish.clone());
    }

    /// It is empty, or, without a window, it had to be closed.
    pub fn returned(&mut self, wish: &Wish, window: Option<W>) {
        remove(&mut self.returning, wish);
        self.idle.extend(window.map(|window| (wish.clone(), window)));
    }

    fn lend(&mut self) {
        self.out += 1;
        self.most = self.most.max(self.out);
    }
}

fn remove(from: &mut Vec<Wish>, wish: &Wish) {
    if let Some(at) = from.iter().position(|other| other == wish) {
        from.swap_remove(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(site: &str) -> Wish {
        Wish { site: Some(site.to_owned()), width: 1, height: 2, check_certificates: true }
    }

    #[test]
    fn a_window_goes_to_the_next_page_of_its_site_and_to_no_other() {
        let mut shelf = Shelf::new();
        let (a, b) = (of("http://a"), of("http://b"));
        assert_eq!(shelf.choose(&a), Choice::Make { close: None });
        shelf.returns(&a);
        shelf.returned(&a, Some(1));
        assert_eq!(shelf.choose(&Wish { width: 9, ..a.clone() }), Choice::Make { close: Some(1) });
        shelf.closed();
        assert_eq!(shelf.choose(&a), Choice::Make { close: None });
        shelf.returns(&a);
        shelf.returned(&a, Some(2));
        assert_eq!(shelf.choose(&a), Choice::Take(2));
        assert_eq!(shelf.choose(&b), Choice::Make { close: None });
    }

    #[test]
    fn one_that_is_being_emptied_is_waited_for_by_as_many_as_there_are() {
        let mut shelf = Shelf::new();
        let a = of("http://a");
        assert_eq!(shelf.choose(&a), Choice::Make { close: None });
        shelf.returns(&a);
        assert_eq!(shelf.choose(&a), Choice::Wait);
        assert_eq!(shelf.choose(&a), Choice::Make { close: None });
        shelf.returned(&a, Some(1));
        assert_eq!(shelf.choose_again(&a), Choice::Take(1));
        // One that could not be emptied keeps nobody waiting.
        shelf.returns(&a);
        assert_eq!(shelf.choose(&a), Choice::Wait);
        shelf.returned(&a, None);
        assert_eq!(shelf.choose_again(&a), Choice::Make { close: None });
    }

    #[test]
    fn without_a_site_it_is_always_a_new_one() {
        let mut shelf = Shelf::new();
        let none = Wish { site: None, ..of("") };
        assert_eq!(shelf.choose(&none), Choice::Make { close: None });
        shelf.returns(&none);
        shelf.returned(&none, Some(1));
        assert_eq!(shelf.choose(&none), Choice::Make { close: Some(1) });
    }

    #[test]
    fn no_more_are_kept_than_were_ever_needed() {
        let mut shelf = Shelf::new();
        let sites: Vec<Wish> = ["a", "b", "c", "d"].map(|name| of(&format!("http://{name}"))).to_vec();
        assert_eq!(shelf.choose(&sites[0]), Choice::Make { close: None });
        assert_eq!(shelf.choose(&sites[1]), Choice::Make { close: None });
        for (site, window) in [(0, 10), (1, 11)] {
            shelf.returns(&sites[site]);
            shelf.returned(&sites[site], Some(window));
        }
        assert_eq!(shelf.choose(&sites[2]), Choice::Make { close: Some(10) });
        assert_eq!(shelf.choose(&sites[3]), Choice::Make { close: Some(11) });
        assert_eq!(shelf.choose(&sites[1]), Choice::Make { close: None });
    }
}
