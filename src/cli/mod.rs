//! The command line: arguments, one file a sub-command.

mod arguments;
mod browse;
mod check;
mod console;
mod export;
mod failure;
mod fields;
mod glossary;
mod keys;
mod list;
mod man;
mod pages;
mod search;
mod show;
mod usage;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use self::arguments::{Format, Request};
use self::console::{Color, Console, note};
use self::failure::{Ending, Failure, Outcome};
use crate::config::{Opening, Settings, StateFile};
use crate::lang::Lang;
use crate::model::Catalog;

/// What opens the browser, which the command line does not know: it stays until the user quits, and
/// gives what was read.
pub type Browser = fn(Opening) -> anyhow::Result<Catalog>;

/// Runs jirei with these arguments, the program's name first; `browser` is for a command line
/// without a sub-command. The exit code is 0 where all is fine, 1 where nothing or a problem was
/// found, 2 where it could not run.
pub fn run(arguments: impl Iterator<Item = OsString>, browser: Browser) -> ExitCode {
    let arguments = arguments::help_first(arguments.collect());
    let locale = Lang::from_locale(|name| std::env::var(name).ok());
    let lang = arguments::language(&arguments, locale);
    let outcome = match arguments::command(lang).try_get_matches_from(&arguments) {
        Ok(matches) => match arguments::stray_query(&matches) {
            Some(command) => Err(Failure::Message(lang.fill("cli.stray-query", &[("command", &command)]))),
            None => answer(&arguments::request(&matches), lang, arguments::color(&matches), browser),
        },
        Err(error) if error.use_stderr() => Err(Failure::Message(usage::message(&error, lang))),
        Err(help) => say(&help.render().to_string(), &mut Console::new(lang, Color::Auto)),
    };
    end(outcome, lang).into()
}

/// Does what was asked. The browser takes the terminal itself.
fn answer(request: &Request, lang: Lang, color: Color, browser: Browser) -> Outcome {
    let mut console = Console::new(lang, color);
    let settings = Settings::default();
    console.measure_as(settings.ambiguous_width);
    let ending = match request {
        Request::Browse(query, paths) => {
            // It has the lock of standard output, and the browser writes from two threads.
            drop(console);
            let (query, paths) = (query.clone(), paths.clone());
            let mut state_file = StateFile::from_environment();
            let (kept, trouble) = state_file.load();
            let problems = trouble.iter().map(|trouble| trouble.message(lang)).collect();
            let opening = Opening { paths, query, lang, settings, problems, kept, state_file };
            return browse::run(opening, browser);
        }
        Request::Search(query, format, paths) => search::run(query, *format, paths, &mut console),
        Request::List(query, format, paths) => list::run(query.as_deref(), *format, paths, &mut console),
        Request::Show(case, section, format, paths) => {
            show::run(case, section.as_deref(), *format, paths, &mut console)
        }
        Request::Export(format, paths) => export::run(*format, paths, &mut console),
        Request::Check(format, paths) => check::run(*format, paths, &mut console),
        Request::Explain(code, format) => check::explain(*code, *format, &mut console),
        Request::Fields(format) => fields::run(*format, &mut console),
        Request::Glossary(term, format) => glossary::run(term.as_deref(), *format, &mut console),
        Request::Completions(shell) => completions(*shell, &mut console),
        Request::Man => man::run(&mut console),
        Request::Keys(Format::Text) => say(&keys::run(lang), &mut console),
        Request::Keys(Format::Json) => say(&keys::json(lang).map_err(io::Error::from)?, &mut console),
    }?;
    console.out.flush()?;
    Ok(ending)
}

/// Prints what makes a shell complete the command line.
fn completions(shell: clap_complete::Shell, console: &mut Console) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut arguments::command(console.lang), "jirei", &mut script);
    console.out.write_all(&script)?;
    Ok(Ending::Fine)
}

/// Prints words as they are, one line break at their end.
fn say(words: &str, console: &mut Console) -> Outcome {
    writeln!(console.out, "{}", words.trim_end())?;
    console.out.flush()?;
    Ok(Ending::Fine)
}

/// Says why a run failed. A reader that has seen enough is no failure.
fn end(outcome: Outcome, lang: Lang) -> Ending {
    match outcome {
        Ok(ending) => ending,
        Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => Ending::Fine,
        Err(Failure::Write(error)) => {
            note(&lang.fill("cli.cannot-write", &[("reason", &error)]));
            Ending::Failed
        }
        Err(Failure::Message(words)) => {
            note(&format!("jirei: {words}"));
            Ending::Failed
        }
    }
}
