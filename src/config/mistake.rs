//! What is wrong with a configuration, in words.

use super::{Command, Context};
use crate::lang::{Lang, Reason};
use crate::text::shown::shown;
use crate::text::width::ellipsize;

/// More of a value than this is not shown.
const LONGEST_SHOWN: usize = 60;

/// How to mend what is no TOML, by what the parser's message begins with.
const HINTS: &[(&str, &str)] = &[
    ("string values must be quoted", "configuration.toml_text"),
    ("invalid basic string", "configuration.toml_quotes"),
    ("invalid literal string", "configuration.toml_quotes"),
    ("missing escaped value", "configuration.toml_quotes"),
    ("too few unicode value digits", "configuration.toml_quotes"),
    ("key with no value", "configuration.toml_pair"),
    ("unclosed table", "configuration.toml_heading"),
    ("unclosed array table", "configuration.toml_heading"),
    ("unclosed array", "configuration.toml_list"),
    ("missing comma", "configuration.toml_comma"),
    ("unexpected key or value", "configuration.toml_rest"),
    ("duplicate key", "configuration.toml_twice"),
    ("invalid unquoted key", "configuration.toml_name"),
    ("unquoted keys cannot be empty", "configuration.toml_name"),
    ("invalid boolean", "configuration.toml_switch"),
    ("unclosed inline table", "configuration.toml_braces"),
];

/// Something wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong there.
    pub what: Wrong,
}

/// What is wrong with a value of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file is there and cannot be read.
    Unreadable(Reason),
    /// Bytes that are no UTF-8.
    Encoding,
    /// What is no TOML.
    Syntax {
        /// The line, as written.
        written: String,
        /// What the parser says of it, in its own words.
        problem: String,
    },
    /// A name that is no setting.
    Setting {
        /// As written.
        name: String,
        /// The settings that there are.
        allowed: Allowed,
        /// What was probably meant.
        near: Option<&'static str>,
    },
    /// A value that a setting does not have.
    Value {
        /// The setting, or the command of a key.
        setting: String,
        /// As written.
        value: String,
        /// What it may be.
        allowed: Allowed,
        /// What was probably meant.
        near: Option<&'static str>,
    },
    /// A table of keys for no place of the screen.
    Context {
        /// As written.
        name: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// A name that is no command.
    Command {
        /// As written.
        name: String,
        /// What was probably meant.
        near: Option<&'static str>,
    },
    /// A command that does nothing in that place.
    Elsewhere {
        /// The command.
        command: Command,
        /// Where it is bound.
        context: Context,
        /// Where it works.
        works_in: Vec<Context>,
    },
    /// A text that is no key.
    Keys {
        /// As written.
        keys: String,
        /// What was probably meant.
        near: Option<String>,
    },
    /// A letter where letters type.
    Types {
        /// The keys.
        keys: String,
        /// Where.
        context: Context,
    },
    /// A key that has a command in that place already, or that begins as another one does: the first of
    /// them is taken.
    Taken {
        /// The keys, as written.
        keys: String,
        /// Those that stand in the way, as written; the same, or only the same at first.
        other: String,
        /// What those do.
        command: Command,
    },
    /// A place that could not be left without the command, which keeps its keys.
    Kept {
        /// The command.
        command: Command,
        /// Where.
        context: Context,
    },
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// One of these.
    Words(&'static [&'static str]),
    /// What a label says, by its id.
    Label(&'static str),
}

impl Allowed {
    fn words(self, lang: Lang) -> String {
        match self {
            Self::Words(words) => words.join(lang.text("cli.and")),
            Self::Label(id) => lang.text(id).to_owned(),
        }
    }
}

impl Mistake {
    /// `file:line: what is wrong`, what was probably meant at the end.
    #[must_use]
    pub fn message(&self, file: &str, lang: Lang) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let near = self.near().map(|near| lang.fill("cli.meant", &[("near", &near)])).unwrap_or_default();
        format!("{}{line}: {}{near}", shown(file), self.words(lang))
    }

    fn near(&self) -> Option<&str> {
        match &self.what {
            Wrong::Setting { near, .. } | Wrong::Value { near, .. } | Wrong::Command { near, .. } => *near,
            Wrong::Context { near, .. } | Wrong::Keys { near, .. } => near.as_deref(),
            Wrong::Unreadable(_) | Wrong::Encoding | Wrong::Syntax { .. } => None,
            Wrong::Elsewhere { .. } | Wrong::Types { .. } | Wrong::Taken { .. } | Wrong::Kept { .. } => None,
        }
    }

    fn words(&self, lang: Lang) -> String {
        match &self.what {
            Wrong::Unreadable(problem) => {
                lang.fill("configuration.unreadable", &[("problem", &problem.words(lang))])
            }
            Wrong::Encoding => lang.text("configuration.encoding").to_owned(),
            Wrong::Syntax { written, problem } => {
                let hint = HINTS.iter().find(|(begin, _)| problem.starts_with(begin));
                let hint = hint.map(|(_, hint)| lang.text(hint)).unwrap_or_default();
                let filled =
                    [("written", &quotable(written.trim()) as &dyn std::fmt::Display), ("hint", &hint)];
                lang.fill("configuration.syntax", &filled).trim_end().to_owned()
            }
            Wrong::Setting { name, allowed, near: None } => {
                let allowed = allowed.words(lang);
                lang.fill("configuration.no_setting", &[("name", &quotable(name)), ("allowed", &allowed)])
            }
            Wrong::Setting { name, .. } => lang.fill("configuration.setting", &[("name", &quotable(name))]),
            Wrong::Value { setting, value, allowed, .. } => {
                let (value, allowed) = (quotable(value), allowed.words(lang));
                let setting = quotable(setting);
                let filled: [(&str, &dyn std::fmt::Display); 3] =
                    [("value", &value), ("setting", &setting), ("allowed", &allowed)];
                lang.fill("configuration.value", &filled)
            }
            Wrong::Context { name, .. } => {
                let allowed = names(Context::ALL, lang);
                lang.fill("configuration.context", &[("name", &quotable(name)), ("allowed", &allowed)])
            }
            Wrong::Command { name, .. } => lang.fill("configuration.command", &[("name", &quotable(name))]),
            Wrong::Elsewhere { command, context, works_in } => {
                let (context, allowed) = (context.name(), names(works_in, lang));
                let filled: [(&str, &dyn std::fmt::Display); 3] =
                    [("command", command), ("context", &context), ("allowed", &allowed)];
                lang.fill("configuration.elsewhere", &filled)
            }
            Wrong::Keys { keys, .. } => lang.fill("configuration.keys", &[("keys", &quotable(keys))]),
            Wrong::Types { keys, context } => {
                lang.fill("configuration.types", &[("keys", &quotable(keys)), ("context", &context.name())])
            }
            Wrong::Taken { keys, other, command } if keys == other => {
                lang.fill("configuration.twice", &[("keys", &quotable(keys)), ("command", command)])
            }
            Wrong::Taken { keys, other, command } => {
                let (keys, other) = (quotable(keys), quotable(other));
                let filled: [(&str, &dyn std::fmt::Display); 3] =
                    [("keys", &keys), ("other", &other), ("command", command)];
                lang.fill("configuration.begins", &filled)
            }
            Wrong::Kept { command, context } => {
                lang.fill("configuration.kept", &[("command", command), ("context", &context.name())])
            }
        }
    }
}

/// Someone's words in one line of some length, safe to show.
fn quotable(words: &str) -> String {
    ellipsize(&shown(words), LONGEST_SHOWN).into_owned()
}

fn names(contexts: &[Context], lang: Lang) -> String {
    contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join(lang.text("cli.and"))
}

#[cfg(test)]
mod tests {
    use crate::config::read::{Folders, read};
    use crate::lang::Lang;

    #[test]
    fn what_is_no_toml_is_quoted_and_told_how_to_mend() {
        for (text, hint) in [
            ("theme = dark", "文字の値は \"\" で囲みます。"),
            ("theme = “dark”", "文字の値は \"\" で囲みます。"),
            ("theme = \"dark", "引用符が閉じていないか、\"\" の中の \\ が \\\\ になっていません。"),
            ("paths = [\"C:\\cases\"]", "引用符が閉じていないか、\"\" の中の \\ が \\\\ になっていません。"),
            ("theme: \"dark\"", "「名前 = 値」の形で書きます。"),
            ("[keys.global", "見出しが ] で閉じていません。"),
            ("paths = [\"a\"", "リストが ] で閉じていません。"),
            ("paths = [\"a\" \"b\"]", "リストの値の間にはコンマが要ります。"),
            ("theme = \"dark\",", "値や見出しの後ろに余分なものがあります。"),
            ("テーマ = \"dark\"", "名前は英数字と _ と - で書きます。"),
            ("mouse = True", "true か false と書きます。"),
            ("keys = { global = { quit = \"x\" }", "波かっこが閉じていません。"),
        ] {
            let (_, mistakes) = read(text.as_bytes(), &Folders::default());
            let told: Vec<String> =
                mistakes.iter().map(|mistake| mistake.message("a.toml", Lang::Ja)).collect();
            assert_eq!(told, [format!("a.toml:1: 「{text}」は TOML として読めません。{hint}")]);
        }
        let (_, mistakes) = read(b"mouse = true\nmouse = false", &Folders::default());
        let told = mistakes[0].message("a.toml", Lang::En);
        assert_eq!(told, "a.toml:2: “mouse = false” is no TOML. The name stands there twice.");
    }
}
