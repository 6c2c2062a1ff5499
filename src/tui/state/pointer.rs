//! The mouse between one input and the next.

use crate::tui::layout::Bar;

/// What the mouse holds and what it pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pointer {
    /// What goes with the pointer until the button is let go.
    pub grip: Option<Grip>,
    /// What the last press was on, for a second one right after it.
    pub pressed: Pressed,
}

/// What goes with the pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// The border between the list and the detail; how many cells the pointer is before its end.
    Divider(u16),
    /// The thumb of a scrollbar; how many cells the pointer is behind its beginning.
    Thumb(Bar, u16),
}

/// What a press was on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pressed {
    /// A row of the list.
    Row,
    /// A field of the table.
    Field,
    /// A popup or options, which may be gone since.
    Popup,
    /// Anything else.
    #[default]
    Other,
}
