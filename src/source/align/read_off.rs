//! A chain of names → sections and fields: the words between two names are the first one's value.

use std::borrow::Cow;

use super::super::form::LabelPlace;
use super::super::join::Joint;
use super::super::line::Line;
use super::super::sections::{FoundField, FoundSection};
use super::super::value;
use super::anchor::Right;
use super::chain::{Link, is_signed};
use super::groups;
use super::legend;
use super::names::{FormItem, begins_line};
use super::row::{AlignedRow, Fragment, strip_quotes};
use super::signs::{closing_bracket, is_decoration, is_japanese};
use super::stream::{Boundary, Stream, TextPiece};
use super::syntax::{Syntax, begins_with_note};
use crate::model::schema::{ValueKind, schema};
use crate::text::width::cells;

/// Reads the sections of a page off its chain of names.
pub fn sections<'a>(stream: &Stream<'a>, lines: &'a [Line<'a>], chain: &[Link]) -> Vec<FoundSection<'a>> {
    let legends = legend::find_spans(stream);
    let mut taken = vec![false; stream.letters.len()];
    let spans = chain.iter().flat_map(|link| link.anchor.place.rest.iter().chain([&link.anchor.place.span]));
    for (from, to) in spans.chain(&legends) {
        taken[*from..*to].fill(true);
    }
    let syntax = Syntax::learn(stream, chain);
    let mut reader = ChainReader {
        stream,
        lines,
        chain,
        legends,
        taken,
        full: stream.full_width(),
        syntax,
        is_signed: is_signed(chain),
        goes_on_below_blanks: false,
        has_own_values: false,
    };
    reader.learn_value_layout();
    reader.read_sections()
}

struct ChainReader<'s, 'a> {
    stream: &'s Stream<'a>,
    lines: &'a [Line<'a>],
    chain: &'s [Link],
    legends: Vec<(usize, usize)>,
    /// For each letter, whether a name or a legend has it.
    taken: Vec<bool>,
    /// The width from which on a line may have been broken to fit.
    full: usize,
    syntax: Syntax,
    /// True where a sign parts nearly all labels from their values.
    is_signed: bool,
    /// True where the values of this page have blank lines inside.
    goes_on_below_blanks: bool,
    /// True where most values begin beside their labels.
    has_own_values: bool,
}

/// A longer text may go on in the next line, in letters.
const SHORT: usize = 24;

/// A section before its fields are made.
struct SectionDraft<'a> {
    place: Option<usize>,
    title: &'a str,
    line: usize,
    is_titled: bool,
    rows: Vec<AlignedRow<'a>>,
}

impl<'a> ChainReader<'_, 'a> {
    /// Returns the sections that the titles and labels of the chain open, with their rows.
    fn read_sections(&self) -> Vec<FoundSection<'a>> {
        let mut drafts: Vec<SectionDraft<'a>> = Vec::new();
        for (at, link) in self.chain.iter().enumerate() {
            let piece = self.stream.letters[link.anchor.place.span.0].piece as usize;
            match link.anchor.item() {
                FormItem::Title(section) => {
                    let fragments = self.fragments(at);
                    let is_label_next = self
                        .chain
                        .get(at + 1)
                        .is_some_and(|next| matches!(next.anchor.item(), FormItem::Label(..)));
                    if is_label_next || !fragments.is_empty() {
                        drafts.push(self.new_draft(Some(section), piece, true));
                        self.add_fragments(fragments, &mut drafts);
                    }
                }
                FormItem::Label(section, field) => {
                    self.open_section_of(section, piece, &mut drafts);
                    let fragments = self.fragments(at);
                    if let Some(draft) = drafts.last_mut() {
                        draft.rows.push(self.new_row(link, section, field, draft.place, piece));
                    }
                    self.add_fragments(fragments, &mut drafts);
                }
                FormItem::Footer => {}
            }
        }
        strip_quotes(drafts.iter_mut().flat_map(|draft| &mut draft.rows));
        if !groups::have_own_values(drafts.iter().map(|draft| draft.rows.as_slice())) {
            drafts.iter_mut().for_each(|draft| groups::share_values(&mut draft.rows));
        }
        drafts.into_iter().map(|draft| self.finish_section(draft)).collect()
    }

    /// Learns where values are on this page: beside their labels, and below blank lines.
    fn learn_value_layout(&mut self) {
        let is_label = |at: &usize| matches!(self.chain[*at].anchor.item(), FormItem::Label(..));
        let (mut labelled, mut broken, mut own) = (0, 0, 0);
        for at in (0..self.chain.len()).filter(is_label) {
            let line = self.stream.piece_of(self.chain[at].anchor.place.span.0).line;
            let fragments = self.fragments(at);
            let is_own = |part: &Fragment<'_>| self.stream.pieces[part.piece].line == line;
            let mut below = fragments.iter().skip(1).filter(|part| !self.stream.pieces[part.piece].is_value);
            labelled += usize::from(!fragments.is_empty());
            own += usize::from(fragments.first().is_some_and(is_own));
            broken += usize::from(below.any(|part| part.before == Boundary::Block));
        }
        self.goes_on_below_blanks = broken > 2 && broken * 20 > labelled;
        self.has_own_values = own * 2 > labelled;
    }

    /// Creates a section without rows; without a place its title is the piece's words.
    fn new_draft(&self, place: Option<usize>, piece: usize, is_titled: bool) -> SectionDraft<'a> {
        let words = self.stream.pieces[piece].text;
        let title = place.map_or(words, |place| schema().sections[place].title);
        SectionDraft { place, title, line: self.stream.pieces[piece].line, is_titled, rows: Vec::new() }
    }

    /// Opens the section of a label, unless it is open, or the label is misplaced: below another title,
    /// though the page has its own.
    fn open_section_of(&self, section: usize, piece: usize, drafts: &mut Vec<SectionDraft<'a>>) {
        let is_misplaced = drafts.last().is_some_and(|open| open.is_titled && self.has_title(section));
        let is_open = drafts.last().is_some_and(|open| open.place == Some(section));
        if !is_open && !is_misplaced {
            drafts.push(self.new_draft(Some(section), piece, false));
        }
    }

    /// True if the chain has the title of a section right before a label of it.
    fn has_title(&self, section: usize) -> bool {
        self.chain.windows(2).any(|pair| {
            pair[0].anchor.item() == FormItem::Title(section)
                && matches!(pair[1].anchor.item(), FormItem::Label(own, _) if own == section)
        })
    }

    /// Returns the index behind the last letter that may be of this link's value.
    fn value_end(&self, at: usize) -> usize {
        let Some(next) = self.chain.get(at + 1) else {
            return self.stream.letters.len();
        };
        let start = next.anchor.place.span.0;
        let lead = self.stream.lead(start);
        let TextPiece { first, is_value, .. } = *self.stream.piece_of(start);
        // What stands before a name in a value cell is a value.
        let is_decoration = !is_value && is_decoration(lead);
        let own_end = self.chain[at].anchor.place.span.1;
        if is_decoration && first >= own_end {
            return first;
        }
        // Signs that open the next label: `［`, `・`.
        let bare = lead.trim_end_matches(|c: char| c.is_whitespace() || "［[【<「・■●◆*;|｜←↑→▶".contains(c));
        let signs = lead[bare.len()..].chars().filter(|c| !c.is_whitespace()).count();
        start.saturating_sub(signs).max(own_end)
    }

    /// Creates the row of a label, its value still empty.
    fn new_row(
        &self,
        link: &Link,
        section: usize,
        field: usize,
        open: Option<usize>,
        piece: usize,
    ) -> AlignedRow<'a> {
        let place = (open == Some(section)).then_some(LabelPlace { section, field });
        let start = link.anchor.place.span.0;
        AlignedRow {
            place,
            label: schema().sections[section].fields[field].label,
            piece,
            last_piece: self.stream.letters[link.anchor.place.last_letter()].piece as usize,
            is_bare: link.anchor.right == Right::End && begins_line(self.stream, start),
            before: if self.stream.lead(start).is_empty() {
                self.stream.pieces[piece].before
            } else {
                self.stream.letters[start].before
            },
            legend: None,
            is_cut: !link.anchor.place.rest.is_empty() || link.anchor.place.inside > 0,
            misread: link.anchor.place.is_misread.then(|| {
                let text = self.stream.pieces[piece].text;
                &text[self.stream.start_byte(start)..self.stream.end_byte(link.anchor.place.span.1 - 1)]
            }),
            is_unsure: link.is_unsure,
            value: Vec::new(),
        }
    }

    /// Returns the words between a name and the next one that are in no name and no legend.
    fn fragments(&self, link: usize) -> Vec<Fragment<'a>> {
        let anchor = &self.chain[link].anchor;
        let from = self.syntax.value_start(self.stream, &self.chain[link]);
        let to = self.value_end(link);
        let piece = self.stream.letters[anchor.place.span.0].piece as usize;
        let is_title = matches!(anchor.item(), FormItem::Title(_));
        let closing = closing_bracket(self.stream.lead(anchor.place.span.0));
        let mut found = Vec::new();
        let mut at = from;
        while at < to {
            if self.taken[at] {
                at += 1;
                continue;
            }
            let own = self.stream.letters[at].piece;
            let mut end = at + 1;
            while end < to && !self.taken[end] && self.stream.letters[end].piece == own {
                end += 1;
            }
            let text = self.stream.pieces[own as usize].text;
            let words = &text[self.stream.start_byte(at)..self.stream.end_byte(end - 1)];
            let is_first = found.is_empty();
            let is_own = is_first && own as usize == piece;
            // What stands beside a name in its own cell belongs to it.
            let is_note = is_own && (is_title || self.stream.pieces[piece].is_label);
            let bracket = closing.filter(|_| is_first);
            let words = bracket.and_then(|own| words.trim_start().strip_prefix(own)).unwrap_or(words);
            let words = if is_note && is_note_of_name(words, is_title) {
                ""
            } else if is_first && self.stream.pieces[own as usize].is_value {
                self.syntax.strip_separator(words)
            } else if is_first && !(is_own && is_title) {
                self.syntax.strip_sign(words)
            } else {
                words
            };
            let words = self.syntax.without_suffix(words);
            if words.chars().any(|c| !c.is_whitespace()) {
                let before = self.stream.letters[at].before;
                let before = if self.stream.lead(at).trim().is_empty() {
                    self.stream.pieces[own as usize].before.max(before)
                } else {
                    before
                };
                let is_full = cells(text) >= self.full;
                found.push(Fragment { words, piece: own as usize, before, is_full });
            }
            at = end;
        }
        found
    }

    /// Adds words to the value of the last row, or as rows that the form does not have.
    fn add_fragments(&self, fragments: Vec<Fragment<'a>>, drafts: &mut Vec<SectionDraft<'a>>) {
        for fragment in fragments {
            let piece = &self.stream.pieces[fragment.piece];
            let Some(draft) = drafts.last_mut() else {
                return;
            };
            let unknown = |label: &'a str| AlignedRow {
                place: None,
                label,
                piece: fragment.piece,
                last_piece: fragment.piece,
                is_bare: false,
                before: fragment.before,
                legend: None,
                is_cut: false,
                misread: None,
                is_unsure: false,
                value: Vec::new(),
            };
            if piece.is_label || piece.is_heading {
                draft.rows.push(unknown(fragment.words));
                continue;
            }
            let last = draft.rows.last().filter(|_| !piece.is_apart);
            if let Some((label, words)) = last.and_then(|row| self.split_own_row(row, &fragment)) {
                let value = if words.is_empty() { Vec::new() } else { vec![Fragment { words, ..fragment }] };
                draft.rows.push(AlignedRow { value, ..unknown(label) });
                continue;
            }
            let is_apart = fragment.before == Boundary::Block && !self.goes_on_below_blanks;
            let has_value = self.has_own_values || draft.rows.last().is_some_and(|row| !row.value.is_empty());
            let is_item = draft.rows.last().is_some_and(|row| opens_item_of(row, fragment.words));
            let is_apart = piece.is_apart || is_apart && has_value && !piece.is_value && !is_item;
            if draft.rows.is_empty() || is_apart {
                draft.rows.push(unknown(""));
            }
            if let Some(row) = draft.rows.last_mut() {
                row.value.push(fragment);
            }
        }
    }

    /// Returns the label and value of a line that is a row of the page's own; `None` if it continues the row
    /// above.
    fn split_own_row(&self, row: &AlignedRow<'a>, fragment: &Fragment<'a>) -> Option<(&'a str, &'a str)> {
        let text = self.stream.pieces[fragment.piece].text.trim_start();
        let begins_line = fragment.before >= Boundary::Line && text.starts_with(fragment.words);
        let is_broken = row.value.last().is_some_and(|last| last.is_full || last.words.ends_with('、'));
        // Values of these kinds have signs of their own.
        let is_long = || row.value.last().is_some_and(|last| last.words.chars().count() > SHORT);
        let may_go_on = row.place.is_some_and(|place| {
            let kind = place.spec().kind;
            matches!(
                kind,
                ValueKind::Fee | ValueKind::Facilities | ValueKind::Effects | ValueKind::StatusYear
            ) || kind == ValueKind::Text && is_long()
        });
        (self.is_signed && begins_line && !is_broken && !may_go_on && !row.is_bare)
            .then(|| self.syntax.split_own_row(fragment.words))?
    }

    /// Makes the section of a draft.
    fn finish_section(&self, mut draft: SectionDraft<'a>) -> FoundSection<'a> {
        self.set_legends(&mut draft.rows);
        let line = &self.lines[draft.line];
        FoundSection {
            place: draft.place,
            title: draft.title,
            line: line.number,
            controls: line.controls().to_owned(),
            columns: None,
            fields: draft.rows.iter().map(|row| self.finish_field(row)).collect(),
        }
    }

    /// Sets the line of the page's first legend on every row of effects.
    fn set_legends(&self, rows: &mut [AlignedRow<'a>]) {
        for row in rows {
            let is_effects = row.place.is_some_and(|place| place.spec().kind == ValueKind::Effects);
            if is_effects {
                let first = self.legends.first().map(|(at, _)| self.stream.piece_of(*at).line);
                row.legend = first;
            }
        }
    }

    /// Makes the field of a row: joins its words, and records its doubts.
    fn finish_field(&self, row: &AlignedRow<'a>) -> FoundField<'a> {
        let line = &self.lines[self.stream.pieces[row.piece].line];
        let mut field = FoundField {
            place: row.place,
            label: Cow::Borrowed(row.label),
            misplaced: row.place.is_none() && super::super::form::form().label_anywhere(row.label).is_some(),
            split_label: row.is_cut,
            legend: row.legend.map(|line| self.lines[line].number),
            ..FoundField::default()
        };
        if row.misread.is_some() {
            field.repairs_mut().misread = row.misread;
        }
        field.cover(line);
        field.cover(&self.lines[self.stream.pieces[row.last_piece].line]);
        let has_commas = row.value.iter().any(|part| part.words.contains('、'));
        let mut was_full = false;
        for part in &row.value {
            let piece = &self.stream.pieces[part.piece];
            let line = &self.lines[piece.line];
            let is_list = field.kind().is_list();
            let is_item =
                piece.is_item || (is_list && !has_commas && !was_full && part.before >= Boundary::Line);
            field.add(line, part.words, if is_item { Joint::Item } else { Joint::Cut });
            was_full = part.is_full;
        }
        if row.is_unsure {
            field.repairs_mut().doubt.order = Some(line.number);
            if field.kind().is_number() {
                field.repairs_mut().doubt.reading = Some(String::new());
            }
        }
        field
    }
}

/// True for words beside a name that are only signs or begin with a note in Latin letters.
fn is_note_of_name(words: &str, is_title: bool) -> bool {
    let has_words = words.contains(if is_title { is_japanese } else { char::is_alphanumeric });
    !has_words || begins_with_note(words.trim_start())
}

/// True for words that begin an item of this row's value: a mark of effects, or `【` of facilities.
fn opens_item_of(row: &AlignedRow<'_>, words: &str) -> bool {
    let kind = row.place.map(|place| place.spec().kind);
    let has_mark = || value::marks(words).next().is_some_and(|(at, _)| at == 0);
    kind == Some(ValueKind::Effects) && has_mark()
        || kind == Some(ValueKind::Facilities) && words.starts_with('【')
}
