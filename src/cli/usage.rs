//! Usage errors in the user's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::arguments::command_names;
use super::console::quote;
use crate::lang::Lang;
use crate::text::nearest;

/// The options of the commands with a query: a word like one of them is a typing error.
const OPTIONS: [&str; 6] = ["--format", "--query", "--config", "--lang", "--color", "--help"];

/// Returns the message of an error, with the wrong word and a suggestion.
#[must_use]
pub fn message(error: &Error, lang: Lang) -> String {
    let argument = context_values(error, ContextKind::InvalidArg).join(" ");
    let option = argument.split([' ', '=']).next().unwrap_or_default();
    let value = context_values(error, ContextKind::InvalidValue).join(" ");
    let allowed = context_values(error, ContextKind::ValidValue);
    let near = nearest(&value, allowed.iter().map(String::as_str));
    // csh is another shell, no typing error for zsh.
    let is_other_shell = |near: &&str| argument == "<SHELL>" && near.chars().next() != value.chars().next();
    let near = near.filter(|near| !is_other_shell(near)).map(str::to_owned);
    let allowed_words = allowed.join(lang.text("cli.and"));
    let kind = error.kind();
    let words = if kind == ErrorKind::InvalidValue && value.is_empty() && allowed.is_empty() {
        lang.fill("cli.no-value", &[("option", &option)])
    } else if kind == ErrorKind::InvalidValue && value.is_empty() {
        lang.fill("cli.no-value-of", &[("option", &option), ("allowed", &allowed_words)])
    } else if kind == ErrorKind::InvalidValue {
        let value = quote(&value, lang);
        lang.fill("cli.wrong-value", &[("value", &value), ("option", &option), ("allowed", &allowed_words)])
    } else if kind == ErrorKind::ValueValidation && option.starts_with('-') {
        // An option in the position of a query.
        lang.fill("cli.no-value", &[("option", &option)])
    } else if kind == ErrorKind::ValueValidation {
        lang.fill("cli.unknown-argument", &[("argument", &quote(&value, lang))])
    } else if kind == ErrorKind::UnknownArgument {
        lang.fill("cli.unknown-argument", &[("argument", &quote(&argument, lang))])
    } else if kind == ErrorKind::MissingRequiredArgument {
        lang.fill("cli.missing-argument", &[("argument", &argument.replace(['<', '>'], ""))])
    } else if kind == ErrorKind::ArgumentConflict {
        let other = context_values(error, ContextKind::PriorArg).join(" ");
        let other = other.split([' ', '=']).next().unwrap_or_default().to_owned();
        lang.fill("cli.one-of-two", &[("option", &option), ("other", &other)])
    } else {
        lang.fill("cli.wrong-arguments", &[("argument", &quote(&argument, lang))])
    };
    let near = near.or_else(|| context_values(error, ContextKind::SuggestedArg).into_iter().next());
    let mistyped = (kind == ErrorKind::ValueValidation).then(|| nearest(&value, OPTIONS)).flatten();
    let near = near.or_else(|| mistyped.filter(|near| *near != value).map(str::to_owned));
    format!("{words}{}\n{}", suggestion_text(near.as_deref(), lang), lang.text("cli.see-help"))
}

/// Returns the suggestion: もしかして: list.
#[must_use]
pub fn suggestion_text(near: Option<&str>, lang: Lang) -> String {
    near.map(|near| lang.fill("cli.meant", &[("near", &near)])).unwrap_or_default()
}

/// Suggests a sub-command for a path that does not exist.
#[must_use]
pub fn mistyped_command(path: &std::path::Path) -> Option<&'static str> {
    let word = path.to_str().filter(|word| !word.contains(['/', '\\', '.']))?;
    if path.exists() { None } else { nearest(word, command_names()) }
}

/// Returns the words that a clap error has of this kind; empty if it has none.
fn context_values(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(_) | None => Vec::new(),
    }
}
