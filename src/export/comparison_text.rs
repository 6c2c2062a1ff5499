//! A comparison as text: a line a row, the titles of sections between.

use super::sheet_text::align_rows;
use super::table::breaks_row;
use crate::analysis::cell::NOTHING;
use crate::analysis::compare::{ComparedRow, Comparison, RowFilter};
use crate::analysis::relation::Relation;
use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema};

/// The relations to the base are at least so wide, so that they keep their place.
const RELATION_CELLS: usize = 8;

/// Returns the lines of the rows that a filter shows: sign, label, a column a case, and how each relates to the
/// base. Nothing is cut.
#[must_use]
pub fn lines(comparison: &Comparison<'_>, filter: RowFilter, lang: Lang) -> Vec<String> {
    let rows: Vec<&ComparedRow<'_>> = comparison.shown(filter).collect();
    let mut head = vec![String::new(), String::new()];
    let mut numbers = vec![false, false];
    for (at, page) in comparison.pages.iter().enumerate() {
        head.push(page.short_name().into_owned());
        numbers.push(false);
        if at != comparison.base {
            head.push(String::new());
            numbers.push(true);
        }
    }
    let mut table = vec![head];
    table.extend(rows.iter().map(|row| row_texts(row, comparison.base, lang)));
    let mut aligned = align_rows(&table, &numbers, RELATION_CELLS).into_iter();
    let mut lines: Vec<String> = aligned.next().into_iter().collect();
    let titles = titles(&comparison.rows, &rows, lang);
    for (line, title) in aligned.zip(titles) {
        lines.extend(title);
        lines.push(line);
    }
    lines
}

fn row_texts(row: &ComparedRow<'_>, base: usize, lang: Lang) -> Vec<String> {
    let mut texts = vec![row.state.sign().to_owned(), row.label.clone()];
    for (at, cell) in row.cells.iter().enumerate() {
        // A line break would begin a row.
        texts.push(cell.text(NOTHING, lang).replace(breaks_row, " "));
        if at != base {
            texts.push(cell.relation.as_ref().map_or_else(String::new, Relation::text));
        }
    }
    texts
}

/// Returns for each shown row the title before it: that of its section, where another begins and there are several.
fn titles(all: &[ComparedRow<'_>], shown: &[&ComparedRow<'_>], lang: Lang) -> Vec<Option<String>> {
    let id = |row: &ComparedRow<'_>| row.section.map(|section| section.id);
    let is_in_page_order = all.is_sorted_by_key(|row| section_number(row.section));
    let has_several = is_in_page_order && all.windows(2).any(|pair| id(&pair[0]) != id(&pair[1]));
    let mut open = None;
    let title = |row: &&ComparedRow<'_>| {
        let section = row.section.filter(|_| has_several && open != Some(id(row)));
        open = Some(id(row));
        section.map(|section| {
            let title = match lang {
                Lang::Ja => section.title,
                Lang::En => section.en,
            };
            format!("── {} {title} ──", section_number(Some(section)))
        })
    };
    shown.iter().map(title).collect()
}

/// Returns the number of a section in the form, from 1; 0 for none.
fn section_number(section: Option<&SectionSpec>) -> usize {
    let place = section.and_then(|own| schema().sections.iter().position(|spec| spec.id == own.id));
    place.map_or(0, |place| place + 1)
}
