//! The columns of a table with their widths over all rows, and the figures below: kept while the same cases are in
//! another order.

use rayon::prelude::*;
use strum::VariantArray;

use crate::analysis::benchmarks::{lane_texts, means_of};
use crate::analysis::column_error::ColumnError;
use crate::analysis::sheet::{Sheet, SheetRow, USUAL_FOOT};
use crate::analysis::{Aggregate, Column};
use crate::lang::Lang;
use crate::model::CaseSign;
use crate::text::width::{cells, ellipsize, set_ambiguous_wide};
use crate::tui::state::State;
use crate::tui::state::sheet::Foot;

use super::grid::{CellStyle, GridCell, GridColumn, Uniformity, WIDEST, grid_cell, grid_column, uniformity};
use super::sheet_lines::{MeasuredFor, SheetLines};

/// Measures the columns of a table of cases; takes them from `before` where they are the same.
///
/// # Errors
/// For a column that is no column of cases.
pub fn measure_cases(
    state: &State,
    columns: Vec<Column>,
    entries: &[usize],
    before: SheetLines,
) -> Result<SheetLines, ColumnError> {
    let signs = |entry: &usize| {
        let entry = state.catalog.entries.get(*entry);
        CaseSign::VARIANTS.iter().filter(|sign| entry.is_some_and(|entry| entry.has(**sign))).count()
    };
    let sign_width = 2 * entries.iter().map(signs).max().unwrap_or_default();
    let mut wanted = MeasuredFor {
        columns,
        entries: entries.to_vec(),
        catalog_changes: state.catalog_changes,
        sheet: state.sheet.generation,
        ambiguous_wide: state.ambiguous_wide,
        sign_width,
    };
    wanted.entries.sort_unstable();
    if before.measured_for.as_ref() == Some(&wanted) {
        let SheetLines { columns, hidden, foot, measured_for, .. } = before;
        return Ok(SheetLines { columns, hidden, foot, measured_for, ..SheetLines::default() });
    }
    let mut sheet = Sheet::for_figures(&wanted.columns, &state.catalog, entries, state.lang)?;
    let more = [Aggregate::Min, Aggregate::Q1, Aggregate::Q3, Aggregate::Max, Aggregate::Mean];
    let functions = match state.sheet.foot {
        Foot::Short | Foot::Off => USUAL_FOOT.to_vec(),
        Foot::Long => USUAL_FOOT.into_iter().chain(more).collect(),
    };
    sheet.add_foot(&wanted.columns, &functions, state.lang);
    let mut lines = measure(state, &sheet, &wanted.columns);
    if let Some(names) = lines.columns.first_mut() {
        names.width += wanted.sign_width;
    }
    Ok(SheetLines { measured_for: Some(wanted), ..lines })
}

/// Measures the columns of a sheet, leaves out the hidden ones and writes the figures below.
pub fn measure(state: &State, sheet: &Sheet<'_>, columns: &[Column]) -> SheetLines {
    let lang = state.lang;
    let measured: Vec<(GridColumn, Uniformity)> = columns
        .par_iter()
        .enumerate()
        .map(|(at, column)| {
            // Each thread has a setting of its own.
            set_ambiguous_wide(state.ambiguous_wide);
            let wider = state.sheet.widths.iter().find(|(of, _)| of == column).map_or(0, |(_, by)| *by);
            (grid_column(sheet, at, column, wider, lang), uniformity(sheet, at))
        })
        .collect();
    let mut lines = SheetLines::default();
    let mut kept = Vec::new();
    for (at, (column, uniformity)) in measured.into_iter().enumerate() {
        let answer = |column: &GridColumn| {
            let cell = sheet.rows.first().and_then(|row| row.cells.get(at));
            let text = cell.map(|cell| cell.text(column.format, lang)).unwrap_or_default();
            format!("{}={}", column.label, ellipsize(&text, WIDEST))
        };
        match uniformity {
            Uniformity::Blank if at > 0 && (state.sheet.hides_blank || state.sheet.hides_same) => {
                lines.hidden[0].push(column.label);
            }
            Uniformity::Same if at > 0 && state.sheet.hides_same => lines.hidden[1].push(answer(&column)),
            Uniformity::Blank | Uniformity::Same | Uniformity::Different => {
                kept.push(at);
                lines.columns.push(column);
            }
        }
    }
    let figures = |row: &SheetRow<'_>| {
        let cells = kept.iter().zip(&lines.columns);
        let figure = |(at, column)| {
            let cell = grid_cell(row.cells.get::<usize>(at), column, lang);
            // A figure that means nothing is no blank of a page.
            if cell.style == CellStyle::Quiet { GridCell::default() } else { cell }
        };
        cells.map(|(at, column)| figure((*at, column))).collect()
    };
    lines.foot = sheet.foot.iter().map(figures).collect();
    if state.sheet.benchmarks {
        add_benchmarks(&mut lines, sheet, &kept, lang);
    }
    lines
}

/// Adds the lane of national figures below the figures of the pages.
fn add_benchmarks(lines: &mut SheetLines, sheet: &Sheet<'_>, kept: &[usize], lang: Lang) {
    let (means, texts) = (means_of(sheet), lane_texts(sheet, lang));
    for (column, at) in lines.columns.iter_mut().zip(kept) {
        column.benchmark = means.get(*at).copied().flatten();
        column.width = column.width.max(texts.get(*at).map_or(0, |text| cells(text)));
    }
    let cell = |at: &usize| GridCell::new(texts.get(*at).cloned().unwrap_or_default(), CellStyle::Quiet);
    let none = || vec![GridCell::new(lang.text("sheet.no_benchmarks"), CellStyle::Quiet)];
    lines.foot.push(if texts.is_empty() { none() } else { kept.iter().map(cell).collect() });
}
