//! The open case: section, field, and how far its table is scrolled.

use std::ops::Range;

use crate::config::{KeptName, KeptPlace};
use crate::export::page::{Span, TableLine};
use crate::model::schema::schema;
use crate::model::{Case, Section};

use super::field::FieldPage;

/// What one was looking at, by name, so that another case opens at the same place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    section: Name,
    field: Name,
}

/// A section or field: its schema id, else its words on the page, else its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Name {
    id: Option<&'static str>,
    words: String,
    place: usize,
}

impl Name {
    fn kept(&self) -> KeptName {
        KeptName { id: self.id.map(str::to_owned), words: self.words.clone(), place: self.place }
    }

    /// The place of the same section or field among those of another case.
    fn find<'a>(&self, names: impl ExactSizeIterator<Item = (Option<&'static str>, &'a str)>) -> usize {
        let last = names.len().saturating_sub(1);
        let mut same_words = None;
        for (place, (id, words)) in names.enumerate() {
            if self.id.is_some() && id == self.id {
                return place;
            }
            if same_words.is_none() && words == self.words {
                same_words = Some(place);
            }
        }
        same_words.unwrap_or(self.place).min(last)
    }
}

/// The section's table, laid out for one width.
#[derive(Debug, Default)]
pub struct Table {
    /// The lines, field after field.
    pub lines: Vec<TableLine>,
    /// The lines of each field.
    pub fields: Vec<Range<usize>>,
    /// The marks of lines in the margin.
    pub marks: Vec<(usize, Mark)>,
}

/// What a field has to say in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It has a diagnostic that a person should look at.
    Warning,
    /// Another page of the case has something else.
    Differs,
}

impl Table {
    /// Takes the lines of a section with this many fields.
    #[must_use]
    pub fn new(lines: Vec<TableLine>, fields: usize) -> Self {
        let mut ranges: Vec<Range<usize>> = vec![0..0; fields];
        for (place, line) in lines.iter().enumerate() {
            if let Some(range) = ranges.get_mut(line.field) {
                let start = if range.start == range.end { place } else { range.start };
                *range = start..place + 1;
            }
        }
        Self { lines, fields: ranges, marks: Vec::new() }
    }

    /// Marks fields: the warning on a field's first line, the difference there or below it.
    #[must_use]
    pub fn marked(mut self, warned: impl Fn(usize) -> bool, differs: impl Fn(usize) -> bool) -> Self {
        for (field, lines) in self.fields.iter().enumerate() {
            let warned = warned(field);
            if warned {
                self.marks.push((lines.start, Mark::Warning));
            }
            if differs(field) {
                self.marks.push((lines.start + usize::from(warned), Mark::Differs));
            }
        }
        self
    }

    /// The mark of a line.
    #[must_use]
    pub fn mark(&self, line: usize) -> Option<Mark> {
        self.marks.iter().find(|(marked, _)| *marked == line).map(|(_, mark)| *mark)
    }

    /// The lines of a field.
    #[must_use]
    pub fn of(&self, field: usize) -> Range<usize> {
        self.fields.get(field).cloned().unwrap_or_default()
    }

    /// The last line that may be the first on the screen.
    fn last_top(&self, height: usize) -> usize {
        self.lines.len().saturating_sub(height.max(1))
    }
}

/// The words above the table, laid out for one width.
#[derive(Debug, Default)]
pub struct Head {
    /// The full name, line by line, in bytes of it.
    pub name: Vec<Range<usize>>,
    /// The key facts, line by line.
    pub facts: Vec<Vec<Span>>,
}

/// No table is laid out for this width.
const NO_WIDTH: u16 = u16::MAX;

/// The open case.
#[derive(Debug, Default)]
pub struct Detail {
    /// The case that the rest is about.
    pub entry: Option<usize>,
    /// The open section.
    pub section: usize,
    /// The field under the cursor.
    pub field: usize,
    /// The first line of the table on the screen.
    pub top: usize,
    /// The first tab on the screen.
    pub first_tab: usize,
    /// The open section's table.
    pub table: Table,
    /// The words above it.
    pub head: Head,
    /// What [`Detail::table`] was laid out for: case, section, width.
    pub table_for: Option<(usize, usize, u16)>,
    /// The fields where the search found something, as places of section and field.
    pub found: Vec<(usize, usize)>,
    /// What [`Detail::found`] is of: case, number of the search.
    pub found_for: Option<(usize, usize)>,
    /// Where the last step from hit to hit led: case, place of section and field.
    pub arrived: Option<(Option<usize>, (usize, usize))>,
    /// True where the letters that the search found are to be brought on the screen.
    pub seeks: bool,
    /// What [`Detail::head`] was laid out for: case, width.
    pub head_for: Option<(usize, u16)>,
    /// The field under the cursor in full size, in place of the table.
    pub full: Option<FieldPage>,
    wanted: Wanted,
}

impl Detail {
    /// Opens a case at the section and field that the last one was open at.
    pub fn open_case(&mut self, entry: usize, case: &Case) {
        if self.entry == Some(entry) {
            return;
        }
        self.entry = Some(entry);
        self.find_wanted(case);
        self.top = 0;
    }

    /// What one is looking at, by name.
    #[must_use]
    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    /// Opens a case at a section and field by name.
    pub fn open_at(&mut self, entry: usize, case: &Case, wanted: Wanted) {
        self.wanted = wanted;
        self.entry = Some(entry);
        self.find_wanted(case);
        self.top = 0;
    }

    /// Follows the open case to its new place in the catalog; where its pages are not the same as
    /// before, the section and field stay open and are laid out anew.
    pub fn follow(&mut self, entry: usize, case: &Case, same: bool) {
        if self.entry.is_none() {
            return;
        }
        self.entry = Some(entry);
        if let Some(full) = &mut self.full {
            full.laid_for = None;
        }
        if same {
            self.table_for = self.table_for.map(|(_, section, width)| (entry, section, width));
            self.head_for = self.head_for.map(|(_, width)| (entry, width));
            return;
        }
        self.find_wanted(case);
        self.table_for = Some((entry, self.section, NO_WIDTH));
        self.head_for = None;
    }

    fn find_wanted(&mut self, case: &Case) {
        let sections = case.sections.iter().map(|section| (section.id, section.title.as_str()));
        self.section = self.wanted.section.find(sections);
        self.field = case.sections.get(self.section).map_or(0, |section| {
            let same = section.id == self.wanted.section.id && section.title == self.wanted.section.words;
            let known = section.id.is_some() && section.id == self.wanted.section.id;
            let fields = section.fields.iter().map(|field| (field.id, field.label.as_ref()));
            if same || known { self.wanted.field.find(fields) } else { 0 }
        });
    }

    /// What one is looking at: the section and the field by their names.
    #[must_use]
    pub fn kept(&self) -> (KeptName, KeptName) {
        (self.wanted.section.kept(), self.wanted.field.kept())
    }

    /// The next case opens where an earlier run was.
    pub fn go_back_to(&mut self, place: &KeptPlace) {
        let (section, field) = (&place.section, &place.field);
        let section_id = section.id.as_deref().and_then(|id| schema().section(id)).map(|spec| &*spec.id);
        let field_id = field.id.as_deref().and_then(|id| schema().field(id)).map(|spec| &*spec.id);
        let name = |id, kept: &KeptName| Name { id, words: kept.words.clone(), place: kept.place };
        self.wanted = Wanted { section: name(section_id, section), field: name(field_id, field) };
        self.close();
    }

    /// Closes the case; what one was looking at stays wanted.
    pub fn close(&mut self) {
        self.entry = None;
        self.table = Table::default();
        self.table_for = None;
        self.head = Head::default();
        self.head_for = None;
    }

    /// Opens a section at its first field.
    pub fn open_section(&mut self, case: &Case, section: usize) {
        let section = section.min(case.sections.len().saturating_sub(1));
        if section != self.section {
            self.section = section;
            self.field = 0;
            self.top = 0;
        }
        self.remember(case.sections.get(section));
    }

    /// Puts the cursor on a field.
    pub fn select_field(&mut self, case: &Case, field: usize) {
        self.field = field;
        self.remember(case.sections.get(self.section));
    }

    fn remember(&mut self, section: Option<&Section>) {
        let Some(section) = section else { return };
        self.wanted.section = Name { id: section.id, words: section.title.clone(), place: self.section };
        let field = section.fields.get(self.field);
        self.wanted.field = Name {
            id: field.and_then(|field| field.id),
            words: field.map(|field| field.label.to_string()).unwrap_or_default(),
            place: self.field,
        };
    }

    /// One step down: through a field taller than the pane first, then to the next field.
    #[must_use]
    pub fn step_down(&mut self, height: usize) -> usize {
        let height = height.max(1);
        if self.table.of(self.field).end > self.top + height {
            self.top += 1;
        } else if self.field + 1 < self.table.fields.len() {
            return self.field + 1;
        }
        self.field
    }

    /// One step up, the other way round.
    #[must_use]
    pub fn step_up(&mut self) -> usize {
        if self.table.of(self.field).start < self.top {
            self.top -= 1;
            return self.field;
        }
        self.field.saturating_sub(1)
    }

    /// Moves the table by lines; gives the field that the cursor is then on.
    #[must_use]
    pub fn scroll(&mut self, lines: isize, height: usize) -> usize {
        let last_top = self.table.last_top(height);
        let top = self.top.min(last_top).saturating_add_signed(lines);
        let beyond = lines > 0 && self.top >= last_top;
        let before = lines < 0 && self.top == 0;
        self.top = top.min(last_top);
        if beyond {
            return self.table.fields.len().saturating_sub(1);
        }
        if before {
            return 0;
        }
        self.visible_field(height)
    }

    /// The field under the cursor, or the nearest one with a line on the screen.
    fn visible_field(&self, height: usize) -> usize {
        let range = self.table.of(self.field);
        let bottom = self.top + height.max(1);
        if range.end <= self.top {
            self.table.lines.get(self.top).map_or(self.field, |line| line.field)
        } else if range.start >= bottom {
            self.table.lines.get(bottom - 1).map_or(self.field, |line| line.field)
        } else {
            self.field
        }
    }

    /// Takes a new table and keeps the cursor's field where it was on the screen.
    pub fn replace_table(&mut self, table: Table) {
        let old = self.table.of(self.field);
        let new = table.of(self.field);
        self.top = if old.is_empty() || old.start >= self.top {
            new.start.saturating_sub(old.start.saturating_sub(self.top))
        } else {
            // Inside a tall field: as far into it as before, by share of its height.
            new.start + (self.top - old.start) * new.len() / old.len().max(1)
        };
        self.table = table;
    }

    /// Moves the table so that a line of the cursor's field is on the screen, in its middle where it
    /// was not.
    pub fn reveal_line(&mut self, line: usize, height: usize) {
        let height = height.max(1);
        if !(self.top..self.top + height).contains(&line) {
            self.top = line.saturating_sub(height / 2).min(self.table.last_top(height));
        }
    }

    /// Moves the table so that the cursor's field is on the screen, whole where it fits.
    pub fn reveal(&mut self, height: usize) {
        let height = height.max(1);
        self.field = self.field.min(self.table.fields.len().saturating_sub(1));
        let range = self.table.of(self.field);
        if range.len() <= height {
            let first = range.end.saturating_sub(height);
            self.top = self.top.clamp(first, range.start.max(first));
        } else if range.start >= self.top + height {
            // The next field is taller than the pane: from its beginning.
            self.top = range.start;
        } else if range.end <= self.top {
            self.top = range.end.saturating_sub(height);
        }
        self.top = self.top.min(self.table.last_top(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(heights: &[usize]) -> Detail {
        let lines = heights
            .iter()
            .enumerate()
            .flat_map(|(field, height)| (0..*height).map(move |_| TableLine { field, spans: Vec::new() }));
        let table = Table::new(lines.collect(), heights.len());
        Detail { table, ..Detail::default() }
    }

    fn down(detail: &mut Detail, height: usize) {
        detail.field = detail.step_down(height);
        detail.reveal(height);
    }

    fn up(detail: &mut Detail, height: usize) {
        detail.field = detail.step_up();
        detail.reveal(height);
    }

    #[test]
    fn a_field_taller_than_the_pane_is_read_line_by_line_both_ways() {
        let mut detail = detail(&[1, 10, 1]);
        let mut seen = vec![(detail.field, detail.top)];
        for _ in 0..9 {
            down(&mut detail, 4);
            seen.push((detail.field, detail.top));
        }
        assert_eq!(seen, [(0, 0), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (2, 8)]);
        for _ in 0..8 {
            up(&mut detail, 4);
        }
        assert_eq!((detail.field, detail.top), (1, 1));
        up(&mut detail, 4);
        assert_eq!((detail.field, detail.top), (0, 0));
    }

    #[test]
    fn the_wheel_takes_the_cursor_along() {
        let mut detail = detail(&[2, 2, 2, 2, 2]);
        detail.field = detail.scroll(3, 4);
        assert_eq!((detail.field, detail.top), (1, 3));
        detail.field = detail.scroll(100, 4);
        assert_eq!((detail.field, detail.top), (3, 6));
        detail.field = detail.scroll(1, 4);
        assert_eq!(detail.field, 4, "at the end the cursor goes to the last field");
        detail.field = detail.scroll(-100, 4);
        assert_eq!((detail.field, detail.top), (1, 0));
    }

    #[test]
    fn a_narrower_table_keeps_the_field_where_it_was() {
        let mut detail = detail(&[1, 1, 1, 10]);
        (detail.field, detail.top) = (3, 8);
        let wider = super::tests::detail(&[1, 1, 1, 5]);
        detail.replace_table(wider.table);
        assert_eq!(detail.top, 5);
    }
}
