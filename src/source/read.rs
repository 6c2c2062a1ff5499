//! One text → its pages, or why it gives none.

use std::borrow::Cow;

use memchr::memchr;
use rustc_hash::FxHashMap;

use super::answer_cache::AnswerCache;
use super::document::Document;
use super::file_kind::FileKind;
use super::line::{FileLines, Line, is_bar};
use super::literal::Literal;
use super::page::TextFile;
use super::refusal::{MOST_LINES, Refusal};
use super::saved_page::SavedPage;
use super::{
    closing_notes, decode, furniture, html, json, line_prefixes, own, page, pages, records, single_cells,
    tables, word_separators,
};
use crate::model::{Case, PageFormat};

/// Reads the pages of a text.
pub fn read_document(document: &Document<'_>, answers: &AnswerCache) -> Result<Vec<Case>, Refusal> {
    let decoded = decode::decode(document.bytes).ok_or(Refusal::Foreign(FileKind::Text))?;
    if decoded.text.len() > MOST_LINES && decode::lines(&decoded.text).nth(MOST_LINES).is_some() {
        return Err(Refusal::TooManyLines);
    }
    if own::is_table(&decoded.text) {
        return Err(Refusal::OwnTable);
    }
    let file = TextFile { document, format: None, decoded: &decoded, is_own: false, too_deep: None };
    let read = read_any_format(file, &decoded.text, answers).map(|mut cases| {
        // Of several pages in a file, the address may be that of any.
        if let [case] = &mut cases[..] {
            let saved = SavedPage::read(&decoded.text);
            let source = &mut case.source;
            source.address = source.address.take().or(saved.address);
            // When the page itself was saved says more than when it was packed.
            source.saved = saved.day.or(source.saved);
        }
        cases
    });
    read.map_err(|known| match document.bytes {
        [] => Refusal::Empty,
        _ if decode::is_garbled(&decoded.text) => Refusal::Garbled,
        _ => Refusal::NoPage { known, is_headed: decoded.text.contains(pages::PAGE_HEADING) },
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
        (file.format, file.is_own) = (Some(PageFormat::Json), json::is_own(text));
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
        file.is_own = true;
        if let Ok(pages) = page::read_all(&file, &lines, answers) {
            return Ok(pages);
        }
        file.is_own = false;
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

    #[test]
    fn a_text_of_more_lines_than_memory_could_hold_is_refused() {
        let lines = vec![b'\n'; MOST_LINES + 1];
        let refused =
            read_document(&Document { bytes: &lines, ..Document::default() }, &AnswerCache::default());
        assert!(matches!(refused, Err(Refusal::TooManyLines)));
    }
}
