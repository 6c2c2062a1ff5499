//! The command line: arguments, one file a sub-command.

mod arguments;
mod browse;
mod check;
mod choice;
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
mod pages;
mod search;
mod show;
mod usage;

pub use browse::Browser;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use self::arguments::{Request, Wanted};
use self::config::Read;
use self::console::{Color, Console, note};
use self::failure::{Ending, Failure, Outcome};
use self::format::Format;
use self::pages::Places;
use crate::config::{LaunchOptions, Settings, StateFile};
use crate::lang::{Lang, Reason};
use crate::search::glossary as glossary_terms;
use crate::source;

/// Runs jirei with these arguments, the program's name first; `browser` is for a command line
/// without a sub-command. The exit code is 0 where all is fine, 1 where nothing or a problem was
/// found, 2 where it could not run.
pub fn run(arguments: impl Iterator<Item = OsString>, browser: Browser) -> ExitCode {
    prepare();
    let arguments = early::help_first(arguments.collect());
    let locale = Lang::from_locale(|name| std::env::var(name).ok());
    let read = Read::new(early::config_file(&arguments));
    let lang = early::language(&arguments, read.lang().unwrap_or(locale));
    let outcome = match arguments::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => match arguments::stray_query(&matches) {
            Some(command) => Err(Failure::Message(lang.fill("cli.stray-query", &[("command", &command)]))),
            None => answer(arguments::request(&matches), &read, lang, arguments::color(&matches), browser),
        },
        Err(error) if error.use_stderr() => Err(Failure::Message(usage::message(&error, lang))),
        Err(help) => {
            let mut console = Console::new(lang, Color::Auto);
            console.print(&help::fitted(&help.render().to_string(), console.width))
        }
    };
    end(outcome, lang).into()
}

/// Makes the tables ready that pages are read with, beside reading the command line and what is set:
/// a start is short enough for that to show. Where no thread can be had, they are made when asked for.
fn prepare() {
    let tables = || {
        source::prepare();
        glossary_terms::prepare();
    };
    let _ = thread::Builder::new().name("prepare".to_owned()).spawn(tables);
}

/// Does what was asked, with what is set. The browser takes the terminal itself, and says what is wrong
/// with the settings.
fn answer(request: Request, read: &Read, lang: Lang, color: Color, browser: Browser) -> Outcome {
    let mut console = Console::new(lang, color);
    if let Request::Config(shown) = request {
        return config::run(shown, read, &mut console);
    }
    // The console has the lock of standard output, and the browser writes from two threads.
    if let Request::Browse(query, paths) = &request {
        drop(console);
        return browse(query.clone(), paths.clone(), None, read, lang, browser);
    }
    if let Request::Open(wanted) = &request
        && !wanted.site
    {
        drop(console);
        return browse(None, wanted.paths.clone(), Some(wanted), read, lang, browser);
    }
    let (settings, problems) = read.settings(lang, config::path_of)?;
    let file = read.file();
    problems.iter().for_each(|problem| note(problem));
    console.measure_as(settings.ambiguous_width);
    let ending = print(request, &settings, &file, lang, &mut console)?;
    console.out.flush()?;
    Ok(ending)
}

/// Opens the browser, at the wanted case if any.
fn browse(
    query: Option<String>,
    paths: Vec<PathBuf>,
    wanted: Option<&Wanted>,
    read: &Read,
    lang: Lang,
    browser: Browser,
) -> Outcome {
    let (settings, problems) = read.settings(lang, config::name_of)?;
    let places = given_or_set(paths, &settings, &read.file());
    let place = match wanted.map(|wanted| open::place(wanted, &places, lang)).transpose()? {
        None => None,
        Some(Ok(place)) => Some(place),
        Some(Err(ending)) => return Ok(ending),
    };
    let state_file = StateFile::from_environment();
    let paths = places.paths.clone();
    browse::run(LaunchOptions { paths, query, lang, settings, problems, place, state_file }, &places, browser)
}

/// The paths of the command line, else those that are set in `file`.
fn given_or_set(given: Vec<PathBuf>, settings: &Settings, file: &str) -> Places {
    let set_in = settings.paths_line.filter(|_| given.is_empty()).map(|line| format!("{file}:{line}"));
    Places { paths: if given.is_empty() { settings.paths.clone() } else { given }, set_in }
}

/// Does what only prints.
fn print(request: Request, settings: &Settings, file: &str, lang: Lang, console: &mut Console) -> Outcome {
    let places = |given| given_or_set(given, settings, file);
    match request {
        // Those done before.
        Request::Browse(..) | Request::Config(_) => Ok(Ending::Fine),
        Request::Search(query, format, given) => search::run(&query, format, &places(given), console),
        Request::List(query, format, given) => list::run(query.as_deref(), format, &places(given), console),
        Request::Show(case, section, format, given) => {
            show::run(&case, section.as_deref(), format, &places(given), console)
        }
        Request::Open(wanted) => {
            let given = places(wanted.paths.clone());
            open::site(&wanted, &given, lang)
        }
        Request::Export(format, given) => export::run(format, &places(given), console),
        Request::Check(format, given) => check::run(format, &places(given), console),
        Request::Explain(code, format) => check::explain(code, format, console),
        Request::Fields(format) => fields::run(format, console),
        Request::Glossary(term, format) => glossary::run(term.as_deref(), format, console),
        Request::Completions(shell) => completions::run(shell, console),
        Request::Man => man::run(console),
        Request::Keys(Format::Text) => console.print(&keys::run(&settings.keymap, lang)),
        Request::Keys(Format::Json) => {
            console.print(&keys::json(&settings.keymap, lang).map_err(io::Error::from)?)
        }
    }
}

/// Says why a run failed. A reader that has seen enough is no failure.
fn end(outcome: Outcome, lang: Lang) -> Ending {
    match outcome {
        Ok(ending) => ending,
        Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ending::Fine,
        Err(Failure::Write(error)) => {
            note(&lang.fill("cli.cannot-write", &[("reason", &Reason::from(&error).words(lang))]));
            Ending::Failed
        }
        Err(Failure::Message(words)) => {
            note(&format!("jirei: {words}"));
            Ending::Failed
        }
    }
}
