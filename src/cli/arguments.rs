//! The definition of the command line, and the request that is parsed from it.

use super::requests::Request;
use super::sub_commands::{SUB_COMMANDS, SubCommand};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::console::Color;
use super::options::{
    LAST, argument_text, config_option, given_paths, global_option, help_flag, paths_argument, query_option,
    with_help,
};
use crate::lang::Lang;

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

#[cfg(test)]
mod tests {
    use super::super::format::{ReportFormat, SearchFormat, ShowFormat, TableFormat};
    use super::*;
    use crate::model::Code;

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
