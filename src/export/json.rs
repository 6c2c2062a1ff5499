//! JSON and NDJSON as other programs read them. A name or shape that changes here changes
//! [`SCHEMA`].

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::found::{Found, FoundField, FoundName};
use crate::lang::Lang;
use crate::model::schema::schema;
use crate::model::{Case, Catalog, Code, Diagnostic, Field, LineSpan, Section, Severity, Source};
use crate::search::glossary::GlossaryEntry;
use crate::search::query::{Gravity, Problem};
use crate::search::{NameField, Query};

/// The version of the shapes that are written.
pub const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    generator: String,
    cases: &'a [Case],
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    name: &'a str,
    nickname: Option<&'a str>,
    prefectures: &'a [&'static str],
    url: Option<&'a str>,
    path: &'a str,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    case: &'a Case,
    other_sources: &'a [&'a Source],
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
struct FoundDocument<'a> {
    schema: u32,
    query: &'a str,
    problems: Vec<ListedProblem<'a>>,
    cases: Vec<FoundCase<'a>>,
}

#[derive(Serialize)]
struct ListedProblem<'a> {
    part: &'a str,
    range: [usize; 2],
    gravity: &'static str,
    message: String,
}

#[derive(Serialize)]
struct FoundCase<'a> {
    #[serde(flatten)]
    case: Listed<'a>,
    matches: Vec<Match<'a>>,
}

/// A name (without section, label and lines) or a field where something was found. Ranges are bytes of
/// the text in UTF-8.
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

/// One document with every page.
///
/// # Errors
/// Where writing fails.
pub fn document(catalog: &Catalog, out: &mut impl Write) -> io::Result<()> {
    let generator = format!("jirei {}", env!("CARGO_PKG_VERSION"));
    let document =
        Document { schema: SCHEMA, generator, cases: &catalog.pages, diagnostics: &catalog.diagnostics };
    pretty(&document, out)
}

/// Every page as an object on a line of its own.
///
/// # Errors
/// Where writing fails.
pub fn lines(catalog: &Catalog, out: &mut impl Write) -> io::Result<()> {
    for case in &catalog.pages {
        serde_json::to_writer(&mut *out, case)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The cases as an array of id, name, nickname, prefectures, URL and path.
///
/// # Errors
/// Where writing fails.
pub fn list(cases: &[&Case], out: &mut impl Write) -> io::Result<()> {
    pretty(&cases.iter().map(|case| row(case)).collect::<Vec<_>>(), out)
}

fn row(case: &Case) -> Listed<'_> {
    Listed {
        id: &case.id,
        name: &case.name,
        nickname: case.nickname.as_deref(),
        prefectures: &case.prefectures,
        url: case.url.as_deref(),
        path: &case.source.path,
    }
}

/// One case, and where else it was found. With `sections`, only these of its sections.
///
/// # Errors
/// Where writing fails.
pub fn case(
    case: &Case,
    sections: Option<&[&Section]>,
    other_sources: &[&Source],
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(sections) = sections else {
        return pretty(&Shown { case, other_sources }, out);
    };
    let sections = sections.iter().map(|section| (*section).clone()).collect();
    let part = Case { sections, ..case.clone() };
    pretty(&Shown { case: &part, other_sources }, out)
}

/// A case with one section, or one field of it, and with what is to know about that.
#[must_use]
pub fn part(case: &Case, section: &Section, field: Option<&Field>, other_sources: &[&Source]) -> String {
    let mut section = section.clone();
    section
        .fields
        .retain(|own| field.is_none_or(|field| own.lines == field.lines && own.label == field.label));
    let is_own = |found: &&Diagnostic| {
        found.section == section.id && field.is_none_or(|field| found.field == field.id)
    };
    let diagnostics = case.diagnostics.iter().filter(is_own).cloned().collect();
    let part = Case { sections: vec![section], diagnostics, ..case.clone() };
    whole(&part, other_sources)
}

/// A case as [`case`] writes it.
#[must_use]
pub fn whole(of: &Case, other_sources: &[&Source]) -> String {
    let mut bytes = Vec::new();
    // Writing into memory does not fail, and what is written is UTF-8.
    let _ = case(of, None, other_sources, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// What a query found, best first, and what is wrong with it; messages are in Japanese.
///
/// # Errors
/// Where writing fails.
pub fn found(query: &Query, cases: &[Found<'_>], out: &mut impl Write) -> io::Result<()> {
    let problems = query.problems.iter().map(listed_problem).collect();
    let cases = cases.iter().map(found_case).collect();
    pretty(&FoundDocument { schema: SCHEMA, query: query.text(), problems, cases }, out)
}

/// The same cases, an object a line.
///
/// # Errors
/// Where writing fails.
pub fn found_lines(cases: &[Found<'_>], out: &mut impl Write) -> io::Result<()> {
    for case in cases {
        serde_json::to_writer(&mut *out, &found_case(case))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn listed_problem(problem: &Problem) -> ListedProblem<'_> {
    let gravity = match problem.gravity() {
        Gravity::Hint => "hint",
        Gravity::Unfinished => "unfinished",
        Gravity::Wrong => "wrong",
    };
    let range = [problem.span.start, problem.span.end];
    ListedProblem { part: &problem.part, range, gravity, message: problem.message(Lang::Ja) }
}

fn found_case<'a>(found: &'a Found<'_>) -> FoundCase<'a> {
    let matches = found.names.iter().map(match_of_name).chain(found.fields.iter().map(match_of_field));
    FoundCase { case: row(found.case), matches: matches.collect() }
}

fn match_of_name(found: &FoundName) -> Match<'_> {
    let field = match found.name {
        NameField::Nickname => "nickname",
        NameField::Name => "name",
        NameField::LeadOrganisation => "lead_organisation",
        NameField::Prefectures => "prefectures",
        NameField::Vendors => "vendors",
        NameField::Id => "id",
    };
    Match {
        section: None,
        field: Some(field),
        label: None,
        lines: None,
        text: &found.text,
        words: words(&found.text, &found.ranges),
        ranges: pairs(&found.ranges),
        label_ranges: Vec::new(),
    }
}

fn match_of_field<'a>(found: &'a FoundField<'_>) -> Match<'a> {
    Match {
        section: found.section.id,
        field: found.field.id,
        label: Some(&found.field.label),
        lines: Some(found.field.lines),
        text: &found.field.text,
        words: words(&found.field.text, &found.ranges),
        ranges: pairs(&found.ranges),
        label_ranges: pairs(&found.label_ranges),
    }
}

fn words<'a>(text: &'a str, ranges: &[Range<usize>]) -> Vec<&'a str> {
    ranges.iter().filter_map(|range| text.get(range.clone())).collect()
}

fn pairs(ranges: &[Range<usize>]) -> Vec<[usize; 2]> {
    ranges.iter().map(|range| [range.start, range.end]).collect()
}

/// Every diagnostic as an array.
///
/// # Errors
/// Where writing fails.
pub fn diagnostics(diagnostics: &[&Diagnostic], out: &mut impl Write) -> io::Result<()> {
    pretty(diagnostics, out)
}

/// What a code means, in the language of the interface.
///
/// # Errors
/// Where writing fails.
pub fn explanation(code: Code, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let explained =
        Explained { code: code.name(), severity: code.severity(), explanation: code.explanation(lang) };
    pretty(&explained, out)
}

/// The fields of the schema as an array of section, id, label, kind and English name.
///
/// # Errors
/// Where writing fails.
pub fn fields(out: &mut impl Write) -> io::Result<()> {
    let rows = schema().sections.iter().flat_map(|section| {
        section.fields.iter().map(|field| ListedField {
            section: section.id,
            id: field.id,
            label: field.label,
            kind: field.kind.name(),
            en: field.en,
        })
    });
    pretty(&rows.collect::<Vec<_>>(), out)
}

/// The terms of the glossary, an array.
///
/// # Errors
/// Where writing fails.
pub fn glossary(entries: &[&GlossaryEntry], out: &mut impl Write) -> io::Result<()> {
    pretty(entries, out)
}

/// Indented by two spaces, one line break at the end.
fn pretty<T: Serialize + ?Sized>(value: &T, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
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
        let text = written(|out| document(&Catalog::default(), out));
        let version = env!("CARGO_PKG_VERSION");
        let head = format!("{{\n  \"schema\": 1,\n  \"generator\": \"jirei {version}\",\n");
        assert_eq!(text, head + "  \"cases\": [],\n  \"diagnostics\": []\n}\n");
        assert_eq!(written(|out| lines(&Catalog::default(), out)), "");
        assert_eq!(written(|out| list(&[], out)), "[]\n");
    }

    #[test]
    fn the_fields_are_69_in_page_order() {
        let rows: serde_json::Value = serde_json::from_str(&written(fields)).unwrap();
        assert_eq!(rows.as_array().map(Vec::len), Some(69));
        assert_eq!(rows[0]["id"], "system_name");
        assert_eq!(rows[2]["kind"], "status_year");
        assert_eq!(rows[68]["section"], "cost_bearing");
    }
}
