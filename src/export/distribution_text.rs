//! A distribution as text: the states, the figures, a bar a group with its clause.

use super::sheet_text;
use crate::analysis::distribution::{Distribution, Parts};
use crate::analysis::figures::{kind_figure, share, summary_figure};
use crate::analysis::groups::Group;
use crate::analysis::heading::label_with_unit;
use crate::analysis::kind::ColumnKind;
use crate::analysis::summary::to_float;
use crate::field_table::bar;
use crate::lang::Lang;
use crate::model::{Catalog, field_of};
use crate::search::quantity::Number;
use crate::text::number::grouped_count;
use crate::text::sign::signs;
use crate::text::width::{cells, pad, pad_left};

/// Cells of the longest bar.
const LONGEST: usize = 20;
const INDENT: &str = "  ";

/// Returns the lines of a distribution.
#[must_use]
pub fn lines(distribution: &Distribution, catalog: &Catalog, lang: Lang) -> Vec<String> {
    let mut lines = vec![title(distribution, lang), format!("{INDENT}{}", states(distribution, lang))];
    lines.extend(figures_line(distribution, lang).map(|line| format!("{INDENT}{line}")));
    match &distribution.parts {
        Parts::Groups(_) => lines.extend(bars(distribution, lang)),
        Parts::Numbers { smallest, largest, .. } => {
            lines.extend(bars(distribution, lang));
            let named =
                |id, named| format!("{INDENT}{}", named_cases(id, named, distribution, catalog, lang));
            lines.push(named("analysis.smallest", smallest));
            if !largest.is_empty() {
                lines.push(named("analysis.largest", largest));
            }
        }
        Parts::Marks(_) | Parts::Types(_) => {
            let table = sheet_text::lines(&distribution.sheet(lang), lang);
            lines.extend(table.into_iter().map(|line| format!("{INDENT}{line}")));
        }
    }
    if !distribution.planned.is_empty() {
        let count = distribution.planned.len();
        let names: [(&str, &dyn std::fmt::Display); 2] = [("sign", &signs().hatch), ("count", &count)];
        lines.push(format!("{INDENT}{}", lang.fill("analysis.planned", &names)));
    }
    if distribution.with_unselected > 0 {
        let count = &distribution.with_unselected;
        lines.push(format!("{INDENT}{}", lang.fill("analysis.with_unselected", &[("count", count)])));
    }
    lines
}

/// Returns the figures of a column of numbers, or the lengths of free text; `None` for any other.
#[must_use]
pub fn figures_line(distribution: &Distribution, lang: Lang) -> Option<String> {
    if let Some(summary) = &distribution.summary {
        let figure = |id: &'static str, figure: f64| {
            format!("{} {}", lang.text(id), kind_figure(figure, distribution.heading.kind))
        };
        let [q1, median, q3] = summary.quartiles;
        let mut figures = vec![
            figure("analysis.min", summary.min),
            figure("analysis.q1", q1),
            figure("analysis.median", median),
            figure("analysis.q3", q3),
            figure("analysis.max", summary.max),
            figure("analysis.mean", summary.mean),
        ];
        // Sums of years and of ratios mean nothing.
        if matches!(distribution.heading.kind, ColumnKind::Number | ColumnKind::Yen)
            && !distribution.heading.derived
        {
            figures.push(figure("analysis.sum", summary.sum));
        }
        return Some(figures.join(" · "));
    }
    let lengths = distribution.lengths.as_ref()?;
    let figures =
        [summary_figure(lengths.min), summary_figure(lengths.quartiles[1]), summary_figure(lengths.max)];
    let [min, median, max] = &figures;
    let names: [(&str, &dyn std::fmt::Display); 3] = [("min", min), ("median", median), ("max", max)];
    Some(lang.fill("analysis.lengths", &names))
}

/// Returns the label with its unit, or that a case may have several answers.
#[must_use]
pub fn title(distribution: &Distribution, lang: Lang) -> String {
    let heading = &distribution.heading;
    let note = if distribution.has_several { lang.text("analysis.several_answers") } else { heading.unit };
    label_with_unit(&heading.label, note, lang)
}

/// Returns the states of the cases.
#[must_use]
pub fn states(distribution: &Distribution, lang: Lang) -> String {
    let counts = &distribution.counts;
    let all = format!("{} {}", lang.text("analysis.cases"), counts.total());
    let each = counts.iter().map(|(state, count)| format!("{} {count}", state.label(lang)));
    [all].into_iter().chain(each).collect::<Vec<_>>().join(" · ")
}

/// Returns a line a group: label, bar, count, share of the answered cases, clause.
fn bars(distribution: &Distribution, lang: Lang) -> Vec<String> {
    let groups: Vec<&Group> = distribution.groups().collect();
    let is_number = distribution.summary.is_some();
    let labels: Vec<String> = groups.iter().map(|group| group.key.label(lang)).collect();
    let width = labels.iter().map(|label| cells(label)).max().unwrap_or(0);
    let most = groups.iter().map(|group| group.cases.len()).max().unwrap_or(0);
    let counts: Vec<String> = groups.iter().map(|group| grouped_count(group.cases.len())).collect();
    let widest = counts.iter().map(|count| cells(count)).max().unwrap_or(0);
    let line = |((group, label), count): ((&&Group, &String), &String)| {
        let label = if is_number { pad_left(label, width) } else { pad(label, width) };
        let planned = distribution.planned_in(group);
        let bar = pad(&group_bar(group.cases.len(), planned, most, LONGEST), LONGEST);
        let share = distribution.share(group).map_or_else(String::new, share);
        let clause = group.clause.as_deref().unwrap_or_default();
        let count = pad_left(count, widest);
        let share = pad_left(&share, 6);
        format!("{INDENT}{label}  {bar}  {count}  {share}  {clause}").trim_end().to_owned()
    };
    groups.iter().zip(&labels).zip(&counts).map(line).collect()
}

/// Returns the bar of a group in up to so many cells, the part of planned cases hatched.
#[must_use]
pub fn group_bar(count: usize, planned: usize, most: usize, longest: usize) -> String {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let planned = planned.min(count);
    let whole = bar(number(count), number(most), longest);
    if planned == 0 {
        return whole;
    }
    let certain = bar(number(count - planned), number(most), longest);
    let hatched = cells(&whole).saturating_sub(cells(&certain));
    certain + &signs().hatch.repeat(hatched)
}

/// Returns the cases at an end of the order, each with its number and its place.
#[must_use]
pub fn named_cases(
    label: &'static str,
    named: &[(usize, Number)],
    distribution: &Distribution,
    catalog: &Catalog,
    lang: Lang,
) -> String {
    let name = |(entry, number): &(usize, Number)| {
        let case = catalog.case(*entry)?;
        let figure = kind_figure(to_float(*number), distribution.heading.kind);
        let lines =
            distribution.fields.iter().filter_map(|id| field_of(case, id)).map(|field| field.lines.first);
        let places: Vec<String> = lines.map(|line| case.source.place(line)).collect();
        Some(format!("{} {figure}  {}", case.short_name(), places.join(" ")))
    };
    let cases: Vec<String> = named.iter().filter_map(name).collect();
    format!("{} {}", lang.text(label), cases.join(" · "))
}
