//! `jirei fields`: the sections and fields of a page.

use super::console::{Console, indent_spans};
use super::failure::{RunEnding, RunResult};
use super::format::TableFormat;
use crate::export::table::Table;
use crate::export::{json, tsv};
use crate::field_table::{Role, Span, wrap_spans};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::text::width::cells;

/// The indent of the fields below their section.
const INDENT: usize = 3;

/// Prints the schema.
pub fn run(format: TableFormat, console: &mut Console) -> RunResult {
    match format {
        TableFormat::Text => {
            let lines = schema_lines(console.width, console.lang);
            lines.iter().try_for_each(|line| console.print_line(line))?;
        }
        TableFormat::Json => json::write_fields(&mut console.out)?,
        TableFormat::Csv => console.print_csv(&Table::of_fields(), |_| None)?,
        TableFormat::Tsv => tsv::write(&Table::of_fields(), &mut console.out)?,
    }
    Ok(RunEnding::Fine)
}

/// Returns the sections with their numbers, below each its fields in columns.
fn schema_lines(width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let fields = || schema().fields();
    let ids = fields().map(|field| cells(field.id)).max().unwrap_or_default() + 2;
    let kinds = fields().map(|field| cells(field.kind.name())).max().unwrap_or_default() + 2;
    let labels = fields().map(|field| cells(field.label)).max().unwrap_or_default() + 2;
    let start = INDENT + ids + kinds;
    let mut lines = Vec::new();
    for (index, section) in schema().sections.iter().enumerate() {
        let title = vec![
            Span::new(format!("{:>2} ", index + 1), Role::Plain),
            Span::new(section.title, Role::Title),
            Span::new(format!("  {}", section.id), Role::Label),
        ];
        lines.extend(append_english(title, 2, section.en, INDENT, width, lang));
        for field in section.fields {
            let line = vec![
                Span::space(INDENT),
                Span::new(format!("{:ids$}", field.id), Role::Label),
                Span::new(format!("{:kinds$}", field.kind.name()), Role::Plain),
                Span::new(field.label, Role::Text),
            ];
            let gap = labels - cells(field.label);
            lines.extend(append_english(line, gap, field.en, start, width, lang));
        }
    }
    lines
}

/// Appends the English name after a gap, or as a line of its own if it does not fit.
fn append_english(
    mut line: Vec<Span>,
    gap: usize,
    name: &str,
    indent: usize,
    width: usize,
    lang: Lang,
) -> Vec<Vec<Span>> {
    let used: usize = line.iter().map(|span| cells(&span.text)).sum();
    let name_span = Span::new(name, Role::English);
    match lang {
        Lang::Ja => wrap_spans(&line, width),
        Lang::En if used.saturating_add(gap + cells(name)) <= width => {
            line.extend([Span::space(gap), name_span]);
            vec![line]
        }
        Lang::En => {
            let below = indent_spans(indent, &[name_span], width);
            wrap_spans(&line, width).into_iter().chain(below).collect()
        }
    }
}
