//! Which lines of a page have letters that no entry of a reading has: by how many letters they are.

use rustc_hash::FxHashSet;

use super::super::form::form;
use super::super::letters::weight;
use super::super::line::{Line, LineKind};
use super::super::sections::{FoundField, FoundSection};
use super::by_line::{each_entry_of_field, line_numbers, value_parts};

/// Returns the numbers of the lines whose letters are more or fewer than those of their entries, with all
/// lines of their cells.
pub fn suspects(lines: &[Line<'_>], sections: &[FoundSection<'_>]) -> FxHashSet<u32> {
    let mut balance = Balance::new(lines);
    let mut own_rows = OwnRows::new(lines);
    for section in sections {
        balance.add(section.line, -weight(section.title));
        for field in section.fields.iter().filter(|field| !own_rows.claim_row(field)) {
            each_entry_of_field(section, field, &mut |line, words| balance.add(line, -weight(words)));
        }
    }
    for (line, _) in lines.iter().zip(own_rows.are_own).filter(|(_, is_own)| !is_own) {
        balance.add_line(line);
    }
    let mut suspects: FxHashSet<u32> = balance.uneven_lines().collect();
    if suspects.is_empty() {
        return suspects;
    }
    // A cell of several lines is looked at as a whole.
    let is_suspect = |line: &Line<'_>, suspects: &FxHashSet<u32>| {
        !line.parts.is_empty() && line_numbers(line).any(|number| suspects.contains(&number))
    };
    for line in lines.iter().chain(lines.iter().rev()) {
        if is_suspect(line, &suspects) {
            suspects.extend(line_numbers(line));
        }
    }
    suspects
}

/// So many lines of the same number are compared with a field.
const NEAR: usize = 8;

/// The rows that are fields unchanged: their letters need not be counted.
struct OwnRows<'l> {
    lines: &'l [Line<'l>],
    /// Index of the line behind the last of them.
    next: usize,
    are_own: Vec<bool>,
}

impl<'l> OwnRows<'l> {
    fn new(lines: &'l [Line<'l>]) -> Self {
        Self { lines, next: 0, are_own: vec![false; lines.len()] }
    }

    /// Marks the row that is all of this field and returns true; false if there is none. Fields have to come
    /// in page order.
    fn claim_row(&mut self, field: &FoundField<'_>) -> bool {
        let Some(span) = field.lines else {
            return false;
        };
        let below = &self.lines[self.next..];
        self.next += below.iter().take_while(|line| line.number < span.first).count();
        let same = self.lines[self.next..].iter().take(NEAR).take_while(|line| line.number == span.first);
        let row = same.into_iter().position(|line| is_row_of_field(line, field));
        if let Some(row) = row {
            self.are_own[self.next + row] = true;
            self.next += row + 1;
        }
        row.is_some()
    }
}

/// True for a row whose label is the field's and whose value cell is borrowed as the field's value, or is
/// empty like it.
fn is_row_of_field(line: &Line<'_>, field: &FoundField<'_>) -> bool {
    let LineKind::Row { label, value, .. } = &line.kind else {
        return false;
    };
    let (value, own) = (value.as_deref().unwrap_or_default(), field.value.as_ref());
    *label == field.label && (std::ptr::eq(value, own) || value.is_empty() && own.is_empty())
}

/// How many bytes of letters each line has that no entry has; less where an entry is longer.
struct Balance {
    /// The number of the first line.
    first: u32,
    of_lines: Vec<i64>,
}

impl Balance {
    fn new(lines: &[Line<'_>]) -> Self {
        let (mut first, mut last) = (u32::MAX, 0);
        for line in lines {
            (first, last) = (first.min(line.number), last.max(line.number));
            line.parts.iter().for_each(|(_, number)| (first, last) = (first.min(*number), last.max(*number)));
        }
        Self { first, of_lines: vec![0; (last + 1).saturating_sub(first) as usize] }
    }

    /// Adds to the balance of a line, if the page has that line.
    fn add(&mut self, line: u32, weight: i64) {
        let at = line.checked_sub(self.first).and_then(|at| self.of_lines.get_mut(at as usize));
        if let Some(balance) = at {
            *balance += weight;
        }
    }

    /// Adds the letters of a line, except for a title whose line is even: that is the contents list's, which
    /// is in no entry.
    fn add_line(&mut self, line: &Line<'_>) {
        match &line.kind {
            LineKind::Blank | LineKind::Rule => {}
            // The contents list is in no entry.
            LineKind::Plain { text, .. } if self.is_even(line.number) && form().title(text).is_some() => {}
            LineKind::Plain { text, .. } => self.add(line.number, weight(text)),
            LineKind::Row { label, value, .. } => {
                self.add(line.number, weight(label));
                let parts = value_parts(value.as_deref().unwrap_or_default(), &line.parts, line.number);
                parts.for_each(|(line, words)| self.add(line, weight(words)));
            }
        }
    }

    /// True if the balance of the line is zero so far, or the page does not have that line.
    fn is_even(&self, line: u32) -> bool {
        let at = line.checked_sub(self.first).and_then(|at| self.of_lines.get(at as usize));
        at.is_none_or(|balance| *balance == 0)
    }

    /// Returns the numbers of the lines whose balance is not zero.
    fn uneven_lines(&self) -> impl Iterator<Item = u32> {
        self.of_lines.iter().zip(self.first..).filter(|(balance, _)| **balance != 0).map(|(_, line)| line)
    }
}
