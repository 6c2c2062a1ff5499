//! The tables of a keymap, as they are written: a table a context, a key or a list of keys a command.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keymap::{Bound, Written, works_in};
use super::mistake::{Allowed, Mistake, Wrong};
use super::{Command, Context, Keys};
use crate::text::nearest;

/// A key of a table and its value.
type Entry<'t, 'i> = (&'t Spanned<DeString<'i>>, &'t Spanned<DeValue<'i>>);

/// The entries of a table in the order of the file.
pub(super) fn entries<'t, 'i>(table: &'t DeTable<'i>) -> Vec<Entry<'t, 'i>> {
    let mut entries: Vec<Entry<'t, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// A text that is being read, and what was found wrong in it.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t str,
    /// Where each line begins.
    lines: Vec<usize>,
    /// The lines that are no TOML: what stands there is not read further.
    broken: Vec<usize>,
    /// What is wrong.
    pub mistakes: Vec<Mistake>,
}

impl<'t> Reader<'t> {
    /// A reader of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(starts).collect();
        Self { text, lines, broken: Vec::new(), mistakes: Vec::new() }
    }

    /// The line of a byte, from 1.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte)
    }

    /// The text of a span.
    #[must_use]
    pub fn written(&self, span: Range<usize>) -> &'t str {
        self.text.get(span).unwrap_or_default()
    }

    /// Takes down what is wrong.
    pub fn mistake(&mut self, line: Option<usize>, what: Wrong) {
        self.mistakes.push(Mistake { line, what });
    }

    /// Takes down what is no TOML; one mistake a line, since one brings others with it.
    pub fn broken(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or_default();
        let line = self.line(span.start);
        if !self.broken.contains(&line) {
            let written = self.text.lines().nth(line - 1).unwrap_or_default().to_owned();
            self.mistake(Some(line), Wrong::Syntax { written, problem: error.message().to_owned() });
        }
        self.broken.extend(line..=self.line(span.end.saturating_sub(1)).max(line));
        // What stands below a broken heading would be read as something else.
        let is_heading = |line: &&str| line.trim_start().starts_with('[');
        let mut rest = self.text.lines().skip(line - 1);
        if rest.next().as_ref().is_some_and(is_heading) {
            let below = rest.take_while(|line| !is_heading(line)).count();
            self.broken.extend(line..=line + below);
        }
    }

    /// True for an entry that is TOML from its beginning to its end.
    #[must_use]
    pub fn is_whole(&self, (key, value): Entry<'_, '_>) -> bool {
        let first = self.line(key.span().start);
        let lines = first..=self.line(value.span().end.saturating_sub(1)).max(first);
        !self.broken.iter().any(|line| lines.contains(line))
    }

    /// Reads the tables of a keymap; of keys that stand in each other's way the first are taken.
    pub fn bound(&mut self, tables: &DeTable<'_>) -> Vec<Bound> {
        let mut all: Vec<Bound> = Vec::new();
        for (name, value) in entries(tables) {
            let line = self.line(name.span().start);
            let (Some(context), DeValue::Table(table)) = (Context::parse(name.get_ref()), value.get_ref())
            else {
                if self.is_whole((name, value)) {
                    self.no_context(name.get_ref(), line);
                }
                continue;
            };
            for entry in entries(table) {
                if let Some(bound) = self.command(context, entry) {
                    self.take(bound, &mut all);
                }
            }
        }
        all
    }

    fn no_context(&mut self, name: &str, line: usize) {
        // Keys that stand outside of any place are meant for all of them.
        let near = match Command::parse(name) {
            Some(command) => Some(format!("keys.global.{command}")),
            None => nearest(name, Context::ALL.iter().map(|context| context.name())).map(str::to_owned),
        };
        self.mistake(Some(line), Wrong::Context { name: name.to_owned(), near });
    }

    fn command(&mut self, context: Context, entry: Entry<'_, '_>) -> Option<Bound> {
        let (name, value) = entry;
        if !self.is_whole(entry) {
            return None;
        }
        let line = self.line(name.span().start);
        let Some(command) = Command::parse(name.get_ref()) else {
            let near = nearest(name.get_ref(), Command::ALL.iter().map(|command| command.name()));
            self.mistake(Some(line), Wrong::Command { name: name.get_ref().to_string(), near });
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
        let keys: Vec<Written> =
            written.iter().filter_map(|written| self.keys(context, command, written)).collect();
        // Where none of them is a key, nothing was asked for.
        (written.is_empty() || !keys.is_empty()).then_some(Bound { context, command, keys, line })
    }

    fn keys(
        &mut self,
        context: Context,
        command: Command,
        written: &Spanned<DeValue<'_>>,
    ) -> Option<Written> {
        let at = self.line(written.span().start);
        let line = Some(at);
        let Some(text) = written.get_ref().as_str() else {
            let (setting, value) = (command.to_string(), self.written(written.span()).to_owned());
            let allowed = Allowed::Label("configuration.allowed_keys");
            self.mistake(line, Wrong::Value { setting, value, allowed, near: None });
            return None;
        };
        match Keys::parse(text) {
            Err(near) => self.mistake(line, Wrong::Keys { keys: text.to_owned(), near }),
            Ok(keys) if context.types() && keys.chords().first().is_some_and(|key| key.typed().is_some()) => {
                self.mistake(line, Wrong::Types { keys: text.to_owned(), context });
            }
            Ok(keys) => return Some(Written { keys, text: text.to_owned(), line: at }),
        }
        None
    }

    /// Takes keys in, those apart that stand in the way of others.
    fn take(&mut self, mut bound: Bound, all: &mut Vec<Bound>) {
        let mut free: Vec<Written> = Vec::new();
        for own in std::mem::take(&mut bound.keys) {
            let here = all.iter().filter(|other| other.context == bound.context);
            let taken = here.flat_map(|other| other.keys.iter().map(|keys| (keys, other.command)));
            let mut taken = taken.chain(free.iter().map(|keys| (keys, bound.command)));
            match taken.find(|(other, _)| other.keys.stands_in_the_way(&own.keys)) {
                // The same key twice in one list means it once.
                Some((other, command)) if other.keys == own.keys && command == bound.command => {}
                Some((other, command)) => {
                    let is_same = other.keys == own.keys;
                    let other = if is_same { own.text.clone() } else { other.text.clone() };
                    self.mistake(Some(own.line), Wrong::Taken { keys: own.text, other, command });
                }
                None => free.push(own),
            }
        }
        bound.keys = free;
        all.push(bound);
    }

    /// Leaves out commands that do nothing where they are bound.
    pub fn leave_out_idle(&mut self, bound: &mut Vec<Bound>) {
        bound.retain(|Bound { context, command, line, .. }| {
            let works_in = works_in(*command);
            let works = works_in.contains(context);
            if !works {
                let (command, context) = (*command, *context);
                self.mistake(Some(*line), Wrong::Elsewhere { command, context, works_in });
            }
            works
        });
    }
}
