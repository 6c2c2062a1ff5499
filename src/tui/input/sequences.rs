//! What terminals send for keys, the mouse and colours: the bytes of a sequence → an event.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// F3 with the modifiers that a cursor report of the first line may be.
#[must_use]
pub fn f3_of_report(row: u16, column: u16) -> Option<Event> {
    let is_key = row == 1 && (2..=16).contains(&column);
    is_key.then(|| Event::Key(KeyEvent::new(KeyCode::F(3), modifiers(column))))
}

/// The key that sends this character outside of a sequence.
pub fn text_key(character: char) -> (KeyCode, KeyModifiers) {
    let control =
        |letter: u32| (char::from_u32(letter).map_or(KeyCode::Null, KeyCode::Char), KeyModifiers::CONTROL);
    match character {
        '\r' => (KeyCode::Enter, KeyModifiers::NONE),
        '\t' => (KeyCode::Tab, KeyModifiers::NONE),
        '\u{7F}' => (KeyCode::Backspace, KeyModifiers::NONE),
        '\0' => control(' '.into()),
        '\u{1}'..='\u{1A}' => control(u32::from(character) + 0x60),
        '\u{1C}'..='\u{1F}' => control(u32::from(character) - 0x1C + u32::from('4')),
        _ => (KeyCode::Char(character), KeyModifiers::NONE),
    }
}

/// The key that sends `ESC [ numbers byte` or `ESC O numbers byte`.
pub fn sequence_key(byte: u8, numbers: &[u16]) -> Option<(KeyCode, KeyModifiers)> {
    let modifiers = modifiers(numbers.get(1).copied().unwrap_or_default());
    let first = numbers.first().copied().unwrap_or_default();
    let code = match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        b'Z' => return Some((KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'a'..=b'd' => {
            // rxvt: Shift with an arrow.
            let arrows = [KeyCode::Up, KeyCode::Down, KeyCode::Right, KeyCode::Left];
            return arrows.get(usize::from(byte - b'a')).map(|code| (*code, KeyModifiers::SHIFT));
        }
        b'u' => character_key(first)?,
        b'~' => match first {
            27 => character_key(numbers.get(2).copied()?)?,
            1 | 7 => KeyCode::Home,
            2 => KeyCode::Insert,
            3 => KeyCode::Delete,
            4 | 8 => KeyCode::End,
            5 => KeyCode::PageUp,
            6 => KeyCode::PageDown,
            11..=15 => function_key(first - 10)?,
            17..=21 => function_key(first - 11)?,
            23..=26 => function_key(first - 12)?,
            28 | 29 => function_key(first - 13)?,
            31..=34 => function_key(first - 14)?,
            _ => return None,
        },
        _ => return None,
    };
    Some((code, modifiers))
}

fn function_key(number: u16) -> Option<KeyCode> {
    u8::try_from(number).ok().map(KeyCode::F)
}

/// The key of a code point, as kitty and xterm report keys with modifiers.
fn character_key(code_point: u16) -> Option<KeyCode> {
    Some(match code_point {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        // Its private code points are keys without a character.
        0xE000..=0xF8FF => return None,
        _ => KeyCode::Char(char::from_u32(code_point.into()).filter(|character| !character.is_control())?),
    })
}

/// The modifiers of a parameter: 1 and a bit each; Hyper and Meta are as Super.
fn modifiers(parameter: u16) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    let all = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8 | 16 | 32, KeyModifiers::SUPER),
    ];
    all.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, modifier)| modifier).collect()
}

/// The parameters of a sequence; `None` if it is none of a key.
pub fn plain_numbers(body: &[u8]) -> Option<Vec<u16>> {
    let is_plain = body.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':'));
    // A third part of the modifiers is 3 where kitty reports that the key went up.
    let releases = body.split(|byte| *byte == b';').nth(1).is_some_and(|part| part.ends_with(b":3"));
    (is_plain && !releases).then(|| if body.is_empty() { Vec::new() } else { numbers(body) })
}

/// Numbers between semicolons, without what follows a colon; 0 for one that is missing or too large.
pub fn numbers(body: &[u8]) -> Vec<u16> {
    let number = |part: &[u8]| {
        let digits = part.split(|byte| *byte == b':').next().unwrap_or_default();
        std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).unwrap_or_default()
    };
    body.split(|byte| *byte == b';').map(number).collect()
}

/// A mouse report: button with flags, column, row, from 1.
pub fn mouse(report: &[u16], released: bool) -> Option<MouseEvent> {
    let [button, column, row] = *report else { return None };
    let (column, row) = (column.checked_sub(1)?, row.checked_sub(1)?);
    let which = match button & 0b11 {
        1 => MouseButton::Middle,
        2 => MouseButton::Right,
        _ => MouseButton::Left,
    };
    // Without the bits of the modifiers.
    let kind = match button & !0b1_1100 {
        0..=2 if released => MouseEventKind::Up(which),
        0..=2 => MouseEventKind::Down(which),
        3 => MouseEventKind::Up(which),
        32..=34 => MouseEventKind::Drag(which),
        35 => MouseEventKind::Moved,
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    Some(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

/// `rgb:RR/GG/BB` or `rgba:RR/GG/BB/AA`, one to four hexadecimal digits a channel, as a byte a channel.
pub fn colour_of(text: &str) -> Option<[u8; 3]> {
    let (form, channels) = text.split_once(':')?;
    let channels: Vec<&str> = channels.split('/').collect();
    let expected = match form {
        "rgb" => 3,
        "rgba" => 4,
        _ => return None,
    };
    if channels.len() != expected {
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
