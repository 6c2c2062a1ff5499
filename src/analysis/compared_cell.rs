//! A cell of a comparison: what a page says of a column, the words to show, and when two of them are alike.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::heading::Heading;
use super::relation::Relation;
use super::state::AnswerState;
use crate::field_table::derived_figure;
use crate::lang::Lang;
use crate::model::{
    Case, CasePage, EffectItem, EffectMark, FacilityItem, Fee, Field, StaffGroup, UNSELECTED, Value, field_of,
};
use crate::search::quantity::{Measure, Quantity};
use crate::search::query::{answers, given_answers, item_key};

/// Texts of more bytes are compared letter by letter, since folding them would hold up a key.
const LONGEST_FOLDED: usize = 100_000;

/// A cell of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedCell<'a> {
    /// The cell of a table: state, value, path and lines.
    pub cell: Cell<'a>,
    /// The words to show.
    pub words: ComparedWords<'a>,
    /// How its number relates to that of the base; `None` for the base, for no number and for equal ones.
    pub relation: Option<Relation>,
    /// The answer, equal for two that are alike; `None` without an answer.
    pub(super) key: Option<AnswerKey>,
}

/// The words of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComparedWords<'a> {
    /// No words: the cell is empty, or not on the page.
    None,
    /// The page's words or a figure, and what follows from them: `= 4億6,050万円`.
    Text(Cow<'a, str>, Option<String>),
    /// The items of a list; those that all have first.
    Items(Vec<ComparedItem<'a>>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedItem<'a> {
    /// The item, as on the page.
    pub text: &'a str,
    /// False for an item that others who answer do not have.
    pub is_shared: bool,
}

/// The sign before an item that not all have.
pub const NOT_SHARED: &str = "＋";

/// What an answer is compared by: its parts in an order of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AnswerKey(BTreeSet<String>);

impl ComparedCell<'_> {
    /// Returns the words on one line; `nothing` for a cell without words.
    #[must_use]
    pub fn text(&self, nothing: &str, lang: Lang) -> String {
        match &self.words {
            ComparedWords::None => nothing.to_owned(),
            ComparedWords::Text(text, None) => text.clone().into_owned(),
            ComparedWords::Text(text, Some(figure)) => format!("{text} {figure}"),
            ComparedWords::Items(items) => {
                let sign = |item: &ComparedItem<'_>| if item.is_shared { "" } else { NOT_SHARED };
                let items = items.iter().map(|item| format!("{}{}", sign(item), item.text));
                items.collect::<Vec<_>>().join(lang.text("analysis.item_comma"))
            }
        }
    }
}

/// Reads the cells of a column from pages; none is related to another yet.
pub(super) fn read_cells<'a>(
    column: &Column,
    pages: &[CasePage<'a>],
    lang: Lang,
) -> (Vec<ComparedCell<'a>>, Heading, NumberFormat) {
    let cells: Vec<Cell<'a>> = pages.iter().map(|page| column.cell_of_page(*page, lang)).collect();
    let format = column.number_format(cells.iter());
    let heading = column.heading(format, lang);
    let compared = cells.into_iter().zip(pages).map(|(cell, CasePage { case, .. })| {
        let (words, key) = match own_field(column) {
            Some(id) => {
                field_of(case, id).map_or((ComparedWords::None, None), |field| read_field(field, lang))
            }
            None => read_figure(column, &cell, case, (&heading, format), lang),
        };
        ComparedCell { cell, words, relation: None, key }
    });
    (compared.collect(), heading, format)
}

/// Reads the cells of a field that the form does not have, given for each page; none is related to another.
pub(super) fn read_other_cells<'a>(
    fields: &[Option<&'a Field>],
    pages: &[CasePage<'a>],
    lang: Lang,
) -> Vec<ComparedCell<'a>> {
    let cells = fields.iter().zip(pages).map(|(field, page)| {
        let Some(field) = field else {
            let cell = Cell::without_value(AnswerState::Missing);
            return ComparedCell { cell, words: ComparedWords::None, relation: None, key: None };
        };
        let (words, key) = read_field(field, lang);
        let value = if key.is_some() { CellValue::Text(&field.text) } else { CellValue::None };
        let (source, lines) = (Some(&page.case.source), vec![field.lines]);
        let cell = Cell { state: AnswerState::of_answer(field), value, source, lines };
        ComparedCell { cell, words, relation: None, key }
    });
    cells.collect()
}

/// Returns the field whose own words a column shows.
fn own_field(column: &Column) -> Option<&'static str> {
    if let Column::Field(id) = column {
        return Some(id);
    }
    let Column::Quantity(Quantity::Of(measure)) = column else { return None };
    let own = measure.fields().first().copied().filter(|_| *measure != Measure::Facilities);
    own.filter(|id| Column::of_field(id) == *column)
}

/// Reads the words and the key of a field. What is not of the field's kind is compared by its words.
fn read_field<'a>(field: &'a Field, lang: Lang) -> (ComparedWords<'a>, Option<AnswerKey>) {
    let whole = |text: &'a str| ComparedWords::Text(Cow::Borrowed(text), None);
    match AnswerState::of_answer(field) {
        AnswerState::Blank | AnswerState::Missing => return (ComparedWords::None, None),
        AnswerState::Unselected => return (whole(UNSELECTED), None),
        AnswerState::Answered | AnswerState::Unread => {}
    }
    let words = match &field.value {
        Value::List { .. } | Value::Prefectures { .. } => {
            let item = |text| ComparedItem { text, is_shared: true };
            ComparedWords::Items(answers(&field.answer).into_iter().map(item).collect())
        }
        Value::Empty
        | Value::Unselected
        | Value::Text
        | Value::Choice { .. }
        | Value::StatusYear { .. }
        | Value::Year { .. }
        | Value::Staff { .. }
        | Value::Effects { .. }
        | Value::Facilities { .. }
        | Value::Count { .. }
        | Value::Money { .. }
        | Value::Fee(_) => ComparedWords::Text(Cow::Borrowed(&field.text), derived_figure(field, lang)),
    };
    (words, Some(AnswerKey(key_parts(field))))
}

/// Returns what an answer says, whatever the way in which it is written.
fn key_parts(field: &Field) -> BTreeSet<String> {
    let one = |part: String| BTreeSet::from([part]);
    let word = |word: &Option<String>| word.as_deref().map(item_key).unwrap_or_default();
    match &field.value {
        Value::List { .. } | Value::Prefectures { .. } => {
            let items = given_answers(&field.answer).into_iter();
            items.map(item_key).collect()
        }
        Value::StatusYear { status, year } => one(format!("{}/{year:?}", word(status))),
        Value::Year { year } => one(year.to_string()),
        Value::Count { count } => one(count.to_string()),
        Value::Money { yen, .. } => one(yen.to_string()),
        Value::Staff { groups } => {
            let group = |group: &StaffGroup| format!("{}/{}", word(&group.basis), group.people);
            groups.iter().map(group).collect()
        }
        Value::Effects { items } => {
            let item = |item: &EffectItem| format!("{}/{:?}", item_key(&item.text), item.mark);
            items.iter().map(item).collect()
        }
        Value::Facilities { items } => {
            let item = |item: &FacilityItem| {
                format!("{}/{}/{:?}", item_key(&item.facility_type), word(&item.status), item.count)
            };
            items.iter().map(item).collect()
        }
        Value::Fee(fee) => {
            let Fee { status, charge, yen_per_month, yen_per_year, note } = &**fee;
            let words = [status, charge, note].map(word).join("/");
            one(format!("{words}/{yen_per_month:?}/{yen_per_year:?}"))
        }
        Value::Empty | Value::Unselected | Value::Text | Value::Choice { .. } => one(text_key(&field.text)),
    }
}

fn text_key(text: &str) -> String {
    if text.len() > LONGEST_FOLDED { text.to_owned() } else { item_key(text) }
}

/// Reads the words and the key of a column that is no field by itself: a figure with its unit, an item.
fn read_figure<'a>(
    column: &Column,
    cell: &Cell<'a>,
    case: &Case,
    (heading, format): (&Heading, NumberFormat),
    lang: Lang,
) -> (ComparedWords<'a>, Option<AnswerKey>) {
    let words = |text: String| ComparedWords::Text(Cow::Owned(text), None);
    let with_unit = |text: String| match lang {
        Lang::En if !heading.unit.is_empty() => format!("{text} {}", heading.unit),
        Lang::Ja | Lang::En => text + heading.unit,
    };
    if let Some((status, number)) = facility_words(column, case) {
        let number = number.map(|number| with_unit(format.text(number)));
        let text =
            status.iter().map(|status| (*status).to_owned()).chain(number).collect::<Vec<_>>().join("：");
        let key = (!text.is_empty()).then(|| AnswerKey(BTreeSet::from([text_key(&text)])));
        return (if text.is_empty() { ComparedWords::None } else { words(text) }, key);
    }
    match &cell.value {
        CellValue::None | CellValue::Name { is_nickname: false, .. } => (ComparedWords::None, None),
        CellValue::Mark { mark: EffectMark::Unanswered, .. } => {
            (words(cell.text(format, lang).into_owned()), None)
        }
        CellValue::Items(items) => {
            let item = |text: &&'a str| ComparedItem { text, is_shared: true };
            let key = AnswerKey(items.iter().map(|item| item_key(item)).collect());
            (ComparedWords::Items(items.iter().map(item).collect()), Some(key))
        }
        CellValue::Number(number) => {
            let common = common_divisor(number.over(), number.under());
            let key = format!("{}/{}", number.over() / common, number.under() / common);
            (words(with_unit(format.text(*number))), Some(AnswerKey(BTreeSet::from([key]))))
        }
        CellValue::Text(_)
        | CellValue::Words(_)
        | CellValue::Name { .. }
        | CellValue::Figure(_)
        | CellValue::Count(_)
        | CellValue::Mark { .. }
        | CellValue::Marks(_)
        | CellValue::Flag(_)
        | CellValue::Date(_)
        | CellValue::Shown(..) => {
            let key = text_key(&cell.plain_text());
            (words(cell.text(format, lang).into_owned()), Some(AnswerKey(BTreeSet::from([key]))))
        }
    }
}

/// Returns what a page says of a type of facilities: the status, unless that is the usual one, and the number;
/// `None` for any other column.
fn facility_words<'c>(
    column: &Column,
    case: &'c Case,
) -> Option<(Option<&'c str>, Option<crate::search::quantity::Number>)> {
    /// The status that goes without saying.
    const USUAL: &str = "実施中";
    let Column::Quantity(Quantity::Of(measure)) = column else { return None };
    let name = measure.facility_type()?;
    let number = Quantity::Of(*measure).value_in(case);
    let Some(Value::Facilities { items }) = field_of(case, "facilities").map(|field| &field.value) else {
        return Some((None, None));
    };
    let status =
        items.iter().filter(|item| item.facility_type == name).find_map(|item| item.status.as_deref());
    Some((status.filter(|status| *status != USUAL || number.is_none()), number))
}

fn common_divisor(one: u64, other: u64) -> u64 {
    if other == 0 { one.max(1) } else { common_divisor(other, one % other) }
}

/// Puts the items that all who answer have first, in the order of the first of them, and marks the others.
pub(super) fn mark_shared(cells: &mut [ComparedCell<'_>]) {
    let answered: Vec<AnswerKey> = cells.iter().filter_map(|cell| cell.key.clone()).collect();
    if answered.len() < 2 {
        return;
    }
    let keys = |items: &[ComparedItem<'_>]| items.iter().map(|item| item_key(item.text)).collect();
    let first = cells.iter().find_map(|cell| match &cell.words {
        ComparedWords::Items(items) => Some(keys(items)),
        ComparedWords::None | ComparedWords::Text(..) => None,
    });
    let order: Vec<String> = first.unwrap_or_default();
    for cell in cells {
        let ComparedWords::Items(items) = &mut cell.words else { continue };
        for item in items.iter_mut() {
            let key = item_key(item.text);
            item.is_shared = answered.iter().all(|other| other.0.contains(&key));
        }
        items.sort_by_cached_key(|item| {
            let key = item_key(item.text);
            let place = order.iter().position(|known| *known == key);
            if item.is_shared { place.unwrap_or(order.len()) } else { usize::MAX }
        });
        // Nothing chosen is nothing that others could have.
        items.iter_mut().filter(|item| item.text == UNSELECTED).for_each(|item| item.is_shared = true);
    }
}
