//! Where a file is from: the pages with their files, and what made it.

use strum::VariantArray;
use time::Date;

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::distribution::plain_column;
use super::kind::ColumnKind;
use super::page_fact::{PageFact, SourcePart};
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use crate::lang::Lang;
use crate::model::{CasePage, PageDate};
use crate::search::place::HeadPart;

/// What made a file: the program with its version, the command line, the query.
#[derive(Debug, Clone)]
pub struct MadeBy {
    /// The program with its version.
    pub generator: String,
    /// The command line.
    pub command: String,
    /// The query.
    pub query: String,
}

/// Returns a row for each page, with what made the file in each; without pages, one row with that alone.
#[must_use]
pub fn sources_sheet<'a>(pages: &[CasePage<'a>], made_by: &MadeBy, lang: Lang) -> Sheet<'a> {
    let names = [HeadPart::Id, HeadPart::Name, HeadPart::Url].map(Column::Head);
    let source = SourcePart::VARIANTS.iter().map(|part| Column::Fact(PageFact::Source(*part)));
    let columns: Vec<Column> = names.into_iter().chain(source).filter(|_| !pages.is_empty()).collect();
    let head = |column: &Column| SheetColumn {
        heading: column.heading(NumberFormat::Whole, lang),
        format: NumberFormat::Whole,
    };
    let text =
        |id: &str, label: &'static str| plain_column(id, lang.text(label).to_owned(), ColumnKind::Text);
    let made = [
        text("generator", "analysis.generator"),
        text("command", "analysis.command"),
        text("query", "analysis.query"),
    ];
    let made_cells = || {
        let words = [&made_by.generator, &made_by.command, &made_by.query].map(String::clone);
        words.map(|words| Cell::from_value((!words.is_empty()).then_some(CellValue::Words(words))))
    };
    let of_page = |page: &CasePage<'a>| SheetRow {
        key: RowKey::Case(page.case.id.clone()),
        cells: columns.iter().map(|column| column.cell_of_page(*page, lang)).chain(made_cells()).collect(),
    };
    let alone =
        SheetRow { key: RowKey::Group(made_by.generator.clone(), None), cells: made_cells().to_vec() };
    let rows: Vec<SheetRow<'a>> =
        if pages.is_empty() { vec![alone] } else { pages.iter().map(of_page).collect() };
    let columns = columns.iter().map(head).chain(made).collect();
    Sheet { columns, cases: rows.len(), rows, foot: Vec::new(), counts: None, summary: None }
}

/// Returns the day of the newest page.
#[must_use]
pub fn newest_day(pages: &[CasePage<'_>]) -> Option<Date> {
    pages.iter().filter_map(|page| PageDate::of_page(page.case)).map(|date| date.date).max()
}

/// Returns year, month and day, if a spreadsheet knows the day.
#[must_use]
pub fn spreadsheet_day(day: Date) -> Option<(u16, u8, u8)> {
    let year = u16::try_from(day.year()).ok().filter(|year| (1900..10_000).contains(year))?;
    Some((year, day.month().into(), day.day()))
}
