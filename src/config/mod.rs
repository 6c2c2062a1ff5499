//! What a user can set: which key does what, how things look, what is opened.

pub mod bind;
pub mod chord;
pub mod command;
pub mod context;
pub mod keymap;
pub mod mistake;
pub mod place;
pub mod read;
pub mod settings;

pub use chord::{Chord, Key, Keys};
pub use command::{Command, Group};
pub use context::Context;
pub use keymap::{Keymap, Meaning};
pub use mistake::Mistake;
pub use place::{Configuration, Place};
pub use settings::{AmbiguousWidth, Opening, Settings, ThemeChoice};
