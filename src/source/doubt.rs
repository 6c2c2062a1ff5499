//! Which of two readings of a page has fewer implausible values.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{FormItem, begins_with_note, is_separator, opening};
use super::form::{LabelPlace, form};
use super::join::{folded, opens_note};
use super::line::{Line, LineKind};
use super::line_prefixes::mask;
use super::sections::{Columns, FoundField, FoundSection};
use super::value;
use crate::model::Value;
use crate::model::schema::{ValueKind, schema};

/// So many fields in cells of their own show that a page is a table.
const TABLE: usize = 40;

/// True where every field of the form is there once and nothing else, and its value of its kind or in the
/// cell of a table.
pub fn is_certain(sections: &[FoundSection<'_>], lines: &[Line<'_>]) -> bool {
    let specs = schema().sections;
    let is_whole = sections.len() == specs.len()
        && sections.iter().enumerate().all(|(at, section)| {
            section.place == Some(at)
                && section.fields.len() == specs[at].fields.len()
                && section.fields.iter().all(|field| field.place.is_some())
        });
    if !is_whole || columns(sections) == Some(Columns::Top) {
        return false;
    }
    let read = || sections.iter().flat_map(|section| &section.fields).filter_map(is_read);
    let signs = leading_signs(sections);
    // A sign before most of its cells is no part of them.
    let is_table = || lines.iter().filter(|line| is_own_row(line)).nth(TABLE - 1).is_some();
    if signs == 0 {
        // Rows are counted in far less time than values are read.
        is_table() || read().nth(1).is_some() && read().all(|is_of_kind| is_of_kind)
    } else {
        signs * 2 <= read().count() && is_table()
    }
}

/// True for a row with a cell that holds nothing but a label of the form.
fn is_own_row(line: &Line<'_>) -> bool {
    matches!(&line.kind, LineKind::Row { label, value: Some(_), .. } if form().label_anywhere(label).is_some())
}

/// Where the labels of a page in columns stand: at half the height of their values where one of them does.
fn columns(sections: &[FoundSection<'_>]) -> Option<Columns> {
    let columns = || sections.iter().filter_map(|section| section.columns);
    columns().find(|columns| *columns == Columns::Centred).or(columns().next())
}

/// So much better an aligned reading must be than that of columns, which sees where labels stand.
const COLUMNS: i32 = 2;

/// As good is enough.
const AS_GOOD: i32 = -1;

/// Where labels stand beside the first lines of all values, columns share lines out that need not be.
const TOP: i32 = -2;

/// A reading, and how many letters of the page it does not have.
#[derive(Clone, Copy)]
pub struct Rival<'r, 'a> {
    /// What it has.
    pub sections: &'r [FoundSection<'a>],
    /// The letters of the page in no section.
    pub lost: usize,
}

/// So many lost letters count as one point.
const LOST: usize = 4;

/// True where the aligned reading is better than the plain one; as good is enough where signs part its
/// labels from their values.
pub fn is_better(aligned: Rival<'_, '_>, is_signed: bool, plain: Rival<'_, '_>) -> bool {
    let margin = match columns(plain.sections) {
        None if !is_signed => 0,
        Some(_) if stand_at_top(aligned.sections) => TOP,
        Some(Columns::Centred) if !is_signed => COLUMNS,
        Some(Columns::Centred | Columns::Top) | None => AS_GOOD,
    };
    let lost = |rival: Rival<'_, '_>| i32::try_from(rival.lost / LOST).unwrap_or(i32::MAX / 4);
    score(aligned.sections, is_signed) - lost(aligned) > score(plain.sections, false) - lost(plain) + margin
}

/// So many values of several lines, none of them above the first label of its section, stand below their labels.
const AT_TOP: usize = 4;

/// True where labels stand beside the first lines of their values.
fn stand_at_top(sections: &[FoundSection<'_>]) -> bool {
    let fields = sections.iter().flat_map(|section| &section.fields);
    words_above(sections) == 0 && fields.filter(|field| field.value_lines() > 1).nth(AT_TOP - 1).is_some()
}

/// In how many sections words stand above the first label, as they do where labels stand at half the height of
/// their values.
fn words_above(sections: &[FoundSection<'_>]) -> usize {
    let is_above = |field: &FoundField<'_>| field.place.is_none() && field.label.is_empty();
    let known = sections.iter().filter(|section| section.place.is_some());
    known.filter(|section| section.fields.first().is_some_and(is_above)).count()
}

/// What a reading is worth. `is_signed`: a sign shows that a label which the form does not have is one.
fn score(sections: &[FoundSection<'_>], is_signed: bool) -> i32 {
    let fields = || sections.iter().flat_map(|section| &section.fields);
    let own = fields().map(|field| match (field.place, is_read(field)) {
        (Some(_), Some(true)) if field.order().is_some() => 2,
        (Some(_), Some(true)) => 3,
        (Some(_), Some(false)) => -3,
        // What a writer put for a blank is an answer.
        (Some(_), None) if !field.value.is_empty() => 3,
        (Some(_), None) => 1,
        (None, _) if field.misplaced => -1,
        (None, _) if is_signed && !field.label.is_empty() => 0,
        (None, _) => -2,
    });
    let torn = fields().filter(|field| {
        field.value.starts_with(['、', '。', '）', ')', '」', '』', 'ー', '，', 'っ', 'ゃ', 'ん'])
    });
    let lost_titles = sections.iter().filter(|section| section.place.is_none()).count();
    let rows: usize = fields().map(rows_in).sum();
    let notes = fields().filter(|field| begins_with_note(&field.value)).count();
    let syntax = leading_signs(sections) + if notes > 2 { notes } else { 0 };
    let mixed = fields().filter(|field| holds_other(field)).count();
    let bad = 10 * (words_above(sections) + mixed) + 4 * (torn.count() + rows) + 6 * syntax + lost_titles;
    own.sum::<i32>() - i32::try_from(bad).unwrap_or(i32::MAX / 2)
}

/// Marks the fields as unsure that have a note on a line of its own: it may be one of the page's.
pub fn doubt_notes(sections: &mut [FoundSection<'_>], lines: &[Line<'_>]) {
    let notes = lines.iter().filter(|line| line.plain().is_some_and(opens_note));
    let notes: FxHashSet<u32> = notes.map(|line| line.number).collect();
    if notes.is_empty() {
        return;
    }
    for section in sections {
        for field in section.fields.iter_mut().filter(|field| field.place.is_some()) {
            let has_note = field.parts.iter().any(|(at, line)| {
                notes.contains(line)
                    && field.value.get(*at..).is_some_and(|words| opens_note(words.trim_start()))
            });
            if has_note {
                field.mark_unsure(section.line);
            }
        }
    }
}

/// A choice is no longer, in letters.
const LONGEST_CHOICE: usize = 80;

/// So many blanks before so many lines of one value are a lump that is theirs.
const LUMP: usize = 3;

/// Marks all fields of a section as unsure where one of them holds what only another can hold, and the blank ones where words stand beside them that may be theirs: labels and values stand in blocks of their own.
/// `is_signed`: a sign parts each label from its value.
pub fn spread(sections: &mut [FoundSection<'_>], is_signed: bool) {
    doubt_markup(sections);
    for section in sections {
        let is_mixed = section.fields.iter().any(holds_other) || !is_signed && has_lump(&section.fields);
        let is_open = !is_signed && section.fields.iter().any(|field| is_stray(field) || is_overfull(field));
        for field in section.fields.iter_mut().filter(|field| field.place.is_some()) {
            if is_mixed || is_open && field.value.is_empty() {
                field.mark_unsure(section.line);
            }
        }
    }
}

/// So many values that begin or end with the same word are no accident: where it looks like markup, and where it may
/// be any.
const FEWEST_MARKED: usize = 3;
const FEWEST_ALIKE: usize = 10;

/// Marks the fields as unsure whose values begin or end with the same word of markup (`@tab`, `\\NC`), or any word
/// where most do.
fn doubt_markup(sections: &mut [FoundSection<'_>]) {
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    let ends = |field: &FoundField<'_>| {
        let mut words = field.value.split_whitespace();
        let signs = field.value.trim_end_matches(is_sign_of_markup);
        let bare = field.value.trim_start_matches(|c: char| c.is_ascii_punctuation());
        let lead = field.value.get(..field.value.len() - bare.len()).filter(|lead| lead.len() > 1);
        let ends = [lead, words.next(), words.next_back(), field.value.get(signs.len()..)];
        let is_word =
            |word: &&str| !word.is_empty() && word.len() < field.value.len() && !value::is_blank(word);
        // The numbers of citations differ.
        ends.map(|word| word.filter(is_word).map(|word| mask(word, usize::MAX))).into_iter().flatten()
    };
    let mut filled = 0;
    for field in sections.iter().flat_map(|section| &section.fields) {
        filled += usize::from(!field.value.is_empty());
        ends(field).for_each(|word| *times.entry(word).or_default() += 1);
    }
    times.retain(|word, times| {
        *times >= if is_markup(word) { FEWEST_MARKED } else { FEWEST_ALIKE.max(filled / 2 + 1) }
    });
    if times.is_empty() {
        return;
    }
    for section in sections {
        for field in &mut section.fields {
            if ends(field).any(|word| times.contains_key(&word)) {
                field.mark_unsure(section.line);
            }
        }
    }
}

/// True for Latin letters and signs behind a sign that no value begins with.
fn is_markup(word: &str) -> bool {
    word.starts_with(is_sign_of_markup) && word.is_ascii()
}

fn is_sign_of_markup(c: char) -> bool {
    c.is_ascii_punctuation() && !"()<>[]\"'.,%!?".contains(c)
}

/// True for a run of blanks and then many lines.
fn has_lump(fields: &[FoundField<'_>]) -> bool {
    let mut blanks = 0;
    fields.iter().filter(|field| field.place.is_some()).any(|field| {
        let is_lump = blanks >= LUMP && field.value_lines() >= LUMP;
        blanks = if field.value.is_empty() { blanks + 1 } else { 0 };
        is_lump
    })
}

/// True for words without a label that are no sentence.
fn is_stray(field: &FoundField<'_>) -> bool {
    let is_unnamed = field.place.is_none() && field.label.is_empty();
    is_unnamed && !field.value.is_empty() && !field.value.trim_end().ends_with(['。', '．', '！', '!'])
}

/// True for a value that does not read as its kind, or has several of it.
fn is_overfull(field: &FoundField<'_>) -> bool {
    let is_fee = field.place.is_some_and(|place| place.spec().kind == ValueKind::Fee);
    is_read(field) == Some(false) || is_fee && field.value.matches("実施").nth(1).is_some()
}

/// True for a value with marks, facilities or rows that are another field's.
fn holds_other(field: &FoundField<'_>) -> bool {
    let Some(kind) = field.place.map(|place| place.spec().kind) else {
        return false;
    };
    let has_marks = kind != ValueKind::Effects && value::marks(&field.value).nth(2).is_some();
    let has_facilities = kind != ValueKind::Facilities && field.value.contains("【病院】");
    let is_long = kind == ValueKind::Choice && field.value.chars().count() > LONGEST_CHOICE;
    has_marks || has_facilities || is_long || rows_in(field) > 0
}

/// How many lines of a value are titles or rows. The kinds of facilities are labels too.
fn rows_in(field: &FoundField<'_>) -> usize {
    let is_facilities = field.place.is_some_and(|place| place.spec().kind == ValueKind::Facilities);
    if is_facilities { 0 } else { field.value.lines().filter(|line| is_row(line)).count() }
}

/// True for a line that is a title, or a label that a sign parts from its value: words that are not of its kind
/// only quote it.
fn is_row(line: &str) -> bool {
    match opening(line) {
        Some((FormItem::Title(_), rest)) => !rest.contains(char::is_alphanumeric),
        Some((FormItem::Label(section, field), rest)) => {
            let words = rest.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c));
            let is_parted = || rest.trim_start().starts_with(is_separator);
            is_parted() && is_typed(LabelPlace { section, field }, words) != Some(false)
        }
        Some((FormItem::Footer, _)) | None => false,
    }
}

/// Whether a value reads as its kind and could be an answer; nothing for a blank.
pub fn is_read(field: &FoundField<'_>) -> Option<bool> {
    let text = folded(&field.value);
    if text.is_empty() || value::is_blank(&text) {
        return None;
    }
    let place = field.place?;
    let is_open = field.order().is_some();
    let kind = place.spec().kind;
    let is_parsed = || {
        let value = value::parse(Some(place.spec()), &field.value, &text);
        value.is_ok_and(|value| value != Value::Text || is_open)
    };
    let is_of_kind = || {
        let is_answer = || text.chars().any(|c| c.is_alphabetic() && c != '人');
        kind == ValueKind::Text || if kind.is_words() { is_answer() } else { is_parsed() }
    };
    Some(is_open || is_of_kind())
}

/// Whether a value reads as its kind, where that is more than words; nothing for a blank.
pub fn is_of_kind(field: &FoundField<'_>) -> Option<bool> {
    if field.place?.spec().kind.is_words() { None } else { is_read(field) }
}

/// Whether words read as the kind of a label, where that kind is more than words.
pub fn is_typed(place: LabelPlace, words: &str) -> Option<bool> {
    let spec = place.spec();
    (!spec.kind.is_words()).then(|| value::parse(Some(spec), words, &folded(words)).is_ok())
}

/// How many values begin with the same sign that parts labels from values elsewhere, where it is three
/// at least.
fn leading_signs(sections: &[FoundSection<'_>]) -> usize {
    let mut times: FxHashMap<char, usize> = FxHashMap::default();
    // Notes have signs of their own, and so has what stands for a blank.
    let is_sign = |c: &char| is_separator(*c) && !"【○△×<".contains(*c);
    for field in sections.iter().flat_map(|section| &section.fields).filter(|field| field.place.is_some()) {
        if let Some(sign) = field.value.chars().next().filter(is_sign)
            && !value::is_blank(&field.value)
        {
            *times.entry(sign).or_default() += 1;
        }
    }
    times.into_values().filter(|times| *times > 2).sum()
}
