//! Words of an element, white space folded, and the lines they stand on.

use std::cell::OnceCell;

use super::super::decode::without_controls;
use super::super::form::LabelPlace;
use super::super::join::{Joint, append};
use super::name::{HeadWord, KnownName};
use crate::model::schema::ValueKind;

/// Where the source's own line ended inside words: what that means depends on what the words are.
const SOFT: char = '\r';

/// What parts a label from its value where no cell does.
pub const SEPARATORS: [char; 6] = [':', '：', '=', '＝', '|', '｜'];

/// Words; a line break in `text` is a break on the page.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The words, white space folded.
    pub text: String,
    /// Where in `text` the words of each line of the file begin.
    pub parts: Vec<(usize, u32)>,
    space: Space,
    /// What the form calls the words, once that was asked for.
    name: OnceCell<KnownName>,
}

/// White space that was met and not written yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    #[default]
    None,
    Blank,
    Soft,
}

impl Words {
    /// True if there is nothing but white space.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Returns what the form calls the words; it is looked up once, until they change.
    fn known_name(&self) -> KnownName {
        *self.name.get_or_init(|| KnownName::look_up(&self.text))
    }

    /// Returns the index of the section that the words are the title of.
    pub fn title(&self) -> Option<usize> {
        self.known_name().title
    }

    /// Returns the first field that the words are the label of, with or without a legend behind it.
    pub fn label(&self) -> Option<LabelPlace> {
        self.known_name().label
    }

    /// Returns the head word (事例紹介, 目次) that the words are, if any.
    pub fn head(&self) -> Option<HeadWord> {
        self.known_name().head
    }

    /// Returns the file line of the first word; `None` if there are no words.
    pub fn line(&self) -> Option<u32> {
        self.parts.first().map(|(_, line)| *line)
    }

    /// Appends text of the file that begins on this line, white space folded.
    pub fn add_text(&mut self, text: &str, mut line: u32) {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xc);
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.as_bytes().iter().position(is_space).unwrap_or(rest.len());
            if end > 0 {
                self.begin_word(line);
                self.text.push_str(&rest[..end]);
            }
            let after = &rest.as_bytes()[end..];
            let spaces = after.iter().position(|byte| !is_space(byte)).unwrap_or(after.len());
            let ends = u32::try_from(after[..spaces].iter().filter(|byte| **byte == b'\n').count());
            let ends = ends.unwrap_or(u32::MAX);
            if spaces > 0 {
                self.space = self.space.max(if ends > 0 { Space::Soft } else { Space::Blank });
            }
            line = line.saturating_add(ends);
            rest = &rest[end + spaces..];
        }
    }

    /// Records a line end that the page does not show; it is written before the next word.
    pub fn add_soft_break(&mut self) {
        self.space = Space::Soft;
    }

    /// Writes the white space that is pending, and records the line that the next word is on.
    fn begin_word(&mut self, line: u32) {
        if !self.text.is_empty() {
            match self.space {
                Space::None => {}
                Space::Blank => self.text.push(' '),
                Space::Soft => self.text.push(SOFT),
            }
        }
        self.space = Space::None;
        self.name.take();
        if self.parts.is_empty() {
            // Nearly all words stand on one line.
            self.parts.reserve_exact(1);
        }
        if self.parts.last().is_none_or(|(_, last)| *last != line) {
            self.parts.push((self.text.len(), line));
        }
    }

    /// Appends other words behind `separator`, without it if there were none; empty words change nothing.
    pub fn append(&mut self, other: Self, separator: char) {
        if other.is_empty() {
            return;
        }
        if self.text.is_empty() {
            *self = Self { space: self.space, ..other };
            return;
        }
        self.text.push(separator);
        self.name.take();
        let base = self.text.len();
        let last = self.parts.last().map(|(_, line)| *line);
        let same = usize::from(other.parts.first().is_some_and(|(_, line)| Some(*line) == last));
        self.parts.extend(other.parts.into_iter().skip(same).map(|(at, line)| (base + at, line)));
        self.text.push_str(&other.text);
    }

    /// Removes the white space and signs that separate the words from a label before them.
    pub fn cut_separator(&mut self) {
        let words = self.text.trim_start().trim_start_matches(SEPARATORS);
        if words.len() == self.text.trim_start().len() {
            return;
        }
        let cut = self.text.len() - words.trim_start().len();
        self.text.drain(..cut);
        self.name.take();
        let first = self.parts.iter().rposition(|(at, _)| *at <= cut).unwrap_or_default();
        self.parts.drain(..first);
        for (at, _) in &mut self.parts {
            *at = at.saturating_sub(cut);
        }
    }

    /// Turns the page's line breaks into soft line ends.
    pub fn unbreak(&mut self) {
        if self.text.contains('\n') {
            self.text = self.text.replace('\n', "\r");
            self.name.take();
        }
    }

    /// Resolves soft line ends as a value of this kind joins its lines, and removes control characters;
    /// returns their names.
    pub fn resolve_line_ends(&mut self, kind: ValueKind) -> String {
        let joint = if kind.is_list() && !self.text.contains('、') { Joint::Item } else { Joint::Cut };
        let (clean, names) = without_controls(&self.text);
        if names.is_empty() && !clean.contains(SOFT) {
            return names;
        }
        let starts = self.parts.iter().map(|(at, _)| *at);
        let ends = starts.skip(1).chain([self.text.len()]);
        let mut settled = Self::default();
        let mut soft = false;
        for ((at, line), end) in self.parts.iter().zip(ends) {
            settled.parts.push((settled.text.len(), *line));
            for (nth, piece) in without_controls(&self.text[*at..end]).0.split(SOFT).enumerate() {
                soft |= nth > 0;
                if !piece.is_empty() {
                    settled.push_piece(piece, soft.then_some(joint));
                    soft = false;
                }
            }
        }
        *self = settled;
        names
    }

    /// Appends a piece of a line, with this joint if a soft line end was before it.
    fn push_piece(&mut self, piece: &str, joint: Option<Joint>) {
        let Some(joint) = joint else {
            return self.text.push_str(piece);
        };
        // Two numbers on two lines are two.
        let is_digit = |c: char| c.is_ascii_digit();
        if self.text.ends_with(is_digit) && piece.starts_with(is_digit) {
            self.text.push(' ');
        }
        let breaks = piece.len() - piece.trim_end_matches('\n').len();
        append(&mut self.text, piece, joint);
        self.text.push_str(&piece[piece.len() - breaks..]);
    }
}

/// Returns the text without the white space around it.
pub fn trimmed(text: String) -> String {
    let bare = text.trim();
    if bare.len() == text.len() { text } else { bare.to_owned() }
}
