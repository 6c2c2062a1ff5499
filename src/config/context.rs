//! The contexts of the screen that have keys of their own.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Command;

/// A part of the screen with keys of its own.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Context {
    /// Anywhere except in the search box and in a popup.
    Global,
    /// The list of cases.
    List,
    /// The field table.
    Fields,
    /// A field in full size.
    Field,
    /// A table of cases.
    Sheet,
    /// The search box.
    Search,
    /// The completions in the search box.
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

    /// Returns the context's name in a keymap.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns the id of its label in `labels.toml`.
    #[must_use]
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Global => "context.global",
            Self::List => "context.list",
            Self::Fields => "context.fields",
            Self::Field => "context.field",
            Self::Sheet => "context.sheet",
            Self::Search => "context.search",
            Self::Completion => "context.completion",
            Self::Facets => "context.facets",
            Self::Popup => "context.popup",
            Self::Palette => "context.palette",
        }
    }

    /// True if the keys of [`Context::Global`] work too.
    #[must_use]
    pub fn has_global_keys(self) -> bool {
        match self {
            Self::Global | Self::List | Self::Fields | Self::Field | Self::Sheet => true,
            Self::Search | Self::Completion | Self::Facets | Self::Popup | Self::Palette => false,
        }
    }

    /// True if letters are typed as text.
    #[must_use]
    pub fn takes_text(self) -> bool {
        match self {
            Self::Search | Self::Completion | Self::Palette => true,
            Self::Global
            | Self::List
            | Self::Fields
            | Self::Field
            | Self::Sheet
            | Self::Facets
            | Self::Popup => false,
        }
    }

    /// Returns the context with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Returns the commands that leave it, one of which must always be bound.
    #[must_use]
    pub fn ways_out(self) -> &'static [Command] {
        match self {
            Self::Global => &[Command::Back, Command::Quit],
            Self::List | Self::Fields | Self::Sheet => &[],
            Self::Search => &[Command::Clear],
            Self::Field | Self::Completion | Self::Facets | Self::Popup | Self::Palette => &[Command::Close],
        }
    }
}
