//! The rows of a table that are cases of the list, and what is said of the cell under the cursor.

use crate::analysis::Column;
use crate::analysis::calculation::calculation;
use crate::analysis::cell::CellValue;
use crate::analysis::heading::label_with_unit;
use crate::analysis::likeness_base::LikenessBase;
use crate::analysis::similar::{SimilarCase, reason_lines};
use crate::model::{Case, CaseSign, Catalog, effect_of_form};
use crate::text::shown::{BOOKMARK, MARK};
use crate::text::width::ellipsize;
use crate::tui::state::State;
use crate::tui::state::list::Row;

use super::grid::{GridCell, GridColumn, grid_cell};
use super::sheet_lines::SheetLines;

/// Returns the row of a case of the list.
pub fn case_line(state: &State, row: &Row, columns: &[GridColumn]) -> Vec<GridCell> {
    let Some(entry) = row.entry() else { return Vec::new() };
    let cell = |(at, column): (usize, &GridColumn)| {
        let Some(of_cases) = &column.column else { return GridCell::default() };
        let found = of_cases.cell(&state.catalog, entry, state.lang);
        let mut cell = grid_cell(Some(&found), column, state.lang);
        let marks = [(state.is_marked(entry), MARK), (is_bookmarked(&state.catalog, entry), BOOKMARK)];
        for (_, mark) in marks.into_iter().filter(|(is_set, _)| at == 0 && *is_set) {
            cell.text = ellipsize(&format!("{mark} {}", cell.text), column.width).into_owned();
        }
        cell
    };
    columns.iter().enumerate().map(cell).collect()
}

fn is_bookmarked(catalog: &Catalog, entry: usize) -> bool {
    catalog.entries.get(entry).is_some_and(|entry| entry.has(CaseSign::Bookmark))
}

/// Returns what the cell under the cursor says in full, and where that comes from.
pub fn describe_cursor(state: &State, lines: &SheetLines) -> (String, String) {
    let lang = state.lang;
    if let Some(own) = &lines.own {
        let Some(row) = own.rows.get(state.sheet.rows.selected) else { return Default::default() };
        let source = row.sources.get(state.sheet.cursor).or(row.sources.first());
        return (row.note.clone(), source.or(row.clause.as_ref()).cloned().unwrap_or_default());
    }
    let Some(column) = lines.columns.get(state.sheet.cursor) else { return Default::default() };
    let label = label_with_unit(&column.label, column.unit, lang);
    let Some((entry, case)) = state.open_case() else { return (label, String::new()) };
    let Some(of_cases) = &column.column else { return (label, String::new()) };
    if let Column::Likeness(base) = of_cases {
        return (likeness_words(state, entry, case, base), String::new());
    }
    let cell = of_cases.cell(&state.catalog, entry, lang);
    let mut text = cell.text(column.format, lang).replace(['\n', '\r'], " ");
    if let (Column::Effect(at), CellValue::Mark { misread: true, .. }) = (of_cases, &cell.value) {
        let items = case.field("effects").map_or(&[][..], |field| field.value.effects());
        let item = effect_of_form(items, *at);
        let words = item.map(|item| item.text.as_str()).unwrap_or_default();
        text = lang.fill("sheet.misread", &[("text", &text), ("words", &words)]);
    }
    if cell.value == CellValue::None {
        text = cell.state.label(lang).to_owned();
    }
    let note = match column.benchmark {
        Some(mean) => mean.line(&of_cases.heading(column.format, lang), column.format, cell.number(), lang),
        None => lang.fill("sheet.note", &[("label", &label), ("text", &text)]),
    };
    let source = match calculation(of_cases, case, lang) {
        Some(words) => format!("= {words}"),
        None => cell.place().unwrap_or_default(),
    };
    (note, source)
}

/// Returns why a case is as alike to a base as it is.
fn likeness_words(state: &State, entry: usize, case: &Case, base: &LikenessBase) -> String {
    let similar = SimilarCase { entry, likeness: base.compare(case) };
    let reasons = reason_lines(&base.profile, &similar, &state.catalog, state.lang);
    let reasons: Vec<String> =
        reasons.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    reasons.join(" · ")
}
