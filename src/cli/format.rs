//! The output formats of `--format`.

use std::str::FromStr;

use clap::ArgMatches;
use strum::{EnumString, IntoStaticStr, VariantNames};

/// The formats of a command, with a default; their names are as in the help.
pub trait OutputFormat: Default + FromStr + VariantNames {
    /// Returns the format of `--format`.
    #[must_use]
    fn from_arguments(matches: &ArgMatches) -> Self {
        let chosen = matches.get_one::<String>("format");
        chosen.and_then(|name| name.parse().ok()).unwrap_or_default()
    }
}

impl<F: Default + FromStr + VariantNames> OutputFormat for F {}

/// Text or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum ReportFormat {
    /// Text.
    #[default]
    Text,
    /// JSON.
    Json,
}

/// The formats of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum ShowFormat {
    /// Text.
    #[default]
    Text,
    /// Markdown, for mails and wikis.
    Markdown,
    /// JSON.
    Json,
}

/// The formats of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum TableFormat {
    /// Text.
    #[default]
    Text,
    /// JSON.
    Json,
    /// Comma-separated values, for spreadsheets.
    Csv,
    /// Tab-separated values, for programs.
    Tsv,
}

/// The formats of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum SheetFormat {
    /// Aligned text.
    #[default]
    Text,
    /// One document.
    Json,
    /// An object per line.
    Ndjson,
    /// Comma-separated values, for Excel.
    Csv,
    /// Tab-separated values, for programs.
    Tsv,
    /// A Markdown table.
    Markdown,
    /// An Excel workbook.
    Xlsx,
    /// Parquet, typed columns for programs.
    Parquet,
}

impl SheetFormat {
    /// True for bytes that mean nothing on a terminal.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Parquet)
    }
}

/// The formats of published figures, which are no data of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum FigureFormat {
    /// Aligned text.
    #[default]
    Text,
    /// One document.
    Json,
    /// Tab-separated values, for programs.
    Tsv,
}

/// The formats of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum ExportFormat {
    /// One document.
    #[default]
    Json,
    /// An object per line.
    Ndjson,
    /// Comma-separated values, for Excel.
    Csv,
    /// Tab-separated values, for programs.
    Tsv,
    /// A Markdown table.
    Markdown,
    /// An Excel workbook.
    Xlsx,
    /// Parquet, typed columns for programs.
    Parquet,
}

impl From<ExportFormat> for SheetFormat {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Json => Self::Json,
            ExportFormat::Ndjson => Self::Ndjson,
            ExportFormat::Csv => Self::Csv,
            ExportFormat::Tsv => Self::Tsv,
            ExportFormat::Markdown => Self::Markdown,
            ExportFormat::Xlsx => Self::Xlsx,
            ExportFormat::Parquet => Self::Parquet,
        }
    }
}

/// The shape of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Shape {
    /// A row a page.
    Wide,
    /// A row an answer.
    Long,
}

/// The formats of search results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum SearchFormat {
    /// Text.
    #[default]
    Text,
    /// One document.
    Json,
    /// An object per line.
    Ndjson,
}
