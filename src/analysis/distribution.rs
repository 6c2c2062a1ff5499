//! The distribution of one column among some cases: states, figures, groups; and all fields in a line each.

use std::collections::BTreeSet;

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::column_error::{ColumnError, ColumnResult};
use super::groups::{Group, GroupKey, group_known_cells, has_several_answers};
use super::heading::Heading;
use super::item_columns::FACILITY_TYPES;
use super::kind::ColumnKind;
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use super::state::{AnswerState, StateCounts};
use super::summary::Summary;
use crate::lang::Lang;
use crate::model::schema::{ValueKind, schema};
use crate::model::{Catalog, EffectMark, Value, field_of};
use crate::search::quantity::{Measure, Number, Quantity};

/// So many of the smallest and of the largest cases are named.
const NAMED: usize = 3;

/// The distribution of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// The head of the column; its label is the form's where it has one.
    pub heading: Heading,
    /// The fields of the form that it comes from.
    pub fields: Vec<&'static str>,
    /// The states of the cases.
    pub counts: StateCounts,
    /// True if a case may have several answers, so that shares add up to more than all.
    pub has_several: bool,
    /// The figures of a column of numbers.
    pub summary: Option<Summary>,
    /// The lengths of free text, in letters.
    pub lengths: Option<Summary>,
    /// The figures by what they are of.
    pub parts: Parts,
    /// The cases without an answer, by state; of marks and types of facilities only [`Self::counts`] tells.
    pub unanswered: Vec<Group>,
    /// Cases that have 未選択 among other answers.
    pub with_unselected: usize,
    /// Of launch years, the cases that are planned; empty for all other columns.
    pub planned: BTreeSet<usize>,
}

/// The parts of a distribution.
#[derive(Debug, Clone, PartialEq)]
pub enum Parts {
    /// Groups of cases; free text has none.
    Groups(Vec<Group>),
    /// Bins of numbers, and the cases with the smallest and the largest.
    Numbers {
        /// The bins.
        bins: Vec<Group>,
        /// The cases with the smallest numbers, the smallest first.
        smallest: Vec<(usize, Number)>,
        /// The cases with the largest numbers, the largest first.
        largest: Vec<(usize, Number)>,
    },
    /// The items of 導入効果, those with most ○ first, with their marks counted: ○ △ × ·.
    Marks(Vec<(usize, [usize; 4])>),
    /// The types of facilities: their column, the cases with a number, sum and median.
    Types(Vec<(Column, usize, Number, f64)>),
}

impl Distribution {
    /// Counts a column among some cases.
    ///
    /// # Errors
    /// For a column that has no distribution.
    pub fn new(column: &Column, catalog: &Catalog, entries: &[usize], lang: Lang) -> ColumnResult<Self> {
        let heading = distribution_heading(column, lang);
        let cell = |entry: &usize| (*entry, column.cell(catalog, *entry, lang));
        let cells: Vec<(usize, Cell<'_>)> = entries.iter().map(cell).collect();
        let counts = StateCounts::new(cells.iter().map(|(_, cell)| cell.state));
        let numbers = cells.iter().filter_map(|(entry, cell)| Some((*entry, cell.number()?)));
        let numbers: Vec<(usize, Number)> = numbers.collect();
        let summary = matches!(column, Column::Quantity(_))
            .then(|| Summary::new(numbers.iter().map(|(_, number)| *number).collect()))
            .flatten();
        let (mut unanswered, mut with_unselected) = (Vec::new(), 0);
        let parts = if *column == Column::Marks {
            Parts::Marks(count_marks(catalog, entries, lang))
        } else {
            let groups = group_known_cells(column, catalog, &cells, lang)
                .ok_or_else(|| ColumnError::NoGroups { name: column.label(lang) })?;
            (unanswered, with_unselected) = (groups.unanswered, groups.with_unselected);
            match groups.groups {
                _ if is_free_text(column) => Parts::Groups(Vec::new()),
                bins if summary.is_some() => number_parts(bins, numbers),
                groups => Parts::Groups(groups),
            }
        };
        Ok(Self {
            heading,
            fields: column.fields(),
            counts,
            has_several: has_several_answers(column),
            summary,
            lengths: is_free_text(column).then(|| text_lengths(&cells)).flatten(),
            parts,
            unanswered,
            with_unselected,
            planned: planned_cases(column, catalog, entries),
        })
    }

    /// Counts the types of the facilities.
    #[must_use]
    pub fn of_facilities(catalog: &Catalog, entries: &[usize], lang: Lang) -> Self {
        let all = Column::of_field("facilities");
        let of_type = |measure| {
            let column = Column::Quantity(Quantity::Of(measure));
            let number = |entry: &usize| measure.value_in(catalog.case(*entry)?).map(Number::whole);
            let numbers: Vec<Number> = entries.iter().filter_map(number).collect();
            let sum = numbers.iter().fold(0, |sum: u64, number| sum.saturating_add(number.over()));
            let median = Summary::new(numbers.clone()).map_or(0.0, |summary| summary.quartiles[1]);
            (column, numbers.len(), Number::whole(sum), median)
        };
        Self {
            heading: distribution_heading(&Column::Field("facilities"), lang),
            fields: all.fields(),
            counts: StateCounts::new(entries.iter().map(|entry| all.cell(catalog, *entry, lang).state)),
            has_several: true,
            summary: None,
            lengths: None,
            parts: Parts::Types(FACILITY_TYPES.into_iter().map(of_type).collect()),
            unanswered: Vec::new(),
            with_unselected: 0,
            planned: BTreeSet::new(),
        }
    }

    /// Returns its groups: those with an answer or a number, then those without.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        let answered = match &self.parts {
            Parts::Groups(groups) | Parts::Numbers { bins: groups, .. } => &groups[..],
            Parts::Marks(_) | Parts::Types(_) => &[],
        };
        answered.iter().chain(&self.unanswered)
    }

    /// Returns the clauses of its groups.
    pub fn clauses(&self) -> impl Iterator<Item = &str> {
        self.groups().filter_map(|group| group.clause.as_deref())
    }

    /// Returns how many cases of a group are planned.
    #[must_use]
    pub fn planned_in(&self, group: &Group) -> usize {
        group.cases.iter().filter(|entry| self.planned.contains(entry)).count()
    }
}

/// Returns the cases whose launch is planned, for the column of launch years.
fn planned_cases(column: &Column, catalog: &Catalog, entries: &[usize]) -> BTreeSet<usize> {
    /// What the status of a planned launch has in it.
    const PLANNED: &str = "予定";
    if *column != Column::Quantity(Quantity::Of(Measure::Launch)) {
        return BTreeSet::new();
    }
    let is_planned = |entry: &&usize| {
        let field = catalog.case(**entry).and_then(|case| field_of(case, "launch"));
        let Some(Value::StatusYear { status: Some(status), .. }) = field.map(|field| &field.value) else {
            return false;
        };
        status.contains(PLANNED)
    };
    entries.iter().filter(is_planned).copied().collect()
}

/// Returns the head of a column, with the label that the form gives its field.
fn distribution_heading(column: &Column, lang: Lang) -> Heading {
    let mut heading = column.heading(NumberFormat::Whole, lang);
    if let (Column::Quantity(Quantity::Of(_)) | Column::Marks, [id]) = (column, column.fields().as_slice())
        && Column::of_field(id) == *column
    {
        heading.label = Column::Field(id).label(lang);
    }
    heading
}

fn is_free_text(column: &Column) -> bool {
    let Column::Field(id) = column else { return false };
    schema().field(id).is_some_and(|spec| spec.kind == ValueKind::Text)
}

/// Sums up the lengths of texts in letters.
fn text_lengths(cells: &[(usize, Cell<'_>)]) -> Option<Summary> {
    let length = |(_, cell): &(usize, Cell<'_>)| {
        let letters = u64::try_from(cell.plain_text().chars().count()).ok()?;
        (letters > 0).then(|| Number::whole(letters))
    };
    Summary::new(cells.iter().filter_map(length).collect())
}

fn number_parts(bins: Vec<Group>, mut numbers: Vec<(usize, Number)>) -> Parts {
    numbers.sort_by_key(|(entry, number)| (*number, *entry));
    // No case is named twice.
    let named = NAMED.min(numbers.len() / 2);
    let smallest = numbers.iter().take(named.max(1)).copied().collect();
    let largest = numbers.iter().rev().take(named).copied().collect();
    Parts::Numbers { bins, smallest, largest }
}

fn count_marks(catalog: &Catalog, entries: &[usize], lang: Lang) -> Vec<(usize, [usize; 4])> {
    let count = |at: usize| {
        let mut counts = [0; 4];
        for entry in entries {
            if let CellValue::Mark { mark, .. } = Column::Effect(at).cell(catalog, *entry, lang).value {
                counts[mark as usize] += 1;
            }
        }
        (at, counts)
    };
    let mut items: Vec<(usize, [usize; 4])> = (0..schema().effects.len()).map(count).collect();
    items.sort_by_key(|(_, counts)| std::cmp::Reverse(counts[EffectMark::Effective as usize]));
    items
}

/// Makes a column of a sheet that is not of a case.
pub fn plain_column(id: &str, label: String, kind: ColumnKind) -> SheetColumn {
    let format = if kind == ColumnKind::Share { NumberFormat::Share } else { NumberFormat::Whole };
    let heading = Heading {
        id: id.to_owned(),
        label,
        english: String::new(),
        section: "",
        unit: "",
        base_unit: "",
        kind,
        is_whole: kind == ColumnKind::Number,
        derived: false,
        formula: None,
    };
    SheetColumn { heading, format }
}

impl Distribution {
    /// Returns the distribution as a sheet, a row a group.
    #[must_use]
    pub fn sheet(&self, lang: Lang) -> Sheet<'static> {
        let number = |id, label| plain_column(id, lang.text(label).to_owned(), ColumnKind::Number);
        let name = plain_column("group", self.heading.label.clone(), ColumnKind::Text);
        let (columns, rows) = match &self.parts {
            Parts::Groups(_) | Parts::Numbers { .. } => {
                let share = plain_column("share", lang.text("analysis.share").to_owned(), ColumnKind::Share);
                let clause =
                    plain_column("clause", lang.text("analysis.clause").to_owned(), ColumnKind::Text);
                let columns = vec![name, number("count", "analysis.count"), share, clause];
                (columns, self.groups().map(|group| self.group_row(group, lang)).collect())
            }
            Parts::Marks(items) => {
                let columns = EffectMark::ALL.map(|mark| {
                    let heading = Column::MarkCount(mark).heading(NumberFormat::Whole, lang);
                    SheetColumn { heading, format: NumberFormat::Whole }
                });
                let row = |(at, counts): &(usize, [usize; 4])| {
                    let label = Column::Effect(*at).label(lang);
                    group_row(label, counts.map(Cell::from_count).to_vec())
                };
                ([vec![name], columns.to_vec()].concat(), items.iter().map(row).collect())
            }
            Parts::Types(types) => {
                let columns = vec![
                    name,
                    number("count", "analysis.count"),
                    number("sum", "analysis.sum"),
                    plain_column("median", lang.text("analysis.median").to_owned(), ColumnKind::Ratio),
                ];
                let row = |(column, count, sum, median): &(Column, usize, Number, f64)| {
                    let sum = Cell::new(CellValue::Number(*sum));
                    let shown = super::figures::summary_figure(*median);
                    let median = Cell::new(CellValue::Shown(Box::new(CellValue::Figure(*median)), shown));
                    group_row(column.label(lang), vec![Cell::from_count(*count), sum, median])
                };
                (columns, types.iter().map(row).collect())
            }
        };
        let (cases, counts, summary) = (self.counts.total(), Some(self.counts), self.summary);
        Sheet { columns, rows, foot: Vec::new(), cases, counts, summary }
    }

    /// Returns the distribution as a sheet that says in each row which column it is about.
    #[must_use]
    pub fn file_sheet(&self, lang: Lang) -> Sheet<'static> {
        let mut sheet = self.sheet(lang);
        let field = plain_column("field", lang.text("analysis.field").to_owned(), ColumnKind::Text);
        sheet.columns.insert(0, field);
        lang.text("analysis.answer").clone_into(&mut sheet.columns[1].heading.label);
        for row in &mut sheet.rows {
            row.cells.insert(0, Cell::new(CellValue::Words(self.heading.label.clone())));
        }
        sheet
    }

    /// Returns the share of a group among the cases that have an answer; those without have none.
    #[must_use]
    pub fn share(&self, group: &Group) -> Option<Number> {
        if matches!(group.key, GroupKey::State(_)) {
            return None;
        }
        let answered = u64::try_from(self.counts.get(AnswerState::Answered)).ok()?;
        Number::ratio(u64::try_from(group.cases.len()).ok()?, answered)
    }

    fn group_row(&self, group: &Group, lang: Lang) -> SheetRow<'static> {
        let count = group.cases.len();
        let share = Cell::from_value(self.share(group).map(CellValue::Number));
        let clause = Cell::from_value(group.clause.clone().map(CellValue::Words));
        group_row(group.key.label(lang), vec![Cell::from_count(count), share, clause])
    }
}

fn group_row(label: String, cells: Vec<Cell<'static>>) -> SheetRow<'static> {
    let name = Cell::new(CellValue::Words(label.clone()));
    SheetRow { key: RowKey::Group(label, None), cells: [vec![name], cells].concat() }
}
