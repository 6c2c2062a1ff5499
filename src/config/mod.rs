//! The settings of the user (keys, theme, files), and the state that is kept between runs.

pub mod bind;
pub mod chord;
pub mod command;
pub mod context;
mod folder;
pub mod kept;
pub mod keymap;
pub mod mistake;
pub mod place;
pub mod private;
pub mod read;
mod regular;
pub mod settings;
pub mod state_file;

pub use chord::{Chord, Key, Keys};
pub use command::{Command, Group};
pub use context::Context;
pub use kept::{Kept, KeptChanges, KeptName, KeptPlace, KeptTheme};
pub use keymap::{Keymap, KeymapMatch};
pub use mistake::Mistake;
pub use place::{ConfigFile, Configuration};
pub use settings::{AmbiguousWidth, LaunchOptions, Settings, ThemeChoice};
pub use state_file::{StateFile, StateFileError};
