//! The columns of a catalog that a list stands for: a column an item, and items by their words.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use strum::VariantArray;

use super::column::{Column, ItemColumn};
use super::column_error::{ColumnError, ColumnResult};
use super::column_list::{ListedColumn, split_list};
use super::item_columns::{effect_columns, facility_columns};
use super::likeness::{FeatureGroup, Profile};
use super::likeness_base::LikenessBase;
use crate::model::Catalog;
use crate::model::schema::schema;
use crate::search::names::find_name;
use crate::search::place::SearchScope;
use crate::search::query::{Clause, Condition, item_key, unquote};
use crate::search::tally::Tally;
use crate::search::{Lookup, Query, find_case};

/// At most so many items of a list have a column of their own.
const UNFOLDED: usize = 40;

/// Returns the columns that a list stands for among some cases of a catalog, each once.
///
/// # Errors
/// For an item that no page has.
pub fn resolve_columns(
    listed: Vec<ListedColumn>,
    catalog: &Catalog,
    entries: &[usize],
) -> ColumnResult<Vec<Column>> {
    let mut columns = Vec::new();
    for column in listed {
        match column {
            ListedColumn::Column(column) => columns.push(column),
            ListedColumn::Unfolded(fields) => columns.extend(unfold(fields, catalog, entries)),
            ListedColumn::Item { fields, words } => columns.push(find_item(fields, &words, catalog)?),
            ListedColumn::Likeness(words) => {
                columns.push(Column::Likeness(Arc::new(find_base(&words, catalog)?)));
            }
        }
    }
    keep_once(&mut columns);
    Ok(columns)
}

/// Returns what cases are compared with: a case by its name, else what a query states of a network; behind it the groups
/// of features, if not all are compared: `もがみネット,規模`.
///
/// # Errors
/// If no single case has the name and the query states nothing that can be compared.
pub fn find_base(text: &str, catalog: &Catalog) -> ColumnResult<LikenessBase> {
    let mut pieces = split_list(text);
    let mut groups = Vec::new();
    while let Some(group) = pieces.last().and_then(|piece| FeatureGroup::find(piece)) {
        groups.insert(0, group);
        pieces.pop();
    }
    if groups.is_empty() {
        groups = FeatureGroup::VARIANTS.to_vec();
    }
    let words = unquote(&pieces.join(","));
    if let Lookup::One(entry) = find_case(catalog, &words)
        && let Some(case) = catalog.case(entry)
    {
        let (name, profile) = (case.short_name().into_owned(), Profile::of_case(case));
        return Ok(LikenessBase { entry: Some(entry), profile, name, words, groups });
    }
    let query = Query::parse(&words);
    // Words without a condition are meant as a name.
    if query.problems.is_empty() && query.clauses.iter().all(is_of_words) {
        return Err(ColumnError::NoCase { name: words });
    }
    let profile = described_profile(&query)?;
    Ok(LikenessBase { entry: None, profile, name: words.clone(), words, groups })
}

/// Returns the features that a query states of a network.
///
/// # Errors
/// For a part of it that states none.
pub fn described_profile(query: &Query) -> ColumnResult<Profile> {
    match Profile::unused(query) {
        Some(part) => Err(ColumnError::NoFeature { part: part.to_owned() }),
        None => Ok(Profile::of_query(query)),
    }
}

/// Takes away columns that are there before.
pub fn keep_once(columns: &mut Vec<Column>) {
    let mut ids = HashSet::new();
    columns.retain(|column| ids.insert(column.id()));
}

fn is_of_words(clause: &Clause) -> bool {
    clause.any_of.iter().all(|condition| matches!(condition, Condition::Words(_)))
}

/// Returns a column for each item of some fields: in the form's order where it has one, else those of most
/// cases first.
fn unfold(fields: Vec<&'static str>, catalog: &Catalog, entries: &[usize]) -> Vec<Column> {
    match fields.as_slice() {
        ["effects"] => effect_columns().collect(),
        ["facilities"] => facility_columns().to_vec(),
        _ => {
            let mut items = counted_items(&fields, catalog, entries);
            let rest = items.split_off(items.len().min(UNFOLDED));
            let shown: Vec<String> = items.iter().flat_map(|item| item.spellings.clone()).collect();
            let others = (!rest.is_empty()).then_some(Column::OtherItems { fields, shown });
            items.into_iter().map(Column::Item).chain(others).collect()
        }
    }
}

/// Returns the items of some fields, those of most cases first, then by text.
fn counted_items(fields: &[&'static str], catalog: &Catalog, entries: &[usize]) -> Vec<ItemColumn> {
    let place = SearchScope { fields: fields.to_vec(), ..SearchScope::default() };
    let mut tally = Tally::default();
    for entry in entries {
        if let Some(case) = catalog.case(*entry) {
            tally.add(*entry, case, &place, usize::MAX);
        }
    }
    tally.choose_spellings();
    let mut values: Vec<usize> = (0..tally.values.len()).collect();
    values.sort_by_key(|value| (Reverse(tally.values[*value].cases), tally.values[*value].text));
    let item = |value: usize| ItemColumn {
        fields: fields.to_vec(),
        item: tally.values[value].text.to_owned(),
        spellings: tally.spellings(value).map(str::to_owned).collect(),
    };
    values.into_iter().map(item).collect()
}

/// Returns the column of an item as typed: the same words, else the only item that contains them.
fn find_item(fields: Vec<&'static str>, words: &str, catalog: &Catalog) -> ColumnResult<Column> {
    let key = item_key(words);
    let pick = |keys: &[String]| {
        let exact = keys.iter().position(|known| *known == key);
        exact.or_else(|| {
            let mut near = keys.iter().enumerate().filter(|(_, known)| known.contains(&key));
            near.next().filter(|_| near.next().is_none()).map(|(at, _)| at)
        })
    };
    let unknown = || ColumnError::UnknownItem { item: words.to_owned() };
    match fields.as_slice() {
        ["effects"] => {
            let keys: Vec<String> = schema().effects.iter().map(|item| item_key(item.text)).collect();
            pick(&keys).map(Column::Effect).ok_or_else(unknown)
        }
        ["facilities"] => {
            let quantity = find_name(words).and_then(|named| named.quantity);
            let column = quantity.map(Column::Quantity);
            column.filter(|column| facility_columns().contains(column)).ok_or_else(unknown)
        }
        _ => {
            let all: Vec<usize> = (0..catalog.entries.len()).collect();
            let mut items = counted_items(&fields, catalog, &all);
            let keys: Vec<String> = items.iter().map(|item| item_key(&item.item)).collect();
            pick(&keys).map(|at| Column::Item(items.swap_remove(at))).ok_or_else(unknown)
        }
    }
}
