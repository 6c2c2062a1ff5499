//! What can be copied of the list of cases, as it is filtered and ordered, and as what.

use strum::VariantArray;

use crate::analysis::sheet::Sheet;
use crate::analysis::view::{SheetStyle, View, ViewTexts};
use crate::lang::Lang;
use crate::search::Query;
use crate::tui::effect::Parcel;

use super::State;
use super::list::Row;
use super::sheet_copying::{csv_text, markdown_text, tsv_text};

/// The columns of the list: names, prefectures and site.
const COLUMNS: &str = "nickname,name,area,url";

/// The id of the list's label in `labels.toml`.
pub const LABEL_ID: &str = "copy.list";

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum ListFormat {
    /// For pasting into a spreadsheet.
    Tsv,
    /// For a spreadsheet's file.
    Csv,
    /// As a table in Markdown.
    Markdown,
    /// The usual names, one a line.
    Names,
}

impl ListFormat {
    /// Returns the id of its label in `labels.toml`.
    #[must_use]
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Tsv => "copy.tsv",
            Self::Csv => "copy.csv",
            Self::Markdown => "copy.markdown",
            Self::Names => "copy.names",
        }
    }

    /// Returns the name of the file to write.
    fn file(self) -> &'static str {
        match self {
            Self::Tsv => "list.tsv",
            Self::Csv => "list.csv",
            Self::Markdown => "list.md",
            Self::Names => "list.txt",
        }
    }
}

/// Returns the cases of the list, in its order.
pub fn entries(state: &State) -> Vec<usize> {
    state.list.rows().iter().filter_map(Row::entry).collect()
}

/// Returns the list in a format; `None` if it has no case.
#[must_use]
pub fn parcel(state: &State, format: ListFormat) -> Option<Parcel> {
    let entries = entries(state);
    if entries.is_empty() {
        return None;
    }
    let text = match format {
        ListFormat::Names => {
            let cases = entries.iter().filter_map(|entry| state.catalog.case(*entry));
            cases.map(|case| case.short_name().into_owned() + "\n").collect()
        }
        ListFormat::Tsv => tsv_text(&sheet(state, entries)?, state.lang)?,
        ListFormat::Csv => csv_text(&sheet(state, entries)?, state.lang)?,
        ListFormat::Markdown => markdown_text(&sheet(state, entries)?, state.lang),
    };
    let what = what_is_copied(LABEL_ID, format.label_id(), state.lang);
    Some(Parcel { text, what, file: format.file().to_owned() })
}

fn sheet(state: &State, entries: Vec<usize>) -> Option<Sheet<'_>> {
    let columns = ViewTexts { columns: Some(COLUMNS), ..ViewTexts::default() };
    let view = View::parse(&Query::default(), columns).ok()?;
    view.sheet(&state.catalog, entries, SheetStyle::default(), state.lang).ok()
}

/// Returns what is copied in words: the case (Markdown).
pub(super) fn what_is_copied(scope_id: &'static str, format_id: &'static str, lang: Lang) -> String {
    let names: [(&str, &dyn std::fmt::Display); 2] =
        [("scope", &lang.text(scope_id)), ("format", &lang.text(format_id))];
    lang.fill("copy.what", &names)
}
