//! The keymap: which key does what, read from one file.

pub mod chord;
pub mod command;
pub mod keymap;

pub use chord::{Chord, Key};
pub use command::{Command, Group};
pub use keymap::{Context, Keymap};
