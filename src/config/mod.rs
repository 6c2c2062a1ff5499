//! What a user can set (which key does what, how things look, what is opened), and what is kept from
//! one run to the next.

pub mod bind;
pub mod chord;
pub mod command;
pub mod context;
mod folder;
pub mod kept;
pub mod keymap;
pub mod mistake;
pub mod place;
pub mod read;
pub mod settings;
pub mod state_file;

pub use chord::{Chord, Key, Keys};
pub use command::{Command, Group};
pub use context::Context;
pub use kept::{Changes, Kept, KeptName, KeptPlace};
pub use keymap::{Keymap, Meaning};
pub use mistake::Mistake;
pub use place::{Configuration, Place};
pub use settings::{AmbiguousWidth, Opening, Settings, ThemeChoice};
pub use state_file::{StateFile, Trouble};
