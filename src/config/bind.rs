//! Reads the tables of a keymap: a table per context, a key or a list of keys per command.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keymap::{CommandKeys, KeyNotation, contexts_of};
use super::mistake::{Allowed, Mistake, Wrong};
use super::{Command, Context, Keys};
use crate::text::nearest;

/// A key of a table and its value.
type TomlEntry<'t, 'i> = (&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>);

/// Returns the entries of a table in the order of the file.
pub(super) fn toml_entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<TomlEntry<'t, 'i>> {
    let mut entries: Vec<TomlEntry<'t, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// Reads a configuration's text and collects its mistakes.
#[derive(Debug)]
pub struct KeymapReader<'t> {
    text: &'t str,
    /// The start of each line in bytes.
    lines: Vec<usize>,
    /// True for each line that is no TOML, which is skipped.
    broken: Vec<bool>,
    /// The mistakes so far.
    pub mistakes: Vec<Mistake>,
}

impl<'t> KeymapReader<'t> {
    /// Creates a reader of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines: Vec<usize> = std::iter::once(0).chain(starts).collect();
        let broken = vec![false; lines.len()];
        Self { text, lines, broken, mistakes: Vec::new() }
    }

    /// Returns the line of a byte, from 1.
    #[must_use]
    pub fn line_at(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte)
    }

    /// Returns a line, from 1.
    fn line(&self, number: usize) -> &'t str {
        let start =
            number.checked_sub(1).and_then(|at| self.lines.get(at)).copied().unwrap_or(self.text.len());
        let end = self.lines.get(number).copied().unwrap_or(self.text.len());
        self.slice(start..end).trim_end_matches(['\r', '\n'])
    }

    /// Skips these lines, from 1.
    fn skip_lines(&mut self, lines: RangeInclusive<usize>) {
        let skipped = self.broken.iter_mut().skip(lines.start() - 1).take(lines.count());
        skipped.for_each(|broken| *broken = true);
    }

    /// Returns the text of a span.
    #[must_use]
    pub fn slice(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    /// Adds a mistake.
    pub fn add_mistake(&mut self, line: Option<usize>, what: Wrong) {
        self.mistakes.push(Mistake { line, what });
    }

    /// Adds a syntax error; one per line, since an error causes others.
    pub fn add_syntax_error(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or_default();
        let line = self.line_at(span.start);
        if self.broken.get(line - 1) != Some(&true) {
            let written = self.line(line).to_owned();
            self.add_mistake(Some(line), Wrong::Syntax { written, problem: error.message().to_owned() });
        }
        self.skip_lines(line..=self.line_at(span.end.saturating_sub(1)).max(line));
        // The lines below a broken heading would be read into the wrong table.
        let is_heading = |line: usize| self.line(line).trim_start().starts_with('[');
        if is_heading(line) {
            let next = (line + 1..=self.lines.len()).find(|line| is_heading(*line));
            self.skip_lines(line..=next.map_or(self.lines.len(), |next| next - 1));
        }
    }

    /// True if no line of the entry has a syntax error or is below a broken heading.
    #[must_use]
    pub fn is_unbroken(&self, (key, value): TomlEntry<'_, '_>) -> bool {
        let first = self.line_at(key.span().start);
        let last = self.line_at(value.span().end.saturating_sub(1)).max(first);
        !self.broken.iter().skip(first - 1).take(last - first + 1).any(|broken| *broken)
    }

    /// Reads the tables of a keymap; of keys that conflict, the first is kept and the others are reported.
    pub fn read_keymap(&mut self, tables: &DeTable<'_>) -> Vec<CommandKeys> {
        let mut all: Vec<CommandKeys> = Vec::new();
        for (name, value) in toml_entries(tables) {
            let line = self.line_at(name.span().start);
            let (Some(context), DeValue::Table(table)) = (Context::parse(name.get_ref()), value.get_ref())
            else {
                if self.is_unbroken((name, value)) {
                    self.report_no_context(name.get_ref(), line);
                }
                continue;
            };
            for entry in toml_entries(table) {
                if let Some(bound) = self.read_command(context, entry) {
                    self.push_without_conflicts(bound, &mut all);
                }
            }
        }
        all
    }

    /// Reports a name that is no context of keys; suggests the global table for a command, else the nearest
    /// context.
    fn report_no_context(&mut self, name: &str, line: usize) {
        // Keys outside of any table are suggested for the global one.
        let near = match Command::parse(name) {
            Some(command) => Some(format!("keys.global.{command}")),
            None => nearest(name, Context::ALL.iter().map(|context| context.name())).map(str::to_owned),
        };
        self.add_mistake(Some(line), Wrong::Context { name: name.to_owned(), near });
    }

    /// Reads the keys of one command; `None` if the entry is broken, the command is unknown or none of
    /// its keys is valid.
    fn read_command(&mut self, context: Context, entry: TomlEntry<'_, '_>) -> Option<CommandKeys> {
        let (name, value) = entry;
        if !self.is_unbroken(entry) {
            return None;
        }
        let line = self.line_at(name.span().start);
        let Some(command) = Command::parse(name.get_ref()) else {
            let near = nearest(name.get_ref(), Command::ALL.iter().map(|command| command.name()));
            self.add_mistake(Some(line), Wrong::Command { name: name.get_ref().to_string(), near });
            return None;
        };
        let written: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Array(keys) => keys.iter().collect(),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => vec![value],
        };
        let keys: Vec<KeyNotation> =
            written.iter().filter_map(|written| self.read_keys(context, command, written)).collect();
        // If none of them is a valid key, the entry is ignored.
        (written.is_empty() || !keys.is_empty()).then_some(CommandKeys { context, command, keys, line })
    }

    /// Parses one key or sequence; `None`, with a report, if it is no string, not valid, or would type a
    /// letter.
    fn read_keys(
        &mut self,
        context: Context,
        command: Command,
        written: &Spanned<DeValue<'_>>,
    ) -> Option<KeyNotation> {
        let at = self.line_at(written.span().start);
        let line = Some(at);
        let Some(text) = written.get_ref().as_str() else {
            let (setting, value) = (command.to_string(), self.slice(written.span()).to_owned());
            let allowed = Allowed::Label("configuration.allowed_keys");
            self.add_mistake(line, Wrong::Value { setting, value, allowed, near: None });
            return None;
        };
        match Keys::parse(text) {
            Err(near) => self.add_mistake(line, Wrong::Keys { keys: text.to_owned(), near }),
            Ok(keys)
                if context.takes_text()
                    && keys.chords().first().is_some_and(|key| key.typed_letter().is_some()) =>
            {
                self.add_mistake(line, Wrong::Types { keys: text.to_owned(), context });
            }
            Ok(keys) => return Some(KeyNotation { keys, text: text.to_owned(), line: at }),
        }
        None
    }

    /// Appends the entry to `all`, without the keys that conflict with earlier ones, which it reports.
    fn push_without_conflicts(&mut self, mut bound: CommandKeys, all: &mut Vec<CommandKeys>) {
        let mut free: Vec<KeyNotation> = Vec::new();
        for own in std::mem::take(&mut bound.keys) {
            let here = all.iter().filter(|other| other.context == bound.context);
            let taken = here.flat_map(|other| other.keys.iter().map(|keys| (keys, other.command)));
            let mut taken = taken.chain(free.iter().map(|keys| (keys, bound.command)));
            match taken.find(|(other, _)| other.keys.conflicts_with(&own.keys)) {
                // A key that repeats in a list counts once.
                Some((other, command)) if other.keys == own.keys && command == bound.command => {}
                Some((other, command)) => {
                    let is_same = other.keys == own.keys;
                    let other = if is_same { own.text.clone() } else { other.text.clone() };
                    self.add_mistake(Some(own.line), Wrong::Taken { keys: own.text, other, command });
                }
                None => free.push(own),
            }
        }
        bound.keys = free;
        all.push(bound);
    }

    /// Removes and reports commands that do nothing in their context.
    pub fn remove_idle(&mut self, bound: &mut Vec<CommandKeys>) {
        bound.retain(|CommandKeys { context, command, line, .. }| {
            let works_in = contexts_of(*command);
            let works = works_in.contains(context);
            if !works {
                let (command, context) = (*command, *context);
                self.add_mistake(Some(*line), Wrong::Elsewhere { command, context, works_in });
            }
            works
        });
    }
}
