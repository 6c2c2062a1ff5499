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
    /// Returns the lines with no section open.
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

    /// True if the next words below line `at` are the same label.
    pub fn is_repeated_below(&self, at: usize, place: LabelPlace) -> bool {
        let next = self.lines[at + 1..].iter().find_map(Line::first_words);
        next.is_some_and(|next| form().label_in(place.section, next) == Some(place))
    }

    /// True for words that are no title or label themselves, but begin a label whose rest is below: between
    /// blank lines they would look like a title.
    pub fn begins_cut_label(&self, at: usize, open: usize, text: &str) -> bool {
        form().title(text).is_none()
            && form().label_in(open, text).is_none()
            && self.find_rest(at, open, text).is_some()
    }

    /// True if a line without a tab is this label: neither it nor a later one has been seen, no row below in
    /// the section has it or an earlier one, and it is not repeated right below, as an item of a list is.
    pub fn is_label_line(&self, at: usize, place: LabelPlace, outline: &Outline<'_>) -> bool {
        let seen = self.furthest.is_some_and(|furthest| furthest >= place.field);
        !seen && !outline.has_row_later(at, place) && !self.is_repeated_below(at, place)
    }

    /// Returns the unseen label that begins with `begun` and the lines with its rest: the nearest rest, then
    /// the longest label, counts. `None` if no rest is below, even if the words are a whole label.
    pub fn find_rest(&self, at: usize, open: usize, begun: &str) -> Option<(LabelPlace, Vec<usize>)> {
        let candidates = form().labels_begun(open, begun);
        let found = candidates.into_iter().filter(|(place, _)| !self.seen.contains(&place.field));
        let found = found.filter_map(|(place, rest)| Some((place, self.rest_lines(at, open, rest)?)));
        // Two labels may be cut behind the same beginning: the nearest rest is this one's.
        found.min_by_key(|(place, lines)| {
            (lines.first().copied(), Reverse(place.spec().label.chars().count()))
        })
    }

    /// Returns the lines after `at` that hold exactly `rest`, with only parts of the value and a legend
    /// between them; `None` if a row, title, label or footer comes first, or patience is used up.
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
