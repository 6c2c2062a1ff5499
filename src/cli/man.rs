//! `jirei man`: the manual page, generated from the command line's definition.

use clap::{Arg, Command};
use roff::{Inline, Roff, bold, italic, roman};

use super::arguments;
use super::console::Console;
use super::failure::{RunEnding, RunResult};
use super::help::wrap_help;
use crate::config::{Group, Keymap};
use crate::lang::Lang;
use crate::model::Code;
use crate::text::wrap::wrap;

/// Prints the page in the language of the interface, as roff.
pub fn run(console: &mut Console) -> RunResult {
    let lang = console.lang;
    let mut command = arguments::command(lang);
    command.build();
    let mut page = Roff::new();
    let version = format!("jirei {}", env!("CARGO_PKG_VERSION"));
    page.control("TH", ["JIREI", "1", "", version.as_str(), lang.text("man.manual")]);
    // Japanese words are neither stretched nor hyphenated.
    page.control("ad", ["l"]);
    page.control("nh", []);
    begin_section(&mut page, lang.text("man.name"));
    page.text([roman(format!("jirei - {}", plain_text(command.get_about()).trim_start_matches("jirei: ")))]);
    begin_section(&mut page, lang.text("man.synopsis"));
    append_verbatim(&mut page, lang.text("cli.usage"));
    begin_section(&mut page, lang.text("man.description"));
    append_paragraph(&mut page, lang.text("man.about"), lang);
    append_options(&mut page, &command, lang);
    for sub in command.get_subcommands() {
        append_sub_command(&mut page, sub, lang);
    }
    append_keys_section(&mut page, &Keymap::built_in(), lang);
    append_exit_codes_section(&mut page, lang);
    for (title, words) in [("man.environment", "man.variables"), ("man.exit", "man.exit-codes")] {
        begin_section(&mut page, lang.text(title));
        append_definitions(&mut page, lang.text(words), lang);
    }
    page.to_writer(&mut console.out)?;
    Ok(RunEnding::Fine)
}

/// Appends the heading of a section.
fn begin_section(page: &mut Roff, title: &str) {
    page.control("SH", [title]);
}

/// Appends lines verbatim.
fn append_verbatim(page: &mut Roff, lines: &str) {
    page.control("nf", []);
    for line in wrap_help(lines.trim_matches('\n'), WIDTH).lines() {
        page.text([roman(line.to_owned())]);
    }
    page.control("fi", []);
}

/// The width of wrapped lines.
const WIDTH: usize = 64;

/// Appends a paragraph. man breaks lines only at spaces, so that Japanese text is wrapped here.
fn append_paragraph(page: &mut Roff, words: &str, lang: Lang) {
    match lang {
        Lang::En => page.text([roman(words.replace('\n', " "))]),
        Lang::Ja => {
            for (place, range) in wrap(words, WIDTH).into_iter().enumerate() {
                if place > 0 {
                    page.control("br", []);
                }
                page.text([roman(words.get(range).unwrap_or_default().to_owned())]);
            }
            page
        }
    };
}

/// Appends a term with its definition.
fn append_definition(page: &mut Roff, term: Vec<Inline>, words: &str, lang: Lang) {
    page.control("TP", []);
    page.text(term);
    append_paragraph(page, words, lang);
}

/// Appends lines of a term, two spaces or more, and its definition.
fn append_definitions(page: &mut Roff, lines: &str, lang: Lang) {
    for line in lines.trim().lines() {
        let (term, words) = line.trim().split_once("  ").unwrap_or((line, ""));
        append_definition(page, vec![bold(term)], words.trim(), lang);
    }
}

/// Appends the section of a sub-command: what it does, its options, its examples.
fn append_sub_command(page: &mut Roff, command: &Command, lang: Lang) {
    begin_section(page, &format!("jirei {}", command.get_name()));
    page.text([roman(plain_text(command.get_about()))]);
    append_options(page, command, lang);
    page.control("PP", []);
    append_verbatim(page, &plain_text(command.get_after_help()));
}

/// Appends the arguments and options of a command; global options are listed once, at the beginning.
fn append_options(page: &mut Roff, command: &Command, lang: Lang) {
    let own = |arg: &&Arg| !arg.is_hide_set() && (command.get_name() == "jirei" || !is_everywhere(arg));
    if command.get_name() == "jirei" {
        begin_section(page, lang.text("man.options"));
    }
    for arg in command.get_arguments().filter(own) {
        append_definition(page, argument_notation(arg), &plain_text(arg.get_help()), lang);
    }
}

/// True if every command has the option.
fn is_everywhere(arg: &Arg) -> bool {
    arg.is_global_set() || arg.get_id() == "help"
}

/// Returns the notation of an argument: `-q`, `--query` QUERY.
fn argument_notation(arg: &Arg) -> Vec<Inline> {
    let mut parts = Vec::new();
    if let Some(short) = arg.get_short() {
        parts.push(bold(format!("-{short}")));
    }
    if let Some(long) = arg.get_long() {
        if !parts.is_empty() {
            parts.push(roman(", "));
        }
        parts.push(bold(format!("--{long}")));
    }
    let takes = arg.get_action().takes_values() || arg.is_positional();
    for value in arg.get_value_names().into_iter().flatten().filter(|_| takes) {
        if !parts.is_empty() {
            parts.push(roman(" "));
        }
        parts.push(italic(value.as_str()));
    }
    parts
}

/// Appends the section of the keys, by group.
fn append_keys_section(page: &mut Roff, keymap: &Keymap, lang: Lang) {
    begin_section(page, lang.text("man.keys"));
    let rows = keymap.rows(lang);
    for group in Group::ALL {
        page.control("SS", [lang.text(group.label_id())]);
        for (_, keys, words) in rows.iter().filter(|(of, ..)| of == group) {
            append_definition(page, vec![bold(keys.as_str())], lang.text(words), lang);
        }
    }
}

/// Appends the section of the diagnostics: each code with its severity and the first line about it.
fn append_exit_codes_section(page: &mut Roff, lang: Lang) {
    begin_section(page, lang.text("man.codes"));
    for code in Code::ALL {
        let about = code.explanation(lang).trim().lines().next().unwrap_or_default();
        let term = vec![bold(code.name()), roman(format!(" ({})", code.severity().name()))];
        append_definition(page, term, about, lang);
    }
}

/// Returns a styled text without its styles; empty if there is none.
fn plain_text(words: Option<&clap::builder::StyledStr>) -> String {
    words.map(ToString::to_string).unwrap_or_default()
}
