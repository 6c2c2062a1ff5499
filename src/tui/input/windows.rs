//! The thread that reads the console, through crossterm.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Size};

use crate::config::{Chord, Key};

use super::{Input, Mouse, MouseKind};

/// Starts the thread; it lives as long as the process.
///
/// # Errors
/// Where the thread cannot be started.
pub fn start(inputs: &Sender<Input>) -> io::Result<()> {
    let inputs = inputs.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        loop {
            let input = match crossterm::event::read() {
                Ok(event) => input_of(event),
                Err(error) => Some(Input::Failed(error.to_string())),
            };
            let last = matches!(input, Some(Input::Failed(_)));
            if input.is_some_and(|input| inputs.send(input).is_err()) || last {
                return;
            }
        }
    })?;
    Ok(())
}

fn input_of(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => chord_of(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Mouse(mouse) => mouse_of(mouse).map(Input::Mouse),
        Event::Resize(width, height) => Some(Input::Resize(Size { width, height })),
        _ => None,
    }
}

fn mouse_of(mouse: MouseEvent) -> Option<Mouse> {
    let kind = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, at: Position { x: mouse.column, y: mouse.row } })
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
        _ => return None,
    };
    // AltGr comes as Ctrl and Alt together and types a letter.
    let alt_gr = event.modifiers.contains(KeyModifiers::CONTROL | KeyModifiers::ALT);
    let held = |modifier| !alt_gr && event.modifiers.contains(modifier);
    Some(Chord { key, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) })
}
