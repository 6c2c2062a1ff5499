//! The answers to a field, counted, as the rows of a grid: a group a row with its bar, its count and its share.

use crate::analysis::Column;
use crate::analysis::benchmarks::{Benchmark, bar_lines, of_effect, of_group};
use crate::analysis::cell::mark_sign;
use crate::analysis::charts::Chart;
use crate::analysis::distribution::{Distribution, Parts};
use crate::analysis::figures::{kind_figure, share, summary_figure};
use crate::analysis::groups::{Group, GroupKey};
use crate::analysis::heading::Heading;
use crate::analysis::state::AnswerState;
use crate::analysis::summary::to_float;
use crate::export::distribution_text::{figures_line, group_bar, named_cases, states, title};
use crate::lang::Lang;
use crate::model::{Catalog, EffectMark};
use crate::search::quantity::Number;
use crate::search::query::is_chosen;
use crate::text::number::grouped_count;
use crate::text::width::cells;
use crate::text::wrap::wrapped_lines;
use crate::tui::state::State;

use super::grid::{CellStyle, GridCell, GridColumn};
use super::grid_rows::{GridLine, GridRow, GridRows};
use super::sheet_lines::SheetLines;

/// The longest bar in cells.
const LONGEST: usize = 40;
/// So many groups have a row.
const MOST: usize = 200;
/// Cells of check box, count, share and the gaps beside label and bar.
const BESIDE: usize = 26;
/// In fewer cells a national mean is a sign at its bin, and its name is below.
const NARROW: usize = 60;
/// Labels are no wider than half the room, but have so many cells as long as the shortest useful bar has room too.
const NARROWEST_LABEL: usize = 16;
const SHORTEST: usize = 6;

/// Lays out a distribution for so many cells.
pub fn lay_out(state: &State, distribution: &Distribution, width: usize) -> SheetLines {
    let lang = state.lang;
    let benchmarks = if state.sheet.benchmarks { benchmarks(distribution, lang) } else { Vec::new() };
    let texts = benchmarks.iter().map(|known| known.map(|own| own.beside_bar(width < NARROW, lang)));
    let texts: Vec<Option<String>> = texts.collect();
    let beside = texts.iter().flatten().map(|text| cells(text)).max();
    let whole = width;
    let width = width.saturating_sub(beside.map_or(0, |beside| beside + 2));
    let mut intro = vec![title(distribution, lang), states(distribution, lang)];
    intro.extend(figures_line(distribution, lang));
    let mut lines = match &distribution.parts {
        Parts::Groups(groups) => {
            if groups.is_empty() {
                let answered = distribution.counts.get(AnswerState::Answered);
                let id = if answered == 0 { "sheet.no_answers" } else { "sheet.free_text" };
                intro.push(lang.text(id).to_owned());
            }
            bars(state, distribution, width)
        }
        Parts::Numbers { smallest, largest, .. } => {
            let named = |id, named| named_cases(id, named, distribution, &state.catalog, lang);
            intro.push(named("analysis.smallest", smallest));
            if !largest.is_empty() {
                intro.push(named("analysis.largest", largest));
            }
            bars(state, distribution, width)
        }
        Parts::Marks(items) => marks(items, width, lang),
        Parts::Types(types) => facility_types(types, lang),
    };
    if distribution.with_unselected > 0 {
        intro.push(lang.fill("analysis.with_unselected", &[("count", &distribution.with_unselected)]));
    }
    lines.intro = wrapped(&intro, whole);
    if state.sheet.benchmarks {
        lines.columns.extend(beside.map(|width| GridColumn::of_words("", width, false)));
        add_benchmarks(&mut lines, &benchmarks, texts, &distribution.heading, lang);
        let known: Vec<&Benchmark> = benchmarks.into_iter().flatten().collect();
        let remarks = wrapped(&bar_lines(&distribution.heading, &known, lang), whole).into_iter();
        let own = lines.own.get_or_insert_default();
        own.lines.extend(remarks.map(|remark| GridLine { remark: Some(remark), ..GridLine::default() }));
    }
    lines.title = Some(lang.fill("sheet.distribution", &[("name", &distribution.heading.label)]));
    lines
}

/// Returns what is known from the whole country of each row.
fn benchmarks(distribution: &Distribution, lang: Lang) -> Vec<Option<&'static Benchmark>> {
    match &distribution.parts {
        Parts::Marks(items) => items.iter().map(|(at, _)| of_effect(*at)).collect(),
        Parts::Groups(_) | Parts::Numbers { .. } | Parts::Types(_) => {
            let groups = shown_groups(distribution).into_iter();
            groups.map(|group| of_group(&distribution.heading, &group.key, lang)).collect()
        }
    }
}

/// Adds national figures at the end of the rows that they are about.
fn add_benchmarks(
    lines: &mut SheetLines,
    benchmarks: &[Option<&'static Benchmark>],
    texts: Vec<Option<String>>,
    heading: &Heading,
    lang: Lang,
) {
    let Some(own) = &mut lines.own else { return };
    let known = benchmarks.iter().zip(texts).map(|(benchmark, text)| benchmark.zip(text));
    for ((line, row), known) in own.lines.iter_mut().zip(&mut own.rows).zip(known) {
        let Some((benchmark, text)) = known else { continue };
        line.cells.push(GridCell::new(text, CellStyle::Quiet));
        let note = benchmark.note_line(lang).filter(|_| !heading.kind.is_number());
        row.note.extend(note.map(|note| format!("{}{note}", lang.text("benchmark.stop"))));
    }
}

/// Returns the groups that have a row: those without an answer are the last.
fn shown_groups(distribution: &Distribution) -> Vec<&Group> {
    let answered = distribution.groups().count() - distribution.unanswered.len();
    let is_shown = |at: usize| at < MOST || at >= answered;
    distribution.groups().enumerate().filter(|(at, _)| is_shown(*at)).map(|(_, group)| group).collect()
}

/// Wraps words above or below the rows.
fn wrapped(paragraphs: &[String], width: usize) -> Vec<String> {
    let lines = |text| wrapped_lines(text, width.saturating_sub(2).max(1)).map(str::to_owned);
    paragraphs.iter().flat_map(|text: &String| lines(text)).collect()
}

/// Lays out a chart of the site.
pub fn lay_out_chart(state: &State, chart: &Chart, width: usize) -> SheetLines {
    let lang = state.lang;
    let mut lines = match &chart.distribution {
        Some(distribution) => lay_out(state, distribution, width),
        None => SheetLines::of_rows(GridRows::default()),
    };
    let remarks: Vec<String> = chart.remark.map(|remark| remark.text(lang)).into_iter().collect();
    lines.intro.extend(wrapped(&remarks, width));
    lines.intro.extend(wrapped(&[chart.note(lang).to_owned()], width));
    lines.title = Some(lang.fill("sheet.chart", &[("name", &chart.title(lang))]));
    lines
}

/// Returns the rows of groups, each with its check box.
fn bars(state: &State, distribution: &Distribution, width: usize) -> SheetLines {
    let lang = state.lang;
    let groups = shown_groups(distribution);
    let is_number = distribution.summary.is_some();
    let label = |group: &Group| group.key.label(lang);
    let widest = groups.iter().map(|group| cells(&label(group))).max().unwrap_or_default();
    let room = width.saturating_sub(BESIDE);
    let labels = widest.min((room / 2).max(NARROWEST_LABEL.min(room.saturating_sub(SHORTEST))));
    let bar_width = room.saturating_sub(labels).clamp(4, LONGEST);
    let columns = vec![
        GridColumn::of_words("", labels + 4, false),
        GridColumn::of_words("", bar_width, false),
        GridColumn::of_words("", 7, true),
        GridColumn::of_words("", 7, true),
    ];
    let most = groups.iter().map(|group| group.cases.len()).max().unwrap_or_default();
    let mut rows = GridRows::default();
    for group in &groups {
        let is_chosen = group.clause.as_ref().is_some_and(|clause| is_chosen(&state.search.query, clause));
        let own = label(group);
        let pad = if is_number { labels.saturating_sub(cells(&own)) } else { 0 };
        let check = match (&group.clause, is_chosen) {
            (None, _) => "   ",
            (Some(_), true) => "[✓]",
            (Some(_), false) => "[ ]",
        };
        let words = format!("{check} {}{own}", " ".repeat(pad));
        let style = match group.key {
            _ if is_chosen => CellStyle::Strong,
            GroupKey::State(_) => CellStyle::Quiet,
            GroupKey::Text(_) | GroupKey::Bin(..) => CellStyle::Plain,
        };
        let bar = group_bar(group.cases.len(), distribution.planned_in(group), most, bar_width);
        let row_cells = vec![
            GridCell::new(words, style),
            GridCell::new(bar, CellStyle::Accent),
            GridCell::new(grouped_count(group.cases.len()), style),
            GridCell::new(distribution.share(group).map_or_else(String::new, share), CellStyle::Plain),
        ];
        let note = note(group, &own, &state.catalog, lang);
        rows.push(GridRow { clause: group.clause.clone(), note, ..GridRow::default() }, row_cells);
    }
    let count = distribution.groups().count() - groups.len();
    if count > 0 {
        let words = lang.fill("sheet.more_groups", &[("count", &count)]);
        rows.push(GridRow::default(), vec![GridCell::new(words, CellStyle::Quiet)]);
    }
    SheetLines { columns, ..SheetLines::of_rows(rows) }
}

/// Returns the group and the names of its first cases.
fn note(group: &Group, label: &str, catalog: &Catalog, lang: Lang) -> String {
    /// So many are named.
    const NAMED: usize = 20;
    let name = |entry: &usize| catalog.case(*entry).map(|case| case.short_name().into_owned());
    let names: Vec<String> = group.cases.iter().take(NAMED).filter_map(name).collect();
    let names = names.join(lang.text("analysis.item_comma"));
    lang.fill("sheet.note", &[("label", &label), ("text", &names)])
}

/// Returns the rows of the items of 導入効果 with their marks.
fn marks(items: &[(usize, [usize; 4])], width: usize, lang: Lang) -> SheetLines {
    let most = items.iter().map(|(_, counts)| counts.iter().sum::<usize>()).max().unwrap_or_default().max(1);
    let longest = width.saturating_sub(60).clamp(8, LONGEST);
    let scale = |count: usize| (count * longest).div_ceil(most.max(longest)).min(longest);
    let columns = vec![
        GridColumn::of_words("", 34.min(width / 2), false),
        GridColumn::of_words("", longest + 4, false),
        GridColumn::of_words("", 18, false),
    ];
    let mut rows = GridRows::default();
    for (at, counts) in items {
        let label = Column::Effect(*at).label(lang);
        let signs = EffectMark::ALL.map(mark_sign);
        let drawn =
            |(sign, count): (&str, &usize)| sign.repeat(if most <= longest { *count } else { scale(*count) });
        let bar: String = signs.iter().copied().zip(counts).map(drawn).collect();
        let tally: Vec<String> =
            signs.iter().zip(counts).map(|(sign, count)| format!("{sign}{count}")).collect();
        let row = GridRow { note: label.clone(), ..GridRow::default() };
        let cells = vec![
            GridCell::new(label, CellStyle::Plain),
            GridCell::new(bar, CellStyle::Accent),
            GridCell::new(tally.join(" "), CellStyle::Plain),
        ];
        rows.push(row, cells);
    }
    SheetLines { columns, ..SheetLines::of_rows(rows) }
}

/// Returns the rows of the types of facilities: how many cases have a number, sum and median.
fn facility_types(types: &[(Column, usize, Number, f64)], lang: Lang) -> SheetLines {
    let columns = vec![
        GridColumn::of_words("", 16, false),
        GridColumn::of_words("", 10, true),
        GridColumn::of_words("", 16, true),
        GridColumn::of_words("", 16, true),
    ];
    let mut rows = GridRows::default();
    for (column, count, sum, median) in types {
        let kind = column.kind();
        let label = column.label(lang);
        let figure = |id: &'static str, figure: String| format!("{} {figure}", lang.text(id));
        let cells = vec![
            GridCell::new(label.clone(), CellStyle::Plain),
            GridCell::new(figure("analysis.count", grouped_count(*count)), CellStyle::Plain),
            GridCell::new(figure("analysis.sum", kind_figure(to_float(*sum), kind)), CellStyle::Plain),
            GridCell::new(figure("analysis.median", summary_figure(*median)), CellStyle::Plain),
        ];
        rows.push(GridRow { note: label, ..GridRow::default() }, cells);
    }
    SheetLines { columns, ..SheetLines::of_rows(rows) }
}
