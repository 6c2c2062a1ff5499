//! A comparison as a sheet, for files and for Markdown.

use super::cell::{Cell, CellValue, NOTHING};
use super::compare::{ComparedRow, Comparison, RowFilter};
use super::compared_cell::{ComparedCell, ComparedWords};
use super::distribution::plain_column;
use super::kind::ColumnKind;
use super::relation::Relation;
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use crate::lang::Lang;
use crate::model::Case;

impl<'a> Comparison<'a> {
    /// Returns the rows that a filter shows as data: section, field, label and state, a column a case, and two for
    /// how it relates to the base.
    #[must_use]
    pub fn data_sheet(&self, filter: RowFilter, lang: Lang) -> Sheet<'a> {
        let text =
            |id: &str, label: &'static str| plain_column(id, lang.text(label).to_owned(), ColumnKind::Text);
        let mut columns = vec![
            text("section", "compare.section"),
            text("field", "analysis.field"),
            text("label", "analysis.label"),
            text("state", "compare.state"),
        ];
        let ids = unique_ids(&self.pages);
        for (at, (page, id)) in self.pages.iter().zip(&ids).enumerate() {
            columns.push(plain_column(id, page.short_name().into_owned(), ColumnKind::Text));
            if at != self.base {
                columns.extend(self.relation_columns(page, id, lang));
            }
        }
        let row = |row: &ComparedRow<'a>| {
            let words = |words: &str| Cell::new(CellValue::Words(words.to_owned()));
            let section = row.section.map(|section| CellValue::Words(section.id.to_owned()));
            let mut cells = vec![
                Cell::from_value(section),
                words(&row.heading.id),
                words(&row.label),
                words(row.state.id()),
            ];
            for (at, cell) in row.cells.iter().enumerate() {
                cells.push(data_cell(cell, lang));
                if at != self.base {
                    cells.extend(relation_cells(cell.relation));
                }
            }
            SheetRow { key: RowKey::Field(row.heading.id.clone()), cells }
        };
        self.sheet_with(columns, self.shown(filter).map(row).collect())
    }

    /// Returns the rows that a filter shows as they are read: short title, sign, label, a column a case, and one for
    /// how it relates to the base.
    #[must_use]
    pub fn readers_sheet(&self, filter: RowFilter, lang: Lang) -> Sheet<'a> {
        let text = |id: &str, label: String| plain_column(id, label, ColumnKind::Text);
        let mut columns = vec![
            text("section", lang.text("compare.section").to_owned()),
            text("state", String::new()),
            text("label", lang.text("analysis.field").to_owned()),
        ];
        for (at, page) in self.pages.iter().enumerate() {
            columns.push(text(&page.id, page.short_name().into_owned()));
            if at != self.base {
                columns.push(plain_column(
                    "ratio",
                    lang.text("compare.relation").to_owned(),
                    ColumnKind::Ratio,
                ));
            }
        }
        let row = |row: &ComparedRow<'a>| {
            let words = |words: String| Cell::new(CellValue::Words(words));
            let section = row.section.map_or("", |section| match lang {
                Lang::Ja => section.short,
                Lang::En => section.en,
            });
            let mut cells =
                vec![words(section.to_owned()), words(row.state.sign().to_owned()), words(row.label.clone())];
            for (at, cell) in row.cells.iter().enumerate() {
                cells.push(words(cell.text(NOTHING, lang)));
                if at != self.base {
                    cells.push(words(cell.relation.as_ref().map_or_else(String::new, Relation::text)));
                }
            }
            SheetRow { key: RowKey::Field(row.heading.id.clone()), cells }
        };
        self.sheet_with(columns, self.shown(filter).map(row).collect())
    }

    fn sheet_with(&self, columns: Vec<SheetColumn>, rows: Vec<SheetRow<'a>>) -> Sheet<'a> {
        Sheet { columns, rows, foot: Vec::new(), cases: self.pages.len(), counts: None, summary: None }
    }

    fn relation_columns(&self, page: &Case, id: &str, lang: Lang) -> [SheetColumn; 2] {
        let base = self.pages.get(self.base).map(|page| page.short_name()).unwrap_or_default();
        let names: [(&str, &dyn std::fmt::Display); 2] = [("name", &page.short_name()), ("base", &base)];
        let ratio = lang.fill("compare.ratio", &names);
        let difference = lang.fill("compare.difference", &names);
        [
            plain_column(&format!("{id}_ratio"), ratio, ColumnKind::Ratio),
            plain_column(&format!("{id}_difference"), difference, ColumnKind::Ratio),
        ]
    }
}

/// Returns the ids of the pages, each once.
fn unique_ids(pages: &[&Case]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for page in pages {
        let before = ids.len();
        let is_taken = |id: &String| ids[..before].contains(id);
        let mut id = page.id.clone();
        if is_taken(&id) {
            let numbered = (2..).map(|number| format!("{}_{number}", page.id));
            id = numbered.into_iter().find(|id| !is_taken(id)).unwrap_or_default();
        }
        ids.push(id);
    }
    ids
}

/// Returns a cell for a file: its value, and the words that are shown for it.
fn data_cell<'a>(cell: &ComparedCell<'a>, lang: Lang) -> Cell<'a> {
    if cell.words == ComparedWords::None {
        return cell.cell.clone();
    }
    let value = CellValue::Shown(Box::new(cell.cell.value.clone()), cell.text(NOTHING, lang));
    Cell { value, ..cell.cell.clone() }
}

/// Returns the ratio and the difference to the base.
fn relation_cells<'a>(relation: Option<Relation>) -> [Cell<'a>; 2] {
    let shown = |figure: Option<f64>, text: Option<String>| {
        let value = figure.zip(text);
        Cell::from_value(
            value.map(|(figure, text)| CellValue::Shown(Box::new(CellValue::Figure(figure)), text)),
        )
    };
    let relation = relation.as_ref();
    [
        shown(relation.and_then(Relation::ratio_figure), relation.and_then(Relation::ratio)),
        shown(relation.map(Relation::difference_figure), relation.map(Relation::difference)),
    ]
}
