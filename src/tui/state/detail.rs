//! The open case: section, field, and how far its table is scrolled.

use std::ops::Range;

use crate::config::{KeptName, KeptPlace};
use crate::model::Case;
use crate::model::schema::schema;

use super::field::FieldPage;
use super::table::{Place, Table};

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

/// Where the field under the cursor stands on the screen, to be there in the next table as well.
#[derive(Debug, Clone, Copy, Default)]
struct Stand {
    /// The line of the screen that it begins on; what is above the screen is below zero.
    row: isize,
    /// Its lines.
    height: usize,
}

/// The open case.
#[derive(Debug, Default)]
pub struct Detail {
    /// The case that the rest is about.
    pub entry: Option<usize>,
    /// The open section: the one that the cursor is in.
    pub section: usize,
    /// The field under the cursor; where it is hidden and none is left, none is.
    pub field: usize,
    /// The first line of the table on the screen.
    pub top: usize,
    /// The first tab on the screen.
    pub first_tab: usize,
    /// True where the table has all sections, one below the other.
    pub whole: bool,
    /// True where fields without an answer are left out.
    pub hides_blanks: bool,
    /// The fields where the search found something, as places of section and field.
    pub found: Vec<Place>,
    /// What [`Detail::found`] is of: case, number of the search.
    pub found_for: Option<(usize, usize)>,
    /// Where the last step from hit to hit led: case, place of section and field.
    pub arrived: Option<(Option<usize>, Place)>,
    /// The field that was said to have no term of the glossary last: case, place.
    pub without_terms: Option<(usize, Place)>,
    /// True where the letters that the search found are to be brought on the screen.
    pub seeks: bool,
    /// How often what was laid out for the open case went out of date.
    pub generation: usize,
    /// The field under the cursor in full size, in place of the table.
    pub full: Option<FieldPage>,
    /// True where the section is to be shown from its beginning.
    begins: bool,
    stand: Stand,
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
    }

    /// Follows the open case to its new place in the catalog; where its pages are not the same as
    /// before, the section and field stay open and are laid out anew.
    pub fn follow(&mut self, entry: usize, case: &Case, same: bool) {
        if self.entry.is_none() {
            return;
        }
        self.entry = Some(entry);
        if let Some(full) = &mut self.full {
            full.follow();
        }
        if !same {
            self.find_wanted(case);
            self.generation += 1;
        }
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
        let section_id = section.id.as_deref().and_then(|id| schema().section(id)).map(|spec| spec.id);
        let field_id = field.id.as_deref().and_then(|id| schema().field(id)).map(|spec| spec.id);
        let name = |id, kept: &KeptName| Name { id, words: kept.words.clone(), place: kept.place };
        self.wanted = Wanted { section: name(section_id, section), field: name(field_id, field) };
        self.close();
    }

    /// Closes the case; what one was looking at stays wanted.
    pub fn close(&mut self) {
        self.generation += usize::from(self.entry.take().is_some());
    }

    /// The cursor's place.
    #[must_use]
    pub fn place(&self) -> Place {
        (self.section, self.field)
    }

    /// Opens a section at its beginning; one that is open already stays where it is, but on a whole
    /// page, where its beginning may have gone out of sight.
    pub fn open_section(&mut self, case: &Case, section: usize) {
        let section = section.min(case.sections.len().saturating_sub(1));
        if section != self.section || self.whole {
            self.begins = true;
            self.select(case, (section, 0));
        } else {
            self.select(case, (section, self.field));
        }
    }

    /// Puts the cursor on a field.
    pub fn select(&mut self, case: &Case, place: Place) {
        (self.section, self.field) = place;
        let Some(section) = case.sections.get(self.section) else { return };
        self.wanted.section = Name { id: section.id, words: section.title.clone(), place: self.section };
        let field = section.fields.get(self.field);
        self.wanted.field = Name {
            id: field.and_then(|field| field.id),
            words: field.map(|field| field.label.to_string()).unwrap_or_default(),
            place: self.field,
        };
    }

    /// Puts the cursor on a field wherever it is; a tall one is shown from its beginning.
    pub fn jump(&mut self, table: &Table, case: &Case, place: Place) {
        self.select(case, place);
        self.top = self.top.min(table.of(place).start);
    }

    /// The place that many stops on or back, the last or first one where there are no more.
    fn neighbour(&self, table: &Table, by: isize) -> Place {
        let last = table.stops.len().saturating_sub(1);
        let stop = table.nearest(self.place()).unwrap_or_default().saturating_add_signed(by);
        table.stops.get(stop.min(last)).map_or(self.place(), |stop| stop.at)
    }

    /// The first or last place of the table.
    #[must_use]
    pub fn end(&self, table: &Table, last: bool) -> Place {
        self.neighbour(table, if last { isize::MAX } else { isize::MIN })
    }

    /// One step down: through a field taller than the pane first, then to the next field.
    #[must_use]
    pub fn step_down(&mut self, table: &Table, height: usize) -> Place {
        if table.of(self.place()).end > self.top + height.max(1) {
            self.top += 1;
            return self.place();
        }
        self.neighbour(table, 1)
    }

    /// One step up, the other way round.
    #[must_use]
    pub fn step_up(&mut self, table: &Table) -> Place {
        if table.of(self.place()).start < self.top {
            self.top -= 1;
            return self.place();
        }
        self.neighbour(table, -1)
    }

    /// Moves the table by lines; gives the place that the cursor is then on.
    #[must_use]
    pub fn scroll(&mut self, table: &Table, lines: isize, height: usize) -> Place {
        let last_top = table.last_top(height);
        let beyond = lines > 0 && self.top >= last_top;
        let before = lines < 0 && self.top == 0;
        self.top = self.top.min(last_top).saturating_add_signed(lines).min(last_top);
        if beyond || before { self.end(table, beyond) } else { self.visible_place(table, lines > 0, height) }
    }

    /// The cursor's place where it is whole on the screen or fills it, else the nearest that is, else
    /// the one that comes next in the direction of the move.
    fn visible_place(&self, table: &Table, down: bool, height: usize) -> Place {
        let height = height.max(1);
        let screen = self.top..self.top + height;
        let is_shown = |lines: &Range<usize>| {
            let fits = screen.start <= lines.start && lines.end <= screen.end;
            fits || (lines.len() > height && lines.start < screen.end && screen.start < lines.end)
        };
        if is_shown(&table.of(self.place())) {
            return self.place();
        }
        let stops = &table.stops;
        let next = if down {
            let mut below = stops.iter().filter(|stop| stop.lines.end > screen.start);
            below
                .clone()
                .find(|stop| is_shown(&stop.lines))
                .or(below.find(|stop| stop.lines.start >= self.top))
        } else {
            let mut above = stops.iter().rev().filter(|stop| stop.lines.start < screen.end);
            above
                .clone()
                .find(|stop| is_shown(&stop.lines))
                .or(above.find(|stop| stop.lines.end <= screen.end))
        };
        next.map_or(self.place(), |stop| stop.at)
    }

    /// Takes a new table and keeps the cursor's field where it was on the screen.
    pub fn replace_table(&mut self, table: &Table) {
        let lines = table.of(self.place());
        let Stand { row, height } = self.stand;
        self.top = match usize::try_from(row) {
            Ok(row) => lines.start.saturating_sub(row),
            // Inside a tall field: as far into it as before, by share of its height.
            Err(_) => lines.start + row.unsigned_abs() * lines.len() / height.max(1),
        };
    }

    /// Moves the table so that a line of the cursor's field is on the screen, in its middle where it
    /// was not.
    pub fn reveal_line(&mut self, table: &Table, line: usize, height: usize) {
        let height = height.max(1);
        if !(self.top..self.top + height).contains(&line) {
            self.top = line.saturating_sub(height / 2).min(table.last_top(height));
        }
    }

    /// Moves the table so that the cursor's field is on the screen, whole where it fits. What is no
    /// longer shown gives way to the nearest that is.
    pub fn reveal(&mut self, table: &Table, height: usize) {
        let height = height.max(1);
        if let Some(stop) = table.nearest(self.place()).and_then(|stop| table.stops.get(stop)) {
            (self.section, self.field) = stop.at;
        }
        if std::mem::take(&mut self.begins) {
            self.top = table.of((self.section, 0)).start;
        }
        let range = table.of(self.place());
        if range.len() <= height {
            let first = range.end.saturating_sub(height);
            self.top = self.top.clamp(first, range.start.max(first));
        } else if range.start >= self.top + height {
            // The next field is taller than the pane: from its beginning.
            self.top = range.start;
        } else if range.end <= self.top {
            self.top = range.end.saturating_sub(height);
        }
        self.top = self.top.min(table.last_top(height));
    }

    /// Takes down where the field under the cursor stands on the screen.
    pub fn note_stand(&mut self, table: &Table) {
        let lines = table.of(self.place());
        let signed = |lines: usize| isize::try_from(lines).unwrap_or(isize::MAX);
        self.stand = Stand { row: signed(lines.start) - signed(self.top), height: lines.len() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::state::table::{Line, LineKind};

    fn table(heights: &[usize]) -> Table {
        let mut table = Table::default();
        for (field, height) in heights.iter().enumerate() {
            table.push((0, field), (0..*height).map(|_| Line::new(LineKind::Field, Vec::new())));
        }
        table
    }

    fn go(detail: &mut Detail, table: &Table, place: Place, height: usize) {
        (detail.section, detail.field) = place;
        detail.reveal(table, height);
    }

    fn down(detail: &mut Detail, table: &Table, height: usize) {
        let place = detail.step_down(table, height);
        go(detail, table, place, height);
    }

    fn up(detail: &mut Detail, table: &Table, height: usize) {
        let place = detail.step_up(table);
        go(detail, table, place, height);
    }

    #[test]
    fn a_field_taller_than_the_pane_is_read_line_by_line_both_ways() {
        let (mut detail, table) = (Detail::default(), table(&[1, 10, 1]));
        let mut seen = vec![(detail.field, detail.top)];
        for _ in 0..9 {
            down(&mut detail, &table, 4);
            seen.push((detail.field, detail.top));
        }
        assert_eq!(seen, [(0, 0), (1, 0), (1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (2, 8)]);
        for _ in 0..8 {
            up(&mut detail, &table, 4);
        }
        assert_eq!((detail.field, detail.top), (1, 1));
        up(&mut detail, &table, 4);
        assert_eq!((detail.field, detail.top), (0, 0));
    }

    fn wheel(detail: &mut Detail, table: &Table, lines: isize, height: usize) -> (usize, usize) {
        let place = detail.scroll(table, lines, height);
        go(detail, table, place, height);
        (detail.field, detail.top)
    }

    #[test]
    fn the_wheel_takes_the_cursor_along_and_is_never_held_back_by_it() {
        let (mut detail, short) = (Detail::default(), table(&[2, 2, 2, 2, 2]));
        assert_eq!(wheel(&mut detail, &short, 3, 4), (2, 3));
        assert_eq!(wheel(&mut detail, &short, 100, 4), (3, 6));
        assert_eq!(wheel(&mut detail, &short, 1, 4), (4, 6), "at the end the cursor goes to the last field");
        assert_eq!(wheel(&mut detail, &short, -100, 4), (1, 0));
        for heights in [&[4, 4, 4, 4, 4][..], &[1, 9, 1, 4, 4, 20, 3, 3], &[5, 5, 5]] {
            let (mut detail, table) = (Detail::default(), table(heights));
            for height in 1..8 {
                let mut before = None;
                while before != Some(detail.top) {
                    before = Some(detail.top);
                    wheel(&mut detail, &table, 3, height);
                }
                assert_eq!(detail.top, table.last_top(height), "{heights:?} {height}");
                let mut before = None;
                while before != Some(detail.top) {
                    before = Some(detail.top);
                    wheel(&mut detail, &table, -3, height);
                }
                assert_eq!(detail.top, 0, "{heights:?} {height}");
            }
        }
    }

    #[test]
    fn another_table_keeps_the_field_where_it_was() {
        let mut detail = Detail::default();
        (detail.field, detail.top) = (3, 8);
        detail.note_stand(&table(&[1, 1, 1, 10]));
        detail.replace_table(&table(&[1, 1, 1, 5]));
        assert_eq!(detail.top, 5);
        (detail.field, detail.top) = (2, 1);
        detail.note_stand(&table(&[1, 1, 1, 5]));
        detail.replace_table(&table(&[3, 3, 3, 3]));
        assert_eq!(detail.top, 5, "the field is on the second line of the screen still");
    }

    #[test]
    fn what_is_not_shown_gives_way_to_the_nearest_of_its_section() {
        let mut table = Table::default();
        for at in [(0, 0), (0, 2), (0, 5), (1, 0), (2, 3)] {
            table.push(at, [Line::new(LineKind::Field, Vec::new())]);
        }
        let mut detail = Detail::default();
        for (wanted, shown) in [((0, 3), (0, 2)), ((0, 4), (0, 5)), ((1, 2), (1, 0)), ((2, 0), (2, 3))] {
            go(&mut detail, &table, wanted, 3);
            assert_eq!(detail.place(), shown, "{wanted:?}");
        }
        assert_eq!(table.at_line(4), Some((2, 3)));
        assert_eq!(table.at_line(5), None);
    }
}
