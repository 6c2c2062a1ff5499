//! The arguments that are needed before parsing: help and errors are in the user's language.

use std::ffi::OsString;

use crate::lang::Lang;

/// The options that stand before a sub-command too and have a value.
const VALUE_OPTIONS: [&str; 3] = ["--config", "--lang", "--color"];

/// Rewrites `jirei help` and `jirei help list` to `jirei --help` and `jirei list --help`, whatever options are before.
#[must_use]
pub fn rewrite_help_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let mut place = 1;
    while let Some(word) = arguments.get(place).filter(|word| word.as_encoded_bytes().starts_with(b"--")) {
        place += if VALUE_OPTIONS.iter().any(|option| word == option) { 2 } else { 1 };
    }
    if arguments.get(place).is_some_and(|word| word == "help") {
        arguments.remove(place);
        arguments.push("--help".into());
    }
    arguments
}

/// Returns the language of help and errors: `--lang` anywhere before `--`, else the locale. An invalid
/// `--lang` is reported later, in the locale's language.
#[must_use]
pub fn language(arguments: &[OsString], locale: Lang) -> Lang {
    let codes = option_values("--lang", arguments);
    let mut codes = codes.iter().rev().filter_map(|code| code.to_str().and_then(Lang::from_code));
    codes.next().unwrap_or(locale)
}

/// Returns the file of `--config`, anywhere before `--`: its language is needed before anything else is
/// parsed.
#[must_use]
pub fn config_file(arguments: &[OsString]) -> Option<OsString> {
    option_values("--config", arguments).pop()
}

/// Returns the values of an option, as `--option VALUE` and `--option=VALUE`.
fn option_values(option: &str, arguments: &[OsString]) -> Vec<OsString> {
    let own = arguments.iter().enumerate().take_while(|(_, word)| *word != "--");
    let value = |(place, word): (usize, &OsString)| {
        if word == option {
            return arguments.get(place + 1).cloned();
        }
        let rest = word.as_encoded_bytes().strip_prefix(option.as_bytes())?;
        let start = word.len() - rest.len() + 1;
        // A value that is no UTF-8 can only follow a space.
        rest.starts_with(b"=").then(|| word.to_str()?.get(start..).map(OsString::from)).flatten()
    };
    own.filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_may_be_asked_for_as_a_command() {
        let of = |words: &[&str]| rewrite_help_command(words.iter().map(Into::into).collect());
        assert_eq!(of(&["jirei", "help"]), ["jirei", "--help"]);
        assert_eq!(of(&["jirei", "help", "list"]), ["jirei", "list", "--help"]);
        assert_eq!(of(&["jirei", "list", "help"]), ["jirei", "list", "help"]);
        assert_eq!(of(&["jirei", "--config", "f", "help"]), ["jirei", "--config", "f", "--help"]);
        assert_eq!(of(&["jirei", "--lang=en", "help", "list"]), ["jirei", "--lang=en", "list", "--help"]);
        assert_eq!(of(&["jirei", "--config", "help"]), ["jirei", "--config", "help"]);
    }

    #[test]
    fn the_language_is_found_before_the_arguments_are_read() {
        let of = |words: &[&str]| {
            let words: Vec<OsString> = words.iter().map(Into::into).collect();
            language(&words, Lang::Ja)
        };
        assert_eq!(of(&["list", "--lang", "en"]), Lang::En);
        assert_eq!(of(&["--lang=en", "list"]), Lang::En);
        assert_eq!(of(&["--lang=xx", "list"]), Lang::Ja);
        assert_eq!(of(&["list", "--", "--lang", "en"]), Lang::Ja);
        assert_eq!(of(&["list", "--lang"]), Lang::Ja);
    }

    #[test]
    fn the_last_configuration_that_is_named_counts() {
        let of = |words: &[&str]| config_file(&words.iter().map(Into::into).collect::<Vec<OsString>>());
        assert_eq!(of(&["jirei", "list"]), None);
        assert_eq!(of(&["jirei", "--config", "a", "list", "--config=b"]), Some("b".into()));
        assert_eq!(of(&["jirei", "--", "--config", "a"]), None);
        assert_eq!(of(&["jirei", "--config"]), None);
        assert_eq!(of(&["jirei", "--configs=a"]), None);
    }
}
