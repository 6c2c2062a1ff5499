//! The places of the screen that have keys of their own.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Command;

/// A place of the screen with keys of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Context {
    /// Anywhere but in the search box and in a popup.
    Global,
    /// The list of cases.
    List,
    /// The field table.
    Fields,
    /// A field in full size.
    Field,
    /// The search box.
    Search,
    /// The options for what is being typed there.
    Completion,
    /// The facets.
    Facets,
    /// A popup.
    Popup,
    /// The palette of every command.
    Palette,
}

impl Context {
    /// Every context, in the order of the file.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The context as a keymap writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The id of its words in `labels.toml`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Global => "context.global",
            Self::List => "context.list",
            Self::Fields => "context.fields",
            Self::Field => "context.field",
            Self::Search => "context.search",
            Self::Completion => "context.completion",
            Self::Facets => "context.facets",
            Self::Popup => "context.popup",
            Self::Palette => "context.palette",
        }
    }

    /// True where the keys of [`Context::Global`] work too.
    #[must_use]
    pub fn has_global_keys(self) -> bool {
        match self {
            Self::Global | Self::List | Self::Fields | Self::Field => true,
            Self::Search | Self::Completion | Self::Facets | Self::Popup | Self::Palette => false,
        }
    }

    /// True where letters type.
    #[must_use]
    pub fn types(self) -> bool {
        match self {
            Self::Search | Self::Completion | Self::Palette => true,
            Self::Global | Self::List | Self::Fields | Self::Field | Self::Facets | Self::Popup => false,
        }
    }

    /// The context that a keymap means.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The commands without which one could not get out of it.
    #[must_use]
    pub fn ways_out(self) -> &'static [Command] {
        match self {
            Self::Global => &[Command::Back, Command::Quit],
            Self::List | Self::Fields => &[],
            Self::Search => &[Command::Clear],
            Self::Field | Self::Completion | Self::Facets | Self::Popup | Self::Palette => &[Command::Close],
        }
    }
}
