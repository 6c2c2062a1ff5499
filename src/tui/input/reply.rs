//! Finds the terminal's answers among the keys. Crossterm reads an answer that it does not know as
//! keys: `ESC ] 11 ; rgb : …` as Alt-], 1, 1, ; and so on; on a slow line ESC comes as a key of its own.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// What came in: an answer, or what was none.
#[derive(Debug, PartialEq, Eq)]
pub enum ReplyOrEvent {
    /// Anything that is no answer.
    Event(Event),
    /// The colour of the background, a byte a channel; `None` where the answer names no colour.
    Background(Option<[u8; 3]>),
    /// The column of the cursor, from 1.
    Column(u16),
}

/// No key sequence starts like this: it is a reply, well-formed or not.
const REPLY_PREFIX: &str = "\u{1B}]11;";
/// The longest answer worth waiting for.
const LONGEST: usize = 64;

/// Holds back what may be an answer until that is decided.
#[derive(Debug, Default)]
pub struct ReplyParser {
    held: Vec<Event>,
    text: String,
}

/// What a text is, as far as it goes.
enum ReplyMatch {
    /// No answer.
    None,
    /// Perhaps the beginning of one.
    Partial,
    /// One.
    Complete(ReplyOrEvent),
}

impl ReplyParser {
    /// True while something is held back.
    #[must_use]
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// True where what is held back is an answer for certain, so that it is worth waiting for its end.
    #[must_use]
    pub fn is_reply(&self) -> bool {
        self.text.starts_with(REPLY_PREFIX)
    }

    /// Takes an event; gives what is decided by it, in order.
    pub fn take(&mut self, event: Event) -> Vec<ReplyOrEvent> {
        let Some(letters) = letters(&event) else {
            // A change of size, say, comes between two bytes: it is not for this to judge.
            let is_key = matches!(event, Event::Key(_));
            let mut heard = if is_key { self.flush() } else { Vec::new() };
            heard.push(ReplyOrEvent::Event(event));
            return heard;
        };
        if !self.is_holding() && !letters.starts_with('\u{1B}') {
            return vec![ReplyOrEvent::Event(event)];
        }
        self.text.push_str(&letters);
        match reading(&self.text) {
            ReplyMatch::Partial if self.text.len() <= LONGEST => {
                self.held.push(event);
                Vec::new()
            }
            ReplyMatch::Complete(answer) => {
                self.clear();
                vec![answer]
            }
            ReplyMatch::Partial | ReplyMatch::None => {
                self.text.truncate(self.text.len() - letters.len());
                let was_holding = self.is_holding();
                let mut heard = self.flush();
                // What ended it may be the beginning of the next one.
                heard.extend(if was_holding { self.take(event) } else { vec![ReplyOrEvent::Event(event)] });
                heard
            }
        }
    }

    /// Nothing more comes: gives what was held back, keys after all; half an answer goes.
    pub fn flush(&mut self) -> Vec<ReplyOrEvent> {
        let keys = if self.is_reply() { Vec::new() } else { std::mem::take(&mut self.held) };
        self.clear();
        keys.into_iter().map(ReplyOrEvent::Event).collect()
    }

    fn clear(&mut self) {
        self.held.clear();
        self.text.clear();
    }
}

/// The letters that a key came from, where an answer could have them.
fn letters(event: &Event) -> Option<String> {
    let Event::Key(KeyEvent { code, modifiers, .. }) = event else { return None };
    let modifiers = modifiers.difference(KeyModifiers::SHIFT);
    if *code == KeyCode::Esc && modifiers.is_empty() {
        return Some("\u{1B}".to_owned());
    }
    let KeyCode::Char(letter) = *code else { return None };
    if modifiers.is_empty() {
        Some(letter.to_string())
    } else if modifiers == KeyModifiers::ALT {
        Some(format!("\u{1B}{letter}"))
    } else if modifiers == KeyModifiers::CONTROL && letter == 'g' {
        Some("\u{7}".to_owned())
    } else {
        None
    }
}

fn reading(text: &str) -> ReplyMatch {
    if REPLY_PREFIX.starts_with(text) || "\u{1B}[".starts_with(text) {
        return ReplyMatch::Partial;
    }
    if let Some(body) = text.strip_prefix(REPLY_PREFIX) {
        let ends = ["\u{7}", "\u{1B}\\"];
        return match ends.iter().find_map(|end| body.strip_suffix(end)) {
            Some(colour) => ReplyMatch::Complete(ReplyOrEvent::Background(colour_of(colour))),
            // Only its own end may follow an escape.
            None if body.trim_end_matches('\u{1B}').contains('\u{1B}') => ReplyMatch::None,
            None => ReplyMatch::Partial,
        };
    }
    text.strip_prefix("\u{1B}[").map_or(ReplyMatch::None, place)
}

/// `1;3R`: the cursor's line and column.
fn place(body: &str) -> ReplyMatch {
    let (numbers, ended) = body.strip_suffix('R').map_or((body, false), |numbers| (numbers, true));
    let parts: Vec<&str> = numbers.split(';').collect();
    let digits = |part: &&str| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() > 2 || !parts.iter().all(digits) {
        return ReplyMatch::None;
    }
    match (ended, parts.as_slice()) {
        (false, _) => ReplyMatch::Partial,
        (true, [_, column]) => column
            .parse()
            .map_or(ReplyMatch::None, |column| ReplyMatch::Complete(ReplyOrEvent::Column(column))),
        (true, _) => ReplyMatch::None,
    }
}

/// `rgb:RR/GG/BB` or `rgba:RR/GG/BB/AA`, one to four hexadecimal digits a channel, as a byte a channel.
fn colour_of(text: &str) -> Option<[u8; 3]> {
    let (form, channels) = text.split_once(':')?;
    let channels: Vec<&str> = channels.split('/').collect();
    let wanted = match form {
        "rgb" => 3,
        "rgba" => 4,
        _ => return None,
    };
    if channels.len() != wanted {
        return None;
    }
    let byte = |channel: &str| {
        let digits = u32::try_from(channel.len()).ok().filter(|digits| (1..=4).contains(digits))?;
        let is_hex = channel.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = u32::from_str_radix(channel, 16).ok().filter(|_| is_hex)?;
        u8::try_from(value * 255 / (16_u32.pow(digits) - 1)).ok()
    };
    let bytes: Option<Vec<u8>> = channels.iter().map(|channel| byte(channel)).collect();
    bytes?.get(..3)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// The events that crossterm makes of these letters when they come at once; ESC and what follows
    /// it in pieces where `slow`.
    fn events(text: &str, slow: bool) -> Vec<Event> {
        let mut events = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            events.push(match letter {
                '\u{1B}' if slow => key(KeyCode::Esc, KeyModifiers::NONE),
                '\u{1B}' => match letters.next() {
                    Some(next) => key(KeyCode::Char(next), KeyModifiers::ALT),
                    None => key(KeyCode::Esc, KeyModifiers::NONE),
                },
                '\u{7}' => key(KeyCode::Char('g'), KeyModifiers::CONTROL),
                letter if letter.is_uppercase() => key(KeyCode::Char(letter), KeyModifiers::SHIFT),
                letter => key(KeyCode::Char(letter), KeyModifiers::NONE),
            });
        }
        events
    }

    fn heard(events: impl IntoIterator<Item = Event>) -> Vec<ReplyOrEvent> {
        let mut listener = ReplyParser::default();
        let mut heard: Vec<ReplyOrEvent> =
            events.into_iter().flat_map(|event| listener.take(event)).collect();
        heard.extend(listener.flush());
        heard
    }

    fn keys(events: Vec<Event>) -> Vec<ReplyOrEvent> {
        events.into_iter().map(ReplyOrEvent::Event).collect()
    }

    #[test]
    fn a_background_is_heard_in_every_form_that_terminals_give_it() {
        for (answer, rgb) in [
            ("\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", [0x1e; 3]),
            ("\u{1B}]11;rgb:FFFF/ffff/FFFF\u{7}", [255; 3]),
            ("\u{1B}]11;rgb:fd/f6/e3\u{1B}\\", [0xfd, 0xf6, 0xe3]),
            ("\u{1B}]11;rgb:f/0/8\u{7}", [255, 0, 136]),
            ("\u{1B}]11;rgb:fff/000/800\u{7}", [255, 0, 127]),
            ("\u{1B}]11;rgba:0000/2b2b/3636/ffff\u{7}", [0, 0x2b, 0x36]),
        ] {
            for slow in [false, true] {
                assert_eq!(heard(events(answer, slow)), [ReplyOrEvent::Background(Some(rgb))], "{answer:?}");
            }
        }
    }

    #[test]
    fn a_place_that_comes_in_pieces_is_heard() {
        assert_eq!(heard(events("\u{1B}[1;3R", true)), [ReplyOrEvent::Column(3)]);
    }

    #[test]
    fn an_answer_that_says_nothing_is_no_keys_either() {
        for answer in [
            "\u{1B}]11;?\u{7}",
            "\u{1B}]11;rgb:zz/00/00\u{7}",
            "\u{1B}]11;\u{1B}\\",
            "\u{1B}]11;rgb:1/2\u{7}",
        ] {
            assert_eq!(heard(events(answer, false)), [ReplyOrEvent::Background(None)], "{answer:?}");
        }
        // Cut off in the middle, for ever.
        assert_eq!(heard(events("\u{1B}]11;rgb:1e1e/1e", false)), []);
        let endless = events(&format!("\u{1B}]11;{}", "x".repeat(200)), false);
        assert!(heard(endless).len() > 100, "what follows is keys again");
    }

    #[test]
    fn keys_that_only_begin_like_an_answer_stay_keys() {
        for typed in [
            "\u{1B}]",
            "\u{1B}]1j",
            "\u{1B}]11",
            "\u{1B}jk",
            "\u{1B}[",
            "\u{1B}[1",
            "\u{1B}[1;2x",
            "\u{1B}\u{1B}]",
            "]11;",
        ] {
            for slow in [false, true] {
                let events = events(typed, slow);
                assert_eq!(heard(events.clone()), keys(events), "{typed:?} {slow}");
            }
        }
        let enter = key(KeyCode::Enter, KeyModifiers::NONE);
        let mut typed = events("\u{1B}]1", false);
        typed.push(enter);
        assert_eq!(heard(typed.clone()), keys(typed));
    }

    #[test]
    fn what_comes_between_the_bytes_of_an_answer_goes_through() {
        let mut mixed = events("\u{1B}]11;rgb:0/0/0\u{7}", false);
        mixed.insert(5, Event::Resize(80, 24));
        assert_eq!(
            heard(mixed),
            [ReplyOrEvent::Event(Event::Resize(80, 24)), ReplyOrEvent::Background(Some([0; 3]))]
        );
    }

    proptest! {
        #[test]
        fn no_key_is_lost_and_none_made_up(
            before in "[a-z\u{1B}\\]\\[1;もR]{0,8}",
            after in "[a-z\u{1B}\\]もR]{0,8}",
            slow in any::<bool>(),
        ) {
            prop_assume!(!before.ends_with('\u{1B}'));
            let typed = events(&before, slow);
            let typed_after = events(&after, slow);
            let answer = events("\u{1B}]11;rgb:0/0/0\u{7}", slow);
            let all = [typed.clone(), answer, typed_after.clone()].concat();
            let (answers, rest): (Vec<_>, Vec<_>) =
                heard(all).into_iter().partition(|it| matches!(it, ReplyOrEvent::Background(_) | ReplyOrEvent::Column(_)));
            prop_assert!(answers.contains(&ReplyOrEvent::Background(Some([0; 3]))));
            // A place may have been typed letter by letter: that is all that may be missing.
            if answers.len() == 1 {
                prop_assert_eq!(rest, keys([typed, typed_after].concat()));
            }
        }
    }
}
