//! A comparison as text: a line a row, the titles of sections between.

use super::sheet_text::align_rows;
use super::table::breaks_row;
use crate::analysis::compare::{ComparedRow, Comparison, RowFilter};
use crate::analysis::sheet::{SheetColumn, SheetRow};
use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema};

/// The relations to the base are at least so wide, so that they keep their place.
const RELATION_CELLS: usize = 8;
/// The column of the sections, which are titles here.
const SECTIONS: usize = 1;

/// Returns the lines of the rows that a filter shows: sign, label, a column a case, and how each relates to the
/// base; of a history the files in a second head. Nothing is cut.
#[must_use]
pub fn lines(comparison: &Comparison<'_>, filter: RowFilter, lang: Lang) -> Vec<String> {
    let sheet = comparison.readers_sheet(filter, lang);
    let columns = &sheet.columns[SECTIONS..];
    let numbers: Vec<bool> = columns.iter().map(|column| column.heading.kind.is_number()).collect();
    // Only the cases have a head.
    let head = |column: &SheetColumn| comparison.heads.iter().find(|head| head.id == column.heading.id);
    let label = |column: &SheetColumn| head(column).map_or_else(String::new, |head| head.label.clone());
    let place = |column: &SheetColumn| head(column).and_then(|head| head.place.clone()).unwrap_or_default();
    let mut table = vec![columns.iter().map(label).collect::<Vec<String>>()];
    let places: Vec<String> = columns.iter().map(place).collect();
    if places.iter().any(|place| !place.is_empty()) {
        table.push(places);
    }
    let heads = table.len();
    let texts = |row: &SheetRow<'_>| {
        let cells = row.cells[SECTIONS..].iter().zip(columns);
        // A line break would begin a row.
        cells.map(|(cell, column)| cell.text(column.format, lang).replace(breaks_row, " ")).collect()
    };
    table.extend(sheet.rows.iter().map(texts));
    let mut aligned = align_rows(&table, &numbers, RELATION_CELLS).into_iter();
    let mut lines: Vec<String> = aligned.by_ref().take(heads).collect();
    let shown: Vec<&ComparedRow<'_>> = comparison.shown(filter).collect();
    for (line, title) in aligned.zip(titles(&comparison.rows, &shown, lang)) {
        lines.extend(title);
        lines.push(line);
    }
    lines
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
