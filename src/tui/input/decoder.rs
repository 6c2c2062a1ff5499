//! Decodes what a terminal sends into events, in whatever pieces it comes.
//!
//! crossterm takes a sequence that it does not know, or that a slow line has cut, for Esc and letters. Here a
//! sequence is never keys: what is unknown, unfinished or a reply to someone else is dropped whole.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::sequences::{colour_of, mouse, numbers, plain_numbers, sequence_key, text_key};

/// What a terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// A key, a paste or the mouse.
    Event(Event),
    /// The colour of the background, a byte a channel; `None` if the reply has none.
    Background(Option<[u8; 3]>),
    /// The position of the cursor, from 1, or F3 with a modifier: they have the same bytes.
    Cursor {
        /// The line.
        row: u16,
        /// The column.
        column: u16,
    },
}

/// After this pause Esc is a key, and so are Alt and the letters that could begin a sequence.
const KEY_TIMEOUT: Duration = Duration::from_millis(100);
/// After this pause an unfinished sequence is dropped and an unfinished paste is complete.
const SEQUENCE_TIMEOUT: Duration = Duration::from_secs(2);
/// The bytes kept of a sequence; the rest of a longer one is dropped.
const LONGEST: usize = 256;
const PASTE_END: &[u8] = b"\x1B[201~";
/// The bytes kept of a paste; the rest of a longer one is dropped.
const LONGEST_PASTE: usize = 1 << 20;

/// The state between two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Outside of any sequence, or inside a UTF-8 character.
    #[default]
    Text,
    /// After ESC, or after several.
    Escape,
    /// After `ESC [`.
    Csi,
    /// After `ESC O`.
    Ss3,
    /// After `ESC [ [`, which begins the function keys of the Linux console.
    LinuxFunction,
    /// After `ESC ] P X ^ _`: a string that BEL or `ESC \` ends.
    String,
    /// After ESC inside of a string.
    StringEscape,
    /// Inside of a bracketed paste.
    Paste,
    /// So many bytes before the end of a mouse report in the oldest encoding.
    OldMouse(u8),
}

/// Decodes bytes into events.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// The bytes of the sequence after its introducer, of the character or of the paste.
    body: Vec<u8>,
    /// The character that followed ESC into the state.
    introducer: u8,
    /// The number of ESC bytes before the sequence.
    escapes: usize,
    decoded: Vec<Decoded>,
}

impl Decoder {
    /// Decodes the next bytes; what they leave unfinished is kept.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Decoded> {
        for byte in bytes {
            self.push_byte(*byte);
        }
        std::mem::take(&mut self.decoded)
    }

    /// How long to wait for the next byte before [`Decoder::flush`]; `None` if nothing is unfinished.
    #[must_use]
    pub fn timeout(&self) -> Option<Duration> {
        if self.state == State::Text && self.body.is_empty() {
            return None;
        }
        let may_be_key = self.state == State::Escape || self.is_bare_introducer();
        Some(if may_be_key { KEY_TIMEOUT } else { SEQUENCE_TIMEOUT })
    }

    /// Ends what is unfinished: Esc and Alt with a letter are keys, a paste is complete, a sequence is dropped.
    pub fn flush(&mut self) -> Vec<Decoded> {
        if self.state == State::Escape {
            self.press_escapes_before(0);
        } else if self.is_bare_introducer() {
            self.key(KeyCode::Char(self.introducer.into()), KeyModifiers::ALT);
        } else if self.state == State::Paste {
            self.end_paste(self.body.len());
        }
        self.reset();
        std::mem::take(&mut self.decoded)
    }

    /// True after ESC and a letter that begins a sequence, which is a key with Alt if nothing follows.
    fn is_bare_introducer(&self) -> bool {
        matches!(self.state, State::Csi | State::Ss3 | State::String) && self.body.is_empty()
    }

    fn reset(&mut self) {
        self.state = State::Text;
        self.escapes = 0;
        self.body.clear();
    }

    fn push_byte(&mut self, byte: u8) {
        match self.state {
            State::Text => self.push_text(byte),
            State::Escape => self.push_escape(byte),
            State::Paste => {
                if self.body.len() == LONGEST_PASTE + PASTE_END.len() {
                    // The last ones may be those of the end.
                    self.body.remove(LONGEST_PASTE);
                }
                self.body.push(byte);
                if self.body.ends_with(PASTE_END) {
                    self.end_paste(self.body.len() - PASTE_END.len());
                    self.reset();
                }
            }
            State::OldMouse(left) => match left.checked_sub(1) {
                Some(0) | None => self.reset(),
                Some(left) => self.state = State::OldMouse(left),
            },
            State::StringEscape if byte == b'\\' => {
                self.end_string();
                self.reset();
            }
            State::StringEscape => {
                self.begin_escape();
                self.push_byte(byte);
            }
            State::String => match byte {
                0x1B => self.state = State::StringEscape,
                0x07 => {
                    self.end_string();
                    self.reset();
                }
                // No string contains these: someone presses keys after one that has no end.
                0x00..0x20 | 0x7F => self.restart_with(byte),
                0x20.. => self.keep(byte),
            },
            State::Csi | State::Ss3 | State::LinuxFunction => match byte {
                0x1B => self.begin_escape(),
                b'[' if self.state == State::Csi && self.body.is_empty() => self.state = State::LinuxFunction,
                0x20..0x40 => self.keep(byte),
                0x40..0x7F => self.end_sequence(byte),
                0x00..0x20 | 0x7F.. => self.restart_with(byte),
            },
        }
    }

    fn keep(&mut self, byte: u8) {
        if self.body.len() < LONGEST {
            self.body.push(byte);
        }
    }

    /// Drops the sequence, and takes the byte for the beginning of something else.
    fn restart_with(&mut self, byte: u8) {
        self.reset();
        self.push_byte(byte);
    }

    fn begin_escape(&mut self) {
        self.reset();
        self.state = State::Escape;
        self.escapes = 1;
    }

    fn push_text(&mut self, byte: u8) {
        if byte == 0x1B {
            return self.begin_escape();
        }
        self.body.push(byte);
        match std::str::from_utf8(&self.body) {
            Ok(text) => {
                let alt = if self.escapes > 0 { KeyModifiers::ALT } else { KeyModifiers::NONE };
                if let Some((code, modifiers)) = text.chars().next().map(text_key) {
                    self.key(code, modifiers | alt);
                }
                self.reset();
            }
            // The character goes on in the next byte.
            Err(error) if error.error_len().is_none() => {}
            Err(_) if self.body.len() > 1 => self.restart_with(byte),
            Err(_) => self.reset(),
        }
    }

    fn push_escape(&mut self, byte: u8) {
        let state = match byte {
            0x1B => {
                self.escapes += 1;
                return;
            }
            b'[' => State::Csi,
            b'O' => State::Ss3,
            b']' | b'P' | b'X' | b'^' | b'_' => State::String,
            _ => {
                self.press_escapes_before(1);
                self.state = State::Text;
                return self.push_text(byte);
            }
        };
        self.press_escapes_before(2);
        (self.state, self.introducer) = (state, byte);
    }

    /// Decodes all ESC bytes but the last ones as keys; those are the sequence's and its Alt.
    fn press_escapes_before(&mut self, last: usize) {
        for _ in last..self.escapes {
            self.key(KeyCode::Esc, KeyModifiers::NONE);
        }
        self.escapes = self.escapes.min(last);
    }

    /// Interprets `ESC [ … byte` or `ESC O … byte`.
    fn end_sequence(&mut self, byte: u8) {
        if self.state == State::LinuxFunction {
            if let b'A'..=b'E' = byte {
                self.key(KeyCode::F(byte - b'A' + 1), KeyModifiers::NONE);
            }
            return self.reset();
        }
        let body = std::mem::take(&mut self.body);
        let alt = if self.escapes > 1 { KeyModifiers::ALT } else { KeyModifiers::NONE };
        let is_csi = self.state == State::Csi;
        self.reset();
        if let Some(report) = body.strip_prefix(b"<") {
            if let Some(event) = mouse(&numbers(report), byte == b'm') {
                self.decoded.push(Decoded::Event(Event::Mouse(event)));
            }
            return;
        }
        let Some(numbers) = plain_numbers(&body) else { return };
        match (is_csi, byte, numbers.as_slice()) {
            (true, b'~', [200]) => self.state = State::Paste,
            (true, b'M', []) => self.state = State::OldMouse(3),
            (true, b'M', [button, column, row]) => {
                let report = [button.saturating_sub(32), *column, *row];
                self.decoded.extend(mouse(&report, false).map(|event| Decoded::Event(Event::Mouse(event))));
            }
            (true, b'R', [row, column]) => self.decoded.push(Decoded::Cursor { row: *row, column: *column }),
            (_, _, numbers) => {
                if let Some((code, modifiers)) = sequence_key(byte, numbers) {
                    self.key(code, modifiers | alt);
                }
            }
        }
    }

    fn end_string(&mut self) {
        if self.introducer != b']' {
            return;
        }
        if let Some(colour) = self.body.strip_prefix(b"11;") {
            let colour = std::str::from_utf8(colour).ok().and_then(colour_of);
            self.decoded.push(Decoded::Background(colour));
        }
    }

    fn end_paste(&mut self, length: usize) {
        let text = self.body.get(..length).unwrap_or_default();
        self.decoded.push(Decoded::Event(Event::Paste(String::from_utf8_lossy(text).into_owned())));
    }

    fn key(&mut self, code: KeyCode, modifiers: KeyModifiers) {
        self.decoded.push(Decoded::Event(Event::Key(KeyEvent::new(code, modifiers))));
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::super::sequences::f3_of_report;
    use super::*;

    /// Replies to requests of anyone: colours, the clipboard, attributes, modes, versions, graphics.
    const REPLIES: [&[u8]; 22] = [
        b"\x1B]4;7;rgb:e5e5/e5e5/e5e5\x07",
        b"\x1B]10;rgb:ffff/ffff/ffff\x1B\\",
        b"\x1B]11;rgb:1e1e/1e1e/1e1e\x1B\\",
        b"\x1B]11;rgb:1e1e/1e1e/1e1e\x07",
        b"\x1B]52;c;44KC44GM44G/\x1B\\",
        b"\x1B]l\xE3\x82\x82\xE3\x81\x8C\x1B\\",
        b"\x1B[?62;22;52c",
        b"\x1B[>41;354;0c",
        b"\x1BP!|00000000\x1B\\",
        b"\x1B[0n",
        b"\x1B[?2026;2$y",
        b"\x1B[12;2$y",
        b"\x1B[?997;1n",
        b"\x1BP1$r0m\x1B\\",
        b"\x1BP>|XTerm(390)\x1B\\",
        b"\x1BP1+r544e=787465726d\x1B\\",
        b"\x1B_Gi=31;OK\x1B\\",
        b"\x1B^private\x1B\\",
        b"\x1BXstring\x1B\\",
        b"\x1B[?1u",
        b"\x1B[4;600;800t",
        b"\x1B[8;24;80t",
    ];

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Decoded {
        Decoded::Event(Event::Key(KeyEvent::new(code, modifiers)))
    }

    fn plain(code: KeyCode) -> Decoded {
        key(code, KeyModifiers::NONE)
    }

    /// Everything that these bytes are, with a pause at their end.
    fn decode(bytes: &[u8]) -> Vec<Decoded> {
        let mut decoder = Decoder::default();
        let mut decoded = decoder.push(bytes);
        decoded.extend(decoder.flush());
        decoded
    }

    #[test]
    fn keys_are_decoded_as_terminals_send_them() {
        let (shift, alt, control) = (KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL);
        for (bytes, expected) in [
            ("j", plain(KeyCode::Char('j'))),
            ("も", plain(KeyCode::Char('も'))),
            ("\r", plain(KeyCode::Enter)),
            ("\t", plain(KeyCode::Tab)),
            ("\u{7F}", plain(KeyCode::Backspace)),
            ("\u{3}", key(KeyCode::Char('c'), control)),
            ("\0", key(KeyCode::Char(' '), control)),
            ("\u{1F}", key(KeyCode::Char('7'), control)),
            ("\u{1B}", plain(KeyCode::Esc)),
            ("\u{1B}[A", plain(KeyCode::Up)),
            ("\u{1B}OD", plain(KeyCode::Left)),
            ("\u{1B}[1;5C", key(KeyCode::Right, control)),
            ("\u{1B}[1;4H", key(KeyCode::Home, alt | shift)),
            ("\u{1B}[3~", plain(KeyCode::Delete)),
            ("\u{1B}[5;2~", key(KeyCode::PageUp, shift)),
            ("\u{1B}[15~", plain(KeyCode::F(5))),
            ("\u{1B}[24~", plain(KeyCode::F(12))),
            ("\u{1B}OP", plain(KeyCode::F(1))),
            ("\u{1B}[[B", plain(KeyCode::F(2))),
            ("\u{1B}[Z", key(KeyCode::BackTab, shift)),
            ("\u{1B}[a", key(KeyCode::Up, shift)),
            ("\u{1B}b", key(KeyCode::Char('b'), alt)),
            ("\u{1B}も", key(KeyCode::Char('も'), alt)),
            ("\u{1B}\r", key(KeyCode::Enter, alt)),
            ("\u{1B}\u{7F}", key(KeyCode::Backspace, alt)),
            ("\u{1B}\u{1B}[D", key(KeyCode::Left, alt)),
            ("\u{1B}\u{1B}OC", key(KeyCode::Right, alt)),
            ("\u{1B}[", key(KeyCode::Char('['), alt)),
            ("\u{1B}O", key(KeyCode::Char('O'), alt)),
            ("\u{1B}]", key(KeyCode::Char(']'), alt)),
            ("\u{1B}[99;5u", key(KeyCode::Char('c'), control)),
            ("\u{1B}[27;2:1u", key(KeyCode::Esc, shift)),
            ("\u{1B}[27;5;13~", key(KeyCode::Enter, control)),
        ] {
            assert_eq!(decode(bytes.as_bytes()), [expected], "{bytes:?}");
        }
        assert_eq!(decode(b"\x1B\x1B"), [plain(KeyCode::Esc), plain(KeyCode::Esc)]);
        assert_eq!(decode(b"\x1B[27;1:3u"), [], "Esc went up");
        let esc = || plain(KeyCode::Esc);
        assert_eq!(decode(b"\x1B\x1B\x1B[I"), [esc()], "Alt belongs to a sequence that is no key");
        assert_eq!(decode(b"\x1B\x1Bq"), [esc(), key(KeyCode::Char('q'), alt)]);
        assert_eq!(f3_of_report(1, 2), Some(Event::Key(KeyEvent::new(KeyCode::F(3), shift))));
        assert_eq!(f3_of_report(4, 2), None);
    }

    #[test]
    fn of_an_endless_paste_the_beginning_is_kept_and_its_end_is_found() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.push(b"\x1B[200~"), []);
        for _ in 0..LONGEST_PASTE {
            assert_eq!(decoder.push(b"abc"), []);
        }
        assert!(decoder.body.capacity() <= 4 * LONGEST_PASTE, "{}", decoder.body.capacity());
        let decoded = decoder.push(b"\x1B[201~j");
        let [Decoded::Event(Event::Paste(text)), next] = decoded.as_slice() else {
            panic!("{}", decoded.len())
        };
        assert!(text.starts_with("abcabc") && text.len() == LONGEST_PASTE, "{}", text.len());
        assert_eq!(*next, plain(KeyCode::Char('j')));
    }

    #[test]
    fn the_mouse_is_decoded_in_every_encoding_that_has_a_place() {
        let mouse = |kind, column, row| {
            Decoded::Event(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
        };
        let left = MouseButton::Left;
        assert_eq!(decode(b"\x1B[<0;3;4M"), [mouse(MouseEventKind::Down(left), 2, 3)]);
        assert_eq!(decode(b"\x1B[<0;3;4m"), [mouse(MouseEventKind::Up(left), 2, 3)]);
        assert_eq!(decode(b"\x1B[<32;300;4M"), [mouse(MouseEventKind::Drag(left), 299, 3)]);
        assert_eq!(decode(b"\x1B[<65;3;4M"), [mouse(MouseEventKind::ScrollDown, 2, 3)]);
        assert_eq!(decode(b"\x1B[32;3;4M"), [mouse(MouseEventKind::Down(left), 2, 3)]);
        // The oldest one is ambiguous beyond 95 columns: it is dropped, its letters with it.
        assert_eq!(decode(b"\x1B[M !!j"), [plain(KeyCode::Char('j'))]);
        for nowhere in ["\x1B[<0;0;0M", "\x1B[<0M", "\x1B[<;;M", "\x1B[<300;1;1M"] {
            assert_eq!(decode(nowhere.as_bytes()), [], "{nowhere:?}");
        }
    }

    #[test]
    fn a_background_is_decoded_in_every_form_that_terminals_give_it() {
        for (reply, rgb) in [
            ("\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", Some([0x1e; 3])),
            ("\u{1B}]11;rgb:FFFF/ffff/FFFF\u{7}", Some([255; 3])),
            ("\u{1B}]11;rgb:fd/f6/e3\u{1B}\\", Some([0xfd, 0xf6, 0xe3])),
            ("\u{1B}]11;rgb:f/0/8\u{7}", Some([255, 0, 136])),
            ("\u{1B}]11;rgb:fff/000/800\u{7}", Some([255, 0, 127])),
            ("\u{1B}]11;rgba:0000/2b2b/3636/ffff\u{7}", Some([0, 0x2b, 0x36])),
            ("\u{1B}]11;?\u{7}", None),
            ("\u{1B}]11;rgb:zz/00/00\u{7}", None),
            ("\u{1B}]11;\u{1B}\\", None),
            ("\u{1B}]11;rgb:1/2\u{7}", None),
        ] {
            assert_eq!(decode(reply.as_bytes()), [Decoded::Background(rgb)], "{reply:?}");
        }
        assert_eq!(decode(b"\x1B[1;3R"), [Decoded::Cursor { row: 1, column: 3 }]);
    }

    #[test]
    fn a_paste_is_one_event_whatever_is_in_it_and_however_it_ends() {
        let paste = |text: &str| [Decoded::Event(Event::Paste(text.to_owned()))];
        assert_eq!(decode("\x1B[200~も\x1B[Aq\r\x1B[201~".as_bytes()), paste("も\x1B[Aq\r"));
        assert_eq!(decode(b"\x1B[200~unended"), paste("unended"));
    }

    #[test]
    fn a_key_ends_a_reply_that_has_no_end() {
        for unended in ["\x1B]11;rgb:1e1e/1e", "\x1BP1$r", "\x1B_Gi=31", "\x1B[?2026;2$"] {
            assert_eq!(decode(unended.as_bytes()), [], "{unended:?}");
            let with = |key: &str| decode(format!("{unended}{key}j").as_bytes());
            assert_eq!(with("\r"), [plain(KeyCode::Enter), plain(KeyCode::Char('j'))], "{unended:?}");
            assert_eq!(with("\x1B[A"), [plain(KeyCode::Up), plain(KeyCode::Char('j'))], "{unended:?}");
        }
    }

    #[test]
    fn the_memory_of_a_sequence_is_bounded() {
        let mut decoder = Decoder::default();
        for introducer in ["\x1B]11;", "\x1B[", "\x1BP"] {
            assert_eq!(decoder.push(introducer.as_bytes()), []);
            assert_eq!(decoder.push(&[b'1'; 1_000_000]), []);
            assert!(decoder.body.capacity() <= 2 * LONGEST);
            decoder.flush();
        }
    }

    proptest! {
        #[test]
        fn a_reply_in_any_pieces_is_no_key(
            replies in vec(select(REPLIES.to_vec()), 1..4),
            cuts in vec(any::<prop::sample::Index>(), 0..8),
            before in "[a-zも]{0,4}",
            after in "[a-zも]{0,4}",
        ) {
            let mut decoder = Decoder::default();
            let bytes = [before.as_bytes(), &replies.concat(), after.as_bytes()].concat();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let mut decoded = Vec::new();
            for pair in cuts.windows(2) {
                decoded.extend(decoder.push(&bytes[pair[0]..pair[1]]));
            }
            prop_assert_eq!(decoder.timeout(), None, "nothing is left unfinished");
            decoded.retain(|decoded| matches!(decoded, Decoded::Event(_)));
            let typed = before.chars().chain(after.chars());
            prop_assert_eq!(decoded, typed.map(|letter| plain(KeyCode::Char(letter))).collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_decoded_and_keys_work_after_a_pause(bytes in vec(any::<u8>(), 0..64)) {
            let mut decoder = Decoder::default();
            decoder.push(&bytes);
            decoder.flush();
            prop_assert_eq!(decoder.push(b"\x1B[Aj"), [plain(KeyCode::Up), plain(KeyCode::Char('j'))]);
        }
    }
}
