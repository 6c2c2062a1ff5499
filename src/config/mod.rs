//! What a user can set (which key does what, how things look, what is opened), and what is kept from
//! one run to the next.

pub mod chord;
pub mod command;
pub mod kept;
pub mod keymap;
pub mod settings;
pub mod state_file;

pub use chord::{Chord, Key};
pub use command::{Command, Group};
pub use kept::{Changes, Kept, KeptName, KeptPlace};
pub use keymap::{Context, Keymap};
pub use settings::{AmbiguousWidth, Opening, Settings, ThemeChoice};
pub use state_file::{StateFile, Trouble};
