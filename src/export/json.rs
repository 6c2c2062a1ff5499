//! JSON and NDJSON for other programs. A change of names or shapes here changes [`SCHEMA`].

use std::io;
use std::ops::Range;

use serde::Serialize;

use super::found::{MatchedCase, MatchedField, MatchedName};
use super::output::{JsonWriter, Output};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Catalog, Code, Diagnostic, Field, LineSpan, PageSource, Section, Severity};
use crate::search::Query;
use crate::search::glossary::GlossaryEntry;
use crate::search::query::{Gravity, Problem};

/// The version of the output format.
pub const SCHEMA: u32 = 2;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    generator: String,
    cases: &'a [Case],
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct ListItem<'a> {
    id: &'a str,
    name: &'a str,
    nickname: Option<&'a str>,
    prefectures: &'a [&'static str],
    url: Option<&'a str>,
    path: &'a str,
}

#[derive(Serialize)]
struct CaseWithSources<'a> {
    #[serde(flatten)]
    case: &'a Case,
    other_sources: &'a [&'a PageSource],
}

#[derive(Serialize)]
struct ListedField<'a> {
    section: &'a str,
    id: &'a str,
    label: &'a str,
    kind: &'static str,
    en: &'a str,
}

#[derive(Serialize)]
struct Explained {
    code: &'static str,
    severity: Severity,
    explanation: &'static str,
}

#[derive(Serialize)]
struct SearchDocument<'a> {
    schema: u32,
    query: &'a str,
    problems: Vec<ListedProblem<'a>>,
    cases: Vec<SearchItem<'a>>,
}

#[derive(Serialize)]
struct ListedProblem<'a> {
    part: &'a str,
    range: [usize; 2],
    gravity: Gravity,
    message: String,
}

#[derive(Serialize)]
struct SearchItem<'a> {
    #[serde(flatten)]
    case: ListItem<'a>,
    matches: Vec<Match<'a>>,
}

/// A matching name (without section, label and lines) or field. Ranges are bytes of the text in UTF-8.
#[derive(Serialize)]
struct Match<'a> {
    section: Option<&'a str>,
    field: Option<&'a str>,
    label: Option<&'a str>,
    lines: Option<LineSpan>,
    text: &'a str,
    words: Vec<&'a str>,
    ranges: Vec<[usize; 2]>,
    label_ranges: Vec<[usize; 2]>,
}

/// Returns the program's name and version.
#[must_use]
pub fn generator() -> String {
    format!("jirei {}", env!("CARGO_PKG_VERSION"))
}

/// Writes a document with every page.
///
/// # Errors
/// If writing fails.
pub fn write_document(catalog: &Catalog, out: &mut impl Output) -> io::Result<()> {
    let document = Document {
        schema: SCHEMA,
        generator: generator(),
        cases: &catalog.pages,
        diagnostics: &catalog.diagnostics,
    };
    write_pretty(&document, out)
}

/// Writes every page as an object on a line of its own.
///
/// # Errors
/// If writing fails.
pub fn write_lines(catalog: &Catalog, out: &mut impl Output) -> io::Result<()> {
    catalog.pages.iter().try_for_each(|case| write_line(case, out))
}

/// Writes the cases as an array of id, name, nickname, prefectures, URL and path.
///
/// # Errors
/// If writing fails.
pub fn write_list(cases: &[&Case], out: &mut impl Output) -> io::Result<()> {
    write_pretty(&cases.iter().map(|case| list_item(case)).collect::<Vec<_>>(), out)
}

fn list_item(case: &Case) -> ListItem<'_> {
    ListItem {
        id: &case.id,
        name: &case.name,
        nickname: case.nickname.as_deref(),
        prefectures: &case.prefectures,
        url: case.url.as_deref(),
        path: &case.source.path,
    }
}

/// Writes a case with its other sources. With `sections`, only these of its sections.
///
/// # Errors
/// If writing fails.
pub fn write_case(
    case: &Case,
    sections: Option<&[&Section]>,
    other_sources: &[&PageSource],
    out: &mut impl Output,
) -> io::Result<()> {
    let Some(sections) = sections else {
        return write_pretty(&CaseWithSources { case, other_sources }, out);
    };
    let sections = sections.iter().map(|section| (*section).clone()).collect();
    let part = Case { sections, ..case.clone() };
    write_pretty(&CaseWithSources { case: &part, other_sources }, out)
}

/// Returns a case with one section, or one field of it, and its diagnostics.
#[must_use]
pub fn part_to_json(
    case: &Case,
    section: &Section,
    field: Option<&Field>,
    other_sources: &[&PageSource],
) -> String {
    let mut section = section.clone();
    section
        .fields
        .retain(|own| field.is_none_or(|field| own.lines == field.lines && own.label == field.label));
    let is_own = |found: &&Diagnostic| {
        found.section == section.id && field.is_none_or(|field| found.field == field.id)
    };
    let diagnostics = case.diagnostics.iter().filter(is_own).cloned().collect();
    let part = Case { sections: vec![section], diagnostics, ..case.clone() };
    case_to_json(&part, other_sources)
}

/// Returns a case as [`write_case`] writes it.
#[must_use]
pub fn case_to_json(of: &Case, other_sources: &[&PageSource]) -> String {
    let mut bytes = Vec::new();
    // Writing into memory does not fail, and JSON is UTF-8.
    let _ = write_case(of, None, other_sources, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes the matches of a query, best first, and its problems; messages are in Japanese.
///
/// # Errors
/// If writing fails.
pub fn write_matches(query: &Query, cases: &[MatchedCase<'_>], out: &mut impl Output) -> io::Result<()> {
    let problems = query.problems.iter().map(listed_problem).collect();
    let cases = cases.iter().map(search_item).collect();
    write_pretty(&SearchDocument { schema: SCHEMA, query: query.text(), problems, cases }, out)
}

/// Writes the matches of a query, an object per line.
///
/// # Errors
/// If writing fails.
pub fn write_match_lines(cases: &[MatchedCase<'_>], out: &mut impl Output) -> io::Result<()> {
    cases.iter().try_for_each(|case| write_line(&search_item(case), out))
}

fn listed_problem(problem: &Problem) -> ListedProblem<'_> {
    let range = [problem.span.start, problem.span.end];
    ListedProblem {
        part: &problem.part,
        range,
        gravity: problem.gravity(),
        message: problem.message(Lang::Ja),
    }
}

fn search_item<'a>(found: &'a MatchedCase<'_>) -> SearchItem<'a> {
    let matches = found.names.iter().map(name_match).chain(found.fields.iter().map(field_match));
    SearchItem { case: list_item(found.case), matches: matches.collect() }
}

fn name_match(found: &MatchedName) -> Match<'_> {
    Match {
        section: None,
        field: Some(found.name.id()),
        label: None,
        lines: None,
        text: &found.text,
        words: matched_words(&found.text, &found.ranges),
        ranges: range_pairs(&found.ranges),
        label_ranges: Vec::new(),
    }
}

fn field_match<'a>(found: &'a MatchedField<'_>) -> Match<'a> {
    Match {
        section: found.section.id,
        field: found.field.id,
        label: Some(&found.field.label),
        lines: Some(found.field.lines),
        text: &found.field.text,
        words: matched_words(&found.field.text, &found.ranges),
        ranges: range_pairs(&found.ranges),
        label_ranges: range_pairs(&found.label_ranges),
    }
}

fn matched_words<'a>(text: &'a str, ranges: &[Range<usize>]) -> Vec<&'a str> {
    ranges.iter().filter_map(|range| text.get(range.clone())).collect()
}

fn range_pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}

/// Writes every diagnostic as an array.
///
/// # Errors
/// If writing fails.
pub fn write_diagnostics(diagnostics: &[&Diagnostic], out: &mut impl Output) -> io::Result<()> {
    write_pretty(diagnostics, out)
}

/// Writes the explanation of a code, in the language of the interface.
///
/// # Errors
/// If writing fails.
pub fn write_explanation(code: Code, lang: Lang, out: &mut impl Output) -> io::Result<()> {
    let explained =
        Explained { code: code.name(), severity: code.severity(), explanation: code.explanation(lang) };
    write_pretty(&explained, out)
}

/// Writes the fields of the schema as an array of section, id, label, kind and English name.
///
/// # Errors
/// If writing fails.
pub fn write_fields(out: &mut impl Output) -> io::Result<()> {
    let rows = schema().sections.iter().flat_map(|section| {
        section.fields.iter().map(|field| ListedField {
            section: section.id,
            id: field.id,
            label: field.label,
            kind: field.kind.name(),
            en: field.en,
        })
    });
    write_pretty(&rows.collect::<Vec<_>>(), out)
}

/// Writes terms of the glossary as an array.
///
/// # Errors
/// If writing fails.
pub fn write_glossary(entries: &[&GlossaryEntry], out: &mut impl Output) -> io::Result<()> {
    write_pretty(entries, out)
}

/// Writes JSON indented by two spaces, with one line break at the end.
fn write_pretty<T: Serialize + ?Sized>(value: &T, out: &mut impl Output) -> io::Result<()> {
    serde_json::to_writer_pretty(JsonWriter::new(out), value)?;
    out.write_all(b"\n")
}

/// Writes JSON as one line.
pub(super) fn write_line<T: Serialize>(value: &T, out: &mut impl Output) -> io::Result<()> {
    serde_json::to_writer(JsonWriter::new(out), value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn an_empty_catalog_is_a_whole_document_with_one_line_break_at_its_end() {
        let text = written(|out| write_document(&Catalog::default(), out));
        let version = env!("CARGO_PKG_VERSION");
        let head = format!("{{\n  \"schema\": 2,\n  \"generator\": \"jirei {version}\",\n");
        assert_eq!(text, head + "  \"cases\": [],\n  \"diagnostics\": []\n}\n");
        assert_eq!(written(|out| write_lines(&Catalog::default(), out)), "");
        assert_eq!(written(|out| write_list(&[], out)), "[]\n");
    }

    #[test]
    fn the_fields_are_in_page_order() {
        let rows: serde_json::Value = serde_json::from_str(&written(write_fields)).unwrap();
        let rows = rows.as_array().unwrap();
        assert_eq!(rows.len(), schema().fields().count());
        assert_eq!(rows[0]["id"], "system_name");
        assert_eq!(rows[2]["kind"], "status_year");
        assert_eq!(rows[rows.len() - 1]["section"], "cost_bearing");
    }
}
