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

/// So many rows with a label in a cell of its own show that a page is a table.
const TABLE: usize = 40;

/// True if the sections are those of the form in order, each with as many labels, all of them known, and the
/// page either is a table or has only values of their kinds; false if columns have their labels at the top.
pub fn is_certain(sections: &[FoundSection<'_>], lines: &[Line<'_>]) -> bool {
    let specs = schema().sections;
    let is_whole = sections.len() == specs.len()
        && sections.iter().enumerate().all(|(at, section)| {
            section.place == Some(at)
                && section.fields.len() == specs[at].fields.len()
                && section.fields.iter().all(|field| field.place.is_some())
        });
    if !is_whole || column_layout(sections) == Some(Columns::Top) {
        return false;
    }
    let read = || sections.iter().flat_map(|section| &section.fields).filter_map(reads_as_kind);
    let signs = count_leading_signs(sections);
    // A sign before most of its cells is no part of them.
    let is_table = || lines.iter().filter(|line| is_label_row(line)).nth(TABLE - 1).is_some();
    if signs == 0 {
        // Rows are counted in far less time than values are read.
        is_table() || read().nth(1).is_some() && read().all(|is_of_kind| is_of_kind)
    } else {
        signs * 2 <= read().count() && is_table()
    }
}

/// True for a row with a value cell whose first cell holds nothing but a label of the form.
fn is_label_row(line: &Line<'_>) -> bool {
    matches!(&line.kind, LineKind::Row { label, value: Some(_), .. } if form().label_anywhere(label).is_some())
}

/// Returns where the labels of a page in columns are: `Centred` if they are so in any section, otherwise
/// `Top`; `None` if no section is in columns.
fn column_layout(sections: &[FoundSection<'_>]) -> Option<Columns> {
    let columns = || sections.iter().filter_map(|section| section.columns);
    columns().find(|columns| *columns == Columns::Centred).or(columns().next())
}

/// The points by which an aligned reading must be better than that of columns, which sees where labels are.
const COLUMNS: i32 = 2;

/// The margin if an equal score is enough.
const AS_GOOD: i32 = -1;

/// The margin if labels are at the top: there columns assign lines to values that are certain without them.
const TOP: i32 = -2;

/// A reading, and the number of letters of the page that it lacks.
#[derive(Clone, Copy)]
pub struct Rival<'r, 'a> {
    /// The sections of the reading.
    pub sections: &'r [FoundSection<'a>],
    /// The number of letters of the page in no section.
    pub lost: usize,
}

/// So many lost letters count as one point.
const LOST: usize = 4;

/// True if the score of the aligned reading, lost letters deducted, exceeds that of the plain one by the
/// margin that the columns of the plain one call for.
pub fn is_better(aligned: Rival<'_, '_>, is_signed: bool, plain: Rival<'_, '_>) -> bool {
    let margin = match column_layout(plain.sections) {
        None if !is_signed => 0,
        Some(_) if has_labels_at_top(aligned.sections) => TOP,
        Some(Columns::Centred) if !is_signed => COLUMNS,
        Some(Columns::Centred | Columns::Top) | None => AS_GOOD,
    };
    let lost = |rival: Rival<'_, '_>| i32::try_from(rival.lost / LOST).unwrap_or(i32::MAX / 4);
    plausibility(aligned.sections, is_signed) - lost(aligned)
        > plausibility(plain.sections, false) - lost(plain) + margin
}

/// So many values of several lines, with no words above first labels, show that labels are at the top.
const AT_TOP: usize = 4;

/// True if no section has words above its first label and at least four values take several lines.
fn has_labels_at_top(sections: &[FoundSection<'_>]) -> bool {
    let fields = sections.iter().flat_map(|section| &section.fields);
    count_sections_with_words_above(sections) == 0
        && fields.filter(|field| field.value_lines() > 1).nth(AT_TOP - 1).is_some()
}

/// Counts the sections of the form that begin with words without a label, as they do if labels are at half
/// the height of their values.
fn count_sections_with_words_above(sections: &[FoundSection<'_>]) -> usize {
    let is_above = |field: &FoundField<'_>| field.place.is_none() && field.label.is_empty();
    let known = sections.iter().filter(|section| section.place.is_some());
    known.filter(|section| section.fields.first().is_some_and(is_above)).count()
}

/// Returns the points of a reading: for known labels and values of their kinds, less those for torn, mixed
/// and unknown ones. `is_signed`: a sign shows that a label which the form does not have is one.
fn plausibility(sections: &[FoundSection<'_>], is_signed: bool) -> i32 {
    let fields = || sections.iter().flat_map(|section| &section.fields);
    let own = fields().map(|field| match (field.place, reads_as_kind(field)) {
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
    let rows: usize = fields().map(count_form_lines).sum();
    let notes = fields().filter(|field| begins_with_note(&field.value)).count();
    let syntax = count_leading_signs(sections) + if notes > 2 { notes } else { 0 };
    let mixed = fields().filter(|field| holds_content_of_other_fields(field)).count();
    let bad = 10 * (count_sections_with_words_above(sections) + mixed)
        + 4 * (torn.count() + rows)
        + 6 * syntax
        + lost_titles;
    own.sum::<i32>() - i32::try_from(bad).unwrap_or(i32::MAX / 2)
}

/// Marks the known fields as unsure whose value contains a line of the page that is a note by itself.
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

/// So many blank values before a value of so many lines show that its lines are theirs.
const LUMP: usize = 3;

/// Marks all known fields of a section as unsure if one holds what only another can hold, and its blank ones
/// if words beside them may be theirs. `is_signed`: a sign separates each label from its value.
pub fn doubt_mixed_sections(sections: &mut [FoundSection<'_>], is_signed: bool) {
    doubt_markup(sections);
    for section in sections {
        let is_mixed = section.fields.iter().any(holds_content_of_other_fields)
            || !is_signed && has_blanks_before_long_value(&section.fields);
        let is_open = !is_signed
            && section
                .fields
                .iter()
                .any(|field| is_unlabelled_fragment(field) || is_wrong_or_repeated_kind(field));
        for field in section.fields.iter_mut().filter(|field| field.place.is_some()) {
            if is_mixed || is_open && field.value.is_empty() {
                field.mark_unsure(section.line);
            }
        }
    }
}

/// So many values that begin or end with the same word are no accident: if it looks like markup, and if it is
/// any word.
const FEWEST_MARKED: usize = 3;
const FEWEST_ALIKE: usize = 10;

/// Marks the fields as unsure whose values begin or end with the same word of markup (`@tab`, `\\NC`) as at
/// least two others, or with any word that most values begin or end with.
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

/// True for an ASCII word that begins with a punctuation mark that no value begins with.
fn is_markup(word: &str) -> bool {
    word.starts_with(is_sign_of_markup) && word.is_ascii()
}

/// True for ASCII punctuation that no value begins with.
fn is_sign_of_markup(c: char) -> bool {
    c.is_ascii_punctuation() && !"()<>[]\"'.,%!?".contains(c)
}

/// True if a known field with three lines or more follows three known fields without a value.
fn has_blanks_before_long_value(fields: &[FoundField<'_>]) -> bool {
    let mut blanks = 0;
    fields.iter().filter(|field| field.place.is_some()).any(|field| {
        let is_lump = blanks >= LUMP && field.value_lines() >= LUMP;
        blanks = if field.value.is_empty() { blanks + 1 } else { 0 };
        is_lump
    })
}

/// True for a field without a label whose words do not end as a sentence does.
fn is_unlabelled_fragment(field: &FoundField<'_>) -> bool {
    let is_unnamed = field.place.is_none() && field.label.is_empty();
    is_unnamed && !field.value.is_empty() && !field.value.trim_end().ends_with(['。', '．', '！', '!'])
}

/// True if the value does not read as its kind, or is a fee with 実施 more than once.
fn is_wrong_or_repeated_kind(field: &FoundField<'_>) -> bool {
    let is_fee = field.place.is_some_and(|place| place.spec().kind == ValueKind::Fee);
    reads_as_kind(field) == Some(false) || is_fee && field.value.matches("実施").nth(1).is_some()
}

/// True if the value has marks, 【病院】, titles or rows that its kind cannot have, or is too long for a choice.
fn holds_content_of_other_fields(field: &FoundField<'_>) -> bool {
    let Some(kind) = field.place.map(|place| place.spec().kind) else {
        return false;
    };
    let has_marks = kind != ValueKind::Effects && value::marks(&field.value).nth(2).is_some();
    let has_facilities = kind != ValueKind::Facilities && field.value.contains("【病院】");
    let is_long = kind == ValueKind::Choice && field.value.chars().count() > LONGEST_CHOICE;
    has_marks || has_facilities || is_long || count_form_lines(field) > 0
}

/// Counts the lines of a value that are titles or rows of the form; none for facilities, whose types are
/// labels too.
fn count_form_lines(field: &FoundField<'_>) -> usize {
    let is_facilities = field.place.is_some_and(|place| place.spec().kind == ValueKind::Facilities);
    if is_facilities { 0 } else { field.value.lines().filter(|line| is_form_line(line)).count() }
}

/// True for a line that is a title of the form, or a label that a sign separates from words of its kind.
fn is_form_line(line: &str) -> bool {
    match opening(line) {
        Some((FormItem::Title(_), rest)) => !rest.contains(char::is_alphanumeric),
        Some((FormItem::Label(section, field), rest)) => {
            let words = rest.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c));
            let is_parted = || rest.trim_start().starts_with(is_separator);
            is_parted() && parses_as_kind(LabelPlace { section, field }, words) != Some(false)
        }
        Some((FormItem::Footer, _)) | None => false,
    }
}

/// Returns whether the value reads as the kind of its label, true if its order is unsure; `None` for a blank
/// and for an unknown label.
pub fn reads_as_kind(field: &FoundField<'_>) -> Option<bool> {
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

/// As [`reads_as_kind`], but also `None` for kinds that are just words.
pub fn reads_as_typed_kind(field: &FoundField<'_>) -> Option<bool> {
    if field.place?.spec().kind.is_words() { None } else { reads_as_kind(field) }
}

/// Returns whether the words parse as the kind of a label; `None` if that kind is just words.
pub fn parses_as_kind(place: LabelPlace, words: &str) -> Option<bool> {
    let spec = place.spec();
    (!spec.kind.is_words()).then(|| value::parse(Some(spec), words, &folded(words)).is_ok())
}

/// Counts the values that begin with a sign which separates labels from values elsewhere and which three
/// values at least begin with.
fn count_leading_signs(sections: &[FoundSection<'_>]) -> usize {
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
