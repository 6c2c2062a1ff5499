//! The requests of the command line: what each sub-command is asked for.

use std::path::PathBuf;

use clap_complete::Shell;

use super::format::{ReportFormat, SearchFormat, Shape, ShowFormat, TableFormat};
use super::sheet_output::SheetOutput;
use crate::analysis::compare::RowFilter;
use crate::model::Code;

/// The output of `config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfigOutput {
    /// The mistakes of the file.
    Mistakes,
    /// The commented default.
    Default,
    /// The path of the file.
    Path,
}

/// A request of `jirei open`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    /// The case.
    pub case: String,
    /// The section, if any.
    pub section: Option<String>,
    /// True for the network's own site.
    pub site: bool,
    /// The pages to search.
    pub paths: Vec<PathBuf>,
}

/// A request of `jirei table`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRequest {
    /// The query, if any.
    pub query: Option<String>,
    /// The columns, as typed.
    pub columns: Option<String>,
    /// The order, as typed.
    pub sort: Option<String>,
    /// The column whose values are the rows, as typed.
    pub groups: Option<String>,
    /// Whether medians and sums are below.
    pub foot: bool,
    /// Whether the national means are in a lane below.
    pub benchmarks: bool,
    /// Where it goes.
    pub output: SheetOutput,
    /// The pages to read.
    pub paths: Vec<PathBuf>,
}

/// A request of `jirei stats`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatsRequest {
    /// The query, if any.
    pub query: Option<String>,
    /// Fields and paths: what is no column is a path.
    pub words: Vec<PathBuf>,
    /// The words behind `--`: paths only.
    pub paths: Vec<PathBuf>,
    /// True for the site's charts.
    pub charts: bool,
    /// Where it goes.
    pub output: SheetOutput,
}

/// A request of `jirei similar`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarRequest {
    /// The case, unless `like` stands for one; then paths.
    pub words: Vec<PathBuf>,
    /// The profile of a network without a page, as a query.
    pub like: Option<String>,
    /// The groups of features, as typed; all without any.
    pub groups: Option<String>,
    /// At most so many cases.
    pub limit: Option<usize>,
    /// Whether the reasons are shown.
    pub why: bool,
    /// The query of the cases to compare with, if any.
    pub query: Option<String>,
    /// How it is written.
    pub output: SheetOutput,
}

/// A request of `jirei compare`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRequest {
    /// Cases and paths: what is a file or folder is a path.
    pub words: Vec<PathBuf>,
    /// The words behind `--`: paths only.
    pub paths: Vec<PathBuf>,
    /// The section, if any.
    pub section: Option<String>,
    /// The columns, as typed; without them, the fields of the form.
    pub columns: Option<String>,
    /// The rows that are shown.
    pub only: RowFilter,
    /// How it is written.
    pub output: SheetOutput,
}

/// A request of `jirei history`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRequest {
    /// The case.
    pub case: String,
    /// The rows that are shown.
    pub only: RowFilter,
    /// How it is written.
    pub output: SheetOutput,
    /// The pages to read.
    pub paths: Vec<PathBuf>,
}

/// A request of `jirei export`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// The query, if any.
    pub query: Option<String>,
    /// The columns, as typed.
    pub columns: Option<String>,
    /// The shape; without it and columns, JSON has whole pages.
    pub shape: Option<Shape>,
    /// Where it goes.
    pub output: SheetOutput,
    /// The pages to read.
    pub paths: Vec<PathBuf>,
}

/// A parsed command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The browser: the initial query, if any.
    Browse(Option<String>, Vec<PathBuf>),
    /// `search`: the query.
    Search(String, SearchFormat, Vec<PathBuf>),
    /// `list`: the query, if any.
    List(Option<String>, TableFormat, Vec<PathBuf>),
    /// `show`: the case and the section, if any.
    Show(String, Option<String>, ShowFormat, Vec<PathBuf>),
    /// `open`.
    Open(OpenRequest),
    /// `table`.
    Table(TableRequest),
    /// `stats`.
    Stats(StatsRequest),
    /// `similar`.
    Similar(SimilarRequest),
    /// `compare`.
    Compare(CompareRequest),
    /// `history`.
    History(HistoryRequest),
    /// `benchmarks`: the column, if any.
    Benchmarks(Option<String>, SheetOutput),
    /// `columns`.
    Columns(SheetOutput),
    /// `export`.
    Export(ExportRequest),
    /// `check`.
    Check(ReportFormat, Vec<PathBuf>),
    /// `check --explain`: the code.
    Explain(Code, ReportFormat),
    /// `fields`.
    Fields(TableFormat),
    /// `glossary`: the term, if any.
    Glossary(Option<String>, TableFormat),
    /// `keys`.
    Keys(ReportFormat),
    /// `config`.
    Config(ConfigOutput),
    /// `completions`: the shell.
    Completions(Shell),
    /// `man`.
    Man,
}

impl Request {
    /// Returns how its sheets are written, if it makes any.
    #[must_use]
    pub fn sheet_output(&self) -> Option<SheetOutput> {
        match self {
            Self::Table(request) => Some(request.output),
            Self::Stats(request) => Some(request.output),
            Self::Similar(request) => Some(request.output),
            Self::Compare(request) => Some(request.output),
            Self::History(request) => Some(request.output),
            Self::Export(request) => Some(request.output),
            Self::Columns(output) | Self::Benchmarks(_, output) => Some(*output),
            Self::Browse(..)
            | Self::Search(..)
            | Self::List(..)
            | Self::Show(..)
            | Self::Open(_)
            | Self::Check(..)
            | Self::Explain(..)
            | Self::Fields(_)
            | Self::Glossary(..)
            | Self::Keys(_)
            | Self::Config(_)
            | Self::Completions(_)
            | Self::Man => None,
        }
    }
}
