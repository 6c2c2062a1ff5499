//! `jirei fields`: the sections and fields that a page has.

use std::io;

use super::arguments::TableFormat;
use super::console::Console;
use super::failure::{Ending, Outcome};
use crate::export::page::{Role, Span};
use crate::export::{json, tsv};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::text::width::cells;

/// Prints the schema.
pub fn run(format: TableFormat, console: &mut Console) -> Outcome {
    match format {
        TableFormat::Text => text(console)?,
        TableFormat::Json => json::fields(&mut console.out)?,
        TableFormat::Tsv => tsv::fields(&mut console.out)?,
    }
    Ok(Ending::Fine)
}

/// Sections with their numbers, below them the fields in columns.
fn text(console: &mut Console) -> io::Result<()> {
    let fields = || schema().sections.iter().flat_map(|section| &section.fields);
    let ids = fields().map(|field| cells(&field.id)).max().unwrap_or_default() + 2;
    let kinds = fields().map(|field| cells(field.kind.name())).max().unwrap_or_default() + 2;
    let labels = fields().map(|field| cells(&field.label)).max().unwrap_or_default() + 2;
    for (index, section) in schema().sections.iter().enumerate() {
        let mut title = vec![
            span(format!("{:>2} ", index + 1), Role::Plain),
            span(section.title.clone(), Role::Title),
            span(format!("  {}", section.id), Role::Label),
        ];
        title.extend(english(&section.en, 2, console.lang));
        console.wrapped(&title)?;
        for field in &section.fields {
            let gap = labels - cells(&field.label);
            let mut line = vec![
                span(format!("   {:ids$}", field.id), Role::Label),
                span(format!("{:kinds$}", field.kind.name()), Role::Plain),
                span(field.label.clone(), Role::Text),
            ];
            line.extend(english(&field.en, gap, console.lang));
            console.wrapped(&line)?;
        }
    }
    Ok(())
}

/// The English name after a gap, where the interface is English.
fn english(name: &str, gap: usize, lang: Lang) -> Option<Span> {
    match lang {
        Lang::Ja => None,
        Lang::En => Some(span(" ".repeat(gap) + name, Role::English)),
    }
}

fn span(text: String, role: Role) -> Span {
    Span { text, role, origin: None }
}
