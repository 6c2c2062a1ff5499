//! What a user can set.

use std::path::PathBuf;

use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::lang::Lang;

use super::{KeptPlace, Keymap, StateFile};

/// The names of the settings.
pub(super) const SETTINGS: [&str; 6] = ["paths", "lang", "theme", "ambiguous-width", "mouse", "keys"];

/// Everything that a user can set, with the program's own choice where nothing is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The files and folders to open where none is named; empty for the built-in pages.
    pub paths: Vec<PathBuf>,
    /// The line of the configuration that names them, from 1; `None` where none does.
    pub paths_line: Option<usize>,
    /// The language of the interface; `None` where the locale decides.
    pub lang: Option<Lang>,
    /// How things look.
    pub theme: ThemeChoice,
    /// How many cells the terminal gives to characters whose width is ambiguous (○ △ × ①).
    pub ambiguous_width: AmbiguousWidth,
    /// True where the browser takes clicks and the wheel.
    pub mouse: bool,
    /// Which key does what.
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
            keymap: Keymap::built_in(),
        }
    }
}

/// How things look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum ThemeChoice {
    /// Dark or light, as the terminal's background is.
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
    /// Every choice, in the order that they are offered.
    pub const ALL: [Self; 6] =
        [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::Ansi, Self::None];

    /// Their names, in the same order.
    pub const NAMES: &'static [&'static str] = Self::VARIANTS;

    /// The choice as a configuration writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How many cells a character of ambiguous width takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AmbiguousWidth {
    /// The terminal is asked.
    #[default]
    Auto,
    /// One cell.
    One,
    /// Two cells.
    Two,
}

/// What the browser opens with.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The files and folders to read; empty for the built-in pages.
    pub paths: Vec<PathBuf>,
    /// The query that is in the search box, if any.
    pub query: Option<String>,
    /// Language of the interface.
    pub lang: Lang,
    /// What the user has set.
    pub settings: Settings,
    /// What is wrong with the settings, in words, to be said when the browser is open.
    pub problems: Vec<String>,
    /// Where to begin, if not where the last run ended.
    pub place: Option<KeptPlace>,
    /// Where earlier runs left what is kept, and this one leaves it.
    pub state_file: StateFile,
}
