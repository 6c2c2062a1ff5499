//! `jirei glossary`: the terms of the pages with their explanations.

use std::io;

use super::console::{Console, indent_spans, print_note, quote};
use super::failure::{RunEnding, RunResult};
use super::format::TableFormat;
use super::usage;
use crate::export::table::Table;
use crate::export::{json, tsv};
use crate::field_table::{Role, Span, wrap_spans};
use crate::search::glossary::{self, GlossaryEntry};
use crate::text::nearest;

/// The indent of an explanation below its term.
const INDENT: usize = 2;

/// Prints the matching terms, or all of them.
pub fn run(term: Option<&str>, format: TableFormat, console: &mut Console) -> RunResult {
    let entries = match term {
        None => glossary::all_entries().iter().collect(),
        Some(term) => glossary::look_up(term),
    };
    match format {
        TableFormat::Text => print_text(&entries, console)?,
        TableFormat::Json => json::write_glossary(&entries, &mut console.out)?,
        TableFormat::Csv => console.print_csv(&Table::of_terms(&entries), |_| None)?,
        TableFormat::Tsv => tsv::write(&Table::of_terms(&entries), &mut console.out)?,
    }
    let Some(term) = term.filter(|_| entries.is_empty()) else { return Ok(RunEnding::Fine) };
    let none = console.lang.fill("cli.no-term", &[("term", &quote(term, console.lang))]);
    print_note(&(none + &usage::suggestion_text(suggest_term(term), console.lang)));
    Ok(RunEnding::Nothing)
}

/// Suggests a term by its spelling or its reading.
fn suggest_term(term: &str) -> Option<&'static str> {
    let names = |entry: &'static GlossaryEntry| [&entry.term, &entry.kana, &entry.romaji].map(String::as_str);
    let near = nearest(term, glossary::all_entries().iter().flat_map(names))?;
    glossary::all_entries().iter().find(|entry| names(entry).contains(&near)).map(|entry| entry.term.as_str())
}

/// Prints each term with its reading and its explanation: below it on a terminal, a line per term in a
/// pipe.
fn print_text(entries: &[&GlossaryEntry], console: &mut Console) -> io::Result<()> {
    for entry in entries {
        let explanation = Span::new(entry.explanation(console.lang), Role::Text);
        let mut head = vec![
            Span::new(entry.term.as_str(), Role::Title),
            Span::space(2),
            Span::new(entry.kana.as_str(), Role::Label),
        ];
        if console.width == usize::MAX {
            head.extend([Span::space(2), explanation]);
            console.print_line(&head)?;
            continue;
        }
        let lines = wrap_spans(&head, console.width);
        let below = indent_spans(INDENT, &[explanation], console.width);
        lines.iter().chain(&below).try_for_each(|line| console.print_line(line))?;
    }
    Ok(())
}
