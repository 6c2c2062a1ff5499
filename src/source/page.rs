//! The lines of a page → a case.

use rustc_hash::FxHashSet;

use super::answer_cache::AnswerCache;
use super::decode::Decoded;
use super::diagnose::Diagnoser;
use super::document::Document;
use super::doubt::Rival;
use super::field_value::read_field;
use super::form::form;
use super::join::folded;
use super::line::{Line, LineKind, Mark};
use super::once::report_once;
use super::page_head::{self, PageHead};
use super::pages::{self, PageSpan, Stub};
use super::sections::{FoundField, FoundSection, shrink_exactly};
use super::{above, align, doubt, fields, ledger};
use crate::model::schema::ValueKind;
use crate::model::{Case, Code, LineSpan, PageFormat, PageSource, Section, Value};
use crate::text::ascii_address;

/// A text that was read.
pub struct TextFile<'a> {
    /// Where it comes from.
    pub document: &'a Document<'a>,
    /// Its text: encodings, and the lines that were not what they should be.
    pub decoded: &'a Decoded<'a>,
    /// How it is written as a whole, where that is known.
    pub format: Option<PageFormat>,
    /// True if jirei itself wrote it.
    pub is_own: bool,
    /// The first line with elements nested too deep.
    pub too_deep: Option<u32>,
}

/// Reads the pages of a file.
///
/// # Errors
/// How many different titles and labels of the form were found, where none of it is a page.
pub fn read_all(file: &TextFile<'_>, lines: &[Line<'_>], answers: &AnswerCache) -> Result<Vec<Case>, usize> {
    let mut pages: Vec<(PageSpan, PageReading<'_>)> = Vec::new();
    let mut most_known = 0;
    // Where lines with names of the form that are no page begin above the first page.
    let mut above = None;
    // Keys and values of JSON are what they are.
    let is_exact = file.format == Some(PageFormat::Json);
    for span in pages::candidates(lines) {
        if let Some(mut reading) = PageReading::from_lines(
            &lines[span.lines.clone()],
            span.start - span.lines.start,
            span.headless,
            is_exact,
        ) {
            // All pages of a file are held before the first of them is a case.
            if let Some((_, before)) = pages.last_mut() {
                before.shrink();
            }
            if let Some(above) = above.take() {
                reading.keep_lines_above(&lines[above..span.lines.start]);
            }
            pages.push((span, reading));
            continue;
        }
        let known = pages::known_words(&lines[span.lines.clone()]);
        most_known = most_known.max(known);
        if let Some((page, _)) = pages.last_mut() {
            let stub = page.stub.get_or_insert(Stub { lines: span.lines.clone(), known });
            stub.lines.end = span.lines.end;
            stub.known = stub.known.max(known);
        } else if known > 0 && !is_exact {
            above.get_or_insert(span.lines.start);
        }
    }
    if pages.is_empty() {
        // The heading may be a word of the navigation only.
        let span = PageSpan { lines: 0..lines.len(), start: 0, headless: true, stub: None };
        let reading = PageReading::from_lines(lines, 0, true, is_exact).ok_or(most_known)?;
        pages.push((span, reading));
    }
    if let Some((first, _)) = pages.first_mut() {
        first.lines.start = 0;
    }
    let mut cases: Vec<Case> =
        pages.into_iter().map(|(span, reading)| build_case(file, lines, &span, reading, answers)).collect();
    if cases.len() > 1 {
        report_once(&mut cases);
    }
    Ok(cases)
}

/// So many values that are not of their kind, and none that is, are no answers if there is no heading of a
/// page.
const WRONG: usize = 12;
/// Fewer different ones may be what a writer answers to many questions.
const DIFFERENT: usize = 5;

/// The head and sections read from the lines of a page.
struct PageReading<'a> {
    head: PageHead,
    sections: Vec<FoundSection<'a>>,
    /// The lines of the page, what is before its heading included.
    lines: &'a [Line<'a>],
}

impl<'a> PageReading<'a> {
    /// Returns the better reading of some lines; `None` if they are no page. `is_exact`: only the reading by
    /// rows is tried, and the head takes no name from the table.
    fn from_lines(lines: &'a [Line<'a>], start: usize, headless: bool, is_exact: bool) -> Option<Self> {
        let mut head =
            page_head::read(lines, start, headless, if is_exact { "" } else { find_system_name(lines) });
        let sections = fields::read_sections(&lines[head.end..]);
        if is_exact {
            let mut reading = Self { head, sections, lines };
            reading.reject_address();
            return reading.is_page(headless).then_some(reading);
        }
        let name = system_name_in(&sections);
        if !name.is_empty() && head.name.as_ref().is_none_or(|(own, _)| *own != name) {
            head = page_head::read(lines, start, headless, &name);
        }
        let mut lost = ledger::lost_words(lines, head.end, &sections);
        let mut reading = Self { head, sections, lines };
        let mut above = above::lost_words_above(&lines[..reading.head.end], &reading.head, &reading.sections);
        let is_certain = doubt::is_certain(&reading.sections, lines);
        let mut is_signed = false;
        if !is_certain && let Some(aligned) = align::read(lines) {
            let mut aligned_lost = ledger::lost_words(lines, aligned.start, &aligned.sections);
            if aligned.lead.contains(char::is_alphabetic) {
                // The head and the contents list stand on the line of the first section.
                aligned_lost.retain(|lost| lost.line > aligned.start);
            }
            let letters = |lost: &[ledger::Lost<'_>]| lost.iter().map(ledger::Lost::letter_count).sum();
            let better = Rival { sections: &aligned.sections, lost: letters(&aligned_lost) };
            let plain = Rival { sections: &reading.sections, lost: letters(&lost) };
            if doubt::is_better(better, aligned.is_signed, plain) || !reading.is_page(headless) {
                let name = system_name_in(&aligned.sections);
                reading.head = page_head::read_aligned(&lines[..aligned.start], start, aligned.lead, &name);
                above = above::lost_words_above(&lines[..aligned.start], &reading.head, &aligned.sections);
                above.extend(above::lost_lead(lines, &aligned, &reading.head));
                reading.sections = aligned.sections;
                lost = aligned_lost;
                is_signed = aligned.is_signed;
            }
        }
        reading.reject_address();
        above.append(&mut lost);
        ledger::keep_lost_words(above, lines, &mut reading.sections);
        if !reading.is_page(headless) {
            return None;
        }
        doubt::doubt_notes(&mut reading.sections, lines);
        if !is_certain {
            doubt::doubt_mixed_sections(&mut reading.sections, is_signed);
        }
        Some(reading)
    }

    /// Makes an address in the head that is none, such as `http://`, words that no field has.
    fn reject_address(&mut self) {
        let is_none = |(url, _): &mut (String, usize)| {
            // An address without a scheme begins with `www.`.
            let bare = !url.contains(':') && !url.starts_with('<');
            if bare { ascii_address(&format!("http://{url}")) } else { ascii_address(url) }.is_none()
        };
        let Some((url, at)) = self.head.url.take_if(is_none) else { return };
        let Some(line) = self.lines.get(at) else { return };
        let (LineKind::Plain { text: words, .. } | LineKind::Row { value: Some(words), .. }) = &line.kind
        else {
            return;
        };
        let mut fields = self.sections.iter().flat_map(|section| &section.fields);
        let is_shared = fields.any(|field| field.lines.is_some_and(|lines| lines.first == line.number));
        // All of a page may stand on one line of its file.
        let own = words.find(url.as_str()).filter(|_| is_shared).map(|start| start..start + url.len());
        let words = own.map_or(words.as_ref(), |own| &words[own]);
        let lost = vec![ledger::Lost { line: at, label: "", words }];
        ledger::keep_lost_words(lost, self.lines, &mut self.sections);
    }

    /// Adds the words of lines above the page, which are none of its own, from their first name of the form on.
    fn keep_lines_above(&mut self, lines: &'a [Line<'a>]) {
        let head = PageHead { end: lines.len(), ..PageHead::default() };
        let lost = above::lost_words_above(lines, &head, &self.sections);
        ledger::keep_lost_words(lost, lines, &mut self.sections);
    }

    /// Shrinks the lists of sections and fields to their lengths.
    fn shrink(&mut self) {
        shrink_exactly(&mut self.sections);
        self.sections.iter_mut().for_each(|section| shrink_exactly(&mut section.fields));
    }

    /// True for values in three sections, or for a name and two values; false without heading and address if
    /// it has only wrong values.
    fn is_page(&self, headless: bool) -> bool {
        let has_name = self.head.name.is_some() || !system_name_in(&self.sections).is_empty();
        let is_value = |field: &&FoundField<'_>| doubt::reads_as_kind(field) == Some(true);
        let is_filled = |section: &&FoundSection<'_>| section.fields.iter().any(|field| is_value(&field));
        let values = || self.sections.iter().flat_map(|section| &section.fields).filter(is_value);
        if headless && self.head.url.is_none() && self.has_only_wrong_values() {
            return false;
        }
        // Of most pages no more than the first values are looked at, none of which has to be parsed.
        let is_worded = |section: &&FoundSection<'_>| {
            section.fields.iter().any(|field| field.kind() == ValueKind::Text && is_value(&field))
        };
        self.sections.iter().filter(is_worded).nth(2).is_some()
            || self.sections.iter().filter(is_filled).nth(2).is_some()
            || has_name && values().nth(1).is_some()
    }

    /// True if no value reads as its kind but twelve do not, five of them different: the labels are those of
    /// a statistic or a manual.
    fn has_only_wrong_values(&self) -> bool {
        let fields = || self.sections.iter().flat_map(|section| &section.fields);
        if fields().any(|field| doubt::reads_as_typed_kind(field) == Some(true)) {
            return false;
        }
        let wrong = fields().filter(|field| doubt::reads_as_typed_kind(field).is_some());
        let different: FxHashSet<&str> = wrong.clone().map(|field| field.value.as_ref()).collect();
        wrong.count() >= WRONG && different.len() >= DIFFERENT
    }
}

/// Returns the value of システム名 in the sections, `""` if they have none.
fn system_name_in(sections: &[FoundSection<'_>]) -> String {
    let fields = sections.iter().flat_map(|section| &section.fields);
    let mut names = fields.filter(|field| field.place.is_some_and(|place| place.spec().id == "system_name"));
    names.next().map(|field| folded(&field.value).into_owned()).unwrap_or_default()
}

/// Makes a case of one page. Its id is set when the whole catalog is known.
fn build_case(
    file: &TextFile<'_>,
    lines: &[Line<'_>],
    span: &PageSpan,
    reading: PageReading<'_>,
    answers: &AnswerCache,
) -> Case {
    let document = file.document;
    let PageReading { head, sections: found, lines: own } = reading;
    let mut diagnoser = Diagnoser::new(document.path, document.part.clone());
    for (words, at) in [&head.name, &head.nickname].into_iter().flatten() {
        if let Some(line) = own.get(*at) {
            diagnoser.report_name(words, line);
        }
    }
    if let Some((url, at)) = &head.url {
        let is_reported = [&head.name, &head.nickname].into_iter().flatten().any(|(_, name)| name == at);
        own.get(*at)
            .filter(|_| !is_reported)
            .into_iter()
            .for_each(|line| diagnoser.report_address(url, line));
    }
    let whole = page_lines(lines, span, &found);
    let encoding = file.decoded.encoding_of(whole);
    report_decoding(file.decoded, whole, encoding, &mut diagnoser);
    if let Some(line) = file.too_deep.filter(|line| (whole.first..=whole.last).contains(line)) {
        diagnoser.report_page(Code::TooDeep, LineSpan::from_line(line), "");
    }
    if let Some(stub) = &span.stub {
        let lines = LineSpan {
            first: line_number(lines, stub.lines.start),
            last: line_number(lines, stub.lines.end - 1),
        };
        diagnoser.report_page(Code::NotAPage, lines, &stub.known.to_string());
    }
    let sections = read_sections(found, whole.first, &mut diagnoser, answers);
    let nuls = lines_in(&file.decoded.nuls, whole);
    diagnoser.report_nuls(nuls.iter().copied(), head.name.as_ref().map_or("", |(name, _)| name));
    let mut case = Case {
        id: String::new(),
        name: head.name.map(|(name, _)| folded(&name).into_owned()).unwrap_or_default(),
        nickname: head.nickname.map(|(nickname, _)| folded(&nickname).into_owned()),
        url: head.url.map(|(url, _)| url),
        prefectures: Vec::new(),
        source: PageSource {
            path: document.path.to_owned(),
            builtin: document.builtin,
            is_own: file.is_own,
            format: (document.format.or(file.format))
                .unwrap_or_else(|| detect_format(&lines[span.lines.clone()])),
            encoding,
            lines: whole,
            part: document.part.clone(),
            address: document.address.clone(),
            saved: document.saved,
            modified: document.modified,
        },
        sections,
        diagnostics: diagnoser.finish(),
    };
    if case.name.is_empty() {
        case.name = case.field_text("system_name").to_owned();
    }
    if let Some(Value::Prefectures { items }) = case.field("area").map(|field| field.value.clone()) {
        case.prefectures = items;
    }
    case
}

/// Returns those of the lines, which are in order, that are on a page. There may be as many pages as lines.
fn lines_in(lines: &[u32], page: LineSpan) -> &[u32] {
    let first = lines.partition_point(|line| *line < page.first);
    let end = lines.partition_point(|line| *line <= page.last);
    lines.get(first..end).unwrap_or_default()
}

/// Reports what decoding had to undo or could not do on the lines of a page.
fn report_decoding(decoded: &Decoded<'_>, page: LineSpan, encoding: &str, diagnoser: &mut Diagnoser) {
    let double = decoded.double_encoded.as_ref();
    let notes = [
        (Code::UndecodableBytes, decoded.undecodable.as_slice(), encoding),
        (Code::DoubleEncoded, double.map_or(&[], |(lines, _)| lines), double.map_or("", |(_, from)| from)),
        (Code::DecomposedKana, decoded.decomposed.as_slice(), ""),
    ];
    for (code, lines, detail) in notes {
        let here = lines_in(lines, page);
        if let (Some(first), Some(last)) = (here.first(), here.last()) {
            diagnoser.report_page(code, LineSpan { first: *first, last: *last }, detail);
        }
    }
}

/// Reads the values of all fields and reports what is wrong with sections and fields, or missing.
fn read_sections(
    found: Vec<FoundSection<'_>>,
    first_line: u32,
    diagnoser: &mut Diagnoser,
    answers: &AnswerCache,
) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(found.len());
    let mut seen = FxHashSet::default();
    // The sections of the form where they stand first, and their lines.
    let mut first = Vec::new();
    for mut found in found {
        let section = Section {
            id: found.spec().map(|spec| spec.id),
            title: found.spec().map_or_else(|| folded(found.title), |spec| spec.title.into()).into_owned(),
            line: found.line,
            fields: found.fields.iter_mut().map(|field| read_field(field, first_line, answers)).collect(),
        };
        let is_repeated = section.id.is_some_and(|id| !seen.insert(id));
        diagnoser.report_section(&found, &section, is_repeated);
        first.extend(found.spec().filter(|_| !is_repeated).map(|spec| (spec, found.line)));
        sections.push(section);
    }
    for (spec, line) in first {
        diagnoser.report_missing_fields(spec, line, &sections);
    }
    diagnoser.report_missing_sections(&sections);
    diagnoser.report_contradictions(&sections);
    sections
}

/// Returns the words in the cell or line behind the first label システム名 of the lines, `""` if there is none.
fn find_system_name<'a>(lines: &'a [Line<'_>]) -> &'a str {
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

/// Returns Markdown if a line is a heading, a definition or a row between bars; otherwise text.
fn detect_format(lines: &[Line<'_>]) -> PageFormat {
    let is_markdown = lines.iter().any(|line| {
        matches!(
            line.kind,
            LineKind::Plain { mark: Mark::Heading | Mark::Definition, .. }
                | LineKind::Row { piped: true, .. }
        )
    });
    if is_markdown { PageFormat::Markdown } else { PageFormat::Text }
}

/// Returns the number of the line at this index, 1 if there is none.
fn line_number(lines: &[Line<'_>], at: usize) -> u32 {
    lines.get(at).map_or(1, |line| line.number)
}

/// Returns the lines of a page in its file: its last row may take several.
fn page_lines(lines: &[Line<'_>], span: &PageSpan, sections: &[FoundSection<'_>]) -> LineSpan {
    let first = line_number(lines, span.lines.start);
    let last = line_number(lines, span.lines.end.saturating_sub(1));
    let fields = sections.iter().flat_map(|section| &section.fields).filter_map(|field| field.lines);
    fields.fold(LineSpan { first, last }, |page, field| LineSpan {
        first: page.first.min(field.first),
        last: page.last.max(field.last),
    })
}
