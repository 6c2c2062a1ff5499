//! The output formats of `--format`.

use clap::ArgMatches;

/// The formats of a command, with a default.
pub trait OutputFormat: Copy + Default + 'static {
    /// The names, as in the help.
    const NAMES: &'static str;
    /// The same formats in the same order.
    const ALL: &'static [Self];

    /// Returns the format of `--format`.
    #[must_use]
    fn from_arguments(matches: &ArgMatches) -> Self {
        let chosen = matches.get_one::<String>("format");
        let mut formats = Self::NAMES.split('|').zip(Self::ALL);
        let named = formats.find(|(name, _)| chosen.is_some_and(|chosen| chosen == name));
        named.map(|(_, format)| *format).unwrap_or_default()
    }
}

/// Text or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportFormat {
    /// Text.
    #[default]
    Text,
    /// JSON.
    Json,
}

impl OutputFormat for ReportFormat {
    const NAMES: &'static str = "text|json";
    const ALL: &'static [Self] = &[Self::Text, Self::Json];
}

/// The formats of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShowFormat {
    /// Text.
    #[default]
    Text,
    /// Markdown, for mails and wikis.
    Markdown,
    /// JSON.
    Json,
}

impl OutputFormat for ShowFormat {
    const NAMES: &'static str = "text|markdown|json";
    const ALL: &'static [Self] = &[Self::Text, Self::Markdown, Self::Json];
}

/// The formats of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableFormat {
    /// Text.
    #[default]
    Text,
    /// JSON.
    Json,
    /// Tab-separated values, for spreadsheets and `cut`.
    Tsv,
}

impl OutputFormat for TableFormat {
    const NAMES: &'static str = "text|json|tsv";
    const ALL: &'static [Self] = &[Self::Text, Self::Json, Self::Tsv];
}

/// The formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportFormat {
    /// One document.
    #[default]
    Json,
    /// An object per line.
    Ndjson,
}

impl OutputFormat for ExportFormat {
    const NAMES: &'static str = "json|ndjson";
    const ALL: &'static [Self] = &[Self::Json, Self::Ndjson];
}

/// The formats of search results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchFormat {
    /// Text.
    #[default]
    Text,
    /// One document.
    Json,
    /// An object per line.
    Ndjson,
}

impl OutputFormat for SearchFormat {
    const NAMES: &'static str = "text|json|ndjson";
    const ALL: &'static [Self] = &[Self::Text, Self::Json, Self::Ndjson];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_are_the_formats<F: OutputFormat + std::fmt::Debug>() {
        let names: Vec<String> = F::ALL.iter().map(|format| format!("{format:?}").to_lowercase()).collect();
        assert_eq!(F::NAMES.split('|').collect::<Vec<_>>(), names);
    }

    #[test]
    fn every_name_is_its_own_formats() {
        names_are_the_formats::<ReportFormat>();
        names_are_the_formats::<ShowFormat>();
        names_are_the_formats::<TableFormat>();
        names_are_the_formats::<ExportFormat>();
        names_are_the_formats::<SearchFormat>();
    }
}
