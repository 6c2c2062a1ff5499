//! The site's charts as text and as Markdown: the title, the distribution, a remark, and what the site counted.

use super::{distribution_text, sheet_text};
use crate::analysis::charts::Chart;
use crate::lang::Lang;
use crate::model::Catalog;

/// Returns the lines of a chart.
#[must_use]
pub fn lines(chart: &Chart, catalog: &Catalog, lang: Lang) -> Vec<String> {
    let drawn = chart.distribution.iter();
    let drawn = drawn.flat_map(|distribution| distribution_text::lines(distribution, catalog, lang));
    let below = below(chart, lang).into_iter().map(|line| format!("  {line}"));
    [format!("── {} ──", title(chart, lang))].into_iter().chain(drawn).chain(below).collect()
}

/// Returns the lines of a chart as Markdown.
#[must_use]
pub fn markdown_lines(chart: &Chart, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!("### {}", title(chart, lang)), String::new()];
    if let Some(distribution) = &chart.distribution {
        lines.extend(sheet_text::markdown_lines(&distribution.sheet(lang), lang));
        lines.push(String::new());
    }
    for line in below(chart, lang) {
        lines.extend([line, String::new()]);
    }
    lines.truncate(lines.len() - 1);
    lines
}

/// Returns the title behind the site's number, or behind ＋ for what is not among its nine.
fn title(chart: &Chart, lang: Lang) -> String {
    match chart.number() {
        0 => format!("＋ {}", chart.title(lang)),
        number => format!("{number} {}", chart.title(lang)),
    }
}

fn below(chart: &Chart, lang: Lang) -> Vec<String> {
    let remark = chart.remark.map(|remark| remark.text(lang));
    remark.into_iter().chain([chart.note(lang).to_owned()]).collect()
}
