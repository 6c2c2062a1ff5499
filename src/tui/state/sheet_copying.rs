//! What can be copied out of a table, and as what: the cell, the row, the column, the table as it is shown, and the
//! command that makes it.

use strum::VariantArray;

use crate::analysis::cell::CellValue;
use crate::analysis::column_text::columns_text;
use crate::analysis::compare::RowFilter;
use crate::analysis::grid::Grid;
use crate::analysis::prefecture_map::figure_column;
use crate::analysis::sheet::Sheet;
#[cfg(feature = "xlsx")]
use crate::analysis::sources::MadeBy;
use crate::analysis::view::{SheetStyle, View, ViewTexts};
use crate::analysis::{Aggregate, Column};
use crate::export::csv::{self, CsvStyle};
use crate::export::grid::Heads;
#[cfg(feature = "xlsx")]
use crate::export::{
    grid::{FileFacts, NamedGrid},
    json::generator,
    xlsx,
};
use crate::export::{sheet_json, sheet_text, tsv};
use crate::lang::Lang;
use crate::search::Query;
use crate::search::query::{Drawing, ViewKind, with_view, without_view};
use crate::tui::effect::{NewFile, Parcel};
use crate::tui::scene::map;
use crate::tui::scene::sheet_lines::SheetLines;

use super::State;
use super::popup_item::PopupItem;
use super::span_line::{SpanLine, WordStyle, indented};

/// What is copied out of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum SheetPart {
    /// The cell under the cursor: the page's words, or the figure with its unit.
    Cell,
    /// The row, for a spreadsheet.
    Row,
    /// The column, a line a row.
    Column,
    /// The table, for pasting into a spreadsheet.
    Tsv,
    /// The table, as a file of a spreadsheet.
    Csv,
    /// The table as a workbook, which is always a file.
    Workbook,
    /// The table in Markdown.
    Markdown,
    /// The table in JSON.
    Json,
    /// The table as text.
    Text,
    /// The command that makes the table.
    Command,
}

impl SheetPart {
    /// Returns the id of its label in `labels.toml`.
    #[must_use]
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Cell => "sheet.copy_cell",
            Self::Row => "sheet.copy_row",
            Self::Column => "sheet.copy_column",
            Self::Tsv => "sheet.copy_tsv",
            Self::Csv => "sheet.copy_csv",
            Self::Workbook => "sheet.copy_workbook",
            Self::Markdown => "sheet.copy_markdown",
            Self::Json => "sheet.copy_json",
            Self::Text => "sheet.copy_text",
            Self::Command => "sheet.copy_command",
        }
    }

    /// Returns the ending of a file with it.
    fn ending(self) -> &'static str {
        match self {
            Self::Row | Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Cell | Self::Column | Self::Text => "txt",
            Self::Command => "sh",
        }
    }
}

/// Returns what can be copied, in the order of the popup.
pub fn parts() -> impl Iterator<Item = SheetPart> {
    let is_there = |part: &SheetPart| *part != SheetPart::Workbook || cfg!(feature = "xlsx");
    SheetPart::VARIANTS.iter().copied().filter(is_there)
}

/// Returns the items of the copy popup of a table.
#[must_use]
pub fn items(state: &State) -> Vec<PopupItem> {
    let heading = SpanLine::from_text(state.lang.text("sheet.copy_heading"), WordStyle::Strong);
    let choice = |(at, part): (usize, SheetPart)| {
        // The tenth has the key 0.
        let words = format!("{} {}", (at + 1) % 10, state.lang.text(part.label_id()));
        PopupItem { number: Some(at + 1), ..PopupItem::choice(vec![indented(&words)]) }
    };
    let choices = parts().enumerate().map(choice);
    [PopupItem::heading(heading)].into_iter().chain(choices).collect()
}

/// Returns a part of the table that is on the screen; `None` where there is none.
#[must_use]
pub fn parcel(state: &State, lines: &SheetLines, part: SheetPart) -> Option<Parcel> {
    let mut sheet = shown_sheet(state, lines)?;
    let row = lines.own_count().map_or(state.list.selected(), |_| state.sheet.rows.selected);
    let at = sheet_column(state);
    let text = match part {
        SheetPart::Cell if lines.own_count().is_some() => lines.own_row(row)?.note.clone(),
        SheetPart::Cell => cell_text(&sheet, row, at, state)?,
        SheetPart::Column => {
            let texts = (0..sheet.rows.len()).filter_map(|row| cell_text(&sheet, row, at, state));
            texts.collect::<Vec<_>>().join("\n")
        }
        SheetPart::Row => {
            sheet.rows = sheet.rows.get(row..=row)?.to_vec();
            tsv_text(&sheet, state.lang)?
        }
        SheetPart::Tsv => tsv_text(&sheet, state.lang)?,
        SheetPart::Csv => csv_text(&sheet, state.lang)?,
        SheetPart::Json => {
            written(|out| sheet_json::write_document(&sheet, &state.search.query, state.lang, out))?
        }
        SheetPart::Markdown => markdown_text(&sheet, state.lang),
        SheetPart::Text => joined(sheet_text::lines(&sheet, state.lang)),
        SheetPart::Command => command(state, lines),
        SheetPart::Workbook => return None,
    };
    let what = state.lang.text(part.label_id()).to_owned();
    let parcel = Parcel { text, what, file: format!("table.{}", part.ending()) };
    Some(parcel).filter(|parcel| !parcel.text.is_empty())
}

/// Returns the table that is on the screen as an Excel workbook; `None` where there is none.
#[cfg(feature = "xlsx")]
#[must_use]
pub fn workbook(state: &State, lines: &SheetLines) -> Option<NewFile> {
    let (lang, entries) = (state.lang, state.sheet_entries());
    let sheet = shown_sheet(state, lines)?;
    let pages = state.catalog.newest_pages(&entries);
    let made_by = MadeBy {
        generator: generator(),
        command: command(state, lines),
        query: state.search.text().to_owned(),
    };
    let grid = NamedGrid::new(lang.text("cli.sheet-table"), Grid::of_sheet(&sheet));
    let mut bytes = Vec::new();
    xlsx::write(&[grid], &FileFacts { made_by, pages: &pages }, lang, &mut bytes).ok()?;
    let part = SheetPart::Workbook;
    let what = lang.text(part.label_id()).to_owned();
    Some(NewFile { bytes, letters: None, what, name: format!("table.{}", part.ending()) })
}

/// Without the feature there are no workbooks.
#[cfg(not(feature = "xlsx"))]
#[must_use]
pub fn workbook(_: &State, _: &SheetLines) -> Option<NewFile> {
    None
}

/// Returns what is on the screen as a sheet: these rows in this order, these columns; `None` where that is an error.
fn shown_sheet<'s>(state: &'s State, lines: &SheetLines) -> Option<Sheet<'s>> {
    if lines.problem.is_some() {
        return None;
    }
    let (lang, entries) = (state.lang, state.sheet_entries());
    match state.drawing() {
        Drawing::List | Drawing::Table if lines.own_count().is_some() => {
            state.search.view.sheet(&state.catalog, entries, SheetStyle::default(), lang).ok()
        }
        Drawing::List | Drawing::Table => {
            Sheet::of_cases(&columns_of_cases(lines), &state.catalog, &entries, lang).ok()
        }
        Drawing::Comparison => Some(state.comparison().ok()?.readers_sheet(state.row_filter(), lang)),
        Drawing::History => Some(state.page_history()?.readers_sheet(state.row_filter(), lang)),
        Drawing::Distribution => Some(state.distribution().ok()?.sheet(lang)),
        Drawing::Charts => Some(state.chart()?.distribution?.sheet(lang)),
        Drawing::Map => {
            let columns = map_columns(state);
            let by_prefecture =
                ViewTexts { groups: Some(PREFECTURES), columns: columns.as_deref(), sort: None };
            let view = View::parse(&Query::default(), by_prefecture).ok()?;
            view.sheet(&state.catalog, state.counted_entries(), SheetStyle::default(), lang).ok()
        }
    }
}

/// The column whose groups are the tiles of the map.
const PREFECTURES: &str = "県";

/// Returns the columns of the table that says what the map shows; `None` for the usual ones of groups.
fn map_columns(state: &State) -> Option<String> {
    let figure = figure_column(Some(&map::figure(state)?), state.lang).ok()?;
    let count = Column::Aggregate { function: Aggregate::Count, of: None };
    Some([count.text()?, figure.text()?].join(","))
}

fn columns_of_cases(lines: &SheetLines) -> Vec<Column> {
    lines.columns.iter().filter_map(|column| column.column.clone()).collect()
}

/// Returns the index of the column under the cursor among those of the sheet.
fn sheet_column(state: &State) -> usize {
    match state.drawing() {
        // Section and state stand before the label.
        Drawing::Comparison | Drawing::History => state.sheet.cursor + 2,
        Drawing::List | Drawing::Table | Drawing::Distribution | Drawing::Charts | Drawing::Map => {
            state.sheet.cursor
        }
    }
}

/// Returns a sheet for pasting into a spreadsheet, with labels above.
pub(super) fn tsv_text(sheet: &Sheet<'_>, lang: Lang) -> Option<String> {
    written(|out| tsv::write_grid(&Grid::of_sheet(sheet), Heads::Labels(lang), out).map(drop))
}

/// Returns a sheet as the file of a spreadsheet, with labels above.
pub(super) fn csv_text(sheet: &Sheet<'_>, lang: Lang) -> Option<String> {
    let style = CsvStyle::default();
    written(|out| csv::write_grid(&Grid::of_sheet(sheet), Heads::Labels(lang), style, out).map(drop))
}

/// Returns a sheet as a table in Markdown.
pub(super) fn markdown_text(sheet: &Sheet<'_>, lang: Lang) -> String {
    joined(sheet_text::markdown_lines(sheet, lang))
}

fn joined(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| line + "\n").collect()
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Option<String> {
    let mut bytes = Vec::new();
    write(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}

/// Returns the words of a cell as the page has them; a figure with its unit.
fn cell_text(sheet: &Sheet<'_>, row: usize, at: usize, state: &State) -> Option<String> {
    let (cell, column) = (sheet.rows.get(row)?.cells.get(at)?, sheet.columns.get(at)?);
    if cell.value == CellValue::None {
        return Some(String::new());
    }
    let text = cell.text(column.format, state.lang);
    let gap = if state.lang == Lang::En { " " } else { "" };
    let unit = column.heading.unit;
    Some(if cell.number().is_some() && !unit.is_empty() {
        format!("{text}{gap}{unit}")
    } else {
        text.into_owned()
    })
}

/// Returns the command that makes what is on the screen.
fn command(state: &State, lines: &SheetLines) -> String {
    let clause = |kind| state.search.query.view_text(kind).map(str::to_owned);
    let mut words: Vec<String> = Vec::new();
    let mut filter = without_view(&state.counted_text(), &ViewKind::ALL);
    let mut options: Vec<(&str, Option<String>)> = Vec::new();
    match state.drawing() {
        Drawing::List | Drawing::Table => {
            words.push("jirei table".to_owned());
            // The order of likeness is no option.
            if let Some(name) = clause(ViewKind::Near) {
                filter = with_view(&filter, ViewKind::Near, &name);
            }
            let columns = columns_of_cases(lines);
            let list = columns_text(&columns, &state.catalog, &state.sheet_entries());
            let list = if lines.own_count().is_some() { clause(ViewKind::Columns) } else { Some(list) };
            options.push(("--columns", list.filter(|list| !list.is_empty())));
            options.push(("--sort", clause(ViewKind::Sort)));
            options.push(("--by", clause(ViewKind::Groups)));
        }
        Drawing::Comparison => {
            words.push("jirei compare".to_owned());
            let entries = state.compared_entries();
            let cases = entries.iter().filter_map(|entry| state.catalog.case(*entry));
            words.extend(cases.map(|case| quoted(&case.id)));
            options.push(("--columns", clause(ViewKind::Columns)));
            let only = match state.row_filter() {
                RowFilter::All => None,
                RowFilter::Different => Some("different".to_owned()),
                RowFilter::Partial => Some("partial".to_owned()),
            };
            options.push(("--only", only));
            filter.clear();
        }
        Drawing::History => {
            words.push("jirei history".to_owned());
            words.extend(state.open_case().map(|(_, case)| quoted(&case.id)));
            options.push(("--only", state.sheet.shows_unchanged.then(|| "all".to_owned())));
            filter.clear();
        }
        Drawing::Distribution => {
            words.push("jirei stats".to_owned());
            words.extend(clause(ViewKind::Columns).map(|name| quoted(&name)));
        }
        Drawing::Charts => words.push("jirei stats --charts".to_owned()),
        Drawing::Map => {
            words.push("jirei table".to_owned());
            options.push(("--by", Some(PREFECTURES.to_owned())));
            options.push(("--columns", map_columns(state)));
        }
    }
    let filter = filter.trim().to_owned();
    words.extend(
        Some(filter).filter(|filter| !filter.is_empty()).map(|filter| format!("-q {}", quoted(&filter))),
    );
    // An order that begins with a minus is no option.
    let option =
        |(name, value): (&str, Option<String>)| value.map(|value| format!("{name}={}", quoted(&value)));
    words.extend(options.into_iter().filter_map(option));
    words.extend(state.files.asked.iter().map(|path| quoted(&path.to_string_lossy())));
    words.join(" ")
}

/// Quotes a word for a shell.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

impl SheetLines {
    /// Returns what a key copies at once: the cell under the cursor.
    #[must_use]
    pub fn cell_parcel(&self, state: &State) -> Option<Parcel> {
        parcel(state, self, SheetPart::Cell)
    }
}
