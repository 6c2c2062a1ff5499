//! Keys as they are written in a keymap: `q`, `ctrl-d`, `pagedown`.

use std::fmt;

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

/// The keys that have a name, as a keymap writes it and as a person reads it.
const NAMED: &[(Key, &str, &str)] = &[
    (Key::Char(' '), "space", "Space"),
    (Key::Enter, "enter", "Enter"),
    (Key::Esc, "esc", "Esc"),
    (Key::Tab, "tab", "Tab"),
    (Key::BackTab, "backtab", "Shift-Tab"),
    (Key::Backspace, "backspace", "Backspace"),
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

/// A key with the modifiers held down. Shift is part of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Ctrl is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
}

impl Chord {
    /// The key alone.
    #[must_use]
    pub fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false }
    }

    /// The letter that this chord types, if it types one.
    #[must_use]
    pub fn typed(self) -> Option<char> {
        let Key::Char(letter) = self.key else { return None };
        (!self.ctrl && !self.alt).then_some(letter)
    }

    /// Reads `q`, `G`, `ctrl-d`, `alt-x`, `pagedown`, `f1`.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let (mut ctrl, mut alt, mut rest) = (false, false, written);
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-").filter(|after| !after.is_empty()) {
                (ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-").filter(|after| !after.is_empty()) {
                (alt, rest) = (true, after);
            } else {
                return parse_key(rest).map(|key| Self { key, ctrl, alt });
            }
        }
    }

    /// The chord of a command as an input method gives it: full-width letters and signs become their
    /// ASCII twins, and the signs that stand on command keys in kana mode become those keys.
    #[must_use]
    pub fn without_input_method(self) -> Self {
        let Key::Char(letter) = self.key else { return self };
        Self { key: Key::Char(ascii_twin(letter)), ..self }
    }
}

/// The ASCII letter or sign on the same key.
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

fn parse_key(written: &str) -> Option<Key> {
    if let Some((key, ..)) = NAMED.iter().find(|(_, name, _)| *name == written) {
        return Some(*key);
    }
    if let Some(number) = written.strip_prefix('f').and_then(|digits| digits.parse().ok()) {
        return (1..=12).contains(&number).then_some(Key::F(number));
    }
    let mut letters = written.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if !letter.is_control() => Some(Key::Char(letter)),
        _ => None,
    }
}

impl fmt::Display for Chord {
    /// As a person reads it: `Ctrl-D`, `↑`, `PgDn`, `q`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
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
            ("f1", "F1"),
            ("f", "f"),
            ("-", "-"),
            ("alt-ctrl-x", "Ctrl-Alt-X"),
        ] {
            assert_eq!(Chord::parse(written).map(|chord| chord.to_string()).as_deref(), Some(shown));
        }
        for written in ["", "ctrl-", "qq", "f13", "hyper-x"] {
            assert_eq!(Chord::parse(written), None, "{written}");
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
