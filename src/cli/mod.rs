//! The command line: arguments, and a file per sub-command.

mod arguments;
mod binary_output;
mod browse;
mod check;
mod choice;
mod compare;
mod completions;
mod config;
mod console;
mod early;
mod export;
mod failure;
mod fields;
mod format;
mod glossary;
mod help;
mod keys;
mod list;
mod man;
mod open;
mod options;
mod output_file;
mod pages;
mod requests;
mod search;
mod sheet_output;
mod show;
mod similar;
mod stats;
mod sub_commands;
mod table;
mod threads;
mod usage;

pub use browse::Browser;
pub use failure::end_without_memory;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::ArgMatches;

use self::config::LoadedConfig;
use self::console::{Color, Console, Destination, print_note, quote};
use self::failure::{Failure, RunEnding, RunResult};
use self::format::ReportFormat;
use self::output_file::OutputFile;
use self::pages::PagePaths;
use self::requests::{OpenRequest, Request};
use crate::analysis::column_sets::add_user_sets;
use crate::config::{LaunchOptions, Settings, StateFile};
use crate::lang::{Lang, Reason};
use crate::search::glossary as glossary_terms;
use crate::source;

/// Runs jirei with these arguments, the program's name first; `browser` is for a command line
/// without a sub-command. The exit code is 0 for success, 1 if nothing or a problem was found, 2 for a
/// failure.
pub fn run(arguments: impl Iterator<Item = OsString>, browser: Browser) -> ExitCode {
    let locale = Lang::from_locale(|name| std::env::var(name).ok());
    failure::prepare_end(locale);
    build_tables_early();
    let arguments = early::rewrite_help_command(arguments.collect());
    let read = LoadedConfig::new(early::config_file(&arguments));
    let lang = early::language(&arguments, read.lang().unwrap_or(locale));
    failure::prepare_end(lang);
    let outcome = match arguments::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => match arguments::stray_query(&matches) {
            Some(command) => Err(Failure::Message(lang.fill("cli.stray-query", &[("command", &command)]))),
            None => execute(&matches, &read, lang, browser),
        },
        Err(error) if error.use_stderr() => Err(Failure::Message(usage::message(&error, lang))),
        Err(help) => {
            let mut console = Console::new(lang, Color::Auto);
            console.print(&help::wrap_help(&help.render().to_string(), console.width))
        }
    };
    report_failure(outcome, lang).into()
}

/// Builds the tables for reading pages and starts the threads for that on another thread, while the arguments and
/// the configuration are parsed, which shortens the start. If no thread can be spawned, that is done on first use.
fn build_tables_early() {
    let tables = || {
        source::prepare();
        glossary_terms::prepare();
        threads::prepare();
    };
    let _ = thread::Builder::new().name("prepare".to_owned()).spawn(tables);
}

/// Executes a request with the settings. The browser handles the terminal itself and reports the
/// mistakes of the configuration.
fn execute(matches: &ArgMatches, read: &LoadedConfig, lang: Lang, browser: Browser) -> RunResult {
    if let Some(ending) = sheet_output::unknown_ending(matches) {
        return Err(Failure::Message(lang.fill("cli.unknown-ending", &[("ending", &quote(&ending, lang))])));
    }
    let (request, color) = (arguments::parse_request(matches), arguments::color(matches));
    let mut console = match options::output_file(matches) {
        Some(path) => Console::with(Destination::File(open_output(&path, lang)?), lang, color),
        None => Console::new(lang, color),
    };
    if let Some(output) = request.sheet_output()
        && let Some(obstacle) = binary_output::obstacle(output.format, &console)
    {
        return Err(obstacle);
    }
    if let Request::Config(shown) = request {
        return config::run(shown, read, &mut console);
    }
    threads::require(lang)?;
    // The console locks standard output, and the browser writes from two threads.
    if let Request::Browse(query, paths) = &request {
        drop(console);
        let piped = paths.is_empty() && browse::is_piped();
        let paths = if piped { vec![source::STANDARD_INPUT.into()] } else { paths.clone() };
        return browse(query.clone(), paths, None, read, lang, browser);
    }
    if let Request::Open(wanted) = &request
        && !wanted.site
    {
        drop(console);
        return browse(None, wanted.paths.clone(), Some(wanted), read, lang, browser);
    }
    let (settings, problems) = read.settings(lang, config::full_path)?;
    let file = read.file();
    problems.iter().for_each(|problem| print_note(problem));
    console.set_ambiguous_width(settings.ambiguous_width);
    add_user_sets(&settings.columns);
    let ending = print(request, &settings, &file, lang, &mut console);
    let ended = ending.and_then(|ending| {
        match ending {
            // What could not be made replaces no file.
            RunEnding::Failed => console.out.flush()?,
            RunEnding::Fine | RunEnding::Nothing => console.finish()?,
        }
        Ok(ending)
    });
    match (ended, options::output_file(matches)) {
        // A reader of standard output may leave; that of a named pipe was to have everything.
        (Err(Failure::Write(error)), Some(path)) => Err(write_failure(&path, &Reason::from(&error), lang)),
        (ended, _) => ended,
    }
}

/// Opens the file of `--output` before anything is read.
fn open_output(path: &Path, lang: Lang) -> Result<OutputFile, Failure> {
    OutputFile::open(path).map_err(|reason| write_failure(path, &reason, lang))
}

/// Returns the failure of a file that cannot be written.
fn write_failure(path: &Path, reason: &Reason, lang: Lang) -> Failure {
    let path = quote(&path.to_string_lossy(), lang);
    let names: [(&str, &dyn Display); 2] = [("path", &path), ("reason", &reason.words(lang))];
    Failure::Message(lang.fill("cli.cannot-write-to", &names))
}

/// Opens the browser, at the requested case if any.
fn browse(
    query: Option<String>,
    paths: Vec<PathBuf>,
    wanted: Option<&OpenRequest>,
    read: &LoadedConfig,
    lang: Lang,
    browser: Browser,
) -> RunResult {
    let (settings, problems) = read.settings(lang, config::file_name)?;
    let places = page_paths(paths, &settings, &read.file());
    let (place, loaded) = match wanted {
        None => (None, None),
        Some(wanted) => {
            browse::check_input(&places.paths, lang)?;
            match open::initial_place(wanted, &places, lang) {
                Ok((place, loaded)) => (Some(place), Some(loaded)),
                Err(ending) => return Ok(ending),
            }
        }
    };
    let state_file = StateFile::from_environment();
    let paths = places.paths.clone();
    let launch = LaunchOptions { paths, loaded, query, lang, settings, problems, place, state_file };
    browse::run(launch, &places, browser)
}

/// Returns the paths of the command line, else those of the configuration `file`.
fn page_paths(given: Vec<PathBuf>, settings: &Settings, file: &str) -> PagePaths {
    let set_in = settings.paths_line.filter(|_| given.is_empty()).map(|line| format!("{file}:{line}"));
    PagePaths { paths: if given.is_empty() { settings.paths.clone() } else { given }, set_in }
}

/// Executes a request that only prints.
fn print(request: Request, settings: &Settings, file: &str, lang: Lang, console: &mut Console) -> RunResult {
    let places = |given| page_paths(given, settings, file);
    match request {
        // Handled by the caller.
        Request::Browse(..) | Request::Config(_) => Ok(RunEnding::Fine),
        Request::Search(query, format, given) => search::run(&query, format, &places(given), console),
        Request::List(query, format, given) => list::run(query.as_deref(), format, &places(given), console),
        Request::Show(case, section, format, given) => {
            show::run(&case, section.as_deref(), format, &places(given), console)
        }
        Request::Open(wanted) => {
            let given = places(wanted.paths.clone());
            open::open_site(&wanted, &given, lang)
        }
        Request::Table(wanted) => table::run(&wanted, &places(wanted.paths.clone()), console),
        Request::Stats(wanted) => {
            let (fields, given) = stats::split_words(&wanted, lang);
            stats::run(&wanted, &fields, &places(given), console)
        }
        Request::Similar(wanted) => similar::run(&wanted, &places(similar::given_paths(&wanted)), console),
        Request::Compare(wanted) => {
            let (cases, given) = compare::split_words(&wanted);
            compare::run(&wanted, &cases, &places(given), console)
        }
        Request::History(wanted) => compare::run_history(&wanted, &places(wanted.paths.clone()), console),
        Request::Benchmarks(column, output) => table::run_benchmarks(column.as_deref(), output, console),
        Request::Columns(output) => table::run_columns(output, console),
        Request::Export(wanted) => export::run(&wanted, &places(wanted.paths.clone()), console),
        Request::Check(format, given) => check::run(format, &places(given), console),
        Request::Explain(code, format) => check::explain(code, format, console),
        Request::Fields(format) => fields::run(format, console),
        Request::Glossary(term, format) => glossary::run(term.as_deref(), format, console),
        Request::Completions(shell) => completions::run(shell, console),
        Request::Man => man::run(console),
        Request::Keys(ReportFormat::Text) => console.print(&keys::text(&settings.keymap, lang)),
        Request::Keys(ReportFormat::Json) => {
            console.print(&keys::json(&settings.keymap, lang).map_err(io::Error::from)?)
        }
    }
}

/// Reports the failure of a run. A closed pipe is no failure.
fn report_failure(outcome: RunResult, lang: Lang) -> RunEnding {
    match outcome {
        Ok(ending) => ending,
        Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => RunEnding::Fine,
        Err(Failure::Write(error)) => {
            print_note(&lang.fill("cli.cannot-write", &[("reason", &Reason::from(&error).words(lang))]));
            RunEnding::Failed
        }
        Err(Failure::Message(words)) => {
            failure::claim_message();
            print_note(&format!("jirei: {words}"));
            RunEnding::Failed
        }
    }
}
