//! Figures about all networks of the country, from surveys (`assets/benchmarks.toml`). They have a lane of their own
//! and are in no row, sum, order or bin.

use std::sync::LazyLock;

use strum::IntoStaticStr;

use super::assets::Bilingual;
use super::cell::{Cell, CellValue, NumberFormat, mark_sign};
use super::column::Column;
use super::column_list::parse_single;
use super::distribution::plain_column;
use super::figures::{at_most, rounded};
use super::groups::GroupKey;
use super::heading::Heading;
use super::kind::ColumnKind;
use super::relation::Relation;
use super::sheet::{RowKey, Sheet, SheetColumn, SheetRow};
use super::summary::to_float;
use crate::lang::Lang;
use crate::model::EffectMark;
use crate::model::schema::schema;
use crate::search::quantity::Number;
use crate::search::query::item_key;

include!(concat!(env!("OUT_DIR"), "/benchmarks.rs"));

/// A published figure.
#[derive(Debug, PartialEq, Eq)]
pub struct Benchmark {
    /// The column that it is about, as in a query; no page has a field for some.
    pub column: &'static str,
    /// What it is.
    pub statistic: Statistic,
    /// The answer that it is about, if any.
    pub item: Option<&'static str>,
    over: u64,
    under: u64,
    /// The unit.
    pub unit: &'static str,
    /// The number of networks that answered, if it was published.
    pub n: Option<u32>,
    /// Where it is from.
    pub source: &'static BenchmarkSource,
    /// What the survey asked, where that is not what the pages say.
    pub note: Option<&'static str>,
}

/// The source of published figures.
#[derive(Debug, PartialEq, Eq)]
pub struct BenchmarkSource {
    /// The name.
    pub name: &'static str,
    /// The name in a line.
    pub short: &'static str,
    /// The year of the survey.
    pub year: &'static str,
    survey: Bilingual,
    /// Where the text is.
    pub address: &'static str,
}

/// What a published figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Statistic {
    /// The mean of the networks.
    Mean,
    /// The total of the country.
    Total,
    /// The share of networks with an answer.
    Share,
    /// The share of networks that mark an item ○.
    EffectiveShare,
    /// The share of networks that mark an item ×.
    IneffectiveShare,
    /// A number of prefectures.
    Prefectures,
}

/// The sign before every figure that is not from the pages.
const ABOUT: &str = "≈";

/// Returns every figure, the latest of a column first.
pub fn all_benchmarks() -> impl Iterator<Item = &'static Benchmark> {
    BENCHMARKS.iter()
}

/// Returns the figures of a column, the latest first.
#[must_use]
pub fn benchmarks_of(column: &Column) -> Vec<&'static Benchmark> {
    BENCHMARKS.iter().filter(|benchmark| benchmark.subject().as_ref() == Some(column)).collect()
}

/// Returns the figures of what a head is about, the latest first.
fn figures_of(id: &str) -> impl Iterator<Item = &'static Benchmark> {
    static BY_ID: LazyLock<Vec<(String, &Benchmark)>> = LazyLock::new(|| {
        let with_id = |benchmark: &'static Benchmark| Some((benchmark.subject()?.id(), benchmark));
        BENCHMARKS.iter().filter_map(with_id).collect()
    });
    BY_ID.iter().filter(move |(known, _)| known == id).map(|(_, benchmark)| *benchmark)
}

/// Returns the latest mean of what a head is about: of a number of cases, or of the mean of groups.
#[must_use]
pub fn mean_of(heading: &Heading) -> Option<&'static Benchmark> {
    let mut figures = figures_of(heading.id.strip_prefix("mean_").unwrap_or(&heading.id));
    figures.find(|benchmark| benchmark.statistic == Statistic::Mean)
}

/// Returns what is known from the whole country of a group of what a head is about: that its mean is among these
/// numbers, or the share of its answer.
#[must_use]
pub fn of_group(heading: &Heading, key: &GroupKey, lang: Lang) -> Option<&'static Benchmark> {
    match key {
        GroupKey::Bin(bin, _) => mean_of(heading).filter(|mean| bin.contains(mean.number())),
        GroupKey::Text(label) => figures_of(&heading.id)
            .find(|share| share.statistic == Statistic::Share && share.is_of(label, lang)),
        GroupKey::State(_) => None,
    }
}

/// Returns the share of networks that mark an item of 導入効果, by its index in the form, ○, else that of ×.
#[must_use]
pub fn of_effect(at: usize) -> Option<&'static Benchmark> {
    let item = schema().effects.get(at).map(|item| item.text);
    figures_of("effects").find(|benchmark| benchmark.item.is_some() && benchmark.item == item)
}

/// Returns what to know of the figures beside bars, a line each: year, n and source; of a mean its value too.
#[must_use]
pub fn bar_lines(heading: &Heading, beside: &[&'static Benchmark], lang: Lang) -> Vec<String> {
    let mean = mean_of(heading).map(|mean| mean.line(heading, NumberFormat::Whole, None, lang));
    let of_share = |share: &&Benchmark| {
        let (label, conditions) = (share.statistic.label(lang), share.conditions(lang));
        lang.fill("benchmark.beside", &[("label", &label), ("conditions", &conditions)])
    };
    let shares = beside.iter().filter(|beside| beside.statistic != Statistic::Mean).map(of_share);
    let mut lines: Vec<String> = mean.into_iter().chain(shares).collect();
    lines.dedup();
    if lines.is_empty() {
        lines.push(lang.text("sheet.no_benchmarks").to_owned());
    }
    lines
}

/// Returns the latest mean of each column of a sheet that has one.
#[must_use]
pub fn means_of(sheet: &Sheet<'_>) -> Vec<Option<&'static Benchmark>> {
    sheet.columns.iter().map(|column| mean_of(&column.heading)).collect()
}

/// Returns the lane below a sheet: a text for each column, the label in the first. Empty where no column has a mean.
#[must_use]
pub fn lane_texts(sheet: &Sheet<'_>, lang: Lang) -> Vec<String> {
    let means = means_of(sheet);
    if means.iter().all(Option::is_none) {
        return Vec::new();
    }
    let text = |(mean, column): (&Option<&Benchmark>, &SheetColumn)| {
        mean.map_or_else(String::new, |mean| format!("{ABOUT}{}", mean.figure(column.format)))
    };
    let mut texts: Vec<String> = means.iter().zip(&sheet.columns).map(text).collect();
    if let Some(first) = texts.first_mut().filter(|first| first.is_empty()) {
        *first = format!("{ABOUT}{}", lang.text("benchmark.mean"));
    }
    texts
}

/// Returns what to know of the lane of a sheet, a line a column; of a single row how it relates to the mean too.
#[must_use]
pub fn lane_lines(sheet: &Sheet<'_>, lang: Lang) -> Vec<String> {
    let row = sheet.rows.first().filter(|_| sheet.rows.len() == 1);
    let columns = means_of(sheet).into_iter().zip(&sheet.columns).enumerate();
    let lines = columns.filter_map(|(at, (mean, column))| {
        let mean = mean?;
        let number = row.and_then(|row| row.cells.get(at)).and_then(Cell::number);
        Some(mean.line(&column.heading, column.format, number, lang))
    });
    lines.collect()
}

impl Statistic {
    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Mean => lang.text("benchmark.mean"),
            Self::Total => lang.text("benchmark.total"),
            Self::Share => lang.text("benchmark.share"),
            Self::EffectiveShare => lang.text("benchmark.effective"),
            Self::IneffectiveShare => lang.text("benchmark.ineffective"),
            Self::Prefectures => lang.text("benchmark.prefectures"),
        }
    }
}

impl Benchmark {
    /// Returns the figure, exactly.
    #[must_use]
    pub fn number(&self) -> Number {
        Number::ratio(self.over, self.under).unwrap_or(Number::whole(self.over))
    }

    /// Returns the column that it is about; `None` where no page has a field for it.
    #[must_use]
    pub fn subject(&self) -> Option<Column> {
        parse_single(self.column).ok()?.into_column()
    }

    /// True if it is about the answer with this label.
    fn is_of(&self, label: &str, lang: Lang) -> bool {
        // The labels of pages are Japanese, those of classes and of what a page has are not.
        let item = self.item.unwrap_or_default();
        let of_class = match self.subject() {
            Some(Column::Class(class)) => {
                let rank = class.rank(item, Lang::Ja);
                rank != usize::MAX && class.rank(label, lang) == rank
            }
            Some(Column::Head(_)) => item == Lang::Ja.text("chart.with") && label == lang.text("chart.with"),
            Some(_) | None => false,
        };
        of_class || item_key(item) == item_key(label)
    }

    /// Returns it as it stands beside a bar: `◂ ≈全国平均`, where there is little room `◂≈`; `≈50.6%`.
    #[must_use]
    pub fn beside_bar(&self, is_brief: bool, lang: Lang) -> String {
        let share = || format!("{}%", rounded(self.number(), 1));
        match self.statistic {
            Statistic::Mean if is_brief => format!("◂{ABOUT}"),
            Statistic::Mean => format!("◂ {ABOUT}{}", self.statistic.label(lang)),
            Statistic::EffectiveShare => format!("{ABOUT}{}{}", mark_sign(EffectMark::Effective), share()),
            Statistic::IneffectiveShare => {
                format!("{ABOUT}{}{}", mark_sign(EffectMark::Ineffective), share())
            }
            Statistic::Share | Statistic::Total | Statistic::Prefectures => format!("{ABOUT}{}", share()),
        }
    }

    /// Returns what the survey asked, where that is not what the pages say.
    #[must_use]
    pub fn note_line(&self, lang: Lang) -> Option<String> {
        self.note.map(|note| lang.fill("benchmark.note", &[("note", &note)]))
    }

    /// Returns what it is: 全国平均, or the answer that it is about.
    #[must_use]
    pub fn label(&self, lang: Lang) -> String {
        let label = self.statistic.label(lang);
        self.item.map_or_else(|| label.to_owned(), |item| format!("{label}: {item}"))
    }

    /// Returns year, number of networks and source: `2024年度、n=280、日医総研WP495`.
    #[must_use]
    pub fn conditions(&self, lang: Lang) -> String {
        let n = self.n.map(|n| format!("n={n}"));
        let parts = [Some(self.source.survey.text(lang).to_owned()), n, Some(self.source.short.to_owned())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(lang.text("analysis.item_comma"))
    }

    /// Returns the figure as a column shows its numbers, with one decimal if it has one.
    #[must_use]
    pub fn figure(&self, format: NumberFormat) -> String {
        let figure = to_float(self.number());
        match format {
            NumberFormat::ThousandYen => at_most(figure / 1_000.0, 1),
            NumberFormat::Whole | NumberFormat::Year | NumberFormat::OneDecimal | NumberFormat::Share => {
                at_most(figure, 1)
            }
        }
    }

    /// Returns what it says of a column: how a number relates to it, or the figure alone; with year, n, source, what
    /// the survey asked, and that there is no median.
    #[must_use]
    pub fn line(
        &self,
        heading: &Heading,
        format: NumberFormat,
        number: Option<Number>,
        lang: Lang,
    ) -> String {
        // 1,000 yen is a unit of heads; in a sentence it would be a second number.
        let in_yen = lang == Lang::En && format == NumberFormat::ThousandYen;
        let (format, unit) =
            if in_yen { (NumberFormat::Whole, heading.base_unit) } else { (format, heading.unit) };
        let label = heading.label.trim_start_matches('=');
        let figure = self.figure(format);
        let (mean, conditions) = (self.label(lang), self.conditions(lang));
        let relation = number.and_then(|number| {
            let relation = Relation::new(number, self.number(), heading.kind, format, unit)?.ratio()?;
            Some((format.text(number), relation.trim_start_matches('×').to_owned()))
        });
        let mut names: Vec<(&str, &dyn std::fmt::Display)> = vec![
            ("label", &label),
            ("unit", &unit),
            ("mean", &mean),
            ("figure", &figure),
            ("conditions", &conditions),
        ];
        let line = match &relation {
            Some((number, ratio)) => {
                names.extend([("number", number as &dyn std::fmt::Display), ("ratio", ratio)]);
                lang.fill("benchmark.relation", &names)
            }
            None => lang.fill("benchmark.line", &names),
        };
        let no_median =
            (self.statistic == Statistic::Mean).then(|| lang.text("benchmark.no_median").to_owned());
        let parts = [Some(line), self.note_line(lang), no_median].into_iter().flatten();
        parts.collect::<Vec<_>>().join(lang.text("benchmark.stop"))
    }
}

/// Returns published figures as a table: column, statistic, answer, value, unit, year, n, source, address, note.
#[must_use]
pub fn benchmarks_sheet(benchmarks: &[&'static Benchmark], lang: Lang) -> Sheet<'static> {
    let column = |id: &str, label: &'static str, kind| plain_column(id, lang.text(label).to_owned(), kind);
    let columns = vec![
        column("column", "benchmark.column", ColumnKind::Text),
        column("statistic", "benchmark.statistic", ColumnKind::Text),
        column("item", "analysis.answer", ColumnKind::Text),
        column("value", "benchmark.value", ColumnKind::Ratio),
        column("unit", "analysis.unit", ColumnKind::Text),
        column("year", "benchmark.year", ColumnKind::Text),
        column("n", "benchmark.n", ColumnKind::Number),
        column("source", "benchmark.source", ColumnKind::Text),
        column("address", "benchmark.address", ColumnKind::Text),
        column("note", "benchmark.note_head", ColumnKind::Text),
    ];
    let row = |benchmark: &&'static Benchmark| {
        let text = |text: Option<&'static str>| Cell::from_value(text.map(CellValue::Text));
        let label = benchmark.subject().map(|column| column.label(lang));
        let shown =
            |value: CellValue<'static>, text: String| Cell::new(CellValue::Shown(Box::new(value), text));
        let decimals = u32::from(benchmark.under > 1);
        let value = format!("{ABOUT}{}", rounded(benchmark.number(), decimals));
        let id: &'static str = benchmark.statistic.into();
        let cells = vec![
            shown(CellValue::Text(benchmark.column), label.unwrap_or_else(|| benchmark.column.to_owned())),
            shown(CellValue::Text(id), benchmark.statistic.label(lang).to_owned()),
            text(benchmark.item),
            shown(CellValue::Number(benchmark.number()), value),
            text(Some(benchmark.unit)),
            shown(CellValue::Text(benchmark.source.year), benchmark.source.survey.text(lang).to_owned()),
            Cell::from_value(benchmark.n.map(|n| CellValue::Number(Number::whole(n.into())))),
            text(Some(benchmark.source.name)),
            text(Some(benchmark.source.address)),
            text(benchmark.note),
        ];
        SheetRow { key: RowKey::Field(benchmark.column.to_owned()), cells }
    };
    let rows: Vec<SheetRow<'static>> = benchmarks.iter().map(row).collect();
    Sheet { columns, cases: rows.len(), rows, foot: Vec::new(), counts: None, summary: None }
}
