//! Which key does what in which place: the built-in `assets/keymap.toml`, and over it what the user has
//! set.

use std::sync::LazyLock;

use super::mistake::{Mistake, Wrong};
use super::{Chord, Command, Context, Group, Keys};
use crate::lang::Lang;

/// The keymap that the program is built with.
pub(super) const BUILT_IN: &str = include_str!("../../assets/keymap.toml");

/// Keys and what they do in one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The keys.
    pub keys: Keys,
    /// What they do.
    pub command: Command,
}

/// The keys of one command in one context, as written.
#[derive(Debug)]
pub struct Bound {
    /// Where.
    pub context: Context,
    /// What they do.
    pub command: Command,
    /// The keys; none takes the built-in ones away.
    pub keys: Vec<Written>,
    /// The line where the command stands, from 1.
    pub line: usize,
}

/// Keys, and how they are written.
#[derive(Debug)]
pub struct Written {
    /// The keys.
    pub keys: Keys,
    /// As written.
    pub text: String,
    /// The line, from 1.
    pub line: usize,
}

impl Bound {
    /// The same key by key.
    pub fn bindings(&self) -> impl Iterator<Item = Binding> {
        let Self { context, command, .. } = *self;
        self.keys.iter().map(move |written| Binding { context, command, keys: written.keys.clone() })
    }
}

/// What the chords pressed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// They are the keys of a command.
    Command(Command),
    /// Keys begin with them.
    Begun,
    /// Nothing.
    Nothing,
}

/// Every key and what it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// The same as the program has it.
const BUILT_IN_KEYS: &[(Context, Command, &[&str])] = include!(concat!(env!("OUT_DIR"), "/keymap.rs"));

static KEYMAP: LazyLock<Keymap> = LazyLock::new(|| {
    let bindings = BUILT_IN_KEYS.iter().flat_map(|(context, command, keys)| {
        let (context, command) = (*context, *command);
        // A test holds that all of them are keys.
        keys.iter().filter_map(move |keys| Some(Binding { context, keys: Keys::parse(keys).ok()?, command }))
    });
    Keymap { bindings: bindings.collect() }.sorted()
});

impl Keymap {
    /// The keymap that the program is built with.
    #[must_use]
    pub fn built_in() -> Self {
        KEYMAP.clone()
    }

    /// The built-in keymap with what a user has bound over it. A command's list replaces its built-in one
    /// in that context; keys that the user has bound are taken from the built-in commands that had them,
    /// and from those whose keys begin so. A place that could not be left keeps its way out; the
    /// mistakes name it.
    #[must_use]
    pub fn with(bound: &[Bound]) -> (Self, Vec<Mistake>) {
        let mut bindings: Vec<Binding> = bound.iter().flat_map(Bound::bindings).collect();
        let stays = |built_in: &&Binding| {
            let replaced =
                |bound: &Bound| bound.context == built_in.context && bound.command == built_in.command;
            !bound.iter().any(replaced) && !bindings.iter().any(|own| own.stands_in_the_way(built_in))
        };
        let kept: Vec<Binding> = KEYMAP.bindings.iter().filter(stays).cloned().collect();
        bindings.extend(kept);
        let all =
            Context::ALL.iter().flat_map(|context| context.ways_out().iter().map(|out| (*context, *out)));
        let mut mistakes = Vec::new();
        // What is given back may take the keys of another: that one is looked at again.
        for (context, command) in all.clone().chain(all) {
            let is_own = |binding: &Binding| binding.context == context && binding.command == command;
            if bindings.iter().any(is_own) {
                continue;
            }
            let back: Vec<Binding> =
                KEYMAP.bindings.iter().filter(|binding| is_own(binding)).cloned().collect();
            let takes = |bound: &&Bound| {
                bound.bindings().any(|own| back.iter().any(|back| back.stands_in_the_way(&own)))
            };
            let unbound = |bound: &&Bound| bound.context == context && bound.command == command;
            let line = bound.iter().find(unbound).or_else(|| bound.iter().find(takes));
            let line = line.map(|bound| bound.line);
            mistakes.push(Mistake { line, what: Wrong::Kept { command, context } });
            bindings.retain(|binding| !back.iter().any(|back| back.stands_in_the_way(binding)));
            bindings.extend(back);
        }
        (Self { bindings }.sorted(), mistakes)
    }

    fn sorted(mut self) -> Self {
        self.bindings.sort_by_key(|binding| (binding.context, binding.command));
        self
    }

    /// Every binding, by context, then in the order of the commands, then as written.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What chords pressed one after another mean in a context. Outside of where one types an input method
    /// may be on, and so it may be behind the first of several chords. Where Shift is held with a key and
    /// means nothing, the key counts alone.
    #[must_use]
    pub fn meaning(&self, context: Context, pressed: &[Chord]) -> Meaning {
        let as_key = |(at, chord): (usize, &Chord)| {
            if at == 0 && context.types() { *chord } else { chord.without_input_method() }
        };
        let mut pressed: Vec<Chord> = pressed.iter().enumerate().map(as_key).collect();
        let found = self.found(context, &pressed);
        match pressed.last_mut() {
            Some(last) if last.shift && found == Meaning::Nothing => {
                last.shift = false;
                self.found(context, &pressed)
            }
            Some(_) | None => found,
        }
    }

    fn found(&self, context: Context, pressed: &[Chord]) -> Meaning {
        let within = |place: Context| {
            let here = self.bindings.iter().filter(|binding| binding.context == place);
            let mut begun = here.filter(|binding| binding.keys.chords().starts_with(pressed));
            match begun.next() {
                Some(binding) if binding.keys.chords().len() == pressed.len() => {
                    Meaning::Command(binding.command)
                }
                Some(_) => Meaning::Begun,
                None => Meaning::Nothing,
            }
        };
        let own = within(context);
        if own == Meaning::Nothing && context.has_global_keys() { within(Context::Global) } else { own }
    }

    /// What a single key does in a context.
    #[must_use]
    pub fn command(&self, context: Context, chord: Chord) -> Option<Command> {
        match self.meaning(context, &[chord]) {
            Meaning::Command(command) => Some(command),
            Meaning::Begun | Meaning::Nothing => None,
        }
    }

    /// The keys that go on from the chords pressed so far: what is left of them, and what they do.
    #[must_use]
    pub fn following(&self, context: Context, pressed: &[Chord]) -> Vec<(&[Chord], Command)> {
        let pressed: Vec<Chord> = pressed.iter().map(|chord| chord.without_input_method()).collect();
        let here = self.bindings.iter().filter(|binding| self.works(context, binding));
        here.filter_map(|binding| Some((binding.keys.chords().strip_prefix(&pressed[..])?, binding.command)))
            .collect()
    }

    /// The keys of a command that work in a context, its own first.
    pub fn chords(&self, context: Context, command: Command) -> impl Iterator<Item = &Keys> {
        let of = move |place: Context| {
            let bound = move |binding: &&Binding| {
                binding.context == place && binding.command == command && self.works(context, binding)
            };
            self.bindings.iter().filter(bound).map(|binding| &binding.keys)
        };
        let global = context.has_global_keys() && context != Context::Global;
        of(context).chain(global.then(|| of(Context::Global)).into_iter().flatten())
    }

    /// True for a binding of a context or, where no other stands before it, of the global one.
    fn works(&self, context: Context, binding: &Binding) -> bool {
        let reaches = binding.context == context || context.has_global_keys();
        reaches && self.found(context, binding.keys.chords()) == Meaning::Command(binding.command)
    }

    /// The first key of a command in a context, as a person reads it; empty where it has none.
    #[must_use]
    pub fn first_key(&self, context: Context, command: Command) -> String {
        self.chords(context, command).next().map(ToString::to_string).unwrap_or_default()
    }

    /// Every command that has keys with them, in the order of the help: group, keys, id of the words. The
    /// keys that go straight to a section are one row. A key that works in one of the panes only says which.
    #[must_use]
    pub fn rows(&self, lang: Lang) -> Vec<(Group, String, &'static str)> {
        let placed = |(keys, place): (String, Option<Context>)| match place {
            Some(place) => {
                let place = lang.text(place.words());
                lang.fill("help.in_place", &[("keys", &keys), ("place", &place)])
            }
            None => keys,
        };
        let shown = |commands: &[Command]| {
            let keys = commands.iter().flat_map(|command| self.placed_keys(*command));
            keys.map(placed).collect::<Vec<String>>().join(" ")
        };
        let mut rows = Vec::new();
        for &command in Command::ALL {
            match command.section() {
                None => rows.push((command.group(), shown(&[command]), command.words())),
                Some(0) => {
                    rows.push((command.group(), shown(&Command::SECTIONS), "command.sections_1_to_10"));
                }
                Some(_) => {}
            }
        }
        rows.retain(|(_, keys, _)| !keys.is_empty());
        rows
    }

    /// Every key of a command, each once, as a person reads them: of a command of the panes those that work
    /// there, of others wherever they are bound.
    #[must_use]
    pub fn all_keys(&self, command: Command) -> Vec<String> {
        self.placed_keys(command).into_iter().map(|(keys, _)| keys).collect()
    }

    /// The same with the place where a key of the panes works, where it does not in all those that have the
    /// command.
    fn placed_keys(&self, command: Command) -> Vec<(String, Option<Context>)> {
        let works_in = works_in(command);
        let panes = || [Context::List, Context::Fields].into_iter().filter(|pane| works_in.contains(pane));
        let mut keys: Vec<(String, Option<Context>)> = Vec::new();
        for binding in self.bindings.iter().filter(|binding| binding.command == command) {
            let works = |place: &Context| self.works(*place, binding);
            let place = match (panes().count(), panes().filter(works).count()) {
                (0, _) => None,
                (all, here) if here == all => None,
                // A field in full size stands over the panes.
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
    /// True where of the two, in the same context, only one could be pressed.
    fn stands_in_the_way(&self, other: &Self) -> bool {
        self.context == other.context && self.keys.stands_in_the_way(&other.keys)
    }
}

/// The contexts in which a command does something: where the built-in keymap has it, and in each pane
/// where it has it in one or in all.
#[must_use]
pub fn works_in(command: Command) -> Vec<Context> {
    let bound = |context: Context| {
        KEYMAP.bindings.iter().any(|binding| binding.context == context && binding.command == command)
    };
    let is_in = |context: &Context| match context {
        Context::Global => {
            [Context::Global, Context::List, Context::Fields, Context::Field].into_iter().any(bound)
        }
        Context::List | Context::Fields | Context::Field => bound(*context) || bound(Context::Global),
        Context::Search | Context::Completion | Context::Facets | Context::Popup | Context::Palette => {
            bound(*context)
        }
    };
    Context::ALL.iter().copied().filter(is_in).collect()
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;
    use crate::config::Key;
    use crate::config::bind::Reader;
    use crate::lang;

    #[test]
    fn the_built_in_keymap_is_the_file_without_a_mistake_and_binds_every_command() {
        let (tables, errors) = DeTable::parse_recoverable(BUILT_IN);
        let mut reader = Reader::new(BUILT_IN);
        let bound = reader.bound(tables.get_ref());
        assert!(errors.is_empty() && reader.mistakes.is_empty(), "{errors:?} {:?}", reader.mistakes);
        let keymap = Keymap::built_in();
        assert_eq!(keymap, Keymap { bindings: bound.iter().flat_map(Bound::bindings).collect() }.sorted());
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

    fn press(keymap: &Keymap, context: Context, written: &str) -> Meaning {
        keymap.meaning(context, Keys::parse(written).unwrap().chords())
    }

    #[test]
    fn several_keys_in_a_row_are_begun_and_finished() {
        let keymap = keymap("[keys.global]\ntop = ['g g', 'home']\nsections = 'space  s'\n");
        assert_eq!(press(&keymap, Context::List, "g"), Meaning::Begun);
        assert_eq!(press(&keymap, Context::List, "g g"), Meaning::Command(Command::Top));
        assert_eq!(press(&keymap, Context::List, "g x"), Meaning::Nothing);
        assert_eq!(press(&keymap, Context::Fields, "space s"), Meaning::Command(Command::Sections));
        assert_eq!(press(&keymap, Context::Popup, "space"), Meaning::Command(Command::PageDown));
        let full_width = ['ｇ', 'ｇ'].map(|letter| Chord::plain(Key::Char(letter)));
        assert_eq!(keymap.meaning(Context::List, &full_width), Meaning::Command(Command::Top));
        let next = keymap.following(Context::List, Keys::parse("g").unwrap().chords());
        assert_eq!(next, [(&[Chord::plain(Key::Char('g'))][..], Command::Top)]);
    }

    #[test]
    fn in_the_search_box_several_keys_begin_with_one_that_types_nothing() {
        let keymap = keymap("[keys.search]\naccept = ['ctrl-x s', 'enter']\n");
        let mut keys = vec![Chord::parse("ctrl-x").unwrap(), Chord::plain(Key::Char('ｓ'))];
        assert_eq!(keymap.meaning(Context::Search, &keys), Meaning::Command(Command::Accept));
        keys.remove(0);
        assert_eq!(keymap.meaning(Context::Search, &keys), Meaning::Nothing);
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
        let keys = |command: Command| &rows.iter().find(|(.., words)| *words == command.words()).unwrap().1;
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
        let panes = [Context::Global, Context::List, Context::Fields, Context::Field];
        assert_eq!(works_in(Command::Sort), panes);
        assert_eq!(works_in(Command::Accept), [Context::Search]);
        assert_eq!(works_in(Command::Read), [Context::Global, Context::List]);
    }
}
