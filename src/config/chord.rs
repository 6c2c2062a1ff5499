//! The key notation of a keymap: `q`, `ctrl-d`, `pagedown`, and sequences: `g g`.

use std::fmt;

use crate::text::nearest;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A letter, digit or sign; capitals are letters of their own.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key.
    F(u8),
}

/// The named keys: the name in a keymap, and the displayed name.
const NAMED: &[(Key, &str, &str)] = &[
    (Key::Char(' '), "space", "Space"),
    (Key::Enter, "enter", "Enter"),
    (Key::Esc, "esc", "Esc"),
    (Key::Tab, "tab", "Tab"),
    (Key::BackTab, "backtab", "Shift-Tab"),
    (Key::Backspace, "backspace", "Backspace"),
    (Key::Insert, "insert", "Insert"),
    (Key::Delete, "delete", "Delete"),
    (Key::Up, "up", "↑"),
    (Key::Down, "down", "↓"),
    (Key::Left, "left", "←"),
    (Key::Right, "right", "→"),
    (Key::Home, "home", "Home"),
    (Key::End, "end", "End"),
    (Key::PageUp, "pageup", "PgUp"),
    (Key::PageDown, "pagedown", "PgDn"),
];

/// The modifiers, as a keymap writes them.
const MODIFIERS: [&str; 3] = ["ctrl", "alt", "shift"];

/// Names of keys in other programs, and the keymap's own.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("escape", "esc"),
    ("return", "enter"),
    ("ret", "enter"),
    ("cr", "enter"),
    ("spc", "space"),
    ("spacebar", "space"),
    ("bs", "backspace"),
    ("back", "backspace"),
    ("del", "delete"),
    ("ins", "insert"),
    ("pgup", "pageup"),
    ("page-up", "pageup"),
    ("page_up", "pageup"),
    ("prior", "pageup"),
    ("pgdn", "pagedown"),
    ("pgdown", "pagedown"),
    ("page-down", "pagedown"),
    ("page_down", "pagedown"),
    ("next", "pagedown"),
    ("back-tab", "backtab"),
    ("uparrow", "up"),
    ("arrow-up", "up"),
    ("downarrow", "down"),
    ("arrow-down", "down"),
    ("leftarrow", "left"),
    ("arrow-left", "left"),
    ("rightarrow", "right"),
    ("arrow-right", "right"),
];

/// Names of modifiers in other programs, and the keymap's own.
const OTHER_MODIFIERS: [(&str, &str); 6] =
    [("control", "ctrl"), ("c", "ctrl"), ("meta", "alt"), ("m", "alt"), ("option", "alt"), ("s", "shift")];

/// The function keys of terminals.
const FUNCTION_KEYS: std::ops::RangeInclusive<u8> = 1..=24;

/// Chords that a terminal cannot distinguish from another key.
const SAME_IN_A_TERMINAL: [(char, &str); 3] = [('i', "tab"), ('m', "enter"), ('[', "esc")];

/// A key with the modifiers held down. Shift is part of a letter or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Ctrl is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held, with a key that types nothing.
    pub shift: bool,
}

impl Chord {
    /// Creates the chord of a key without modifiers.
    #[must_use]
    pub fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }

    /// Returns the letter that this chord types; `None` if it types none.
    #[must_use]
    pub fn typed_letter(self) -> Option<char> {
        let Key::Char(letter) = self.key else { return None };
        (!self.ctrl && !self.alt).then_some(letter)
    }

    /// Parses `q`, `G`, `ctrl-d`, `alt-x`, `shift-up`, `pagedown`, `f1`; named keys and modifiers also as
    /// the help shows them: `PgDn`, `Ctrl-D`. `None` for an unknown key, and for a chord that terminals
    /// cannot distinguish from another key.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let (modifiers, key) = split_modifiers(written);
        let held = |wanted: &str| modifiers.iter().any(|modifier| modifier.eq_ignore_ascii_case(wanted));
        let (ctrl, alt, shift) = (held("ctrl"), held("alt"), held("shift"));
        // An unknown or repeated modifier is an error.
        if modifiers.len() != [ctrl, alt, shift].into_iter().filter(|held| *held).count() {
            return None;
        }
        let key = parse_key(key)?;
        if matches!(key, Key::Tab | Key::BackTab) && shift {
            return Some(Self { key: Key::BackTab, ctrl, alt, shift: false });
        }
        let is_space = key == Key::Char(' ');
        let (Key::Char(letter), false) = (key, is_space) else {
            return Some(Self { key, ctrl, alt, shift: shift && !is_space });
        };
        let (letter, told) = if ctrl {
            let letter = letter.to_ascii_lowercase();
            (letter, !shift && !SAME_IN_A_TERMINAL.iter().any(|(same, _)| *same == letter))
        } else if shift {
            (letter.to_ascii_uppercase(), letter.is_ascii_alphabetic())
        } else {
            (letter, true)
        };
        told.then_some(Self { key: Key::Char(letter), ctrl, alt, shift: false })
    }

    /// Returns the chord that an input method replaced: full-width letters and signs become their ASCII
    /// twins, and the signs of command keys in kana mode become those keys.
    #[must_use]
    pub fn without_input_method(self) -> Self {
        let Key::Char(letter) = self.key else { return self };
        Self { key: Key::Char(ascii_twin(letter)), ..self }
    }
}

/// Returns the ASCII letter or sign on the same key.
fn ascii_twin(letter: char) -> char {
    match letter {
        '・' => '/',
        '「' => '[',
        '」' => ']',
        '。' => '.',
        '、' => ',',
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(letter).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(letter)
        }
        _ => letter,
    }
}

/// Splits the modifiers from the key, which may itself be `-`.
fn split_modifiers(written: &str) -> (Vec<&str>, &str) {
    let mut modifiers = Vec::new();
    let mut rest = written;
    while let Some((modifier, after)) = rest.split_once('-') {
        if modifier.is_empty() || after.is_empty() {
            break;
        }
        modifiers.push(modifier);
        rest = after;
    }
    (modifiers, rest)
}

fn parse_key(written: &str) -> Option<Key> {
    let is_name = |(_, name, shown): &&(Key, &str, &str)| {
        name.eq_ignore_ascii_case(written) || shown.eq_ignore_ascii_case(written)
    };
    if let Some((key, ..)) = NAMED.iter().find(is_name) {
        return Some(*key);
    }
    let function = written.strip_prefix(['f', 'F']).filter(|digits| !digits.starts_with(['+', '0']));
    if let Some(number) = function.and_then(|digits| digits.parse().ok()) {
        return FUNCTION_KEYS.contains(&number).then_some(Key::F(number));
    }
    let mut letters = written.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if !letter.is_control() => Some(Key::Char(ascii_twin(letter))),
        _ => None,
    }
}

/// Suggests a chord for an invalid one.
fn suggest_chord(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase();
    // A `+` at the end is the key.
    let lower = if lower.ends_with('+') { lower } else { lower.replace('+', "-") };
    let mut modifiers: Vec<&str> = Vec::new();
    let mut rest = lower.as_str();
    while canonical_name(OTHER_NAMES, rest).is_none()
        && let Some((modifier, key)) =
            rest.split_once('-').filter(|(one, other)| !one.is_empty() && !other.is_empty())
    {
        let modifier = canonical_name(&OTHER_MODIFIERS, modifier).or_else(|| nearest(modifier, MODIFIERS))?;
        if !modifiers.contains(&modifier) {
            modifiers.push(modifier);
        }
        rest = key;
    }
    let same =
        SAME_IN_A_TERMINAL.iter().find(|(letter, _)| modifiers == ["ctrl"] && rest == letter.to_string());
    if let Some((_, name)) = same {
        return Some((*name).to_owned());
    }
    let names = NAMED.iter().map(|(_, name, _)| (*name, *name)).chain(OTHER_NAMES.iter().copied());
    let key = if parse_key(rest).is_some() {
        // The case is kept, since capitals are letters of their own.
        &written[written.len() - rest.len()..]
    } else {
        let near = nearest(rest, names.clone().map(|(name, _)| name))?;
        names.into_iter().find(|(name, _)| *name == near)?.1
    };
    let meant = modifiers.into_iter().chain([key]).collect::<Vec<_>>().join("-");
    Chord::parse(&meant).map(|_| meant)
}

/// Returns the keymap's name for a name in other programs.
fn canonical_name(names: &[(&str, &'static str)], written: &str) -> Option<&'static str> {
    names.iter().find(|(other, _)| *other == written).map(|(_, name)| *name)
}

/// A chord or a sequence of chords.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Keys(Vec<Chord>);

impl Keys {
    /// Parses chords with spaces between them: `g g`, `ctrl-x s`, `space f`.
    ///
    /// # Errors
    /// If a chord is invalid or the text is empty: a suggestion, if any.
    pub fn parse(written: &str) -> Result<Self, Option<String>> {
        let chords: Vec<&str> = written.split_whitespace().collect();
        let read: Option<Vec<Chord>> = chords.iter().map(|chord| Chord::parse(chord)).collect();
        if let Some(read) = read.filter(|read| !read.is_empty()) {
            return Ok(Self(read));
        }
        // Other programs write `gg` for `g g`; F25 does not exist.
        let function = written.strip_prefix(['f', 'F']).is_some_and(|digits| digits.parse::<u8>().is_ok());
        let letters = !function && written.chars().all(|letter| letter.is_ascii_alphanumeric());
        if letters && (2..=3).contains(&written.len()) && suggest_chord(written).is_none() {
            let apart: Vec<String> = written.chars().map(String::from).collect();
            return Err(Some(apart.join(" ")));
        }
        let meant: Option<Vec<String>> = chords
            .iter()
            .map(|chord| Chord::parse(chord).map(|_| (*chord).to_owned()).or_else(|| suggest_chord(chord)))
            .collect();
        Err(meant.filter(|meant| !meant.is_empty()).map(|meant| meant.join(" ")))
    }

    /// Returns the chords in order, at least one.
    #[must_use]
    pub fn chords(&self) -> &[Chord] {
        &self.0
    }

    /// True if one of the two is a prefix of the other, or they are equal.
    #[must_use]
    pub fn conflicts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }
}

/// Formats chords for display: letters as they are typed, `gg`, others apart, `Ctrl-X›s`.
#[must_use]
pub fn display_chords(chords: &[Chord]) -> String {
    let chords: Vec<String> = chords.iter().map(Chord::to_string).collect();
    let letters = chords.iter().all(|chord| chord.chars().count() == 1);
    chords.join(if letters { "" } else { "›" })
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display_chords(&self.0))
    }
}

impl fmt::Display for Chord {
    /// Writes the displayed form: `Ctrl-D`, `↑`, `PgDn`, `q`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        if let Some((.., shown)) = NAMED.iter().find(|(key, ..)| *key == self.key) {
            return f.write_str(shown);
        }
        if let Key::Char(letter) = self.key {
            let letter = if self.ctrl { letter.to_ascii_uppercase() } else { letter };
            return write!(f, "{letter}");
        }
        if let Key::F(number) = self.key {
            return write!(f, "F{number}");
        }
        // Every other key has a name above.
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_and_shown() {
        for (written, shown) in [
            ("q", "q"),
            ("G", "G"),
            ("ctrl-d", "Ctrl-D"),
            ("pagedown", "PgDn"),
            ("backtab", "Shift-Tab"),
            ("shift-tab", "Shift-Tab"),
            ("shift-up", "Shift-↑"),
            ("shift-g", "G"),
            ("Ctrl-Shift-Home", "Ctrl-Shift-Home"),
            ("insert", "Insert"),
            ("f1", "F1"),
            ("f", "f"),
            ("-", "-"),
            ("ctrl--", "Ctrl--"),
            ("alt-ctrl-x", "Ctrl-Alt-X"),
            ("ｊ", "j"),
        ] {
            assert_eq!(Chord::parse(written).map(|chord| chord.to_string()).as_deref(), Some(shown));
        }
        for written in [
            "",
            "ctrl-",
            "qq",
            "f25",
            "f+1",
            "f01",
            "hyper-x",
            "ctrl-ctrl-x",
            "ctrl-Ctrl-x",
            "ctrl-i",
            "ctrl-shift-x",
            "shift-1",
        ] {
            assert_eq!(Chord::parse(written), None, "{written}");
        }
    }

    #[test]
    fn every_chord_is_read_as_it_is_shown() {
        for (key, name, shown) in NAMED {
            assert_eq!(Chord::parse(name), Some(Chord::plain(*key)), "{name}");
            assert_eq!(Chord::parse(shown), Some(Chord::plain(*key)), "{shown}");
        }
        for written in ["G", "ctrl-x", "shift-f5", "alt-enter", "ctrl-space"] {
            let chord = Chord::parse(written).unwrap();
            assert_eq!(Chord::parse(&chord.to_string()), Some(chord));
        }
    }

    #[test]
    fn sequences_are_read_and_shown() {
        for (written, shown) in [("g g", "gg"), ("ctrl-x s", "Ctrl-X›s"), ("space  f", "Space›f"), ("q", "q")]
        {
            assert_eq!(Keys::parse(written).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_key_has_a_nearest_one() {
        for (written, meant) in [
            ("gg", Some("g g")),
            ("crtl-d", Some("ctrl-d")),
            ("pagdown", Some("pagedown")),
            ("ctrl-x entre", Some("ctrl-x enter")),
            ("ctrl-i", Some("tab")),
            ("Ctrl-M", Some("enter")),
            ("uup", Some("up")),
            ("escape", Some("esc")),
            ("Escpae", Some("esc")),
            ("alt-escape", Some("alt-esc")),
            ("return", Some("enter")),
            ("page-up", Some("pageup")),
            ("ctrl-Page-Down", Some("ctrl-pagedown")),
            ("bs", Some("backspace")),
            ("shift-ins", Some("shift-insert")),
            ("C-x s", Some("ctrl-x s")),
            ("ctrl+d", Some("ctrl-d")),
            ("M-X", Some("alt-X")),
            ("control-ctrl-x", Some("ctrl-x")),
            ("ctrl-ctrl-x", Some("ctrl-x")),
            ("F25", None),
            ("ctrl-shift-m", None),
            ("ctrl-alt-i", None),
            ("hyper-x", None),
            ("ｑｑｑｑｑｑｑｑ", None),
            ("", None),
        ] {
            assert_eq!(Keys::parse(written).unwrap_err().as_deref(), meant, "{written}");
        }
    }

    #[test]
    fn an_input_method_does_not_stand_in_the_way() {
        let twin = |letter| Chord::plain(Key::Char(letter)).without_input_method().key;
        for (typed, meant) in [
            ('ｊ', 'j'),
            ('／', '/'),
            ('？', '?'),
            ('Ｇ', 'G'),
            ('１', '1'),
            ('「', '['),
            ('・', '/'),
            ('　', ' '),
        ] {
            assert_eq!(twin(typed), Key::Char(meant));
        }
        assert_eq!(twin('も'), Key::Char('も'));
    }
}
