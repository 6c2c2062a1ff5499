//! Columns as a list has them, so that a table that was changed is a text again.

use std::sync::LazyLock;

use super::column::{Column, ItemColumn};
use super::column_list::{ListedColumn, named_fields, parse_columns, parse_single};
use super::column_sets::{DEFAULT_SET, column_sets};
use super::items::resolve_columns;
use crate::lang::Lang;
use crate::model::Catalog;
use crate::model::schema::{SectionSpec, schema};
use crate::search::names::all_names;
use crate::search::query::{is_list_comma, is_quote, quoted};

impl Column {
    /// Returns the column as a list has it; `None` for one that has no name of its own.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        if let Self::Item(item) = self {
            return item_text(item);
        }
        if let Self::Likeness(base) = self {
            // The groups behind the base are parted from it by commas, as columns are.
            let text = base.text();
            let text = if text == base.words { text } else { quoted(&text) };
            return Some(format!("{}:{text}", Lang::Ja.text("analysis.likeness")));
        }
        let names = [self.label(Lang::Ja), self.id()];
        names
            .into_iter()
            .find(|name| matches!(parse_single(name), Ok(ListedColumn::Column(column)) if column == *self))
    }
}

fn item_text(column: &ItemColumn) -> Option<String> {
    /// A longer name would leave no room for a query.
    const LONGEST_NAME: usize = 1_000;
    if column.item.len() > LONGEST_NAME {
        return None;
    }
    let breaks = |char: char| char.is_whitespace() || is_list_comma(char) || "()（）".contains(char);
    let item = &column.item;
    let item = if item.contains(breaks) { format!("\"{item}\"") } else { item.clone() };
    let text = format!("{}:{item}", fields_name(&column.fields)?);
    let wanted = ListedColumn::Item { fields: column.fields.clone(), words: column.item.clone() };
    (!column.item.contains(is_quote) && parse_single(&text) == Ok(wanted)).then_some(text)
}

/// Returns a name that stands for exactly these fields.
fn fields_name(fields: &[&'static str]) -> Option<&'static str> {
    let stands_for_them = |name: &&str| named_fields(name).is_some_and(|named| named == fields);
    let own = fields.first().filter(|_| fields.len() == 1).copied();
    let label = own.and_then(|id| schema().field(id)).map(|spec| spec.label);
    let others = all_names().map(|(name, _)| name.word);
    let names = label.into_iter().chain(own).chain(others).filter(stands_for_them);
    names.min_by_key(|name| name.chars().count())
}

/// The list that stands for the fields of each section of the form.
static SECTIONS: LazyLock<Vec<String>> =
    LazyLock::new(|| schema().sections.iter().map(section_text).collect());

/// Returns the list that stands for the fields of the section with this index in the form.
#[must_use]
pub fn section_columns(section: usize) -> Option<&'static str> {
    SECTIONS.get(section).map(String::as_str)
}

/// Returns the index in the form of the section whose fields this list stands for.
#[must_use]
pub fn section_of_columns(text: &str) -> Option<usize> {
    SECTIONS.iter().position(|columns| columns == text)
}

fn section_text(section: &SectionSpec) -> String {
    let columns: Vec<Column> = section.fields.iter().map(|spec| Column::of_field(spec.id)).collect();
    let wanted: Vec<ListedColumn> = columns.iter().cloned().map(ListedColumn::Column).collect();
    let names = [section.short, section.title, section.id];
    let name = names.into_iter().find(|name| parse_columns(name).as_ref() == Ok(&wanted));
    name.map_or_else(|| join(columns.iter().filter_map(Column::text)), str::to_owned)
}

/// Returns the shortest list that stands for some columns of cases: a named set, the usual columns with a few more
/// or less, or each of them. Those without a name are left out.
#[must_use]
pub fn columns_text(columns: &[Column], catalog: &Catalog, entries: &[usize]) -> String {
    let resolved =
        |text: &str| parse_columns(text).and_then(|listed| resolve_columns(listed, catalog, entries));
    let stands_for_them = |text: &str| resolved(text).is_ok_and(|those| those == columns);
    let sets = column_sets().filter_map(|set| set.words.first().copied());
    let sections = SECTIONS.iter().cloned();
    let known = sets.map(str::to_owned).chain(sections).find(|text| stands_for_them(text));
    let unfolded = || join_unfolded(columns, catalog, entries);
    let usual = resolved(DEFAULT_SET).unwrap_or_default();
    let less = usual
        .iter()
        .filter(|column| !columns.contains(column))
        .map(|column| Some(format!("-{}", column.text()?)));
    let more = columns
        .iter()
        .filter(|column| !usual.contains(column))
        .map(|column| Some(format!("+{}", column.text()?)));
    let changes: Option<Vec<String>> = less.chain(more).collect();
    let changes =
        changes.filter(|changes| changes.len() < columns.len()).map(|changes| join(changes.into_iter()));
    known.or_else(|| changes.filter(|text| stands_for_them(text))).unwrap_or_else(unfolded)
}

/// Writes each column, and those of all items of a field as one.
fn join_unfolded(columns: &[Column], catalog: &Catalog, entries: &[usize]) -> String {
    let mut texts = Vec::new();
    let mut at = 0;
    while let Some(column) = columns.get(at) {
        let fields = column.fields();
        let unfolded = || resolve_columns(vec![ListedColumn::Unfolded(fields.clone())], catalog, entries);
        let all = if column.is_item() { unfolded().unwrap_or_default() } else { Vec::new() };
        let is_whole = !all.is_empty() && columns.get(at..).is_some_and(|rest| rest.starts_with(&all));
        match fields_name(&fields).filter(|_| is_whole) {
            Some(name) => {
                texts.push(format!("{name}:*"));
                at += all.len();
            }
            None => {
                texts.extend(column.text());
                at += 1;
            }
        }
    }
    join(texts.into_iter())
}

fn join(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::super::column_list::all_columns;
    use super::*;

    #[test]
    fn every_column_is_written_as_a_list_reads_it() {
        for column in all_columns() {
            let text = column.text().unwrap_or_default();
            assert_eq!(parse_single(&text), Ok(ListedColumn::Column(column)), "{text}");
        }
    }

    #[test]
    fn every_section_is_named_by_its_title() {
        for section in 0..schema().sections.len() {
            let text = section_columns(section).unwrap_or_default();
            assert!(!text.contains(','), "{text}");
            assert_eq!(section_of_columns(text), Some(section));
        }
    }
}
