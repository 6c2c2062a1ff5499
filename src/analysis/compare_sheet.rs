//! A comparison as a sheet, for files and for Markdown.

use super::cell::{Cell, CellValue, NOTHING};
use super::compare::{Beside, ComparedRow, Comparison, PageHead, RowFilter};
use super::compared_cell::{ComparedCell, ComparedWords};
use super::distribution::plain_column;
use super::history::course;
use super::kind::ColumnKind;
use super::relation::Relation;
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use crate::lang::Lang;

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
        for (at, head) in self.heads.iter().enumerate() {
            columns.push(plain_column(&head.id, head.label.clone(), ColumnKind::Text));
            if at != self.base {
                columns.extend(self.relation_columns(head, lang));
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
    /// how it relates to the base; of a history one for the course.
    #[must_use]
    pub fn readers_sheet(&self, filter: RowFilter, lang: Lang) -> Sheet<'a> {
        let text = |id: &str, label: String| plain_column(id, label, ColumnKind::Text);
        let mut columns = vec![
            text("section", lang.text("compare.section").to_owned()),
            text("state", String::new()),
            text("label", lang.text("analysis.field").to_owned()),
        ];
        for (at, head) in self.heads.iter().enumerate() {
            columns.push(text(&head.id, head.label.clone()));
            if self.beside == Beside::Relations && at != self.base {
                let relation = lang.text("compare.relation").to_owned();
                columns.push(plain_column("ratio", relation, ColumnKind::Ratio));
            }
        }
        if self.beside == Beside::Course {
            columns.push(text("course", lang.text("compare.course").to_owned()));
        }
        self.sheet_with(columns, self.shown(filter).map(|row| self.readers_row(row, lang)).collect())
    }

    fn readers_row(&self, row: &ComparedRow<'a>, lang: Lang) -> SheetRow<'a> {
        let words = |words: String| Cell::new(CellValue::Words(words));
        let section = row.section.map_or("", |section| match lang {
            Lang::Ja => section.short,
            Lang::En => section.en,
        });
        let mut cells =
            vec![words(section.to_owned()), words(row.state.sign().to_owned()), words(row.label.clone())];
        for (at, cell) in row.cells.iter().enumerate() {
            cells.push(words(cell.text(NOTHING, lang)));
            if self.beside == Beside::Relations && at != self.base {
                cells.push(words(cell.relation.as_ref().map_or_else(String::new, Relation::text)));
            }
        }
        if self.beside == Beside::Course {
            cells.push(words(course(row).unwrap_or_default()));
        }
        SheetRow { key: RowKey::Field(row.heading.id.clone()), cells }
    }

    fn sheet_with(&self, columns: Vec<SheetColumn>, rows: Vec<SheetRow<'a>>) -> Sheet<'a> {
        Sheet { columns, rows, foot: Vec::new(), cases: self.pages.len(), counts: None, summary: None }
    }

    fn relation_columns(&self, PageHead { id, label, .. }: &PageHead, lang: Lang) -> [SheetColumn; 2] {
        let base = self.heads.get(self.base).map_or("", |head| &head.label);
        let names: [(&str, &dyn std::fmt::Display); 2] = [("name", label), ("base", &base)];
        let ratio = lang.fill("compare.ratio", &names);
        let difference = lang.fill("compare.difference", &names);
        [
            plain_column(&format!("{id}_ratio"), ratio, ColumnKind::Ratio),
            plain_column(&format!("{id}_difference"), difference, ColumnKind::Ratio),
        ]
    }
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
