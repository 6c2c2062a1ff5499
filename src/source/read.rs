//! One file → its pages, or why it gives none.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use memchr::memchr;
use rustc_hash::FxHashMap;

use super::answer_cache::AnswerCache;
use super::document::Document;
use super::find::FoundFile;
use super::line::{FileLines, Line, is_bar};
use super::literal::Literal;
use super::page::TextFile;
use super::refusal::{Foreign, LARGEST, MOST_LINES, Refusal};
use super::saved_address::saved_address;
use super::{
    closing_notes, decode, find, furniture, html, json, line_prefixes, own, page, pages, records,
    single_cells, tables, word_separators,
};
use crate::model::{Case, Diagnostic, PageFormat};

/// So much of a file is looked at before the rest is read.
const SNIFF: u64 = 64 * 1024;

/// So much is read at a time after that.
const STEP: u64 = 4 * 1024 * 1024;

/// What standard input gave: it can be read once only, and a person may want to see it again.
static GIVEN: OnceLock<Vec<u8>> = OnceLock::new();

/// Returns the bytes of standard input; `None` if it was not read or gave no text.
pub fn standard_input() -> Option<&'static [u8]> {
    GIVEN.get().map(Vec::as_slice)
}

/// Reads the pages of one file's bytes.
///
/// # Errors
/// The reason why the bytes hold no page, as a diagnostic of severity error.
pub fn read_pages(path: &str, bytes: Vec<u8>) -> Result<Vec<Case>, Diagnostic> {
    let document = Document { path, bytes: &bytes, ..Document::default() };
    read_document(&document, &AnswerCache::default()).map_err(|refusal| refusal.diagnostic(path))
}

/// Reads the pages of a file.
pub fn read_file(file: &FoundFile, path: &str, answers: &AnswerCache) -> Result<Vec<Case>, Refusal> {
    let (bytes, modified) = read_file_bytes(&file.path)?;
    read_document(&Document { path, bytes: &bytes, modified, ..Document::default() }, answers)
}

/// Reads a text's bytes and time; standard input is kept for later. Of what is no text, or too much, not more
/// is read than it takes to see it.
pub fn read_file_bytes(path: &Path) -> Result<(Vec<u8>, Option<SystemTime>), Refusal> {
    if path.as_os_str() == find::STANDARD_INPUT {
        let bytes = read_text(&mut io::stdin().lock(), 0, LARGEST)?;
        if !bytes.is_empty() {
            GIVEN.get_or_init(|| bytes.clone());
        }
        return Ok((bytes, None));
    }
    let mut file = File::open(path).map_err(Refusal::System)?;
    let metadata = file.metadata().ok();
    let size = metadata.as_ref().map_or(0, fs::Metadata::len);
    Ok((read_text(&mut file, size, LARGEST)?, metadata.and_then(|metadata| metadata.modified().ok())))
}

/// Reads the bytes of a text, `largest` at most; `size` is how many there should be, 0 if that is unknown.
fn read_text(file: &mut impl Read, size: u64, largest: u64) -> Result<Vec<u8>, Refusal> {
    // One more than there are: the end is seen without asking for more room.
    let expected = usize::try_from(size.min(SNIFF)).unwrap_or_default();
    let mut bytes = Vec::with_capacity(expected + 1);
    file.by_ref().take(SNIFF).read_to_end(&mut bytes).map_err(Refusal::System)?;
    if !decode::is_text(&bytes) {
        return Err(Refusal::no_text(&bytes));
    }
    if size > largest {
        return Err(Refusal::TooLarge);
    }
    if (bytes.len() as u64) < SNIFF {
        return Ok(bytes);
    }
    bytes.reserve_exact(usize::try_from(size.saturating_sub(SNIFF)).unwrap_or_default() + 1);
    let is_wide = memchr(0, &bytes).is_some() && !decode::has_few_controls(&bytes)
        || bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff");
    loop {
        let before = bytes.len();
        file.by_ref().take(STEP).read_to_end(&mut bytes).map_err(Refusal::System)?;
        if bytes.len() == before {
            return Ok(bytes);
        }
        if !is_wide && memchr(0, &bytes[before..]).is_some() && !decode::has_few_controls(&bytes[before..]) {
            return Err(Refusal::no_text(&bytes));
        }
        // What another program gives, or goes on writing to, may have no end.
        if bytes.len() as u64 > largest {
            return Err(Refusal::TooLarge);
        }
    }
}

/// Reads the pages of a text.
pub fn read_document(document: &Document<'_>, answers: &AnswerCache) -> Result<Vec<Case>, Refusal> {
    let foreign = Foreign::detect(document.bytes);
    let is_empty = document.bytes.is_empty();
    let decoded = decode::decode(document.bytes).ok_or(Refusal::NoText(foreign))?;
    if decoded.text.len() > MOST_LINES && decode::lines(&decoded.text).nth(MOST_LINES).is_some() {
        return Err(Refusal::TooManyLines);
    }
    let file = TextFile { document, format: None, decoded: &decoded, too_deep: None };
    let read = read_any_format(file, &decoded.text, answers).map(|mut cases| {
        // Of several pages in a file, the address may be that of any.
        if let [case] = &mut cases[..]
            && case.source.address.is_none()
        {
            case.source.address = saved_address(&decoded.text);
        }
        cases
    });
    read.map_err(|known| match foreign {
        Foreign::Unknown if is_empty => Refusal::Empty,
        Foreign::Unknown if decode::is_garbled(&decoded.text) => Refusal::Garbled,
        Foreign::Unknown => Refusal::NoPage { known },
        Foreign::Pdf | Foreign::Office | Foreign::Packed | Foreign::Image | Foreign::Mail => {
            Refusal::NoText(foreign)
        }
    })
}

/// Reads the pages of a text as JSON, a string literal or other text. What looks like JSON, HTML or CSV and
/// gives no page may be text that only begins so.
///
/// # Errors
/// How many of the form's titles and labels there are, where none of it is a page.
fn read_any_format(mut file: TextFile<'_>, text: &str, answers: &AnswerCache) -> Result<Vec<Case>, usize> {
    let json = json::lines(text);
    if let Some(lines) = json.as_ref().filter(|lines| !lines.is_empty()) {
        // Whatever it lacks to be a page, the signs of JSON are no words of one.
        file.format = Some(PageFormat::Json);
        return page::read_all(&file, lines, answers);
    }
    if let Some(lines) = json::fenced(text) {
        file.format = Some(PageFormat::Json);
        if let Ok(pages) = page::read_all(&file, &lines, answers) {
            return Ok(pages);
        }
    }
    match Literal::parse(text, json.is_some()) {
        Some(literal) => read_other_than_json(file, &literal.text, Some(&literal.numbers), answers),
        None if json.is_some() => {
            let lines: Vec<Line<'_>> = decode::lines(text).map(|line| Line::clean(1, line)).collect();
            Err(pages::known_words(&lines))
        }
        None => read_other_than_json(file, text, None, answers),
    }
}

/// Reads the pages of a text that is no JSON. `numbers`: the line of the file that each line is on, if that
/// is not its own.
fn read_other_than_json(
    mut file: TextFile<'_>,
    text: &str,
    numbers: Option<&[u32]>,
    answers: &AnswerCache,
) -> Result<Vec<Case>, usize> {
    let markup = html::unwrapped(text);
    if html::is_html(&markup) {
        let mut read = html::document(&markup);
        single_cells::make_words_of_lone_cells(&mut read.lines);
        closing_notes::mark_notes(&mut read.lines, true);
        renumber(&mut read.lines, numbers);
        (file.format, file.too_deep) = (Some(PageFormat::Html), read.too_deep);
        match page::read_all(&file, &read.lines, answers) {
            Ok(pages) => return Ok(pages),
            // The tags of a document are no words of a page.
            Err(known) if html::is_document(&markup) || html::is_xml(text) => return Err(known),
            Err(_) => {}
        }
    }
    // Cells have nothing in them that would drive a terminal.
    let (clean, _) = decode::without_controls(text);
    let source: Vec<&str> = decode::lines(text).collect();
    if numbers.is_none()
        && let Some(mut lines) = own::lines(&clean)
    {
        note_controls(&mut lines, &source, 1);
        if let Ok(pages) = page::read_all(&file, &lines, answers) {
            return Ok(pages);
        }
    }
    let holds_control = matches!(clean, Cow::Owned(_));
    let clean_lines: Vec<&str> = if holds_control { decode::lines(&clean).collect() } else { Vec::new() };
    let cell_lines: &[&str] = if holds_control { &clean_lines } else { &source };
    if let Some(mut lines) = records::csv_lines(&clean, cell_lines) {
        note_controls(&mut lines, &source, 1);
        mark_heads_and_notes(&mut lines);
        renumber(&mut lines, numbers);
        (file.format, file.too_deep) = (Some(PageFormat::Csv), None);
        if let Ok(pages) = page::read_all(&file, &lines, answers) {
            return Ok(pages);
        }
    }
    let mut read = text_lines(text, source, holds_control);
    renumber(&mut read.lines, numbers);
    (file.format, file.too_deep) = (None, read.too_deep);
    page::read_all(&file, &read.lines, answers)
}

/// Records the control characters of a file's lines on the rows and words that were read from them; `first` is
/// the number of the first line.
fn note_controls(lines: &mut [Line<'_>], source: &[&str], first: u32) {
    let holding = source.iter().zip(first..).filter(|(line, _)| decode::holds_control(line));
    let holding: Vec<(&str, u32)> = holding.map(|(line, number)| (*line, number)).collect();
    if holding.is_empty() {
        return;
    }
    let mut begins: Vec<u32> = lines.iter().map(|line| line.number).collect();
    begins.sort_unstable();
    let mut controls: FxHashMap<u32, &str> = FxHashMap::default();
    for (line, number) in holding {
        let above = begins.partition_point(|begin| *begin <= number).checked_sub(1);
        if let Some(begin) = above.and_then(|above| begins.get(above)) {
            controls.entry(*begin).or_insert(line);
        }
    }
    let mut below = None;
    for own in lines.iter_mut().rev().filter(|line| !line.is_empty()) {
        // A title without a line of its own has the number of its first row.
        let line = controls.get(&own.number).filter(|_| below != Some(own.number));
        if let Some(line) = line {
            own.note(String::new(), decode::without_controls(line).1);
        }
        below = Some(own.number);
    }
}

/// Makes words of the rows that are no labels and values, blanks the heads of columns, and marks notes and
/// closing words, in a text that is no HTML.
fn mark_heads_and_notes(lines: &mut [Line<'_>]) {
    single_cells::make_words_of_lone_cells(lines);
    furniture::blank_column_heads(lines);
    closing_notes::mark_notes(lines, false);
}

/// Sets the line numbers to those in the file, if `numbers` has them.
fn renumber(lines: &mut [Line<'_>], numbers: Option<&[u32]>) {
    let Some(numbers) = numbers else {
        return;
    };
    for line in lines {
        let at = usize::try_from(line.number.saturating_sub(1)).unwrap_or(usize::MAX);
        line.number = numbers.get(at).copied().unwrap_or(line.number);
    }
}

/// Returns the lines of a text or Markdown, which may hold tables in HTML and drawn ones, and control characters.
fn text_lines<'a>(text: &'a str, source: Vec<&'a str>, holds_control: bool) -> FileLines<'a> {
    let source = line_prefixes::bare(records::without_quotes(source));
    let clean = source.iter().filter(|_| holds_control).map(|line| decode::without_controls(line).0);
    let clean: Vec<Cow<'_, str>> = clean.collect();
    let clean: Vec<&str> = clean.iter().map(AsRef::as_ref).collect();
    let cells: &[&str] = if holds_control { &clean } else { &source };
    if let Some(mut lines) = tables::side_by_side_cases(text, cells) {
        note_controls(&mut lines, &source, 1);
        return FileLines { lines, too_deep: None };
    }
    let mut read = FileLines { lines: Vec::with_capacity(source.len()), too_deep: None };
    let blocks = html::BlockEnds::new(&source);
    let mut column = None;
    let mut labels = || *column.get_or_insert_with(|| records::drawn_label_column(cells));
    let mut at = 0;
    while let Some(line) = source.get(at) {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let first =
            line.trim_start().chars().next().filter(|first| matches!(first, '<' | '{') || is_bar(*first));
        if let Some(end) = first.and_then(|_| blocks.end(at)) {
            let block = html::fragment(&source[at..end].join("\n"), number);
            read.lines.extend(block.lines);
            read.too_deep = read.too_deep.or(block.too_deep);
            at = end;
        } else if let Some((end, mut lines)) =
            first.and_then(|_| records::drawn_table(cells, at, &mut labels))
        {
            note_controls(&mut lines, &source[at..end], number);
            read.lines.extend(lines);
            at = end;
        } else if holds_control {
            read.lines.extend(decode::parts(line).map(|part| Line::new(number, part)));
            at += 1;
        } else {
            read.lines.push(Line::clean(number, line));
            at += 1;
        }
    }
    furniture::blank_sheet_lines(&mut read.lines);
    if memchr(b'\x0c', text.as_bytes()).is_some() {
        read.lines = pages::without_running_lines(read.lines);
    }
    furniture::strip_title_markup(&mut read.lines);
    word_separators::split_labels(&mut read.lines);
    mark_heads_and_notes(&mut read.lines);
    read
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that counts what is read of it.
    struct Counted<R>(R, u64);

    impl<R: Read> Read for Counted<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.0.read(buffer)?;
            self.1 += read as u64;
            Ok(read)
        }
    }

    #[test]
    fn what_is_no_text_is_not_read_beyond_its_beginning() {
        let mut hole = Counted(io::repeat(0), 0);
        assert!(matches!(read_text(&mut hole, 1 << 30, LARGEST), Err(Refusal::NoText(Foreign::Unknown))));
        assert_eq!(hole.1, SNIFF);
    }

    #[test]
    fn a_text_that_says_that_it_is_too_large_is_not_read() {
        let mut text = Counted(io::repeat(b'a'), 0);
        assert!(matches!(read_text(&mut text, LARGEST + 1, LARGEST), Err(Refusal::TooLarge)));
        assert_eq!(text.1, SNIFF);
    }

    #[test]
    fn a_text_of_more_lines_than_memory_could_hold_is_refused() {
        let lines = vec![b'\n'; MOST_LINES + 1];
        let refused =
            read_document(&Document { bytes: &lines, ..Document::default() }, &AnswerCache::default());
        assert!(matches!(refused, Err(Refusal::TooManyLines)));
    }

    #[test]
    fn reading_what_has_no_end_ends() {
        let mut text = Counted(io::repeat(b'a'), 0);
        assert!(matches!(read_text(&mut text, 0, 2 * STEP), Err(Refusal::TooLarge)));
        assert!(text.1 <= 3 * STEP);
        let mut text = Counted(io::repeat(b'a').take(2 * STEP), 0);
        assert_eq!(read_text(&mut text, 0, 2 * STEP).unwrap_or_default().len() as u64, 2 * STEP);
    }
}
