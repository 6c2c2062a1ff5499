//! The list of all columns that have a name of their own.

use super::cell::{Cell, CellValue, NumberFormat};
use super::column_list::all_columns;
use super::distribution::plain_column;
use super::heading::Heading;
use super::kind::ColumnKind;
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use super::state::AnswerState;
use crate::lang::Lang;

/// Returns every column that has a name of its own: id, label, unit, kind, formula.
#[must_use]
pub fn columns_sheet(lang: Lang) -> Sheet<'static> {
    let headings = all_columns().into_iter().map(|column| column.heading(NumberFormat::Whole, lang));
    let mut sheet = headings_sheet(headings, lang);
    // The form's sections and English names are those of jirei fields.
    let is_own = |column: &SheetColumn| !matches!(column.heading.id.as_str(), "section" | "english");
    let own: Vec<bool> = sheet.columns.iter().map(is_own).collect();
    sheet.columns.retain(is_own);
    for row in &mut sheet.rows {
        let mut own = own.iter();
        row.cells.retain(|_| own.next().is_some_and(|own| *own));
    }
    sheet
}

/// Returns what heads say: id, label, section, unit, kind, formula, English.
pub fn headings_sheet(headings: impl Iterator<Item = Heading>, lang: Lang) -> Sheet<'static> {
    let text =
        |id: &str, label: &'static str| plain_column(id, lang.text(label).to_owned(), ColumnKind::Text);
    let columns = vec![
        text("id", "analysis.id"),
        text("label", "analysis.label"),
        text("section", "analysis.long_section"),
        text("unit", "analysis.unit"),
        text("kind", "analysis.kind"),
        text("formula", "analysis.formula"),
        text("english", "analysis.english"),
    ];
    let words = |words: String| {
        if words.is_empty() {
            Cell::without_value(AnswerState::Blank)
        } else {
            Cell::new(CellValue::Words(words))
        }
    };
    let row = |heading: Heading| {
        let cells = [
            heading.id.clone(),
            heading.label,
            heading.section.to_owned(),
            heading.base_unit.to_owned(),
            heading.kind.name().to_owned(),
            heading.formula.unwrap_or_default(),
            heading.english,
        ];
        SheetRow { key: RowKey::Group(heading.id, None), cells: cells.map(words).to_vec() }
    };
    let rows: Vec<SheetRow<'static>> = headings.map(row).collect();
    Sheet { cases: rows.len(), columns, rows, foot: Vec::new(), counts: None, summary: None }
}
