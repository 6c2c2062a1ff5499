//! Problems of a query, with messages that help to fix them.

use std::ops::Range;

use serde::Serialize;
use strum::VariantArray;

use super::super::quantity::Unit;
use super::view::{Drawing, ViewKind};
use crate::lang::Lang;

/// The maximal length of a quoted part in letters.
const QUOTED: usize = 24;

/// A part of a query that could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The byte range of the query text, to underline.
    pub span: Range<usize>,
    /// The same part as text.
    pub part: String,
    /// The kind of the problem.
    pub kind: ProblemKind,
}

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gravity {
    /// The condition applies, perhaps not as intended.
    Hint,
    /// The condition is unfinished.
    Unfinished,
    /// The condition is left out, and further typing does not fix it.
    Wrong,
}

/// The kind of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Something is missing at the end.
    Unfinished(Missing),
    /// The value of a number is no number.
    NeedsNumber {
        /// The number's name, as typed.
        name: String,
        /// The number's unit.
        unit: Unit,
    },
    /// The number has the unit of another quantity.
    WrongUnit {
        /// The number's name, as typed.
        name: String,
        /// The number's unit.
        unit: Unit,
    },
    /// The lower end of a range is above its upper one.
    Backward {
        /// The number's name, as typed.
        name: String,
        /// The number's unit.
        unit: Unit,
    },
    /// The name stands for text, but is compared with a number.
    NotANumber {
        /// The name, as typed.
        name: String,
        /// The names of the numbers in its sections.
        numbers: Vec<&'static str>,
    },
    /// A mark of 導入効果 has to be ○, △ or ×.
    NeedsMark,
    /// The name is unknown.
    UnknownName {
        /// The name, as typed.
        name: String,
        /// The nearest known names.
        near: Vec<&'static str>,
    },
    /// The name is unknown, and the whole is searched as words.
    TakenAsWords {
        /// The text in the position of a name.
        name: String,
    },
    /// The words look like a condition without a name, and are searched as words.
    Nearest {
        /// The condition that was probably wanted.
        query: String,
    },
    /// No page has the words; others with one letter changed stand for them.
    NearWords {
        /// These words, as the pages have them.
        words: Vec<String>,
    },
    /// Money without a unit is read in 千円.
    ReadInThousands {
        /// The number as typed.
        number: String,
        /// The same number in groups of three digits.
        amount: String,
    },
    /// The state after `is:` is unknown: those are the signs of the user.
    UnknownState {
        /// The state, as typed.
        word: String,
    },
    /// A view clause where there is no table.
    NoTable {
        /// What it is about.
        kind: ViewKind,
    },
    /// A column of a view clause that cannot be understood; its message is made where columns are known.
    Column {
        /// The message.
        message: String,
    },
    /// A view that does not exist.
    UnknownDrawing,
    /// A comparison without a name before it.
    NoName,
    /// The rest of a text that is longer than [`super::LONGEST`].
    TooLong,
}

/// The missing part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A number.
    Number {
        /// The number's name, as typed.
        name: String,
        /// The number's unit.
        unit: Unit,
    },
    /// Words after a name.
    Words {
        /// The name, as typed.
        name: String,
    },
    /// A name after `空:` or `有:`.
    Name {
        /// The name before it, as typed.
        before: String,
    },
    /// A state after `is:`.
    State {
        /// The name before it, as typed.
        before: String,
    },
    /// A mark after an item.
    Mark,
    /// Columns after the name of a view clause.
    View {
        /// The name before it, as typed.
        name: String,
        /// What it is about.
        kind: ViewKind,
    },
    /// A closing quote; the text up to the end is taken as quoted.
    Quote,
    /// Another alternative after `|`.
    Alternative,
    /// Words after `-`.
    Negated,
}

impl Problem {
    /// Returns the severity.
    #[must_use]
    pub fn gravity(&self) -> Gravity {
        match self.kind {
            ProblemKind::TakenAsWords { .. }
            | ProblemKind::Nearest { .. }
            | ProblemKind::NearWords { .. }
            | ProblemKind::ReadInThousands { .. }
            | ProblemKind::NoTable { .. } => Gravity::Hint,
            ProblemKind::Unfinished(_) | ProblemKind::Backward { .. } => Gravity::Unfinished,
            ProblemKind::NeedsNumber { .. }
            | ProblemKind::WrongUnit { .. }
            | ProblemKind::NotANumber { .. }
            | ProblemKind::NeedsMark
            | ProblemKind::UnknownName { .. }
            | ProblemKind::UnknownState { .. }
            | ProblemKind::UnknownDrawing
            | ProblemKind::Column { .. }
            | ProblemKind::NoName
            | ProblemKind::TooLong => Gravity::Wrong,
        }
    }

    /// True if the condition is left out and its message does not say so.
    fn is_left_out(&self) -> bool {
        match self.kind {
            ProblemKind::TakenAsWords { .. }
            | ProblemKind::Nearest { .. }
            | ProblemKind::NearWords { .. }
            | ProblemKind::ReadInThousands { .. }
            | ProblemKind::NoTable { .. }
            | ProblemKind::UnknownDrawing
            | ProblemKind::Column { .. }
            | ProblemKind::TooLong
            | ProblemKind::Unfinished(Missing::Quote | Missing::Alternative) => false,
            ProblemKind::Unfinished(
                Missing::Number { .. }
                | Missing::Words { .. }
                | Missing::Name { .. }
                | Missing::State { .. }
                | Missing::Mark
                | Missing::View { .. }
                | Missing::Negated,
            )
            | ProblemKind::NeedsNumber { .. }
            | ProblemKind::WrongUnit { .. }
            | ProblemKind::Backward { .. }
            | ProblemKind::NotANumber { .. }
            | ProblemKind::NeedsMark
            | ProblemKind::UnknownName { .. }
            | ProblemKind::UnknownState { .. }
            | ProblemKind::NoName => true,
        }
    }

    /// Returns the message for a query that was run, which adds that the condition does not count if it is
    /// left out.
    #[must_use]
    pub fn run_message(&self, lang: Lang) -> String {
        let message = self.message(lang);
        if self.is_left_out() { message + lang.text("query.left_out") } else { message }
    }

    /// True if completions from the pages help more than an example.
    #[must_use]
    pub fn prefers_values(&self) -> bool {
        matches!(self.kind, ProblemKind::Unfinished(Missing::Words { .. }))
    }

    /// Returns the message while the query is typed, with an example if it helps.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let part = shortened(&self.part);
        let numeric = |name: &str, unit: Unit| number_example(lang, &shortened(name), unit);
        match &self.kind {
            ProblemKind::Unfinished(missing) => self.missing_message(missing, lang),
            ProblemKind::NeedsNumber { name, unit } => {
                lang.fill("query.needs_number", &[("part", &part), ("example", &numeric(name, *unit))])
            }
            ProblemKind::WrongUnit { name, unit } => {
                lang.fill("query.wrong_unit", &[("part", &part), ("example", &numeric(name, *unit))])
            }
            ProblemKind::Backward { name, unit } => {
                let example = range_example(lang, &shortened(name), *unit);
                lang.fill("query.backward", &[("part", &part), ("example", &example)])
            }
            ProblemKind::NotANumber { name, numbers } if numbers.is_empty() => {
                lang.fill("query.not_a_number", &[("name", &shortened(name))])
            }
            ProblemKind::NotANumber { name, numbers } => {
                let numbers = numbers.join(lang.text("query.or"));
                lang.fill("query.several_numbers", &[("name", &shortened(name)), ("numbers", &numbers)])
            }
            ProblemKind::NeedsMark => lang.fill("query.needs_mark", &[("part", &part)]),
            ProblemKind::UnknownName { name, near } if near.is_empty() => {
                lang.fill("query.unknown_name", &[("name", &shortened(name))])
            }
            ProblemKind::UnknownName { name, near } => {
                let near = near.join(lang.text("query.or"));
                lang.fill("query.near_name", &[("name", &shortened(name)), ("near", &near)])
            }
            ProblemKind::TakenAsWords { name } => {
                lang.fill("query.taken_as_words", &[("name", &shortened(name)), ("part", &part)])
            }
            ProblemKind::Nearest { query } => {
                lang.fill("query.nearest", &[("part", &part), ("query", &shortened(query))])
            }
            ProblemKind::NearWords { words } => {
                lang.fill("query.near", &[("queries", &words.join(lang.text("query.or")))])
            }
            ProblemKind::ReadInThousands { number, amount } => {
                lang.fill("query.read_in_thousands", &[("number", number), ("amount", amount)])
            }
            ProblemKind::UnknownState { word } => {
                lang.fill("query.unknown_state", &[("word", &shortened(word))])
            }
            ProblemKind::NoTable { .. } => lang.fill("query.no_table", &[("part", &part)]),
            ProblemKind::Column { message } => message.clone(),
            ProblemKind::UnknownDrawing => {
                let words = Drawing::VARIANTS.iter().map(|drawing| match lang {
                    Lang::Ja => drawing.words()[0],
                    Lang::En => drawing.words()[1],
                });
                let words = words.collect::<Vec<_>>().join(lang.text("query.or"));
                lang.fill("query.unknown_drawing", &[("part", &part), ("words", &words)])
            }
            ProblemKind::NoName => lang.fill("query.no_name", &[("part", &part)]),
            ProblemKind::TooLong => lang.text("query.too_long").to_owned(),
        }
    }

    fn missing_message(&self, missing: &Missing, lang: Lang) -> String {
        let part = shortened(&self.part);
        match missing {
            Missing::Number { name, unit } => {
                let example = number_example(lang, &shortened(name), *unit);
                lang.fill("query.number_follows", &[("part", &part), ("example", &example)])
            }
            Missing::Words { name } => {
                lang.fill("query.words_follow", &[("part", &part), ("name", &shortened(name))])
            }
            Missing::Name { before } => {
                lang.fill("query.name_follows", &[("part", &part), ("before", &shortened(before))])
            }
            Missing::State { before } => {
                lang.fill("query.state_follows", &[("part", &part), ("before", &shortened(before))])
            }
            Missing::View { name, kind } => {
                let example = format!("{}:{}", shortened(name), kind.example());
                let names: [(&str, &dyn std::fmt::Display); 2] = [("part", &part), ("example", &example)];
                match kind {
                    ViewKind::Columns | ViewKind::Sort | ViewKind::Groups => {
                        lang.fill("query.columns_follow", &names)
                    }
                    ViewKind::Near => lang.fill("query.case_follows", &names),
                    ViewKind::Drawing => lang.fill("query.drawing_follows", &names),
                }
            }
            Missing::Mark => lang.fill("query.mark_follows", &[("part", &part)]),
            Missing::Quote => lang.fill("query.quote_follows", &[("part", &part)]),
            Missing::Alternative => lang.fill("query.alternative_follows", &[("part", &part)]),
            Missing::Negated => lang.fill("query.negated_follows", &[("part", &part)]),
        }
    }
}

/// Returns an example of a comparison: `患者>=1万`.
fn number_example(lang: Lang, name: &str, unit: Unit) -> String {
    match unit {
        Unit::People => lang.fill("query.people_example", &[("name", &name)]),
        Unit::Facilities => lang.fill("query.facilities_example", &[("name", &name)]),
        Unit::Yen => lang.fill("query.yen_example", &[("name", &name)]),
        Unit::Year => lang.fill("query.year_example", &[("name", &name)]),
        Unit::Items => lang.fill("query.items_example", &[("name", &name)]),
        Unit::Share => lang.fill("query.share_example", &[("name", &name)]),
    }
}

/// Returns an example of a range: `年:2010..2014`.
fn range_example(lang: Lang, name: &str, unit: Unit) -> String {
    match unit {
        Unit::Year => lang.fill("query.year_range_example", &[("name", &name)]),
        Unit::People | Unit::Facilities | Unit::Yen | Unit::Items => {
            lang.fill("query.range_example", &[("name", &name)])
        }
        Unit::Share => lang.fill("query.share_range_example", &[("name", &name)]),
    }
}

/// Shortens a part of the query for quoting.
fn shortened(part: &str) -> String {
    let Some((cut, _)) = part.char_indices().nth(QUOTED) else {
        return part.to_owned();
    };
    format!("{}…", &part[..cut])
}
