//! What a user can set: which key does what, how things look, what is opened.

pub mod chord;
pub mod command;
pub mod keymap;
pub mod settings;

pub use chord::{Chord, Key};
pub use command::{Command, Group};
pub use keymap::{Context, Keymap};
pub use settings::{AmbiguousWidth, Opening, Settings, ThemeChoice};
