//! The field table: a section, and what is above it, as lines of spans for the browser and `jirei show`.

mod amount;
mod bars;
mod compare;
mod derived;
mod facts;
mod flow;
mod heading;
mod items;
mod locate;
mod number_columns;
mod span;
#[cfg(test)]
mod tests;

pub use amount::derived_figure;
pub use bars::bar;
pub use compare::{differing_lines, other_pages};
pub use facts::{fact_lines, key_fact_lines, key_facts};
pub use flow::wrap_spans;
pub use heading::section_heading;
pub use span::{Role, Span};

use self::flow::{ValueRow, spans_cells};
use self::number_columns::NumberColumns;
use crate::lang::Lang;
use crate::model::{Case, Differing, Field, Section, Value};
use crate::text::width::cells;

/// Cells between the two columns.
const GAP: usize = 2;
/// The widest label column.
const WIDEST_LABEL: usize = 30;
/// The minimal width of the value column; below that, the values are put below their labels.
const NARROWEST_VALUE: usize = 16;

/// One line of a section's field table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableLine {
    /// Index of the field in its section.
    pub field: usize,
    /// The spans, including the padding between the columns.
    pub spans: Vec<Span>,
}

/// Returns the field table of a section in lines of at most `width` cells; `usize::MAX` never wraps. It
/// contains every field with every word of its text. The label has a column of its own, or is above the
/// value if that would leave too little room.
#[must_use]
pub fn section_table(case: &Case, section: &Section, width: usize, lang: Lang) -> Vec<TableLine> {
    compared_table(case, section, &[], (width, label_column(section, width, lang)), lang)
}

/// Returns the field table in lines of `width` cells, `column` of them for the labels, with the differing
/// values of other pages below this page's.
#[must_use]
pub fn compared_table(
    case: &Case,
    section: &Section,
    differing: &[Differing<'_>],
    (width, column): (usize, usize),
    lang: Lang,
) -> Vec<TableLine> {
    let value_width = if width == usize::MAX { width } else { width.saturating_sub(column + GAP) };
    let stacked = value_width < NARROWEST_VALUE;
    let columns = NumberColumns::of_section(case, section, value_width, lang);
    let layout = |(index, field): (usize, &Field)| {
        let first = differing.partition_point(|other| other.field < index);
        let others = differing.get(first..).unwrap_or_default();
        let others = others.get(..others.partition_point(|other| other.field == index)).unwrap_or_default();
        let values = |width| {
            let columns = if width == value_width { columns } else { NumberColumns::default() };
            let mut lines = lines_of_value(case, field, (width, &columns), lang);
            lines.extend(others.iter().flat_map(|other| compare::differing_lines(other, width, lang)));
            lines
        };
        let lines = if stacked {
            stack_columns(values, field, width, lang)
        } else {
            join_columns(label_lines(field, column, lang), values(value_width), column)
        };
        lines.into_iter().map(move |spans| TableLine { field: index, spans })
    };
    section.fields.iter().enumerate().flat_map(layout).collect()
}

/// Returns the English name of a field; `None` if the interface is Japanese or the schema has none.
fn english_name(field: &Field, lang: Lang) -> Option<&'static str> {
    if lang == Lang::En { field.english() } else { None }
}

/// Returns the width of the label column: that of the widest label, within limits. The English names
/// are beside the labels if all of them fit, else below.
#[must_use]
pub fn label_column(section: &Section, width: usize, lang: Lang) -> usize {
    let limit = if width == usize::MAX { width } else { (width / 5 * 2).min(WIDEST_LABEL) };
    let widest = |size: fn(usize, usize) -> usize| {
        let both = |field: &Field| {
            english_name(field, lang)
                .map_or(cells(&field.label), |name| size(cells(&field.label), cells(name)))
        };
        section.fields.iter().map(both).max().unwrap_or_default()
    };
    let side_by_side = widest(|label, name| label + 1 + name);
    if side_by_side <= limit { side_by_side } else { widest(usize::max).min(limit) }
}

/// Returns the label and, in English, its English name in lines of at most `width` cells.
#[must_use]
pub fn label_lines(field: &Field, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let mut lines = wrap_spans(&[Span::new(field.label.clone(), Role::Label)], width);
    let Some(name) = english_name(field, lang) else {
        return lines;
    };
    let name_span = Span::new(name, Role::English);
    match lines.last_mut() {
        Some(last) if spans_cells(last).saturating_add(1 + cells(name)) <= width => {
            last.extend([Span::space(1), name_span]);
        }
        Some(_) | None => lines.extend(wrap_spans(&[name_span], width)),
    }
    lines
}

/// Puts the labels and the values side by side, the values from `column` on.
fn join_columns(labels: Vec<Vec<Span>>, values: Vec<Vec<Span>>, column: usize) -> Vec<Vec<Span>> {
    let count = labels.len().max(values.len());
    let (mut labels, mut values) = (labels.into_iter(), values.into_iter());
    let line = |_| {
        let mut line = labels.next().unwrap_or_default();
        let value = values.next().unwrap_or_default();
        if !value.is_empty() {
            line.push(Span::space((column + GAP).saturating_sub(spans_cells(&line))));
            line.extend(value);
        }
        line
    };
    (0..count).map(line).collect()
}

/// Puts the value below its label, indented if there is room.
fn stack_columns(
    values: impl Fn(usize) -> Vec<Vec<Span>>,
    field: &Field,
    width: usize,
    lang: Lang,
) -> Vec<Vec<Span>> {
    let indent = if width < NARROWEST_VALUE { 0 } else { GAP };
    let mut lines = label_lines(field, width, lang);
    for mut value in values(width - indent) {
        if indent > 0 {
            value.insert(0, Span::space(indent));
        }
        lines.push(value);
    }
    lines
}

/// Returns the value of a field alone in lines of at most `width` cells.
#[must_use]
pub fn value_lines(
    case: &Case,
    section: &Section,
    field: &Field,
    width: usize,
    lang: Lang,
) -> Vec<Vec<Span>> {
    let columns = NumberColumns::of_section(case, section, width, lang);
    lines_of_value(case, field, (width, &columns), lang)
}

fn lines_of_value(case: &Case, field: &Field, place: (usize, &NumberColumns), lang: Lang) -> Vec<Vec<Span>> {
    value_rows(case, field, place, lang).into_iter().flat_map(|row| row.wrap(place.0)).collect()
}

/// Returns a value in the form of its kind; as the page's text if its parts are not found in it, so that no
/// word is lost.
fn value_rows(
    case: &Case,
    field: &Field,
    (width, columns): (usize, &NumberColumns),
    lang: Lang,
) -> Vec<ValueRow> {
    let text = field.text.as_str();
    let verbatim = || vec![ValueRow::new(vec![Span::from_field(text)])];
    if text.is_empty() {
        return vec![columns.blank_row(field)];
    }
    match &field.value {
        Value::Unselected => vec![ValueRow::new(vec![Span::from_page(text, 0..text.len(), Role::Blank)])],
        Value::Empty
        | Value::Text
        | Value::Choice { .. }
        | Value::Prefectures { .. }
        | Value::StatusYear { .. }
        | Value::Year { .. } => verbatim(),
        Value::List { items } if items.len() < 2 => verbatim(),
        Value::List { items } => items::list_rows(text, items).unwrap_or_else(verbatim),
        Value::Staff { groups } => vec![amount::staff_row(text, groups, lang)],
        Value::Effects { items } => items::effect_rows(text, items, width, lang).unwrap_or_else(verbatim),
        Value::Facilities { items } => {
            items::facility_table(text, items, width, columns.bar).unwrap_or_else(verbatim)
        }
        Value::Count { count } => vec![amount::count_row(case, field, *count, (width, columns), lang)],
        Value::Money { yen, .. } => {
            vec![columns.money_row(text, derived::derived_money(text, *yen, lang), width)]
        }
        Value::Fee(fee) => amount::fee_rows(text, fee.yen_per_month, fee.yen_per_year, lang),
    }
}
