//! The key bindings by context: the built-in `assets/keymap.toml`, overridden by the user's.

use std::sync::LazyLock;

use super::mistake::{Mistake, Wrong};
use super::{Chord, Command, Context, Group, Keys};
use crate::lang::Lang;

/// The built-in keymap.
pub(super) const BUILT_IN: &str = include_str!("../../assets/keymap.toml");

/// Keys and their command in one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The context.
    pub context: Context,
    /// The keys.
    pub keys: Keys,
    /// The command.
    pub command: Command,
}

/// The keys of a command in a context, as written.
#[derive(Debug)]
pub struct CommandKeys {
    /// The context.
    pub context: Context,
    /// The command.
    pub command: Command,
    /// The keys; an empty list removes the built-in ones.
    pub keys: Vec<KeyNotation>,
    /// The line of the command, from 1.
    pub line: usize,
}

/// Keys and their notation.
#[derive(Debug)]
pub struct KeyNotation {
    /// The keys.
    pub keys: Keys,
    /// The keys as written.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
}

impl CommandKeys {
    /// Returns a binding for each key.
    pub fn to_bindings(&self) -> impl Iterator<Item = Binding> {
        let Self { context, command, .. } = *self;
        self.keys.iter().map(move |written| Binding { context, command, keys: written.keys.clone() })
    }
}

/// The result of looking up the chords pressed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeymapMatch {
    /// The keys of a command.
    Command(Command),
    /// A prefix of longer keys.
    Begun,
    /// Nothing.
    Nothing,
}

/// Every binding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// The built-in keymap, parsed on first use.
const BUILT_IN_KEYS: &[(Context, Command, &[&str])] = include!(concat!(env!("OUT_DIR"), "/keymap.rs"));

static KEYMAP: LazyLock<Keymap> = LazyLock::new(|| {
    let bindings = BUILT_IN_KEYS.iter().flat_map(|(context, command, keys)| {
        let (context, command) = (*context, *command);
        // A test checks that all of them are valid keys.
        keys.iter().filter_map(move |keys| Some(Binding { context, keys: Keys::parse(keys).ok()?, command }))
    });
    Keymap { bindings: bindings.collect() }.sorted()
});

impl Keymap {
    /// The built-in keymap.
    #[must_use]
    pub fn built_in() -> Self {
        KEYMAP.clone()
    }

    /// Merges a user's keys into the built-in keymap. A command's list replaces its built-in one in that
    /// context; keys that the user has bound are removed from the built-in commands with which they
    /// conflict. A context that could not be left keeps its way out, which the mistakes report.
    #[must_use]
    pub fn with_user_keys(bound: &[CommandKeys]) -> (Self, Vec<Mistake>) {
        let mut bindings: Vec<Binding> = bound.iter().flat_map(CommandKeys::to_bindings).collect();
        let stays = |built_in: &&Binding| {
            let replaced =
                |bound: &CommandKeys| bound.context == built_in.context && bound.command == built_in.command;
            !bound.iter().any(replaced) && !bindings.iter().any(|own| own.conflicts_with(built_in))
        };
        let kept: Vec<Binding> = KEYMAP.bindings.iter().filter(stays).cloned().collect();
        bindings.extend(kept);
        let all =
            Context::ALL.iter().flat_map(|context| context.ways_out().iter().map(|out| (*context, *out)));
        let mut mistakes = Vec::new();
        // A restored key may conflict with another way out: each is checked twice.
        for (context, command) in all.clone().chain(all) {
            let is_own = |binding: &Binding| binding.context == context && binding.command == command;
            if bindings.iter().any(is_own) {
                continue;
            }
            let back: Vec<Binding> =
                KEYMAP.bindings.iter().filter(|binding| is_own(binding)).cloned().collect();
            let takes = |bound: &&CommandKeys| {
                bound.to_bindings().any(|own| back.iter().any(|back| back.conflicts_with(&own)))
            };
            let unbound = |bound: &&CommandKeys| bound.context == context && bound.command == command;
            let line = bound.iter().find(unbound).or_else(|| bound.iter().find(takes));
            let line = line.map(|bound| bound.line);
            mistakes.push(Mistake { line, what: Wrong::Kept { command, context } });
            bindings.retain(|binding| !back.iter().any(|back| back.conflicts_with(binding)));
            bindings.extend(back);
        }
        (Self { bindings }.sorted(), mistakes)
    }

    fn sorted(mut self) -> Self {
        self.bindings.sort_by_key(|binding| (binding.context, binding.command));
        self
    }

    /// Returns every binding, by context, then in the order of the commands, then as written.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Looks up a sequence of chords in a context. Except in text input, chords are also looked up without
    /// the input method, as are those after the first of a sequence. If a chord with Shift is unbound, the
    /// key is looked up alone.
    #[must_use]
    pub fn lookup(&self, context: Context, pressed: &[Chord]) -> KeymapMatch {
        let as_key = |(at, chord): (usize, &Chord)| {
            if at == 0 && context.takes_text() { *chord } else { chord.without_input_method() }
        };
        let mut pressed: Vec<Chord> = pressed.iter().enumerate().map(as_key).collect();
        let found = self.lookup_exact(context, &pressed);
        match pressed.last_mut() {
            Some(last) if last.shift && found == KeymapMatch::Nothing => {
                last.shift = false;
                self.lookup_exact(context, &pressed)
            }
            Some(_) | None => found,
        }
    }

    fn lookup_exact(&self, context: Context, pressed: &[Chord]) -> KeymapMatch {
        let within = |place: Context| {
            let here = self.bindings.iter().filter(|binding| binding.context == place);
            let mut begun = here.filter(|binding| binding.keys.chords().starts_with(pressed));
            match begun.next() {
                Some(binding) if binding.keys.chords().len() == pressed.len() => {
                    KeymapMatch::Command(binding.command)
                }
                Some(_) => KeymapMatch::Begun,
                None => KeymapMatch::Nothing,
            }
        };
        let own = within(context);
        if own == KeymapMatch::Nothing && context.has_global_keys() { within(Context::Global) } else { own }
    }

    /// Returns the command of a single key in a context.
    #[must_use]
    pub fn command(&self, context: Context, chord: Chord) -> Option<Command> {
        match self.lookup(context, &[chord]) {
            KeymapMatch::Command(command) => Some(command),
            KeymapMatch::Begun | KeymapMatch::Nothing => None,
        }
    }

    /// Returns the keys that continue the chords pressed so far: the remaining chords and the command.
    #[must_use]
    pub fn continuations(&self, context: Context, pressed: &[Chord]) -> Vec<(&[Chord], Command)> {
        let pressed: Vec<Chord> = pressed.iter().map(|chord| chord.without_input_method()).collect();
        let here = self.bindings.iter().filter(|binding| self.applies_in(context, binding));
        here.filter_map(|binding| Some((binding.keys.chords().strip_prefix(&pressed[..])?, binding.command)))
            .collect()
    }

    /// Returns the keys of a command in a context, the context's own first.
    pub fn chords(&self, context: Context, command: Command) -> impl Iterator<Item = &Keys> {
        let of = move |place: Context| {
            let bound = move |binding: &&Binding| {
                binding.context == place && binding.command == command && self.applies_in(context, binding)
            };
            self.bindings.iter().filter(bound).map(|binding| &binding.keys)
        };
        let global = context.has_global_keys() && context != Context::Global;
        of(context).chain(global.then(|| of(Context::Global)).into_iter().flatten())
    }

    /// True for a binding of the context, or for a global one that is not overridden.
    fn applies_in(&self, context: Context, binding: &Binding) -> bool {
        let reaches = binding.context == context || context.has_global_keys();
        reaches && self.lookup_exact(context, binding.keys.chords()) == KeymapMatch::Command(binding.command)
    }

    /// Returns the displayed first key of a command in a context; empty if it has none.
    #[must_use]
    pub fn first_key(&self, context: Context, command: Command) -> String {
        self.chords(context, command).next().map(ToString::to_string).unwrap_or_default()
    }

    /// Returns the rows of the help, every command that has keys, in order: group, keys, id of the label.
    /// The keys that go to a section are a row for those of one digit and one for the others. A key that works in one pane only names the pane.
    #[must_use]
    pub fn rows(&self, lang: Lang) -> Vec<(Group, String, &'static str)> {
        let placed = |(keys, place): (String, Option<Context>)| match place {
            Some(place) => {
                let place = lang.text(place.label_id());
                lang.fill("help.in_place", &[("keys", &keys), ("place", &place)])
            }
            None => keys,
        };
        let shown = |commands: &[Command]| {
            let keys = commands.iter().flat_map(|command| self.keys_with_context(*command));
            keys.map(placed).collect::<Vec<String>>().join(" ")
        };
        let mut rows = Vec::new();
        let (one_digit, others) = Command::SECTIONS.split_at(10);
        for &command in Command::ALL {
            match command.section() {
                None => rows.push((command.group(), shown(&[command]), command.label_id())),
                Some(0) => rows.push((command.group(), shown(one_digit), "command.sections_1_to_10")),
                Some(10) => rows.push((command.group(), shown(others), "command.sections_11_to_16")),
                Some(_) => {}
            }
        }
        rows.retain(|(_, keys, _)| !keys.is_empty());
        rows
    }

    /// Returns every displayed key of a command once: for a command of the panes the keys there, for others
    /// those of every context.
    #[must_use]
    pub fn all_keys(&self, command: Command) -> Vec<String> {
        self.keys_with_context(command).into_iter().map(|(keys, _)| keys).collect()
    }

    /// Returns the keys of [`Keymap::all_keys`], each with its pane if it does not work in all panes that
    /// have the command.
    fn keys_with_context(&self, command: Command) -> Vec<(String, Option<Context>)> {
        let works_in = contexts_of(command);
        let panes = || [Context::List, Context::Fields].into_iter().filter(|pane| works_in.contains(pane));
        let mut keys: Vec<(String, Option<Context>)> = Vec::new();
        for binding in self.bindings.iter().filter(|binding| binding.command == command) {
            let works = |place: &Context| self.applies_in(*place, binding);
            let place = match (panes().count(), panes().filter(works).count()) {
                (0, _) => None,
                (all, here) if here == all => None,
                // A field in full size covers the panes.
                (_, 0) if binding.context == Context::Field => Some(Context::Field),
                (_, 0) => continue,
                _ => panes().find(works),
            };
            let shown = binding.keys.to_string();
            if !keys.iter().any(|(known, _)| *known == shown) {
                keys.push((shown, place));
            }
        }
        keys
    }
}

impl Binding {
    /// True if both are in the same context and their keys conflict.
    fn conflicts_with(&self, other: &Self) -> bool {
        self.context == other.context && self.keys.conflicts_with(&other.keys)
    }
}

/// Returns the contexts in which a command works: those of the built-in keymap, and every pane if it is
/// bound in one or in all.
#[must_use]
pub fn contexts_of(command: Command) -> Vec<Context> {
    let bound = |context: Context| {
        KEYMAP.bindings.iter().any(|binding| binding.context == context && binding.command == command)
    };
    let is_in = |context: &Context| match context {
        Context::Global => Context::ALL.iter().copied().filter(|own| own.has_global_keys()).any(bound),
        Context::List
        | Context::Fields
        | Context::Field
        | Context::Sheet
        | Context::Search
        | Context::Completion
        | Context::Facets
        | Context::Popup
        | Context::Palette => bound(*context) || context.has_global_keys() && bound(Context::Global),
    };
    Context::ALL.iter().copied().filter(is_in).collect()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;
    use crate::config::Key;
    use crate::config::bind::KeymapReader;
    use crate::lang;

    #[test]
    fn the_built_in_keymap_is_the_file_without_a_mistake_and_binds_every_command() {
        let (tables, errors) = DeTable::parse_recoverable(BUILT_IN);
        let mut reader = KeymapReader::new(BUILT_IN);
        let bound = reader.read_keymap(tables.get_ref());
        assert!(errors.is_empty() && reader.mistakes.is_empty(), "{errors:?} {:?}", reader.mistakes);
        let keymap = Keymap::built_in();
        assert_eq!(
            keymap,
            Keymap { bindings: bound.iter().flat_map(CommandKeys::to_bindings).collect() }.sorted()
        );
        for command in Command::ALL {
            assert!(!keymap.all_keys(*command).is_empty(), "{command} has no key");
        }
    }

    #[test]
    fn every_command_group_and_context_has_words() {
        let commands = Command::ALL.iter().map(|command| command.label_id());
        let groups = Group::ALL.iter().map(|group| group.label_id());
        let contexts = Context::ALL.iter().map(|context| context.label_id());
        for id in commands.chain(groups).chain(contexts) {
            assert!(lang::is_known(id), "{id}");
        }
    }

    #[test]
    fn every_key_that_is_bound_is_shown() {
        let keymap = Keymap::built_in();
        let rows = keymap.rows(Lang::Ja);
        let shown = |key: &str| rows.iter().any(|(_, keys, _)| keys.split(' ').any(|shown| shown == key));
        for binding in keymap.bindings() {
            assert!(shown(&binding.keys.to_string()), "{} is not shown", binding.keys);
        }
        // In the search box Ctrl-P goes up; in the panes, where the help is read, it is the palette's.
        assert_eq!(keymap.all_keys(Command::Up), ["↑", "k"]);
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

    fn keymap(text: &str) -> Keymap {
        let (settings, mistakes) = crate::config::read::read(text.as_bytes(), &Default::default());
        assert_eq!(mistakes, []);
        settings.keymap
    }

    fn press(keymap: &Keymap, context: Context, written: &str) -> KeymapMatch {
        keymap.lookup(context, Keys::parse(written).unwrap().chords())
    }

    #[test]
    fn several_keys_in_a_row_are_begun_and_finished() {
        let keymap = keymap("[keys.global]\ntop = ['g g', 'home']\nsections = 'space  s'\n");
        assert_eq!(press(&keymap, Context::List, "g"), KeymapMatch::Begun);
        assert_eq!(press(&keymap, Context::List, "g g"), KeymapMatch::Command(Command::Top));
        assert_eq!(press(&keymap, Context::List, "g x"), KeymapMatch::Nothing);
        assert_eq!(press(&keymap, Context::Fields, "space s"), KeymapMatch::Command(Command::Sections));
        assert_eq!(press(&keymap, Context::Popup, "space"), KeymapMatch::Command(Command::Toggle));
        let full_width = ['ｇ', 'ｇ'].map(|letter| Chord::plain(Key::Char(letter)));
        assert_eq!(keymap.lookup(Context::List, &full_width), KeymapMatch::Command(Command::Top));
        let next = keymap.continuations(Context::List, Keys::parse("g").unwrap().chords());
        assert_eq!(next, [(&[Chord::plain(Key::Char('g'))][..], Command::Top)]);
    }

    #[test]
    fn in_the_search_box_several_keys_begin_with_one_that_types_nothing() {
        let keymap = keymap("[keys.search]\naccept = ['ctrl-x s', 'enter']\n");
        let mut keys = vec![Chord::parse("ctrl-x").unwrap(), Chord::plain(Key::Char('ｓ'))];
        assert_eq!(keymap.lookup(Context::Search, &keys), KeymapMatch::Command(Command::Accept));
        keys.remove(0);
        assert_eq!(keymap.lookup(Context::Search, &keys), KeymapMatch::Nothing);
    }

    #[test]
    fn a_users_list_replaces_the_built_in_one_and_takes_keys_from_others() {
        let keymap = keymap("[keys.global]\nsort = 'o'\nnext_case = []\n[keys.list]\nread = ['x y']\n");
        let keys = |command| keymap.all_keys(command);
        assert_eq!(keys(Command::Sort), ["o"]);
        assert_eq!(keys(Command::OpenUrl), [""; 0]);
        assert_eq!(keys(Command::NextCase), [""; 0]);
        assert_eq!(keys(Command::Read), ["xy"]);
        assert_eq!(keys(Command::Quit), ["q", "Ctrl-C"]);
        assert!(keymap.rows(Lang::Ja).iter().all(|(_, keys, _)| !keys.is_empty()));
    }

    #[test]
    fn a_key_is_shown_only_where_it_works_in_the_panes_and_with_its_pane_where_it_is_one() {
        let keymap = keymap(
            "[keys.global]\ntop = ['g g']\nbottom = ['g e']\n[keys.fields]\nnext_hit = 'N'\n\
             [keys.field]\nsort = 'x'\n",
        );
        let rows = keymap.rows(Lang::En);
        let keys =
            |command: Command| &rows.iter().find(|(.., words)| *words == command.label_id()).unwrap().1;
        assert_eq!((keys(Command::Top).as_str(), keys(Command::Bottom).as_str()), ("gg", "ge"));
        assert_eq!(keys(Command::NextHit), "n N (field table)");
        assert_eq!(keys(Command::PreviousHit), "N (case list)");
        assert_eq!(keys(Command::Sort), "S x (field in full size)");
        assert_eq!(keys(Command::Read), "Enter");
    }

    #[test]
    fn what_a_place_has_taken_is_no_key_of_the_others_there() {
        let keymap = keymap("[keys.list]\nsort = 'n'\n");
        let first = |context| keymap.chords(context, Command::NextHit).next().map(Keys::to_string);
        assert_eq!((first(Context::List), first(Context::Fields)), (None, Some("n".to_owned())));
    }

    #[test]
    fn a_key_with_shift_counts_alone_unless_it_is_bound() {
        let shifted = Chord { shift: true, ..Chord::plain(Key::Up) };
        assert_eq!(Keymap::built_in().command(Context::List, shifted), Some(Command::Up));
        let keymap = keymap("[keys.global]\ntop = 'shift-up'\n");
        assert_eq!(keymap.command(Context::List, shifted), Some(Command::Top));
        assert_eq!(keymap.command(Context::List, Chord::plain(Key::Up)), Some(Command::Up));
    }

    #[test]
    fn commands_work_where_the_built_in_keymap_has_them_and_in_each_pane() {
        let panes = [Context::Global, Context::List, Context::Fields, Context::Field, Context::Sheet];
        assert_eq!(contexts_of(Command::Sort), panes);
        assert_eq!(contexts_of(Command::Accept), [Context::Search]);
        assert_eq!(contexts_of(Command::Read), [Context::Global, Context::List, Context::Sheet]);
    }
}
