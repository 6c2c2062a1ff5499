//! The palette: every command by name, and where one is among those that match what is typed.

use std::ops::Range;

use tui_input::Input;

use crate::config::Command;
use crate::lang::{Lang, is_known};
use crate::model::schema::schema;
use crate::text::width::cells;

use super::filter::{ItemNames, find_matches};
use super::scroll_list::ScrollList;

/// Cells between the parts of a line.
pub const GAP: usize = 2;

/// A command that can be chosen.
#[derive(Debug)]
pub struct PaletteEntry {
    /// The command.
    pub command: Command,
    /// Its name in the interface's language.
    pub words: String,
    /// Its name in the other one.
    pub other: String,
    /// Its keys, as a person reads them.
    pub keys: String,
    /// Why it does nothing now.
    pub idle: Option<String>,
}

/// A command that matches what is typed.
#[derive(Debug)]
pub struct PaletteMatch {
    place: usize,
    /// The letters of its name that match, in bytes.
    pub lit: Vec<Range<usize>>,
    /// The same in the other language.
    pub lit_other: Vec<Range<usize>>,
}

/// The palette.
#[derive(Debug)]
pub struct Palette {
    /// What is typed.
    pub input: Input,
    entries: Vec<PaletteEntry>,
    names: Vec<ItemNames>,
    matches: Vec<PaletteMatch>,
    list: ScrollList,
}

impl Palette {
    /// Creates the palette of these commands, with nothing typed.
    #[must_use]
    pub fn new(entries: Vec<PaletteEntry>) -> Self {
        let names = entries.iter().map(PaletteEntry::names).collect();
        let (input, list) = (Input::default(), ScrollList::default());
        let mut palette = Self { input, entries, names, matches: Vec::new(), list };
        palette.find_matches();
        palette
    }

    /// Finds the commands that match the text and selects the best.
    pub fn find_matches(&mut self) {
        let found = find_matches(self.input.value(), &self.names);
        let matches = found.items.into_iter().filter_map(|place| {
            let entry = self.entries.get(place)?;
            Some(PaletteMatch {
                place,
                lit: found.pattern.match_ranges(&entry.words),
                lit_other: found.pattern.match_ranges(&entry.other),
            })
        });
        self.matches = matches.collect();
        self.list = ScrollList::default();
    }

    /// Returns the number of all commands.
    #[must_use]
    pub fn entry_count(&self) -> usize {
        self.entries.len()
    }

    /// Returns the matching commands, the best first.
    pub fn matches(&self) -> impl ExactSizeIterator<Item = (&PaletteMatch, Option<&PaletteEntry>)> {
        self.matches.iter().map(|found| (found, self.entries.get(found.place)))
    }

    /// Returns the index of the selected match.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.list.selected
    }

    /// Returns the index of the first match on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.list.top
    }

    /// Returns the command of the match at this index.
    #[must_use]
    pub fn command_at(&self, place: usize) -> Option<Command> {
        let found = self.matches.get(place)?;
        self.entries.get(found.place).map(|entry| entry.command)
    }

    /// Moves the selection by `lines`, at most to the ends.
    pub fn step(&mut self, lines: isize, visible: usize) {
        self.list.step(lines, self.matches.len(), visible);
    }

    /// Shows the matches from `top` on; a selection off the screen moves onto it.
    pub fn scroll_to(&mut self, top: usize, visible: usize) {
        self.list.scroll_to(top, self.matches.len(), visible);
    }

    /// Scrolls so that the selected match is among the `visible` ones.
    pub fn reveal(&mut self, visible: usize) {
        self.list.reveal(self.matches.len(), visible);
    }

    /// Returns the cell where the second column begins, such that as many lines as possible show both names
    /// whole.
    #[must_use]
    pub fn second_column(&self, room: usize) -> usize {
        let sizes: Vec<(usize, usize)> =
            self.entries.iter().map(|entry| (cells(&entry.words), cells(&entry.other))).collect();
        let whole = |start: usize| {
            let is_whole = |size: &&(usize, usize)| size.0 + GAP <= start && start + size.1 <= room;
            sizes.iter().filter(is_whole).count()
        };
        (0..=room).max_by_key(|start| (whole(*start), std::cmp::Reverse(*start))).unwrap_or_default()
    }

    /// Returns the width of the widest line in cells.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns().iter().sum::<usize>() + 2 * GAP
    }

    /// Returns the widths of the names, the names in the other language and the keys in cells.
    #[must_use]
    pub fn columns(&self) -> [usize; 3] {
        let widest = |text: fn(&PaletteEntry) -> &str| {
            self.entries.iter().map(|entry| cells(text(entry))).max().unwrap_or_default()
        };
        [widest(|entry| &entry.words), widest(|entry| &entry.other), widest(|entry| &entry.keys)]
    }
}

impl PaletteEntry {
    /// Creates the entry of a command with its keys in the pane; `idle` is why it does nothing now.
    #[must_use]
    pub fn new(command: Command, keys: &[String], idle: Option<String>, lang: Lang) -> Self {
        let other = match lang {
            Lang::Ja => Lang::En,
            Lang::En => Lang::Ja,
        };
        let (words, other_words) = (label(command, lang), label(command, other));
        Self {
            command,
            words: without_brackets(&words).to_owned(),
            other: without_brackets(&other_words).to_owned(),
            keys: keys.join(" "),
            idle,
        }
    }

    /// Returns its names in both languages and its synonyms, for matching.
    fn names(&self) -> ItemNames {
        let [ja, en] = [Lang::Ja, Lang::En].map(|lang| label(self.command, lang));
        let shown = [ja.as_str(), en.as_str(), self.command.name()];
        let mut names = ItemNames::new(shown, synonyms(self.command));
        names.is_last = self.idle.is_some();
        names
    }
}

/// Returns the name of a command; for a section its title.
fn label(command: Command, lang: Lang) -> String {
    let words = lang.text(command.label_id());
    let Some(section) = command.section().and_then(|section| schema().sections.get(section)) else {
        return words.to_owned();
    };
    let title = match lang {
        Lang::Ja => &section.short,
        Lang::En => &section.en,
    };
    format!("{words} {title}")
}

/// Returns other words for a command, in both languages.
fn synonyms(command: Command) -> Vec<&'static str> {
    let known = is_known(command.synonyms_id()).then_some([Lang::Ja, Lang::En]);
    let words =
        known.into_iter().flatten().flat_map(|lang| lang.text(command.synonyms_id()).split(['、', ',']));
    words.map(str::trim).collect()
}

/// Returns the words without the remark in brackets at their end.
#[must_use]
pub fn without_brackets(words: &str) -> &str {
    words.split(['（', '(']).next().unwrap_or(words).trim_end()
}
