//! The list of all columns that have a name of their own.

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::column_list::all_columns;
use super::distribution::plain_column;
use super::kind::ColumnKind;
use super::sheet::{RowKey, Sheet, SheetRow};
use super::state::AnswerState;
use crate::lang::Lang;

/// Returns every column that has a name of its own: id, label, unit, kind, formula.
#[must_use]
pub fn columns_sheet(lang: Lang) -> Sheet<'static> {
    let text =
        |id: &str, label: &'static str| plain_column(id, lang.text(label).to_owned(), ColumnKind::Text);
    let columns = vec![
        text("id", "analysis.id"),
        text("label", "analysis.label"),
        text("unit", "analysis.unit"),
        text("kind", "analysis.kind"),
        text("formula", "analysis.formula"),
    ];
    let words = |words: String| {
        if words.is_empty() {
            Cell::without_value(AnswerState::Blank)
        } else {
            Cell::new(CellValue::Words(words))
        }
    };
    let row = |column: Column| {
        let heading = column.heading(NumberFormat::Whole, lang);
        let cells = [
            heading.id.clone(),
            heading.label,
            heading.unit.to_owned(),
            heading.kind.name().to_owned(),
            heading.formula.unwrap_or_default(),
        ];
        SheetRow { key: RowKey::Group(heading.id), cells: cells.map(words).to_vec() }
    };
    let rows: Vec<SheetRow<'static>> = all_columns().into_iter().map(row).collect();
    Sheet { cases: rows.len(), columns, rows, foot: Vec::new(), counts: None, summary: None }
}
