//! `jirei search`: where in which cases the words stand.

use std::io::Write;
use std::ops::Range;

use rayon::prelude::*;

use super::console::{Console, indented, lit, note, quoted};
use super::failure::{Ending, Outcome, escaped};
use super::format::SearchFormat;
use super::pages::{self, Places};
use crate::export::found::{Finder, Found, FoundField};
use crate::export::json;
use crate::export::page::{Role, Span};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Catalog};
use crate::search::query::Gravity;
use crate::search::{Hit, Index, NameField, Query, clause_counts_message};
use crate::text::excerpt::excerpt;

/// Longer values are shortened to the words that were found, in cells.
const WHOLE: usize = 72;
/// What stays on either side of them, in cells.
const AROUND: usize = 24;
/// Cells between two columns.
const GAP: usize = 2;
/// How far a field stands in below its case.
const INDENT: usize = 2;
/// So many cases are looked through on all cores before they are printed.
const AT_ONCE: usize = 256;
/// What stands for a blank value, and for what was left out.
const BLANK: &str = "—";
const LEFT_OUT: &str = "…";

/// Prints the cases that the query finds, best first, each with the fields that it found.
pub fn run(text: &str, format: SearchFormat, places: &Places, console: &mut Console) -> Outcome {
    let lang = console.lang;
    let mut catalog = pages::read(places, lang);
    let query = Query::parse(text);
    pages::mark(&mut catalog, Some(&query), lang);
    note_problems(&query, lang);
    if is_nothing_but_wrong(&query) {
        return Ok(Ending::Failed);
    }
    let index = Index::new(&catalog);
    let finder = Finder::new(&query, &index, lang);
    let hits = index.search(&query, &catalog, lang);
    let hits: Vec<(&Case, Hit)> =
        hits.into_iter().filter_map(|hit| Some((catalog.case(hit.entry)?, hit))).collect();
    match format {
        SearchFormat::Json => json::found(&query, &found(&hits, &finder), &mut console.out)?,
        SearchFormat::Ndjson => {
            for hits in hits.chunks(AT_ONCE) {
                json::found_lines(&found(hits, &finder), &mut console.out)?;
            }
        }
        SearchFormat::Text => {
            for (chunk, hits) in hits.chunks(AT_ONCE).enumerate() {
                for (place, found) in found(hits, &finder).iter().enumerate() {
                    if chunk > 0 || place > 0 {
                        console.line(&[])?;
                    }
                    let lines = lines(found, &finder, console.width, lang);
                    lines.iter().try_for_each(|line| console.line(line))?;
                }
            }
        }
    }
    console.out.flush()?;
    Ok(pages::unless_none(&catalog, places, lang, ending(&query, hits.len(), (&index, &catalog), lang)))
}

/// Says on stderr what of a query was not understood.
pub fn note_problems(query: &Query, lang: Lang) {
    for problem in &query.problems {
        note(&format!("jirei: {}", escaped(&problem.run_message(lang))));
    }
}

/// Says on stderr where nothing was found among pages that are there, that bookmarks are asked for
/// before there is one, and what each condition finds alone.
pub fn ending(query: &Query, found: usize, (index, catalog): (&Index, &Catalog), lang: Lang) -> Ending {
    if found > 0 || catalog.pages.is_empty() {
        return Ending::Fine;
    }
    note(&lang.fill("cli.nothing-found", &[("query", &quoted(query.text(), lang))]));
    if query.lacks_bookmarks(catalog) {
        note(&format!("jirei: {}", lang.text("browser.no_bookmarks")));
    }
    if let Some(alone) = clause_counts_message(&index.clause_counts(query, catalog, lang), lang) {
        note(&format!("jirei: {}", escaped(&alone)));
    }
    Ending::Nothing
}

/// True for a query of which nothing is left but what is wrong with it: a script with a slip in it
/// is not to be given every case.
pub fn is_nothing_but_wrong(query: &Query) -> bool {
    query.clauses.is_empty() && query.problems.iter().any(|problem| problem.gravity() == Gravity::Wrong)
}

/// What was found in the cases, on all cores.
fn found<'a>(hits: &[(&'a Case, Hit)], finder: &Finder<'_>) -> Vec<Found<'a>> {
    hits.par_iter().map(|(case, hit)| finder.found(case, hit)).collect()
}

/// What people call the case first, as in the list of cases.
const NAMES: [(NameField, Role); 4] = [
    (NameField::Id, Role::Label),
    (NameField::Nickname, Role::Title),
    (NameField::Prefectures, Role::Text),
    (NameField::Name, Role::Text),
];

/// The case, then its fields in which something was found.
fn lines(found: &Found<'_>, finder: &Finder<'_>, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let mut head = Vec::new();
    for (name, role) in NAMES {
        let text = name.text_in(found.case);
        if !text.is_empty() {
            if !head.is_empty() {
                head.push(Span::space(GAP));
            }
            head.extend(lit(&text, role, finder.name(found.case, name, &found.hit)));
        }
    }
    let mut lines = indented(0, &head, width);
    let fields = found.fields.iter().map(|field| field_line(found.case, field, lang));
    lines.extend(fields.flat_map(|line| indented(INDENT, &line, width)));
    lines
}

/// `section · label: …words around the match…  file:line`.
fn field_line(case: &Case, found: &FoundField<'_>, lang: Lang) -> Vec<Span> {
    let mut line = vec![Span::new(format!("{} · ", section_name(found, lang)), Role::Plain)];
    line.extend(lit(&found.field.label, Role::Label, found.label_ranges.clone()));
    if let (Lang::En, Some(english)) = (lang, found.english()) {
        line.push(Span::new(" ", Role::Plain));
        line.extend(lit(english, Role::English, found.english_ranges.clone()));
    }
    line.push(Span::new(": ", Role::Plain));
    line.extend(value(&found.field.text, &found.ranges));
    line.push(Span::space(GAP));
    let place = format!("{}:{}", case.source.path, found.field.lines.first);
    line.push(Span::new(escaped(&place), Role::Plain));
    line
}

/// A section of the form by its short title; another by its own.
fn section_name<'a>(found: &FoundField<'a>, lang: Lang) -> &'a str {
    match (found.section.id.and_then(|id| schema().section(id)), lang) {
        (Some(spec), Lang::En) => spec.en,
        (Some(spec), Lang::Ja) => spec.short,
        (None, _) => &found.section.title,
    }
}

/// A value shortened around what was found in it.
fn value(text: &str, found: &[Range<usize>]) -> Vec<Span> {
    if text.is_empty() {
        return vec![Span::new(BLANK, Role::Blank)];
    }
    let mut spans = Vec::new();
    let mut end = 0;
    for part in excerpt(text, found, AROUND, WHOLE) {
        if end < part.start {
            spans.push(Span::new(LEFT_OUT, Role::Plain));
        }
        let inside = found.iter().filter(|range| part.start <= range.start && range.end <= part.end);
        let inside = inside.map(|range| range.start - part.start..range.end - part.start).collect();
        spans.extend(lit(&text[part.clone()], Role::Text, inside));
        end = part.end;
    }
    if end < text.len() {
        spans.push(Span::new(LEFT_OUT, Role::Plain));
    }
    spans
}
