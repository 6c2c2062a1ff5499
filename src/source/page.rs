//! The lines of a page → a case.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use rustc_hash::FxHashSet;

use super::answers::{Answers, Told};
use super::decode::Decoded;
use super::diagnose::{Diagnoser, is_plain};
use super::fields;
use super::form::form;
use super::found::{FoundField, FoundSection};
use super::join::folded;
use super::line::{Line, LineKind, Mark};
use super::pages::{self, PageSpan};
use super::value;
use crate::model::schema::FieldSpec;
use crate::model::{Answer, Case, Code, Field, Format, LineSpan, Section, Source, Value};
use crate::text::fold::without_look_alikes;

/// A text file that was read.
pub struct TextFile<'a> {
    /// The path as it was given or found.
    pub path: &'a str,
    /// True for a page that ships inside the program.
    pub builtin: bool,
    /// Its text: encodings, and the lines that were not what they should be.
    pub decoded: &'a Decoded<'a>,
    /// True where it is HTML as a whole.
    pub is_html: bool,
    /// The first line with elements nested too deep.
    pub too_deep: Option<u32>,
    /// When it was last written.
    pub modified: Option<SystemTime>,
}

/// Reads one page of a file. Its id is settled when the whole catalog is known.
pub fn read(file: &TextFile<'_>, lines: &[Line<'_>], span: &PageSpan, answers: &Answers) -> Case {
    let head = pages::head(lines, span, system_name(&lines[span.lines.clone()]));
    let mut found = fields::read(&lines[head.end..span.lines.end]);
    let mut diagnoser = Diagnoser::new(file.path);
    for (words, at) in [&head.name, &head.nickname].into_iter().flatten() {
        diagnoser.name(words, &lines[*at]);
    }
    let whole = LineSpan { first: line_number(lines, span.lines.start), last: last_line(lines, span) };
    let is_here = |line: &u32| (whole.first..=whole.last).contains(line);
    let encoding = file.decoded.encoding_of(whole);
    note_decoding(file.decoded, whole, encoding, &mut diagnoser);
    if let Some(line) = file.too_deep.filter(is_here) {
        diagnoser.too_deep(line);
    }
    if let Some(stub) = &span.stub {
        let lines = LineSpan {
            first: line_number(lines, stub.lines.start),
            last: line_number(lines, stub.lines.end - 1),
        };
        diagnoser.stub(lines, stub.known);
    }
    let sections = read_sections(&mut found, whole.first, &mut diagnoser, answers);
    let nuls = file.decoded.nuls.iter().filter(|line| is_here(line));
    diagnoser.nuls(nuls.copied(), head.name.as_ref().map_or("", |(name, _)| name));
    let mut case = Case {
        id: String::new(),
        name: head.name.map(|(name, _)| folded(&name).into_owned()).unwrap_or_default(),
        nickname: head.nickname.map(|(nickname, _)| folded(&nickname).into_owned()),
        url: head.url,
        prefectures: Vec::new(),
        source: Source {
            path: file.path.to_owned(),
            builtin: file.builtin,
            format: if file.is_html { Format::Html } else { format_of(&lines[span.lines.clone()]) },
            encoding,
            lines: whole,
        },
        sections,
        diagnostics: diagnoser.finish(),
        modified: file.modified,
    };
    if case.name.is_empty() {
        case.name = case.text_of("system_name").to_owned();
    }
    case.prefectures = match case.field("area").map(|field| &field.value) {
        Some(Value::Prefectures { items }) => items.clone(),
        Some(_) | None => Vec::new(),
    };
    case
}

/// Reports what decoding had to undo or could not do on the lines of a page.
fn note_decoding(decoded: &Decoded<'_>, page: LineSpan, encoding: &str, diagnoser: &mut Diagnoser<'_>) {
    let double = decoded.double_encoded.as_ref();
    let notes = [
        (Code::UndecodableBytes, decoded.undecodable.as_slice(), encoding),
        (Code::DoubleEncoded, double.map_or(&[], |(lines, _)| lines), double.map_or("", |(_, from)| from)),
        (Code::DecomposedKana, decoded.decomposed.as_slice(), ""),
    ];
    for (code, lines, detail) in notes {
        let mut here = lines.iter().filter(|line| (page.first..=page.last).contains(*line));
        if let Some(first) = here.next() {
            let last = here.next_back().unwrap_or(first);
            diagnoser.page(code, LineSpan { first: *first, last: *last }, detail);
        }
    }
}

fn read_sections(
    found: &mut [FoundSection<'_>],
    first_line: u32,
    diagnoser: &mut Diagnoser<'_>,
    answers: &Answers,
) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(found.len());
    let mut seen = FxHashSet::default();
    // The sections of the form where they stand first, and their lines.
    let mut first = Vec::new();
    for found in found {
        let section = Section {
            id: found.spec().map(|spec| spec.id),
            title: found.spec().map_or(found.title, |spec| spec.title).to_owned(),
            line: found.line,
            fields: found.fields.iter_mut().map(|field| read_field(field, first_line, answers)).collect(),
        };
        let is_repeated = section.id.is_some_and(|id| !seen.insert(id));
        diagnoser.section(found, &section, is_repeated);
        first.extend(found.spec().filter(|_| !is_repeated).map(|spec| (spec, found.line)));
        sections.push(section);
    }
    for (spec, line) in first {
        diagnoser.missing_fields(spec, line, &sections);
    }
    diagnoser.missing_sections(&sections);
    diagnoser.contradictions(&sections);
    sections
}

fn read_field(found: &mut FoundField<'_>, first_line: u32, answers: &Answers) -> Field {
    let spec = found.place.map(|place| place.spec());
    let read = || {
        let text = folded(&found.value);
        let value = read_value(spec, found, &text);
        let answer = Answer::new(text.into_owned(), value);
        Told { is_plain: is_plain(&answer), answer: Arc::new(answer) }
    };
    // What is open about a value is this page's own.
    let told = match &found.doubt.reading {
        Some(_) => read(),
        None => answers.of(found.place, &found.value, read),
    };
    found.is_plain = told.is_plain;
    Field {
        id: spec.map(|spec| spec.id),
        label: spec.map_or_else(|| folded(&found.label).into_owned().into(), |spec| spec.label.into()),
        lines: found.lines.unwrap_or(LineSpan::at(first_line)),
        answer: told.answer,
    }
}

/// A value is read from the words that are certain; nothing certain left is text, not a blank.
fn read_value(spec: Option<&FieldSpec>, found: &FoundField<'_>, text: &str) -> Value {
    let value = match &found.doubt.reading {
        Some(reading) => value::parse(spec, reading, &folded(reading)),
        None => match without_look_alikes(&found.value) {
            Cow::Borrowed(value) => value::parse(spec, value, text),
            Cow::Owned(plain) => value::parse(spec, &plain, &folded(&plain)),
        },
    };
    let value = value.unwrap_or(Value::Text);
    if value == Value::Empty && !found.value.is_empty() { Value::Text } else { value }
}

/// What the page's own table calls the system, before the page is read: its row is found by its label.
fn system_name<'a>(lines: &'a [Line<'_>]) -> &'a str {
    let is_label =
        |label: &str| form().label_anywhere(label).is_some_and(|place| place.spec().id == "system_name");
    let mut lines = lines.iter().filter(|line| !line.is_empty());
    while let Some(line) = lines.next() {
        match &line.kind {
            LineKind::Row { label, value: Some(value), .. } if is_label(label) => return value,
            LineKind::Plain { text, .. } if is_label(text) => {
                return lines.next().and_then(Line::plain).unwrap_or_default();
            }
            LineKind::Row { .. } | LineKind::Plain { .. } | LineKind::Blank | LineKind::Rule => {}
        }
    }
    ""
}

fn format_of(lines: &[Line<'_>]) -> Format {
    let is_markdown = lines.iter().any(|line| {
        matches!(
            line.kind,
            LineKind::Plain { mark: Mark::Heading | Mark::Definition, .. }
                | LineKind::Row { piped: true, .. }
        )
    });
    if is_markdown { Format::Markdown } else { Format::Text }
}

fn line_number(lines: &[Line<'_>], at: usize) -> u32 {
    lines.get(at).map_or(1, |line| line.number)
}

fn last_line(lines: &[Line<'_>], span: &PageSpan) -> u32 {
    line_number(lines, span.lines.end.saturating_sub(1))
}
