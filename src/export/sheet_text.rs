//! A sheet as aligned text, and as a Markdown table.

use super::table::breaks_row;
use crate::analysis::cell::Cell;
use crate::analysis::heading::label_with_unit;
use crate::analysis::sheet::{Sheet, SheetColumn, SheetRow};
use crate::lang::Lang;
use crate::text::width::{cells, pad, pad_left};

/// Cells between two columns.
const GAP: &str = "  ";
/// The rule above a lane.
const LANE_RULE: &str = "╌";

/// Returns the lines of a sheet: two for the heads, one a row; numbers stand at the right. Nothing is cut.
#[must_use]
pub fn lines(sheet: &Sheet<'_>, lang: Lang) -> Vec<String> {
    lines_with_lane(sheet, Vec::new(), lang)
}

/// Returns the lines of a sheet with a lane of its own below a rule, unless that is empty.
#[must_use]
pub fn lines_with_lane(sheet: &Sheet<'_>, lane: Vec<String>, lang: Lang) -> Vec<String> {
    let labels = sheet.columns.iter().map(|column| column.heading.label.clone()).collect();
    let units: Vec<String> = sheet.columns.iter().map(|column| column.heading.unit.to_owned()).collect();
    let mut table: Vec<Vec<String>> = vec![labels];
    if units.iter().any(|unit| !unit.is_empty()) {
        table.push(units);
    }
    table.extend(sheet.rows.iter().chain(&sheet.foot).map(|row| row_texts(row, &sheet.columns, lang)));
    let has_lane = !lane.is_empty();
    table.extend(has_lane.then_some(lane));
    let numbers: Vec<bool> = sheet.columns.iter().map(|column| column.heading.kind.is_number()).collect();
    let mut lines = align_rows(&table, &numbers, 0);
    if has_lane {
        let width = lines.iter().map(|line| cells(line)).max().unwrap_or(0);
        lines.insert(lines.len() - 1, LANE_RULE.repeat(width));
    }
    lines
}

/// Returns rows as lines whose columns begin at the same cells; those of `numbers` stand at the right and are at least
/// `narrowest` cells wide.
pub(super) fn align_rows(table: &[Vec<String>], numbers: &[bool], narrowest: usize) -> Vec<String> {
    let widest = |at: usize| table.iter().filter_map(|row| row.get(at)).map(|text| cells(text)).max();
    let width =
        |(at, is_number): (usize, &bool)| widest(at).unwrap_or(0).max(if *is_number { narrowest } else { 0 });
    let widths: Vec<usize> = numbers.iter().enumerate().map(width).collect();
    let line = |row: &Vec<String>| {
        let padded = row.iter().zip(numbers).zip(&widths).map(|((text, is_number), width)| {
            if *is_number { pad_left(text, *width) } else { pad(text, *width) }
        });
        padded.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    table.iter().map(line).collect()
}

/// Returns the lines of a sheet as a Markdown table, units in the heads.
#[must_use]
pub fn markdown_lines(sheet: &Sheet<'_>, lang: Lang) -> Vec<String> {
    let row = |texts: Vec<String>| {
        let escaped = texts.iter().map(|text| super::markdown::escape(text));
        // In a cell, a sign of equality underlines no heading.
        let cells =
            escaped.map(|text| text.strip_prefix("\\=").map_or(text.clone(), |rest| format!("={rest}")));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let head = sheet
        .columns
        .iter()
        .map(|column| label_with_unit(&column.heading.label, column.heading.unit, lang))
        .collect();
    let rule = |column: &SheetColumn| if column.heading.kind.is_number() { "---:" } else { "---" };
    let rules: Vec<&str> = sheet.columns.iter().map(rule).collect();
    let rows = sheet.rows.iter().chain(&sheet.foot).map(|each| row(row_texts(each, &sheet.columns, lang)));
    [row(head), format!("| {} |", rules.join(" | "))].into_iter().chain(rows).collect()
}

fn row_texts(row: &SheetRow<'_>, columns: &[SheetColumn], lang: Lang) -> Vec<String> {
    // A line break would begin a row.
    let text =
        |(cell, column): (&Cell<'_>, &SheetColumn)| cell.text(column.format, lang).replace(breaks_row, " ");
    row.cells.iter().zip(columns).map(text).collect()
}
