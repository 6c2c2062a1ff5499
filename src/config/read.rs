//! Parses a configuration: settings and mistakes.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::bind::{KeymapReader, toml_entries};
use super::mistake::{Allowed, Mistake, Wrong};
use super::settings::SETTINGS;
use super::{AmbiguousWidth, Keymap, Settings, ThemeChoice};
use crate::analysis::column_error::ColumnError;
use crate::analysis::column_list::user_set;
use crate::analysis::column_sets::UserSet;
use crate::lang::Lang;
use crate::search::names::name_key;
use crate::text::nearest;

/// The commented default, apart from the keys.
const DEFAULT: &str = include_str!("../../assets/config.toml");

const LANGS: [&str; 3] = ["auto", "ja", "en"];
const WIDTHS: [&str; 3] = ["auto", "1", "2"];
const SWITCH: [&str; 2] = ["true", "false"];

/// The base folders of paths in a configuration.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// The folder of the configuration.
    pub own: PathBuf,
    /// The user's home, `~`.
    pub home: Option<PathBuf>,
}

/// Returns the commented default: every setting and every key with its default value.
#[must_use]
pub fn commented_default() -> String {
    let mut text = DEFAULT.to_owned();
    // The lines above the first table are for developers of the built-in file.
    for line in super::keymap::BUILT_IN.lines().skip_while(|line| !line.starts_with('[')) {
        let table = line.strip_prefix('[').map(|name| format!("#[keys.{name}"));
        let is_kept = line.is_empty() || line.starts_with('#');
        text.push_str(&table.unwrap_or_else(|| format!("{}{line}", if is_kept { "" } else { "#" })));
        text.push('\n');
    }
    text
}

/// Parses a configuration. An invalid value keeps the default; the mistakes are sorted by line.
#[must_use]
pub fn read(bytes: &[u8], folders: &Folders) -> (Settings, Vec<Mistake>) {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = KeymapReader::new(&text);
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count() + 1;
        reader.add_mistake(Some(line), Wrong::Encoding);
    }
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        reader.add_syntax_error(error);
    }
    let mut settings = Settings::default();
    for entry in toml_entries(table.get_ref()) {
        if let DeValue::Table(tables) = entry.1.get_ref()
            && entry.0.get_ref() == "keys"
        {
            let mut bound = reader.read_keymap(tables);
            reader.remove_idle(&mut bound);
            let (keymap, mistakes) = Keymap::with_user_keys(&bound);
            settings.keymap = keymap;
            reader.mistakes.extend(mistakes);
        } else if reader.is_unbroken(entry) {
            let line = reader.line_at(entry.0.span().start);
            read_setting(&mut settings, entry.0.get_ref(), entry.1, folders, line, &mut reader);
        }
    }
    let mut mistakes = reader.mistakes;
    mistakes.sort_by_key(|mistake| mistake.line);
    // A mistake that repeats in a line is reported once.
    mistakes.dedup();
    (settings, mistakes)
}

fn read_setting(
    settings: &mut Settings,
    name: &str,
    value: &Spanned<DeValue<'_>>,
    folders: &Folders,
    line: usize,
    reader: &mut KeymapReader<'_>,
) {
    match name {
        "paths" => read_paths(settings, value, folders, reader),
        "lang" => settings.lang = read_choice(name, &LANGS, value, reader).and_then(Lang::from_code),
        "theme" => {
            let chosen = read_choice(name, ThemeChoice::NAMES, value, reader);
            settings.theme = chosen.and_then(|chosen| chosen.parse().ok()).unwrap_or_default();
        }
        "ambiguous-width" => {
            settings.ambiguous_width = match read_choice(name, &WIDTHS, value, reader) {
                Some("1") => AmbiguousWidth::One,
                Some("2") => AmbiguousWidth::Two,
                Some(_) | None => AmbiguousWidth::Auto,
            }
        }
        "mouse" => match value.get_ref().as_bool() {
            Some(mouse) => settings.mouse = mouse,
            None => report_wrong_value(name, Allowed::Words(&SWITCH), value, reader),
        },
        "resume-search" => match value.get_ref().as_bool() {
            Some(resumes) => settings.resume_search = resumes,
            None => report_wrong_value(name, Allowed::Words(&SWITCH), value, reader),
        },
        "columns" => read_column_sets(settings, value, reader),
        "keys" => report_wrong_value(name, Allowed::Label("configuration.allowed_tables"), value, reader),
        _ => {
            let (near, allowed) = (nearest(name, SETTINGS), Allowed::Words(&SETTINGS));
            reader.add_mistake(Some(line), Wrong::Setting { name: name.to_owned(), allowed, near });
        }
    }
}

/// Reads one of a few words; 1 and 16 may be written as numbers too.
fn read_choice(
    name: &str,
    words: &'static [&'static str],
    value: &Spanned<DeValue<'_>>,
    reader: &mut KeymapReader<'_>,
) -> Option<&'static str> {
    let number = value.get_ref().as_integer().map(|number| number.as_str());
    let written = value.get_ref().as_str().or(number);
    let word = written.and_then(|written| words.iter().copied().find(|word| *word == written));
    if word.is_none() {
        report_wrong_value(name, Allowed::Words(words), value, reader);
    }
    word
}

fn read_paths(
    settings: &mut Settings,
    value: &Spanned<DeValue<'_>>,
    folders: &Folders,
    reader: &mut KeymapReader<'_>,
) {
    let allowed = Allowed::Label("configuration.allowed_paths");
    let Some(written) = value.get_ref().as_array() else {
        return report_wrong_value("paths", allowed, value, reader);
    };
    for path in written.iter() {
        match path.get_ref().as_str().filter(|path| !path.is_empty() && !path.contains('\0')) {
            Some(path) => settings.paths.push(folders.resolve(path)),
            None => report_wrong_value("paths", allowed, path, reader),
        }
    }
    // An empty list stands for the built-in pages.
    settings.paths_line = (!settings.paths.is_empty()).then(|| reader.line_at(value.span().start));
}

/// Reads the user's own sets of columns.
fn read_column_sets(settings: &mut Settings, value: &Spanned<DeValue<'_>>, reader: &mut KeymapReader<'_>) {
    let Some(table) = value.get_ref().as_table() else {
        let allowed = Allowed::Label("configuration.allowed_sets");
        return report_wrong_value("columns", allowed, value, reader);
    };
    for (name, columns) in toml_entries(table) {
        let name_words: &str = name.get_ref();
        let Some(words) = columns.get_ref().as_str() else {
            report_wrong_value(name_words, Allowed::Label("configuration.allowed_columns"), columns, reader);
            continue;
        };
        let is_named_alike = |own: &UserSet| name_key(&own.name) == name_key(name_words);
        let set = if settings.columns.iter().any(is_named_alike) {
            Err(ColumnError::Taken { name: name_words.to_owned() })
        } else {
            user_set(name_words, words)
        };
        match set {
            Ok(set) => settings.columns.push(set),
            Err(problem) => {
                let line = reader.line_at(name.span().start);
                reader.add_mistake(Some(line), Wrong::ColumnSet { name: name_words.to_owned(), problem });
            }
        }
    }
}

fn report_wrong_value(
    name: &str,
    allowed: Allowed,
    value: &Spanned<DeValue<'_>>,
    reader: &mut KeymapReader<'_>,
) {
    let line = reader.line_at(value.span().start);
    let written = value.get_ref().as_str().unwrap_or_else(|| reader.slice(value.span()));
    let near = match allowed {
        // A single letter is near to any other.
        Allowed::Words(words) if written.chars().count() > 1 => {
            nearest(&written.to_lowercase(), words.iter().copied())
        }
        Allowed::Words(_) | Allowed::Label(_) => None,
    };
    let what = Wrong::Value { setting: name.to_owned(), value: written.to_owned(), allowed, near };
    reader.add_mistake(Some(line), what);
}

impl Folders {
    /// Resolves a path: `~/` in the home, a relative path from the folder of the configuration.
    fn resolve(&self, written: &str) -> PathBuf {
        let in_home = || {
            let rest =
                written.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(is_slash))?;
            Some(self.home.as_ref()?.join(Path::new(rest.trim_start_matches(is_slash))))
        };
        in_home().unwrap_or_else(|| self.own.join(written))
    }
}

fn is_slash(letter: char) -> bool {
    std::path::is_separator(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Chord, Command, Context};
    use proptest::prelude::*;

    fn said(text: &str) -> (Settings, Vec<String>) {
        let folders = Folders { own: "/etc/jirei".into(), home: Some("/me".into()) };
        let (settings, mistakes) = read(text.as_bytes(), &folders);
        (settings, mistakes.iter().map(|mistake| mistake.message("c", Lang::En)).collect())
    }

    #[test]
    fn the_commented_default_is_the_default_with_and_without_its_comments() {
        let text = commented_default();
        assert_eq!(said(&text), (Settings::default(), Vec::new()));
        let bare = |line: &str| match line.strip_prefix('#') {
            Some(setting) if !setting.is_empty() && !setting.starts_with([' ', '#']) => setting.to_owned(),
            _ => line.to_owned(),
        };
        let uncommented: Vec<String> = text.lines().map(bare).collect();
        let uncommented = uncommented.join("\n");
        assert_eq!(said(&uncommented), (Settings::default(), Vec::new()));
        let table: toml::Table = uncommented.parse().unwrap();
        for name in SETTINGS {
            assert!(table.contains_key(name), "{name} is not in the commented default");
        }
        for context in Context::ALL {
            assert!(table["keys"].as_table().unwrap().contains_key(context.name()), "{}", context.name());
        }
    }

    #[test]
    fn everything_can_be_set() {
        let (settings, said) = said(
            "paths = ['~/pages', 'near', '/far']\nlang = 'en'\ntheme = 16\nambiguous-width = 2\nmouse = false\n\
             resume-search = true\n[columns]\n'うちの列' = '略称,患者,費用負担'\n[keys.global]\nsort = 'x'\n",
        );
        assert_eq!(said, [""; 0]);
        let own = user_set("うちの列", "略称,患者,費用負担").unwrap();
        assert_eq!(settings.columns, [own]);
        assert_eq!(settings.paths, ["/me/pages", "/etc/jirei/near", "/far"].map(PathBuf::from));
        assert_eq!(settings.paths_line, Some(1));
        assert_eq!((settings.lang, settings.theme), (Some(Lang::En), ThemeChoice::Ansi));
        assert_eq!((settings.ambiguous_width, settings.mouse), (AmbiguousWidth::Two, false));
        assert!(settings.resume_search);
        let x = Chord::parse("x").unwrap();
        assert_eq!(settings.keymap.command(Context::List, x), Some(Command::Sort));
    }

    #[test]
    fn every_mistake_is_said_with_its_line_and_what_was_meant() {
        let (settings, said) = said(
            "paths = 'pages'\nlang = 'jp'\nthem = 'dark'\ntheme = 'drak'\nambiguous-width = 3\nmouse = 'yes'\n\
             [keys.globl]\n[keys.global]\nsrot = 'x'\nsort = 'crtl-x'\nhelp = [\n  'f1',\n  7,\n]\naccept = 'y'\n\
             [keys.search]\naccept = 'j'\n[columns]\n'費用' = '略称'\n'x' = '略称,患者数量'\n'y' = 3\n",
        );
        let expected = [
            "c:1: “pages” is not a value of paths: a list of paths.",
            "c:2: “jp” is not a value of lang: auto, ja, en. Did you mean ja?",
            "c:3: there is no setting “them”. Did you mean theme?",
            "c:4: “drak” is not a value of theme: auto, dark, light, high-contrast, 16, none. Did you mean dark?",
            "c:5: “3” is not a value of ambiguous-width: auto, 1, 2.",
            "c:6: “yes” is not a value of mouse: true, false.",
            "c:7: there is no place “globl” for keys: global, list, fields, field, sheet, search, completion, facets, popup, palette. Did you mean global?",
            "c:9: there is no command “srot”. Did you mean sort?",
            "c:10: there is no key “crtl-x”. Did you mean ctrl-x?",
            "c:13: “7” is not a value of help: a key or a list of keys.",
            "c:15: “accept” does nothing in global, but in: search.",
            "c:17: “j” types in search and cannot be bound there.",
            "c:19: the set of columns “費用”: “費用” is the name of columns, or no name",
            "c:20: the set of columns “x”: there is no column “患者数量”; near: 患者数 (jirei columns lists them)",
            "c:21: “3” is not a value of y: columns such as \"nickname,patients\".",
        ];
        assert_eq!(said, expected);
        let keymap = settings.keymap.clone();
        assert_eq!(
            keymap.all_keys(Command::Help),
            ["F1"],
            "what is left elsewhere does nothing in the panes"
        );
        assert_eq!(Settings { keymap: Settings::default().keymap, ..settings }, Settings::default());
    }

    #[test]
    fn a_setting_that_is_near_none_is_told_what_there_is() {
        let (_, said) = said("colour = 'dark'\n");
        let all = "paths, lang, theme, ambiguous-width, mouse, resume-search, columns, keys";
        assert_eq!(said, [format!("c:1: there is no setting “colour”; there are: {all}.")]);
    }

    #[test]
    fn what_is_no_toml_is_said_by_line_and_the_rest_counts() {
        let (settings, said) =
            said("lang = 'en\nmouse = false\ntheme = = 'dark'\n[keys.global\nsort = 'x'\n");
        let lines: Vec<&str> = said.iter().filter_map(|said| said.get(..4)).collect();
        assert_eq!(lines, ["c:1:", "c:3:", "c:4:"], "{said:?}");
        assert_eq!((settings.lang, settings.mouse), (None, false));
        assert_eq!(settings.theme, ThemeChoice::Auto);
    }

    #[test]
    fn what_is_no_utf_8_is_said_by_line() {
        let (settings, mistakes) = read(b"mouse = false\n# \x83\x6e\n", &Folders::default());
        assert_eq!(mistakes, [Mistake { line: Some(2), what: Wrong::Encoding }]);
        assert!(!settings.mouse);
    }

    #[test]
    fn keys_in_each_others_way_are_said_and_the_first_one_counts() {
        let (settings, said) = said(
            "[keys.global]\nsort = 'x'\nreload = 'x'\nhelp = ['z', 'z']\ncopy = 'z z'\n[keys.list]\nread = 'x'\n\
             [keys.fields]\nfacets = [\n  'p r',\n  'p', 'p',\n  'P',\n  'shift-p',\n]\ncopy = 'shift-p'",
        );
        let expected = [
            "c:3: “x” is a key of sort already.",
            "c:5: “z z” begins as “z” (help) does and could not be told from it.",
            "c:11: “p” begins as “p r” (facets) does and could not be told from it.",
            "c:15: “shift-p” is a key of facets already.",
        ];
        assert_eq!(said, expected);
        let x = Chord::parse("x").unwrap();
        assert_eq!(settings.keymap.command(Context::Fields, x), Some(Command::Sort));
        assert_eq!(settings.keymap.command(Context::List, x), Some(Command::Read));
    }

    #[test]
    fn a_place_that_could_not_be_left_keeps_its_way_out() {
        let (settings, said) =
            said("[keys.global]\nquit = []\nback = 'x'\n[keys.popup]\ntop = ['esc', 'q']\n");
        let expected = [
            "c:2: global could not be left: quit keeps its keys.",
            "c:5: popup could not be left: close keeps its keys.",
        ];
        assert_eq!(said, expected);
        assert_eq!(settings.keymap.all_keys(Command::Quit), ["q", "Ctrl-C"]);
        let esc = Chord::parse("esc").unwrap();
        assert_eq!(settings.keymap.command(Context::Popup, esc), Some(Command::Close));
    }

    /// Texts that are nearly a configuration.
    fn nearly() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "[keys.global]\n",
            "[keys.search]\n",
            "[keys",
            "keys.list",
            ".",
            "=",
            " = ",
            "\n",
            "'",
            "\"",
            "[",
            "]",
            "quit",
            "back",
            "sort",
            "paths",
            "theme",
            "lang",
            "'q'",
            "'g g'",
            "'ctrl-x s'",
            "[]",
            "true",
            "1",
            "{",
            "}",
            ",",
            "#",
            "日本",
            "\r",
            "\u{0}",
            "'''",
            "1979-05-27",
            "0x",
            "nan",
        ]);
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
    }

    fn starts(bytes: &[u8]) {
        let (settings, mistakes) = read(bytes, &Folders::default());
        for context in [Context::Global, Context::List, Context::Popup, Context::Search, Context::Palette] {
            for command in context.ways_out() {
                assert!(
                    settings.keymap.chords(context, *command).next().is_some(),
                    "{command} in {context:?}"
                );
            }
        }
        for mistake in mistakes {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
            assert!(mistake.line.is_some_and(|line| (1..=lines).contains(&line)), "{mistake:?} of {lines}");
            assert!(!mistake.message("c", Lang::Ja).contains('\n'));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_start_the_program(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            starts(&bytes);
        }

        #[test]
        fn any_text_near_a_configuration_starts_the_program(text in nearly()) {
            starts(text.as_bytes());
        }
    }
}
