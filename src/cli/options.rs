//! The options that sub-commands share, and what their help has in common.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use super::format::OutputFormat;
use crate::lang::Lang;
use crate::model::Code;

/// The position of the global options in the help.
pub const LAST: usize = 100;

/// Builds `--config FILE`, which is read before all others.
pub fn config_option(lang: Lang) -> Arg {
    let file = Arg::new("config").long("config").value_name("FILE").value_parser(value_parser!(PathBuf));
    let file = file.help(lang.text("cli.config-file")).help_heading(lang.text("cli.options"));
    file.global(true).display_order(LAST - 1)
}

/// Adds the arguments of a command for a case or a section of it.
pub fn with_case_arguments(command: Command, lang: Lang) -> Command {
    let section = Arg::new("section").short('s').long("section").value_name("SECTION");
    command
        .arg(case_argument(lang))
        .arg(paths_argument(lang))
        .arg(section.help(lang.text("cli.section")).help_heading(lang.text("cli.options")))
}

/// Builds `CASE`.
pub fn case_argument(lang: Lang) -> Arg {
    let case = Arg::new("case").value_name("CASE").required(true);
    case.help(lang.text("cli.case")).help_heading(lang.text("cli.arguments"))
}

/// Builds `-q QUERY`; a query may begin with the `-` of a negation.
pub fn query_option(help: &'static str, lang: Lang) -> Arg {
    let query = Arg::new("query").short('q').long("query").value_name("QUERY");
    let query = query.allow_hyphen_values(true).value_parser(parse_query_argument);
    query.help(lang.text(help)).help_heading(lang.text("cli.options"))
}

/// Builds `--columns LIST`; a list may begin with the `-` of a column that is taken away.
pub fn columns_option(lang: Lang) -> Arg {
    text_option("columns", "LIST", "cli.columns-list", lang).allow_hyphen_values(true)
}

/// Builds an option with a text.
pub fn text_option(name: &'static str, value: &'static str, help: &'static str, lang: Lang) -> Arg {
    let option = Arg::new(name).long(name).value_name(value);
    option.help(lang.text(help)).help_heading(lang.text("cli.options"))
}

/// Adds how a sheet is written, and where.
pub fn with_sheet_output<F: OutputFormat>(command: Command, lang: Lang) -> Command {
    command
        .args(output_options::<F>(lang))
        .arg(option("head", &["id", "label"], "cli.head", lang))
        .arg(option("bom", &["always", "never"], "cli.bom", lang))
        .arg(option("formulas", &["guard", "keep"], "cli.formulas", lang))
}

/// Parses a query; rejects a mistyped option: `--fromat`.
pub fn parse_query_argument(word: &str) -> Result<String, String> {
    let is_option =
        word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    if is_option { Err(word.to_owned()) } else { Ok(word.to_owned()) }
}

/// Adds the help in `lang`, including its headings: description, usage, examples.
pub fn with_help(command: Command, [about, usage, examples]: [&'static str; 3], lang: Lang) -> Command {
    let heading = lang.text("cli.usage-heading");
    command
        .about(lang.text(about))
        .help_template(format!("{{about}}\n\n{heading}\n{{usage}}\n\n{{all-args}}{{after-help}}\n"))
        .override_usage(lang.text(usage).trim_end())
        .after_help(lang.text(examples).trim_end())
        .disable_help_flag(true)
        .args_override_self(true)
}

/// Builds `--help`, the last of a command's arguments, so that the headings keep their order.
pub fn help_flag(lang: Lang) -> Arg {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(LAST);
    help.help(lang.text("cli.help")).help_heading(lang.text("cli.options"))
}

/// Builds `PATH…`, the files and folders to read.
pub fn paths_argument(lang: Lang) -> Arg {
    paths_or_words("paths", "PATH", "cli.paths", lang)
}

/// Builds any number of paths, or of words that may be paths.
pub fn paths_or_words(name: &'static str, value: &'static str, help: &'static str, lang: Lang) -> Arg {
    let words = Arg::new(name).value_name(value).num_args(0..).value_parser(value_parser!(PathBuf));
    words.help(lang.text(help)).help_heading(lang.text("cli.arguments"))
}

/// Builds an option of every command, shown after the command's own.
pub fn global_option(name: &'static str, values: &[&'static str], help: &'static str, lang: Lang) -> Arg {
    option(name, values, help, lang).global(true).display_order(LAST - 1)
}

/// Builds an option without a value.
pub fn flag(name: &'static str, help: &'static str, lang: Lang) -> Arg {
    let flag = Arg::new(name).long(name).action(ArgAction::SetTrue);
    flag.help(lang.text(help)).help_heading(lang.text("cli.options"))
}

/// Builds `--format` with the formats of a command, and `--output`.
pub fn output_options<F: OutputFormat>(lang: Lang) -> [Arg; 2] {
    let output =
        Arg::new("output").short('o').long("output").value_name("FILE").value_hint(ValueHint::FilePath);
    let output = output.value_parser(value_parser!(PathBuf));
    let output = output.help(lang.text("cli.output")).help_heading(lang.text("cli.options"));
    [option("format", F::VARIANTS, "cli.format", lang), output]
}

/// Builds an option with a few values, written `text|json`.
pub fn option(name: &'static str, values: &[&'static str], help: &'static str, lang: Lang) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(values.join("|"))
        .value_parser(PossibleValuesParser::new(values))
        .hide_possible_values(true)
        .help(lang.text(help))
        .help_heading(lang.text("cli.options"))
}

/// Builds `--explain` with its codes, which are too many for the help.
pub fn explain_option(lang: Lang) -> Arg {
    let codes = PossibleValuesParser::new(Code::ALL.iter().map(|code| code.name()));
    let explain = Arg::new("explain").long("explain").value_name("CODE").value_parser(codes);
    let explain = explain.hide_possible_values(true);
    explain.help(lang.text("cli.explain")).help_heading(lang.text("cli.options"))
}

/// Returns the value of a text argument; `None` if it is not given.
pub fn argument_text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

/// Returns the paths of the command line; empty if none are given.
pub fn given_paths(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("paths").map(|paths| paths.cloned().collect()).unwrap_or_default()
}

/// Returns the file of `--output`; `None` for standard output.
#[must_use]
pub fn output_file(matches: &ArgMatches) -> Option<PathBuf> {
    let (_, own) = matches.subcommand()?;
    let file = own.try_get_one::<PathBuf>("output").ok().flatten().cloned();
    file.filter(|file| file.as_os_str() != "-")
}
