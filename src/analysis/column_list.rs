//! Column lists as they are typed: `略称,運用費/患者,標準:*`, and the columns of a catalog that they stand for.

use std::collections::HashMap;
use std::sync::LazyLock;

use strum::VariantArray;

use super::classes::Class;
use super::column::{Aggregate, Column, Part, Quality};
use super::column_error::{ColumnError, ColumnResult};
use super::column_sets::{DEFAULT_SET, UserSet, set_columns};
use super::item_columns::effect_columns;
use super::page_fact::PageFact;
use crate::lang::Lang;
use crate::model::EffectMark;
use crate::model::schema::{schema, section_of};
use crate::search::names::{find_name, find_quantity, name_key};
use crate::search::place::{HeadPart, SearchScope};
use crate::search::quantity::Quantity;
use crate::search::query::{is_list_comma, is_minus, is_plus, is_quote, unquote};
use crate::text::fold::fold;

/// A column as it is listed; some stand for several columns of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListedColumn {
    /// A column.
    Column(Column),
    /// A column for each item of some fields: `標準:*`.
    Unfolded(Vec<&'static str>),
    /// An item of some fields, as typed: `標準:SS-MIX 2`.
    Item {
        /// The fields.
        fields: Vec<&'static str>,
        /// The item, as typed.
        words: String,
    },
    /// How alike cases are to one, or to the features that a query states: `近さ:もがみネット`.
    Likeness(String),
}

impl ListedColumn {
    /// Returns the column that it is; `None` for what needs the pages.
    #[must_use]
    pub fn into_column(self) -> Option<Column> {
        match self {
            Self::Column(column) => Some(column),
            Self::Unfolded(_) | Self::Item { .. } | Self::Likeness(_) => None,
        }
    }
}

/// Parses a list of columns: names, sets, `+` to add to the usual ones and `-` to take away.
///
/// # Errors
/// For a name that no column has.
pub fn parse_columns(text: &str) -> ColumnResult<Vec<ListedColumn>> {
    let mut columns: Vec<ListedColumn> = Vec::new();
    let pieces = split_list(text);
    let is_change = |piece: &&str| piece.starts_with(|char| is_plus(char) || is_minus(char));
    if pieces.first().is_some_and(is_change) {
        columns = parse_columns(set_columns(DEFAULT_SET).unwrap_or_default())?;
    }
    for piece in pieces {
        if let Some(name) = piece.strip_prefix(is_minus) {
            let less = parse_one(name)?;
            columns.retain(|column| !less.contains(column));
        } else {
            let more = parse_one(piece.strip_prefix(is_plus).unwrap_or(piece))?;
            for column in more {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
    }
    if columns.is_empty() { Err(ColumnError::Empty) } else { Ok(columns) }
}

/// Parses a list of columns to sort by; true for one that is sorted from the last to the first.
///
/// # Errors
/// For a name that no column has, or that stands for several.
pub fn parse_sort(text: &str) -> ColumnResult<Vec<(ListedColumn, bool)>> {
    let key = |piece: &str| {
        let name = piece.strip_prefix(is_minus);
        Ok((parse_single(name.unwrap_or(piece))?, name.is_some()))
    };
    let keys: Vec<_> = split_list(text).into_iter().map(key).collect::<ColumnResult<_>>()?;
    if keys.is_empty() { Err(ColumnError::Empty) } else { Ok(keys) }
}

/// Parses the name of exactly one column.
///
/// # Errors
/// For a name that no column has, or that stands for several.
pub fn parse_single(name: &str) -> ColumnResult<ListedColumn> {
    let mut columns = parse_one(name.trim())?;
    if columns.len() > 1 {
        let single = columns.into_iter().filter_map(ListedColumn::into_column);
        return Err(ColumnError::Several { name: name.to_owned(), columns: single.collect() });
    }
    columns.pop().ok_or_else(|| ColumnError::unknown(name))
}

/// Splits a list at its commas; those in quotes or in brackets part nothing.
pub(super) fn split_list(text: &str) -> Vec<&str> {
    let (mut quoted, mut depth) = (false, 0_usize);
    let pieces = text.split(|char: char| {
        match char {
            quote if is_quote(quote) => quoted = !quoted,
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_list_comma(char) && !quoted && depth == 0
    });
    pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Makes a named set of the user.
///
/// # Errors
/// For a name that is none or that columns have already ([`ColumnError::Taken`]), and for columns that are none.
pub fn user_set(name: &str, columns: &str) -> ColumnResult<UserSet> {
    /// What parts or changes the names of a list.
    const SIGNS: [char; 7] = [':', '(', ')', '+', '-', '.', '/'];
    let has_sign = fold(name).text.contains(|letter: char| {
        SIGNS.contains(&letter) || is_list_comma(letter) || is_quote(letter) || letter.is_whitespace()
    });
    if has_sign || name_key(name).is_empty() || parse_columns(name).is_ok() {
        return Err(ColumnError::Taken { name: name.to_owned() });
    }
    parse_columns(columns)?;
    Ok(UserSet { name: name.to_owned(), columns: columns.to_owned() })
}

fn parse_one(name: &str) -> ColumnResult<Vec<ListedColumn>> {
    if let Some((of, base)) = name.split_once([':', '：'])
        && is_likeness(of)
        && !unquote(base).is_empty()
    {
        return Ok(vec![ListedColumn::Likeness(unquote(base))]);
    }
    // Names are shown with the `=` of what is derived, and quoted where they have a comma.
    let name = unquoted(name);
    let name = name.strip_prefix(['=', '＝']).unwrap_or(name);
    let single = |column| Ok(vec![ListedColumn::Column(column)]);
    if let Some(columns) = set_columns(name) {
        return parse_columns(columns);
    }
    if name == "*" {
        return Ok(schema().fields().map(|spec| ListedColumn::Column(Column::of_field(spec.id))).collect());
    }
    if let Some(column) = special_column(name) {
        return single(column);
    }
    if let Some(function) = find_aggregate(name).filter(|function| !takes_column(*function)) {
        return single(Column::Aggregate { function, of: None });
    }
    if let Some((function, of)) = split_call(name) {
        let of = plain_column(of, name)?;
        if !takes_column(function) || function != Aggregate::Kinds && !of.kind().is_number() {
            return Err(ColumnError::NoMeaning { name: name.to_owned() });
        }
        return single(Column::Aggregate { function, of: Some(Box::new(of)) });
    }
    if let Some((of, part)) = name.rsplit_once(['.', '．'])
        && let Ok(part) = fold(part).text.parse::<Part>()
    {
        let of = plain_column(of, name)?;
        if of.fields().is_empty() {
            return Err(ColumnError::NoMeaning { name: name.to_owned() });
        }
        return single(Column::Part { of: Box::new(of), part });
    }
    if let Some(quantity) = find_quantity(name) {
        return single(Column::Quantity(quantity));
    }
    if let Some((of, item)) = name.split_once([':', '：']) {
        return parse_item(of, item);
    }
    if let Some(column) = column_by_id(name) {
        return single(column);
    }
    let target = find_name(name).ok_or_else(|| ColumnError::unknown(name))?;
    if let Some(head) = target.place.heads.first() {
        return single(Column::Head(*head));
    }
    let fields = named_fields(name).unwrap_or_default();
    Ok(fields.into_iter().map(|id| ListedColumn::Column(Column::of_field(id))).collect())
}

/// Returns the fields that a name stands for: its own, else those of its sections.
#[must_use]
pub fn named_fields(name: &str) -> Option<Vec<&'static str>> {
    let SearchScope { fields, sections, .. } = &find_name(name)?.place;
    // サービス stands for a field and for the section around it.
    let around = |id: &&&str| fields.iter().any(|field| section_of(field) == Some(**id));
    let others = sections.iter().filter(|id| !around(id)).filter_map(|id| schema().section(id));
    let of_sections = others.flat_map(|section| section.fields).map(|spec| spec.id);
    Some(fields.iter().copied().chain(of_sections).collect())
}

/// Parses what is in front of a part or in the brackets of a function: a column of cases.
fn plain_column(of: &str, whole: &str) -> ColumnResult<Column> {
    let no_meaning = || ColumnError::NoMeaning { name: whole.to_owned() };
    match parse_single(of)? {
        ListedColumn::Column(Column::Aggregate { .. } | Column::Part { .. }) => Err(no_meaning()),
        ListedColumn::Column(column) => Ok(column),
        ListedColumn::Unfolded(_) | ListedColumn::Item { .. } | ListedColumn::Likeness(_) => {
            Err(no_meaning())
        }
    }
}

/// True for the name of the column of likeness.
fn is_likeness(name: &str) -> bool {
    let labels = [Lang::Ja, Lang::En].map(|lang| lang.text("analysis.likeness"));
    let name = name.trim().trim_start_matches(['=', '＝']);
    labels.iter().any(|label| name_key(label) == name_key(name))
}

/// Parses what is behind a colon: a field of a section, every item, or one.
fn parse_item(of: &str, item: &str) -> ColumnResult<Vec<ListedColumn>> {
    let fields = named_fields(of).ok_or_else(|| ColumnError::unknown(of))?;
    let words = unquoted(item).to_owned();
    let has_label = |id: &&&'static str| {
        schema().field(id).is_some_and(|spec| {
            [spec.label, spec.en, spec.id].iter().any(|name| name_key(name) == name_key(&words))
        })
    };
    if let Some(id) = fields.iter().find(has_label).filter(|_| fields.len() > 1) {
        return Ok(vec![ListedColumn::Column(Column::of_field(id))]);
    }
    let is_all = matches!(words.as_str(), "*" | "＊");
    if fields.is_empty() || words.is_empty() {
        return Err(ColumnError::NoMeaning { name: format!("{of}:{item}") });
    }
    Ok(vec![if is_all { ListedColumn::Unfolded(fields) } else { ListedColumn::Item { fields, words } }])
}

fn unquoted(words: &str) -> &str {
    words.trim().trim_matches(is_quote)
}

/// What names stand for, by their keys; of two with the same key the first.
struct NameMap<T>(HashMap<String, T>);

impl<T: Clone> NameMap<T> {
    fn new(names: impl Iterator<Item = (String, T)>) -> Self {
        let mut known = HashMap::new();
        for (name, column) in names {
            known.entry(name_key(&name)).or_insert(column);
        }
        Self(known)
    }

    /// Returns those with their labels in both languages.
    fn by_label(all: impl Iterator<Item = (Column, T)>) -> Self {
        let labels = |column: &Column| [Lang::Ja, Lang::En].map(|lang| column.label(lang));
        Self::new(all.flat_map(|(column, of)| labels(&column).map(|label| (label, of.clone()))))
    }

    fn find(&self, name: &str) -> Option<T> {
        self.0.get(&name_key(name)).cloned()
    }
}

/// Returns the column with this id in files.
fn column_by_id(id: &str) -> Option<Column> {
    static COLUMNS: LazyLock<NameMap<Column>> =
        LazyLock::new(|| NameMap::new(all_columns().into_iter().map(|column| (column.id(), column))));
    COLUMNS.find(id)
}

/// Splits `合計(患者)`.
fn split_call(name: &str) -> Option<(Aggregate, &str)> {
    let (function, rest) = name.split_once(['(', '（'])?;
    let inner = rest.strip_suffix([')', '）'])?;
    find_aggregate(function).map(|function| (function, inner))
}

fn takes_column(function: Aggregate) -> bool {
    !matches!(function, Aggregate::Count | Aggregate::Share)
}

fn find_aggregate(name: &str) -> Option<Aggregate> {
    static FUNCTIONS: LazyLock<NameMap<Aggregate>> = LazyLock::new(|| {
        let column = |function: &Aggregate| Column::Aggregate { function: *function, of: None };
        NameMap::by_label(Aggregate::VARIANTS.iter().map(|function| (column(function), *function)))
    });
    FUNCTIONS.find(name)
}

/// Returns a column that no query knows: classes, how well a page is filled.
fn special_column(name: &str) -> Option<Column> {
    static COLUMNS: LazyLock<NameMap<Column>> = LazyLock::new(|| {
        let quality = Quality::VARIANTS.iter().map(|quality| Column::Quality(*quality));
        let classes = [Class::Region, Class::LeadKind].map(Column::Class);
        let facts = PageFact::all().map(Column::Fact);
        let all = quality.chain(classes).chain(facts).chain([Column::NameAndYear]);
        NameMap::by_label(all.map(|column| (column.clone(), column)))
    });
    let named = || (name_key(name) == name_key("名称と開始年")).then_some(Column::NameAndYear);
    COLUMNS.find(name).or_else(named)
}

/// Returns every column that has a name of its own, for a list of them.
#[must_use]
pub fn all_columns() -> Vec<Column> {
    let heads = [HeadPart::Nickname, HeadPart::Name, HeadPart::Id, HeadPart::Url].map(Column::Head);
    let fields = schema().fields().map(|spec| Column::of_field(spec.id));
    let measures = super::assets::MEASURES.iter().map(|head| Column::Quantity(Quantity::Of(head.measure)));
    let derived = super::assets::DERIVED.iter().filter_map(|known| find_quantity(known.ratio));
    let classes = [Class::Region, Class::LeadKind].map(Column::Class);
    let quality = Quality::VARIANTS.iter().map(|quality| Column::Quality(*quality));
    let aggregates =
        Aggregate::VARIANTS.iter().map(|function| Column::Aggregate { function: *function, of: None });
    let all = heads.into_iter().chain(fields).chain(measures).chain(derived.map(Column::Quantity));
    // The first mark is counted by a measure.
    let marks = EffectMark::ALL.into_iter().skip(1).map(Column::MarkCount);
    let items = effect_columns();
    let facts = PageFact::all().map(Column::Fact);
    let all = all.chain(marks).chain(items).chain(classes).chain(quality).chain(facts);
    let mut columns: Vec<Column> = Vec::new();
    for column in all.chain(aggregates) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    columns
}
