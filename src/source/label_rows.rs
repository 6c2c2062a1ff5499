//! Where on a page titles, footers and the labels of table rows stand, to look forward from any line
//! without reading on to the end of the page.

use std::collections::HashMap;

use super::form::{LabelPlace, form, is_footer};
use super::legend;
use super::line::{Line, LineKind};

/// Indexes of lines, each list in page order.
pub struct LabelRows {
    rows: HashMap<(usize, usize), Vec<usize>>,
    titles: HashMap<usize, Vec<usize>>,
    footers: Vec<usize>,
}

impl LabelRows {
    /// Finds the rows, titles and footers in the lines of a page.
    pub fn new(lines: &[Line<'_>]) -> Self {
        let mut places = Self { rows: HashMap::new(), titles: HashMap::new(), footers: Vec::new() };
        for (at, line) in lines.iter().enumerate() {
            match &line.kind {
                LineKind::Row { label, .. } => {
                    for place in form().labels_named(legend::without(label).0) {
                        places.rows.entry(*place).or_default().push(at);
                    }
                }
                LineKind::Plain { text, .. } if is_footer(text) => places.footers.push(at),
                LineKind::Plain { text, .. } => {
                    if let Some(title) = form().title(text) {
                        places.titles.entry(title).or_default().push(at);
                    }
                }
                LineKind::Blank | LineKind::Rule => {}
            }
        }
        places
    }

    /// True if a row after line `at`, before the next footer or title of another section, has this label or
    /// one that the form puts before it.
    pub fn has_row_later(&self, at: usize, place: LabelPlace) -> bool {
        let others = self.titles.iter().filter(|(title, _)| **title != place.section);
        let ends =
            others.map(|(_, lines)| lines).chain([&self.footers]).filter_map(|lines| first_after(lines, at));
        let end = ends.min().unwrap_or(usize::MAX);
        let rows = (0..=place.field).filter_map(|field| self.rows.get(&(place.section, field)));
        rows.filter_map(|lines| first_after(lines, at)).any(|row| row < end)
    }
}

/// Returns the first of these lines after line `at`.
fn first_after(lines: &[usize], at: usize) -> Option<usize> {
    lines.get(lines.partition_point(|line| *line <= at)).copied()
}
