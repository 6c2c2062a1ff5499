//! Bytes of a terminal → keys, mouse and pastes.

use ratatui::layout::Position;

use crate::config::{Chord, Key};

use super::{Input, Mouse, MouseKind};

const ESC: u8 = 0x1B;
const PASTE_START: &[u8] = b"\x1B[200~";
const PASTE_END: &[u8] = b"\x1B[201~";
/// Longest escape sequence that is waited for; longer ones are noise.
const LONGEST: usize = 64;

/// Takes bytes as they come, in whatever pieces.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// The text of a paste that has not ended yet.
    paste: Option<Vec<u8>>,
}

/// What the beginning of the pending bytes is.
enum Step {
    /// Something whole, and how many bytes it took.
    Whole(usize, Option<Input>),
    /// A paste begins.
    Paste,
    /// More bytes are needed.
    Partial,
}

impl Decoder {
    /// The inputs in these bytes and those left from before.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        let mut inputs = Vec::new();
        self.pending.extend_from_slice(bytes);
        loop {
            if let Some(paste) = &mut self.paste {
                let end = self.pending.windows(PASTE_END.len()).position(|part| part == PASTE_END);
                let Some(end) = end else {
                    // The end mark itself may come in two pieces.
                    let whole = self.pending.len().saturating_sub(PASTE_END.len() - 1);
                    paste.extend(self.pending.drain(..whole));
                    return inputs;
                };
                paste.extend(self.pending.drain(..end));
                self.pending.drain(..PASTE_END.len());
                inputs.push(Input::Paste(String::from_utf8_lossy(paste).into_owned()));
                self.paste = None;
            }
            if self.pending.is_empty() {
                return inputs;
            }
            match step(&self.pending) {
                Step::Whole(used, input) => {
                    self.pending.drain(..used.min(self.pending.len()));
                    inputs.extend(input);
                }
                Step::Paste => {
                    self.pending.drain(..PASTE_START.len());
                    self.paste = Some(Vec::new());
                }
                Step::Partial if self.pending.len() > LONGEST => self.pending.clear(),
                Step::Partial => return inputs,
            }
        }
    }
}

fn key(key: Key) -> Option<Input> {
    Some(Input::Key(Chord::plain(key)))
}

fn step(bytes: &[u8]) -> Step {
    match bytes {
        // An escape at the end of what came is the key; a sequence comes in one piece.
        [ESC] => Step::Whole(1, key(Key::Esc)),
        [ESC, ESC, ..] => Step::Whole(1, key(Key::Esc)),
        [ESC, b'[', ..] => csi(bytes),
        [ESC, b'O'] => Step::Partial,
        [ESC, b'O', letter, ..] => Step::Whole(3, function_key(*letter).and_then(key)),
        [ESC, rest @ ..] => match step(rest) {
            Step::Whole(used, input) => Step::Whole(used + 1, input.map(with_alt)),
            other @ (Step::Paste | Step::Partial) => other,
        },
        _ => plain(bytes),
    }
}

fn with_alt(input: Input) -> Input {
    if let Input::Key(chord) = input { Input::Key(Chord { alt: true, ..chord }) } else { input }
}

fn plain(bytes: &[u8]) -> Step {
    let Some(&first) = bytes.first() else { return Step::Partial };
    let control = |letter: u8| {
        let key = Key::Char(char::from(letter));
        Step::Whole(1, Some(Input::Key(Chord { key, ctrl: true, alt: false })))
    };
    match first {
        b'\r' | b'\n' => Step::Whole(1, key(Key::Enter)),
        b'\t' => Step::Whole(1, key(Key::Tab)),
        0x7F | 0x08 => Step::Whole(1, key(Key::Backspace)),
        0 => control(b' '),
        0x01..=0x1A => control(first - 1 + b'a'),
        0x1B..=0x1F => control(first - 0x1B + b'['),
        _ => letter(bytes, first),
    }
}

/// A letter in UTF-8; what is none is passed over.
fn letter(bytes: &[u8], first: u8) -> Step {
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => 1,
    };
    let Some(whole) = bytes.get(..length) else { return Step::Partial };
    let letter = std::str::from_utf8(whole).ok().and_then(|text| text.chars().next());
    match letter {
        Some(letter) => Step::Whole(length, key(Key::Char(letter))),
        None => Step::Whole(1, None),
    }
}

/// `ESC O` and a letter.
fn function_key(letter: u8) -> Option<Key> {
    match letter {
        b'P'..=b'S' => Some(Key::F(letter - b'P' + 1)),
        _ => cursor_key(letter),
    }
}

fn cursor_key(letter: u8) -> Option<Key> {
    match letter {
        b'A' => Some(Key::Up),
        b'B' => Some(Key::Down),
        b'C' => Some(Key::Right),
        b'D' => Some(Key::Left),
        b'H' => Some(Key::Home),
        b'F' => Some(Key::End),
        _ => None,
    }
}

/// The keys written `ESC [ number ~`.
fn numbered_key(number: u16) -> Option<Key> {
    match number {
        1 | 7 => Some(Key::Home),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => u8::try_from(number - 10).ok().map(Key::F),
        17..=21 => u8::try_from(number - 11).ok().map(Key::F),
        23 | 24 => u8::try_from(number - 12).ok().map(Key::F),
        _ => None,
    }
}

/// `ESC [` parameters and a final byte.
fn csi(bytes: &[u8]) -> Step {
    let body = bytes.get(2..).unwrap_or_default();
    // The Linux console writes F1 to F5 with a second bracket.
    if let [b'[', letter, ..] = body {
        let number = letter.wrapping_sub(b'A').wrapping_add(1);
        return Step::Whole(4, (1..=5).contains(&number).then_some(Key::F(number)).and_then(key));
    }
    if matches!(body, [b'[']) {
        return Step::Partial;
    }
    if let [b'M', rest @ ..] = body {
        return if rest.len() < 3 { Step::Partial } else { Step::Whole(6, None) };
    }
    let Some(length) = body.iter().position(|byte| !(0x20..=0x3F).contains(byte)) else {
        return Step::Partial;
    };
    let used = length + 3;
    let (parameters, last) = (body.get(..length).unwrap_or_default(), body.get(length).copied());
    match last {
        // Not a sequence after all: what broke it is read on its own.
        None | Some(0..=0x1F | 0x7F..) => Step::Whole(length + 2, None),
        Some(b'~') if parameters == b"200" => Step::Paste,
        Some(last @ (b'M' | b'm')) if parameters.first() == Some(&b'<') => {
            Step::Whole(used, mouse(parameters, last == b'M').map(Input::Mouse))
        }
        Some(last) => Step::Whole(used, csi_key(parameters, last)),
    }
}

fn numbers(parameters: &[u8]) -> Vec<u16> {
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    text.trim_start_matches('<').split(';').map(|number| number.parse().unwrap_or(0)).collect()
}

fn csi_key(parameters: &[u8], last: u8) -> Option<Input> {
    let numbers = numbers(parameters);
    let first = numbers.first().copied().unwrap_or_default();
    // 1 and the modifiers added up: 1 shift, 2 alt, 4 ctrl.
    let held = numbers.get(1).copied().unwrap_or(1).saturating_sub(1);
    let key = match last {
        b'Z' => Some(Key::BackTab),
        b'~' => numbered_key(first),
        // Not R: that is how a terminal answers where the cursor is.
        b'P' | b'Q' | b'S' => Some(Key::F(last - b'P' + 1)),
        _ => cursor_key(last),
    }?;
    Some(Input::Key(Chord { key, ctrl: held & 4 != 0, alt: held & 2 != 0 }))
}

/// `ESC [ < button ; column ; row M`, counted from 1.
fn mouse(parameters: &[u8], pressed: bool) -> Option<Mouse> {
    let numbers = numbers(parameters);
    let &[button, column, row] = numbers.as_slice() else { return None };
    // Shift, alt and ctrl do not matter; a moving mouse (32) does nothing.
    let kind = match button & !0b1_1100 {
        0 if pressed => MouseKind::Press,
        64 => MouseKind::WheelUp,
        65 => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, at: Position { x: column.saturating_sub(1), y: row.saturating_sub(1) } })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8]) -> Vec<Input> {
        Decoder::default().feed(bytes)
    }

    fn chord(written: &str) -> Input {
        Input::Key(Chord::parse(written).unwrap())
    }

    #[test]
    fn keys_as_terminals_write_them() {
        for (bytes, keys) in [
            (&b"q"[..], &["q"][..]),
            ("も、".as_bytes(), &["も", "、"]),
            (b"\x1B", &["esc"]),
            (b"\x1B\x1B[A", &["esc", "up"]),
            (b"\x1B[A\x1BOB\x1B[1;5C", &["up", "down", "ctrl-right"]),
            (b"\x1B[5~\x1B[6~\x1B[H\x1B[4~\x1B[Z", &["pageup", "pagedown", "home", "end", "backtab"]),
            (b"\x1B[24~\x1BOP\x1B[[B", &["f12", "f1", "f2"]),
            (b"\x04\x1A\r\t\x7F", &["ctrl-d", "ctrl-z", "enter", "tab", "backspace"]),
            (b"\x1Bx", &["alt-x"]),
        ] {
            let keys: Vec<Input> = keys.iter().map(|written| chord(written)).collect();
            assert_eq!(decoded(bytes), keys, "{bytes:?}");
        }
    }

    #[test]
    fn the_mouse_counts_from_zero() {
        let at = Position { x: 4, y: 2 };
        assert_eq!(decoded(b"\x1B[<0;5;3M"), [Input::Mouse(Mouse { kind: MouseKind::Press, at })]);
        assert_eq!(decoded(b"\x1B[<65;5;3M"), [Input::Mouse(Mouse { kind: MouseKind::WheelDown, at })]);
        assert_eq!(decoded(b"\x1B[<0;5;3m\x1B[<35;5;3M"), []);
    }

    #[test]
    fn a_paste_is_one_input_and_nothing_in_it_is_a_key() {
        let pasted = "\u{1B}[200~もがみ\u{1B}[A\u{1B}[201~q";
        assert_eq!(decoded(pasted.as_bytes()), [Input::Paste("もがみ\u{1B}[A".into()), chord("q")]);
    }

    #[test]
    fn an_answer_of_the_terminal_is_no_key() {
        assert_eq!(decoded(b"\x1B[12;40R\x1B[?62;22cq"), [chord("q")]);
    }

    proptest! {
        #[test]
        fn pieces_do_not_matter_but_at_an_escape(text in "[a-zもｶﾞ]{0,9}", cut in 0_usize..40) {
            let bytes = format!("\u{1B}[<64;5;3M{text}\u{1B}[200~{text}\u{1B}[201~\u{1B}[6~").into_bytes();
            let cut = cut.min(bytes.len());
            let mut decoder = Decoder::default();
            let mut inputs = decoder.feed(&bytes[..cut]);
            prop_assume!(bytes[..cut].last() != Some(&ESC) || decoder.paste.is_some());
            inputs.extend(decoder.feed(&bytes[cut..]));
            prop_assert_eq!(inputs, decoded(&bytes));
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = Decoder::default();
            for piece in bytes.chunks(7) {
                decoder.feed(piece);
            }
        }
    }
}
