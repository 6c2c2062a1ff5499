//! Which key does what in which place, from `assets/keymap.toml`.

use std::collections::HashMap;
use std::fmt;

use super::{Chord, Command, Group};

/// The keymap that the program is built with.
const BUILT_IN: &str = include_str!("../../assets/keymap.toml");

/// A place of the screen with keys of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Anywhere but in the search box and in a popup.
    Global,
    /// The list of cases.
    List,
    /// The field table.
    Fields,
    /// A field in full size.
    Field,
    /// The search box.
    Search,
    /// The options for what is being typed there.
    Completion,
    /// The facets.
    Facets,
    /// A popup.
    Popup,
}

impl Context {
    /// Every context, in the order of the file.
    pub const ALL: &'static [Self] = &[
        Self::Global,
        Self::List,
        Self::Fields,
        Self::Field,
        Self::Search,
        Self::Completion,
        Self::Facets,
        Self::Popup,
    ];

    /// The context as a keymap writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::List => "list",
            Self::Fields => "fields",
            Self::Field => "field",
            Self::Search => "search",
            Self::Completion => "completion",
            Self::Facets => "facets",
            Self::Popup => "popup",
        }
    }

    /// The id of its words in `labels.toml`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Global => "context.global",
            Self::List => "context.list",
            Self::Fields => "context.fields",
            Self::Field => "context.field",
            Self::Search => "context.search",
            Self::Completion => "context.completion",
            Self::Facets => "context.facets",
            Self::Popup => "context.popup",
        }
    }

    /// True where the keys of [`Context::Global`] work too.
    #[must_use]
    pub fn has_global_keys(self) -> bool {
        match self {
            Self::Global | Self::List | Self::Fields | Self::Field => true,
            Self::Search | Self::Completion | Self::Facets | Self::Popup => false,
        }
    }

    /// True where letters type.
    #[must_use]
    pub fn types(self) -> bool {
        match self {
            Self::Search | Self::Completion => true,
            Self::Global | Self::List | Self::Fields | Self::Field | Self::Facets | Self::Popup => false,
        }
    }
}

/// What is wrong with a keymap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeymapError {
    /// The text is not TOML of the right shape.
    Syntax(String),
    /// A table that names no context.
    UnknownContext(String),
    /// A name that is no command.
    UnknownCommand(String),
    /// A text that is no key.
    UnknownKey(String),
    /// One key with two commands in one context.
    Twice(String),
}

impl fmt::Display for KeymapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(problem) => f.write_str(problem),
            Self::UnknownContext(name) => write!(f, "unknown context \"{name}\""),
            Self::UnknownCommand(name) => write!(f, "unknown command \"{name}\""),
            Self::UnknownKey(written) => write!(f, "unknown key \"{written}\""),
            Self::Twice(written) => write!(f, "key \"{written}\" bound twice in one context"),
        }
    }
}

impl std::error::Error for KeymapError {}

/// One key and what it does in one context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The key.
    pub chord: Chord,
    /// What it does.
    pub command: Command,
}

/// Every key and what it does.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    bindings: Vec<Binding>,
    lookup: HashMap<(Context, Chord), Command>,
}

impl Keymap {
    /// The keymap that the program is built with.
    #[must_use]
    pub fn built_in() -> Self {
        // A test holds that the built-in text parses, so the empty keymap never stands in.
        Self::parse(BUILT_IN).unwrap_or_default()
    }

    /// Reads a keymap.
    ///
    /// # Errors
    /// Where the text is not TOML, or a context, command or key is not known or stands twice.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let tables: HashMap<String, HashMap<String, Vec<String>>> =
            toml::from_str(text).map_err(|error| KeymapError::Syntax(error.to_string()))?;
        let known = |name: &str| Context::ALL.iter().any(|context| context.name() == name);
        if let Some(name) = tables.keys().find(|name| !known(name)) {
            return Err(KeymapError::UnknownContext(name.clone()));
        }
        let mut keymap = Self::default();
        for context in Context::ALL {
            if let Some(table) = tables.get(context.name()) {
                keymap.add_table(*context, table)?;
            }
        }
        Ok(keymap)
    }

    fn add_table(
        &mut self,
        context: Context,
        table: &HashMap<String, Vec<String>>,
    ) -> Result<(), KeymapError> {
        if let Some(name) = table.keys().find(|name| Command::parse(name).is_none()) {
            return Err(KeymapError::UnknownCommand(name.clone()));
        }
        for &command in Command::ALL {
            for written in table.get(command.name()).into_iter().flatten() {
                let chord = Chord::parse(written).ok_or_else(|| KeymapError::UnknownKey(written.clone()))?;
                if self.lookup.insert((context, chord), command).is_some() {
                    return Err(KeymapError::Twice(written.clone()));
                }
                self.bindings.push(Binding { context, chord, command });
            }
        }
        Ok(())
    }

    /// Every binding, by context, then in the order of the commands, then as written.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What a key does in a context; outside the search box an input method may be on.
    #[must_use]
    pub fn command(&self, context: Context, chord: Chord) -> Option<Command> {
        let chord = if context.types() { chord } else { chord.without_input_method() };
        let own = self.lookup.get(&(context, chord));
        let global = || self.lookup.get(&(Context::Global, chord)).filter(|_| context.has_global_keys());
        own.or_else(global).copied()
    }

    /// The keys of a command in a context, its own first.
    pub fn chords(&self, context: Context, command: Command) -> impl Iterator<Item = Chord> {
        let of = move |place: Context| {
            let bound = move |binding: &&Binding| binding.context == place && binding.command == command;
            self.bindings.iter().filter(bound).map(|binding| binding.chord)
        };
        let global = context.has_global_keys() && context != Context::Global;
        of(context).chain(global.then(|| of(Context::Global)).into_iter().flatten())
    }

    /// Every command with its keys, in the order of the help: group, keys, id of the words. The keys
    /// that go straight to a section are one row.
    #[must_use]
    pub fn rows(&self) -> Vec<(Group, String, &'static str)> {
        let mut rows = Vec::new();
        for &command in Command::ALL {
            match command.section() {
                None => rows.push((command.group(), self.all_keys(command).join(" "), command.words())),
                Some(0) => {
                    let keys: Vec<String> =
                        Command::SECTIONS.iter().flat_map(|command| self.all_keys(*command)).collect();
                    rows.push((command.group(), keys.join(" "), "command.sections_1_to_10"));
                }
                Some(_) => {}
            }
        }
        rows
    }

    /// Every key of a command wherever it is bound, each once, as a person reads them.
    #[must_use]
    pub fn all_keys(&self, command: Command) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for binding in self.bindings.iter().filter(|binding| binding.command == command) {
            let key = binding.chord.to_string();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Key;
    use crate::lang;

    #[test]
    fn the_built_in_keymap_parses_and_binds_every_command() {
        let keymap = Keymap::parse(BUILT_IN).unwrap();
        for command in Command::ALL {
            assert!(!keymap.all_keys(*command).is_empty(), "{command} has no key");
        }
    }

    #[test]
    fn every_command_group_and_context_has_words() {
        let commands = Command::ALL.iter().map(|command| command.words());
        let groups = Group::ALL.iter().map(|group| group.words());
        let contexts = Context::ALL.iter().map(|context| context.words());
        for id in commands.chain(groups).chain(contexts) {
            assert!(lang::is_known(id), "{id}");
        }
    }

    #[test]
    fn every_key_that_is_bound_is_shown() {
        let keymap = Keymap::built_in();
        let rows = keymap.rows();
        let shown = |key: &str| rows.iter().any(|(_, keys, _)| keys.split(' ').any(|shown| shown == key));
        for binding in keymap.bindings() {
            assert!(shown(&binding.chord.to_string()), "{} is not shown", binding.chord);
        }
        for (_, keys, words) in &rows {
            assert!(!keys.is_empty() && lang::is_known(words), "{words}");
        }
    }

    #[test]
    fn full_width_letters_are_commands_but_not_in_the_search_box() {
        let keymap = Keymap::built_in();
        let full_width = Chord::plain(Key::Char('ｊ'));
        assert_eq!(keymap.command(Context::List, full_width), Some(Command::Down));
        assert_eq!(keymap.command(Context::Popup, full_width), Some(Command::Down));
        assert_eq!(keymap.command(Context::Search, full_width), None);
        let bracket = Chord::plain(Key::Char('」'));
        assert_eq!(keymap.command(Context::Fields, bracket), Some(Command::NextCase));
    }

    #[test]
    fn a_wrong_keymap_says_what_is_wrong() {
        let error = |text: &str| Keymap::parse(text).unwrap_err();
        assert_eq!(error("[nowhere]\n"), KeymapError::UnknownContext("nowhere".into()));
        assert_eq!(error("[list]\nfly = ['f']\n"), KeymapError::UnknownCommand("fly".into()));
        assert_eq!(error("[list]\nup = ['uup']\n"), KeymapError::UnknownKey("uup".into()));
        assert_eq!(error("[list]\nup = ['k']\ndown = ['k']\n"), KeymapError::Twice("k".into()));
        assert!(matches!(error("[list"), KeymapError::Syntax(_)));
    }
}
