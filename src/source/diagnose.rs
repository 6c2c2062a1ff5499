//! Diagnostics of a page: what was undone to read it, and what a person should look at.

use std::borrow::Cow;
use std::mem;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;
use unicode_script::{Script, UnicodeScript};

use super::contradiction::{Contradiction, contradictions};
use super::line::Line;
use super::sections::{FoundField, FoundSection, capacity_for, shrink_exactly};
use super::value::marks;
use crate::model::schema::{SectionSpec, ValueKind, schema};
use crate::model::{
    Answer, Code, Diagnostic, DiagnosticDetail, EffectItem, EffectMark, Field, LineSpan, Part, Section, Value,
};
use crate::text::fold::{identity_form, is_look_alike, is_old_form, is_variation_selector};

/// A NUL, as messages name it.
const NUL: &str = "U+0000";

/// So many letters of a value are quoted in a message.
const QUOTED: usize = 60;

/// Collects the diagnostics of one page.
pub struct Diagnoser {
    path: Arc<str>,
    part: Option<Arc<Part>>,
    found: Vec<Diagnostic>,
}

/// The subject of a diagnostic: ids for scripts, the words that its message names, and the lines.
#[derive(Clone, Copy, Default)]
pub struct About<'a> {
    section: Option<&'static str>,
    field: Option<&'static str>,
    subject: &'a str,
    lines: Option<LineSpan>,
}

impl Diagnoser {
    /// Begins with no diagnostics, for the page at this path, in this part of the file.
    pub fn new(path: &str, part: Option<Arc<Part>>) -> Self {
        Self { path: path.into(), part, found: Vec::new() }
    }

    /// Returns the diagnostics by line, then by code.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|diagnostic| (diagnostic.lines.map(|lines| lines.first), diagnostic.code.name()));
        // They stay for as long as the program.
        shrink_exactly(&mut self.found);
        self.found
    }

    /// Adds a diagnostic whose detail is these words.
    pub fn report(&mut self, code: Code, about: About<'_>, detail: &str) {
        self.push(code, about, DiagnosticDetail::Words(detail.to_owned()));
    }

    /// Adds a diagnostic of the page.
    fn push(&mut self, code: Code, about: About<'_>, detail: DiagnosticDetail) {
        self.found.push(Diagnostic {
            code,
            path: Arc::clone(&self.path),
            lines: about.lines,
            part: self.part.clone(),
            section: about.section,
            field: about.field,
            subject: about.subject.to_owned(),
            detail,
        });
    }

    /// Reports letters of other scripts and old forms in a name or nickname, and what was taken out of its
    /// line.
    pub fn report_name(&mut self, name: &str, line: &Line<'_>) {
        let lines = Some(LineSpan::from_line(line.number));
        let about = About { subject: name, lines, ..About::default() };
        self.report_words(name, about);
        for (code, taken) in [(Code::StrayTag, line.tag()), (Code::ControlCharacter, line.controls())] {
            if !taken.is_empty() {
                self.report(code, about, taken);
            }
        }
    }

    /// Reports what was taken out of the line of the address.
    pub fn report_address(&mut self, url: &str, line: &Line<'_>) {
        let about = About { subject: url, lines: Some(LineSpan::from_line(line.number)), ..About::default() };
        if !line.controls().is_empty() {
            self.report(Code::ControlCharacter, about, line.controls());
        }
    }

    /// Reports something about these lines of the page that belongs to no section.
    pub fn report_page(&mut self, code: Code, lines: LineSpan, detail: &str) {
        let about = About { lines: Some(lines), ..About::default() };
        self.report(code, about, detail);
    }

    /// Reports lines with NULs, unless a name, label or value has a diagnostic that names them.
    pub fn report_nuls(&mut self, mut lines: impl Iterator<Item = u32>, name: &str) {
        let Some(first) = lines.next() else {
            return;
        };
        let is_nul = |found: &Diagnostic| matches!(&found.detail, DiagnosticDetail::Words(names) if names.contains(NUL));
        if !self.found.iter().any(|found| found.code == Code::ControlCharacter && is_nul(found)) {
            let lines = Some(LineSpan { first, last: lines.last().unwrap_or(first) });
            self.report(Code::ControlCharacter, About { subject: name, lines, ..About::default() }, NUL);
        }
    }

    /// Reports what is wrong with a section and its fields, as found and as read. `is_repeated`: the page has
    /// had the section before.
    pub fn report_section(&mut self, found: &FoundSection<'_>, section: &Section, is_repeated: bool) {
        let lines = Some(LineSpan::from_line(found.line));
        let about = About { section: section.id, field: None, subject: &section.title, lines };
        if section.id.is_none() && !section.title.is_empty() {
            self.report(Code::UnknownSection, about, "");
        } else if is_repeated {
            self.report(Code::RepeatedSection, about, "");
        }
        if !found.controls.is_empty() {
            self.report(Code::ControlCharacter, about, &found.controls);
        }
        if section.id.is_none() {
            self.report_words(&section.title, about);
        }
        // Each of these is reported; a list that grows by doubling holds all of them twice.
        let unknown = found.fields.iter().filter(|field| field.place.is_none()).count();
        if unknown > 0 {
            self.found.reserve(capacity_for(unknown));
        }
        let mut seen = vec![false; found.spec().map_or(0, |spec| spec.fields.len())];
        for (found, field) in found.fields.iter().zip(&section.fields) {
            let is_repeated = found.place.is_some_and(|place| mem::replace(&mut seen[place.field], true));
            let about = About { field: field.id, subject: &field.label, lines: Some(field.lines), ..about };
            self.report_repairs(found, about);
            self.report_label(found, field, is_repeated, &section.title, about);
            self.report_wrong_kind(found, field, about);
            if !found.is_plain {
                self.report_value(found, field, about);
            }
        }
    }

    /// Reports what was repaired to read the field, an unsure order and a legend.
    fn report_repairs(&mut self, found: &FoundField<'_>, about: About<'_>) {
        let repairs = found.repairs.as_deref();
        let has_lost_spaces = repairs.is_some_and(|repairs| repairs.doubt.spaces);
        for (is_noted, code) in [
            (found.split_value, Code::SplitValue),
            (found.split_label, Code::SplitLabel),
            (found.without_cell, Code::MissingCell),
            (has_lost_spaces, Code::LostSpace),
        ] {
            if is_noted {
                self.report(code, about, "");
            }
        }
        for (line, code) in [(found.order(), Code::UnsureOrder), (found.legend, Code::Legend)] {
            if let Some(line) = line {
                self.report(code, About { lines: Some(LineSpan::from_line(line)), ..about }, "");
            }
        }
        let taken = repairs
            .map(|repairs| [(&repairs.tags, Code::StrayTag), (&repairs.controls, Code::ControlCharacter)]);
        for (taken, code) in taken.into_iter().flatten() {
            if let Some((lines, words)) = taken {
                self.report(code, About { lines: Some(*lines), ..about }, words);
            }
        }
    }

    /// Reports a label that is misread, in the wrong section, unknown or repeated.
    fn report_label(
        &mut self,
        found: &FoundField<'_>,
        field: &Field,
        is_repeated: bool,
        title: &str,
        about: About<'_>,
    ) {
        if let Some(label) = found.repairs.as_ref().and_then(|repairs| repairs.misread) {
            self.report(Code::UnknownLabel, About { subject: label, ..about }, "");
        }
        if found.misplaced {
            self.report(Code::MisplacedLabel, about, title);
        } else if field.id.is_none() && (about.section.is_some() || title.is_empty()) {
            // Below an unknown title no label is known, and the title is reported.
            let detail = if field.label.is_empty() { field.text.as_str() } else { field.label.as_ref() };
            self.report(Code::UnknownLabel, About { subject: detail, ..about }, "");
            self.report_words(&field.label, about);
        } else if is_repeated {
            self.report(Code::RepeatedField, about, "");
        }
    }

    /// Reports a value that does not read as its kind, unless its order is unsure.
    fn report_wrong_kind(&mut self, found: &FoundField<'_>, field: &Field, about: About<'_>) {
        let is_typed = found.place.is_some_and(|place| place.spec().kind != ValueKind::Text);
        if is_typed && field.value == Value::Text && found.order().is_none() {
            self.report(Code::ValueNotItsKind, about, &shortened(&field.text));
        }
    }

    /// Reports letters of a value that are no everyday ones, and marks and items of 導入効果 that the form does
    /// not have.
    fn report_value(&mut self, found: &FoundField<'_>, field: &Field, about: About<'_>) {
        let place =
            |letters: &str| found.value.find(|c| letters.contains(c)).and_then(|at| found.line_at(at));
        self.report_words_at(&field.text, about, place);
        let Value::Effects { items } = &field.value else {
            return;
        };
        for (item, (at, _)) in items.iter().zip(marks(&found.value)) {
            let about = About { lines: found.line_at(at).or(about.lines), ..about };
            if item.mark == EffectMark::Unanswered {
                self.report(Code::UnansweredMark, about, &item.text);
            }
            // An item with a misread letter is reported for that already.
            if !is_known_effect(&item.text) && !item.text.contains(is_foreign) {
                self.report(Code::UnknownEffect, about, &item.text);
            }
        }
    }

    /// Reports letters of another script and old forms in words on the lines of `about`.
    fn report_words(&mut self, words: &str, about: About<'_>) {
        self.report_words_at(words, about, |_| about.lines);
    }

    /// Reports letters of another script and old forms; `place` returns the line of the first of some
    /// letters.
    fn report_words_at(&mut self, words: &str, about: About<'_>, place: impl Fn(&str) -> Option<LineSpan>) {
        let (mut foreign, mut old) = (Letters::default(), Letters::default());
        let mut before = None;
        for letter in words.chars() {
            if is_everyday(letter) {
            } else if is_foreign(letter) {
                foreign.add(letter);
            } else if is_variation_selector(letter) {
                // Alone it cannot be seen.
                old.letters.extend(before.filter(|_| !old.seen.contains(&letter)));
                old.add(letter);
            } else if is_variant(letter) {
                old.add(letter);
            }
            before = Some(letter);
        }
        for (code, letters) in [(Code::ForeignScript, foreign.letters), (Code::OldForm, old.letters)] {
            if !letters.is_empty() {
                self.report(code, About { lines: place(&letters).or(about.lines), ..about }, &letters);
            }
        }
    }

    /// Reports the facts of the page that contradict each other.
    pub fn report_contradictions(&mut self, sections: &[Section]) {
        for Contradiction { code, section, field, values } in contradictions(sections) {
            let about = About {
                section: section.id,
                field: field.id,
                subject: &field.label,
                lines: Some(field.lines),
            };
            self.push(code, about, DiagnosticDetail::Values(values.into()));
        }
    }

    /// Reports the fields of a section of the form that no section of the page with its id has, nor any other
    /// as a stray label.
    pub fn report_missing_fields(&mut self, spec: &'static SectionSpec, line: u32, sections: &[Section]) {
        let same: Vec<&Section> = sections.iter().filter(|section| section.id == Some(spec.id)).collect();
        let fields = || same.iter().flat_map(|section| &section.fields).map(|field| field.id);
        // Nearly all pages have the whole form in its order.
        if fields().eq(spec.fields.iter().map(|field| Some(field.id))) {
            return;
        }
        let has = |id: &str| fields().any(|field| field == Some(id));
        let is_misplaced = |label: &str| {
            let strays =
                sections.iter().flat_map(|section| &section.fields).filter(|field| field.id.is_none());
            strays.into_iter().any(|field| field.label == label)
        };
        for field in spec.fields.iter().filter(|field| !has(field.id) && !is_misplaced(field.label)) {
            let about = About {
                section: Some(spec.id),
                field: Some(field.id),
                subject: field.label,
                lines: Some(LineSpan::from_line(line)),
            };
            self.report(Code::MissingField, about, "");
        }
    }

    /// Reports the sections of the form that the page does not have.
    pub fn report_missing_sections(&mut self, sections: &[Section]) {
        for spec in schema().sections {
            if !sections.iter().any(|section| section.id == Some(spec.id)) {
                let about = About { section: Some(spec.id), subject: spec.title, ..About::default() };
                self.report(Code::MissingSection, about, "");
            }
        }
    }
}

/// True for an answer without letters, marks or items of 導入効果 that are reported.
pub fn has_nothing_to_report(answer: &Answer) -> bool {
    let is_noted = |letter: char| match letter {
        // Most letters need no look into the tables, or into one only.
        _ if is_everyday(letter) => false,
        '一'..='鿿' => is_old_form(letter),
        _ => is_foreign(letter) || is_variant(letter),
    };
    let is_known = |item: &EffectItem| item.mark != EffectMark::Unanswered && is_known_effect(&item.text);
    let is_item_noted = matches!(&answer.value, Value::Effects { items } if !items.iter().all(is_known));
    !is_item_noted && !answer.text.contains(is_noted)
}

/// True for ASCII and kana.
fn is_everyday(letter: char) -> bool {
    matches!(letter, '\0'..='\u{7f}' | 'ぁ'..='ヿ')
}

/// True for an old or variant form, and for a look-alike that fonts give in a letter's place.
fn is_variant(letter: char) -> bool {
    is_old_form(letter) || is_look_alike(letter)
}

/// True for a letter of a script that these pages are not written in: OCR takes 化 for 화.
fn is_foreign(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{3ff}' | 'ぁ'..='ヿ' | '一'..='鿿' | '、'..='〟' | '！'..='～')
        && !matches!(
            letter.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Latin
                | Script::Greek
                | Script::Cyrillic
                | Script::Common
                | Script::Inherited
                | Script::Unknown
        )
}

/// Different letters in their order.
#[derive(Default)]
struct Letters {
    letters: String,
    seen: FxHashSet<char>,
}

impl Letters {
    /// Adds a letter unless it is there already.
    fn add(&mut self, letter: char) {
        if self.seen.insert(letter) {
            self.letters.push(letter);
        }
    }
}

/// Returns the beginning of a long value with …, or all of a short one.
fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// True for an item of the form, whatever its spaces, widths and old forms.
fn is_known_effect(item: &str) -> bool {
    static FORMS: LazyLock<FxHashSet<String>> =
        LazyLock::new(|| schema().effects.iter().map(|known| identity_form(known.text)).collect());
    schema().effects.iter().any(|known| known.text == item) || FORMS.contains(&identity_form(item))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_another_script_are_told_from_signs_and_from_those_of_the_pages() {
        let foreign = |words: &str| words.chars().filter(|c| is_foreign(*c)).collect::<String>();
        assert_eq!(foreign("機能分화가進んだ화"), "화가화");
        assert_eq!(foreign("ＡＢα β №①㈱々ー😀Ж é〆ヵ"), "");
        assert_eq!(foreign("ไทย العربية"), "ไทยالعربية");
    }
}
