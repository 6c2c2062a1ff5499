//! The open case: section, field, and how far its table is scrolled.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::config::KeptName;
use crate::model::{Case, Catalog};

use super::field::FieldPage;
use super::table::{Place, Table};

/// A section and field by name, so that another case opens at the same place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldPath {
    /// The section.
    pub section: KeptName,
    /// The field.
    pub field: KeptName,
}

impl FieldPath {
    /// Returns the place of the same section and field in another case.
    fn find_in(&self, case: &Case) -> Place {
        let sections = case.sections.iter().map(|section| (section.id, section.title.as_str()));
        let at = index_of(&self.section, sections);
        let same = case.sections.get(at).filter(|section| {
            let id = section.id.is_some() && section.id == self.section.id.as_deref();
            id || (section.title == self.section.words && section.id == self.section.id.as_deref())
        });
        let fields = same.map(|section| section.fields.iter().map(|field| (field.id, field.label.as_ref())));
        (at, fields.map_or(0, |fields| index_of(&self.field, fields)))
    }
}

/// Returns the index of the name with the same id, else with the same words, else the old index.
fn index_of<'a>(
    name: &KeptName,
    mut names: impl ExactSizeIterator<Item = (Option<&'static str>, &'a str)> + Clone,
) -> usize {
    let last = names.len().saturating_sub(1);
    let by_id = names.clone().position(|(id, _)| id.is_some() && id == name.id.as_deref());
    let by_words = || names.position(|(_, words)| words == name.words);
    by_id.or_else(by_words).unwrap_or(name.place).min(last)
}

/// The position of the field under the cursor on the screen, which the next table keeps.
#[derive(Debug, Clone, Copy, Default)]
pub struct CursorRows {
    /// The row of the pane that the field begins in; negative above the pane.
    first: isize,
    /// The number of its lines.
    height: usize,
}

/// Of a long field so many lines stay visible beside a popup.
const MOST_VISIBLE: u16 = 6;

impl CursorRows {
    /// Returns the lines of the field that are on the screen, of a long one the first; `pane` is the table.
    #[must_use]
    pub fn area(self, pane: Rect) -> Rect {
        let end = self.first.saturating_add_unsigned(self.height);
        let within = |row: isize| u16::try_from(row.max(0)).unwrap_or(u16::MAX).min(pane.height);
        let (start, end) = (within(self.first), within(end));
        Rect { y: pane.y + start, height: (end - start).min(MOST_VISIBLE), ..pane }
    }
}

/// What has to be on the screen after the next layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reveal {
    /// The field under the cursor.
    #[default]
    Field,
    /// The open section from its beginning.
    SectionStart,
    /// The letters that the search found in the field.
    Match,
    /// This line, as the first one.
    FirstLine(usize),
}

/// From this many rows of the screen on, the whole page is shown unless the reader chose otherwise.
const WHOLE_PAGE: u16 = 30;

/// The open case.
#[derive(Debug, Default)]
pub struct Detail {
    /// The case that the rest is about.
    pub entry: Option<usize>,
    /// The page of the case that is open, where it was opened from the history of the case.
    page: Option<usize>,
    /// The open section: the one that the cursor is in.
    pub section: usize,
    /// The field under the cursor.
    pub field: usize,
    /// The first line of the table on the screen.
    pub top: usize,
    /// The first tab on the screen.
    pub first_tab: usize,
    /// True where the table has all sections, one below the other.
    pub whole: bool,
    /// Whether it has by the reader's choice; `None` where the height of the screen decides.
    pub chosen_whole: Option<bool>,
    /// True where fields without an answer are left out.
    pub hides_blanks: bool,
    /// The hit that the last step from hit to hit led to: case, place of section and field.
    pub last_hit: Option<(Option<usize>, Place)>,
    /// The field that was last reported to have no term of the glossary: case, place.
    pub without_terms: Option<(usize, Place)>,
    /// What has to be on the screen after the next layout.
    pub reveal: Reveal,
    /// How often what was laid out for the open case went out of date.
    pub generation: usize,
    /// The field under the cursor in full size, in place of the table.
    pub full: Option<FieldPage>,
    path: FieldPath,
}

impl Detail {
    /// Opens a case at the section and field of the last one; nothing if it is open already.
    pub fn open_case(&mut self, entry: usize, case: &Case) {
        if self.entry == Some(entry) {
            return;
        }
        self.entry = Some(entry);
        self.page = None;
        (self.section, self.field) = self.path.find_in(case);
    }

    /// Shows the whole page by the reader's choice, else on a screen with enough rows.
    pub fn fit_height(&mut self, rows: u16) {
        self.whole = self.chosen_whole.unwrap_or(rows >= WHOLE_PAGE);
    }

    /// Opens a page of the cases, or the newest one again.
    pub fn open_page(&mut self, page: Option<usize>) {
        if self.page != page {
            self.page = page;
            self.full = None;
            self.generation += 1;
        }
    }

    /// Finds section and field again by name, since another page of the case is open.
    pub fn find_again(&mut self, case: &Case) {
        (self.section, self.field) = self.path.find_in(case);
    }

    /// Returns the index in [`Catalog::pages`] of the page of a case that is open, else of its newest.
    #[must_use]
    pub fn page_of(&self, catalog: &Catalog, entry: usize) -> Option<usize> {
        let own = self.page.filter(|page| catalog.entry_of_page(*page) == Some(entry));
        own.or_else(|| catalog.entries.get(entry).map(|entry| entry.page))
    }

    /// Returns the page of a case that is open, else its newest.
    #[must_use]
    pub fn case_of<'c>(&self, catalog: &'c Catalog, entry: usize) -> Option<&'c Case> {
        catalog.pages.get(self.page_of(catalog, entry)?)
    }

    /// Returns the open page of the open case.
    #[must_use]
    pub fn case<'c>(&self, catalog: &'c Catalog) -> Option<&'c Case> {
        self.case_of(catalog, self.entry?)
    }

    /// Sets the new index of the page that was opened from a history; the newest is open where it is gone.
    pub fn follow_page(&mut self, page: impl Fn(usize) -> Option<usize>) {
        self.page = self.page.and_then(page);
    }

    /// Returns the open section and field by name; they outlast the case.
    #[must_use]
    pub fn path(&self) -> &FieldPath {
        &self.path
    }

    /// Opens a case at this section and field.
    pub fn open_at(&mut self, entry: usize, case: &Case, path: FieldPath) {
        self.path = path;
        self.entry = Some(entry);
        (self.section, self.field) = self.path.find_in(case);
    }

    /// Sets the new index of the open case in the catalog; if its pages changed, finds section and field
    /// again by name.
    pub fn follow(&mut self, entry: usize, case: &Case, same: bool) {
        if self.entry.is_none() {
            return;
        }
        self.entry = Some(entry);
        if let Some(full) = &mut self.full {
            full.follow();
        }
        if !same {
            (self.section, self.field) = self.path.find_in(case);
            self.generation += 1;
        }
    }

    /// Closes the case and sets the section and field at which the next one opens.
    pub fn set_next_path(&mut self, path: FieldPath) {
        self.path = path;
        self.close();
    }

    /// Closes the case; section and field stay for the next one.
    pub fn close(&mut self) {
        self.generation += usize::from(self.entry.take().is_some());
    }

    /// Returns the place of the cursor.
    #[must_use]
    pub fn place(&self) -> Place {
        (self.section, self.field)
    }

    /// Opens a section at its first field; if it is open already, keeps the cursor, except on a whole page.
    pub fn open_section(&mut self, case: &Case, section: usize) {
        let section = section.min(case.sections.len().saturating_sub(1));
        if section != self.section || self.whole {
            self.reveal = Reveal::SectionStart;
            self.select(case, (section, 0));
        } else {
            self.select(case, (section, self.field));
        }
    }

    /// Puts the cursor on a field and stores its section and label.
    pub fn select(&mut self, case: &Case, place: Place) {
        (self.section, self.field) = place;
        let Some(section) = case.sections.get(self.section) else { return };
        let name = |id: Option<&str>, words: &str, place| KeptName {
            id: id.map(str::to_owned),
            words: words.to_owned(),
            place,
        };
        self.path.section = name(section.id, &section.title, self.section);
        self.path.field = match section.fields.get(self.field) {
            Some(field) => name(field.id, &field.label, self.field),
            None => name(None, "", self.field),
        };
    }

    /// Puts the cursor on a field and scrolls up to its beginning if that is above the screen.
    pub fn jump(&mut self, table: &Table, case: &Case, place: Place) {
        self.select(case, place);
        self.top = self.top.min(table.of(place).start);
    }

    /// Returns the place `by` stops after or before the cursor, at most the last or first.
    fn neighbour_place(&self, table: &Table, by: isize) -> Place {
        let stop = table.nearest_stop(self.place()).unwrap_or_default().checked_add_signed(by);
        let stop = stop.and_then(|stop| table.stops.get(stop)).map(|stop| stop.at);
        stop.unwrap_or_else(|| self.place_beyond(table, by > 0))
    }

    /// Returns the place after or before the table: in the next part of the page, else the last or first.
    fn place_beyond(&self, table: &Table, after: bool) -> Place {
        let beyond = if after { table.after } else { table.before };
        beyond.map(|beyond| beyond.next).or_else(|| table.end_place(after)).unwrap_or(self.place())
    }

    /// Scrolls down by a line and returns the cursor's place if its field goes on below the screen; else
    /// returns the next place.
    #[must_use]
    pub fn step_down(&mut self, table: &Table, height: usize) -> Place {
        if table.of(self.place()).end > self.top + height.max(1) {
            self.top += 1;
            return self.place();
        }
        self.neighbour_place(table, 1)
    }

    /// Scrolls up by a line and returns the cursor's place if its field begins above the screen; else returns
    /// the previous place.
    #[must_use]
    pub fn step_up(&mut self, table: &Table) -> Place {
        if table.of(self.place()).start < self.top {
            self.top -= 1;
            return self.place();
        }
        self.neighbour_place(table, -1)
    }

    /// Scrolls the table by lines; returns the place for the cursor, one beyond the table if it was at that end
    /// already.
    #[must_use]
    pub fn scroll(&mut self, table: &Table, lines: isize, height: usize) -> Place {
        let last_top = table.last_top(height);
        let beyond = lines > 0 && self.top >= last_top;
        let before = lines < 0 && self.top == 0;
        self.top = self.top.min(last_top).saturating_add_signed(lines).min(last_top);
        if beyond || before {
            self.place_beyond(table, beyond)
        } else {
            self.visible_place(table, lines > 0, height)
        }
    }

    /// Returns the cursor's place if it is wholly on the screen or fills it, else the nearest such one.
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

    /// Scrolls a new table so that the cursor's field is on the same line of the screen as before.
    pub fn keep_position(&mut self, table: &Table, CursorRows { first, height }: CursorRows) {
        let lines = table.of(self.place());
        self.top = match usize::try_from(first) {
            Ok(row) => lines.start.saturating_sub(row),
            // Inside a tall field: as far into it as before, by share of its height.
            Err(_) => lines.start + first.unsigned_abs() * lines.len() / height.max(1),
        };
    }

    /// Scrolls so that a line is on the screen, in the middle if it was not.
    pub fn reveal_line(&mut self, table: &Table, line: usize, height: usize) {
        let height = height.max(1);
        if !(self.top..self.top + height).contains(&line) {
            self.top = line.saturating_sub(height / 2).min(table.last_top(height));
        }
    }

    /// Scrolls so that the cursor's field is on the screen, wholly if it fits; from a hidden field, moves to
    /// the nearest.
    pub fn reveal(&mut self, table: &Table, height: usize) {
        let height = height.max(1);
        if let Some(stop) = table.nearest_stop(self.place()).and_then(|stop| table.stops.get(stop)) {
            (self.section, self.field) = stop.at;
        }
        match self.reveal {
            Reveal::SectionStart => self.top = table.of((self.section, 0)).start,
            Reveal::FirstLine(line) => self.top = line,
            Reveal::Field | Reveal::Match => {}
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

    /// Returns where on the screen the field under the cursor begins, and its height.
    #[must_use]
    pub fn cursor_rows(&self, table: &Table) -> CursorRows {
        let lines = table.of(self.place());
        let signed = |lines: usize| isize::try_from(lines).unwrap_or(isize::MAX);
        CursorRows { first: signed(lines.start) - signed(self.top), height: lines.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::state::table::{TableRow, TableRowKind};

    fn table(heights: &[usize]) -> Table {
        let mut table = Table::default();
        for (field, height) in heights.iter().enumerate() {
            table.push_stop((0, field), (0..*height).map(|_| TableRow::new(TableRowKind::Field, Vec::new())));
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
        let cursor = detail.cursor_rows(&table(&[1, 1, 1, 10]));
        detail.keep_position(&table(&[1, 1, 1, 5]), cursor);
        assert_eq!(detail.top, 5);
        (detail.field, detail.top) = (2, 1);
        let cursor = detail.cursor_rows(&table(&[1, 1, 1, 5]));
        detail.keep_position(&table(&[3, 3, 3, 3]), cursor);
        assert_eq!(detail.top, 5, "the field is on the second line of the screen still");
    }

    #[test]
    fn what_is_not_shown_gives_way_to_the_nearest_of_its_section() {
        let mut table = Table::default();
        for at in [(0, 0), (0, 2), (0, 5), (1, 0), (2, 3)] {
            table.push_stop(at, [TableRow::new(TableRowKind::Field, Vec::new())]);
        }
        let mut detail = Detail::default();
        for (wanted, shown) in [((0, 3), (0, 2)), ((0, 4), (0, 5)), ((1, 2), (1, 0)), ((2, 0), (2, 3))] {
            go(&mut detail, &table, wanted, 3);
            assert_eq!(detail.place(), shown, "{wanted:?}");
        }
        assert_eq!(table.place_at_line(4), Some((2, 3)));
        assert_eq!(table.place_at_line(5), None);
    }
}
