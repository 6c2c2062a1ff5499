//! `jirei search`: the matching cases with their matching fields.

use std::io::Write;
use std::ops::Range;

use rayon::prelude::*;

use super::console::{Console, highlight, indent_spans, print_note, quote};
use super::failure::{RunEnding, RunResult};
use super::format::SearchFormat;
use super::pages::{self, PagePaths};
use crate::export::found::{Finder, MatchedCase, MatchedField};
use crate::export::json;
use crate::field_table::{Role, Span};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, CaseSign, Catalog};
use crate::search::query::{Gravity, Problem, ProblemKind, ViewKind};
use crate::search::{Hit, Index, NameField, PreparedQuery, Query};
use crate::text::excerpt::excerpt;

/// The maximal width of a value in cells; longer values are shortened around the matches.
const WHOLE: usize = 72;
/// The context on either side of a match, in cells.
const AROUND: usize = 24;
/// Cells between two columns.
const GAP: usize = 2;
/// The indent of a field below its case.
const INDENT: usize = 2;
/// The number of cases that are searched on all cores before they are printed.
const AT_ONCE: usize = 256;
/// The signs for a blank value and for omitted text.
const BLANK: &str = "—";
const LEFT_OUT: &str = "…";

/// Prints the matching cases, best first, each with its matching fields.
pub fn run(text: &str, format: SearchFormat, places: &PagePaths, console: &mut Console) -> RunResult {
    let lang = console.lang;
    let mut catalog = pages::read_catalog(places, lang);
    let mut query = Query::parse(text);
    pages::load_signs(&mut catalog, Some(&query), lang);
    note_problems(&query, &[], lang);
    if has_only_problems(&query) {
        return Ok(RunEnding::Failed);
    }
    let index = Index::new(&catalog);
    let (prepared, hits) = PreparedQuery::find(&mut query, &index, &catalog, lang);
    let finder = Finder { query: &prepared, index: &index };
    let hits = hits.into_iter();
    let hits: Vec<(&Case, Hit)> = hits.filter_map(|hit| Some((catalog.case(hit.entry)?, hit))).collect();
    match format {
        SearchFormat::Json => json::write_matches(&query, &find_matches(&hits, &finder), &mut console.out)?,
        SearchFormat::Ndjson => {
            for hits in hits.chunks(AT_ONCE) {
                json::write_match_lines(&find_matches(hits, &finder), &mut console.out)?;
            }
        }
        SearchFormat::Text => {
            for (chunk, hits) in hits.chunks(AT_ONCE).enumerate() {
                for (place, found) in find_matches(hits, &finder).iter().enumerate() {
                    if chunk > 0 || place > 0 {
                        console.print_line(&[])?;
                    }
                    let lines = match_lines(found, &finder, console.width, lang);
                    lines.iter().try_for_each(|line| console.print_line(line))?;
                }
            }
        }
    }
    console.out.flush()?;
    let ending = report_ending(&query, hits.len(), &catalog, &finder);
    Ok(pages::fail_if_empty(&catalog, places, lang, ending))
}

/// Reports the problems of a query on stderr; view clauses of these kinds have an effect and are none.
pub fn note_problems(query: &Query, felt: &[ViewKind], lang: Lang) {
    let is_felt =
        |problem: &&Problem| matches!(&problem.kind, ProblemKind::NoTable { kind } if felt.contains(kind));
    for problem in query.problems.iter().filter(|problem| !is_felt(problem)) {
        print_note(&format!("jirei: {}", problem.run_message(lang)));
    }
}

/// Reports on stderr what was not searched, what was searched in place of words that no page has and, if nothing was
/// found, that no case has the sign and what helps to find something.
pub fn report_ending(query: &Query, found: usize, catalog: &Catalog, finder: &Finder<'_>) -> RunEnding {
    let lang = finder.query.lang();
    if let Some(cut) = finder.index.cut_message(lang) {
        print_note(&format!("jirei: {cut}"));
    }
    let is_near = |problem: &&Problem| matches!(problem.kind, ProblemKind::NearWords { .. });
    for problem in query.problems.iter().filter(is_near) {
        print_note(&format!("jirei: {}", problem.message(lang)));
    }
    if found > 0 || catalog.pages.is_empty() {
        return RunEnding::Fine;
    }
    print_note(&lang.fill("cli.nothing-found", &[("query", &quote(query.text(), lang))]));
    let lacking = query.lacking_sign(catalog).map(|sign| match sign {
        CaseSign::Bookmark => lang.text("browser.no_bookmarks"),
        CaseSign::Mark => lang.text("browser.no_marks"),
    });
    if let Some(words) = lacking {
        print_note(&format!("jirei: {words}"));
    }
    for line in finder.query.nothing_found(query, finder.index, catalog).lines(lang) {
        print_note(&format!("jirei: {line}"));
    }
    RunEnding::Nothing
}

/// True for a query without clauses but with problems: a mistyped query must not return every case.
pub fn has_only_problems(query: &Query) -> bool {
    query.clauses.is_empty() && query.problems.iter().any(|problem| problem.gravity() == Gravity::Wrong)
}

/// Returns the matches in the cases, computed on all cores.
fn find_matches<'a>(hits: &[(&'a Case, Hit)], finder: &Finder<'_>) -> Vec<MatchedCase<'a>> {
    hits.par_iter().map(|(case, hit)| finder.matched_case(case, hit)).collect()
}

/// Returns the usual name of the case, as in the list of cases.
const NAMES: [(NameField, Role); 4] = [
    (NameField::Id, Role::Label),
    (NameField::Nickname, Role::Title),
    (NameField::Prefectures, Role::Text),
    (NameField::Name, Role::Text),
];

/// Returns the line of the case, then those of its matching fields.
fn match_lines(found: &MatchedCase<'_>, finder: &Finder<'_>, width: usize, lang: Lang) -> Vec<Vec<Span>> {
    let mut head = Vec::new();
    for (name, role) in NAMES {
        let text = name.text_in(found.case);
        if !text.is_empty() {
            if !head.is_empty() {
                head.push(Span::space(GAP));
            }
            head.extend(highlight(&text, role, finder.query.ranges_in_name(found.case, name, &found.hit)));
        }
    }
    let mut lines = indent_spans(0, &head, width);
    let fields = found.fields.iter().map(|field| field_line(found.case, field, lang));
    lines.extend(fields.flat_map(|line| indent_spans(INDENT, &line, width)));
    lines
}

/// Returns `section · label: …words around the match…  file:line`.
fn field_line(case: &Case, found: &MatchedField<'_>, lang: Lang) -> Vec<Span> {
    let mut line = vec![Span::new(format!("{} · ", section_name(found, lang)), Role::Plain)];
    line.extend(highlight(&found.field.label, Role::Label, found.label_ranges.clone()));
    if let (Lang::En, Some(english)) = (lang, found.field.english()) {
        line.push(Span::new(" ", Role::Plain));
        line.extend(highlight(english, Role::English, found.english_ranges.clone()));
    }
    line.push(Span::new(": ", Role::Plain));
    line.extend(excerpt_spans(&found.field.text, &found.ranges));
    line.push(Span::space(GAP));
    line.push(Span::new(case.source.place(found.field.lines.first), Role::Plain));
    line
}

/// Returns the short title of a section of the form, or the title of any other section.
fn section_name<'a>(found: &MatchedField<'a>, lang: Lang) -> &'a str {
    match (found.section.id.and_then(|id| schema().section(id)), lang) {
        (Some(spec), Lang::En) => spec.en,
        (Some(spec), Lang::Ja) => spec.short,
        (None, _) => &found.section.title,
    }
}

/// Shortens a value around its matches.
fn excerpt_spans(text: &str, found: &[Range<usize>]) -> Vec<Span> {
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
        spans.extend(highlight(&text[part.clone()], Role::Text, inside));
        end = part.end;
    }
    if end < text.len() {
        spans.push(Span::new(LEFT_OUT, Role::Plain));
    }
    spans
}
