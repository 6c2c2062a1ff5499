//! Typing into a box.

use tui_input::{Input, InputRequest};

/// Types a text into a box of at most `longest` letters; control characters become spaces.
pub fn type_into(input: &mut Input, text: &str, longest: usize) {
    let room = longest.saturating_sub(input.value().chars().count());
    for letter in text.chars().take(room) {
        let letter = if letter.is_control() { ' ' } else { letter };
        input.handle(InputRequest::InsertChar(letter));
    }
}
