//! `jirei glossary`: what the terms of the pages mean.

use std::io;

use super::console::{Console, indented, note, quoted};
use super::failure::{Ending, Outcome};
use super::format::TableFormat;
use super::usage;
use crate::export::page::{Role, Span, wrap_spans};
use crate::export::{json, tsv};
use crate::search::glossary::{self, GlossaryEntry};
use crate::text::nearest;

/// How far an explanation stands in below its term.
const INDENT: usize = 2;

/// Prints the terms that are meant, or all of them.
pub fn run(term: Option<&str>, format: TableFormat, console: &mut Console) -> Outcome {
    let entries = match term {
        None => glossary::all_entries().iter().collect(),
        Some(term) => glossary::look_up(term),
    };
    match format {
        TableFormat::Text => text(&entries, console)?,
        TableFormat::Json => json::glossary(&entries, &mut console.out)?,
        TableFormat::Tsv => tsv::glossary(&entries, &mut console.out)?,
    }
    let Some(term) = term.filter(|_| entries.is_empty()) else { return Ok(Ending::Fine) };
    let none = console.lang.fill("cli.no-term", &[("term", &quoted(term, console.lang))]);
    note(&(none + &usage::meant(near(term), console.lang)));
    Ok(Ending::Nothing)
}

/// The term that was probably meant, as it or its reading is spelled.
fn near(term: &str) -> Option<&'static str> {
    let names = |entry: &'static GlossaryEntry| [&entry.term, &entry.kana, &entry.romaji].map(String::as_str);
    let near = nearest(term, glossary::all_entries().iter().flat_map(names))?;
    glossary::all_entries().iter().find(|entry| names(entry).contains(&near)).map(|entry| entry.term.as_str())
}

/// Each term with its reading and what it means: below it on a terminal, a line a term in a pipe.
fn text(entries: &[&GlossaryEntry], console: &mut Console) -> io::Result<()> {
    for entry in entries {
        let explanation = Span::new(entry.explanation(console.lang), Role::Text);
        let mut head = vec![
            Span::new(entry.term.as_str(), Role::Title),
            Span::space(2),
            Span::new(entry.kana.as_str(), Role::Label),
        ];
        if console.width == usize::MAX {
            head.extend([Span::space(2), explanation]);
            console.line(&head)?;
            continue;
        }
        let lines = wrap_spans(&head, console.width);
        let below = indented(INDENT, &[explanation], console.width);
        lines.iter().chain(&below).try_for_each(|line| console.line(line))?;
    }
    Ok(())
}
