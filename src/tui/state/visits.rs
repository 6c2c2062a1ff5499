//! The jump list: back and forward, as in a web browser.

use super::detail::FieldPath;

/// How many are kept in each direction.
const KEPT: usize = 200;

/// A field of a case, by what stays the same when pages are read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The place of the page in the catalog.
    pub page: usize,
    /// The section and field, by name.
    pub path: FieldPath,
}

/// The locations jumped to, oldest first, and those gone back from.
#[derive(Debug, Default)]
pub struct Visits {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    /// The last location entered: rows passed by in the list do not count.
    current: Option<Spot>,
}

impl Visits {
    /// Records a jump from a location to another one.
    pub fn jumped(&mut self, from: Spot, to: Spot) {
        if from == to {
            return self.came_to(to);
        }
        self.leave(&from);
        self.push(from);
        self.current = Some(to);
        self.forward.clear();
    }

    /// Records an entered case, which is no jump.
    pub fn came_to(&mut self, here: Spot) {
        if self.current.as_ref().is_some_and(|current| current.page != here.page) {
            self.leave(&here);
            self.forward.clear();
        }
        self.current = Some(here);
    }

    /// Updates the current location within its page: going back leads there.
    pub fn stays(&mut self, here: Spot) {
        if let Some(current) = self.current.as_mut().filter(|current| current.page == here.page) {
            *current = here;
        }
    }

    /// Records the location before a search.
    pub fn reads(&mut self, here: Spot) {
        self.leave(&here);
        self.current = Some(here);
    }

    /// Records the location that a search led to.
    pub fn led_to(&mut self, here: Spot) {
        match self.current.take() {
            Some(from) => self.jumped(from, here),
            None => self.came_to(here),
        }
    }

    /// True if there is a location to go back or forward to.
    #[must_use]
    pub fn has_target(&self, here: Option<&Spot>, forward: bool) -> bool {
        let strayed = |current: &Spot| here.is_none_or(|here| here.page != current.page);
        let spots = if forward { &self.forward } else { &self.back };
        !forward && self.current.as_ref().is_some_and(strayed) || spots.iter().any(|spot| Some(spot) != here)
    }

    /// The location to go back to; without hits there is no current one, and the last one is behind it.
    pub fn back(&mut self, here: Option<Spot>) -> Option<Spot> {
        let strayed =
            self.current.take_if(|current| here.as_ref().is_none_or(|here| here.page != current.page));
        let target = match strayed {
            Some(current) => current,
            None => pop_other(&mut self.back, here.as_ref())?,
        };
        self.forward.extend(here);
        self.current = Some(target.clone());
        Some(target)
    }

    /// The location to go forward to.
    pub fn forward(&mut self, here: Option<Spot>) -> Option<Spot> {
        let target = pop_other(&mut self.forward, here.as_ref())?;
        if let Some(here) = here {
            self.push(here);
        }
        self.current = Some(target.clone());
        Some(target)
    }

    /// Follows the pages to their new places in the catalog; those that are gone are forgotten.
    pub fn follow(&mut self, page: impl Fn(usize) -> Option<usize>) {
        let follow = |mut spot: Spot| {
            spot.page = page(spot.page)?;
            Some(spot)
        };
        self.current = self.current.take().and_then(follow);
        for spots in [&mut self.back, &mut self.forward] {
            *spots = std::mem::take(spots).into_iter().filter_map(follow).collect();
        }
    }

    /// Keeps the last location when another case was opened without a jump.
    fn leave(&mut self, here: &Spot) {
        if let Some(current) = self.current.take_if(|current| current.page != here.page) {
            self.push(current);
        }
    }

    fn push(&mut self, spot: Spot) {
        if self.back.last() != Some(&spot) {
            self.back.push(spot);
        }
        if self.back.len() > KEPT {
            self.back.remove(0);
        }
    }
}

/// The last location that is not the current one.
fn pop_other(spots: &mut Vec<Spot>, here: Option<&Spot>) -> Option<Spot> {
    while let Some(spot) = spots.pop() {
        if Some(&spot) != here {
            return Some(spot);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    /// The spot of a section on a page.
    fn spot(page: usize, section: usize) -> Spot {
        let mut state = fixture::state();
        let case = state.catalog.pages.remove(0);
        state.detail.open_section(&case, section);
        Spot { page, path: state.detail.path().clone() }
    }

    #[test]
    fn back_and_forward_as_in_a_web_browser() {
        let mut visits = Visits::default();
        let (a, b, c, d) = (spot(0, 0), spot(0, 2), spot(1, 2), spot(1, 5));
        visits.jumped(a.clone(), b.clone());
        visits.jumped(b.clone(), c.clone());
        assert_eq!(visits.back(Some(c.clone())), Some(b.clone()));
        assert_eq!(visits.back(Some(b.clone())), Some(a.clone()));
        assert_eq!(visits.back(Some(a.clone())), None);
        assert_eq!(visits.forward(Some(a.clone())), Some(b.clone()));
        assert_eq!(visits.forward(Some(b.clone())), Some(c.clone()));
        assert_eq!(visits.forward(Some(c.clone())), None);
        assert_eq!(visits.back(Some(c.clone())), Some(b.clone()));
        visits.jumped(b.clone(), d.clone());
        assert_eq!(visits.forward(Some(d.clone())), None, "another jump drops what was ahead");
        assert_eq!(visits.back(Some(d)), Some(b));
    }

    #[test]
    fn rows_passed_by_are_no_visits_and_the_last_one_is_come_back_to() {
        let mut visits = Visits::default();
        let (a, far, jump) = (spot(0, 0), spot(7, 0), spot(7, 3));
        visits.came_to(a.clone());
        assert_eq!(visits.back(Some(far.clone())), Some(a.clone()));
        assert_eq!(visits.forward(Some(a.clone())), Some(far.clone()));
        visits.came_to(a.clone());
        visits.jumped(far.clone(), jump.clone());
        assert_eq!(visits.back(Some(jump)), Some(far));
        assert_eq!(visits.back(Some(spot(7, 0))), Some(a));
    }

    #[test]
    fn pages_are_followed_and_those_that_are_gone_forgotten() {
        let mut visits = Visits::default();
        visits.jumped(spot(0, 0), spot(1, 1));
        visits.jumped(spot(1, 1), spot(2, 2));
        visits.follow(|page| (page != 1).then_some(page + 10));
        assert_eq!(visits.back(Some(spot(12, 2))), Some(spot(10, 0)));
        assert_eq!(visits.back(Some(spot(10, 0))), None);
    }
}
