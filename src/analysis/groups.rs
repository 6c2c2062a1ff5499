//! The values of one column as groups of cases, each with the clause that finds the same cases.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::bins::{Bin, bins};
use super::cell::{Cell, CellValue, NumberFormat, mark_sign};
use super::column::Column;
use super::kind::ColumnKind;
use super::state::{AnswerState, StateCounts, UNSELECTED};
use crate::lang::Lang;
use crate::model::{Catalog, Field, Value, field_of, prefecture_rank, short_prefecture};
use crate::search::names::{field_word, quantity_word};
use crate::search::quantity::{Number, Quantity, Unit};
use crate::search::query::{Choice, LONGEST, item_key};
use crate::search::tally::{CountedAnswer, Tally};
use crate::text::number::grouped;

/// Cases with the same answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The answer.
    pub key: GroupKey,
    /// The cases, as indexes in [`Catalog::entries`].
    pub cases: Vec<usize>,
    /// The clause that finds exactly these among all cases, if one does.
    pub clause: Option<String>,
}

/// The answer of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupKey {
    /// An answer, in the spelling of most pages.
    Text(String),
    /// Numbers between two edges of a quantity.
    Bin(Bin, Quantity),
    /// No answer.
    State(AnswerState),
}

impl GroupKey {
    /// Returns the group as it is shown.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::State(state) => state.label(lang).to_owned(),
            Self::Bin(bin, quantity) => bin_label(*bin, *quantity),
        }
    }
}

/// Returns `2,000 – 4,999`; the upper edge of a ratio is not in the bin: `200 – <500`.
fn bin_label(Bin { from, to, parts }: Bin, quantity: Quantity) -> String {
    let whole =
        |number: u64| if quantity.unit() == Unit::Year { number.to_string() } else { grouped(number) };
    match quantity {
        Quantity::Per { .. } if quantity.unit() == Unit::Share => {
            format!("{}% – <{}%", from * 100 / parts, to * 100 / parts)
        }
        Quantity::Per { .. } => format!("{} – <{}", whole(from), whole(to)),
        Quantity::Of(_) if to - from == 1 => whole(from),
        Quantity::Of(_) => format!("{} – {}", whole(from), whole(to - 1)),
    }
}

/// The groups of a column among some cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The groups with an answer, in their order: a case may be in several.
    pub groups: Vec<Group>,
    /// The states of the cases.
    pub counts: StateCounts,
    /// The cases without an answer, by state; only states that occur.
    pub unanswered: Vec<Group>,
    /// Answered cases that have 未選択 among other items.
    pub with_unselected: usize,
}

/// Groups cases by a column; `None` for a column that makes no groups (a figure, a part of another).
#[must_use]
pub fn group_cases(column: &Column, catalog: &Catalog, entries: &[usize], lang: Lang) -> Option<Groups> {
    if let Column::Field(id) = column {
        let fields = entries.iter().map(|entry| catalog.case(*entry).and_then(|case| field_of(case, id)));
        return Some(group_fields(id, entries, &fields.collect::<Vec<_>>()));
    }
    let cells = entries.iter().map(|entry| (*entry, column.cell(catalog, *entry, lang)));
    group_cells(column, &cells.collect::<Vec<_>>(), lang)
}

/// Groups cases by a column whose cells are known; see [`group_cases`].
pub(super) fn group_known_cells(
    column: &Column,
    catalog: &Catalog,
    cells: &[(usize, Cell<'_>)],
    lang: Lang,
) -> Option<Groups> {
    if let Column::Field(_) = column {
        let entries: Vec<usize> = cells.iter().map(|(entry, _)| *entry).collect();
        return group_cases(column, catalog, &entries, lang);
    }
    group_cells(column, cells, lang)
}

/// Groups cases by the cells of a column that is no field; `None` for a column that makes no groups.
fn group_cells(column: &Column, cells: &[(usize, Cell<'_>)], lang: Lang) -> Option<Groups> {
    let answered: Vec<&(usize, Cell<'_>)> =
        cells.iter().filter(|(_, cell)| cell.state == AnswerState::Answered).collect();
    let groups = match column {
        Column::Quantity(quantity) => number_groups(*quantity, &answered, lang),
        Column::Class(class) => {
            let mut groups = cell_groups(&answered, lang);
            groups.sort_by_key(|group| class.rank(&group.key.label(lang), lang));
            for group in &mut groups {
                group.clause = class.clause(&group.key.label(lang), lang);
            }
            groups
        }
        Column::Item(_) | Column::Effect(_) | Column::Head(_) => cell_groups(&answered, lang),
        Column::Field(_)
        | Column::Marks
        | Column::MarkCount(_)
        | Column::OtherItems { .. }
        | Column::Quality(_)
        | Column::Fact(_)
        | Column::NameAndYear
        | Column::Part { .. }
        | Column::Aggregate { .. } => return None,
    };
    let states: Vec<AnswerState> = cells.iter().map(|(_, cell)| cell.state).collect();
    let entries: Vec<usize> = cells.iter().map(|(entry, _)| *entry).collect();
    let counts = StateCounts::new(states.iter().copied());
    let unanswered = unanswered_groups(None, &entries, &states);
    Some(Groups { groups, unanswered, counts, with_unselected: 0 })
}

/// Groups cases by a field, given for each case.
fn group_fields(id: &'static str, entries: &[usize], fields: &[Option<&Field>]) -> Groups {
    let states: Vec<AnswerState> = fields.iter().map(state_of).collect();
    let all = entries.iter().zip(fields).zip(&states);
    let answered = all.filter(|(_, state)| **state == AnswerState::Answered);
    let answered: Vec<(usize, &Field)> =
        answered.filter_map(|((entry, field), _)| Some((*entry, (*field)?))).collect();
    Groups {
        groups: field_groups(id, &answered),
        counts: StateCounts::new(states.iter().copied()),
        unanswered: unanswered_groups(Some(id), entries, &states),
        with_unselected: answered.iter().filter(|(_, field)| has_unselected(&field.value)).count(),
    }
}

/// True for a list with 未選択 among its items.
fn has_unselected(value: &Value) -> bool {
    matches!(value, Value::List { items } if items.iter().any(|item| item == UNSELECTED))
}

/// Returns a group for each state without an answer that occurs. A clause finds them only if they are all of
/// them: `空:` does not tell the states apart.
fn unanswered_groups(field: Option<&'static str>, entries: &[usize], states: &[AnswerState]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (entry, state) in entries.iter().zip(states).filter(|(_, state)| **state != AnswerState::Answered) {
        let key = GroupKey::State(*state);
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => group.cases.push(*entry),
            None => groups.push(Group { key, cases: vec![*entry], clause: None }),
        }
    }
    if let ([group], Some(id)) = (groups.as_mut_slice(), field)
        && group.key != GroupKey::State(AnswerState::Unread)
    {
        group.clause = Some(Choice::new("空", field_word(id)).text());
    }
    groups.sort_by_key(|group| match group.key {
        GroupKey::State(state) => state as usize,
        GroupKey::Text(_) | GroupKey::Bin(..) => 0,
    });
    groups
}

fn number_groups(quantity: Quantity, answered: &[&(usize, Cell<'_>)], lang: Lang) -> Vec<Group> {
    let numbers = answered.iter().filter_map(|(entry, cell)| Some((*entry, cell.number()?)));
    let numbers: Vec<(usize, Number)> = numbers.collect();
    let values: Vec<Number> = numbers.iter().map(|(_, number)| *number).collect();
    let group = |bin: Bin| {
        let cases = numbers.iter().filter(|(_, number)| bin.contains(*number)).map(|(entry, _)| *entry);
        let clause = Some(bin_clause(quantity, bin, lang));
        Group { key: GroupKey::Bin(bin, quantity), cases: cases.collect(), clause }
    };
    bins(quantity, &values).into_iter().map(group).collect()
}

/// Returns the clause of a bin: `患者:2000..4999`, `200<=運用費/患者<500`.
fn bin_clause(quantity: Quantity, Bin { from, to, parts }: Bin, lang: Lang) -> String {
    match quantity {
        Quantity::Of(measure) => {
            let name = quantity_word(measure).unwrap_or_default();
            if to - from == 1 { format!("{name}:{from}") } else { format!("{name}:{from}..{}", to - 1) }
        }
        Quantity::Per { .. } => {
            let name = Column::Quantity(quantity).label(if lang == Lang::En { Lang::Ja } else { lang });
            let edge = |edge: u64| {
                if parts == 1 { edge.to_string() } else { format!("{}%", edge * 100 / parts) }
            };
            format!("{}<={name}<{}", edge(from), edge(to))
        }
    }
}

/// Groups the answers of a field, those of most cases first; prefectures from north to south, a fee by its charge.
fn field_groups(id: &'static str, fields: &[(usize, &Field)]) -> Vec<Group> {
    if fields.iter().any(|(_, field)| field.value.charge().is_some()) {
        return fee_groups(fields);
    }
    let mut tally = tally_fields(fields);
    tally.choose_spellings();
    let group = |value: &CountedAnswer<'_>| {
        let key = GroupKey::Text(value.text.to_owned());
        Group { key, cases: Vec::with_capacity(value.cases), clause: answer_choice(id, value.text) }
    };
    let mut groups: Vec<Group> = tally.values.iter().map(group).collect();
    for (entry, value) in &tally.of_cases {
        groups[*value].cases.push(*entry);
    }
    groups.retain(|group| group.key != GroupKey::Text(UNSELECTED.to_owned()));
    sort_by_count(&mut groups);
    if id == "area" {
        groups.sort_by_key(|group| match &group.key {
            GroupKey::Text(text) => prefecture_rank(text),
            GroupKey::Bin(..) | GroupKey::State(_) => usize::MAX,
        });
    }
    groups
}

/// Counts the answers of a field, given for each case that has one.
fn tally_fields<'a>(fields: &[(usize, &'a Field)]) -> Tally<'a> {
    let mut tally = Tally::default();
    for (entry, field) in fields {
        tally.add_answer(*entry, &field.answer, usize::MAX);
    }
    tally
}

/// Returns the states of a field, given for each case, and how many different answers it has.
pub(super) fn count_answers(fields: &[Option<&Field>]) -> (StateCounts, usize) {
    let states: Vec<AnswerState> = fields.iter().map(state_of).collect();
    let answered = fields.iter().zip(&states).filter(|(_, state)| **state == AnswerState::Answered);
    let answered: Vec<(usize, &Field)> = answered.filter_map(|(field, _)| Some((0, (*field)?))).collect();
    let charges: BTreeSet<&str> = answered.iter().filter_map(|(_, field)| field.value.charge()).collect();
    let kinds = if charges.is_empty() {
        let answers = tally_fields(&answered).values;
        answers.iter().filter(|answer| answer.text != UNSELECTED).count()
    } else {
        charges.len()
    };
    (StateCounts::new(states), kinds)
}

/// Returns the state of a field that a page may not have.
fn state_of(field: &Option<&Field>) -> AnswerState {
    field.map_or(AnswerState::Missing, AnswerState::of_answer)
}

/// Returns the clause that finds an answer of a field, if one does: one longer than a query finds nothing.
fn answer_choice(id: &'static str, text: &str) -> Option<String> {
    let name = field_word(id);
    let choice = match short_prefecture(text).filter(|_| id == "area") {
        Some(_) => Choice::new(name, text),
        None => Choice::new_exact(name, text),
    };
    let text = choice.text();
    (text.len() < LONGEST / 2 && choice.condition().is_some()).then_some(text)
}

fn sort_by_count(groups: &mut [Group]) {
    groups.sort_by_cached_key(|group| {
        let text = match &group.key {
            GroupKey::Text(text) => text.clone(),
            GroupKey::Bin(..) | GroupKey::State(_) => String::new(),
        };
        (Reverse(group.cases.len()), text)
    });
}

/// Groups a fee by its charge. No clause finds exactly a charge: its word may be in a note too.
fn fee_groups(fields: &[(usize, &Field)]) -> Vec<Group> {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (entry, field) in fields {
        groups.entry(field.value.charge().unwrap_or(&field.text)).or_default().push(*entry);
    }
    let group = |(text, cases): (&str, Vec<usize>)| Group {
        key: GroupKey::Text(text.to_owned()),
        cases,
        clause: None,
    };
    let mut groups: Vec<Group> = groups.into_iter().map(group).collect();
    sort_by_count(&mut groups);
    groups
}

/// Groups the cells of a column as they are shown, in the spelling of most; no clause is known for them.
fn cell_groups(answered: &[&(usize, Cell<'_>)], lang: Lang) -> Vec<Group> {
    let mut groups: Vec<(BTreeMap<String, usize>, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (entry, cell) in answered {
        let texts: Vec<String> = if let CellValue::Items(items) = &cell.value {
            items.iter().map(|item| (*item).to_owned()).collect()
        } else if let CellValue::Mark { mark, .. } = &cell.value {
            // A misread item has the mark all the same.
            vec![mark_sign(*mark).to_owned()]
        } else {
            vec![cell.text(NumberFormat::Whole, lang)]
        };
        for text in texts {
            let at = *places.entry(item_key(&text)).or_insert_with(|| {
                groups.push((BTreeMap::new(), Vec::new()));
                groups.len() - 1
            });
            let (spellings, cases) = &mut groups[at];
            *spellings.entry(text).or_default() += 1;
            cases.push(*entry);
        }
    }
    let group = |(spellings, cases): (BTreeMap<String, usize>, Vec<usize>)| {
        let most = spellings.into_iter().min_by_key(|(_, count)| Reverse(*count));
        Group { key: GroupKey::Text(most.map_or_else(String::new, |(text, _)| text)), cases, clause: None }
    };
    let mut groups: Vec<Group> = groups.into_iter().map(group).collect();
    sort_by_count(&mut groups);
    groups
}

/// True for a column whose cases may be in several groups.
#[must_use]
pub fn has_several_answers(column: &Column) -> bool {
    column.kind() == ColumnKind::Items
}
