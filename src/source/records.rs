//! Text in records of cells: CSV, whose quotes may hold a cell together over several lines, and tables
//! drawn with bars.

use std::borrow::Cow;
use std::cmp::Reverse;

use csv::{ReaderBuilder, Trim};
use memchr::{memchr, memchr_iter, memmem};
use rustc_hash::FxHashMap;

use super::decode;
use super::form::form;
use super::grid::{self, Record};
use super::line::{Line, cleaned_cells, is_bar, is_rule};
use super::{markup, wiki};

/// What parts cells.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// So many labels in cells of their own show a table.
const FEWEST: usize = 3;

/// So many lines out of ten are cells in quotes where a text is a sheet of one column.
const QUOTED: usize = 9;

/// Returns the lines without the quotes around them if nearly all are quoted, as in a sheet of one column.
pub fn without_quotes(mut lines: Vec<&str>) -> Vec<&str> {
    let inner = |line: &str| {
        let inner = line.trim_end().strip_prefix('"')?.strip_suffix('"')?;
        (!inner.contains('"')).then_some(inner.len())
    };
    let is_quoted = |lines: &[&str]| {
        let quoted = lines.iter().filter(|line| inner(line).is_some()).count();
        let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
        quoted > FEWEST && quoted * 10 >= filled * QUOTED
    };
    if lines.iter().filter(|line| line.starts_with('"')).count() > FEWEST && is_quoted(&lines) {
        for line in &mut lines {
            *line = inner(line).map_or(*line, |length| &line[1..=length]);
        }
    }
    lines
}

/// Returns the lines of the pages of a text that is CSV or TSV as a whole; `None` if it is not, or its rows
/// are pairs that need no reading as records.
pub fn csv_lines(text: &str, source: &[&str]) -> Option<Vec<Line<'static>>> {
    let found = DELIMITERS.into_iter().filter(|delimiter| memchr(*delimiter, text.as_bytes()).is_some());
    found.filter(|delimiter| may_be_records(text, source, *delimiter)).find_map(|delimiter| {
        // Rows of two cells parted by tabs are what pages are copied as.
        let is_quoted = memmem::find(text.as_bytes(), &[delimiter, b'"']).is_some();
        let is_pairs = delimiter == b'\t' && !is_quoted;
        if is_pairs && source.iter().all(|line| is_pair(line)) {
            return None;
        }
        let records = records(text, delimiter)?;
        let parted = split_pairs(&records);
        let is_parted = parted.is_some();
        let records = parted.unwrap_or(records);
        let are_rows = || {
            !is_pairs || is_parted || grid::label_column(&records) != Some(0) || grid::has_remarks(&records)
        };
        grid::lines(&records).or_else(|| if are_rows() { grid::rows(&records, None) } else { None })
    })
}

/// So many rows of two labels, each before its value, show that there are two in a row.
const PAIRS: usize = 5;

/// Splits rows of two labels and their values side by side into two each; `None` if fewer than five rows have
/// two labels.
fn split_pairs(records: &[Record]) -> Option<Vec<Record>> {
    let is_double = |record: &&Record| matches!(record.cells.as_slice(), [first, _, second, _] if grid::is_label(first) && grid::is_label(second));
    records.iter().filter(is_double).nth(PAIRS - 1)?;
    let pairs = records.iter().flat_map(|record| {
        let pairs = record.cells.chunks(2).filter(|pair| pair.iter().any(|cell| !cell.trim().is_empty()));
        pairs.map(|pair| Record {
            cells: pair.to_vec(),
            tag: record.tag.clone(),
            ..Record::at(record.lines())
        })
    });
    Some(pairs.collect())
}

/// True for a line of no more than two cells, no label in the second.
fn is_pair(line: &str) -> bool {
    let is_value = |cell: &str| memchr(b'\t', cell.as_bytes()).is_none() && !grid::is_label(cell.trim());
    line.split_once('\t').is_none_or(|(_, cell)| is_value(cell))
}

/// False if so many of a text's lines have one cell that it cannot be records: far cheaper than reading them.
fn may_be_records(text: &str, lines: &[&str], delimiter: u8) -> bool {
    // A cell in quotes may have lines of its own.
    let is_quoted = || memchr(b'"', text.as_bytes()).is_some();
    let is_wide = |line: &&&str| memchr(delimiter, line.as_bytes()).is_some();
    let full = lines.iter().filter(|line| !line.is_empty()).count();
    // Each wide line has one at least; lines of three cells may stand below titles and a contents list.
    let delimiters = memchr_iter(delimiter, text.as_bytes()).count();
    let are_few = || are_records(full, full - lines.iter().filter(is_wide).count());
    are_records(full, full - delimiters.min(full)) && (delimiters > full || are_few()) || is_quoted()
}

/// True if a third of the records at most have one cell only.
fn are_records(all: usize, narrow: usize) -> bool {
    narrow * 3 <= all
}

/// Reads the records; `None` unless enough of them have a label of the form in a cell of its own, and hardly
/// any text is outside.
fn records(text: &str, delimiter: u8) -> Option<Vec<Record>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let (mut labels, mut narrow) = (0, 0);
    let (mut line, mut counted) = (1_u32, 0);
    for record in reader.records() {
        let record = record.ok()?;
        // The reader counts a line end with the record behind it.
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let start = start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        line += u32::try_from(decode::lines(&text[counted..start]).count()).unwrap_or(u32::MAX);
        counted = start;
        let mut tag = String::new();
        let cells: Vec<String> = record.iter().map(|cell| cell_words(cell, &mut tag)).collect();
        // Spreadsheets write blank rows as commas.
        if cells.len() > 1 && cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        labels += cells.iter().filter(|cell| grid::is_label(cell)).count();
        narrow += usize::from(cells.len() < 2);
        let more_lines =
            record.iter().map(|cell| decode::lines(cell).count().saturating_sub(1)).sum::<usize>();
        let more_lines = u32::try_from(more_lines).unwrap_or(u32::MAX);
        records.push(Record { line, more_lines, cells, tag });
    }
    if delimiter == b',' {
        join_thousands(&mut records);
    }
    // Rows of three cells or more are records, with titles between them or not.
    let is_title =
        |record: &&Record| matches!(record.cells.as_slice(), [cell] if form().title(cell).is_some());
    let is_wide = |record: &&Record| record.cells.len() > 2;
    if records.iter().filter(is_wide).count() * 2 > records.len() - narrow {
        narrow -= records.iter().filter(is_title).count();
    }
    (labels >= FEWEST && are_records(records.len(), narrow)).then_some(records)
}

/// Returns the words of a cell without tags and with HTML's entities replaced. The first tag is put into
/// `tag` if that is still empty.
fn cell_words(cell: &str, tag: &mut String) -> String {
    if !cell.contains(['<', '&']) {
        return cell.to_owned();
    }
    let words = if cell.contains('<') { markup::clean(cell, tag) } else { Cow::Borrowed(cell) };
    markup::unescaped(&words).trim().to_owned()
}

/// Joins the cells of numbers that were split at their own commas, in records wider than most.
fn join_thousands(records: &mut [Record]) {
    let mut widths: FxHashMap<usize, usize> = FxHashMap::default();
    for record in records.iter() {
        *widths.entry(record.cells.len()).or_default() += 1;
    }
    let usual = widths.iter().max_by_key(|(width, times)| (**times, Reverse(**width)));
    let usual = usual.map_or(0, |(width, _)| *width);
    for cells in records.iter_mut().map(|record| &mut record.cells) {
        let mut at = 0;
        while cells.len() > usual && at + 1 < cells.len() {
            if are_thousands(&cells[at], &cells[at + 1]) {
                let rest = cells.remove(at + 1);
                cells[at].extend([",", &rest]);
            } else {
                at += 1;
            }
        }
    }
}

/// True for the beginning of a number and three digits of it.
fn are_thousands(before: &str, after: &str) -> bool {
    let is_digit = |c: &char| c.is_ascii_digit();
    let end = before.chars().rev().take_while(is_digit).count();
    (1..=3).contains(&end) && after.chars().take_while(is_digit).count() == 3
}

/// Returns the column that has the labels in all tables of a text that are drawn with bars.
pub fn drawn_label_column(source: &[&str]) -> Option<usize> {
    let rows =
        source.iter().map(|line| line.trim()).filter(|line| line.starts_with(is_bar) && !is_rule(line));
    let record = |line| Record::new(1, cleaned_cells(line));
    grid::label_column(&rows.map(record).collect::<Vec<_>>())
}

/// Returns the line behind a table drawn with bars that begins here, and the lines of its pages; `None` if
/// none begins or its rows are pairs. `column`: where the text's tables have their labels.
pub fn drawn_table(
    source: &[&str],
    at: usize,
    column: impl FnOnce() -> Option<usize>,
) -> Option<(usize, Vec<Line<'static>>)> {
    if let Some((end, records)) = wiki::parse_table(source, at) {
        let are_pairs = records.iter().all(|record| record.cells.len() <= 2);
        let lines =
            if are_pairs { None } else { grid::lines(&records).or_else(|| grid::rows(&records, column())) };
        return Some((end, lines.unwrap_or_else(|| records.iter().map(Record::row).collect())));
    }
    let is_row = |line: &&str| line.trim_start().starts_with(is_bar);
    let is_first = at == 0 || !is_row(&source[at - 1]);
    if !is_first || !is_row(&source[at]) {
        return None;
    }
    let end = source[at..].iter().position(|line| !is_row(line)).map_or(source.len(), |rows| at + rows);
    let mut records = Vec::with_capacity(end - at);
    for (line, number) in source[at..end].iter().zip(at + 1..) {
        let line = line.trim();
        if is_rule(line) {
            continue;
        }
        records.push(Record::new(number, cleaned_cells(line)));
    }
    let wide = records.iter().filter(|record| record.cells.len() > 2).count();
    if wide * 2 < records.len() {
        return None;
    }
    let lines = grid::lines(&records).or_else(|| grid::rows(&records, column()))?;
    Some((end, lines))
}
