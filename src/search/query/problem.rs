//! What is wrong with a query, said so that it can be mended.

use std::ops::Range;

use super::super::quantity::Unit;
use crate::lang::Lang;

/// Letters of a part that are quoted.
const QUOTED: usize = 24;

/// A part of a query that was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the query text, to underline.
    pub span: Range<usize>,
    /// The same part as text.
    pub part: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// How much a problem is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// It works, perhaps not as meant.
    Hint,
    /// Typing goes on.
    Unfinished,
    /// It was left out, and no more typing mends it.
    Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Something has to follow.
    Unfinished(Missing),
    /// What stands where a number has to stand is none.
    NeedsNumber {
        /// The number's name, as typed.
        name: String,
        /// What it counts.
        unit: Unit,
    },
    /// The number has another quantity's unit.
    WrongUnit {
        /// The number's name, as typed.
        name: String,
        /// What it counts.
        unit: Unit,
    },
    /// The lower end of a range is above its upper one.
    Backward {
        /// The number's name, as typed.
        name: String,
        /// What it counts.
        unit: Unit,
    },
    /// The name stands for words, and is compared with a number.
    NotANumber {
        /// The name, as typed.
        name: String,
        /// The numbers that stand there, by their names.
        numbers: Vec<&'static str>,
    },
    /// A mark of 導入効果 has to be ○, △ or ×.
    NeedsMark,
    /// Nothing is called that.
    UnknownName {
        /// The name, as typed.
        name: String,
        /// Those that it may be meant for, as they are written.
        near: Vec<&'static str>,
    },
    /// Nothing is called that, and the whole is looked for as words.
    TakenAsWords {
        /// What stands where a name could stand.
        name: String,
    },
    /// A case is not said to be that, and what it can be is a bookmark.
    UnknownState {
        /// What it was to be, as typed.
        word: String,
    },
    /// A comparison without a name before it.
    NoName,
    /// The rest of a text that is longer than [`super::LONGEST`].
    TooLong,
}

/// What has to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// A number.
    Number {
        /// The number's name, as typed.
        name: String,
        /// What it counts.
        unit: Unit,
    },
    /// Words behind a name.
    Words {
        /// The name, as typed.
        name: String,
    },
    /// A name behind `空:` or `有:`.
    Name {
        /// What stands before it, as typed.
        before: String,
    },
    /// What a case is, behind `is:`.
    State {
        /// What stands before it, as typed.
        before: String,
    },
    /// A mark behind an item.
    Mark,
    /// A closing quote; the text up to the end is taken as quoted.
    Quote,
    /// Another alternative behind `|`.
    Alternative,
    /// What must not be, behind `-`.
    Negated,
}

impl Problem {
    /// How much of a problem it is.
    #[must_use]
    pub fn gravity(&self) -> Gravity {
        match self.kind {
            ProblemKind::TakenAsWords { .. } => Gravity::Hint,
            ProblemKind::Unfinished(_) | ProblemKind::Backward { .. } => Gravity::Unfinished,
            ProblemKind::NeedsNumber { .. }
            | ProblemKind::WrongUnit { .. }
            | ProblemKind::NotANumber { .. }
            | ProblemKind::NeedsMark
            | ProblemKind::UnknownName { .. }
            | ProblemKind::UnknownState { .. }
            | ProblemKind::NoName
            | ProblemKind::TooLong => Gravity::Wrong,
        }
    }

    /// True where the condition was left out, and does not say so itself.
    fn is_left_out(&self) -> bool {
        match self.kind {
            ProblemKind::TakenAsWords { .. }
            | ProblemKind::TooLong
            | ProblemKind::Unfinished(Missing::Quote | Missing::Alternative) => false,
            ProblemKind::Unfinished(
                Missing::Number { .. }
                | Missing::Words { .. }
                | Missing::Name { .. }
                | Missing::State { .. }
                | Missing::Mark
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

    /// The sentence once the query was run: with the word that the condition does not count, where it
    /// was left out.
    #[must_use]
    pub fn message_of_run(&self, lang: Lang) -> String {
        let message = self.message(lang);
        if self.is_left_out() { message + lang.text("query.left_out") } else { message }
    }

    /// True where the words that are missing are to be had from the pages, which is better than an example.
    #[must_use]
    pub fn wants_offers(&self) -> bool {
        matches!(self.kind, ProblemKind::Unfinished(Missing::Words { .. }))
    }

    /// The sentence while the query is typed, with an example where one helps.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let part = shortened(&self.part);
        let numeric = |name: &str, unit: Unit| number_example(lang, &shortened(name), unit);
        match &self.kind {
            ProblemKind::Unfinished(missing) => self.unfinished(missing, lang),
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
            ProblemKind::UnknownState { word } => {
                lang.fill("query.unknown_state", &[("word", &shortened(word))])
            }
            ProblemKind::NoName => lang.fill("query.no_name", &[("part", &part)]),
            ProblemKind::TooLong => lang.text("query.too_long").to_owned(),
        }
    }

    fn unfinished(&self, missing: &Missing, lang: Lang) -> String {
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
            Missing::Mark => lang.fill("query.mark_follows", &[("part", &part)]),
            Missing::Quote => lang.fill("query.quote_follows", &[("part", &part)]),
            Missing::Alternative => lang.fill("query.alternative_follows", &[("part", &part)]),
            Missing::Negated => lang.fill("query.negated_follows", &[("part", &part)]),
        }
    }
}

/// `患者>=1万`, with a number that fits.
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

/// `年:2010..2014`, with numbers that fit.
fn range_example(lang: Lang, name: &str, unit: Unit) -> String {
    match unit {
        Unit::Year => lang.fill("query.year_range_example", &[("name", &name)]),
        Unit::People | Unit::Facilities | Unit::Yen | Unit::Items => {
            lang.fill("query.range_example", &[("name", &name)])
        }
        Unit::Share => lang.fill("query.share_range_example", &[("name", &name)]),
    }
}

/// A part of the query short enough to quote.
fn shortened(part: &str) -> String {
    let Some((cut, _)) = part.char_indices().nth(QUOTED) else {
        return part.to_owned();
    };
    format!("{}…", &part[..cut])
}
