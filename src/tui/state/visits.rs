//! The jump list: back and forward, as in a web browser.

use super::detail::FieldPath;

/// How many are kept in each direction.
const KEPT: usize = 200;

/// A field of a case, by what stays the same when pages are read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The place of the page in the catalog.
    pub page: usize,
    /// The section and field, by name.
    pub path: FieldPath,
}

/// The locations jumped to, oldest first, and those gone back from.
#[derive(Debug, Default)]
pub struct Visits {
    back: Vec<Location>,
    forward: Vec<Location>,
    /// The last location entered: rows passed by in the list do not count.
    current: Option<Location>,
}

impl Visits {
    /// Records a jump: pushes `from`, sets the current location to `to` and drops the forward ones.
    pub fn push_jump(&mut self, from: Location, to: Location) {
        if from == to {
            return self.enter(to);
        }
        self.leave(&from);
        self.push(from);
        self.current = Some(to);
        self.forward.clear();
    }

    /// Sets the current location without a jump; on another page, pushes the last one and drops the forward
    /// ones.
    pub fn enter(&mut self, here: Location) {
        if self.current.as_ref().is_some_and(|current| current.page != here.page) {
            self.leave(&here);
            self.forward.clear();
        }
        self.current = Some(here);
    }

    /// Replaces the current location by `here` if both are on the same page.
    pub fn update_current(&mut self, here: Location) {
        if let Some(current) = self.current.as_mut().filter(|current| current.page == here.page) {
            *current = here;
        }
    }

    /// True if there is a location to go back or forward to.
    #[must_use]
    pub fn has_target(&self, here: Option<&Location>, forward: bool) -> bool {
        let strayed = |current: &Location| here.is_none_or(|here| here.page != current.page);
        let spots = if forward { &self.forward } else { &self.back };
        !forward && self.current.as_ref().is_some_and(strayed) || spots.iter().any(|spot| Some(spot) != here)
    }

    /// Returns the location to go back to and makes it current; `None` if there is none.
    pub fn back(&mut self, here: Option<Location>) -> Option<Location> {
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

    /// Returns the location to go forward to and makes it current; `None` if there is none.
    pub fn forward(&mut self, here: Option<Location>) -> Option<Location> {
        let target = pop_other(&mut self.forward, here.as_ref())?;
        if let Some(here) = here {
            self.push(here);
        }
        self.current = Some(target.clone());
        Some(target)
    }

    /// Moves all locations to the new indices of their pages; removes those for which `page` returns `None`.
    pub fn follow(&mut self, page: impl Fn(usize) -> Option<usize>) {
        let follow = |mut spot: Location| {
            spot.page = page(spot.page)?;
            Some(spot)
        };
        self.current = self.current.take().and_then(follow);
        for spots in [&mut self.back, &mut self.forward] {
            *spots = std::mem::take(spots).into_iter().filter_map(follow).collect();
        }
    }

    /// Pushes the current location if `here` is on another page.
    fn leave(&mut self, here: &Location) {
        if let Some(current) = self.current.take_if(|current| current.page != here.page) {
            self.push(current);
        }
    }

    /// Adds a location to go back to, unless it is the last one already; drops the oldest beyond the limit.
    fn push(&mut self, spot: Location) {
        if self.back.last() != Some(&spot) {
            self.back.push(spot);
        }
        if self.back.len() > KEPT {
            self.back.remove(0);
        }
    }
}

/// Pops locations until one differs from `here`, and returns that; `None` if none does.
fn pop_other(spots: &mut Vec<Location>, here: Option<&Location>) -> Option<Location> {
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
    fn spot(page: usize, section: usize) -> Location {
        let mut state = fixture::state();
        let case = state.catalog.pages.remove(0);
        state.detail.open_section(&case, section);
        Location { page, path: state.detail.path().clone() }
    }

    #[test]
    fn back_and_forward_as_in_a_web_browser() {
        let mut visits = Visits::default();
        let (a, b, c, d) = (spot(0, 0), spot(0, 2), spot(1, 2), spot(1, 5));
        visits.push_jump(a.clone(), b.clone());
        visits.push_jump(b.clone(), c.clone());
        assert_eq!(visits.back(Some(c.clone())), Some(b.clone()));
        assert_eq!(visits.back(Some(b.clone())), Some(a.clone()));
        assert_eq!(visits.back(Some(a.clone())), None);
        assert_eq!(visits.forward(Some(a.clone())), Some(b.clone()));
        assert_eq!(visits.forward(Some(b.clone())), Some(c.clone()));
        assert_eq!(visits.forward(Some(c.clone())), None);
        assert_eq!(visits.back(Some(c.clone())), Some(b.clone()));
        visits.push_jump(b.clone(), d.clone());
        assert_eq!(visits.forward(Some(d.clone())), None, "another jump drops what was ahead");
        assert_eq!(visits.back(Some(d)), Some(b));
    }

    #[test]
    fn rows_passed_by_are_no_visits_and_the_last_one_is_come_back_to() {
        let mut visits = Visits::default();
        let (a, far, jump) = (spot(0, 0), spot(7, 0), spot(7, 3));
        visits.enter(a.clone());
        assert_eq!(visits.back(Some(far.clone())), Some(a.clone()));
        assert_eq!(visits.forward(Some(a.clone())), Some(far.clone()));
        visits.enter(a.clone());
        visits.push_jump(far.clone(), jump.clone());
        assert_eq!(visits.back(Some(jump)), Some(far));
        assert_eq!(visits.back(Some(spot(7, 0))), Some(a));
    }

    #[test]
    fn pages_are_followed_and_those_that_are_gone_forgotten() {
        let mut visits = Visits::default();
        visits.push_jump(spot(0, 0), spot(1, 1));
        visits.push_jump(spot(1, 1), spot(2, 2));
        visits.follow(|page| (page != 1).then_some(page + 10));
        assert_eq!(visits.back(Some(spot(12, 2))), Some(spot(10, 0)));
        assert_eq!(visits.back(Some(spot(10, 0))), None);
    }
}
