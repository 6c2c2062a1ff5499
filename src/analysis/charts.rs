//! The charts of the ministry's site (データで見る), from the cases at hand: distributions, and what the site counted.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::assets::{CHARTS, ChartKind, ChartSpec};
use super::cell::{Cell, CellValue, NumberFormat};
use super::column::Column;
use super::column_list::{ListedColumn, parse_single};
use super::distribution::{Distribution, Parts, plain_column};
use super::groups::{Group, GroupKey, group_cases};
use super::kind::ColumnKind;
use super::sheet::{Sheet, SheetRow};
use super::state::{AnswerState, StateCounts};
use crate::lang::Lang;
use crate::model::{Catalog, full_prefecture_names, prefecture_code};
use crate::search::names::{field_word, quantity_word};
use crate::search::quantity::{Measure, Number, Quantity};
use crate::search::query::{Choice, LONGEST, MOST_CONDITIONS, item_key, quote_value};
use crate::text::number::grouped;

/// A chart of the site.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    spec: &'static ChartSpec,
    /// What is drawn; `None` where no page has a field for it.
    pub distribution: Option<Distribution>,
    /// A figure about the whole.
    pub remark: Option<ChartRemark>,
}

/// A figure about a whole chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartRemark {
    /// So many prefectures have a case.
    Prefectures(usize),
    /// So many cases have more than one answer.
    SeveralAnswers(usize),
    /// The sum over all types.
    Sum(Number),
}

/// Returns the site's charts from some cases, its nine first.
#[must_use]
pub fn site_charts(catalog: &Catalog, entries: &[usize], lang: Lang) -> Vec<Chart> {
    (0..CHARTS.len()).into_par_iter().filter_map(|at| Chart::new(at, catalog, entries, lang)).collect()
}

/// Returns the titles of the charts with their numbers, for a list of them.
pub fn chart_titles(lang: Lang) -> impl Iterator<Item = (usize, &'static str)> {
    CHARTS.iter().map(move |spec| (spec.number, spec.title.text(lang)))
}

impl Chart {
    /// Counts a chart, by its index among all; `None` for one that does not exist.
    #[must_use]
    pub fn new(at: usize, catalog: &Catalog, entries: &[usize], lang: Lang) -> Option<Self> {
        let spec = CHARTS.get(at)?;
        let column = parse_single(spec.column).ok().and_then(ListedColumn::into_column);
        let whole = || Distribution::new(column.as_ref()?, catalog, entries, lang).ok();
        let distribution = match spec.draws {
            ChartKind::Column => whole(),
            ChartKind::WholePrefecture => {
                column.as_ref().and_then(|column| by_prefecture(spec, column, catalog, entries, lang))
            }
            ChartKind::Cumulative => whole().map(add_up),
            ChartKind::Presence => column.as_ref().map(|column| presence(column, catalog, entries, lang)),
            ChartKind::FacilityTypes => Some(Distribution::of_facilities(catalog, entries, lang)),
            ChartKind::Absent => None,
        };
        let remark = distribution.as_ref().and_then(|distribution| match spec.draws {
            ChartKind::WholePrefecture => Some(ChartRemark::Prefectures(prefectures_of(distribution))),
            ChartKind::FacilityTypes => sum_of_facilities(catalog, entries).map(ChartRemark::Sum),
            ChartKind::Column if distribution.has_several && matches!(column, Some(Column::Field(_))) => {
                Some(ChartRemark::SeveralAnswers(cases_in_several(distribution)))
            }
            ChartKind::Column | ChartKind::Cumulative | ChartKind::Presence | ChartKind::Absent => None,
        });
        Some(Self { spec, distribution, remark })
    }

    /// Returns the id for files.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.spec.id
    }

    /// Returns the site's number, from 1; 0 for a chart that it has beside its nine.
    #[must_use]
    pub fn number(&self) -> usize {
        self.spec.number
    }

    /// Returns the title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        self.spec.title.text(lang)
    }

    /// Returns what the site counted, and how that differs.
    #[must_use]
    pub fn note(&self, lang: Lang) -> &'static str {
        self.spec.note.text(lang)
    }
}

impl ChartRemark {
    /// Returns the remark as it is shown.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Prefectures(count) => {
                let all = full_prefecture_names().count();
                lang.fill("chart.prefectures", &[("count", &count), ("all", &all)])
            }
            Self::SeveralAnswers(count) => lang.fill("chart.several", &[("count", &count)]),
            Self::Sum(sum) => lang.fill("chart.sum", &[("sum", &grouped(sum.over()))]),
        }
    }
}

/// Counts the prefectures of the cases whose area of coverage has one of the chart's words, which pages spell in several
/// ways.
fn by_prefecture(
    spec: &ChartSpec,
    column: &Column,
    catalog: &Catalog,
    entries: &[usize],
    lang: Lang,
) -> Option<Distribution> {
    let all: Vec<usize> = (0..catalog.entries.len()).collect();
    let mut coverages = group_cases(&Column::Field(COVERAGE), catalog, &all, lang)?.groups;
    coverages.retain(|coverage| {
        let key = item_key(&coverage.key.label(lang));
        spec.words.iter().any(|word| key.contains(&item_key(word)))
    });
    let covered: BTreeSet<usize> = coverages.iter().flat_map(|coverage| &coverage.cases).copied().collect();
    let entries: Vec<usize> = entries.iter().copied().filter(|entry| covered.contains(entry)).collect();
    let mut distribution = Distribution::new(column, catalog, &entries, lang).ok()?;
    let spellings: Vec<String> =
        coverages.iter().map(|coverage| quote_value(&coverage.key.label(lang))).collect();
    let also = format!("{}={}", field_word(COVERAGE), spellings.join("|"));
    // A query that is longer finds something else.
    let is_whole = spellings.len() < MOST_CONDITIONS && also.len() < LONGEST / 2;
    let answered = match &mut distribution.parts {
        Parts::Groups(groups) | Parts::Numbers { bins: groups, .. } => &mut groups[..],
        Parts::Marks(_) | Parts::Types(_) => &mut [],
    };
    for group in answered.iter_mut().chain(&mut distribution.unanswered) {
        let clause = group.clause.as_ref().filter(|_| is_whole);
        group.clause = clause.map(|clause| format!("{clause} {also}"));
    }
    Some(distribution)
}

/// The field of the area of coverage.
const COVERAGE: &str = "coverage";

/// Returns the number of prefectures among groups; the whole country is none.
fn prefectures_of(distribution: &Distribution) -> usize {
    let Parts::Groups(groups) = &distribution.parts else { return 0 };
    let is_prefecture = |group: &&Group| match &group.key {
        GroupKey::Text(text) => prefecture_code(text).is_some(),
        GroupKey::Bin(..) | GroupKey::State(_) => false,
    };
    groups.iter().filter(is_prefecture).count()
}

/// Adds up the bins of years: each group has the cases up to it.
fn add_up(mut distribution: Distribution) -> Distribution {
    let Parts::Numbers { bins, .. } = &distribution.parts else { return distribution };
    let mut cases: Vec<usize> = Vec::new();
    let name = quantity_word(Measure::Launch).unwrap_or_default();
    let group = |bin: &Group| {
        cases.extend(&bin.cases);
        let clause = match &bin.key {
            GroupKey::Bin(bin, _) => Some(format!("{name}:..{}", bin.to - 1)),
            GroupKey::Text(_) | GroupKey::State(_) => None,
        };
        Group { key: bin.key.clone(), cases: cases.clone(), clause }
    };
    distribution.parts = Parts::Groups(bins.iter().map(group).collect());
    distribution.summary = None;
    distribution
}

/// Counts the pages that have a column and those that do not, which is an answer too.
fn presence(column: &Column, catalog: &Catalog, entries: &[usize], lang: Lang) -> Distribution {
    let has = |entry: &usize| column.cell(catalog, *entry, lang).state == AnswerState::Answered;
    let (with, without): (Vec<usize>, Vec<usize>) = entries.iter().copied().partition(has);
    let name = column.label(lang);
    let group = |label: &'static str, head: &str, cases| Group {
        key: GroupKey::Text(lang.text(label).to_owned()),
        cases,
        clause: Some(Choice::new(head, &name).text()),
    };
    Distribution {
        heading: column.heading(NumberFormat::Whole, lang),
        fields: column.fields(),
        counts: StateCounts::new(entries.iter().map(|_| AnswerState::Answered)),
        has_several: false,
        summary: None,
        lengths: None,
        parts: Parts::Groups(vec![group("chart.with", "有", with), group("chart.without", "空", without)]),
        unanswered: Vec::new(),
        with_unselected: 0,
        planned: BTreeSet::new(),
    }
}

fn sum_of_facilities(catalog: &Catalog, entries: &[usize]) -> Option<Number> {
    let number = |entry: &usize| Quantity::Of(Measure::Facilities).value_in(catalog.case(*entry)?);
    let numbers = entries.iter().filter_map(number);
    numbers.map(Number::floor).reduce(u64::saturating_add).map(Number::whole)
}

/// Returns the number of cases that are in more than one group.
fn cases_in_several(distribution: &Distribution) -> usize {
    let Parts::Groups(groups) = &distribution.parts else { return 0 };
    let (mut seen, mut several) = (BTreeSet::new(), BTreeSet::new());
    for entry in groups.iter().flat_map(|group| &group.cases) {
        if !seen.insert(*entry) {
            several.insert(*entry);
        }
    }
    several.len()
}

/// Returns the groups of all charts as one table for files: chart, group, count, share, sum, median, clause.
#[must_use]
pub fn charts_sheet(charts: &[Chart], cases: usize, lang: Lang) -> Sheet<'static> {
    let column = |id: &str, label: &'static str, kind| plain_column(id, lang.text(label).to_owned(), kind);
    let columns = vec![
        column("chart", "chart.chart", ColumnKind::Text),
        column("group", "analysis.answer", ColumnKind::Text),
        column("count", "analysis.count", ColumnKind::Number),
        column("share", "analysis.share", ColumnKind::Share),
        column("sum", "analysis.sum", ColumnKind::Number),
        column("median", "analysis.median", ColumnKind::Number),
        column("clause", "analysis.clause", ColumnKind::Text),
    ];
    let rows = charts.iter().flat_map(|chart| {
        let sheet = chart.distribution.as_ref().map(|distribution| distribution.sheet(lang));
        let (columns, rows) = sheet.map(|sheet| (sheet.columns, sheet.rows)).unwrap_or_default();
        rows.into_iter().map(move |row| {
            let cell = |id: &str| {
                let at = columns.iter().position(|column| column.heading.id == id);
                let cell = at.and_then(|at| row.cells.get(at)).cloned();
                cell.unwrap_or_else(|| Cell::without_value(AnswerState::Blank))
            };
            let cells = ["group", "count", "share", "sum", "median", "clause"].map(cell);
            let id = Cell::new(CellValue::Words(chart.id().to_owned()));
            SheetRow { key: row.key.clone(), cells: [id].into_iter().chain(cells).collect() }
        })
    });
    Sheet { columns, rows: rows.collect(), foot: Vec::new(), cases, counts: None, summary: None }
}
