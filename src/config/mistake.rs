//! The mistakes of a configuration and their messages.

use super::{Command, Context};
use crate::analysis::column_error::ColumnError;
use crate::lang::{Lang, Reason};
use crate::text::shown::shown;
use crate::text::width::ellipsize;

/// The maximal length of a quoted value.
const LONGEST_SHOWN: usize = 60;

/// The hints for syntax errors by the prefix of the parser's message.
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

/// A mistake in a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line, from 1; `None` for the whole file.
    pub line: Option<usize>,
    /// The kind of the mistake.
    pub what: Wrong,
}

/// The kind of a mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// The file exists and cannot be read.
    Unreadable(Reason),
    /// Bytes that are no UTF-8.
    Encoding,
    /// A syntax error.
    Syntax {
        /// The line, as written.
        written: String,
        /// The parser's message.
        problem: String,
    },
    /// An unknown setting.
    Setting {
        /// As written.
        name: String,
        /// The known settings.
        allowed: Allowed,
        /// The suggestion.
        near: Option<&'static str>,
    },
    /// An invalid value of a setting.
    Value {
        /// The setting, or the command of a key.
        setting: String,
        /// As written.
        value: String,
        /// The valid values.
        allowed: Allowed,
        /// The suggestion.
        near: Option<&'static str>,
    },
    /// A set of columns that cannot be.
    ColumnSet {
        /// Its name.
        name: String,
        /// Why.
        problem: ColumnError,
    },
    /// A table of keys for an unknown context.
    Context {
        /// As written.
        name: String,
        /// The suggestion.
        near: Option<String>,
    },
    /// An unknown command.
    Command {
        /// As written.
        name: String,
        /// The suggestion.
        near: Option<&'static str>,
    },
    /// A command that does nothing in the context.
    Elsewhere {
        /// The command.
        command: Command,
        /// The context in which it is bound.
        context: Context,
        /// The contexts in which it works.
        works_in: Vec<Context>,
    },
    /// An invalid key.
    Keys {
        /// As written.
        keys: String,
        /// The suggestion.
        near: Option<String>,
    },
    /// A letter in a context where letters are typed as text.
    Types {
        /// The keys.
        keys: String,
        /// The context.
        context: Context,
    },
    /// A key that conflicts with another in the context: it is bound already, or one is a prefix of the
    /// other. The first is taken.
    Taken {
        /// The keys, as written.
        keys: String,
        /// The conflicting keys, as written.
        other: String,
        /// The command of those.
        command: Command,
    },
    /// A context that could not be left without the command, which keeps its keys.
    Kept {
        /// The command.
        command: Command,
        /// The context.
        context: Context,
    },
}

/// The valid values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// One of these.
    Words(&'static [&'static str]),
    /// A description, by the id of its label.
    Label(&'static str),
}

impl Allowed {
    fn text(self, lang: Lang) -> String {
        match self {
            Self::Words(words) => words.join(lang.text("cli.and")),
            Self::Label(id) => lang.text(id).to_owned(),
        }
    }
}

impl Mistake {
    /// Returns the message `file:line: mistake`, with the suggestion at the end.
    #[must_use]
    pub fn message(&self, file: &str, lang: Lang) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let near =
            self.suggestion().map(|near| lang.fill("cli.meant", &[("near", &near)])).unwrap_or_default();
        format!("{}{line}: {}{near}", shown(file), self.text(lang))
    }

    fn suggestion(&self) -> Option<&str> {
        match &self.what {
            Wrong::Setting { near, .. } | Wrong::Value { near, .. } | Wrong::Command { near, .. } => *near,
            Wrong::Context { near, .. } | Wrong::Keys { near, .. } => near.as_deref(),
            Wrong::Unreadable(_) | Wrong::Encoding | Wrong::Syntax { .. } | Wrong::ColumnSet { .. } => None,
            Wrong::Elsewhere { .. } | Wrong::Types { .. } | Wrong::Taken { .. } | Wrong::Kept { .. } => None,
        }
    }

    fn text(&self, lang: Lang) -> String {
        match &self.what {
            Wrong::Unreadable(problem) => {
                lang.fill("configuration.unreadable", &[("problem", &problem.words(lang))])
            }
            Wrong::Encoding => lang.text("configuration.encoding").to_owned(),
            Wrong::Syntax { written, problem } => {
                let hint = HINTS.iter().find(|(begin, _)| problem.starts_with(begin));
                let hint = hint.map(|(_, hint)| lang.text(hint)).unwrap_or_default();
                let filled =
                    [("written", &excerpt(written.trim()) as &dyn std::fmt::Display), ("hint", &hint)];
                lang.fill("configuration.syntax", &filled).trim_end().to_owned()
            }
            Wrong::Setting { name, allowed, near: None } => {
                let allowed = allowed.text(lang);
                lang.fill("configuration.no_setting", &[("name", &excerpt(name)), ("allowed", &allowed)])
            }
            Wrong::Setting { name, .. } => lang.fill("configuration.setting", &[("name", &excerpt(name))]),
            Wrong::Value { setting, value, allowed, .. } => {
                let (value, allowed) = (excerpt(value), allowed.text(lang));
                let setting = excerpt(setting);
                let filled: [(&str, &dyn std::fmt::Display); 3] =
                    [("value", &value), ("setting", &setting), ("allowed", &allowed)];
                lang.fill("configuration.value", &filled)
            }
            Wrong::ColumnSet { name, problem } => {
                let filled: [(&str, &dyn std::fmt::Display); 2] =
                    [("name", &excerpt(name)), ("problem", &problem.message(lang))];
                lang.fill("configuration.column_set", &filled)
            }
            Wrong::Context { name, .. } => {
                let allowed = context_names(Context::ALL, lang);
                lang.fill("configuration.context", &[("name", &excerpt(name)), ("allowed", &allowed)])
            }
            Wrong::Command { name, .. } => lang.fill("configuration.command", &[("name", &excerpt(name))]),
            Wrong::Elsewhere { command, context, works_in } => {
                let (context, allowed) = (context.name(), context_names(works_in, lang));
                let filled: [(&str, &dyn std::fmt::Display); 3] =
                    [("command", command), ("context", &context), ("allowed", &allowed)];
                lang.fill("configuration.elsewhere", &filled)
            }
            Wrong::Keys { keys, .. } => lang.fill("configuration.keys", &[("keys", &excerpt(keys))]),
            Wrong::Types { keys, context } => {
                lang.fill("configuration.types", &[("keys", &excerpt(keys)), ("context", &context.name())])
            }
            Wrong::Taken { keys, other, command } if keys == other => {
                lang.fill("configuration.twice", &[("keys", &excerpt(keys)), ("command", command)])
            }
            Wrong::Taken { keys, other, command } => {
                let (keys, other) = (excerpt(keys), excerpt(other));
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

/// Shortens a text to a line that is safe to show.
fn excerpt(words: &str) -> String {
    ellipsize(&shown(words), LONGEST_SHOWN).into_owned()
}

fn context_names(contexts: &[Context], lang: Lang) -> String {
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
            ("テーマ = \"dark\"", "名前は英数字と _ と - で書くか、\"\" で囲みます。"),
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
