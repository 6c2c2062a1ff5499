//! A comparison as text: a line a row, the titles of sections between.

use super::sheet_text::align_rows;
use super::table::breaks_row;
use crate::analysis::compare::{ComparedRow, Comparison, RowFilter};
use crate::analysis::other_fields::other_title;
use crate::analysis::sheet::{SheetColumn, SheetRow};
use crate::lang::Lang;
use crate::text::width::cells;
use crate::text::wrap::wrap;

/// The relations to the base are at least so wide, so that they keep their place.
const RELATION_CELLS: usize = 8;
/// The column of the sections, which are titles here.
const SECTIONS: usize = 1;
/// The column of the labels behind that of the signs.
const LABELS: usize = 1;
/// No column that is wrapped is narrower.
const NARROWEST: usize = 16;

/// Returns the lines of the rows that a filter shows: sign, label, a column a case, and how each relates to the
/// base; of a history the files in a second head. Lines are `width` cells wide where that leaves the columns enough
/// room; `usize::MAX` wraps nothing, and nothing is cut.
#[must_use]
pub fn lines(comparison: &Comparison<'_>, filter: RowFilter, width: usize, lang: Lang) -> Vec<String> {
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
    let is_page: Vec<bool> = columns.iter().map(|column| head(column).is_some()).collect();
    let wrapped = wrap_columns(&table, &is_page, width);
    let parts: Vec<usize> = wrapped.iter().map(Vec::len).collect();
    let mut aligned = align_rows(&wrapped.concat(), &numbers, RELATION_CELLS).into_iter();
    let shown: Vec<&ComparedRow<'_>> = comparison.shown(filter).collect();
    let titles = (0..heads).map(|_| None).chain(titles(&comparison.rows, &shown, lang));
    let mut lines = Vec::new();
    for (parts, title) in parts.into_iter().zip(titles) {
        lines.extend(title);
        lines.extend(aligned.by_ref().take(parts));
    }
    lines
}

/// Wraps the labels and the columns of the pages of rows that are too wide; returns the lines of each row.
fn wrap_columns(table: &[Vec<String>], is_page: &[bool], width: usize) -> Vec<Vec<Vec<String>>> {
    let natural: Vec<usize> =
        (0..is_page.len()).map(|at| table.iter().map(|row| cells(&row[at])).max().unwrap_or(0)).collect();
    let gaps = 2 * is_page.len().saturating_sub(1);
    if width == usize::MAX || natural.iter().sum::<usize>() + gaps <= width {
        return table.iter().map(|row| vec![row.clone()]).collect();
    }
    let is_fixed = |at: &usize| *at != LABELS && !is_page[*at];
    let fixed: usize = (0..is_page.len()).filter(is_fixed).map(|at| natural[at].max(RELATION_CELLS)).sum();
    let free = width.saturating_sub(fixed + gaps);
    let label = natural[LABELS].min((free / 4).max(NARROWEST));
    let pages = is_page.iter().filter(|is_page| **is_page).count().max(1);
    let page = (free.saturating_sub(label) / pages).max(NARROWEST);
    let limit = |at: usize| match (is_page[at], at == LABELS) {
        (true, _) => page,
        (false, true) => label,
        (false, false) => usize::MAX,
    };
    let wrap_row = |row: &Vec<String>| {
        let lines = |(at, text): (usize, &String)| -> Vec<String> {
            wrap(text, limit(at)).into_iter().map(|range| text[range].to_owned()).collect()
        };
        let columns: Vec<Vec<String>> = row.iter().enumerate().map(lines).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let line =
            |at: usize| columns.iter().map(|lines| lines.get(at).cloned().unwrap_or_default()).collect();
        (0..height).map(line).collect()
    };
    table.iter().map(wrap_row).collect()
}

/// Returns for each shown row the title before it: that of its section, where another begins and there are several.
fn titles(all: &[ComparedRow<'_>], shown: &[&ComparedRow<'_>], lang: Lang) -> Vec<Option<String>> {
    let is_in_page_order = all.is_sorted_by_key(ComparedRow::section_number);
    let has_several =
        is_in_page_order && all.windows(2).any(|pair| pair[0].section_number() != pair[1].section_number());
    let mut open = None;
    let title = |row: &&ComparedRow<'_>| {
        let number = row.section_number();
        let begins = has_several && open.replace(number) != Some(number);
        match row.section {
            Some(section) if begins => {
                let title = match lang {
                    Lang::Ja => section.title,
                    Lang::En => section.en,
                };
                Some(format!("── {number} {title} ──"))
            }
            None if begins && number > 0 => Some(format!("── {} ──", other_title(lang))),
            Some(_) | None => None,
        }
    };
    shown.iter().map(title).collect()
}
