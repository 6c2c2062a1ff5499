//! Notes and closing words: sentences behind the rows of a section that are no part of its last value.

use super::align::{FormItem, is_japanese, is_separator, opening};
use super::doubt;
use super::form::{LabelPlace, form, is_footer};
use super::join::opens_note;
use super::line::{Line, LineKind, Mark};
use super::word_list::WordList;
use crate::model::schema::{ValueKind, schema};

/// The row of a paragraph is looked for at most so many lines above it.
const LONGEST_ROW: usize = 60;

/// Marks the notes and closing words of a page, which are part of no value. `is_html`: each paragraph is
/// apart, and closing words are not looked for.
pub fn mark_notes(lines: &mut [Line<'_>], is_html: bool) {
    let lines = lines_above_links(lines);
    mark_section_notes(lines, is_html);
    if !is_html {
        mark_page_end(lines);
    }
}

/// Marks the paragraphs between the last row of a section and the next title that can be no part of the row's
/// value. `all_are_apart`: they need no blank line above.
fn mark_section_notes(lines: &mut [Line<'_>], all_are_apart: bool) {
    let mut below = Below::default();
    for last in (1..lines.len()).rev() {
        let goes_on = || lines.get(last + 1).is_some_and(|next| !ends_paragraph(next));
        let is_paragraph = is_sentence(&lines[last]) && name_and_rest(&lines[last]).is_none();
        if is_paragraph && has_paragraph_words(&lines[last]) && (all_are_apart || !goes_on()) {
            let above = || (1..last).rfind(|at| ends_paragraph(&lines[*at]));
            let first = if all_are_apart { last } else { above().map_or(0, |at| at + 1) };
            if (all_are_apart || is_apart(lines, first)) && is_closing(lines, first..last + 1, &mut below) {
                lines[first..=last].iter_mut().for_each(set_apart);
            }
        }
        if !lines[last].is_empty() && !is_paragraph {
            below.next = Some(last);
        }
    }
}

/// True if a blank line or a gap in the line numbers is above a paragraph, as in a list of records.
fn is_apart(lines: &[Line<'_>], first: usize) -> bool {
    let above = first.checked_sub(1).map(|above| &lines[above]);
    above.is_none_or(|above| {
        let last = above.parts.last().map_or(above.number, |(_, line)| above.number.max(*line));
        above.is_empty() || lines[first].number > last.saturating_add(1)
    })
}

/// Words that end a letter with a page in it, or the foot of a page.
const ENDINGS: WordList = WordList(
    "以上 敬具 草々 -- よろしくお願い 宜しくお願い 今後とも iPhoneから Sent 最終更新 出典 Copyright © 取得日 \
     閲覧日 作成者",
);

/// Marks the words below the last row from the one on that ends a letter, or all if the row has no value and
/// a blank line is below it.
fn mark_page_end(lines: &mut [Line<'_>]) {
    let is_ending = |line: &Line<'_>| {
        let text = line.plain().unwrap_or_default();
        // Nearly all lines begin with another byte.
        let begins = |ending: &str| ending.as_bytes()[0] == text.as_bytes()[0] && text.starts_with(ending);
        !text.is_empty() && ENDINGS.iter().any(begins)
    };
    let is_row = |line: &Line<'_>| matches!(name_and_rest(line), Some((FormItem::Label(..), _)));
    let is_bullet = |line: &Line<'_>| matches!(line.kind, LineKind::Plain { mark: Mark::Bullet, .. });
    let is_other =
        |line: &Line<'_>| (has_paragraph_words(line) || is_bullet(line)) && name_and_rest(line).is_none();
    let last = lines.iter().rposition(|line| is_row(line) || is_other(line));
    // Most pages end with a row.
    let Some(last) = last.filter(|last| !is_row(&lines[*last])) else {
        return;
    };
    let row = lines[..last].iter().rposition(is_row);
    let is_blank = |row: usize| {
        let words = name_and_rest(&lines[row]).map_or("", |(_, words)| words);
        (has_value_cell(&lines[row]) || words.trim_start().starts_with(is_separator))
            && !words.contains(char::is_alphanumeric)
            && lines.get(row + 1).is_some_and(Line::is_empty)
    };
    let start = match row.filter(|row| is_blank(*row) && (is_table(lines) || !are_values_below(lines, true)))
    {
        Some(row) => row + 1,
        None => {
            let below = row.map_or(lines.len(), |row| row + 1);
            lines[below..].iter().position(is_ending).map_or(lines.len(), |at| below + at)
        }
    };
    lines[start..].iter_mut().filter(|line| is_other(line)).for_each(set_apart);
}

/// Returns the lines above the first footer link below the last cell of a table; all if there is no table or
/// link.
fn lines_above_links<'s, 'l>(lines: &'s mut [Line<'l>]) -> &'s mut [Line<'l>] {
    let last = lines.iter().rposition(has_value_cell).filter(|_| is_table(lines));
    let is_link = |line: &Line<'_>| line.plain().is_some_and(is_footer);
    let link = |last: usize| lines[last..].iter().position(is_link).map(|link| last + link);
    let end = last.and_then(link).unwrap_or(lines.len());
    &mut lines[..end]
}

/// True for a row with a cell beside its label, filled or not.
fn has_value_cell(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Row { value: Some(_), .. })
}

/// So many rows with a value beside their label make a table.
const TABLE: usize = 10;

/// True if at least ten rows have a filled cell beside their label.
fn is_table(lines: &[Line<'_>]) -> bool {
    let is_filled = |line: &&Line<'_>| matches!(&line.kind, LineKind::Row { value: Some(value), .. } if !value.is_empty());
    lines.iter().filter(is_filled).nth(TABLE - 1).is_some()
}

/// Makes the words of a line part of no value.
fn set_apart(line: &mut Line<'_>) {
    if let LineKind::Plain { mark, .. } = &mut line.kind {
        *mark = Mark::Apart;
    } else if let Some(text) = paragraph_words(line).map(str::to_owned) {
        line.kind = LineKind::Plain { text: text.into(), mark: Mark::Apart };
    }
}

/// Returns the words of a line without heading, bullet or value cell; `None` for any other line.
fn paragraph_words<'l>(line: &'l Line<'_>) -> Option<&'l str> {
    match &line.kind {
        LineKind::Plain { text, mark: Mark::None | Mark::Apart } => Some(text),
        LineKind::Row { label, value: None, .. } => Some(label),
        LineKind::Plain { mark: Mark::Heading | Mark::Bullet | Mark::Definition, .. }
        | LineKind::Row { value: Some(_), .. }
        | LineKind::Blank
        | LineKind::Rule => None,
    }
}

/// Results for the lines below a paragraph, kept for the next one above.
#[derive(Default)]
struct Below {
    /// Index of the first line that is no sentence of a paragraph.
    next: Option<usize>,
    /// Index of the line with a name above the last paragraph that was looked at.
    row: Option<usize>,
    /// True if values are below their labels; `None` until it is needed.
    are_values_below: Option<bool>,
}

/// True for a line that is part of no paragraph: it has no words of one, or begins with a name of the form.
fn ends_paragraph(line: &Line<'_>) -> bool {
    !has_paragraph_words(line) || name_and_rest(line).is_some()
}

/// True for a line without heading, bullet or value cell.
fn has_paragraph_words(line: &Line<'_>) -> bool {
    paragraph_words(line).is_some()
}

/// True for a line that ends as a sentence does, whatever mark is before it.
fn is_sentence(line: &Line<'_>) -> bool {
    let words = match &line.kind {
        LineKind::Plain { text, .. } => Some(text.as_ref()),
        LineKind::Row { .. } => paragraph_words(line),
        LineKind::Blank | LineKind::Rule => None,
    };
    words.is_some_and(ends_sentence)
}

/// True for words that end with 。 or another sign that ends a sentence.
pub fn ends_sentence(words: &str) -> bool {
    words.ends_with(['。', '．', '！', '!', '？', '?'])
}

/// True for a paragraph that is below the rows of a section and can be no part of the value above it.
fn is_closing(lines: &[Line<'_>], paragraph: std::ops::Range<usize>, below: &mut Below) -> bool {
    let start = paragraph.start;
    // The row above a paragraph is often that of the next one.
    let known = below.row.filter(|row| *row < start && start - row <= LONGEST_ROW);
    let found =
        || (start.saturating_sub(LONGEST_ROW)..start).rfind(|at| name_and_rest(&lines[*at]).is_some());
    below.row = known.or_else(found);
    let Some((row, (item, words))) = below.row.and_then(|at| Some((at, name_and_rest(&lines[at])?))) else {
        return false;
    };
    let between = || lines[row + 1..start].iter().filter(|line| !line.is_empty());
    let place = label_of_item(item);
    let is_last = match below.next.map(|next| name_and_rest(&lines[next])) {
        None | Some(Some((FormItem::Footer, _))) => true,
        Some(Some((FormItem::Title(_), _))) => false,
        // The rows of some tables have their titles.
        Some(Some((FormItem::Label(section, _), _))) if place.is_some_and(|own| own.section != section) => {
            false
        }
        Some(Some((FormItem::Label(..), _)) | None) => return false,
    };
    let Some(place) = place else {
        // The labels below the title were broken to fit.
        return is_note(paragraph_words(&lines[start]).unwrap_or_default()) && between().next().is_some();
    };
    let has_value = words.chars().any(char::is_alphanumeric) || between().next().is_some();
    let goes_on = is_sentence(between().next_back().unwrap_or(&lines[row])) || words.ends_with('。');
    let words: String = lines[paragraph.clone()].iter().filter_map(paragraph_words).collect();
    let is_filled =
        || has_value || !*below.are_values_below.get_or_insert_with(|| are_values_below(lines, false));
    let may_be_value = may_be_value(place, &words, (is_last, goes_on), is_filled);
    // Where the rows of a drawn table stand is not known.
    let furthest = if lines[row].raw.is_empty() { usize::MAX } else { indent(&lines[row]) };
    !may_be_value && lines[paragraph.clone()].iter().all(|line| indent(line) <= furthest)
}

/// True if a sentence behind the last row of a section may be part of the row's value. `is_last`: no other
/// section follows; `goes_on`: a sentence is before it.
pub fn may_be_value(
    place: LabelPlace,
    words: &str,
    (is_last, goes_on): (bool, bool),
    is_filled: impl FnOnce() -> bool,
) -> bool {
    let is_note = is_note(words);
    match doubt::parses_as_kind(place, words) {
        Some(is_typed) => is_typed && !is_note,
        None if place.spec().kind == ValueKind::Text => !(is_note && !goes_on || is_last && is_filled()),
        None => !(is_note || is_filled()),
    }
}

/// True if more values are below their labels than beside them; those further right count if they
/// `may_be_indented`.
fn are_values_below(lines: &[Line<'_>], may_be_indented: bool) -> bool {
    let (mut beside, mut below) = (0, 0);
    let mut lines = lines.iter().filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        if let Some((FormItem::Label(..), words)) = name_and_rest(line) {
            let is_beside = words.chars().any(char::is_alphanumeric);
            let is_below = |next: &&Line<'_>| {
                name_and_rest(next).is_none() && (may_be_indented || indent(next) <= indent(line))
            };
            beside += usize::from(is_beside);
            below += usize::from(!is_beside && lines.peek().is_some_and(is_below));
        }
    }
    below > beside
}

/// Returns how many bytes of white space a line begins with.
fn indent(line: &Line<'_>) -> usize {
    line.raw.len() - line.raw.trim_start().len()
}

/// True for words that begin as notes do, or that are all an ending of a letter.
pub fn is_note(words: &str) -> bool {
    opens_note(words) || ENDINGS.iter().any(|ending| words.strip_prefix(ending).is_some_and(is_short_ending))
}

/// True for what may be behind the first words of a letter's end: nothing, or a few letters without a comma.
fn is_short_ending(rest: &str) -> bool {
    let rest = rest.trim_end_matches(['。', '.', '-', ' ']);
    !rest.contains(['、', '，']) && rest.chars().count() < LONGEST_ENDING
}

/// No set phrase is longer, in letters.
const LONGEST_ENDING: usize = 16;

/// Returns the label of an item of the form; for a title only if it is a label of its section too.
fn label_of_item(item: FormItem) -> Option<LabelPlace> {
    match item {
        FormItem::Label(section, field) => Some(LabelPlace { section, field }),
        FormItem::Title(section) => form().label_in(section, schema().sections[section].title),
        FormItem::Footer => None,
    }
}

/// Returns the name that a line begins with and the words behind it; `None` if it begins with none.
fn name_and_rest<'l>(line: &'l Line<'_>) -> Option<(FormItem, &'l str)> {
    match &line.kind {
        LineKind::Row { label, value, .. } => {
            let (item, rest) = opening(label)?;
            let value = value.as_deref().unwrap_or(rest);
            // The title of its section may stand before a label.
            let own = matches!(item, FormItem::Title(_)).then(|| opening(value)).flatten();
            own.or(Some((item, value)))
        }
        LineKind::Plain { text, .. } => opening(text).filter(|(_, words)| !continues_word(text, words)),
        LineKind::Blank | LineKind::Rule => None,
    }
}

/// True if the name before these words, at the end of `text`, makes one word with them: `薬局レセコン`.
fn continues_word(text: &str, words: &str) -> bool {
    let name = &text[..text.len() - words.len()];
    name.ends_with(char::is_alphanumeric) && words.starts_with(is_japanese)
}
