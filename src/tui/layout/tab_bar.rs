//! The tabs: which of them fit, and where.

use std::fmt;

use crate::lang::Lang;
use crate::model::{Section, schema};
use crate::text::sign::signs;
use crate::text::width::{cells, ellipsize};

/// One tab on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The section.
    pub section: usize,
    /// The first cell, from the left of the bar.
    pub start: u16,
    /// The cells that it takes, with one at each side of the words.
    pub width: u16,
    /// The words, with the signs of the open tab or a space around them.
    pub words: String,
    /// True for the open section.
    pub open: bool,
    /// True for a section without an answer, while blanks are hidden.
    pub blank: bool,
}

/// What a tab is named by.
#[derive(Debug, Clone, Copy)]
pub struct TabTitle<'a> {
    /// The number of the section in the form.
    pub number: Option<usize>,
    /// The short title.
    pub short: &'a str,
}

impl<'a> TabTitle<'a> {
    /// Creates the title of a tab that is no section.
    #[must_use]
    pub fn of_words(title: &'a str) -> Self {
        Self { number: None, short: title }
    }

    /// Returns the name of a section; an unknown one has its own title.
    #[must_use]
    pub fn of_section(section: &'a Section, lang: Lang) -> Self {
        let spec = section.id.and_then(|id| schema::schema().section(id));
        let short = spec.map_or(section.title.as_str(), |spec| spec.short_in(lang));
        Self { number: section.number(), short }
    }
}

/// What a tab shows behind the title of its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TabMarks {
    /// In how many fields the search found something.
    pub hits: usize,
    /// True for a section without an answer, while blanks are hidden.
    pub blank: bool,
}

impl fmt::Display for TabMarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.hits > 0 {
            write!(f, " ({})", self.hits)?;
        }
        f.write_str(if self.blank { " —" } else { "" })
    }
}

/// The tabs on the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TabBar {
    /// The tabs, from left to right.
    pub tabs: Vec<Tab>,
    /// There are tabs to the left of them.
    pub more_left: bool,
    /// There are tabs to the right of them.
    pub more_right: bool,
}

/// The cell of `‹` and of `›`.
const ARROW: usize = 1;

impl TabBar {
    /// Lays out the tabs in `width` cells from the tab `first` on, scrolled so far that the open one is on
    /// the screen.
    #[must_use]
    pub fn arrange(sections: &[(TabTitle<'_>, TabMarks)], open: usize, first: usize, width: usize) -> Self {
        if sections.is_empty() || width == 0 {
            return Self::default();
        }
        let last = sections.len() - 1;
        let open = open.min(last);
        // No more tabs than these can be beside the open one: a page may have far more.
        let near = open.saturating_sub(width)..open.saturating_add(width).min(sections.len());
        let titles: Vec<String> = sections
            .iter()
            .enumerate()
            .map(
                |(place, tab)| {
                    if near.contains(&place) { words(*tab, place == open, width) } else { String::new() }
                },
            )
            .collect();
        let widths: Vec<usize> = titles.iter().map(|title| cells(title)).collect();
        // The tabs beside the open one show where `←` and `→` lead.
        let mut first = first.min(open.saturating_sub(1)).max(near.start);
        while first < open && fitting_end(&widths, first, width) <= (open + 1).min(last) {
            first += 1;
        }
        while first > 0 && fitting_end(&widths, first - 1, width) == sections.len() {
            first -= 1;
        }
        let end = fitting_end(&widths, first, width).max(open + 1);
        let mut start = if first > 0 { ARROW } else { 0 };
        let cell = |value: usize| u16::try_from(value).unwrap_or(u16::MAX);
        let mut tabs = Vec::new();
        let all = titles.into_iter().zip(widths).zip(sections).enumerate();
        for (section, ((words, width), (_, marks))) in all.take(end).skip(first) {
            let (open, blank) = (section == open, marks.blank);
            tabs.push(Tab { section, start: cell(start), width: cell(width), words, open, blank });
            start += width;
        }
        Self { tabs, more_left: first > 0, more_right: end < sections.len() }
    }

    /// Returns the section of the first tab.
    #[must_use]
    pub fn first(&self) -> usize {
        self.tabs.first().map_or(0, |tab| tab.section)
    }

    /// Returns the section of the tab at a cell; `None` between tabs.
    #[must_use]
    pub fn section_at(&self, cell: u16) -> Option<usize> {
        let hit = |tab: &&Tab| (tab.start..tab.start.saturating_add(tab.width)).contains(&cell);
        self.tabs.iter().find(hit).map(|tab| tab.section)
    }
}

/// Returns the index after the last tab that fits if `first` is the first.
fn fitting_end(widths: &[usize], first: usize, width: usize) -> usize {
    let mut used = if first > 0 { ARROW } else { 0 };
    for (place, tab) in widths.iter().enumerate().skip(first) {
        let arrow = if place + 1 < widths.len() { ARROW } else { 0 };
        if used + tab + arrow > width {
            return place;
        }
        used += tab;
    }
    widths.len()
}

/// Returns the number, the short title and the marks, as wide for an open tab as for any other; cut if `width` is
/// less.
fn words((title, marks): (TabTitle<'_>, TabMarks), open: bool, width: usize) -> String {
    let words = format!("{}{}{marks}", number_prefix(title), title.short);
    let words = ellipsize(&words, width.saturating_sub(2 * ARROW + 2));
    let [left, right] = if open { signs().tab } else { [" ", " "] };
    format!("{left}{words}{right}")
}

/// Returns the section's number in the form and a space; empty for an unknown section.
fn number_prefix(section: TabTitle<'_>) -> String {
    section.number.map_or_else(String::new, |number| format!("{number} "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::fixture;

    #[test]
    fn tabs_keep_their_places_when_another_opens() {
        let catalog = fixture::catalog();
        let sections = catalog.pages[0].sections.iter();
        let sections: Vec<_> =
            sections.map(|section| (TabTitle::of_section(section, Lang::Ja), TabMarks::default())).collect();
        let places = |open| {
            let bar = TabBar::arrange(&sections, open, 0, 300);
            bar.tabs.iter().map(|tab| (tab.start, tab.width)).collect::<Vec<_>>()
        };
        assert!((0..sections.len()).all(|open| places(open) == places(0)));
    }

    #[test]
    fn the_open_tab_is_always_on_the_screen_and_the_bar_never_too_wide() {
        let catalog = fixture::catalog();
        let marks = |section: usize| TabMarks { hits: 2, blank: section.is_multiple_of(3) };
        let sections = catalog.pages[0].sections.iter().enumerate();
        for lang in [Lang::Ja, Lang::En] {
            let titles = sections.clone().map(|(_, section)| TabTitle::of_section(section, lang));
            let sections: Vec<_> = titles.enumerate().map(|(place, title)| (title, marks(place))).collect();
            for width in 0..200 {
                let mut first = 0;
                for open in (0..16).chain((0..16).rev()) {
                    let bar = TabBar::arrange(&sections, open, first, width);
                    first = bar.first();
                    assert!(width == 0 || bar.tabs.iter().any(|tab| tab.section == open && tab.open));
                    if let Some(last) = bar.tabs.last().filter(|_| width > 12) {
                        let arrow = if bar.more_right { ARROW } else { 0 };
                        assert!(usize::from(last.start + last.width) + arrow <= width, "{width} {bar:?}");
                    }
                }
            }
        }
    }
}
