//! The thread that reads the terminal, and its events as inputs.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Size};

use crate::config::{Chord, Key};
use crate::lang::Reason;

#[cfg(unix)]
use super::kinds::Signal;
use super::kinds::{Input, Mouse, MouseKind};
use super::reader::{Reader, Replies, Requests};

/// Sends the requests to the terminal and starts the thread that reads it; the thread lives as long as the
/// process. It reads what is there, sends it as one burst, and reads on only on a message through `go_on`: in
/// between, the terminal's input can be another program's, and not a key of it is taken away.
///
/// # Errors
/// If the terminal cannot be opened or the thread cannot be started.
pub fn start(
    inputs: &Sender<Input>,
    requests: Requests,
    go_on: Receiver<()>,
    out: &mut impl Write,
) -> io::Result<Replies> {
    let mut reader = Reader::open(requests, inputs.clone(), out)?;
    let replies = reader.replies();
    let inputs = inputs.clone();
    thread::Builder::new().name("events".to_owned()).spawn(move || {
        let mut presses = QuickPresses::default();
        while go_on.recv().is_ok() {
            let input = match reader.read() {
                Ok(events) => {
                    let events = events.into_iter().filter_map(input_of);
                    Input::Burst(events.map(|input| presses.classify(input, Instant::now())).collect())
                }
                Err(error) => ending(&error),
            };
            // The channel is closed only once the browser is.
            let _ = inputs.send(input);
        }
    })?;
    Ok(replies)
}

/// The input for a terminal that cannot be read. If it is gone, that is the signal that the system sends to
/// the processes which the terminal controls.
fn ending(error: &io::Error) -> Input {
    #[cfg(unix)]
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return Input::Signal(Signal::End(signal_hook::consts::SIGHUP));
    }
    Input::Failed(Reason::from(error))
}

/// Two presses are one double press within so long.
const DOUBLE: Duration = Duration::from_millis(400);
/// Two digits are one number within so long.
const NUMBER: Duration = Duration::from_millis(700);

/// Recognises what a terminal gives as two presses: double presses of the mouse, by their time and place, and the
/// second digit of a number, by its time.
#[derive(Debug, Default)]
struct QuickPresses {
    last: Option<(Instant, Position)>,
    last_digit: Option<Instant>,
}

impl QuickPresses {
    fn classify(&mut self, input: Input, now: Instant) -> Input {
        let within = |then: Instant, limit| now.duration_since(then) <= limit;
        let last_digit = self.last_digit.take();
        if let Input::Mouse(Mouse { kind: MouseKind::Press, at }) = input {
            let again = self.last.is_some_and(|(then, place)| place == at && within(then, DOUBLE));
            // A third one begins anew.
            self.last = (!again).then_some((now, at));
            let kind = if again { MouseKind::DoublePress } else { MouseKind::Press };
            return Input::Mouse(Mouse { kind, at });
        }
        let Input::Key(chord) = input else { return input };
        if !is_digit(chord) {
            return input;
        }
        self.last_digit = Some(now);
        let quick = last_digit.is_some_and(|then| within(then, NUMBER));
        if quick { Input::QuickDigit(chord) } else { input }
    }
}

/// True for a digit, full-width ones included.
fn is_digit(chord: Chord) -> bool {
    chord.without_input_method().typed_letter().is_some_and(|letter| letter.is_ascii_digit())
}

fn input_of(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord_of(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Mouse(mouse) => mouse_of(mouse).map(Input::Mouse),
        Event::Resize(width, height) => Some(Input::Resize(Size { width, height })),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

fn mouse_of(mouse: MouseEvent) -> Option<Mouse> {
    let kind = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        MouseEventKind::Down(_)
        | MouseEventKind::Up(_)
        | MouseEventKind::Drag(_)
        | MouseEventKind::Moved
        | MouseEventKind::ScrollLeft
        | MouseEventKind::ScrollRight => return None,
    };
    Some(Mouse { kind, at: Position { x: mouse.column, y: mouse.row } })
}

/// Terminals send one byte for Ctrl-4 and Ctrl-\, and so on; it comes as the digit, and the sign is what
/// people press.
fn own_sign(key: Key, ctrl: bool) -> Key {
    const SIGNS: [(char, char); 4] = [('4', '\\'), ('5', ']'), ('6', '^'), ('7', '/')];
    let sign = SIGNS.iter().find(|(digit, _)| ctrl && cfg!(unix) && key == Key::Char(*digit));
    sign.map_or(key, |(_, sign)| Key::Char(*sign))
}

fn chord_of(event: KeyEvent) -> Option<Chord> {
    let key = match event.code {
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(number) => Key::F(number),
        KeyCode::Insert => Key::Insert,
        KeyCode::Null
        | KeyCode::CapsLock
        | KeyCode::ScrollLock
        | KeyCode::NumLock
        | KeyCode::PrintScreen
        | KeyCode::Pause
        | KeyCode::Menu
        | KeyCode::KeypadBegin
        | KeyCode::Media(_)
        | KeyCode::Modifier(_) => return None,
    };
    // No command has it, and the key alone would be another.
    if event.modifiers.contains(KeyModifiers::SUPER) {
        return None;
    }
    // AltGr comes as Ctrl and Alt together and types a letter.
    let alt_gr = event.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let held = |modifier| !alt_gr && event.modifiers.contains(modifier);
    let (ctrl, alt) = (held(KeyModifiers::CONTROL), held(KeyModifiers::ALT));
    // Shift is part of what types and of Shift-Tab.
    let is_part = matches!(key, Key::Char(_) | Key::BackTab);
    Some(Chord { key: own_sign(key, ctrl), ctrl, alt, shift: !is_part && held(KeyModifiers::SHIFT) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
        input_of(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn a_key_counts_when_it_goes_down_not_when_it_is_let_go() {
        let mut event = KeyEvent::new(KeyCode::Char('j'), KeyModifiers::NONE);
        let down = Some(Input::Key(Chord::plain(Key::Char('j'))));
        assert_eq!(input_of(Event::Key(event)), down);
        event.kind = KeyEventKind::Repeat;
        assert_eq!(input_of(Event::Key(event)), down);
        event.kind = KeyEventKind::Release;
        assert_eq!(input_of(Event::Key(event)), None);
    }

    #[test]
    fn shift_is_in_the_letter_and_alt_gr_types() {
        assert_eq!(
            key(KeyCode::Char('G'), KeyModifiers::SHIFT),
            Some(Input::Key(Chord::plain(Key::Char('G'))))
        );
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(key(KeyCode::Char('@'), alt_gr), Some(Input::Key(Chord::plain(Key::Char('@')))));
        let control = Chord { ctrl: true, ..Chord::plain(Key::Char('d')) };
        assert_eq!(key(KeyCode::Char('d'), KeyModifiers::CONTROL), Some(Input::Key(control)));
        assert_eq!(key(KeyCode::CapsLock, KeyModifiers::NONE), None);
        let written = |written: &str| Chord::parse(written).map(Input::Key);
        assert_eq!(key(KeyCode::Up, KeyModifiers::SHIFT), written("shift-up"));
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), written("shift-tab"));
        assert_eq!(key(KeyCode::Insert, KeyModifiers::ALT), written("alt-insert"));
        #[cfg(unix)]
        assert_eq!(key(KeyCode::Char('7'), KeyModifiers::CONTROL), written("ctrl-/"));
    }

    #[test]
    fn two_presses_at_once_in_one_place_are_a_double_press() {
        let mut presses = QuickPresses::default();
        let start = Instant::now();
        let mut kind = |milliseconds, x| {
            let press = Input::Mouse(Mouse { kind: MouseKind::Press, at: Position { x, y: 4 } });
            let classify = presses.classify(press, start + Duration::from_millis(milliseconds));
            let Input::Mouse(mouse) = classify else { panic!("{classify:?}") };
            mouse.kind
        };
        let times = [(0, 3), (200, 3), (300, 3), (900, 3), (1000, 4), (1100, 3), (1500, 3), (1901, 3)];
        let double: Vec<bool> =
            times.iter().map(|(time, x)| kind(*time, *x) == MouseKind::DoublePress).collect();
        assert_eq!(double, [false, true, false, false, false, false, true, false]);
    }

    #[test]
    fn a_digit_right_after_another_one_is_quick() {
        let mut presses = QuickPresses::default();
        let start = Instant::now();
        let mut is_quick = |(milliseconds, letter)| {
            let key = Input::Key(Chord::plain(Key::Char(letter)));
            let input = presses.classify(key, start + Duration::from_millis(milliseconds));
            matches!(input, Input::QuickDigit(_))
        };
        let times = [(0, '1'), (700, '5'), (1500, '1'), (1600, 'j'), (1700, '5'), (1800, '０'), (1900, 'j')];
        assert_eq!(times.map(&mut is_quick), [false, true, false, false, false, true, false]);
    }

    #[test]
    fn the_left_button_and_the_wheel_are_heard_and_nothing_else() {
        let of = |kind| {
            input_of(Event::Mouse(MouseEvent { kind, column: 3, row: 4, modifiers: KeyModifiers::NONE }))
        };
        let at = Position { x: 3, y: 4 };
        assert_eq!(
            of(MouseEventKind::Down(MouseButton::Left)),
            Some(Input::Mouse(Mouse { kind: MouseKind::Press, at }))
        );
        assert_eq!(
            of(MouseEventKind::ScrollDown),
            Some(Input::Mouse(Mouse { kind: MouseKind::WheelDown, at }))
        );
        assert_eq!(
            of(MouseEventKind::Drag(MouseButton::Left)),
            Some(Input::Mouse(Mouse { kind: MouseKind::Drag, at }))
        );
        for kind in
            [MouseEventKind::Moved, MouseEventKind::Down(MouseButton::Right), MouseEventKind::ScrollLeft]
        {
            assert_eq!(of(kind), None);
        }
    }
}
