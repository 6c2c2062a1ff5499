//! The cell of a sheet: a state, a value, and the lines of the file that it comes from.

use std::borrow::Cow;

use time::Date;

use super::figures;
use super::state::AnswerState;
use crate::lang::Lang;
use crate::model::{EffectMark, LineSpan, PageSource};
use crate::search::quantity::Number;
use crate::text::number::grouped;

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    /// The state of the answer.
    pub state: AnswerState,
    /// The value; `None` unless there is an answer.
    pub value: CellValue<'a>,
    /// The source, if the cell comes from a single page.
    pub source: Option<&'a PageSource>,
    /// The lines of the fields that it comes from, in the order of the formula.
    pub lines: Vec<LineSpan>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue<'a> {
    /// No value.
    None,
    /// Text.
    Text(&'a str),
    /// Text that was made, not read.
    Words(String),
    /// The nickname, or what stands for one.
    Name {
        /// The usual name of the case.
        shown: Cow<'a, str>,
        /// True if it is the nickname.
        is_nickname: bool,
    },
    /// Items of a list.
    Items(Vec<&'a str>),
    /// A number, in its base unit.
    Number(Number),
    /// A figure over several cases.
    Figure(f64),
    /// A number of cases, in a column of anything.
    Count(u64),
    /// A mark of 導入効果.
    Mark {
        /// The mark.
        mark: EffectMark,
        /// True if letters of the item differ from the form's.
        misread: bool,
    },
    /// The number of items of 導入効果 by mark: ○, △, ×, none.
    Marks([u64; 4]),
    /// Whether the answer has an item.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A value that is shown in words of its own.
    Shown(Box<Self>, String),
}

impl<'a> Cell<'a> {
    /// Makes a cell without a source.
    #[must_use]
    pub fn new(value: CellValue<'a>) -> Self {
        Self { state: AnswerState::Answered, value, source: None, lines: Vec::new() }
    }

    /// Makes a cell without a value.
    #[must_use]
    pub fn without_value(state: AnswerState) -> Self {
        Self { state, value: CellValue::None, source: None, lines: Vec::new() }
    }

    /// Makes a cell without a source of a value, if there is one.
    #[must_use]
    pub fn from_value(value: Option<CellValue<'a>>) -> Self {
        value.map_or_else(|| Self::without_value(AnswerState::Blank), Self::new)
    }

    /// Makes the cell of a number of cases or items.
    #[must_use]
    pub fn from_count(count: usize) -> Self {
        Self::from_value(u64::try_from(count).ok().map(|count| CellValue::Number(Number::whole(count))))
    }

    /// Returns the place that it comes from, as `path:line`, or the path of what has no line.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        let source = self.source?;
        Some(self.lines.first().map_or_else(|| source.document(), |lines| source.place(lines.first)))
    }

    /// True for a number of any kind.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.value.as_double().is_some()
    }

    /// Returns the number of a cell.
    #[must_use]
    pub fn number(&self) -> Option<Number> {
        self.value.number()
    }
}

impl CellValue<'_> {
    fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Flag(flag) => Some(Number::whole(u64::from(*flag))),
            Self::Shown(value, _) => value.number(),
            Self::None
            | Self::Text(_)
            | Self::Words(_)
            | Self::Name { .. }
            | Self::Items(_)
            | Self::Figure(_)
            | Self::Count(_)
            | Self::Mark { .. }
            | Self::Marks(_)
            | Self::Date(_) => None,
        }
    }

    /// Returns a number of any kind, shares as fractions.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a ratio is as exact as its reader's numbers")]
    pub fn as_double(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number.over() as f64 / number.under() as f64),
            Self::Figure(figure) => Some(*figure),
            Self::Count(count) => Some(*count as f64),
            Self::Flag(flag) => Some(f64::from(*flag)),
            Self::Shown(value, _) => value.as_double(),
            Self::None
            | Self::Text(_)
            | Self::Words(_)
            | Self::Name { .. }
            | Self::Items(_)
            | Self::Mark { .. }
            | Self::Marks(_)
            | Self::Date(_) => None,
        }
    }

    /// Returns the value for a file: see [`Cell::plain_text`].
    pub(super) fn plain_text(&self) -> Cow<'_, str> {
        match self {
            Self::None => "".into(),
            Self::Text(text) => (*text).into(),
            Self::Words(words) => words.into(),
            Self::Name { shown, is_nickname } => if *is_nickname { shown } else { "" }.into(),
            Self::Items(items) => match items.as_slice() {
                [item] => (*item).into(),
                items => items.join(JOINT).into(),
            },
            Self::Number(number) => figures::plain(*number).into(),
            Self::Figure(figure) => figures::plain_figure(*figure).into(),
            Self::Count(count) => count.to_string().into(),
            Self::Mark { mark, .. } => mark_sign(*mark).into(),
            Self::Marks(marks) => marks.map(|count| count.to_string()).join(JOINT).into(),
            Self::Flag(flag) => if *flag { "1" } else { "0" }.into(),
            Self::Date(date) => date.to_string().into(),
            Self::Shown(value, _) => value.plain_text(),
        }
    }
}

/// How the numbers of a column are shown; all of them alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFormat {
    /// Whole numbers, grouped.
    Whole,
    /// Years, not grouped.
    Year,
    /// Whole numbers of 1,000 yen.
    ThousandYen,
    /// With one decimal.
    OneDecimal,
    /// In percent.
    Share,
}

impl NumberFormat {
    /// Returns a number as it is shown.
    #[must_use]
    pub fn text(self, number: Number) -> String {
        match self {
            Self::Whole => figures::rounded(number, 0),
            Self::Year => figures::rounded(number, 0).replace(',', ""),
            Self::ThousandYen => {
                number.divided(1_000).map_or_else(String::new, |number| figures::rounded(number, 0))
            }
            Self::OneDecimal => figures::rounded(number, 1),
            Self::Share => figures::share(number),
        }
    }

    /// Returns a figure over several cases as it is shown.
    #[must_use]
    pub fn figure_text(self, figure: f64) -> String {
        match self {
            Self::Whole => figures::half_up(figure, 0),
            Self::Year => figures::half_up(figure, 0).replace(',', ""),
            Self::ThousandYen => figures::half_up(figure / 1_000.0, 0),
            Self::OneDecimal => figures::half_up(figure, 1),
            Self::Share => figures::share_figure(figure),
        }
    }
}

/// Between the items of a cell in files.
pub const JOINT: &str = "|";

/// Shown for a cell without an answer.
pub const NOTHING: &str = "—";

impl Cell<'_> {
    /// Returns the cell as it is shown.
    #[must_use]
    pub fn text(&self, format: NumberFormat, lang: Lang) -> Cow<'_, str> {
        match &self.value {
            CellValue::None => NOTHING.into(),
            CellValue::Text(text) => (*text).into(),
            CellValue::Words(words) | CellValue::Shown(_, words) => words.into(),
            CellValue::Name { shown, .. } => shown.as_ref().into(),
            CellValue::Items(items) => match items.as_slice() {
                [item] => (*item).into(),
                items => items.join(lang.text("analysis.item_comma")).into(),
            },
            CellValue::Number(number) => format.text(*number).into(),
            CellValue::Figure(figure) => format.figure_text(*figure).into(),
            CellValue::Count(count) => grouped(*count).into(),
            CellValue::Mark { mark, misread: false } => mark_sign(*mark).into(),
            CellValue::Mark { mark, misread: true } => format!("{}?", mark_sign(*mark)).into(),
            CellValue::Marks([effective, neutral, ineffective, none]) => {
                format!("○{effective} △{neutral} ×{ineffective} ·{none}").into()
            }
            CellValue::Flag(flag) => if *flag { "●" } else { "·" }.into(),
            CellValue::Date(date) => date.to_string().into(),
        }
    }

    /// Returns the cell for a file: numbers in their base unit without grouping, items joined by `|`; empty
    /// without an answer.
    #[must_use]
    pub fn plain_text(&self) -> Cow<'_, str> {
        self.value.plain_text()
    }
}

/// Returns the sign of a mark; `·` for an item without one.
#[must_use]
pub fn mark_sign(mark: EffectMark) -> &'static str {
    match mark {
        EffectMark::Effective => "○",
        EffectMark::Neutral => "△",
        EffectMark::Ineffective => "×",
        EffectMark::Unanswered => "·",
    }
}
