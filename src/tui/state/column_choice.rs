//! The columns and the named sets of columns that a table can have, to choose from.

use crate::analysis::Column;
use crate::analysis::cell::NumberFormat;
use crate::analysis::column_list::{all_columns, parse_columns};
use crate::analysis::column_sets::{ColumnSet, column_sets};
use crate::analysis::items::resolve_columns;
use crate::lang::Lang;
use crate::model::schema::{SectionSpec, schema, section_of};

use super::State;
use super::popup_item::{PopupItem, check_box};
use super::span_line::{SpanLine, WordSpan, WordStyle};

/// Returns every column of cases: what stands above the sections, the sections, then what follows from them.
#[must_use]
pub fn choices() -> Vec<Column> {
    let rank = |column: &Column| {
        let place = section(column).and_then(|section| schema().section_place(section.id));
        if matches!(column, Column::Head(_)) { 0 } else { place.map_or(usize::MAX, |place| place + 1) }
    };
    let mut columns = all_columns();
    columns.retain(|column| !matches!(column, Column::Aggregate { .. } | Column::Fact(_)));
    columns.sort_by_key(rank);
    columns
}

/// Returns every column that a table can have, those first that it had when the list was opened.
#[must_use]
pub fn offered(state: &State) -> Vec<Column> {
    let first = &state.sheet.checked_first;
    let rest = choices().into_iter().filter(|column| !first.contains(column));
    first.iter().cloned().chain(rest).collect()
}

/// Returns the section of the form that a column is from; a class is from none.
fn section(column: &Column) -> Option<&'static SectionSpec> {
    let field = column.fields().first().copied().filter(|_| !matches!(column, Column::Class(_)))?;
    schema().section(section_of(field)?)
}

/// Returns the columns with a check mark for those of the table: the first ones, then the others below the titles of
/// their sections.
#[must_use]
pub fn column_items(state: &State) -> Vec<PopupItem> {
    let shown = state.sheet_columns(&state.sheet_entries());
    let mut items = Vec::new();
    let mut before = None;
    for (at, column) in offered(state).into_iter().enumerate() {
        let heading = if at < state.sheet.checked_first.len() {
            state.lang.text("sheet.of_table").to_owned()
        } else {
            heading_of(&column, state.lang)
        };
        if before.as_ref() != Some(&heading) {
            let line = SpanLine::from_text(heading.as_str(), WordStyle::Strong);
            items.push(PopupItem { is_spaced: true, ..PopupItem::heading(line) });
            before = Some(heading);
        }
        items.push(column_item(&column, shown.contains(&column), state.lang));
    }
    items
}

fn heading_of(column: &Column, lang: Lang) -> String {
    match section(column) {
        None => {
            let id = if matches!(column, Column::Head(_)) { "sheet.of_case" } else { "sheet.derived" };
            lang.text(id).to_owned()
        }
        Some(section) if lang == Lang::En => format!("{} {}", section.title, section.en),
        Some(section) => section.title.to_owned(),
    }
}

fn column_item(column: &Column, is_shown: bool, lang: Lang) -> PopupItem {
    let heading = column.heading(NumberFormat::Whole, lang);
    let (mark, style) = check_box(is_shown);
    let words = format!("  {mark} {} ", heading.label);
    let right = (!heading.unit.is_empty()).then(|| WordSpan::new(heading.unit, WordStyle::Quiet));
    let names = vec![column.label(Lang::Ja), column.label(Lang::En), heading.id];
    let line = SpanLine { choice: None, spans: vec![WordSpan::new(words, style)], right };
    PopupItem { names, ..PopupItem::choice(vec![line]) }
}

/// Returns the named sets with their columns.
#[must_use]
pub fn set_items(state: &State) -> Vec<PopupItem> {
    let item = |ColumnSet { words, columns }: &ColumnSet| {
        let name = match state.lang {
            Lang::Ja => words.first(),
            Lang::En => words.last(),
        };
        let spans = vec![
            WordSpan::new(format!("{}  ", name.copied().unwrap_or_default()), WordStyle::Strong),
            WordSpan::new(list_words(state, columns), WordStyle::Quiet),
        ];
        let names = words.iter().map(|word| (*word).to_owned()).collect();
        PopupItem { names, ..PopupItem::choice(vec![SpanLine { choice: None, spans, right: None }]) }
    };
    column_sets().map(item).collect()
}

/// Returns the labels of a list of columns.
fn list_words(state: &State, list: &str) -> String {
    let columns = parse_columns(list).and_then(|listed| resolve_columns(listed, &state.catalog, &[]));
    let labels: Vec<String> =
        columns.unwrap_or_default().iter().skip(1).take(8).map(|column| column.label(state.lang)).collect();
    labels.join(state.lang.text("analysis.item_comma"))
}
