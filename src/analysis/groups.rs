//! The values of one column as groups of cases, each with the clause that finds the same cases.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::bins::{Bin, bin_of, bins};
use super::cell::{Cell, CellValue, NumberFormat, mark_sign};
use super::column::Column;
pub use super::group::{Group, GroupKey};
use super::kind::ColumnKind;
use super::state::{AnswerState, StateCounts};
use crate::lang::Lang;
use crate::model::{Catalog, Field, UNSELECTED, Value, field_of, prefecture_rank, short_prefecture};
use crate::search::names::{field_word, quantity_word};
use crate::search::quantity::{Measure, Number, Quantity};
use crate::search::query::{Choice, LONGEST, item_key};
use crate::search::tally::{CountedAnswer, Tally};

/// The groups of a column among some cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The groups with an answer, in their order: a case may be in several.
    pub groups: Vec<Group>,
    /// The states of the cases.
    pub counts: StateCounts,
    /// The cases without an answer, by state; only states that occur. Those that `空:` finds share its clause.
    pub unanswered: Vec<Group>,
    /// The cases that `空:` finds, which does not tell their states apart.
    pub blank: Option<Group>,
    /// Answered cases that have 未選択 among other items.
    pub with_unselected: usize,
}

/// Groups cases by a column; `None` for a column that makes no groups (a figure, a part of another).
#[must_use]
pub fn group_cases(column: &Column, catalog: &Catalog, entries: &[usize], lang: Lang) -> Option<Groups> {
    if let Column::Field(id) = column {
        let field = |entry: &usize| Some((*entry, field_of(catalog.case(*entry)?, id)?));
        let fields: Vec<(usize, &Field)> = entries.iter().filter_map(field).collect();
        return Some(group_answers(field_word(id), None, entries, &fields));
    }
    let cells = entries.iter().map(|entry| (*entry, column.cell(catalog, *entry, lang)));
    group_cells(column, catalog, &cells.collect::<Vec<_>>(), lang)
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
    group_cells(column, catalog, cells, lang)
}

/// Groups cases by the cells of a column that is no field; `None` for a column that makes no groups.
fn group_cells(
    column: &Column,
    catalog: &Catalog,
    cells: &[(usize, Cell<'_>)],
    lang: Lang,
) -> Option<Groups> {
    let answered: Vec<&(usize, Cell<'_>)> =
        cells.iter().filter(|(_, cell)| cell.state == AnswerState::Answered).collect();
    let name = match (column, column.fields().as_slice()) {
        (Column::Quantity(Quantity::Of(measure)), _) => quantity_word(*measure),
        (Column::Quantity(Quantity::Per { .. }), _) => None,
        (_, [id]) => Some(field_word(id)),
        _ => None,
    };
    let groups = match column {
        Column::Quantity(quantity) => {
            let numbers = answered.iter().filter_map(|(entry, cell)| Some((*entry, cell.number()?)));
            number_groups(*quantity, &numbers.collect::<Vec<_>>(), lang)
        }
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
        | Column::Likeness(_)
        | Column::Part { .. }
        | Column::Aggregate { .. } => return None,
    };
    let states: Vec<(usize, AnswerState)> = cells.iter().map(|(entry, cell)| (*entry, cell.state)).collect();
    let condition = name.and_then(|name| Choice::new(BLANK, name).condition());
    let is_found = |entry: usize| {
        let condition = condition.as_ref().zip(catalog.case(entry));
        condition.is_some_and(|(condition, case)| condition.holds_fact(case) == Some(true))
    };
    Some(Groups::new(name, groups, &states, is_found))
}

/// Groups cases by their answers in the fields that a query calls by this name, or by the number that is in them. The
/// fields are in the order of the cases; a case may have several, or none.
#[must_use]
pub fn group_answers(
    name: &'static str,
    measure: Option<Measure>,
    entries: &[usize],
    fields: &[(usize, &Field)],
) -> Groups {
    let mut answered: Vec<(usize, &Field)> = Vec::new();
    let mut numbers: Vec<(usize, Number)> = Vec::new();
    let mut blank = BTreeSet::new();
    let mut rest = fields;
    let state = |entry: &usize| {
        let (own, others) = rest.split_at(rest.iter().take_while(|(of, _)| of == entry).count());
        rest = others;
        let answers =
            || own.iter().filter(|(_, field)| AnswerState::of_answer(field) == AnswerState::Answered);
        // A case has the number of its first field.
        let number = measure.and_then(|measure| measure.of_value(&own.first()?.1.value));
        let state = match measure {
            Some(_) if number.is_some() => AnswerState::Answered,
            None if answers().next().is_some() => AnswerState::Answered,
            _ => {
                let states = own.iter().map(|(_, field)| AnswerState::of_answer(field));
                // An answer without this number is as good as a blank.
                own.first().map_or(AnswerState::Missing, |_| {
                    states
                        .into_iter()
                        .find(|state| *state != AnswerState::Answered)
                        .unwrap_or(AnswerState::Blank)
                })
            }
        };
        if state == AnswerState::Answered {
            answered.extend(answers());
            numbers.extend(number.map(|number| (*entry, Number::whole(number))));
        } else if own.iter().all(|(_, field)| field.value.is_blank()) {
            blank.insert(*entry);
        }
        (*entry, state)
    };
    let states: Vec<(usize, AnswerState)> = entries.iter().map(state).collect();
    let groups = match measure {
        Some(measure) => number_groups(Quantity::Of(measure), &numbers, Lang::Ja),
        None => answer_groups(name, &answered),
    };
    let with_unselected = answered.iter().filter(|(_, field)| has_unselected(&field.value)).count();
    let groups = Groups::new(Some(name), groups, &states, |entry| blank.contains(&entry));
    Groups { with_unselected, ..groups }
}

/// The name before that of a field without an answer.
const BLANK: &str = "空";

/// True for a list with 未選択 among its items.
fn has_unselected(value: &Value) -> bool {
    matches!(value, Value::List { items } if items.iter().any(|item| item == UNSELECTED))
}

impl Groups {
    /// Adds the cases without an answer to the groups of the others. `空:` with the name does not find words that are
    /// not of their kind; it has to find all others to be the clause of their groups.
    fn new(
        name: Option<&'static str>,
        groups: Vec<Group>,
        states: &[(usize, AnswerState)],
        is_found: impl Fn(usize) -> bool,
    ) -> Self {
        let counts = StateCounts::new(states.iter().map(|(_, state)| *state));
        let in_state = |(state, _): (AnswerState, usize)| {
            let cases = states.iter().filter(|(_, own)| *own == state).map(|(entry, _)| *entry).collect();
            Group { key: GroupKey::State(state), cases, clause: None }
        };
        let occurring = counts.iter().filter(|(state, count)| *state != AnswerState::Answered && *count > 0);
        let mut unanswered: Vec<Group> = occurring.map(in_state).collect();
        let cases = states.iter().filter(|(_, state)| *state != AnswerState::Answered);
        let cases: Vec<usize> = cases.map(|(entry, _)| *entry).filter(|entry| is_found(*entry)).collect();
        let clause = name.map(|name| Choice::new(BLANK, name).text());
        let is_unread = |group: &&mut Group| group.key == GroupKey::State(AnswerState::Unread);
        let all: Vec<&mut Group> = unanswered.iter_mut().filter(|group| !is_unread(group)).collect();
        if all.iter().map(|group| group.cases.len()).sum::<usize>() == cases.len() {
            all.into_iter().for_each(|group| group.clause.clone_from(&clause));
        }
        let key = GroupKey::State(AnswerState::Blank);
        let blank = (!cases.is_empty()).then_some(Group { key, cases, clause });
        Self { groups, counts, unanswered, blank, with_unselected: 0 }
    }
}

fn number_groups(quantity: Quantity, numbers: &[(usize, Number)], lang: Lang) -> Vec<Group> {
    let values: Vec<Number> = numbers.iter().map(|(_, number)| *number).collect();
    let group = |bin: &Bin| {
        let clause = Some(bin_clause(quantity, *bin, lang));
        Group { key: GroupKey::Bin(*bin, quantity), cases: Vec::new(), clause }
    };
    let bins = bins(quantity, &values);
    let mut groups: Vec<Group> = bins.iter().map(group).collect();
    for (entry, number) in numbers {
        if let Some(group) = bin_of(&bins, *number).and_then(|at| groups.get_mut(at)) {
            group.cases.push(*entry);
        }
    }
    groups
}

/// Costs above this are in yen without saying so.
const LARGE: u64 = 1_000_000;

/// Returns the clause of a bin: `患者:2000..4999`, `200<=運用費/患者<500`.
fn bin_clause(quantity: Quantity, Bin { from, to, parts }: Bin, lang: Lang) -> String {
    match quantity {
        Quantity::Of(measure) => {
            let name = quantity_word(measure).unwrap_or_default();
            // A cost without a unit may be read in 千円.
            let unit = if measure.is_cost() && to <= LARGE { "円" } else { "" };
            if to - from == 1 {
                format!("{name}:{from}{unit}")
            } else {
                format!("{name}:{from}..{}{unit}", to - 1)
            }
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

/// Groups the answers of fields, those of most cases first; prefectures from north to south, a fee by its charge.
fn answer_groups(name: &'static str, fields: &[(usize, &Field)]) -> Vec<Group> {
    if fields.iter().any(|(_, field)| field.value.charge().is_some()) {
        return fee_groups(fields);
    }
    let are_prefectures = fields.iter().any(|(_, field)| matches!(field.value, Value::Prefectures { .. }));
    let mut tally = tally_fields(fields);
    tally.choose_spellings();
    let group = |value: &CountedAnswer<'_>| {
        // A whole prefecture is exact after `:` too, and reads better.
        let choice = match short_prefecture(value.text).filter(|_| are_prefectures) {
            Some(_) => Choice::new(name, value.text),
            None => Choice::new_exact(name, value.text),
        };
        // A clause longer than a query finds nothing.
        let clause = choice.condition().map(|_| choice.text()).filter(|text| text.len() < LONGEST / 2);
        let key = GroupKey::Text(value.text.to_owned());
        Group { key, cases: Vec::with_capacity(value.cases), clause }
    };
    let mut groups: Vec<Group> = tally.values.iter().map(group).collect();
    for (entry, value) in &tally.of_cases {
        groups[*value].cases.push(*entry);
    }
    groups.retain(|group| group.key != GroupKey::Text(UNSELECTED.to_owned()));
    sort_by_count(&mut groups);
    if are_prefectures {
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
            vec![cell.text(NumberFormat::Whole, lang).into_owned()]
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
