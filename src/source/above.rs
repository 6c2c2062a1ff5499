//! The words above the first title or label that a page is read from.

use super::align::Aligned;
use super::ledger::{HEADINGS, Lost, find_unread, is_worth_keeping, lost_words, unread_part};
use super::letters::{cover_legend, letters};
use super::line::Line;
use super::page_head::{PageHead, named_row};
use super::page_restarts;
use super::sections::FoundSection;
use crate::model::schema::schema;

/// Returns the words of these lines above the sections, in page order, that are not of the head: from the
/// first name of the form on, which may be above the heading, or from the row or title that ends the head.
pub fn lost_words_above<'a>(
    lines: &'a [Line<'a>],
    head: &PageHead,
    sections: &[FoundSection<'_>],
) -> Vec<Lost<'a>> {
    let end = head.end.min(lines.len());
    let first = page_restarts::first_name(&lines[..end]).unwrap_or(end);
    let mut lost = lost_words(lines, first, sections);
    // The name may be below rows.
    lost.retain(|lost| head.words_of(lost.line).next().is_none());
    lost
}

/// Returns the words before the first name of an aligned page on its line that are not of the head; `None`
/// if there are none.
pub fn lost_lead<'a>(lines: &'a [Line<'a>], aligned: &Aligned<'a>, head: &PageHead) -> Option<Lost<'a>> {
    // Signs are lost as other words of the line are.
    if !aligned.lead.contains(char::is_alphabetic) {
        return None;
    }
    let line = aligned.start;
    let is_of_head = named_row(&lines[line]).is_some();
    let label = if is_of_head { None } else { unread_words(aligned.label, []) };
    let words = unread_words(aligned.lead, head.words_of(line));
    let lost = Lost { line, label: label.unwrap_or_default(), words: words.unwrap_or_default() };
    (lost.letter_count() > 0).then_some(lost)
}

/// Returns the words of a cell from the first to the last letter that is in none of the words `read` from it,
/// in no title and no heading; `None` if there are none.
fn unread_words<'a, 'h>(text: &'a str, read: impl IntoIterator<Item = &'h str>) -> Option<&'a str> {
    let own: Vec<(usize, char)> = letters(text).collect();
    let mut is_read = vec![false; own.len()];
    let titles = schema().sections.iter().map(|section| section.title);
    for words in read.into_iter().chain(titles).chain(HEADINGS) {
        let words: Vec<char> = letters(words).map(|(_, c)| c).collect();
        if let Some(at) = find_unread(&own, &is_read, &words) {
            is_read[at..at + words.len()].fill(true);
        }
    }
    if text.contains("凡例") {
        cover_legend(&own, &mut is_read);
    }
    let (lost, words) = unread_part(text, &own, &is_read)?;
    is_worth_keeping(&lost, text).then_some(words)
}
