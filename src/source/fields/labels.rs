//! Which lines of words are labels of the open section, whole or cut.

use std::cell::Cell;
use std::cmp::Reverse;

use super::super::form::{LabelPlace, form, is_footer, key};
use super::super::legend;
use super::super::line::{Line, LineKind};
use super::super::outline::Outline;

/// Half labels without their rest may cost so many looks at lines, and as many as the page has lines.
const PATIENCE: usize = 100_000;
/// How far a rest is looked for when patience has run out.
const NEAR: usize = 4;

/// The lines of a page, and the labels that the open section has.
pub struct Labels<'a> {
    lines: &'a [Line<'a>],
    /// The last label of the form that the open section has, by its index.
    furthest: Option<usize>,
    /// The labels of the form that the open section has, by their index.
    seen: Vec<usize>,
    /// How many lines may still be looked through for the rests of labels.
    patience: Cell<usize>,
}

impl<'a> Labels<'a> {
    /// For these lines; no section is open.
    pub fn new(lines: &'a [Line<'a>]) -> Self {
        Self { lines, furthest: None, seen: Vec::new(), patience: Cell::new(lines.len() + PATIENCE) }
    }

    /// Opens a section, which has no label yet.
    pub fn open_section(&mut self) {
        self.furthest = None;
        self.seen.clear();
    }

    /// Adds a label of the open section.
    pub fn add(&mut self, place: LabelPlace) {
        self.furthest = self.furthest.max(Some(place.field));
        self.seen.extend(Some(place.field).filter(|field| !self.seen.contains(field)));
    }

    /// True where the next words are the same label.
    pub fn stands_above_itself(&self, at: usize, place: LabelPlace) -> bool {
        let next = self.lines[at + 1..].iter().find_map(Line::first_words);
        next.is_some_and(|next| form().label_in(place.section, next) == Some(place))
    }

    /// True for the beginning of a label whose rest comes below it: between blank lines it would look
    /// like a title.
    pub fn is_cut(&self, at: usize, open: usize, text: &str) -> bool {
        form().title(text).is_none()
            && form().label_in(open, text).is_none()
            && self.find_rest(at, open, text).is_some()
    }

    /// True where a line without a tab is a label: it, and nothing that the form puts after it, comes
    /// later in the section, or has come already. Right above itself it is an item of a list.
    pub fn is_plain(&self, at: usize, place: LabelPlace, outline: &Outline<'_>) -> bool {
        let seen = self.furthest.is_some_and(|furthest| furthest >= place.field);
        !seen && !outline.row_later(at, place) && !self.stands_above_itself(at, place)
    }

    /// Where a label that begins with `begun` goes on: the label, and the lines with the rest of it.
    /// The nearest, then the longest label wins. A label that is whole as it stands is left alone unless all of a
    /// longer one is there.
    pub fn find_rest(&self, at: usize, open: usize, begun: &str) -> Option<(LabelPlace, Vec<usize>)> {
        let candidates = form().labels_begun(open, begun);
        let found = candidates.into_iter().filter(|(place, _)| !self.seen.contains(&place.field));
        let found = found.filter_map(|(place, rest)| Some((place, self.rest_lines(at, open, rest)?)));
        // Two labels may be cut behind the same beginning: the nearest rest is this one's.
        found.min_by_key(|(place, lines)| {
            (lines.first().copied(), Reverse(place.spec().label.chars().count()))
        })
    }

    /// The lines after `at` that hold exactly `rest`, between them only parts of the value
    /// and a legend.
    fn rest_lines(&self, at: usize, open: usize, rest: &str) -> Option<Vec<usize>> {
        let mut left = rest;
        let mut found = Vec::new();
        for (index, line) in self.lines.iter().enumerate().skip(at + 1) {
            self.patience.set(self.patience.get().saturating_sub(1));
            if self.patience.get() == 0 && index > at + NEAR {
                return None;
            }
            let Some(words) = line.first_words().filter(|words| !words.is_empty()) else {
                continue;
            };
            let part = key(legend::without(words).0);
            let part = part.filter(|part| !part.is_empty());
            if let Some(still) = part.and_then(|part| left.strip_prefix(part.as_ref())) {
                found.push(index);
                if still.is_empty() {
                    return Some(found);
                }
                left = still;
                continue;
            }
            if legend::rest_after(words).is_some() {
                continue;
            }
            let is_row = matches!(line.kind, LineKind::Row { .. });
            if is_row
                || is_footer(words)
                || form().title(words).is_some()
                || form().label_in(open, words).is_some()
            {
                return None;
            }
        }
        None
    }
}
