//! The order of cases and groups by the cells of a column: blanks are last either way, ties keep their order.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::cell::{Cell, CellValue};
use super::column::Column;
use crate::lang::Lang;
use crate::model::{Catalog, EffectMark, prefecture_rank};
use crate::search::NameOrder;
use crate::search::quantity::Number;
use crate::search::query::item_key;

/// What rows are sorted by.
#[derive(Debug, PartialEq, PartialOrd)]
enum SortKey {
    Number(Number),
    Figure(f64),
    Rank(usize),
    Name(NameOrder),
    Text(String),
}

/// Sorts cases by columns, the first first; cases without an answer are the last either way, and ties keep
/// their order.
pub fn sort_cases(entries: &mut [usize], keys: &[(Column, bool)], catalog: &Catalog, lang: Lang) {
    for (column, descending) in keys.iter().rev() {
        let key = |entry: &usize| CachedKey {
            key: column_key(column, &column.cell(catalog, *entry, lang), lang),
            descending: *descending,
        };
        let mut keyed: Vec<(CachedKey, usize)> =
            entries.par_iter().map(|entry| (key(entry), *entry)).collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        entries.iter_mut().zip(keyed).for_each(|(entry, (_, sorted))| *entry = sorted);
    }
}

/// A key with its direction.
#[derive(Debug, PartialEq)]
pub(super) struct CachedKey {
    key: Option<SortKey>,
    descending: bool,
}

impl CachedKey {
    /// Makes the key of a cell.
    pub fn new(cell: &Cell<'_>, descending: bool) -> Self {
        Self { key: sort_key(cell), descending }
    }
}

impl Eq for CachedKey {}

impl PartialOrd for CachedKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for CachedKey {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.key, &other.key) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(one), Some(two)) => {
                let order = one.partial_cmp(two).unwrap_or(Ordering::Equal);
                if self.descending { order.reverse() } else { order }
            }
        }
    }
}

/// Returns the key of a cell of a column: regions and kinds of organisations in their order, else as [`sort_key`].
fn column_key(column: &Column, cell: &Cell<'_>, lang: Lang) -> Option<SortKey> {
    let (Column::Class(class), CellValue::Items(names)) = (column, &cell.value) else {
        return sort_key(cell);
    };
    names.first().map(|name| SortKey::Rank(class.rank(name, lang)))
}

/// Returns the key of a cell: numbers by size, prefectures from north to south, marks ○ △ × ·, else the text.
fn sort_key(cell: &Cell<'_>) -> Option<SortKey> {
    value_key(&cell.value)
}

fn value_key(value: &CellValue<'_>) -> Option<SortKey> {
    let text = |text: &str| SortKey::Text(item_key(text));
    match value {
        CellValue::None => None,
        CellValue::Number(number) => Some(SortKey::Number(*number)),
        CellValue::Figure(figure) => Some(SortKey::Figure(*figure)),
        CellValue::Date(_) | CellValue::Text(_) | CellValue::Words(_) => Some(text(&value.plain_text())),
        CellValue::Name { shown, .. } => Some(SortKey::Name(NameOrder::new(shown))),
        // The most first means ○ first.
        CellValue::Mark { mark, .. } => Some(SortKey::Rank(EffectMark::ALL.len() - *mark as usize)),
        CellValue::Marks(marks) => Some(SortKey::Number(Number::whole(marks[0]))),
        CellValue::Flag(flag) => Some(SortKey::Rank(usize::from(*flag))),
        CellValue::Count(count) => Some(SortKey::Number(Number::whole(*count))),
        CellValue::Items(items) => {
            let first = items.first()?;
            let rank = prefecture_rank(first);
            Some(if rank == usize::MAX { text(&items.join("、")) } else { SortKey::Rank(rank) })
        }
        CellValue::Shown(value, _) => value_key(value),
    }
}
