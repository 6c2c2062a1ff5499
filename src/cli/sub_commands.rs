//! The sub-commands: name, help, arguments, and the request that they make.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use clap_complete::Shell;
use strum::VariantNames;

use super::format::{
    ExportFormat, FigureFormat, OutputFormat, ReportFormat, SearchFormat, Shape, SheetFormat, ShowFormat,
    TableFormat,
};
use super::options::{
    argument_text, case_argument, columns_option, explain_option, flag, given_paths, option, output_options,
    parse_query_argument, paths_argument, paths_or_words, query_option, text_option, with_case_arguments,
    with_sheet_output,
};
use super::requests::{
    CompareRequest, ConfigOutput, ExportRequest, HistoryRequest, OpenRequest, Request, SimilarRequest,
    StatsRequest, TableRequest,
};
use super::sheet_output::SheetOutput;
use crate::analysis::compare::RowFilter;
use crate::lang::Lang;
use crate::model::Code;

/// A sub-command.
pub struct SubCommand {
    /// Its name.
    pub name: &'static str,
    /// The label ids of its help: description, usage, examples.
    pub help: [&'static str; 3],
    /// Adds its own arguments.
    pub arguments: fn(Command, Lang) -> Command,
    /// Parses its arguments.
    pub request: fn(&ArgMatches) -> Request,
}

/// Every sub-command, in the order of the help.
pub static SUB_COMMANDS: [SubCommand; 19] = [
    SubCommand {
        name: "list",
        help: ["cli.list", "cli.list-usage", "cli.list-examples"],
        arguments: |command, lang| {
            let query = query_option("cli.query", lang);
            command.arg(paths_argument(lang)).arg(query).args(output_options::<TableFormat>(lang))
        },
        request: |own| {
            Request::List(argument_text(own, "query"), TableFormat::from_arguments(own), given_paths(own))
        },
    },
    SubCommand {
        name: "search",
        help: ["cli.search", "cli.search-usage", "cli.search-examples"],
        arguments: |command, lang| {
            let query = Arg::new("query").value_name("QUERY").required(true);
            let query = query.allow_hyphen_values(true).value_parser(parse_query_argument).display_order(0);
            let query = query.help(lang.text("cli.search-query")).help_heading(lang.text("cli.arguments"));
            command.arg(query).arg(paths_argument(lang)).args(output_options::<SearchFormat>(lang))
        },
        request: |own| {
            Request::Search(
                argument_text(own, "query").unwrap_or_default(),
                SearchFormat::from_arguments(own),
                given_paths(own),
            )
        },
    },
    SubCommand {
        name: "show",
        help: ["cli.show", "cli.show-usage", "cli.show-examples"],
        arguments: |command, lang| {
            with_case_arguments(command, lang).args(output_options::<ShowFormat>(lang))
        },
        request: |own| {
            let case = argument_text(own, "case").unwrap_or_default();
            Request::Show(
                case,
                argument_text(own, "section"),
                ShowFormat::from_arguments(own),
                given_paths(own),
            )
        },
    },
    SubCommand {
        name: "table",
        help: ["cli.table", "cli.table-usage", "cli.table-examples"],
        arguments: |command, lang| {
            let query = query_option("cli.query", lang);
            let sort = text_option("sort", "LIST", "cli.sort", lang).allow_hyphen_values(true);
            let groups = text_option("by", "COLUMN", "cli.by", lang);
            let command = command.arg(paths_argument(lang)).arg(query).arg(columns_option(lang));
            let command =
                command.arg(sort).arg(groups).arg(flag("foot", "cli.foot", lang).conflicts_with("by"));
            let command = command.arg(flag("benchmarks", "cli.with-benchmarks", lang));
            with_sheet_output::<SheetFormat>(command, lang)
        },
        request: |own| {
            Request::Table(TableRequest {
                query: argument_text(own, "query"),
                columns: argument_text(own, "columns"),
                sort: argument_text(own, "sort"),
                groups: argument_text(own, "by"),
                foot: own.get_flag("foot"),
                benchmarks: own.get_flag("benchmarks"),
                output: SheetOutput::from_arguments(own, SheetFormat::default()),
                paths: given_paths(own),
            })
        },
    },
    SubCommand {
        name: "stats",
        help: ["cli.stats", "cli.stats-usage", "cli.stats-examples"],
        arguments: |command, lang| {
            let words = paths_or_words("words", "FIELD", "cli.stats-words", lang);
            let command =
                command.arg(words).arg(paths_argument(lang).last(true)).arg(query_option("cli.query", lang));
            let command = command.arg(flag("charts", "cli.charts", lang));
            with_sheet_output::<SheetFormat>(command, lang)
        },
        request: |own| {
            let words = own.get_many::<PathBuf>("words");
            Request::Stats(StatsRequest {
                query: argument_text(own, "query"),
                words: words.map(|words| words.cloned().collect()).unwrap_or_default(),
                paths: given_paths(own),
                charts: own.get_flag("charts"),
                output: SheetOutput::from_arguments(own, SheetFormat::default()),
            })
        },
    },
    SubCommand {
        name: "similar",
        help: ["cli.similar", "cli.similar-usage", "cli.similar-examples"],
        arguments: |command, lang| {
            let words = paths_or_words("words", "CASE", "cli.similar-words", lang);
            let limit = text_option("limit", "N", "cli.limit", lang).value_parser(value_parser!(usize));
            let command = command.arg(words).arg(text_option("like", "QUERY", "cli.like", lang));
            let command = command.arg(text_option("on", "GROUPS", "cli.on", lang)).arg(limit);
            let command = command.arg(flag("why", "cli.why", lang)).arg(query_option("cli.query", lang));
            with_sheet_output::<SheetFormat>(command, lang)
        },
        request: |own| {
            let words = own.get_many::<PathBuf>("words");
            Request::Similar(SimilarRequest {
                words: words.map(|words| words.cloned().collect()).unwrap_or_default(),
                like: argument_text(own, "like"),
                groups: argument_text(own, "on"),
                limit: own.get_one("limit").copied(),
                why: own.get_flag("why"),
                query: argument_text(own, "query"),
                output: SheetOutput::from_arguments(own, SheetFormat::default()),
            })
        },
    },
    SubCommand {
        name: "compare",
        help: ["cli.compare", "cli.compare-usage", "cli.compare-examples"],
        arguments: |command, lang| {
            let words = paths_or_words("words", "CASE", "cli.compare-words", lang);
            let section = text_option("section", "SECTION", "cli.section", lang).short('s');
            let command = command.arg(words).arg(paths_argument(lang).last(true));
            let command = command.arg(section.conflicts_with("columns")).arg(columns_option(lang));
            let only = option("only", RowFilter::VARIANTS, "cli.only", lang);
            with_sheet_output::<SheetFormat>(command.arg(only), lang)
        },
        request: |own| {
            let words = own.get_many::<PathBuf>("words");
            let only = argument_text(own, "only").and_then(|name| name.parse().ok());
            Request::Compare(CompareRequest {
                words: words.map(|words| words.cloned().collect()).unwrap_or_default(),
                paths: given_paths(own),
                section: argument_text(own, "section"),
                columns: argument_text(own, "columns"),
                only: only.unwrap_or_default(),
                output: SheetOutput::from_arguments(own, SheetFormat::default()),
            })
        },
    },
    SubCommand {
        name: "history",
        help: ["cli.history", "cli.history-usage", "cli.history-examples"],
        arguments: |command, lang| {
            let only = option("only", &["changed", "all"], "cli.only-changed", lang);
            let command = command.arg(case_argument(lang)).arg(paths_argument(lang)).arg(only);
            with_sheet_output::<SheetFormat>(command, lang)
        },
        request: |own| {
            let all = argument_text(own, "only").is_some_and(|only| only == "all");
            Request::History(HistoryRequest {
                case: argument_text(own, "case").unwrap_or_default(),
                only: if all { RowFilter::All } else { RowFilter::Partial },
                output: SheetOutput::from_arguments(own, SheetFormat::default()),
                paths: given_paths(own),
            })
        },
    },
    SubCommand {
        name: "benchmarks",
        help: ["cli.benchmarks", "cli.benchmarks-usage", "cli.benchmarks-examples"],
        arguments: |command, lang| {
            let column = Arg::new("column").value_name("COLUMN");
            let column =
                column.help(lang.text("cli.benchmarks-column")).help_heading(lang.text("cli.arguments"));
            with_sheet_output::<FigureFormat>(command.arg(column), lang)
        },
        request: |own| {
            let output = SheetOutput::from_arguments(own, SheetFormat::default());
            Request::Benchmarks(argument_text(own, "column"), output)
        },
    },
    SubCommand {
        name: "columns",
        help: ["cli.columns", "cli.columns-usage", "cli.columns-examples"],
        arguments: |command, lang| with_sheet_output::<SheetFormat>(command, lang),
        request: |own| Request::Columns(SheetOutput::from_arguments(own, SheetFormat::default())),
    },
    SubCommand {
        name: "open",
        help: ["cli.open", "cli.open-usage", "cli.open-examples"],
        arguments: |command, lang| {
            with_case_arguments(command, lang).arg(flag("site", "cli.site", lang).conflicts_with("section"))
        },
        request: |own| {
            Request::Open(OpenRequest {
                case: argument_text(own, "case").unwrap_or_default(),
                section: argument_text(own, "section"),
                site: own.get_flag("site"),
                paths: given_paths(own),
            })
        },
    },
    SubCommand {
        name: "export",
        help: ["cli.export", "cli.export-usage", "cli.export-examples"],
        arguments: |command, lang| {
            let query = query_option("cli.query", lang);
            let shape = option("shape", Shape::VARIANTS, "cli.shape", lang).conflicts_with("columns");
            let command = command.arg(paths_argument(lang)).arg(query).arg(columns_option(lang)).arg(shape);
            with_sheet_output::<ExportFormat>(command, lang)
        },
        request: |own| {
            Request::Export(ExportRequest {
                query: argument_text(own, "query"),
                columns: argument_text(own, "columns"),
                shape: argument_text(own, "shape").and_then(|shape| shape.parse().ok()),
                output: SheetOutput::from_arguments(own, ExportFormat::default().into()),
                paths: given_paths(own),
            })
        },
    },
    SubCommand {
        name: "check",
        help: ["cli.check", "cli.check-usage", "cli.check-examples"],
        arguments: |command, lang| {
            command
                .arg(paths_argument(lang))
                .arg(explain_option(lang))
                .args(output_options::<ReportFormat>(lang))
        },
        request: |own| match argument_text(own, "explain").as_deref().and_then(Code::from_name) {
            Some(code) => Request::Explain(code, ReportFormat::from_arguments(own)),
            None => Request::Check(ReportFormat::from_arguments(own), given_paths(own)),
        },
    },
    SubCommand {
        name: "fields",
        help: ["cli.fields", "cli.fields-usage", "cli.fields-examples"],
        arguments: |command, lang| command.args(output_options::<TableFormat>(lang)),
        request: |own| Request::Fields(TableFormat::from_arguments(own)),
    },
    SubCommand {
        name: "glossary",
        help: ["cli.glossary", "cli.glossary-usage", "cli.glossary-examples"],
        arguments: |command, lang| {
            let term = Arg::new("term").value_name("TERM").num_args(0..);
            let term = term.help(lang.text("cli.term")).help_heading(lang.text("cli.arguments"));
            command.arg(term).args(output_options::<TableFormat>(lang))
        },
        request: |own| {
            // SS-MIX 2 needs no quotes.
            let words = own.get_many::<String>("term").map(|words| words.cloned().collect::<Vec<_>>());
            Request::Glossary(words.map(|words| words.join(" ")), TableFormat::from_arguments(own))
        },
    },
    SubCommand {
        name: "keys",
        help: ["cli.keys", "cli.keys-usage", "cli.keys-examples"],
        arguments: |command, lang| command.args(output_options::<ReportFormat>(lang)),
        request: |own| Request::Keys(ReportFormat::from_arguments(own)),
    },
    SubCommand {
        name: "config",
        help: ["cli.config", "cli.config-usage", "cli.config-examples"],
        arguments: |command, lang| {
            let print = flag("print", "cli.config-print", lang).conflicts_with("path");
            command.arg(print).arg(flag("path", "cli.config-path", lang))
        },
        request: |own| {
            Request::Config(match (own.get_flag("print"), own.get_flag("path")) {
                (true, _) => ConfigOutput::Default,
                (false, true) => ConfigOutput::Path,
                (false, false) => ConfigOutput::Mistakes,
            })
        },
    },
    SubCommand {
        name: "completions",
        help: ["cli.completions", "cli.completions-usage", "cli.completions-examples"],
        arguments: |command, lang| {
            let shell = Arg::new("shell").value_name("SHELL").required(true);
            let shell = shell.value_parser(value_parser!(Shell)).hide_possible_values(true);
            command.arg(shell.help(lang.text("cli.shell")).help_heading(lang.text("cli.arguments")))
        },
        request: |own| Request::Completions(*own.get_one("shell").unwrap_or(&Shell::Bash)),
    },
    SubCommand {
        name: "man",
        help: ["cli.man", "cli.man-usage", "cli.man-examples"],
        arguments: |command, _| command,
        request: |_| Request::Man,
    },
];
