//! The settings of the user.

use std::path::PathBuf;

use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::analysis::column_sets::UserSet;
use crate::lang::Lang;
use crate::source::Loaded;

use super::{KeptPlace, Keymap, StateFile};

/// The names of the settings.
pub(super) const SETTINGS: [&str; 8] =
    ["paths", "lang", "theme", "ambiguous-width", "mouse", "resume-search", "columns", "keys"];

/// The settings with their defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The files and folders to open if the command line names none; empty for the built-in pages.
    pub paths: Vec<PathBuf>,
    /// The line of the configuration that names them, from 1; `None` if none does.
    pub paths_line: Option<usize>,
    /// The language of the interface; `None` means that of the locale.
    pub lang: Option<Lang>,
    /// The theme.
    pub theme: ThemeChoice,
    /// The width of ambiguous characters in the terminal (○ △ × ①).
    pub ambiguous_width: AmbiguousWidth,
    /// True if the browser handles clicks and the wheel.
    pub mouse: bool,
    /// True if the browser begins with the search that the last run ended with.
    pub resume_search: bool,
    /// The user's own sets of columns.
    pub columns: Vec<UserSet>,
    /// The key bindings.
    pub keymap: Keymap,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            paths: Vec::new(),
            paths_line: None,
            lang: None,
            theme: ThemeChoice::default(),
            ambiguous_width: AmbiguousWidth::default(),
            mouse: true,
            resume_search: false,
            columns: Vec::new(),
            keymap: Keymap::built_in(),
        }
    }
}

/// The theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum ThemeChoice {
    /// Dark or light, following the terminal's background.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Strong contrast.
    HighContrast,
    /// The terminal's own 16 colours.
    #[strum(serialize = "16")]
    Ansi,
    /// No colours.
    None,
}

impl ThemeChoice {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::Ansi, Self::None];

    /// Their names, in the same order.
    pub const NAMES: &'static [&'static str] = Self::VARIANTS;

    /// Returns the choice's name in a configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// The width of ambiguous characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AmbiguousWidth {
    /// The width is queried from the terminal.
    #[default]
    Auto,
    /// One cell.
    One,
    /// Two cells.
    Two,
}

/// The options with which the browser is launched.
#[derive(Debug)]
pub struct LaunchOptions {
    /// The files and folders to read; empty for the built-in pages.
    pub paths: Vec<PathBuf>,
    /// What they contain, if it was read already.
    pub loaded: Option<Loaded>,
    /// The query that is in the search box, if any.
    pub query: Option<String>,
    /// Language of the interface.
    pub lang: Lang,
    /// The settings.
    pub settings: Settings,
    /// The messages of the settings' mistakes, shown when the browser is open.
    pub problems: Vec<String>,
    /// The initial place, if not that of the last run.
    pub place: Option<KeptPlace>,
    /// The state file.
    pub state_file: StateFile,
}
