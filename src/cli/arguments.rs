//! The definition of the command line, and the request that is parsed from it.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint, value_parser};

use clap_complete::Shell;

use super::console::Color;
use super::format::{ExportFormat, OutputFormat, ReportFormat, SearchFormat, ShowFormat, TableFormat};
use crate::lang::Lang;
use crate::model::Code;

/// The position of the global options in the help.
const LAST: usize = 100;

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
    /// `export`.
    Export(ExportFormat, Vec<PathBuf>),
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

/// A sub-command.
struct SubCommand {
    /// Its name.
    name: &'static str,
    /// The label ids of its help: description, usage, examples.
    help: [&'static str; 3],
    /// Adds its own arguments.
    arguments: fn(Command, Lang) -> Command,
    /// Parses its arguments.
    request: fn(&ArgMatches) -> Request,
}

/// Every sub-command, in the order of the help.
static SUB_COMMANDS: [SubCommand; 12] = [
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
            command.arg(paths_argument(lang)).args(output_options::<ExportFormat>(lang))
        },
        request: |own| Request::Export(ExportFormat::from_arguments(own), given_paths(own)),
    },
    SubCommand {
        name: "check",
        help: ["cli.check", "cli.check-usage", "cli.check-examples"],
        arguments: |command, lang| {
            let own = [paths_argument(lang), explain_option(lang)];
            command.args(own).args(output_options::<ReportFormat>(lang))
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

/// Returns the names of the sub-commands, in the order of the help.
pub fn command_names() -> impl Iterator<Item = &'static str> {
    SUB_COMMANDS.iter().map(|command| command.name)
}

/// Builds the command line, its help in `lang`.
#[must_use]
pub fn command(lang: Lang) -> Command {
    command_with(Some(paths_argument(lang)), lang)
}

/// Builds the command line with this argument for the paths; completions for zsh write their own and pass
/// `None`.
#[must_use]
pub fn command_with(paths: Option<Arg>, lang: Lang) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let version = version.help(lang.text("cli.version")).help_heading(lang.text("cli.options"));
    let root = with_help(Command::new("jirei"), ["cli.about", "cli.usage", "cli.examples"], lang);
    let root = root
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(lang.text("cli.commands"))
        .args(paths)
        .arg(query_option("cli.browser-query", lang))
        .arg(config_option(lang))
        .arg(global_option("lang", &["ja", "en"], "cli.lang", lang))
        .arg(global_option("color", &["auto", "always", "never"], "cli.color", lang))
        .arg(help_flag(lang))
        .arg(version.display_order(LAST));
    root.subcommands(SUB_COMMANDS.iter().map(|SubCommand { name, help: words, arguments, .. }| {
        arguments(with_help(Command::new(name), *words, lang), lang).arg(help_flag(lang))
    }))
}

/// Builds `--config FILE`, which is read before all others.
fn config_option(lang: Lang) -> Arg {
    let file = Arg::new("config").long("config").value_name("FILE").value_parser(value_parser!(PathBuf));
    let file = file.help(lang.text("cli.config-file")).help_heading(lang.text("cli.options"));
    file.global(true).display_order(LAST - 1)
}

/// Adds the arguments of a command for a case or a section of it.
fn with_case_arguments(command: Command, lang: Lang) -> Command {
    let case = Arg::new("case").value_name("CASE").required(true);
    let section = Arg::new("section").short('s').long("section").value_name("SECTION");
    command
        .arg(case.help(lang.text("cli.case")).help_heading(lang.text("cli.arguments")))
        .arg(paths_argument(lang))
        .arg(section.help(lang.text("cli.section")).help_heading(lang.text("cli.options")))
}

/// Builds `-q QUERY`; a query may begin with the `-` of a negation.
fn query_option(help: &'static str, lang: Lang) -> Arg {
    let query = Arg::new("query").short('q').long("query").value_name("QUERY");
    let query = query.allow_hyphen_values(true).value_parser(parse_query_argument);
    query.help(lang.text(help)).help_heading(lang.text("cli.options"))
}

/// Parses a query; rejects a mistyped option: `--fromat`.
fn parse_query_argument(word: &str) -> Result<String, String> {
    let is_option =
        word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    if is_option { Err(word.to_owned()) } else { Ok(word.to_owned()) }
}

/// Adds the help in `lang`, including its headings: description, usage, examples.
fn with_help(command: Command, [about, usage, examples]: [&'static str; 3], lang: Lang) -> Command {
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
fn help_flag(lang: Lang) -> Arg {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(LAST);
    help.help(lang.text("cli.help")).help_heading(lang.text("cli.options"))
}

/// Builds `PATH…`, the files and folders to read.
fn paths_argument(lang: Lang) -> Arg {
    let paths = Arg::new("paths").value_name("PATH").num_args(0..).value_parser(value_parser!(PathBuf));
    paths.help(lang.text("cli.paths")).help_heading(lang.text("cli.arguments"))
}

/// Builds an option of every command, shown after the command's own.
fn global_option(name: &'static str, values: &[&'static str], help: &'static str, lang: Lang) -> Arg {
    option(name, values, help, lang).global(true).display_order(LAST - 1)
}

/// Builds an option without a value.
fn flag(name: &'static str, help: &'static str, lang: Lang) -> Arg {
    let flag = Arg::new(name).long(name).action(ArgAction::SetTrue);
    flag.help(lang.text(help)).help_heading(lang.text("cli.options"))
}

/// Builds `--format` with the formats of a command, and `--output`.
fn output_options<F: OutputFormat>(lang: Lang) -> [Arg; 2] {
    let output =
        Arg::new("output").short('o').long("output").value_name("FILE").value_hint(ValueHint::FilePath);
    let output = output.value_parser(value_parser!(PathBuf));
    let output = output.help(lang.text("cli.output")).help_heading(lang.text("cli.options"));
    [option("format", F::VARIANTS, "cli.format", lang), output]
}

/// Builds an option with a few values, written `text|json`.
fn option(name: &'static str, values: &[&'static str], help: &'static str, lang: Lang) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(values.join("|"))
        .value_parser(PossibleValuesParser::new(values))
        .hide_possible_values(true)
        .help(lang.text(help))
        .help_heading(lang.text("cli.options"))
}

/// Builds `--explain` with its codes, which are too many for the help.
fn explain_option(lang: Lang) -> Arg {
    let codes = PossibleValuesParser::new(Code::ALL.iter().map(|code| code.name()));
    let explain = Arg::new("explain").long("explain").value_name("CODE").value_parser(codes);
    let explain = explain.hide_possible_values(true);
    explain.help(lang.text("cli.explain")).help_heading(lang.text("cli.options"))
}

/// Returns the file of `--output`; `None` for standard output.
#[must_use]
pub fn output_file(matches: &ArgMatches) -> Option<PathBuf> {
    let (_, own) = matches.subcommand()?;
    let file = own.try_get_one::<PathBuf>("output").ok().flatten().cloned();
    file.filter(|file| file.as_os_str() != "-")
}

/// Returns the colour mode of the arguments.
#[must_use]
pub fn color(matches: &ArgMatches) -> Color {
    match argument_text(matches, "color").as_deref() {
        Some("always") => Color::Always,
        Some("never") => Color::Never,
        Some(_) | None => Color::Auto,
    }
}

/// Returns the sub-command if a query for the browser precedes it, which would be ignored.
#[must_use]
pub fn stray_query(matches: &ArgMatches) -> Option<&str> {
    matches.subcommand_name().filter(|_| argument_text(matches, "query").is_some())
}

/// Parses the request from the arguments.
#[must_use]
pub fn parse_request(matches: &ArgMatches) -> Request {
    let named = |name: &str| SUB_COMMANDS.iter().find(|command| command.name == name);
    match matches.subcommand().and_then(|(name, own)| Some((named(name)?, own))) {
        Some((command, own)) => (command.request)(own),
        None => Request::Browse(argument_text(matches, "query"), given_paths(matches)),
    }
}

/// Returns the value of a text argument; `None` if it is not given.
fn argument_text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

/// Returns the paths of the command line; empty if none are given.
fn given_paths(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many::<PathBuf>("paths").map(|paths| paths.cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(words: &[&str]) -> Request {
        let words = ["jirei"].iter().chain(words);
        parse_request(&command(Lang::Ja).try_get_matches_from(words).unwrap())
    }

    #[test]
    fn the_command_line_holds_together() {
        command(Lang::Ja).debug_assert();
        command(Lang::En).debug_assert();
    }

    #[test]
    fn no_sub_command_is_the_browser_and_a_file_named_like_one_can_be_opened() {
        let browse = |path: &str| Request::Browse(None, vec![path.into()]);
        assert_eq!(asked(&[]), Request::Browse(None, Vec::new()));
        assert_eq!(asked(&["./list"]), browse("./list"));
        assert_eq!(asked(&["--", "list"]), browse("list"));
        assert_eq!(asked(&["--lang", "en", "a.txt"]), browse("a.txt"));
        assert_eq!(asked(&["--lang", "en", "list"]), Request::List(None, TableFormat::Text, Vec::new()));
        let dashed = Request::Check(ReportFormat::Text, vec!["-x".into()]);
        assert_eq!(asked(&["check", "--", "-x"]), dashed);
        // The path of the run before may still stand on the line.
        let explained = Request::Explain(Code::CostSum, ReportFormat::Text);
        assert_eq!(asked(&["check", "pages", "--explain", "cost-sum"]), explained);
    }

    #[test]
    fn a_query_may_begin_with_a_minus_and_options_stay_options() {
        let list = |query: &str| Request::List(Some(query.into()), TableFormat::Text, vec!["p".into()]);
        let search = |query: &str| Request::Search(query.into(), SearchFormat::Text, vec!["p".into()]);
        for query in ["-終了", "-状況:終了", "- 終了", "-h終", "-", "--", "-q", "a=b", "=x", "-\"a b\""]
        {
            if query != "--" {
                assert_eq!(asked(&["list", "-q", query, "p"]), list(query));
                assert_eq!(asked(&["list", "--query", query, "p"]), list(query));
                let browse = Request::Browse(Some(query.into()), vec!["p".into()]);
                assert_eq!(asked(&["-q", query, "p"]), browse);
            }
            let joined = format!("--query={query}");
            assert_eq!(asked(&["list", &joined, "p"]), list(query));
            assert_eq!(asked(&["search", "--", query, "p"]), search(query));
        }
        assert_eq!(asked(&["list", "-q=-終了", "p"]), list("-終了"));
        assert_eq!(asked(&["search", "-終了", "p"]), search("-終了"));
        let json = Request::Search("-終了".into(), SearchFormat::Json, vec!["p".into()]);
        assert_eq!(asked(&["search", "--format", "json", "-終了", "p"]), json);
        assert_eq!(asked(&["search", "-終了", "--format=json", "p"]), json);
        assert_eq!(asked(&["search", "-終了", "p", "--format", "json"]), json);
        let wrong = |words: &[&str]| command(Lang::Ja).try_get_matches_from(words).is_err();
        assert!(wrong(&["jirei", "search", "--fromat", "json", "x"]));
        assert!(wrong(&["jirei", "list", "-q", "--format", "json"]));
        assert!(wrong(&["jirei", "search"]) && wrong(&["jirei", "list", "-q"]));
        let help = command(Lang::Ja).try_get_matches_from(["jirei", "search", "-h"]).unwrap_err();
        assert!(!help.use_stderr(), "-h stays the help");
    }

    #[test]
    fn a_query_before_a_command_is_not_lost() {
        let stray = |words: &[&str]| {
            let matches = command(Lang::Ja).try_get_matches_from(words).unwrap();
            stray_query(&matches).map(str::to_owned)
        };
        assert_eq!(stray(&["jirei", "-q", "a", "list"]), Some("list".into()));
        assert_eq!(stray(&["jirei", "list", "-q", "a"]), None);
        assert_eq!(stray(&["jirei", "-q", "a", "./list"]), None);
    }

    #[test]
    fn an_option_given_twice_means_the_last() {
        assert_eq!(
            asked(&["show", "--format", "json", "tonet", "--format", "text", "a", "b"]),
            Request::Show("tonet".into(), None, ShowFormat::Text, vec!["a".into(), "b".into()])
        );
    }
}
