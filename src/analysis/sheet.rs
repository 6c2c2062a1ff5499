//! A sheet: rows of cases or of groups, columns, and their cells.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::cell::{Cell, CellValue, NumberFormat};
use super::column::{Aggregate, Column};
use super::column_error::{ColumnError, ColumnResult};
use super::groups::{Group, GroupKey, Groups, group_cases};
use super::heading::Heading;
use super::kind::ColumnKind;
use super::sort::CachedKey;
use super::state::{AnswerState, StateCounts};
use super::summary::Summary;
use crate::lang::Lang;
use crate::model::{CasePage, Catalog, EffectMark};
use crate::search::quantity::Number;
use crate::search::query::item_key;

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet<'a> {
    /// The columns.
    pub columns: Vec<SheetColumn>,
    /// The rows.
    pub rows: Vec<SheetRow<'a>>,
    /// Below the rows: how many cases answer, medians, sums; empty unless asked for.
    pub foot: Vec<SheetRow<'a>>,
    /// The number of cases.
    pub cases: usize,
    /// The states of the column that makes the groups.
    pub counts: Option<StateCounts>,
    /// The figures of the column that makes the groups, if it has numbers.
    pub summary: Option<Summary>,
}

/// The head of a column, and how its numbers are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetColumn {
    /// The head.
    pub heading: Heading,
    /// The format of its numbers.
    pub format: NumberFormat,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetRow<'a> {
    /// What the row is about.
    pub key: RowKey,
    /// A cell for each column.
    pub cells: Vec<Cell<'a>>,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKey {
    /// A case, by id.
    Case(String),
    /// A group, by its label, with the clause that finds its cases.
    Group(String, Option<String>),
    /// A field of the form, or another column, by its id.
    Field(String),
}

impl<'a> Sheet<'a> {
    /// Makes the sheet of some cases, a row a case.
    ///
    /// # Errors
    /// For a column that needs groups.
    pub fn of_cases(
        columns: &[Column],
        catalog: &'a Catalog,
        entries: &[usize],
        lang: Lang,
    ) -> ColumnResult<Self> {
        Self::of_pages(columns, &catalog.newest_pages(entries), lang)
    }

    /// Makes the sheet of some cases whose cells do not know where they come from, nor its rows what they are of: for
    /// figures and widths alone.
    ///
    /// # Errors
    /// For a column that needs groups.
    pub fn for_figures(
        columns: &[Column],
        catalog: &'a Catalog,
        entries: &[usize],
        lang: Lang,
    ) -> ColumnResult<Self> {
        let row = |page: &CasePage<'a>| SheetRow {
            key: RowKey::Case(String::new()),
            cells: columns.iter().map(|column| column.cell_without_lines(*page, lang)).collect(),
        };
        Self::with_row_of_page(columns, &catalog.newest_pages(entries), lang, row)
    }

    /// Makes the sheet of pages, a row a page.
    ///
    /// # Errors
    /// For a column that needs groups.
    pub fn of_pages(columns: &[Column], pages: &[CasePage<'a>], lang: Lang) -> ColumnResult<Self> {
        let row = |page: &CasePage<'a>| SheetRow {
            key: RowKey::Case(page.case.id.clone()),
            cells: columns.iter().map(|column| column.cell_of_page(*page, lang)).collect(),
        };
        Self::with_row_of_page(columns, pages, lang, row)
    }

    fn with_row_of_page(
        columns: &[Column],
        pages: &[CasePage<'a>],
        lang: Lang,
        row: impl Fn(&CasePage<'a>) -> SheetRow<'a> + Sync + Send,
    ) -> ColumnResult<Self> {
        check_columns_of_cases(columns, lang)?;
        Ok(Self::with_rows(columns, pages.par_iter().map(row).collect(), pages.len(), lang))
    }

    /// Makes the sheet of the groups of a column, a row a group; the first column names the group.
    ///
    /// # Errors
    /// For a column that makes no groups, and for one that is no figure.
    pub fn of_groups(
        by: &Column,
        figures: &[Column],
        sort: &[(Column, bool)],
        (catalog, entries): (&'a Catalog, &[usize]),
        lang: Lang,
    ) -> ColumnResult<Self> {
        let Groups { mut groups, unanswered, counts, .. } = group_cases(by, catalog, entries, lang)
            .ok_or_else(|| ColumnError::NoGroups { name: by.label(lang) })?;
        let sorted = sort.iter().map(|(column, _)| column).filter(|column| *column != by);
        if let Some(column) = figures.iter().chain(sorted).find(|column| !is_figure(column)) {
            return Err(ColumnError::NeedsFigure { name: column.label(lang) });
        }
        let answered = counts.get(AnswerState::Answered);
        for (column, descending) in sort.iter().rev() {
            if column == by {
                // Groups are in their order.
                if *descending {
                    groups.reverse();
                }
                continue;
            }
            groups.sort_by_cached_key(|group| {
                CachedKey::new(&figure_cell(column, catalog, &group.cases, answered, lang), *descending)
            });
        }
        let row = |group: &Group| {
            let label = group.key.label(lang);
            let name = Cell::new(CellValue::Words(label.clone()));
            // Cases without an answer are no part of those that have one.
            let answered = if matches!(group.key, GroupKey::State(_)) { 0 } else { answered };
            let cells =
                figures.iter().map(|column| figure_cell(column, catalog, &group.cases, answered, lang));
            let key = RowKey::Group(label, group.clause.clone());
            SheetRow { key, cells: [name].into_iter().chain(cells).collect() }
        };
        let rows = groups.iter().chain(&unanswered).map(row).collect();
        let mut sheet = Self::with_rows(figures, rows, entries.len(), lang);
        let mut heading = by.heading(NumberFormat::Whole, lang);
        heading.kind = ColumnKind::Text;
        (heading.unit, heading.base_unit) = ("", "");
        sheet.columns.insert(0, SheetColumn { heading, format: NumberFormat::Whole });
        sheet.counts = Some(counts);
        Ok(sheet)
    }

    /// Makes the sheet of all cases as one group, a single row.
    #[must_use]
    pub fn of_all(figures: &[Column], catalog: &'a Catalog, entries: &[usize], lang: Lang) -> Self {
        let cell = |column: &Column| figure_cell(column, catalog, entries, entries.len(), lang);
        let key = RowKey::Group(lang.text("analysis.cases").to_owned(), None);
        let row = SheetRow { key, cells: figures.iter().map(cell).collect() };
        Self::with_rows(figures, vec![row], entries.len(), lang)
    }

    /// Makes a sheet of rows whose last cells are those of `columns`.
    fn with_rows(columns: &[Column], rows: Vec<SheetRow<'a>>, cases: usize, lang: Lang) -> Self {
        let before = rows.first().map_or(0, |row| row.cells.len().saturating_sub(columns.len()));
        let sheet_column = |(at, column): (usize, &Column)| {
            let cells = rows.iter().filter_map(|row| row.cells.get(before + at));
            let format = column.number_format(cells);
            SheetColumn { heading: column.heading(format, lang), format }
        };
        let columns = columns.par_iter().enumerate().map(sheet_column).collect();
        Self { columns, rows, foot: Vec::new(), cases, counts: None, summary: None }
    }

    /// Adds rows below: how many cases answer, the marks of items of 導入効果, these figures of numbers.
    pub fn add_foot(&mut self, columns: &[Column], functions: &[Aggregate], lang: Lang) {
        let all = 0..self.columns.len();
        let named = |label: String, mut cells: Vec<Cell<'a>>| {
            if let Some(first) = cells.first_mut() {
                *first = Cell::new(CellValue::Words(label.clone()));
            }
            SheetRow { key: RowKey::Group(label, None), cells }
        };
        let answered = |at| self.count(at, |cell| cell.state == AnswerState::Answered);
        let answered = all.clone().into_par_iter().map(answered).collect();
        let mut foot = vec![named(AnswerState::Answered.label(lang).to_owned(), answered)];
        if columns.iter().any(|column| matches!(column, Column::Effect(_))) {
            for mark in EffectMark::ALL {
                let count = |at: usize| match columns.get(at) {
                    Some(Column::Effect(_)) => self.count(
                        at,
                        |cell| matches!(cell.value, CellValue::Mark { mark: own, .. } if own == mark),
                    ),
                    Some(_) | None => Cell::without_value(AnswerState::Blank),
                };
                let label = super::cell::mark_sign(mark).to_owned();
                foot.push(named(label, all.clone().into_par_iter().map(count).collect()));
            }
        }
        for function in functions {
            let figure = |at| self.figure(*function, at, columns);
            let cells: Vec<Cell<'a>> = all.clone().into_par_iter().map(figure).collect();
            if cells.iter().any(|cell| cell.value != CellValue::None) {
                foot.push(named(Column::Aggregate { function: *function, of: None }.label(lang), cells));
            }
        }
        self.foot = foot;
    }

    /// Returns the number of rows whose cell in a column is as wanted.
    fn count(&self, at: usize, is_wanted: impl Fn(&Cell<'a>) -> bool) -> Cell<'a> {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
        Cell::from_value(
            u64::try_from(cells.filter(|cell| is_wanted(cell)).count()).ok().map(CellValue::Count),
        )
    }

    /// Returns a figure of a column; none of years, which mean nothing together.
    fn figure(&self, function: Aggregate, at: usize, columns: &[Column]) -> Cell<'a> {
        let cells = self.rows.iter().filter_map(|row| row.cells.get(at));
        let is_number = columns
            .get(at)
            .is_some_and(|column| column.kind().is_number() && column.kind() != ColumnKind::Year);
        let numbers: Vec<Number> = cells.filter(|_| is_number).filter_map(Cell::number).collect();
        sum_up(function, numbers, columns.get(at))
    }
}

/// The figures below a table.
pub const USUAL_FOOT: [Aggregate; 2] = [Aggregate::Median, Aggregate::Sum];

/// Checks that no column needs groups.
pub fn check_columns_of_cases<'c>(
    columns: impl IntoIterator<Item = &'c Column>,
    lang: Lang,
) -> ColumnResult<()> {
    let figure = columns.into_iter().find(|column| matches!(column, Column::Aggregate { .. }));
    figure.map_or(Ok(()), |column| Err(ColumnError::NeedsGroups { name: column.label(lang) }))
}

/// True for a column that sums up the cases of a group.
fn is_figure(column: &Column) -> bool {
    matches!(column, Column::Aggregate { .. } | Column::Item(_) | Column::Effect(_))
}

/// Returns the figure of a column over the cases of a group; `answered` cases have an answer at all.
pub(super) fn figure_cell(
    column: &Column,
    catalog: &Catalog,
    cases: &[usize],
    answered: usize,
    lang: Lang,
) -> Cell<'static> {
    let cells = |of: &Column| cases.iter().map(|entry| of.cell(catalog, *entry, lang)).collect::<Vec<_>>();
    let Column::Aggregate { function, of } = column else {
        return Cell::from_count(cells(column).iter().filter(|cell| counts_in_group(cell)).count());
    };
    match (function, of) {
        (Aggregate::Share, _) => {
            let share = u64::try_from(cases.len()).ok().zip(u64::try_from(answered).ok());
            let share = share.and_then(|(count, all)| Number::ratio(count, all));
            Cell::from_value(share.map(CellValue::Number))
        }
        (Aggregate::Kinds, Some(of)) => Cell::from_count(count_kinds(&cells(of))),
        (_, Some(of)) => sum_up(*function, cells(of).iter().filter_map(Cell::number).collect(), Some(of)),
        (_, None) => Cell::from_count(cases.len()),
    }
}

/// True for an item that is there, and for one marked ○.
fn counts_in_group(cell: &Cell<'_>) -> bool {
    matches!(cell.value, CellValue::Flag(true) | CellValue::Mark { mark: EffectMark::Effective, .. })
}

/// Returns the number of different answers.
fn count_kinds(cells: &[Cell<'_>]) -> usize {
    let answered = cells.iter().filter(|cell| cell.state == AnswerState::Answered);
    let kinds = answered.flat_map(|cell| {
        if let CellValue::Items(items) = &cell.value {
            items.iter().map(|item| item_key(item)).collect()
        } else {
            vec![item_key(&cell.plain_text())]
        }
    });
    kinds.collect::<BTreeSet<String>>().len()
}

/// Returns a figure over numbers; sums of years and of ratios mean nothing.
fn sum_up<'a>(function: Aggregate, numbers: Vec<Number>, of: Option<&Column>) -> Cell<'a> {
    let is_summed = of.is_some_and(|of| match of.kind() {
        ColumnKind::Number => true,
        ColumnKind::Yen => numbers.iter().all(|number| number.under() == 1),
        ColumnKind::Text
        | ColumnKind::Choice
        | ColumnKind::Items
        | ColumnKind::Mark
        | ColumnKind::Flag
        | ColumnKind::Ratio
        | ColumnKind::Share
        | ColumnKind::Year
        | ColumnKind::Date => false,
    });
    if function == Aggregate::Sum {
        let add = |sum: u64, number: &Number| sum.checked_add(number.over());
        let sum = (is_summed && !numbers.is_empty()).then(|| numbers.iter().try_fold(0, add)).flatten();
        return Cell::from_value(sum.map(|sum| CellValue::Number(Number::whole(sum))));
    }
    let pick = |summary: Summary| match function {
        Aggregate::Mean => Some(summary.mean),
        Aggregate::Median => Some(summary.quartiles[1]),
        Aggregate::Q1 => Some(summary.quartiles[0]),
        Aggregate::Q3 => Some(summary.quartiles[2]),
        Aggregate::Min => Some(summary.min),
        Aggregate::Max => Some(summary.max),
        Aggregate::Count | Aggregate::Share | Aggregate::Sum | Aggregate::Kinds => None,
    };
    Cell::from_value(Summary::new(numbers).and_then(pick).map(CellValue::Figure))
}
