//! How results are written: the formats that `--format` chooses from.

use clap::ArgMatches;

/// The formats of a command; the default is the one where none is named.
pub trait OutputFormat: Copy + Default + 'static {
    /// Their names, as the help writes them.
    const NAMES: &'static str;
    /// The same formats in the same order.
    const ALL: &'static [Self];

    /// The format that `--format` names.
    #[must_use]
    fn of(matches: &ArgMatches) -> Self {
        let chosen = matches.get_one::<String>("format");
        let mut formats = Self::NAMES.split('|').zip(Self::ALL);
        let named = formats.find(|(name, _)| chosen.is_some_and(|chosen| chosen == name));
        named.map(|(_, format)| *format).unwrap_or_default()
    }
}

/// Text for people or JSON for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl OutputFormat for Format {
    const NAMES: &'static str = "text|json";
    const ALL: &'static [Self] = &[Self::Text, Self::Json];
}

/// How a case is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShowFormat {
    /// For people.
    #[default]
    Text,
    /// For mails and wikis.
    Markdown,
    /// For programs.
    Json,
}

impl OutputFormat for ShowFormat {
    const NAMES: &'static str = "text|markdown|json";
    const ALL: &'static [Self] = &[Self::Text, Self::Markdown, Self::Json];
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets and `cut`.
    Tsv,
}

impl OutputFormat for TableFormat {
    const NAMES: &'static str = "text|json|tsv";
    const ALL: &'static [Self] = &[Self::Text, Self::Json, Self::Tsv];
}

/// How pages are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportFormat {
    /// One document.
    #[default]
    Json,
    /// An object a line.
    Ndjson,
}

impl OutputFormat for ExportFormat {
    const NAMES: &'static str = "json|ndjson";
    const ALL: &'static [Self] = &[Self::Json, Self::Ndjson];
}

/// How what a search found is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchFormat {
    /// For people.
    #[default]
    Text,
    /// One document.
    Json,
    /// An object a line.
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
        names_are_the_formats::<Format>();
        names_are_the_formats::<ShowFormat>();
        names_are_the_formats::<TableFormat>();
        names_are_the_formats::<ExportFormat>();
        names_are_the_formats::<SearchFormat>();
    }
}
